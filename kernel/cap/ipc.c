/* SPDX-License-Identifier: MIT */
/*
 * Messages through endpoints: CALL by a client, RECV and RETURN by the server. The queues and states are drawn in
 * object/endpoint.h. A message is copied once, from the sender's buffer into the receiver's, whoever came first.
 */
#include "cap/transfer.h"
#include "errors.capnp.h"
#include "mem/string.h"
#include "object/endpoint.h"
#include "sched/cpu.h"

static const struct sqe_mask receive_mask = { { SQE_FLAGS_EXCEPT(0) | SQE_METHOD, 0, 0, SQE_RESULT_LEN, SQE_ALL, SQE_ALL, SQE_ALL,
                                                SQE_ALL } };
static const struct sqe_mask return_mask = { { SQE_FLAGS_EXCEPT(CAP_SQE_QUIET | CAP_SQE_EXCEPTION) | SQE_METHOD, 0, 0,
                                               SQE_RESULT_LEN, SQE_ALL, SQE_ALL, 0, SQE_FIELD | SQE_RESERVED } };

static struct endpoint *answer_endpoint(const struct answer *answer)
{
    return container_of(answer->object, struct endpoint, object);
}

static inline uint64_t slot_call_id(const struct endpoint *endpoint, uint32_t index)
{
    return (uint64_t)endpoint->slots[index].generation << 32 | (index + 1);
}

static inline void free_slot_locked(struct endpoint *endpoint, uint32_t index)
{
    struct endpoint_slot *slot = &endpoint->slots[index];

    slot->answer = NULL;
    slot->cancelled = false;
    slot->generation++;
    slot->next = endpoint->first_free;
    endpoint->first_free = (uint8_t)index;
    endpoint->in_flight_count--;
}

/* Bytes of a message in the receiver's buffer, its records included. */
static inline uint32_t message_bytes(uint32_t payload_end, uint32_t cap_count)
{
    return cap_count == 0 ? payload_end : ((payload_end + 7) & ~7u) + cap_count * (uint32_t)sizeof(struct cap_result_record);
}

static void drop_receiver_locked(struct endpoint *endpoint, struct answer *receive)
{
    list_remove(&receive->link);
    endpoint->receiver_count--;
}

/* Capabilities of a message whose payload was written: records go behind it. The room was checked; that it is still there
 * is checked before anything moves (*target_failed), so that nobody gets a capability without hearing of it. */
static status_t move_capabilities(struct process *from, struct user_buffer *source, uint32_t payload_len, uint32_t count,
                                  struct process *to, struct user_buffer *target, uint32_t payload_end, bool *target_failed)
{
    struct cap_result_record records[TRANSFER_MAX_DESCRIPTORS];
    uint32_t offset = (payload_end + 7) & ~7u, bytes = count * (uint32_t)sizeof(records[0]);
    status_t status = user_buffer_check(target, offset, bytes);

    *target_failed = status != STATUS_OK;
    if (status == STATUS_OK)
        status = transfer_capabilities(from, source, (payload_len + 7) & ~7u, count, to, records);
    return status == STATUS_OK ? user_buffer_write(target, offset, records, bytes) : status;
}

static inline void fill_header(struct endpoint_message *header, const struct answer *call, uint64_t call_id)
{
    header->call_id = call_id;
    header->interface_id = call->call.interface_id;
    header->method_id = call->call.method_id;
    header->flags = ENDPOINT_MESSAGE_SESSION_LIVE;
    header->params_len = call->call.params_len;
    header->cap_count = call->call.xfer_count;
    header->reserved0 = 0;
    header->result_len = call->result.bytes;
    header->session_reference[0] = 0;
    header->session_reference[1] = 0;
    header->session_epoch = 0;
    header->reserved1 = 0;
}

