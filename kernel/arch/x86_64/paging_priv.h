/* SPDX-License-Identifier: MIT */
/* Page table entries. Hardware bits: Intel SDM volume 3, chapter 4.5. */
#pragma once

#include <stdint.h>

#include "arch/paging.h"

#define ENTRY_PRESENT (1ull << 0)
#define ENTRY_WRITE (1ull << 1)
#define ENTRY_USER (1ull << 2)
#define ENTRY_WRITE_THROUGH (1ull << 3)
#define ENTRY_CACHE_DISABLE (1ull << 4)
#define ENTRY_LARGE (1ull << 7)
#define ENTRY_GLOBAL (1ull << 8)
#define ENTRY_OWNED (1ull << 9)         /* software: PAGE_OWNED */
#define ENTRY_KEPT (1ull << 10)         /* software: a leaf that is in use, present or not */
#define ENTRY_NO_EXECUTE (1ull << 63)
#define ENTRY_FRAME 0x000ffffffffff000ull

/* Software, in entries that lead to a table: which eighths of it were ever used. Taking down looks only there. The processor ignores
 * these bits (SDM table 4-20; protection keys are of leaves only). The root has no such entry: page_table.root_groups. */
#define ENTRY_GROUPS_SHIFT 52
#define GROUP_ENTRIES 64u

#define TABLE_ENTRIES 512u
#define TABLE_LEVELS 4u
#define LARGE_PAGE_BYTES 0x200000ull
#define KERNEL_HALF_FIRST 256u          /* index in the root */

/*
 * Two entries of each root lie where the kernel maps nothing and are never present, so that the processor looks at none of their
 * other bits: the space's number, which is never used again, and how often translations were taken away from it (tlb.c).
 */
#define ROOT_SPACE 509u
#define ROOT_CHANGES 510u
#define ROOT_WORD_SHIFT 1u
static inline uint64_t *root_word(phys_t root, uint32_t index)
{
    return (uint64_t *)phys_to_virt(root) + index;
}

/* Level 1 has the 4 KiB pages, level 4 is the root. */
static inline uint32_t table_index(uint64_t address, uint32_t level)
{
    return (uint32_t)(address >> (12 + 9 * (level - 1))) & (TABLE_ENTRIES - 1);
}
static inline uint64_t *table_of(uint64_t entry)
{
    return phys_to_virt(entry & ENTRY_FRAME);
}

/* ENTRY_GLOBAL where the processor has it. */
extern uint64_t entry_global;

_Static_assert(PAGE_PRESENT == ENTRY_PRESENT && PAGE_WRITE == ENTRY_WRITE && PAGE_UNCACHED == ENTRY_CACHE_DISABLE &&
                   PAGE_OWNED == ENTRY_OWNED,
               "flags that need no translation");

/* PAGE_* of a leaf entry. */
static inline uint32_t entry_flags(uint64_t entry)
{
    uint32_t same = (uint32_t)entry & (PAGE_PRESENT | PAGE_WRITE | PAGE_UNCACHED | PAGE_OWNED);

    return same | PAGE_USER | (entry & ENTRY_NO_EXECUTE ? 0u : PAGE_EXECUTE);
}

/* Of the eighth that an entry lies in: its bit among the groups. */
static inline uint32_t table_group(uint32_t index)
{
    return 1u << index / GROUP_ENTRIES;
}
static inline uint32_t entry_groups(uint64_t entry)
{
    return (uint32_t)(entry >> ENTRY_GROUPS_SHIFT) & 0xff;
}
