/* SPDX-License-Identifier: MIT */
/* How unfinished operations end other than by plain completion. See answer.h. */
#include "cap/answer.h"

#include "cap/pipeline.h"
#include "errors.capnp.h"
#include "sched/completion.h"

void answer_free(struct answer *answer)
{
    struct object *object = answer->object;

    if (answer->via)
        revoker_remove_call(answer);
    answer->object = NULL;
    answer->kept = NULL;
    spin_lock(&answer->thread->lock);
    completion_free_locked(answer->thread, answer);
    spin_unlock(&answer->thread->lock);
    object_put(object);
}

void answer_fail(struct answer *answer, status_t status, const char *reason)
{
    uint64_t message[64];
    size_t bytes;

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

void answer_complete_message(struct answer *answer, const void *message, size_t bytes)
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
}

struct answer *answer_find(struct thread *thread, uint64_t id)
{
    uint32_t used = ~thread->answers_free;

    while (used != 0) {
        struct answer *answer = &thread->answers[__builtin_ctz(used)];

        if (answer->id == id)
            return answer;
        used &= used - 1;
    }
    return NULL;
}

void answer_cancel_all(struct thread *thread)
{
    while (thread->answers_free != UINT32_MAX) {
        struct answer *answer = &thread->answers[__builtin_ctz(~thread->answers_free)];

        answer->cancel(answer);
        answer_free(answer);
    }
    pipeline_drop(thread);
}
