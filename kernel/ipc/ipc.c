/* SPDX-License-Identifier: MIT */
/*
 * Messages through endpoints: calls, and how they meet receives (ipc_serve.c has RECV and RETURN). The queues and states are drawn in
 * ipc/endpoint.h. A message is copied once, from the sender's buffer into the receiver's, whoever came first.
 */
#include "ipc/ipc_priv.h"

#include "abi/compiler.h"
#include "base/string.h"
#include "core/atomic.h"
#include "ipc/ipc_queue.h"
#include "ipc/transfer.h"
#include "sched/context.h"

static inline void fill_header(struct endpoint *endpoint, uint64_t *message, const struct answer *call, uint64_t call_id)
{
    write_header_locked(message, endpoint, call->thread->process->session, call_id, call->call.interface_id, call->call.method_id,
                        call->call.params_len, call->call.xfer_count, call->result.bytes, call->call.disclosure);
}

/* Header and payload into the receiver's buffer. *receiver_failed: its buffer is gone. */
static inline status_t write_message(struct endpoint *endpoint, struct answer *receive, struct answer *call, uint64_t call_id,
                                     bool *receiver_failed)
{
    uint8_t *direct = user_buffer_direct(&receive->result, 0, sizeof(struct endpoint_message));

    *receiver_failed = false;
    if (likely(direct != NULL)) {
        fill_header(endpoint, (uint64_t *)direct, call, call_id);
    } else {
        uint64_t header[sizeof(struct endpoint_message) / 8];

        fill_header(endpoint, header, call, call_id);
        if (user_buffer_write(&receive->result, 0, header, sizeof(header)) != STATUS_OK) {
            *receiver_failed = true;
            return STATUS_INVALID_BUFFER;
        }
    }
    return user_buffer_copy(&receive->result, sizeof(struct endpoint_message), &call->call.params, 0, call->call.params_len,
                            receiver_failed);
}

/* What comes along with a message whose payload was written; its records go behind that. */
static status_t move_capabilities(struct answer *call, struct answer *receive, uint32_t end, bool *receiver_failed)
{
    struct transfer_target target;
    status_t status;

    target.buffer = &receive->result;
    target.offset = behind_payload(end);
    status = transfer_capabilities(call->thread->process, &call->call.params, behind_payload(call->call.params_len),
                                   call->call.xfer_count, receive->thread->process, &target);
    *receiver_failed = target.failed;
    return status;
}

/*
 * One call (not on any list) to one receiver (first of the list). A slot is free. Returns false when the receiver turned
 * out to be unusable and was completed with an error: the call must try another.
 */
static bool deliver_locked(struct endpoint *endpoint, struct answer *call, struct answer *receive)
{
    uint32_t index = endpoint->first_free;
    uint32_t end = (uint32_t)sizeof(struct endpoint_message) + call->call.params_len;
    uint16_t count = call->call.xfer_count;
    bool receiver_failed;
    status_t status;

    if (unlikely(message_bytes(end, count) > receive->result.bytes)) {
        answer_fail(call, STATUS_FAILED, "the message is larger than the server receives");
        return true;
    }
    status = write_message(endpoint, receive, call, slot_call_id(endpoint, index), &receiver_failed);
    if (status == STATUS_OK && count != 0)
        status = move_capabilities(call, receive, end, &receiver_failed);
    if (unlikely(receiver_failed)) {
        drop_receiver_locked(endpoint, receive);
        answer_complete(receive, STATUS_INVALID_BUFFER, 0, 0, 0);
        return false;
    }
    if (unlikely(status != STATUS_OK)) {
        answer_complete(call, status, 0, 0, 0);
        return true;
    }
    endpoint->first_free = endpoint->slots[index].next;
    endpoint->slots[index].answer = call;
    endpoint->in_flight_count++;
    call->call.slot = index;
    drop_receiver_locked(endpoint, receive);
    if (unlikely(call->thread->context != NULL))
        context_lend(call, receive->thread, endpoint, slot_call_id(endpoint, index));
    answer_complete(receive, (int32_t)end, count ? CAP_CQE_RESULT_CAPS : 0, count, receive->id);
    return true;
}

