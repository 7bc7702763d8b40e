/* SPDX-License-Identifier: MIT */
/* The PVH boot protocol: Xen's public/arch-x86/hvm/start_info.h, as QEMU speaks it for -kernel. */
#pragma once

#include "base/boot_info.h"

/* start_info: physical address of the loader's structure, which is reached through the boot direct map (4 GiB). */
void boot_info_from_pvh(struct boot_info *boot, uint64_t start_info);
