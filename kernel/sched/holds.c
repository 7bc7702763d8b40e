/* SPDX-License-Identifier: MIT */
/*
 * Putting holds into a process's table and taking them out: where the table, the ledger and the object's reference count
 * meet, so that they can only change together.
 */
#include "sched/process_priv.h"

#include "mem/slab.h"

static struct slab_cache chunk_cache;

/* The table grows by chunks when it is full; each was paid for by the slots it will hold. */
status_t process_grow_table_locked(struct process *process, uint32_t count)
{
    lock_assert_held(&process->lock);
    while (process->table.free_count < count) {
        struct cap_slot *slots;
        status_t status;

        if (!chunk_cache.name)
            slab_cache_init(&chunk_cache, "cap_slots", CAP_TABLE_CHUNK_SLOTS * sizeof(struct cap_slot));
        slots = slab_alloc(&chunk_cache);
        if (!slots)
            return STATUS_NO_MEMORY;
        status = cap_table_add_chunk(&process->table, slots);
        if (status != STATUS_OK) {
            slab_free(&chunk_cache, slots);
            return status;
        }
    }
    return STATUS_OK;
}

status_t process_reserve_hold_locked(struct process *process, const struct cap_hold *hold, cap_id_t *id)
{
    uint32_t frames = ((const struct object *)hold->object)->charge_frames;
    status_t status = process_charge_holds(process, 1, frames);

    lock_assert_held(&process->lock);
    if (status != STATUS_OK)
        return status;
    status = process_grow_table_locked(process, 1);
    if (status == STATUS_OK)
        status = cap_table_reserve(&process->table, id);
    if (status != STATUS_OK)
        process_release_holds(process, 1, frames);
    return status;
}

void process_fill_hold_locked(struct process *process, const struct cap_hold *hold, cap_id_t id)
{
    struct object *object = hold->object;

    cap_table_fill(&process->table, id, hold);
    hold_get(hold);
    if (object->kind->hold_added)
        object->kind->hold_added(object, hold);
}

void process_cancel_hold_locked(struct process *process, const struct cap_hold *hold, cap_id_t id)
{
    cap_table_cancel(&process->table, id);
    process_release_holds(process, 1, ((const struct object *)hold->object)->charge_frames);
}

status_t process_insert_hold_locked(struct process *process, const struct cap_hold *hold, cap_id_t *id)
{
    status_t status = process_reserve_hold_locked(process, hold, id);

    if (status == STATUS_OK)
        process_fill_hold_locked(process, hold, *id);
    return status;
}

status_t process_insert_hold(struct process *process, const struct cap_hold *hold, cap_id_t *id)
{
    status_t status;

    spin_lock(&process->lock);
    status = process_insert_hold_locked(process, hold, id);
    spin_unlock(&process->lock);
    return status;
}

/* A hold that was taken out of the table: told to its object, references dropped. No lock is held. */
static void drop_removed(const struct cap_hold *hold)
{
    struct object *object = hold->object;

    if (object->kind->hold_dropped)
        object->kind->hold_dropped(object, hold);
    hold_put(hold);
}

status_t process_remove_hold(struct process *process, cap_id_t id)
{
    struct cap_hold *live, hold;
    status_t status;

    spin_lock(&process->lock);
    /* Only a live one: a hidden hold belongs to the call that hid it. */
    status = cap_table_lookup(&process->table, id, &live);
    if (status == STATUS_OK)
        status = cap_table_remove(&process->table, id, &hold);
    if (status == STATUS_OK)
        process_release_holds(process, 1, ((struct object *)hold.object)->charge_frames);
    spin_unlock(&process->lock);
    if (status == STATUS_OK)
        drop_removed(&hold);
    return status;
}

status_t process_insert_hidden_hold(struct process *process, const struct cap_hold *hold, cap_id_t *id)
{
    status_t status;

    spin_lock(&process->lock);
    status = process_insert_hold_locked(process, hold, id);
    if (status == STATUS_OK && cap_table_lock(&process->table, *id) != STATUS_OK)
        panic("a hold that was just made is gone");
    spin_unlock(&process->lock);
    return status;
}

status_t process_hide_hold(struct process *process, cap_id_t id, const struct cap_hold *expected)
{
    struct cap_hold *hold;
    status_t status;

    spin_lock(&process->lock);
    status = cap_table_lookup(&process->table, id, &hold);
    /* Given back and filled anew since it was looked at: the id is of another generation then, unless that came round. */
    if (status == STATUS_OK && (hold->object != expected->object || hold->revoker != expected->revoker))
        status = STATUS_STALE_CAP;
    if (status == STATUS_OK)
        status = cap_table_lock(&process->table, id);
    spin_unlock(&process->lock);
    return status;
}

void process_show_hold(struct process *process, cap_id_t id)
{
    spin_lock(&process->lock);
    cap_table_unlock(&process->table, id);
    spin_unlock(&process->lock);
}

void process_drop_hidden_hold(struct process *process, cap_id_t id)
{
    struct cap_hold hold;

    spin_lock(&process->lock);
    if (cap_table_remove(&process->table, id, &hold) != STATUS_OK)
        panic("a hidden hold is gone");
    process_release_holds(process, 1, ((struct object *)hold.object)->charge_frames);
    spin_unlock(&process->lock);
    drop_removed(&hold);
}

static bool remove_one(void *context, cap_id_t id, const struct cap_hold *hold)
{
    (void)hold;
    if (process_remove_hold(context, id) != STATUS_OK)
        panic("a listed hold could not be removed");
    cpu_interrupt_window();
    return true;
}

void process_drop_all_holds(struct process *process)
{
    cap_table_for_each(&process->table, 0, remove_one, process);
    for (uint32_t i = 0; i < process->table.chunk_count; i++)
        slab_free(&chunk_cache, process->table.chunks[i]);
    cap_table_init(&process->table);
}
