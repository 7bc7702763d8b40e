/* SPDX-License-Identifier: MIT */
#include "scheduling.h"

scheduling_context_t make_context(struct scheduling *test, struct kit_time time)
{
    scheduling_context_t context;

    kit_expect(&test->kit, "a context", kit_context_create(&test->kit, test->control, &time, &context), STATUS_OK);
    return context;
}

struct kit_time_state state_of(struct scheduling *test, scheduling_context_t context)
{
    struct kit_time_state state = { 0 };

    kit_expect(&test->kit, "state", kit_context_state(&test->kit, context, &state), STATUS_OK);
    return state;
}

void drop(struct scheduling *test, cap_id_t cap)
{
    rt_drop(test->kit.rt, cap);
    kit_expect(&test->kit, "release", rt_flush_releases(test->kit.rt), STATUS_OK);
}

struct kit_child child_of(const char *name, const struct kit_grant *grants, uint32_t count)
{
    return (struct kit_child){ .name = name, .binary = "test-scheduling", .grants = grants, .grant_count = count };
}

static bool named(struct rt *rt, const char *name)
{
    return strlen(rt_process_name(rt)) == strlen(name) && memcmp(rt_process_name(rt), name, strlen(name)) == 0;
}

int main(struct rt *rt)
{
    static struct scheduling test;
    struct kit_totals before;

    if (named(rt, "binder"))
        return be_binder(rt);
    if (named(rt, "caller"))
        return be_caller(rt);
    kit_open(&test.kit, rt);
    /* Stacks of threads that ended wait for the next ones; the conductor compares exactly. */
    test.kit.frame_slack = 256;
    kit_expect(&test.kit, "find scheduler", rt_find(rt, "scheduler", SCHEDULER_CONTROL_INTERFACE_ID, &test.control.id), STATUS_OK);
    /* Slabs and the heap grow once. */
    test_binding(&test);
    test_lending(&test);
    kit_expect(&test.kit, "totals", kit_totals_read(&test.kit, &before), STATUS_OK);
    test_parameters(&test);
    test_binding(&test);
    test_lending(&test);
    test_storm(&test, 20261122, 300);
    kit_totals_compare(&test.kit, "contexts that were lent", &before);
    return kit_close(&test.kit);
}
