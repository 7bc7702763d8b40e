/* SPDX-License-Identifier: MIT */
/* A small table of replies. */
#include "interrupts.h"

/* One that so many presses answer: two answer also who waits for one, which a reader may have taken. */
static struct interrupt_waiter *waiter_find(struct interrupts *interrupts, uint32_t presses)
{
    for (uint32_t i = 0; i < INTERRUPT_MAX_WAITERS; i++) {
        if (interrupts->waiters[i].presses > 0 && interrupts->waiters[i].presses <= presses)
            return &interrupts->waiters[i];
    }
    return NULL;
}

static struct interrupt_waiter *waiter_free(struct interrupts *interrupts)
{
    for (uint32_t i = 0; i < INTERRUPT_MAX_WAITERS; i++) {
        if (interrupts->waiters[i].presses == 0)
            return &interrupts->waiters[i];
    }
    return NULL;
}

status_t interrupts_wait(struct interrupts *interrupts, struct capn_call *call, uint32_t presses)
{
    struct interrupt_waiter *waiter = waiter_free(interrupts);

    if (presses != 1 && presses != 2)
        return capn_call_fail(call, STATUS_INVALID_ARGUMENT, "presses must be 1 or 2");
    if (!waiter)
        return capn_call_fail(call, STATUS_BUSY, "%u callers wait for ^C already, the limit; try again when one is done",
                              INTERRUPT_MAX_WAITERS);
    rt_call_detach(call, &waiter->reply);
    waiter->presses = presses;
    return STATUS_PENDING;
}

void interrupts_look(struct interrupts *interrupts, struct typed *typed, uint32_t presses)
{
    struct interrupt_waiter *waiter;

    /* Without a waiter ^C stays what it is: a byte for the next reader. */
    if (!waiter_find(interrupts, presses) || !typed_take_interrupt(typed, presses))
        return;
    while ((waiter = waiter_find(interrupts, presses)) != NULL) {
        waiter->presses = 0;
        rt_reply_send(&waiter->reply);
    }
}

void interrupts_cancel(struct interrupts *interrupts, uint64_t call_id)
{
    for (uint32_t i = 0; i < INTERRUPT_MAX_WAITERS; i++) {
        struct interrupt_waiter *waiter = &interrupts->waiters[i];

        if (waiter->presses == 0 || waiter->reply.call_id != call_id)
            continue;
        rt_reply_drop(&waiter->reply);
        waiter->presses = 0;
    }
}
