/* SPDX-License-Identifier: MIT */
/*
 * FIXED ranges: what spawn maps, and rings. They are filled in order, and charged as a whole: the worst case of page tables ahead, which
 * is given back at the end.
 */
#include "mem/address_space_priv.h"

#include "mem/frame.h"

status_t address_space_add_fixed(struct address_space *space, uint64_t start, uint64_t pages)
{
    struct region model = { .start = start, .pages = pages, .kind = REGION_FIXED };
    status_t status = STATUS_ALREADY_EXISTS;

    spin_lock(&space->lock);
    if (!address_space_overlaps_locked(space, start, pages * PAGE_SIZE))
        status = address_space_insert_locked(space, &model);
    spin_unlock(&space->lock);
    return status;
}

static status_t run_charge(struct fixed_run *run, struct address_space *space, uint64_t start, uint64_t pages, uint64_t owned, uint32_t prot)
{
    status_t status = address_space_prot_flags(prot, &run->flags, &run->present);

    if (status != STATUS_OK)
        return status;
    run->space = space;
    run->next = start;
    run->owned_left = owned;
    run->table_bound = address_space_table_bound(pages);
    return address_space_charge(space, LEDGER_FRAMES, owned + run->table_bound);
}

static status_t next_locked(struct fixed_run *run, phys_t frame, phys_t *out)
{
    uint32_t flags = run->flags;
    status_t status = STATUS_OK;

    lock_assert_held(&run->space->lock);
    *out = frame;
    if (frame == 0) {
        kernel_assert(run->owned_left != 0);
        flags |= PAGE_OWNED;
        status = frame_alloc(out);
    }
    if (status != STATUS_OK)
        return status;
    status = page_table_map(&run->space->table, run->next, *out, flags, run->present);
    if (status == STATUS_OK) {
        run->next += PAGE_SIZE;
        run->owned_left -= frame == 0;
    } else if (frame == 0) {
        frame_free(*out);
    }
    return status;
}

status_t address_space_fixed_next(struct fixed_run *run, phys_t frame, phys_t *out)
{
    status_t status;

    spin_lock(&run->space->lock);
    status = next_locked(run, frame, out);
    spin_unlock(&run->space->lock);
    return status;
}

void address_space_fixed_end(struct fixed_run *run)
{
    struct address_space *space = run->space;

    spin_lock(&space->lock);
    address_space_settle_tables_locked(space, run->table_bound);
    spin_unlock(&space->lock);
    if (run->owned_left != 0)
        address_space_release(space, LEDGER_FRAMES, run->owned_left);
}

status_t address_space_fixed_page(struct address_space *space, uint64_t address, phys_t frame, uint32_t prot, phys_t *out)
{
    struct fixed_run run;
    status_t status = run_charge(&run, space, address, 1, frame == 0, prot);

    if (status != STATUS_OK)
        return status;
    /* In one piece: other threads of the process map as well, and each settles the tables that were made. */
    spin_lock(&space->lock);
    status = next_locked(&run, frame, out);
    address_space_settle_tables_locked(space, run.table_bound);
    spin_unlock(&space->lock);
    if (run.owned_left != 0)
        address_space_release(space, LEDGER_FRAMES, run.owned_left);
    return status;
}

status_t address_space_fixed_begin(struct fixed_run *run, struct address_space *space, uint64_t start, uint64_t pages, uint64_t owned,
                                   uint32_t prot)
{
    status_t status = address_space_add_fixed(space, start, pages);

    return status == STATUS_OK ? run_charge(run, space, start, pages, owned, prot) : status;
}

status_t address_space_fixed_fresh(struct address_space *space, uint64_t start, uint64_t pages, uint32_t prot, phys_t *first)
{
    struct fixed_run run;
    status_t status = address_space_fixed_begin(&run, space, start, pages, pages, prot);

    if (status != STATUS_OK)
        return status;
    for (uint64_t i = 0; i < pages && status == STATUS_OK; i++) {
        phys_t frame;

        status = address_space_fixed_next(&run, 0, &frame);
        if (i == 0 && first)
            *first = frame;
        if ((i + 1) % ADDRESS_SPACE_STEP_PAGES == 0)
            cpu_interrupt_window();
    }
    address_space_fixed_end(&run);
    return status;
}

void address_space_drop_fixed_page(struct address_space *space, uint64_t address)
{
    uint32_t flags;
    phys_t frame;

    spin_lock(&space->lock);
    if (page_table_unmap(&space->table, address, &frame, &flags) != STATUS_OK || !(flags & PAGE_OWNED))
        panic("a fixed page was not there");
    address_space_forget_locked(space, address, 1);
    spin_unlock(&space->lock);
    /* A sibling that runs elsewhere may still see it: it must not write into the next owner's frame, nor miss its own. */
    tlb_shootdown(&space->table, address, 1);
    frame_free(frame);
    address_space_release(space, LEDGER_FRAMES, 1);
}
