/* SPDX-License-Identifier: MIT */
/*
 * What anonymous memory and object mappings have in common: checks of ranges, and taking pages away in bounded steps
 * with interrupts let in between. A page is freed only after its translation is gone from every CPU.
 */
#include "mem/address_space_priv.h"

#include "mem/frame.h"
#include "object/memory_object.h"

status_t address_space_prot_flags(uint32_t prot, uint32_t *flags, bool *present)
{
    if (prot & ~(PROT_READ | PROT_WRITE | PROT_EXECUTE))
        return STATUS_INVALID_ARGUMENT;
    if ((prot & PROT_WRITE) && (prot & PROT_EXECUTE))
        return STATUS_INVALID_ARGUMENT;
    *flags = (prot & PROT_WRITE ? PAGE_WRITE : 0u) | (prot & PROT_EXECUTE ? PAGE_EXECUTE : 0u);
    *present = prot != PROT_NONE;
    return STATUS_OK;
}

status_t address_space_check_range(uint64_t address, uint64_t bytes)
{
    if (bytes == 0 || address % PAGE_SIZE != 0 || bytes % PAGE_SIZE != 0)
        return STATUS_INVALID_ARGUMENT;
    if (address < USER_MAP_MIN || bytes > USER_MAP_MAX - USER_MAP_MIN || address > USER_MAP_MAX - bytes)
        return STATUS_OUT_OF_RANGE;
    return STATUS_OK;
}

/* What one step took away: to be freed when no CPU uses it any more. */
struct removed {
    uint64_t pages;                     /* owned or not */
    uint32_t owned;
    phys_t frames[ADDRESS_SPACE_STEP_PAGES];
};

static void unmap_step_locked(struct address_space *space, uint64_t address, uint64_t pages, struct removed *removed)
{
    for (uint64_t i = 0; i < pages; i++) {
        phys_t frame;
        uint32_t flags;

        if (page_table_unmap(&space->table, address + i * PAGE_SIZE, &frame, &flags) != STATUS_OK)
            continue;
        removed->pages++;
        if (flags & PAGE_OWNED)
            removed->frames[removed->owned++] = frame;
    }
    space->generation++;
}

/* One step at address, at most to end: some pages, or a span that has no tables. Returns where the next step begins. */
static uint64_t unmap_step(struct address_space *space, uint64_t address, uint64_t end)
{
    struct removed removed;
    uint64_t next;

    removed.pages = 0;
    removed.owned = 0;
    spin_lock(&space->lock);
    next = page_table_skip(&space->table, address);
    if (next == address) {
        next = address + ADDRESS_SPACE_STEP_PAGES * PAGE_SIZE;
        if (next > end)
            next = end;
        unmap_step_locked(space, address, (next - address) / PAGE_SIZE, &removed);
    }
    spin_unlock(&space->lock);
    if (removed.pages != 0)
        tlb_shootdown(&space->table);
    for (uint32_t i = 0; i < removed.owned; i++)
        frame_free(removed.frames[i]);
    address_space_release(space, LEDGER_FRAMES, removed.pages);
    return next < end ? next : end;
}

/* Unmaps a range step by step. The region stays. The work is bounded by the tables that exist, however wide the range is. */
static void unmap_pages(struct address_space *space, uint64_t address, uint64_t bytes)
{
    uint64_t end = address + bytes;

    while ((address = unmap_step(space, address, end)) < end)
        cpu_interrupt_window();
}

/* Marks the regions of a covered range: another thread of the process finds nothing there from now on. */
static void mark_leaving_locked(struct address_space *space, uint64_t address, uint64_t end)
{
    while (address < end) {
        struct region *region = address_space_find_locked(space, address);

        region->leaving = true;
        address = region_end(region);
    }
}

status_t address_space_remove_range(struct address_space *space, uint64_t address, uint64_t bytes, enum region_kind kind,
                                    const struct memory_object *object)
{
    uint64_t end = address + bytes;
    status_t status = address_space_check_range(address, bytes);

    if (status != STATUS_OK)
        return status;
    spin_lock(&space->lock);
    status = STATUS_NOT_FOUND;
    if (address_space_covered_locked(space, address, bytes, kind, object))
        status = address_space_split_locked(space, address, end);
    if (status == STATUS_OK)
        mark_leaving_locked(space, address, end);
    spin_unlock(&space->lock);
    if (status != STATUS_OK)
        return status;
    unmap_pages(space, address, bytes);
    while (address < end) {
        struct memory_object *dropped = NULL;
        uint64_t pages = 0;
        struct region *region;

        spin_lock(&space->lock);
        region = address_space_find_locked(space, address);
        kernel_assert(region && region->leaving);
        pages = region->pages;
        /* What is free below is used again before fresh addresses are: those would cost page tables, which stay. */
        if (region->start < space->next_address)
            space->next_address = region->start;
        address = region_end(region);
        dropped = address_space_erase_locked(space, region);
        spin_unlock(&space->lock);
        if (kind == REGION_ANONYMOUS)
            address_space_release(space, LEDGER_VIRTUAL_PAGES, pages);
        if (dropped)
            object_put(memory_object_header(dropped));
    }
    return STATUS_OK;
}

/* One step of protect: looks (change false) or changes. Every page must be there. */
static status_t protect_step(struct address_space *space, uint64_t address, uint64_t pages, uint32_t flags, bool present,
                             bool change, enum region_kind kind, const struct memory_object *object)
{
    status_t status = STATUS_OK;

    spin_lock(&space->lock);
    if (!address_space_covered_locked(space, address, pages * PAGE_SIZE, kind, object))
        status = STATUS_NOT_FOUND;
    for (uint64_t i = 0; status == STATUS_OK && i < pages; i++) {
        uint64_t at = address + i * PAGE_SIZE;
        uint32_t old_flags;
        phys_t frame;

        status = change ? page_table_protect(&space->table, at, flags, present) :
                          page_table_lookup(&space->table, at, &frame, &old_flags);
    }
    if (change)
        space->generation++;
    spin_unlock(&space->lock);
    if (change)
        tlb_shootdown(&space->table);
    return status;
}

status_t address_space_protect_range(struct address_space *space, uint64_t address, uint64_t bytes, uint32_t prot,
                                     enum region_kind kind, const struct memory_object *object)
{
    uint64_t pages = bytes / PAGE_SIZE;
    uint32_t flags;
    bool present;
    status_t status = address_space_prot_flags(prot, &flags, &present);

    if (status != STATUS_OK)
        return status;
    status = address_space_check_range(address, bytes);
    /* All of it is looked at before any of it changes. */
    for (uint32_t change = 0; change <= 1; change++) {
        for (uint64_t done = 0; status == STATUS_OK && done < pages; done += ADDRESS_SPACE_STEP_PAGES) {
            uint64_t step = pages - done < ADDRESS_SPACE_STEP_PAGES ? pages - done : ADDRESS_SPACE_STEP_PAGES;

            status = protect_step(space, address + done * PAGE_SIZE, step, flags, present, change, kind, object);
            if (done + step < pages)
                cpu_interrupt_window();
        }
    }
    return status;
}

status_t address_space_decommit(struct address_space *space, uint64_t address, uint64_t bytes)
{
    status_t status = address_space_check_range(address, bytes);

    if (status != STATUS_OK)
        return status;
    spin_lock(&space->lock);
    if (!address_space_covered_locked(space, address, bytes, REGION_ANONYMOUS, NULL))
        status = STATUS_NOT_FOUND;
    spin_unlock(&space->lock);
    if (status == STATUS_OK)
        unmap_pages(space, address, bytes);
    return status;
}
