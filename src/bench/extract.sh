#!/bin/bash
# extract.sh [ROUNDS=15]: taking a page's document out of the browser and its items out of the document, beside rendering it,
# on a small page and on two of 5 MB. Prints medians and ratios.
set -euo pipefail
[ $# -le 1 ] || { sed -n 2,3p "$0" >&2; exit 2; }
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
# The virtual machine is set as the launcher sets it.
exec mvn -B -q test -Dtest=ExtractBenchTest -Dtest.jvm.extra=-Xmx1g "-Dgannet.bench.rounds=${1:-15}" -Dgannet.bench.size=5000000
