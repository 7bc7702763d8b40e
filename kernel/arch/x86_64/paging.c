/* SPDX-License-Identifier: MIT */
/*
 * User address spaces: four-level tables of 4 KiB pages. An entry that is not zero belongs to a mapped page; ENTRY_PRESENT
 * says whether user code may touch it. Flushes reach this CPU; tlb.c tells others.
 */
#include "arch/paging.h"

#include <stddef.h>

#include "abi/compiler.h"
#include "abi/limits.h"
#include "arch/upcall.h"
#include "arch/x86_64/arch_priv.h"
#include "arch/x86_64/paging_priv.h"
#include "arch/x86_64/registers.h"
#include "base/string.h"
#include "core/atomic.h"

#define TABLE_FLAGS (ENTRY_PRESENT | ENTRY_WRITE | ENTRY_USER)
#define LEAF_SPAN_SHIFT (PAGE_SHIFT + 9)

static uint64_t entry_make(phys_t frame, uint32_t flags, bool present)
{
    uint64_t entry = frame | ENTRY_KEPT;

    entry |= flags & (PAGE_WRITE | PAGE_OWNED | PAGE_UNCACHED);
    entry |= (flags & PAGE_UNCACHED) / PAGE_UNCACHED * ENTRY_WRITE_THROUGH;
    entry |= present ? ENTRY_PRESENT | ENTRY_USER : 0;
    entry |= flags & PAGE_EXECUTE ? 0 : ENTRY_NO_EXECUTE;
    return entry;
}

static bool in_last_span(const struct page_table *table, uint64_t address)
{
    return address >> LEAF_SPAN_SHIFT == table->last_span && table->last_leaves;
}

static void remember_leaves(struct page_table *table, uint64_t address, uint64_t *parent)
{
    table->last_span = address >> LEAF_SPAN_SHIFT;
    table->last_leaves = table_of(*parent);
    table->last_parent = parent;
}

/* The entry that leads to the lowest table of an address, or NULL. Reads only the tables, and so needs no lock: they stay. */
static uint64_t *parent_find(const struct page_table *table, uint64_t address)
{
    uint64_t *at = table_of(table->root), *entry = NULL;

    for (uint32_t level = TABLE_LEVELS; level > 1; level--) {
        entry = &at[table_index(address, level)];
        if (!(*entry & ENTRY_PRESENT))
            return NULL;
        at = table_of(*entry);
    }
    return entry;
}

/* The level-1 entry of an address whose tables exist, or NULL. The caller has the table's lock. */
static inline uint64_t *entry_find(struct page_table *table, uint64_t address)
{
    if (unlikely(!in_last_span(table, address))) {
        uint64_t *parent = parent_find(table, address);

        if (!parent)
            return NULL;
        remember_leaves(table, address, parent);
    }
    return &table->last_leaves[table_index(address, 1)];
}

uint64_t page_table_skip(const struct page_table *table, uint64_t address)
{
    uint64_t entry = table->root;

    if (in_last_span(table, address))
        return address;
    for (uint32_t level = TABLE_LEVELS; level > 1; level--) {
        entry = table_of(entry)[table_index(address, level)];
        if (!(entry & ENTRY_PRESENT)) {
            uint64_t span = 1ull << (12 + 9 * (level - 1));

            return (address & ~(span - 1)) + span;
        }
    }
    return address;
}

/* Walks to the lowest table of an address, and remembers it; makes what is missing. */
static status_t leaves_create(struct page_table *table, uint64_t address)
{
    uint64_t *at = table_of(table->root), *parent = NULL, *entry = NULL;

    for (uint32_t level = TABLE_LEVELS; level > 1; level--) {
        uint32_t index = table_index(address, level);

        entry = &at[index];
        if (!(*entry & ENTRY_PRESENT)) {
            phys_t frame;
            status_t status = frame_alloc(&frame);

            if (status != STATUS_OK)
                return status; /* tables made so far stay, empty; page_table_destroy frees them */
            table->table_frames++;
            *entry = frame | TABLE_FLAGS;
            if (parent)
                *parent |= (uint64_t)table_group(index) << ENTRY_GROUPS_SHIFT;
            else
                table->root_groups |= table_group(index);
        }
        parent = entry;
        at = table_of(*entry);
    }
    remember_leaves(table, address, entry);
    return STATUS_OK;
}

