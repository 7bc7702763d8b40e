/* SPDX-License-Identifier: MIT */
/* The switch itself, inline: half of the calls between processes end with one. Everybody else uses scheduler.h. */
#pragma once

#include "arch/time.h"
#include "sched/cpu.h"
#include "sched/process.h"

/* Runs next, which is in no queue, instead of the running thread, whose state says already why it does not run. Returns when
 * the running thread runs again. No lock is held. */
static inline void scheduler_switch_to(struct cpu *cpu, struct thread *next)
{
    struct thread *previous = cpu->current;
    uint64_t now, began;

    next->state = THREAD_RUNNING;
    if (__builtin_expect(next == previous, 0))
        return;
    now = clock_ticks();
    began = cpu->switched_ticks;
    cpu->switched_ticks = now;
    previous->cpu_ticks += now - began;
    cpu->switches++;
    cpu->current = next;
    arch_switch(&previous->arch, &next->arch, next->process ? next->process->space.table.root : 0);
}
