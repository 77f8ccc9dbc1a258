#!/usr/bin/env bash
# Alibaba's own SDKs, unmodified, against linkkit-simulator. Needs JDK, Maven, Node.js and npm; with Python 3 also
# the Python SDK.
set -euo pipefail
cd "$(dirname "$0")"

for program in java mvn node npm; do
	command -v "$program" >/dev/null || { echo "interop/run.sh needs $program" >&2; exit 1; }
done

(cd .. && mvn -q -B -ntp -pl linkkit-simulator -am package -DskipTests)
SIMULATOR_JAR=$(ls "$PWD"/../linkkit-simulator/target/linkkit-simulator-*-exec.jar)
export SIMULATOR_JAR

node_sdk() {
	cd node
	npm install --no-package-lock --no-audit --no-fund --silent
	node run.mjs
}

python_sdk() {
	cd python
	if ! python3 -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 9))' 2>/dev/null; then
		skipped_python 'it needs Python 3.9 or newer with venv and ensurepip'
		return
	fi
	target/venv/bin/python -c '' 2>/dev/null || python3 -m venv --clear target/venv
	if ! pip_install -r requirements-build.txt || ! pip_install --no-build-isolation -r requirements.txt; then
		cat target/pip.log >&2
		if grep -q 'DO NOT MATCH THE HASHES' target/pip.log; then
			return 1
		fi
		skipped_python 'pip could not install it, see above'
		return
	fi
	target/venv/bin/python -B -m unittest -v test_linkkit
}

pip_install() {
	target/venv/bin/python -m pip install --quiet --disable-pip-version-check --retries 2 --require-hashes "$@" \
		>target/pip.log 2>&1
}

skipped_python() { # why
	echo "skipped: Alibaba's Python SDK: $1"
}

(node_sdk)
(python_sdk)
