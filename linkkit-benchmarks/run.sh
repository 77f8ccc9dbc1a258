#!/usr/bin/env bash
# Builds the project and runs the benchmarks named, or all. The tables go to standard output, reports to
# docs/benchmarks. Options: --quick, --out DIR.
set -euo pipefail
cd "$(dirname "$0")/.."

mvn -q -B -ntp -pl linkkit-benchmarks -am package -DskipTests >&2

exec java -Dlinkkit.commit="$(git describe --always --dirty)" \
	-cp "linkkit-benchmarks/target/classes:$(cat linkkit-benchmarks/target/classpath.txt)" \
	io.linkkit.benchmarks.BenchmarkCommand "$@"
