#!/bin/bash
# grid.sh [ROUNDS=5] [PAGES=60]: one process with the browsers of a Selenium Grid of two nodes beside the same process with as
# many browsers of this machine, in turns. Prints medians, the ratio, and what the way over the Grid costs a page.
set -euo pipefail
[ $# -le 2 ] || { sed -n 2,3p "$0" >&2; exit 2; }
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
# The virtual machine is set as the launcher sets it.
exec mvn -B -q test -Psoak -Dtest=GridBench "-Dgannet.bench.rounds=${1:-5}" "-Dgannet.pages=${2:-60}"
