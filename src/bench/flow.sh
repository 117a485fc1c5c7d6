#!/bin/bash
# flow.sh [ROUNDS=15]: a flow of thirty steps beside raw Selenium calls that do the same, with and without waiting for each
# element, in turns in one browser. Prints medians and ratios.
set -euo pipefail
[ $# -le 1 ] || { sed -n 2,3p "$0" >&2; exit 2; }
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
exec mvn -B -q test -Dtest=FlowBenchTest "-Dgannet.bench.rounds=${1:-15}"
