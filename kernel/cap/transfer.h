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
