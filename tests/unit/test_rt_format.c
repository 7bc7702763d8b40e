/* SPDX-License-Identifier: MIT */
/* rt_format against the host's snprintf, and where it must differ in nothing from the contract in rt/rt.h. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "rt_priv.h"

#define SAME(...) \
    do { \
        char ours[256], theirs[256]; \
        size_t our_length = rt_format(ours, sizeof(ours), __VA_ARGS__); \
        int their_length = snprintf(theirs, sizeof(theirs), __VA_ARGS__); \
        assert_string_equal(ours, theirs); \
        assert_int_equal(our_length, their_length); \
    } while (0)

static void test_as_the_host_does(void **state)
{
    (void)state;
    SAME("plain");
    SAME("%d %d %i", 0, INT_MIN, INT_MAX);
    SAME("[%5d] [%-5d] [%05d] [%05d]", 42, 42, 42, -42);
    SAME("[%.3d] [%8.3d] [%-8.3d] [%.0d]", 7, 7, -7, 0);
    SAME("%u %x %X %o", UINT_MAX, 0xbeefu, 0xbeefu, 8u);
    SAME("[%08x] [%-8x] [%8x]", 0x1fu, 0x1fu, 0x1fu);
    SAME("%ld %lu %lx", LONG_MIN, ULONG_MAX, ULONG_MAX);
    SAME("%lld %llu %llx", LLONG_MIN, ULLONG_MAX, 1ull << 63);
    SAME("%zu", (size_t)12345678901234ull);
    SAME("[%s] [%10s] [%-10s] [%.2s] [%10.2s]", "abc", "abc", "abc", "abc", "abc");
    SAME("[%c] [%3c] [%-3c]", 'x', 'y', 'z');
    SAME("%%|%5d%%", 3);
    SAME("[%*d] [%-*d] [%*d] [%.*s]", 6, 1, 6, 2, -6, 3, 2, "xyz");
    SAME("%p", (void *)0x1234abcd);
}

static void test_cuts_and_terminates(void **state)
{
    char buffer[8];

    (void)state;
    memset(buffer, 'x', sizeof(buffer));
    assert_int_equal(rt_format(buffer, sizeof(buffer), "%s", "0123456789"), 10);
    assert_string_equal(buffer, "0123456");
    memset(buffer, 'x', sizeof(buffer));
    assert_int_equal(rt_format(buffer, 1, "abc"), 3);
    assert_int_equal(buffer[0], 0);
    assert_int_equal(buffer[1], 'x');
    assert_int_equal(rt_format(buffer, 0, "abc"), 3);
    assert_int_equal(buffer[1], 'x');
}

static void test_precision_bounds_an_unterminated_string(void **state)
{
    char buffer[16];
    const char text[3] = { 'a', 'b', 'c' };

    (void)state;
    rt_format(buffer, sizeof(buffer), "%.*s", 3, text);
    assert_string_equal(buffer, "abc");
}

static void test_unknown_conversion_is_shown(void **state)
{
    char buffer[16];
    const char *format = "a%qb";

    (void)state;
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
#pragma GCC diagnostic ignored "-Wformat-security"
    rt_format(buffer, sizeof(buffer), format);
#pragma GCC diagnostic pop
    assert_string_equal(buffer, "a%qb");
}

static void test_null_string(void **state)
{
    char buffer[16];
    const char *volatile text = NULL;

    (void)state;
    rt_format(buffer, sizeof(buffer), "%s", text);
    assert_string_equal(buffer, "(null)");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_as_the_host_does),
        cmocka_unit_test(test_cuts_and_terminates),
        cmocka_unit_test(test_precision_bounds_an_unterminated_string),
        cmocka_unit_test(test_unknown_conversion_is_shown),
        cmocka_unit_test(test_null_string),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
