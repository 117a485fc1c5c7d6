#!/bin/bash
# hostile.sh [PORT]: starts the hostile site on 127.0.0.1 (any free port without PORT), prints its address and then each
# request that it hears, one a line, until it is ended. Its endpoints are listed at /. Builds the test classes if needed.
set -euo pipefail
[ $# -le 1 ] || { sed -n 2,3p "$0" >&2; exit 2; }
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
cd "$here/../.."
if [ ! -f target/test-classes/dev/gannet/kit/HostileSite.class ] ||
  [ -n "$(find src/test/java/dev/gannet/kit -name '*.java' -newer target/test-classes/dev/gannet/kit/HostileSite.class)" ]; then
  mvn -B -q test-compile >&2
fi
exec java -Xmx256m -cp target/test-classes dev.gannet.kit.HostileSite "$@"
