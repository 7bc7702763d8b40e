/* SPDX-License-Identifier: MIT */
/*
 * Damaged messages, many of them: a message with one of everything is changed, one word at a time in ways that matter
 * to pointers and then at random, and read whole: printed by its schema, and copied without one. Whatever happens must
 * be a status, must stay inside the message (the sanitizers watch) and must not take longer than the budget allows.
 */
#include "capnp/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "capnp_kinds.h"
#include "capnp_words.h"
#include "random.h"

#define WORDS 512
#define BUDGET_WORDS 4096

static struct capn_schema schema;
static struct capn_node kinds;
static uint64_t original[WORDS];
static size_t original_bytes;

static const char sample[] =
    "(bool: true, uint32: 7, text: \"text\", data: 0x\"00 ff\", color: green, "
    "child: (text: \"inner\", child: (points: [(x: 1)])), voids: [void, void], bools: [true, false], bytes: [1, 2, 3], "
    "shorts: [1], words: [1, 2], longs: [1], doubles: [0.5], colors: [red], texts: [\"a\", \"b\"], datas: [\"c\"], "
    "points: [(x: 1, y: 2), (x: 3)], matrix: [[1, 2], [3]], table: [[\"x\"], []], clouds: [[(x: 5)], []], "
    "empties: [(), ()])";

static int open_sample(void **state)
{
    struct capn_parser parser = { 0 };
    struct capn_builder builder;
    size_t used;

    (void)state;
    capn_builder_init(&builder, original, sizeof(original));
    if (kinds_schema_open(&schema) || capn_schema_find_name(&schema, CAPN_TEXT("Kinds"), &kinds) ||
        capn_parse_root(&parser, &kinds, sample, sizeof(sample) - 1, &used, &builder))
        return -1;
    return capn_builder_finish(&builder, &original_bytes);
}

/* Counts what is printed, so that "bounded" is a number. */
static status_t count_bytes(void *context, const char *text, size_t len)
{
    /* Look at every byte: a text that reaches outside must be seen. */
    for (size_t i = 0; i < len; i++)
        *(uint64_t *)context += 1 + (text[i] == 0);
    return STATUS_OK;
}

/* The statuses that a damaged message may give. */
static void assert_known(status_t status)
{
    assert_true(status == STATUS_OK || status == STATUS_MALFORMED || status == STATUS_LIMIT_EXCEEDED ||
                status == STATUS_NO_SPACE || status == STATUS_TYPE_MISMATCH || status == STATUS_TOO_MANY_SEGMENTS);
}

/* Reads a message of exactly these bytes in every way there is; returns how printing it ended. */
static status_t read_whole(const uint64_t *words, size_t bytes)
{
    static uint64_t copy_words[WORDS * 8];
    uint64_t printed = 0;
    struct capn_printer printer = { .writer = { count_bytes, &printed } };
    struct words opened;
    struct capn_struct root;
    struct capn_builder builder;
    struct capn_struct_builder target;
    status_t status = words_open(&opened, words, bytes), print_status;

    if (status) {
        words_close(&opened);
        return status;
    }
    opened.message.traversal_left = BUDGET_WORDS;
    print_status = capn_message_root(&opened.message, &root);
    if (!print_status)
        print_status = capn_print_struct(&printer, &kinds, &root);
    assert_known(print_status);
    /* A word is at most 8 bytes of data, each at most 6 characters; names and defaults of structs are some 200. */
    assert_true(printed <= (uint64_t)BUDGET_WORDS * 400);

    opened.message.traversal_left = BUDGET_WORDS;
    capn_builder_init(&builder, copy_words, sizeof(copy_words));
    assert_int_equal(capn_builder_root(&builder, 0, 1, &target), STATUS_OK);
    if (capn_message_root(&opened.message, &root) == STATUS_OK)
        assert_known(capn_copy_struct(&target, 0, &root));
    words_close(&opened);
    return print_status;
}

static void test_the_sample_itself(void **state)
{
    (void)state;
    assert_true(original_bytes > 500 && original_bytes % 8 == 0);
    assert_int_equal(read_whole(original, original_bytes), STATUS_OK);
}

static void test_every_truncation(void **state)
{
    (void)state;
    for (size_t bytes = 1; bytes < original_bytes; bytes++)
        assert_int_equal(read_whole(original, bytes), STATUS_MALFORMED);
}

