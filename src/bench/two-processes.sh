#!/bin/bash
# two-processes.sh [PAGES=10000]: two processes with ten workers each visit that many pages of a hundred hosts, in one
# PostgreSQL. Fails when a page is asked for twice, a host's pace is broken, or PostgreSQL saw a deadlock.
set -euo pipefail
[ $# -le 1 ] || { sed -n 2,3p "$0" >&2; exit 2; }
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
exec mvn -B -q test -Psoak -Dtest=TwoProcessesTest -Dgannet.pages="${1:-10000}"
