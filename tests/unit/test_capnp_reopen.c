/* SPDX-License-Identifier: MIT */
/* Messages under construction as they are read, and messages that are gone on with: theirs, ours, and hostile ones. */
#include "capnp/reopen.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "capnp_words.h"
#include "random.h"

#define ROOM 64
#define EMPTY WORD_STRUCT(-1, 0, 0)

/* A copy of a message in a block with room for more, opened again. */
struct reopened {
    uint64_t *block;
    struct capn_builder builder;
    status_t status;
};

static void reopen(struct reopened *reopened, const uint64_t *from, size_t bytes, size_t room)
{
    reopened->block = malloc(room ? room : 1);
    memset(reopened->block, 0xa5, room);
    memcpy(reopened->block, from, bytes);
    reopened->status = capn_builder_reopen(&reopened->builder, reopened->block, bytes, room);
}

/* Finishes, compares, and gives the block back. */
static void assert_words(struct reopened *reopened, const uint64_t *expected, size_t bytes)
{
    size_t len;

    assert_int_equal(reopened->status, STATUS_OK);
    assert_int_equal(capn_builder_finish(&reopened->builder, &len), STATUS_OK);
    assert_int_equal(len, bytes);
    for (size_t i = 0; i < bytes / 8; i++)
        if (reopened->block[i] != expected[i])
            fail_msg("word %zu is %016lx", i, (unsigned long)reopened->block[i]);
    free(reopened->block);
}

/* ---- views ---- */

static void test_view(void **state)
{
    uint64_t buffer[ROOM];
    struct capn_builder builder;
    struct capn_struct_builder root, child;
    struct capn_message before, after;
    struct capn_struct read, inner;
    struct capn_text text;

    (void)state;
    capn_builder_init(&builder, buffer, sizeof(buffer));
    capn_builder_view(&builder, &before);
    assert_int_equal(capn_message_root(&before, &read), STATUS_OK);
    assert_true(read.data_bytes == 0 && read.pointer_count == 0);

    assert_int_equal(capn_builder_root(&builder, 1, 2, &root), STATUS_OK);
    capn_set_u64(&root, 0, 7);
    assert_int_equal(capn_set_text(&root, 0, CAPN_TEXT("early")), STATUS_OK);
    capn_builder_view(&builder, &before);
    assert_int_equal(capn_message_root(&before, &read), STATUS_OK);
    assert_int_equal(capn_get_u64(&read, 0), 7);
    assert_int_equal(capn_get_text(&read, 0, &text), STATUS_OK);
    assert_string_equal(text.data, "early");
    assert_false(capn_has_pointer(&read, 1));

    /* Fields that change are seen; an object that is made later is in a later view only. */
    capn_set_u64(&root, 0, 8);
    assert_int_equal(capn_init_struct(&root, 1, 1, 0, &child), STATUS_OK);
    capn_set_u64(&child, 0, 9);
    assert_int_equal(capn_get_u64(&read, 0), 8);
    assert_int_equal(capn_get_struct(&read, 1, &inner), STATUS_MALFORMED);
    capn_builder_view(&builder, &after);
    assert_int_equal(capn_message_root(&after, &read), STATUS_OK);
    assert_int_equal(capn_get_struct(&read, 1, &inner), STATUS_OK);
    assert_int_equal(capn_get_u64(&inner, 0), 9);
}

/* ---- going on ---- */

static void test_going_on(void **state)
{
    static const uint64_t message[] = { WORD_TABLE(5), WORD_STRUCT(0, 1, 2), 1, WORD_LIST(1, CAPN_SIZE_BYTE, 2), 0, 'a' };
    static const uint64_t expected[] = { WORD_TABLE(6), WORD_STRUCT(0, 1, 2), 2, WORD_LIST(1, CAPN_SIZE_BYTE, 2),
                                         WORD_LIST(1, CAPN_SIZE_BYTE, 3), 'b', 'z' << 8 | 'y' };
    struct reopened reopened;
    struct capn_struct_builder root;
    uint8_t *bytes;
    uint32_t len;

    (void)state;
    reopen(&reopened, message, sizeof(message), 64);
    assert_int_equal(reopened.status, STATUS_OK);
    assert_int_equal(capn_open_root(&reopened.builder, 1, 2, &root), STATUS_OK);
    capn_set_u64(&root, 0, 2);
    assert_int_equal(capn_open_data(&root, 0, &bytes, &len), STATUS_OK);
    assert_int_equal(len, 2);
    bytes[0] = 'b';
    assert_int_equal(capn_open_data(&root, 1, &bytes, &len), STATUS_NOT_FOUND);
    assert_int_equal(capn_set_text(&root, 1, CAPN_TEXT("yz")), STATUS_OK);
    assert_words(&reopened, expected, sizeof(expected));
    /* A word less than its table says. */
    reopen(&reopened, message, sizeof(message) - 8, 64);
    assert_int_equal(reopened.status, STATUS_MALFORMED);
    free(reopened.block);
}

