/* SPDX-License-Identifier: MIT */
/* The timers of one CPU: for the scheduler only. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "core/rb_tree.h"

struct cpu;

/* Whose alarm it is: only its owner's lock keeps it in place while it is looked at. */
enum scheduler_alarm_owner {
    SCHEDULER_ALARM_NOTIFICATION,       /* object/notification_binding.c */
    SCHEDULER_ALARM_SESSION,            /* object/session.c */
};

/* A time that something else than a thread's wait or a sleep is bound to. Zeroed: not set. */
struct scheduler_alarm {
    struct rb_node node;
    uint64_t deadline_ns;
    struct cpu *cpu;                    /* whose timer it was put into last */
    bool set;
    uint8_t owner;                      /* enum scheduler_alarm_owner */
};

/* Who adds, cancels and takes alarms has one lock for all of them. Adding is on this CPU, taking from it. */

void scheduler_add_alarm(struct scheduler_alarm *alarm, uint64_t deadline_ns);
/* Nothing happens to one that is not set. */
void scheduler_cancel_alarm(struct scheduler_alarm *alarm);
/* The earliest alarm, if it is that owner's and its time has come by now; it is not set any more. NULL. */
struct scheduler_alarm *scheduler_take_alarm(enum scheduler_alarm_owner owner, uint64_t now_ns);

/* Arms the one-shot timer for the earliest of deadlines, sleeps, and the ends of slice and budget, if that is before what it is armed for. A
 * timer that fires too early is harmless: it is armed again then. cpu->lock is held. */
void timers_program_locked(struct cpu *cpu);
