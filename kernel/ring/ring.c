/* SPDX-License-Identifier: MIT */
/*
 * cap_enter: draining a thread's submission queue and waiting for completions. The rules of the ring are in abi/ring.h.
 *
 * Everything that user space wrote is read once: sq_tail and cq_head at entry, each SQE into a private copy. A head or
 * tail that cannot be true is a breach of protocol, and ends the process that wrote it.
 */
#include "abi/compiler.h"
#include "abi/entry.h"
#include "arch/time.h"
#include "arch/upcall.h"
#include "core/atomic.h"
#include "core/ring_index.h"
#include "core/ring_words.h"
#include "ipc/ipc_fast.h"
#include "ipc/pipeline.h"
#include "ring/park.h"
#include "sched/context.h"
#include "sched/scheduler.h"

static const struct sqe_mask nop_mask = { { SQE_FLAGS_EXCEPT(CAP_SQE_QUIET) | SQE_METHOD | SQE_CAP, 0, SQE_ALL, SQE_ALL, SQE_ALL,
                                            SQE_ALL, SQE_ALL, SQE_ALL } };
static const struct sqe_mask release_mask = { { SQE_FLAGS_EXCEPT(CAP_SQE_QUIET) | SQE_METHOD, 0, SQE_ALL, SQE_ALL, SQE_ALL,
                                                SQE_ALL, SQE_ALL, SQE_ALL } };
static const struct sqe_mask finish_mask = { { SQE_FLAGS_EXCEPT(CAP_SQE_QUIET) | SQE_METHOD | SQE_CAP, 0, SQE_ALL, SQE_ALL, SQE_ALL, 0,
                                               SQE_ALL, SQE_ALL } };

static void submission_nop(const struct submission *submission)
{
    submission_complete(submission, sqe_clean(&submission->sqe, &nop_mask) ? STATUS_OK : STATUS_INVALID_REQUEST, 0);
}

static void submission_release(const struct submission *submission)
{
    status_t status = STATUS_INVALID_REQUEST;

    if (sqe_clean(&submission->sqe, &release_mask))
        status = process_remove_hold(submission->process, submission->sqe.cap_id);
    submission_complete(submission, status, 0);
}

static void submission_finish(const struct submission *submission)
{
    const struct cap_sqe *sqe = &submission->sqe;
    status_t status = STATUS_OK;
    struct answer *answer;

    if (!sqe_clean(sqe, &finish_mask)) {
        submission_complete(submission, STATUS_INVALID_REQUEST, 0);
        return;
    }
    answer = answer_claim(submission->thread, sqe->dep);
    if (!answer)
        status = STATUS_INVALID_ANSWER;
    else
        answer_complete(answer, STATUS_CANCELLED, 0, 0, sqe->dep);
    if (pipeline_finish(submission->thread, sqe->dep))
        status = STATUS_OK;
    submission_complete(submission, status, 0);
}

static void submission_unsupported(const struct submission *submission)
{
    submission_complete(submission, STATUS_UNSUPPORTED_OPCODE, 0);
}

static void (*const operations[])(const struct submission *submission) = {
    [CAP_OP_NOP] = submission_nop,
    [CAP_OP_CALL] = submission_call,
    [CAP_OP_RECV] = submission_receive,
    [CAP_OP_RETURN] = submission_return,
    [CAP_OP_RELEASE] = submission_release,
    [CAP_OP_FINISH] = submission_finish,
    [CAP_OP_PARK] = submission_park,
    [CAP_OP_UNPARK] = submission_unpark,
};
_Static_assert(sizeof(operations) / sizeof(operations[0]) == CAP_OP_COUNT, "one operation per opcode");

static __attribute__((noinline, cold)) void dispatch_other(struct submission *submission)
{
    struct thread *thread = submission->thread;

    if (thread_tapped(thread))
        tap_submission(thread, submission);
    if (submission->sqe.opcode < CAP_OP_COUNT)
        operations[submission->sqe.opcode](submission);
    else
        submission_unsupported(submission);
    if (thread_tapped(thread))
        tap_submission(thread, NULL);
}

/* One compare for both exceptions: an opcode that does not exist, and a thread that is tapped. */
static inline void dispatch(struct submission *submission)
{
    uint8_t opcode = submission->sqe.opcode;

    if (opcode < submission->thread->direct_opcodes)
        operations[opcode](submission);
    else
        dispatch_other(submission);
}

/* The user-owned half of the header, read once. Ends the process when it is impossible. */
struct ring_view {
    uint32_t sq_tail;
    uint32_t cq_head;
};

