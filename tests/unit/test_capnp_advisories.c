/* SPDX-License-Identifier: MIT */
/*
 * The published security advisories of Cap'n Proto, each as the message that it was about. Sources: the project's
 * security-advisories folder and the CVE texts. They were bugs of other implementations; here they stay tests.
 */
#include "capnp/message.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "capnp_words.h"

static void root_of(struct words *words, const uint64_t *from, size_t bytes, struct capn_struct *root)
{
    assert_int_equal(words_open(words, from, bytes), STATUS_OK);
    assert_int_equal(capn_message_root(&words->message, root), STATUS_OK);
}

/* CVE-2015-2310: element count times element size overflowed, and a huge list passed the bounds check. */
static void test_cve_2015_2310_list_size_overflow(void **state)
{
    static const enum capn_element_size sizes[] = { CAPN_SIZE_BYTE, CAPN_SIZE_TWO_BYTES, CAPN_SIZE_FOUR_BYTES,
                                                    CAPN_SIZE_EIGHT_BYTES, CAPN_SIZE_POINTER };
    (void)state;
    for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
        const uint64_t message[] = { WORD_TABLE(3), WORD_STRUCT(0, 0, 1), WORD_LIST(0, sizes[i], 0x1fffffff), 0 };
        struct words words;
        struct capn_struct root;
        struct capn_list list;
        root_of(&words, message, sizeof(message), &root);
        assert_int_equal(capn_get_list(&root, 0, sizes[i], &list), STATUS_MALFORMED);
        words_close(&words);
    }
    /* The tag's count times the element's size: 2^30 - 1 elements of 131,070 words, in a list of one word. */
    const uint64_t composite[] = { WORD_TABLE(4), WORD_STRUCT(0, 0, 1), WORD_LIST(0, CAPN_SIZE_COMPOSITE, 1),
                                   WORD_STRUCT(0x3fffffff, 0xffff, 0xffff), 0 };
    struct words words;
    struct capn_struct root;
    struct capn_list list;
    root_of(&words, composite, sizeof(composite), &root);
    assert_int_equal(capn_get_list(&root, 0, CAPN_SIZE_COMPOSITE, &list), STATUS_MALFORMED);
    words_close(&words);
}

/* CVE-2015-2311: a text of no bytes at all has no terminating zero, and its length minus one wrapped. */
static void test_cve_2015_2311_empty_text_underflow(void **state)
{
    const uint64_t message[] = { WORD_TABLE(3), WORD_STRUCT(0, 0, 1), WORD_LIST(0, CAPN_SIZE_BYTE, 0), 0 };
    struct words words;
    struct capn_struct root;
    struct capn_text text;

    (void)state;
    root_of(&words, message, sizeof(message), &root);
    assert_int_equal(capn_get_text(&root, 0, &text), STATUS_MALFORMED);
    assert_int_equal(text.len, 0);
    words_close(&words);
}

/* CVE-2015-2312: a list of 2^29 elements of no size fits in a few bytes and costs whoever walks it. */
static void test_cve_2015_2312_void_list_amplification(void **state)
{
    const uint64_t voids[] = { WORD_TABLE(2), WORD_STRUCT(0, 0, 1), WORD_LIST(0, CAPN_SIZE_VOID, 0x1fffffff) };
    const uint64_t structs[] = { WORD_TABLE(3), WORD_STRUCT(0, 0, 1), WORD_LIST(0, CAPN_SIZE_COMPOSITE, 0),
                                 WORD_STRUCT(0x3fffffff, 0, 0) };
    struct words words;
    struct capn_struct root;
    struct capn_list list;

    (void)state;
    root_of(&words, voids, sizeof(voids), &root);
    assert_int_equal(capn_get_list(&root, 0, CAPN_SIZE_VOID, &list), STATUS_LIMIT_EXCEEDED);
    assert_int_equal(capn_get_list(&root, 0, CAPN_SIZE_COMPOSITE, &list), STATUS_LIMIT_EXCEEDED);
    assert_int_equal(list.count, 0);
    words_close(&words);
    root_of(&words, structs, sizeof(structs), &root);
    assert_int_equal(capn_get_list(&root, 0, CAPN_SIZE_COMPOSITE, &list), STATUS_LIMIT_EXCEEDED);
    words_close(&words);
}

