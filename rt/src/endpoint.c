/* SPDX-License-Identifier: MIT */
/*
 * Endpoints that the loop serves: their buffers, what methods ask of the runtime, and every answer but the plain one, which
 * is in loop.c.
 *
 * The results lie in the endpoint's reply buffer until the RETURN was consumed. The next message of the same endpoint
 * can only come after the RECV behind it was consumed too, so one buffer is enough.
 */
#include "endpoint_priv.h"

#define REPLY_FIRST_BYTES 1024u

static struct rt_call *call_of(struct capn_call *call)
{
    return (struct rt_call *)(void *)call;
}

static struct rt *rt_of(const struct rt_call *record)
{
    return record->endpoint->loop->rt;
}

/* --- what a method sees ------------------------------------------------------------------------------------------- */

status_t rt_call_take_capability(struct capn_call *call, uint32_t index, uint64_t interface_id, cap_id_t *out)
{
    struct rt_call *call_record = call_of(call);
    struct cap_result_record *record = rt_endpoint_records(call_record->endpoint) + index;
    cap_id_t cap;
    status_t status;

    if (index >= rt_endpoint_record_count(call_record->endpoint) || record->cap_id == CAP_ID_INVALID)
        return STATUS_NOT_FOUND;
    if (interface_id && record->interface_id != interface_id)
        return STATUS_WRONG_INTERFACE;
    cap = record->cap_id;
    record->cap_id = CAP_ID_INVALID;
    status = rt_handle_adopt(rt_of(call_record), cap);
    if (status == STATUS_OK)
        *out = cap;
    return status;
}

status_t rt_transfers_add(struct rt *rt, struct cap_transfer_descriptor *transfers, uint16_t *count, cap_id_t cap,
                          enum cap_transfer_mode mode, uint32_t *index)
{
    if (*count == TRANSFER_MAX_DESCRIPTORS)
        return STATUS_NO_SPACE;
    if (mode == CAP_TRANSFER_COPY)
        rt_hold(rt, cap); /* until the RETURN is on its way */
    *index = *count;
    transfers[(*count)++] = (struct cap_transfer_descriptor){ .cap_id = cap, .mode = (uint8_t)mode };
    return STATUS_OK;
}

status_t rt_call_add_capability(struct capn_call *call, cap_id_t cap, enum cap_transfer_mode mode, uint32_t *index)
{
    struct rt_call *record = call_of(call);

    return rt_transfers_add(rt_of(record), record->transfers, &record->transfer_count, cap, mode, index);
}

void rt_transfers_finish(struct rt *rt, const struct cap_transfer_descriptor *transfers, uint16_t count, bool sent)
{
    for (uint16_t i = 0; i < count; i++) {
        if (transfers[i].mode == CAP_TRANSFER_MOVE && sent) {
            /* A RELEASE behind the RETURN: the hold is gone if the move worked, and released if the caller was. */
            rt_handle_forget(rt, transfers[i].cap_id);
            rt_ring_release(rt, transfers[i].cap_id);
        } else {
            rt_drop(rt, transfers[i].cap_id);
        }
    }
}

void rt_call_detach(struct capn_call *call, struct rt_reply *reply)
{
    struct rt_call *record = call_of(call);

    record->detached = true;
    reply->rt = rt_of(record);
    reply->endpoint = record->endpoint->cap;
    reply->call_id = rt_endpoint_message(record->endpoint)->call_id;
    reply->result_bytes = rt_endpoint_message(record->endpoint)->result_len;
    reply->buffer = NULL;
    reply->transfer_count = record->transfer_count;
    memcpy(reply->transfers, record->transfers, record->transfer_count * sizeof(record->transfers[0]));
    record->transfer_count = 0;
}

/* --- answers ------------------------------------------------------------------------------------------------------ */

