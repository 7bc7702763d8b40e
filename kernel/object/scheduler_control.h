/* SPDX-License-Identifier: MIT */
/*
 * SchedulerControl: the right to make scheduling contexts, within a priority, a set of CPUs and a share of their time. Controls form a
 * tree: what one sets aside for another is used up for itself.
 */
#pragma once

#include "base/lock.h"
#include "base/object.h"

struct capn_call;

/* Time above the default priority, and where it is spent. */
struct scheduler_share {
    uint64_t ppm;                       /* of one CPU */
    uint32_t cpu_mask;
};

struct scheduler_control {
    struct object object;
    struct scheduler_control *parent;   /* one reference; NULL: the first */
    struct process *payer;
    uint32_t depth;                     /* controls above it */
    uint8_t max_priority;
    uint32_t cpu_mask;
    uint64_t share_ppm;                 /* of one CPU's time, above the default priority */
    uint64_t used_ppm;                  /* guarded by scheduler_shares_lock */
};

/* Guards what was given away, of all controls. */
extern struct spinlock scheduler_shares_lock;

/* Makes the first one, of all CPUs that run. Boot. */
void scheduler_control_init(void);
/* The first one, with a reference for the caller. */
struct object *scheduler_control_first(void);
/* Takes from the share of a control, and gives back what was taken before; both may be nothing. Of each CPU no more is given to those
 * who may run there only than leaves something for everybody else. STATUS_QUOTA_EXCEEDED, and nothing changed.
 * scheduler_shares_lock is held. */
MUST_CHECK status_t scheduler_share_exchange_locked(struct scheduler_control *control, const struct scheduler_share *former,
                                                    const struct scheduler_share *wanted);
/* The same with the lock. */
MUST_CHECK status_t scheduler_share_exchange(struct scheduler_control *control, const struct scheduler_share *former,
                                             const struct scheduler_share *wanted);
/* Gives back. */
void scheduler_share_return(struct scheduler_control *control, const struct scheduler_share *share);
