/* SPDX-License-Identifier: MIT */
/*
 * What one process may pin, and pins: charged before anything else happens, released exactly once. Not locked.
 *
 * Ledgers form a tree as processes do: what is charged to one is charged to all above it, so a limit covers a process with
 * everything that it started. The tree is LEDGER_MAX_DEPTH deep at most; whoever links it sees to that.
 */
#pragma once

#include <stdbool.h>

#include "abi/status.h"

#define LEDGER_MAX_DEPTH 32u
#define LEDGER_NO_LIMIT UINT64_MAX

enum ledger_resource {
    LEDGER_CAP_SLOTS,
    LEDGER_FRAMES,          /* 4 KiB frames */
    LEDGER_VIRTUAL_PAGES,   /* reserved 4 KiB pages of address space */
    LEDGER_ENDPOINTS,
    LEDGER_PROCESSES,       /* live children */
    LEDGER_THREADS,
    LEDGER_NOTIFICATIONS,   /* and bindings to them */
    LEDGER_MAPPINGS,        /* ranges of address space with one kind and protection each */
    LEDGER_QUEUED_CALLS,    /* calls that wait in the queues of services: counted by process, not in the tree */
    LEDGER_LOG_BYTES,       /* in the kernel log; drains with time instead of being released */
    LEDGER_SESSIONS,
    LEDGER_SCHEDULING,      /* scheduling contexts and controls */
    LEDGER_RESOURCE_COUNT
};

struct ledger {
    struct ledger *parent;                  /* charged as well; NULL at the root */
    uint64_t used[LEDGER_RESOURCE_COUNT];   /* by its process and all below it: what the limit bounds */
    uint64_t own[LEDGER_RESOURCE_COUNT];    /* by its process alone */
    uint64_t limit[LEDGER_RESOURCE_COUNT];
    /* Why the last charge of its process was refused, for messages; LEDGER_RESOURCE_COUNT: none was yet. */
    enum ledger_resource refused;
    uint64_t refused_limit;
};

/*@ predicate ledger_ok(struct ledger *l) = \forall integer i; 0 <= i < LEDGER_RESOURCE_COUNT ==> l->used[i] <= l->limit[i];

    predicate ledger_others_same{L1, L2}(struct ledger *l, integer r) =
        \forall integer i; 0 <= i < LEDGER_RESOURCE_COUNT && i != r ==> \at(l->used[i], L1) == \at(l->used[i], L2); */

/* A limit above the parent's (NULL: none) becomes the parent's: it could not be reached. */
/*@ requires \valid(ledger) && \valid_read(limit + (0 .. LEDGER_RESOURCE_COUNT - 1));
    requires parent == \null || \valid_read(parent);
    requires \separated(ledger, limit + (0 .. LEDGER_RESOURCE_COUNT - 1));
    requires parent != \null ==> \separated(ledger, parent);
    assigns *ledger;
    ensures ledger_ok(ledger) && ledger->parent == parent;
    ensures \forall integer i; 0 <= i < LEDGER_RESOURCE_COUNT ==>
        ledger->used[i] == 0 && ledger->own[i] == 0 && ledger->limit[i] <= limit[i] &&
        (parent == \null ==> ledger->limit[i] == limit[i]) && (parent != \null ==> ledger->limit[i] <= parent->limit[i]); */
void ledger_init(struct ledger *ledger, struct ledger *parent, const uint64_t limit[LEDGER_RESOURCE_COUNT]);
/* Whether one ledger by itself has room for amount more. No overflow for any amount. */
/*@ requires \valid_read(ledger) && ledger_ok(ledger) && 0 <= resource < LEDGER_RESOURCE_COUNT;
    assigns \nothing;
    ensures \result <==> ledger->used[resource] + amount <= ledger->limit[resource]; */
bool ledger_has_room(const struct ledger *ledger, enum ledger_resource resource, uint64_t amount);
/* One ledger by itself, which has room. */
/*@ requires \valid(ledger) && ledger_ok(ledger) && 0 <= resource < LEDGER_RESOURCE_COUNT;
    requires ledger->used[resource] + amount <= ledger->limit[resource];
    assigns ledger->used[resource];
    ensures ledger_ok(ledger) && ledger_others_same{Pre, Post}(ledger, resource);
    ensures ledger->used[resource] == \old(ledger->used[resource]) + amount; */
void ledger_add(struct ledger *ledger, enum ledger_resource resource, uint64_t amount);
/* One ledger by itself, to which amount was added. */
/*@ requires \valid(ledger) && ledger_ok(ledger) && 0 <= resource < LEDGER_RESOURCE_COUNT;
    requires amount <= ledger->used[resource];
    assigns ledger->used[resource];
    ensures ledger_ok(ledger) && ledger_others_same{Pre, Post}(ledger, resource);
    ensures ledger->used[resource] == \old(ledger->used[resource]) - amount; */
void ledger_subtract(struct ledger *ledger, enum ledger_resource resource, uint64_t amount);
/* The same where nobody knows how much is left: no less than nothing remains. */
/*@ requires \valid(ledger) && ledger_ok(ledger) && 0 <= resource < LEDGER_RESOURCE_COUNT;
    assigns ledger->used[resource];
    ensures ledger_ok(ledger) && ledger_others_same{Pre, Post}(ledger, resource);
    ensures ledger->used[resource] == (\old(ledger->used[resource]) > amount ? \old(ledger->used[resource]) - amount : 0); */
void ledger_drain(struct ledger *ledger, enum ledger_resource resource, uint64_t amount);

/* The ledger and all above it, or none: STATUS_QUOTA_EXCEEDED when one of them has no room; its limit is then in
 * ledger->refused_limit. At most LEDGER_MAX_DEPTH steps. */
MUST_CHECK status_t ledger_charge(struct ledger *ledger, enum ledger_resource resource, uint64_t amount);
/* amount was charged to this ledger before. */
void ledger_release(struct ledger *ledger, enum ledger_resource resource, uint64_t amount);

/* "capability slots", "frames", ... for messages. */
/*@ assigns \nothing;
    ensures \valid_read(\result); */
const char *ledger_resource_name(enum ledger_resource resource);
