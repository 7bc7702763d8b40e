/* SPDX-License-Identifier: MIT */
/* The reader: literal messages of every form, each form of damage, and what the limits stop. */
#include "capnp/message.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "capnp_words.h"

/* Opens words (with table) and reads the root; both must work. */
static void root_of(struct words *words, const uint64_t *from, size_t bytes, struct capn_struct *root)
{
    assert_int_equal(words_open(words, from, bytes), STATUS_OK);
    assert_int_equal(capn_message_root(&words->message, root), STATUS_OK);
}

/* Opens and reads the root's first pointer with get; returns its status. */
static status_t first_pointer_list(const uint64_t *from, size_t bytes, enum capn_element_size size, uint32_t *count)
{
    struct words words;
    struct capn_struct root;
    struct capn_list list;

    root_of(&words, from, bytes, &root);
    status_t status = capn_get_list(&root, 0, size, &list);
    *count = list.count;
    words_close(&words);
    return status;
}

static status_t first_pointer_text(const uint64_t *from, size_t bytes)
{
    struct words words;
    struct capn_struct root;
    struct capn_text text;

    root_of(&words, from, bytes, &root);
    status_t status = capn_get_text(&root, 0, &text);
    words_close(&words);
    return status;
}

static status_t first_pointer_struct(const uint64_t *from, size_t bytes)
{
    struct words words;
    struct capn_struct root, value;

    root_of(&words, from, bytes, &root);
    status_t status = capn_get_struct(&root, 0, &value);
    words_close(&words);
    return status;
}

static void test_scalars_and_their_defaults(void **state)
{
    static const uint64_t message[] = { WORD_TABLE(2), WORD_STRUCT(0, 1, 0), 0x8877665544332211 };
    struct words words;
    struct capn_struct root;

    (void)state;
    root_of(&words, message, sizeof(message), &root);
    assert_int_equal(capn_get_u8(&root, 7), 0x88);
    assert_int_equal(capn_get_u16(&root, 2), 0x4433);
    assert_int_equal(capn_get_u32(&root, 4), 0x88776655);
    assert_true(capn_get_u64(&root, 0) == 0x8877665544332211);
    assert_true(capn_get_bit(&root, 0) && !capn_get_bit(&root, 1) && capn_get_bit(&root, 63));
    /* Past the struct: zero, wherever that is. */
    assert_int_equal(capn_get_u8(&root, 8), 0);
    assert_true(capn_get_u64(&root, 8) == 0 && capn_get_u64(&root, 4) == 0 && !capn_get_bit(&root, 64));
    words_close(&words);
}

/* Generated accessors ask whether all fields are there; of a shorter struct those that are. */
static void test_fields_of_all_senders(void **state)
{
    static const uint64_t message[] = { WORD_TABLE(3), WORD_STRUCT(0, 2, 0), 0x8877665544332211, 0x1020304050607081 };

    (void)state;
    for (uint32_t full = 8; full <= 32; full += 8) {
        struct words words;
        struct capn_struct root;

        root_of(&words, message, sizeof(message), &root);
        assert_true(capn_field_u64(&root, 0, full) == 0x8877665544332211);
        assert_int_equal(capn_field_u32(&root, 4, full), 0x88776655);
        assert_int_equal(capn_field_u16(&root, 2, full), 0x4433);
        assert_int_equal(capn_field_u8(&root, 7, full), 0x88);
        assert_true(capn_field_bit(&root, 0, full) && !capn_field_bit(&root, 1, full));
        if (full > 8)
            assert_true(capn_field_u64(&root, 8, full) == 0x1020304050607081 && capn_field_bit(&root, 64, full));
        if (full > 16) {
            assert_true(capn_field_u64(&root, full - 8, full) == 0 && capn_field_u32(&root, full - 4, full) == 0);
            assert_true(capn_field_u16(&root, full - 2, full) == 0 && capn_field_u8(&root, full - 1, full) == 0);
            assert_false(capn_field_bit(&root, full * 8 - 1, full));
        }
        words_close(&words);
    }
}

