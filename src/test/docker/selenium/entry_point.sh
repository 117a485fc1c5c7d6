#!/bin/bash
# Starts the part of the Grid that GRID_ROLE names, by the variables of the official images.
set -euo pipefail
browser=(--selenium-manager false --detect-drivers false --max-sessions "${SE_NODE_MAX_SESSIONS:-1}"
  --session-timeout "${SE_NODE_SESSION_TIMEOUT:-300}"
  --driver-configuration display-name=chrome "max-sessions=${SE_NODE_MAX_SESSIONS:-1}"
  webdriver-executable=/usr/bin/chromedriver
  'stereotype={"browserName": "chrome", "platformName": "linux", "goog:chromeOptions": {"binary": "/usr/lib/chromium/chromium-headless-shell"}}')
secret=()
[ -z "${SE_REGISTRATION_SECRET:-}" ] || secret=(--registration-secret "$SE_REGISTRATION_SECRET")
router=()
[ -z "${SE_ROUTER_USERNAME:-}" ] || router=(--username "$SE_ROUTER_USERNAME" --password "$SE_ROUTER_PASSWORD")
case $GRID_ROLE in
  standalone) arguments=(--port 4444 "${router[@]}" "${browser[@]}") ;;
  hub) arguments=(--port 4444 "${router[@]}" "${secret[@]}") ;;
  node)
    arguments=(--port 5555 --host "${SE_NODE_HOST:-$(hostname)}" --bind-host "${SE_BIND_HOST:-true}"
      --publish-events "tcp://$SE_EVENT_BUS_HOST:$SE_EVENT_BUS_PUBLISH_PORT"
      --subscribe-events "tcp://$SE_EVENT_BUS_HOST:$SE_EVENT_BUS_SUBSCRIBE_PORT" "${secret[@]}" "${browser[@]}") ;;
  *) echo "no part of a Grid: $GRID_ROLE" >&2; exit 2 ;;
esac
exec java -Xmx256m -XX:+UseSerialGC -cp '/opt/selenium/lib/*' org.openqa.selenium.grid.Main "$GRID_ROLE" "${arguments[@]}"
