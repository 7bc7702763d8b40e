/* SPDX-License-Identifier: MIT */
/* The builder: literal bytes of what it makes, its limits, and that everything can be read back. */
#include "capnp/builder.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "capnp_words.h"
#include "fixtures/kinds.capnp.h"

#define WORDS 256

/* Finishes and compares with the words that are expected. */
static void assert_words(struct capn_builder *builder, const uint64_t *expected, size_t bytes)
{
    size_t len;

    assert_int_equal(capn_builder_finish(builder, &len), STATUS_OK);
    assert_int_equal(len, bytes);
    assert_memory_equal(builder->words, expected, bytes);
}

static void test_scalars(void **state)
{
    static const uint64_t expected[] = { WORD_TABLE(2), WORD_STRUCT(0, 1, 0), 0x00000005fffffffe };
    uint64_t buffer[WORDS];
    struct capn_builder builder;
    struct point_builder point;

    (void)state;
    memset(buffer, 0xa5, sizeof(buffer));
    capn_builder_init(&builder, buffer, sizeof(buffer));
    assert_int_equal(point_build_root(&builder, &point), STATUS_OK);
    point_set_x(&point, -2);
    point_set_y(&point, 5);
    assert_words(&builder, expected, sizeof(expected));
    assert_int_equal(POINT_BYTES, sizeof(expected));
}

static void test_text_list_and_struct(void **state)
{
    static const uint64_t expected[] = {
        WORD_TABLE(7), WORD_STRUCT(0, 0, 3), WORD_LIST(2, CAPN_SIZE_BYTE, 3), WORD_LIST(2, CAPN_SIZE_TWO_BYTES, 2),
        WORD_STRUCT(2, 1, 0), 0x6968 /* "hi" */, 0x00070006, 9,
    };
    uint64_t buffer[WORDS];
    struct capn_builder builder;
    struct capn_struct_builder root, child;
    struct capn_list_builder list;

    (void)state;
    capn_builder_init(&builder, buffer, sizeof(buffer));
    assert_int_equal(capn_builder_root(&builder, 0, 3, &root), STATUS_OK);
    assert_int_equal(capn_set_text(&root, 0, CAPN_TEXT("hi")), STATUS_OK);
    assert_int_equal(capn_init_list(&root, 1, CAPN_SIZE_TWO_BYTES, 2, &list), STATUS_OK);
    assert_int_equal(capn_list_set_bits(&list, 0, 6), STATUS_OK);
    assert_int_equal(capn_list_set_bits(&list, 1, 7), STATUS_OK);
    assert_int_equal(capn_init_struct(&root, 2, 1, 0, &child), STATUS_OK);
    capn_set_u64(&child, 0, 9);
    assert_words(&builder, expected, sizeof(expected));
}

static void test_struct_list_bits_and_capability(void **state)
{
    static const uint64_t expected[] = {
        WORD_TABLE(8), WORD_STRUCT(0, 0, 3), WORD_LIST(2, CAPN_SIZE_COMPOSITE, 2), WORD_LIST(4, CAPN_SIZE_BIT, 10),
        WORD_CAPABILITY(5), WORD_STRUCT(2, 1, 0), 1, 2, 0x0202,
    };
    uint64_t buffer[WORDS];
    struct capn_builder builder;
    struct capn_struct_builder root, element;
    struct capn_list_builder list, bits;

    (void)state;
    capn_builder_init(&builder, buffer, sizeof(buffer));
    assert_int_equal(capn_builder_root(&builder, 0, 3, &root), STATUS_OK);
    assert_int_equal(capn_init_struct_list(&root, 0, 2, 1, 0, &list), STATUS_OK);
    for (uint32_t i = 0; i < 2; i++) {
        assert_int_equal(capn_list_struct(&list, i, &element), STATUS_OK);
        capn_set_u32(&element, 0, i + 1);
    }
    assert_int_equal(capn_init_list(&root, 1, CAPN_SIZE_BIT, 10, &bits), STATUS_OK);
    assert_int_equal(capn_list_set_bits(&bits, 9, 1), STATUS_OK);
    assert_int_equal(capn_list_set_bits(&bits, 1, 1), STATUS_OK);
    assert_int_equal(capn_list_set_bits(&bits, 0, 1), STATUS_OK);
    assert_int_equal(capn_list_set_bits(&bits, 0, 0), STATUS_OK);
    assert_int_equal(capn_set_capability(&root, 2, 5), STATUS_OK);
    assert_words(&builder, expected, sizeof(expected));
}

