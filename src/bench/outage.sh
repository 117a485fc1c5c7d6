#!/bin/bash
# outage.sh [SECONDS=60]: takes PostgreSQL away under a run, by a restart and then by a network that swallows every packet
# for so long. Fails when a page is lost or a row is there twice.
set -euo pipefail
[ $# -le 1 ] || { sed -n 2,3p "$0" >&2; exit 2; }
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
exec mvn -B -q test -Dtest=DatabaseOutageTest -Dgannet.outage.seconds="${1:-60}"
