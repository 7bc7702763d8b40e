/* SPDX-License-Identifier: MIT */
/*
 * Page tables. The kernel half (addresses with bit 47 set) is shared by all roots; each address space owns its lower half.
 * Callers serialise per table (the address space's lock). Table frames come from frame_alloc and are counted in
 * table->table_frames. Never blocks.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "abi/status.h"

typedef uint64_t phys_t;

#define KERNEL_DIRECT_MAP 0xffff800000000000ull     /* physical address 0; 2 MiB pages, RW, NX */
#define KERNEL_IMAGE_BASE 0xffffffff80000000ull     /* the kernel image: physical + this */
#define KERNEL_VIRTUAL_BASE 0xffffc00000000000ull   /* kernel stacks, device registers: mapped as needed */

static inline void *phys_to_virt(phys_t address)
{
    return (void *)(address + KERNEL_DIRECT_MAP);
}
static inline phys_t virt_to_phys(const void *direct_map_address)
{
    return (phys_t)((uintptr_t)direct_map_address - KERNEL_DIRECT_MAP);
}

/* The values are those of the entry's bits where it has one (paging_priv.h), so that nothing need be translated. */
enum page_flags {
    PAGE_PRESENT = 1u << 0,     /* out only. A committed PROT_NONE page is not present but keeps frame and flags */
    PAGE_WRITE = 1u << 1,
    PAGE_USER = 1u << 2,        /* set by the user-space functions themselves */
    PAGE_UNCACHED = 1u << 4,
    PAGE_EXECUTE = 1u << 8,
    PAGE_OWNED = 1u << 9,       /* the frame belongs to this mapping: freed with it (kept in a software bit) */
};

struct page_table {
    phys_t root;
    uint64_t table_frames;      /* frames used by the tables themselves, root included */
    uint32_t root_groups;       /* which parts of the lower half were ever used: paging_priv.h */
    /* The lowest table that was walked to last, and the entry that leads to it: the next page mostly lies in the same. Tables go only
     * when the whole space is taken down. NULL: none. */
    uint64_t last_span;
    uint64_t *last_leaves, *last_parent;
};

/* An empty lower half. STATUS_NO_MEMORY. */
MUST_CHECK status_t page_table_create(struct page_table *table);
/* Frees the table frames. The lower half must have no leaf entries left (page_table_clear). */
void page_table_destroy(struct page_table *table);
/* Maps one 4 KiB user page. present false: keeps frame and flags in a not-present entry (PROT_NONE).
 * STATUS_NO_MEMORY; STATUS_ALREADY_EXISTS: something is mapped there. */
MUST_CHECK status_t page_table_map(struct page_table *table, uint64_t address, phys_t frame, uint32_t flags, bool present);
/* The entry of a page: STATUS_NOT_FOUND when there is none (present or PROT_NONE). flags has PAGE_PRESENT as it is. */
MUST_CHECK status_t page_table_lookup(struct page_table *table, uint64_t address, phys_t *frame, uint32_t *flags);
/* Changes an existing entry's permissions; frame and PAGE_OWNED stay. Flushes on this CPU if it is current. */
MUST_CHECK status_t page_table_protect(struct page_table *table, uint64_t address, uint32_t flags, bool present);
/* Removes an entry and tells what it was (the caller frees an owned frame). STATUS_NOT_FOUND. Flushes if current. */
MUST_CHECK status_t page_table_unmap(struct page_table *table, uint64_t address, phys_t *frame, uint32_t *flags);
/* address itself when there is a table for its page; else the end of the empty span around it: nothing is mapped from
 * address to there, and a walk over a wide range need not look. */
uint64_t page_table_skip(const struct page_table *table, uint64_t address);
/*
 * Teardown in bounded steps: removes up to max_pages leaf entries from the lower half at or after *cursor, calling
 * drop for each, and moves *cursor. Returns true when nothing is left.
 */
bool page_table_clear(struct page_table *table, uint64_t *cursor, uint32_t max_pages,
                      void (*drop)(void *context, uint64_t address, phys_t frame, uint32_t flags), void *context);

/* Direct-map address of the start of the user page around address, if user code may read (write: write) it; else NULL. Reads only, and
 * may be called without the table's lock by whoever keeps the space alive. */
void *page_table_user_page(const struct page_table *table, uint64_t address, bool write);

/*
 * After entries in a range were removed or narrowed: returns when no CPU uses them any more, by itself or in kernel code that
 * copies through the direct map. Only then may frames be freed. This CPU has forgotten them already. It waits for other CPUs, and
 * answers what they ask meanwhile; they answer also while they wait for a lock, so any lock may be held.
 */
void tlb_shootdown(const struct page_table *table, uint64_t address, uint64_t pages);
/* The same for the kernel half. */
void tlb_shootdown_kernel(void);
/* Loads a root (0: the kernel's own) on this CPU. */
void page_table_load(phys_t root);
phys_t page_table_kernel_root(void);

/* Kernel mappings in the KERNEL_VIRTUAL_BASE area, visible in all roots. address 4 KiB aligned. STATUS_NO_MEMORY. */
MUST_CHECK status_t kernel_map_page(uint64_t address, phys_t frame, uint32_t flags);
/* Returns the frame that was mapped. Frame and address may be used again after kernel_unmap_finish. */
phys_t kernel_unmap_page(uint64_t address);
/* After kernel_unmap_page, once for any number of pages: returns when no CPU remembers them. Any locks may be held. */
void kernel_unmap_finish(void);
/* Maps device registers (uncached) for good; returns the address. Boot. */
void *kernel_map_device(phys_t address, uint64_t bytes);
