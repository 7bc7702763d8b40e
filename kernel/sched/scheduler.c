/* SPDX-License-Identifier: MIT */
/* Run queues, switching and hand-off. See scheduler.h; timers are in timers.c. */
#include "sched/scheduler.h"

#include "abi/limits.h"
#include "arch/time.h"
#include "arch/upcall.h"
#include "sched/cpu.h"
#include "sched/switch.h"
#include "sched/timers.h"

/* A thread that could run now and does not: the running one gets a slice with an end. */
static void enqueue_locked(struct cpu *cpu, struct thread *thread, bool front)
{
    if (front)
        list_prepend(&cpu->run_queue, &thread->run_link);
    else
        list_append(&cpu->run_queue, &thread->run_link);
    cpu->ready_count++;
    if (cpu->current == cpu->idle) {
        cpu->need_reschedule = true;
    } else if (cpu->slice_end_ns == TIME_FOREVER) {
        cpu->slice_end_ns = clock_now_ns() + SCHEDULER_SLICE_NS;
        timers_program_locked(cpu);
    }
}

static void enqueue(struct cpu *cpu, struct thread *thread, bool front)
{
    spin_lock(&cpu->lock);
    enqueue_locked(cpu, thread, front);
    spin_unlock(&cpu->lock);
}

void scheduler_wake_locked(struct thread *thread)
{
    struct cpu *cpu = cpu_current();

    if (thread->in_timer_queue)
        scheduler_cancel_deadline_locked(thread);
    thread->waits_for_one = false;
    thread->state = THREAD_READY;
    if (!cpu->handoff)
        cpu->handoff = thread;
    else
        enqueue(cpu, thread, false);
}

void scheduler_remove_locked(struct thread *thread)
{
    struct cpu *cpu = cpu_current();

    if (cpu->handoff == thread) {
        cpu->handoff = NULL;
        return;
    }
    spin_lock(&cpu->lock);
    list_remove(&thread->run_link);
    cpu->ready_count--;
    spin_unlock(&cpu->lock);
}

/* The slice of a thread that comes from the queue ends only if somebody else waits. */
static struct thread *take_from_queue(struct cpu *cpu)
{
    struct list_node *node;

    spin_lock(&cpu->lock);
    node = list_take_first(&cpu->run_queue);
    if (node)
        cpu->ready_count--;
    cpu->slice_end_ns = TIME_FOREVER;
    if (cpu->ready_count != 0) {
        cpu->slice_end_ns = clock_now_ns() + SCHEDULER_SLICE_NS;
        timers_program_locked(cpu);
    }
    spin_unlock(&cpu->lock);
    return node ? container_of(node, struct thread, run_link) : cpu->idle;
}

void scheduler_block(void)
{
    struct cpu *cpu = cpu_current();
    struct thread *next = cpu->handoff;

    /* A handed-off thread runs in the rest of the slice of the one that blocked. */
    if (__builtin_expect(next != NULL, 1))
        cpu->handoff = NULL;
    else
        next = take_from_queue(cpu);
    scheduler_switch_to(cpu, next);
}

/* Puts a pending hand-off where it competes like any other: at the front, since it was just woken. */
static void settle_handoff(struct cpu *cpu)
{
    struct thread *thread = cpu->handoff;

    if (thread) {
        cpu->handoff = NULL;
        enqueue(cpu, thread, true);
    }
}

void scheduler_yield(void)
{
    struct cpu *cpu = cpu_current();
    struct thread *current = cpu->current;

    settle_handoff(cpu);
    cpu->need_reschedule = false;
    if (cpu->ready_count == 0)
        return;
    current->state = THREAD_READY;
    if (current != cpu->idle)
        enqueue(cpu, current, false);
    scheduler_switch_to(cpu, take_from_queue(cpu));
}

void scheduler_settle(void)
{
    struct cpu *cpu = cpu_current();

    settle_handoff(cpu);
    if (cpu->need_reschedule)
        scheduler_yield();
}

void interrupt_return_to_user(void)
{
    struct cpu *cpu = cpu_current();

    /* What an interrupt woke runs at once: it is a driver or a timer's owner, and it will not run for long. */
    if (cpu->handoff)
        cpu->need_reschedule = true;
    scheduler_finish_entry(cpu);
}

static void idle_loop(void)
{
    struct cpu *cpu = cpu_current();

    for (;;) {
        settle_handoff(cpu);
        if (cpu->ready_count != 0) {
            cpu->current->state = THREAD_READY;
            cpu->need_reschedule = false;
            scheduler_switch_to(cpu, take_from_queue(cpu));
        } else {
            cpu_wait_for_interrupt();
        }
    }
}

void scheduler_start(void)
{
    static struct thread idle;
    struct cpu *cpu = cpu_current();

    /* The boot stack becomes the idle thread's. */
    idle.state = THREAD_RUNNING;
    list_init(&idle.run_link);
    cpu->idle = &idle;
    cpu->current = &idle;
    cpu->switched_ticks = clock_ticks();
    idle_loop();
    __builtin_unreachable();
}
