/* SPDX-License-Identifier: MIT */
/* The queues, who is told of what is in them, and who takes from others'. See run_queue.h. */
#include "sched/run_queue.h"

#include "abi/limits.h"
#include "arch/time.h"
#include "core/atomic.h"
#include "sched/scheduler.h"
#include "sched/thread.h"
#include "sched/timers.h"

/* CPUs that wait for an interrupt with nothing to run, by index. Each sets and clears its own bit; the CPU that clears another's interrupts
 * it. */
static uint32_t idle_cpus;

/* Tells one idle CPU of those in mask that there is a thread to take, the thread's last one if possible. Each is told once, until it
 * idles again. */
static void kick_idle(const struct cpu *preferred, uint32_t mask)
{
    uint32_t idle = atomic_load_relaxed(&idle_cpus) & mask;

    while (idle != 0) {
        uint32_t bit = preferred ? idle & 1u << preferred->arch.index : 0;

        if (!bit)
            bit = idle & -idle;
        /* Of several CPUs one gets the bit. Pairs with the bit set in run_queue_idle_wait. */
        if (atomic_fetch_and_acq_rel(&idle_cpus, ~bit) & bit) {
            smp_kick(&cpu_table[__builtin_ctz(bit)]->arch);
            return;
        }
        idle &= ~bit;
    }
}

static inline void link_locked(struct cpu *cpu, struct thread *thread, uint32_t priority, bool front)
{
    struct list_node *list = &cpu->run_queue[priority];

    lock_assert_held(&cpu->lock);
    debug_assert(priority < SCHEDULING_PRIORITIES && thread->state == THREAD_READY && list_empty(&thread->run_link));
    thread->queue_cpu = cpu;
    thread->queue_priority = (uint8_t)priority;
    if (front)
        list_prepend(list, &thread->run_link);
    else
        list_append(list, &thread->run_link);
    cpu->ready_mask |= 1u << priority;
    cpu->ready_count++;
}

static inline void unlink_locked(struct cpu *cpu, struct thread *thread)
{
    struct list_node *node = &thread->run_link;

    lock_assert_held(&cpu->lock);
    debug_assert(thread->queue_cpu == cpu && cpu->ready_count != 0 && cpu->ready_mask & 1u << thread->queue_priority);
    /* Alone in its list: both neighbours are the list itself. */
    if (node->prev == node->next)
        cpu->ready_mask &= ~(1u << thread->queue_priority);
    list_remove(node);
    cpu->ready_count--;
}

static void begin_slice_locked(struct cpu *cpu)
{
    lock_assert_held(&cpu->lock);
    cpu->slice_end_ns = clock_now_ns() + SCHEDULER_SLICE_NS;
    if (cpu == cpu_current())
        timers_program_locked(cpu); /* another one does it when it is told */
}

/* A thread that could run now and does not: a running one of its priority gets a slice with an end, one of a lower makes way. True:
 * the CPU comes to it at once by itself. */
static bool show_locked(struct cpu *cpu, uint32_t priority)
{
    if (cpu->current == cpu->idle) {
        cpu->need_reschedule = true;
        return cpu->ready_count == 1;
    }
    if (priority > cpu->priority)
        cpu->need_reschedule = true;
    else if (priority == cpu->priority && cpu->slice_end_ns == TIME_FOREVER)
        begin_slice_locked(cpu);
    return false;
}

void run_queue_add(struct cpu *cpu, struct thread *thread, uint32_t priority, bool front)
{
    uint32_t mask = thread->cpu_mask;
    struct cpu *last = thread->cpu;
    bool taken_at_once;

    spin_lock(&cpu->lock);
    link_locked(cpu, thread, priority, front);
    taken_at_once = show_locked(cpu, priority);
    spin_unlock(&cpu->lock);
    if (!cpus_many())
        return;
    if (cpu != cpu_current()) {
        smp_kick(&cpu->arch);
    } else if (!taken_at_once) {
        /* After the count, before the look. Pairs with the bit set in run_queue_idle_wait, where it is the other way round. */
        atomic_fence_full();
        kick_idle(last, mask);
    }
}

/* The CPU whose queue it was in last; NULL: none. A hint, looked at again under that CPU's lock, under which it is stored. */
static struct cpu *queue_cpu_of(const struct thread *thread)
{
    return atomic_load_relaxed(&thread->queue_cpu);
}

bool run_queue_remove(struct thread *thread)
{
    struct cpu *cpu = queue_cpu_of(thread);
    bool queued;

    if (!cpu)
        return false;
    spin_lock(&cpu->lock);
    queued = thread->queue_cpu == cpu && !list_empty(&thread->run_link);
    if (queued)
        unlink_locked(cpu, thread);
    spin_unlock(&cpu->lock);
    return queued;
}

bool run_queue_raise(struct thread *thread, uint32_t priority)
{
    struct cpu *cpu = queue_cpu_of(thread);
    bool queued;

    if (!cpu)
        return false;
    spin_lock(&cpu->lock);
    queued = thread->queue_cpu == cpu && !list_empty(&thread->run_link);
    if (queued && thread->queue_priority < priority) {
        unlink_locked(cpu, thread);
        link_locked(cpu, thread, priority, false);
        (void)show_locked(cpu, priority);
        if (cpu != cpu_current())
            smp_kick(&cpu->arch);
    }
    spin_unlock(&cpu->lock);
    return queued;
}

