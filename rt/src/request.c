/* SPDX-License-Identifier: MIT */
/*
 * Calls that we make. A request's buffer is
 *
 *   | params message, then its transfer descriptors | result message, then its capability records |
 *   0                                               params_capacity                                + results_capacity
 *
 * States: building -> in flight -> answered (completion recorded) -> settled (decoded) -> ended. answer.c has the middle.
 */
#include "rt_priv.h"

/* Room for capabilities beside a message. Few small messages carry more than eight; a big one may carry all there can be. */
#define BIG_MESSAGE_BYTES 1024u
#define SMALL_CAPABILITIES 8u

/* Room for an exception with the longest reason, in every result buffer. */
#define EXCEPTION_ROOM 256u

static inline uint32_t capabilities_max(size_t message_bytes)
{
    return message_bytes >= BIG_MESSAGE_BYTES ? TRANSFER_MAX_DESCRIPTORS : SMALL_CAPABILITIES;
}

/* The layout of capnp/call.h's usual messages in a small buffer. */
#define USUAL_PARAMS_ROOM (CAPN_USUAL_PARAMS_BYTES + SMALL_CAPABILITIES * (uint32_t)sizeof(struct cap_transfer_descriptor))
#define USUAL_RESULTS_ROOM (CAPN_USUAL_RESULTS_BYTES + SMALL_CAPABILITIES * (uint32_t)sizeof(struct cap_result_record))
_Static_assert(USUAL_PARAMS_ROOM + USUAL_RESULTS_ROOM == RT_SMALL_BYTES, "it fills the buffer");
_Static_assert(USUAL_RESULTS_ROOM >= EXCEPTION_ROOM, "an exception fits");

/* The fields that must be right before a request is built. The group of eight bytes at state becomes zero but for pipelining. */
static inline void request_open(struct capn_request *request, struct rt *rt, uint64_t head, struct rt_buffer *memory,
                                uint32_t params_bytes, uint32_t params_room, uint32_t results_room)
{
    request->rt = rt;
    request->memory = memory;
    request->buffer = memory->bytes;
    request->params_capacity = params_room;
    request->results_capacity = results_room;
    *(rt_word_t *)&request->opcode = head;
    /* A capability id that is a promise has the highest bit of its index set: it becomes RT_PIPELINING_DEPENDENT. */
    *(rt_word_t *)&request->state = RT_REQUEST_BUILDING | (head & 1ull << 55) << 1;
    capn_builder_init(&request->params, memory->bytes, params_bytes);
}

status_t capn_request_begin_sized(struct capn_request *request, struct rt *rt, uint64_t head, size_t params_bytes,
                                  size_t results_bytes)
{
    uint32_t params_room, results_room;
    struct rt_buffer *memory;

    params_bytes = round_up_8(params_bytes < MESSAGE_MAX_BYTES ? params_bytes : MESSAGE_MAX_BYTES);
    results_bytes = round_up_8(results_bytes < MESSAGE_MAX_BYTES ? results_bytes : MESSAGE_MAX_BYTES);
    params_room = (uint32_t)(params_bytes + capabilities_max(params_bytes) * sizeof(struct cap_transfer_descriptor));
    results_room = (uint32_t)(results_bytes + capabilities_max(results_bytes) * sizeof(struct cap_result_record));
    if (results_room < EXCEPTION_ROOM)
        results_room = EXCEPTION_ROOM;
    memory = rt_buffer_get(rt, params_room + results_room);
    if (!memory) {
        request->state = RT_REQUEST_ENDED;
        return STATUS_NO_MEMORY;
    }
    /* What was asked for, not what the buffer happens to have: a call fits or does not, whatever came before it. */
    request_open(request, rt, head, memory, (uint32_t)params_bytes, params_room, results_room);
    request->special = memory->class != RT_BUFFER_SMALL;
    return STATUS_OK;
}

/* The image has no small buffer left. */
static RT_UNUSUAL status_t begin_late(struct capn_request *request, struct rt *rt, uint64_t head)
{
    return capn_request_begin_sized(request, rt, head, CAPN_USUAL_PARAMS_BYTES, CAPN_USUAL_RESULTS_BYTES);
}

