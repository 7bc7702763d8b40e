/* SPDX-License-Identifier: MIT */
/* What each CPU has for itself: the running thread, its run queue, its timers, its scratch memory for messages. */
#pragma once

#include "abi/limits.h"
#include "arch/cpu.h"
#include "arch/smp.h"
#include "base/list.h"
#include "base/lock.h"

struct scheduling_context;
struct thread;

/* One message with room for headers. */
#define CPU_SCRATCH_BYTES (64u * 1024)

struct cpu {
    struct arch_cpu arch;               /* first: entry code knows its offsets */
    struct thread *current;
    struct thread *idle;
    struct thread *handoff;             /* woken by the running thread, to run next when that blocks */
    struct spinlock lock;               /* guards run_queue to ready_count, timers, armed_ns, ends of slices and budgets */
    struct list_node run_queue[SCHEDULING_PRIORITIES]; /* sched/run_queue.h */
    uint32_t ready_mask;                /* bit set: that list is not empty */
    uint32_t ready_count;
    struct rb_tree thread_timers;       /* cap_enter deadlines */
    struct rb_tree sleep_timers;        /* Timer.sleep answers, also in `sleepers` */
    struct list_node sleepers;
    struct rb_tree alarms;              /* of notifications */
    struct rb_tree park_timers;         /* PARK answers */
    uint64_t armed_ns;                  /* when the one-shot timer fires; TIME_FOREVER: not armed */
    uint64_t slice_end_ns;              /* of the running thread; TIME_FOREVER: nobody else is ready */
    uint64_t budget_end_ns;             /* of the context that its time is; TIME_FOREVER: none, or no end */
    uint64_t switched_ticks;            /* when current began to run */
    bool need_reschedule;
    uint8_t priority;                   /* at which the running thread runs: SCHEDULING_PRIORITY_DEFAULT without context */
    struct scheduling_context *context; /* whose time this CPU's is, with one reference; NULL: nobody's (sched/context.h) */
    uint64_t charged_ns;                /* until when it was charged */

    /* Messages of the call that is being dispatched. No thread switch happens while they are in use. */
    uint8_t *params_scratch;
    uint8_t *results_scratch;

#if CAPOS_DEBUG
    struct held_locks held_locks;       /* base/lock.h */
#endif

    /* Statistics. */
    uint64_t switches;
    uint64_t interrupts;
    uint64_t timer_interrupts;
    uint64_t kicks;                     /* interrupts from other CPUs that asked for a look around */
    uint64_t steals;                    /* threads taken out of other CPUs' queues */
};
_Static_assert(offsetof(struct cpu, arch) == 0, "GS points to arch_cpu");

extern struct cpu boot_cpu;

/* The CPUs that run, by index; the boot CPU is the first. Both only grow, at boot. */
extern struct cpu *cpu_table[CPU_MAX];
extern uint32_t cpu_count;

/* The thread that runs on this CPU. */
static inline struct thread *thread_current(void)
{
    return cpu_current()->current;
}

/* Whether there is anybody else. */
static inline bool cpus_many(void)
{
    return cpu_count > 1;
}

/* For arch's boot code. */
struct arch_cpu *boot_arch_cpu(void);
/* Queues, timers and scratch of a CPU. Panics without memory: boot. */
void cpu_init_scheduling(struct cpu *cpu);
/* Starts the other CPUs, as the firmware lists them. One that does not answer is reported and left out. Boot. */
void cpus_start(void);
