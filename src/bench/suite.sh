#!/bin/bash
# suite.sh [--read]: runs the fast tier and prints, as Markdown, where its time goes; with --read, that of the last such run.
set -euo pipefail
[ $# -eq 0 ] || [ "$*" = --read ] || { sed -n 2p "$0" >&2; exit 2; }
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
log=target/suite.log costs=target/suite-costs
if [ $# -eq 0 ]; then
  mkdir -p target
  rm -rf "$costs" target/surefire-reports target/failsafe-reports
  rc=0
  available() { awk '/^MemAvailable/ { print int($2 / 1024) }' /proc/meminfo; }
  before=$(available)
  (
    least=$before
    while sleep 2; do
      now=$(available)
      [ "$now" -ge "$least" ] || { least=$now; echo $((before - least)) >target/suite-memory; }
    done
  ) &
  watcher=$!
  trap 'kill $watcher 2>/dev/null || true' EXIT
  MAVEN_OPTS="${MAVEN_OPTS:-} -Dorg.slf4j.simpleLogger.showDateTime=true" \
    mvn -B verify -Dtest.jvm.extra=-Dgannet.costs="$PWD/$costs" >"$log" 2>&1 </dev/null || rc=$?
  [ $rc -eq 0 ] || echo "the run failed: $log" >&2
fi
[ -d "$costs" ] || { echo "no run was measured: call src/bench/suite.sh without --read first" >&2; exit 1; }

echo '| part of the build | seconds |'
echo '|---|---:|'
# Each goal of Maven is announced by a line that begins with the milliseconds since its start.
awk '
  function part(goal) {
    if (goal ~ /spotless/) return "formatting checked"
    if (goal ~ /compiler.*:compile/) return "main code compiled (Error Prone, NullAway)"
    if (goal ~ /testCompile/) return "tests compiled"
    if (goal ~ /surefire/) return "tests"
    if (goal ~ /failsafe/) return "tests of the packed program"
    if (goal ~ /shade|jar:|cyclonedx/) return "program packed"
    return "the rest of Maven"
  }
  match($0, /^[0-9]+ /) {
    now = substr($0, 1, RLENGTH - 1) / 1000
    if ($0 ~ /--- .*@ gannet ---/ || $0 ~ /BUILD (SUCCESS|FAILURE)/) {
      if (goal != "") spent[part(goal)] += now - since
      else spent["the rest of Maven"] += now
      if (!(part(goal) in order)) order[part(goal)] = ++n
      goal = $0; since = now
    }
    last = now
  }
  END {
    for (name in spent) printf "| %s | %.0f |\n", name, spent[name] | "sort -t\"|\" -k3 -rn"
    close("sort -t\"|\" -k3 -rn")
    printf "| all | %.0f |\n", last
  }' "$log"
echo
echo "Most memory that the run took from the machine at a time, browsers and databases included: $(cat target/suite-memory) MB."

echo
echo '| test class | seconds | CPU s, JVM | CPU s, processes | asleep s | browsers | databases | JVMs |'
echo '|---|---:|---:|---:|---:|---:|---:|---:|'
cat "$costs"/*.tsv | sort -t$'\t' -k2 -rn | awk -F'\t' '
  { for (i = 2; i <= 8; i++) sum[i] += $i; n++
    sub(/^dev\.gannet\./, "", $1)
    if ($2 >= 10) printf "| %s | %.0f | %.0f | %.0f | %.0f | %d | %d | %d |\n", $1, $2, $3, $4, $5, $6, $7, $8
    else { for (i = 2; i <= 8; i++) rest[i] += $i; less++ } }
  END {
    printf "| %d classes under 10 s | %.0f | %.0f | %.0f | %.0f | %d | %d | %d |\n", less, rest[2], rest[3], rest[4], rest[5], rest[6], rest[7], rest[8]
    printf "| all %d, one after another | %.0f | %.0f | %.0f | %.0f | %d | %d | %d |\n", n, sum[2], sum[3], sum[4], sum[5], sum[6], sum[7], sum[8] }'
