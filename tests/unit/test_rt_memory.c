/* SPDX-License-Identifier: MIT */
/* The memory functions of rt/entry/memory.c, under other names, against the host's: every length, alignment and overlap. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

void *tested_memcpy(void *restrict to, const void *restrict from, size_t bytes);
void *tested_memmove(void *to, const void *from, size_t bytes);
void *tested_memset(void *to, int value, size_t bytes);
int tested_memcmp(const void *a, const void *b, size_t bytes);
size_t tested_strlen(const char *text);

#define memcpy tested_memcpy
#define memmove tested_memmove
#define memset tested_memset
#define memcmp tested_memcmp
#define strlen tested_strlen
#include "../../rt/entry/memory.c"
#undef memcpy
#undef memmove
#undef memset
#undef memcmp
#undef strlen

#define SIZE 96

static void fill(uint8_t *bytes)
{
    for (size_t i = 0; i < SIZE; i++)
        bytes[i] = (uint8_t)(i * 31 + 7);
}

static void test_move(void **state)
{
    uint8_t ours[SIZE], theirs[SIZE];

    (void)state;
    for (size_t from = 0; from < 20; from++) {
        for (size_t to = 0; to < 20; to++) {
            for (size_t len = 0; len <= 40; len++) {
                fill(ours);
                fill(theirs);
                assert_ptr_equal(tested_memmove(ours + to, ours + from, len), ours + to);
                memmove(theirs + to, theirs + from, len);
                assert_memory_equal(ours, theirs, SIZE);
            }
        }
    }
}

static void test_copy_and_set(void **state)
{
    uint8_t from[SIZE], ours[SIZE], theirs[SIZE];

    (void)state;
    fill(from);
    for (size_t offset = 0; offset < 9; offset++) {
        for (size_t len = 0; len <= 70; len++) {
            memset(ours, 0x55, SIZE);
            memset(theirs, 0x55, SIZE);
            tested_memcpy(ours + offset, from + 3, len);
            memcpy(theirs + offset, from + 3, len);
            assert_memory_equal(ours, theirs, SIZE);
            tested_memset(ours + offset, 0x1c3, len);
            memset(theirs + offset, 0x1c3, len);
            assert_memory_equal(ours, theirs, SIZE);
        }
    }
}

static void test_compare(void **state)
{
    uint8_t a[SIZE], b[SIZE];

    (void)state;
    for (size_t len = 0; len <= 40; len++) {
        for (size_t at = 0; at < 41; at++) {
            int ours, theirs;
            fill(a);
            fill(b);
            b[at] ^= 0x80;
            ours = tested_memcmp(a, b, len);
            theirs = memcmp(a, b, len);
            assert_true((ours < 0) == (theirs < 0) && (ours > 0) == (theirs > 0));
        }
    }
}

static void test_length(void **state)
{
    (void)state;
    assert_int_equal(tested_strlen(""), 0);
    assert_int_equal(tested_strlen("0123456789"), 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_move),
        cmocka_unit_test(test_copy_and_set),
        cmocka_unit_test(test_compare),
        cmocka_unit_test(test_length),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
