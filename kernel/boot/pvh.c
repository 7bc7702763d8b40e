/* SPDX-License-Identifier: MIT */
/* struct hvm_start_info -> struct boot_info. */
#include "boot/pvh.h"

#include "arch/paging.h"
#include "base/log.h"
#include "boot/boot_info_priv.h"

#define START_INFO_MAGIC 0x336ec578u
#define START_INFO_MEMORY_MAP_VERSION 1u

struct pvh_start_info {
    uint32_t magic, version, flags, module_count;
    uint64_t modules, command_line, rsdp;
    /* Version 1: */
    uint64_t memory_map;
    uint32_t memory_count, reserved;
};
struct pvh_module {
    uint64_t start, bytes, command_line, reserved;
};
struct pvh_memory {
    uint64_t base, bytes;
    uint32_t type, reserved;
};

void boot_info_from_pvh(struct boot_info *boot, uint64_t address)
{
    const struct pvh_start_info *info = phys_to_virt(address);

    boot->protocol = "pvh";
    if (info->magic != START_INFO_MAGIC || info->version < START_INFO_MEMORY_MAP_VERSION)
        panic("PVH start information without magic or memory map (magic %x, version %u)", info->magic, info->version);
    boot->rsdp = info->rsdp;
    boot->module_count = info->module_count;
    if (info->module_count > 0) {
        const struct pvh_module *module = phys_to_virt(info->modules);
        boot->module_start = module->start;
        boot->module_bytes = module->bytes;
    }
    const struct pvh_memory *memory = phys_to_virt(info->memory_map);
    for (uint32_t i = 0; i < info->memory_count; i++)
        boot_info_add_memory(boot, memory[i].base, memory[i].bytes, memory[i].type);
    if (info->command_line)
        boot_info_set_command_line(boot, phys_to_virt(info->command_line), BOOT_COMMAND_LINE_BYTES);
}
