/* SPDX-License-Identifier: MIT */
/*
 * Interrupts between CPUs, and forgetting translations everywhere.
 *
 * A request is a number that the one who asks draws from the other CPU's sync_requested; the other one forgets its translations and
 * sets sync_done to the last number that it had seen before. So many requests at once are answered by one flush, and nobody's
 * request is lost. Kernel code runs with interrupts off, so an answer means as well that the CPU is not in the middle of a copy
 * through the direct map: it comes from user mode, from the idle loop, from an interrupt window, or from waiting for a lock.
 */
#include "arch/smp.h"

#include "arch/debug.h"
#include "arch/paging.h"
#include "arch/x86_64/arch_priv.h"
#include "arch/x86_64/registers.h"
#include "sched/lock.h"

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
    if (__atomic_load_n(&smp_count, __ATOMIC_ACQUIRE) > 1)
        lapic_send(0, ICR_ALL_OTHERS | ICR_NMI | ICR_ASSERT);
}

static void flush(struct arch_cpu *arch)
{
    uint64_t cr4 = cr4_read();

    if (__atomic_exchange_n(&arch->sync_global, false, __ATOMIC_ACQ_REL) && (cr4 & CR4_PGE)) {
        cr4_write(cr4 & ~CR4_PGE); /* forgets everything, global pages too */
        cr4_write(cr4);
    } else {
        cr3_write(arch->page_table);
    }
}

void smp_answer(struct arch_cpu *arch)
{
    uint64_t requested = __atomic_load_n(&arch->sync_requested, __ATOMIC_ACQUIRE);

    if (requested == arch->sync_done)
        return;
    flush(arch);
    arch->shootdowns_answered++;
    /* Pairs with the load in shootdown. */
    __atomic_store_n(&arch->sync_done, requested, __ATOMIC_RELEASE);
}

void cpu_relax(void)
{
    cpu_pause();
    smp_answer((struct arch_cpu *)cpu_current());
}

/* Whether a CPU that waits for interrupts can be left alone: it has to look at what was changed before it uses anything. */
static bool uninvolved(const struct arch_cpu *other, const struct page_table *table)
{
    return table && __atomic_load_n(&other->quiescent, __ATOMIC_RELAXED) &&
           __atomic_load_n(&other->page_table, __ATOMIC_RELAXED) != table->root;
}

static void shootdown(const struct page_table *table)
{
    struct arch_cpu *self = (struct arch_cpu *)cpu_current();
    uint64_t tickets[CPU_MAX];
    uint32_t asked = 0;

    /* What was changed is seen before the others are looked at: pairs with cpu_leave_quiescence and loads of CR3. */
    __atomic_thread_fence(__ATOMIC_SEQ_CST);
    for (uint32_t i = 0; i < smp_count; i++) {
        struct arch_cpu *other = smp_cpus[i];

        if (other == self || uninvolved(other, table))
            continue;
        if (!table)
            __atomic_store_n(&other->sync_global, true, __ATOMIC_RELEASE);
        tickets[i] = __atomic_add_fetch(&other->sync_requested, 1, __ATOMIC_ACQ_REL);
        lapic_send(other->apic_id, VECTOR_SYNC);
        asked |= 1u << i;
        self->interrupts_sent++;
    }
    if (asked == 0)
        return;
    self->shootdowns++;
    for (; asked != 0; asked &= asked - 1) {
        uint32_t i = (uint32_t)__builtin_ctz(asked);
        uint64_t turns = 0;

        while ((int64_t)(__atomic_load_n(&smp_cpus[i]->sync_done, __ATOMIC_ACQUIRE) - tickets[i]) < 0) {
            cpu_relax();
            lock_count_wait(&turns, "another CPU's translations");
        }
    }
}

void tlb_shootdown(const struct page_table *table)
{
    if (__builtin_expect(smp_count > 1, 0))
        shootdown(table);
}

void tlb_shootdown_kernel(void)
{
    if (__builtin_expect(smp_count > 1, 0))
        shootdown(NULL);
}