static void test_every_word_as_every_pointer(void **state)
{
    static const uint64_t values[] = {
        0, UINT64_MAX, INT64_MAX, 1, WORD_STRUCT(0, 1, 0), WORD_STRUCT(0, 0xffff, 0xffff), WORD_STRUCT(-1, 0, 0),
        WORD_STRUCT(-1, 0, 1), WORD_STRUCT(-2, 4, 4), WORD_STRUCT(0x1fffffff, 1, 1), WORD_STRUCT(-0x20000000, 1, 1),
        WORD_LIST(0, CAPN_SIZE_VOID, 0x1fffffff), WORD_LIST(0, CAPN_SIZE_BIT, 0x1fffffff),
        WORD_LIST(0, CAPN_SIZE_BYTE, 0), WORD_LIST(0, CAPN_SIZE_BYTE, 8), WORD_LIST(0, CAPN_SIZE_POINTER, 4),
        WORD_LIST(-1, CAPN_SIZE_POINTER, 1),
        WORD_LIST(-2, CAPN_SIZE_COMPOSITE, 2), WORD_LIST(0, CAPN_SIZE_COMPOSITE, 0),
        WORD_LIST(-20, CAPN_SIZE_POINTER, 19), WORD_LIST(0, CAPN_SIZE_EIGHT_BYTES, 0x1fffffff),
        WORD_FAR(0, 0), WORD_FAR(0, 1), WORD_FAR(0, 40), WORD_FAR(1, 0),
        WORD_FAR(0xffffffff, 0x1fffffff), WORD_DOUBLE_FAR(0, 0), WORD_DOUBLE_FAR(0, 30), WORD_CAPABILITY(0),
        WORD_CAPABILITY(0xffffffff), 7, WORD_STRUCT(0x3fffffff, 0, 0), WORD_STRUCT(2, 1, 0),
    };
    uint64_t changed[WORDS];
    unsigned failures = 0, successes = 0;

    (void)state;
    for (size_t i = 0; i < original_bytes / 8; i++)
        for (size_t j = 0; j < sizeof(values) / sizeof(values[0]); j++) {
            memcpy(changed, original, original_bytes);
            changed[i] = values[j];
            if (read_whole(changed, original_bytes))
                failures++;
            else
                successes++;
        }
    /* Both must happen a lot, or this test looks at nothing. */
    assert_true(failures > 500 && successes > 500);
}

static void test_every_pointer_slightly_off(void **state)
{
    uint64_t changed[WORDS];

    (void)state;
    for (size_t i = 0; i < original_bytes / 8; i++)
        for (unsigned bit = 0; bit < 64; bit++) {
            memcpy(changed, original, original_bytes);
            changed[i] ^= (uint64_t)1 << bit;
            assert_true(read_whole(changed, original_bytes) <= STATUS_OK);
        }
}

/* Cuts the sample into segments at random and damages it, so that far pointers meet real pads. */
static size_t random_segments(struct random *random, uint64_t *out)
{
    uint32_t count = 1 + (uint32_t)random_below(random, 6), left = (uint32_t)(original_bytes / 8 - 1);
    uint32_t table[8] = { count - 1 };

    for (uint32_t i = 0; i < count; i++) {
        table[1 + i] = i + 1 == count ? left : (uint32_t)random_below(random, left + 1);
        left -= table[1 + i];
    }
    memcpy(out, table, (count / 2 + 1) * 8u);
    memcpy(out + count / 2 + 1, original + 1, original_bytes - 8);
    return original_bytes + count / 2 * 8u;
}

static void test_random_damage(void **state)
{
    struct random random = { 20260729 };
    uint64_t changed[WORDS];

    (void)state;
    for (unsigned round = 0; round < 20000; round++) {
        size_t bytes = random_segments(&random, changed);
        for (uint64_t n = random_below(&random, 6); n > 0; n--) {
            size_t word = random_below(&random, bytes / 8);
            uint64_t segment = random_below(&random, 4), offset = random_below(&random, 40);
            switch (random_below(&random, 4)) {
            case 0:
                changed[word] = random_next(&random);
                break;
            case 1:
                changed[word] ^= (uint64_t)1 << random_below(&random, 64);
                break;
            case 2:
                changed[word] = random_below(&random, 2) ? WORD_FAR(segment, offset) : WORD_DOUBLE_FAR(segment, offset);
                break;
            default:
                changed[word] = changed[random_below(&random, bytes / 8)];
            }
        }
        assert_true(read_whole(changed, bytes) <= STATUS_OK);
    }
}

/* Text that a person could have mistyped: the parser must end with a status and a message. */
static void test_random_text(void **state)
{
    static const char alphabet[] = "()[]:=,\"\\@$0x1- \nabctruevoid.";
    struct random random = { 99 };
    uint64_t words[WORDS];

    (void)state;
    for (unsigned round = 0; round < 20000; round++) {
        size_t len = sizeof(sample) - 1 - random_below(&random, 3) * 100, used;
        char *text = malloc(len);
        struct capn_parser parser = { 0 };
        struct capn_builder builder;
        memcpy(text, sample, len);
        for (uint64_t n = random_below(&random, 5); n > 0; n--)
            text[random_below(&random, len)] = alphabet[random_below(&random, sizeof(alphabet) - 1)];
        capn_builder_init(&builder, words, sizeof(words));
        status_t status = capn_parse_root(&parser, &kinds, text, len, &used, &builder);
        if (status) {
            assert_true(parser.message[0] != 0 && parser.error_offset <= len);
        } else {
            size_t bytes;
            assert_int_equal(capn_builder_finish(&builder, &bytes), STATUS_OK);
            assert_int_equal(read_whole(words, bytes), STATUS_OK);
        }
        free(text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_sample_itself),
        cmocka_unit_test(test_every_truncation),
        cmocka_unit_test(test_every_word_as_every_pointer),
        cmocka_unit_test(test_every_pointer_slightly_off),
        cmocka_unit_test(test_random_damage),
        cmocka_unit_test(test_random_text),
    };
    return cmocka_run_group_tests(tests, open_sample, NULL);
}
