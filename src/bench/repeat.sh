#!/bin/bash
# repeat.sh [TIMES=15] [BUSY=0]: runs the fast tier that often, a line for each time, BUSY of them beside two busy processes.
# Ends at the first run that fails or leaves a browser, a driver, a database or a file in the temporary folder behind.
set -euo pipefail
[ $# -le 2 ] || { sed -n 2,3p "$0" >&2; exit 2; }
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
mkdir -p target
left() {
  ps -eo stat=,comm= | awk '$1 !~ /^Z/ && $2 ~ /^(chrom|postgres)/ { print $2 }' | sort
  # Maven and Java keep what they like; these come and go with the JVMs. The unpacked PostgreSQL serves all later runs.
  find "${TMPDIR:-/tmp}" -mindepth 1 -maxdepth 1 ! -name 'hsperfdata_*' ! -name '.com_ibm*' ! -name embedded-pg -printf '%f\n' | sort
}
busy=()
trap '[ ${#busy[@]} -eq 0 ] || kill "${busy[@]}" 2>/dev/null || true' EXIT
for ((time = 1; time <= ${1:-15}; time++)); do
  log=target/repeat-$time.log
  from=$SECONDS beside=
  before=$(left)
  if [ "$time" -le "${2:-0}" ]; then
    for _ in 1 2; do
      while :; do :; done &
      busy+=($!)
    done
    beside=", beside two busy processes"
  fi
  mvn -B verify >"$log" 2>&1 </dev/null || { echo "time $time failed after $((SECONDS - from)) s: $log" >&2; exit 1; }
  if [ ${#busy[@]} -gt 0 ]; then
    kill "${busy[@]}"
    wait "${busy[@]}" 2>/dev/null || true
    busy=()
  fi
  after=$(left)
  [ "$before" = "$after" ] || { diff <(echo "$before") <(echo "$after") >&2; echo "time $time left something behind" >&2; exit 1; }
  tests=$(grep -h '^\[.*Tests run:' "$log" | grep -v 'Time elapsed' | sed 's/^[^T]*//' | paste -sd ';')
  echo "time $time: $tests in $((SECONDS - from)) s$beside"
done
