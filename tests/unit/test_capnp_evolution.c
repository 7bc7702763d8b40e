/* SPDX-License-Identifier: MIT */
/*
 * Lists that another version of the schema wrote: every element size that can be found, read as every one that can be
 * expected. The answers are the reference library's, which tests/conformance/test_evolution.py asks; but for lists of bits, which
 * are read from nothing else.
 */
#include "capnp/builder.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "capnp_words.h"

#define EXPECTED_SIZES 8

/* A message whose root has one pointer, to the list. */
struct found {
    const char *name;
    uint64_t words[10];
    /* By expected size: the second element's number (structs: of their first 64 bits), or one of the following. */
    int64_t second[EXPECTED_SIZES];
};

#define REFUSED (-1)
#define POINTS (-2)                     /* the second element is a pointer, to the text "A" */
#define STRUCTS (-3)                    /* the second element is a struct whose first pointer is to the text "A" */

#define ROOT WORD_STRUCT(0, 0, 1)
#define FIRST 0x0807060504030201u
#define TEXT_A WORD_LIST(0, CAPN_SIZE_BYTE, 2), 'A'

/* One wrong digit here would go unseen if both were computed: the numbers are written out. */
static const struct found found_lists[] = {
    /*                                                               void     bit      byte     two      four        eight    pointer  struct */
    { "void", { ROOT, WORD_LIST(0, CAPN_SIZE_VOID, 2) },           { 0,       REFUSED, REFUSED, REFUSED, REFUSED,    REFUSED, REFUSED, 0 } },
    { "bit", { ROOT, WORD_LIST(0, CAPN_SIZE_BIT, 2), 2 },          { REFUSED, 1,       REFUSED, REFUSED, REFUSED,    REFUSED, REFUSED, REFUSED } },
    { "byte", { ROOT, WORD_LIST(0, CAPN_SIZE_BYTE, 2), 0x201 },    { 0,       REFUSED, 2,       REFUSED, REFUSED,    REFUSED, REFUSED, 2 } },
    { "two bytes", { ROOT, WORD_LIST(0, CAPN_SIZE_TWO_BYTES, 2), 0x4030201 },
                                                                   { 0,       REFUSED, 3,       0x403,   REFUSED,    REFUSED, REFUSED, 0x403 } },
    { "four bytes", { ROOT, WORD_LIST(0, CAPN_SIZE_FOUR_BYTES, 2), FIRST },
                                                                   { 0,       REFUSED, 5,       0x605,   0x8070605,  REFUSED, REFUSED, 0x8070605 } },
    { "eight bytes", { ROOT, WORD_LIST(0, CAPN_SIZE_EIGHT_BYTES, 2), FIRST, FIRST + 5 },
                                                                   { 0,       REFUSED, 6,       0x206,   0x4030206,  0x807060504030206, REFUSED, 0x807060504030206 } },
    { "pointer", { ROOT, WORD_LIST(0, CAPN_SIZE_POINTER, 2), 0, TEXT_A },
                                                                   { 0,       REFUSED, REFUSED, REFUSED, REFUSED,    REFUSED, POINTS,  STRUCTS } },
    { "struct of nothing", { ROOT, WORD_LIST(0, CAPN_SIZE_COMPOSITE, 0), WORD_STRUCT(2, 0, 0) },
                                                                   { 0,       REFUSED, REFUSED, REFUSED, REFUSED,    REFUSED, REFUSED, 0 } },
    { "struct of data", { ROOT, WORD_LIST(0, CAPN_SIZE_COMPOSITE, 2), WORD_STRUCT(2, 1, 0), FIRST, FIRST + 3 },
                                                                   { 0,       REFUSED, 4,       0x204,   0x4030204,  0x807060504030204, REFUSED, 0x807060504030204 } },
    { "struct of a pointer", { ROOT, WORD_LIST(0, CAPN_SIZE_COMPOSITE, 2), WORD_STRUCT(2, 0, 1), 0, TEXT_A },
                                                                   { 0,       REFUSED, REFUSED, REFUSED, REFUSED,    REFUSED, POINTS,  STRUCTS } },
    { "struct of both", { ROOT, WORD_LIST(0, CAPN_SIZE_COMPOSITE, 4), WORD_STRUCT(2, 1, 1), FIRST, 0, FIRST + 3, TEXT_A },
                                                                   { 0,       REFUSED, 4,       0x204,   0x4030204,  0x807060504030204, POINTS, STRUCTS } },
};

/* The words that are used: up to the last that is not zero, and at least the root's and the list's pointer. */
static size_t words_of(const struct found *found)
{
    size_t count = sizeof(found->words) / sizeof(found->words[0]);

    while (count > 2 && found->words[count - 1] == 0)
        count--;
    return count;
}

static void assert_text_a(status_t status, struct capn_text text)
{
    assert_int_equal(status, STATUS_OK);
    assert_int_equal(text.len, 1);
    assert_int_equal(text.data[0], 'A');
}