/* CVE-2015-2313: the same again and again: many pointers to one small object, each followed for free. */
static void test_cve_2015_2313_repeated_amplification(void **state)
{
    const uint64_t message[] = { WORD_TABLE(2), WORD_STRUCT(0, 0, 1), WORD_LIST(0, CAPN_SIZE_VOID, 4096) };
    const uint64_t empty_struct[] = { WORD_TABLE(2), WORD_STRUCT(0, 0, 1), WORD_STRUCT(-1, 0, 0) };
    struct words words;
    struct capn_struct root, child;
    struct capn_list list;
    unsigned reads = 0;

    (void)state;
    root_of(&words, message, sizeof(message), &root);
    while (capn_get_list(&root, 0, CAPN_SIZE_VOID, &list) == STATUS_OK)
        reads++;
    assert_int_equal(reads, CAPN_TRAVERSAL_LIMIT_WORDS / 4097);
    words_close(&words);
    root_of(&words, empty_struct, sizeof(empty_struct), &root);
    words.message.traversal_left = 1000;
    for (reads = 0; capn_get_struct(&root, 0, &child) == STATUS_OK; reads++)
        ;
    assert_int_equal(reads, 1000);
    words_close(&words);
}

/*
 * CVE-2017-7892: a far pointer's target was checked by comparing addresses, and a compiler removed the check, because
 * addresses do not overflow. In the top of the address space they do. Here positions are compared, so that a base
 * just below the end of memory makes no difference; the pointers are only rejected, never formed.
 */
static void test_cve_2017_7892_far_pointer_bounds(void **state)
{
    struct capn_message message = { .segment_count = 2, .segment0_words = 2, .total_words = 2,
                                    .traversal_left = CAPN_TRAVERSAL_LIMIT_WORDS };
    uint8_t sizes[8];
    uint64_t words[2] = { WORD_STRUCT(0, 0, 1), WORD_FAR(1, 0x1fffffff) };
    struct capn_struct root, child;

    (void)state;
    memcpy(sizes, (uint32_t[]){ 2, 0 }, sizeof(sizes));
    message.base = words;
    message.segment_table = sizes;
    assert_int_equal(capn_message_root(&message, &root), STATUS_OK);
    assert_int_equal(capn_get_struct(&root, 0, &child), STATUS_MALFORMED);
    words[1] = WORD_STRUCT(-0x20000000, 0xffff, 0xffff);
    assert_int_equal(capn_get_struct(&root, 0, &child), STATUS_MALFORMED);
    words[1] = WORD_LIST(0x1fffffff, CAPN_SIZE_EIGHT_BYTES, 0x1fffffff);
    assert_int_equal(capn_get_struct(&root, 0, &child), STATUS_MALFORMED);
}

/* CVE-2022-46149: a list of structs without pointers, read as a list of pointers, was read past its end. */
static void test_cve_2022_46149_struct_list_as_pointer_list(void **state)
{
    const uint64_t no_pointers[] = { WORD_TABLE(4), WORD_STRUCT(0, 0, 1), WORD_LIST(0, CAPN_SIZE_COMPOSITE, 1),
                                     WORD_STRUCT(1, 1, 0), 0x123456789 };
    const uint64_t no_data[] = { WORD_TABLE(4), WORD_STRUCT(0, 0, 1), WORD_LIST(0, CAPN_SIZE_COMPOSITE, 1),
                                 WORD_STRUCT(1, 0, 1), 0 };
    struct words words;
    struct capn_struct root;
    struct capn_list list;

    (void)state;
    root_of(&words, no_pointers, sizeof(no_pointers), &root);
    assert_int_equal(capn_get_list(&root, 0, CAPN_SIZE_POINTER, &list), STATUS_TYPE_MISMATCH);
    words_close(&words);
    root_of(&words, no_data, sizeof(no_data), &root);
    assert_int_equal(capn_get_list(&root, 0, CAPN_SIZE_BYTE, &list), STATUS_TYPE_MISMATCH);
    assert_int_equal(capn_get_list(&root, 0, CAPN_SIZE_POINTER, &list), STATUS_OK);
    words_close(&words);
}

/* 2026: a segment count of 0xffffffff, to which one was added before it was looked at. */
static void test_2026_segment_count_wraps(void **state)
{
    const uint64_t message[] = { 0xffffffff, 0, 0 };
    const uint64_t with_size[] = { 0xffffffff | (uint64_t)0xffffffff << 32, 0, 0 };
    struct capn_message opened;

    (void)state;
    assert_int_equal(capn_message_open(&opened, message, sizeof(message), NULL), STATUS_MALFORMED);
    assert_int_equal(capn_message_open(&opened, with_size, sizeof(with_size), NULL), STATUS_MALFORMED);
    assert_int_equal(capn_message_open(&opened, message, 8, NULL), STATUS_MALFORMED);
    assert_int_equal(capn_message_open(&opened, message, 4, NULL), STATUS_MALFORMED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cve_2015_2310_list_size_overflow),
        cmocka_unit_test(test_cve_2015_2311_empty_text_underflow),
        cmocka_unit_test(test_cve_2015_2312_void_list_amplification),
        cmocka_unit_test(test_cve_2015_2313_repeated_amplification),
        cmocka_unit_test(test_cve_2017_7892_far_pointer_bounds),
        cmocka_unit_test(test_cve_2022_46149_struct_list_as_pointer_list),
        cmocka_unit_test(test_2026_segment_count_wraps),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