static bool table_is_current(const struct page_table *table)
{
    return ((struct arch_cpu *)cpu_current())->page_table == table->root;
}

static void page_flush(const struct page_table *table, uint64_t address)
{
    if (table_is_current(table))
        tlb_flush_page(address);
}

/* Address spaces that there ever were. */
static uint64_t spaces_made;

status_t page_table_create(struct page_table *table)
{
    phys_t root;
    status_t status = frame_alloc_raw(&root);

    if (status != STATUS_OK)
        return status;
    uint64_t *entries = phys_to_virt(root);
    const uint64_t *kernel = phys_to_virt(page_table_kernel_root());
    memset(entries, 0, KERNEL_HALF_FIRST * sizeof *entries);
    memcpy(&entries[KERNEL_HALF_FIRST], &kernel[KERNEL_HALF_FIRST], KERNEL_HALF_FIRST * sizeof *entries);
    *root_word(root, ROOT_SPACE) = atomic_add_relaxed(&spaces_made, 1) << ROOT_WORD_SHIFT;
    *root_word(root, ROOT_CHANGES) = 0;
    *table = (struct page_table){ .root = root, .table_frames = 1 };
    return STATUS_OK;
}

status_t page_table_map(struct page_table *table, uint64_t address, phys_t frame, uint32_t flags, bool present)
{
    uint32_t index = table_index(address, 1);
    uint64_t *entry;

    if (!in_last_span(table, address)) {
        status_t status = leaves_create(table, address);

        if (status != STATUS_OK)
            return status;
    }
    entry = &table->last_leaves[index];
    if (*entry)
        return STATUS_ALREADY_EXISTS;
    *table->last_parent |= (uint64_t)table_group(index) << ENTRY_GROUPS_SHIFT;
    *entry = entry_make(frame, flags, present); /* nothing was cached for it: no flush */
    return STATUS_OK;
}

status_t page_table_lookup(struct page_table *table, uint64_t address, phys_t *frame, uint32_t *flags)
{
    const uint64_t *entry = entry_find(table, address);

    if (!entry || !*entry)
        return STATUS_NOT_FOUND;
    *frame = *entry & ENTRY_FRAME;
    *flags = entry_flags(*entry);
    return STATUS_OK;
}

status_t page_table_protect(struct page_table *table, uint64_t address, uint32_t flags, bool present)
{
    uint64_t *entry = entry_find(table, address);

    if (!entry || !*entry)
        return STATUS_NOT_FOUND;
    flags = (flags & ~(uint32_t)PAGE_OWNED) | (entry_flags(*entry) & PAGE_OWNED);
    *entry = entry_make(*entry & ENTRY_FRAME, flags, present);
    page_flush(table, address);
    return STATUS_OK;
}

status_t page_table_unmap(struct page_table *table, uint64_t address, phys_t *frame, uint32_t *flags)
{
    uint64_t *entry = entry_find(table, address);

    if (!entry || !*entry)
        return STATUS_NOT_FOUND;
    *frame = *entry & ENTRY_FRAME;
    *flags = entry_flags(*entry);
    *entry = 0;
    page_flush(table, address);
    return STATUS_OK;
}

void *page_table_user_page(const struct page_table *table, uint64_t address, bool write)
{
    uint64_t needed = ENTRY_PRESENT | ENTRY_USER | (write ? ENTRY_WRITE : 0);

    if (address >= USER_MAX)
        return NULL;
    const uint64_t *parent = parent_find(table, address);
    if (!parent)
        return NULL;
    /* Read once: without the lock it may change meanwhile. */
    uint64_t entry = atomic_load_relaxed(&table_of(*parent)[table_index(address, 1)]);
    return (entry & needed) == needed ? phys_to_virt(entry & ENTRY_FRAME) : NULL;
}
