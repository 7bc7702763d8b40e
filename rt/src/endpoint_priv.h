/* SPDX-License-Identifier: MIT */
/* What the files of the event loop share. */
#pragma once

#include "rt_priv.h"

#define RT_TRANSFER_ROOM ((uint32_t)(TRANSFER_MAX_DESCRIPTORS * sizeof(struct cap_transfer_descriptor)))
#define RT_RECORD_ROOM ((uint32_t)(TRANSFER_MAX_DESCRIPTORS * sizeof(struct cap_result_record)))
#define RT_RECEIVE_BYTES 8192u

/* A call that is being served. The generated code sees its first member only. */
struct rt_call {
    struct capn_call call;
    struct rt_endpoint *endpoint;       /* whose buffer has the message; these two are struct rt_call_start */
    uint16_t transfer_count;
    uint16_t detached;                  /* bool */
    struct cap_transfer_descriptor transfers[TRANSFER_MAX_DESCRIPTORS];
};

_Static_assert(offsetof(struct rt_call, endpoint) == offsetof(struct rt_call_start, endpoint), "they begin alike");

/* Notes what a receive was completed with. */
static inline void rt_endpoint_received(struct rt_endpoint *endpoint, const struct cap_cqe *cqe)
{
    endpoint->received = cqe->result;
    endpoint->received_caps = cqe->cap_count;
}

/* The message, and the capabilities of its params behind it; CAP_ID_INVALID once taken. */
static inline const struct endpoint_message *rt_endpoint_message(const struct rt_endpoint *endpoint)
{
    return (const struct endpoint_message *)(const void *)endpoint->buffer;
}
static inline struct cap_result_record *rt_endpoint_records(const struct rt_endpoint *endpoint)
{
    return (struct cap_result_record *)(void *)(endpoint->buffer + round_up_8((uint32_t)endpoint->received));
}
static inline uint16_t rt_endpoint_record_count(const struct rt_endpoint *endpoint)
{
    return endpoint->received_caps <= TRANSFER_MAX_DESCRIPTORS ? endpoint->received_caps : TRANSFER_MAX_DESCRIPTORS;
}

/* Queues one RETURN. payload must stay until it is consumed. flags: CAP_SQE_EXCEPTION or 0. token: to whom its failure is
 * reported. */
struct rt_answer {
    uint64_t token;
    cap_id_t endpoint;
    uint64_t call_id;
    const void *payload;
    uint32_t len;
    uint16_t transfers;                 /* descriptors behind the payload */
    uint8_t flags;                      /* CAP_SQE_EXCEPTION */
};
void rt_return_submit(struct rt *rt, const struct rt_answer *answer);

/* The RECV of an endpoint, into the entry; and queued. */
static inline void rt_receive_write(struct cap_sqe *sqe, const struct rt_endpoint *endpoint)
{
    rt_word_t *words = (rt_word_t *)sqe;

    __builtin_memcpy(words, endpoint->receive, sizeof(endpoint->receive));
    words[4] = words[5] = words[6] = words[7] = 0;
}
void rt_receive_arm(struct rt *rt, struct rt_endpoint *endpoint);

/* A result in the reply buffer, with its descriptors behind it, and the next receive, published together. There is room for both. */
static inline void rt_return_and_receive(struct rt *rt, struct rt_endpoint *endpoint, uint64_t call_id, uint64_t len,
                                         uint16_t transfers)
{
    uint64_t number = rt->sq_count;
    rt_word_t *words = (rt_word_t *)rt_ring_entry(rt, number);

    endpoint->answered = call_id;
    words[0] = endpoint->return_head;
    words[1] = rt_token_pointer(RT_TOKEN_RETURN, endpoint);
    words[2] = (uintptr_t)endpoint->reply;
    words[3] = len;
    words[4] = 0;
    words[5] = 0;
    words[6] = call_id;
    words[7] = (uint64_t)transfers << 16;
    rt_receive_write(rt_ring_entry(rt, number + 1), endpoint);
    rt_ring_publish_to(rt, number + 2);
}

/* Makes the reply buffer big enough for results of `room` bytes, or for the longest that there can be. STATUS_NO_MEMORY. */
MUST_CHECK status_t rt_endpoint_grow_reply(struct rt *rt, struct rt_endpoint *endpoint, uint32_t room);
/* Whether the receive was completed with a call. */
static inline bool rt_endpoint_has_call(const struct rt_endpoint *endpoint)
{
    return endpoint->received >= (int32_t)sizeof(struct endpoint_message) &&
           !(rt_endpoint_message(endpoint)->flags & ENDPOINT_MESSAGE_CANCELLED);
}
/* Handles what is no call: an error, or the news that a call was cancelled. */
void rt_endpoint_deliver_other(struct rt *rt, struct rt_endpoint *endpoint);
/* Answers a call that went well, with capabilities on either side. False: there is something else about it, and nothing was done. */
bool rt_call_finish_carrying(struct rt_call *record);
/* Releases the capabilities that the method left, gives whatever answer there is to give, and arms the receive again. */
void rt_call_finish(struct rt_call *record, status_t status);

/* Adds a descriptor. A copy takes a reference of its own; a move takes over the caller's. STATUS_NO_SPACE. */
MUST_CHECK status_t rt_transfers_add(struct rt *rt, struct cap_transfer_descriptor *transfers, uint16_t *count, cap_id_t cap,
                                     enum cap_transfer_mode mode, uint32_t *index);
/* Gives up the references of descriptors after their RETURN was queued (sent), or when it will never be. */
void rt_transfers_finish(struct rt *rt, const struct cap_transfer_descriptor *transfers, uint16_t count, bool sent);
