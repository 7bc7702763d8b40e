/* SPDX-License-Identifier: MIT */
/*
 * The capability table. Free slots form a last-in first-out list through next_free, ended by CAP_ID_INDEX_MASK: it keeps
 * hot slots in the cache, and a reservation that is cancelled in reverse order leaves the list exactly as it was.
 */
#include "core/cap_table.h"

#include <stddef.h>

#define NO_SLOT CAP_ID_INDEX_MASK
#define GENERATION_LAST 0xffu

_Static_assert(CAP_TABLE_CHUNK_SLOTS * CAP_TABLE_MAX_CHUNKS <= CAP_ID_INDEX_MASK, "every slot has an index, NO_SLOT none");

static struct cap_slot *slot_at(struct cap_table *table, uint32_t index)
{
    return &table->chunks[index / CAP_TABLE_CHUNK_SLOTS][index % CAP_TABLE_CHUNK_SLOTS];
}

static cap_id_t slot_id(const struct cap_slot *slot, uint32_t index)
{
    return (cap_id_t)slot->generation << CAP_ID_INDEX_BITS | index;
}

static struct cap_slot *free_list_pop(struct cap_table *table, uint32_t *index)
{
    struct cap_slot *slot;

    if (table->first_free == NO_SLOT)
        return NULL;
    *index = table->first_free;
    slot = slot_at(table, *index);
    table->first_free = slot->next_free;
    table->free_count--;
    return slot;
}

static void free_list_push(struct cap_table *table, struct cap_slot *slot, uint32_t index)
{
    slot->state = CAP_SLOT_FREE;
    slot->next_free = table->first_free;
    table->first_free = index;
    table->free_count++;
}

/* The slot that id names if its generation is the current one, whatever its state. */
static status_t slot_find(struct cap_table *table, cap_id_t id, struct cap_slot **slot)
{
    uint32_t index = id & CAP_ID_INDEX_MASK;
    struct cap_slot *found;

    if (index / CAP_TABLE_CHUNK_SLOTS >= table->chunk_count)
        return STATUS_INVALID_CAP;
    found = slot_at(table, index);
    if (found->generation != id >> CAP_ID_INDEX_BITS)
        return STATUS_STALE_CAP;
    *slot = found;
    return STATUS_OK;
}

void cap_table_init(struct cap_table *table)
{
    table->chunk_count = 0;
    table->first_free = NO_SLOT;
    table->live_count = 0;
    table->free_count = 0;
    table->retired_count = 0;
}

status_t cap_table_add_chunk(struct cap_table *table, struct cap_slot *slots)
{
    uint32_t base = table->chunk_count * CAP_TABLE_CHUNK_SLOTS;

    if (table->chunk_count >= CAP_TABLE_MAX_CHUNKS)
        return STATUS_TABLE_FULL;
    table->chunks[table->chunk_count] = slots;
    table->chunk_count++;
    /* From the last to the first, so that the lowest index is handed out first. */
    for (uint32_t i = CAP_TABLE_CHUNK_SLOTS; i > 0; i--)
        free_list_push(table, &slots[i - 1], base + i - 1);
    return STATUS_OK;
}

status_t cap_table_insert(struct cap_table *table, const struct cap_hold *hold, cap_id_t *id)
{
    uint32_t index;
    struct cap_slot *slot = free_list_pop(table, &index);

    if (!slot)
        return STATUS_TABLE_FULL;
    slot->hold = *hold;
    slot->state = CAP_SLOT_LIVE;
    table->live_count++;
    *id = slot_id(slot, index);
    return STATUS_OK;
}

status_t cap_table_remove(struct cap_table *table, cap_id_t id, struct cap_hold *out)
{
    struct cap_slot *slot;
    status_t status = slot_find(table, id, &slot);

    if (status != STATUS_OK)
        return status;
    if (slot->state != CAP_SLOT_LIVE && slot->state != CAP_SLOT_MOVING)
        return STATUS_INVALID_CAP;
    if (out)
        *out = slot->hold;
    table->live_count--;
    if (slot->generation == GENERATION_LAST) {
        /* The next generation would be an old id again: this slot is never used any more. */
        slot->state = CAP_SLOT_RETIRED;
        table->retired_count++;
    } else {
        slot->generation++;
        free_list_push(table, slot, id & CAP_ID_INDEX_MASK);
    }
    return STATUS_OK;
}

status_t cap_table_reserve(struct cap_table *table, cap_id_t *id)
{
    uint32_t index;
    struct cap_slot *slot = free_list_pop(table, &index);

    if (!slot)
        return STATUS_TABLE_FULL;
    slot->state = CAP_SLOT_RESERVED;
    *id = slot_id(slot, index);
    return STATUS_OK;
}

void cap_table_fill(struct cap_table *table, cap_id_t id, const struct cap_hold *hold)
{
    struct cap_slot *slot = slot_at(table, id & CAP_ID_INDEX_MASK);

    slot->hold = *hold;
    slot->state = CAP_SLOT_LIVE;
    table->live_count++;
}

void cap_table_cancel(struct cap_table *table, cap_id_t id)
{
    uint32_t index = id & CAP_ID_INDEX_MASK;

    /* Nobody has seen the id, so its generation may be used again. */
    free_list_push(table, slot_at(table, index), index);
}

status_t cap_table_lock(struct cap_table *table, cap_id_t id)
{
    struct cap_slot *slot;
    status_t status = slot_find(table, id, &slot);

    if (status != STATUS_OK)
        return status;
    if (slot->state != CAP_SLOT_LIVE)
        return STATUS_INVALID_CAP;
    slot->state = CAP_SLOT_MOVING;
    return STATUS_OK;
}

void cap_table_unlock(struct cap_table *table, cap_id_t id)
{
    slot_at(table, id & CAP_ID_INDEX_MASK)->state = CAP_SLOT_LIVE;
}

void cap_table_for_each(struct cap_table *table, bool (*visit)(void *context, cap_id_t id, const struct cap_hold *hold),
                        void *context)
{
    uint32_t slots = table->chunk_count * CAP_TABLE_CHUNK_SLOTS;

    for (uint32_t index = 0; index < slots; index++) {
        struct cap_slot *slot = slot_at(table, index);

        if (slot->state == CAP_SLOT_LIVE && !visit(context, slot_id(slot, index), &slot->hold))
            return;
    }
}