/* Header and payload into the receiver's buffer. *receiver_failed: its buffer is gone. */
static inline status_t write_message(struct answer *receive, struct answer *call, uint64_t call_id, bool *receiver_failed)
{
    uint8_t *direct = user_buffer_direct(&receive->result, 0, sizeof(struct endpoint_message));

    *receiver_failed = false;
    if (__builtin_expect(direct != NULL, 1)) {
        fill_header((struct endpoint_message *)direct, call, call_id);
    } else {
        struct endpoint_message header;

        fill_header(&header, call, call_id);
        if (user_buffer_write(&receive->result, 0, &header, sizeof(header)) != STATUS_OK) {
            *receiver_failed = true;
            return STATUS_INVALID_BUFFER;
        }
    }
    return user_buffer_copy(&receive->result, sizeof(struct endpoint_message), &call->call.params, 0, call->call.params_len,
                            receiver_failed);
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

    if (__builtin_expect(message_bytes(end, count) > receive->result.bytes, 0)) {
        answer_fail(call, STATUS_FAILED, "the message is larger than the server receives");
        return true;
    }
    status = write_message(receive, call, slot_call_id(endpoint, index), &receiver_failed);
    if (status == STATUS_OK && count != 0)
        status = move_capabilities(call->thread->process, &call->call.params, call->call.params_len, count,
                                   receive->thread->process, &receive->result, end, &receiver_failed);
    if (__builtin_expect(receiver_failed, 0)) {
        drop_receiver_locked(endpoint, receive);
        answer_complete(receive, STATUS_INVALID_BUFFER, 0, 0, 0);
        return false;
    }
    if (__builtin_expect(status != STATUS_OK, 0)) {
        answer_complete(call, status, 0, 0, 0);
        return true;
    }
    endpoint->first_free = endpoint->slots[index].next;
    endpoint->slots[index].answer = call;
    endpoint->in_flight_count++;
    call->call.slot = index;
    drop_receiver_locked(endpoint, receive);
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

static inline bool call_deliverable_locked(const struct endpoint *endpoint)
{
    return !list_empty(&endpoint->queued) && endpoint->first_free != ENDPOINT_NO_SLOT;
}

/* A receiver waits and nothing is in line before a new call. */
static inline bool receiver_ready_locked(const struct endpoint *endpoint)
{
    return !list_empty(&endpoint->receivers) && list_empty(&endpoint->queued) &&
           endpoint->first_free != ENDPOINT_NO_SLOT && endpoint->first_cancelled == ENDPOINT_NO_SLOT;
}

/* Matches what waits on both sides. */
static void pump_locked(struct endpoint *endpoint)
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
        if (deliver_locked(endpoint, call, receive))
            endpoint->queued_count--;
        else
            list_prepend(&endpoint->queued, &call->link);
    }
}

static void cancel_call(struct answer *answer)
{
    struct endpoint *endpoint = answer_endpoint(answer);
    struct endpoint_slot *slot;

    spin_lock(&endpoint->lock);
    if (answer->call.slot == ENDPOINT_NO_SLOT) {
        list_remove(&answer->link);
        endpoint->queued_count--;
    } else {
        slot = &endpoint->slots[answer->call.slot];
        slot->answer = NULL;
        slot->cancelled = true;
        slot->next = ENDPOINT_NO_SLOT;
        if (endpoint->first_cancelled == ENDPOINT_NO_SLOT)
            endpoint->first_cancelled = (uint8_t)answer->call.slot;
        else
            endpoint->slots[endpoint->last_cancelled].next = (uint8_t)answer->call.slot;
        endpoint->last_cancelled = (uint8_t)answer->call.slot;
        pump_locked(endpoint);
    }
    spin_unlock(&endpoint->lock);
}

static void cancel_receive(struct answer *answer)
{
    struct endpoint *endpoint = answer_endpoint(answer);

    spin_lock(&endpoint->lock);
    drop_receiver_locked(endpoint, answer);
    spin_unlock(&endpoint->lock);
}

