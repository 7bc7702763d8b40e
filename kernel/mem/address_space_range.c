/* SPDX-License-Identifier: MIT */
/*
 * What anonymous memory and object mappings have in common: checks of ranges, and taking pages away in bounded steps
 * with interrupts let in between. A page is freed only after its translation is gone from every CPU.
 */
#include "mem/address_space_priv.h"

#include "mem/frame.h"

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

/* Unmaps some pages; give_back must follow when the lock is released. */
static void unmap_step_locked(struct address_space *space, uint64_t address, uint64_t pages, struct removed *removed)
{
    lock_assert_held(&space->lock);
    removed->pages = 0;
    removed->owned = 0;
    for (uint64_t i = 0; i < pages; i++) {
        phys_t frame;
        uint32_t flags;

        if (page_table_unmap(&space->table, address + i * PAGE_SIZE, &frame, &flags) != STATUS_OK)
            continue;
        removed->pages++;
        if (flags & PAGE_OWNED)
            removed->frames[removed->owned++] = frame;
    }
    if (removed->pages != 0)
        address_space_forget_locked(space, address, pages);
}

static void give_back(struct address_space *space, uint64_t address, uint64_t pages, const struct removed *removed)
{
    if (removed->pages == 0)
        return;
    tlb_shootdown(&space->table, address, pages);
    for (uint32_t i = 0; i < removed->owned; i++)
        frame_free(removed->frames[i]);
    address_space_release(space, LEDGER_FRAMES, removed->pages);
}

/* One step at address, at most to end: some pages, or a span that has no tables. *next: where the next step begins. Another thread
 * of the process may have changed the range since the last step: STATUS_NOT_FOUND when it is not of this kind any more. */
static status_t unmap_step(struct address_space *space, uint64_t address, uint64_t end, enum region_kind kind, uint64_t *next)
{
    status_t status = STATUS_NOT_FOUND;
    struct removed removed;
    bool mapped;

    removed.pages = 0;
    spin_lock(&space->lock);
    *next = page_table_skip(&space->table, address);
    mapped = *next == address;
    if (mapped)
        *next = address + ADDRESS_SPACE_STEP_PAGES * PAGE_SIZE;
    if (*next > end)
        *next = end;
    if (address_space_covered_locked(space, address, *next - address, kind, NULL)) {
        status = STATUS_OK;
        if (mapped)
            unmap_step_locked(space, address, (*next - address) / PAGE_SIZE, &removed);
    }
    spin_unlock(&space->lock);
    give_back(space, address, (*next - address) / PAGE_SIZE, &removed);
    return status;
}

/* Unmaps a range step by step. The region stays. The work is bounded by the tables that exist, however wide the range is. */
static status_t unmap_pages(struct address_space *space, uint64_t address, uint64_t bytes, enum region_kind kind)
{
    uint64_t end = address + bytes;
    status_t status = unmap_step(space, address, end, kind, &address);

    while (status == STATUS_OK && address < end) {
        cpu_interrupt_window();
        status = unmap_step(space, address, end, kind, &address);
    }
    return status;
}

/* From now on other threads of the process find nothing there, and no room either. */
static void mark_leaving_locked(struct address_space *space, uint64_t address, uint64_t end)
{
    lock_assert_held(&space->lock);
    while (address < end) {
        struct region *region = address_space_find_locked(space, address);

        region->kind = REGION_LEAVING;
        address = region_end(region);
    }
}

/* Erases the region at address, whose pages are gone; returns its end. */
static uint64_t erase_region(struct address_space *space, uint64_t address, enum region_kind kind)
{
    struct page_provider *object;
    struct region *region;
    uint64_t end, pages;

    spin_lock(&space->lock);
    region = address_space_find_locked(space, address);
    kernel_assert(region && region->kind == REGION_LEAVING); /* and so nobody else's */
    object = region->object;
    pages = region->pages;
    end = region_end(region);
    spin_unlock(&space->lock);
    space->pages_gone(space, object, address, end);
    spin_lock(&space->lock);
    /* What is free below is used again before fresh addresses are: those would cost page tables, which stay. */
    if (region->start < space->next_address)
        space->next_address = region->start;
    (void)address_space_erase_locked(space, region);
    spin_unlock(&space->lock);
    if (kind == REGION_ANONYMOUS)
        address_space_release(space, LEDGER_VIRTUAL_PAGES, pages);
    if (object)
        object_put(&object->object);
    return end;
}

