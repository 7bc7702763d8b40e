/* SPDX-License-Identifier: MIT */
#include "threads.h"

#define DEED_PREFIX "wait-"
#define STALE_PREFIX "stale-"
#define RACE_PREFIX "race-"

int main(struct rt *rt)
{
    static struct kit kit;
    struct kit_totals before;

    if (memcmp(rt_process_name(rt), DEED_PREFIX, sizeof(DEED_PREFIX) - 1) == 0)
        return do_deed(rt, rt_process_name(rt) + sizeof(DEED_PREFIX) - 1);
    if (memcmp(rt_process_name(rt), STALE_PREFIX, sizeof(STALE_PREFIX) - 1) == 0)
        return do_stale(rt, rt_process_name(rt) + sizeof(STALE_PREFIX) - 1);
    if (memcmp(rt_process_name(rt), RACE_PREFIX, sizeof(RACE_PREFIX) - 1) == 0)
        return be_raced(rt, rt_process_name(rt)[sizeof(RACE_PREFIX) - 1]);
    kit_open(&kit, rt);
    /* Stacks that wait for the next thread come and go; the conductor compares exactly, when the whole process has ended. */
    kit.frame_slack = 256;
    if (memcmp(rt_process_name(rt), "limited", 8) == 0) {
        test_full_ledger(&kit);
        return kit_close(&kit);
    }
    test_arguments(&kit);
    test_exhaustion(&kit);
    test_contract(&kit);
    /* What the process keeps for its next threads is as the contract's tests leave it now. */
    kit_expect(&kit, "totals", kit_totals_read(&kit, &before), STATUS_OK);
    test_contract(&kit);
    kit_totals_compare(&kit, "threads that came and went", &before);
    test_stale(&kit);
    test_races(&kit);
    test_exits(&kit);
    kit_totals_compare(&kit, "processes with threads that came and went", &before);
    return kit_close(&kit);
}
