/* SPDX-License-Identifier: MIT */
/* Finding ACPI tables. Nothing is believed without its checksum; lengths are bounded; no AML is run. */
#include "arch/x86_64/arch_priv.h"

#include "base/log.h"
#include "base/string.h"

#define RSDP_BYTES 20u          /* the part that revision 0 has and the first checksum covers */
#define RSDP_EXTENDED_BYTES 36u
#define BIOS_AREA_START 0xe0000u
#define BIOS_AREA_END 0x100000u
#define EBDA_POINTER 0x40eu
#define EBDA_SEARCH_BYTES 1024u
#define TABLE_MAX_BYTES (1u << 20)

struct acpi_rsdp {
    char signature[8];
    uint8_t checksum;
    char oem[6];
    uint8_t revision;
    uint32_t rsdt;
    uint32_t length;
    uint64_t xsdt;
    uint8_t extended_checksum, reserved[3];
} __attribute__((packed));

static const struct acpi_header *root_table;
static uint32_t root_entry_bytes;   /* 8 in an XSDT, 4 in an RSDT */

static bool checksum_good(const void *table, uint32_t bytes)
{
    const uint8_t *at = table;
    uint8_t sum = 0;

    for (uint32_t i = 0; i < bytes; i++)
        sum = (uint8_t)(sum + at[i]);
    return sum == 0;
}

static const struct acpi_rsdp *rsdp_at(phys_t address)
{
    const struct acpi_rsdp *rsdp = direct_map_read_only(address, RSDP_EXTENDED_BYTES);

    if (!rsdp || memcmp(rsdp->signature, "RSD PTR ", 8) != 0 || !checksum_good(rsdp, RSDP_BYTES))
        return NULL;
    return rsdp;
}

static const struct acpi_rsdp *rsdp_search(phys_t start, phys_t end)
{
    for (phys_t at = start; at < end; at += 16) {
        const struct acpi_rsdp *rsdp = rsdp_at(at);
        if (rsdp)
            return rsdp;
    }
    return NULL;
}

static const struct acpi_rsdp *rsdp_find(uint64_t told)
{
    const struct acpi_rsdp *rsdp = told ? rsdp_at(told) : NULL;
    uint16_t segment;

    if (rsdp)
        return rsdp;
    const uint8_t *pointer = direct_map_read_only(EBDA_POINTER, sizeof segment);
    if (pointer) {
        memcpy(&segment, pointer, sizeof segment);
        phys_t ebda = (phys_t)segment << 4;
        rsdp = ebda ? rsdp_search(ebda, ebda + EBDA_SEARCH_BYTES) : NULL;
    }
    return rsdp ? rsdp : rsdp_search(BIOS_AREA_START, BIOS_AREA_END);
}

const struct acpi_header *acpi_map_table(phys_t address)
{
    const struct acpi_header *table = direct_map_read_only(address, sizeof *table);

    if (!table || table->length < sizeof *table || table->length > TABLE_MAX_BYTES)
        return NULL;
    table = direct_map_read_only(address, table->length);
    return table && checksum_good(table, table->length) ? table : NULL;
}

void acpi_init(uint64_t told)
{
    const struct acpi_rsdp *rsdp = rsdp_find(told);

    if (!rsdp) {
        klog("acpi: no tables: %s, and there is no RSDP in the EBDA or from 0x%x to 0x%x\n",
             told ? "the loader's RSDP is damaged" : "the loader names none", BIOS_AREA_START, BIOS_AREA_END - 1);
        return;
    }
    if (rsdp->revision >= 2 && rsdp->xsdt) {
        root_table = acpi_map_table(rsdp->xsdt);
        root_entry_bytes = 8;
    }
    if (!root_table) {
        root_table = acpi_map_table(rsdp->rsdt);
        root_entry_bytes = 4;
    }
    if (!root_table)
        klog("acpi: the root table is damaged\n");
}

bool acpi_present(void)
{
    return root_table != NULL;
}

const struct acpi_header *acpi_find_table(const char *signature)
{
    if (!root_table)
        return NULL;
    const uint8_t *at = (const uint8_t *)(root_table + 1);
    const uint8_t *end = (const uint8_t *)root_table + root_table->length;

    for (; (uint64_t)(end - at) >= root_entry_bytes; at += root_entry_bytes) {
        phys_t address = 0;
        memcpy(&address, at, root_entry_bytes);
        const struct acpi_header *table = direct_map_read_only(address, sizeof *table);
        if (table && memcmp(table->signature, signature, sizeof table->signature) == 0) {
            table = acpi_map_table(address);
            if (table)
                return table;
        }
    }
    return NULL;
}
