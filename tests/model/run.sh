#!/bin/bash
# SPDX-License-Identifier: MIT
# The suite `model`: Spin explores every interleaving of each model, with no error; and with a planted mistake it must find one.
set -uo pipefail
cd "$(dirname "$0")/../.."
top=$PWD out=build/run/model
passed=0 failed=0
wanted=
[ $# -ge 2 ] && [ "$1" = -k ] && wanted=$2

# explore NAME MODEL EXPECTED [-DMACRO ...]; EXPECTED: holds | fails
explore() {
    local name=$1 model=$2 expected=$3 folder=$out/$1 states
    shift 3
    [[ $name == *$wanted* ]] || return 0
    rm -rf "$folder" && mkdir -p "$folder"
    (
        cd "$folder" || exit 1
        spin -a "$@" "$top/tests/model/$model.pml" && gcc -O2 -w -DSAFETY -DVECTORSZ=512 -I"$top/core/include" -I"$top/abi/include" \
            -o pan pan.c && timeout 120 ./pan -m1000000
    ) > "$folder/log" 2>&1 < /dev/null
    states=$(sed -nE 's/^ *([0-9.e+]+) states, stored.*/\1/p' "$folder/log")
    # A search that was cut short proves nothing.
    if grep -q 'errors: 0$' "$folder/log" && ! grep -qE 'max search depth too small|out of memory|Search not completed' "$folder/log"; then
        result=holds
    elif grep -q 'errors: 1$' "$folder/log"; then
        result=fails
    else
        result='could not be explored'
    fi
    if [ "$result" = "$expected" ]; then
        echo "ok   $name: $result ($states states)"
        passed=$((passed + 1))
    else
        echo "FAIL $name: $result, expected that it $expected ($folder/log)"
        tail -n 5 "$folder/log"
        failed=$((failed + 1))
    fi
}

explore ring ring holds
explore ring-hostile ring holds -DHOSTILE
explore ring-mistake-credit ring fails -DMISTAKE_CREDIT
explore ring-mistake-order ring fails -DMISTAKE_ORDER
explore ring-mistake-head ring fails -DHOSTILE -DMISTAKE_HEAD

explore wake wake holds
explore wake-mistake-check wake fails -DMISTAKE_CHECK
explore wake-mistake-on-cpu wake fails -DMISTAKE_ON_CPU
explore wake-mistake-order wake fails -DMISTAKE_ORDER
explore park park holds
explore park-mistake-compare park fails -DMISTAKE_COMPARE
explore park-mistake-once park fails -DMISTAKE_ONCE
explore park-mistake-ticket park fails -DMISTAKE_TICKET
explore park-mistake-timer park fails -DMISTAKE_TIMER
explore park-mistake-exit park fails -DMISTAKE_EXIT
explore park-pages park_pages holds
explore park-pages-mistake-lookup park_pages fails -DMISTAKE_LOOKUP
explore park-pages-mistake-count park_pages fails -DMISTAKE_COUNT
explore park-pages-mistake-drain park_pages fails -DMISTAKE_DRAIN
explore park-pages-mistake-again park_pages fails -DMISTAKE_AGAIN
explore park-pages-mistake-once park_pages fails -DMISTAKE_ONCE
explore kept kept holds
explore kept-mistake-state-first kept fails -DMISTAKE_STATE_FIRST
explore kept-mistake-look kept fails -DMISTAKE_LOOK
explore kept-mistake-flag kept fails -DMISTAKE_FLAG
explore shootdown shootdown holds
explore shootdown-mistake-free shootdown fails -DMISTAKE_FREE
explore shootdown-mistake-ticket shootdown fails -DMISTAKE_TICKET
explore shootdown-mistake-fence shootdown fails -DMISTAKE_FENCE
explore shootdown-mistake-spin shootdown fails -DMISTAKE_SPIN
explore shootdown-mistake-hold shootdown fails -DMISTAKE_HOLD
explore shootdown-mistake-load shootdown fails -DMISTAKE_LOAD
explore shootdown-mistake-step shootdown fails -DMISTAKE_STEP

echo "$passed passed, $failed failed"
[ $failed -eq 0 ] && [ $passed -gt 0 ]
