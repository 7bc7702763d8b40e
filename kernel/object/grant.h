/* SPDX-License-Identifier: MIT */
/*
 * What a process gave to its children and can take back.
 *
 * A grant to a running child, and one at spawn that asks for it, goes through a revoker (ring/revoker.h): whatever the child makes
 * of the hold dies with it. The record of it belongs to the child's process record and lives until it is revoked or the granter
 * drops the child's handle; meanwhile the granter pays one capability slot. A plain grant at spawn has no record: revoking it takes
 * the child's own hold, and ends the calls that are under way through that.
 *
 * A hold that was taken away leaves a tombstone in the child's table, so that its id answers `disconnected` until it is released.
 */
#pragma once

#include "sched/process.h"

struct grant;

/* Makes the hold revocable by granter: sets hold->revoker. STATUS_QUOTA_EXCEEDED, STATUS_OUT_OF_RANGE (lent too often already),
 * STATUS_NO_MEMORY. */
MUST_CHECK status_t grant_begin(struct process *granter, struct cap_hold *hold, struct grant **out);
/* The hold is in the child's table as id. The child's lock may be held. */
void grant_commit(struct grant *grant, struct process *child, cap_id_t id);
/* It could not be put there. No lock is held. */
void grant_abort(struct grant *grant);

struct grant_request {
    struct process *granter, *child;
    const struct cap_hold *hold;
    const char *name;                   /* 1 to 31 bytes, checked */
    uint32_t name_len;
    /* Tells the granter the id: the last step that can fail, before anything shows in the child. The child's lock is held, so it may take
     * none from LOCK_PROCESS on but the ledgers'. */
    status_t (*deliver)(void *context, cap_id_t id);
    void *context;
    struct process *blame;              /* out, for STATUS_QUOTA_EXCEEDED: whose ledger says which limit */
};

/* The whole of CapabilityManager.grant to a child, without the granter's hold going when it moves: all of it, or nothing. STATUS_GONE: the
 * child has ended; STATUS_STALE_CAP: the granter gave up the child's handle meanwhile; STATUS_ALREADY_EXISTS: the name is taken;
 * STATUS_TABLE_FULL: the CapSet or the table is full; STATUS_QUOTA_EXCEEDED, STATUS_OUT_OF_RANGE, STATUS_NO_MEMORY; what deliver
 * returned. No lock is held. */
MUST_CHECK status_t grant_to_child(struct grant_request *request);
/* Takes back what the child got as id. *calls: how many were ended. STATUS_NOT_FOUND: nothing was granted under that id, or it
 * went. */
MUST_CHECK status_t grant_revoke(struct process *child, cap_id_t id, uint32_t *calls);
