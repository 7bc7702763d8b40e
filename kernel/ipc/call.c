/* SPDX-License-Identifier: MIT */
/* CALL: finding the target, and calling methods of kernel objects. Calls to services go on to ipc/ipc.c. */
#include "ipc/kernel_call.h"

#include "abi/compiler.h"
#include "arch/uaccess.h"
#include "base/string.h"
#include "core/transfer.h"
#include "ipc/pipeline.h"
#include "ipc/session.h"
#include "ring/revoker.h"
#include "sched/cpu.h"

void submission_end_call(const struct submission *submission, status_t status)
{
    if (unlikely(submission->kept != NULL))
        kept_settle(submission->kept, status, NULL, 0, NULL, 0);
    submission_complete(submission, status, 0);
}

/* A CapException straight into the caller's result buffer. */
void submission_fail(const struct submission *submission, status_t status, const char *reason)
{
    struct user_buffer result;
    uint64_t message[64];
    size_t bytes;

    if (capn_write_exception(message, sizeof(message), status, reason, &bytes) != STATUS_OK)
        panic("an exception with a reason of the kernel does not fit");
    if (submission->kept)
        kept_settle(submission->kept, STATUS_APPLICATION_EXCEPTION, NULL, 0, message, bytes);
    if (bytes > submission->sqe.result_len ||
        user_buffer_arm(&result, &submission->process->space, submission->sqe.result_addr, submission->sqe.result_len, true) !=
            STATUS_OK ||
        user_buffer_write(&result, 0, message, (uint32_t)bytes) != STATUS_OK) {
        submission_complete(submission, STATUS_APPLICATION_EXCEPTION_TRUNCATED, capn_exception_type(status));
        return;
    }
    submission_complete(submission, STATUS_APPLICATION_EXCEPTION, bytes);
}

/* All descriptors, once: a method that looks at one twice must see the same. */
static status_t read_descriptors(struct kernel_call *call, const struct cap_sqe *sqe)
{
    uint64_t address = sqe->addr + ((sqe->len + 7ull) & ~7ull);
    status_t status = copy_from_user(call->descriptors, (__force const void __user *)(uintptr_t)address,
                                     sqe->xfer_count * sizeof(call->descriptors[0]));

    return status == STATUS_OK ? transfer_check(call->descriptors, sqe->xfer_count) : status;
}

status_t kernel_call_param_owned(struct kernel_call *call, uint32_t index, struct cap_hold *hold)
{
    if (index >= call->submission->sqe.xfer_count)
        return capn_call_fail(&call->capn, STATUS_INVALID_ARGUMENT, "capability %u was not sent along", index);
    return submission_find_hold(call->process, call->descriptors[index].cap_id, hold);
}

status_t kernel_call_take(struct kernel_call *call, uint32_t index, struct cap_hold *hold)
{
    const struct cap_transfer_descriptor *descriptor;
    status_t status;

    if (index < call->submission->sqe.xfer_count && call->moving & 1u << index)
        return STATUS_INVALID_TRANSFER_DESCRIPTOR; /* it moves to one place */
    status = kernel_call_param_owned(call, index, hold);
    if (status != STATUS_OK)
        return status;
    descriptor = &call->descriptors[index];
    if (hold->transfer_mode == CAP_TRANSFER_NONE ||
        (hold->transfer_mode == CAP_TRANSFER_MOVE && descriptor->mode == CAP_TRANSFER_COPY))
        status = STATUS_TRANSFER_NOT_SUPPORTED;
    else if (descriptor->mode == CAP_TRANSFER_MOVE)
        status = process_hide_hold(call->process, descriptor->cap_id, hold);
    if (status != STATUS_OK) {
        hold_put(hold);
        return status;
    }
    if (descriptor->mode == CAP_TRANSFER_MOVE)
        call->moving |= 1u << index;
    return STATUS_OK;
}

