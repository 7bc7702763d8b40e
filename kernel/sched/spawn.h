/* SPDX-License-Identifier: MIT */
/*
 * Building a process before it runs: image, stack, TLS, ring, CapSet, thread, grants.
 *
 *   spawn_begin, spawn_grant for each capability in CapSet order, then spawn_commit or spawn_abort
 */
#pragma once

#include "abi/capset.h"
#include "sched/process.h"

struct spawn {
    struct process *process;            /* one reference, the caller's, after begin */
    struct capset_page *capset;         /* through the direct map */
};

/*
 * Everything but grants. file is the executable in the boot package. On failure *reason is a sentence or NULL.
 * STATUS_BAD_IMAGE, STATUS_QUOTA_EXCEEDED, STATUS_NO_MEMORY.
 */
MUST_CHECK status_t spawn_begin(struct process *parent, const char *name, const void *file, size_t bytes,
                                const uint64_t limits[LEDGER_RESOURCE_COUNT], struct spawn *spawn, const char **reason);
/* Puts a hold (a reference is taken) into the child under name, 1 to 31 bytes. STATUS_TABLE_FULL, STATUS_QUOTA_EXCEEDED,
 * STATUS_NO_MEMORY, STATUS_ALREADY_EXISTS: the name was used. */
MUST_CHECK status_t spawn_grant(struct spawn *spawn, const char *name, uint32_t name_len, const struct cap_hold *hold);
/* Whether a CapSet name is 1 to 31 of a-z 0-9 _ - . */
bool capset_name_valid(const char *name, uint32_t name_len);
/* Lets the process run; the caller keeps its reference. */
void spawn_commit(struct spawn *spawn);
/* Undoes everything; the caller's reference is gone. */
void spawn_abort(struct spawn *spawn);
