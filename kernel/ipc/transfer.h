/* SPDX-License-Identifier: MIT */
/* Moving capabilities along with a message: quotas, references, revocation, and the records that tell the receiver. */
#pragma once

#include "ring/user_buffer.h"
#include "sched/process.h"

/* Where the records of a transfer go: into the receiver's buffer, and as a copy to the caller. */
struct transfer_target {
    struct user_buffer *buffer;         /* the receiver's; there is room for all records behind offset */
    uint32_t offset;                    /* bytes, a multiple of 8 */
    struct cap_result_record records[TRANSFER_MAX_DESCRIPTORS]; /* out */
    bool failed;                        /* out: the receiver's page is gone, which is not the sender's fault */
};

/*
 * Applies the `count` (at least 1) descriptors at offset of `source`, in `from`'s memory: all of them happen and all of their records
 * stand in the receiver's buffer, or none of either. Takes both processes' locks; an endpoint's lock may be held.
 *
 * What can fail comes before the commit point, in this order: reading and checking the descriptors, the receiver's quota and slots,
 * and the place of its records, which is pinned with both tables locked. The commit cannot fail.
 *
 * Errors as in core/transfer.h, and STATUS_TRANSFER_ABORTED (the receiver is full), STATUS_DISCONNECTED (a revoked hold, or a session
 * that ended), STATUS_INVALID_BUFFER (target->failed: the receiver's, else the sender's).
 */
MUST_CHECK status_t transfer_capabilities(struct process *from, struct user_buffer *source, uint32_t offset, uint32_t count,
                                          struct process *to, struct transfer_target *target);

/*
 * One capability, in steps, for a caller that has more to look at before it happens. Both processes are locked from before the first
 * step until after the last, and nothing of a process's memory may be kept across begin and settle, which wait for locks.
 *
 *   begin --> place, settle     or     begin --> abort
 */
struct transfer_one {
    struct cap_hold hold;               /* that will arrive */
    cap_id_t source;
    bool move;
};

void transfer_lock(struct process *a, struct process *b);
void transfer_unlock(struct process *a, struct process *b);
/* All that can be wrong, in the order of transfer_capabilities and with its errors; then one of the other two must follow. */
MUST_CHECK status_t transfer_one_begin_locked(struct transfer_one *one, struct process *from, struct cap_transfer_descriptor descriptor,
                                              struct process *to);
/* The commit point: it happens, and *record, which may be in the receiver's memory, tells of it. Waits for nothing. */
void transfer_one_place_locked(const struct transfer_one *one, struct process *to, struct cap_result_record *record);
/* Must follow place: references and ledgers, and the end of a moved hold. Takes locks. */
void transfer_one_settle_locked(const struct transfer_one *one, struct process *from);
/* It does not happen. */
void transfer_one_abort_locked(const struct transfer_one *one, struct process *to);
