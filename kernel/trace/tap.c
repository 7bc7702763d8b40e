/* SPDX-License-Identifier: MIT */
/* Making records. See tap.h. Only tapped threads come here. */
#include "trace/tap.h"

#include "arch/time.h"
#include "arch/uaccess.h"
#include "base/string.h"
#include "core/atomic.h"
#include "ipc/endpoint.h"
#include "ring/submission.h"
#include "ring/upcall.h"
#include "sched/upcall.h"

/* One record while it is made. */
struct making {
    struct tap_record record;
    struct process *process;
    const struct process *peer;         /* whom the record's peer fields name */
    uint8_t payload[TAP_PAYLOAD_MAX_BYTES];
};

bool tap_wanted(const struct process *process)
{
    return process->tap || tap_log.buffer.bytes;
}

static void begin(struct making *making, struct process *process, uint8_t kind)
{
    making->process = process;
    making->peer = NULL;
    making->record = (struct tap_record){ .kind = kind, .time_ns = clock_now_ns(), .pid = process->pid };
}

static void begin_of_thread(struct making *making, struct thread *thread, uint8_t kind, uint64_t answer_id)
{
    begin(making, thread->process, kind);
    making->record.tid = thread->id;
    making->record.answer_id = answer_id;
}

/* Into one taker's buffer, without what this taker may not know. */
static void put(struct tap *tap, const struct making *making)
{
    struct tap_record record = making->record;
    bool name = record.kind == TAP_PROCESS || record.kind == TAP_GRANT;

    if (!name && record.payload_bytes > tap->payload_bytes)
        record.payload_bytes = tap->payload_bytes;
    if (!tap->whole_system && !(making->peer && making->peer->tap == tap))
        record.peer_pid = record.peer_tid = 0, record.peer_answer_id = 0;
    spin_lock(&tap->lock);
    if (tap->buffer.bytes)
        (void)tap_buffer_put(&tap->buffer, &record, making->payload);
    spin_unlock(&tap->lock);
    if (tap->awaited)
        tap_worker_wake();
}

static void finish(const struct making *making)
{
    if (tap_log.buffer.bytes)
        put(&tap_log, making);
    if (making->process->tap)
        put(making->process->tap, making);
}

/* How much of a message of that many bytes some taker wants. */
static uint32_t wanted_payload(const struct process *process, uint32_t total)
{
    uint32_t most = tap_log.buffer.bytes ? tap_log.payload_bytes : 0;

    if (process->tap && process->tap->payload_bytes > most)
        most = process->tap->payload_bytes;
    return total < most ? total : most;
}

/* A message in the memory of the running process. One that cannot be read is left out: the call will say why. */
static void add_own_payload(struct making *making, uint64_t address, uint32_t total)
{
    uint32_t bytes = wanted_payload(making->process, total);

    making->record.payload_total = total;
    if (bytes != 0 &&
        copy_from_user(making->payload, (__force const void __user *)(uintptr_t)address, bytes) == STATUS_OK)
        making->record.payload_bytes = bytes;
}

/* A message in a buffer that may be of another process. */
static void add_buffer_payload(struct making *making, struct user_buffer *buffer, uint32_t offset, uint32_t total)
{
    uint32_t bytes = wanted_payload(making->process, total);

    making->record.payload_total = total;
    if (bytes != 0 && offset + bytes <= buffer->bytes &&
        user_buffer_read(buffer, offset, making->payload, bytes) == STATUS_OK)
        making->record.payload_bytes = bytes;
}

static void add_target(struct making *making, cap_id_t id)
{
    struct process *process = making->process;
    struct cap_hold *hold;

    spin_lock(&process->lock);
    if (cap_table_lookup(&process->table, id, &hold) == STATUS_OK) {
        making->record.interface_id = hold->interface_id;
        if (hold->facet != 0)
            making->record.note |= TAP_NOTE_SERVICE;
    }
    spin_unlock(&process->lock);
}

void tap_submission(struct thread *thread, const struct submission *submission)
{
    const struct cap_sqe *sqe;
    struct making making;

    thread->tap_submission = submission;
    if (!submission)
        return;
    sqe = &submission->sqe;
    begin_of_thread(&making, thread, TAP_SUBMISSION, submission->id);
    making.record.opcode = sqe->opcode;
    making.record.sqe_flags = sqe->flags;
    making.record.user_data = sqe->user_data;
    making.record.call_id = sqe->call_id;
    making.record.value = sqe->dep;
    making.record.cap_id = sqe->cap_id;
    making.record.method_id = sqe->method_id;
    making.record.field = sqe->field;
    making.record.len = sqe->len;
    making.record.result_len = sqe->result_len;
    making.record.cap_count = sqe->xfer_count;
    if (sqe->opcode == CAP_OP_CALL && !(sqe->flags & CAP_SQE_PIPELINE))
        add_target(&making, sqe->cap_id);
    if (sqe->opcode == CAP_OP_RETURN && (sqe->flags & CAP_SQE_EXCEPTION))
        making.record.note |= TAP_NOTE_EXCEPTION;
    if (sqe->opcode == CAP_OP_CALL || sqe->opcode == CAP_OP_RETURN)
        add_own_payload(&making, sqe->addr, sqe->len);
    finish(&making);
}

static void fill_completion(struct making *making, uint64_t user_data, int32_t result, uint16_t flags, uint16_t cap_count,
                            uint64_t aux)
{
    making->record.user_data = user_data;
    making->record.result = result;
    making->record.cqe_flags = flags;
    making->record.cap_count = cap_count;
    making->record.value = aux;
    if (result == STATUS_APPLICATION_EXCEPTION)
        making->record.note |= TAP_NOTE_EXCEPTION;
}

