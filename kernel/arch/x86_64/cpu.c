/* SPDX-License-Identifier: MIT */
/* Bringing up a processor: control registers, system call MSRs, GS base; and waiting, stopping, random numbers. */
#include "arch/cpu.h"

#include "arch/debug.h"
#include "arch/io.h"
#include "arch/x86_64/arch_priv.h"
#include "arch/x86_64/registers.h"
#include "base/lock.h"
#include "base/log.h"
#include "core/atomic.h"

/* What a system call clears: TF, IF, DF, IOPL, NT, AC; and all arithmetic flags, so that nothing leaks in. */
#define SYSCALL_FLAG_MASK 0x47fd5ull
#define STAR_SELECTORS ((uint64_t)(SELECTOR_KERNEL_DATA | 3) << 48 | (uint64_t)SELECTOR_KERNEL_CODE << 32)
#define RANDOM_TRIES 64u
#define DEBUG_EXIT_PORT 0xf4
#define DEBUG_EXIT_PANIC 0x31u

_Static_assert(SELECTOR_USER_DATA == (SELECTOR_KERNEL_DATA | 3) + 8, "sysretq: SS is the base + 8");
_Static_assert(SELECTOR_USER_CODE == (SELECTOR_KERNEL_DATA | 3) + 16, "sysretq: CS is the base + 16");

extern const char syscall_entry[];

char cpu_marker;

static uint64_t cr4_protection(void)
{
    uint64_t bits = 0;

    bits |= feature_has(FEATURE_MACHINE_CHECK) ? CR4_MACHINE_CHECK : 0;
    bits |= feature_has(FEATURE_PGE) ? CR4_PGE : 0;
    bits |= feature_has(FEATURE_UMIP) ? CR4_UMIP : 0;
    bits |= feature_has(FEATURE_SMEP) ? CR4_SMEP : 0;
    bits |= feature_has(FEATURE_SMAP) ? CR4_SMAP : 0;
    bits |= feature_has(FEATURE_FSGSBASE) ? CR4_FSGSBASE : 0;
    bits |= feature_has(FEATURE_PCID) ? CR4_PCID : 0; /* CR3 has tag 0 now, as it must */
    return bits;
}

void arch_cpu_init(struct cpu *cpu, struct arch_cpu *arch)
{
    arch->self = cpu;
    msr_write(MSR_GS_BASE, (uint64_t)arch);
    features_init();
    descriptors_init(arch);
    cpu_init_registers();
}

void cpu_init_registers(void)
{
    msr_write(MSR_KERNEL_GS_BASE, 0);
    /* SMEP and SMAP do no harm to the identity map of the boot tables: its pages are supervisor pages. */
    msr_write(MSR_EFER, msr_read(MSR_EFER) | EFER_SYSCALL | EFER_NO_EXECUTE);
    cr0_write(cr0_read() | CR0_WRITE_PROTECT);
    cr4_write(cr4_read() | cr4_protection());
    fpu_init();

    msr_write(MSR_STAR, STAR_SELECTORS);
    msr_write(MSR_LSTAR, (uint64_t)syscall_entry);
    msr_write(MSR_SFMASK, SYSCALL_FLAG_MASK);
}

void cpu_wait_for_interrupt(void)
{
    /* An interrupt cannot come between sti and hlt: sti takes effect after the instruction that follows it. */
    struct arch_cpu *arch = (struct arch_cpu *)cpu_current();

    /* What it did through translations so far is over. Pairs with uninvolved (tlb.c). */
    atomic_store_release(&arch->quiescent, true);
    __asm__ volatile("sti; hlt; cli" ::: "memory");
    cpu_leave_quiescence(arch);
}

void cpu_interrupt_window(void)
{
    lock_check_none_held("interrupts are let in");
    __asm__ volatile("sti; nop; cli" ::: "memory");
}

void cpu_halt_forever(void)
{
    for (;;)
        __asm__ volatile("cli; hlt");
}

void machine_exit(uint8_t status)
{
    io_write8(DEBUG_EXIT_PORT, status); /* nothing listens on real machines */
}

void machine_stop(void)
{
    machine_exit(DEBUG_EXIT_PANIC);
    cpu_halt_forever();
}

static bool rdseed(uint64_t *value)
{
    bool ok;
    __asm__ volatile("rdseed %0" : "=r"(*value), "=@ccc"(ok));
    return ok;
}

static bool rdrand(uint64_t *value)
{
    bool ok;
    __asm__ volatile("rdrand %0" : "=r"(*value), "=@ccc"(ok));
    return ok;
}

status_t arch_random_u64(uint64_t *value)
{
    bool seed = feature_has(FEATURE_RDSEED), random = feature_has(FEATURE_RDRAND);

    if (!seed && !random)
        return STATUS_NOT_SUPPORTED;
    for (uint32_t i = 0; i < RANDOM_TRIES; i++) {
        if ((seed && rdseed(value)) || (random && rdrand(value)))
            return STATUS_OK;
        cpu_pause(); /* RDSEED runs dry when other CPUs use it */
    }
    return STATUS_BUSY;
}
