/* SPDX-License-Identifier: MIT */
/* Moving capabilities along with a message, with everything that hangs on it: quotas, references, revocation. */
#pragma once

#include "cap/user_buffer.h"
#include "sched/process.h"

/*
 * Applies the `count` descriptors at offset of `source` (in `from`'s memory): all or nothing. records gets one record per
 * descriptor. Transport errors as in core/transfer.h, STATUS_TRANSFER_ABORTED (the receiver is full),
 * STATUS_DISCONNECTED (a revoked hold), STATUS_INVALID_BUFFER.
 */
MUST_CHECK status_t transfer_capabilities(struct process *from, struct user_buffer *source, uint32_t offset, uint32_t count,
                                          struct process *to, struct cap_result_record *records);

/*
 * One capability, in steps, for who has more to look at before it happens. Both processes are locked from before the first step
 * until after the last, and nothing of a process's memory may be kept across begin, which waits for locks.
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
/* It happens. Writes the record. */
void transfer_one_commit_locked(const struct transfer_one *one, struct process *from, struct process *to,
                                struct cap_result_record *record);
/* It does not. */
void transfer_one_abort_locked(const struct transfer_one *one, struct process *to);
