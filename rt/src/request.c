/* SPDX-License-Identifier: MIT */
/*
 * Calls that we make. A request's buffer is
 *
 *   | params message, then its transfer descriptors | result message, then its capability records |
 *   0                                               params_capacity                                + results_capacity
 *
 * States: building -> in flight -> answered (completion recorded) -> settled (decoded) -> ended. Decoding waits until
 * somebody asks, because the reason of an exception is kept in one place only.
 */
#include "rt_priv.h"

#include "errors.capnp.h"

/* Room for capabilities beside a message. Few small messages carry more than eight; a big one may carry all there can be. */
#define BIG_MESSAGE_BYTES 1024u
#define SMALL_CAPABILITIES 8u

/* Room for an exception with the longest reason, in every result buffer. */
#define EXCEPTION_ROOM 256u

static inline uint32_t round_up_8(size_t bytes)
{
    return (uint32_t)(bytes + 7) & ~7u;
}

static inline uint32_t capabilities_max(size_t message_bytes)
{
    return message_bytes >= BIG_MESSAGE_BYTES ? TRANSFER_MAX_DESCRIPTORS : SMALL_CAPABILITIES;
}

status_t capn_request_begin(struct capn_request *request, struct rt *rt, cap_id_t cap, uint16_t method_id,
                            size_t params_bytes, size_t results_bytes)
{
    uint32_t params_room, results_room, transfer_room, capacity;
    uint8_t *buffer;

    if (__builtin_expect(params_bytes > MESSAGE_MAX_BYTES || results_bytes > MESSAGE_MAX_BYTES, 0)) {
        params_bytes = params_bytes > MESSAGE_MAX_BYTES ? MESSAGE_MAX_BYTES : params_bytes;
        results_bytes = results_bytes > MESSAGE_MAX_BYTES ? MESSAGE_MAX_BYTES : results_bytes;
    }
    transfer_room = capabilities_max(params_bytes) * (uint32_t)sizeof(struct cap_transfer_descriptor);
    params_room = round_up_8(params_bytes) + transfer_room;
    results_room = round_up_8(results_bytes) + capabilities_max(results_bytes) * (uint32_t)sizeof(struct cap_result_record);
    if (results_room < EXCEPTION_ROOM)
        results_room = EXCEPTION_ROOM;
    buffer = rt_buffer_get(rt, params_room + results_room, &capacity, &request->buffer_class);
    if (__builtin_expect(!buffer, 0)) {
        request->state = RT_REQUEST_ENDED;
        return STATUS_NO_MEMORY;
    }
    request->rt = rt;
    request->cap_id = cap;
    request->method_id = method_id;
    request->state = RT_REQUEST_BUILDING;
    request->transfer_count = 0;
    request->result_cap_count = 0;
    request->status = STATUS_OK;
    request->buffer = buffer;
    request->params_capacity = params_room;
    /* What was asked for, not what the buffer happens to have: a call fits or does not, whatever came before it. */
    request->results_capacity = results_room;
    capn_builder_init(&request->params, buffer, params_room - transfer_room);
    return STATUS_OK;
}

status_t capn_request_add_capability(struct capn_request *request, cap_id_t cap, enum cap_transfer_mode mode, uint32_t *index)
{
    uint32_t room = request->params_capacity - request->params.capacity_words * 8;

    if ((request->transfer_count + 1u) * sizeof(request->transfers[0]) > room)
        return STATUS_NO_SPACE;
    /* Ours until the answer: a call may wait in a queue, and the caller may drop its own reference meanwhile. */
    rt_hold(request->rt, cap);
    *index = request->transfer_count;
    request->transfers[request->transfer_count++] = (struct cap_transfer_descriptor){ .cap_id = cap, .mode = (uint8_t)mode };
    return STATUS_OK;
}

/* Releases what the last answer brought and nobody took. */
static void results_discard(struct capn_request *request)
{
    for (uint16_t i = 0; i < request->result_cap_count; i++) {
        if (request->result_caps[i].cap_id != CAP_ID_INVALID)
            rt_ring_release(request->rt, request->result_caps[i].cap_id);
    }
    request->result_cap_count = 0;
}

