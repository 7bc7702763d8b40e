/* SPDX-License-Identifier: MIT */
/* The record of the boot CPU and what every CPU needs before it can run threads. */
#include "sched/cpu.h"

#include "abi/limits.h"
#include "base/log.h"
#include "core/atomic.h"
#include "mem/frame.h"
#include "mem/kernel_stack.h"
#include "sched/thread.h"

struct cpu boot_cpu;
struct cpu *cpu_table[CPU_MAX] = { &boot_cpu };
uint32_t cpu_count = 1;

#if CAPOS_DEBUG
struct held_locks *lock_held_here(void)
{
    return &cpu_current()->held_locks;
}
#endif

struct arch_cpu *boot_arch_cpu(void)
{
    return &boot_cpu.arch;
}

static uint8_t *scratch_alloc(void)
{
    phys_t frames;

    if (frame_alloc_contiguous(CPU_SCRATCH_BYTES / PAGE_SIZE, &frames) != STATUS_OK)
        panic("no memory for the scratch buffers of a CPU");
    return phys_to_virt(frames);
}

/* The record only: the stack that the CPU starts on becomes its idle thread's. */
static struct thread *idle_alloc(struct cpu *cpu)
{
    struct thread *idle;
    phys_t frames;

    if (frame_alloc_contiguous((sizeof(*idle) + PAGE_SIZE - 1) / PAGE_SIZE, &frames) != STATUS_OK)
        panic("no memory for the idle thread of a CPU");
    idle = phys_to_virt(frames);
    spin_init(&idle->lock, LOCK_THREAD);
    list_init(&idle->run_link);
    idle->cpu = cpu;
    idle->cpu_mask = UINT32_MAX;
    return idle;
}

void cpu_init_scheduling(struct cpu *cpu)
{
    cpu->idle = idle_alloc(cpu);
    cpu->current = cpu->idle;
    spin_init(&cpu->lock, LOCK_CPU);
    for (uint32_t i = 0; i < SCHEDULING_PRIORITIES; i++)
        list_init(&cpu->run_queue[i]);
    list_init(&cpu->sleepers);
    cpu->armed_ns = TIME_FOREVER;
    cpu->slice_end_ns = cpu->budget_end_ns = TIME_FOREVER;
    cpu->priority = SCHEDULING_PRIORITY_DEFAULT;
    cpu->params_scratch = scratch_alloc();
    cpu->results_scratch = scratch_alloc();
}

static status_t cpu_start(uint32_t listed)
{
    uint64_t pages = (sizeof(struct cpu) + PAGE_SIZE - 1) / PAGE_SIZE, stack_top;
    struct cpu *cpu;
    phys_t frames;
    status_t status = frame_alloc_contiguous(pages, &frames);

    if (status == STATUS_OK)
        status = kernel_stack_alloc(&stack_top);
    if (status != STATUS_OK)
        return status;
    cpu = phys_to_virt(frames);
    cpu_init_scheduling(cpu);
    cpu->arch.index = cpu_count;
    /* Before the CPU runs, which uses it; it is looked at by others only once it is counted. */
    cpu_table[cpu_count] = cpu;
    status = smp_start(listed, cpu, &cpu->arch, stack_top);
    if (status == STATUS_OK)
        /* The table first. Readers (cpus_many, run_queue_steal, context_run.c) may find the old count: the new CPU looks for itself. */
        atomic_store_release(&cpu_count, cpu_count + 1);
    return status;
}

void cpus_start(void)
{
    uint32_t listed = smp_listed();

    for (uint32_t i = 0; i < listed; i++) {
        status_t status = cpu_start(i);

        /* What it was given stays with it: it may wake up yet. */
        if (status != STATUS_OK)
            klog("cpu: one of the %u does not start (%s), it is left out\n", listed + 1, capn_status_text(status));
    }
    if (listed != 0)
        klog("cpu: %u of %u run\n", cpu_count, listed + 1);
}
