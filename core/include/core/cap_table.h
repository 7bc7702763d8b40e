/* SPDX-License-Identifier: MIT */
/*
 * A process's capability table: ids are generation:8 | index:24 (abi/ring.h).
 *
 *   free --insert--> live --remove--> free (generation + 1), or retired for good when the generation would wrap
 *   free --reserve--> reserved --fill--> live        (destination of a transfer, cancel goes back to free)
 *   live --lock--> moving --remove--> free           (source of a move, unlock goes back to live)
 *
 * The table never allocates: its owner adds chunks of slots. It knows nothing of reference counts: `object` is opaque.
 * Not locked: the caller serialises. No function blocks; all are O(1) but cap_table_for_each.
 */
#pragma once

#include <stdbool.h>

#include "abi/ring.h"

#define CAP_TABLE_CHUNK_SLOTS 64u
#define CAP_TABLE_MAX_CHUNKS 256u

enum cap_origin { CAP_ORIGIN_KERNEL, CAP_ORIGIN_SPAWN_GRANT, CAP_ORIGIN_TRANSFER, CAP_ORIGIN_RESULT };

/* One edge of the authority graph: this process may use that object through that interface. */
struct cap_hold {
    void *object;
    uint64_t interface_id;
    uint32_t epoch;             /* of the object when the hold was made */
    uint8_t transfer_mode;      /* enum cap_transfer_mode */
    uint8_t transfer_scope;     /* enum cap_transfer_scope */
    uint8_t origin;             /* enum cap_origin */
    uint8_t facet;              /* meaning belongs to the object: an endpoint's owner or client side */
    uint64_t disclosure_scope;  /* fields of its holder's subject that calls may disclose */
    void *revoker;              /* who can take the hold back, opaque here; NULL: nobody */
};

enum cap_slot_state { CAP_SLOT_FREE, CAP_SLOT_LIVE, CAP_SLOT_RESERVED, CAP_SLOT_MOVING, CAP_SLOT_RETIRED };

struct cap_slot {
    struct cap_hold hold;
    uint32_t next_free;
    uint8_t generation;
    uint8_t state;              /* enum cap_slot_state */
    uint16_t unused;
};

struct cap_table {
    uint32_t chunk_count;
    uint32_t first_free;        /* slot index or CAP_ID_INDEX_MASK */
    uint32_t live_count;        /* live + moving */
    uint32_t free_count;
    uint32_t retired_count;
    struct cap_slot *chunks[CAP_TABLE_MAX_CHUNKS];
};

