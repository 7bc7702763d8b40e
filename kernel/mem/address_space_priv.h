/* SPDX-License-Identifier: MIT */
/* Shared by the address_space_*.c files only. Everything here is called with space->lock held. */
#pragma once

#include "mem/address_space.h"

/* Pages that one step of a long operation handles before interrupts are let in. */
#define ADDRESS_SPACE_STEP_PAGES 64u

static inline uint64_t region_end(const struct region *region)
{
    return region->start + region->pages * PAGE_SIZE;
}
/* The region that contains address; NULL. */
struct region *address_space_find_locked(struct address_space *space, uint64_t address);
/* Whether [start, start + bytes) touches any region. */
bool address_space_overlaps_locked(struct address_space *space, uint64_t start, uint64_t bytes);
/* Before or after pages are taken away or narrowed, under the same lock: what is remembered of them is right no longer. Most pages are
 * in nobody's memory, since messages lie in few, and a raised generation costs every thread of the process its own. */
static inline void address_space_forget_locked(struct address_space *space, uint64_t address, uint64_t pages)
{
    uint32_t first = (uint32_t)(address / PAGE_SIZE % 64);
    uint64_t run = pages >= 64 ? UINT64_MAX : (1ull << pages) - 1;
    uint64_t touched = run << first | (first != 0 ? run >> (64 - first) : 0);

    lock_assert_held(&space->lock);
    if (space->remembered & touched) {
        space->generation++;
        space->remembered = 0;
    }
}
/* Adds a region. STATUS_NO_MEMORY, STATUS_QUOTA_EXCEEDED (too many). */
MUST_CHECK status_t address_space_insert_locked(struct address_space *space, const struct region *model);
/* Room for bytes in the mapping area: the hint itself, or anywhere for 0. */
MUST_CHECK status_t address_space_place_locked(struct address_space *space, uint64_t hint, uint64_t bytes, uint64_t *address);
/* Makes start and end region borders, splitting regions that straddle them. */
MUST_CHECK status_t address_space_split_locked(struct address_space *space, uint64_t start, uint64_t end);
/* Unlinks and frees a region whose pages are gone. Gives back its object, whose reference the caller must put. */
struct page_provider *address_space_erase_locked(struct address_space *space, struct region *region);

MUST_CHECK status_t address_space_charge(struct address_space *space, enum ledger_resource resource, uint64_t amount);
void address_space_release(struct address_space *space, enum ledger_resource resource, uint64_t amount);
/* Worst case of table frames that mapping `pages` pages in a row can need: even two pages lie in two tables of each of
 * the three lower levels when they straddle what one top-level entry covers. */
static inline uint64_t address_space_table_bound(uint64_t pages)
{
    return pages / 512 + 6;
}
/* After mapping with `bound` table frames charged ahead: gives back what was not needed. */
void address_space_settle_tables_locked(struct address_space *space, uint64_t bound);
/* PROT_* to page flags. STATUS_INVALID_ARGUMENT: unknown bits, or write with execute. */
MUST_CHECK status_t address_space_prot_flags(uint32_t prot, uint32_t *flags, bool *present);
/* Page aligned, not empty, inside the mapping area. STATUS_INVALID_ARGUMENT, STATUS_OUT_OF_RANGE. */
MUST_CHECK status_t address_space_check_range(uint64_t address, uint64_t bytes);
/* Every page of the range lies in regions of this kind (and of this object, when it is not NULL). */
bool address_space_covered_locked(struct address_space *space, uint64_t address, uint64_t bytes, enum region_kind kind,
                                  const struct page_provider *object);
/* Unmaps the pages of a covered range in steps, then removes its regions. */
MUST_CHECK status_t address_space_remove_range(struct address_space *space, uint64_t address, uint64_t bytes,
                                               enum region_kind kind, const struct page_provider *object);
/* Changes the protection of a covered range in which every page is mapped. */
MUST_CHECK status_t address_space_protect_range(struct address_space *space, uint64_t address, uint64_t bytes, uint32_t prot,
                                                enum region_kind kind, const struct page_provider *object);
