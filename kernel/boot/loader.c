/* SPDX-License-Identifier: MIT */
/* Which loader it was. */
#include "arch/upcall.h"
#include "boot/multiboot2.h"
#include "boot/pvh.h"

void boot_read_loader(struct boot_info *boot, uint32_t magic, uint32_t information)
{
    if (magic == MULTIBOOT2_MAGIC)
        boot_info_from_multiboot2(boot, phys_to_virt(information));
    else
        boot_info_from_pvh(boot, information);
}
