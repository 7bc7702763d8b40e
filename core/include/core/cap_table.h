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
    uint8_t transfer_scope;     /* sessions; 0 until they land */
    uint8_t origin;             /* enum cap_origin */
    uint8_t facet;              /* meaning belongs to the object: an endpoint's owner or client side */
    uint64_t disclosure_scope;  /* sessions; 0 until they land */
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

void cap_table_init(struct cap_table *table);
/* Gives the table CAP_TABLE_CHUNK_SLOTS zeroed slots, borrowed until the table's end. STATUS_TABLE_FULL at the maximum. */
MUST_CHECK status_t cap_table_add_chunk(struct cap_table *table, struct cap_slot *slots);
/* STATUS_TABLE_FULL: no free slot (add a chunk, or really full). */
MUST_CHECK status_t cap_table_insert(struct cap_table *table, const struct cap_hold *hold, cap_id_t *id);
/* The hold of a live slot, valid until the table changes. STATUS_INVALID_CAP (none, reserved, moving), STATUS_STALE_CAP. */
static inline status_t cap_table_lookup(struct cap_table *table, cap_id_t id, struct cap_hold **hold);
/* Ends a live or moving slot; out (may be NULL) gets its hold. */
MUST_CHECK status_t cap_table_remove(struct cap_table *table, cap_id_t id, struct cap_hold *out);

/* Destination of a transfer: id is not usable until filled. */
MUST_CHECK status_t cap_table_reserve(struct cap_table *table, cap_id_t *id);
void cap_table_fill(struct cap_table *table, cap_id_t id, const struct cap_hold *hold);
void cap_table_cancel(struct cap_table *table, cap_id_t id);
/* Source of a move: lookups fail until unlocked. */
MUST_CHECK status_t cap_table_lock(struct cap_table *table, cap_id_t id);
void cap_table_unlock(struct cap_table *table, cap_id_t id);

/* Calls visit for each live slot in index order until it returns false; visit may remove that slot. */
void cap_table_for_each(struct cap_table *table, bool (*visit)(void *context, cap_id_t id, const struct cap_hold *hold),
                        void *context);

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