/* The look that counts: between the two readings without the lock another CPU may have completed something. */
static bool head_possible(struct thread *thread, uint32_t cq_head)
{
    bool possible;

    spin_lock(&thread->lock);
    possible = ring_valid(cq_head, thread->cq_tail, RING_CQ_ENTRIES - thread->cq_reserved);
    spin_unlock(&thread->lock);
    return possible;
}

static inline struct ring_view read_header(struct thread *thread)
{
    struct ring_view view = { .sq_tail = ring_read_sq_tail(thread->ring), .cq_head = ring_read_cq_head(thread->ring) };

    if (!ring_valid(thread->sq_head, view.sq_tail, RING_SQ_ENTRIES))
        process_end_current(EXIT_KIND_PROTOCOL, STATUS_RING_CORRUPT, "the submission queue's tail is impossible");
    /* Entries that were promised to answers cannot be occupied as well: a head that claims so would make credit wrap. */
    if (!ring_valid(view.cq_head, thread->cq_tail, RING_CQ_ENTRIES - thread->cq_reserved) &&
        !head_possible(thread, view.cq_head))
        process_end_current(EXIT_KIND_PROTOCOL, STATUS_RING_CORRUPT, "the completion queue's head is impossible");
    return view;
}

/* Whether a completion entry is free. The promises are read first: an answer that another CPU completes in between is counted
 * twice, and never not at all. Pairs with completion_free_locked. */
static inline bool has_credit(const struct thread *thread, uint32_t cq_head)
{
    uint32_t reserved = atomic_load_acquire(&thread->cq_reserved);

    return ring_used(cq_head, atomic_load_relaxed(&thread->cq_tail)) + reserved < RING_CQ_ENTRIES;
}

/* Consumes what was submitted. Returns CAP_ENTER_CQ_FULL when some had to stay. */
static inline uint64_t drain(struct thread *thread, const struct ring_view *view)
{
    struct submission submission;
    uint64_t flags = 0;

    if (thread->sq_head == view->sq_tail)
        return 0;
    submission.thread = thread;
    submission.process = thread->process;
    submission.kept = NULL;
    do {
        if (!has_credit(thread, view->cq_head)) {
            flags = CAP_ENTER_CQ_FULL;
            break;
        }
        submission.sqe = thread->ring->sq[ring_slot(thread->sq_head, RING_SQ_ENTRIES)];
        submission.id = thread->consumed++;
        thread->sq_head++;
        dispatch(&submission);
    } while (thread->sq_head != view->sq_tail);
    ring_publish_sq_head(thread->ring, thread->sq_head);
    return flags;
}

/* Waits until the completion queue's tail reaches target, the deadline passes or the thread gets calls to make that waited for
 * their target. */
static void wait_for(struct thread *thread, uint32_t target, uint64_t deadline_ns)
{
    spin_lock(&thread->lock);
    if ((int32_t)(thread->cq_tail - target) >= 0 || (thread_flags(thread) & THREAD_PIPELINE_READY)) {
        spin_unlock(&thread->lock);
        return;
    }
    if (thread->killed) {
        spin_unlock(&thread->lock);
        thread_exit_killed();
    }
    thread->wait_count = target;
    thread->waits_for_one = deadline_ns == TIME_FOREVER && thread->cq_tail + 1 == target && thread_flags(thread) == 0;
    thread->state = THREAD_BLOCKED;
    if (deadline_ns != TIME_FOREVER)
        scheduler_add_deadline_locked(thread, deadline_ns);
    if (thread->context != NULL)
        context_block_locked(thread);
    spin_unlock(&thread->lock);
    scheduler_block();
    if (thread->killed)
        thread_exit_killed();
}

/* The rest of cap_enter when there are fewer completions than were asked for. */
static inline __attribute__((always_inline)) uint64_t enter_waiting(struct thread *thread, uint32_t cq_head, uint64_t min_complete,
                                                                    uint64_t deadline_ns)
{
    uint32_t available;

    if (min_complete > RING_CQ_ENTRIES) {
        /* What was submitted may have woken somebody, who must get a turn even if we never come back. */
        scheduler_finish_entry(cpu_current());
        return (uint64_t)(int64_t)STATUS_INVALID_REQUEST;
    }
    while (deadline_ns == TIME_FOREVER || (deadline_ns != 0 && deadline_ns > clock_now_ns())) {
        wait_for(thread, cq_head + (uint32_t)min_complete, deadline_ns);
        if (likely(!(thread_flags(thread) & THREAD_PIPELINE_READY)))
            break;
        pipeline_advance(thread);
        if (thread->cq_tail - cq_head >= min_complete)
            break;
    }
    available = thread->cq_tail - cq_head;
    scheduler_finish_entry(cpu_current());
    if (available < min_complete && deadline_ns != 0)
        return (uint64_t)(int64_t)STATUS_TIMED_OUT;
    return available;
}