status_t kernel_call_add_capability(struct kernel_call *call, const struct cap_hold *hold, uint32_t *index)
{
    uint32_t needed = (call->result_cap_count + 1u) * sizeof(struct cap_result_record);
    struct cap_result_record *record = &call->records[call->result_cap_count];
    status_t status;

    if (call->result_cap_count == TRANSFER_MAX_DESCRIPTORS || needed > call->result.bytes)
        return STATUS_RESULT_TOO_LARGE;
    status = process_insert_hidden_hold(call->process, hold, &record->cap_id);
    if (status != STATUS_OK)
        return status;
    record->transfer_mode = hold->transfer_mode;
    memset(record->reserved, 0, sizeof(record->reserved));
    record->interface_id = hold->interface_id;
    *index = call->result_cap_count++;
    return STATUS_OK;
}

struct answer *kernel_call_defer(struct kernel_call *call, struct object *object, answer_cancel_t *cancel)
{
    struct answer *answer = submission_defer(call->submission, object, cancel);

    answer->result = call->result;
    if (call->hold->revoker)
        revoker_add_call(call->hold->revoker, answer);
    return answer;
}

void kernel_call_drop_results(struct kernel_call *call)
{
    for (uint32_t i = 0; i < call->result_cap_count; i++)
        process_drop_hidden_hold(call->process, call->records[i].cap_id);
    call->result_cap_count = 0;
}

/* Nothing happened: everything is in the caller's table as it was. */
static void abort_call(struct kernel_call *call)
{
    kernel_call_drop_results(call);
    for (uint32_t moving = call->moving; moving != 0; moving &= moving - 1)
        process_show_hold(call->process, call->descriptors[__builtin_ctz(moving)].cap_id);
    call->moving = 0;
}

status_t kernel_call_check_room(const struct kernel_call *call)
{
    const struct capn_builder *results = &call->capn.results;
    uint64_t bytes = results->used_words * 8ull + call->result_cap_count * sizeof(struct cap_result_record);

    return results->error == STATUS_OK && bytes <= call->result.bytes ? STATUS_OK : STATUS_RESULT_TOO_LARGE;
}

/* Payload and records into the result buffer: all that can still fail. */
static status_t send_results(struct kernel_call *call)
{
    uint32_t records_at, records_bytes = call->result_cap_count * (uint32_t)sizeof(struct cap_result_record);
    size_t bytes;
    status_t status;

    if (capn_builder_finish(&call->capn.results, &bytes) != STATUS_OK)
        return STATUS_RESULT_TOO_LARGE;
    call->result_bytes = (uint32_t)bytes;
    records_at = (call->result_bytes + 7) & ~7u;
    if (bytes > call->result.bytes || (records_bytes != 0 && records_at + records_bytes > call->result.bytes))
        return STATUS_RESULT_TOO_LARGE;
    if (bytes != 0) {
        status = user_buffer_write(&call->result, 0, call->capn.results.words, call->result_bytes);
        if (status != STATUS_OK)
            return status;
    }
    return records_bytes == 0 ? STATUS_OK : user_buffer_write(&call->result, records_at, call->records, records_bytes);
}

status_t kernel_call_send(struct kernel_call *call)
{
    status_t status = send_results(call);

    call->sent = status == STATUS_OK;
    return status;
}

status_t kernel_call_commit(struct kernel_call *call)
{
    status_t status = call->sent ? STATUS_OK : kernel_call_send(call);

    if (status != STATUS_OK)
        return status;
    call->committed = true;
    for (uint32_t i = 0; i < call->result_cap_count; i++)
        process_show_hold(call->process, call->records[i].cap_id);
    for (uint32_t moving = call->moving; moving != 0; moving &= moving - 1)
        process_drop_hidden_hold(call->process, call->descriptors[__builtin_ctz(moving)].cap_id);
    return STATUS_OK;
}

