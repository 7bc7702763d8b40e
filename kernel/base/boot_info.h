/* SPDX-License-Identifier: MIT */
/* What either boot protocol (PVH, Multiboot2) tells, in one form. */
#pragma once

#include <stdint.h>

#define BOOT_MEMORY_RANGES 64u
#define BOOT_COMMAND_LINE_BYTES 256u

struct boot_memory_range {
    uint64_t base, bytes;
    uint32_t usable;            /* 1: RAM that is free after boot */
};

struct boot_info {
    const char *protocol;       /* "pvh" or "multiboot2" */
    uint64_t rsdp;              /* physical; 0: search the BIOS areas */
    uint64_t module_start;      /* physical; the one boot module */
    uint64_t module_bytes;
    uint32_t module_count;      /* anything but 1 stops the boot with a reason */
    uint32_t memory_count;
    struct boot_memory_range memory[BOOT_MEMORY_RANGES];
    char command_line[BOOT_COMMAND_LINE_BYTES];
};
