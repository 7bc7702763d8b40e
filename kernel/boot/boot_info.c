/* SPDX-License-Identifier: MIT */
/* Filling struct boot_info. The log does not work with a full memory map yet, so what does not fit is cut in silence. */
#include "boot/boot_info_priv.h"

void boot_info_add_memory(struct boot_info *boot, uint64_t base, uint64_t bytes, uint32_t type)
{
    if (bytes == 0 || base + bytes < base || boot->memory_count == BOOT_MEMORY_RANGES)
        return;
    boot->memory[boot->memory_count++] = (struct boot_memory_range){base, bytes, type == BOOT_MEMORY_RAM};
}

void boot_info_set_command_line(struct boot_info *boot, const char *text, size_t bytes)
{
    size_t length = 0;

    while (length < bytes && length + 1 < BOOT_COMMAND_LINE_BYTES && text[length]) {
        boot->command_line[length] = text[length];
        length++;
    }
    boot->command_line[length] = 0;
}