status_t capn_request_submit(struct capn_request *request)
{
    struct rt *rt = request->rt;
    struct cap_sqe *sqe;
    uint32_t slot;
    size_t len;
    status_t status;

    if (__builtin_expect(request->state == RT_REQUEST_IN_FLIGHT || request->state == RT_REQUEST_ENDED, 0))
        return STATUS_INVALID_REQUEST;
    if (__builtin_expect(request->result_cap_count, 0))
        results_discard(request);
    status = capn_builder_finish(&request->params, &len);
    if (__builtin_expect(status < 0, 0))
        return status;
    if (__builtin_expect(rt->in_flight >= RT_IN_FLIGHT_MAX || !rt->free_slots, 0))
        return STATUS_OVERLOADED;
    if (__builtin_expect(request->transfer_count, 0))
        memcpy(request->buffer + round_up_8(len), request->transfers, request->transfer_count * sizeof(request->transfers[0]));
    sqe = rt_ring_next(rt);
    slot = (uint32_t)__builtin_ctz(rt->free_slots);
    rt->free_slots &= rt->free_slots - 1;
    rt->in_flight++;
    rt->slots[slot].request = request;
    rt->slots[slot].watch = NULL;
    request->slot = slot;
    request->answer_id = rt->sq_count;
    request->state = RT_REQUEST_IN_FLIGHT;
    *sqe = (struct cap_sqe){
        .opcode = CAP_OP_CALL,
        .method_id = request->method_id,
        .cap_id = request->cap_id,
        .user_data = rt_token(RT_TOKEN_REQUEST, slot),
        .addr = (uint64_t)(uintptr_t)request->buffer,
        .len = (uint32_t)len,
        .result_len = request->results_capacity,
        .result_addr = (uint64_t)(uintptr_t)(request->buffer + request->params_capacity),
        .xfer_count = request->transfer_count,
    };
    rt_ring_publish(rt);
    return STATUS_OK;
}

/* Result bytes as a completion tells them, never more than there is room for. */
static uint32_t completion_len(const struct cap_cqe *cqe, uint32_t capacity)
{
    uint64_t len = cqe->result >= 0 ? (uint64_t)cqe->result : cqe->aux;

    return len < capacity ? (uint32_t)len : capacity;
}

/* Copies the capability records behind a result out of its buffer; returns how many. */
static uint16_t records_copy(const uint8_t *results, uint32_t capacity, const struct cap_cqe *cqe, struct cap_result_record *out)
{
    uint32_t start = round_up_8(completion_len(cqe, capacity));
    uint16_t count = 0;

    while (count < cqe->cap_count && count < TRANSFER_MAX_DESCRIPTORS && start + (count + 1u) * sizeof(*out) <= capacity)
        count++;
    memcpy(out, results + start, count * sizeof(*out));
    return count;
}

/* The answer of a call whose request was ended: nobody takes its capabilities. */
static void orphan_complete(struct rt *rt, struct rt_slot *slot, const struct cap_cqe *cqe)
{
    struct cap_result_record records[TRANSFER_MAX_DESCRIPTORS];
    uint16_t count = 0;

    if (cqe->result >= 0 && cqe->cap_count)
        count = records_copy(slot->orphan_results, slot->orphan_capacity, cqe, records);
    rt_buffer_put_later(rt, slot->orphan_buffer);
    slot->orphan_buffer = NULL;
    for (uint16_t i = 0; i < count; i++)
        rt_ring_release(rt, records[i].cap_id);
}

