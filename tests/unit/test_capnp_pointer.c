/* SPDX-License-Identifier: MIT */
/* Pointers whose type is open, and constants: values that are compiled in. */
#include "capnp/pointer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "capnp_words.h"

#define WORDS 64

/* A root of four pointers: a struct, a list of two pointers (a text and null), a capability, null. */
static const uint64_t kinds[] = {
    WORD_TABLE(9), WORD_STRUCT(0, 0, 4), WORD_STRUCT(3, 1, 0), WORD_LIST(3, CAPN_SIZE_POINTER, 2), WORD_CAPABILITY(7), 0,
    42, WORD_LIST(1, CAPN_SIZE_BYTE, 3), 0, 0x6968 /* "hi" */,
};

static void test_reading(void **state)
{
    static const enum capn_pointer_kind expected[] = {
        CAPN_POINTER_STRUCT, CAPN_POINTER_LIST, CAPN_POINTER_CAPABILITY, CAPN_POINTER_NULL, CAPN_POINTER_NULL,
    };
    enum capn_pointer_kind kind;
    struct capn_pointer pointer;
    struct capn_struct root, value;
    struct capn_text text;
    struct capn_list list;
    struct words words;
    uint32_t index;

    (void)state;
    assert_int_equal(words_open(&words, kinds, sizeof(kinds)), STATUS_OK);
    assert_int_equal(capn_message_root(&words.message, &root), STATUS_OK);
    /* The fifth is past the struct. */
    for (uint16_t i = 0; i < 5; i++) {
        pointer = capn_pointer_at(&root, i);
        assert_int_equal(capn_pointer_get_kind(&pointer, &kind), STATUS_OK);
        assert_int_equal(kind, expected[i]);
        assert_int_equal(capn_pointer_is_null(&pointer), kind == CAPN_POINTER_NULL);
    }
    pointer = capn_pointer_at(&root, 0);
    assert_int_equal(capn_pointer_get_struct(&pointer, &value), STATUS_OK);
    assert_int_equal(capn_get_u64(&value, 0), 42);
    assert_int_equal(capn_pointer_get_text(&pointer, &text), STATUS_MALFORMED);
    pointer = capn_pointer_at(&root, 2);
    assert_int_equal(capn_pointer_get_capability(&pointer, &index), STATUS_OK);
    assert_int_equal(index, 7);

    pointer = capn_pointer_at(&root, 1);
    assert_int_equal(capn_pointer_get_any_list(&pointer, &list), STATUS_OK);
    assert_int_equal(list.element_size, CAPN_SIZE_POINTER);
    assert_int_equal(capn_list_get_pointer(&list, 0, &pointer), STATUS_OK);
    assert_int_equal(capn_pointer_get_text(&pointer, &text), STATUS_OK);
    assert_string_equal(text.data, "hi");
    assert_int_equal(capn_list_get_pointer(&list, 1, &pointer), STATUS_OK);
    assert_true(capn_pointer_is_null(&pointer));
    assert_int_equal(capn_list_get_pointer(&list, 2, &pointer), STATUS_OUT_OF_RANGE);
    assert_true(capn_pointer_is_null(&pointer));
    words_close(&words);
}

/* A list of pointers that a newer schema made one of structs: each element's first pointer is what is read. */
static void test_elements_of_structs(void **state)
{
    static const uint64_t message[] = {
        WORD_TABLE(7), WORD_STRUCT(0, 0, 1), WORD_LIST(0, CAPN_SIZE_COMPOSITE, 4), WORD_STRUCT(2, 1, 1),
        11, WORD_CAPABILITY(1), 22, WORD_CAPABILITY(2),
    };
    struct capn_pointer pointer;
    struct capn_struct root;
    struct capn_list list;
    struct words words;
    uint32_t index;

    (void)state;
    assert_int_equal(words_open(&words, message, sizeof(message)), STATUS_OK);
    assert_int_equal(capn_message_root(&words.message, &root), STATUS_OK);
    assert_int_equal(capn_get_list(&root, 0, CAPN_SIZE_POINTER, &list), STATUS_OK);
    for (uint32_t i = 0; i < 2; i++) {
        assert_int_equal(capn_list_get_pointer(&list, i, &pointer), STATUS_OK);
        assert_int_equal(capn_pointer_get_capability(&pointer, &index), STATUS_OK);
        assert_int_equal(index, i + 1);
    }
    assert_int_equal(capn_get_list(&root, 0, CAPN_SIZE_COMPOSITE, &list), STATUS_OK);
    assert_int_equal(capn_list_get_pointer(&list, 0, &pointer), STATUS_TYPE_MISMATCH);
    words_close(&words);
}

