#!/usr/bin/env bash
# Starts RocketMQ, Redis and a database on 127.0.0.1 and keeps them until Ctrl-C or a signal.
# --help lists the options. Needs a build: ./mvnw -pl deploy/local-stack -am package -DskipTests
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
arguments=$here/target/launch.args
if [[ ! -f $arguments ]]; then
  echo "Build first: ./mvnw -pl deploy/local-stack -am package -DskipTests" >&2
  exit 1
fi
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" "@$arguments" io.skuline.stack.LocalStackMain "$@"