static void check(const struct found *found, enum capn_element_size expected)
{
    size_t count = words_of(found);
    uint64_t message[12] = { WORD_TABLE(count) };
    int64_t second = found->second[expected];
    struct words words;
    struct capn_struct root, element;
    struct capn_list list;
    struct capn_text text;

    memcpy(message + 1, found->words, count * 8);
    assert_int_equal(words_open(&words, message, (count + 1) * 8), STATUS_OK);
    assert_int_equal(capn_message_root(&words.message, &root), STATUS_OK);
    status_t status = capn_get_list(&root, 0, expected, &list);
    if (status != (second == REFUSED ? STATUS_TYPE_MISMATCH : STATUS_OK))
        fail_msg("%s read as size %d: %d", found->name, (int)expected, status);
    assert_int_equal(list.element_size, expected);
    assert_int_equal(list.count, status ? 0 : 2);
    if (status == STATUS_OK && second == POINTS) {
        status = capn_list_get_text(&list, 1, &text);
        assert_text_a(status, text);
        assert_int_equal(capn_list_get_text(&list, 2, &text), STATUS_OUT_OF_RANGE);
    } else if (status == STATUS_OK && expected == CAPN_SIZE_COMPOSITE) {
        assert_int_equal(capn_list_get_struct(&list, 1, &element), STATUS_OK);
        /* What the element lacks are zeros, whatever comes after it in the list. */
        assert_int_equal(capn_get_u64(&element, 8), 0);
        if (second == STRUCTS) {
            status = capn_get_text(&element, 0, &text);
            assert_text_a(status, text);
        } else {
            uint64_t bits = element.data_bytes == 8 ? capn_get_u64(&element, 0) : element.data_bytes == 4 ? capn_get_u32(&element, 0)
                : element.data_bytes == 2 ? capn_get_u16(&element, 0) : capn_get_u8(&element, 0);
            assert_int_equal(bits, second);
            assert_false(capn_has_pointer(&element, 0));
        }
    } else if (status == STATUS_OK) {
        assert_int_equal(capn_list_get_bits(&list, 1), second);
        assert_int_equal(capn_list_get_bits(&list, 2), 0);
    }
    words_close(&words);
}

static void test_every_size_as_every_other(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(found_lists) / sizeof(found_lists[0]); i++)
        for (int expected = CAPN_SIZE_VOID; expected <= CAPN_SIZE_COMPOSITE; expected++)
            check(&found_lists[i], (enum capn_element_size)expected);
}

/* Text and data are lists of bytes and nothing else: no step fits between their characters. */
static void test_bytes_are_never_adapted(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(found_lists) / sizeof(found_lists[0]); i++) {
        const struct found *found = &found_lists[i];
        uint64_t message[12] = { WORD_TABLE(words_of(found)) };
        struct words words;
        struct capn_struct root;
        struct capn_data data;
        memcpy(message + 1, found->words, words_of(found) * 8);
        assert_int_equal(words_open(&words, message, (words_of(found) + 1) * 8), STATUS_OK);
        assert_int_equal(capn_message_root(&words.message, &root), STATUS_OK);
        assert_int_equal(capn_get_data(&root, 0, &data), strcmp(found->name, "byte") == 0 ? STATUS_OK : STATUS_MALFORMED);
        words_close(&words);
    }
}

/* Lists of lists: the inner one is read from the struct that took its place. */
static void test_lists_in_structs_that_were_lists(void **state)
{
    static const uint64_t message[] = {
        WORD_TABLE(6), ROOT, WORD_LIST(0, CAPN_SIZE_COMPOSITE, 2), WORD_STRUCT(1, 1, 1), 7,
        WORD_LIST(0, CAPN_SIZE_TWO_BYTES, 3), 0x3000200010000 + 5,
    };
    struct words words;
    struct capn_struct root;
    struct capn_list outer, inner;

    (void)state;
    assert_int_equal(words_open(&words, message, sizeof(message)), STATUS_OK);
    assert_int_equal(capn_message_root(&words.message, &root), STATUS_OK);
    assert_int_equal(capn_get_list(&root, 0, CAPN_SIZE_POINTER, &outer), STATUS_OK);
    assert_int_equal(capn_list_get_list(&outer, 0, CAPN_SIZE_BYTE, &inner), STATUS_OK);
    assert_int_equal(inner.count, 3);
    assert_int_equal(capn_list_get_bits(&inner, 0), 5);
    assert_int_equal(capn_list_get_bits(&inner, 1), 1);
    assert_int_equal(capn_list_get_bits(&inner, 2), 2);
    assert_int_equal(capn_list_get_list(&outer, 0, CAPN_SIZE_FOUR_BYTES, &inner), STATUS_TYPE_MISMATCH);
    words_close(&words);
}

/* The last element's value ends with the message: a wider one would be read beyond it. */
static void test_nothing_is_read_past_the_end(void **state)
{
    static const uint64_t message[] = { WORD_TABLE(3), ROOT, WORD_LIST(0, CAPN_SIZE_FOUR_BYTES, 2), FIRST };
    struct words words;
    struct capn_struct root, element;
    struct capn_list list;
    struct capn_builder builder;
    struct capn_struct_builder to;
    uint64_t buffer[16];

    (void)state;
    assert_int_equal(words_open(&words, message, sizeof(message)), STATUS_OK);
    assert_int_equal(capn_message_root(&words.message, &root), STATUS_OK);
    assert_int_equal(capn_get_list(&root, 0, CAPN_SIZE_COMPOSITE, &list), STATUS_OK);
    assert_int_equal(capn_list_get_struct(&list, 1, &element), STATUS_OK);
    assert_int_equal(capn_get_u64(&element, 0), 0);
    assert_int_equal(capn_get_u32(&element, 0), 0x8070605);
    /* A copy of such a struct has a whole word. */
    capn_builder_init(&builder, buffer, sizeof(buffer));
    assert_int_equal(capn_builder_root(&builder, 0, 1, &to), STATUS_OK);
    assert_int_equal(capn_copy_struct(&to, 0, &element), STATUS_OK);
    assert_int_equal(buffer[2], WORD_STRUCT(0, 1, 0));
    assert_int_equal(buffer[3], 0x8070605);
    words_close(&words);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_size_as_every_other),
        cmocka_unit_test(test_bytes_are_never_adapted),
        cmocka_unit_test(test_lists_in_structs_that_were_lists),
        cmocka_unit_test(test_nothing_is_read_past_the_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
