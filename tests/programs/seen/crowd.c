/* SPDX-License-Identifier: MIT */
/* A child with more threads than one answer lists. With several CPUs its makers make them at the same moment. */
#include "seen.h"

#define STACK_BYTES 4096u

static uint32_t never;

static int64_t wait_for_good(struct rt *rt, void *argument)
{
    (void)argument;
    for (;;)
        (void)rt_park(rt, &never, 0, TIME_FOREVER);
    return 0;
}

static int64_t make(struct rt *rt, void *argument)
{
    struct rt_thread *thread;

    for (uint32_t i = 0; i < CROWD_EACH; i++) {
        if (rt_thread_create(rt, wait_for_good, NULL, STACK_BYTES, &thread) < 0)
            rt_panic(rt, "no thread: %s", rt_last_reason(rt));
    }
    return wait_for_good(rt, argument);
}

int be_a_crowd(struct rt *rt)
{
    struct rt_thread *thread;

    for (uint32_t i = 0; i < CROWD_MAKERS; i++) {
        if (rt_thread_create(rt, make, NULL, 0, &thread) < 0)
            rt_panic(rt, "no thread: %s", rt_last_reason(rt));
    }
    return (int)wait_for_good(rt, NULL);
}
