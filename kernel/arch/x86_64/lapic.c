/* SPDX-License-Identifier: MIT */
/*
 * This CPU's local APIC: end of interrupt, the one-shot timer, interrupts for other CPUs. Registers are in memory (xAPIC), or in
 * MSRs where CPUID shows x2APIC mode, which all CPUs then switch to.
 */
#include "arch/io.h"
#include "arch/x86_64/arch_priv.h"
#include "arch/x86_64/registers.h"
#include "base/lock.h"
#include "base/log.h"

#define APIC_BASE_ENABLE (1ull << 11)
#define APIC_BASE_X2APIC (1ull << 10)
#define APIC_BASE_ADDRESS 0x000ffffffffff000ull
/* Byte offsets; the MSR number is MSR_X2APIC_FIRST + offset / 16. */
#define REGISTER_ID 0x20u
#define REGISTER_TASK_PRIORITY 0x80u
#define REGISTER_END_OF_INTERRUPT 0xb0u
#define REGISTER_SPURIOUS 0xf0u
#define REGISTER_COMMAND 0x300u
#define REGISTER_COMMAND_HIGH 0x310u
#define REGISTER_LVT_TIMER 0x320u
#define REGISTER_LVT_LINT0 0x350u
#define REGISTER_LVT_LINT1 0x360u
#define REGISTER_LVT_ERROR 0x370u
#define REGISTER_TIMER_INITIAL 0x380u
#define REGISTER_TIMER_CURRENT 0x390u
#define REGISTER_TIMER_DIVIDE 0x3e0u

#define SPURIOUS_ENABLE (1u << 8)
#define COMMAND_PENDING (1u << 12)
#define LVT_MASKED (1u << 16)
#define LVT_NMI (4u << 8)
#define LVT_TSC_DEADLINE (2u << 17)
#define DIVIDE_BY_16 3u
#define APIC_BYTES 4096u

/* NULL in x2APIC mode. The same address on every CPU reaches that CPU's own registers. */
static volatile uint32_t *apic_registers;

static uint32_t apic_read(uint32_t offset)
{
    return apic_registers ? apic_registers[offset / 4] : (uint32_t)msr_read(MSR_X2APIC_FIRST + offset / 16);
}

static void apic_write(uint32_t offset, uint32_t value)
{
    if (apic_registers)
        apic_registers[offset / 4] = value;
    else
        msr_write(MSR_X2APIC_FIRST + offset / 16, value);
}

void lapic_init(struct arch_cpu *arch, phys_t address)
{
    uint64_t base = msr_read(MSR_APIC_BASE);
    struct cpuid_result features = cpuid_read(1, 0);

    if (!(base & APIC_BASE_X2APIC) && !(features.ecx >> 21 & 1)) {
        if (address == 0)
            address = base & APIC_BASE_ADDRESS;
        apic_registers = kernel_map_device(address, APIC_BYTES);
    }
    lapic_init_cpu(arch);
}

void lapic_init_cpu(struct arch_cpu *arch)
{
    uint64_t base = msr_read(MSR_APIC_BASE);

    /* Enabled first, then x2APIC: the only order that the processor allows. */
    msr_write(MSR_APIC_BASE, base | APIC_BASE_ENABLE);
    if (!apic_registers)
        msr_write(MSR_APIC_BASE, base | APIC_BASE_ENABLE | APIC_BASE_X2APIC);
    arch->apic_id = apic_registers ? apic_read(REGISTER_ID) >> 24 : apic_read(REGISTER_ID);
    apic_write(REGISTER_TASK_PRIORITY, 0);
    apic_write(REGISTER_LVT_LINT0, LVT_MASKED); /* the PIC's interrupts */
    apic_write(REGISTER_LVT_LINT1, LVT_NMI);
    apic_write(REGISTER_LVT_ERROR, VECTOR_APIC_ERROR);
    apic_write(REGISTER_TIMER_DIVIDE, DIVIDE_BY_16);
    apic_write(REGISTER_LVT_TIMER, VECTOR_TIMER);
    apic_write(REGISTER_TIMER_INITIAL, 0);
    apic_write(REGISTER_SPURIOUS, SPURIOUS_ENABLE | VECTOR_SPURIOUS);
}

void lapic_end_of_interrupt(void)
{
    apic_write(REGISTER_END_OF_INTERRUPT, 0);
}

void lapic_send(uint32_t apic_id, uint32_t command)
{
    uint64_t turns = 0;

    if (!apic_registers) {
        /* The write of an MSR does not wait for stores before it, which the other CPU is to see. */
        __asm__ volatile("mfence; lfence" ::: "memory");
        msr_write(MSR_X2APIC_FIRST + REGISTER_COMMAND / 16, (uint64_t)apic_id << 32 | command);
        return;
    }
    while (apic_read(REGISTER_COMMAND) & COMMAND_PENDING) {
        cpu_pause();
        lock_count_wait(&turns, "an interrupt to leave the local APIC");
    }
    apic_write(REGISTER_COMMAND_HIGH, apic_id << 24);
    apic_write(REGISTER_COMMAND, command);
}

void lapic_timer_start(uint32_t count)
{
    apic_write(REGISTER_TIMER_INITIAL, count);
}

uint32_t lapic_timer_left(void)
{
    return apic_read(REGISTER_TIMER_CURRENT);
}

void lapic_timer_use_deadline(void)
{
    apic_write(REGISTER_LVT_TIMER, LVT_TSC_DEADLINE | VECTOR_TIMER);
    /* The mode must be set before the first deadline is (SDM volume 3, 11.5.4.1): the write above goes to memory. */
    __asm__ volatile("mfence; lfence" ::: "memory");
}