static void test_messages_without_a_root(void **state)
{
    static const uint64_t null_root[] = { WORD_TABLE(1), 0 }, no_words[] = { 0 };
    static const uint64_t expected[] = { WORD_TABLE(2), WORD_STRUCT(0, 1, 0), 5 };
    const struct { const uint64_t *from; size_t bytes; } cases[] = { { no_words, 0 }, { no_words, 8 }, { null_root, 16 } };
    struct capn_struct_builder root;

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct reopened reopened;
        reopen(&reopened, cases[i].from, cases[i].bytes, 24);
        assert_int_equal(capn_open_root(&reopened.builder, 1, 0, &root), STATUS_OK);
        capn_set_u64(&root, 0, 5);
        assert_words(&reopened, expected, sizeof(expected));
    }
}

static void test_a_root_that_is_no_struct(void **state)
{
    static const uint64_t list[] = { WORD_TABLE(2), WORD_LIST(0, CAPN_SIZE_BYTE, 1), 0 };
    struct reopened reopened;
    struct capn_struct_builder root;

    (void)state;
    reopen(&reopened, list, sizeof(list), 64);
    assert_int_equal(reopened.status, STATUS_OK);
    assert_int_equal(capn_open_root(&reopened.builder, 1, 0, &root), STATUS_TYPE_MISMATCH);
    assert_int_equal(reopened.builder.error, STATUS_OK);
    free(reopened.block);
}

/* An older root with one of everything: it moves to the end, and its pointers still lead where they led. */
static void test_a_struct_that_grows(void **state)
{
    static const uint64_t message[] = {
        WORD_TABLE(9), WORD_STRUCT(0, 1, 5), 6, WORD_STRUCT(4, 1, 0), WORD_LIST(4, CAPN_SIZE_BYTE, 3), EMPTY, WORD_CAPABILITY(9), 0,
        7, 0x6968,
    };
    static const uint64_t expected[] = {
        WORD_TABLE(17), WORD_STRUCT(8, 2, 6), 0, 0, 0, 0, 0, 0, 7, 0x6968,
        6, 0xee, WORD_STRUCT(-5, 1, 0), WORD_LIST(-5, CAPN_SIZE_BYTE, 3), EMPTY, WORD_CAPABILITY(9), 0, 0,
    };
    struct reopened reopened;
    struct capn_struct_builder root, child;
    struct capn_message view;
    struct capn_struct read;
    struct capn_text text;

    (void)state;
    reopen(&reopened, message, sizeof(message), 18 * 8);
    assert_int_equal(reopened.status, STATUS_OK);
    assert_int_equal(capn_open_root(&reopened.builder, 2, 6, &root), STATUS_OK);
    capn_set_u64(&root, 8, 0xee);
    /* Once it is great enough it stays where it is. */
    assert_int_equal(capn_open_root(&reopened.builder, 1, 2, &child), STATUS_OK);
    assert_true(child.data == root.data && child.data_words == 2 && child.pointer_count == 6);
    capn_builder_view(&reopened.builder, &view);
    assert_int_equal(capn_message_root(&view, &read), STATUS_OK);
    assert_int_equal(capn_get_text(&read, 1, &text), STATUS_OK);
    assert_string_equal(text.data, "hi");
    /* There is no more room: the child cannot grow, and is as it was. */
    assert_int_equal(capn_open_struct(&root, 0, 1, 0, &child), STATUS_OK);
    assert_int_equal(child.data[0], 7);
    assert_words(&reopened, expected, sizeof(expected));
}

