/* SPDX-License-Identifier: MIT */
/*
 * The ordinary call, in two pieces. See ipc_fast.h.
 *
 * Each piece looks at everything first (nothing is changed while it may still decline) and then does it. The order of locks
 * is the usual one: endpoint, then one process or thread at a time. Translations of user memory are looked at (again) when
 * the last lock is taken: a CPU that waits for a lock may let go of a frame.
 */
#include "ipc/ipc_fast_priv.h"

#include "abi/compiler.h"
#include "core/atomic.h"
#include "ipc/ipc_priv.h"
#include "ipc/ipc_queue.h"
#include "sched/switch.h"

bool ipc_page_translate(struct thread_page *view, struct address_space *space, uint64_t page)
{
    uint64_t generation = space->generation; /* before the look: when it changes meanwhile, this is old */
    uint8_t *direct = address_space_recent_page(space, page, true); /* another thread may have used it: a new one has no page yet */

    if (!direct)
        direct = address_space_user_page(space, page, true);
    *view = (struct thread_page){ .page = page, .direct = direct, .generation = direct ? generation : 0 };
    return direct != NULL;
}

/* A CALL to a kernel object, whose buffers lie in the thread's call page. */
static inline uint64_t object_call(struct thread *thread, struct object_call *call, uint64_t params, uint64_t result, uint32_t cq_head)
{
    const struct thread_page *page = &thread->call_page;
    uint32_t available;

    if (!page_there(page, &thread->process->space)) {
        object_put(call->hold.object);
        return ring_enter(thread, 1, TIME_FOREVER);
    }
    submission_call_object(call, page_direct(page, params), page_direct(page, result), page->generation);
    atomic_store_release(&thread->ring->header.sq_head, thread->sq_head);
    available = thread->cq_tail - cq_head;
    if (available == 0)
        return ring_wait_one(thread, cq_head);
    scheduler_finish_entry(cpu_current());
    return available;
}

/* Whether the submission at the head of the queue says that it brings one capability along. */
static inline bool carries(const struct thread *thread)
{
    const sqe_word_t *sqe = (const sqe_word_t *)&thread->ring->sq[ring_slot(thread->sq_head, RING_SQ_ENTRIES)];

    return *(const volatile sqe_word_t *)&sqe[7] == FAST_ONE_CAPABILITY;
}