static void test_building(void **state)
{
    uint64_t buffer[WORDS];
    struct capn_pointer_builder to;
    struct capn_pointer pointer;
    struct capn_builder builder;
    struct capn_struct_builder root, made;
    struct capn_list_builder list;
    struct capn_message message;
    struct capn_struct read, value;
    struct capn_text text;
    struct capn_data data;
    struct capn_list back;
    uint8_t *bytes;
    uint32_t index;
    size_t len;

    (void)state;
    capn_builder_init(&builder, buffer, sizeof(buffer));
    assert_int_equal(capn_builder_root(&builder, 1, 7, &root), STATUS_OK);
    to = capn_pointer_builder_at(&root, 0);
    assert_int_equal(capn_pointer_set_text(&to, CAPN_TEXT("text")), STATUS_OK);
    to = capn_pointer_builder_at(&root, 1);
    assert_int_equal(capn_pointer_set_data(&to, (struct capn_data){ (const uint8_t *)"data", 4 }), STATUS_OK);
    to = capn_pointer_builder_at(&root, 2);
    assert_int_equal(capn_pointer_init_data(&to, 3, &bytes), STATUS_OK);
    memcpy(bytes, "abc", 3);
    to = capn_pointer_builder_at(&root, 3);
    assert_int_equal(capn_pointer_init_struct(&to, 1, 0, &made), STATUS_OK);
    capn_set_u64(&made, 0, 99);
    to = capn_pointer_builder_at(&root, 4);
    assert_int_equal(capn_pointer_init_list(&to, CAPN_SIZE_BYTE, 2, &list), STATUS_OK);
    assert_int_equal(capn_list_set_bits(&list, 1, 200), STATUS_OK);
    to = capn_pointer_builder_at(&root, 5);
    assert_int_equal(capn_pointer_init_struct_list(&to, 3, 1, 0, &list), STATUS_OK);
    to = capn_pointer_builder_at(&root, 6);
    assert_int_equal(capn_pointer_set_capability(&to, 8), STATUS_OK);
    assert_int_equal(capn_builder_finish(&builder, &len), STATUS_OK);

    assert_int_equal(capn_message_open(&message, buffer, len, NULL), STATUS_OK);
    assert_int_equal(capn_message_root(&message, &read), STATUS_OK);
    assert_int_equal(capn_get_text(&read, 0, &text), STATUS_OK);
    assert_string_equal(text.data, "text");
    assert_int_equal(capn_get_data(&read, 1, &data), STATUS_OK);
    assert_memory_equal(data.data, "data", 4);
    pointer = capn_pointer_at(&read, 2);
    assert_int_equal(capn_pointer_get_data(&pointer, &data), STATUS_OK);
    assert_int_equal(data.len, 3);
    assert_memory_equal(data.data, "abc", 3);
    assert_int_equal(capn_get_struct(&read, 3, &value), STATUS_OK);
    assert_int_equal(capn_get_u64(&value, 0), 99);
    pointer = capn_pointer_at(&read, 4);
    assert_int_equal(capn_pointer_get_list(&pointer, CAPN_SIZE_BYTE, &back), STATUS_OK);
    assert_int_equal(capn_list_get_bits(&back, 1), 200);
    assert_int_equal(capn_get_list(&read, 5, CAPN_SIZE_COMPOSITE, &back), STATUS_OK);
    assert_int_equal(back.count, 3);
    assert_int_equal(capn_get_capability(&read, 6, &index), STATUS_OK);
    assert_int_equal(index, 8);
}

static void test_building_where_nothing_is(void **state)
{
    struct capn_pointer none = { { 0 } };
    struct capn_pointer_builder to;
    struct capn_struct_builder root, failed;
    struct capn_builder builder;
    uint64_t buffer[4];

    (void)state;
    capn_builder_init(&builder, buffer, sizeof(buffer));
    assert_int_equal(capn_builder_root(&builder, 0, 1, &root), STATUS_OK);
    to = capn_pointer_builder_at(&root, 1);
    assert_int_equal(capn_pointer_set_capability(&to, 1), STATUS_OUT_OF_RANGE);
    assert_int_equal(capn_pointer_copy(&to, &none), STATUS_OUT_OF_RANGE);
    /* A struct that could not be made: the first error is the one that is told. */
    capn_builder_init(&builder, buffer, sizeof(buffer));
    assert_int_equal(capn_builder_root(&builder, 0, 1, &root), STATUS_OK);
    assert_int_equal(capn_init_struct(&root, 0, 0, 5, &failed), STATUS_NO_SPACE);
    to = capn_pointer_builder_at(&failed, 0);
    assert_int_equal(capn_pointer_copy(&to, &none), STATUS_NO_SPACE);
}

