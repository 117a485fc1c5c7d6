#!/bin/bash
# soak.sh [PAGES=2000] [SEED=20]: visits that many pages of the hostile site, 5 % of them hostile, with 4 browsers, and
# prints what came of it. Fails when a record is wrong, a failure has no kind, a process or folder is left behind, or (from
# 1000 pages on) memory at the end is above 1.3 times that after page 200.
set -euo pipefail
[ $# -le 2 ] || { sed -n 2,4p "$0" >&2; exit 2; }
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
# The virtual machine is set as the launcher sets it.
exec mvn -B -q test -Psoak -Dtest=SoakTest -Dtest.jvm.extra=-Xmx768m -Dgannet.soak.pages="${1:-2000}" -Dgannet.soak.seed="${2:-20}"
