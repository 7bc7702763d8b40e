/* SPDX-License-Identifier: MIT */
/* The timers of one CPU: for the scheduler only. */
#pragma once

struct cpu;

/* Arms the one-shot timer for the earliest of deadlines, sleeps and slice end, if that is before what it is armed for. A
 * timer that fires too early is harmless: it is armed again then. cpu->lock is held. */
void timers_program_locked(struct cpu *cpu);