static void test_truncated_list(void **state)
{
    static const uint64_t expected[] = {
        WORD_TABLE(7), WORD_STRUCT(0, 0, 1), WORD_LIST(0, CAPN_SIZE_COMPOSITE, 4), WORD_STRUCT(1, 1, 1), 1, 0, 0, 0,
    };
    uint64_t buffer[WORDS];
    struct capn_builder builder;
    struct capn_struct_builder root, element;
    struct capn_list_builder list;
    struct capn_message message;
    struct capn_struct reader;
    struct capn_list read;
    size_t len;

    (void)state;
    capn_builder_init(&builder, buffer, sizeof(buffer));
    assert_int_equal(capn_builder_root(&builder, 0, 1, &root), STATUS_OK);
    assert_int_equal(capn_init_struct_list(&root, 0, 2, 1, 1, &list), STATUS_OK);
    assert_int_equal(capn_list_struct(&list, 0, &element), STATUS_OK);
    capn_set_u32(&element, 0, 1);
    capn_list_truncate(&list, 3);
    assert_int_equal(list.count, 2);
    capn_list_truncate(&list, 1);
    assert_words(&builder, expected, sizeof(expected));
    assert_int_equal(capn_builder_finish(&builder, &len), STATUS_OK);
    assert_int_equal(capn_message_open(&message, buffer, len, NULL), STATUS_OK);
    assert_int_equal(capn_message_root(&message, &reader), STATUS_OK);
    assert_int_equal(capn_get_list(&reader, 0, CAPN_SIZE_COMPOSITE, &read), STATUS_OK);
    assert_int_equal(read.count, 1);
    assert_int_equal(capn_list_struct(&list, 1, &element), STATUS_OUT_OF_RANGE);
}

static void test_nothing_is_zero_bytes(void **state)
{
    uint64_t buffer[2];
    struct capn_builder builder;
    struct empty_builder empty;
    struct capn_message message;
    struct empty_reader reader;
    size_t len;

    (void)state;
    capn_builder_init(&builder, buffer, 0);
    assert_int_equal(empty_build_root(&builder, &empty), STATUS_OK);
    assert_int_equal(capn_builder_finish(&builder, &len), STATUS_OK);
    assert_int_equal(len, 0);
    assert_int_equal(EMPTY_BYTES, 0);
    assert_int_equal(capn_message_open(&message, buffer, 0, NULL), STATUS_OK);
    assert_int_equal(empty_read_root(&message, &reader), STATUS_OK);
}

static void test_an_empty_struct_is_not_null(void **state)
{
    uint64_t buffer[WORDS];
    struct capn_builder builder;
    struct capn_struct_builder root, child;
    struct capn_message message;
    struct capn_struct reader;
    size_t len;

    (void)state;
    capn_builder_init(&builder, buffer, sizeof(buffer));
    assert_int_equal(capn_builder_root(&builder, 0, 1, &root), STATUS_OK);
    assert_int_equal(capn_init_struct(&root, 0, 0, 0, &child), STATUS_OK);
    assert_int_equal(capn_builder_finish(&builder, &len), STATUS_OK);
    assert_int_equal(capn_message_open(&message, buffer, len, NULL), STATUS_OK);
    assert_int_equal(capn_message_root(&message, &reader), STATUS_OK);
    assert_true(capn_has_pointer(&reader, 0));
    assert_int_equal(capn_get_struct(&reader, 0, &reader), STATUS_OK);
}

/* Builds something of everything into exactly `words` words. */
static status_t build_some(uint64_t *buffer, size_t words)
{
    struct capn_builder builder;
    struct kinds_builder kinds, child;
    struct capn_list_builder list, inner;
    struct point_builder point;
    uint8_t *data;
    size_t len;
    status_t first = STATUS_OK, last;

    /* Statuses are ignored on purpose: a failed builder must stay safe, and must remember. */
    capn_builder_init(&builder, buffer, words * 8);
#define STEP(call) do { status_t s = (call); first = first ? first : s; } while (0)
    STEP(kinds_build_root(&builder, &kinds));
    kinds_set_int8(&kinds, -1);
    kinds_set_bool(&kinds, true);
    STEP(kinds_set_text(&kinds, CAPN_TEXT("some text that is longer than a word")));
    STEP(kinds_init_data(&kinds, 100, &data));
    if (data)
        memset(data, 1, 100);
    STEP(kinds_init_child(&kinds, &child));
    kinds_set_uint64(&child, 77);
    STEP(kinds_set_text(&child, CAPN_TEXT("x")));
    STEP(kinds_init_points(&kinds, 3, &list));
    STEP(point_list_at(&list, 2, &point));
    point_set_x(&point, 1);
    STEP(kinds_init_matrix(&kinds, 2, &list));
    STEP(capn_list_init_list(&list, 1, CAPN_SIZE_TWO_BYTES, 7, &inner));
    STEP(capn_list_set_bits(&inner, 6, 3));
    STEP(kinds_init_clouds(&kinds, 1, &list));
    STEP(capn_list_init_struct_list(&list, 0, 2, POINT_DATA_WORDS, POINT_POINTERS, &inner));
    STEP(kinds_set_capability(&kinds, 3));
    last = capn_builder_finish(&builder, &len);
#undef STEP
    assert_true((first == STATUS_OK) == (last == STATUS_OK));
    return last;
}