static void finish(struct kernel_call *call, status_t status)
{
    const struct submission *submission = call->submission;

    if (status == STATUS_PENDING) {
        kernel_assert(call->moving == 0 && call->result_cap_count == 0);
        /* Another CPU that revoked it meanwhile may have looked before the answer was there to be ended. */
        if (unlikely(call->hold->revoker != NULL) && !object_hold_live(call->hold))
            answer_end_revoked(call->thread, submission->id);
        return;
    }
    kernel_assert(!call->sent || status == STATUS_OK);
    if (status == STATUS_OK && !call->committed)
        status = kernel_call_commit(call);
    else if (status == STATUS_NO_SPACE)
        status = STATUS_RESULT_TOO_LARGE;
    if (likely(status == STATUS_OK)) {
        if (unlikely(submission->kept != NULL))
            kept_settle(submission->kept, (int32_t)call->result_bytes, call->records, call->result_cap_count, NULL, 0);
        if (call->result_cap_count != 0)
            thread_post_completion(submission->thread, submission->sqe.user_data, (int32_t)call->result_bytes, CAP_CQE_RESULT_CAPS,
                                   call->result_cap_count, submission->id);
        else
            submission_complete(submission, (int32_t)call->result_bytes, submission->id);
        return;
    }
    abort_call(call);
    if (status == STATUS_QUOTA_EXCEEDED && call->capn.reason[0] == '\0')
        (void)process_refusal(call->process, call->capn.reason, sizeof(call->capn.reason));
    if (status >= STATUS_TRANSPORT_LAST)
        submission_end_call(submission, status);
    else
        submission_fail(submission, status, call->capn.reason);
}

/* The method of a call with its result buffer armed and its params in scratch memory. What it returns is for finish. */
static inline __attribute__((always_inline)) status_t run_method(struct kernel_call *call, const struct submission *submission,
                                                                 const struct cap_hold *hold, uint32_t params_len,
                                                                 uint32_t result_len, uint16_t xfer_count)
{
    struct object *object = hold->object;
    struct cpu *cpu = cpu_current();
    uint16_t method_id = submission->sqe.method_id;
    status_t status;

    call->submission = submission;
    call->process = submission->process;
    call->thread = submission->thread;
    call->hold = hold;
    call->sent = call->committed = false;
    call->result_cap_count = 0;
    call->moving = 0;
    call->capn.reason[0] = '\0';
    capn_builder_init(&call->capn.results, cpu->results_scratch, result_len < CPU_SCRATCH_BYTES ? result_len : CPU_SCRATCH_BYTES);
    status = xfer_count == 0 ? STATUS_OK : read_descriptors(call, &submission->sqe);
    if (status == STATUS_OK)
        status = capn_message_open(&call->capn.params, cpu->params_scratch, params_len, NULL);
    if (status == STATUS_OK && hold->interface_id != object->kind->interface->id)
        status = capn_interface_method(object->kind->interface, hold->interface_id, &method_id);
    if (status == STATUS_OK)
        status = object->kind->dispatch(object, method_id, call);
    return status;
}

static void call_kernel_object(const struct submission *submission, const struct cap_hold *hold)
{
    const struct cap_sqe *sqe = &submission->sqe;
    struct kernel_call call;
    status_t status;

    status = user_buffer_arm(&call.result, &submission->process->space, sqe->result_addr, sqe->result_len, true);
    if (status == STATUS_OK && sqe->len != 0)
        status = copy_from_user(cpu_current()->params_scratch, (__force const void __user *)(uintptr_t)sqe->addr, sqe->len);
    if (status == STATUS_OK)
        finish(&call, run_method(&call, submission, hold, sqe->len, sqe->result_len, sqe->xfer_count));
    else
        submission_end_call(submission, STATUS_INVALID_BUFFER);
}