/*@ logic integer id_index(integer id) = id % 16777216;
    logic integer id_generation(integer id) = id / 16777216;
    logic integer slot_count(struct cap_table *t) = t->chunk_count * 64;
    logic struct cap_slot *slot_of(struct cap_table *t, integer i) = t->chunks[i / 64] + i % 64;

    // Slots are in memory, and nothing overlaps.
    predicate table_memory(struct cap_table *t) = \valid(t) && t->chunk_count <= CAP_TABLE_MAX_CHUNKS &&
        (\forall integer i; 0 <= i < slot_count(t) ==> \valid(slot_of(t, i)) && \separated(t, slot_of(t, i))) &&
        (\forall integer i, j; 0 <= i < slot_count(t) && 0 <= j < slot_count(t) && i != j ==>
            \separated(slot_of(t, i), slot_of(t, j)));

    // A consequence, said per field because that is what the provers can use.
    predicate slot_apart(struct cap_table *t, struct cap_slot *slot, integer but) =
        \forall integer i; 0 <= i < slot_count(t) && i != but ==> \separated(slot_of(t, i), slot) &&
            &slot_of(t, i)->state != &slot->state && &slot_of(t, i)->generation != &slot->state &&
            &slot_of(t, i)->state != &slot->generation && &slot_of(t, i)->generation != &slot->generation &&
            &slot_of(t, i)->next_free != &slot->next_free &&
            \separated(&slot_of(t, i)->state, &slot->hold) && \separated(&slot_of(t, i)->generation, &slot->hold) &&
            \separated(&slot_of(t, i)->next_free, &slot->hold);

    predicate slot_is(struct cap_table *t, integer i, integer state) = slot_of(t, i)->state == state;
    predicate slot_free(struct cap_table *t, integer i) = 0 <= i < slot_count(t) && slot_is(t, i, CAP_SLOT_FREE);

    // Said without induction: links lead to free slots, and no two links (first_free is one) lead to the same.
    predicate free_list_ok(struct cap_table *t) =
        (t->first_free == CAP_ID_INDEX_MASK || slot_free(t, t->first_free)) &&
        (\forall integer i; slot_free(t, i) ==>
            slot_of(t, i)->next_free == CAP_ID_INDEX_MASK ||
            slot_free(t, slot_of(t, i)->next_free) && slot_of(t, i)->next_free != t->first_free) &&
        (\forall integer i, j; slot_free(t, i) && slot_free(t, j) && i != j &&
            slot_of(t, i)->next_free == slot_of(t, j)->next_free ==> slot_of(t, i)->next_free == CAP_ID_INDEX_MASK);

    predicate table_ok(struct cap_table *t) = table_memory(t) && free_list_ok(t);

    predicate id_current(struct cap_table *t, integer id) =
        id_index(id) < slot_count(t) && slot_of(t, id_index(id))->generation == id_generation(id);
    predicate id_is(struct cap_table *t, integer id, integer state) =
        id_current(t, id) && slot_is(t, id_index(id), state);

    predicate chunks_same{L1, L2}(struct cap_table *t) = \at(t->chunk_count, L1) == \at(t->chunk_count, L2) &&
        \forall integer i; 0 <= i < \at(slot_count(t), L1) ==> \at(slot_of(t, i), L1) == \at(slot_of(t, i), L2);

    predicate slots_same_but{L1, L2}(struct cap_table *t, integer but) = chunks_same{L1, L2}(t) &&
        \forall integer i; 0 <= i < \at(slot_count(t), L1) && i != but ==>
            \at(slot_of(t, i)->state, L1) == \at(slot_of(t, i)->state, L2) &&
            \at(slot_of(t, i)->generation, L1) == \at(slot_of(t, i)->generation, L2);

    predicate free_list_same{L1, L2}(struct cap_table *t) = chunks_same{L1, L2}(t) &&
        \at(t->first_free, L1) == \at(t->first_free, L2) &&
        \forall integer i; 0 <= i < \at(slot_count(t), L1) ==>
            (slot_free{L1}(t, i) <==> slot_free{L2}(t, i)) &&
            \at(slot_of(t, i)->next_free, L1) == \at(slot_of(t, i)->next_free, L2);

    predicate table_same{L1, L2}(struct cap_table *t) = slots_same_but{L1, L2}(t, -1) && free_list_same{L1, L2}(t);

    // What makes an id that was ended stay ended: generations only grow, and a retired slot stays retired.
    predicate ended_ids_stay_ended{L1, L2}(struct cap_table *t) =
        \forall integer i; 0 <= i < \at(slot_count(t), L1) ==>
            \at(slot_of(t, i)->generation, L1) <= \at(slot_of(t, i)->generation, L2) &&
            (\at(slot_of(t, i)->state, L1) == CAP_SLOT_RETIRED ==> \at(slot_of(t, i)->state, L2) == CAP_SLOT_RETIRED);

    predicate id_outside(struct cap_table *t, cap_id_t *p) = \valid(p) && \separated(p, t) &&
        \forall integer i; 0 <= i < slot_count(t) ==> \separated(p, slot_of(t, i));
    predicate hold_outside(struct cap_table *t, struct cap_hold *p) = \separated(p, t) &&
        \forall integer i; 0 <= i < slot_count(t) ==> \separated(p, slot_of(t, i)); */

/*@ requires \valid(table);
    assigns table->chunk_count, table->first_free, table->live_count, table->free_count, table->retired_count;
    ensures table_ok(table) && table->chunk_count == 0; */
void cap_table_init(struct cap_table *table);
/* Gives the table CAP_TABLE_CHUNK_SLOTS zeroed slots, borrowed until the table's end. STATUS_TABLE_FULL at the maximum. */
/*@ requires table_ok(table) && \valid(slots + (0 .. 63)) && \separated(slots + (0 .. 63), table);
    requires \forall integer i, k; 0 <= i < slot_count(table) && 0 <= k < 64 ==> \separated(slots + k, slot_of(table, i));
    requires \forall integer k; 0 <= k < 64 ==> slot_apart(table, slots + k, -1);
    requires \forall integer k; 0 <= k < 64 ==> slots[k].state == CAP_SLOT_FREE;
    assigns table->chunk_count, table->chunks[table->chunk_count], table->first_free, table->free_count,
        slots[0 .. 63].next_free;
    ensures table_ok(table) && ended_ids_stay_ended{Pre, Post}(table);
    ensures \result == (\old(table->chunk_count) < CAP_TABLE_MAX_CHUNKS ? STATUS_OK : STATUS_TABLE_FULL);
    ensures \result == STATUS_OK ==> table->chunk_count == \old(table->chunk_count) + 1;
    ensures \result != STATUS_OK ==> slots_same_but{Pre, Post}(table, -1); */
