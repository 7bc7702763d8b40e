#!/bin/bash
# SPDX-License-Identifier: MIT
# The suite `proof`: Frama-C/WP must discharge every goal of core's proved modules (README.md says what they state).
# Usage: run.sh [-k NAME]. Writes only below build/run/proof.
set -uo pipefail
cd "$(dirname "$0")/../.."
out=$PWD/build/run/proof
passed=0 failed=0
wanted=
[ $# -ge 2 ] && [ "$1" = -k ] && wanted=$2

result() { # ok|FAIL TEXT
    echo "$1 $2"
    if [ "$1" = ok ]; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
}

# wp SOURCE LOG OPTION...: prints "proved of all", or nothing when Frama-C did not get that far.
wp() {
    local source=$1 log=$2
    shift 2
    frama-c -c11 -machdep gcc_x86_64 -session "$out/session" \
        -cpp-extra-args="-Iabi/include -Icore/include -include tests/proof/arithmetic.h" \
        -wp -wp-rte -wp-par 2 -wp-cache none "$@" "$source" > "$log" 2>&1 < /dev/null
    sed -nE 's/^\[wp\] Proved goals: *([0-9]+) *\/ *([0-9]+)$/\1 of \2/p' "$log"
}

# prove NAME SOURCE OPTION...
prove() {
    local name=$1 source=$2 counts start=$SECONDS
    shift 2
    [[ $name == *$wanted* ]] || return 0
    counts=$(wp "$source" "$out/$name.log" -wp-timeout 120 "$@")
    if [ -n "$counts" ] && [ "${counts% of *}" = "${counts#* of }" ] && [ "${counts% of *}" != 0 ]; then
        result ok "  $name: proved $counts goals ($((SECONDS - start)) s)"
    else
        result FAIL "$name: proved ${counts:-none} goals ($out/$name.log)"
        grep -A2 -E '^\[wp\] \[Failed\]|: (Timeout|Unknown|Failed)|User Error' "$out/$name.log" | head -n 30
    fi
}

# refuse NAME SOURCE SED-SCRIPT OPTION...: the same with a planted mistake, which must leave a goal unproved.
refuse() {
    local name=$1 source=$2 script=$3 copy=$out/$1.c counts
    shift 3
    [[ $name == *$wanted* ]] || return 0
    sed "$script" "$source" > "$copy"
    if cmp -s "$source" "$copy"; then
        result FAIL "$name: the mistake could not be planted"
        return
    fi
    counts=$(wp "$copy" "$out/$name.log" -wp-timeout 3 "$@")
    if [ -n "$counts" ] && [ "${counts% of *}" != "${counts#* of }" ]; then
        result ok "  $name: not provable, as it must be ($counts)"
    else
        result FAIL "$name: proved ${counts:-none} goals in spite of the mistake ($out/$name.log)"
    fi
}

# Every axiom of arithmetic.h, checked over bit vectors.
check_axioms() {
    local axioms answers
    [[ axioms == *$wanted* ]] || return 0
    axioms=$(grep -c '^ *axiom ' tests/proof/arithmetic.h)
    answers=$(z3 tests/proof/arithmetic.smt2 | sort | uniq -c | tr -s ' ')
    if [ "$answers" = " $axioms unsat" ]; then
        result ok "  axioms: $axioms of $axioms hold"
    else
        result FAIL "axioms: expected $axioms unsat, got:$answers"
    fi
}

rm -rf "$out"
mkdir -p "$out/home"
# Neither Why3 nor Frama-C may leave anything in the caller's home.
export HOME=$out/home WHY3CONFIG=$out/why3.conf
if ! why3 config detect -C "$WHY3CONFIG" > "$out/why3.log" 2>&1; then
    echo "why3 found no provers ($out/why3.log)"
    echo '0 passed, 1 failed'
    exit 1
fi

check_axioms
# Counters wrap on purpose in the ring, so only the others also prove that no unsigned sum wraps.
prove ring_index tests/proof/ring_index.c -wp-prover cvc4,z3
prove park_key tests/proof/park_key.c -wp-prover cvc4,z3 -warn-unsigned-overflow
# The walks up the tree of ledgers call what is proved; tests/unit/test_ledger.c compares them with a model.
prove ledger core/src/ledger.c -wp-prover cvc4,z3 -warn-unsigned-overflow -wp-skip-fct ledger_charge,ledger_release
prove frame_bitmap core/src/frame_bitmap.c -wp-prover cvc4 -warn-unsigned-overflow
prove tlb_tags core/src/tlb_tags.c -wp-prover cvc4,z3 -warn-unsigned-overflow
prove cap_table core/src/cap_table.c -wp-prover cvc4 -wp-split -wp-skip-fct cap_table_for_each

refuse ledger-mistake-limit core/src/ledger.c 's/return amount <= ledger->limit\[resource\] - /return amount < ledger->limit[resource] - /' \
    -wp-prover cvc4,z3 -wp-fct ledger_has_room
refuse park_key-mistake-page core/include/core/park_key.h 's/(address - start) + object_page \* PAGE_SIZE;$/(address - start) + object_page;/' \
    -wp-prover cvc4,z3 -wp-fct park_shared_word
refuse frame_bitmap-mistake-bit core/src/frame_bitmap.c 's/|= (uint64_t)1 << (frame % WORD_BITS)/|= (uint64_t)2 << (frame % WORD_BITS)/' \
    -wp-prover cvc4 -wp-fct bit_set_used
refuse tlb_tags-mistake-keep core/src/tlb_tags.c 's/\*keep = tags->tag\[i\].changes == changes;/*keep = true;/' \
    -wp-prover cvc4,z3 -wp-fct tlb_tags_load
refuse cap_table-mistake-wrap core/src/cap_table.c 's/slot->generation == GENERATION_LAST/slot->generation == 0/' \
    -wp-prover cvc4 -wp-split -wp-fct slot_end

echo "$passed passed, $failed failed"
[ $failed -eq 0 ] && [ $passed -gt 0 ]
