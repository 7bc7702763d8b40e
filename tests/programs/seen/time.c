/* SPDX-License-Identifier: MIT */
/* Threads with scheduling contexts: their priority, and waiting for time that is used up. */
#include "seen.h"

#include "core/atomic.h"
#include "scheduling.capnp.h"

#define MS 1000000ull
#define TRIES 2000u

static uint32_t stop;

static int64_t wait_for_stop(struct rt *rt, void *argument)
{
    (void)argument;
    while (!atomic_load_acquire(&stop))
        (void)rt_park(rt, &stop, 0, TIME_FOREVER);
    return 0;
}

static int64_t spin_for_stop(struct rt *rt, void *argument)
{
    (void)rt;
    (void)argument;
    while (!atomic_load_acquire(&stop))
        ;
    return 0;
}

/* Until the second of our threads, whose context has that priority, waits for that reason. */
static const struct seen_thread *find_waiting(struct kit *kit, enum wait_reason reason)
{
    static struct seen seen;

    for (uint32_t i = 0; i < TRIES; i++) {
        kit_expect(kit, "our threads", seen_ask_all(kit, rt_pid(kit->rt), &seen), STATUS_OK);
        if (seen.count == 2 && seen.threads[1].reason == reason)
            return &seen.threads[1];
        kit_expect(kit, "sleep", timer_sleep(kit->rt, kit->timer, MS), STATUS_OK);
    }
    kit_check(kit, false, "no thread waits for reason %u", reason);
    return NULL;
}

static void try_context(struct kit *kit, scheduler_control_t control, const struct kit_time *time, rt_thread_fn *function,
                        enum process_state state, enum wait_reason reason, bool timed)
{
    scheduling_context_t context = { CAP_ID_INVALID };
    const struct seen_thread *found;
    struct rt_thread *thread;

    stop = 0;
    kit_expect(kit, "a context", kit_context_create(kit, control, time, &context), STATUS_OK);
    kit_expect(kit, "create", rt_thread_create(kit->rt, function, NULL, 0, &thread), STATUS_OK);
    kit_expect(kit, "bind", scheduling_context_bind_thread(kit->rt, context, (thread_handle_t){ rt_thread_handle(thread) }), STATUS_OK);
    found = find_waiting(kit, reason);
    if (found)
        kit_check(kit, found->state == state && found->priority == time->priority && !found->lent && (found->until_ns != 0) == timed,
                  "state %u, priority %u, lent %u, until %lu", found->state, found->priority, found->lent,
                  (unsigned long)found->until_ns);
    atomic_store_release(&stop, 1);
    rt_unpark(kit->rt, &stop, 1);
    kit_expect(kit, "unbind", scheduling_context_unbind(kit->rt, context), STATUS_OK);
    kit_expect(kit, "join", rt_thread_join(kit->rt, thread, NULL), STATUS_OK);
    rt_drop(kit->rt, context.id);
    kit_expect(kit, "flush", rt_flush_releases(kit->rt), STATUS_OK);
}

void test_time(struct kit *kit)
{
    const struct kit_time urgent = { .budget_ns = MS, .period_ns = 10 * MS, .priority = 21 };
    const struct kit_time little = { .budget_ns = MS, .period_ns = 10000 * MS, .priority = 20 };
    scheduler_control_t control = { CAP_ID_INVALID };

    kit_expect(kit, "scheduler", rt_find(kit->rt, "scheduler", SCHEDULER_CONTROL_INTERFACE_ID, &control.id), STATUS_OK);
    try_context(kit, control, &urgent, wait_for_stop, PROCESS_STATE_BLOCKED, WAIT_REASON_PARK, false);
    /* What it may use in ten seconds is gone at once. */
    try_context(kit, control, &little, spin_for_stop, PROCESS_STATE_READY, WAIT_REASON_BUDGET, true);
}