static void test_every_buffer_that_is_too_small(void **state)
{
    size_t words = 0;

    (void)state;
    for (;; words++) {
        /* Exactly that many words, for the sanitizer to watch. */
        uint64_t *buffer = malloc(words * 8 + 1);
        status_t status = build_some(buffer, words);
        free(buffer);
        if (status == STATUS_OK)
            break;
        assert_int_equal(status, STATUS_NO_SPACE);
        assert_true(words < WORDS);
    }
    assert_true(words > 60);
}

static void test_indexes_that_do_not_exist(void **state)
{
    uint64_t buffer[WORDS];
    struct capn_builder builder;
    struct capn_struct_builder root, child;
    struct capn_list_builder list;
    size_t len;

    (void)state;
    capn_builder_init(&builder, buffer, sizeof(buffer));
    assert_int_equal(capn_builder_root(&builder, 1, 1, &root), STATUS_OK);
    assert_int_equal(capn_set_text(&root, 1, CAPN_TEXT("x")), STATUS_OUT_OF_RANGE);
    assert_int_equal(capn_init_list(&root, 0, CAPN_SIZE_BYTE, 3, &list), STATUS_OK);
    assert_int_equal(capn_list_set_bits(&list, 3, 1), STATUS_OUT_OF_RANGE);
    assert_int_equal(capn_list_struct(&list, 0, &child), STATUS_TYPE_MISMATCH);
    assert_int_equal(capn_list_set_text(&list, 0, CAPN_TEXT("x")), STATUS_TYPE_MISMATCH);
    /* A data field outside the struct is ignored, wherever it is. */
    capn_set_u64(&root, 8, 1);
    capn_set_u32(&root, 6, 1);
    capn_set_bit(&root, 64, true);
    assert_int_equal(capn_builder_finish(&builder, &len), STATUS_OUT_OF_RANGE);
}

static void test_truncate(void **state)
{
    uint64_t buffer[WORDS];
    struct capn_builder builder;
    struct kinds_builder kinds;
    uint8_t *data;
    size_t before, after;

    (void)state;
    capn_builder_init(&builder, buffer, sizeof(buffer));
    assert_int_equal(kinds_build_root(&builder, &kinds), STATUS_OK);
    assert_int_equal(capn_builder_finish(&builder, &before), STATUS_OK);
    assert_int_equal(kinds_init_data(&kinds, 100, &data), STATUS_OK);
    memset(data, 0xff, 100);
    assert_int_equal(kinds_truncate_data(&kinds, 101), STATUS_INVALID_ARGUMENT);
    assert_int_equal(kinds_truncate_data(&kinds, 11), STATUS_OK);
    assert_int_equal(capn_builder_finish(&builder, &after), STATUS_OK);
    assert_int_equal(after - before, 16);
    /* Padding is zero again. */
    assert_int_equal(data[10], 0xff);
    for (unsigned i = 11; i < 16; i++)
        assert_int_equal(data[i], 0);
    assert_int_equal(kinds_truncate_data(&kinds, 0), STATUS_OK);
    assert_int_equal(capn_builder_finish(&builder, &after), STATUS_OK);
    assert_int_equal(after, before);
    assert_int_equal(kinds_set_text(&kinds, CAPN_TEXT("after")), STATUS_OK);
    assert_int_equal(kinds_init_data(&kinds, 8, &data), STATUS_OK);
    assert_int_equal(kinds_set_text(&kinds, CAPN_TEXT("after")), STATUS_OK);
    /* No longer the last object. */
    assert_int_equal(kinds_truncate_data(&kinds, 4), STATUS_INVALID_ARGUMENT);
}

