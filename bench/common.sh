# shellcheck shell=bash
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

# ---- how many messages a run takes; for scripts with seconds and run: peer, test, size, count -> msg/s or µs ----

first_count() { # test, size: less than a second for the slowest peer
  case $1 in
    *_thr) echo $((40000000 / ($2 + 4000) + 200)) ;;
    *) echo $((2000000 / ($2 + 1000) + 100)) ;;
  esac
}

# From a result: whether a run was long and steady enough (last field of the output: 1), else the
# next count to try. It is steady when the rate rose by less than a quarter since the run before.
judge() { # test, count, result, rate before -> rate, next count, good enough
  awk -v test="$1" -v count="$2" -v last="$3" -v before="$4" -v seconds="${seconds:?}" 'BEGIN {
    rate = test ~ /_thr$/ ? last : 1e6 / (2 * last)
    took = count / rate
    good = took >= 4 * seconds || (took >= seconds && rate < 1.25 * before)
    next_count = took < seconds ? rate * seconds * 1.5 : 2 * count
    if (next_count > 16 * count) next_count = 16 * count
    if (next_count < 2 * count) next_count = 2 * count
    printf "%f %d %d\n", rate, next_count, good
  }'
}

# The same for every peer: more messages, until the run is long and more make it no faster.
calibrate() { # peer, test, size -> count, empty when the peer fails
  local count next rate=0 good result
  count=$(first_count "$2" "$3")
  for _ in 1 2 3 4 5 6 7 8; do
    result=$(run "$1" "$2" "$3" "$count")
    [ -n "$result" ] || return 0
    read -r rate next good <<<"$(judge "$2" "$count" "$result" "$rate")"
    [ "$good" -eq 0 ] || break
    count=$next
  done
  echo "$count"
}