static void test_no_room_to_grow(void **state)
{
    static const uint64_t message[] = { WORD_TABLE(3), WORD_STRUCT(0, 1, 1), 6, WORD_CAPABILITY(1) };
    struct reopened reopened;
    struct capn_struct_builder root;
    size_t len;

    (void)state;
    reopen(&reopened, message, sizeof(message), 6 * 8);
    assert_int_equal(capn_open_root(&reopened.builder, 2, 1, &root), STATUS_NO_SPACE);
    assert_int_equal(root.pointer_count, 0);
    assert_memory_equal(reopened.block + 1, message + 1, 24);
    assert_int_equal(capn_builder_finish(&reopened.builder, &len), STATUS_NO_SPACE);
    free(reopened.block);
}

/* ---- lists ---- */

static void test_lists_in_place(void **state)
{
    static const uint64_t message[] = {
        WORD_TABLE(11), WORD_STRUCT(0, 0, 3), WORD_LIST(2, CAPN_SIZE_TWO_BYTES, 3), WORD_LIST(2, CAPN_SIZE_COMPOSITE, 4),
        WORD_LIST(6, CAPN_SIZE_BIT, 3), 0x000300020001, WORD_STRUCT(2, 1, 1), 5, 0, 6, 0, 1,
    };
    static const uint64_t expected[] = {
        WORD_TABLE(12), WORD_STRUCT(0, 0, 3), WORD_LIST(2, CAPN_SIZE_TWO_BYTES, 3), WORD_LIST(2, CAPN_SIZE_COMPOSITE, 4),
        WORD_LIST(6, CAPN_SIZE_BIT, 3), 0x00030002ffff, WORD_STRUCT(2, 1, 1), 5, 0, 0x77, WORD_LIST(1, CAPN_SIZE_BYTE, 2), 5, 'q',
    };
    struct reopened reopened;
    struct capn_struct_builder root, element;
    struct capn_list_builder list;

    (void)state;
    reopen(&reopened, message, sizeof(message), 14 * 8);
    assert_int_equal(capn_open_root(&reopened.builder, 0, 3, &root), STATUS_OK);
    assert_int_equal(capn_open_list(&root, 0, CAPN_SIZE_TWO_BYTES, &list), STATUS_OK);
    assert_int_equal(list.count, 3);
    assert_int_equal(capn_list_set_bits(&list, 0, 0xffff), STATUS_OK);
    /* Structs whose first field is a number, and a pointer. */
    assert_int_equal(capn_open_list(&root, 1, CAPN_SIZE_BYTE, &list), STATUS_OK);
    assert_int_equal(list.count, 2);
    assert_int_equal(capn_list_set_bits(&list, 1, 0x77), STATUS_OK);
    assert_int_equal(capn_open_list(&root, 1, CAPN_SIZE_POINTER, &list), STATUS_OK);
    assert_int_equal(capn_list_set_text(&list, 1, CAPN_TEXT("q")), STATUS_OK);
    assert_int_equal(capn_open_struct_list(&root, 1, 1, 0, &list), STATUS_OK);
    assert_int_equal(capn_list_struct(&list, 1, &element), STATUS_OK);
    assert_int_equal(element.data[0], 0x77);
    assert_int_equal(capn_open_list(&root, 2, CAPN_SIZE_BIT, &list), STATUS_OK);
    assert_int_equal(capn_list_set_bits(&list, 2, 1), STATUS_OK);
    assert_words(&reopened, expected, sizeof(expected));
}

