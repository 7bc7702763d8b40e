/* SPDX-License-Identifier: MIT */
/*
 * One counter measured against another, on a host that stops the CPU wherever it likes: what comes out is right within the error
 * that it says, whatever the rates are and wherever the gaps fall.
 */
#include "arch/x86_64/clock_priv.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "random.h"

#define SEEDS 200u
#define MILLISECOND 1000000ull

/* The machine: one time, and two counters that are functions of it. */
static struct {
    struct random random;
    uint64_t now_ns;
    uint64_t reading_ns;        /* what a reading takes */
    uint32_t gap_one_in;        /* one reading in so many is followed by a gap; 0: none */
    uint64_t gap_ns;            /* at most */
    uint64_t turn_ns;           /* a gap of gap_ns follows whenever this CPU ran for so long; 0: none */
    uint64_t turn_end_ns;
    uint64_t ticks_hz, counter_hz, mask;
} machine;

static void pass(void)
{
    machine.now_ns += machine.reading_ns + random_below(&machine.random, machine.reading_ns + 1);
    if (machine.gap_one_in != 0 && random_below(&machine.random, machine.gap_one_in) == 0)
        machine.now_ns += random_below(&machine.random, machine.gap_ns);
    if (machine.turn_ns != 0 && machine.now_ns >= machine.turn_end_ns) {
        machine.now_ns += machine.gap_ns;
        machine.turn_end_ns = machine.now_ns + machine.turn_ns;
    }
}

static uint64_t counted(uint64_t hz)
{
    return (uint64_t)((unsigned __int128)machine.now_ns * hz / SECOND_NS);
}

/* The moment of reading is somewhere inside of what the reading takes. */
static uint64_t ticks_read(void)
{
    pass();
    uint64_t value = counted(machine.ticks_hz);
    pass();
    return value;
}

static uint64_t counter_read(void)
{
    pass();
    uint64_t value = counted(machine.counter_hz) & machine.mask;
    pass();
    return value;
}

static void machine_start(uint64_t seed)
{
    machine.random.state = seed;
    machine.now_ns = random_below(&machine.random, 1000 * MILLISECOND);
    machine.turn_end_ns = 0;
    machine.ticks_hz = 800000000 + random_below(&machine.random, 4000000000);
}

static bool measure(struct clock_measurement *found)
{
    return clock_measure(ticks_read, counter_read, machine.mask, machine.counter_hz, found);
}

/* The rate that was found, against the true one, in parts of a million. */
static uint64_t wrong_ppm(const struct clock_measurement *found)
{
    unsigned __int128 hz = (unsigned __int128)found->ticks * machine.counter_hz / found->counts;
    unsigned __int128 difference = hz > machine.ticks_hz ? hz - machine.ticks_hz : machine.ticks_hz - hz;

    return (uint64_t)(difference * 1000000 / machine.ticks_hz);
}

static const struct {
    uint64_t hz, mask;
} counters[] = { { 100000000, UINT32_MAX }, { 14318180, UINT32_MAX }, { 3579545, 0xffffff }, { 1193182, 0xffff } };

static void test_quiet_host(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        struct clock_measurement found;
        uint64_t start;

        machine_start(seed);
        machine.reading_ns = 20;
        machine.gap_one_in = 0;
        machine.counter_hz = counters[seed % 4].hz;
        machine.mask = counters[seed % 4].mask;
        start = machine.now_ns;
        assert_true(measure(&found));
        assert_true(found.error_ppm <= 200);
        assert_true(wrong_ppm(&found) <= found.error_ppm);
        assert_true(machine.now_ns - start < 300 * MILLISECOND);
    }
}

/* Gaps of up to 30 ms, in the middle of readings and between them, longer than all that is measured. */
static void test_gaps(void **state)
{
    uint32_t usable = 0;

    (void)state;
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        struct clock_measurement found;

        machine_start(seed);
        machine.reading_ns = 200 + random_below(&machine.random, 2000);
        machine.gap_one_in = 3 + (uint32_t)random_below(&machine.random, 1000);
        machine.gap_ns = 30 * MILLISECOND;
        machine.counter_hz = counters[seed % 3].hz;
        machine.mask = counters[seed % 3].mask;
        if (!measure(&found))
            continue;
        usable++;
        assert_true(wrong_ppm(&found) <= found.error_ppm);
    }
    /* A measurement that refuses to answer would be right as well. */
    assert_true(usable > SEEDS * 9 / 10);
}

/* A counter of 16 bits is around once in a gap of 54 ms, and nothing that it shows says so. */
static void test_gaps_of_a_counter_that_wraps(void **state)
{
    uint32_t usable = 0;

    (void)state;
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        struct clock_measurement found;

        machine_start(seed);
        machine.reading_ns = 500;
        machine.gap_one_in = 30000;
        machine.gap_ns = 200 * MILLISECOND;
        machine.counter_hz = 1193182;
        machine.mask = 0xffff;
        if (!measure(&found))
            continue;
        usable++;
        assert_true(wrong_ppm(&found) <= found.error_ppm);
    }
    assert_true(usable > SEEDS / 2);
}

/* A host with much else to do runs this CPU for a few milliseconds at a time: the only counter of a small machine is still good enough. */
static void test_turns_of_a_busy_host(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        struct clock_measurement found;
        uint64_t start;

        machine_start(seed);
        machine.reading_ns = 500;
        machine.gap_one_in = 0;
        machine.turn_ns = (3 + random_below(&machine.random, 6)) * MILLISECOND;
        machine.gap_ns = (8 + random_below(&machine.random, 72)) * MILLISECOND;
        machine.counter_hz = 1193182;
        machine.mask = 0xffff;
        start = machine.now_ns;
        assert_true(measure(&found));
        assert_true(found.error_ppm < 5000);
        assert_true(wrong_ppm(&found) <= found.error_ppm);
        assert_true(machine.now_ns - start < 6000 * MILLISECOND);
    }
    machine.turn_ns = 0;
}

static void test_a_counter_that_stands(void **state)
{
    struct clock_measurement found;

    (void)state;
    machine_start(1);
    machine.reading_ns = 20;
    machine.gap_one_in = 0;
    machine.counter_hz = 1193182;
    machine.mask = 0; /* reads as 0 for ever, as ports behind which nothing is read as ones */
    assert_false(measure(&found));
    /* Or creeps, a thousand times too slow for what it says: given up after a while. */
    machine.mask = 0xffff;
    machine.counter_hz = 1;
    assert_false(clock_measure(ticks_read, counter_read, machine.mask, 1193182, &found));
}

static void test_convert(void **state)
{
    (void)state;
    assert_true(clock_convert(2596122, 1000000000, 1000000) == 2596122000ull);
    assert_true(clock_convert(5000000000ull * 30, 100000000, 3000000000ull) == 5000000000ull);
    assert_true(clock_convert(7, 3, 2) == 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_quiet_host),
        cmocka_unit_test(test_gaps),
        cmocka_unit_test(test_gaps_of_a_counter_that_wraps),
        cmocka_unit_test(test_turns_of_a_busy_host),
        cmocka_unit_test(test_a_counter_that_stands),
        cmocka_unit_test(test_convert),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
