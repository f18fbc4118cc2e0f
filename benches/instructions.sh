#!/usr/bin/env bash
# Counts the instructions of 100 steps of one case, alone and beside 100,000 unrelated open
# timers, with valgrind's callgrind. At most 1.2 times as many are right.
set -euo pipefail
cd "$(dirname "$0")/.."

binary=$(CARGO_PROFILE_BENCH_DEBUG=1 cargo bench --quiet --bench instructions --no-run --message-format=json |
    sed -n 's/.*"name":"instructions".*"executable":"\([^"]*\)".*/\1/p')
count() {
    valgrind --tool=callgrind --callgrind-out-file=/dev/null --toggle-collect='*instructions::counted*' \
        "$binary" "$1" 2>&1 >/dev/null | sed -n 's/.*Collected : //p'
}
alone=$(count 0)
beside=$(count 100000)
awk -v a="$alone" -v b="$beside" 'BEGIN {
    r = b / a
    printf "%d instructions a step alone, %d beside 100,000 timers, ratio %.3f (at most 1.2): %s\n",
        a / 100, b / 100, r, r <= 1.2 ? "ok" : "TOO MANY"
    exit r > 1.2
}'
