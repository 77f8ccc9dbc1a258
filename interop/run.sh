#!/usr/bin/env bash
# Alibaba's own SDKs, unmodified, against linkkit-simulator. Needs JDK, Maven, Node.js and npm.
set -euo pipefail
cd "$(dirname "$0")"

for program in java mvn node npm; do
	command -v "$program" >/dev/null || { echo "interop/run.sh needs $program" >&2; exit 1; }
done

(cd .. && mvn -q -B -ntp -pl linkkit-simulator -am package -DskipTests)
SIMULATOR_JAR=$(ls "$PWD"/../linkkit-simulator/target/linkkit-simulator-*-exec.jar)
export SIMULATOR_JAR

cd node
npm install --no-package-lock --no-audit --no-fund --silent
node run.mjs
