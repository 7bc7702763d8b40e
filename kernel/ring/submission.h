/* SPDX-License-Identifier: MIT */
/* One submission while it is dispatched: a private copy of the SQE and who sent it. */
#pragma once

#include "abi/compiler.h"
#include "core/atomic.h"
#include "ring/completion.h"
#include "ring/upcall.h"
#include "sched/process.h"

struct submission {
    struct thread *thread;
    struct process *process;
    uint64_t id;                /* the answer id it has or would have */
    struct kept_answer *kept;   /* of a CALL that others may depend on (ipc/pipeline.h); NULL */
    struct cap_sqe sqe;
};

/*
 * The fields that an opcode does not use must be zero (abi/ring.h). Masks over the SQE as eight little-endian words, so that
 * the check is a handful of ANDs and ORs.
 */
struct sqe_mask {
    uint64_t words[8];
};
#define SQE_FLAGS_EXCEPT(flags) ((uint64_t)(uint8_t)~(flags) << 8)
#define SQE_METHOD (0xffffull << 16)
#define SQE_CAP (0xffffffffull << 32)
#define SQE_LEN 0xffffffffull
#define SQE_RESULT_LEN (0xffffffffull << 32)
#define SQE_ALL ~0ull
#define SQE_FIELD 0xffffull
#define SQE_XFER (0xffffull << 16)
#define SQE_RESERVED (0xffffffffull << 32)

static inline __attribute__((always_inline)) bool sqe_clean(const struct cap_sqe *sqe, const struct sqe_mask *must_be_zero)
{
    typedef uint64_t __attribute__((may_alias)) sqe_word;
    const sqe_word *words = (const sqe_word *)(const void *)sqe;
    uint64_t dirty = 0;

#pragma GCC unroll 8
    for (uint32_t i = 0; i < 8; i++) {
        if (must_be_zero->words[i] != 0)
            dirty |= words[i] & must_be_zero->words[i];
    }
    return dirty == 0;
}

/* Completes at once, or silently when it was quiet and went well. aux as in abi/ring.h. */
static inline void submission_complete(const struct submission *submission, int32_t result, uint64_t aux)
{
    if (unlikely(result < 0))
        submission_refused(submission, result);
    if (!(submission->sqe.flags & CAP_SQE_QUIET) || result < 0)
        thread_post_completion(submission->thread, submission->sqe.user_data, result, 0, 0, aux);
}

/* The answer record of a submission that completes later, waiting on object (takes a reference). */
static inline struct answer *submission_defer(const struct submission *submission, struct object *object,
                                              answer_cancel_t *cancel)
{
    struct answer *answer = answer_take(submission->thread, submission->id, submission->sqe.user_data,
                                        submission->sqe.flags & CAP_SQE_QUIET);

    object_get(object);
    answer->cap_id = submission->sqe.cap_id;
    answer->cancel = cancel;
    answer->kept = submission->kept;
    /* Last: pairs with find_used and with grant.c, which look at the records of a thread that runs. */
    atomic_store_release(&answer->object, object);
    return answer;
}

/* CALL, RECV and RETURN (ipc/call.c, ipc/ipc.c). Each completes or defers the submission. */
void submission_call(const struct submission *submission);
void submission_receive(const struct submission *submission);
void submission_return(const struct submission *submission);

/* cap_enter in general (ring/ring.c): drains what was submitted, and waits. */
uint64_t ring_enter(struct thread *thread, uint64_t min_complete, uint64_t deadline_ns);
/* The same with two submissions or more up to sq_tail, not more than the queue has; one completion asked for, no deadline, none there. */
uint64_t ring_enter_several(struct thread *thread, uint32_t cq_head, uint32_t sq_tail);
/* Its end alone, with one completion asked for, no deadline, and none there: all that was submitted is consumed. */
uint64_t ring_wait_one(struct thread *thread, uint32_t cq_head);

/* An ordinary CALL of a kernel object. */
struct object_call {
    struct submission submission;
    struct cap_hold hold;               /* with a reference, which is given up */
};

/* Consumes it and carries it out. Both buffers are in the direct map, each in one page, as of that generation of the space. */
void submission_call_object(struct object_call *call, const uint8_t *params, uint8_t *result, uint64_t generation);

/* Parts of submission_call, for ipc/pipeline.c: what the sizes alone say; the call to the capability in sqe.cap_id, whose flags
 * were looked at; its end with a transport error; its end with a CapException. */
MUST_CHECK status_t submission_check_sizes(const struct cap_sqe *sqe);
void submission_call_target(const struct submission *submission);
void submission_end_call(const struct submission *submission, status_t status);
void submission_fail(const struct submission *submission, status_t status, const char *reason);

/* A snapshot of the hold that a capability id names, with references for the caller (hold_put).
 * STATUS_INVALID_CAP, STATUS_STALE_CAP, STATUS_DISCONNECTED (revoked; no reference then). */
MUST_CHECK static inline status_t submission_find_hold(struct process *process, cap_id_t id, struct cap_hold *hold)
{
    struct cap_hold *found;
    status_t status;

    spin_lock(&process->lock);
    status = cap_table_lookup(&process->table, id, &found);
    if (likely(status == STATUS_OK)) {
        *hold = *found;
        if (likely(object_hold_live(hold)))
            hold_get(hold);
        else
            status = STATUS_DISCONNECTED;
    }
    spin_unlock(&process->lock);
    return status;
}
