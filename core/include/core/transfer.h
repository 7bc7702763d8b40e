/* SPDX-License-Identifier: MIT */
/*
 * Moving and copying holds from one table to another, all or nothing.
 *
 *   transfer_prepare   checks every descriptor, snapshots the holds, locks the sources of moves
 *   transfer_reserve   takes the destination slots
 *   transfer_commit    cannot fail; or transfer_abort at any point, which restores both tables
 *
 * The caller serialises both tables and, between prepare and commit, pins the objects of plan->holds itself.
 */
#pragma once

#include "core/cap_table.h"

struct transfer_plan {
    uint16_t count;
    uint16_t reserved;          /* destination slots taken so far */
    uint8_t mode[TRANSFER_MAX_DESCRIPTORS];
    cap_id_t source[TRANSFER_MAX_DESCRIPTORS];
    cap_id_t destination[TRANSFER_MAX_DESCRIPTORS];
    struct cap_hold holds[TRANSFER_MAX_DESCRIPTORS];
};

/* The form of descriptors by themselves, which transfer_prepare checks first. STATUS_INVALID_TRANSFER_DESCRIPTOR. */
MUST_CHECK status_t transfer_check(const struct cap_transfer_descriptor *descriptors, uint32_t count);
/* What transfer_prepare asks of each source, and the hold that would arrive; nothing is locked. Errors as below. */
MUST_CHECK status_t transfer_snapshot(struct cap_table *from, cap_id_t id, uint8_t mode, enum cap_transfer_scope needed,
                                      struct cap_hold *snapshot);
/*
 * STATUS_INVALID_TRANSFER_DESCRIPTOR: unknown mode, reserved bits, too many, the same source moved twice or moved and
 * copied; STATUS_INVALID_CAP, STATUS_STALE_CAP; STATUS_TRANSFER_NOT_SUPPORTED: the hold is `none`, or a copy of a
 * `move` hold; STATUS_TRANSFER_SCOPE: a hold's scope is below the one that this transfer needs. On failure both tables are as
 * before.
 */
MUST_CHECK status_t transfer_prepare(struct transfer_plan *plan, struct cap_table *from,
                                     const struct cap_transfer_descriptor *descriptors, uint32_t count,
                                     enum cap_transfer_scope needed);
/* STATUS_TABLE_FULL: nothing is reserved then (add a chunk and try again, or abort). */
MUST_CHECK status_t transfer_reserve(struct transfer_plan *plan, struct cap_table *to);
/* records (may be NULL) gets one record per descriptor. New holds have origin CAP_ORIGIN_TRANSFER. The plan stays as it is, for the
 * caller's accounting; it must be neither committed nor aborted again. */
void transfer_commit(const struct transfer_plan *plan, struct cap_table *from, struct cap_table *to,
                     struct cap_result_record *records);
void transfer_abort(struct transfer_plan *plan, struct cap_table *from, struct cap_table *to);
