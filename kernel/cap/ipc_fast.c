/* SPDX-License-Identifier: MIT */
/*
 * The ordinary call, in two pieces. See ipc_fast.h.
 *
 * Each piece looks at everything first (nothing is changed while it may still decline) and then does it. The order of locks
 * is the usual one: endpoint, then one process or thread at a time. Translations of user memory are looked at (again) when
 * the last lock is taken: a CPU that waits for a lock may let go of a frame.
 */
#include "cap/ipc_fast.h"

#include "cap/ipc_priv.h"
#include "cap/ipc_queue.h"
#include "sched/switch.h"

typedef uint64_t __attribute__((may_alias)) sqe_word_t;

#define PAGE_OFFSET(address) ((address) & (PAGE_SIZE - 1ull))
#define CAP_OF(head) ((cap_id_t)((head) >> 32))

static __attribute__((noinline, cold)) bool translate(struct thread_page *view, struct address_space *space, uint64_t page)
{
    uint64_t generation = space->generation; /* before the look: when it changes meanwhile, this is old */
    uint8_t *direct = address_space_user_page(space, page, true);

    *view = (struct thread_page){ .page = page, .direct = direct, .generation = generation };
    return direct != NULL;
}

/* Remembers where the page of the thread's memory that holds address is; false when it is not writable. */
static inline bool page_find(struct thread_page *view, struct address_space *space, uint64_t address)
{
    uint64_t page = address - PAGE_OFFSET(address);

    return __builtin_expect(view->page == page && view->generation == space->generation, 1) || translate(view, space, page);
}

/* The address in the direct map, if the page is still there. Nothing may be locked between this and the use. */
static inline uint8_t *page_direct(const struct thread_page *view, const struct address_space *space, uint64_t address)
{
    return __builtin_expect(view->direct && view->generation == space->generation, 1) ? view->direct + PAGE_OFFSET(address) : NULL;
}

/* Whole words. Most messages are short: those are copied in a straight line. */
static inline __attribute__((always_inline)) void copy_message(uint64_t *to, const uint64_t *from, uint64_t words)
{
#define COPY(n) \
    case n: \
        to[n - 1] = from[n - 1]; \
        __attribute__((fallthrough));
    for (; __builtin_expect(words > 16, 0); words -= 4, to += 4, from += 4) {
        uint64_t a = from[0], b = from[1], c = from[2], d = from[3];

        to[0] = a, to[1] = b, to[2] = c, to[3] = d;
    }
    switch (words) {
        COPY(16) COPY(15) COPY(14) COPY(13) COPY(12) COPY(11) COPY(10) COPY(9)
        COPY(8) COPY(7) COPY(6) COPY(5) COPY(4) COPY(3) COPY(2) COPY(1)
    default:
        break;
    }
#undef COPY
}

/* The hold that an id names, if its object is as it was and it was not lent; process->lock is held. */
static inline const struct cap_hold *find_hold_locked(struct process *process, cap_id_t id)
{
    struct cap_hold *hold;

    if (__builtin_expect(cap_table_lookup(&process->table, id, &hold) != STATUS_OK || hold->revoker != NULL ||
                         hold->epoch != __atomic_load_n(&((const struct object *)hold->object)->epoch, __ATOMIC_RELAXED), 0))
        return NULL;
    return hold;
}

/* Frees an answer and posts its completion to a thread that waits for it; the caller switches to the thread. Locked. */
static inline void complete_locked(struct thread *thread, struct answer *answer, uint64_t bytes)
{
    struct ring_page *ring = thread->ring;
    uint32_t tail = thread->cq_tail;
    uint64_t *words = (uint64_t *)&ring->cq[ring_slot(tail, RING_CQ_ENTRIES)];

    answer->object = NULL;
    completion_free_locked(thread, answer);
    words[0] = answer->user_data;
    words[1] = bytes;
    words[2] = answer->id;
    thread->cq_tail = ++tail;
    /* Pairs with the acquire load of cq_tail in the runtime. */
    __atomic_store_n(&ring->header.cq_tail, tail, __ATOMIC_RELEASE);
    thread->waits_for_one = false;
    thread->state = THREAD_RUNNING; /* as soon as we have switched */
}

/* Consumes the submissions, takes an answer record for the last of them, and lets the thread wait for it. */
static inline struct answer *begin_wait(struct thread *thread, uint32_t submissions, uint32_t cq_head, uint64_t user_data,
                                        struct object *object)
{
    struct answer *answer;

