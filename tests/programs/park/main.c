/* SPDX-License-Identifier: MIT */
#include "park.h"

static void test_all(struct kit *kit)
{
    test_bad_words(kit);
    test_vanishing(kit);
    test_deadlines(kit);
    test_wakes(kit);
    test_shared(kit);
    test_sync(kit);
}

int main(struct rt *rt)
{
    static struct kit kit;
    struct kit_totals before;

    if (memcmp(rt_process_name(rt), "other", 6) == 0)
        return be_other(rt);
    kit_open(&kit, rt);
    /* Stacks of threads that ended wait for the next ones, more or fewer as CPUs happen to run; the conductor compares exactly. */
    kit.frame_slack = 256;
    /* The runtime keeps stacks for its next threads, and the kernel tables and slabs: once before. */
    test_all(&kit);
    kit_expect(&kit, "totals", kit_totals_read(&kit, &before), STATUS_OK);
    test_all(&kit);
    kit_totals_compare(&kit, "waiting on words", &before);
    return kit_close(&kit);
}
