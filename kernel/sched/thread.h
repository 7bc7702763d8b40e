/* SPDX-License-Identifier: MIT */
/*
 * A thread: saved context, kernel stack, ring, and what it waits for.
 *
 *   NEW --thread_start--> READY --scheduler--> RUNNING --scheduler_block--> BLOCKED --scheduler_wake--> READY
 *   any --thread end, process end--> EXITED (never runs again, unless it becomes NEW for another of its process)
 *
 * A thread that has left the state RUNNING is still on its CPU until the switch away from it is done (arch.on_cpu): who continues or
 * frees it waits for that. RUNNING, READY and back are changed by the scheduler without the lock, everything else under it.
 */
#pragma once

#include "abi/compiler.h"
#include "abi/ring.h"
#include "arch/thread.h"
#include "base/list.h"
#include "base/lock.h"
#include "core/atomic.h"
#include "ring/answer.h"

enum thread_state { THREAD_NEW, THREAD_READY, THREAD_RUNNING, THREAD_BLOCKED, THREAD_EXITED };

struct cpu;
struct endpoint;
struct pipeline;
struct process;
struct scheduling_context;
struct submission;
struct thread_handle;

/* A page of the thread's memory in the direct map: where its calls (answers) lie, again and again. */
struct thread_page {
    uint64_t page;
    uint8_t *direct;
    uint64_t generation;                /* of the space; 0: none */
};

/* What a thread needs beyond an ordinary call. While none is set its calls take the fast paths. */
enum thread_flags {
    THREAD_PIPELINE_READY = 1,          /* pipeline_advance has something to do */
    THREAD_TAPPED = 2,                  /* for life (trace/tap.h) */
    THREAD_HAS_CONTEXT = 4,             /* thread->context is set */
};

struct thread {
    /* The call path touches these. */
    struct arch_thread arch;
    struct process *process;            /* NULL for kernel threads */
    struct ring_page *ring;             /* through the direct map */
    struct spinlock lock;

    /* Guarded by lock: the kernel's own ring indices (abi/ring.h). */
    uint32_t sq_head;
    uint32_t cq_tail;
    uint32_t cq_reserved;               /* completion entries promised to answers */
    uint32_t answers_free;              /* bit set of free records */
    uint64_t consumed;                  /* submissions ever: the next answer id */
    uint8_t flags;                      /* enum thread_flags, through thread_flags and its partners below only */
    struct pipeline *pipeline;          /* ipc/pipeline.h; NULL: it never kept an answer */
    struct thread_page call_page, return_page;
    struct user_buffer last_receive;    /* as it was armed: a server receives into the same memory again and again */

    /* Guarded by lock: the wait. */
    enum thread_state state;
    uint32_t wait_count;                /* completions that end the wait in cap_enter */
    bool waits_for_one;                 /* BLOCKED in cap_enter, without deadline: the next completion ends it */
    bool killed;                        /* ends as soon as it would leave the kernel; set under lock, read without */
    bool in_timer_queue;                /* also guarded by timer_cpu->lock, as are the next two */
    uint8_t direct_opcodes;             /* set once: CAP_OP_COUNT, or 0 when the thread is tapped (trace/tap.h) */
    uint64_t wait_deadline_ns;
    struct rb_node timer_node;
    struct cpu *timer_cpu;
    struct list_node run_link;          /* guarded by the lock of queue_cpu, as are that itself and the next */
    struct cpu *queue_cpu;
    uint8_t queue_priority;
    struct cpu *cpu;                    /* where it runs or ran last */
    uint32_t advancing;                 /* CPUs that use this thread from outside: thread_pin */

    /* Guarded by lock: whose time it runs on (sched/context.h). NULL: nobody's in particular. */
    struct scheduling_context *context; /* bound_context, or a loan with one reference of its own */
    struct scheduling_context *bound_context; /* one reference */
    struct answer *lent_call;           /* with which it lent its context last, as long as the id is still this */
    uint64_t lent_call_id;
    struct endpoint *loan_endpoint;     /* of the call that the loan came with; only compared */
    uint64_t loan_call_id;
    bool contexts_over;                 /* it is ending: none is bound to it any more */
    bool postponed;                     /* READY, in the timer queue: it waits for time in its context */
    uint32_t cpu_mask;                  /* CPUs that may take it out of another's queue */

