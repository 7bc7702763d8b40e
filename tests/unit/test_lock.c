/* SPDX-License-Identifier: MIT */
/*
 * The checks of debug builds (kernel/base/lock.c), which this program has in every flavour: that a wait without end is reported, with what
 * is waited for, and each misuse of a lock. The fakes' own versions are for the other programs, so these have other names here.
 */
#undef CAPOS_DEBUG
#define CAPOS_DEBUG 1
#define WAIT_TURNS_MAX 1000u
#define lock_check_order real_lock_check_order
#define lock_taken real_lock_taken
#define lock_released real_lock_released
#define lock_check_none_held real_lock_check_none_held
#define lock_assert_held real_lock_assert_held
#define lock_held_here held_by_the_test
#define lock_count_wait real_lock_count_wait
#define lock_count_lock_wait real_lock_count_lock_wait
#define cpu_relax relax_and_count
#define panic report

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <asm/prctl.h>
#include <cmocka.h>

#include "../../kernel/base/lock.c"
#include "sched/cpu.h"

static struct cpu cpu, other_cpu;
static uint64_t relaxed;
static struct spinlock *let_go;     /* by the other CPU, after some turns */
static char reported[200];
static jmp_buf after_report;

struct held_locks *held_by_the_test(void)
{
    return &cpu.held_locks;
}

bool panic_in_progress(void)
{
    return false;
}

void relax_and_count(void)
{
    if (++relaxed == 10 && let_go)
        let_go->held = 0;
}

/* What the kernel's panic would say. */
void report(const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    (void)vsnprintf(reported, sizeof reported, format, arguments);
    va_end(arguments);
    longjmp(after_report, 1);
}

/* Runs the statement, which must be reported in these words; the CPU holds nothing afterwards. */
#define expect_report(statement, words) \
    do { \
        reported[0] = 0; \
        if (setjmp(after_report) == 0) { \
            statement; \
            fail_msg("not reported: %s", words); \
        } \
        if (!strstr(reported, words)) \
            fail_msg("reported \"%s\", expected \"%s\"", reported, words); \
        cpu.held_locks.count = 0; \
    } while (0)

static int start(void **state)
{
    (void)state;
    cpu = (struct cpu){ .arch.self = &cpu };
    relaxed = 0;
    let_go = NULL;
    return (int)syscall(SYS_arch_prctl, ARCH_SET_GS, &cpu);
}

static void test_a_wait_that_ends(void **state)
{
    struct spinlock lock = { .held = 1, .rank = LOCK_THREAD, .owner = &other_cpu };

    (void)state;
    let_go = &lock;
    spin_lock(&lock);
    assert_int_equal(relaxed, 10);
    assert_ptr_equal(lock.owner, &cpu);
    spin_unlock(&lock);
    assert_int_equal(cpu.held_locks.count, 0);
}

static void test_a_wait_without_end(void **state)
{
    struct spinlock lock = { .held = 1, .rank = LOCK_THREAD, .owner = &other_cpu, .holder_pc = (void *)0x1234 };

    (void)state;
    expect_report(spin_lock(&lock), "waited too long for the lock of thread, taken at 0x1234");
    assert_in_range(relaxed, WAIT_TURNS_MAX, WAIT_TURNS_MAX + 1);
}

static void count_for_ever(void)
{
    for (uint64_t turns = 0;;)
        lock_count_wait(&turns, "the rain to stop");
}

static void test_any_other_wait_without_end(void **state)
{
    (void)state;
    expect_report(count_for_ever(), "waited too long for the rain to stop");
}

static void test_misuse(void **state)
{
    struct spinlock thread = SPINLOCK(LOCK_THREAD), process = SPINLOCK(LOCK_PROCESS);

    (void)state;
    spin_lock(&thread);
    expect_report(spin_lock(&process), "is taken at");
    spin_lock(&process);
    expect_report(spin_lock(&process), "is taken twice");
    process.held = 0;
    expect_report(spin_unlock(&process), "is let go by another CPU");
    thread.held = 0;
    spin_lock(&thread);
    expect_report(lock_check_none_held("a test ends"), "a test ends while the lock of");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(test_a_wait_that_ends, start),
        cmocka_unit_test_setup(test_a_wait_without_end, start),
        cmocka_unit_test_setup(test_any_other_wait_without_end, start),
        cmocka_unit_test_setup(test_misuse, start),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
