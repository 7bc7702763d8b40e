/* SPDX-License-Identifier: MIT */
/* The ledger: used[r] <= limit[r] at all times, so `limit - used` never wraps and no sum is ever formed before it fits. */
#include "core/ledger.h"

static const char *const resource_names[LEDGER_RESOURCE_COUNT] = {
    [LEDGER_CAP_SLOTS] = "capability slots",
    [LEDGER_FRAMES] = "frames",
    [LEDGER_VIRTUAL_PAGES] = "virtual pages",
    [LEDGER_ENDPOINTS] = "endpoints",
    [LEDGER_PROCESSES] = "processes",
    [LEDGER_THREADS] = "threads",
    [LEDGER_NOTIFICATIONS] = "notifications",
};

void ledger_init(struct ledger *ledger, const uint64_t limit[LEDGER_RESOURCE_COUNT])
{
    /*@ loop invariant 0 <= i <= LEDGER_RESOURCE_COUNT;
        loop invariant \forall integer k; 0 <= k < i ==> ledger->used[k] == 0 && ledger->limit[k] == limit[k];
        loop assigns i, *ledger;
        loop variant LEDGER_RESOURCE_COUNT - i; */
    for (uint32_t i = 0; i < LEDGER_RESOURCE_COUNT; i++) {
        ledger->used[i] = 0;
        ledger->limit[i] = limit[i];
    }
}

status_t ledger_charge(struct ledger *ledger, enum ledger_resource resource, uint64_t amount)
{
    if (amount > ledger->limit[resource] - ledger->used[resource])
        return STATUS_QUOTA_EXCEEDED;
    ledger->used[resource] += amount;
    return STATUS_OK;
}

void ledger_release(struct ledger *ledger, enum ledger_resource resource, uint64_t amount)
{
    ledger->used[resource] -= amount;
}

const char *ledger_resource_name(enum ledger_resource resource)
{
    if ((uint32_t)resource >= LEDGER_RESOURCE_COUNT)
        return "unknown resource";
    return resource_names[resource];
}
