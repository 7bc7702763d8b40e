/* SPDX-License-Identifier: MIT */
/*
 * SchedulerControl: the right to make scheduling contexts, within a priority, a set of CPUs and a share of their time. Controls form a
 * tree: what one sets aside for another is used up for itself.
 */
#pragma once

#include "object/object.h"
#include "sched/lock.h"

struct capn_call;

struct scheduler_control {
    struct object object;
    struct spinlock lock;               /* guards used_ppm */
    struct scheduler_control *parent;   /* one reference; NULL: the first */
    struct process *payer;
    uint32_t depth;                     /* controls above it */
    uint8_t max_priority;
    uint32_t cpu_mask;
    uint64_t share_ppm;                 /* of one CPU's time, above the default priority */
    uint64_t used_ppm;
};

/* Makes the first one, of all CPUs that run. Boot. */
void scheduler_control_init(void);
/* The first one, with a reference for the caller. */
struct object *scheduler_control_first(void);
/* Takes from the share. STATUS_QUOTA_EXCEEDED. */
MUST_CHECK status_t scheduler_control_reserve(struct scheduler_control *control, uint64_t ppm);
void scheduler_control_return(struct scheduler_control *control, uint64_t ppm);
