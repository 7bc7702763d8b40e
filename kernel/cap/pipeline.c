/* SPDX-License-Identifier: MIT */
/* Kept answers and the calls that wait for them. See pipeline.h. */
#include "cap/pipeline.h"

#include "errors.capnp.h"
#include "mem/frame.h"
#include "mem/string.h"
#include "object/session.h"
#include "sched/cpu.h"

enum kept_state { KEPT_FREE, KEPT_PENDING, KEPT_RESOLVED, KEPT_FAILED };

/* An exception with the longest reason: root, struct, text. */
#define KEPT_EXCEPTION_BYTES (32u + ((CAPN_REASON_BYTES + 7u) & ~7u))

/* Guarded by the thread's lock, but for id and thread, which change only while it is free. */
struct kept_answer {
    uint64_t id;                        /* of the call */
    struct thread *thread;
    struct list_node waiting;           /* answers of dependents, oldest first */
    struct list_node settled_link;      /* in pipeline.settled while it is not pending and has dependents */
    enum kept_state state;
    int32_t result;                     /* of a failed one, as in its completion */
    uint64_t aux;
    union {
        struct {
            uint32_t count;
            cap_id_t ids[TRANSFER_MAX_DESCRIPTORS];
        } caps;
        struct {
            uint32_t bytes;
            uint64_t message[KEPT_EXCEPTION_BYTES / 8];
        } exception;
    };
};

struct pipeline {
    struct spinlock lock;               /* held while dependents are between a list here and what they call */
    struct list_node settled;           /* kept answers whose dependents can go on */
    struct list_node own;               /* dependents on kernel objects, for the thread itself */
    struct kept_answer kept[RING_KEPT_ANSWERS];
};
_Static_assert(RING_KEPT_ANSWERS == 12, "a message says so");
_Static_assert(sizeof(struct pipeline) <= PAGE_SIZE, "a thread's kept answers are one frame");

/* What dependents wait on: an object only so that they look like every other unfinished operation. Not counted as one. */
static struct object_kind promise_kind = { .name = "promise", .destroy = object_destroy_static, .waits_for = WAIT_REASON_PROMISE };
static struct object promise = { .kind = &promise_kind, .references = 1 };

static struct pipeline *pipeline_create(struct thread *thread)
{
    struct process *process = thread->process;
    struct pipeline *pipeline;
    status_t status;
    phys_t frame;

    status = process_charge(process, LEDGER_FRAMES, 1);
    if (status != STATUS_OK)
        return NULL;
    if (frame_alloc(&frame) != STATUS_OK) {
        process_release(process, LEDGER_FRAMES, 1);
        return NULL;
    }
    pipeline = phys_to_virt(frame);
    spin_init(&pipeline->lock, LOCK_PIPELINE);
    list_init(&pipeline->settled);
    list_init(&pipeline->own);
    for (uint32_t i = 0; i < RING_KEPT_ANSWERS; i++) {
        pipeline->kept[i].thread = thread;
        list_init(&pipeline->kept[i].waiting);
        list_init(&pipeline->kept[i].settled_link);
    }
    thread->pipeline = pipeline;
    return pipeline;
}

void pipeline_drop(struct thread *thread)
{
    struct pipeline *pipeline = thread->pipeline;
    struct process *process = thread->process;

    if (!pipeline)
        return;
    /* Whoever is sending on dependents of this thread finishes first. */
    spin_lock(&pipeline->lock);
    spin_unlock(&pipeline->lock);
    thread->pipeline = NULL;
    frame_free(virt_to_phys(pipeline));
    process_release(process, LEDGER_FRAMES, 1);
}

static struct kept_answer *find_kept(struct thread *thread, uint64_t id)
{
    struct pipeline *pipeline = thread->pipeline;

    for (uint32_t i = 0; pipeline && i < RING_KEPT_ANSWERS; i++) {
        if (pipeline->kept[i].state != KEPT_FREE && pipeline->kept[i].id == id)
            return &pipeline->kept[i];
    }
    return NULL;
}

static struct kept_answer *take_kept(struct thread *thread, uint64_t id)
{
    struct pipeline *pipeline = thread->pipeline;

    if (!pipeline)
        pipeline = pipeline_create(thread);
    for (uint32_t i = 0; pipeline && i < RING_KEPT_ANSWERS; i++) {
        struct kept_answer *kept = &pipeline->kept[i];

        if (kept->state != KEPT_FREE)
            continue;
        kept->id = id;
        kept->state = KEPT_PENDING;
        return kept;
    }
    return NULL;
}

/* The type in an exception that somebody wrote. */
static uint16_t exception_type(const void *message, uint32_t bytes)
{
    struct cap_exception_reader exception;
    struct capn_message opened;

    if (capn_message_open(&opened, message, bytes, NULL) != STATUS_OK || cap_exception_read_root(&opened, &exception) != STATUS_OK)
        return EXCEPTION_TYPE_FAILED;
    return (uint16_t)cap_exception_get_type(&exception);
}