void rt_request_complete(struct rt *rt, uint32_t number, const struct cap_cqe *cqe)
{
    struct rt_slot *slot = &rt->slots[number & (RT_SLOTS - 1)];
    struct capn_request *request = slot->request;

    slot->request = NULL;
    rt->free_slots |= 1u << (number & (RT_SLOTS - 1));
    rt->in_flight--;
    if (__builtin_expect(!request, 0)) {
        orphan_complete(rt, slot, cqe);
        return;
    }
    request->state = RT_REQUEST_ANSWERED;
    request->status = cqe->result;
    request->results_len = completion_len(cqe, request->results_capacity);
    if (__builtin_expect(cqe->result == STATUS_APPLICATION_EXCEPTION_TRUNCATED, 0))
        request->results_len = (uint32_t)cqe->aux; /* the exception's type */
    if (__builtin_expect(cqe->cap_count && cqe->result >= 0, 0))
        request->result_cap_count = records_copy(request->buffer + request->params_capacity, request->results_capacity, cqe,
                                                 request->result_caps);
    if (__builtin_expect(slot->watch != NULL, 0)) {
        slot->watch->ready_next = NULL;
        *rt->ready_watches_tail = slot->watch;
        rt->ready_watches_tail = &slot->watch->ready_next;
    }
}

static status_t exception_status(uint16_t type)
{
    static const status_t statuses[EXCEPTION_TYPE_COUNT] = {
        [EXCEPTION_TYPE_FAILED] = STATUS_FAILED,
        [EXCEPTION_TYPE_OVERLOADED] = STATUS_OVERLOADED,
        [EXCEPTION_TYPE_DISCONNECTED] = STATUS_GONE,
        [EXCEPTION_TYPE_UNIMPLEMENTED] = STATUS_UNIMPLEMENTED,
    };

    return type < EXCEPTION_TYPE_COUNT ? statuses[type] : STATUS_FAILED;
}

/* The CapException in the result buffer. A peer wrote it, so anything may be wrong with it. */
static status_t exception_decode(struct capn_request *request)
{
    struct rt *rt = request->rt;
    struct cap_exception_reader exception;
    struct capn_text reason;

    if (capn_message_open(&request->results, request->buffer + request->params_capacity, request->results_len, NULL) < 0 ||
        cap_exception_read_root(&request->results, &exception) < 0)
        return STATUS_FAILED;
    if (cap_exception_get_reason(&exception, &reason) == STATUS_OK) {
        uint32_t len = reason.len < CAPN_REASON_BYTES - 1 ? reason.len : CAPN_REASON_BYTES - 1;
        memcpy(rt->last_reason, reason.data, len);
        rt->last_reason[len] = '\0';
    }
    return exception_status((uint16_t)cap_exception_get_type(&exception));
}

/* Gives the references of sent capabilities back. A move that worked took the hold itself. */
static void transfers_settle(struct capn_request *request, bool sent)
{
    for (uint16_t i = 0; i < request->transfer_count; i++) {
        if (sent && request->transfers[i].mode == CAP_TRANSFER_MOVE)
            rt_handle_forget(request->rt, request->transfers[i].cap_id);
        else
            rt_drop(request->rt, request->transfers[i].cap_id);
    }
    request->transfer_count = 0;
}

status_t rt_request_settle(struct capn_request *request)
{
    status_t status = request->status;

    if (request->state != RT_REQUEST_ANSWERED)
        return status;
    request->state = RT_REQUEST_SETTLED;
    if (__builtin_expect(status >= 0, 1)) {
        status = capn_message_open(&request->results, request->buffer + request->params_capacity, request->results_len, NULL);
    } else {
        request->rt->last_reason[0] = '\0';
        if (status == STATUS_APPLICATION_EXCEPTION)
            status = exception_decode(request);
        else if (status == STATUS_APPLICATION_EXCEPTION_TRUNCATED)
            status = exception_status((uint16_t)request->results_len);
    }
    if (__builtin_expect(request->transfer_count, 0))
        transfers_settle(request, request->status >= 0);
    request->status = status;
    return status;
}