    uint64_t cpu_ticks;
    uint32_t id;                        /* within the process, never used again */
    uint32_t ring_slot;                 /* its ring page is at USER_RING_BASE + ring_slot * PAGE_SIZE */
    phys_t ring_frame;
    const struct submission *tap_submission; /* of a tapped thread: what is being carried out */
    struct thread_handle *handle;       /* one reference; NULL for the first thread and for kernel threads */
    bool uncharged;                     /* it ended, and the ledger does not count it any more */
    struct list_node link;              /* in process->threads; guarded by process->lock */
    struct answer answers[RING_CQ_ENTRIES];
};

/*
 * The flags, without a lock: a hint on a fast path, or the thread's own look, which is repeated under the lock before the thread blocks.
 * Pairs with the stores below, which other CPUs make under the thread's lock.
 */
static inline uint8_t thread_flags(const struct thread *thread)
{
    return atomic_load_relaxed(&thread->flags);
}
/* Every change is a read-modify-write of one byte that several CPUs change: thread->lock is held, always. */
static inline void thread_set_flag_locked(struct thread *thread, enum thread_flags flag)
{
    lock_assert_held(&thread->lock);
    atomic_store_relaxed(&thread->flags, (uint8_t)(thread->flags | flag));
}
static inline void thread_clear_flag_locked(struct thread *thread, enum thread_flags flag)
{
    lock_assert_held(&thread->lock);
    atomic_store_relaxed(&thread->flags, (uint8_t)(thread->flags & ~flag));
}

/* Whether a CPU still uses its context. Pairs with the store in arch_switch (arch/x86_64/switch.S): once this is false, what the thread
 * did, and its saved registers, are there to be seen, and it may be continued or freed. */
static inline bool thread_is_on_cpu(const struct thread *thread)
{
    return atomic_load_acquire(&thread->arch.on_cpu) != 0;
}
/* Where it runs or ran last; NULL: nowhere yet. Without a lock, a hint: it may move meanwhile. scheduler_switch_to stores it. */
static inline struct cpu *thread_cpu(const struct thread *thread)
{
    return atomic_load_relaxed(&thread->cpu);
}

/* A pinned thread does not get past the end of its life: thread->advancing counts. Pin it while it cannot end: under its process's lock,
 * or under the thread's while it has an unfinished answer. */
static inline void thread_pin(struct thread *thread)
{
    atomic_add_relaxed(&thread->advancing, 1);
}
/* The last touch of a pinned thread. Pairs with thread_is_pinned. */
static inline void thread_unpin(struct thread *thread)
{
    atomic_sub_release(&thread->advancing, 1);
}
/* Asked by the thread itself as it ends. Pairs with thread_unpin. */
static inline bool thread_is_pinned(const struct thread *thread)
{
    return atomic_load_acquire(&thread->advancing) != 0;
}

/* Before it runs. */
static inline void thread_set_tapped(struct thread *thread)
{
    spin_lock(&thread->lock);
    thread->direct_opcodes = 0;
    thread_set_flag_locked(thread, THREAD_TAPPED);
    spin_unlock(&thread->lock);
}
static inline bool thread_tapped(const struct thread *thread)
{
    return unlikely(thread->direct_opcodes == 0);
}

/* A user thread of process, NEW, with kernel stack and FPU area; ring_frame is mapped by the caller. STATUS_NO_MEMORY. */
MUST_CHECK status_t thread_create(struct process *process, uint32_t id, phys_t ring_frame, struct thread **out);
/* Makes an EXITED thread, which runs nowhere and has no unfinished answers, NEW under another id, with its stack and ring. */
void thread_reset(struct thread *thread, uint32_t id);
/* A kernel thread that runs function(argument), NEW. STATUS_NO_MEMORY. */
MUST_CHECK status_t thread_create_kernel(void (*function)(void *), void *argument, struct thread **out);
/* Makes a NEW thread READY. Nothing happens when it was stopped before. */
void thread_start(struct thread *thread);
/* Takes a thread out of whatever it does, for ever. One that runs on another CPU is told to end; thread_wait_stopped waits for
 * that. One that stops itself must call scheduler_block next. */
void thread_stop(struct thread *thread);
/* Returns when a stopped thread is EXITED and on no CPU. May yield: for kernel threads, or for a thread that never ran. */
void thread_wait_stopped(struct thread *thread);
/* The end of a running thread that finds itself killed. */
_Noreturn void thread_exit_killed(void);
/* CPU time, with the time since it was last switched to while it runs: nothing ticks. */
uint64_t thread_ticks(const struct thread *thread);
/* Frees a thread that is NEW or EXITED and runs nowhere. */
void thread_destroy(struct thread *thread);
