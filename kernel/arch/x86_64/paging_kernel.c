/* SPDX-License-Identifier: MIT */
/*
 * The kernel half of all address spaces. Built once: the direct map of RAM (2 MiB pages; 4 KiB where the kernel image
 * lies, so that its code and constants are read-only there too), the image by sections, and an empty top-level slot for
 * KERNEL_VIRTUAL_BASE, filled before the first address space copies it, so that later mappings show up in all of them.
 */
#include "arch/paging.h"

#include "abi/limits.h"
#include "arch/upcall.h"
#include "arch/x86_64/arch_priv.h"
#include "arch/x86_64/paging_priv.h"
#include "arch/x86_64/registers.h"
#include "base/lock.h"
#include "base/log.h"

#define TABLE_FLAGS (ENTRY_PRESENT | ENTRY_WRITE)
/* Device registers live in the upper half of the 512 GiB slot, kernel stacks in the lower. */
#define KERNEL_DEVICE_BASE (KERNEL_VIRTUAL_BASE + (1ull << 38))
#define DIRECT_MAP_MAX (1ull << 46)

uint64_t entry_global;
static phys_t kernel_root;
static uint64_t device_next = KERNEL_DEVICE_BASE;
/* Guards the entries of the KERNEL_VIRTUAL_BASE area and the list. */
static struct spinlock kernel_half_lock = SPINLOCK(LOCK_KERNEL_HALF);
static phys_t retired_tables;

/* The entry of a kernel page at level 1 (4 KiB), 2 (2 MiB) or 3, making tables on the way; NULL: out of frames. */
static uint64_t *kernel_table_entry(uint64_t address, uint32_t level)
{
    uint64_t *at = phys_to_virt(kernel_root);

    for (uint32_t above = TABLE_LEVELS; above > level; above--) {
        uint64_t *entry = &at[table_index(address, above)];
        if (!(*entry & ENTRY_PRESENT)) {
            phys_t frame;
            if (frame_alloc(&frame) != STATUS_OK)
                return NULL;
            *entry = frame | TABLE_FLAGS;
        }
        at = table_of(*entry);
    }
    return &at[table_index(address, level)];
}

static void boot_map(uint64_t address, uint32_t level, uint64_t entry)
{
    uint64_t *slot = kernel_table_entry(address, level);

    if (!slot)
        panic("no memory for the kernel's page tables");
    if (!*slot)
        *slot = entry;
}

static phys_t image_phys(const char *symbol)
{
    return (phys_t)symbol - KERNEL_IMAGE_BASE;
}

static void direct_map_page_2m(phys_t base)
{
    phys_t read_only_end = image_phys(kernel_data_start);

    if (base >= image_phys(kernel_image_end) || base + LARGE_PAGE_BYTES <= image_phys(kernel_image_start)) {
        boot_map(base + KERNEL_DIRECT_MAP, 2,
                 base | ENTRY_PRESENT | ENTRY_WRITE | ENTRY_LARGE | entry_global | ENTRY_NO_EXECUTE);
        return;
    }
    for (phys_t at = base; at < base + LARGE_PAGE_BYTES; at += PAGE_SIZE) {
        bool read_only = at >= image_phys(kernel_image_start) && at < read_only_end;
        boot_map(at + KERNEL_DIRECT_MAP, 1,
                 at | ENTRY_PRESENT | (read_only ? 0 : ENTRY_WRITE) | entry_global | ENTRY_NO_EXECUTE);
    }
}

static void direct_map_ram(const struct boot_info *boot)
{
    for (uint32_t i = 0; i < boot->memory_count; i++) {
        const struct boot_memory_range *range = &boot->memory[i];
        phys_t end = range->base + range->bytes;

        if (!range->usable || range->base >= DIRECT_MAP_MAX)
            continue;
        if (end > DIRECT_MAP_MAX)
            end = DIRECT_MAP_MAX;
        for (phys_t at = range->base & ~(LARGE_PAGE_BYTES - 1); at < end; at += LARGE_PAGE_BYTES)
            direct_map_page_2m(at);
    }
}

static void image_map(const char *start, const char *end, uint64_t flags)
{
    for (const char *at = start; at < end; at += PAGE_SIZE) {
        if (at != boot_stack_guard)
            boot_map((uint64_t)at, 1, image_phys(at) | ENTRY_PRESENT | entry_global | flags);
    }
}

void paging_init(const struct boot_info *boot)
{
    entry_global = feature_has(FEATURE_PGE) ? ENTRY_GLOBAL : 0;
    if (frame_alloc(&kernel_root) != STATUS_OK)
        panic("no memory for the kernel's page tables");

    direct_map_ram(boot);
    image_map(kernel_image_start, kernel_rodata_start, 0);
    image_map(kernel_rodata_start, kernel_data_start, ENTRY_NO_EXECUTE);
    image_map(kernel_data_start, kernel_image_end, ENTRY_WRITE | ENTRY_NO_EXECUTE);
    if (!kernel_table_entry(KERNEL_VIRTUAL_BASE, TABLE_LEVELS - 1))
        panic("no memory for the kernel's page tables");
    page_table_load(0);
    if (feature_has(FEATURE_PCID))
        klog("paging: address spaces are tagged\n");
    else if (feature_has(FEATURE_TAGS))
        klog("paging: tags of address spaces are counted and not used\n");
}

phys_t page_table_kernel_root(void)
{
    return kernel_root;
}

