/* SPDX-License-Identifier: MIT */
/* What the tree asks of the compiler beyond C17, by name. */
#pragma once

/* Of a function: its result must be looked at. */
#define MUST_CHECK __attribute__((warn_unused_result))

/*
 * Which way a condition mostly goes, so that the compiler lays out that way without jumps and keeps registers for it. Only where the
 * bench (./capos bench) showed a difference: everywhere else the compiler's own guess is as good, and the hint is one more claim
 * to keep true. A check rejects the builtin anywhere else.
 */
#define likely(condition) __builtin_expect(!!(condition), 1)
#define unlikely(condition) __builtin_expect(!!(condition), 0)
