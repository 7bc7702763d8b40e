/* SPDX-License-Identifier: MIT */
/* Who runs next: blocking, waking, making way. See scheduler.h; the queues are in run_queue.c, timers in timers.c, scheduling
 * contexts in context.c and context_run.c. */
#include "sched/scheduler.h"

#include "abi/compiler.h"
#include "abi/limits.h"
#include "arch/upcall.h"
#include "core/atomic.h"
#include "sched/context.h"
#include "sched/run_queue.h"
#include "sched/switch.h"
#include "sched/timers.h"

/* Puts a READY thread into the queue where it belongs. Its lock is held. */
static inline void place_locked(struct cpu *cpu, struct thread *thread, bool front)
{
    lock_assert_held(&thread->lock);
    if (!thread->context)
        run_queue_add(cpu, thread, SCHEDULING_PRIORITY_DEFAULT, front);
    else
        context_place_locked(thread, front);
}

/* The same without the lock, which only those with a context need: without one there is nothing to look at. */
static inline void place(struct cpu *cpu, struct thread *thread, bool front)
{
    if (likely(!thread->context)) {
        run_queue_add(cpu, thread, SCHEDULING_PRIORITY_DEFAULT, front);
        return;
    }
    spin_lock(&thread->lock);
    place_locked(cpu, thread, front);
    spin_unlock(&thread->lock);
}

void scheduler_end_postponement_locked(struct thread *thread)
{
    lock_assert_held(&thread->lock);
    thread->postponed = false;
    place_locked(cpu_current(), thread, false);
}

void scheduler_wake_locked(struct thread *thread)
{
    struct cpu *cpu = cpu_current();

    lock_assert_held(&thread->lock);
    debug_assert(thread->state == THREAD_BLOCKED || thread->state == THREAD_NEW);
    if (thread->in_timer_queue)
        scheduler_cancel_deadline_locked(thread);
    if (thread->context != NULL)
        context_woken_locked(thread);
    thread->waits_for_one = false;
    thread->state = THREAD_READY;
    if (!cpu->handoff)
        cpu->handoff = thread;
    else
        place_locked(cpu, thread, false);
}

bool scheduler_remove_locked(struct thread *thread)
{
    struct cpu *cpu = cpu_current();

    lock_assert_held(&thread->lock);
    if (cpu->handoff == thread) {
        cpu->handoff = NULL;
        return true;
    }
    if (thread->postponed) {
        scheduler_cancel_deadline_locked(thread);
        thread->postponed = false;
        return true;
    }
    return run_queue_remove(thread);
}

void scheduler_reconsider_locked(struct thread *thread)
{
    struct cpu *cpu = thread_cpu(thread);

    lock_assert_held(&thread->lock);
    if (thread->state == THREAD_READY && scheduler_remove_locked(thread))
        place_locked(cpu_current(), thread, false);
    else if (thread->state == THREAD_RUNNING || thread->state == THREAD_READY)
        scheduler_look_again(cpu);
}

void scheduler_look_again(struct cpu *cpu)
{
    if (!cpu)
        return;
    cpu->need_reschedule = true;
    if (cpu != cpu_current())
        smp_kick(&cpu->arch);
}

void scheduler_kick_others(void)
{
    for (uint32_t i = 0; i < cpu_count; i++) {
        if (cpu_table[i] != cpu_current())
            smp_kick(&cpu_table[i]->arch);
    }
}

void scheduler_wait_for_entries(void)
{
    uint64_t seen[CPU_MAX], turns = 0;

    for (uint32_t i = 0; i < cpu_count; i++) {
        seen[i] = atomic_load_relaxed(&cpu_table[i]->kicks);
        if (cpu_table[i] != cpu_current())
            smp_kick(&cpu_table[i]->arch);
    }
    for (uint32_t i = 0; i < cpu_count; i++) {
        /* Pairs with the release in kick_interrupt, which comes from outside of all entries; and an idle CPU is outside. */
        while (cpu_table[i] != cpu_current() && atomic_load_acquire(&cpu_table[i]->kicks) == seen[i] &&
               !atomic_load_acquire(&cpu_table[i]->arch.quiescent)) {
            cpu_interrupt_window();
            cpu_relax();
            lock_count_wait(&turns, "another CPU to leave the kernel");
        }
    }
}