static void test_defaults_and_unions(void **state)
{
    uint64_t buffer[WORDS];
    struct capn_builder builder;
    struct defaults_builder defaults;
    struct defaults_reader reader;
    struct choice_builder choice;
    struct choice_reader choice_reader;
    struct choice_place_builder place;
    struct capn_message message;
    struct capn_text text;
    size_t len;

    (void)state;
    capn_builder_init(&builder, buffer, sizeof(buffer));
    assert_int_equal(defaults_build_root(&builder, &defaults), STATUS_OK);
    defaults_set_int64(&defaults, 5);
    assert_int_equal(capn_builder_finish(&builder, &len), STATUS_OK);
    assert_int_equal(capn_message_open(&message, buffer, len, NULL), STATUS_OK);
    assert_int_equal(defaults_read_root(&message, &reader), STATUS_OK);
    assert_true(defaults_get_bool(&reader));
    assert_int_equal(defaults_get_int8(&reader), -1);
    assert_int_equal(defaults_get_int16(&reader), -300);
    assert_int_equal(defaults_get_int32(&reader), 70000);
    assert_true(defaults_get_int64(&reader) == 5);
    assert_int_equal(defaults_get_uint8(&reader), 255);
    assert_int_equal(defaults_get_uint32(&reader), 0xdeadbeef);
    assert_true(defaults_get_float32(&reader) == 0.5f && defaults_get_float64(&reader) == -1.25);
    assert_int_equal(defaults_get_color(&reader), COLOR_DARK_BLUE);
    defaults_set_bool(&defaults, false);
    defaults_set_float64(&defaults, 3.5);
    defaults_set_color(&defaults, COLOR_RED);
    assert_true(!defaults_get_bool(&reader) && defaults_get_float64(&reader) == 3.5);
    assert_int_equal(defaults_get_color(&reader), COLOR_RED);

    capn_builder_init(&builder, buffer, sizeof(buffer));
    assert_int_equal(choice_build_root(&builder, &choice), STATUS_OK);
    place = choice_get_place_builder(&choice);
    choice_place_set_x(&place, -9);
    assert_int_equal(choice_place_set_name(&place, CAPN_TEXT("there")), STATUS_OK);
    struct choice_second_builder second = choice_get_second_builder(&choice);
    choice_second_set_on(&second, true);
    assert_int_equal(capn_builder_finish(&builder, &len), STATUS_OK);
    assert_int_equal(capn_message_open(&message, buffer, len, NULL), STATUS_OK);
    assert_int_equal(choice_read_root(&message, &choice_reader), STATUS_OK);
    assert_int_equal(choice_which(&choice_reader), CHOICE_WHICH_PLACE);
    struct choice_place_reader place_reader = choice_get_place(&choice_reader);
    assert_int_equal(choice_place_get_x(&place_reader), -9);
    assert_int_equal(choice_place_get_name(&place_reader, &text), STATUS_OK);
    assert_string_equal(text.data, "there");
    struct choice_second_reader second_reader = choice_get_second(&choice_reader);
    assert_int_equal(choice_second_which(&second_reader), CHOICE_SECOND_WHICH_ON);
    choice_set_number(&choice, 12);
    assert_int_equal(choice_which(&choice_reader), CHOICE_WHICH_NUMBER);
    choice_set_nothing(&choice);
    assert_int_equal(choice_which(&choice_reader), CHOICE_WHICH_NOTHING);
}

