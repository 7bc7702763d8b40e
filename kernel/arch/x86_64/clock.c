/* SPDX-License-Identifier: MIT */
/*
 * Time. The TSC's rate is found once: CPUID when it says, else measured against PIT channel 2, else against the ACPI timer.
 * The timer is the LAPIC's, one shot at a time: in TSC-deadline mode where CPUID shows it, else by counts whose rate is
 * measured against the TSC. Counts reach about a minute; a longer wait is cut in pieces here.
 */
#include "arch/time.h"

#include "arch/cpu.h"
#include "arch/io.h"
#include "arch/x86_64/arch_priv.h"
#include "arch/x86_64/registers.h"
#include "boot/log.h"

#define SECOND_NS 1000000000ull
#define TSC_LEAF 0x15u
#define MEASURE_MS 8u
#define MEASURE_ROUNDS 5u           /* at most */
#define MEASURE_AGREE 1000u         /* two rounds that differ by less than this part are both right */
#define MEASURE_POLLS 10000000u /* port reads after which a timer that does not move is given up */
#define TSC_HZ_MIN 1000000ull

#define PIT_HZ 1193182ull
#define PIT_CHANNEL2 0x42
#define PIT_COMMAND 0x43
#define PIT_CHANNEL2_ONE_SHOT 0xb0  /* channel 2, low then high byte, mode 0 */
#define PIT_GATE_PORT 0x61
#define PIT_GATE 0x01u
#define PIT_SPEAKER 0x02u
#define PIT_OUTPUT 0x20u
#define PM_TIMER_HZ 3579545ull
#define PM_TIMER_MASK 0xffffffu

static struct {
    uint64_t tsc_base;
    uint64_t ns_per_tick;       /* 32.32 fixed point */
    uint64_t ticks_per_ns;      /* 32.32 */
    uint64_t counts_per_ns;     /* 32.32, LAPIC timer; 0 in TSC-deadline mode */
} clock;

static uint64_t scale(uint64_t value, uint64_t factor)
{
    return (uint64_t)(((unsigned __int128)value * factor) >> 32);
}

static uint64_t tsc_hz_cpuid(void)
{
    if (cpuid_read(0, 0).eax < TSC_LEAF)
        return 0;
    struct cpuid_result leaf = cpuid_read(TSC_LEAF, 0);
    if (leaf.eax == 0 || leaf.ebx == 0 || leaf.ecx == 0)
        return 0;
    return (uint64_t)leaf.ecx * leaf.ebx / leaf.eax;
}

/* TSC rate by MEASURE_MS of the PIT, 0 when it does not run. */
static uint64_t measure_pit(void)
{
    uint32_t count = PIT_HZ * MEASURE_MS / 1000, polls = 0;
    uint8_t gate = io_read8(PIT_GATE_PORT) & (uint8_t)~PIT_SPEAKER;

    io_write8(PIT_GATE_PORT, gate & (uint8_t)~PIT_GATE);
    io_write8(PIT_COMMAND, PIT_CHANNEL2_ONE_SHOT);
    io_write8(PIT_CHANNEL2, count & 0xff);
    io_write8(PIT_CHANNEL2, count >> 8);
    io_write8(PIT_GATE_PORT, gate | PIT_GATE); /* counting starts */
    uint64_t start = tsc_read();
    if (io_read8(PIT_GATE_PORT) & PIT_OUTPUT)
        return 0; /* finished at once: there is no PIT behind these ports */
    while (!(io_read8(PIT_GATE_PORT) & PIT_OUTPUT)) {
        if (++polls == MEASURE_POLLS)
            return 0;
    }
    return (tsc_read() - start) * PIT_HZ / count;
}

/* TSC rate by MEASURE_MS of the ACPI timer, 0 when there is none. */
static uint64_t measure_pm_timer(void)
{
    uint16_t port = power_timer_port();
    uint32_t count = PM_TIMER_HZ * MEASURE_MS / 1000, polls = 0;

    if (port == 0)
        return 0;
    uint32_t first = io_read32(port);
    uint64_t start = tsc_read();
    while (((io_read32(port) - first) & PM_TIMER_MASK) < count) {
        if (++polls == MEASURE_POLLS)
            return 0;
    }
    return (tsc_read() - start) * PM_TIMER_HZ / count;
}

