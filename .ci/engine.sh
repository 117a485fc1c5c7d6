#!/bin/bash
# A Docker engine for one run of CI, from Debian's packages, with a socket, a data root and a pid file of its own:
#   engine.sh start    installs what is missing and starts the engine
#   engine.sh base     sees to debian:bookworm-slim: from a registry, else made by debootstrap under the same name
#   engine.sh address  prints what DOCKER_HOST has to be
#   engine.sh stop     ends exactly that dockerd and takes back what it did to the network; its images stay for the next run
set -euo pipefail

# Debian's client and its BuildKit; another one in front of it on PATH may have no builder.
export PATH=/usr/bin:$PATH
home=${GANNET_ENGINE_HOME:-/var/lib/gannet-engine}
run=/run/gannet-engine
export DOCKER_HOST=unix://$run/docker.sock
pidfile=$run/docker.pid

die() { printf 'engine: %s\n' "$*" >&2; exit 1; }

# The number of the dockerd that we began, if it lives: a number alone may be another process's by now.
ours() {
  local pid
  pid=$(cat "$pidfile" 2>/dev/null) && [ -n "$pid" ] || return 1
  tr '\0' ' ' <"/proc/$pid/cmdline" 2>/dev/null | grep -qF -- "--pidfile $pidfile" || return 1
  echo "$pid"
}

packages() {
  local missing=() pair
  for pair in dockerd:docker.io docker-compose:docker-compose debootstrap:debootstrap jq:jq sqlite3:sqlite3 iptables:iptables ip:iproute2; do
    command -v "${pair%%:*}" >/dev/null || missing+=("${pair#*:}")
  done
  # A client alone, of whatever origin, is no reason to do without Debian's.
  [ -x /usr/bin/docker ] || missing+=(docker.io)
  [ ${#missing[@]} -eq 0 ] && return
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

start() {
  [ "$(id -u)" -eq 0 ] || die "a Docker engine is started by root alone"
  packages
  if ! ours >/dev/null; then
    mkdir -p "$home" "$run"
    # What the network is before, to be given back: all of it, unless another engine has a hand in it.
    if ip link show docker0 >/dev/null 2>&1; then echo other >"$run/network"; else
      { cat /proc/sys/net/ipv4/ip_forward; iptables -S FORWARD | sed -n 's/^-P FORWARD //p'; } >"$run/network"
    fi
    rm -f "$pidfile"
    setsid dockerd --data-root "$home/data" --exec-root "$run/exec" --pidfile "$pidfile" --host "$DOCKER_HOST" \
      >"$home/dockerd.log" 2>&1 </dev/null &
  fi
  local tries
  for tries in $(seq 120); do
    if docker version >/dev/null 2>&1; then
      docker info --format 'Docker {{.ServerVersion}}, {{.Driver}}, cgroup v{{.CgroupVersion}}, {{.SecurityOptions}}'
      return
    fi
    # Its own message is worth more than the rest of the minute.
    [ "$tries" -lt 10 ] || ours >/dev/null || break
    sleep 0.5
  done
  tail -n 20 "$home/dockerd.log" >&2
  stop || true
  die "dockerd did not come up on this machine"
}

base() {
  local name=debian:bookworm-slim root mirror
  docker image inspect "$name" >/dev/null 2>&1 && return
  if timeout 120 docker pull -q "$name" 2>/dev/null; then return; fi
  root=$(mktemp -d)
  # shellcheck disable=SC2064 # the folder of now
  trap "rm -rf '$root'" EXIT
  chmod 755 "$root"
  # The machine's own source of Debian, or debootstrap's where this is another system.
  mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Codename: bookworm' 'Component: main' 'Created-By: Packages' | head -n 1)
  timeout 600 debootstrap --variant=minbase bookworm "$root" ${mirror:+"$mirror"} >"$home/debootstrap.log" 2>&1 \
    || { tail -n 20 "$home/debootstrap.log" >&2; die "debootstrap made no base image"; }
  rm -rf "$root"/var/lib/apt/lists/* "$root"/var/cache/apt/* "$root/etc/resolv.conf" "$root/etc/hostname"
  if [ -n "$mirror" ]; then
    # apt in the image asks whom apt here asks, in the same way. No credentials go with it.
    rm -f "$root/etc/apt/sources.list"
    cp /etc/apt/sources.list "$root/etc/apt/" 2>/dev/null || true
    cp /etc/apt/sources.list.d/*.sources /etc/apt/sources.list.d/*.list "$root/etc/apt/sources.list.d/" 2>/dev/null || true
    cp /etc/apt/apt.conf.d/99* /etc/apt/apt.conf.d/docker-* "$root/etc/apt/apt.conf.d/" 2>/dev/null || true
  fi
  tar -C "$root" -c . | docker import --change 'CMD ["bash"]' - "$name" >/dev/null
  echo "$name is a debootstrap of Debian bookworm under that name, as no registry gave it"
}

# Rules and chains that dockerd leaves behind in a table.
unchain() {
  local table=$1 rule chain
  # shellcheck disable=SC2086 # a rule is a list of words
  iptables -t "$table" -S | grep -E '^-A .*(DOCKER|docker0)' | sed 's/^-A /-D /' \
    | while read -r rule; do eval "iptables -t $table $rule" || true; done
  for chain in $(iptables -t "$table" -S | sed -n 's/^-N \(DOCKER[^ ]*\)$/\1/p'); do iptables -t "$table" -F "$chain"; done
  for chain in $(iptables -t "$table" -S | sed -n 's/^-N \(DOCKER[^ ]*\)$/\1/p'); do iptables -t "$table" -X "$chain"; done
}

stop() {
  local pid
  if pid=$(ours); then
    kill "$pid"
    for _ in $(seq 150); do
      kill -0 "$pid" 2>/dev/null && [ "$(sed -n 's/^State:[[:space:]]*\(.\).*/\1/p' "/proc/$pid/status" 2>/dev/null)" != Z ] || break
      sleep 0.2
    done
    ! ours >/dev/null || die "dockerd $pid still runs, half a minute after it was told to end"
  fi
  if [ -f "$run/network" ] && [ "$(head -n 1 "$run/network")" != other ]; then
    ip link del docker0 2>/dev/null || true
    unchain filter
    unchain nat
    iptables -P FORWARD "$(sed -n 2p "$run/network")"
    sed -n 1p "$run/network" >/proc/sys/net/ipv4/ip_forward
  fi
  rm -rf "$run"
  # dockerd makes it whatever its other folders are; where another engine uses it, it is not empty or is made again.
  rmdir /run/docker/plugins /run/docker 2>/dev/null || true
}

case ${1:-} in
  start | base | stop) "$1" ;;
  address) echo "$DOCKER_HOST" ;;
  *) sed -n 2,6p "$0" >&2; exit 2 ;;
esac
