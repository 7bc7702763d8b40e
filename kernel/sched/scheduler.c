/* SPDX-License-Identifier: MIT */
/* Run queues, switching and hand-off. See scheduler.h; timers are in timers.c. */
#include "sched/scheduler.h"

#include "abi/limits.h"
#include "arch/time.h"
#include "arch/upcall.h"
#include "sched/cpu.h"
#include "sched/switch.h"
#include "sched/timers.h"

/* CPUs that wait for an interrupt with nothing to run, by index. Atomic. */
static uint32_t idle_cpus;

/* Tells one idle CPU that there is a thread to take, the thread's last one if possible. Each is told once, until it idles again. */
static void kick_idle(const struct cpu *preferred)
{
    uint32_t idle = __atomic_load_n(&idle_cpus, __ATOMIC_RELAXED);

    while (idle != 0) {
        uint32_t bit = preferred ? idle & 1u << preferred->arch.index : 0;

        if (!bit)
            bit = idle & -idle;
        if (__atomic_fetch_and(&idle_cpus, ~bit, __ATOMIC_ACQ_REL) & bit) {
            smp_kick(&cpu_table[__builtin_ctz(bit)]->arch);
            return;
        }
        idle &= ~bit;
    }
}

/* A thread that could run now and does not: the running one gets a slice with an end. */
static void enqueue(struct cpu *cpu, struct thread *thread, bool front)
{
    struct cpu *last = thread->cpu;
    bool taken_at_once = false;

    spin_lock(&cpu->lock);
    thread->queue_cpu = cpu;
    if (front)
        list_prepend(&cpu->run_queue, &thread->run_link);
    else
        list_append(&cpu->run_queue, &thread->run_link);
    cpu->ready_count++;
    if (cpu->current == cpu->idle) {
        cpu->need_reschedule = true;
        taken_at_once = cpu->ready_count == 1;
    } else if (cpu->slice_end_ns == TIME_FOREVER) {
        cpu->slice_end_ns = clock_now_ns() + SCHEDULER_SLICE_NS;
        timers_program_locked(cpu);
    }
    spin_unlock(&cpu->lock);
    if (cpus_many() && !taken_at_once) {
        /* After the count, before the look: a CPU that goes idle does it the other way round (idle_wait). */
        __atomic_thread_fence(__ATOMIC_SEQ_CST);
        kick_idle(last);
    }
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

static bool remove_from(struct cpu *cpu, struct thread *thread)
{
    bool queued;

    spin_lock(&cpu->lock);
    queued = thread->queue_cpu == cpu && !list_empty(&thread->run_link);
    if (queued) {
        list_remove(&thread->run_link);
        cpu->ready_count--;
    }
    spin_unlock(&cpu->lock);
    return queued;
}

bool scheduler_remove_locked(struct thread *thread)
{
    struct cpu *cpu = cpu_current();

    if (cpu->handoff == thread) {
        cpu->handoff = NULL;
        return true;
    }
    cpu = __atomic_load_n(&thread->queue_cpu, __ATOMIC_RELAXED);
    return cpu && remove_from(cpu, thread);
}

void scheduler_kick_others(void)
{
    for (uint32_t i = 0; i < cpu_count; i++) {
        if (cpu_table[i] != cpu_current())
            smp_kick(&cpu_table[i]->arch);
    }
}

void kick_interrupt(void)
{
    cpu_current()->interrupts++;
    cpu_current()->kicks++;
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
    if (__builtin_expect(thread_current()->killed, 0))
        thread_exit_killed();
}

void interrupt_return_to_user(void)
{
    struct cpu *cpu = cpu_current();

    /* What an interrupt woke runs at once: it is a driver or a timer's owner, and it will not run for long. */
    if (cpu->handoff)
        cpu->need_reschedule = true;
    scheduler_finish_entry(cpu);
    if (__builtin_expect(thread_current()->killed, 0))
        thread_exit_killed();
}

/* The thread that waits longest in another CPU's queue and has left its CPU; NULL. */
static struct thread *take_stealable(struct cpu *other)
{
    struct thread *found = NULL;

    spin_lock(&other->lock);
    for (struct list_node *node = other->run_queue.next; node != &other->run_queue && !found; node = node->next) {
        struct thread *thread = container_of(node, struct thread, run_link);

        if (!__atomic_load_n(&thread->arch.on_cpu, __ATOMIC_ACQUIRE))
            found = thread;
    }
    if (found) {
        list_remove(&found->run_link);
        other->ready_count--;
    }
    spin_unlock(&other->lock);
    return found;
}

/* Looks around, beginning with the next CPU, so that not all thieves go to the same one. */
static struct thread *steal(struct cpu *cpu)
{
    for (uint32_t i = 1; i < cpu_count; i++) {
        struct cpu *other = cpu_table[(cpu->arch.index + i) % cpu_count];
        struct thread *thread = NULL;

        if (__atomic_load_n(&other->ready_count, __ATOMIC_RELAXED) != 0)
            thread = take_stealable(other);
        if (thread) {
            cpu->steals++;
            return thread;
        }
    }
    return NULL;
}

static bool anything_ready(void)
{
    for (uint32_t i = 0; i < cpu_count; i++) {
        if (__atomic_load_n(&cpu_table[i]->ready_count, __ATOMIC_RELAXED) != 0)
            return true;
    }
    return false;
}

/* Waits, unless somebody made a thread ready after this CPU looked: it shows itself first, then looks again. */
static void idle_wait(struct cpu *cpu)
{
    uint32_t bit = 1u << cpu->arch.index;

    /* Others come here before they are counted: without their bit nobody would ever wake them. */
    if (cpu->arch.index == 0 && !cpus_many()) {
        cpu_wait_for_interrupt();
        return;
    }
    __atomic_fetch_or(&idle_cpus, bit, __ATOMIC_SEQ_CST); /* pairs with the fence in enqueue */
    if (!anything_ready())
        cpu_wait_for_interrupt();
    else
        cpu_interrupt_window(); /* it may be there for its own CPU only */
    __atomic_fetch_and(&idle_cpus, ~bit, __ATOMIC_RELAXED);
}

static _Noreturn void idle_loop(void)
{
    struct cpu *cpu = cpu_current();

    for (;;) {
        struct thread *next = NULL;

        cpu->need_reschedule = false;
        if (cpu->ready_count != 0) {
            settle_handoff(cpu);
            next = take_from_queue(cpu);
        } else if (cpu->handoff) {
            next = cpu->handoff;
            cpu->handoff = NULL;
        } else if (cpus_many()) {
            next = steal(cpu);
        }
        if (next)
            scheduler_switch_to(cpu, next);
        else
            idle_wait(cpu);
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