    spin_lock(&thread->lock);
    answer = &thread->answers[__builtin_ctz(thread->answers_free)];
    thread->answers_free &= thread->answers_free - 1;
    thread->cq_reserved++;
    answer->object = object;
    thread->wait_count = cq_head + 1;
    thread->waits_for_one = true;
    thread->state = THREAD_BLOCKED;
    /* Since the look before the lock another CPU completed something, has something for it to do, or ended it. */
    if (__builtin_expect(thread->cq_tail != cq_head || thread->attention || thread->killed, 0))
        scheduler_wake_locked(thread);
    spin_unlock(&thread->lock);
    thread->sq_head += submissions;
    thread->consumed += submissions;
    /* Pairs with the runtime's acquire load before it reuses an SQE. */
    __atomic_store_n(&thread->ring->header.sq_head, thread->sq_head, __ATOMIC_RELEASE);
    answer->id = thread->consumed - 1;
    answer->user_data = user_data;
    answer->quiet = false;
    return answer;
}

/* Runs next, which just got what it waited for; comes back when this thread got it too, or has something else to do. */
static inline uint64_t wait_after(struct thread *thread, struct thread *next, uint32_t cq_head)
{
    uint32_t available;

    scheduler_switch_to(cpu_current(), next);
    available = thread->cq_tail - cq_head;
    if (__builtin_expect(available == 0, 0))
        return ring_enter(thread, 1, TIME_FOREVER);
    scheduler_finish_entry(cpu_current());
    return available;
}

/* A CALL to a kernel object (the hold comes with a reference), whose buffers lie in the thread's call page. */
static uint64_t object_call(struct thread *thread, const struct cap_hold *hold, uint64_t head, uint64_t user_data, uint64_t params,
                            uint64_t lengths, uint64_t result)
{
    const uint8_t *direct = page_direct(&thread->call_page, &thread->process->space, params);
    uint64_t *scratch = (uint64_t *)(void *)cpu_current()->params_scratch;
    uint32_t cq_head = thread->cq_tail, available;
    struct submission submission;
    sqe_word_t *sqe = (sqe_word_t *)&submission.sqe;

    if (!direct) {
        object_put(hold->object);
        return ring_enter(thread, 1, TIME_FOREVER);
    }
    submission.thread = thread;
    submission.process = thread->process;
    submission.id = thread->consumed;
    submission.kept = NULL;
    sqe[0] = head;
    sqe[1] = user_data;
    sqe[2] = params;
    sqe[3] = lengths;
    sqe[4] = result;
    sqe[5] = sqe[6] = sqe[7] = 0;
    thread->consumed++;
    thread->sq_head++;
    __atomic_store_n(&thread->ring->header.sq_head, thread->sq_head, __ATOMIC_RELEASE);
    copy_message(scratch, (const uint64_t *)direct, (uint32_t)lengths / 8);
    submission_call_object(&submission, hold, thread->call_page.direct + PAGE_OFFSET(result), thread->call_page.generation);
    object_put(hold->object);
    available = thread->cq_tail - cq_head;
    if (available == 0)
        return ring_enter(thread, 1, TIME_FOREVER);
    scheduler_finish_entry(cpu_current());
    return available;
}