static void test_copy(void **state)
{
    uint64_t buffer[WORDS];
    struct capn_pointer from;
    struct capn_pointer_builder to;
    struct capn_struct_builder root;
    struct capn_builder builder;
    struct capn_struct read;
    struct words words;
    size_t len;

    (void)state;
    assert_int_equal(words_open(&words, kinds, sizeof(kinds)), STATUS_OK);
    assert_int_equal(capn_message_root(&words.message, &read), STATUS_OK);
    capn_builder_init(&builder, buffer, sizeof(buffer));
    assert_int_equal(capn_builder_root(&builder, 0, 4, &root), STATUS_OK);
    for (uint16_t i = 0; i < 4; i++) {
        to = capn_pointer_builder_at(&root, i);
        /* What was there is replaced, also by nothing. */
        assert_int_equal(capn_pointer_set_capability(&to, 1), STATUS_OK);
        from = capn_pointer_at(&read, i);
        assert_int_equal(capn_pointer_copy(&to, &from), STATUS_OK);
    }
    assert_int_equal(capn_builder_finish(&builder, &len), STATUS_OK);
    assert_int_equal(len, sizeof(kinds));
    assert_memory_equal(buffer, kinds, sizeof(kinds));

    /* A copy that does not fit. */
    capn_builder_init(&builder, buffer, 4 * 8);
    assert_int_equal(capn_builder_root(&builder, 0, 1, &root), STATUS_OK);
    to = capn_pointer_builder_at(&root, 0);
    from = capn_pointer_at(&read, 1);
    assert_int_equal(capn_pointer_copy(&to, &from), STATUS_NO_SPACE);
    words_close(&words);
}

/* ---- constants ---- */

/* A struct of one word and one pointer: a list of three bytes. */
static const uint64_t struct_words[] = { WORD_STRUCT(0, 1, 1), 42, WORD_LIST(0, CAPN_SIZE_BYTE, 3), 0x030201 };
static const struct capn_message struct_constant = CAPN_CONSTANT(struct_words);
static const uint64_t null_words[] = { 0 };
static const struct capn_message null_constant = CAPN_CONSTANT(null_words);

static void test_constants(void **state)
{
    struct capn_struct value = capn_constant_struct(&struct_constant);
    struct capn_list list = capn_constant_list(&struct_constant, CAPN_SIZE_BYTE);
    struct capn_pointer pointer = capn_constant_pointer(&struct_constant);
    enum capn_pointer_kind kind;

    (void)state;
    assert_int_equal(capn_get_u64(&value, 0), 42);
    /* Another kind than was asked for is empty. */
    assert_int_equal(list.count, 0);
    assert_int_equal(capn_pointer_get_kind(&pointer, &kind), STATUS_OK);
    assert_int_equal(kind, CAPN_POINTER_STRUCT);
    assert_int_equal(capn_get_list(&value, 0, CAPN_SIZE_BYTE, &list), STATUS_OK);
    assert_int_equal(capn_list_get_bits(&list, 2), 3);
    value = capn_constant_struct(&null_constant);
    assert_int_equal(value.data_bytes + value.pointer_count, 0);
    list = capn_constant_any_list(&null_constant);
    assert_int_equal(list.count, 0);
}

/* They have no budget that could end, and are not written to (they lie in memory that cannot be). */
static void test_constants_are_read_for_ever(void **state)
{
    static uint64_t words[1u << 16];
    static struct capn_message constant = CAPN_CONSTANT(words);
    const struct capn_message before = constant;

    (void)state;
    words[0] = WORD_LIST(0, CAPN_SIZE_EIGHT_BYTES, (1u << 16) - 1);
    for (uint32_t i = 0; i < 2 * (CAPN_TRAVERSAL_LIMIT_WORDS >> 16); i++)
        assert_int_equal(capn_constant_list(&constant, CAPN_SIZE_EIGHT_BYTES).count, (1u << 16) - 1);
    assert_memory_equal(&constant, &before, sizeof(before));
    /* A message from outside cannot claim to be one. */
    const uint64_t hostile[] = { 0xffffffff | 1ull << 32, WORD_STRUCT(0, 1, 0), 5 };
    struct words opened;
    assert_int_equal(words_open(&opened, hostile, sizeof(hostile)), STATUS_MALFORMED);
    words_close(&opened);
}