/* Tells a server that a call it works on was cancelled. Its slot is free afterwards. */
static void deliver_cancel_locked(struct endpoint *endpoint, struct answer *receive)
{
    uint32_t index = endpoint->first_cancelled;
    struct endpoint_message header = { .call_id = slot_call_id(endpoint, index), .flags = ENDPOINT_MESSAGE_CANCELLED };
    status_t status;

    drop_receiver_locked(endpoint, receive);
    status = user_buffer_write(&receive->result, 0, &header, sizeof(header));
    if (status == STATUS_OK) {
        endpoint->first_cancelled = endpoint->slots[index].next;
        free_slot_locked(endpoint, index);
        answer_complete(receive, sizeof(header), 0, 0, receive->id);
    } else {
        answer_complete(receive, status, 0, 0, 0);
    }
}

/* A receiver waits and nothing is in line before a new call. */
static inline bool receiver_ready_locked(const struct endpoint *endpoint)
{
    return !list_empty(&endpoint->receivers) && list_empty(&endpoint->queued) &&
           endpoint->first_free != ENDPOINT_NO_SLOT && endpoint->first_cancelled == ENDPOINT_NO_SLOT;
}

void endpoint_pump_locked(struct endpoint *endpoint)
{
    while (!list_empty(&endpoint->receivers)) {
        struct answer *receive = container_of(endpoint->receivers.next, struct answer, link);
        struct answer *call;

        if (endpoint->first_cancelled != ENDPOINT_NO_SLOT) {
            deliver_cancel_locked(endpoint, receive);
            continue;
        }
        if (!call_deliverable_locked(endpoint))
            return;
        call = container_of(list_take_first(&endpoint->queued), struct answer, link);
        leave_queue_locked(endpoint, call);
        if (unlikely(!session_live(call->thread->process->session))) {
            /* It waited longer than its session lasted: as if it had been sent too late. */
            answer_fail(call, STATUS_GONE, SESSION_ENDED_REASON);
            continue;
        }
        if (!deliver_locked(endpoint, call, receive)) {
            list_prepend(&endpoint->queued, &call->link);
            enter_queue_locked(endpoint, call);
        }
    }
}

/* A call in flight is over without its server, who will be told. */
static void cancel_slot_locked(struct endpoint *endpoint, uint32_t index)
{
    struct endpoint_slot *slot = &endpoint->slots[index];

    slot->answer = NULL;
    slot->cancelled = true;
    slot->next = ENDPOINT_NO_SLOT;
    if (endpoint->first_cancelled == ENDPOINT_NO_SLOT)
        endpoint->first_cancelled = (uint8_t)index;
    else
        endpoint->slots[endpoint->last_cancelled].next = (uint8_t)index;
    endpoint->last_cancelled = (uint8_t)index;
}

bool endpoint_cancel_call(struct answer *answer, struct object *object, uint64_t id)
{
    struct endpoint *endpoint = container_of(object, struct endpoint, object);
    bool taken = false;

    spin_lock(&endpoint->lock);
    if (answer->id != id) {
        /* Completed; the record may be in use for something else. */
    } else if (answer->call.slot == ENDPOINT_NO_SLOT) {
        taken = !list_empty(&answer->link);
        if (taken) {
            list_remove(&answer->link);
            leave_queue_locked(endpoint, answer);
        }
    } else if (answer->call.slot < ENDPOINT_SLOTS && endpoint->slots[answer->call.slot].answer == answer) {
        taken = true;
        cancel_slot_locked(endpoint, answer->call.slot);
        endpoint_pump_locked(endpoint);
    }
    spin_unlock(&endpoint->lock);
    return taken;
}

uint32_t endpoint_take_calls_locked(struct endpoint *endpoint, struct answer *calls[ENDPOINT_MAX_CALLS])
{
    uint32_t count = 0;

    while (!list_empty(&endpoint->queued)) {
        calls[count] = container_of(list_take_first(&endpoint->queued), struct answer, link);
        leave_queue_locked(endpoint, calls[count++]);
    }
    for (uint32_t i = 0; i < ENDPOINT_SLOTS; i++) {
        if (!endpoint->slots[i].answer)
            continue;
        calls[count++] = endpoint->slots[i].answer;
        cancel_slot_locked(endpoint, i);
    }
    endpoint_pump_locked(endpoint);
    return count;
}

