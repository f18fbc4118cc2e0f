#!/usr/bin/env bash
# Counts instructions with valgrind's callgrind: of 100 steps of one case, alone and beside 100,000
# unrelated open timers (at most 1.2 times as many are right); of 20 events about a few youths,
# beside 10 and beside 100,000 of them (at most 1.3 times).
set -euo pipefail
cd "$(dirname "$0")/.."

binary() {
    CARGO_PROFILE_BENCH_DEBUG=1 cargo bench --quiet --bench "$1" --no-run --message-format=json |
        sed -n "s/.*\"name\":\"$1\".*\"executable\":\"\([^\"]*\)\".*/\1/p"
}
count() {
    valgrind --tool=callgrind --callgrind-out-file=/dev/null --toggle-collect="*$1::counted*" \
        "$2" "$3" 2>&1 >/dev/null | sed -n 's/.*Collected : //p'
}
compare() {
    awk -v few="$1" -v many="$2" -v steps="$3" -v most="$4" -v what="$5" 'BEGIN {
        if (few + 0 == 0 || many + 0 == 0) { print "nothing was counted " what; exit 1 }
        r = many / few
        printf "%d and %d instructions a step %s, ratio %.3f (at most %s): %s\n",
            few / steps, many / steps, what, r, most, r <= most ? "ok" : "TOO MANY"
        exit r > most
    }'
}
steps=$(binary instructions)
compare "$(count instructions "$steps" 0)" "$(count instructions "$steps" 100000)" 100 1.2 \
    "alone and beside 100,000 timers"
items=$(binary items)
compare "$(count items "$items" 10)" "$(count items "$items" 100000)" 20 1.3 \
    "about one of 10 and of 100,000 youths"
