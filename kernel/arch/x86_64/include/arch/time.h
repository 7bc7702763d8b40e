/* SPDX-License-Identifier: MIT */
/* What time it is: the clock of all CPUs. What interrupts at a time is arch/timer.h. */
#pragma once

#include <stdint.h>

#include "abi/status.h"

/* Boot, once, after interrupts_init. Finds the clock's rate, and the timer; logs both. */
void clock_init(void);
/* Nanoseconds since clock_init; monotonic. A dozen instructions. Any context. */
uint64_t clock_now_ns(void);

/* The raw counter behind the clock, for accounting: cheap, monotonic on one CPU. */
static inline uint64_t clock_ticks(void)
{
    uint32_t low, high;
    __asm__ volatile("rdtsc" : "=a"(low), "=d"(high));
    return (uint64_t)high << 32 | low;
}
uint64_t clock_ticks_to_ns(uint64_t ticks);