const void *direct_map_read_only(phys_t address, uint64_t bytes)
{
    phys_t end = address + bytes;

    for (phys_t at = address & ~(LARGE_PAGE_BYTES - 1); at < end; at += LARGE_PAGE_BYTES) {
        if ((at >> 46) != 0)
            return NULL;
        const uint64_t *directory = kernel_table_entry(at + KERNEL_DIRECT_MAP, 2);
        if (!directory)
            return NULL;
        if (!*directory)
            boot_map(at + KERNEL_DIRECT_MAP, 2, at | ENTRY_PRESENT | ENTRY_LARGE | entry_global | ENTRY_NO_EXECUTE);
    }
    return phys_to_virt(address);
}

bool kernel_page_is_mapped(uint64_t address)
{
    uint64_t entry = kernel_root;

    if (!kernel_root || table_index(address, TABLE_LEVELS) != table_index(KERNEL_VIRTUAL_BASE, TABLE_LEVELS))
        return false;
    for (uint32_t level = TABLE_LEVELS; level >= 1; level--) {
        entry = table_of(entry)[table_index(address, level)];
        if (!(entry & ENTRY_PRESENT))
            return false;
    }
    return true;
}

/* The level-1 entry of an address; NULL when there is no table for it. */
static uint64_t *entry_find_locked(uint64_t address)
{
    uint64_t entry = kernel_root;

    lock_assert_held(&kernel_half_lock);
    for (uint32_t level = TABLE_LEVELS; level > 1; level--) {
        entry = table_of(entry)[table_index(address, level)];
        if (!(entry & ENTRY_PRESENT))
            return NULL;
    }
    return &table_of(entry)[table_index(address, 1)];
}

/* Makes the highest table that is missing for an address. The frame is taken without the lock: getting one may give back the
 * stacks that nobody uses, and so come back to this file. */
static status_t table_add(uint64_t address)
{
    phys_t frame;
    status_t status = frame_alloc(&frame);

    if (status != STATUS_OK)
        return status;
    spin_lock(&kernel_half_lock);
    uint64_t *at = phys_to_virt(kernel_root);
    for (uint32_t level = TABLE_LEVELS; level > 1; level--) {
        uint64_t *entry = &at[table_index(address, level)];
        if (!(*entry & ENTRY_PRESENT)) {
            *entry = frame | TABLE_FLAGS;
            frame = 0;
            break;
        }
        at = table_of(*entry);
    }
    spin_unlock(&kernel_half_lock);
    if (frame)
        frame_free(frame); /* another CPU was faster */
    return STATUS_OK;
}

status_t kernel_map_page(uint64_t address, phys_t frame, uint32_t flags)
{
    uint64_t *entry;

    spin_lock(&kernel_half_lock);
    while (!(entry = entry_find_locked(address))) {
        spin_unlock(&kernel_half_lock);
        status_t status = table_add(address);
        if (status != STATUS_OK)
            return status;
        spin_lock(&kernel_half_lock);
    }
    kernel_assert(!*entry);
    *entry = frame | ENTRY_PRESENT | entry_global | (flags & PAGE_WRITE ? ENTRY_WRITE : 0) |
             (flags & PAGE_EXECUTE ? 0 : ENTRY_NO_EXECUTE) |
             (flags & PAGE_UNCACHED ? ENTRY_CACHE_DISABLE | ENTRY_WRITE_THROUGH : 0);
    spin_unlock(&kernel_half_lock);
    return STATUS_OK;
}

/* Level-1 tables go with their last page, so that a crowd of threads leaves nothing behind. Other CPUs may still walk through it:
 * it waits for kernel_unmap_finish in a list whose links, as entries, are not present. */
static void retire_table_if_empty_locked(uint64_t address)
{
    uint64_t *directory = kernel_table_entry(address, 2);
    uint64_t *table = table_of(*directory);

    lock_assert_held(&kernel_half_lock);
    for (uint32_t i = 0; i < TABLE_ENTRIES; i++) {
        if (table[i])
            return;
    }
    table[0] = retired_tables;
    retired_tables = *directory & ENTRY_FRAME;
    *directory = 0;
    tlb_flush_page(address); /* forgets the cached table as well */
}

phys_t kernel_unmap_page(uint64_t address)
{
    spin_lock(&kernel_half_lock);
    uint64_t *entry = entry_find_locked(address);

    kernel_assert(entry && *entry);
    phys_t frame = *entry & ENTRY_FRAME;
    *entry = 0;
    tlb_flush_page(address);
    retire_table_if_empty_locked(address);
    spin_unlock(&kernel_half_lock);
    return frame;
}

void kernel_unmap_finish(void)
{
    spin_lock(&kernel_half_lock);
    phys_t table = retired_tables;
    retired_tables = 0;
    spin_unlock(&kernel_half_lock);

    tlb_shootdown_kernel();
    while (table) {
        phys_t next = *(const uint64_t *)phys_to_virt(table);
        frame_free(table);
        table = next;
    }
}

void *kernel_map_device(phys_t address, uint64_t bytes)
{
    phys_t first = address & ~(phys_t)(PAGE_SIZE - 1);
    uint64_t base = device_next;

    for (phys_t at = first; at < address + bytes; at += PAGE_SIZE) {
        if (kernel_map_page(device_next, at, PAGE_WRITE | PAGE_UNCACHED) != STATUS_OK)
            panic("no memory to map device registers at %llx", (unsigned long long)address);
        device_next += PAGE_SIZE;
    }
    return (void *)(base + (address - first));
}
