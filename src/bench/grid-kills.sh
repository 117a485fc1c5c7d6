#!/bin/bash
# grid-kills.sh [PAGES=1000]: two processes visit that many pages with the browsers of a Selenium Grid of two nodes, into one
# PostgreSQL; a process, a node and the hub are killed by SIGKILL on the way and started again. Fails when a page is lost or
# there twice, or a slot is not free in the end.
set -euo pipefail
[ $# -le 1 ] || { sed -n 2,4p "$0" >&2; exit 2; }
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
exec mvn -B -q test -Psoak -Dtest='GridRunTest#R51_workers*' -Dgannet.pages="${1:-1000}"
