#!/usr/bin/env bash
# Builds what the demo or the command line runs, if its sources are newer: no tests, no checks of the code.
#   deploy/quick-build.sh order-producer-sim ...
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# The jar by which a module's build can be told from its sources.
product() {
  local name
  case "$1" in
    deploy/local-stack) name='skuline-local-stack-*.jar' ;;
    *) name='*-exec.jar' ;;
  esac
  find "$1/target" -maxdepth 1 -name "$name" 2>/dev/null | head -n 1
}

fresh() {
  local jar newer
  jar=$(product "$1")
  [ -n "$jar" ] || return 1
  newer=$(find pom.xml common/pom.xml common/src/main deploy/setup/pom.xml deploy/setup/src/main "$1/pom.xml" "$1/src/main" -newer "$jar" | head -n 1)
  [ -z "$newer" ]
}

stale=()
for module in "$@"; do
  fresh "$module" || stale+=("$module")
done
[ ${#stale[@]} -gt 0 ] || exit 0

list=$(IFS=,; echo "${stale[*]}")
./mvnw -B -ntp -T1C package -DskipChecks -Dmaven.test.skip=true -pl "$list" -am &
maven=$!
trap 'kill "$maven" 2>/dev/null' INT TERM
wait "$maven"

# These classes were not checked: without Maven's notes on them the next full build compiles them again.
rm -rf common/target/maven-status deploy/setup/target/maven-status
for module in "${stale[@]}"; do
  rm -rf "$module/target/maven-status"
  touch "$(product "$module")"
done