static void test_lists_of_another_kind(void **state)
{
    static const uint64_t message[] = {
        WORD_TABLE(10), WORD_STRUCT(0, 0, 5), WORD_LIST(4, CAPN_SIZE_BYTE, 3), WORD_LIST(4, CAPN_SIZE_BIT, 3),
        WORD_LIST(-1, CAPN_SIZE_VOID, 3), WORD_LIST(3, CAPN_SIZE_POINTER, 1), WORD_STRUCT(-5, 0, 0), 1, 5, 0, 0,
    };
    /* By list and element size: bits set where it opens. */
    static const uint16_t opens[] = { 1 << CAPN_SIZE_VOID | 1 << CAPN_SIZE_BYTE, 1 << CAPN_SIZE_BIT, 1 << CAPN_SIZE_VOID,
                                      1 << CAPN_SIZE_VOID | 1 << CAPN_SIZE_POINTER, 0, 0 };
    struct reopened reopened;
    struct capn_struct_builder root, child;
    struct capn_list_builder list;
    uint8_t *bytes;
    uint32_t len;

    (void)state;
    reopen(&reopened, message, sizeof(message), sizeof(message));
    assert_int_equal(capn_open_root(&reopened.builder, 0, 5, &root), STATUS_OK);
    for (uint16_t i = 0; i < 6; i++)
        for (int size = CAPN_SIZE_VOID; size <= CAPN_SIZE_COMPOSITE; size++)
            assert_int_equal(capn_open_list(&root, i, (enum capn_element_size)size, &list),
                             opens[i] >> size & 1 ? STATUS_OK : i < 5 ? STATUS_TYPE_MISMATCH : STATUS_NOT_FOUND);
    assert_int_equal(capn_open_struct_list(&root, 1, 0, 0, &list), STATUS_TYPE_MISMATCH);
    assert_int_equal(capn_open_struct_list(&root, 4, 0, 0, &list), STATUS_TYPE_MISMATCH);
    assert_int_equal(capn_open_struct(&root, 0, 0, 0, &child), STATUS_TYPE_MISMATCH);
    assert_int_equal(capn_open_struct(&root, 9, 0, 0, &child), STATUS_NOT_FOUND);
    assert_int_equal(capn_open_data(&root, 1, &bytes, &len), STATUS_TYPE_MISMATCH);
    /* None of it is a mistake of the message's. */
    assert_int_equal(reopened.builder.error, STATUS_OK);
    free(reopened.block);
}

static void test_lists_that_grow(void **state)
{
    static const uint64_t message[] = {
        WORD_TABLE(9), WORD_STRUCT(0, 0, 3), WORD_LIST(2, CAPN_SIZE_FOUR_BYTES, 2), WORD_LIST(2, CAPN_SIZE_POINTER, 2),
        WORD_LIST(3, CAPN_SIZE_COMPOSITE, 1), 0x0000000200000001, EMPTY, WORD_CAPABILITY(5), WORD_STRUCT(1, 1, 0), 4,
    };
    static const uint64_t expected[] = {
        WORD_TABLE(21), WORD_STRUCT(0, 0, 3), WORD_LIST(7, CAPN_SIZE_COMPOSITE, 2), WORD_LIST(9, CAPN_SIZE_COMPOSITE, 4),
        WORD_LIST(13, CAPN_SIZE_COMPOSITE, 3), 0, 0, 0, 0, 0,
        WORD_STRUCT(2, 1, 0), 1, 2,
        WORD_STRUCT(2, 1, 1), 0, EMPTY, 0, WORD_CAPABILITY(5),
        WORD_STRUCT(1, 2, 1), 4, 0, 0,
    };
    struct reopened reopened;
    struct capn_struct_builder root;
    struct capn_list_builder list;

    (void)state;
    reopen(&reopened, message, sizeof(message), 40 * 8);
    assert_int_equal(reopened.status, STATUS_OK);
    assert_int_equal(capn_open_root(&reopened.builder, 0, 3, &root), STATUS_OK);
    assert_int_equal(capn_open_struct_list(&root, 0, 1, 0, &list), STATUS_OK);
    assert_true(list.count == 2 && list.data_words == 1 && list.pointer_count == 0);
    assert_int_equal(capn_open_struct_list(&root, 1, 1, 1, &list), STATUS_OK);
    assert_int_equal(capn_open_struct_list(&root, 2, 2, 1, &list), STATUS_OK);
    assert_words(&reopened, expected, sizeof(expected));
}

