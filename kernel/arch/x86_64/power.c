/* SPDX-License-Identifier: MIT */
/*
 * Power-off and reset by ACPI. The sleep type for S5 stands in the DSDT's \_S5 package; it is found by its bytes, because
 * running AML for one constant would be most of a kernel. It is written to the PM1 control registers, or, on machines that are
 * hardware-reduced and have none (microvm), to the sleep control register. Everything is read and mapped at boot; the operations
 * only write registers.
 */
#include "arch/cpu.h"
#include "arch/io.h"
#include "arch/time.h"
#include "arch/x86_64/arch_priv.h"
#include "base/log.h"
#include "base/string.h"

/* Offsets in the FADT: ACPI 5.2.9. */
#define FADT_DSDT 40u
#define FADT_SMI_COMMAND 48u
#define FADT_ACPI_ENABLE 52u
#define FADT_PM1A_CONTROL 64u
#define FADT_PM1B_CONTROL 68u
#define FADT_PM_TIMER 76u
#define FADT_FLAGS 112u
#define FADT_RESET_REGISTER 116u
#define FADT_RESET_VALUE 128u
#define FADT_X_DSDT 140u
#define FADT_SLEEP_CONTROL 244u
#define FADT_SLEEP_STATUS 256u
#define FLAG_RESET_SUPPORTED (1u << 10)
#define FLAG_HARDWARE_REDUCED (1u << 20)

/* Generic address structures: ACPI 5.2.3.2. */
#define GAS_ADDRESS 4u
#define SPACE_MEMORY 0u
#define SPACE_IO 1u

/* The sleep registers: ACPI 4.8.3.7. */
#define SLEEP_ENABLE (1u << 5)
#define SLEEP_TYPE_SHIFT 2
#define SLEEP_TYPE_MAX 7u
#define SLEEP_WAKE_STATUS (1u << 7)

#define PM1_SCI_ENABLE (1u << 0)
#define PM1_SLEEP_ENABLE (1u << 13)
#define PM1_SLEEP_TYPE_SHIFT 10
#define ACPI_ENABLE_TRIES 100000u
#define POWER_OFF_NS 2000000000ull
#define RESET_CONTROL_PORT 0xcf9
#define KEYBOARD_CONTROLLER_PORT 0x64
#define KEYBOARD_CONTROLLER_RESET 0xfeu

/* AML: ACPI 20.2. */
#define AML_NAME 0x08u
#define AML_PACKAGE 0x12u
#define AML_BYTE_PREFIX 0x0au

/* A register of one byte: a port, or in memory. Neither: it is not there. */
struct byte_register {
    uint16_t port;
    volatile uint8_t *memory;
};

static struct {
    uint16_t pm1a_control, pm1b_control, pm_timer, smi_command;
    struct byte_register sleep_control, sleep_status, reset;
    uint8_t acpi_enable, reset_value;
    uint8_t sleep_type_a, sleep_type_b;
    bool sleep_known;
    const char *off_missing;            /* why power-off cannot work; NULL: it can */
} power;

static uint32_t fadt_field(const struct acpi_header *fadt, uint32_t offset, uint32_t bytes)
{
    uint32_t value = 0;

    if (offset + bytes <= fadt->length)
        memcpy(&value, (const uint8_t *)fadt + offset, bytes);
    return value;
}

/* The register that a generic address structure in the FADT leads to. */
static struct byte_register fadt_register(const struct acpi_header *fadt, uint32_t offset)
{
    uint32_t space = fadt_field(fadt, offset, 1);
    phys_t address = fadt_field(fadt, offset + GAS_ADDRESS, 4) | (phys_t)fadt_field(fadt, offset + GAS_ADDRESS + 4, 4) << 32;
    struct byte_register none = { .port = 0 };

    if (address == 0)
        return none;
    if (space == SPACE_IO && address <= UINT16_MAX)
        return (struct byte_register){ .port = (uint16_t)address };
    if (space == SPACE_MEMORY)
        return (struct byte_register){ .memory = kernel_map_device(address, 1) };
    return none;
}

static bool register_present(const struct byte_register *at)
{
    return at->port || at->memory;
}

static void register_write(const struct byte_register *at, uint8_t value)
{
    if (at->port)
        io_write8(at->port, value);
    else if (at->memory)
        *at->memory = value;
}

/* A small integer at *at: ZeroOp, OneOp or a byte with its prefix. */
static bool aml_read_byte(const uint8_t **at, const uint8_t *end, uint8_t *value)
{
    if (*at < end && **at <= 1) {
        *value = *(*at)++;
        return true;
    }
    if (end - *at < 2 || **at != AML_BYTE_PREFIX)
        return false;
    *value = (*at)[1];
    *at += 2;
    return true;
}

/* Name (\_S5, Package () {a, b, ...}) at the four letters. */
static bool aml_read_sleep_package(const uint8_t *name, const uint8_t *start, const uint8_t *end)
{
    const uint8_t *at = name + 4;

    bool named = name > start && (name[-1] == AML_NAME || (name - start > 1 && name[-1] == '\\' && name[-2] == AML_NAME));
    if (!named || end - at < 3 || *at != AML_PACKAGE)
        return false;
    at += 1 + (at[1] >> 6) + 1; /* the package's length takes 1 to 4 bytes */
    at += 1;                    /* number of elements */
    return aml_read_byte(&at, end, &power.sleep_type_a) && aml_read_byte(&at, end, &power.sleep_type_b);
}

