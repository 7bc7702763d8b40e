/* SPDX-License-Identifier: MIT */
/* Answers that come later than their method returned. */
#include "endpoint_priv.h"

/* A message with the longest reason fits. */
#define EXCEPTION_BYTES 256u

static status_t buffer_reserve(struct rt_reply *reply, size_t bytes)
{
    if (reply->buffer && reply->buffer->capacity >= bytes + RT_TRANSFER_ROOM)
        return STATUS_OK;
    if (reply->buffer)
        rt_buffer_put(reply->rt, reply->buffer);
    reply->buffer = rt_buffer_get(reply->rt, bytes + RT_TRANSFER_ROOM);
    return reply->buffer ? STATUS_OK : STATUS_NO_MEMORY;
}

status_t rt_reply_begin(struct rt_reply *reply, size_t bytes)
{
    status_t status;

    if (bytes > reply->result_bytes)
        bytes = reply->result_bytes;
    if (bytes > MESSAGE_MAX_BYTES)
        bytes = MESSAGE_MAX_BYTES;
    /* Room for an exception too: the results may turn out wrong. */
    status = buffer_reserve(reply, bytes > EXCEPTION_BYTES ? bytes : EXCEPTION_BYTES);
    if (status < 0)
        return status;
    capn_builder_init(&reply->results, reply->buffer->bytes, bytes);
    return STATUS_OK;
}

void rt_reply_mark_secret(struct rt_reply *reply)
{
    if (reply->buffer)
        reply->buffer->secret = true;
}

status_t rt_reply_add_capability(struct rt_reply *reply, cap_id_t cap, enum cap_transfer_mode mode, uint32_t *index)
{
    return rt_transfers_add(reply->rt, reply->transfers, &reply->transfer_count, cap, mode, index);
}

/* Queues the RETURN and lets go of everything. */
static void reply_submit(struct rt_reply *reply, uint32_t len, uint16_t transfers, uint8_t flags)
{
    static const uint64_t nothing;
    struct rt *rt = reply->rt;
    uint32_t index = rt->next_reply++ % RT_REPLIES;

    rt->replies[index] = (struct rt_late_return){ .call_id = reply->call_id, .endpoint = reply->endpoint };
    rt_return_submit(rt, &(struct rt_answer){ .token = rt_token(RT_TOKEN_REPLY, index), .endpoint = reply->endpoint,
                                              .call_id = reply->call_id,
                                              .payload = reply->buffer ? (const void *)reply->buffer->bytes : &nothing, .len = len,
                                              .transfers = transfers, .flags = flags });
    if (reply->buffer)
        rt_buffer_put_later(rt, reply->buffer);
    rt_transfers_finish(rt, reply->transfers, reply->transfer_count, transfers != 0);
    reply->buffer = NULL;
    reply->transfer_count = 0;
    reply->rt = NULL;
}

void rt_reply_send(struct rt_reply *reply)
{
    uint32_t rounded;
    size_t len = 0;

    if (reply->buffer && capn_builder_finish(&reply->results, &len) < 0) {
        rt_reply_fail(reply, STATUS_RESULT_TOO_LARGE, NULL);
        return;
    }
    rounded = ((uint32_t)len + 7) & ~7u;
    if (reply->transfer_count) {
        if (rounded + reply->transfer_count * sizeof(struct cap_result_record) > reply->result_bytes ||
            (!reply->buffer && buffer_reserve(reply, EXCEPTION_BYTES) < 0)) {
            rt_reply_fail(reply, STATUS_RESULT_TOO_LARGE, NULL);
            return;
        }
        memcpy(reply->buffer->bytes + rounded, reply->transfers, reply->transfer_count * sizeof(reply->transfers[0]));
    }
    reply_submit(reply, (uint32_t)len, reply->transfer_count, 0);
}

void rt_reply_fail(struct rt_reply *reply, status_t status, const char *reason)
{
    size_t len = 0;

    /* Without memory for the text the caller still learns that it failed. */
    if (buffer_reserve(reply, EXCEPTION_BYTES) == STATUS_OK &&
        capn_write_exception(reply->buffer->bytes, reply->buffer->capacity, status, reason, &len) < 0)
        len = 0;
    reply_submit(reply, (uint32_t)len, 0, CAP_SQE_EXCEPTION);
}

void rt_reply_drop(struct rt_reply *reply)
{
    if (!reply->rt)
        return;
    if (reply->buffer)
        rt_buffer_put(reply->rt, reply->buffer);
    rt_transfers_finish(reply->rt, reply->transfers, reply->transfer_count, false);
    reply->buffer = NULL;
    reply->transfer_count = 0;
    reply->rt = NULL;
}