static void test_a_list_of_voids_becomes_structs(void **state)
{
    static const uint64_t message[] = { WORD_TABLE(2), WORD_STRUCT(0, 0, 1), WORD_LIST(-1, CAPN_SIZE_VOID, 3) };
    static const uint64_t expected[] = { WORD_TABLE(6), WORD_STRUCT(0, 0, 1), WORD_LIST(0, CAPN_SIZE_COMPOSITE, 3),
                                         WORD_STRUCT(3, 1, 0), 0, 0, 0 };
    static const uint64_t many[] = { WORD_TABLE(2), WORD_STRUCT(0, 0, 1), WORD_LIST(-1, CAPN_SIZE_VOID, 0x1fffffff) };
    struct reopened reopened;
    struct capn_struct_builder root;
    struct capn_list_builder list;

    (void)state;
    reopen(&reopened, message, sizeof(message), sizeof(expected));
    assert_int_equal(capn_open_root(&reopened.builder, 0, 1, &root), STATUS_OK);
    assert_int_equal(capn_open_struct_list(&root, 0, 1, 0, &list), STATUS_OK);
    assert_words(&reopened, expected, sizeof(expected));
    reopen(&reopened, many, sizeof(many), 1024);
    assert_int_equal(reopened.status, STATUS_OK);
    assert_int_equal(capn_open_root(&reopened.builder, 0, 1, &root), STATUS_OK);
    assert_int_equal(capn_open_struct_list(&root, 0, 1, 0, &list), STATUS_NO_SPACE);
    free(reopened.block);
}

/* What was made before can be cut, although it leads backwards now. */
static void test_truncating(void **state)
{
    static const uint64_t message[] = { WORD_TABLE(4), WORD_STRUCT(2, 0, 1), 0x0807060504030201, 0x0a09, WORD_LIST(-3, CAPN_SIZE_BYTE, 10) };
    static const uint64_t last[] = { WORD_TABLE(4), WORD_STRUCT(0, 0, 1), WORD_LIST(0, CAPN_SIZE_BYTE, 10), 0x0807060504030201, 0x0a09 };
    static const uint64_t expected[] = { WORD_TABLE(3), WORD_STRUCT(0, 0, 1), WORD_LIST(0, CAPN_SIZE_BYTE, 3), 0x030201 };
    struct reopened reopened;
    struct capn_struct_builder root;

    (void)state;
    reopen(&reopened, message, sizeof(message), 64);
    assert_int_equal(capn_open_root(&reopened.builder, 0, 1, &root), STATUS_OK);
    assert_int_equal(capn_truncate_data(&root, 0, 3), STATUS_INVALID_ARGUMENT);
    assert_words(&reopened, message, sizeof(message));
    reopen(&reopened, last, sizeof(last), 64);
    assert_int_equal(capn_open_root(&reopened.builder, 0, 1, &root), STATUS_OK);
    assert_int_equal(capn_truncate_data(&root, 0, 3), STATUS_OK);
    assert_words(&reopened, expected, sizeof(expected));
}

/* ---- hostile messages ---- */