void rt_return_submit(struct rt *rt, const struct rt_answer *answer)
{
    /* When an exception is refused as well there is nothing left to try. */
    uint64_t token = answer->flags & CAP_SQE_EXCEPTION ? RT_TOKEN_IGNORE : answer->token;

    rt_sqe_write(rt_ring_next(rt), (struct rt_submission){
                                       .opcode = CAP_OP_RETURN, .flags = CAP_SQE_QUIET | answer->flags, .cap = answer->endpoint,
                                       .user_data = token, .addr = answer->payload, .len = answer->len, .call_id = answer->call_id,
                                       .xfer_count = answer->transfers });
    rt_ring_publish(rt);
}

void rt_return_failed(struct rt *rt, cap_id_t endpoint, uint64_t call_id, status_t status)
{
    /* One for all: it is rebuilt whole each time, and the kernel copies it when it consumes the RETURN. */
    uint64_t *exception = rt->exception;
    size_t len;

    if (status >= 0 || status == STATUS_INVALID_CALL)
        return; /* the caller is gone: nobody waits */
    if (capn_write_exception(exception, sizeof(rt->exception), STATUS_FAILED, capn_status_text(status), &len) < 0)
        len = 0;
    rt_return_submit(rt, &(struct rt_answer){ .endpoint = endpoint, .call_id = call_id, .payload = exception, .len = (uint32_t)len,
                                              .flags = CAP_SQE_EXCEPTION });
}

void rt_endpoint_return_failed(struct rt *rt, struct rt_endpoint *endpoint, status_t status)
{
    uint32_t count = endpoint->moved_by == endpoint->answered ? endpoint->moved_count : 0;

    /* What did not leave is ours still, and nobody has it in hand. The reply is as it was: no message was served since. */
    for (uint32_t i = 0; i < count; i++) {
        if (endpoint->moved[i].mode == CAP_TRANSFER_MOVE)
            rt_ring_release(rt, endpoint->moved[i].cap_id);
    }
    endpoint->moved_count = 0;
    rt_return_failed(rt, endpoint->cap, endpoint->answered, status);
}

static status_t result_too_large(struct rt_call *record)
{
    return capn_call_fail(&record->call, STATUS_RESULT_TOO_LARGE, "the result does not fit in the caller's %u bytes",
                          rt_endpoint_message(record->endpoint)->result_len);
}

/* Completes the results, or says why they cannot be sent. */
static status_t results_finish(struct rt_call *record, size_t *len)
{
    uint32_t room = rt_endpoint_message(record->endpoint)->result_len;
    status_t status = capn_builder_finish(&record->call.results, len);

    if (status == STATUS_NO_SPACE ||
        (status == STATUS_OK && record->transfer_count &&
         round_up_8(*len) + record->transfer_count * sizeof(struct cap_result_record) > room))
        return result_too_large(record);
    return status;
}

static RT_UNUSUAL void call_answer(struct rt_call *record, status_t status)
{
    struct rt_endpoint *endpoint = record->endpoint;
    struct rt *rt = rt_of(record);
    uint16_t transfers = record->transfer_count;
    uint8_t flags = 0;
    size_t len = 0;

    if (status == STATUS_PENDING)
        status = capn_call_fail(&record->call, STATUS_INTERNAL, "the method kept no way to answer");
    if (status >= 0)
        status = results_finish(record, &len);
    else if (record->call.results.error == STATUS_NO_SPACE && !record->call.reason[0])
        status = result_too_large(record);
    if (status < 0) {
        transfers = 0;
        flags = CAP_SQE_EXCEPTION;
        if (capn_write_exception(endpoint->reply, endpoint->reply_room, status, record->call.reason, &len) < 0)
            len = 0;
    } else if (transfers) {
        memcpy(endpoint->reply + round_up_8(len), record->transfers, transfers * sizeof(record->transfers[0]));
    }
    endpoint->answered = rt_endpoint_message(endpoint)->call_id;
    rt_return_submit(rt, &(struct rt_answer){ .token = rt_token_pointer(RT_TOKEN_RETURN, endpoint), .endpoint = endpoint->cap,
                                              .call_id = endpoint->answered, .payload = endpoint->reply, .len = (uint32_t)len,
                                              .transfers = transfers, .flags = flags });
    if (record->transfer_count)
        rt_transfers_finish(rt, record->transfers, record->transfer_count, transfers != 0);
}

