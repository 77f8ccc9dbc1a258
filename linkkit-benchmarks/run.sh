#!/usr/bin/env bash
# Builds the project and the peers, and runs the benchmarks named, or all. The tables go to standard output, reports to
# docs/benchmarks. Options: --quick, --out DIR.
set -euo pipefail
cd "$(dirname "$0")/.."

mvn -q -B -ntp -pl linkkit-benchmarks -am package -DskipTests >&2

cd linkkit-benchmarks
peers=$PWD/target/peers
mkdir -p "$peers"

# A peer is ready when it has a file "command". What cannot be made ready is left out, and the reports say so.
peer() { # directory, programs it needs
	rm -rf "${peers:?}/$1/command"
	mkdir -p "$peers/$1"
	local program
	for program in "${@:2}"; do
		command -v "$program" >/dev/null || { echo "left out: $1 needs $program" >&2; return 1; }
	done
}

left_out() { # directory
	echo "left out: $1 cannot be built, see linkkit-benchmarks/target/peers/$1/build.log" >&2
}

java_peer() {
	peer "$1" javac || return 0
	local own=$peers/$1
	{
		mvn -q -B -ntp -f "peers/$1/pom.xml" dependency:build-classpath -Dmdep.outputFile="$own/classpath.txt" &&
			javac -d "$own/classes" -cp "target/classes:$(cat "$own/classpath.txt")" "peers/$1"/*.java &&
			find "peers/$1" -name 'log4j2.xml' -exec cp {} "$own/classes" \;
	} >"$own/build.log" 2>&1 || { left_out "$1"; return 0; }
	# of our own classes only those that need nothing but the JDK are used
	echo "$own/classes:$PWD/target/classes:$(cat "$own/classpath.txt")" >"$own/command"
}

c_peer() { # directory, source, libraries
	peer "$1" gcc || return 0
	gcc -O2 -Wall -Wextra -o "$peers/$1/peer" "peers/c/$2" "${@:3}" >"$peers/$1/build.log" 2>&1 ||
		{ left_out "$1"; return 0; }
	echo "$peers/$1/peer" >"$peers/$1/command"
}

node_peer() { # directory, name of the client
	peer "$1" node npm || return 0
	mkdir -p "$peers/node"
	cp peers/node/* "$peers/node"
	(cd "$peers/node" && npm install --no-package-lock --no-audit --no-fund --silent) >"$peers/$1/build.log" 2>&1 ||
		{ left_out "$1"; return 0; }
	printf '%s\n' node "$peers/node/peer.mjs" "$2" >"$peers/$1/command"
}

# the same packages as interop/run.sh, by hashes
python_peer() {
	peer "$1" python3 || return 0
	local venv=$peers/$1/venv
	{
		{ "$venv/bin/python" -c '' 2>/dev/null || python3 -m venv --clear "$venv"; } &&
			pip_install -r ../interop/python/requirements-build.txt &&
			pip_install --no-build-isolation -r ../interop/python/requirements.txt
	} >"$peers/$1/build.log" 2>&1 || { left_out "$1"; return 0; }
	printf '%s\n' "$venv/bin/python" "$PWD/peers/python/peer.py" >"$peers/$1/command"
}

pip_install() {
	"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --retries 2 --require-hashes "$@"
}

java_peer hivemq
java_peer vertx
java_peer huawei
node_peer mqttjs mqttjs
node_peer alibaba-node alibaba
python_peer alibaba-python
c_peer mosquitto-c mosquitto.c -lmosquitto
c_peer raw-c raw.c
cd ..

exec java -Dlinkkit.commit="$(git describe --always --dirty)" -Dlinkkit.peers="$peers" \
	-cp "linkkit-benchmarks/target/classes:$(cat linkkit-benchmarks/target/classpath.txt)" \
	io.linkkit.benchmarks.BenchmarkCommand "$@"