static void test_what_is_refused(void **state)
{
    const struct { status_t status; uint64_t words[6]; } cases[] = {
        { STATUS_MALFORMED, { WORD_STRUCT(0, 9, 0) } },
        { STATUS_MALFORMED, { WORD_STRUCT(0, 9, 0) } },                             /* these two also with room behind them */
        { STATUS_MALFORMED, { WORD_STRUCT(0, 0, 1), WORD_LIST(0, CAPN_SIZE_BYTE, 25) } },
        { STATUS_MALFORMED, { WORD_STRUCT(0, 0, 1), WORD_LIST(0, CAPN_SIZE_BYTE, 25) } },
        { STATUS_MALFORMED, { WORD_STRUCT(-1, 1, 0) } },                            /* the root pointer itself */
        { STATUS_MALFORMED, { WORD_STRUCT(-3, 0, 0) } },                            /* before the segment */
        { STATUS_MALFORMED, { WORD_STRUCT(6, 0, 0) } },                             /* behind it */
        { STATUS_MALFORMED, { WORD_STRUCT(0, 0, 1), WORD_LIST(9, CAPN_SIZE_BYTE, 0) } },
        { STATUS_MALFORMED, { WORD_STRUCT(0, 0, 1), WORD_LIST(0, CAPN_SIZE_BYTE, 33) } },
        { STATUS_MALFORMED, { WORD_STRUCT(0, 0, 1), WORD_LIST(0, CAPN_SIZE_EIGHT_BYTES, 0x1fffffff) } },
        { STATUS_MALFORMED, { WORD_STRUCT(0, 0, 1), WORD_STRUCT(-0x20000000, 0xffff, 0xffff) } },
        { STATUS_MALFORMED, { WORD_STRUCT(0, 0, 1), WORD_LIST(0x1fffffff, CAPN_SIZE_POINTER, 0x1fffffff) } },
        { STATUS_MALFORMED, { WORD_STRUCT(0, 0, 1), WORD_CAPABILITY(1) | 4 } },
        { STATUS_MALFORMED, { WORD_STRUCT(0, 0, 1), WORD_LIST(0, CAPN_SIZE_COMPOSITE, 4), WORD_STRUCT(0, 0, 0) } }, /* and its tag */
        { STATUS_MALFORMED, { WORD_STRUCT(0, 0, 1), WORD_LIST(0, CAPN_SIZE_COMPOSITE, 3), WORD_STRUCT(4, 1, 0) } },
        { STATUS_MALFORMED, { WORD_STRUCT(0, 0, 1), WORD_LIST(0, CAPN_SIZE_COMPOSITE, 3), WORD_STRUCT(0x3fffffff, 0xffff, 0xffff) } },
        { STATUS_MALFORMED, { WORD_STRUCT(0, 0, 1), WORD_LIST(0, CAPN_SIZE_COMPOSITE, 3), WORD_LIST(1, CAPN_SIZE_BYTE, 1) } },
        { STATUS_MALFORMED, { WORD_STRUCT(0, 0, 2), WORD_STRUCT(1, 3, 0), WORD_STRUCT(0, 3, 0) } }, /* two in one place */
        { STATUS_MALFORMED, { WORD_STRUCT(0, 0, 3), WORD_STRUCT(-1, 0, 3) } },      /* a tree of itself */
        { STATUS_NOT_SUPPORTED, { WORD_FAR(0, 2) } },
        { STATUS_NOT_SUPPORTED, { WORD_STRUCT(0, 0, 1), WORD_DOUBLE_FAR(0, 2) } },
    };
    static const uint64_t two_segments[] = { 1 | (uint64_t)1 << 32, 1, 0, 0 };
    struct reopened reopened;
    struct capn_struct_builder root;
    size_t len;

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        uint64_t message[6] = { WORD_TABLE(5) };
        memcpy(message + 1, cases[i].words, 40);
        /* The room behind the message is not of the message. */
        reopen(&reopened, message, sizeof(message), sizeof(message) + i % 2 * 512);
        if (reopened.status != cases[i].status)
            fail_msg("case %zu: %d", i, reopened.status);
        /* And nothing comes of it. */
        assert_int_equal(capn_open_root(&reopened.builder, 0, 0, &root), cases[i].status);
        assert_int_equal(capn_builder_finish(&reopened.builder, &len), cases[i].status);
        free(reopened.block);
    }
    reopen(&reopened, two_segments, sizeof(two_segments), sizeof(two_segments));
    assert_int_equal(reopened.status, STATUS_NOT_SUPPORTED);
    free(reopened.block);
    /* More message than buffer. */
    uint64_t block[2] = { WORD_TABLE(1), 0 };
    struct capn_builder builder;
    assert_int_equal(capn_builder_reopen(&builder, block, 16, 8), STATUS_INVALID_ARGUMENT);
}

static void test_depth(void **state)
{
    uint64_t message[CAPN_NESTING_LIMIT + 4];

    (void)state;
    for (unsigned depth = CAPN_NESTING_LIMIT; depth <= CAPN_NESTING_LIMIT + 1; depth++) {
        struct reopened reopened;
        message[0] = WORD_TABLE(depth + 2);
        for (unsigned i = 1; i <= depth; i++)
            message[i] = WORD_STRUCT(0, 0, 1);
        message[depth + 1] = WORD_STRUCT(0, 1, 0);
        message[depth + 2] = 5;
        reopen(&reopened, message, (depth + 3) * 8, sizeof(message));
        assert_int_equal(reopened.status, depth == CAPN_NESTING_LIMIT ? STATUS_OK : STATUS_LIMIT_EXCEEDED);
        free(reopened.block);
    }
}

