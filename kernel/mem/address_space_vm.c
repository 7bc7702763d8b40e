/* SPDX-License-Identifier: MIT */
/* Anonymous memory and object mappings: reserve, commit, map. See address_space.h. */
#include "mem/address_space_priv.h"

#include "mem/frame.h"

/* Makes an anonymous region of model->pages. Sets model->start and *address on success only. */
static status_t reserve_locked(struct address_space *space, uint64_t hint, struct region *model, uint64_t *address)
{
    status_t status = address_space_charge(space, LEDGER_VIRTUAL_PAGES, model->pages);

    lock_assert_held(&space->lock);
    if (status != STATUS_OK)
        return status;
    status = address_space_place_locked(space, hint, model->pages * PAGE_SIZE, &model->start);
    if (status == STATUS_OK)
        status = address_space_insert_locked(space, model);
    if (status == STATUS_OK)
        *address = model->start;
    else
        address_space_release(space, LEDGER_VIRTUAL_PAGES, model->pages);
    return status;
}

status_t address_space_reserve(struct address_space *space, uint64_t hint, uint64_t bytes, uint64_t *address)
{
    struct region model = { .pages = bytes / PAGE_SIZE, .kind = REGION_ANONYMOUS };
    status_t status;

    if (bytes == 0 || bytes % PAGE_SIZE != 0)
        return STATUS_INVALID_ARGUMENT;
    spin_lock(&space->lock);
    status = reserve_locked(space, hint, &model, address);
    spin_unlock(&space->lock);
    return status;
}

/* Backs a page that is not there. */
static status_t map_fresh_locked(struct address_space *space, uint64_t address, uint32_t flags, bool present)
{
    phys_t frame;
    status_t status = frame_alloc(&frame);

    lock_assert_held(&space->lock);
    if (status != STATUS_OK)
        return status;
    status = page_table_map(&space->table, address, frame, flags | PAGE_OWNED, present);
    if (status != STATUS_OK)
        frame_free(frame);
    return status;
}

/* Backs one page (*fresh: a frame was taken) or re-protects it. */
static status_t commit_page_locked(struct address_space *space, uint64_t address, uint32_t flags, bool present, bool *fresh)
{
    phys_t frame;
    uint32_t old_flags;
    status_t status;

    lock_assert_held(&space->lock);
    *fresh = false;
    if (page_table_lookup(&space->table, address, &frame, &old_flags) == STATUS_OK)
        return page_table_protect(&space->table, address, flags, present);
    status = map_fresh_locked(space, address, flags, present);
    *fresh = status == STATUS_OK;
    return status;
}

/* One step of commit: pages frames and the table bound are charged first, what was not needed is given back. */
static status_t commit_step(struct address_space *space, uint64_t address, uint64_t pages, uint32_t flags, bool present)
{
    uint64_t bound = address_space_table_bound(pages);
    uint64_t fresh_pages = 0;
    bool changed = false;
    status_t status = STATUS_NOT_FOUND;

    spin_lock(&space->lock);
    if (address_space_covered_locked(space, address, pages * PAGE_SIZE, REGION_ANONYMOUS, NULL))
        status = address_space_charge(space, LEDGER_FRAMES, pages + bound);
    if (status != STATUS_OK) {
        spin_unlock(&space->lock);
        return status;
    }
    for (uint64_t i = 0; i < pages && status == STATUS_OK; i++) {
        bool fresh;

        status = commit_page_locked(space, address + i * PAGE_SIZE, flags, present, &fresh);
        fresh_pages += fresh;
        changed = changed || !fresh;
    }
    /* What was not there is nowhere remembered. */
    if (changed)
        address_space_forget_locked(space, address, pages);
    address_space_settle_tables_locked(space, bound);
    spin_unlock(&space->lock);
    if (changed)
        tlb_shootdown(&space->table, address, pages);
    if (pages > fresh_pages)
        address_space_release(space, LEDGER_FRAMES, pages - fresh_pages);
    return status;
}

