/* SPDX-License-Identifier: MIT */
/*
 * Between the files of time: clocksource.c (what time it is), clock_reference.c (what its rate is measured with), clock_measure.c
 * (how), clockevent.c (what interrupts). Rates and factors are 32.32 fixed point where the name does not say Hz.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#define SECOND_NS 1000000000ull

static inline uint64_t clock_scale(uint64_t value, uint64_t factor)
{
    return (uint64_t)(((unsigned __int128)value * factor) >> 32);
}

/* A counter of known rate that can say how fast another one runs. */
struct clock_reference {
    const char *name;
    uint64_t mask;              /* of what read gives: it counts up and wraps here */
    uint64_t (*start)(void);    /* its rate in Hz, 0 when this machine has none */
    uint64_t (*read)(void);
};

/* clock_reference.c: the best first: how fine it counts, how quickly it is read, when it wraps. Ended by one without a name. Boot. */
extern const struct clock_reference clock_references[];

/* What clock_measure found: in this many counts of the reference there were so many ticks; either is right within error_ppm. */
struct clock_measurement {
    uint64_t ticks, counts;
    uint32_t error_ppm;
};

/*
 * clock_measure.c: how fast `ticks` runs, which does not wrap meanwhile, told by a counter of rate hz. False: the counter does not
 * move, or every attempt was disturbed beyond use. Busy for a few milliseconds, up to a second on a host that is short of
 * time. Pure but for the two functions it is given.
 */
bool clock_measure(uint64_t (*ticks)(void), uint64_t (*counter)(void), uint64_t mask, uint64_t hz, struct clock_measurement *out);

/* value * multiplier / divisor, where value % divisor * multiplier fits into 64 bits. */
static inline uint64_t clock_convert(uint64_t value, uint64_t multiplier, uint64_t divisor)
{
    return value / divisor * multiplier + value % divisor * multiplier / divisor;
}

/* clocksource.c: the rate that clock_init found. */
uint64_t clock_tsc_hz(void);
/* clockevent.c: chooses the timer and starts it on the boot CPU; name: what the log shows. After clock_init found the rate. */
void clockevent_init(const char **name);
