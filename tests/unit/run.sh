#!/bin/bash
# SPDX-License-Identifier: MIT
# The suite `unit`: builds every cmocka program that a module.mk names in TESTS, runs each under its sanitizers with a limit of
# time, and counts test functions. A program that crashes, hangs or has no test counts as one failure.
set -uo pipefail
cd "$(dirname "$0")/../.."
passed=0 failed=0
log=build/run/unit
rm -rf "$log" && mkdir -p "$log"

make -s -k -j"$(nproc)" tests links > "$log/build" 2>&1 || grep -E -A 4 'error:|\*\*\*' "$log/build" | head -40
programs=$(make -s list-tests)
for program in $programs; do
    name=$(basename "$program")
    [ $# -ge 2 ] && [ "$1" = -k ] && [[ $name != *$2* ]] && continue
    status=0 ok=0 bad=0
    if [ -x "$program" ] && make -s -q "$program" 2> /dev/null; then
        CMOCKA_MESSAGE_OUTPUT=TAP ASAN_OPTIONS=detect_leaks=1 UBSAN_OPTIONS=print_stacktrace=1 \
            timeout 60 "$program" > "$log/$name" 2>&1 || status=$?
        ok=$(grep -c '^ok ' "$log/$name") bad=$(grep -c '^not ok ' "$log/$name")
    else
        echo "not built" > "$log/$name"
        status=1
    fi
    if [ $((ok + bad)) -eq 0 ] || { [ $status -ne 0 ] && [ "$bad" -eq 0 ]; }; then
        bad=$((bad + 1))
    fi
    passed=$((passed + ok)) failed=$((failed + bad))
    if [ "$bad" -eq 0 ]; then
        echo "ok   $name ($ok)"
    else
        echo "FAIL $name (status $status; $log/$name)"
        grep -v '^ok ' "$log/$name" | head -30
    fi
done
echo "$passed passed, $failed failed"
[ $failed -eq 0 ] && [ $passed -gt 0 ]