status_t address_space_remove_range(struct address_space *space, uint64_t address, uint64_t bytes, enum region_kind kind,
                                    const struct page_provider *object)
{
    uint64_t end = address + bytes, pages = bytes / PAGE_SIZE;
    bool one_step = pages <= ADDRESS_SPACE_STEP_PAGES;
    status_t status = address_space_check_range(address, bytes);
    struct removed removed;

    if (status != STATUS_OK)
        return status;
    spin_lock(&space->lock);
    status = STATUS_NOT_FOUND;
    if (address_space_covered_locked(space, address, bytes, kind, object))
        status = address_space_split_locked(space, address, end);
    if (status == STATUS_OK)
        mark_leaving_locked(space, address, end);
    if (status == STATUS_OK && one_step)
        unmap_step_locked(space, address, pages, &removed);
    spin_unlock(&space->lock);
    if (status != STATUS_OK)
        return status;
    if (one_step)
        give_back(space, address, pages, &removed);
    else if (unmap_pages(space, address, bytes, REGION_LEAVING) != STATUS_OK)
        panic("a region that was leaving is gone");
    while (address < end)
        address = erase_region(space, address, kind);
    return STATUS_OK;
}

/* A change of protection, the same for all of its steps. */
struct protection {
    struct address_space *space;
    enum region_kind kind;
    const struct page_provider *object;
    uint32_t flags;
    bool present;
};

/* Every page must be there. *narrows: some page can be read or written no longer. */
static status_t look_locked(const struct protection *new, uint64_t address, uint64_t pages, bool *narrows)
{
    lock_assert_held(&new->space->lock);
    *narrows = false;
    for (uint64_t i = 0; i < pages; i++) {
        uint32_t old_flags;
        phys_t frame;
        status_t status = page_table_lookup(&new->space->table, address + i * PAGE_SIZE, &frame, &old_flags);

        if (status != STATUS_OK)
            return status;
        *narrows = *narrows || (old_flags & PAGE_WRITE & ~new->flags) || ((old_flags & PAGE_PRESENT) && !new->present);
    }
    return STATUS_OK;
}

/* One step: looks, and then changes if `change`. */
static status_t protect_step(const struct protection *new, uint64_t address, uint64_t pages, bool change)
{
    struct address_space *space = new->space;
    status_t status = STATUS_NOT_FOUND;
    bool narrows;

    spin_lock(&space->lock);
    if (address_space_covered_locked(space, address, pages * PAGE_SIZE, new->kind, new->object))
        status = look_locked(new, address, pages, &narrows);
    change = change && status == STATUS_OK;
    for (uint64_t i = 0; change && i < pages; i++) {
        if (page_table_protect(&space->table, address + i * PAGE_SIZE, new->flags, new->present) != STATUS_OK)
            panic("a page that was just seen is not there");
    }
    /* A remembered translation allows less than there is, at worst. */
    if (change && narrows)
        address_space_forget_locked(space, address, pages);
    spin_unlock(&space->lock);
    if (change)
        tlb_shootdown(&space->table, address, pages);
    if (change && !new->present)
        space->pages_gone(space, (struct page_provider *)new->object, address, address + pages * PAGE_SIZE);
    return status;
}

static status_t protect_steps(const struct protection *new, uint64_t address, uint64_t pages, bool change)
{
    uint64_t step = ADDRESS_SPACE_STEP_PAGES;
    status_t status = STATUS_OK;

    for (uint64_t done = 0; status == STATUS_OK && done < pages; done += step) {
        if (done != 0)
            cpu_interrupt_window();
        if (step > pages - done)
            step = pages - done;
        status = protect_step(new, address + done * PAGE_SIZE, step, change);
    }
    return status;
}

status_t address_space_protect_range(struct address_space *space, uint64_t address, uint64_t bytes, uint32_t prot,
                                     enum region_kind kind, const struct page_provider *object)
{
    struct protection new = { .space = space, .kind = kind, .object = object };
    uint64_t pages = bytes / PAGE_SIZE;
    status_t status = address_space_prot_flags(prot, &new.flags, &new.present);

    if (status == STATUS_OK)
        status = address_space_check_range(address, bytes);
    /* All of it is looked at before any of it changes; a single step does so by itself. */
    if (status == STATUS_OK && pages > ADDRESS_SPACE_STEP_PAGES) {
        status = protect_steps(&new, address, pages, false);
        if (status == STATUS_OK)
            cpu_interrupt_window();
    }
    return status == STATUS_OK ? protect_steps(&new, address, pages, true) : status;
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
    if (status != STATUS_OK)
        return status;
    status = unmap_pages(space, address, bytes, REGION_ANONYMOUS);
    space->pages_gone(space, NULL, address, address + bytes);
    return status;
}
