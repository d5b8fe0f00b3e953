#!/usr/bin/env bash
# Benchmarks on servers of this machine. Builds itself the first time.
#   deploy/bench/run.sh cluster | growth | hot | ledger | micro | rebuild | replica | rows | throughput [--help]
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
arguments=$here/target/launch.args
if [[ ! -f $arguments ]]; then
  echo "Building the benchmarks ..." >&2
  (cd "$here/../.." && ./mvnw -q -B -pl deploy/bench -am package -DskipTests) >&2
fi
commit=$(git -C "$here" describe --always --dirty 2>/dev/null || echo unknown)
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" "-Dskuline.commit=$commit" "@$arguments" io.skuline.bench.BenchMain "$@"
