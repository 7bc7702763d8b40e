/* SPDX-License-Identifier: MIT */
/* The server's side of messages through endpoints: RECV and RETURN. See ipc.c. */
#include "ipc/ipc_priv.h"

#include "abi/compiler.h"
#include "core/atomic.h"
#include "errors.capnp.h"
#include "ipc/pipeline.h"
#include "ipc/transfer.h"
#include "sched/context.h"

static const struct sqe_mask receive_mask = { { SQE_FLAGS_EXCEPT(0) | SQE_METHOD, 0, 0, SQE_RESULT_LEN, SQE_ALL, SQE_ALL, SQE_ALL,
                                                SQE_ALL } };
static const struct sqe_mask return_mask = { { SQE_FLAGS_EXCEPT(CAP_SQE_QUIET | CAP_SQE_EXCEPTION) | SQE_METHOD, 0, 0,
                                               SQE_RESULT_LEN, SQE_ALL, SQE_ALL, 0, SQE_FIELD | SQE_RESERVED } };

bool endpoint_cancel_receive(struct answer *answer, struct object *object, uint64_t id)
{
    struct endpoint *endpoint = container_of(object, struct endpoint, object);
    bool taken;

    spin_lock(&endpoint->lock);
    taken = answer->id == id && !list_empty(&answer->link);
    if (taken)
        drop_receiver_locked(endpoint, answer);
    spin_unlock(&endpoint->lock);
    return taken;
}

bool ipc_is_receive(const struct answer *answer)
{
    return answer->cancel == endpoint_cancel_receive;
}

/* The endpoint behind the SQE's capability, if it is an owner hold. The caller gets a reference. An owner hold never leaves
 * its process, so it cannot have been lent. */
static inline status_t find_owned_endpoint(const struct submission *submission, struct endpoint **out)
{
    struct process *process = submission->process;
    struct cap_hold *hold;
    status_t status;

    spin_lock(&process->lock);
    status = cap_table_lookup(&process->table, submission->sqe.cap_id, &hold);
    if (likely(status == STATUS_OK)) {
        struct object *object = hold->object;

        if (unlikely(!object_hold_live(hold))) {
            status = STATUS_DISCONNECTED;
        } else if (unlikely(object->kind != &endpoint_kind || hold->facet != ENDPOINT_OWNER)) {
            status = STATUS_WRONG_INTERFACE;
        } else {
            object_get(object);
            *out = container_of(object, struct endpoint, object);
        }
    }
    spin_unlock(&process->lock);
    return status;
}

/* Checks and translates a receive's buffer, unless it is the last one and nothing changed since. */
static inline status_t arm_receive_buffer(const struct submission *submission, struct user_buffer *buffer)
{
    const struct cap_sqe *sqe = &submission->sqe;
    struct user_buffer *last = &submission->thread->last_receive;
    struct address_space *space = &submission->process->space;
    status_t status;

    if (likely(last->address == sqe->addr && last->bytes == sqe->len && last->generation == space->generation)) {
        *buffer = *last;
        return STATUS_OK;
    }
    if (sqe->len < sizeof(struct endpoint_message))
        return STATUS_INVALID_BUFFER;
    status = user_buffer_arm(buffer, space, sqe->addr, sqe->len, true);
    if (status == STATUS_OK)
        *last = *buffer;
    return status;
}

/* Arms a receive whose answer is taken already, with the reference to its endpoint. */
static status_t arm_receive(const struct submission *submission, struct endpoint *endpoint, struct answer *receive)
{
    status_t status = STATUS_OVERLOADED;

    if (arm_receive_buffer(submission, &receive->result) != STATUS_OK)
        return STATUS_INVALID_BUFFER;
    spin_lock(&endpoint->lock);
    if (unlikely(endpoint->closed)) {
        status = STATUS_DISCONNECTED; /* another thread of this process dropped the last owner hold just now */
    } else if (likely(endpoint->receiver_count < ENDPOINT_MAX_RECEIVERS)) {
        list_append(&endpoint->receivers, &receive->link);
        endpoint->receiver_count++;
        if (!list_empty(&endpoint->queued) || endpoint->first_cancelled != ENDPOINT_NO_SLOT)
            endpoint_pump_locked(endpoint);
        status = STATUS_OK;
    }
    spin_unlock(&endpoint->lock);
    return status;
}

void submission_receive(const struct submission *submission)
{
    const struct cap_sqe *sqe = &submission->sqe;
    status_t status = STATUS_INVALID_REQUEST;
    struct endpoint *endpoint;
    struct answer *receive;

    if (sqe_clean(sqe, &receive_mask))
        status = find_owned_endpoint(submission, &endpoint);
    if (unlikely(status != STATUS_OK)) {
        submission_complete(submission, status, 0);
        return;
    }
    receive = answer_take(submission->thread, submission->id, sqe->user_data, false);
    receive->object = &endpoint->object;
    receive->cancel = endpoint_cancel_receive;
    status = arm_receive(submission, endpoint, receive);
    if (unlikely(status != STATUS_OK))
        answer_complete(receive, status, 0, 0, 0);
}

/* The exception's type when the exception itself does not fit into the caller's buffer. */
static uint64_t exception_type(struct user_buffer *payload, uint32_t bytes)
{
    uint64_t copy[64];
    struct capn_message message;
    struct cap_exception_reader exception;

    if (bytes > sizeof(copy) || user_buffer_read(payload, 0, copy, bytes) != STATUS_OK ||
        capn_message_open(&message, copy, bytes, NULL) != STATUS_OK ||
        cap_exception_read_root(&message, &exception) != STATUS_OK)
        return EXCEPTION_TYPE_FAILED;
    return cap_exception_get_type(&exception);
}

