/* SPDX-License-Identifier: MIT */
/* The Multiboot2 protocol, as GRUB speaks it. */
#pragma once

#include "base/boot_info.h"

/* In eax at the entry. */
#define MULTIBOOT2_MAGIC 0x36d76289u

/* information: the loader's tags, readable. */
void boot_info_from_multiboot2(struct boot_info *boot, const void *information);
