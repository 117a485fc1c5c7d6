#!/bin/bash
# ours.sh BASE PAGES SESSIONS OUT: scrapes BASE/p/1 to BASE/p/PAGES with that many browsers and writes one JSON object
# a line to OUT: url, title, price, specs, reviews. The database lies in a folder of its own and is thrown away.
set -euo pipefail
[ $# -eq 4 ] || { sed -n 2,3p "$0" >&2; exit 2; }
base=$1 pages=$2 sessions=$3 out=$4
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
case $out in /*) ;; *) out=$PWD/$out ;; esac

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
rows=$work/rows.jsonl

"$here/../../gannet" run "$here/bench-job.yaml" --fresh --sessions "$sessions" \
  --set "start=\"$base/p/[1-$pages]\"" --set "politeness.parallel=$((sessions + 2))" \
  --store "sqlite:$work/bench.db" --output "$rows" >&2

mv "$rows" "$out"
