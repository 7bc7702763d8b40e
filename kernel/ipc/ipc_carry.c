/* SPDX-License-Identifier: MIT */
/*
 * The ordinary call and answer with one capability. As in ipc_fast.c everything is looked at first; the transfer is begun when
 * nothing but the last look at both buffers is left, and is taken back if that goes wrong. Locks: endpoint, both processes, the
 * peer's thread.
 */
#include "ipc/ipc_fast_priv.h"

#include "abi/compiler.h"
#include "ipc/transfer.h"

#define CARRIED_CQE ((uint64_t)CAP_CQE_RESULT_CAPS << 32 | 1ull << 48)
#define DESCRIPTOR_BYTES ((uint32_t)sizeof(struct cap_transfer_descriptor))
#define RECORD_BYTES ((uint32_t)sizeof(struct cap_result_record))

/* Begins the transfer of what the message at `address` in the thread's page brings. Both processes are locked. */
static inline bool begin_locked(struct transfer_one *one, struct thread *thread, const struct thread_page *page, uint64_t address,
                                uint32_t len, struct process *to)
{
    struct process *from = thread->process;
    struct cap_transfer_descriptor descriptor;

    if (!page_there(page, &from->space))
        return false;
    __builtin_memcpy(&descriptor, page_direct(page, address) + len, sizeof(descriptor)); /* read once */
    return transfer_one_begin_locked(one, from, descriptor, to) == STATUS_OK;
}

/* What it brings is charged already. False: nothing happened. */
static bool deliver_locked(struct thread *thread, struct endpoint *endpoint, struct answer *receive, uint32_t slot,
                           const struct fast_call *call, uint64_t interface_id, const struct transfer_one *one)
{
    struct thread *server = receive->thread;
    struct process *process = thread->process;
    uint32_t params_len = (uint32_t)call->lengths;
    uint32_t bytes = (uint32_t)sizeof(struct endpoint_message) + params_len;
    uint64_t *message;

    spin_lock(&server->lock);
    if (unlikely(!server->waits_for_one) || !user_buffer_reached(&receive->result, bytes + RECORD_BYTES) ||
        !page_there(&thread->call_page, &process->space)) {
        spin_unlock(&server->lock);
        return false;
    }
    message = (uint64_t *)receive->result.direct;
    write_header_locked(message, endpoint, process->session, slot_call_id(endpoint, slot), interface_id, (uint16_t)(call->head >> 16),
                        params_len, 1, (uint32_t)(call->lengths >> 32), 0);
    copy_message(message + 8, (const uint64_t *)page_direct(&thread->call_page, call->params), params_len / 8);
    transfer_one_place_locked(one, server->process, (struct cap_result_record *)((uint8_t *)message + bytes));
    complete_locked(server, receive, bytes | CARRIED_CQE);
    spin_unlock(&server->lock);
    return true;
}