static void test_defaults(void **state)
{
    static const uint64_t message[] = { WORD_TABLE(5), WORD_STRUCT(0, 0, 2), 0, WORD_STRUCT(0, 1, 1), 5, 0 };
    struct capn_pointer pointer;
    struct capn_struct root, value;
    struct words words;
    unsigned depth = 0;
    status_t status = STATUS_OK;

    (void)state;
    assert_int_equal(words_open(&words, message, sizeof(message)), STATUS_OK);
    assert_int_equal(capn_message_root(&words.message, &root), STATUS_OK);
    for (uint16_t i = 0; i < 3; i++) {
        pointer = capn_pointer_or(&root, i, &struct_constant);
        assert_int_equal(capn_pointer_get_struct(&pointer, &value), STATUS_OK);
        assert_int_equal(capn_get_u64(&value, 0), i == 1 ? 5 : 42);
    }
    /* The pointer of this default is null, whose default is this default, whose pointer ... */
    static const uint64_t endless_words[] = { WORD_STRUCT(0, 0, 1), 0 };
    static const struct capn_message endless = CAPN_CONSTANT(endless_words);
    for (value = root; !status && depth <= CAPN_NESTING_LIMIT; depth++) {
        pointer = capn_pointer_or(&value, 0, &endless);
        status = capn_pointer_get_struct(&pointer, &value);
    }
    assert_int_equal(status, STATUS_LIMIT_EXCEEDED);
    assert_int_equal(depth, CAPN_NESTING_LIMIT + 1);
    words_close(&words);
}

static void test_settle(void **state)
{
    static const uint64_t expected[] = {
        WORD_TABLE(8), WORD_STRUCT(0, 0, 2), WORD_STRUCT(1, 1, 1), WORD_CAPABILITY(3), 42, WORD_LIST(0, CAPN_SIZE_BYTE, 3),
        0x030201, 0, 0,
    };
    uint64_t buffer[WORDS];
    struct capn_struct_builder root;
    struct capn_builder builder;
    size_t len;

    (void)state;
    capn_builder_init(&builder, buffer, sizeof(buffer));
    assert_int_equal(capn_builder_root(&builder, 0, 2, &root), STATUS_OK);
    assert_int_equal(capn_set_capability(&root, 1, 3), STATUS_OK);
    /* Once, and only where there is nothing. */
    for (int i = 0; i < 2; i++) {
        assert_int_equal(capn_pointer_settle(&root, 0, &struct_constant), STATUS_OK);
        assert_int_equal(capn_pointer_settle(&root, 1, &struct_constant), STATUS_OK);
    }
    assert_int_equal(capn_pointer_settle(&root, 2, &struct_constant), STATUS_OUT_OF_RANGE);
    builder.error = STATUS_OK;
    assert_int_equal(capn_builder_finish(&builder, &len), STATUS_OK);
    assert_int_equal(len, sizeof(expected) - 16);
    assert_memory_equal(buffer + 1, expected + 1, len - 8);
}

static void test_union_choose(void **state)
{
    uint64_t buffer[WORDS];
    struct capn_struct_builder root;
    struct capn_builder builder;

    (void)state;
    capn_builder_init(&builder, buffer, sizeof(buffer));
    assert_int_equal(capn_builder_root(&builder, 1, 1, &root), STATUS_OK);
    capn_set_u16(&root, 2, 1);
    assert_int_equal(capn_set_capability(&root, 0, 3), STATUS_OK);
    capn_union_choose(&root, 2, 1, 0);
    assert_true(root.data[1] == WORD_CAPABILITY(3) && root.data[0] == 1u << 16);
    capn_union_choose(&root, 2, 4, 0);
    assert_true(root.data[1] == 0 && root.data[0] == 4u << 16);
    /* Outside of the struct, as of a builder whose creation failed. */
    capn_union_choose(&root, 8, 4, 1);
    assert_true(root.data[1] == 0 && root.data[0] == 4u << 16);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_reading),
        cmocka_unit_test(test_elements_of_structs),
        cmocka_unit_test(test_building),
        cmocka_unit_test(test_building_where_nothing_is),
        cmocka_unit_test(test_copy),
        cmocka_unit_test(test_constants),
        cmocka_unit_test(test_constants_are_read_for_ever),
        cmocka_unit_test(test_defaults),
        cmocka_unit_test(test_settle),
        cmocka_unit_test(test_union_choose),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
