/* SPDX-License-Identifier: MIT */
/* The ring of refills. See budget.h. */
#include "core/budget.h"

static inline struct budget_refill *refill_at(struct budget *budget, uint32_t place)
{
    return &budget->refills[(budget->first + place) % BUDGET_REFILLS];
}

static inline struct budget_refill *head(struct budget *budget)
{
    return &budget->refills[budget->first];
}

static struct budget_refill take_first(struct budget *budget)
{
    struct budget_refill refill = *head(budget);

    budget->first = (budget->first + 1) % BUDGET_REFILLS;
    budget->count--;
    return refill;
}

/* An amount that comes back at a time which is not before those of the others. One that follows the last with hardly a gap joins it,
 * so that a thread which is interrupted often does not use up the ring; the gap is waited for again, at the front. */
static void append(struct budget *budget, struct budget_refill refill)
{
    struct budget_refill *last = refill_at(budget, budget->count - 1);

    if (budget->count != 0 && refill.time_ns <= last->time_ns + last->amount_ns + budget->period_ns / 64) {
        last->time_ns = refill.time_ns - last->amount_ns;
        last->amount_ns += refill.amount_ns;
    } else if (budget->count == BUDGET_REFILLS) {
        last->time_ns = refill.time_ns;
        last->amount_ns += refill.amount_ns;
    } else {
        *refill_at(budget, budget->count++) = refill;
    }
}

void budget_init(struct budget *budget, uint64_t budget_ns, uint64_t period_ns, uint64_t now_ns)
{
    *budget = (struct budget){ .budget_ns = budget_ns, .period_ns = period_ns, .count = 1 };
    budget->refills[0] = (struct budget_refill){ .time_ns = now_ns, .amount_ns = budget_ns };
}

uint64_t budget_ready_at(const struct budget *budget)
{
    return budget->refills[budget->first].time_ns;
}

uint64_t budget_begin(struct budget *budget, uint64_t now_ns)
{
    if (budget_ready_at(budget) > now_ns)
        return 0;
    /* It is used from now on: it comes back a period after now, not after the time since when it could have been used. */
    head(budget)->time_ns = now_ns;
    /* What becomes usable before the first is used up belongs to the same piece. */
    while (budget->count > 1 && refill_at(budget, 1)->time_ns <= now_ns + head(budget)->amount_ns) {
        uint64_t amount_ns = take_first(budget).amount_ns;

        head(budget)->time_ns = now_ns;
        head(budget)->amount_ns += amount_ns;
    }
    return head(budget)->amount_ns;
}

/* Crumbs are kept for when the next amount has come. */
static void sweep(struct budget *budget)
{
    while (budget->count > 1 && head(budget)->amount_ns < BUDGET_CRUMB_NS) {
        uint64_t amount_ns = take_first(budget).amount_ns;

        head(budget)->amount_ns += amount_ns;
    }
}

void budget_charge(struct budget *budget, uint64_t used_ns)
{
    uint64_t whole = used_ns / budget->budget_ns;

    /* Whoever used far more than he had waits for as many periods. */
    if (whole > 1) {
        for (uint32_t i = 0; i < budget->count; i++)
            refill_at(budget, i)->time_ns += (whole - 1) * budget->period_ns;
        used_ns -= (whole - 1) * budget->budget_ns;
    }
    while (used_ns >= head(budget)->amount_ns) {
        struct budget_refill refill = take_first(budget);

        used_ns -= refill.amount_ns;
        refill.time_ns += budget->period_ns;
        append(budget, refill);
        if (used_ns == 0)
            break;
    }
    if (used_ns != 0) {
        struct budget_refill used = { .time_ns = head(budget)->time_ns + budget->period_ns, .amount_ns = used_ns };

        head(budget)->time_ns += used_ns;
        head(budget)->amount_ns -= used_ns;
        append(budget, used);
    }
    sweep(budget);
}
