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

/*@ requires table_memory(table) && index < slot_count(table);
    assigns \nothing;
    ensures \result == slot_of(table, index) && slot_apart(table, \result, index); */
static struct cap_slot *slot_at(struct cap_table *table, uint32_t index)
{
    return &table->chunks[index / CAP_TABLE_CHUNK_SLOTS][index % CAP_TABLE_CHUNK_SLOTS];
}

/*@ assigns \nothing;
    ensures \result == id_index(id); */
static uint32_t id_to_index(cap_id_t id)
{
    return id & CAP_ID_INDEX_MASK;
}

/*@ requires \valid_read(slot) && index < 16777216;
    assigns \nothing;
    ensures id_index(\result) == index && id_generation(\result) == slot->generation; */
static cap_id_t id_make(const struct cap_slot *slot, uint32_t index)
{
    return (cap_id_t)slot->generation << CAP_ID_INDEX_BITS | index;
}

/*@ requires table_memory(table) && index < slot_count(table) && \valid_read(hold) && hold_outside(table, hold);
    assigns slot_of(table, index)->hold;
    ensures table_memory(table) && table_same{Pre, Post}(table) && slot_of(table, index)->hold == *hold; */
static void slot_set_hold(struct cap_table *table, uint32_t index, const struct cap_hold *hold)
{
    struct cap_slot *slot = slot_at(table, index);

    slot->hold = *hold;
    /*@ assert table->chunk_count == \at(table->chunk_count, Pre); */
    /*@ assert chunks_same{Pre, Here}(table); */
    /*@ assert slots_same_but{Pre, Here}(table, -1); */
}

/*@ requires table_memory(table) && index < slot_count(table) && \valid(hold) && hold_outside(table, hold);
    assigns *hold;
    ensures table_memory(table) && table_same{Pre, Post}(table); */
static void slot_get_hold(struct cap_table *table, uint32_t index, struct cap_hold *hold)
{
    *hold = slot_at(table, index)->hold;
    /*@ assert slots_same_but{Pre, Here}(table, -1); */
}

/* Takes the first free slot off the list and puts it in a state of its own. NULL: there is none. */
/*@ requires table_ok(table) && \valid(index) && id_outside(table, index) && CAP_SLOT_FREE < state <= CAP_SLOT_RETIRED;
    assigns *index, table->first_free, table->free_count, slot_of(table, table->first_free)->state;
    ensures table_ok(table) && ended_ids_stay_ended{Pre, Post}(table);
    ensures \result == \null <==> \old(table->first_free) == CAP_ID_INDEX_MASK;
    ensures \result == \null ==> slots_same_but{Pre, Post}(table, -1);
    ensures \result != \null ==> *index == \old(table->first_free) && slot_free{Pre}(table, *index) &&
        \result == slot_of(table, *index) && slot_is(table, *index, state) && slots_same_but{Pre, Post}(table, *index) &&
        \result->generation == \old(slot_of(table, table->first_free)->generation); */
static struct cap_slot *slot_take(struct cap_table *table, enum cap_slot_state state, uint32_t *index)
{
    struct cap_slot *slot;

    if (table->first_free == NO_SLOT)
        return NULL;
    *index = table->first_free;
    slot = slot_at(table, *index);
    table->first_free = slot->next_free;
    table->free_count--;
    slot->state = (uint8_t)state;
    return slot;
}

/* Puts a slot that is in use back on the list. */
/*@ requires table_ok(table) && index < slot_count(table) && !slot_free(table, index);
    assigns table->first_free, table->free_count, slot_of(table, index)->state, slot_of(table, index)->next_free;
    ensures table_ok(table) && slot_free(table, index) && slots_same_but{Pre, Post}(table, index);
    ensures slot_of(table, index)->generation == \old(slot_of(table, index)->generation); */
static void slot_give(struct cap_table *table, uint32_t index)
{
    struct cap_slot *slot = slot_at(table, index);

    slot->state = CAP_SLOT_FREE;
    slot->next_free = table->first_free;
    table->first_free = index;
    table->free_count++;
}

/* The slot that id names if its generation is the current one, whatever its state. */
/*@ requires table_memory(table) && \valid(slot) && \separated(slot, table);
    assigns *slot;
    ensures \result == STATUS_OK <==> id_current{Pre}(table, id);
    ensures \result == STATUS_OK ==> *slot == \old(slot_of(table, id_index(id))) &&
        slot_apart(table, *slot, id_index(id));
    ensures \result != STATUS_OK ==> \result == STATUS_INVALID_CAP || \result == STATUS_STALE_CAP; */
