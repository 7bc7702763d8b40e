/* SPDX-License-Identifier: MIT */
/* Counters of known rate that machines have besides the TSC. They are read while the boot measures, and never again. */
#include "arch/io.h"
#include "arch/x86_64/arch_priv.h"
#include "arch/x86_64/clock_priv.h"
#include "base/string.h"

/* HPET: IA-PC HPET specification 1.0a, 2.3. */
#define HPET_TABLE_ADDRESS 44u      /* in the ACPI table */
#define HPET_TABLE_SPACE 40u
#define HPET_TABLE_BYTES 56u
#define HPET_SPACE_MEMORY 0u
#define HPET_BYTES 1024u
#define HPET_PERIOD 0x04u           /* byte offsets; the period is in femtoseconds */
#define HPET_CONFIGURATION 0x10u
#define HPET_ENABLE 1u
#define HPET_COUNTER 0xf0u
#define HPET_PERIOD_MAX 100000000u
#define SECOND_FS 1000000000000000ull

#define PM_TIMER_HZ 3579545ull      /* ACPI 4.8.3.3; 24 bits are there everywhere */
#define PM_TIMER_MASK 0xffffffu

#define PIT_HZ 1193182ull
#define PIT_CHANNEL2 0x42
#define PIT_COMMAND 0x43
#define PIT_CHANNEL2_RATE 0xb4      /* channel 2, low then high byte, mode 2: counts down from 65,536 again and again */
#define PIT_CHANNEL2_LATCH 0x80
#define PIT_MASK 0xffffu
#define PIT_GATE_PORT 0x61
#define PIT_GATE 0x01u
#define PIT_SPEAKER 0x02u

static volatile uint32_t *hpet;

static uint64_t hpet_start(void)
{
    const struct acpi_header *table = acpi_find_table("HPET");
    phys_t address;

    if (!table || table->length < HPET_TABLE_BYTES || ((const uint8_t *)table)[HPET_TABLE_SPACE] != HPET_SPACE_MEMORY)
        return 0;
    memcpy(&address, (const uint8_t *)table + HPET_TABLE_ADDRESS, sizeof address);
    if (address == 0)
        return 0;
    hpet = kernel_map_device(address, HPET_BYTES);
    uint32_t period = hpet[HPET_PERIOD / 4];
    if (period == 0 || period > HPET_PERIOD_MAX)
        return 0;
    hpet[HPET_CONFIGURATION / 4] |= HPET_ENABLE;
    return SECOND_FS / period;
}

/* The lower half: the upper one need not be there, and would have to be read apart. */
static uint64_t hpet_read(void)
{
    return hpet[HPET_COUNTER / 4];
}

static uint64_t pm_timer_start(void)
{
    return power_timer_port() ? PM_TIMER_HZ : 0;
}

static uint64_t pm_timer_read(void)
{
    return io_read32(power_timer_port()) & PM_TIMER_MASK;
}

/* Where there is none, nothing moves, which clock_measure finds out. */
static uint64_t pit_start(void)
{
    uint8_t gate = io_read8(PIT_GATE_PORT) & (uint8_t)~PIT_SPEAKER;

    io_write8(PIT_GATE_PORT, gate | PIT_GATE);
    io_write8(PIT_COMMAND, PIT_CHANNEL2_RATE);
    io_write8(PIT_CHANNEL2, 0);
    io_write8(PIT_CHANNEL2, 0);
    return PIT_HZ;
}

static uint64_t pit_read(void)
{
    io_write8(PIT_COMMAND, PIT_CHANNEL2_LATCH);
    uint32_t low = io_read8(PIT_CHANNEL2);
    uint32_t left = low | (uint32_t)io_read8(PIT_CHANNEL2) << 8;

    return (0 - left) & PIT_MASK;
}

const struct clock_reference clock_references[] = {
    { .name = "HPET", .mask = UINT32_MAX, .start = hpet_start, .read = hpet_read },
    { .name = "ACPI timer", .mask = PM_TIMER_MASK, .start = pm_timer_start, .read = pm_timer_read },
    { .name = "PIT", .mask = PIT_MASK, .start = pit_start, .read = pit_read },
    { .name = NULL },
};
