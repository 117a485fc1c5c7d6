#!/bin/bash
# kills.sh [KILLS=100] [PAGES=500] [SEED=20261123]: kills a crawl that often by SIGKILL, on SQLite and on PostgreSQL, each
# time in the middle of its work. Fails when a page is lost, a row is there twice, or something is left in progress.
set -euo pipefail
[ $# -le 3 ] || { sed -n 2,3p "$0" >&2; exit 2; }
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
exec mvn -B -q test -Psoak -Dtest='KillsTest#R15*' -Dgannet.kills="${1:-100}" -Dgannet.pages="${2:-500}" -Dgannet.seed="${3:-20261123}"
