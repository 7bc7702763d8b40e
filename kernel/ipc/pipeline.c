/* SPDX-License-Identifier: MIT */
/* Calls that wait for kept answers. See pipeline.h. */
#include "ipc/pipeline_priv.h"

#include "ipc/session.h"
#include "sched/cpu.h"

/* What dependents wait on: an object only so that they look like every other unfinished operation. Not counted as one. */
static struct object_kind promise_kind = { .name = "promise", .destroy = object_destroy_static, .waits_for = WAIT_REASON_PROMISE };
static struct object promise = { .kind = &promise_kind, .references = 1 };

/* --- dependents --------------------------------------------------------------------------------------------------- */

/* Of a dependent that waits, or is just being sent on. */
static bool cancel_waiting(struct answer *answer, struct object *object, uint64_t id)
{
    struct thread *thread = answer->thread;
    struct pipeline *pipeline = thread->pipeline;
    bool waits;

    (void)object;
    spin_lock(&pipeline->lock);
    /* Sent on or ended meanwhile: whoever asks looks again. */
    waits = answer->id == id && answer->cancel == cancel_waiting && !list_empty(&answer->link);
    if (waits) {
        spin_lock(&thread->lock);
        list_remove(&answer->link);
        if (answer->waiting.on && list_empty(&answer->waiting.on->waiting))
            list_remove(&answer->waiting.on->settled_link);
        pipeline_update_flag_locked(thread);
        spin_unlock(&thread->lock);
    }
    spin_unlock(&pipeline->lock);
    return waits;
}

/* The failure of the answer that a dependent (on no list) named becomes its own. */
static void fail_alike(const struct kept_answer *kept, struct answer *answer)
{
    const struct cap_sqe *sqe = &answer->waiting.sqe;
    uint64_t result_address = sqe->result_addr;
    uint32_t result_len = sqe->result_len;

    if (kept->result != STATUS_APPLICATION_EXCEPTION) {
        answer->result.bytes = 0;
        answer_complete(answer, kept->result, 0, 0, kept->aux);
        return;
    }
    if (kept->exception.bytes > result_len ||
        user_buffer_arm(&answer->result, &answer->thread->process->space, result_address, result_len, true) != STATUS_OK ||
        user_buffer_write(&answer->result, 0, kept->exception.message, kept->exception.bytes) != STATUS_OK) {
        answer_complete(answer, STATUS_APPLICATION_EXCEPTION_TRUNCATED, 0, 0,
                        pipeline_exception_type(kept->exception.message, kept->exception.bytes));
        return;
    }
    answer_complete(answer, STATUS_APPLICATION_EXCEPTION, 0, 0, kept->exception.bytes);
}

/* A dependent (on no list) whose target there is no more. Revoked: in the words that any call gets. */
static void fail_without_target(struct answer *answer, status_t status)
{
    const struct cap_sqe *sqe = &answer->waiting.sqe;

    if (status != STATUS_DISCONNECTED ||
        user_buffer_arm(&answer->result, &answer->thread->process->space, sqe->result_addr, sqe->result_len, true) != STATUS_OK)
        answer->result.bytes = 0;
    if (status == STATUS_DISCONNECTED)
        answer_fail(answer, STATUS_GONE, "the capability was revoked");
    else
        answer_complete(answer, status, 0, 0, 0);
}

/* The capability that a dependent is for. */
static status_t find_target(const struct kept_answer *kept, uint16_t field, cap_id_t *target)
{
    if (field >= kept->caps.count)
        return STATUS_INVALID_ANSWER;
    *target = kept->caps.ids[field];
    return STATUS_OK;
}

/* A dependent (on no list) whose target is a service: from now on an ordinary call. */
static void send_to_service(struct answer *answer, const struct cap_hold *hold, cap_id_t target)
{
    const struct cap_sqe sqe = answer->waiting.sqe; /* shares its memory with what the call needs */
    struct object *object = hold->object;

    object_get(object);
    answer->object = object;
    answer->cap_id = target;
    object->kind->forward(object, hold, answer, &sqe);
    object_put(&promise);
}

