/* SPDX-License-Identifier: MIT */
/* How both protocols fill struct boot_info. */
#pragma once

#include <stddef.h>

#include "base/boot_info.h"

#define BOOT_MEMORY_RAM 1u      /* same number in E820, PVH and Multiboot2 */

void boot_info_add_memory(struct boot_info *boot, uint64_t base, uint64_t bytes, uint32_t type);
/* Copies at most bytes, up to the first zero; cuts at the size of the field. */
void boot_info_set_command_line(struct boot_info *boot, const char *text, size_t bytes);
