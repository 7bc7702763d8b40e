/* SPDX-License-Identifier: MIT */
/* The clock (TSC, calibrated once) and the one-shot timer (LAPIC; TSC-deadline where CPUID shows it) of this CPU. */
#pragma once

#include <stdint.h>

#include "abi/status.h"

/* Boot, once, after interrupts_init. */
void clock_init(void);
/* Nanoseconds since clock_init; monotonic. A few dozen instructions. */
uint64_t clock_now_ns(void);
/* One timer interrupt at or soon after deadline_ns (upcall timer_interrupt). Replaces the one before. */
void timer_arm(uint64_t deadline_ns);
void timer_disarm(void);

/* The raw counter behind the clock, for accounting: cheap, monotonic on one CPU. */
static inline uint64_t clock_ticks(void)
{
    uint32_t low, high;
    __asm__ volatile("rdtsc" : "=a"(low), "=d"(high));
    return (uint64_t)high << 32 | low;
}
uint64_t clock_ticks_to_ns(uint64_t ticks);
