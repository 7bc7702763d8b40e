/* SPDX-License-Identifier: MIT */
/*
 * Which thread runs: the highest priority first, round robin within one, per CPU, with a time slice that is timed only while another
 * thread of that priority is ready, and a direct switch (hand-off) for IPC. Interrupts are off in all of these. Priorities other
 * than the default, budgets and CPU masks come from scheduling contexts (sched/context.h).
 *
 * A thread that becomes ready stays on the CPU that woke it: as its hand-off, since its message is in that CPU's cache and the
 * waker is about to block; or in its queue, and then a CPU that is idle is told, which comes and takes it. So only the taking
 * crosses CPUs, under the lock of the queue that is taken from.
 */
#pragma once

#include <stdint.h>

#include "abi/compiler.h"
#include "sched/cpu.h"

#define SCHEDULER_SLICE_NS 10000000ull

/* Takes this CPU from boot code to its first thread. */
_Noreturn void scheduler_start(void);
/* The running thread has set its state to something else than RUNNING, under its lock: runs another until somebody wakes it. It may
 * be on another CPU then, and killed (thread->killed). */
void scheduler_block(void);
/* The running thread stays ready; others get their turn. */
void scheduler_yield(void);
/* A BLOCKED or NEW thread, whose lock the caller holds, becomes READY. With hand-off it runs next on this CPU as soon
 * as the running thread blocks. */
void scheduler_wake_locked(struct thread *thread);
/* Before the kernel is left: a hand-off that was not taken goes to the run queue; a due reschedule happens. */
void scheduler_settle(void);
static inline __attribute__((always_inline)) void scheduler_finish_entry(struct cpu *cpu)
{
    if (unlikely(cpu->handoff != NULL || cpu->need_reschedule))
        scheduler_settle();
}
/* Takes a READY thread out of its queue, or out of its wait for time; its lock is held. False: it is in none; it runs, or is about to,
 * or waits as another CPU's hand-off. */
bool scheduler_remove_locked(struct thread *thread);
/* What a thread may do changed (sched/context.h): one that is ready goes where it belongs now, the CPU of one that runs looks again. Its
 * lock is held. */
void scheduler_reconsider_locked(struct thread *thread);
/* The CPU reschedules as soon as it is about to leave the kernel, or now. */
void scheduler_look_again(struct cpu *cpu);
/* A thread that waited for time has some; it is in the timer queue no more. Its lock is held. */
void scheduler_end_postponement_locked(struct thread *thread);
/* Makes all other CPUs look whether what they run was killed. */
void scheduler_kick_others(void);
/*
 * Returns when every entry into the kernel that was under way on another CPU has ended, has blocked, or has let interrupts in: for who took
 * something away that an entry looks at once and uses later without a lock in between. What the entry published until then is seen. Lets
 * interrupts in itself. No lock is held and no thread is pinned: the other CPU might wait for that.
 */
void scheduler_wait_for_entries(void);

/* Deadline of the thread's wait in cap_enter. Its lock is held. */
void scheduler_add_deadline_locked(struct thread *thread, uint64_t deadline_ns);
void scheduler_cancel_deadline_locked(struct thread *thread);