static void test_nothing_is_all_defaults(void **state)
{
    static const uint64_t null_root[] = { WORD_TABLE(1), 0 }, no_words[] = { WORD_TABLE(0) };
    const struct { const uint64_t *words; size_t bytes; } cases[] = {
        { null_root, sizeof(null_root) }, { no_words, sizeof(no_words) }, { no_words, 0 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct words words;
        struct capn_struct root, child;
        struct capn_list list;
        struct capn_text text;
        struct capn_data data;
        uint32_t index;

        root_of(&words, cases[i].words, cases[i].bytes, &root);
        assert_true(capn_get_u64(&root, 0) == 0);
        assert_false(capn_has_pointer(&root, 0));
        assert_int_equal(capn_get_struct(&root, 0, &child), STATUS_OK);
        assert_int_equal(capn_get_u32(&child, 0), 0);
        assert_int_equal(capn_get_list(&child, 3, CAPN_SIZE_COMPOSITE, &list), STATUS_OK);
        assert_int_equal(list.count, 0);
        assert_int_equal(capn_get_text(&root, 0, &text), STATUS_OK);
        assert_string_equal(text.data, "");
        assert_int_equal(capn_get_data(&root, 0, &data), STATUS_OK);
        assert_int_equal(data.len, 0);
        assert_int_equal(capn_get_capability(&root, 0, &index), STATUS_NOT_FOUND);
        words_close(&words);
    }
}

static void test_open_says_how_much_it_used(void **state)
{
    static const uint64_t one[] = { WORD_TABLE(1), 0, 77 }, two[] = { 1 | (uint64_t)1 << 32, 1, 0, 0, 77 };
    struct capn_message message;
    size_t used;

    (void)state;
    assert_int_equal(capn_message_open(&message, one, sizeof(one), &used), STATUS_OK);
    assert_int_equal(used, 16);
    assert_int_equal(capn_message_open(&message, two, sizeof(two), &used), STATUS_OK);
    assert_int_equal(used, 32);
    assert_int_equal(message.segment_count, 2);
}

static void test_bad_tables(void **state)
{
    static const uint64_t truncated[] = { WORD_TABLE(3), WORD_STRUCT(0, 1, 0), 0 };
    static const uint64_t second_truncated[] = { 1 | (uint64_t)1 << 32, 2, 0, 0 };
    static const uint64_t sum_wraps[] = { 1 | (uint64_t)0xffffffff << 32, 0xffffffff, 0, 0 };
    static const uint64_t too_many[] = { 64, 0, 0, 0 };
    static const uint64_t table_truncated[] = { 7, 0 };
    struct capn_message message;

    (void)state;
    assert_int_equal(capn_message_open(&message, truncated, sizeof(truncated), NULL), STATUS_MALFORMED);
    assert_int_equal(capn_message_open(&message, second_truncated, sizeof(second_truncated), NULL), STATUS_MALFORMED);
    assert_int_equal(capn_message_open(&message, sum_wraps, sizeof(sum_wraps), NULL), STATUS_MALFORMED);
    assert_int_equal(capn_message_open(&message, too_many, sizeof(too_many), NULL), STATUS_MALFORMED);
    assert_int_equal(capn_message_open(&message, table_truncated, sizeof(table_truncated), NULL), STATUS_MALFORMED);
    for (size_t len = 1; len < 24; len++)
        assert_int_equal(capn_message_open(&message, truncated, len, NULL), STATUS_MALFORMED);
}

static void test_struct_pointers_that_leave(void **state)
{
    const uint64_t pointers[] = {
        WORD_STRUCT(0, 2, 0),           /* one word too long */
        WORD_STRUCT(1, 1, 0),           /* starts at the end */
        WORD_STRUCT(2, 0, 0),           /* nothing, but past the end */
        WORD_STRUCT(-3, 1, 0),          /* before the segment */
        WORD_STRUCT(0x1fffffff, 1, 0),  /* the greatest offset */
        WORD_STRUCT(-0x20000000, 1, 0), /* the least */
        WORD_STRUCT(0, 0xffff, 0xffff), /* the greatest size */
        WORD_LIST(0, CAPN_SIZE_BYTE, 8), WORD_CAPABILITY(0),
    };

    (void)state;
    for (size_t i = 0; i < sizeof(pointers) / sizeof(pointers[0]); i++) {
        const uint64_t message[] = { WORD_TABLE(3), WORD_STRUCT(0, 0, 1), pointers[i], 5 };
        assert_int_equal(first_pointer_struct(message, sizeof(message)), STATUS_MALFORMED);
    }
    const uint64_t good[] = { WORD_TABLE(3), WORD_STRUCT(0, 0, 1), WORD_STRUCT(0, 1, 0), 5 };
    assert_int_equal(first_pointer_struct(good, sizeof(good)), STATUS_OK);
    const uint64_t empty[] = { WORD_TABLE(3), WORD_STRUCT(0, 0, 1), WORD_STRUCT(-1, 0, 0), 5 };
    assert_int_equal(first_pointer_struct(empty, sizeof(empty)), STATUS_OK);
}

static void test_roots_that_leave(void **state)
{
    const uint64_t roots[] = { WORD_STRUCT(0, 2, 0), WORD_STRUCT(1, 1, 0), WORD_STRUCT(-2, 1, 0),
                               WORD_LIST(0, CAPN_SIZE_BYTE, 1), WORD_CAPABILITY(1), WORD_FAR(1, 0), WORD_FAR(0, 2) };

    (void)state;
    for (size_t i = 0; i < sizeof(roots) / sizeof(roots[0]); i++) {
        const uint64_t message[] = { WORD_TABLE(2), roots[i], 5 };
        struct words words;
        struct capn_struct root;
        assert_int_equal(words_open(&words, message, sizeof(message)), STATUS_OK);
        assert_int_equal(capn_message_root(&words.message, &root), STATUS_MALFORMED);
        words_close(&words);
    }
}

static void test_overlap_is_harmless(void **state)
{
    /* A struct whose pointer points to itself: legal to follow, but not for ever. */
    static const uint64_t message[] = { WORD_TABLE(2), WORD_STRUCT(0, 0, 1), WORD_STRUCT(-1, 0, 1) };
    struct words words;
    struct capn_struct s;
    unsigned depth = 0;
    status_t status = STATUS_OK;

    (void)state;
    root_of(&words, message, sizeof(message), &s);
    while (!status && depth < 1000) {
        struct capn_struct next;
        status = capn_get_struct(&s, 0, &next);
        s = next;
        depth++;
    }
    assert_int_equal(status, STATUS_LIMIT_EXCEEDED);
    assert_int_equal(depth, CAPN_NESTING_LIMIT + 1);
    words_close(&words);
}

static void test_nested_lists_are_limited_too(void **state)
{
    /* List(List(...)): a list of one pointer to itself. */
    static const uint64_t message[] = { WORD_TABLE(3), WORD_STRUCT(0, 0, 1), WORD_LIST(0, CAPN_SIZE_POINTER, 1),
                                        WORD_LIST(-1, CAPN_SIZE_POINTER, 1) };
    struct words words;
    struct capn_struct root;
    struct capn_list list;
    status_t status;
    unsigned depth = 0;

    (void)state;
    root_of(&words, message, sizeof(message), &root);
    status = capn_get_list(&root, 0, CAPN_SIZE_POINTER, &list);
    while (!status && depth++ < 1000) {
        struct capn_list next;
        status = capn_list_get_list(&list, 0, CAPN_SIZE_POINTER, &next);
        list = next;
    }
    assert_int_equal(status, STATUS_LIMIT_EXCEEDED);
    assert_int_equal(depth, CAPN_NESTING_LIMIT);
    words_close(&words);
}

static void test_reading_again_and_again_is_charged(void **state)
{
    /* 1,024 words that are read many times over. */
    uint64_t message[3 + 1024] = { WORD_TABLE(1026), WORD_STRUCT(0, 0, 1), WORD_LIST(0, CAPN_SIZE_EIGHT_BYTES, 1024) };
    struct words words;
    struct capn_struct root;
    struct capn_list list;
    unsigned reads = 0;

    (void)state;
    root_of(&words, message, sizeof(message), &root);
    while (reads < 100000 && capn_get_list(&root, 0, CAPN_SIZE_EIGHT_BYTES, &list) == STATUS_OK)
        reads++;
    assert_int_equal(reads, CAPN_TRAVERSAL_LIMIT_WORDS / 1025);
    words_close(&words);
}

static void test_texts(void **state)
{
    static const uint64_t hello[] = { WORD_TABLE(3), WORD_STRUCT(0, 0, 1), WORD_LIST(0, CAPN_SIZE_BYTE, 6),
                                      0x6f6c6c6568 };
    struct words words;
    struct capn_struct root;
    struct capn_text text;
    struct capn_data data;

    (void)state;
    root_of(&words, hello, sizeof(hello), &root);
    assert_int_equal(capn_get_text(&root, 0, &text), STATUS_OK);
    assert_string_equal(text.data, "hello");
    assert_int_equal(text.len, 5);
    assert_int_equal(capn_get_data(&root, 0, &data), STATUS_OK);
    assert_int_equal(data.len, 6);
    words_close(&words);
}

static void test_damaged_texts(void **state)
{
    const struct { uint64_t pointer, word; } cases[] = {
        { WORD_LIST(0, CAPN_SIZE_BYTE, 5), 0x6f6c6c6568 },      /* no zero at the end */
        { WORD_LIST(0, CAPN_SIZE_BYTE, 9), 0 },                 /* truncated */
        { WORD_LIST(0, CAPN_SIZE_BYTE, 0x1fffffff), 0 },
        { WORD_LIST(0, CAPN_SIZE_TWO_BYTES, 3), 0 },            /* not bytes */
        { WORD_LIST(0, CAPN_SIZE_COMPOSITE, 0), 0 },
        { WORD_LIST(0, CAPN_SIZE_BIT, 8), 0 },
        { WORD_STRUCT(0, 1, 0), 0 }, { WORD_CAPABILITY(0), 0 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        const uint64_t message[] = { WORD_TABLE(3), WORD_STRUCT(0, 0, 1), cases[i].pointer, cases[i].word };
        assert_int_equal(first_pointer_text(message, sizeof(message)), STATUS_MALFORMED);
    }
}

static void test_primitive_lists(void **state)
{
    static const uint64_t words16[] = { WORD_TABLE(3), WORD_STRUCT(0, 0, 1), WORD_LIST(0, CAPN_SIZE_TWO_BYTES, 3),
                                        0x000300020001 };
    static const uint64_t bits[] = { WORD_TABLE(3), WORD_STRUCT(0, 0, 1), WORD_LIST(0, CAPN_SIZE_BIT, 10), 0x205 };
    struct words words;
    struct capn_struct root;
    struct capn_list list;

    (void)state;
    root_of(&words, words16, sizeof(words16), &root);
    assert_int_equal(capn_get_list(&root, 0, CAPN_SIZE_TWO_BYTES, &list), STATUS_OK);
    assert_int_equal(list.count, 3);
    for (uint32_t i = 0; i < 3; i++)
        assert_int_equal(capn_list_get_bits(&list, i), i + 1);
    assert_int_equal(capn_list_get_bits(&list, 3), 0);
    words_close(&words);

    root_of(&words, bits, sizeof(bits), &root);
    assert_int_equal(capn_get_list(&root, 0, CAPN_SIZE_BIT, &list), STATUS_OK);
    for (uint32_t i = 0; i < 12; i++)
        assert_int_equal(capn_list_get_bits(&list, i), i == 0 || i == 2 || i == 9);
    words_close(&words);
}

static void test_lists_of_another_kind(void **state)
{
    static const uint64_t bytes[] = { WORD_TABLE(3), WORD_STRUCT(0, 0, 1), WORD_LIST(0, CAPN_SIZE_BYTE, 8), 0 };
    static const uint64_t bits[] = { WORD_TABLE(3), WORD_STRUCT(0, 0, 1), WORD_LIST(0, CAPN_SIZE_BIT, 8), 0 };
    uint32_t count;

    (void)state;
    assert_int_equal(first_pointer_list(bytes, sizeof(bytes), CAPN_SIZE_TWO_BYTES, &count), STATUS_TYPE_MISMATCH);
    assert_int_equal(first_pointer_list(bytes, sizeof(bytes), CAPN_SIZE_POINTER, &count), STATUS_TYPE_MISMATCH);
    assert_int_equal(first_pointer_list(bytes, sizeof(bytes), CAPN_SIZE_BIT, &count), STATUS_TYPE_MISMATCH);
    assert_int_equal(first_pointer_list(bits, sizeof(bits), CAPN_SIZE_BYTE, &count), STATUS_TYPE_MISMATCH);
    assert_int_equal(first_pointer_list(bits, sizeof(bits), CAPN_SIZE_COMPOSITE, &count), STATUS_TYPE_MISMATCH);
    assert_int_equal(count, 0);
    assert_int_equal(first_pointer_list(bits, sizeof(bits), CAPN_SIZE_VOID, &count), STATUS_TYPE_MISMATCH);
    /* Anything else is a list of nothing. */
    assert_int_equal(first_pointer_list(bytes, sizeof(bytes), CAPN_SIZE_VOID, &count), STATUS_OK);
    assert_int_equal(count, 8);
    assert_int_equal(count, 8);
}

static void test_primitive_list_read_as_structs(void **state)
{
    static const uint64_t bytes[] = { WORD_TABLE(3), WORD_STRUCT(0, 0, 1), WORD_LIST(0, CAPN_SIZE_BYTE, 3), 0x030201 };
    static const uint64_t texts[] = { WORD_TABLE(5), WORD_STRUCT(0, 0, 1), WORD_LIST(0, CAPN_SIZE_POINTER, 2),
                                      WORD_LIST(1, CAPN_SIZE_BYTE, 2), 0, 'a' };
    struct words words;
    struct capn_struct root, element;
    struct capn_list list;
    struct capn_text text;

    (void)state;
    root_of(&words, bytes, sizeof(bytes), &root);
    assert_int_equal(capn_get_list(&root, 0, CAPN_SIZE_COMPOSITE, &list), STATUS_OK);
    for (uint32_t i = 0; i < 3; i++) {
        assert_int_equal(capn_list_get_struct(&list, i, &element), STATUS_OK);
        assert_int_equal(capn_get_u8(&element, 0), i + 1);
        /* The element is one byte; a field that needs more is not there. */
        assert_int_equal(capn_get_u16(&element, 0), 0);
        assert_int_equal(capn_get_text(&element, 0, &text), STATUS_OK);
    }
    assert_int_equal(capn_list_get_struct(&list, 3, &element), STATUS_OUT_OF_RANGE);
    words_close(&words);

    root_of(&words, texts, sizeof(texts), &root);
    assert_int_equal(capn_get_list(&root, 0, CAPN_SIZE_COMPOSITE, &list), STATUS_OK);
    assert_int_equal(capn_list_get_struct(&list, 0, &element), STATUS_OK);
    assert_int_equal(capn_get_text(&element, 0, &text), STATUS_OK);
    assert_string_equal(text.data, "a");
    assert_int_equal(capn_list_get_struct(&list, 1, &element), STATUS_OK);
    assert_false(capn_has_pointer(&element, 0));
    words_close(&words);
}

static void test_struct_list_read_as_primitives(void **state)
{
    static const uint64_t message[] = {
        WORD_TABLE(8), WORD_STRUCT(0, 0, 1), WORD_LIST(0, CAPN_SIZE_COMPOSITE, 4), WORD_STRUCT(2, 1, 1),
        11, WORD_LIST(2, CAPN_SIZE_BYTE, 2), 22, 0, 'x',
    };
    struct words words;
    struct capn_struct root;
    struct capn_list list;
    struct capn_text text;

    (void)state;
    root_of(&words, message, sizeof(message), &root);
    assert_int_equal(capn_get_list(&root, 0, CAPN_SIZE_FOUR_BYTES, &list), STATUS_OK);
    assert_int_equal(capn_list_get_bits(&list, 0), 11);
    assert_int_equal(capn_list_get_bits(&list, 1), 22);
    assert_int_equal(capn_get_list(&root, 0, CAPN_SIZE_POINTER, &list), STATUS_OK);
    assert_int_equal(capn_list_get_text(&list, 0, &text), STATUS_OK);
    assert_string_equal(text.data, "x");
    assert_int_equal(capn_list_get_text(&list, 1, &text), STATUS_OK);
    assert_int_equal(text.len, 0);
    assert_int_equal(capn_get_list(&root, 0, CAPN_SIZE_BIT, &list), STATUS_TYPE_MISMATCH);
    words_close(&words);
}

static void test_damaged_struct_lists(void **state)
{
    const struct { uint64_t pointer, tag; } cases[] = {
        { WORD_LIST(0, CAPN_SIZE_COMPOSITE, 2), WORD_STRUCT(2, 1, 0) },         /* list itself too long */
        { WORD_LIST(0, CAPN_SIZE_COMPOSITE, 1), WORD_STRUCT(2, 1, 0) },         /* more elements than words */
        { WORD_LIST(0, CAPN_SIZE_COMPOSITE, 1), WORD_STRUCT(1, 1, 1) },         /* element greater than the list */
        { WORD_LIST(0, CAPN_SIZE_COMPOSITE, 1), WORD_STRUCT(0x3fffffff, 0xffff, 0xffff) },
        { WORD_LIST(0, CAPN_SIZE_COMPOSITE, 1), WORD_LIST(1, CAPN_SIZE_BYTE, 1) }, /* the tag is no struct */
        { WORD_LIST(0, CAPN_SIZE_COMPOSITE, 1), WORD_FAR(0, 1) },
        { WORD_LIST(2, CAPN_SIZE_COMPOSITE, 0), 0 },                            /* the tag itself is outside */
    };
    uint32_t count;

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        const uint64_t message[] = { WORD_TABLE(4), WORD_STRUCT(0, 0, 1), cases[i].pointer, cases[i].tag, 1 };
        assert_int_equal(first_pointer_list(message, sizeof(message), CAPN_SIZE_COMPOSITE, &count), STATUS_MALFORMED);
        assert_int_equal(count, 0);
    }
}

static void test_capabilities(void **state)
{
    const uint64_t message[] = { WORD_TABLE(4), WORD_STRUCT(0, 0, 3), WORD_CAPABILITY(9), 0, 3 | 4 };
    struct words words;
    struct capn_struct root;
    enum capn_pointer_kind kind;
    uint32_t index;

    (void)state;
    root_of(&words, message, sizeof(message), &root);
    assert_int_equal(capn_get_capability(&root, 0, &index), STATUS_OK);
    assert_int_equal(index, 9);
    assert_int_equal(capn_get_kind(&root, 0, &kind), STATUS_OK);
    assert_int_equal(kind, CAPN_POINTER_CAPABILITY);
    assert_int_equal(capn_get_capability(&root, 1, &index), STATUS_NOT_FOUND);
    assert_int_equal(capn_get_kind(&root, 1, &kind), STATUS_OK);
    assert_int_equal(kind, CAPN_POINTER_NULL);
    /* A pointer kind that does not exist. */
    assert_int_equal(capn_get_capability(&root, 2, &index), STATUS_MALFORMED);
    words_close(&words);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_scalars_and_their_defaults),
        cmocka_unit_test(test_fields_of_all_senders),
        cmocka_unit_test(test_nothing_is_all_defaults),
        cmocka_unit_test(test_open_says_how_much_it_used),
        cmocka_unit_test(test_bad_tables),
        cmocka_unit_test(test_struct_pointers_that_leave),
        cmocka_unit_test(test_roots_that_leave),
        cmocka_unit_test(test_overlap_is_harmless),
        cmocka_unit_test(test_nested_lists_are_limited_too),
        cmocka_unit_test(test_reading_again_and_again_is_charged),
        cmocka_unit_test(test_texts),
        cmocka_unit_test(test_damaged_texts),
        cmocka_unit_test(test_primitive_lists),
        cmocka_unit_test(test_lists_of_another_kind),
        cmocka_unit_test(test_primitive_list_read_as_structs),
        cmocka_unit_test(test_struct_list_read_as_primitives),
        cmocka_unit_test(test_damaged_struct_lists),
        cmocka_unit_test(test_capabilities),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
