#!/usr/bin/env bash
# A flash sale on real servers, from nothing but a JDK 17 and git: builds, starts RocketMQ, Redis,
# a database and the service on free ports of 127.0.0.1, sells, checks that everything adds up.
# Three sales: one to warm up, one at a steady pace, and the same buyers all at once.
# With --cluster, Redis is a cluster, and one of its masters is killed during the steady sale.
set -euo pipefail

usage() {
  cat <<'TEXT'
Usage: deploy/demo.sh [--exit] [--orders N] [--rate N] [--skus N] [--engine redis|database] [--cluster]
  --exit      end after the sales; else, on a terminal, stay up until Ctrl-C
  --orders N  of the burst; default 20000, and 5000 with --cluster; a third of them carts
  --rate N    orders a second of the steady sale, which takes ten seconds; default 300
  --skus N    default 500
  --engine E  what decides: redis (default); passed to the service
  --cluster   on a Redis Cluster of three masters and two brokers; one master dies in the middle of the steady sale,
              which takes thirty seconds then
Exit code: 0 if everything adds up.
SKULINE_SERVICE_JAVA_OPTIONS replaces the options of the service's JVM.
TEXT
}

stay=true
orders=
rate=300
warm_up=8000
skus=500
engine=redis
cluster=false
seconds=10
while [ $# -gt 0 ]; do
  case "$1" in
    --exit) stay=false ;;
    --cluster) cluster=true seconds=30 warm_up=4000 ;;
    --orders | --rate | --skus | --engine)
      [ $# -ge 2 ] || { usage >&2; exit 2; }
      case "$1" in
        --orders) orders=$2 ;;
        --rate) rate=$2 ;;
        --skus) skus=$2 ;;
        --engine) engine=$2 ;;
      esac
      shift
      ;;
    -h | --help) usage; exit 0 ;;
    *) usage >&2; exit 2 ;;
  esac
  shift
done
orders=${orders:-$([ "$cluster" = true ] && echo 5000 || echo 20000)}
case "$engine" in redis | database) ;; *) usage >&2; exit 2 ;; esac
if [ "$cluster" = true ] && [ "$engine" != redis ]; then
  echo "--cluster is a Redis Cluster: it needs --engine redis." >&2
  exit 2
fi
case "$rate" in '' | *[!0-9]* | 0*) usage >&2; exit 2 ;; esac

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
logs=$(mktemp -d)
terminal=false
if [ -t 1 ]; then terminal=true; fi
stay=$([ "$stay" = true ] && [ "$terminal" = true ] && echo true || echo false)

service_pid=
stack_pid=
build_pid=
sale_pid=
killer_pid=
finished=false

alive() { [ -n "$1" ] && kill -0 "$1" 2>/dev/null; }

# Ends a child: politely, and after so many seconds for good.
end() {
  local pid=$1 seconds=$2
  alive "$pid" || return 0
  kill "$pid" 2>/dev/null || true
  for _ in $(seq 1 $((seconds * 5))); do
    alive "$pid" || return 0
    sleep 0.2
  done
  kill -9 "$pid" 2>/dev/null || true
}