enum endpoint_wait endpoint_wait_of(const struct answer *answer)
{
    if (ipc_is_receive(answer))
        return ENDPOINT_WAIT_RECEIVE;
    if (answer->cancel != endpoint_cancel_call)
        return ENDPOINT_WAIT_NONE;
    return answer->call.slot == ENDPOINT_NO_SLOT ? ENDPOINT_WAIT_QUEUED : ENDPOINT_WAIT_IN_FLIGHT;
}

void endpoint_forward(struct object *object, const struct cap_hold *hold, struct answer *call, const struct cap_sqe *sqe)
{
    struct endpoint *endpoint = container_of(object, struct endpoint, object);
    struct thread *thread = call->thread;
    struct address_space *space = &thread->process->space;
    uint32_t params_bytes = sqe->len;
    uint64_t id = call->id;

    /* Of a dependent another CPU may look at this: the object is there already. */
    atomic_store_release(&call->cancel, endpoint_cancel_call);
    if (sqe->xfer_count != 0)
        params_bytes = behind_payload(params_bytes) + sqe->xfer_count * (uint32_t)sizeof(struct cap_transfer_descriptor);
    if (user_buffer_arm(&call->result, space, sqe->result_addr, sqe->result_len, true) != STATUS_OK ||
        user_buffer_arm(&call->call.params, space, sqe->addr, params_bytes, false) != STATUS_OK) {
        answer_complete(call, STATUS_INVALID_BUFFER, 0, 0, 0);
        return;
    }
    call->call.interface_id = hold->interface_id;
    call->call.params_len = sqe->len;
    call->call.method_id = sqe->method_id;
    call->call.disclosure = sqe->disclosure & (uint32_t)hold->disclosure_scope;
    call->call.xfer_count = sqe->xfer_count;
    call->call.slot = ENDPOINT_NO_SLOT;
    if (unlikely(hold->revoker != NULL))
        revoker_add_call(hold->revoker, call);
    spin_lock(&endpoint->lock);
    if (unlikely(endpoint->closed)) {
        answer_fail(call, STATUS_GONE, "the service is gone");
    } else if (unlikely(hold->epoch != endpoint->object.epoch)) {
        answer_fail(call, STATUS_GONE, "the capability was revoked"); /* since the hold was found */
    } else if (likely(receiver_ready_locked(endpoint)) &&
               deliver_locked(endpoint, call, container_of(endpoint->receivers.next, struct answer, link))) {
        /* The common case: one copy, straight to a server that waits. */
    } else if (queue_has_room_locked(endpoint, call)) {
        list_append(&endpoint->queued, &call->link);
        enter_queue_locked(endpoint, call);
        endpoint_pump_locked(endpoint);
    }
    spin_unlock(&endpoint->lock);
    /* Who revoked it meanwhile on another CPU may have looked before the call was there to be ended. */
    if (unlikely(hold->revoker != NULL) && !object_hold_live(hold))
        answer_end_revoked(thread, id);
}

/* The next thing that waits on a closed endpoint, taken off it; NULL when nothing does. */
static struct answer *take_waiting(struct endpoint *endpoint, bool *receives)
{
    struct answer *answer = NULL;
    struct list_node *node;

    spin_lock(&endpoint->lock);
    endpoint->closed = true;
    node = list_take_first(&endpoint->queued);
    *receives = false;
    if (node)
        leave_queue_locked(endpoint, container_of(node, struct answer, link));
    if (!node) {
        node = list_take_first(&endpoint->receivers);
        if (node)
            endpoint->receiver_count--;
        *receives = node != NULL;
    }
    if (node)
        answer = container_of(node, struct answer, link);
    for (uint32_t i = 0; i < ENDPOINT_SLOTS && !answer; i++) {
        answer = endpoint->slots[i].answer;
        if (answer)
            free_slot_locked(endpoint, i);
    }
    spin_unlock(&endpoint->lock);
    return answer;
}

void endpoint_close(struct endpoint *endpoint)
{
    struct answer *answer;
    bool receives;

    while ((answer = take_waiting(endpoint, &receives))) {
        if (receives)
            answer_complete(answer, STATUS_DISCONNECTED, 0, 0, 0);
        else
            answer_fail(answer, STATUS_GONE, "the service ended before it answered");
    }
}
