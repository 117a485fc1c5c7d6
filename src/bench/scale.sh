#!/bin/bash
# scale.sh [URLS=10000000] [HOSTS=100000] [SKEW=1.0] [DELAY=1] [RENDER=1.5] [PER_SECOND=500] [NODES="1 10 100 1000"]:
# simulates a crawl of that many URLs over hosts of a power law, with the frontier's and the pace's rules and these costs.
set -euo pipefail
[ $# -le 7 ] || { sed -n 2,3p "$0" >&2; exit 2; }
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
mvn -B -q test-compile
exec java -Xmx1g -cp target/test-classes dev.gannet.frontier.ScaleSimulation \
  "${1:-10000000}" "${2:-100000}" "${3:-1.0}" "${4:-1}" "${5:-1.5}" "${6:-500}" ${7:-1 10 100 1000}
