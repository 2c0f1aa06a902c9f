# shellcheck shell=bash disable=SC2086 # commands are lists of words
# What the benchmarks of this folder share; to be sourced. Sets home and build.

home=$(dirname "$(dirname "$(readlink -f "$0")")")
build=$home/bench/target
mkdir -p "$build"

note() { echo "bench: $*" >&2; }

listens() { # port
  grep -qs "$(printf ':%04X [0-9A-F]*:0000 0A' "$1")" /proc/net/tcp /proc/net/tcp6
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

jvm=${JAVA_HOME:+$JAVA_HOME/bin/}java

# Puts jars of Maven Central into a folder, once.
jars() { # folder, group:artifact:version...
  local folder=$1 each
  shift
  for each in "$@"; do
    [ -f "$folder/$(cut -d: -f2,3 <<<"$each" | tr : -).jar" ] ||
      mvn -q -B -ntp dependency:copy -Dartifact="$each" -DoutputDirectory="$folder" || return 1
  done
}

# ---- runs with the arguments and the output of nanomsg's perf tools; for scripts with a limit in seconds ----

figure() {
  sed -n -e 's|^\(mean \)\?throughput: \([0-9]*\) \[msg/s\].*|\2|p' -e 's|^average latency: \([0-9.]*\) .*|\1|p'
}

unit() { # test
  case $1 in *_thr) echo messages/s ;; *) echo µs ;; esac
}

# One run at a time on a machine; other work that would disturb it can take the same lock.
lock=${BENCH_LOCK:-$build/lock}

# A test is a transport and _thr or _lat.
perf() { # command, url, test, size, count -> msg/s or µs, empty when it failed
  { flock 9
    case $3 in
      inproc_*) timeout --foreground "${limit:?}" $1 "$3" "$4" "$5" || : ;;
      *) over_network "$1" "$2" "${3##*_}" "$4" "$5" ;;
    esac; } 9>"$lock" 2>>"$build/errors.log" | figure
}

# What a command needs behind its first argument, at the end that binds and at the one that connects.
local_flags=
remote_flags=

over_network() { # command, url, thr|lat, size, count
  local measuring="local_$3 $local_flags" other_end="remote_$3 $remote_flags" swap
  if [ "$3" = lat ]; then swap=$measuring measuring=$other_end other_end=$swap; fi
  timeout --foreground "$limit" $1 $other_end "$2" "$4" "$5" >/dev/null &
  other=$!
  [ "$3" = thr ] || await_url "$2"
  timeout --foreground "$limit" $1 $measuring "$2" "$4" "$5" || :
  dismiss # it may wait a while for its last message to be sent
}

await_url() { # url
  local tries=0 at=${1#*://}
  case $1 in
    ipc:*) until [ -S "$at" ] || [ $((++tries)) -gt 500 ]; do sleep 0.02; done ;;
    *)
      at=${at%%/*}
      await_listener "${at##*:}" ;;
  esac
}

# ---- how many messages a run takes; for scripts with seconds and run: peer, test, size, count -> msg/s or µs ----

first_count() { # test, size: about a second for the slowest peer
  case $1 in
    *_thr) echo $((40000000 / ($2 + 4000) + 20)) ;;
    *) echo $((2000000 / ($2 + 1000) + 20)) ;;
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
    if (next_count > 64 * count) next_count = 64 * count
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

# ---- results: one JSON object a line; bench/tables makes the tables of README.md of them ----

size_title() { # size in bytes
  if [ "$1" -ge 1048576 ] && [ $(($1 % 1048576)) -eq 0 ]; then
    echo "$(($1 / 1048576)) MiB"
  elif [ "$1" -ge 1024 ] && [ $(($1 % 1024)) -eq 0 ]; then
    echo "$(($1 / 1024)) KiB"
  else
    echo "$1 B"
  fi
}

json_string() {
  local text=${1//\\/\\\\}
  echo "\"${text//\"/\\\"}\""
}

# This script and its arguments, as the user gave them.
command_line() {
  local words word line=
  mapfile -d '' -t words <"/proc/$$/cmdline"
  for word in "${words[@]}"; do
    if [ "$word" = "$0" ]; then line=bench/${0##*/}; continue; fi
    [ -n "$line" ] || continue # the shell and its options
    case $word in
      *[!A-Za-z0-9_./:=,-]*) line="$line \"$word\"" ;;
      *) line="$line $word" ;;
    esac
  done
  echo "$line"
}

# The commit of a checkout, and -dirty when a file other than the results differs from it.
commit() { # folder
  local hash
  hash=$(git -C "$1" rev-parse --short HEAD) || { echo unknown; return; }
  [ -z "$(git -C "$1" status --porcelain -- . ':!bench/results' ':!bench/README.md')" ] || hash=$hash-dirty
  echo "$hash"
}

# Sets $results, and removes the results of these tests from it, or all of them. A run that does not measure
# everything sets partial; its results are not for README.md.
results_of() { # name, tests...
  local jdk machine name=$1
  shift
  if [ -n "${partial:-}" ]; then results=$build/$name.jsonl; else results=$home/bench/results/$name.jsonl; fi
  jdk=$("$jvm" -version 2>&1 | sed -n '1s/.*version "\([^"]*\)".*/\1/p')
  machine="$(sed -n '/^model name/{s/.*: //;p;q}' /proc/cpuinfo), $(nproc) cores, Linux $(uname -r | cut -d. -f1,2)"
  recorded="\"machine\":$(json_string "$machine"),\"jdk\":$(json_string "$jdk"),\"commit\":\"$(commit "$home")\""
  recorded="$recorded,\"command\":$(json_string "$(command_line)")"
  mkdir -p "${results%/*}"
  if [ -n "${partial:-}" ] || [ $# -eq 0 ]; then
    : >"$results"
  else
    touch "$results"
    sed -i -E "/\"test\":\"($(tr ' ' '|' <<<"$*"))\"/d" "$results"
  fi
}

record() { # test, param, peer, round, value, unit
  [ -n "$5" ] || { note "$1, $2, round $4: no result of $3"; return 0; }
  printf '{"date":"%s",%s,"test":%s,"param":%s,"peer":%s,"round":%d,"value":%s,"unit":%s}\n' \
    "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$recorded" "$(json_string "$1")" "$(json_string "$2")" \
    "$(json_string "$3")" "$4" "$5" "$(json_string "$6")" >>"$results"
}

tables() { # print|pairs FILE.jsonl | write FOLDER | check FOLDER
  [ -d "$home/target/lib" ] || "$home/bin/scapro" --version >/dev/null
  "$jvm" -Dfile.encoding=UTF-8 -Dstdout.encoding=UTF-8 -cp "$home/target/lib/*" "$home/bench/peers/Tables.java" "$@"
}

# Prints the tables of the results; those of a run of everything go into README.md, too.
finish_results() {
  [ -n "${partial:-}" ] || tables write "$home/bench"
  tables print "$results"
}