static status_t slot_find(struct cap_table *table, cap_id_t id, struct cap_slot **slot)
{
    uint32_t index = id_to_index(id);
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

/* Makes a list of a chunk, ascending, so that the lowest index is handed out first; `next` comes after it. */
/*@ requires \valid(slots + (0 .. 63)) && base <= 16777216;
    assigns slots[0 .. 63].next_free;
    ensures \forall integer k; 0 <= k < 63 ==> slots[k].next_free == base + k + 1;
    ensures slots[63].next_free == next; */
static void chunk_link(struct cap_slot *slots, uint32_t base, uint32_t next)
{
    /*@ loop invariant 0 <= i <= 63;
        loop invariant \forall integer k; 0 <= k < i ==> slots[k].next_free == base + k + 1;
        loop assigns i, slots[0 .. 63].next_free;
        loop variant 63 - i; */
    for (uint32_t i = 0; i < CAP_TABLE_CHUNK_SLOTS - 1; i++)
        slots[i].next_free = base + i + 1;
    slots[CAP_TABLE_CHUNK_SLOTS - 1].next_free = next;
}

status_t cap_table_add_chunk(struct cap_table *table, struct cap_slot *slots)
{
    uint32_t base = table->chunk_count * CAP_TABLE_CHUNK_SLOTS;

    if (table->chunk_count >= CAP_TABLE_MAX_CHUNKS)
        return STATUS_TABLE_FULL;
    chunk_link(slots, base, table->first_free);
    /*@ assert table_memory(table) && slots_same_but{Pre, Here}(table, -1); */
    /*@ assert \forall integer i; 0 <= i < slot_count(table) ==>
            slot_of(table, i)->next_free == \at(slot_of(table, i)->next_free, Pre); */
    /*@ assert free_list_same{Pre, Here}(table); */
    /*@ assert table_ok(table); */
    /*@ ghost Linked: ; */
    table->chunks[table->chunk_count] = slots;
    table->chunk_count++;
    table->first_free = base;
    table->free_count += CAP_TABLE_CHUNK_SLOTS;
    /*@ assert slot_count(table) == base + 64; */
    /*@ assert \forall integer i; 0 <= i < base ==> slot_of(table, i) == \at(slot_of(table, i), Linked); */
    /*@ assert \forall integer i; base <= i < base + 64 ==> slot_of(table, i) == slots + (i - base); */
    /*@ assert \forall integer i, j; 0 <= i < base && 0 <= j < base && i != j ==>
            \separated(slot_of(table, i), slot_of(table, j)); */
    /*@ assert \forall integer i, j; 0 <= i < base && base <= j < base + 64 ==>
            \separated(slots + (j - base), slot_of(table, i)); */
    /*@ assert \forall integer i, j; 0 <= i < base && base <= j < base + 64 ==>
            \separated(slot_of(table, j), slot_of(table, i)) && \separated(slot_of(table, i), slot_of(table, j)); */
    /*@ assert \forall integer i, j; base <= i < base + 64 && base <= j < base + 64 && i != j ==>
            \separated(slot_of(table, i), slot_of(table, j)); */
    /*@ assert table_memory(table); */
    /*@ assert \forall integer i; 0 <= i < base ==> slot_of(table, i)->next_free == \at(slot_of(table, i)->next_free, Linked); */
    /*@ assert \forall integer i; 0 <= i < base ==> (slot_free(table, i) <==> slot_free{Linked}(table, i)); */
    /*@ assert \forall integer i; base <= i < base + 63 ==> slot_of(table, i)->next_free == i + 1; */
    /*@ assert slot_of(table, base + 63)->next_free == \at(table->first_free, Linked); */
    /*@ assert \forall integer i; base <= i < base + 64 ==> slot_free(table, i); */
    /*@ assert \forall integer i; slot_free(table, i) && i < base ==>
            slot_of(table, i)->next_free < base || slot_of(table, i)->next_free == NO_SLOT; */
    /*@ assert \forall integer i; slot_free(table, i) && i < base ==>
            slot_of(table, i)->next_free != slot_of(table, base + 63)->next_free ||
            slot_of(table, i)->next_free == NO_SLOT; */
    return STATUS_OK;
}

status_t cap_table_reserve(struct cap_table *table, cap_id_t *id)
{
    uint32_t index;
    struct cap_slot *slot = slot_take(table, CAP_SLOT_RESERVED, &index);

    if (!slot)
        return STATUS_TABLE_FULL;
    /*@ ghost Taken: ; */
    *id = id_make(slot, index);
    /*@ assert slots_same_but{Taken, Here}(table, -1); */
    /*@ assert free_list_same{Taken, Here}(table); */
    /*@ assert table_ok(table); */
    return STATUS_OK;
}

void cap_table_fill(struct cap_table *table, cap_id_t id, const struct cap_hold *hold)
{
    uint32_t index = id_to_index(id);

    table->live_count++;
    /*@ assert slots_same_but{Pre, Here}(table, -1); */
    /*@ assert free_list_same{Pre, Here}(table); */
    /*@ assert table_memory(table); */
    slot_set_hold(table, index, hold);
    /*@ assert table_ok(table); */
    slot_at(table, index)->state = CAP_SLOT_LIVE;
    /*@ assert slots_same_but{Pre, Here}(table, index); */
    /*@ assert free_list_same{Pre, Here}(table); */
}

status_t cap_table_insert(struct cap_table *table, const struct cap_hold *hold, cap_id_t *id)
{
    status_t status = cap_table_reserve(table, id);

    if (status != STATUS_OK)
        return status;
    /*@ ghost Reserved: ; */
    /*@ assert id_outside(table, id) && hold_outside(table, hold); */
    cap_table_fill(table, *id, hold);
    /*@ assert *id == \at(*id, Reserved); */
    /*@ assert chunks_same{Pre, Here}(table); */
    return STATUS_OK;
}

/* Ends what is in a slot: free with the next generation, or never used again when the next would be the first. */
/*@ requires table_ok(table) && index < slot_count(table);
    requires slot_is(table, index, CAP_SLOT_LIVE) || slot_is(table, index, CAP_SLOT_MOVING);
    assigns table->first_free, table->free_count, table->live_count, table->retired_count,
        slot_of(table, index)->state, slot_of(table, index)->generation, slot_of(table, index)->next_free;
    ensures table_ok(table) && slots_same_but{Pre, Post}(table, index);
    ensures \old(slot_of(table, index)->generation) < slot_of(table, index)->generation &&
        slot_is(table, index, CAP_SLOT_FREE) ||
        \old(slot_of(table, index)->generation) == slot_of(table, index)->generation &&
        slot_is(table, index, CAP_SLOT_RETIRED); */
static void slot_end(struct cap_table *table, uint32_t index)
{
    struct cap_slot *slot = slot_at(table, index);

    table->live_count--;
    /*@ assert slots_same_but{Pre, Here}(table, -1); */
    /*@ assert free_list_same{Pre, Here}(table); */
    /*@ assert table_memory(table); */
    if (slot->generation == GENERATION_LAST) {
        slot->state = CAP_SLOT_RETIRED;
        table->retired_count++;
        /*@ assert slots_same_but{Pre, Here}(table, index); */
        /*@ assert free_list_same{Pre, Here}(table); */
        /*@ assert table_memory(table); */
        return;
    }
    slot->generation++;
    /*@ assert slots_same_but{Pre, Here}(table, index); */
    /*@ assert free_list_same{Pre, Here}(table); */
    /*@ assert table_ok(table); */
    slot_give(table, index);
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
        slot_get_hold(table, id_to_index(id), out);
    /*@ assert slots_same_but{Pre, Here}(table, -1); */
    /*@ assert table_ok(table); */
    slot_end(table, id_to_index(id));
    /*@ assert slots_same_but{Pre, Here}(table, id_index(id)); */
    return STATUS_OK;
}

void cap_table_cancel(struct cap_table *table, cap_id_t id)
{
    /* Nobody has seen the id, so its generation may be used again. */
    slot_give(table, id_to_index(id));
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
    /*@ assert slots_same_but{Pre, Here}(table, id_index(id)); */
    /*@ assert free_list_same{Pre, Here}(table); */
    return STATUS_OK;
}

void cap_table_unlock(struct cap_table *table, cap_id_t id)
{
    struct cap_slot *slot = slot_at(table, id_to_index(id));

    slot->state = CAP_SLOT_LIVE;
    /*@ assert slots_same_but{Pre, Here}(table, id_index(id)); */
    /*@ assert free_list_same{Pre, Here}(table); */
}

void cap_table_for_each(struct cap_table *table, uint32_t from,
                        bool (*visit)(void *context, cap_id_t id, const struct cap_hold *hold), void *context)
{
    uint32_t slots = table->chunk_count * CAP_TABLE_CHUNK_SLOTS;

    for (uint32_t index = from; index < slots; index++) {
        struct cap_slot *slot = slot_at(table, index);

        if (slot->state == CAP_SLOT_LIVE && !visit(context, id_make(slot, index), &slot->hold))
            return;
    }
}
