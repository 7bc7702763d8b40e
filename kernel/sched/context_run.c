/* SPDX-License-Identifier: MIT */
/* Spending the time of scheduling contexts: where a thread with one may run, from when on, until when. See context.h. */
#include "sched/context.h"

#include "abi/limits.h"
#include "arch/time.h"
#include "core/atomic.h"
#include "sched/process.h"
#include "sched/run_queue.h"
#include "sched/scheduler.h"
#include "sched/timers.h"

/* What a thread may do now. */
struct terms {
    uint32_t priority;
    uint32_t cpu_mask;
    uint64_t ready_at_ns;               /* 0: it may run now */
    uint64_t until_ns;                  /* TIME_FOREVER: as long as it likes */
};

static const struct terms best_effort = { .priority = SCHEDULING_PRIORITY_DEFAULT, .cpu_mask = UINT32_MAX, .until_ns = TIME_FOREVER };

/* The terms of a thread, whose lock is held. With `context` it begins to run: that gets the context that they come from, with a
 * reference, or NULL. What was used up to now was charged then; else it may not have been. */
static struct terms terms_locked(struct thread *thread, uint64_t now_ns, struct scheduling_context **context)
{
    struct scheduling_context *found = context_find_locked(thread, now_ns);
    struct terms terms = best_effort;

    lock_assert_held(&thread->lock);
    if (!found)
        return terms;
    terms.priority = found->priority;
    terms.cpu_mask = found->cpu_mask;
    if (!found->unlimited) {
        if (budget_ready_at(&found->budget) > now_ns)
            terms.ready_at_ns = budget_ready_at(&found->budget);
        else if (context)
            terms.until_ns = now_ns + budget_begin(&found->budget, now_ns);
    }
    if (context) {
        *context = found;
        object_get(&found->object);
    }
    spin_unlock(&found->lock);
    return terms;
}

/* The CPU of the mask that does the least important work, this one if there are several. What others do may change meanwhile:
 * then it is not the best choice, but still an allowed one. */
static struct cpu *choose_cpu(uint32_t cpu_mask)
{
    struct cpu *best = NULL, *self = cpu_current();
    int32_t best_priority = INT32_MAX;

    for (uint32_t i = 0; i < cpu_count; i++) {
        struct cpu *cpu = cpu_table[i];
        int32_t priority = (int32_t)cpu->priority;

        if (!(cpu_mask & 1u << i))
            continue;
        /* What this CPU runs may be about to leave it: a caller that waits for the very thread that is to be placed. */
        if (cpu->current == cpu->idle || (cpu == self && cpu->current->state != THREAD_RUNNING))
            priority = -1;
        if (run_queue_highest(cpu) > priority)
            priority = run_queue_highest(cpu);
        if (priority < best_priority || (priority == best_priority && cpu == self)) {
            best = cpu;
            best_priority = priority;
        }
    }
    return best ? best : self; /* a mask without a CPU that runs is refused when the context is made */
}

/* The thread waits for time. Who is told: its process's count and the context's. */
static void postpone_locked(struct thread *thread, uint64_t ready_at_ns)
{
    struct scheduling_context *bound = thread->bound_context;

    lock_assert_held(&thread->lock);
    spin_lock(&bound->lock);
    bound->postponements++;
    spin_unlock(&bound->lock);
    atomic_add_relaxed(&thread->process->postponements, 1);
    thread->postponed = true;
    scheduler_add_deadline_locked(thread, ready_at_ns);
}

void context_place_locked(struct thread *thread, bool front)
{
    struct terms terms = terms_locked(thread, clock_now_ns(), NULL);

    lock_assert_held(&thread->lock);
    if (terms.ready_at_ns != 0 && !thread->killed) {
        postpone_locked(thread, terms.ready_at_ns);
        return;
    }
    thread->cpu_mask = terms.cpu_mask;
    run_queue_add(choose_cpu(terms.cpu_mask), thread, terms.priority, front);
}

/* By the same clock as begins: a budget that is charged up to now may be used from now on, and not a rounding error later. */
static void charge(struct cpu *cpu, uint64_t now_ns)
{
    struct scheduling_context *context = cpu->context;
    uint64_t used_ns = now_ns - cpu->charged_ns;

    cpu->charged_ns = now_ns;
    if (!context)
        return;
    spin_lock(&context->lock);
    context->used_ns += used_ns;
    if (!context->unlimited && used_ns != 0)
        budget_charge(&context->budget, used_ns);
    spin_unlock(&context->lock);
}

void context_charge(void)
{
    charge(cpu_current(), clock_now_ns());
}

static void begin(struct cpu *cpu, struct scheduling_context *context, const struct terms *terms)
{
    cpu->context = context;
    cpu->priority = (uint8_t)terms->priority;
    spin_lock(&cpu->lock);
    cpu->budget_end_ns = terms->until_ns;
    timers_program_locked(cpu);
    spin_unlock(&cpu->lock);
}

bool context_switch(struct cpu *cpu, struct thread *next)
{
    struct scheduling_context *former = cpu->context, *context = NULL;
    uint64_t now_ns = clock_now_ns();
    struct terms terms = best_effort;
    bool runs = true;

    charge(cpu, now_ns);
    if (next->context) {
        spin_lock(&next->lock);
        terms = terms_locked(next, now_ns, &context);
        spin_unlock(&next->lock);
        runs = (terms.ready_at_ns == 0 || next->killed) && (terms.cpu_mask & 1u << cpu->arch.index) &&
               run_queue_highest(cpu) <= (int32_t)terms.priority;
    }
    /* If not, what is done until somebody else is found is nobody's time: when more has come was settled with the charge. */
    if (runs) {
        begin(cpu, context, &terms);
    } else {
        begin(cpu, NULL, &best_effort);
        if (context)
            object_put(&context->object);
    }
    if (former)
        object_put(&former->object);
    return runs;
}