MUST_CHECK status_t cap_table_add_chunk(struct cap_table *table, struct cap_slot *slots);
/* STATUS_TABLE_FULL: no free slot (add a chunk, or really full). */
/*@ requires table_ok(table) && \valid_read(hold) && hold_outside(table, hold) && id_outside(table, id);
    requires \separated(hold, id);
    assigns *id, table->first_free, table->free_count, table->live_count,
        slot_of(table, table->first_free)->hold, slot_of(table, table->first_free)->state;
    ensures table_ok(table) && ended_ids_stay_ended{Pre, Post}(table);
    ensures \result == (\old(table->first_free) == CAP_ID_INDEX_MASK ? STATUS_TABLE_FULL : STATUS_OK);
    ensures \result == STATUS_OK ==> slot_free{Pre}(table, id_index(*id)) && id_is(table, *id, CAP_SLOT_LIVE) &&
        slots_same_but{Pre, Post}(table, id_index(*id)) && slot_of(table, id_index(*id))->hold == *hold;
    ensures \result != STATUS_OK ==> slots_same_but{Pre, Post}(table, -1); */
MUST_CHECK status_t cap_table_insert(struct cap_table *table, const struct cap_hold *hold, cap_id_t *id);
/* The hold of a live slot, valid until the table changes. STATUS_INVALID_CAP (none, reserved, moving), STATUS_STALE_CAP. */
/*@ requires table_memory(table) && \valid(hold) && \separated(hold, table);
    assigns *hold;
    ensures \result == STATUS_OK <==> id_is{Pre}(table, id, CAP_SLOT_LIVE);
    ensures \result == STATUS_OK ==> *hold == &\old(slot_of(table, id_index(id)))->hold;
    ensures \result != STATUS_OK ==> \result == STATUS_INVALID_CAP || \result == STATUS_STALE_CAP; */
static inline status_t cap_table_lookup(struct cap_table *table, cap_id_t id, struct cap_hold **hold);
/* The same of a slot that is live or moving, for who takes a hold from its process whatever that does with it. */
/*@ requires table_memory(table) && \valid(hold) && \separated(hold, table);
    assigns *hold;
    ensures \result == STATUS_OK <==> id_is{Pre}(table, id, CAP_SLOT_LIVE) || id_is{Pre}(table, id, CAP_SLOT_MOVING);
    ensures \result == STATUS_OK ==> *hold == &\old(slot_of(table, id_index(id)))->hold;
    ensures \result != STATUS_OK ==> \result == STATUS_INVALID_CAP || \result == STATUS_STALE_CAP; */
static inline status_t cap_table_find(struct cap_table *table, cap_id_t id, struct cap_hold **hold);
/* Ends a live or moving slot; out (may be NULL) gets its hold. */
/*@ requires table_ok(table) && (out == \null || \valid(out) && hold_outside(table, out));
    assigns *out, table->first_free, table->free_count, table->live_count, table->retired_count,
        slot_of(table, id_index(id))->state, slot_of(table, id_index(id))->generation,
        slot_of(table, id_index(id))->next_free;
    ensures table_ok(table) && ended_ids_stay_ended{Pre, Post}(table);
    ensures \result == STATUS_OK <==> id_is{Pre}(table, id, CAP_SLOT_LIVE) || id_is{Pre}(table, id, CAP_SLOT_MOVING);
    ensures \result == STATUS_OK ==> slots_same_but{Pre, Post}(table, id_index(id)) &&
        (slot_of(table, id_index(id))->generation > id_generation(id) && slot_is(table, id_index(id), CAP_SLOT_FREE) ||
         slot_is(table, id_index(id), CAP_SLOT_RETIRED));
    ensures \result != STATUS_OK ==> slots_same_but{Pre, Post}(table, -1);
    ensures \result != STATUS_OK ==> \result == STATUS_INVALID_CAP || \result == STATUS_STALE_CAP; */
MUST_CHECK status_t cap_table_remove(struct cap_table *table, cap_id_t id, struct cap_hold *out);

/* Destination of a transfer: id is not usable until filled. */
/*@ requires table_ok(table) && id_outside(table, id);
    assigns *id, table->first_free, table->free_count, slot_of(table, table->first_free)->state;
    ensures table_ok(table) && ended_ids_stay_ended{Pre, Post}(table);
    ensures \result == (\old(table->first_free) == CAP_ID_INDEX_MASK ? STATUS_TABLE_FULL : STATUS_OK);
    ensures \result == STATUS_OK ==> slot_free{Pre}(table, id_index(*id)) && id_is(table, *id, CAP_SLOT_RESERVED) &&
        slots_same_but{Pre, Post}(table, id_index(*id));
    ensures \result != STATUS_OK ==> slots_same_but{Pre, Post}(table, -1); */