uint64_t ipc_fast_call(struct thread *thread, uint32_t cq_head)
{
    const sqe_word_t *sqe = (const sqe_word_t *)&thread->ring->sq[ring_slot(thread->sq_head, RING_SQ_ENTRIES)];
    struct process *process = thread->process;
    uint64_t head = sqe[0], params = sqe[2], lengths = sqe[3], result = sqe[4], user_data = sqe[1];
    uint32_t params_len = (uint32_t)lengths, result_len = (uint32_t)(lengths >> 32), slot;
    const struct session *session = process->session;
    uint64_t interface_id, *message;
    uint32_t epoch;
    const struct cap_hold *hold;
    struct endpoint *endpoint;
    struct answer *receive, *call;
    struct thread *server;
    const uint8_t *direct;

    /* A CALL without flags, dependency, disclosure and capabilities, whose buffers lie in one page. */
    if ((uint16_t)head != CAP_OP_CALL || (sqe[5] | sqe[6] | sqe[7]) != 0 || ((params | result | params_len) & 7) != 0 ||
        params - PAGE_OFFSET(params) != result - PAGE_OFFSET(result) || PAGE_OFFSET(params) + params_len > PAGE_SIZE ||
        PAGE_OFFSET(result) + result_len > PAGE_SIZE || thread->cq_reserved == RING_CQ_ENTRIES || thread->attention ||
        !session_live(session))
        return ring_enter(thread, 1, TIME_FOREVER);
    if (!page_find(&thread->call_page, &process->space, params))
        return ring_enter(thread, 1, TIME_FOREVER);
    spin_lock(&process->lock);
    hold = find_hold_locked(process, CAP_OF(head));
    if (__builtin_expect(!hold, 0)) {
        spin_unlock(&process->lock);
        return ring_enter(thread, 1, TIME_FOREVER);
    }
    if (hold->facet != ENDPOINT_CLIENT) {
        const struct cap_hold copy = *hold;

        object_get(copy.object);
        spin_unlock(&process->lock);
        return object_call(thread, &copy, head, user_data, params, lengths, result);
    }
    endpoint = container_of(hold->object, struct endpoint, object);
    interface_id = hold->interface_id;
    epoch = hold->epoch;
    object_get(&endpoint->object); /* the call's own */
    spin_unlock(&process->lock);

    spin_lock(&endpoint->lock);
    slot = endpoint->first_free;
    if (list_empty(&endpoint->receivers) || slot == ENDPOINT_NO_SLOT || epoch != endpoint->object.epoch)
        goto decline;
    receive = container_of(endpoint->receivers.next, struct answer, link);
    server = receive->thread;
    spin_lock(&server->lock);
    message = (uint64_t *)user_buffer_direct(&receive->result, 0, (uint32_t)sizeof(struct endpoint_message) + params_len);
    direct = page_direct(&thread->call_page, &process->space, params);
    if (__builtin_expect(!server->waits_for_one || !message || !direct, 0)) {
        spin_unlock(&server->lock);
        goto decline;
    }
    /* From here on it happens. */
    write_header_locked(message, endpoint, session, slot_call_id(endpoint, slot), interface_id, (uint16_t)(head >> 16), params_len, 0,
                        result_len, 0);
    copy_message(message + 8, (const uint64_t *)direct, params_len / 8);
    complete_locked(server, receive, sizeof(struct endpoint_message) + params_len);
    spin_unlock(&server->lock);
    drop_receiver_locked(endpoint, receive);
    call = begin_wait(thread, 1, cq_head, user_data, &endpoint->object);
    call->cap_id = CAP_OF(head);
    call->cancel = endpoint_cancel_call;
    call->call.slot = slot;
    call->call.disclosure = 0;
    call->result.address = result;
    call->result.bytes = result_len;
    call->result.direct = thread->call_page.direct + PAGE_OFFSET(result);
    call->result.direct_bytes = result_len;
    call->result.generation = thread->call_page.generation;
    endpoint->first_free = endpoint->slots[slot].next;
    endpoint->slots[slot].answer = call;
    endpoint->in_flight_count++;
    spin_unlock(&endpoint->lock);
    object_put(&endpoint->object); /* the receive's */
    return wait_after(thread, server, cq_head);

decline:
    spin_unlock(&endpoint->lock);
    object_put(&endpoint->object);
    return ring_enter(thread, 1, TIME_FOREVER);
}

/* The call in flight that an id names, if nothing is special about it and there is room for the answer. */
static inline struct answer *find_call_locked(struct endpoint *endpoint, uint64_t call_id, uint32_t len)
{
    uint32_t index = (uint32_t)call_id - 1;
    struct answer *call;

    if (index >= ENDPOINT_SLOTS || endpoint->slots[index].generation != call_id >> 32)
        return NULL;
    call = endpoint->slots[index].answer;
    if (!call || call->quiet || call->kept || call->via || len > call->result.direct_bytes)
        return NULL;
    return call;
}

/*
 * The same entry of a server that has more to do: answers one call, and takes the next out of the queue into the buffer of the
 * last receive, without arming anything. False, with nothing changed, when one of the two is not an ordinary one.
 */
static bool return_and_take_next(struct thread *thread, struct endpoint *endpoint, uint64_t call_id, uint64_t payload, uint32_t len,
                                 uint64_t user_data)
{
    struct answer *call = find_call_locked(endpoint, call_id, len);
    struct answer *next = container_of(endpoint->queued.next, struct answer, link);
    uint32_t index = (uint32_t)call_id - 1, params_len = next->call.params_len;
    uint64_t *message = (uint64_t *)user_buffer_direct(&thread->last_receive, 0, (uint32_t)sizeof(struct endpoint_message) + params_len);
    const uint8_t *params = user_buffer_direct(&next->call.params, 0, params_len);
    const uint8_t *direct = page_direct(&thread->return_page, &thread->process->space, payload);
    uint8_t *result = call ? user_buffer_direct(&call->result, 0, len) : NULL;
    const struct session *session = next->thread->process->session;

    if (!result || !message || !params || !direct || next->call.xfer_count != 0 || params_len % 8 != 0 || !session_live(session))
        return false;
    copy_message((uint64_t *)result, (const uint64_t *)direct, len / 8);
    copy_message(message + 8, (const uint64_t *)params, params_len / 8);
    list_remove(&next->link);
    leave_queue_locked(endpoint, next);
    /* The slot changes hands. */
    endpoint->slots[index].generation++;
    endpoint->slots[index].answer = next;
    next->call.slot = index;
    write_header_locked(message, endpoint, session, slot_call_id(endpoint, index), next->call.interface_id, next->call.method_id,
                        params_len, 0, next->result.bytes, next->call.disclosure);
    answer_complete(call, (int32_t)len, 0, 0, call->id);
    thread->sq_head += 2;
    thread->consumed += 2;
    __atomic_store_n(&thread->ring->header.sq_head, thread->sq_head, __ATOMIC_RELEASE);
    thread_post_completion(thread, user_data, (int32_t)(sizeof(struct endpoint_message) + params_len), 0, 0, thread->consumed - 1);
    return true;
}

