/* SPDX-License-Identifier: MIT */
#include "memory.h"

/* Page tables stay with the process once they were needed, and the first round leaves a mapping for good: the last round
 * is the one that must leave nothing. */
#define ROUNDS 3

int main(struct rt *rt)
{
    struct kit_ledger before = { 0 }, after = { 0 };
    static struct kit kit;

    kit_open(&kit, rt);
    for (int round = 0; round < ROUNDS; round++) {
        kit_expect(&kit, "ledger", kit_ledger_read(&kit, rt_pid(rt), &before), STATUS_OK);
        test_ranges(&kit);
        test_pages(&kit);
        test_objects(&kit, round == 0);
        if (rt_flush_releases(rt) < 0)
            return 1;
        kit_expect(&kit, "ledger", kit_ledger_read(&kit, rt_pid(rt), &after), STATUS_OK);
        kit_expect(&kit, "virtual pages kept", (int64_t)(after.virtual_pages - before.virtual_pages), 0);
        kit_expect(&kit, "slots kept", (int64_t)(after.cap_slots - before.cap_slots), 0);
        if (round == ROUNDS - 1)
            kit_expect(&kit, "frames kept", (int64_t)(after.frames - before.frames), 0);
    }
    return kit_close(&kit);
}