void kick_interrupt(void)
{
    struct cpu *cpu = cpu_current();

    cpu->interrupts++;
    /* Pairs with the acquire in scheduler_wait_for_entries. */
    atomic_store_release(&cpu->kicks, cpu->kicks + 1);
    /* Who put a thread into this CPU's queue may have begun a slice. */
    if (cpu->slice_end_ns < cpu->armed_ns) {
        spin_lock(&cpu->lock);
        timers_program_locked(cpu);
        spin_unlock(&cpu->lock);
    }
}

/* Puts a pending hand-off where it competes like any other: at the front, since it was just woken. */
static void settle_handoff(struct cpu *cpu)
{
    struct thread *thread = cpu->handoff;

    if (thread) {
        cpu->handoff = NULL;
        place(cpu, thread, true);
    }
}

/* The thread that runs next, out of the queue; the CPU's time is its context's from here on. */
static struct thread *choose(struct cpu *cpu)
{
    for (;;) {
        struct thread *next = run_queue_take(cpu);

        if (likely(((uintptr_t)next->context | (uintptr_t)cpu->context) == 0) || context_switch(cpu, next))
            return next;
        place(cpu, next, true); /* it belongs elsewhere by now */
    }
}

void scheduler_block(void)
{
    struct cpu *cpu = cpu_current();
    struct thread *next = cpu->handoff;

    /* A handed-off thread runs in the rest of the slice of the one that blocked. */
    if (likely(next && ((uintptr_t)next->context | (uintptr_t)cpu->context) == 0)) {
        cpu->handoff = NULL;
    } else {
        settle_handoff(cpu);
        next = choose(cpu);
    }
    scheduler_switch_to(cpu, next);
}

/* Whether the running thread goes on: nobody else is ready who should run before it, or after it in turn. */
static bool goes_on(struct cpu *cpu, struct thread *current)
{
    if (((uintptr_t)current->context | (uintptr_t)cpu->context) != 0 && !context_switch(cpu, current))
        return false;
    return current != cpu->idle && run_queue_highest(cpu) < (int32_t)cpu->priority;
}

void scheduler_yield(void)
{
    struct cpu *cpu = cpu_current();
    struct thread *current = cpu->current;

    settle_handoff(cpu);
    cpu->need_reschedule = false;
    if (goes_on(cpu, current))
        return;
    current->state = THREAD_READY;
    /* Whoever has to make way keeps its turn. */
    if (current != cpu->idle)
        place(cpu, current, run_queue_highest(cpu) > (int32_t)cpu->priority);
    scheduler_switch_to(cpu, choose(cpu));
}

void scheduler_settle(void)
{
    struct cpu *cpu = cpu_current();

    settle_handoff(cpu);
    if (cpu->need_reschedule)
        scheduler_yield();
    if (thread_current()->killed)
        thread_exit_killed();
}

void interrupt_return_to_user(void)
{
    struct cpu *cpu = cpu_current();

    /* What an interrupt woke runs at once: it is a driver or a timer's owner, and it will not run for long. */
    if (cpu->handoff)
        cpu->need_reschedule = true;
    scheduler_finish_entry(cpu);
    if (thread_current()->killed)
        thread_exit_killed();
}

/* What an idle CPU finds to run; NULL. */
static struct thread *find_work(struct cpu *cpu)
{
    struct thread *next = cpu->handoff;

    if (next && cpu->ready_count == 0 && ((uintptr_t)next->context | (uintptr_t)cpu->context) == 0) {
        cpu->handoff = NULL;
        return next;
    }
    settle_handoff(cpu);
    if (cpu->ready_count != 0) {
        next = choose(cpu);
        return next == cpu->idle ? NULL : next;
    }
    next = cpus_many() ? run_queue_steal(cpu) : NULL;
    if (!next || !next->context || context_switch(cpu, next))
        return next;
    place(cpu, next, true);
    return NULL;
}

static _Noreturn void idle_loop(void)
{
    struct cpu *cpu = cpu_current();

    for (;;) {
        struct thread *next;

        cpu->need_reschedule = false;
        next = find_work(cpu);
        if (next)
            scheduler_switch_to(cpu, next);
        else
            run_queue_idle_wait(cpu);
    }
}

/* The stack that a CPU came here on becomes its idle thread's. */
static _Noreturn void begin(struct cpu *cpu)
{
    cpu->idle->state = THREAD_RUNNING;
    cpu->idle->arch.on_cpu = 1;
    cpu->switched_ticks = clock_ticks();
    idle_loop();
}

void scheduler_start(void)
{
    begin(cpu_current());
}

void cpu_started(struct cpu *cpu)
{
    begin(cpu);
}
