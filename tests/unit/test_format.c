/* SPDX-License-Identifier: MIT */
/* The kernel's format engine against the C library's, and where it cuts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/log.h"
#include "random.h"

/* Both engines, the same arguments, the same text. */
#define CHECK(...) \
    do { \
        char ours[256], theirs[256]; \
        size_t length = kformat(ours, sizeof ours, __VA_ARGS__); \
        snprintf(theirs, sizeof theirs, __VA_ARGS__); \
        assert_string_equal(ours, theirs); \
        assert_int_equal(length, strlen(theirs)); \
    } while (0)

static void test_conversions(void **state)
{
    static const char unterminated[3] = {'a', 'b', 'c'};

    (void)state;
    CHECK("plain");
    CHECK("%%");
    CHECK("%s|%5s|%-5s|%2s|", "abc", "abc", "abc", "abc");
    CHECK("%.*s|%.*s|%.*s", 2, "abc", 3, unterminated, 0, unterminated);
    CHECK("%c%c|%3c|", 'x', 'y', 'z');
    CHECK("%d %d %d %d", 0, -1, INT32_MAX, INT32_MIN);
    CHECK("%ld %ld %ld", INT64_MAX, INT64_MIN, -7l);
    CHECK("%u %lu %llu", UINT32_MAX, UINT64_MAX, 1ull << 63);
    CHECK("%x %lx %llx", 0xabcdefu, UINT64_MAX, 0x123456789abcdefull);
    CHECK("%5d|%05d|%-5d|%05d|%5d", 42, 42, 42, -42, -42);
    CHECK("%016lx|%8x|%08x", 0xfeedul, 0xbeefu, 0xbeefu);
    CHECK("%2u|%02u|%1x", 12345, 12345, 0x1234);
    CHECK("%p", (void *)0xffff800000001000);
    CHECK("%zu", (size_t)77);
}

static void test_random_numbers(void **state)
{
    struct random random = {1};

    (void)state;
    for (uint32_t i = 0; i < 2000; i++) {
        uint64_t value = random_next(&random) >> random_below(&random, 64);
        CHECK("%lu %ld %lx %20lu %020lx", value, (int64_t)value, value, value, value);
    }
}

static void test_odd_formats(void **state)
{
    char text[32];
    char null_text[32];

    (void)state;
    kformat(text, sizeof text, "%s", (const char *)memset(null_text, 0, 1));
    assert_string_equal(text, "");
    /* Formats that a compiler would refuse reach it through a pointer. */
    const char *volatile unknown = "a%qb%";
    kformat(text, sizeof text, unknown, 0);
    assert_string_equal(text, "a%qb%");
    const char *volatile null_string = "%s";
    kformat(text, sizeof text, null_string, NULL);
    assert_string_equal(text, "(null)");
}

static void test_cuts(void **state)
{
    char text[8];

    (void)state;
    assert_int_equal(kformat(text, sizeof text, "%s", "1234567890"), 7);
    assert_string_equal(text, "1234567");
    assert_int_equal(kformat(text, 1, "abc"), 0);
    assert_string_equal(text, "");
    assert_int_equal(kformat(text, 0, "abc"), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_conversions),
        cmocka_unit_test(test_random_numbers),
        cmocka_unit_test(test_odd_formats),
        cmocka_unit_test(test_cuts),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
