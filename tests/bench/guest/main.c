/* SPDX-License-Identifier: MIT */
/* Measures the system from inside and says one line a row on the kernel log: `bench NAME least median`, or
 * `bench value NAME value` for what is no cost of time. */
#include "scaling.h"

#define SAMPLES_MAX 512u
#define WARM_UP 16u

static uint64_t samples[SAMPLES_MAX];

static void sort_samples(uint32_t count)
{
    for (uint32_t i = 1; i < count; i++) {
        uint64_t value = samples[i];
        uint32_t at = i;

        for (; at > 0 && samples[at - 1] > value; at--)
            samples[at] = samples[at - 1];
        samples[at] = value;
    }
}

/* A sample ends when the operation does, or, with `until`, at the time that the operation left there. */
static inline __attribute__((always_inline)) void take_samples(struct bench *bench, uint32_t count,
                                                               void (*operation)(struct bench *bench), const volatile uint64_t *until)
{
    for (uint32_t i = 0; i < WARM_UP; i++)
        operation(bench);
    for (uint32_t i = 0; i < count; i++) {
        uint64_t start = __builtin_ia32_rdtsc();

        operation(bench);
        samples[i] = (until ? *until : __builtin_ia32_rdtsc()) - start;
    }
    sort_samples(count);
}

static void nothing(struct bench *bench)
{
    (void)bench;
}

/* The profiler counts between these two (tests/bench/profile/plugin.c knows the constants). They write something volatile, so that
 * each call of them happens. */
static volatile uint32_t marks;

static __attribute__((noinline)) uint32_t mark_begin(void)
{
    marks++;
    return 0x6265676e;
}

static __attribute__((noinline)) uint32_t mark_end(void)
{
    marks++;
    return 0x656e6400;
}

static bool ends_early;

void bench_until_here(volatile uint64_t *until)
{
    *until = __builtin_ia32_rdtsc();
    if (ends_early)
        marks = mark_end();
}

/* Twice: in the first the profiler learns which thread is in which function, the second is what it counts. */
static void show_to_profiler(struct bench *bench, void (*operation)(struct bench *bench), bool early)
{
    marks = mark_begin();
    operation(bench);
    ends_early = early;
    marks = mark_begin();
    operation(bench);
    ends_early = false;
    /* An end without a beginning is nothing to it. */
    marks = mark_end();
}

static void report(struct bench *bench, const char *name, uint32_t count, uint32_t per)
{
    rt_log(bench->rt, "bench %s %lu %lu", name, (samples[0] - bench->overhead) / per,
           (samples[count / 2] - bench->overhead) / per);
}

void bench_run(struct bench *bench, const char *name, uint32_t count, uint32_t per, void (*operation)(struct bench *bench))
{
    if (count > SAMPLES_MAX)
        count = SAMPLES_MAX;
    take_samples(bench, count, operation, NULL);
    show_to_profiler(bench, operation, false);
    report(bench, name, count, per);
}

void bench_run_until(struct bench *bench, const char *name, uint32_t count, void (*operation)(struct bench *bench),
                     const volatile uint64_t *until)
{
    if (count > SAMPLES_MAX)
        count = SAMPLES_MAX;
    take_samples(bench, count, operation, until);
    show_to_profiler(bench, operation, true);
    report(bench, name, count, 1);
}

void bench_report(struct bench *bench, const char *name, uint64_t value)
{
    rt_log(bench->rt, "bench value %s %lu", name, value);
}

static void find(struct rt *rt, const char *name, uint64_t interface_id, cap_id_t *out)
{
    status_t status = rt_find(rt, name, interface_id, out);

    if (status != STATUS_OK)
        rt_panic(rt, "needs the capability %s: %s", name, capn_status_text(status));
}

static void measure(struct bench *bench)
{
    bench_ring(bench);
    bench_calls(bench);
    bench_processes(bench);
    bench_notifications(bench);
    bench_shared_buffer(bench);
    bench_pipelining(bench);
    bench_memory(bench);
    bench_schema(bench);
    bench_threads(bench);
    bench_footprint(bench);
}

/* In the system `scaling`, the service has this name. */
static void measure_scaling(struct bench *bench)
{
    scale_capabilities(bench);
    scale_calls(bench);
    scale_memory(bench);
    scale_timers(bench);
    scale_threads(bench);
    scale_waiters(bench);
    scale_processes(bench);
}

int main(struct rt *rt)
{
    /* Volatile: called as every operation is. */
    void (*volatile empty)(struct bench *bench) = nothing;
    struct bench bench = { .rt = rt };
    system_control_t system;

    find(rt, "null", NULL_CAP_INTERFACE_ID, &bench.null.id);
    find(rt, "timer", TIMER_INTERFACE_ID, &bench.timer.id);
    find(rt, "spawner", PROCESS_SPAWNER_INTERFACE_ID, &bench.spawner.id);
    find(rt, "system", SYSTEM_CONTROL_INTERFACE_ID, &system.id);
    find(rt, "echo", ECHO_INTERFACE_ID, &bench.echo.id);
    find(rt, "endpoints", ENDPOINT_FACTORY_INTERFACE_ID, &bench.endpoints.id);
    find(rt, "exchange", EXCHANGE_INTERFACE_ID, &bench.exchange.id);
    find(rt, "memory", VIRTUAL_MEMORY_INTERFACE_ID, &bench.memory.id);
    find(rt, "inspector", INSPECTOR_INTERFACE_ID, &bench.inspector.id);
    find(rt, "capabilities", CAPABILITY_MANAGER_INTERFACE_ID, &bench.capabilities.id);
    take_samples(&bench, SAMPLES_MAX, empty, NULL);
    bench.overhead = samples[0];
    if (memcmp(rt_process_name(rt), "scaling", sizeof("scaling")) == 0)
        measure_scaling(&bench);
    else
        measure(&bench);
    rt_log(rt, "bench done");
    rt_panic(rt, "the machine does not power off: %s", capn_status_text(system_control_power_off(rt, system, 0)));
}
