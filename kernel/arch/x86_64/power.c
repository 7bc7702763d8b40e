/* SPDX-License-Identifier: MIT */
/*
 * Power-off and reset by ACPI. The sleep type for S5 stands in the DSDT's \_S5 package; it is found by its bytes, because
 * running AML for one constant would be most of a kernel. Everything is read at boot; the operations only write ports.
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
#define FLAG_RESET_SUPPORTED (1u << 10)
#define ADDRESS_SPACE_IO 1u

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

static struct {
    uint16_t pm1a_control, pm1b_control, pm_timer, smi_command, reset_port;
    uint8_t acpi_enable, reset_value;
    uint8_t sleep_type_a, sleep_type_b;
    bool sleep_known;
} power;

static uint32_t fadt_field(const struct acpi_header *fadt, uint32_t offset, uint32_t bytes)
{
    uint32_t value = 0;

    if (offset + bytes <= fadt->length)
        memcpy(&value, (const uint8_t *)fadt + offset, bytes);
    return value;
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

void power_init(void)
{
    const struct acpi_header *fadt = acpi_find_table("FACP");

    if (!fadt)
        return;
    power.pm1a_control = (uint16_t)fadt_field(fadt, FADT_PM1A_CONTROL, 4);
    power.pm1b_control = (uint16_t)fadt_field(fadt, FADT_PM1B_CONTROL, 4);
    power.pm_timer = (uint16_t)fadt_field(fadt, FADT_PM_TIMER, 4);
    power.smi_command = (uint16_t)fadt_field(fadt, FADT_SMI_COMMAND, 4);
    power.acpi_enable = (uint8_t)fadt_field(fadt, FADT_ACPI_ENABLE, 1);
    bool reset = (fadt_field(fadt, FADT_FLAGS, 4) & FLAG_RESET_SUPPORTED) != 0;
    if (reset && fadt_field(fadt, FADT_RESET_REGISTER, 1) == ADDRESS_SPACE_IO) {
        power.reset_port = (uint16_t)fadt_field(fadt, FADT_RESET_REGISTER + 4, 4);
        power.reset_value = (uint8_t)fadt_field(fadt, FADT_RESET_VALUE, 1);
    }

    phys_t dsdt = fadt_field(fadt, FADT_DSDT, 4);
    if (!dsdt)
        dsdt = fadt_field(fadt, FADT_X_DSDT, 4) | (phys_t)fadt_field(fadt, FADT_X_DSDT + 4, 4) << 32;
    const struct acpi_header *table = dsdt ? acpi_map_table(dsdt) : NULL;
    if (table)
        dsdt_read(table);
    if (!power.sleep_known)
        klog("acpi: no usable \\_S5, power-off will not work\n");
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

void arch_power_off(void)
{
    if (!power.sleep_known || !power.pm1a_control)
        return;
    /* Real firmware may still be in legacy mode, where the sleep registers do nothing. */
    if (power.smi_command && power.acpi_enable && !(io_read16(power.pm1a_control) & PM1_SCI_ENABLE)) {
        io_write8(power.smi_command, power.acpi_enable);
        for (uint32_t i = 0; i < ACPI_ENABLE_TRIES && !(io_read16(power.pm1a_control) & PM1_SCI_ENABLE); i++)
            cpu_pause();
    }
    pm1_sleep(power.pm1a_control, power.sleep_type_a);
    pm1_sleep(power.pm1b_control, power.sleep_type_b);
    for (uint64_t end = clock_now_ns() + POWER_OFF_NS; clock_now_ns() < end;)
        cpu_pause(); /* it takes effect a little later */
}

void arch_reboot(void)
{
    static const struct {
        uint16_t limit;
        uint64_t base;
    } __attribute__((packed)) no_idt = {0, 0};

    if (power.reset_port)
        io_write8(power.reset_port, power.reset_value);
    io_write8(RESET_CONTROL_PORT, 0x02);
    io_write8(RESET_CONTROL_PORT, 0x06);
    io_write8(KEYBOARD_CONTROLLER_PORT, KEYBOARD_CONTROLLER_RESET);
    /* Last: an exception without an IDT is a triple fault. */
    __asm__ volatile("lidt %0; int3" ::"m"(no_idt));
}
