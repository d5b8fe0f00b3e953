#!/usr/bin/env bash
# Stock checks a second over HTTP, next to what Redis itself gives to the same questions, in turns.
# Needs wrk, redis-benchmark and redis-cli, and a system that runs, for example in another terminal:
#   deploy/demo.sh
# Then with the addresses that it prints:
#   SKULINE_SERVICE_URL=http://127.0.0.1:PORT SKULINE_REDIS_URL=redis://127.0.0.1:PORT deploy/bench/reads.sh
set -euo pipefail

rounds=${ROUNDS:-5}
seconds=${SECONDS_PER_TURN:-10}
connections=${CONNECTIONS:-32}
skus=1000

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
for tool in wrk redis-benchmark redis-cli; do
  command -v "$tool" >/dev/null || { echo "Needs $tool (packages: wrk, redis-tools)." >&2; exit 2; }
done
: "${SKULINE_SERVICE_URL:?the address of the service}"
: "${SKULINE_REDIS_URL:?the address of its Redis}"
namespace=${SKULINE_REDIS_NAMESPACE:-skuline}
redis=${SKULINE_REDIS_URL#redis://}
host=${redis%%:*}
port=${redis##*:}

stock=$(mktemp --suffix=.csv)
trap 'rm -f "$stock"' EXIT
{
  echo sku,quantity
  for i in $(seq -f '%012.0f' 0 $((skus - 1))); do echo "read-$i,100"; done
} >"$stock"
"$here/../skuline" stock load "$stock" >/dev/null
epoch=$(redis-cli -h "$host" -p "$port" get "$namespace:{0}:epoch")

median() { sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }
http() { # SCRIPT
  wrk -t2 -c"$connections" -d"${seconds}s" -s "$1" "$SKULINE_SERVICE_URL" | awk '/Requests\/sec/ { print $2 } /Non-2xx/ { print "errors: " $0 >"/dev/stderr"; exit 1 }'
}
plain() {
  redis-benchmark -h "$host" -p "$port" -c "$connections" -n $((seconds * 40000)) -r "$skus" --csv \
    hmget "$namespace:{0}:$epoch:s:read-__rand_int__" a q | awk -F'"' 'END { print $4 }'
}

one=() cart=() ceiling=()
echo "warming up" >&2
for _ in 1 2 3; do
  http "$here/reads.lua" >/dev/null
  http "$here/checks.lua" >/dev/null
done
for round in $(seq "$rounds"); do
  one+=("$(http "$here/reads.lua")")
  cart+=("$(http "$here/checks.lua")")
  ceiling+=("$(plain)")
  echo "round $round of $rounds: GET /stock/{sku} ${one[-1]}, POST /stock/check ${cart[-1]}, Redis ${ceiling[-1]} a second" >&2
done
get=$(printf '%s\n' "${one[@]}" | median)
check=$(printf '%s\n' "${cart[@]}" | median)
hmget=$(printf '%s\n' "${ceiling[@]}" | median)
awk -v g="$get" -v c="$check" -v r="$hmget" 'BEGIN {
  printf "GET /stock/{sku}     %10.0f a second, %.3f of Redis\n", g, g / r
  printf "POST /stock/check    %10.0f a second (carts of 3), %.3f of Redis\n", c, c / r
  printf "HMGET, plain Redis   %10.0f a second\n", r
}'
