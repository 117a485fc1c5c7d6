#!/bin/bash
# day.sh [RUNS=1440] [BROWSER=false]: captures of a page that changes, as many as a day has minutes, without the minutes. Prints
# what is on the disk and in memory twelve times on the way. Fails when either grows with the runs.
set -euo pipefail
[ $# -le 2 ] || { sed -n 2,3p "$0" >&2; exit 2; }
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
exec mvn -B -q test -Psoak -Dtest=DayTest "-Dgannet.day.runs=${1:-1440}" "-Dgannet.day.browser=${2:-false}"
