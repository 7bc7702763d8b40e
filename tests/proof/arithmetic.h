/* SPDX-License-Identifier: MIT */
/*
 * Facts of machine arithmetic that WP's theory of C integers lacks: it leaves a conversion that wraps and a mask with
 * 2^n - 1 uninterpreted. Assumed by the proofs; arithmetic.smt2 states the same facts over bit vectors and run.sh has
 * Z3 check them first.
 */
#pragma once

#include <stdint.h>

/*@ axiomatic machine_arithmetic {
    axiom wrap_above: \forall integer x; 4294967296 <= x < 8589934592 ==> (uint32_t)x == x - 4294967296;
    axiom wrap_below: \forall integer x; -4294967296 <= x < 0 ==> (uint32_t)x == x + 4294967296;
    axiom mask_4: \forall integer x; 0 <= x <= 4294967295 ==> (x & 15) == x % 16;
    axiom mask_5: \forall integer x; 0 <= x <= 4294967295 ==> (x & 31) == x % 32;
    axiom mask_24: \forall integer x; 0 <= x <= 4294967295 ==> (x & 16777215) == x % 16777216;
    axiom shift_24: \forall integer x; 0 <= x <= 4294967295 ==> (x >> 24) == x / 16777216;
    axiom up_24: \forall integer g; 0 <= g < 256 ==> (g << 24) == g * 16777216;
    axiom join_24: \forall integer g, i; 0 <= g < 256 && 0 <= i < 16777216 ==> ((g << 24) | i) == g * 16777216 + i;
    axiom all_set: \forall integer k; 0 <= k < 64 ==> (18446744073709551615 >> k & 1) == 1;
    axiom bit_range: \forall integer k; 0 <= k < 64 ==> 0 < (1 << k) <= 18446744073709551615;
    axiom not_all_set: \forall integer w; 0 <= w < 18446744073709551615 ==> (uint64_t)~w != 0;
    axiom none_set: \forall integer k; 0 <= k < 64 ==> (0 >> k & 1) == 0;
} */

/* What the compiler documents of its builtin. */
/*@ assigns \nothing;
    ensures (value >> \result & 1) == 1; */
int __builtin_ctzll(unsigned long long value);