/* The lowest of as many rounds as it takes for two to agree: whatever disturbs a round makes it longer and the rate higher. */
static uint64_t tsc_hz_measured(uint64_t (*measure)(void))
{
    uint64_t best = UINT64_MAX;

    for (uint32_t i = 0; i < MEASURE_ROUNDS; i++) {
        uint64_t hz = measure();
        if (hz == 0)
            return 0;
        if (i != 0 && hz < best + best / MEASURE_AGREE && best < hz + hz / MEASURE_AGREE)
            return hz < best ? hz : best;
        if (hz < best)
            best = hz;
    }
    return best;
}

static uint64_t tsc_hz_find(const char **source)
{
    uint64_t hz = tsc_hz_cpuid();

    *source = "CPUID";
    if (hz < TSC_HZ_MIN) {
        *source = "PIT";
        hz = tsc_hz_measured(measure_pit);
    }
    if (hz < TSC_HZ_MIN) {
        *source = "ACPI timer";
        hz = tsc_hz_measured(measure_pm_timer);
    }
    if (hz < TSC_HZ_MIN)
        panic("no clock to measure the TSC with");
    return hz;
}

static uint64_t lapic_hz_measured(uint64_t tsc_hz)
{
    uint64_t span = tsc_hz * MEASURE_MS / 1000;
    uint64_t start = tsc_read(), now;

    lapic_timer_start(UINT32_MAX);
    do {
        now = tsc_read();
    } while (now - start < span);
    uint32_t counted = UINT32_MAX - lapic_timer_left();
    lapic_timer_start(0);
    return (uint64_t)counted * span / (now - start) * 1000 / MEASURE_MS;
}

void clock_init(void)
{
    const char *source;
    uint64_t hz = tsc_hz_find(&source);

    clock.ns_per_tick = (SECOND_NS << 32) / hz;
    clock.ticks_per_ns = (hz / SECOND_NS << 32) + (hz % SECOND_NS << 32) / SECOND_NS;
    if (feature_has(FEATURE_TSC_DEADLINE))
        lapic_timer_use_deadline();
    else
        clock.counts_per_ns = (lapic_hz_measured(hz) << 32) / SECOND_NS;
    clock.tsc_base = tsc_read();
    timer_disarm();
    klog("clock: TSC %llu kHz by %s, timer by %s\n", (unsigned long long)(hz / 1000), source,
         clock.counts_per_ns ? "LAPIC counts" : "TSC deadline");
}

void timer_init_cpu(void)
{
    if (!clock.counts_per_ns)
        lapic_timer_use_deadline();
    timer_disarm();
}

uint64_t clock_now_ns(void)
{
    return scale(tsc_read() - clock.tsc_base, clock.ns_per_tick);
}

static uint64_t *armed_deadline(void)
{
    return &((struct arch_cpu *)cpu_current())->timer_deadline_ns;
}

/*
 * What is left is converted, not the absolute time: rounding then errs by a part of the wait and not of the uptime. A
 * deadline in the past still gives its interrupt.
 */
static void timer_start(uint64_t deadline_ns)
{
    uint64_t tsc = tsc_read(), now = scale(tsc - clock.tsc_base, clock.ns_per_tick);
    uint64_t left = deadline_ns > now ? deadline_ns - now : 0;

    if (!clock.counts_per_ns) {
        /* At most a year, so that the sum cannot wrap. */
        const uint64_t longest = SECOND_NS * 60 * 60 * 24 * 365;
        msr_write(MSR_TSC_DEADLINE, tsc + scale(left < longest ? left : longest, clock.ticks_per_ns) + 1);
        return;
    }
    uint64_t counts = left < SECOND_NS * 3600 ? scale(left, clock.counts_per_ns) + 1 : UINT32_MAX;
    lapic_timer_start(counts > UINT32_MAX ? UINT32_MAX : (uint32_t)counts);
}

void timer_arm(uint64_t deadline_ns)
{
    *armed_deadline() = deadline_ns;
    if (deadline_ns == UINT64_MAX)
        timer_disarm();
    else
        timer_start(deadline_ns);
}

void timer_disarm(void)
{
    *armed_deadline() = UINT64_MAX;
    if (clock.counts_per_ns)
        lapic_timer_start(0);
    else
        msr_write(MSR_TSC_DEADLINE, 0);
}

bool timer_expired(void)
{
    uint64_t *deadline = armed_deadline();

    if (*deadline == UINT64_MAX)
        return false; /* was on its way while it was disarmed */
    if (clock_now_ns() < *deadline) {
        timer_start(*deadline);
        return false;
    }
    *deadline = UINT64_MAX;
    return true;
}

uint64_t clock_ticks_to_ns(uint64_t ticks)
{
    return scale(ticks, clock.ns_per_tick);
}