/* Sends one dependent (on no list) of a settled answer on. pipeline->lock is held. */
static void send_on(struct pipeline *pipeline, const struct kept_answer *kept, struct answer *answer)
{
    struct thread *thread = answer->thread;
    struct cap_hold hold;
    cap_id_t target;
    status_t status;

    if (kept_state(kept) == KEPT_FAILED) {
        fail_alike(kept, answer);
        return;
    }
    status = find_target(kept, answer->waiting.sqe.field, &target);
    if (status == STATUS_OK)
        status = submission_find_hold(thread->process, target, &hold);
    if (status != STATUS_OK) {
        fail_without_target(answer, status);
        return;
    }
    /* When its session has ended meanwhile, its own thread finds that out as for any call. */
    if (hold.facet != 0 && session_live(thread->process->session)) {
        send_to_service(answer, &hold, target);
    } else {
        answer->waiting.sqe.cap_id = target;
        answer->waiting.on = NULL;
        spin_lock(&thread->lock);
        list_append(&pipeline->own, &answer->link);
        pipeline_update_flag_locked(thread);
        spin_unlock(&thread->lock);
    }
    hold_put(&hold);
}

/* The next dependent of a settled answer, taken off its list; NULL. */
static struct answer *take_ready(struct thread *thread, struct kept_answer **on)
{
    struct pipeline *pipeline = thread->pipeline;
    struct answer *answer = NULL;

    spin_lock(&thread->lock);
    if (!list_empty(&pipeline->settled)) {
        *on = container_of(pipeline->settled.next, struct kept_answer, settled_link);
        answer = container_of(list_take_first(&(*on)->waiting), struct answer, link);
        if (list_empty(&(*on)->waiting))
            list_remove(&(*on)->settled_link);
        pipeline_update_flag_locked(thread);
    }
    spin_unlock(&thread->lock);
    return answer;
}

static struct answer *take_own(struct thread *thread)
{
    struct list_node *node;

    spin_lock(&thread->lock);
    node = list_take_first(&thread->pipeline->own);
    pipeline_update_flag_locked(thread);
    spin_unlock(&thread->lock);
    return node ? container_of(node, struct answer, link) : NULL;
}

/* A dependent on a kernel object, in its own thread: its record is given back, and it is dispatched as if it came from the
 * queue now. Nothing else of the thread can take the completion entry in between. */
static void run_own(struct answer *answer)
{
    struct thread *thread = answer->thread;
    struct submission submission = { .thread = thread, .process = thread->process, .id = answer->id, .kept = answer->kept,
                                     .sqe = answer->waiting.sqe };

    answer->kept = NULL;
    answer_free(answer);
    thread->tap_submission = &submission; /* only a tap looks at it */
    submission_call_target(&submission);
    thread->tap_submission = NULL;
}

void pipeline_advance(struct thread *thread)
{
    struct pipeline *pipeline = thread->pipeline;
    struct kept_answer *on;
    struct answer *answer;

    do {
        spin_lock(&pipeline->lock);
        while ((answer = take_ready(thread, &on)))
            send_on(pipeline, on, answer);
        spin_unlock(&pipeline->lock);
        if (thread != thread_current())
            break;
        /* Each may settle a kept answer of its own, which makes more ready. */
        while ((answer = take_own(thread)))
            run_own(answer);
    } while (thread_flags(thread) & THREAD_PIPELINE_READY);
    if (thread == thread_current())
        return;
    spin_lock(&thread->lock);
    if (!list_empty(&pipeline->own) && thread->state == THREAD_BLOCKED)
        scheduler_wake_locked(thread);
    spin_unlock(&thread->lock);
}

/* --- submissions -------------------------------------------------------------------------------------------------- */

