/* SPDX-License-Identifier: MIT */
/*
 * The ready threads of each CPU: one list for each priority, and a bit set of those that are not empty. Which thread belongs where
 * is decided by scheduler.c and context_run.c. Interrupts are off; each function takes the lock of the queue that it works on.
 */
#pragma once

#include "core/atomic.h"
#include "sched/cpu.h"

struct thread;

/* The highest priority at which somebody is ready in this CPU's queue; -1: nobody is. Without the lock: a hint when others add. */
static inline int32_t run_queue_highest(const struct cpu *cpu)
{
    uint32_t mask = atomic_load_relaxed(&cpu->ready_mask);

    return mask == 0 ? -1 : 31 - __builtin_clz(mask);
}

/* Puts a READY thread, which is in no queue, into a CPU's, and tells whoever should look: that CPU when it runs something of lower
 * priority, or an idle one that may take it. */
void run_queue_add(struct cpu *cpu, struct thread *thread, uint32_t priority, bool front);
/* The first of the highest priority, taken out, with a slice that ends only if others of its priority wait; the idle thread when there
 * is nobody. */
struct thread *run_queue_take(struct cpu *cpu);
/* Takes a thread out of whatever queue it is in. False: it is in none. */
bool run_queue_remove(struct thread *thread);
/* Moves a thread that waits in a queue up to a priority. False: it is in none. */
bool run_queue_raise(struct thread *thread, uint32_t priority);
/* A thread out of another CPU's queue that may run here and has left its CPU, of the highest priority there; NULL. */
struct thread *run_queue_steal(struct cpu *cpu);
/* Waits for an interrupt, unless there is something to run. The idle thread only. */
void run_queue_idle_wait(struct cpu *cpu);