uint64_t ipc_fast_return(struct thread *thread, uint32_t cq_head)
{
    const sqe_word_t *sqe = (const sqe_word_t *)&thread->ring->sq[ring_slot(thread->sq_head, RING_SQ_ENTRIES)];
    const sqe_word_t *next = (const sqe_word_t *)&thread->ring->sq[ring_slot(thread->sq_head + 1, RING_SQ_ENTRIES)];
    struct user_buffer *last = &thread->last_receive;
    struct process *process = thread->process;
    uint64_t head = sqe[0], payload = sqe[2], len = sqe[3], call_id = sqe[6], user_data = next[1];
    const struct cap_hold *hold;
    struct endpoint *endpoint;
    struct answer *call, *receive;
    struct thread *client;
    const uint8_t *direct;
    uint8_t *target;

    /* A quiet RETURN without capabilities out of one page, and a RECV on the same endpoint into the buffer of the last one. */
    if ((uint32_t)head != (CAP_OP_RETURN | CAP_SQE_QUIET << 8) || next[0] != ((head & ~0xffffffffull) | CAP_OP_RECV) ||
        (sqe[4] | sqe[5] | sqe[7] | next[4] | next[5] | next[6] | next[7]) != 0 || ((payload | len) & 7) != 0 || len > PAGE_SIZE ||
        PAGE_OFFSET(payload) + len > PAGE_SIZE || next[2] != last->address || next[3] != last->bytes ||
        thread->cq_reserved == RING_CQ_ENTRIES || thread->attention)
        return ring_enter(thread, 1, TIME_FOREVER);
    if (!page_find(&thread->return_page, &process->space, payload))
        return ring_enter(thread, 1, TIME_FOREVER);
    spin_lock(&process->lock);
    hold = find_hold_locked(process, CAP_OF(head));
    if (!hold || hold->facet != ENDPOINT_OWNER || ((const struct object *)hold->object)->kind != &endpoint_kind) {
        spin_unlock(&process->lock);
        return ring_enter(thread, 1, TIME_FOREVER);
    }
    endpoint = container_of(hold->object, struct endpoint, object);
    object_get(&endpoint->object); /* the receive's own */
    spin_unlock(&process->lock);

    spin_lock(&endpoint->lock);
    if (endpoint->first_cancelled != ENDPOINT_NO_SLOT || endpoint->receiver_count == ENDPOINT_MAX_RECEIVERS || endpoint->closed)
        goto decline;
    if (!list_empty(&endpoint->queued)) {
        if (!return_and_take_next(thread, endpoint, call_id, payload, (uint32_t)len, user_data))
            goto decline;
        spin_unlock(&endpoint->lock);
        object_put(&endpoint->object);
        scheduler_finish_entry(cpu_current());
        return 1;
    }
    call = find_call_locked(endpoint, call_id, (uint32_t)len);
    if (!call)
        goto decline;
    client = call->thread;
    spin_lock(&client->lock);
    target = user_buffer_direct(&call->result, 0, (uint32_t)len);
    direct = page_direct(&thread->return_page, &process->space, payload);
    if (__builtin_expect(!client->waits_for_one || !target || !direct || last->generation != process->space.generation, 0)) {
        spin_unlock(&client->lock);
        goto decline;
    }
    /* From here on it happens. */
    copy_message((uint64_t *)target, (const uint64_t *)direct, len / 8);
    complete_locked(client, call, len);
    spin_unlock(&client->lock);
    free_slot_locked(endpoint, (uint32_t)call_id - 1);
    receive = begin_wait(thread, 2, cq_head, user_data, &endpoint->object);
    receive->cancel = endpoint_cancel_receive;
    receive->result.address = last->address;
    receive->result.bytes = last->bytes;
    receive->result.direct = last->direct;
    receive->result.direct_bytes = last->direct_bytes;
    receive->result.generation = last->generation;
    list_append(&endpoint->receivers, &receive->link);
    endpoint->receiver_count++;
    spin_unlock(&endpoint->lock);
    object_put(&endpoint->object); /* the call's */
    return wait_after(thread, client, cq_head);

decline:
    spin_unlock(&endpoint->lock);
    object_put(&endpoint->object);
    return ring_enter(thread, 1, TIME_FOREVER);
}
