/* SPDX-License-Identifier: MIT */
/* The timers of one CPU: for the scheduler only. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "core/rb_tree.h"

struct cpu;

/* A time that something else than a thread's wait or a sleep is bound to (object/notification_binding.c). Zeroed: not set. */
struct scheduler_alarm {
    struct rb_node node;
    uint64_t deadline_ns;
    struct cpu *cpu;                    /* whose timer it was put into last */
    bool set;
};

/* Who adds, cancels and takes alarms has one lock for all of them. Adding is on this CPU, taking from it. */

void scheduler_add_alarm(struct scheduler_alarm *alarm, uint64_t deadline_ns);
/* Nothing happens to one that is not set. */
void scheduler_cancel_alarm(struct scheduler_alarm *alarm);
/* The earliest alarm, if its time has come by now; it is not set any more. NULL. */
struct scheduler_alarm *scheduler_take_alarm(uint64_t now_ns);


/* Arms the one-shot timer for the earliest of deadlines, sleeps and slice end, if that is before what it is armed for. A
 * timer that fires too early is harmless: it is armed again then. cpu->lock is held. */
void timers_program_locked(struct cpu *cpu);