void endpoint_forward(struct object *object, const struct cap_hold *hold, const struct submission *submission)
{
    struct endpoint *endpoint = container_of(object, struct endpoint, object);
    const struct cap_sqe *sqe = &submission->sqe;
    uint32_t params_bytes = sqe->len;
    struct answer *call = submission_defer(submission, object, cancel_call);

    if (sqe->xfer_count != 0)
        params_bytes = ((params_bytes + 7) & ~7u) + sqe->xfer_count * (uint32_t)sizeof(struct cap_transfer_descriptor);
    if (user_buffer_arm(&call->result, &submission->process->space, sqe->result_addr, sqe->result_len, true) != STATUS_OK ||
        user_buffer_arm(&call->call.params, &submission->process->space, sqe->addr, params_bytes, false) != STATUS_OK) {
        answer_complete(call, STATUS_INVALID_BUFFER, 0, 0, 0);
        return;
    }
    call->call.interface_id = hold->interface_id;
    call->call.params_len = sqe->len;
    call->call.method_id = sqe->method_id;
    call->call.xfer_count = sqe->xfer_count;
    call->call.slot = ENDPOINT_NO_SLOT;
    if (__builtin_expect(hold->revoker != NULL, 0))
        revoker_add_call(hold->revoker, call);
    spin_lock(&endpoint->lock);
    if (__builtin_expect(endpoint->closed, 0)) {
        answer_fail(call, STATUS_GONE, "the service is gone");
    } else if (__builtin_expect(receiver_ready_locked(endpoint), 1) &&
               deliver_locked(endpoint, call, container_of(endpoint->receivers.next, struct answer, link))) {
        /* The common case: one copy, straight to a server that waits. */
    } else if (endpoint->queued_count >= ENDPOINT_MAX_QUEUED) {
        answer_fail(call, STATUS_BUSY, "the service's queue is full");
    } else {
        list_append(&endpoint->queued, &call->link);
        endpoint->queued_count++;
        pump_locked(endpoint);
    }
    spin_unlock(&endpoint->lock);
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
    if (__builtin_expect(status == STATUS_OK, 1)) {
        struct object *object = hold->object;

        if (__builtin_expect(object->kind != &endpoint_kind || hold->facet != ENDPOINT_OWNER, 0)) {
            status = STATUS_WRONG_INTERFACE;
        } else if (__builtin_expect(!object_hold_live(hold), 0)) {
            status = STATUS_DISCONNECTED;
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

    if (__builtin_expect(last->address == sqe->addr && last->bytes == sqe->len && last->generation == space->generation, 1)) {
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
    if (__builtin_expect(endpoint->receiver_count < ENDPOINT_MAX_RECEIVERS, 1)) {
        list_append(&endpoint->receivers, &receive->link);
        endpoint->receiver_count++;
        if (!list_empty(&endpoint->queued) || endpoint->first_cancelled != ENDPOINT_NO_SLOT)
            pump_locked(endpoint);
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
    if (__builtin_expect(status != STATUS_OK, 0)) {
        submission_complete(submission, status, 0);
        return;
    }
    receive = answer_take(submission->thread, submission->id, sqe->user_data, false);
    receive->object = &endpoint->object;
    receive->cancel = cancel_receive;
    status = arm_receive(submission, endpoint, receive);
    if (__builtin_expect(status != STATUS_OK, 0))
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

/* Answers one call. The status is the server's; the caller got its own completion unless it is INVALID_BUFFER. */
static status_t return_to_caller(const struct submission *submission, struct answer *call, struct user_buffer *payload)
{
    const struct cap_sqe *sqe = &submission->sqe;
    uint32_t total = message_bytes(sqe->len, sqe->xfer_count);
    bool caller_failed;
    status_t status;

    if (__builtin_expect(total > call->result.bytes, 0)) {
        if (sqe->flags & CAP_SQE_EXCEPTION) {
            answer_complete(call, STATUS_APPLICATION_EXCEPTION_TRUNCATED, 0, 0, exception_type(payload, sqe->len));
            return STATUS_OK;
        }
        answer_complete(call, STATUS_RESULT_TOO_LARGE, 0, 0, 0);
        return STATUS_RESULT_TOO_LARGE;
    }
    status = user_buffer_copy(&call->result, 0, payload, 0, sqe->len, &caller_failed);
    if (status == STATUS_OK && sqe->xfer_count != 0)
        status = move_capabilities(submission->process, payload, sqe->len, sqe->xfer_count, call->thread->process,
                                   &call->result, sqe->len, &caller_failed);
    if (__builtin_expect(status != STATUS_OK, 0)) {
        /* What was wrong on the server's side is not the caller's to puzzle over. */
        answer_complete(call, caller_failed ? STATUS_INVALID_BUFFER : STATUS_TRANSFER_ABORTED, 0, 0, 0);
        return caller_failed ? STATUS_OK : status;
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

void submission_return(const struct submission *submission)
{
    const struct cap_sqe *sqe = &submission->sqe;
    uint32_t bytes = sqe->len;
    struct endpoint *endpoint;
    struct user_buffer payload;
    struct answer *call;
    status_t status = check_return(sqe);

    if (status == STATUS_OK)
        status = find_owned_endpoint(submission, &endpoint);
    if (status != STATUS_OK)
        goto complete;
    if (sqe->xfer_count != 0)
        bytes = ((bytes + 7) & ~7u) + sqe->xfer_count * (uint32_t)sizeof(struct cap_transfer_descriptor);
    status = user_buffer_arm(&payload, &submission->process->space, sqe->addr, bytes, false);
    if (status == STATUS_OK) {
        spin_lock(&endpoint->lock);
        call = take_call_locked(endpoint, sqe->call_id);
        status = call ? return_to_caller(submission, call, &payload) : STATUS_INVALID_CALL;
        if (call_deliverable_locked(endpoint))
            pump_locked(endpoint);
        spin_unlock(&endpoint->lock);
    }
    object_put(&endpoint->object);
complete:
    submission_complete(submission, status, 0);
}

/* The next thing that waits on a closed endpoint, taken off it; NULL when nothing does. */
static struct answer *take_waiting(struct endpoint *endpoint)
{
    struct answer *answer = NULL;
    struct list_node *node;

    spin_lock(&endpoint->lock);
    endpoint->closed = true;
    node = list_take_first(&endpoint->queued);
    if (node)
        endpoint->queued_count--;
    if (!node) {
        node = list_take_first(&endpoint->receivers);
        if (node)
            endpoint->receiver_count--;
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

    while ((answer = take_waiting(endpoint))) {
        if (answer->cancel == cancel_receive)
            answer_complete(answer, STATUS_DISCONNECTED, 0, 0, 0);
        else
            answer_fail(answer, STATUS_GONE, "the service ended before it answered");
    }
}
