/* SPDX-License-Identifier: MIT */
/* Interrupts between CPUs. What they are sent for most is in tlb.c; how CPUs are started in smp_start.c. */
#include "arch/smp.h"

#include "arch/debug.h"
#include "arch/x86_64/arch_priv.h"
#include "core/atomic.h"

#define ICR_ALL_OTHERS (3u << 18)

struct arch_cpu *smp_cpus[CPU_MAX];
uint32_t smp_count = 1;

void smp_kick(const struct arch_cpu *arch)
{
    ((struct arch_cpu *)cpu_current())->interrupts_sent++;
    lapic_send(arch->apic_id, VECTOR_KICK);
}

void machine_stop_others(void)
{
    /* Pairs with start_with_tables (smp_start.c). */
    if (atomic_load_acquire(&smp_count) > 1)
        lapic_send(0, ICR_ALL_OTHERS | ICR_NMI | ICR_ASSERT);
}

void cpu_relax(void)
{
    cpu_pause();
    tlb_answer((struct arch_cpu *)cpu_current());
}