/* --- messages ----------------------------------------------------------------------------------------------------- */

static uint8_t *align_up(uint8_t *address, size_t alignment)
{
    return address + (-(uintptr_t)address & (alignment - 1));
}

RT_UNUSUAL status_t rt_endpoint_grow_reply(struct rt *rt, struct rt_endpoint *endpoint, uint32_t room)
{
    uint8_t *bigger;

    if (room > MESSAGE_MAX_BYTES)
        room = MESSAGE_MAX_BYTES;
    if (room <= endpoint->reply_room)
        return STATUS_OK;
    room = ((room + RT_TRANSFER_ROOM + PAGE_SIZE - 1) & ~(PAGE_SIZE - 1)) - RT_TRANSFER_ROOM;
    bigger = rt_alloc(rt, room + RT_TRANSFER_ROOM + PAGE_SIZE);
    if (!bigger)
        return STATUS_NO_MEMORY;
    /* An earlier RETURN out of the old buffer was consumed before this message could come. */
    rt_free(rt, endpoint->reply_memory);
    endpoint->reply_memory = bigger;
    endpoint->reply = align_up(bigger, PAGE_SIZE);
    endpoint->reply_room = room;
    return STATUS_OK;
}

void rt_receive_arm(struct rt *rt, struct rt_endpoint *endpoint)
{
    rt_receive_write(rt_ring_next(rt), endpoint);
    rt_ring_publish(rt);
}

/* What came with the message and the method did not take. */
static void release_untaken(struct rt *rt, struct rt_endpoint *endpoint)
{
    struct cap_result_record *caps = rt_endpoint_records(endpoint);
    uint32_t count = rt_endpoint_record_count(endpoint);

    for (uint32_t i = 0; i < count; i++) {
        if (caps[i].cap_id != CAP_ID_INVALID)
            rt_ring_release(rt, caps[i].cap_id);
    }
}

/* Writes the descriptors behind the payload. A copy whose reference is the last one moves instead: that saves the RELEASE. */
static void write_descriptors(struct rt *rt, struct rt_call *record, size_t len)
{
    struct rt_endpoint *endpoint = record->endpoint;
    struct cap_transfer_descriptor *descriptors = (void *)(endpoint->reply + len);

    for (uint32_t i = 0; i < record->transfer_count; i++) {
        struct cap_transfer_descriptor *transfer = &record->transfers[i];

        if (transfer->mode == CAP_TRANSFER_MOVE)
            rt_handle_forget(rt, transfer->cap_id);
        else if (rt_handle_forget_last(rt, transfer->cap_id))
            transfer->mode = CAP_TRANSFER_MOVE;
        descriptors[i] = *transfer;
    }
    endpoint->moved = descriptors;
    endpoint->moved_count = record->transfer_count;
    endpoint->moved_by = rt_endpoint_message(endpoint)->call_id;
}

bool rt_call_finish_carrying(struct rt_call *record)
{
    struct rt_endpoint *endpoint = record->endpoint;
    const struct endpoint_message *message = rt_endpoint_message(endpoint);
    struct rt *rt = rt_of(record);
    size_t len;

    if (record->detached || record->call.results.error != STATUS_OK || capn_builder_finish(&record->call.results, &len) != STATUS_OK ||
        len + record->transfer_count * sizeof(struct cap_result_record) > message->result_len)
        return false;
    if (endpoint->received_caps)
        release_untaken(rt, endpoint);
    if (!rt_ring_has_room(rt, 2))
        rt_ring_drain(rt);
    if (record->transfer_count)
        write_descriptors(rt, record, len);
    rt_return_and_receive(rt, endpoint, message->call_id, len, record->transfer_count);
    for (uint32_t i = 0; i < record->transfer_count; i++) {
        if (record->transfers[i].mode == CAP_TRANSFER_COPY)
            rt_drop(rt, record->transfers[i].cap_id);
    }
    return true;
}

