/* SPDX-License-Identifier: MIT */
/* What the two sides of messages through endpoints share: ipc.c sends and delivers, ipc_serve.c receives and returns. */
#pragma once

#include "ipc/endpoint.h"
#include "ipc/session_reference.h"
#include "sched/cpu.h"

/* Matches what waits on both sides. endpoint->lock is held. */
void endpoint_pump_locked(struct endpoint *endpoint);
/* Whether an unfinished answer is an armed receive. */
bool ipc_is_receive(const struct answer *answer);
/* answer->cancel of a call and of an armed receive. */
bool endpoint_cancel_call(struct answer *answer, struct object *object, uint64_t id);
bool endpoint_cancel_receive(struct answer *answer, struct object *object, uint64_t id);

static inline uint64_t slot_call_id(const struct endpoint *endpoint, uint32_t index)
{
    return (uint64_t)endpoint->slots[index].generation << 32 | (index + 1);
}

/* struct endpoint_message of a call, as its words (abi/ring.h), whose caller has that session. endpoint->lock is held. */
static inline __attribute__((always_inline)) void write_header_locked(uint64_t *message, struct endpoint *endpoint,
                                                                      const struct session *session, uint64_t call_id,
                                                                      uint64_t interface_id, uint16_t method_id, uint32_t params_len,
                                                                      uint16_t cap_count, uint32_t result_len, uint32_t disclosed)
{
    const struct session_reference *reference = session_reference_find(endpoint->references, endpoint->scope_id, session);

    message[0] = call_id;
    message[1] = interface_id;
    message[2] = method_id | (uint64_t)ENDPOINT_MESSAGE_SESSION_LIVE << 16 | (uint64_t)params_len << 32;
    message[3] = cap_count | (uint64_t)result_len << 32;
    message[4] = reference->words[0];
    message[5] = reference->words[1];
    message[6] = session->epoch;
    message[7] = disclosed;
}

static inline void free_slot_locked(struct endpoint *endpoint, uint32_t index)
{
    struct endpoint_slot *slot = &endpoint->slots[index];

    slot->answer = NULL;
    slot->cancelled = false;
    slot->generation++;
    slot->next = endpoint->first_free;
    endpoint->first_free = (uint8_t)index;
    endpoint->in_flight_count--;
}

/* Bytes before what follows a payload: its descriptors, or its records. */
static inline uint32_t behind_payload(uint32_t payload_bytes)
{
    return (payload_bytes + 7) & ~7u;
}

/* Bytes of a message in the receiver's buffer, its records included. */
static inline uint32_t message_bytes(uint32_t payload_end, uint32_t cap_count)
{
    return cap_count == 0 ? payload_end : behind_payload(payload_end) + cap_count * (uint32_t)sizeof(struct cap_result_record);
}

static inline void drop_receiver_locked(struct endpoint *endpoint, struct answer *receive)
{
    list_remove(&receive->link);
    endpoint->receiver_count--;
}

static inline bool call_deliverable_locked(const struct endpoint *endpoint)
{
    return !list_empty(&endpoint->queued) && endpoint->first_free != ENDPOINT_NO_SLOT;
}
