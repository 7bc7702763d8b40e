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
    assert_int_equal(root.level >> CAPN_NESTING_BITS, 1);
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

/*
 * A message of `count` segments: the root with one pointer in segment 0, a struct with the segment's number and a far pointer
 * to the next one in each of the others. Returns its length; the words are the caller's to free.
 */
static size_t chain_make(uint32_t count, uint64_t **out)
{
    size_t table_words = (size_t)count / 2 + 1, words = table_words + 2 + 3 * ((size_t)count - 1);
    uint64_t *message = calloc(words, 8), *at = message + table_words;
    uint32_t *sizes = calloc(table_words * 2, 4);

    sizes[0] = count - 1;
    for (uint32_t i = 0; i < count; i++) {
        sizes[i + 1] = i == 0 ? 2 : 3;
        if (i > 0)
            *at++ = i;
        *at++ = i == 0 ? WORD_STRUCT(0, 0, 1) : WORD_STRUCT(-2, 1, 0);
        *at++ = i + 1 < count ? WORD_FAR(i + 1, 1) : 0;
    }
    memcpy(message, sizes, table_words * 8);
    free(sizes);
    *out = message;
    return words * 8;
}

static void test_as_many_segments_as_the_limit(void **state)
{
    static const uint32_t counts[] = { 2, 64, 65, 125, 256, 257, CAPN_MAX_SEGMENTS - 1, CAPN_MAX_SEGMENTS };

    (void)state;
    for (size_t i = 0; i < sizeof(counts) / sizeof(counts[0]); i++) {
        uint64_t *from;
        size_t bytes = chain_make(counts[i], &from);
        struct words words;
        struct capn_struct root, last;
        /* The pad of the last segment: the root's pointer leads there directly. */
        from[counts[i] / 2 + 2] = WORD_FAR(counts[i] - 1, 1);
        assert_int_equal(words_open(&words, from, bytes), STATUS_OK);
        assert_int_equal(capn_message_root(&words.message, &root), STATUS_OK);
        assert_int_equal(capn_get_struct(&root, 0, &last), STATUS_OK);
        assert_int_equal(capn_get_u64(&last, 0), counts[i] - 1);
        assert_int_equal(last.level >> CAPN_NESTING_BITS, counts[i] - 1);
        words_close(&words);
        free(from);
    }
}

static void test_one_segment_too_many(void **state)
{
    static const uint32_t counts[] = { CAPN_MAX_SEGMENTS + 1, CAPN_MAX_SEGMENTS + 2, 4096 };
    struct words words;

    (void)state;
    for (size_t i = 0; i < sizeof(counts) / sizeof(counts[0]); i++) {
        uint64_t *from;
        size_t bytes = chain_make(counts[i], &from);
        assert_int_equal(words_open(&words, from, bytes), STATUS_TOO_MANY_SEGMENTS);
        words_close(&words);
        /* Only when the table is there: a count in front of nothing is damage, not a great message. */
        assert_int_equal(words_open(&words, from, (size_t)counts[i] / 2 * 8), STATUS_MALFORMED);
        words_close(&words);
        free(from);
    }
}

/* The root's pointer leads to a struct in segment `far_segment`: how often it can be followed. */
static uint32_t follow_far(uint32_t segments, uint32_t far_segment, uint64_t budget)
{
    uint64_t *from;
    size_t bytes = chain_make(segments, &from);
    struct words words;
    struct capn_struct root, child;
    uint32_t followed = 0;

    from[segments / 2 + 2] = WORD_FAR(far_segment, 1);
    assert_int_equal(words_open(&words, from, bytes), STATUS_OK);
    assert_int_equal(capn_message_root(&words.message, &root), STATUS_OK);
    words.message.traversal_left = budget;
    while (capn_get_struct(&root, 0, &child) == STATUS_OK)
        followed++;
    assert_int_equal(capn_get_struct(&root, 0, &child), STATUS_LIMIT_EXCEEDED);
    words_close(&words);
    free(from);
    return followed;
}

static void test_a_far_segment_costs_what_its_search_costs(void **state)
{
    (void)state;
    /* As before among the first 64; after them a word more for each 64 sizes that are read. */
    assert_int_equal(follow_far(64, 63, 1000), 1000);
    assert_int_equal(follow_far(65, 64, 1000), 500);
    assert_int_equal(follow_far(512, 511, 1000), 1000 / 8);
}

/* The nesting limit is counted beside the segment's number: neither may reach into the other. */
static void test_depth_in_a_late_segment(void **state)
{
    static const uint32_t segments[] = { 1, 127, 128, 255, 256, 511 };

    (void)state;
    for (size_t i = 0; i < sizeof(segments) / sizeof(segments[0]); i++) {
        uint64_t *from;
        size_t bytes = chain_make(CAPN_MAX_SEGMENTS, &from), start = CAPN_MAX_SEGMENTS / 2 + 1;
        struct words words;
        struct capn_struct s, next;
        status_t status;
        unsigned depth = 0;
        /* A struct of one pointer, to itself. */
        from[start + 1] = WORD_FAR(segments[i], 0);
        from[start + 2 + 3 * (size_t)(segments[i] - 1)] = WORD_STRUCT(0, 0, 1);
        from[start + 3 + 3 * (size_t)(segments[i] - 1)] = WORD_STRUCT(-1, 0, 1);
        assert_int_equal(words_open(&words, from, bytes), STATUS_OK);
        assert_int_equal(capn_message_root(&words.message, &s), STATUS_OK);
        while ((status = capn_get_struct(&s, 0, &next)) == STATUS_OK && depth < 1000) {
            assert_int_equal(next.level >> CAPN_NESTING_BITS, segments[i]);
            s = next;
            depth++;
        }
        assert_int_equal(status, STATUS_LIMIT_EXCEEDED);
        assert_int_equal(depth, CAPN_NESTING_LIMIT);
        words_close(&words);
        free(from);
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
        cmocka_unit_test(test_as_many_segments_as_the_limit),
        cmocka_unit_test(test_one_segment_too_many),
        cmocka_unit_test(test_a_far_segment_costs_what_its_search_costs),
        cmocka_unit_test(test_depth_in_a_late_segment),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
