/* SPDX-License-Identifier: MIT */
/*
 * How much time somebody may use: budget_ns within any period_ns, wherever one puts that window. A sporadic server (Sprunt, Sha and
 * Lehoczky 1989, with the corrections of Stanovich et al. 2010): what is used at a time comes back one period after that time. The
 * amounts that are to come back are a short ring, ordered by time; when it is full the last two become one, at the later of their times, so
 * that lack of room makes it stricter and never laxer. All steps are O(BUDGET_REFILLS) at most. Not locked.
 *
 * A run is budget_begin, then budget_charge with what was really used since: at most what begin allowed, or a little more, which
 * is then owed.
 */
#pragma once

#include <stdint.h>

#define BUDGET_REFILLS 8u
/* Less than this is not worth a timer interrupt: it is kept until more has come. */
#define BUDGET_CRUMB_NS 10000u

struct budget_refill {
    uint64_t time_ns;                   /* from when on it may be used */
    uint64_t amount_ns;
};

struct budget {
    uint64_t budget_ns;
    uint64_t period_ns;
    struct budget_refill refills[BUDGET_REFILLS]; /* a ring from `first` on; their amounts are budget_ns in sum */
    uint32_t first;
    uint32_t count;                     /* at least 1 */
};

/* All of it may be used from now_ns on. BUDGET_CRUMB_NS <= budget_ns <= period_ns < 2^62. */
void budget_init(struct budget *budget, uint64_t budget_ns, uint64_t period_ns, uint64_t now_ns);
/* What may be used in one piece, beginning now; 0 before budget_ready_at. */
uint64_t budget_begin(struct budget *budget, uint64_t now_ns);
/* used_ns were used since the last budget_begin or budget_charge. */
void budget_charge(struct budget *budget, uint64_t used_ns);
/* When something may be used: in the past if it may be now. */
uint64_t budget_ready_at(const struct budget *budget);
