#!/usr/bin/env bash
# Builds the images skuline and skuline-cli of this clone.
#   deploy/images/build.sh             builds the programs first
#   deploy/images/build.sh --no-maven  takes those in target, made by ./mvnw -Pdistribution package
# SKULINE_VERSION is the tag, latest by default. BASE is the image with Java 25, eclipse-temurin:25-jre by default.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

case "${1:-}" in
  --no-maven) ;;
  "")
    ./mvnw -B -ntp -q -Pdistribution package -DskipTests -DskipChecks -pl inventory-consumer,order-producer-sim -am
    ;;
  *) echo "Usage: deploy/images/build.sh [--no-maven]" >&2; exit 2 ;;
esac

version=$(sed -n 's,^  <version>\(.*\)</version>$,\1,p' pom.xml)
revision=$(git rev-parse HEAD 2>/dev/null || echo unknown)
for name in skuline skuline-cli; do
  docker build -q -t "$name:${SKULINE_VERSION:-latest}" -f "deploy/images/$name.Dockerfile" \
    --build-arg "BASE=${BASE:-eclipse-temurin:25-jre}" \
    --build-arg "VERSION=$version" --build-arg "REVISION=$revision" .
done
