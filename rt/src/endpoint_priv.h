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
    struct rt *rt;
    struct rt_endpoint *endpoint;
    const struct endpoint_message *message;
    struct cap_result_record *caps;     /* of the params, behind the message; CAP_ID_INVALID once taken */
    uint16_t cap_count;
    uint16_t transfer_count;
    bool detached;
    struct cap_transfer_descriptor transfers[TRANSFER_MAX_DESCRIPTORS];
};

/* Handles the message, or the error, that endpoint's receive was completed with. */
void rt_endpoint_deliver(struct rt_endpoint *endpoint);

/* Adds a descriptor. A copy takes a reference of its own; a move takes over the caller's. STATUS_NO_SPACE. */
MUST_CHECK status_t rt_transfers_add(struct rt *rt, struct cap_transfer_descriptor *transfers, uint16_t *count, cap_id_t cap,
                                     enum cap_transfer_mode mode, uint32_t *index);
/* Gives up the references of descriptors after their RETURN was queued (sent), or when it will never be. */
void rt_transfers_finish(struct rt *rt, const struct cap_transfer_descriptor *transfers, uint16_t count, bool sent);
