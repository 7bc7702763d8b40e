/* SPDX-License-Identifier: MIT */
/*
 * What interrupts this CPU at a deadline: its LAPIC's timer, one shot at a time. In TSC-deadline mode where CPUID shows it, else by
 * counts whose rate is measured against the TSC; counts reach about a minute, a longer wait is cut in pieces here.
 */
#include "arch/timer.h"

#include "arch/time.h"
#include "arch/x86_64/arch_priv.h"
#include "arch/x86_64/clock_priv.h"
#include "arch/x86_64/registers.h"
#include "base/log.h"

#define COUNTS_LEFT_MAX_NS (3600 * SECOND_NS)
/* So that the sum of now and then cannot wrap. */
#define DEADLINE_LEFT_MAX_NS (365ull * 24 * 3600 * SECOND_NS)

/* A way to be interrupted. What is left is converted, not the absolute time: rounding then errs by a part of the wait and not of the
 * uptime. A deadline in the past still gives its interrupt. */
struct clockevent {
    const char *name;
    bool (*usable)(void);               /* on this machine; boot, once */
    void (*start)(void);                /* on each CPU, by itself */
    void (*arm)(uint64_t left_ns);
    void (*disarm)(void);
};

static uint64_t ticks_per_ns, counts_per_ns;    /* 32.32 */
static const struct clockevent *chosen;

static bool deadline_usable(void)
{
    uint64_t hz = clock_tsc_hz();

    ticks_per_ns = (hz / SECOND_NS << 32) + (hz % SECOND_NS << 32) / SECOND_NS;
    return feature_has(FEATURE_TSC_DEADLINE);
}

static void deadline_arm(uint64_t left_ns)
{
    uint64_t left = left_ns < DEADLINE_LEFT_MAX_NS ? left_ns : DEADLINE_LEFT_MAX_NS;

    msr_write(MSR_TSC_DEADLINE, tsc_read() + clock_scale(left, ticks_per_ns) + 1);
}

static void deadline_disarm(void)
{
    msr_write(MSR_TSC_DEADLINE, 0);
}

static uint64_t counts_read(void)
{
    return UINT32_MAX - lapic_timer_left();
}

static bool counts_usable(void)
{
    struct clock_measurement found;
    bool measured;

    lapic_timer_start(UINT32_MAX);
    measured = clock_measure(counts_read, tsc_read, UINT64_MAX, clock_tsc_hz(), &found);
    lapic_timer_start(0);
    if (!measured)
        return false;
    counts_per_ns = (clock_convert(found.ticks, clock_tsc_hz(), found.counts) << 32) / SECOND_NS;
    return true;
}

static void counts_start(void)
{
}

static void counts_arm(uint64_t left_ns)
{
    uint64_t counts = left_ns < COUNTS_LEFT_MAX_NS ? clock_scale(left_ns, counts_per_ns) + 1 : UINT32_MAX;

    lapic_timer_start(counts > UINT32_MAX ? UINT32_MAX : (uint32_t)counts);
}

static void counts_disarm(void)
{
    lapic_timer_start(0);
}

/* The best first. */
static const struct clockevent events[] = {
    { .name = "TSC deadline", .usable = deadline_usable, .start = lapic_timer_use_deadline,
      .arm = deadline_arm, .disarm = deadline_disarm },
    { .name = "LAPIC counts", .usable = counts_usable, .start = counts_start, .arm = counts_arm,
      .disarm = counts_disarm },
};

void clockevent_init(const char **name)
{
    for (uint32_t i = 0; i < sizeof events / sizeof events[0] && !chosen; i++) {
        if (events[i].usable())
            chosen = &events[i];
    }
    if (!chosen)
        panic("the timer of the local APIC does not run");
    *name = chosen->name;
    timer_init_cpu();
}

void timer_init_cpu(void)
{
    chosen->start();
    timer_disarm();
}

static uint64_t *armed_deadline(void)
{
    return &((struct arch_cpu *)cpu_current())->timer_deadline_ns;
}

static void arm_for(uint64_t deadline_ns)
{
    uint64_t now = clock_now_ns();

    chosen->arm(deadline_ns > now ? deadline_ns - now : 0);
}

void timer_arm(uint64_t deadline_ns)
{
    *armed_deadline() = deadline_ns;
    if (deadline_ns == UINT64_MAX)
        timer_disarm();
    else
        arm_for(deadline_ns);
}

void timer_disarm(void)
{
    *armed_deadline() = UINT64_MAX;
    chosen->disarm();
}

bool timer_expired(void)
{
    uint64_t *deadline = armed_deadline();

    if (*deadline == UINT64_MAX)
        return false; /* was on its way while it was disarmed */
    if (clock_now_ns() < *deadline) {
        arm_for(*deadline);
        return false;
    }
    *deadline = UINT64_MAX;
    return true;
}
