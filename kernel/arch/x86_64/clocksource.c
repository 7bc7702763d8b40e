/* SPDX-License-Identifier: MIT */
/*
 * What time it is: the TSC, scaled. It is the one counter that every x86_64 processor has and that is read without leaving it.
 * Its rate comes from CPUID when that says, else it is measured against the best counter of clock_reference.c; when that
 * one cannot be trusted, against the next.
 */
#include "arch/time.h"

#include "arch/timer.h"
#include "arch/x86_64/arch_priv.h"
#include "arch/x86_64/clock_priv.h"
#include "arch/x86_64/registers.h"
#include "base/log.h"

#define TSC_LEAF 0x15u
#define TSC_HZ_MIN 1000000ull
#define ERROR_TRUSTED_PPM 1000u     /* a reference that leaves more open than this is used if no other is better */

static struct {
    uint64_t tsc_base;
    uint64_t ns_per_tick;       /* 32.32 */
    uint64_t tsc_hz;
} clock;

/* How the rate was found: for the log. */
struct rate {
    const char *source;
    uint64_t hz;
    uint32_t error_ppm;
};

static uint64_t tsc_hz_cpuid(void)
{
    if (cpuid_read(0, 0).eax < TSC_LEAF)
        return 0;
    struct cpuid_result leaf = cpuid_read(TSC_LEAF, 0);
    if (leaf.eax == 0 || leaf.ebx == 0 || leaf.ecx == 0)
        return 0;
    return (uint64_t)leaf.ecx * leaf.ebx / leaf.eax;
}

static struct rate rate_measured(void)
{
    struct rate best = { .error_ppm = UINT32_MAX };

    for (const struct clock_reference *reference = clock_references; reference->name; reference++) {
        struct clock_measurement found;
        uint64_t hz = reference->start();

        if (hz == 0 || !clock_measure(tsc_read, reference->read, reference->mask, hz, &found) ||
            found.error_ppm >= best.error_ppm)
            continue;
        best = (struct rate){ .source = reference->name, .hz = clock_convert(found.ticks, hz, found.counts),
                              .error_ppm = found.error_ppm };
        if (best.error_ppm <= ERROR_TRUSTED_PPM)
            break;
    }
    return best;
}

static struct rate rate_find(void)
{
    struct rate rate = { .source = "CPUID", .hz = tsc_hz_cpuid() };

    if (rate.hz < TSC_HZ_MIN)
        rate = rate_measured();
    if (rate.hz < TSC_HZ_MIN)
        panic("the TSC's rate is not known: CPUID does not say, and no HPET (ACPI), ACPI timer (FADT) or PIT could be used to measure it");
    return rate;
}

void clock_init(void)
{
    struct rate rate = rate_find();
    const char *timer;

    clock.tsc_hz = rate.hz;
    clock.ns_per_tick = (SECOND_NS << 32) / rate.hz;
    clock.tsc_base = tsc_read();
    clockevent_init(&timer);
    klog("clock: TSC %llu kHz by %s, timer by %s\n", (unsigned long long)(rate.hz / 1000), rate.source, timer);
    if (rate.error_ppm > ERROR_TRUSTED_PPM)
        klog("clock: it may be wrong by %u parts in a million\n", rate.error_ppm);
}

uint64_t clock_tsc_hz(void)
{
    return clock.tsc_hz;
}

uint64_t clock_now_ns(void)
{
    return clock_scale(tsc_read() - clock.tsc_base, clock.ns_per_tick);
}

uint64_t clock_ticks_to_ns(uint64_t ticks)
{
    return clock_scale(ticks, clock.ns_per_tick);
}
