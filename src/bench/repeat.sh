#!/bin/bash
# repeat.sh [TIMES=20]: runs every test that often, a line for each time; ends at the first failure, whose output it names.
set -euo pipefail
[ $# -le 1 ] || { sed -n 2p "$0" >&2; exit 2; }
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
mkdir -p target
for ((time = 1; time <= ${1:-20}; time++)); do
  log=target/repeat-$time.log
  from=$SECONDS
  mvn -B verify >"$log" 2>&1 </dev/null || { echo "time $time failed after $((SECONDS - from)) s: $log" >&2; exit 1; }
  echo "time $time: $(grep -h '^\[.*Tests run:' "$log" | grep -v 'Time elapsed' | sed 's/^[^T]*//' | paste -sd ';') in $((SECONDS - from)) s"
done