RT_UNUSUAL void rt_call_finish(struct rt_call *record, status_t status)
{
    struct rt_endpoint *endpoint = record->endpoint;
    struct rt *rt = rt_of(record);

    release_untaken(rt, endpoint);
    if (!record->detached)
        call_answer(record, status);
    rt_receive_arm(rt, endpoint);
}

void rt_endpoint_complete(struct rt *rt, struct rt_endpoint *endpoint, const struct cap_cqe *cqe)
{
    rt_endpoint_received(endpoint, cqe);
    endpoint->ready_next = NULL;
    *rt->ready_endpoints_tail = endpoint;
    rt->ready_endpoints_tail = &endpoint->ready_next;
}

/* The endpoint cannot receive any more. */
static void endpoint_stop(struct rt *rt, struct rt_endpoint *endpoint)
{
    struct rt_endpoint **link = &endpoint->loop->endpoints;

    while (*link && *link != endpoint)
        link = &(*link)->next;
    if (*link)
        *link = endpoint->next;
    rt->in_flight--;
    /* Its last RETURN may still be in the queue, and if it failed, the reply is looked at once more. */
    rt_ring_drain(rt);
    rt_ring_reap(rt);
    rt_free(rt, endpoint->memory);
    rt_free(rt, endpoint->reply_memory);
    endpoint->memory = endpoint->reply_memory = endpoint->buffer = endpoint->reply = NULL;
}

RT_UNUSUAL void rt_endpoint_deliver_other(struct rt *rt, struct rt_endpoint *endpoint)
{
    if (endpoint->received < (int32_t)sizeof(struct endpoint_message)) {
        endpoint_stop(rt, endpoint);
        return;
    }
    if (endpoint->cancelled)
        endpoint->cancelled(endpoint->self, rt_endpoint_message(endpoint)->call_id);
    rt_receive_arm(rt, endpoint);
}

status_t rt_loop_serve(struct rt_loop *loop, struct rt_endpoint *endpoint, cap_id_t cap, rt_dispatch_fn dispatch,
                       const void *server, void *self, uint32_t buffer_bytes)
{
    struct rt *rt = loop->rt;

    if (rt->in_flight >= RT_IN_FLIGHT_MAX)
        return STATUS_OVERLOADED;
    *endpoint = (struct rt_endpoint){
        .loop = loop, .cap = cap, .dispatch = dispatch, .server = server, .self = self, .cancelled = endpoint->cancelled,
    };
    endpoint->buffer_bytes = (buffer_bytes ? round_up_8(buffer_bytes) : RT_RECEIVE_BYTES) + RT_RECORD_ROOM;
    /* The kernel is fastest with a message and a reply in which no page ends. */
    endpoint->memory = rt_alloc(rt, PAGE_SIZE + endpoint->buffer_bytes + 2 * REPLY_FIRST_BYTES);
    if (!endpoint->memory)
        return STATUS_NO_MEMORY;
    endpoint->buffer = align_up(endpoint->memory, PAGE_SIZE);
    endpoint->reply = align_up(endpoint->buffer + endpoint->buffer_bytes, REPLY_FIRST_BYTES);
    endpoint->reply_room = REPLY_FIRST_BYTES - RT_TRANSFER_ROOM;
    endpoint->return_head = rt_sqe_head(CAP_OP_RETURN, CAP_SQE_QUIET, 0, cap);
    endpoint->receive[0] = rt_sqe_head(CAP_OP_RECV, 0, 0, cap);
    endpoint->receive[1] = rt_token_pointer(RT_TOKEN_RECEIVE, endpoint);
    endpoint->receive[2] = (uintptr_t)endpoint->buffer;
    endpoint->receive[3] = endpoint->buffer_bytes;
    endpoint->next = loop->endpoints;
    loop->endpoints = endpoint;
    rt->in_flight++; /* held for as long as it is served, so that arming it again never lacks a completion */
    rt_receive_arm(rt, endpoint);
    return STATUS_OK;
}
