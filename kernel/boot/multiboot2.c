/* SPDX-License-Identifier: MIT */
/* Multiboot2 tags -> struct boot_info: one small function per tag, found by its type. */
#include "boot/multiboot2.h"

#include "arch/paging.h"
#include "base/string.h"
#include "boot/boot_info_priv.h"

#define RSDP_MAX_BYTES 64u

struct tag {
    uint32_t type, bytes;       /* bytes includes this header */
};
struct module_tag {
    struct tag tag;
    uint32_t start, end;
    char command_line[];
};
struct memory_entry {
    uint64_t base, bytes;
    uint32_t type, reserved;
};
struct memory_tag {
    struct tag tag;
    uint32_t entry_bytes, entry_version;
    char entries[];
};

/* The loader's copy of the RSDP is in memory that will be given out. The image's physical address is boot_info.rsdp. */
static char rsdp_copy[RSDP_MAX_BYTES] __attribute__((aligned(16)));

static void take_command_line(struct boot_info *boot, const struct tag *tag)
{
    boot_info_set_command_line(boot, (const char *)(tag + 1), tag->bytes - sizeof *tag);
}

static void take_module(struct boot_info *boot, const struct tag *tag)
{
    const struct module_tag *module = (const struct module_tag *)tag;

    if (tag->bytes < sizeof *module)
        return;
    if (boot->module_count++ == 0) {
        boot->module_start = module->start;
        boot->module_bytes = module->end - module->start;
    }
}

static void take_memory(struct boot_info *boot, const struct tag *tag)
{
    const struct memory_tag *memory = (const struct memory_tag *)tag;
    struct memory_entry entry;

    if (tag->bytes < sizeof *memory || memory->entry_bytes < sizeof entry)
        return;
    for (uint64_t at = sizeof *memory; at + sizeof entry <= tag->bytes; at += memory->entry_bytes) {
        memcpy(&entry, (const char *)tag + at, sizeof entry);
        boot_info_add_memory(boot, entry.base, entry.bytes, entry.type);
    }
}

/* The new form (tag 15) comes after the old one and wins, as it should. */
static void take_rsdp(struct boot_info *boot, const struct tag *tag)
{
    size_t bytes = tag->bytes - sizeof *tag;

    memset(rsdp_copy, 0, sizeof rsdp_copy);
    memcpy(rsdp_copy, tag + 1, bytes < sizeof rsdp_copy ? bytes : sizeof rsdp_copy);
    boot->rsdp = (uint64_t)rsdp_copy - KERNEL_IMAGE_BASE;
}

static void (*const take_tag[])(struct boot_info *boot, const struct tag *tag) = {
    [1] = take_command_line, [3] = take_module, [6] = take_memory, [14] = take_rsdp, [15] = take_rsdp,
};
#define TAG_TYPES (sizeof take_tag / sizeof take_tag[0])

void boot_info_from_multiboot2(struct boot_info *boot, const void *information)
{
    const char *at = information, *end = at + *(const uint32_t *)information;

    boot->protocol = "multiboot2";
    for (at += 8; end - at >= (long)sizeof(struct tag);) {
        const struct tag *tag = (const struct tag *)at;
        if (tag->type == 0 || tag->bytes < sizeof *tag || tag->bytes > end - at)
            break;
        if (tag->type < TAG_TYPES && take_tag[tag->type])
            take_tag[tag->type](boot, tag);
        at += (tag->bytes + 7) & ~7u;
    }
}
