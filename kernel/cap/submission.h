/* SPDX-License-Identifier: MIT */
/* One submission while it is dispatched: a private copy of the SQE and who sent it. */
#pragma once

#include "sched/completion.h"
#include "sched/process.h"

struct submission {
    struct thread *thread;
    struct process *process;
    uint64_t id;                /* the answer id it has or would have */
    struct cap_sqe sqe;
};

/* Completes at once, or silently when it was quiet and went well. aux as in abi/ring.h. */
static inline void submission_complete(const struct submission *submission, int32_t result, uint64_t aux)
{
    if (!(submission->sqe.flags & CAP_SQE_QUIET) || result < 0)
        thread_post_completion(submission->thread, submission->sqe.user_data, result, 0, 0, aux);
}

/* The answer record of a submission that completes later, waiting on object (takes a reference). */
static inline struct answer *submission_defer(const struct submission *submission, struct object *object,
                                              void (*cancel)(struct answer *answer))
{
    struct answer *answer = answer_take(submission->thread, submission->id, submission->sqe.user_data,
                                        submission->sqe.flags & CAP_SQE_QUIET);

    object_get(object);
    answer->object = object;
    answer->cancel = cancel;
    return answer;
}

/* CALL, RECV and RETURN (cap/call.c, cap/ipc.c). Each completes or defers the submission. */
void submission_call(const struct submission *submission);
void submission_receive(const struct submission *submission);
void submission_return(const struct submission *submission);

/* A snapshot of the hold that a capability id names, with a reference to its object for the caller.
 * STATUS_INVALID_CAP, STATUS_STALE_CAP, STATUS_DISCONNECTED (revoked; no reference then). */
MUST_CHECK static inline status_t submission_find_hold(struct process *process, cap_id_t id, struct cap_hold *hold)
{
    struct cap_hold *found;
    status_t status;

    spin_lock(&process->lock);
    status = cap_table_lookup(&process->table, id, &found);
    if (__builtin_expect(status == STATUS_OK, 1)) {
        *hold = *found;
        if (__builtin_expect(object_hold_live(hold), 1))
            object_get(hold->object);
        else
            status = STATUS_DISCONNECTED;
    }
    spin_unlock(&process->lock);
    return status;
}
