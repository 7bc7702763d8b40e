/* SPDX-License-Identifier: MIT */
/* How unfinished operations end other than by plain completion. See answer.h. */
#include "ring/answer.h"

#include "core/atomic.h"
#include "errors.capnp.h"
#include "ipc/pipeline.h"
#include "ring/completion.h"
#include "ring/park.h"

void answer_free(struct answer *answer)
{
    struct object *object = answer->object;

    if (answer->via)
        revoker_remove_call(answer);
    answer->kept = NULL;
    spin_lock(&answer->thread->lock);
    answer->object = NULL;
    completion_free_locked(answer->thread, answer);
    spin_unlock(&answer->thread->lock);
    object_put(object);
}

void answer_fail(struct answer *answer, status_t status, const char *reason)
{
    uint64_t message[64];
    size_t bytes;

    if (answer_is_park(answer))
        status = STATUS_DISCONNECTED; /* no result buffer for a sentence, and only a revocation comes here */
    if (status >= STATUS_TRANSPORT_LAST) {
        answer_complete(answer, status, 0, 0, 0);
        return;
    }
    if (capn_write_exception(message, sizeof(message), status, reason, &bytes) != STATUS_OK ||
        bytes > answer->result.bytes || user_buffer_write(&answer->result, 0, message, (uint32_t)bytes) != STATUS_OK) {
        answer_complete(answer, STATUS_APPLICATION_EXCEPTION_TRUNCATED, 0, 0, capn_exception_type(status));
        return;
    }
    answer_complete(answer, STATUS_APPLICATION_EXCEPTION, 0, 0, bytes);
}

bool answer_complete_message(struct answer *answer, const void *message, size_t bytes)
{
    status_t status = STATUS_OK;

    if (bytes > answer->result.bytes)
        status = STATUS_RESULT_TOO_LARGE;
    else if (bytes != 0)
        status = user_buffer_write(&answer->result, 0, message, (uint32_t)bytes);
    if (status != STATUS_OK)
        answer_complete(answer, status, 0, 0, 0);
    else
        answer_complete(answer, (int32_t)bytes, 0, 0, answer->id);
    return status == STATUS_OK;
}

/* A record in use with that id, or with any: id NULL; how to cancel it, and its object with a reference for the caller. */
static struct answer *find_used(struct thread *thread, const uint64_t *id, answer_cancel_t **cancel, struct object **object)
{
    struct answer *found = NULL;
    uint32_t used;

    spin_lock(&thread->lock);
    for (used = ~thread->answers_free; used != 0 && !found; used &= used - 1) {
        struct answer *answer = &thread->answers[__builtin_ctz(used)];

        /* Without an object its thread has just begun to fill it. Pairs with submission_defer: the rest is there. */
        if (atomic_load_acquire(&answer->object) && (!id || answer->id == *id))
            found = answer;
    }
    if (found) {
        /* In this order: a dependent gets its object first, and then how that cancels. Pairs with serve_call (ipc/ipc.c). */
        *cancel = atomic_load_acquire(&found->cancel);
        *object = atomic_load_relaxed(&found->object);
        object_get(*object);
    }
    spin_unlock(&thread->lock);
    return found;
}

struct answer *answer_claim(struct thread *thread, uint64_t id)
{
    answer_cancel_t *cancel;
    struct object *object;
    struct answer *answer;
    uint64_t turns = 0;

    /* While it is neither there to be taken nor free, another CPU has it in its hands. */
    while ((answer = find_used(thread, &id, &cancel, &object))) {
        bool claimed = cancel(answer, object, id);

        object_put(object);
        if (claimed)
            break;
        cpu_relax();
        lock_count_wait(&turns, "another CPU to complete an answer");
    }
    return answer;
}

void answer_end_revoked(struct thread *thread, uint64_t id)
{
    struct answer *answer = answer_claim(thread, id);

    if (answer)
        answer_fail(answer, STATUS_GONE, "the capability was revoked");
}

void answer_cancel_all(struct thread *thread)
{
    answer_cancel_t *cancel;
    struct object *object;
    struct answer *answer;

    while ((answer = find_used(thread, NULL, &cancel, &object))) {
        if (cancel(answer, object, answer->id))
            answer_free(answer);
        object_put(object);
        cpu_interrupt_window();
    }
    while (thread_is_pinned(thread))
        cpu_interrupt_window();
    pipeline_drop(thread);
}