status_t capn_request_begin_usual(struct capn_request *request, struct rt *rt, uint64_t head)
{
    struct rt_buffer *memory = rt->pool.free[RT_BUFFER_SMALL];

    if (!memory)
        return begin_late(request, rt, head);
    rt->pool.free[RT_BUFFER_SMALL] = memory->next;
    request_open(request, rt, head, memory, CAPN_USUAL_PARAMS_BYTES, USUAL_PARAMS_ROOM, USUAL_RESULTS_ROOM);
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

/* Writes and publishes the CALL of a built request whose completion is to come with that slot. There is room for it. */
static inline void request_publish(struct rt *rt, const struct capn_request *request, uint64_t len, uint32_t slot,
                                   uint16_t transfer_count, uint8_t disclosure, uint8_t pipelining)
{
    uint64_t number = rt->sq_count;
    rt_word_t *words = (rt_word_t *)rt_ring_entry(rt, number);

    words[0] = *(const rt_word_t *)&request->opcode;
    words[1] = rt_token(RT_TOKEN_REQUEST, slot);
    words[2] = (uintptr_t)request->buffer;
    words[3] = len | (uint64_t)request->results_capacity << 32;
    words[4] = (uintptr_t)request->buffer + request->params_capacity;
    words[5] = 0;
    words[6] = 0;
    words[7] = (uint64_t)transfer_count << 16 | (uint64_t)disclosure << 32;
    if (pipelining != 0)
        rt_promise_publish(rt, request, rt_ring_entry(rt, number));
    rt_ring_publish_to(rt, number + 1);
}

/* The group of eight bytes of a request, without `special`. */
static inline uint64_t request_group(const struct capn_request *request)
{
    return *(const rt_word_t *)&request->state & ~0xff00ull;
}

/* A request that was sent before, or carries capabilities. */
static RT_UNUSUAL status_t prepare_unusual(struct capn_request *request)
{
    if (request->state == RT_REQUEST_IN_FLIGHT || request->state == RT_REQUEST_ENDED)
        return STATUS_INVALID_REQUEST;
    if (request->result_cap_count)
        results_discard(request);
    if (request->pipelining & RT_PIPELINING_KEPT)
        rt_promise_forget(request);
    if (request->params.error == STATUS_OK)
        memcpy(request->buffer + request->params.used_words * 8, request->transfers,
               request->transfer_count * sizeof(request->transfers[0]));
    return STATUS_OK;
}

/* Completes a request that is to be sent (again). */
static inline status_t request_prepare(struct capn_request *request, size_t *len)
{
    status_t status;

    if (request_group(request) != RT_REQUEST_BUILDING) {
        status = prepare_unusual(request);
        if (status < 0)
            return status;
    }
    return capn_builder_finish(&request->params, len);
}

/* The request is published, and its completion will find it. */
static inline void request_in_flight(struct capn_request *request, uint32_t slot)
{
    struct rt *rt = request->rt;

    rt->slots[slot].request = request;
    rt->slots[slot].watch = NULL;
    request->slot = slot;
    request->answer_id = rt->sq_count - 1;
    request->state = RT_REQUEST_IN_FLIGHT;
}

status_t capn_request_submit(struct capn_request *request)
{
    struct rt *rt = request->rt;
    uint32_t slot;
    size_t len;
    status_t status;

    status = request_prepare(request, &len);
    if (status < 0)
        return status;
    if (rt->in_flight >= RT_IN_FLIGHT_MAX || !rt->free_slots)
        return STATUS_OVERLOADED;
    slot = (uint32_t)__builtin_ctz(rt->free_slots);
    rt->free_slots &= rt->free_slots - 1;
    rt->in_flight++;
    (void)rt_ring_next(rt);
    request_publish(rt, request, len, slot, request->transfer_count, request->disclosure, request->pipelining);
    request_in_flight(request, slot);
    return STATUS_OK;
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

/* Takes a call's only completion, a success. Capabilities came along or went with it when `carrying`. */
static inline __attribute__((always_inline)) status_t call_settle(struct rt *rt, struct capn_request *request,
                                                                  const struct cap_cqe *cqe, bool carrying)
{
    uint32_t results_len = (uint32_t)cqe->result;
    status_t status;

    if (carrying && cqe->cap_count)
        request->result_cap_count = (uint8_t)rt_records_copy(request->buffer + request->params_capacity, request->results_capacity,
                                                             cqe, request->result_caps);
    rt_ring_take_single(rt);
    request->state = RT_REQUEST_SETTLED;
    if (carrying && request->transfer_count)
        rt_request_settle_transfers(request, true);
    status = capn_message_open(&request->results, request->buffer + request->params_capacity, results_len, NULL);
    request->status = status;
    return status;
}

/* A published call whose answer was not the only completion, or not a plain success. */
static RT_UNUSUAL status_t call_finish(struct capn_request *request)
{
    request_in_flight(request, RT_SLOT_CALL);
    return capn_request_wait(request, TIME_FOREVER);
}

/* A call that is not the first of its request, or carries capabilities, or finds the queue full or something to tidy up. */
static RT_UNUSUAL status_t call_unusual(struct capn_request *request)
{
    size_t len;
    status_t status = request_prepare(request, &len);

    if (status < 0)
        return status;
    (void)rt_ring_next(request->rt);
    request_publish(request->rt, request, len, RT_SLOT_CALL, request->transfer_count, request->disclosure,
                    request->pipelining);
    return call_finish(request);
}

/* A call that the last look at the queue did not promise room for. */
static RT_UNUSUAL status_t call_look(struct capn_request *request)
{
    struct rt *rt = request->rt;

    if (!rt_ring_look(rt, 1) || !rt_ring_has_promised(rt, 1))
        return call_unusual(request);
    return capn_request_call(request);
}

/* The answer that an entry brought, if it is the only completion and a success; NULL else. */
static inline const struct cap_cqe *call_answer(const struct rt *rt, const struct capn_request *request, int64_t available)
{
    const struct cap_cqe *cqe = rt_ring_single(rt, available);

    /* An error is larger than any buffer. */
    if (!cqe || cqe->user_data != rt_token(RT_TOKEN_REQUEST, RT_SLOT_CALL) || (uint32_t)cqe->result > request->results_capacity)
        return NULL;
    return cqe;
}

/* An answer with capabilities. */
static __attribute__((noinline)) status_t call_brought(struct capn_request *request, const struct cap_cqe *cqe)
{
    return call_settle(request->rt, request, cqe, true);
}

/* The first call of a request that takes capabilities along. */
static __attribute__((noinline)) status_t call_carrying(struct capn_request *request)
{
    struct rt *rt = request->rt;
    const struct cap_cqe *cqe;
    struct cap_transfer_descriptor *descriptors;
    size_t len;
    status_t status;

    if (!rt_ring_has_promised(rt, 1))
        return call_unusual(request);
    status = capn_builder_finish(&request->params, &len);
    if (status < 0)
        return status;
    descriptors = (void *)(request->buffer + len);
    for (uint32_t i = 0; i < request->transfer_count; i++)
        descriptors[i] = request->transfers[i];
    request_publish(rt, request, len, RT_SLOT_CALL, request->transfer_count, 0, 0);
    cqe = call_answer(rt, request, rt_syscall_enter(1, TIME_FOREVER));
    return cqe != NULL ? call_settle(rt, request, cqe, true) : call_finish(request);
}

status_t capn_request_call(struct capn_request *request)
{
    uint64_t group = request_group(request);
    struct rt *rt = request->rt;
    const struct cap_cqe *cqe;
    int64_t available;
    size_t len;
    status_t status;

    if (group != RT_REQUEST_BUILDING)
        return (group & ~0xffff0000ull) == RT_REQUEST_BUILDING ? call_carrying(request) : call_unusual(request);
    if (!rt_ring_has_promised(rt, 1))
        return call_look(request);
    status = capn_builder_finish(&request->params, &len);
    if (status < 0)
        return status;
    request_publish(rt, request, len, RT_SLOT_CALL, 0, 0, 0);
    available = rt_syscall_enter(1, TIME_FOREVER);
    rt = request->rt; /* again, so that one register less has to be saved */
    cqe = call_answer(rt, request, available);
    if (!cqe)
        return call_finish(request);
    if (cqe->cap_count)
        return call_brought(request, cqe);
    return call_settle(rt, request, cqe, false);
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

    if (slot->watch)
        rt_loop_unwatch(slot->watch);
    slot->watch = NULL;
    slot->request = NULL;
    slot->orphan = request->memory;
    slot->orphan_results = request->buffer + request->params_capacity;
    slot->orphan_capacity = request->results_capacity;
    rt_sqe_write(rt_ring_next(rt), (struct rt_submission){ .opcode = CAP_OP_FINISH, .user_data = RT_TOKEN_IGNORE, .dep = request->answer_id });
    rt_ring_publish(rt);
    /* At once: the other side may hold resources for us, and the next entry may be far away. */
    rt_ring_drain(rt);
    rt_ring_reap(rt);
}

/* All that an end may have to do. */
static RT_UNUSUAL void end_general(struct capn_request *request)
{
    struct rt *rt = request->rt;

    if (request->state == RT_REQUEST_ENDED)
        return;
    /* A completion that is already there needs no cancelling. */
    if (request->state == RT_REQUEST_IN_FLIGHT)
        rt_ring_reap(rt);
    if (request->pipelining & RT_PIPELINING_KEPT)
        rt_promise_end(request);
    if (request->watched)
        watch_forget(rt, request);
    if (request->result_cap_count)
        results_discard(request);
    if (request->state == RT_REQUEST_IN_FLIGHT)
        request_abandon(request);
    else
        rt_buffer_put(rt, request->memory);
    if (request->transfer_count)
        rt_request_settle_transfers(request, request->state == RT_REQUEST_ANSWERED && request->status >= 0);
    request->state = RT_REQUEST_ENDED;
}

void capn_request_end(struct capn_request *request)
{
    struct rt_buffer *memory;
    struct rt *rt;

    /* Answered, with a small buffer and nothing left to give back. */
    if (*(const rt_word_t *)&request->state != RT_REQUEST_SETTLED) {
        end_general(request);
        return;
    }
    memory = request->memory;
    rt = request->rt;
    memory->next = rt->pool.free[RT_BUFFER_SMALL];
    rt->pool.free[RT_BUFFER_SMALL] = memory;
    request->state = RT_REQUEST_ENDED;
}
