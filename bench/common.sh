# What the benchmarks of this folder share; to be sourced. Sets home and build.

home=$(dirname "$(dirname "$(readlink -f "$0")")")
build=$home/bench/target
mkdir -p "$build"

note() { echo "bench: $*" >&2; }

listens() { # port
  cat /proc/net/tcp /proc/net/tcp6 2>/dev/null | grep -q "$(printf ':%04X [0-9A-F]*:0000 0A' "$1")"
}

free_port() {
  local port
  while port=$((20000 + RANDOM % 12000)) && listens "$port"; do :; done
  echo "$port"
}

await_listener() { # port
  local tries=0
  until listens "$1" || [ $((++tries)) -gt 500 ]; do sleep 0.02; done
}

other= # the process at the end that does not measure, while there is one
dismiss() {
  [ -z "$other" ] || kill "$other" 2>/dev/null || :
  other=
}
trap dismiss EXIT