/* Not the plain call (answer), by its submission alone. Out of line, so that the plain one needs no registers for it. */
static __attribute__((noinline)) uint64_t call_unusual(struct thread *thread, uint32_t cq_head)
{
    return carries(thread) ? ipc_carry_call(thread, cq_head) : ring_enter(thread, 1, TIME_FOREVER);
}
static __attribute__((noinline)) uint64_t return_unusual(struct thread *thread, uint32_t cq_head)
{
    return carries(thread) ? ipc_carry_return(thread, cq_head) : ring_enter(thread, 1, TIME_FOREVER);
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
    struct cap_hold *hold;
    struct endpoint *endpoint;
    struct answer *receive;
    struct thread *server;

    /* A CALL without flags, dependency, disclosure and capabilities, whose buffers lie in one page. */
    if ((uint16_t)head != CAP_OP_CALL || (sqe[5] | sqe[6] | sqe[7]) != 0 || ((params | result | params_len) & 7) != 0 ||
        params - PAGE_OFFSET(params) != result - PAGE_OFFSET(result) || PAGE_OFFSET(params) + params_len > PAGE_SIZE ||
        PAGE_OFFSET(result) + result_len > PAGE_SIZE || thread->cq_reserved == RING_CQ_ENTRIES || thread_flags(thread) ||
        !session_live(session))
        return call_unusual(thread, cq_head);
    if (!page_find(&thread->call_page, &process->space, params))
        return ring_enter(thread, 1, TIME_FOREVER);
    spin_lock(&process->lock);
    if (!find_hold_locked(process, CAP_OF(head), &hold)) {
        spin_unlock(&process->lock);
        return ring_enter(thread, 1, TIME_FOREVER);
    }
    if (hold->facet != ENDPOINT_CLIENT) {
        struct object_call call;

        object_call_prepare_locked(&call, thread, hold, &(struct fast_call){ head, user_data, params, lengths, result });
        spin_unlock(&process->lock);
        return object_call(thread, &call, params, result, cq_head);
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
    if (unlikely(!server->waits_for_one) ||
        !user_buffer_reached(&receive->result, (uint32_t)sizeof(struct endpoint_message) + params_len) ||
        !page_there(&thread->call_page, &process->space)) {
        spin_unlock(&server->lock);
        goto decline;
    }
    /* From here on it happens. */
    message = (uint64_t *)receive->result.direct;
    write_header_locked(message, endpoint, session, slot_call_id(endpoint, slot), interface_id, (uint16_t)(head >> 16), params_len, 0,
                        result_len, 0);
    copy_message(message + 8, (const uint64_t *)page_direct(&thread->call_page, params), params_len / 8);
    complete_locked(server, receive, sizeof(struct endpoint_message) + params_len);
    spin_unlock(&server->lock);
    drop_receiver_locked(endpoint, receive);
    begin_call_locked(thread, endpoint, slot, cq_head, head, user_data, result, result_len);
    spin_unlock(&endpoint->lock);
    object_put(&endpoint->object); /* the receive's */
    return wait_after(thread, server, cq_head);

decline:
    spin_unlock(&endpoint->lock);
    object_put(&endpoint->object);
    return ring_enter(thread, 1, TIME_FOREVER);
}

/*
 * The same entry of a server that has more to do: answers one call, and takes the next out of the queue into the buffer of the
 * last receive, without arming anything. False, with nothing changed, when one of the two is not an ordinary one.
 */
static bool return_and_take_next(struct thread *thread, struct endpoint *endpoint, uint64_t call_id, uint64_t payload, uint32_t len,
                                 uint64_t user_data)
{
    struct answer *call = find_call_locked(endpoint, call_id);
    struct answer *next = container_of(endpoint->queued.next, struct answer, link);
    uint32_t index = (uint32_t)call_id - 1, params_len = next->call.params_len;
    uint64_t *message = (uint64_t *)thread->last_receive.direct;
    const struct session *session = next->thread->process->session;

    if (!call || !user_buffer_reached(&call->result, len) ||
        !user_buffer_reached(&thread->last_receive, (uint32_t)sizeof(struct endpoint_message) + params_len) ||
        !user_buffer_reached(&next->call.params, params_len) || !page_there(&thread->return_page, &thread->process->space) ||
        next->call.xfer_count != 0 || params_len % 8 != 0 || !session_live(session) ||
        next->thread->context)
        return false;
    copy_message((uint64_t *)call->result.direct, (const uint64_t *)page_direct(&thread->return_page, payload), len / 8);
    copy_message(message + 8, (const uint64_t *)next->call.params.direct, params_len / 8);
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
    atomic_store_release(&thread->ring->header.sq_head, thread->sq_head);
    thread_post_completion(thread, user_data, (int32_t)(sizeof(struct endpoint_message) + params_len), 0, 0, thread->consumed - 1);
    return true;
}

uint64_t ipc_fast_return(struct thread *thread, uint32_t cq_head, const struct cap_sqe *entry)
{
    const sqe_word_t *sqe = (const sqe_word_t *)entry;
    const sqe_word_t *next = (const sqe_word_t *)&thread->ring->sq[ring_slot(thread->sq_head + 1, RING_SQ_ENTRIES)];
    struct user_buffer *last = &thread->last_receive;
    struct process *process = thread->process;
    uint64_t head = sqe[0], payload = sqe[2], len = sqe[3], call_id = sqe[6], user_data = next[1];
    struct cap_hold *hold;
    struct endpoint *endpoint;
    struct answer *call;
    struct thread *client;

    /* A quiet RETURN without capabilities out of one page, and a RECV on the same endpoint into the buffer of the last one. */
    if ((uint32_t)head != (CAP_OP_RETURN | CAP_SQE_QUIET << 8) || next[0] != ((head & ~0xffffffffull) | CAP_OP_RECV) ||
        (sqe[4] | sqe[5] | sqe[7] | next[4] | next[5] | next[6] | next[7]) != 0 || ((payload | len) & 7) != 0 ||
        len > PAGE_SIZE - PAGE_OFFSET(payload) || next[2] != last->address || next[3] != last->bytes ||
        thread->cq_reserved == RING_CQ_ENTRIES || thread_flags(thread))
        return return_unusual(thread, cq_head);
    if (!page_find(&thread->return_page, &process->space, payload))
        return ring_enter(thread, 1, TIME_FOREVER);
    spin_lock(&process->lock);
    if (!find_hold_locked(process, CAP_OF(head), &hold) || hold->facet != ENDPOINT_OWNER ||
        ((const struct object *)hold->object)->kind != &endpoint_kind) {
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
    call = find_call_locked(endpoint, call_id);
    if (!call)
        goto decline;
    client = call->thread;
    spin_lock(&client->lock);
    if (unlikely(!client->waits_for_one) || !user_buffer_reached(&call->result, (uint32_t)len) ||
        !page_there(&thread->return_page, &process->space) || last->generation != process->space.generation) {
        spin_unlock(&client->lock);
        goto decline;
    }
    /* From here on it happens. */
    copy_message((uint64_t *)call->result.direct, (const uint64_t *)page_direct(&thread->return_page, payload), len / 8);
    complete_locked(client, call, len);
    spin_unlock(&client->lock);
    free_slot_locked(endpoint, (uint32_t)call_id - 1);
    begin_receive_locked(thread, endpoint, cq_head, user_data);
    spin_unlock(&endpoint->lock);
    object_put(&endpoint->object); /* the call's */
    return wait_after(thread, client, cq_head);

decline:
    spin_unlock(&endpoint->lock);
    object_put(&endpoint->object);
    return ring_enter(thread, 1, TIME_FOREVER);
}