/* Answers one call. The status is the server's; the caller got its own completion. *waiting: a thread, kept by its `advancing`, whose
 * calls waited for this answer. */
static status_t return_to_caller(const struct submission *submission, struct answer *call, struct user_buffer *payload,
                                 struct thread **waiting)
{
    const struct cap_sqe *sqe = &submission->sqe;
    struct transfer_target target;
    uint32_t total = message_bytes(sqe->len, sqe->xfer_count);
    bool caller_failed;
    status_t status;

    if (unlikely(total > call->result.bytes)) {
        if (sqe->flags & CAP_SQE_EXCEPTION) {
            answer_complete(call, STATUS_APPLICATION_EXCEPTION_TRUNCATED, 0, 0, exception_type(payload, sqe->len));
            return STATUS_OK;
        }
        answer_complete(call, STATUS_RESULT_TOO_LARGE, 0, 0, 0);
        return STATUS_RESULT_TOO_LARGE;
    }
    status = user_buffer_copy(&call->result, 0, payload, 0, sqe->len, &caller_failed);
    if (status == STATUS_OK && sqe->xfer_count != 0) {
        target.buffer = &call->result;
        target.offset = behind_payload(sqe->len);
        status = transfer_capabilities(submission->process, payload, behind_payload(sqe->len), sqe->xfer_count,
                                       call->thread->process, &target);
        caller_failed = target.failed;
    }
    if (unlikely(status != STATUS_OK)) {
        /* What was wrong on the server's side is not the caller's to puzzle over. */
        answer_complete(call, caller_failed ? STATUS_INVALID_BUFFER : STATUS_TRANSFER_ABORTED, 0, 0, 0);
        if (!caller_failed)
            return status;
        /* The caller's fault, but what was to move is the server's still, which must know. */
        return sqe->xfer_count != 0 ? STATUS_TRANSFER_ABORTED : STATUS_OK;
    }
    if (unlikely(call->kept != NULL) && !(sqe->flags & CAP_SQE_EXCEPTION)) {
        if (kept_settle(call->kept, (int32_t)sqe->len, target.records, sqe->xfer_count, NULL, 0)) {
            *waiting = call->thread;
            atomic_add_relaxed(&call->thread->advancing, 1);
        }
        call->kept = NULL;
    }
    if (sqe->flags & CAP_SQE_EXCEPTION)
        answer_complete(call, STATUS_APPLICATION_EXCEPTION, 0, 0, sqe->len);
    else
        answer_complete(call, (int32_t)sqe->len, sqe->xfer_count ? CAP_CQE_RESULT_CAPS : 0, sqe->xfer_count, call->id);
    return STATUS_OK;
}

static status_t check_return(const struct cap_sqe *sqe)
{
    if (!sqe_clean(sqe, &return_mask))
        return STATUS_INVALID_REQUEST;
    if (sqe->xfer_count > TRANSFER_MAX_DESCRIPTORS || ((sqe->flags & CAP_SQE_EXCEPTION) && sqe->xfer_count != 0))
        return STATUS_INVALID_TRANSFER_DESCRIPTOR;
    return sqe->len > MESSAGE_MAX_BYTES ? STATUS_INVALID_BUFFER : STATUS_OK;
}

/* The call in flight that an id names, taken out of its slot; NULL. */
static struct answer *take_call_locked(struct endpoint *endpoint, uint64_t call_id)
{
    uint32_t index = (uint32_t)call_id - 1;
    struct endpoint_slot *slot;
    struct answer *call;

    if (index >= ENDPOINT_SLOTS)
        return NULL;
    slot = &endpoint->slots[index];
    call = slot->answer;
    if (slot->generation != call_id >> 32 || !call)
        return NULL;
    free_slot_locked(endpoint, index);
    return call;
}

/* Sends on what waited for an answer, before the server looks for its next call. */
static __attribute__((noinline)) void advance_waiting(struct thread *thread)
{
    pipeline_advance(thread);
    /* The last touch: pairs with the load in answer_cancel_all. */
    atomic_sub_release(&thread->advancing, 1);
}

void submission_return(const struct submission *submission)
{
    const struct cap_sqe *sqe = &submission->sqe;
    uint32_t bytes = sqe->len;
    struct endpoint *endpoint;
    struct thread *waiting = NULL;
    struct user_buffer payload;
    struct answer *call;
    status_t status = check_return(sqe);

    if (status == STATUS_OK)
        status = find_owned_endpoint(submission, &endpoint);
    if (status != STATUS_OK)
        goto complete;
    if (sqe->xfer_count != 0)
        bytes = behind_payload(bytes) + sqe->xfer_count * (uint32_t)sizeof(struct cap_transfer_descriptor);
    status = user_buffer_arm(&payload, &submission->process->space, sqe->addr, bytes, false);
    if (status == STATUS_OK) {
        spin_lock(&endpoint->lock);
        call = take_call_locked(endpoint, sqe->call_id);
        status = call ? return_to_caller(submission, call, &payload, &waiting) : STATUS_INVALID_CALL;
        if (call_deliverable_locked(endpoint))
            endpoint_pump_locked(endpoint);
        spin_unlock(&endpoint->lock);
        if (unlikely(waiting != NULL))
            advance_waiting(waiting);
        if (unlikely(submission->thread->context != NULL))
            context_give_back(submission->thread, endpoint, sqe->call_id);
    }
    object_put(&endpoint->object);
complete:
    submission_complete(submission, status, 0);
}