static const struct sqe_mask kept_mask = { { SQE_FLAGS_EXCEPT(CAP_SQE_QUIET | CAP_SQE_KEEP), 0, 0, 0, 0, SQE_ALL, SQE_ALL,
                                             SQE_FIELD } };
static const struct sqe_mask pipelined_mask = { { SQE_FLAGS_EXCEPT(CAP_SQE_QUIET | CAP_SQE_KEEP | CAP_SQE_PIPELINE) | SQE_CAP, 0, 0,
                                                  0, 0, 0, SQE_ALL, 0 } };

/* An answer record for a dependent on `kept`, on no list yet. */
static struct answer *defer(const struct submission *submission, struct kept_answer *kept)
{
    struct answer *answer = submission_defer(submission, &promise, cancel_waiting);

    answer->waiting.sqe = submission->sqe;
    answer->waiting.on = kept;
    list_init(&answer->link);
    return answer;
}

/* The call of a dependent, by how far its answer is. */
static void call_result(struct submission *submission, struct kept_answer *on)
{
    struct thread *thread = submission->thread;
    enum kept_state state = kept_state(on);
    struct answer *answer;
    status_t status;

    if (state == KEPT_RESOLVED) {
        status = find_target(on, submission->sqe.field, &submission->sqe.cap_id);
        if (status == STATUS_OK)
            submission_call_target(submission);
        else
            submission_end_call(submission, status);
        return;
    }
    answer = defer(submission, on);
    if (state == KEPT_FAILED) {
        fail_alike(on, answer);
        return;
    }
    spin_lock(&thread->lock);
    list_append(&on->waiting, &answer->link);
    /* Settled since it was looked at, by another CPU. */
    if (kept_state(on) != KEPT_PENDING)
        kept_make_ready_locked(thread, on);
    spin_unlock(&thread->lock);
}

void submission_call_pipelined(const struct submission *submission)
{
    struct submission copy = *submission;
    uint8_t flags = copy.sqe.flags;
    struct kept_answer *on = NULL;
    status_t status = STATUS_INVALID_REQUEST;

    if (sqe_clean(&copy.sqe, flags & CAP_SQE_PIPELINE ? &pipelined_mask : &kept_mask))
        status = submission_check_sizes(&copy.sqe);
    if (status == STATUS_OK && flags & CAP_SQE_PIPELINE) {
        on = kept_find(copy.thread, copy.sqe.dep);
        if (!on)
            status = STATUS_INVALID_ANSWER;
    }
    if (status != STATUS_OK) {
        submission_complete(submission, status, 0);
        return;
    }
    if (flags & CAP_SQE_KEEP) {
        copy.kept = kept_take(copy.thread, copy.id);
        if (!copy.kept) {
            submission_fail(submission, STATUS_QUOTA_EXCEEDED, "the limit of kept answers (12) is reached");
            return;
        }
    }
    if (on)
        call_result(&copy, on);
    else
        submission_call_target(&copy);
}

bool pipeline_finish(struct thread *thread, uint64_t id)
{
    struct kept_answer *kept = kept_find(thread, id);
    struct list_node *node;

    if (!kept)
        return false;
    spin_lock(&thread->pipeline->lock);
    for (;;) {
        struct answer *answer;

        spin_lock(&thread->lock);
        node = list_take_first(&kept->waiting);
        spin_unlock(&thread->lock);
        if (!node)
            break;
        answer = container_of(node, struct answer, link);
        answer->result.bytes = 0;
        answer_complete(answer, STATUS_CANCELLED, 0, 0, id);
    }
    spin_lock(&thread->lock);
    list_remove(&kept->settled_link);
    pipeline_update_flag_locked(thread);
    kept_publish_locked(kept, KEPT_FREE);
    spin_unlock(&thread->lock);
    spin_unlock(&thread->pipeline->lock);
    return true;
}
