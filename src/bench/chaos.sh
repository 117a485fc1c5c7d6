#!/bin/bash
# chaos.sh [CYCLES=500] [SEED=20261123]: leases real Chrome that often while its processes are killed, ended and stopped at
# random, and prints what came of it. Fails when a permit, process, folder, thread or file is left, or a death has no kind.
set -euo pipefail
[ $# -le 2 ] || { sed -n 2,3p "$0" >&2; exit 2; }
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
exec mvn -B -q test -Psoak -Dtest=ChaosTest -Dgannet.chaos.cycles="${1:-500}" -Dgannet.seed="${2:-20261123}"