status_t capn_request_wait(struct capn_request *request, uint64_t deadline_ns)
{
    struct rt *rt = request->rt;

    while (request->state == RT_REQUEST_IN_FLIGHT) {
        if (rt_ring_reap(rt))
            continue;
        /* A deadline of 0 only looks: the kernel then returns at once, and not with TIMED_OUT. */
        if (rt_ring_enter(rt, 1, deadline_ns) == STATUS_TIMED_OUT || deadline_ns == 0) {
            rt_ring_reap(rt);
            if (request->state == RT_REQUEST_IN_FLIGHT)
                return STATUS_TIMED_OUT;
        }
    }
    /* Never submitted: there is no answer. */
    if (request->state == RT_REQUEST_BUILDING || request->state == RT_REQUEST_ENDED)
        return STATUS_INVALID_REQUEST;
    return rt_request_settle(request);
}

status_t capn_request_call(struct capn_request *request)
{
    status_t status = capn_request_submit(request);

    if (__builtin_expect(status < 0, 0))
        return status;
    return capn_request_wait(request, TIME_FOREVER);
}

status_t capn_request_take_capability(struct capn_request *request, uint32_t index, uint64_t interface_id, cap_id_t *out)
{
    struct cap_result_record *record;
    cap_id_t cap;
    status_t status;

    if (index >= request->result_cap_count || request->result_caps[index].cap_id == CAP_ID_INVALID)
        return STATUS_NOT_FOUND;
    record = &request->result_caps[index];
    if (interface_id && record->interface_id != interface_id)
        return STATUS_WRONG_INTERFACE;
    cap = record->cap_id;
    record->cap_id = CAP_ID_INVALID;
    status = rt_handle_adopt(request->rt, cap);
    if (status == STATUS_OK)
        *out = cap;
    return status;
}

/* Takes a watch that will not be called out of its loop's lists. Both are short: RT_WATCH_MAX at most. */
static void watch_forget(struct rt *rt, struct capn_request *request)
{
    for (struct rt_watch **link = &rt->ready_watches; *link; link = &(*link)->ready_next) {
        struct rt_watch *watch = *link;
        if (watch->request != request)
            continue;
        *link = watch->ready_next;
        if (!watch->ready_next)
            rt->ready_watches_tail = link;
        rt_loop_unwatch(watch);
        return;
    }
}

/* Cancels a call that nobody waits for any more. Its slot keeps the buffer until the completion came. */
static void request_abandon(struct capn_request *request)
{
    struct rt *rt = request->rt;
    struct rt_slot *slot = &rt->slots[request->slot];
    struct cap_sqe *sqe;

    if (slot->watch)
        rt_loop_unwatch(slot->watch);
    slot->watch = NULL;
    slot->request = NULL;
    slot->orphan_buffer = request->buffer;
    slot->orphan_results = request->buffer + request->params_capacity;
    slot->orphan_capacity = request->results_capacity;
    sqe = rt_ring_next(rt);
    *sqe = (struct cap_sqe){ .opcode = CAP_OP_FINISH, .dep = request->answer_id, .user_data = RT_TOKEN_IGNORE };
    rt_ring_publish(rt);
    /* At once: the other side may hold resources for us, and the next entry may be far away. */
    rt_ring_drain(rt);
    rt_ring_reap(rt);
}

void capn_request_end(struct capn_request *request)
{
    struct rt *rt = request->rt;

    if (request->state == RT_REQUEST_ENDED)
        return;
    /* A completion that is already there needs no cancelling. */
    if (__builtin_expect(request->state == RT_REQUEST_IN_FLIGHT, 0))
        rt_ring_reap(rt);
    if (__builtin_expect(rt->ready_watches != NULL, 0))
        watch_forget(rt, request);
    if (__builtin_expect(request->result_cap_count, 0))
        results_discard(request);
    if (__builtin_expect(request->state == RT_REQUEST_IN_FLIGHT, 0))
        request_abandon(request);
    else
        rt_buffer_put(rt, request->buffer, request->buffer_class);
    if (__builtin_expect(request->transfer_count, 0))
        transfers_settle(request, request->state == RT_REQUEST_ANSWERED && request->status >= 0);
    request->state = RT_REQUEST_ENDED;
}
