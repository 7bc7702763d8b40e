/* SPDX-License-Identifier: MIT */
/* What one process may pin, and pins: charged before anything else happens, released exactly once. Not locked. */
#pragma once

#include "abi/status.h"

enum ledger_resource {
    LEDGER_CAP_SLOTS,
    LEDGER_FRAMES,          /* 4 KiB frames */
    LEDGER_VIRTUAL_PAGES,   /* reserved 4 KiB pages of address space */
    LEDGER_ENDPOINTS,
    LEDGER_PROCESSES,       /* live children */
    LEDGER_THREADS,
    LEDGER_NOTIFICATIONS,   /* and bindings to them */
    LEDGER_RESOURCE_COUNT
};

struct ledger {
    uint64_t used[LEDGER_RESOURCE_COUNT];
    uint64_t limit[LEDGER_RESOURCE_COUNT];
};

/*@ predicate ledger_ok(struct ledger *l) = \forall integer i; 0 <= i < LEDGER_RESOURCE_COUNT ==> l->used[i] <= l->limit[i];

    predicate ledger_others_same{L1, L2}(struct ledger *l, integer r) =
        \forall integer i; 0 <= i < LEDGER_RESOURCE_COUNT && i != r ==> \at(l->used[i], L1) == \at(l->used[i], L2); */

/*@ requires \valid(ledger) && \valid_read(limit + (0 .. LEDGER_RESOURCE_COUNT - 1));
    requires \separated(ledger, limit + (0 .. LEDGER_RESOURCE_COUNT - 1));
    assigns *ledger;
    ensures ledger_ok(ledger);
    ensures \forall integer i; 0 <= i < LEDGER_RESOURCE_COUNT ==> ledger->used[i] == 0 && ledger->limit[i] == limit[i]; */
void ledger_init(struct ledger *ledger, const uint64_t limit[LEDGER_RESOURCE_COUNT]);
/* STATUS_QUOTA_EXCEEDED when used + amount > limit; nothing is charged then. No overflow for any amount. */
/*@ requires \valid(ledger) && ledger_ok(ledger) && 0 <= resource < LEDGER_RESOURCE_COUNT;
    assigns ledger->used[resource];
    ensures ledger_ok(ledger) && ledger_others_same{Pre, Post}(ledger, resource);
    behavior fits:
        assumes ledger->used[resource] + amount <= ledger->limit[resource];
        ensures \result == STATUS_OK && ledger->used[resource] == \old(ledger->used[resource]) + amount;
    behavior too_much:
        assumes ledger->used[resource] + amount > ledger->limit[resource];
        ensures \result == STATUS_QUOTA_EXCEEDED && ledger->used[resource] == \old(ledger->used[resource]);
    complete behaviors;
    disjoint behaviors; */
MUST_CHECK status_t ledger_charge(struct ledger *ledger, enum ledger_resource resource, uint64_t amount);
/* amount was charged before. */
/*@ requires \valid(ledger) && ledger_ok(ledger) && 0 <= resource < LEDGER_RESOURCE_COUNT;
    requires amount <= ledger->used[resource];
    assigns ledger->used[resource];
    ensures ledger_ok(ledger) && ledger_others_same{Pre, Post}(ledger, resource);
    ensures ledger->used[resource] == \old(ledger->used[resource]) - amount; */
void ledger_release(struct ledger *ledger, enum ledger_resource resource, uint64_t amount);
/* "capability slots", "frames", ... for messages. */
/*@ assigns \nothing;
    ensures \valid_read(\result); */
const char *ledger_resource_name(enum ledger_resource resource);