status_t address_space_commit(struct address_space *space, uint64_t address, uint64_t bytes, uint32_t prot)
{
    uint32_t flags;
    bool present, covered = true;
    status_t status = address_space_check_range(address, bytes);

    if (status == STATUS_OK)
        status = address_space_prot_flags(prot, &flags, &present);
    if (status != STATUS_OK)
        return status;
    /* Each step looks by itself: this is for those that have not come yet. */
    if (bytes > ADDRESS_SPACE_STEP_PAGES * PAGE_SIZE) {
        spin_lock(&space->lock);
        covered = address_space_covered_locked(space, address, bytes, REGION_ANONYMOUS, NULL);
        spin_unlock(&space->lock);
    }
    if (!covered)
        return STATUS_NOT_FOUND;
    while (status == STATUS_OK && bytes != 0) {
        uint64_t pages = bytes / PAGE_SIZE;

        if (pages > ADDRESS_SPACE_STEP_PAGES)
            pages = ADDRESS_SPACE_STEP_PAGES;
        status = commit_step(space, address, pages, flags, present);
        if (!present)
            space->pages_gone(space, NULL, address, address + pages * PAGE_SIZE);
        address += pages * PAGE_SIZE;
        bytes -= pages * PAGE_SIZE;
        if (bytes != 0)
            cpu_interrupt_window();
    }
    return status;
}

/* Table frames that at most a step of pages may need: none when the lowest tables are there, of which it touches two at most. */
static uint64_t tables_bound_locked(struct address_space *space, uint64_t address, uint64_t pages)
{
    uint64_t last = address + (pages - 1) * PAGE_SIZE;
    bool there = page_table_skip(&space->table, address) == address && page_table_skip(&space->table, last) == last;

    lock_assert_held(&space->lock);
    return there ? 0 : address_space_table_bound(pages);
}

/* Reserves and commits at most one step, under one lock. After a failure, *address tells whether there is something to unmap. */
static status_t map_step(struct address_space *space, uint64_t hint, uint64_t pages, uint32_t flags, bool present, uint64_t *address)
{
    struct region model = { .pages = pages, .kind = REGION_ANONYMOUS };
    uint64_t bound, done = 0;
    status_t status;

    spin_lock(&space->lock);
    status = reserve_locked(space, hint, &model, address);
    if (status == STATUS_OK) {
        bound = tables_bound_locked(space, model.start, pages);
        status = address_space_charge(space, LEDGER_FRAMES, pages + bound);
    }
    if (status != STATUS_OK) {
        spin_unlock(&space->lock);
        return status;
    }
    while (status == STATUS_OK && done < pages) {
        status = map_fresh_locked(space, model.start + done * PAGE_SIZE, flags, present);
        done += status == STATUS_OK;
    }
    if (bound != 0)
        address_space_settle_tables_locked(space, bound);
    spin_unlock(&space->lock);
    if (done < pages)
        address_space_release(space, LEDGER_FRAMES, pages - done);
    return status;
}

status_t address_space_map(struct address_space *space, uint64_t hint, uint64_t bytes, uint32_t prot, uint64_t *address)
{
    uint64_t pages = bytes / PAGE_SIZE;
    uint32_t flags;
    bool present;
    status_t status = address_space_prot_flags(prot, &flags, &present);

    if (status != STATUS_OK || bytes == 0 || bytes % PAGE_SIZE != 0)
        return STATUS_INVALID_ARGUMENT;
    *address = 0;
    if (pages <= ADDRESS_SPACE_STEP_PAGES) {
        status = map_step(space, hint, pages, flags, present, address);
    } else {
        status = address_space_reserve(space, hint, bytes, address);
        if (status == STATUS_OK)
            status = address_space_commit(space, *address, bytes, prot);
    }
    if (status != STATUS_OK && *address != 0) {
        status_t undone = address_space_unmap(space, *address, bytes);

        (void)undone; /* not there: another thread of the process was quicker */
    }
    return status;
}

