/* SPDX-License-Identifier: MIT */
/* The record of the boot CPU and what every CPU needs before it can run threads. */
#include "sched/cpu.h"

#include "abi/limits.h"
#include "mem/frame.h"

struct cpu boot_cpu;

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

void cpu_init_scheduling(struct cpu *cpu)
{
    list_init(&cpu->run_queue);
    cpu->armed_ns = TIME_FOREVER;
    cpu->slice_end_ns = TIME_FOREVER;
    cpu->params_scratch = scratch_alloc();
    cpu->results_scratch = scratch_alloc();
}