clean_up() {
  trap '' INT TERM
  end "$killer_pid" 2
  end "$sale_pid" 5
  end "$build_pid" 5
  # The service first, while its servers are still there.
  end "$service_pid" 20
  end "$stack_pid" 20
  if [ "$finished" = true ]; then
    rm -rf "$logs"
  else
    echo "The logs are in $logs" >&2
  fi
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

fail() {
  local message=$1 log=$2
  echo "$message" >&2
  if [ -s "$log" ]; then
    echo "--- the end of $log" >&2
    tail -n 40 "$log" >&2
  fi
  exit 1
}

# Redraws a line on a terminal; elsewhere prints one every ten seconds.
show() {
  local text=$1 seconds=$2
  if [ "$terminal" = true ]; then
    printf '\r\033[K%s ... %d s' "$text" "$seconds"
  elif [ $((seconds % 10)) -eq 0 ]; then
    echo "$text ... $seconds s"
  fi
}

done_line() {
  if [ "$terminal" = true ]; then printf '\r\033[K'; fi
  echo "$1"
}

# await TEXT LIMIT_SECONDS PID LOG CHECK: until the check holds; the child must stay alive meanwhile.
await() {
  local text=$1 limit=$2 pid=$3 log=$4 check=$5 start=$SECONDS shown=-1
  until "$check"; do
    local seconds=$((SECONDS - start))
    if ! alive "$pid" && ! "$check"; then fail "$text: it ended." "$log"; fi
    if [ "$seconds" -ge "$limit" ]; then fail "$text: not done after $limit s." "$log"; fi
    if [ "$seconds" -ne "$shown" ]; then
      show "$text$(detail "$log")" "$seconds"
      shown=$seconds
    fi
    sleep 0.2
  done
  done_line "$text: done after $((SECONDS - start)) s"
}

# What Maven is at, for the build only.
detail() {
  if [ "$1" = "$logs/build.log" ]; then
    sed -n 's/^\[INFO\] Building \(Skuline.*\) [0-9][^ ]* *\(\[[0-9]*\/[0-9]*\]\)$/ \2 \1/p' "$1" 2>/dev/null | tail -n 1
  fi
}

build_ended() { ! alive "$build_pid"; }
stack_up() { [ -e "$logs/stack.env" ]; }

service_port() {
  sed -n 's/^.*Tomcat started on port \([0-9][0-9]*\).*$/\1/p' "$logs/service.log" 2>/dev/null | head -n 1
}

# No curl on a bare machine; the shell can ask itself.
service_ready() {
  local port status=
  port=$(service_port)
  [ -n "$port" ] || return 1
  {
    exec 3<>"/dev/tcp/127.0.0.1/$port" || return 1
    printf 'GET /actuator/health/readiness HTTP/1.0\r\nHost: localhost\r\n\r\n' >&3
    read -r -t 5 status <&3 || true
    exec 3>&-
  } 2>/dev/null
  case "$status" in *" 200"*) return 0 ;; *) return 1 ;; esac
}