status_t address_space_protect(struct address_space *space, uint64_t address, uint64_t bytes, uint32_t prot)
{
    return address_space_protect_range(space, address, bytes, prot, REGION_ANONYMOUS, NULL);
}

status_t address_space_unmap(struct address_space *space, uint64_t address, uint64_t bytes)
{
    return address_space_remove_range(space, address, bytes, REGION_ANONYMOUS, NULL);
}

/* Maps the pages of a fresh object region. Everything is charged; on failure the caller unmaps what is there. */
static status_t map_object_pages_locked(struct address_space *space, struct page_provider *object, const struct region *region,
                                        uint32_t flags, bool present)
{
    lock_assert_held(&space->lock);
    for (uint64_t i = 0; i < region->pages; i++) {
        phys_t frame = page_provider_frame(object, region->object_page + i);
        status_t status = page_table_map(&space->table, region->start + i * PAGE_SIZE, frame, flags, present);

        if (status != STATUS_OK)
            return status;
    }
    return STATUS_OK;
}

/* Takes back what a failed map_object left. */
static void undo_object_locked(struct address_space *space, const struct region *model)
{
    struct region *region = address_space_find_locked(space, model->start);
    phys_t frame;
    uint32_t flags;

    lock_assert_held(&space->lock);
    for (uint64_t i = 0; i < model->pages; i++) {
        if (page_table_unmap(&space->table, model->start + i * PAGE_SIZE, &frame, &flags) != STATUS_OK)
            break;
    }
    if (region)
        (void)address_space_erase_locked(space, region);
    /* Another thread may have touched them already. Under the lock, because the addresses are free from now on. */
    address_space_forget_locked(space, model->start, model->pages);
    tlb_shootdown(&space->table, model->start, model->pages);
}

status_t address_space_map_object(struct address_space *space, struct page_provider *object, uint64_t hint, uint64_t offset,
                                  uint64_t bytes, uint32_t prot, uint64_t *address)
{
    struct region model = { .pages = bytes / PAGE_SIZE, .kind = REGION_OBJECT, .object = object };
    uint64_t bound = address_space_table_bound(model.pages);
    uint64_t size = object->pages * PAGE_SIZE;
    uint32_t flags;
    bool present;
    status_t status = address_space_prot_flags(prot, &flags, &present);

    if (status != STATUS_OK)
        return status;
    if (bytes == 0 || bytes % PAGE_SIZE != 0 || offset % PAGE_SIZE != 0)
        return STATUS_INVALID_ARGUMENT;
    if (offset > size || bytes > size - offset)
        return STATUS_OUT_OF_RANGE;
    model.object_page = offset / PAGE_SIZE;
    status = address_space_charge(space, LEDGER_FRAMES, model.pages + bound);
    if (status != STATUS_OK)
        return status;
    spin_lock(&space->lock);
    status = address_space_place_locked(space, hint, bytes, address);
    if (status == STATUS_OK) {
        model.start = *address;
        status = address_space_insert_locked(space, &model);
    }
    if (status == STATUS_OK) {
        status = map_object_pages_locked(space, object, &model, flags, present);
        if (status == STATUS_OK)
            object_get(&object->object);
        else
            undo_object_locked(space, &model);
    }
    address_space_settle_tables_locked(space, bound);
    spin_unlock(&space->lock);
    if (status != STATUS_OK)
        address_space_release(space, LEDGER_FRAMES, model.pages);
    return status;
}

status_t address_space_unmap_object(struct address_space *space, struct page_provider *object, uint64_t address, uint64_t bytes)
{
    return address_space_remove_range(space, address, bytes, REGION_OBJECT, object);
}

status_t address_space_protect_object(struct address_space *space, struct page_provider *object, uint64_t address,
                                      uint64_t bytes, uint32_t prot)
{
    return address_space_protect_range(space, address, bytes, prot, REGION_OBJECT, object);
}
