/* SPDX-License-Identifier: MIT */
/* Messages of several segments: far and double-far pointers, and everything that can be wrong with them. */
#include "capnp/message.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "capnp_words.h"

/* Two segments: the root struct with one pointer, then what a test puts into segment 1 (three words). */
#define TWO_SEGMENTS(pointer, a, b, c) \
    { 1 | (uint64_t)2 << 32, 3, WORD_STRUCT(0, 0, 1), (pointer), (a), (b), (c) }

static status_t read_struct(const uint64_t *from, size_t bytes, uint64_t *value)
{
    struct words words;
    struct capn_struct root, child;

    *value = 0;
    assert_int_equal(words_open(&words, from, bytes), STATUS_OK);
    assert_int_equal(capn_message_root(&words.message, &root), STATUS_OK);
    status_t status = capn_get_struct(&root, 0, &child);
    if (!status)
        *value = capn_get_u64(&child, 0);
    words_close(&words);
    return status;
}

static void test_far(void **state)
{
    static const uint64_t message[] = TWO_SEGMENTS(WORD_FAR(1, 1), 7, WORD_STRUCT(0, 1, 0), 42);
    static const uint64_t backwards[] = TWO_SEGMENTS(WORD_FAR(1, 2), 7, 43, WORD_STRUCT(-2, 1, 0));
    uint64_t value;

    (void)state;
    assert_int_equal(read_struct(message, sizeof(message), &value), STATUS_OK);
    assert_int_equal(value, 42);
    assert_int_equal(read_struct(backwards, sizeof(backwards), &value), STATUS_OK);
    assert_int_equal(value, 43);
}

static void test_double_far(void **state)
{
    static const uint64_t message[] = {
        2 | (uint64_t)2 << 32, 2 | (uint64_t)2 << 32, WORD_STRUCT(0, 0, 1), WORD_DOUBLE_FAR(1, 0),
        WORD_FAR(2, 1), WORD_STRUCT(0, 1, 0), 7, 44,
    };
    uint64_t value;

    (void)state;
    assert_int_equal(read_struct(message, sizeof(message), &value), STATUS_OK);
    assert_int_equal(value, 44);
}

static void test_far_root(void **state)
{
    static const uint64_t message[] = { 1 | (uint64_t)1 << 32, 2, WORD_FAR(1, 0), WORD_STRUCT(0, 1, 0), 45 };
    struct words words;
    struct capn_struct root;

    (void)state;
    assert_int_equal(words_open(&words, message, sizeof(message)), STATUS_OK);
    assert_int_equal(capn_message_root(&words.message, &root), STATUS_OK);
    assert_int_equal(capn_get_u64(&root, 0), 45);
    assert_int_equal(root.level >> 8, 1);
    words_close(&words);
}

static void test_a_list_behind_a_far_pointer(void **state)
{
    /* Its own pointers are relative to segment 1. */
    static const uint64_t message[] = {
        1 | (uint64_t)2 << 32, 5, WORD_STRUCT(0, 0, 1), WORD_FAR(1, 0),
        WORD_LIST(0, CAPN_SIZE_COMPOSITE, 2), WORD_STRUCT(1, 1, 1), 5, WORD_LIST(0, CAPN_SIZE_BYTE, 2), 'q',
    };
    struct words words;
    struct capn_struct root, element;
    struct capn_list list;
    struct capn_text text;

    (void)state;
    assert_int_equal(words_open(&words, message, sizeof(message)), STATUS_OK);
    assert_int_equal(capn_message_root(&words.message, &root), STATUS_OK);
    assert_int_equal(capn_get_list(&root, 0, CAPN_SIZE_COMPOSITE, &list), STATUS_OK);
    assert_int_equal(capn_list_get_struct(&list, 0, &element), STATUS_OK);
    assert_int_equal(capn_get_u64(&element, 0), 5);
    assert_int_equal(capn_get_text(&element, 0, &text), STATUS_OK);
    assert_string_equal(text.data, "q");
    words_close(&words);
}

static void test_damaged_far_pointers(void **state)
{
    const struct { uint64_t pointer, a, b, c; } cases[] = {
        { WORD_FAR(2, 0), 0, 0, 0 },                            /* no such segment */
        { WORD_FAR(0xffffffff, 0), 0, 0, 0 },
        { WORD_FAR(1, 3), 0, 0, 0 },                            /* pad past the segment */
        { WORD_FAR(1, 0x1fffffff), 0, 0, 0 },
        { WORD_FAR(1, 0), WORD_STRUCT(2, 1, 0), 0, 0 },         /* object past it */
        { WORD_FAR(1, 0), WORD_STRUCT(-2, 1, 0), 0, 0 },        /* object before it, in segment 0 */
        { WORD_FAR(1, 0), WORD_FAR(1, 1), WORD_STRUCT(0, 1, 0), 0 }, /* a chain */
        { WORD_FAR(1, 0), WORD_FAR(1, 0), 0, 0 },               /* a loop */
        { WORD_FAR(0, 1), 0, 0, 0 },                            /* a loop of one */
        { WORD_DOUBLE_FAR(1, 0), WORD_DOUBLE_FAR(1, 0), 0, 0 }, /* a double loop */
        { WORD_DOUBLE_FAR(1, 2), 0, 0, WORD_FAR(1, 0) },        /* half a pad */
        { WORD_DOUBLE_FAR(1, 0), WORD_STRUCT(0, 1, 0), 0, 0 },  /* pad is no far pointer */
        { WORD_DOUBLE_FAR(1, 0), WORD_FAR(1, 2), WORD_FAR(1, 2), 0 }, /* tag is a far pointer */
        { WORD_DOUBLE_FAR(1, 0), WORD_FAR(9, 2), WORD_STRUCT(0, 1, 0), 0 },
        { WORD_DOUBLE_FAR(1, 0), WORD_FAR(1, 3), WORD_STRUCT(0, 1, 0), 0 },
        { WORD_DOUBLE_FAR(1, 0), WORD_FAR(1, 2), WORD_LIST(0, 2, 1), 0 }, /* another kind */
        { WORD_DOUBLE_FAR(1, 0), WORD_FAR(1, 2), WORD_CAPABILITY(0), 0 },
    };
    uint64_t value;

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        const uint64_t message[] = TWO_SEGMENTS(cases[i].pointer, cases[i].a, cases[i].b, cases[i].c);
        assert_int_equal(read_struct(message, sizeof(message), &value), STATUS_MALFORMED);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_far),
        cmocka_unit_test(test_double_far),
        cmocka_unit_test(test_far_root),
        cmocka_unit_test(test_a_list_behind_a_far_pointer),
        cmocka_unit_test(test_damaged_far_pointers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
