/* SPDX-License-Identifier: MIT */
/*
 * Device interrupts: MADT -> IOAPICs, the overrides of ISA lines, and the list of CPUs (smp_start.c). Line n arrives at vector VECTOR_DEVICE_FIRST + n,
 * whatever pin it comes in by. The old PICs are remapped, so that a stray one is no exception, and masked.
 */
#include "arch/interrupt.h"

#include "arch/io.h"
#include "arch/x86_64/arch_priv.h"
#include "base/lock.h"
#include "base/log.h"
#include "base/string.h"

#define MADT_HEADER_BYTES 44u
#define MADT_LAPIC 0u
#define MADT_IOAPIC 1u
#define MADT_OVERRIDE 2u
#define MADT_LAPIC_ADDRESS 5u
#define MADT_X2APIC 9u
#define MADT_CPU_ENABLED 1u
#define ISA_LINES 16u
#define IOAPIC_MAX 8u
#define IOAPIC_BYTES 4096u
#define IOAPIC_VERSION 1u
#define IOAPIC_REDIRECTION 0x10u
#define REDIRECTION_ACTIVE_LOW (1u << 13)
#define REDIRECTION_LEVEL (1u << 15)
#define REDIRECTION_MASKED (1u << 16)
/* MPS INTI flags: ACPI 5.2.12.5. */
#define INTI_POLARITY_LOW 3u
#define INTI_TRIGGER_LEVEL 3u

struct ioapic {
    volatile uint32_t *registers;   /* [0] selects, [4] is the window */
    uint32_t first_gsi, pin_count;
};
struct line {
    uint32_t gsi;
    bool active_low, level;
};

static struct spinlock ioapic_lock = SPINLOCK(LOCK_IOAPIC); /* the select register and the window go together */
static struct ioapic ioapics[IOAPIC_MAX];
static uint32_t ioapic_count;
static bool madt_found;
static struct line lines[INTERRUPT_LINE_MAX];

static uint32_t ioapic_read(const struct ioapic *ioapic, uint32_t index)
{
    ioapic->registers[0] = index;
    return ioapic->registers[4];
}

static void ioapic_write(const struct ioapic *ioapic, uint32_t index, uint32_t value)
{
    ioapic->registers[0] = index;
    ioapic->registers[4] = value;
}

static void ioapic_add(uint32_t address, uint32_t first_gsi)
{
    if (ioapic_count == IOAPIC_MAX)
        return;
    struct ioapic *ioapic = &ioapics[ioapic_count++];
    ioapic->registers = kernel_map_device(address, IOAPIC_BYTES);
    ioapic->first_gsi = first_gsi;
    ioapic->pin_count = (ioapic_read(ioapic, IOAPIC_VERSION) >> 16 & 0xff) + 1;
    for (uint32_t pin = 0; pin < ioapic->pin_count; pin++)
        ioapic_write(ioapic, IOAPIC_REDIRECTION + 2 * pin, REDIRECTION_MASKED);
}

static void line_override(uint8_t source, uint32_t gsi, uint16_t flags)
{
    if (source >= ISA_LINES)
        return;
    lines[source].gsi = gsi;
    lines[source].active_low = (flags & 3) == INTI_POLARITY_LOW;
    lines[source].level = (flags >> 2 & 3) == INTI_TRIGGER_LEVEL;
}

static uint32_t read32(const uint8_t *at)
{
    uint32_t value;
    memcpy(&value, at, sizeof value);
    return value;
}

static void madt_entry(const uint8_t *entry, uint8_t bytes, phys_t *lapic_address)
{
    if (entry[0] == MADT_IOAPIC && bytes >= 12)
        ioapic_add(read32(entry + 4), read32(entry + 8));
    else if (entry[0] == MADT_OVERRIDE && bytes >= 10)
        line_override(entry[3], read32(entry + 4), (uint16_t)(entry[8] | entry[9] << 8));
    else if (entry[0] == MADT_LAPIC_ADDRESS && bytes >= 12)
        memcpy(lapic_address, entry + 4, sizeof *lapic_address);
    else if (entry[0] == MADT_LAPIC && bytes >= 8 && (read32(entry + 4) & MADT_CPU_ENABLED))
        smp_add(entry[3]);
    else if (entry[0] == MADT_X2APIC && bytes >= 16 && (read32(entry + 8) & MADT_CPU_ENABLED))
        smp_add(read32(entry + 4));
}