/* Everything that is there is opened, in every way, and written to. */
static void stir(struct random *random, const struct capn_struct_builder *s, unsigned depth)
{
    struct capn_struct_builder inner;
    struct capn_list_builder list;
    uint8_t *bytes;
    uint32_t len;

    capn_set_u64(s, (uint32_t)random_below(random, 4) * 8, random_next(random));
    for (uint16_t i = 0; i < s->pointer_count && depth > 0; i++) {
        enum capn_element_size size = (enum capn_element_size)random_below(random, 8);
        if (capn_open_data(s, i, &bytes, &len) == STATUS_OK && len)
            bytes[random_below(random, len)] = (uint8_t)random_next(random);
        if (capn_open_list(s, i, size, &list) == STATUS_OK && list.count) {
            uint32_t index = (uint32_t)random_below(random, list.count);
            if (size == CAPN_SIZE_POINTER) {
                inner = capn_list_pointer_struct(&list, index);
                stir(random, &inner, depth - 1);
            } else {
                assert_int_equal(capn_list_set_bits(&list, index, random_next(random)), STATUS_OK);
            }
        }
        if (random_below(random, 4) == 0 && capn_open_struct_list(s, i, (uint16_t)random_below(random, 3),
                                                                  (uint16_t)random_below(random, 3), &list) == STATUS_OK && list.count) {
            assert_int_equal(capn_list_struct(&list, (uint32_t)random_below(random, list.count), &inner), STATUS_OK);
            stir(random, &inner, depth - 1);
        }
        if (capn_open_struct(s, i, (uint16_t)random_below(random, 3), (uint16_t)random_below(random, 3), &inner) == STATUS_OK)
            stir(random, &inner, depth - 1);
    }
}

/* Random words, and real messages with damage: the sanitizer watches that nothing leaves the block. */
static void test_random_messages(void **state)
{
    static const uint64_t whole[] = {
        WORD_TABLE(17), WORD_STRUCT(0, 1, 4), 6, WORD_STRUCT(3, 1, 1), WORD_LIST(4, CAPN_SIZE_BYTE, 3), WORD_LIST(4, CAPN_SIZE_COMPOSITE, 4),
        WORD_LIST(8, CAPN_SIZE_POINTER, 2), 7, WORD_LIST(8, CAPN_SIZE_TWO_BYTES, 4), 0x6968, WORD_STRUCT(2, 1, 1), 5, EMPTY, 6, 0, EMPTY,
        0, 0, 0,
    };
    struct random random = { 17 };
    unsigned opened = 0, finished = 0;

    (void)state;
    for (unsigned round = 0; round < 30000; round++) {
        uint64_t message[18];
        struct reopened reopened;
        struct capn_struct_builder root;
        size_t len;
        memcpy(message, whole, sizeof(message));
        for (uint64_t changes = random_below(&random, 5); changes > 0; changes--) {
            uint64_t *word = &message[1 + random_below(&random, 17)];
            *word = random_below(&random, 4) == 0 ? whole[1 + random_below(&random, 17)] : *word ^ 1ull << random_below(&random, 64);
        }
        reopen(&reopened, message, sizeof(message), sizeof(message) + random_below(&random, 64) * 8);
        if (reopened.status == STATUS_OK && capn_open_root(&reopened.builder, (uint16_t)random_below(&random, 3),
                                                           (uint16_t)random_below(&random, 6), &root) == STATUS_OK) {
            opened++;
            stir(&random, &root, 4);
            finished += capn_builder_finish(&reopened.builder, &len) == STATUS_OK;
        }
        free(reopened.block);
    }
    assert_true(opened > 10000 && finished > 3000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_view),
        cmocka_unit_test(test_going_on),
        cmocka_unit_test(test_messages_without_a_root),
        cmocka_unit_test(test_a_root_that_is_no_struct),
        cmocka_unit_test(test_a_struct_that_grows),
        cmocka_unit_test(test_no_room_to_grow),
        cmocka_unit_test(test_lists_in_place),
        cmocka_unit_test(test_lists_of_another_kind),
        cmocka_unit_test(test_lists_that_grow),
        cmocka_unit_test(test_a_list_of_voids_becomes_structs),
        cmocka_unit_test(test_truncating),
        cmocka_unit_test(test_what_is_refused),
        cmocka_unit_test(test_depth),
        cmocka_unit_test(test_random_messages),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
