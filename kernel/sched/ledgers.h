/* SPDX-License-Identifier: MIT */
/*
 * The tree of ledgers (core/ledger.h): one per process, below its parent's. One lock, ledgers_lock, guards all of it; it is taken
 * last of all but the log's.
 *
 * A process that ended stays in the tree while something is charged to it: by its children, whom its limits go on to bound, or
 * by a notification that outlives it. When all that is left is one child, the child moves up to the grandparent: its limits were
 * never above those of the parent, so nothing is gained by that.
 */
#pragma once

#include "base/lock.h"
#include "core/ledger.h"

struct process;

extern struct spinlock ledgers_lock;

/* The process and all above it, or none. STATUS_QUOTA_EXCEEDED. Any lock but ledgers_lock may be held. */
MUST_CHECK status_t process_charge(struct process *process, enum ledger_resource resource, uint64_t amount);
/* For running processes, and whatever cannot outlive one. Any lock but ledgers_lock may be held. */
void process_release(struct process *process, enum ledger_resource resource, uint64_t amount);
/* The same for what may outlive the process that paid: gives up the caller's reference to it as well. No lock may be held. */
void process_release_payer(struct process *payer, enum ledger_resource resource);
/* Holds in its table: slots, and frames of the objects behind them. */
MUST_CHECK status_t process_charge_holds(struct process *process, uint64_t slots, uint64_t frames);
void process_release_holds(struct process *process, uint64_t slots, uint64_t frames);
/* Bytes that go into the kernel log. They are not released: a quarter of the limit drains each second. STATUS_QUOTA_EXCEEDED. */
MUST_CHECK status_t process_charge_log(struct process *process, uint64_t bytes);
/* As it is now. */
void process_read_ledger(struct process *process, struct ledger *copy);
/* "the limit of frames (4096) is reached": the process's last refusal. Returns out. */
const char *process_refusal(const struct process *process, char *out, size_t bytes);
/* A child could not be made: what it was refused is what its parent is told. */
void process_blame_child(struct process *parent, const struct process *child);

/* --- the tree (process.c, reaper.c) --------------------------------------------------------------------------------- */

/* Puts a new process's ledger below its parent's (NULL: none) and charges the parent for a live child. Takes a reference to the
 * parent. STATUS_QUOTA_EXCEEDED; STATUS_OUT_OF_RANGE: too deep. */
MUST_CHECK status_t ledgers_add(struct process *process, struct process *parent, const uint64_t limits[LEDGER_RESOURCE_COUNT]);
/* The process ended, and has given back what it had. Panics when it has not. */
void ledgers_end(struct process *process);
