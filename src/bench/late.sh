#!/bin/bash
# late.sh [PAGES=2000] [SEED=20261201] [SESSIONS=4] [BUSY=1]: crawls pages whose rows come late by random sources of change,
# beside so many busy processes. Fails when a row is missing or not final in a complete page, or more than 2 % are doubted.
set -euo pipefail
[ $# -le 4 ] || { sed -n 2,3p "$0" >&2; exit 2; }
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
busy=()
trap '[ ${#busy[@]} -eq 0 ] || kill "${busy[@]}" 2>/dev/null || true' EXIT
for ((i = 0; i < ${4:-1}; i++)); do
  while :; do :; done &
  busy+=($!)
done
mvn -B -q test -Psoak -Dtest='LatePagesRunTest#*ManyPages' -Dlate.pages="${1:-2000}" -Dlate.seed="${2:-20261201}" -Dlate.sessions="${3:-4}"