# The value of a metric of the service; empty if there is none.
metric() {
  local port value=
  port=$(service_port)
  {
    exec 3<>"/dev/tcp/127.0.0.1/$port" || return 0
    printf 'GET /actuator/prometheus HTTP/1.0\r\nHost: localhost\r\n\r\n' >&3
    value=$(awk -v name="$1" '{ sub(/\{.*\}/, "", $1) } $1 == name { sum += $2; found = 1 }
      END { if (found) printf "%d", sum }' <&3)
    exec 3>&-
  } 2>/dev/null
  echo "$value"
}

# The process of the Redis at a port, by its own account.
redis_process() {
  local line
  exec 3<>"/dev/tcp/127.0.0.1/$1"
  printf 'INFO server\r\nQUIT\r\n' >&3
  while read -r line; do
    case "$line" in process_id:*) line=${line#process_id:}; echo "${line%$'\r'}" ;; esac
  done <&3
  exec 3>&-
}

# Kills a master when some seconds of the steady sale are over, and tells what the other partitions do meanwhile.
kill_a_master() {
  local before all open answered said= start at=$1 port pid
  until before=$(metric skuline_events_answered_total) && [ "${before:-0}" -ge "$at" ]; do sleep 0.2; done
  port=${SKULINE_REDIS_ADDRESSES%%,*}
  port=${port##*:}
  pid=$(redis_process "$port")
  all=$(metric skuline_partitions)
  kill -9 "$pid"
  start=$SECONDS
  echo ">> The Redis master at 127.0.0.1:$port is killed. Its replica takes over; what it had is verified and rebuilt."
  while :; do
    open=$(metric skuline_partitions_open)
    answered=$(metric skuline_events_answered_total)
    if [ -n "$open" ] && [ "$open" != "$said" ]; then
      if [ "$open" -lt "$all" ] || [ -n "$said" ]; then
        echo ">> $((SECONDS - start)) s later: $open of $all partitions sell; $((answered - before)) answers since then"
        said=$open
      fi
      if [ -n "$said" ] && [ "$open" = "$all" ]; then return; fi
    fi
    sleep 0.2
  done
}

cd "$root"
"$java" -version >/dev/null 2>&1 || { echo "A JDK 17 or later is needed: set JAVA_HOME." >&2; exit 2; }

deploy/quick-build.sh deploy/local-stack inventory-consumer order-producer-sim >"$logs/build.log" 2>&1 &
build_pid=$!
await "Building (the first time downloads a lot)" 3600 "$build_pid" "$logs/build.log" build_ended
wait "$build_pid" || fail "The build failed." "$logs/build.log"
build_pid=

topology=()
if [ "$cluster" = true ]; then topology=(--redis-cluster 3 --replicas 1 --brokers 2); fi
deploy/local-stack/run.sh "${topology[@]+"${topology[@]}"}" --env-file "$logs/stack.env" >"$logs/stack.log" 2>&1 &
stack_pid=$!
await "Starting RocketMQ, Redis and a database" 300 "$stack_pid" "$logs/stack.log" stack_up
set -a
# shellcheck disable=SC1091
. "$logs/stack.env"
set +a

# Without a password there is no console; this one is of this demo alone.
password=${SKULINE_CONSOLE_PASSWORD:-$(od -An -N8 -tx1 /dev/urandom | tr -d ' \n')}

jar=$(find inventory-consumer/target -maxdepth 1 -name 'skuline-inventory-consumer-*-exec.jar' | head -n 1)
# The first compiler only: the second one takes a core for the first minutes, and the demo is over before that pays.
# shellcheck disable=SC2086
SERVER_PORT=0 SERVER_ADDRESS=127.0.0.1 SKULINE_DEDUCTION_ENGINE=$engine SKULINE_CONSOLE_PASSWORD=$password \
  "$java" ${SKULINE_SERVICE_JAVA_OPTIONS:--Xmx512m -XX:+UseSerialGC -XX:TieredStopAtLevel=1} -jar "$jar" >"$logs/service.log" 2>&1 &
service_pid=$!
await "Starting the service" 300 "$service_pid" "$logs/service.log" service_ready
SKULINE_SERVICE_URL=http://127.0.0.1:$(service_port)
export SKULINE_SERVICE_URL
console=$SKULINE_SERVICE_URL/console
echo "See the sale in a browser: $console, user operator, password $password"
for opener in xdg-open open; do
  if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] || [ "$(uname)" = Darwin ]; then
    if command -v "$opener" >/dev/null; then
      echo "In another terminal: $opener $console"
      break
    fi
  fi
done

sale=(simulate flash-sale --warm-up "$warm_up" --orders "$((seconds * rate)),$orders" --rate "$rate,0" --skus "$skus")
if [ "$cluster" = true ]; then
  # No table that is redrawn: lines are printed between its lines.
  deploy/skuline "${sale[@]}" > >(cat) &
  sale_pid=$!
  kill_a_master "$((warm_up + skus + 8 * rate))" &
  killer_pid=$!
else
  deploy/skuline "${sale[@]}" &
  sale_pid=$!
fi
result=0
wait "$sale_pid" || result=$?
sale_pid=
if [ "$result" -eq 0 ] && [ -n "$killer_pid" ]; then
  # Nothing is unanswered any more, so the kill and what followed must be over.
  if alive "$killer_pid" || ! wait "$killer_pid"; then
    echo "No master was killed, or not all partitions sell again." >&2
    result=1
  fi
fi
if [ "$result" -ne 0 ]; then
  echo "The sale ended with exit code $result." >&2
  alive "$service_pid" || echo "The service has died." >&2
  echo "--- the end of $logs/service.log" >&2
  tail -n 40 "$logs/service.log" >&2
else
  cat <<TEXT

In a burst orders wait for their turn: its times tell how long the queue was, not how long a decision takes.
After $SECONDS s. Next: README.md (publish from your own program), docs/architecture.md (how it works),
docs/performance.md (measured, next to rivals), deploy/skuline --help (the command line).
TEXT
fi

if [ "$stay" = true ]; then
  cat <<TEXT

Up until Ctrl-C:
  console  $console (user operator, password $password)
  metrics  $SKULINE_SERVICE_URL/actuator/prometheus
  health   $SKULINE_SERVICE_URL/actuator/health
  audit    $SKULINE_SERVICE_URL/audit
  redis    ${SKULINE_REDIS_URL:-$SKULINE_REDIS_ADDRESSES}
  logs     $logs
In another terminal:
  export SKULINE_ROCKETMQ_ENDPOINTS=$SKULINE_ROCKETMQ_ENDPOINTS SKULINE_SERVICE_URL=$SKULINE_SERVICE_URL
  deploy/skuline watch
  deploy/skuline simulate flash-sale
TEXT
  # Ctrl-C is the usual end here, not a failure.
  trap 'if [ $result -eq 0 ]; then finished=true; fi; exit $result' INT
  while alive "$service_pid" && alive "$stack_pid"; do sleep 1; done
  alive "$service_pid" || fail "The service ended." "$logs/service.log"
  fail "The servers ended." "$logs/stack.log"
fi

if [ "$result" -eq 0 ]; then finished=true; fi
exit "$result"
