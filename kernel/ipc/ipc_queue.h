/* SPDX-License-Identifier: MIT */
/*
 * Calls that wait in an endpoint's queue, and what bounds them: the endpoint's own limits, and the caller's, since all clients of
 * a service share its queue. endpoint->lock is held.
 */
#pragma once

#include "abi/compiler.h"
#include "base/log.h"
#include "core/atomic.h"
#include "ipc/endpoint.h"

static inline void enter_queue_locked(struct endpoint *endpoint, struct answer *call)
{
    endpoint->queued_count++;
    endpoint->queued_bytes += call->call.params_len;
    atomic_add_relaxed(&call->thread->process->queued_calls, 1);
}

static inline void leave_queue_locked(struct endpoint *endpoint, struct answer *call)
{
    endpoint->queued_count--;
    endpoint->queued_bytes -= call->call.params_len;
    atomic_sub_relaxed(&call->thread->process->queued_calls, 1);
}

/* Says which bound it is. The call is over then. */
static __attribute__((noinline, cold)) bool refuse_queueing(struct answer *call, const char *what, uint64_t limit)
{
    char reason[96];

    kformat(reason, sizeof(reason), "the limit of %s (%lu) is reached", what, limit);
    answer_fail(call, STATUS_BUSY, reason);
    return false;
}

/* Whether there is room for a call with so many bytes of parameters. */
static inline bool queue_has_place_locked(const struct endpoint *endpoint, const struct process *caller, uint32_t bytes)
{
    return endpoint->queued_count < ENDPOINT_MAX_QUEUED && endpoint->queued_bytes + bytes <= ENDPOINT_MAX_QUEUED_BYTES &&
           caller->queued_calls < caller->ledger.limit[LEDGER_QUEUED_CALLS];
}

/* False: the call was answered. */
static inline bool queue_has_room_locked(const struct endpoint *endpoint, struct answer *call)
{
    const struct process *caller = call->thread->process;

    if (likely(queue_has_place_locked(endpoint, caller, call->call.params_len)))
        return true;
    if (endpoint->queued_count >= ENDPOINT_MAX_QUEUED)
        return refuse_queueing(call, "the service's queued calls", ENDPOINT_MAX_QUEUED);
    if (endpoint->queued_bytes + call->call.params_len > ENDPOINT_MAX_QUEUED_BYTES)
        return refuse_queueing(call, "the service's queued bytes", ENDPOINT_MAX_QUEUED_BYTES);
    return refuse_queueing(call, ledger_resource_name(LEDGER_QUEUED_CALLS), caller->ledger.limit[LEDGER_QUEUED_CALLS]);
}
