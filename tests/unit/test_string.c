/* SPDX-License-Identifier: MIT */
/* The kernel's memory functions against the C library's, over all small lengths, alignments and overlaps. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "random.h"

/* The same file under other names, next to the library's. */
#define memcpy kernel_memcpy
#define memmove kernel_memmove
#define memset kernel_memset
#define memcmp kernel_memcmp
#define strlen kernel_strlen
#include "../../kernel/mem/string.c"
#undef memcpy
#undef memmove
#undef memset
#undef memcmp
#undef strlen

#define BYTES 300

static void fill(uint8_t *bytes, size_t count, uint64_t seed)
{
    struct random random = {seed};

    for (size_t i = 0; i < count; i++)
        bytes[i] = (uint8_t)random_next(&random);
}

static void test_copy_and_set(void **state)
{
    uint8_t from[BYTES], ours[BYTES], theirs[BYTES];

    (void)state;
    fill(from, BYTES, 1);
    for (size_t length = 0; length < 150; length++) {
        for (size_t at = 0; at < 9; at++) {
            memset(ours, 0xee, BYTES);
            memset(theirs, 0xee, BYTES);
            assert_ptr_equal(kernel_memcpy(ours + at, from + 8 - at, length), ours + at);
            memcpy(theirs + at, from + 8 - at, length);
            assert_memory_equal(ours, theirs, BYTES);
            assert_ptr_equal(kernel_memset(ours + at, (int)(length + 0x180), length), ours + at);
            memset(theirs + at, (int)(length + 0x180), length);
            assert_memory_equal(ours, theirs, BYTES);
        }
    }
}

static void test_move_with_overlap(void **state)
{
    uint8_t ours[BYTES], theirs[BYTES];

    (void)state;
    for (size_t length = 0; length < 70; length++) {
        for (size_t to = 0; to < 90; to++) {
            fill(ours, BYTES, length);
            memcpy(theirs, ours, BYTES);
            assert_ptr_equal(kernel_memmove(ours + to, ours + 40, length), ours + to);
            memmove(theirs + to, theirs + 40, length);
            assert_memory_equal(ours, theirs, BYTES);
        }
    }
}

static int sign(int value)
{
    return (value > 0) - (value < 0);
}

static void test_compare(void **state)
{
    uint8_t a[64], b[64];

    (void)state;
    for (size_t length = 0; length < 40; length++) {
        for (size_t differs = 0; differs < 45; differs++) {
            fill(a, sizeof a, 3);
            memcpy(b, a, sizeof b);
            b[differs] ^= 0x80;
            assert_int_equal(kernel_memcmp(a, b, length), sign(memcmp(a, b, length)));
        }
    }
}

static void test_length(void **state)
{
    (void)state;
    for (size_t length = 0; length < 40; length++) {
        char *text = malloc(length + 1);
        assert_non_null(text);
        memset(text, 'x', length);
        text[length] = 0;
        assert_int_equal(kernel_strlen(text), length);
        free(text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_copy_and_set),
        cmocka_unit_test(test_move_with_overlap),
        cmocka_unit_test(test_compare),
        cmocka_unit_test(test_length),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
