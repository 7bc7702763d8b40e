/* SPDX-License-Identifier: MIT */
/*
 * Every field of schema/process.capnp ResourceLimits with the ledger's resource that it bounds, once for all who copy or read
 * them: LIMIT(field of the generated accessors, resource).
 */
#pragma once

#include "core/ledger.h"

#define RESOURCE_LIMITS(LIMIT)                                                                                                  \
    LIMIT(cap_slots, LEDGER_CAP_SLOTS)                                                                                          \
    LIMIT(frame_pages, LEDGER_FRAMES)                                                                                           \
    LIMIT(virtual_pages, LEDGER_VIRTUAL_PAGES)                                                                                  \
    LIMIT(endpoints, LEDGER_ENDPOINTS)                                                                                          \
    LIMIT(processes, LEDGER_PROCESSES)                                                                                          \
    LIMIT(threads, LEDGER_THREADS)                                                                                              \
    LIMIT(notifications, LEDGER_NOTIFICATIONS)                                                                                  \
    LIMIT(mappings, LEDGER_MAPPINGS)                                                                                            \
    LIMIT(queued_calls, LEDGER_QUEUED_CALLS)                                                                                    \
    LIMIT(log_bytes, LEDGER_LOG_BYTES)                                                                                          \
    LIMIT(sessions, LEDGER_SESSIONS)                                                                                            \
    LIMIT(scheduling_contexts, LEDGER_SCHEDULING)

/* Copies from a reader of ResourceLimits into limits[LEDGER_RESOURCE_COUNT], and from there into a builder. process.capnp.h must
 * be included. */
#define RESOURCE_LIMITS_READ_ONE(field, resource) limits[resource] = resource_limits_get_##field(reader);
#define RESOURCE_LIMITS_WRITE_ONE(field, resource) resource_limits_set_##field(builder, (uint32_t)limits[resource]);