uint64_t ring_wait_one(struct thread *thread, uint32_t cq_head)
{
    return enter_waiting(thread, cq_head, 1, TIME_FOREVER);
}

uint64_t ring_enter(struct thread *thread, uint64_t min_complete, uint64_t deadline_ns)
{
    struct ring_view view = read_header(thread);
    uint64_t flags = drain(thread, &view);
    uint32_t available;

    if (thread_flags(thread) & THREAD_PIPELINE_READY)
        pipeline_advance(thread);
    available = thread->cq_tail - view.cq_head;
    if (available < min_complete && flags == 0)
        return enter_waiting(thread, view.cq_head, min_complete, deadline_ns);
    scheduler_finish_entry(cpu_current());
    return available | flags;
}

/* What the short ways will read again by themselves. */
static inline uint8_t opcode_of(const struct cap_sqe *entry)
{
    return *(const volatile uint8_t *)&entry->opcode;
}

/* A CALL without flags but QUIET. */
static inline bool plain_call(const struct cap_sqe *entry)
{
    typedef uint16_t __attribute__((may_alias)) half_word;

    return (*(const volatile half_word *)(const void *)entry & ~(CAP_SQE_QUIET << 8)) == CAP_OP_CALL;
}

/* A submission that another one follows, or that waits for nobody. */
static inline void consume(struct thread *thread, const struct cap_sqe *entry)
{
    struct submission submission;

    if (plain_call(entry) && ipc_batch_call(thread, entry))
        return;
    submission.thread = thread;
    submission.process = thread->process;
    submission.kept = NULL;
    submission.sqe = *entry;
    submission.id = thread->consumed++;
    thread->sq_head++;
    dispatch(&submission);
}

/*
 * The entry of a program that has several things to submit and then waits: one completion is asked for, without deadline, and the
 * completion queue is empty. When nothing came of the others, and nobody was woken who should run next, the last one may be an
 * ordinary call, or the last two an answer and a receive, and end in a direct switch.
 */
__attribute__((noinline)) uint64_t ring_enter_several(struct thread *thread, uint32_t cq_head, uint32_t sq_tail)
{
    uint64_t flags = 0;
    uint32_t available;

    do {
        const struct cap_sqe *entry = &thread->ring->sq[ring_slot(thread->sq_head, RING_SQ_ENTRIES)];
        uint32_t left = sq_tail - thread->sq_head;

        if (left <= 2 && thread->cq_tail == cq_head && !cpu_current()->handoff) {
            if (left == 1 && opcode_of(entry) == CAP_OP_CALL)
                return ipc_fast_call(thread, cq_head);
            if (left == 2 && opcode_of(entry) == CAP_OP_RETURN)
                return ipc_fast_return(thread, cq_head, entry);
        }
        if (!has_credit(thread, cq_head)) {
            flags = CAP_ENTER_CQ_FULL;
            break;
        }
        consume(thread, entry);
    } while (thread->sq_head != sq_tail);
    ring_publish_sq_head(thread->ring, thread->sq_head);
    if (thread_flags(thread) & THREAD_PIPELINE_READY)
        pipeline_advance(thread);
    available = thread->cq_tail - cq_head;
    if (available == 0 && flags == 0)
        return ring_wait_one(thread, cq_head);
    scheduler_finish_entry(cpu_current());
    return available | flags;
}

uint64_t syscall_cap_enter(uint64_t min_complete, uint64_t deadline_ns)
{
    struct thread *thread = thread_current();

    if (min_complete == 1 && deadline_ns == TIME_FOREVER) {
        uint32_t cq_head = ring_read_cq_head(thread->ring);
        uint32_t sq_tail = ring_read_sq_tail(thread->ring), pending = sq_tail - thread->sq_head;

        if (cq_head == thread->cq_tail) {
            if (pending == 1)
                return ipc_fast_call(thread, cq_head);
            /* At most the whole queue; else it is no tail that can be. */
            if (pending - 2 <= RING_SQ_ENTRIES - 2) {
                const struct cap_sqe *entry = &thread->ring->sq[ring_slot(thread->sq_head, RING_SQ_ENTRIES)];

                if (pending == 2 && opcode_of(entry) == CAP_OP_RETURN)
                    return ipc_fast_return(thread, cq_head, entry);
                return ring_enter_several(thread, cq_head, sq_tail);
            }
        }
    }
    return ring_enter(thread, min_complete, deadline_ns);
}

void syscall_exit(uint64_t code)
{
    process_end_current(EXIT_KIND_EXITED, (int64_t)code, "");
}

uint64_t syscall_unknown(uint64_t number)
{
    (void)number;
    process_end_current(EXIT_KIND_PROTOCOL, STATUS_INVALID_REQUEST, "unknown system call");
}