static phys_t madt_read(void)
{
    const struct acpi_header *madt = acpi_find_table("APIC");
    phys_t lapic_address = 0;

    if (!madt || madt->length < MADT_HEADER_BYTES) {
        klog("interrupts: no MADT among the ACPI tables: one CPU, no device interrupts\n");
        return 0;
    }
    madt_found = true;
    const uint8_t *at = (const uint8_t *)madt + MADT_HEADER_BYTES, *end = (const uint8_t *)madt + madt->length;
    lapic_address = read32((const uint8_t *)madt + sizeof *madt);
    while (end - at >= 2 && at[1] >= 2 && at[1] <= end - at) {
        madt_entry(at, at[1], &lapic_address);
        at += at[1];
    }
    return lapic_address;
}

static void pic_disable(void)
{
    static const uint8_t set_up[][2] = {
        {0x20, 0x11}, {0xa0, 0x11}, {0x21, 0x20}, {0xa1, 0x28}, {0x21, 0x04},
        {0xa1, 0x02}, {0x21, 0x01}, {0xa1, 0x01}, {0x21, 0xff}, {0xa1, 0xff},
    };

    for (uint32_t i = 0; i < sizeof set_up / sizeof set_up[0]; i++)
        io_write8(set_up[i][0], set_up[i][1]);
}

void interrupts_init(void)
{
    /* ISA lines are edge-triggered and active high unless overridden, PCI's are level-triggered and active low. */
    for (uint32_t i = 0; i < INTERRUPT_LINE_MAX; i++)
        lines[i] = (struct line){.gsi = i, .active_low = i >= ISA_LINES, .level = i >= ISA_LINES};
    pic_disable();
    phys_t lapic_address = madt_read();
    lapic_init((struct arch_cpu *)cpu_current(), lapic_address);
}

static const struct ioapic *ioapic_of(uint32_t line, uint32_t *index)
{
    if (line >= INTERRUPT_LINE_MAX)
        return NULL;
    for (uint32_t i = 0; i < ioapic_count; i++) {
        uint32_t pin = lines[line].gsi - ioapics[i].first_gsi;
        if (pin < ioapics[i].pin_count) {
            *index = IOAPIC_REDIRECTION + 2 * pin;
            return &ioapics[i];
        }
    }
    return NULL;
}

status_t interrupt_line_route(uint32_t line, bool *level)
{
    uint32_t index;
    const struct ioapic *ioapic = ioapic_of(line, &index);

    if (!ioapic)
        return STATUS_NOT_FOUND;
    uint32_t low = (VECTOR_DEVICE_FIRST + line) | REDIRECTION_MASKED;
    low |= lines[line].active_low ? REDIRECTION_ACTIVE_LOW : 0;
    low |= lines[line].level ? REDIRECTION_LEVEL : 0;
    spin_lock(&ioapic_lock);
    ioapic_write(ioapic, index, low);
    ioapic_write(ioapic, index + 1, ((struct arch_cpu *)cpu_current())->apic_id << 24);
    spin_unlock(&ioapic_lock);
    *level = lines[line].level;
    return STATUS_OK;
}

const char *interrupt_line_missing(uint32_t line)
{
    if (line >= INTERRUPT_LINE_MAX)
        return "there are no interrupt lines beyond 63";
    if (!acpi_present())
        return "this machine has no ACPI tables, and the kernel needs the MADT among them for interrupt lines (in QEMU: acpi=on)";
    if (!madt_found)
        return "this machine's ACPI tables have no MADT, which the kernel needs for interrupt lines";
    return ioapic_count == 0 ? "ACPI's MADT lists no I/O APIC" : "no I/O APIC of ACPI's MADT has this interrupt line";
}

static void line_set_masked(uint32_t line, bool masked)
{
    uint32_t index;
    const struct ioapic *ioapic = ioapic_of(line, &index);

    if (!ioapic)
        return;
    spin_lock(&ioapic_lock);
    uint32_t low = ioapic_read(ioapic, index) & ~REDIRECTION_MASKED;
    ioapic_write(ioapic, index, low | (masked ? REDIRECTION_MASKED : 0));
    spin_unlock(&ioapic_lock);
}

void interrupt_line_mask(uint32_t line)
{
    line_set_masked(line, true);
}

void interrupt_line_unmask(uint32_t line)
{
    line_set_masked(line, false);
}
