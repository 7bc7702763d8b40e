/* SPDX-License-Identifier: MIT */
/* The switch itself, inline: half of the calls between processes end with one. Everybody else uses scheduler.h. */
#pragma once

#include "arch/time.h"
#include "sched/cpu.h"
#include "sched/process.h"

static __attribute__((noinline, cold, unused)) void wait_turn(uint64_t *turns)
{
    cpu_relax();
    lock_count_wait(turns, "a thread to leave its CPU");
}

/* Runs next, which is in no queue, instead of the running thread, whose state says already why it does not run. Returns when
 * the running thread runs again. No lock is held. */
static inline __attribute__((always_inline)) void scheduler_switch_to(struct cpu *cpu, struct thread *next)
{
    struct thread *previous = cpu->current;
    phys_t root = 0;
    uint64_t now, began, turns = 0;

    lock_check_none_held("a thread is switched");
    next->state = THREAD_RUNNING;
    if (next == previous)
        return;
    /* A thread that was woken as it blocked may not have left its CPU yet. It blocked before it was woken, and so before this CPU's
     * thread did: CPUs cannot wait for one another in a circle here. */
    while (thread_is_on_cpu(next))
        wait_turn(&turns);
    next->arch.on_cpu = 1;
    next->cpu = cpu;
    now = clock_ticks();
    began = cpu->switched_ticks;
    cpu->switched_ticks = now;
    previous->cpu_ticks += now - began;
    cpu->switches++;
    cpu->current = next;
    if (next->process)
        root = next->process->space.table.root;
    else if (cpus_many())
        root = page_table_kernel_root(); /* or the old tables would be in use when they are freed elsewhere */
    arch_switch(&previous->arch, &next->arch, root);
}