static void dsdt_read(const struct acpi_header *dsdt)
{
    const uint8_t *start = (const uint8_t *)(dsdt + 1), *end = (const uint8_t *)dsdt + dsdt->length;

    for (const uint8_t *at = start; end - at >= 4 && !power.sleep_known; at++) {
        if (memcmp(at, "_S5_", 4) == 0)
            power.sleep_known = aml_read_sleep_package(at, start, end);
    }
}

static void dsdt_find(const struct acpi_header *fadt)
{
    phys_t dsdt = fadt_field(fadt, FADT_DSDT, 4);

    if (!dsdt)
        dsdt = fadt_field(fadt, FADT_X_DSDT, 4) | (phys_t)fadt_field(fadt, FADT_X_DSDT + 4, 4) << 32;
    const struct acpi_header *table = dsdt ? acpi_map_table(dsdt) : NULL;
    if (table)
        dsdt_read(table);
}

/* NULL, or what a power-off would need and this machine does not have. */
static const char *off_missing(const struct acpi_header *fadt)
{
    if (!acpi_present())
        return "it has no ACPI tables";
    if (!fadt)
        return "ACPI has no FADT, the table of its power registers";
    if (!power.sleep_known)
        return "ACPI's DSDT has no \\_S5 package that says how";
    if (!power.pm1a_control && !(register_present(&power.sleep_control) && power.sleep_type_a <= SLEEP_TYPE_MAX))
        return "ACPI's FADT names neither a PM1 nor a sleep control register";
    return NULL;
}

static void fadt_read(const struct acpi_header *fadt)
{
    uint32_t flags = fadt_field(fadt, FADT_FLAGS, 4);

    power.pm1a_control = (uint16_t)fadt_field(fadt, FADT_PM1A_CONTROL, 4);
    power.pm1b_control = (uint16_t)fadt_field(fadt, FADT_PM1B_CONTROL, 4);
    power.pm_timer = (uint16_t)fadt_field(fadt, FADT_PM_TIMER, 4);
    power.smi_command = (uint16_t)fadt_field(fadt, FADT_SMI_COMMAND, 4);
    power.acpi_enable = (uint8_t)fadt_field(fadt, FADT_ACPI_ENABLE, 1);
    power.reset_value = (uint8_t)fadt_field(fadt, FADT_RESET_VALUE, 1);
    if (flags & FLAG_RESET_SUPPORTED)
        power.reset = fadt_register(fadt, FADT_RESET_REGISTER);
    if (flags & FLAG_HARDWARE_REDUCED) {
        power.sleep_control = fadt_register(fadt, FADT_SLEEP_CONTROL);
        power.sleep_status = fadt_register(fadt, FADT_SLEEP_STATUS);
    }
    dsdt_find(fadt);
}

void power_init(void)
{
    const struct acpi_header *fadt = acpi_find_table("FACP");

    if (fadt)
        fadt_read(fadt);
    power.off_missing = off_missing(fadt);
    if (power.off_missing)
        klog("power: this machine cannot be powered off: %s\n", power.off_missing);
}

uint16_t power_timer_port(void)
{
    return power.pm_timer;
}

static void pm1_sleep(uint16_t port, uint8_t type)
{
    if (port)
        io_write16(port, (uint16_t)(type << PM1_SLEEP_TYPE_SHIFT | PM1_SLEEP_ENABLE));
}

static void pm1_power_off(void)
{
    /* Real firmware may still be in legacy mode, where the sleep registers do nothing. */
    if (power.smi_command && power.acpi_enable && !(io_read16(power.pm1a_control) & PM1_SCI_ENABLE)) {
        io_write8(power.smi_command, power.acpi_enable);
        for (uint32_t i = 0; i < ACPI_ENABLE_TRIES && !(io_read16(power.pm1a_control) & PM1_SCI_ENABLE); i++)
            cpu_pause();
    }
    pm1_sleep(power.pm1a_control, power.sleep_type_a);
    pm1_sleep(power.pm1b_control, power.sleep_type_b);
}

const char *arch_power_off(void)
{
    if (power.off_missing)
        return power.off_missing;
    if (register_present(&power.sleep_control)) {
        register_write(&power.sleep_status, SLEEP_WAKE_STATUS); /* or a wake that was noted would end the sleep at once */
        register_write(&power.sleep_control, (uint8_t)(power.sleep_type_a << SLEEP_TYPE_SHIFT | SLEEP_ENABLE));
    } else {
        pm1_power_off();
    }
    for (uint64_t end = clock_now_ns() + POWER_OFF_NS; clock_now_ns() < end;)
        cpu_pause(); /* it takes effect a little later */
    return "it goes on, though ACPI's registers were written";
}

void arch_reboot(void)
{
    static const struct {
        uint16_t limit;
        uint64_t base;
    } __attribute__((packed)) no_idt = {0, 0};

    register_write(&power.reset, power.reset_value);
    io_write8(RESET_CONTROL_PORT, 0x02);
    io_write8(RESET_CONTROL_PORT, 0x06);
    io_write8(KEYBOARD_CONTROLLER_PORT, KEYBOARD_CONTROLLER_RESET);
    /* Last: an exception without an IDT is a triple fault. */
    __asm__ volatile("lidt %0; int3" ::"m"(no_idt));
}