static void test_schema_growth_both_ways(void **state)
{
    uint64_t buffer[WORDS];
    struct capn_builder builder;
    struct capn_struct_builder root;
    struct capn_list_builder list;
    struct newer_builder newer;
    struct old_builder old;
    struct capn_message message;
    struct capn_struct reader;
    struct capn_list read;
    struct newer_reader newer_reader;
    struct old_reader old_reader;
    struct capn_text text;
    size_t len;

    (void)state;
    capn_builder_init(&builder, buffer, sizeof(buffer));
    assert_int_equal(capn_builder_root(&builder, 0, 2, &root), STATUS_OK);
    assert_int_equal(capn_init_struct_list(&root, 0, 2, NEWER_DATA_WORDS, NEWER_POINTERS, &list), STATUS_OK);
    assert_int_equal(newer_list_at(&list, 1, &newer), STATUS_OK);
    newer_set_a(&newer, 3);
    newer_set_b(&newer, 4);
    assert_int_equal(capn_init_struct_list(&root, 1, 2, OLD_DATA_WORDS, OLD_POINTERS, &list), STATUS_OK);
    assert_int_equal(old_list_at(&list, 1, &old), STATUS_OK);
    old_set_a(&old, 5);
    assert_int_equal(capn_builder_finish(&builder, &len), STATUS_OK);
    assert_int_equal(capn_message_open(&message, buffer, len, NULL), STATUS_OK);
    assert_int_equal(capn_message_root(&message, &reader), STATUS_OK);
    assert_int_equal(capn_get_list(&reader, 0, CAPN_SIZE_COMPOSITE, &read), STATUS_OK);
    assert_int_equal(old_list_get(&read, 1, &old_reader), STATUS_OK);
    assert_int_equal(old_get_a(&old_reader), 3);
    assert_int_equal(capn_get_list(&reader, 1, CAPN_SIZE_COMPOSITE, &read), STATUS_OK);
    assert_int_equal(newer_list_get(&read, 1, &newer_reader), STATUS_OK);
    assert_int_equal(newer_get_a(&newer_reader), 5);
    assert_true(newer_get_b(&newer_reader) == 0);
    assert_int_equal(newer_get_c(&newer_reader, &text), STATUS_OK);
    assert_int_equal(text.len, 0);
}

static void test_copy_keeps_everything(void **state)
{
    uint64_t from[WORDS], to[WORDS], again[WORDS];
    struct capn_builder builder;
    struct capn_struct_builder root;
    struct capn_message message;
    struct capn_struct reader;
    size_t len, first_len;

    (void)state;
    assert_int_equal(build_some(from, WORDS), STATUS_OK);
    assert_int_equal(capn_message_open(&message, from, sizeof(from), NULL), STATUS_OK);
    assert_int_equal(capn_message_root(&message, &reader), STATUS_OK);
    capn_builder_init(&builder, to, sizeof(to));
    assert_int_equal(capn_builder_root(&builder, 0, 1, &root), STATUS_OK);
    assert_int_equal(capn_copy_struct(&root, 0, &reader), STATUS_OK);
    assert_int_equal(capn_builder_finish(&builder, &first_len), STATUS_OK);
    /* Copies of copies are equal: objects are laid out in one order only. */
    assert_int_equal(capn_message_open(&message, to, sizeof(to), NULL), STATUS_OK);
    assert_int_equal(capn_message_root(&message, &reader), STATUS_OK);
    assert_int_equal(capn_get_struct(&reader, 0, &reader), STATUS_OK);
    capn_builder_init(&builder, again, sizeof(again));
    assert_int_equal(capn_builder_root(&builder, 0, 1, &root), STATUS_OK);
    assert_int_equal(capn_copy_struct(&root, 0, &reader), STATUS_OK);
    assert_int_equal(capn_builder_finish(&builder, &len), STATUS_OK);
    assert_int_equal(len, first_len);
    assert_memory_equal(to, again, len);
    struct kinds_reader kinds = { reader }, child;
    struct capn_list list, inner;
    uint32_t index;
    assert_int_equal(kinds_get_int8(&kinds), -1);
    assert_int_equal(kinds_get_child(&kinds, &child), STATUS_OK);
    assert_true(kinds_get_uint64(&child) == 77);
    assert_int_equal(kinds_get_matrix(&kinds, &list), STATUS_OK);
    assert_int_equal(capn_list_get_list(&list, 1, CAPN_SIZE_TWO_BYTES, &inner), STATUS_OK);
    assert_int_equal(capn_list_get_bits(&inner, 6), 3);
    assert_int_equal(kinds_get_clouds(&kinds, &list), STATUS_OK);
    assert_int_equal(capn_list_get_list(&list, 0, CAPN_SIZE_COMPOSITE, &inner), STATUS_OK);
    assert_int_equal(inner.count, 2);
    assert_int_equal(kinds_get_capability(&kinds, &index), STATUS_OK);
    assert_int_equal(index, 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_scalars),
        cmocka_unit_test(test_text_list_and_struct),
        cmocka_unit_test(test_struct_list_bits_and_capability),
        cmocka_unit_test(test_truncated_list),
        cmocka_unit_test(test_nothing_is_zero_bytes),
        cmocka_unit_test(test_an_empty_struct_is_not_null),
        cmocka_unit_test(test_every_buffer_that_is_too_small),
        cmocka_unit_test(test_indexes_that_do_not_exist),
        cmocka_unit_test(test_truncate),
        cmocka_unit_test(test_defaults_and_unions),
        cmocka_unit_test(test_schema_growth_both_ways),
        cmocka_unit_test(test_copy_keeps_everything),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
