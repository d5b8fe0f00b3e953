#!/usr/bin/env bash
# Writes .env beside this file: .env.example with new passwords. Does nothing if there is one.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
if [ -e .env ]; then
  echo ".env exists already; it is kept" >&2
  exit 0
fi
umask 077
while IFS= read -r line; do
  case "$line" in
    *_PASSWORD=) printf '%s%s\n' "$line" "$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')" ;;
    *) printf '%s\n' "$line" ;;
  esac
done <.env.example >.env.new
mv .env.new .env
echo "Wrote deploy/compose/.env with new passwords; only you can read it." >&2