uint64_t ipc_carry_call(struct thread *thread, uint32_t cq_head)
{
    const sqe_word_t *sqe = (const sqe_word_t *)&thread->ring->sq[ring_slot(thread->sq_head, RING_SQ_ENTRIES)];
    const struct fast_call call = { sqe[0], sqe[1], sqe[2], sqe[3], sqe[4] };
    uint32_t params_len = (uint32_t)call.lengths, result_len = (uint32_t)(call.lengths >> 32), slot, epoch;
    struct process *process = thread->process;
    struct cap_hold *hold;
    struct endpoint *endpoint;
    struct transfer_one one;
    struct answer *receive;
    struct thread *server;
    uint64_t interface_id;
    bool delivered = false;

    if ((uint16_t)call.head != CAP_OP_CALL || (sqe[5] | sqe[6]) != 0 || sqe[7] != FAST_ONE_CAPABILITY ||
        ((call.params | call.result | params_len) & 7) != 0 ||
        call.params - PAGE_OFFSET(call.params) != call.result - PAGE_OFFSET(call.result) || params_len > PAGE_SIZE ||
        PAGE_OFFSET(call.params) + params_len + DESCRIPTOR_BYTES > PAGE_SIZE || PAGE_OFFSET(call.result) + result_len > PAGE_SIZE ||
        thread->cq_reserved == RING_CQ_ENTRIES || thread_flags(thread) || !session_live(process->session) ||
        !page_find(&thread->call_page, &process->space, call.params))
        return ring_enter(thread, 1, TIME_FOREVER);
    spin_lock(&process->lock);
    if (!find_hold_locked(process, CAP_OF(call.head), &hold) || hold->facet != ENDPOINT_CLIENT) {
        spin_unlock(&process->lock);
        return ring_enter(thread, 1, TIME_FOREVER);
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
    transfer_lock(process, server->process);
    if (begin_locked(&one, thread, &thread->call_page, call.params, params_len, server->process)) {
        delivered = deliver_locked(thread, endpoint, receive, slot, &call, interface_id, &one);
        if (delivered)
            transfer_one_settle_locked(&one, process);
        else
            transfer_one_abort_locked(&one, server->process);
    }
    transfer_unlock(process, server->process);
    if (!delivered)
        goto decline;
    drop_receiver_locked(endpoint, receive);
    begin_call_locked(thread, endpoint, slot, cq_head, call.head, call.user_data, call.result, result_len);
    spin_unlock(&endpoint->lock);
    object_put(&endpoint->object); /* the receive's */
    return wait_after(thread, server, cq_head);

decline:
    spin_unlock(&endpoint->lock);
    object_put(&endpoint->object);
    return ring_enter(thread, 1, TIME_FOREVER);
}

/* The same for an answer. */
static bool answer_locked(struct thread *thread, struct answer *call, uint64_t payload, uint32_t len, const struct transfer_one *one)
{
    struct thread *client = call->thread;
    struct process *process = thread->process;
    uint8_t *target;

    spin_lock(&client->lock);
    if (unlikely(!client->waits_for_one) || !user_buffer_reached(&call->result, len + RECORD_BYTES) ||
        !page_there(&thread->return_page, &process->space) || thread->last_receive.generation != process->space.generation) {
        spin_unlock(&client->lock);
        return false;
    }
    target = call->result.direct;
    copy_message((uint64_t *)target, (const uint64_t *)page_direct(&thread->return_page, payload), len / 8);
    transfer_one_place_locked(one, client->process, (struct cap_result_record *)(target + len));
    complete_locked(client, call, len | CARRIED_CQE);
    spin_unlock(&client->lock);
    return true;
}

/* Finds the call, and begins and ends the transfer of its answer. endpoint->lock is held. NULL: nothing happened. */
static struct thread *carry_back_locked(struct thread *thread, struct endpoint *endpoint, uint64_t call_id, uint64_t payload,
                                        uint32_t len)
{
    struct answer *call = find_call_locked(endpoint, call_id);
    struct transfer_one one;
    struct thread *client;
    bool answered = false;

    if (!call)
        return NULL;
    client = call->thread;
    transfer_lock(thread->process, client->process);
    if (begin_locked(&one, thread, &thread->return_page, payload, len, client->process)) {
        answered = answer_locked(thread, call, payload, len, &one);
        if (answered)
            transfer_one_settle_locked(&one, thread->process);
        else
            transfer_one_abort_locked(&one, client->process);
    }
    transfer_unlock(thread->process, client->process);
    return answered ? client : NULL;
}

uint64_t ipc_carry_return(struct thread *thread, uint32_t cq_head)
{
    const sqe_word_t *sqe = (const sqe_word_t *)&thread->ring->sq[ring_slot(thread->sq_head, RING_SQ_ENTRIES)];
    const sqe_word_t *next = (const sqe_word_t *)&thread->ring->sq[ring_slot(thread->sq_head + 1, RING_SQ_ENTRIES)];
    const struct user_buffer *last = &thread->last_receive;
    struct process *process = thread->process;
    uint64_t head = sqe[0], payload = sqe[2], len = sqe[3], call_id = sqe[6], user_data = next[1];
    struct cap_hold *hold;
    struct endpoint *endpoint;
    struct thread *client;

    if ((uint32_t)head != (CAP_OP_RETURN | CAP_SQE_QUIET << 8) || next[0] != ((head & ~0xffffffffull) | CAP_OP_RECV) ||
        sqe[7] != FAST_ONE_CAPABILITY || (sqe[4] | sqe[5] | next[4] | next[5] | next[6] | next[7]) != 0 || ((payload | len) & 7) != 0 ||
        len > PAGE_SIZE || PAGE_OFFSET(payload) + len + DESCRIPTOR_BYTES > PAGE_SIZE || next[2] != last->address ||
        next[3] != last->bytes || thread->cq_reserved == RING_CQ_ENTRIES || thread_flags(thread) ||
        !page_find(&thread->return_page, &process->space, payload))
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
    if (endpoint->first_cancelled != ENDPOINT_NO_SLOT || endpoint->receiver_count == ENDPOINT_MAX_RECEIVERS || endpoint->closed ||
        !list_empty(&endpoint->queued))
        goto decline;
    client = carry_back_locked(thread, endpoint, call_id, payload, (uint32_t)len);
    if (!client)
        goto decline;
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