bool kept_settle(struct kept_answer *kept, int32_t result, const struct cap_result_record *records, uint32_t count,
                 const void *exception, uint64_t aux)
{
    struct thread *thread = kept->thread;
    bool waited_for;

    spin_lock(&thread->lock);
    if (exception && aux > sizeof(kept->exception.message)) {
        /* A server may write a longer one than the kernel keeps: its type is passed on. */
        result = STATUS_APPLICATION_EXCEPTION_TRUNCATED;
        aux = exception_type(exception, (uint32_t)aux);
        exception = NULL;
    }
    kept->state = result < 0 ? KEPT_FAILED : KEPT_RESOLVED;
    kept->result = result;
    kept->aux = aux;
    if (result >= 0) {
        kept->caps.count = count;
        for (uint32_t i = 0; i < count; i++)
            kept->caps.ids[i] = records[i].cap_id;
    } else if (exception) {
        kept->exception.bytes = (uint32_t)aux;
        memcpy(kept->exception.message, exception, aux);
    }
    waited_for = !list_empty(&kept->waiting);
    if (waited_for) {
        list_append(&thread->pipeline->settled, &kept->settled_link);
        thread->attention |= THREAD_PIPELINE_READY;
    }
    spin_unlock(&thread->lock);
    return waited_for;
}

void answer_settle_kept(struct answer *answer, int32_t result, uint64_t aux)
{
    uint64_t message[64];
    struct kept_answer *kept = answer->kept;
    struct thread *thread = answer->thread;
    const void *exception = NULL;

    answer->kept = NULL;
    if (result == STATUS_APPLICATION_EXCEPTION) {
        if (aux <= sizeof(message) && user_buffer_read(&answer->result, 0, message, (uint32_t)aux) == STATUS_OK) {
            exception = message;
        } else {
            result = STATUS_APPLICATION_EXCEPTION_TRUNCATED;
            aux = EXCEPTION_TYPE_FAILED;
        }
    }
    if (!kept_settle(kept, result, NULL, 0, exception, aux))
        return;
    spin_lock(&thread->lock);
    if (thread->state == THREAD_BLOCKED)
        scheduler_wake_locked(thread);
    spin_unlock(&thread->lock);
}

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
                        exception_type(kept->exception.message, kept->exception.bytes));
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

    if (kept->state == KEPT_FAILED) {
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
    }
    spin_unlock(&thread->lock);
    return answer;
}

static struct answer *take_own(struct thread *thread)
{
    struct list_node *node;

    spin_lock(&thread->lock);
    node = list_take_first(&thread->pipeline->own);
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
        thread->attention &= (uint8_t)~THREAD_PIPELINE_READY;
        spin_lock(&pipeline->lock);
        while ((answer = take_ready(thread, &on)))
            send_on(pipeline, on, answer);
        spin_unlock(&pipeline->lock);
        if (thread != thread_current())
            break;
        /* Each may settle a kept answer of its own, which makes more ready. */
        while ((answer = take_own(thread)))
            run_own(answer);
    } while (thread->attention & THREAD_PIPELINE_READY);
    if (thread == thread_current())
        return;
    spin_lock(&thread->lock);
    if (!list_empty(&pipeline->own)) {
        thread->attention |= THREAD_PIPELINE_READY;
        if (thread->state == THREAD_BLOCKED)
            scheduler_wake_locked(thread);
    }
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
    struct answer *answer;
    status_t status;

    if (on->state == KEPT_RESOLVED) {
        status = find_target(on, submission->sqe.field, &submission->sqe.cap_id);
        if (status == STATUS_OK)
            submission_call_target(submission);
        else
            submission_end_call(submission, status);
        return;
    }
    answer = defer(submission, on);
    if (on->state == KEPT_FAILED) {
        fail_alike(on, answer);
        return;
    }
    spin_lock(&thread->lock);
    list_append(&on->waiting, &answer->link);
    /* Settled since it was looked at, by another CPU. */
    if (on->state != KEPT_PENDING) {
        if (list_empty(&on->settled_link))
            list_append(&thread->pipeline->settled, &on->settled_link);
        thread->attention |= THREAD_PIPELINE_READY;
    }
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
        on = find_kept(copy.thread, copy.sqe.dep);
        if (!on)
            status = STATUS_INVALID_ANSWER;
    }
    if (status != STATUS_OK) {
        submission_complete(submission, status, 0);
        return;
    }
    if (flags & CAP_SQE_KEEP) {
        copy.kept = take_kept(copy.thread, copy.id);
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
    struct kept_answer *kept = find_kept(thread, id);
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
    kept->state = KEPT_FREE;
    spin_unlock(&thread->lock);
    spin_unlock(&thread->pipeline->lock);
    return true;
}
