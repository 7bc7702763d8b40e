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
    LEDGER_ANSWERS,         /* calls in flight */
    LEDGER_RESOURCE_COUNT
};

struct ledger {
    uint64_t used[LEDGER_RESOURCE_COUNT];
    uint64_t limit[LEDGER_RESOURCE_COUNT];
};

void ledger_init(struct ledger *ledger, const uint64_t limit[LEDGER_RESOURCE_COUNT]);
/* STATUS_QUOTA_EXCEEDED when used + amount > limit; nothing is charged then. No overflow for any amount. */
MUST_CHECK status_t ledger_charge(struct ledger *ledger, enum ledger_resource resource, uint64_t amount);
/* amount was charged before. */
void ledger_release(struct ledger *ledger, enum ledger_resource resource, uint64_t amount);
/* "capability slots", "frames", ... for messages. */
const char *ledger_resource_name(enum ledger_resource resource);
