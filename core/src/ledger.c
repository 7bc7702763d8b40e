/* SPDX-License-Identifier: MIT */
/* The ledger: used[r] <= limit[r] at all times, so `limit - used` never wraps and no sum is ever formed before it fits. */
#include "core/ledger.h"

#include <stddef.h>

static const char *const resource_names[LEDGER_RESOURCE_COUNT] = {
    [LEDGER_CAP_SLOTS] = "capability slots",
    [LEDGER_FRAMES] = "frames",
    [LEDGER_VIRTUAL_PAGES] = "virtual pages",
    [LEDGER_ENDPOINTS] = "endpoints",
    [LEDGER_PROCESSES] = "processes",
    [LEDGER_THREADS] = "threads",
    [LEDGER_NOTIFICATIONS] = "notifications",
    [LEDGER_MAPPINGS] = "mappings",
    [LEDGER_QUEUED_CALLS] = "queued calls",
    [LEDGER_LOG_BYTES] = "log bytes",
    [LEDGER_SESSIONS] = "sessions",
    [LEDGER_SCHEDULING] = "scheduling contexts",
};

void ledger_init(struct ledger *ledger, struct ledger *parent, const uint64_t limit[LEDGER_RESOURCE_COUNT])
{
    ledger->parent = parent;
    ledger->refused = LEDGER_RESOURCE_COUNT;
    ledger->refused_limit = 0;
    /*@ loop invariant 0 <= i <= LEDGER_RESOURCE_COUNT;
        loop invariant \forall integer k; 0 <= k < i ==>
            ledger->used[k] == 0 && ledger->own[k] == 0 && ledger->limit[k] <= limit[k] &&
            (parent == \null ==> ledger->limit[k] == limit[k]) &&
            (parent != \null ==> ledger->limit[k] <= parent->limit[k]);
        loop assigns i, ledger->used[0 .. LEDGER_RESOURCE_COUNT - 1], ledger->own[0 .. LEDGER_RESOURCE_COUNT - 1],
            ledger->limit[0 .. LEDGER_RESOURCE_COUNT - 1];
        loop variant LEDGER_RESOURCE_COUNT - i; */
    for (uint32_t i = 0; i < LEDGER_RESOURCE_COUNT; i++) {
        ledger->used[i] = 0;
        ledger->own[i] = 0;
        ledger->limit[i] = parent && parent->limit[i] < limit[i] ? parent->limit[i] : limit[i];
    }
}

bool ledger_has_room(const struct ledger *ledger, enum ledger_resource resource, uint64_t amount)
{
    return amount <= ledger->limit[resource] - ledger->used[resource];
}

void ledger_add(struct ledger *ledger, enum ledger_resource resource, uint64_t amount)
{
    ledger->used[resource] += amount;
}

void ledger_subtract(struct ledger *ledger, enum ledger_resource resource, uint64_t amount)
{
    ledger->used[resource] -= amount;
}

void ledger_drain(struct ledger *ledger, enum ledger_resource resource, uint64_t amount)
{
    ledger->used[resource] = ledger->used[resource] > amount ? ledger->used[resource] - amount : 0;
}

status_t ledger_charge(struct ledger *ledger, enum ledger_resource resource, uint64_t amount)
{
    for (const struct ledger *at = ledger; at; at = at->parent) {
        if (!ledger_has_room(at, resource, amount)) {
            ledger->refused = resource;
            ledger->refused_limit = at->limit[resource];
            return STATUS_QUOTA_EXCEEDED;
        }
    }
    ledger->own[resource] += amount;
    for (struct ledger *at = ledger; at; at = at->parent)
        ledger_add(at, resource, amount);
    return STATUS_OK;
}

void ledger_release(struct ledger *ledger, enum ledger_resource resource, uint64_t amount)
{
    ledger->own[resource] -= amount;
    for (struct ledger *at = ledger; at; at = at->parent)
        ledger_subtract(at, resource, amount);
}

const char *ledger_resource_name(enum ledger_resource resource)
{
    if ((uint32_t)resource >= LEDGER_RESOURCE_COUNT)
        return "unknown resource";
    return resource_names[resource];
}