/* How many bytes of message a completion says that there are. */
static uint32_t message_bytes(int32_t result, uint64_t aux)
{
    if (result == STATUS_APPLICATION_EXCEPTION)
        return (uint32_t)aux;
    return result > 0 ? (uint32_t)result : 0;
}

static void record_posted(struct thread *thread, uint64_t user_data, int32_t result, uint16_t flags, uint16_t cap_count,
                          uint64_t aux)
{
    const struct submission *submission = thread->tap_submission;
    struct making making;

    begin_of_thread(&making, thread, TAP_COMPLETION, submission ? submission->id : TAP_ANSWER_UNKNOWN);
    fill_completion(&making, user_data, result, flags, cap_count, aux);
    if (submission) {
        making.record.opcode = submission->sqe.opcode;
        if (submission->sqe.opcode == CAP_OP_CALL)
            add_own_payload(&making, submission->sqe.result_addr, message_bytes(result, aux));
    }
    finish(&making);
}

void tap_post(struct thread *thread, uint64_t user_data, int32_t result, uint16_t flags, uint16_t cap_count, uint64_t aux)
{
    record_posted(thread, user_data, result, flags, cap_count, aux);
    spin_lock(&thread->lock);
    completion_post_locked(thread, user_data, result, flags, cap_count, aux);
    spin_unlock(&thread->lock);
}

/* What a server was told: the header that the kernel wrote into its buffer, checked against the endpoint's own record. */
static void fill_message(struct making *making, struct answer *receive)
{
    const struct endpoint *endpoint = container_of(receive->object, struct endpoint, object);
    struct endpoint_message header;
    const struct answer *call = NULL;
    uint32_t index;

    if (user_buffer_read(&receive->result, 0, &header, sizeof(header)) != STATUS_OK)
        return;
    making->record.note |= TAP_NOTE_MESSAGE;
    making->record.call_id = header.call_id;
    if (header.flags & ENDPOINT_MESSAGE_CANCELLED) {
        making->record.note |= TAP_NOTE_CANCELLED;
        return;
    }
    making->record.interface_id = header.interface_id;
    making->record.method_id = header.method_id;
    index = (uint32_t)header.call_id - 1;
    if (index < ENDPOINT_SLOTS && endpoint->slots[index].generation == header.call_id >> 32)
        call = endpoint->slots[index].answer;
    if (call) {
        making->peer = call->thread->process;
        making->record.peer_pid = making->peer->pid;
        making->record.peer_tid = call->thread->id;
        making->record.peer_answer_id = call->id;
    }
    add_buffer_payload(making, &receive->result, sizeof(header), header.params_len);
}

void tap_answer(struct answer *answer, int32_t result, uint16_t flags, uint16_t cap_count, uint64_t aux)
{
    enum endpoint_wait wait = endpoint_wait_of(answer);
    bool receive = wait == ENDPOINT_WAIT_RECEIVE;
    struct making making;

    begin_of_thread(&making, answer->thread, TAP_COMPLETION, answer->id);
    fill_completion(&making, answer->user_data, result, flags, cap_count, aux);
    making.record.opcode = receive ? CAP_OP_RECV : CAP_OP_CALL;
    /* A pipelined call's submission did not know yet whom it would reach. */
    if (wait == ENDPOINT_WAIT_QUEUED || wait == ENDPOINT_WAIT_IN_FLIGHT)
        making.record.interface_id = answer->call.interface_id;
    if (answer->quiet && result >= 0 && cap_count == 0)
        making.record.note |= TAP_NOTE_UNPOSTED;
    if (receive) {
        if (result >= (int32_t)sizeof(struct endpoint_message))
            fill_message(&making, answer);
    } else if (message_bytes(result, aux) != 0) {
        add_buffer_payload(&making, &answer->result, 0, message_bytes(result, aux));
    }
    finish(&making);
}

/* --- processes ----------------------------------------------------------------------------------------------------- */

void tap_attach(struct process *process, struct tap *tap)
{
    if (tap->owner)
        object_get(tap->owner);
    atomic_add_relaxed(&tap->running, 1);
    process->tap = tap;
    thread_set_tapped(container_of(process->threads.next, struct thread, link));
}

static void add_name(struct making *making, const char *name)
{
    uint32_t bytes = (uint32_t)strlen(name);

    memcpy(making->payload, name, bytes);
    making->record.payload_bytes = making->record.payload_total = bytes;
}

void tap_process_started(struct process *process, const struct capset_page *capset)
{
    struct making making;

    process->tap_started = true;
    if (!tap_wanted(process))
        return;
    begin(&making, process, TAP_PROCESS);
    add_name(&making, process->name);
    finish(&making);
    for (uint32_t i = 0; i < capset->count; i++) {
        begin(&making, process, TAP_GRANT);
        making.record.cap_id = capset->entries[i].cap_id;
        making.record.interface_id = capset->entries[i].interface_id;
        add_name(&making, capset->entries[i].name);
        finish(&making);
    }
}

void tap_process_ended(struct process *process)
{
    struct tap *tap = process->tap;
    struct making making;

    if (process->tap_started && tap_wanted(process)) {
        begin(&making, process, TAP_EXIT);
        making.record.opcode = (uint8_t)process->exit_kind;
        making.record.value = (uint64_t)process->exit_code;
        finish(&making);
    }
    process->tap = NULL;
    if (!tap)
        return;
    /* After the last record. Pairs with contents_of_locked (object/ring_tap.c). */
    atomic_sub_release(&tap->running, 1);
    if (tap->awaited)
        tap_worker_wake();
    if (tap->owner)
        object_put(tap->owner);
}
