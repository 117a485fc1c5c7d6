#!/bin/bash
# frontier.sh [KNOWN=1000,1000000] [VISITS=2000]: claims and commits per second of the frontier, on SQLite and PostgreSQL,
# with 1, 4 and 16 workers, in runs that know so many URLs, on one host, on a hundred and on a thousand. Prints a table.
# The PostgreSQL is the tests' own, without fsync: what is measured is the work, not the disk.
set -euo pipefail
[ $# -le 2 ] || { sed -n 2,4p "$0" >&2; exit 2; }
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
exec mvn -B -q test -Dtest=FrontierBenchTest "-Dgannet.bench.known=${1:-1000,1000000}" "-Dgannet.bench.visits=${2:-2000}"
