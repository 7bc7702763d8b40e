/* SPDX-License-Identifier: MIT */
/* What interrupts this CPU at a deadline of the clock (arch/time.h). Each CPU has one, armed for one deadline at a time. */
#pragma once

#include <stdint.h>

/* One timer interrupt at or soon after deadline_ns (upcall timer_interrupt). Replaces the one before; UINT64_MAX: none. */
void timer_arm(uint64_t deadline_ns);
void timer_disarm(void);