MUST_CHECK status_t cap_table_reserve(struct cap_table *table, cap_id_t *id);
/*@ requires table_ok(table) && \valid_read(hold) && hold_outside(table, hold) && id_is(table, id, CAP_SLOT_RESERVED);
    assigns table->live_count, slot_of(table, id_index(id))->hold, slot_of(table, id_index(id))->state;
    ensures table_ok(table) && ended_ids_stay_ended{Pre, Post}(table);
    ensures id_is(table, id, CAP_SLOT_LIVE) && slots_same_but{Pre, Post}(table, id_index(id));
    ensures slot_of(table, id_index(id))->hold == *hold; */
void cap_table_fill(struct cap_table *table, cap_id_t id, const struct cap_hold *hold);
/*@ requires table_ok(table) && id_is(table, id, CAP_SLOT_RESERVED);
    assigns table->first_free, table->free_count, slot_of(table, id_index(id))->state,
        slot_of(table, id_index(id))->next_free;
    ensures table_ok(table) && ended_ids_stay_ended{Pre, Post}(table);
    ensures id_is(table, id, CAP_SLOT_FREE) && slots_same_but{Pre, Post}(table, id_index(id)); */
void cap_table_cancel(struct cap_table *table, cap_id_t id);
/* Source of a move: lookups fail until unlocked. */
/*@ requires table_ok(table);
    assigns slot_of(table, id_index(id))->state;
    ensures table_ok(table) && ended_ids_stay_ended{Pre, Post}(table);
    ensures \result == STATUS_OK <==> id_is{Pre}(table, id, CAP_SLOT_LIVE);
    ensures \result == STATUS_OK ==> id_is(table, id, CAP_SLOT_MOVING) && slots_same_but{Pre, Post}(table, id_index(id));
    ensures \result != STATUS_OK ==> slots_same_but{Pre, Post}(table, -1); */
MUST_CHECK status_t cap_table_lock(struct cap_table *table, cap_id_t id);
/*@ requires table_ok(table) && id_is(table, id, CAP_SLOT_MOVING);
    assigns slot_of(table, id_index(id))->state;
    ensures table_ok(table) && ended_ids_stay_ended{Pre, Post}(table);
    ensures id_is(table, id, CAP_SLOT_LIVE) && slots_same_but{Pre, Post}(table, id_index(id)); */
void cap_table_unlock(struct cap_table *table, cap_id_t id);

/* Calls visit for each live slot from index `from` on, in index order, until it returns false; visit may remove that slot. */
void cap_table_for_each(struct cap_table *table, uint32_t from,
                        bool (*visit)(void *context, cap_id_t id, const struct cap_hold *hold), void *context);

static inline status_t cap_table_lookup(struct cap_table *table, cap_id_t id, struct cap_hold **hold)
{
    uint32_t index = id & CAP_ID_INDEX_MASK;
    uint32_t chunk = index / CAP_TABLE_CHUNK_SLOTS;
    struct cap_slot *slot;

    if (chunk >= table->chunk_count)
        return STATUS_INVALID_CAP;
    slot = &table->chunks[chunk][index % CAP_TABLE_CHUNK_SLOTS];
    if (slot->generation != id >> CAP_ID_INDEX_BITS)
        return STATUS_STALE_CAP;
    if (slot->state != CAP_SLOT_LIVE)
        return STATUS_INVALID_CAP;
    *hold = &slot->hold;
    return STATUS_OK;
}

static inline status_t cap_table_find(struct cap_table *table, cap_id_t id, struct cap_hold **hold)
{
    uint32_t index = id & CAP_ID_INDEX_MASK;
    uint32_t chunk = index / CAP_TABLE_CHUNK_SLOTS;
    struct cap_slot *slot;

    if (chunk >= table->chunk_count)
        return STATUS_INVALID_CAP;
    slot = &table->chunks[chunk][index % CAP_TABLE_CHUNK_SLOTS];
    if (slot->generation != id >> CAP_ID_INDEX_BITS)
        return STATUS_STALE_CAP;
    if (slot->state != CAP_SLOT_LIVE && slot->state != CAP_SLOT_MOVING)
        return STATUS_INVALID_CAP;
    *hold = &slot->hold;
    return STATUS_OK;
}
