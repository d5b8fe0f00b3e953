#!/usr/bin/env bash
# Benchmarks on servers of this machine. Builds itself the first time.
#   deploy/bench/run.sh cluster | growth | hot | ledger | micro | rebuild | replica | rows | throughput [--help]
#   deploy/bench/run.sh all [FOLDER [TABLE...]]   # the tables of docs/performance.md, some three hours
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
arguments=$here/target/launch.args
if [[ ! -f $arguments ]]; then
  echo "Building the benchmarks ..." >&2
  (cd "$here/../.." && ./mvnw -q -B -pl deploy/bench -am package -DskipTests) >&2
fi
commit=$(git -C "$here" describe --always --dirty 2>/dev/null || echo unknown)

bench=("${JAVA_HOME:+$JAVA_HOME/bin/}java" "-Dskuline.commit=$commit" "@$arguments" io.skuline.bench.BenchMain)
if [[ ${1:-} != all ]]; then
  exec "${bench[@]}" "$@"
fi

# Makes one table, with the sizes that the page names.
table() { # NAME
  local latency=(throughput --demand UNIFORM --kinds PASS_PUBLIC,PASS_BATCH,SKULINE,SKULINE_DATABASE --rounds 1)
  latency+=(--orders 30000 --latency-warm-ups 2)
  case $1 in
    uniform) "${bench[@]}" throughput --demand UNIFORM --latency-orders 0 ;;
    zipf) "${bench[@]}" throughput --demand ZIPF --rounds 3 --latency-orders 0 ;;
    hot) "${bench[@]}" throughput --demand HOT --orders 60000 --rounds 3 --latency-orders 0 ;;
    carts) "${bench[@]}" throughput --demand UNIFORM --lines 3 --orders 100000 --rounds 3 --latency-orders 0 ;;
    steady) "${bench[@]}" "${latency[@]}" --latency-rate 200 --latency-orders 6000 ;;
    busy) "${bench[@]}" "${latency[@]}" --latency-rate 690 --latency-orders 10000 ;;
    half-load) "${bench[@]}" "${latency[@]}" --latency-orders 20000 ;;
    ledger | growth | micro) "${bench[@]}" "$1" ;;
    *) echo "There is no table $1, only ${tables[*]}." >&2; return 2 ;;
  esac
}

tables=(uniform zipf hot carts steady busy half-load ledger growth micro)
folder=${2:-skuline-bench}
shift $(($# > 1 ? 2 : 1))
mkdir -p "$folder"
failed=()
for name in "${@:-${tables[@]}}"; do
  echo "== $name, since $(date +%T), to $folder/$name.txt" >&2
  table "$name" </dev/null >"$folder/$name.txt" || failed+=("$name")
  cat "$folder/$name.txt"
done
if ((${#failed[@]} > 0)); then
  echo "Failed: ${failed[*]}" >&2
  exit 1
fi