/* Whether a thread can be taken without waiting for it to leave another CPU. Those without a context may be waited for
 * (scheduler_switch_to says why); the others are put into queues of CPUs on which they never ran. */
static inline bool takeable(const struct cpu *cpu, const struct thread *thread)
{
    return !thread->context || thread == cpu->current || !thread_is_on_cpu(thread);
}

static __attribute__((noinline, cold)) struct thread *first_takeable_locked(struct cpu *cpu)
{
    lock_assert_held(&cpu->lock);
    for (uint32_t mask = cpu->ready_mask; mask != 0;) {
        uint32_t priority = 31u - (uint32_t)__builtin_clz(mask);

        for (struct list_node *node = cpu->run_queue[priority].next; node != &cpu->run_queue[priority]; node = node->next) {
            struct thread *thread = container_of(node, struct thread, run_link);

            if (takeable(cpu, thread))
                return thread;
        }
        mask &= ~(1u << priority);
    }
    return NULL;
}

static inline struct thread *first_locked(struct cpu *cpu)
{
    struct thread *thread;

    lock_assert_held(&cpu->lock);
    if (cpu->ready_mask == 0)
        return NULL;
    thread = container_of(cpu->run_queue[31 - __builtin_clz(cpu->ready_mask)].next, struct thread, run_link);
    return thread->context != NULL ? first_takeable_locked(cpu) : thread;
}

struct thread *run_queue_take(struct cpu *cpu)
{
    struct thread *thread;

    spin_lock(&cpu->lock);
    cpu->slice_end_ns = TIME_FOREVER;
    thread = first_locked(cpu);
    if (thread) {
        bool alone = thread->run_link.prev == thread->run_link.next;

        unlink_locked(cpu, thread);
        if (!alone)
            begin_slice_locked(cpu);
    } else {
        thread = cpu->idle;
    }
    spin_unlock(&cpu->lock);
    return thread;
}

/* Whether something is in a queue, without its lock: a hint, looked at again under it. In run_queue_idle_wait it is more than that: see
 * the fence in run_queue_add. */
static bool has_ready(const struct cpu *cpu)
{
    return atomic_load_relaxed(&cpu->ready_count) != 0;
}

static struct thread *take_stealable(struct cpu *other, uint32_t bit)
{
    struct thread *found = NULL;

    spin_lock(&other->lock);
    for (uint32_t mask = other->ready_mask; mask != 0 && !found;) {
        uint32_t priority = 31u - (uint32_t)__builtin_clz(mask);

        for (struct list_node *node = other->run_queue[priority].next; node != &other->run_queue[priority] && !found;
             node = node->next) {
            struct thread *thread = container_of(node, struct thread, run_link);

            if ((thread->cpu_mask & bit) && !thread_is_on_cpu(thread))
                found = thread;
        }
        mask &= ~(1u << priority);
    }
    if (found)
        unlink_locked(other, found);
    spin_unlock(&other->lock);
    return found;
}

/* Looks around, beginning with the next CPU, so that not all thieves go to the same one. */
struct thread *run_queue_steal(struct cpu *cpu)
{
    for (uint32_t i = 1; i < cpu_count; i++) {
        struct cpu *other = cpu_table[(cpu->arch.index + i) % cpu_count];
        struct thread *thread = NULL;

        if (has_ready(other))
            thread = take_stealable(other, 1u << cpu->arch.index);
        if (thread) {
            cpu->steals++;
            return thread;
        }
    }
    return NULL;
}

/* Whether there is something in this CPU's queue, or in another's that this one may take. */
static bool anything_ready(const struct cpu *cpu)
{
    uint32_t bit = 1u << cpu->arch.index;

    for (uint32_t i = 0; i < cpu_count; i++) {
        struct cpu *other = cpu_table[i];
        bool found = false;

        if (!has_ready(other))
            continue;
        if (other == cpu)
            return true;
        /* Of what is there some may be bound to other CPUs. */
        spin_lock(&other->lock);
        for (uint32_t mask = other->ready_mask; mask != 0 && !found; mask &= mask - 1) {
            struct list_node *list = &other->run_queue[__builtin_ctz(mask)];

            for (struct list_node *node = list->next; node != list && !found; node = node->next)
                found = container_of(node, struct thread, run_link)->cpu_mask & bit;
        }
        spin_unlock(&other->lock);
        if (found)
            return true;
    }
    return false;
}

/* It shows itself first, then looks again: who makes a thread ready after the look sees it. */
void run_queue_idle_wait(struct cpu *cpu)
{
    uint32_t bit = 1u << cpu->arch.index;

    /* Others come here before they are counted: without their bit nobody would ever wake them. */
    if (cpu->arch.index == 0 && !cpus_many()) {
        cpu_wait_for_interrupt();
        return;
    }
    /* The bit, then the counts. Pairs with the fence in run_queue_add. */
    atomic_fetch_or_full(&idle_cpus, bit);
    if (!anything_ready(cpu))
        cpu_wait_for_interrupt();
    else
        cpu_interrupt_window(); /* it may be there for its own CPU only */
    atomic_fetch_and_relaxed(&idle_cpus, ~bit);
}
