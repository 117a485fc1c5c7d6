#!/bin/bash
# writers.sh [SECONDS=300]: sixteen writers on one SQLite file for that long. Fails when any of them hears that it is busy.
set -euo pipefail
[ $# -le 1 ] || { sed -n 2p "$0" >&2; exit 2; }
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
exec mvn -B -q test -Dtest=ManyWritersTest "-Dgannet.writers.seconds=${1:-300}"