/* The usual end of an ordinary call: results without capabilities, in the one page of their buffer. False: nothing was done. */
static inline bool finish_plainly(struct kernel_call *call, const struct submission *submission, struct thread *thread)
{
    uint8_t *target;
    size_t bytes;

    if (call->sent || call->result_cap_count != 0 || capn_builder_finish(&call->capn.results, &bytes) != STATUS_OK)
        return false;
    target = user_buffer_direct(&call->result, 0, (uint32_t)bytes);
    if (unlikely(!target))
        return false;
    copy_words(target, call->capn.results.words, (uint32_t)bytes);
    if (!(submission->sqe.flags & CAP_SQE_QUIET)) {
        spin_lock(&thread->lock);
        completion_post_locked(thread, submission->sqe.user_data, (int32_t)bytes, 0, 0, submission->id);
        spin_unlock(&thread->lock);
    }
    return true;
}

void submission_call_object(struct object_call *object_call, const uint8_t *params, uint8_t *result, uint64_t generation)
{
    struct submission *submission = &object_call->submission;
    struct object *object = object_call->hold.object;
    struct thread *thread = submission->thread;
    uint32_t params_len = submission->sqe.len, result_len = submission->sqe.result_len;
    struct kernel_call call;
    status_t status;

    submission->id = thread->consumed++;
    thread->sq_head++;
    call.result.space = &submission->process->space;
    call.result.address = submission->sqe.result_addr;
    call.result.direct = result;
    call.result.bytes = result_len;
    call.result.direct_bytes = result_len;
    call.result.generation = generation;
    call.result.write = true;
    copy_words(cpu_current()->params_scratch, params, params_len);
    status = run_method(&call, submission, &object_call->hold, params_len, result_len, 0);
    if (unlikely(status != STATUS_OK) || !finish_plainly(&call, submission, thread))
        finish(&call, status);
    object_put(object);
}

static const struct sqe_mask call_mask = { { SQE_FLAGS_EXCEPT(CAP_SQE_QUIET), 0, 0, 0, 0, SQE_ALL, SQE_ALL,
                                             SQE_FIELD } };

status_t submission_check_sizes(const struct cap_sqe *sqe)
{
    if (sqe->xfer_count > TRANSFER_MAX_DESCRIPTORS)
        return STATUS_INVALID_TRANSFER_DESCRIPTOR;
    if (sqe->len > MESSAGE_MAX_BYTES || ((sqe->len | sqe->xfer_count) != 0 && sqe->addr % MESSAGE_ALIGNMENT != 0) ||
        sqe->result_len > MESSAGE_MAX_BYTES + TRANSFER_MAX_DESCRIPTORS * sizeof(struct cap_result_record))
        return STATUS_INVALID_BUFFER;
    return STATUS_OK;
}

void submission_call_target(const struct submission *submission)
{
    struct cap_hold hold;
    struct object *object;
    status_t status;

    if (unlikely(!session_live(submission->process->session))) {
        submission_fail(submission, STATUS_GONE, SESSION_ENDED_REASON);
        return;
    }
    status = submission_find_hold(submission->process, submission->sqe.cap_id, &hold);
    if (unlikely(status != STATUS_OK)) {
        if (status == STATUS_DISCONNECTED)
            submission_fail(submission, STATUS_GONE, "the capability was revoked");
        else
            submission_end_call(submission, status);
        return;
    }
    object = hold.object;
    if (hold.facet != 0)
        object->kind->forward(object, &hold, submission_defer(submission, object, NULL), &submission->sqe);
    else
        call_kernel_object(submission, &hold);
    hold_put(&hold);
}

void submission_call(const struct submission *submission)
{
    status_t status = STATUS_INVALID_REQUEST;

    if (unlikely(submission->sqe.flags & (CAP_SQE_KEEP | CAP_SQE_PIPELINE))) {
        submission_call_pipelined(submission);
        return;
    }
    if (sqe_clean(&submission->sqe, &call_mask))
        status = submission_check_sizes(&submission->sqe);
    if (likely(status == STATUS_OK))
        submission_call_target(submission);
    else
        submission_complete(submission, status, 0);
}
