/* SPDX-License-Identifier: MIT */
/* The canonical form: what is written of messages that are not canonical, and one message for each way of not being it. */
#include "capnp/canonical.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "capnp_words.h"
#include "random.h"

#define EMPTY WORD_STRUCT(-1, 0, 0)
#define ROOM 64

struct segment {
    const char *name;
    size_t words;
    uint64_t word[16];
};

/* Opens a message of one segment, in a block of its own. */
static void segment_open(struct words *words, const struct segment *segment)
{
    uint64_t message[17] = { WORD_TABLE(segment->words) };

    memcpy(message + 1, segment->word, segment->words * 8);
    assert_int_equal(words_open(words, message, (segment->words + 1) * 8), STATUS_OK);
}

static bool segment_is_canonical(const struct segment *segment)
{
    struct words words;

    segment_open(&words, segment);
    bool canonical = capn_is_canonical(&words.message);
    words_close(&words);
    return canonical;
}

/* The canonical form of a message; its words without the table. */
static status_t canonical_of(const uint64_t *from, size_t bytes, uint64_t *out, size_t capacity, size_t *words_out)
{
    struct words words;
    struct capn_struct root;
    uint64_t *block = malloc(capacity + 1);
    size_t len;

    assert_int_equal(words_open(&words, from, bytes), STATUS_OK);
    assert_int_equal(capn_message_root(&words.message, &root), STATUS_OK);
    status_t status = capn_canonicalize(&root, block, capacity, &len);
    if (status == STATUS_OK) {
        struct capn_message again;
        assert_true(len >= 16 && len <= capacity);
        assert_int_equal(block[0], WORD_TABLE(len / 8 - 1));
        assert_int_equal(capn_message_open(&again, block, len, NULL), STATUS_OK);
        assert_true(capn_is_canonical(&again));
        memcpy(out, block + 1, len - 8);
        *words_out = len / 8 - 1;
    } else {
        assert_int_equal(len, 0);
        *words_out = 0;
    }
    free(block);
    words_close(&words);
    return status;
}

static const struct segment canonical_segments[] = {
    { "a null root", 1, { 0 } },
    { "an empty struct", 1, { EMPTY } },
    { "data", 2, { WORD_STRUCT(0, 1, 0), 1 } },
    { "data whose last word is not zero", 3, { WORD_STRUCT(0, 2, 0), 0, 1 } },
    { "an empty struct behind a pointer", 2, { WORD_STRUCT(0, 0, 1), EMPTY } },
    { "a null pointer before another", 4, { WORD_STRUCT(0, 0, 2), 0, WORD_STRUCT(0, 1, 0), 7 } },
    { "two objects in their order", 5,
      { WORD_STRUCT(0, 0, 2), WORD_STRUCT(1, 1, 0), WORD_STRUCT(1, 1, 0), 1, 2 } },
    { "a list of nothing", 2, { WORD_STRUCT(0, 0, 1), WORD_LIST(0, CAPN_SIZE_BYTE, 0) } },
    { "a great list of voids", 2, { WORD_STRUCT(0, 0, 1), WORD_LIST(0, CAPN_SIZE_VOID, 0x1fffffff) } },
    { "bytes", 3, { WORD_STRUCT(0, 0, 1), WORD_LIST(0, CAPN_SIZE_BYTE, 3), 0x030201 } },
    { "bits", 3, { WORD_STRUCT(0, 0, 1), WORD_LIST(0, CAPN_SIZE_BIT, 11), 0x7ff } },
    { "a list of nulls", 4, { WORD_STRUCT(0, 0, 1), WORD_LIST(0, CAPN_SIZE_POINTER, 2), 0, 0 } },
    { "pointers of a list, in preorder", 6,
      { WORD_STRUCT(0, 0, 1), WORD_LIST(0, CAPN_SIZE_POINTER, 2), WORD_STRUCT(1, 1, 0), WORD_STRUCT(1, 1, 0), 1, 2 } },
    { "a list of no structs", 3, { WORD_STRUCT(0, 0, 1), WORD_LIST(0, CAPN_SIZE_COMPOSITE, 0), WORD_STRUCT(0, 0, 0) } },
    { "structs of nothing", 3, { WORD_STRUCT(0, 0, 1), WORD_LIST(0, CAPN_SIZE_COMPOSITE, 0), WORD_STRUCT(4, 0, 0) } },
    { "structs of which one needs the room", 5,
      { WORD_STRUCT(0, 0, 1), WORD_LIST(0, CAPN_SIZE_COMPOSITE, 2), WORD_STRUCT(2, 1, 0), 0, 1 } },
    { "one needs the data, the other the pointer", 7,
      { WORD_STRUCT(0, 0, 1), WORD_LIST(0, CAPN_SIZE_COMPOSITE, 4), WORD_STRUCT(2, 1, 1), 9, 0, 0, EMPTY } },
};

static const struct segment other_segments[] = {
    { "no word at all", 0, { 0 } },
    { "a word too many", 2, { 0, 0 } },
    { "a word too many behind an object", 3, { WORD_STRUCT(0, 1, 0), 1, 0 } },
    { "a trailing zero word", 3, { WORD_STRUCT(0, 2, 0), 1, 0 } },
    { "only zeros", 2, { WORD_STRUCT(0, 1, 0), 0 } },
    { "a trailing null pointer", 4, { WORD_STRUCT(0, 0, 2), EMPTY, 0 } },
    { "an empty struct elsewhere", 1, { WORD_STRUCT(0, 0, 0) | 4 } },
    { "a gap before the root", 3, { WORD_STRUCT(1, 1, 0), 0, 1 } },
    { "objects in the wrong order", 5, { WORD_STRUCT(0, 0, 2), WORD_STRUCT(2, 1, 0), WORD_STRUCT(0, 1, 0), 2, 1 } },
    { "one object for two pointers", 4, { WORD_STRUCT(0, 0, 2), WORD_STRUCT(1, 1, 0), WORD_STRUCT(0, 1, 0), 1 } },
    { "a pointer to itself", 2, { WORD_STRUCT(0, 0, 1), WORD_STRUCT(-1, 0, 1) } },
    { "backwards", 2, { WORD_STRUCT(0, 0, 1), WORD_STRUCT(-2, 1, 0) } },
    { "a far pointer", 4, { WORD_STRUCT(0, 0, 1), WORD_FAR(0, 2), WORD_STRUCT(0, 1, 0), 1 } },
    { "a capability", 2, { WORD_STRUCT(0, 0, 1), WORD_CAPABILITY(0) } },
    { "a byte behind the last", 3, { WORD_STRUCT(0, 0, 1), WORD_LIST(0, CAPN_SIZE_BYTE, 3), 0x04030201 } },
    { "a bit behind the last", 3, { WORD_STRUCT(0, 0, 1), WORD_LIST(0, CAPN_SIZE_BIT, 11), 0xfff } },
    { "the last bit of the word", 3, { WORD_STRUCT(0, 0, 1), WORD_LIST(0, CAPN_SIZE_BIT, 63), 1ull << 63 } },
    { "a list that leaves the message", 2, { WORD_STRUCT(0, 0, 1), WORD_LIST(0, CAPN_SIZE_BYTE, 3) } },
    { "a list behind a gap", 4, { WORD_STRUCT(0, 0, 1), WORD_LIST(1, CAPN_SIZE_BYTE, 1), 0, 1 } },
    { "structs that nothing needs", 5,
      { WORD_STRUCT(0, 0, 1), WORD_LIST(0, CAPN_SIZE_COMPOSITE, 2), WORD_STRUCT(2, 1, 0), 0, 0 } },
    { "pointers that nothing needs", 6,
      { WORD_STRUCT(0, 0, 1), WORD_LIST(0, CAPN_SIZE_COMPOSITE, 2), WORD_STRUCT(1, 1, 1), 1, 0 } },
    { "no structs, of some size", 3, { WORD_STRUCT(0, 0, 1), WORD_LIST(0, CAPN_SIZE_COMPOSITE, 0), WORD_STRUCT(0, 1, 0) } },
    { "a list of structs with a word too many", 5,
      { WORD_STRUCT(0, 0, 1), WORD_LIST(0, CAPN_SIZE_COMPOSITE, 2), WORD_STRUCT(1, 1, 0), 1, 0 } },
    { "elements' objects in the wrong order", 7,
      { WORD_STRUCT(0, 0, 1), WORD_LIST(0, CAPN_SIZE_COMPOSITE, 2), WORD_STRUCT(2, 0, 1), WORD_STRUCT(2, 1, 0),
        WORD_STRUCT(0, 1, 0), 2, 1 } },
};

static void test_canonical_messages(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(canonical_segments) / sizeof(canonical_segments[0]); i++)
        if (!segment_is_canonical(&canonical_segments[i]))
            fail_msg("not canonical: %s", canonical_segments[i].name);
}

static void test_other_messages(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(other_segments) / sizeof(other_segments[0]); i++)
        if (segment_is_canonical(&other_segments[i]))
            fail_msg("canonical: %s", other_segments[i].name);
}

static void test_the_frame(void **state)
{
    static const uint64_t two_segments[] = { 1 | (uint64_t)2 << 32, 0, WORD_STRUCT(0, 1, 0), 1 };
    struct capn_message message;

    (void)state;
    assert_int_equal(capn_message_open(&message, two_segments, sizeof(two_segments), NULL), STATUS_OK);
    assert_false(capn_is_canonical(&message));
    /* The message of zero bytes has no segment. */
    assert_int_equal(capn_message_open(&message, NULL, 0, NULL), STATUS_OK);
    assert_false(capn_is_canonical(&message));
}

/* The check neither needs the message's budget nor takes from it. */
static void test_budget(void **state)
{
    static const uint64_t data[] = { WORD_TABLE(2), WORD_STRUCT(0, 1, 0), 1 };
    struct capn_message message;

    (void)state;
    assert_int_equal(capn_message_open(&message, data, sizeof(data), NULL), STATUS_OK);
    message.traversal_left = 0;
    assert_true(capn_is_canonical(&message));
    assert_int_equal(message.traversal_left, 0);
}

static void test_as_deep_as_may_be_nested(void **state)
{
    uint64_t message[CAPN_NESTING_LIMIT + 4] = { 0 };

    (void)state;
    for (unsigned depth = CAPN_NESTING_LIMIT; depth <= CAPN_NESTING_LIMIT + 1; depth++) {
        struct capn_message opened;
        message[0] = WORD_TABLE(depth + 2);
        for (unsigned i = 1; i <= depth; i++)
            message[i] = WORD_STRUCT(0, 0, 1);
        message[depth + 1] = WORD_STRUCT(0, 1, 0);
        message[depth + 2] = 5;
        assert_int_equal(capn_message_open(&opened, message, (depth + 3) * 8, NULL), STATUS_OK);
        assert_int_equal(capn_is_canonical(&opened), depth == CAPN_NESTING_LIMIT);
    }
}

static void expect(const uint64_t *from, size_t bytes, const uint64_t *expected, size_t words)
{
    uint64_t out[ROOM];
    size_t len;

    assert_int_equal(canonical_of(from, bytes, out, sizeof(out), &len), STATUS_OK);
    assert_int_equal(len, words);
    assert_memory_equal(out, expected, words * 8);
    /* In just that much room, and in no less. */
    assert_int_equal(canonical_of(from, bytes, out, (words + 1) * 8, &len), STATUS_OK);
    assert_int_equal(canonical_of(from, bytes, out, words * 8, &len), STATUS_NO_SPACE);
}

static void test_what_is_written(void **state)
{
    /* Two segments; trailing zeros and nulls; the objects behind gaps, in another order; stray bits behind a list. */
    static const uint64_t scattered[] = {
        1 | (uint64_t)11 << 32, 2,
        WORD_STRUCT(0, 2, 4), 1, 0, WORD_STRUCT(5, 1, 1), WORD_FAR(1, 0), WORD_LIST(2, CAPN_SIZE_BIT, 3), 0, 99, UINT64_MAX, 0, 0,
        WORD_STRUCT(0, 1, 0), 8,
    };
    static const uint64_t scattered_canonical[] = {
        WORD_STRUCT(0, 1, 3), 1, EMPTY, WORD_STRUCT(1, 1, 0), WORD_LIST(1, CAPN_SIZE_BIT, 3), 8, 7,
    };
    static const uint64_t structs[] = {
        WORD_TABLE(9), WORD_STRUCT(0, 0, 1), WORD_LIST(0, CAPN_SIZE_COMPOSITE, 6), WORD_STRUCT(2, 2, 1), 1, 0, 0, 2, 0, 0,
    };
    static const uint64_t structs_canonical[] = {
        WORD_STRUCT(0, 0, 1), WORD_LIST(0, CAPN_SIZE_COMPOSITE, 2), WORD_STRUCT(2, 1, 0), 1, 2,
    };
    static const uint64_t no_structs[] = {
        WORD_TABLE(3), WORD_STRUCT(0, 0, 1), WORD_LIST(0, CAPN_SIZE_COMPOSITE, 0), WORD_STRUCT(0, 3, 2),
    };
    static const uint64_t no_structs_canonical[] = { WORD_STRUCT(0, 0, 1), WORD_LIST(0, CAPN_SIZE_COMPOSITE, 0), 0 };
    static const uint64_t empty = EMPTY;
    static const uint64_t zeros[] = { WORD_TABLE(4), WORD_STRUCT(0, 2, 1), 0, 0, 0 };

    (void)state;
    expect(scattered, sizeof(scattered), scattered_canonical, 7);
    expect(structs, sizeof(structs), structs_canonical, 5);
    expect(no_structs, sizeof(no_structs), no_structs_canonical, 3);
    expect(zeros, sizeof(zeros), &empty, 1);
    expect(&empty, 0, &empty, 1);
}

/* One value in two layouts is one sequence of bytes; another value is another. */
static void test_equal_values_are_equal_bytes(void **state)
{
    static const uint64_t first[] = { WORD_TABLE(5), WORD_STRUCT(0, 1, 1), 4, WORD_LIST(1, CAPN_SIZE_BYTE, 2), 77, 'a' };
    static const uint64_t second[] = { WORD_TABLE(7), WORD_STRUCT(1, 2, 2), 'a', 4, 0, WORD_LIST(-4, CAPN_SIZE_BYTE, 2), 0, 0 };
    static const uint64_t third[] = { WORD_TABLE(5), WORD_STRUCT(0, 1, 1), 4, WORD_LIST(1, CAPN_SIZE_BYTE, 2), 77, 'b' };
    uint64_t a[ROOM], b[ROOM], c[ROOM];
    size_t a_len, b_len, c_len;

    (void)state;
    assert_int_equal(canonical_of(first, sizeof(first), a, sizeof(a), &a_len), STATUS_OK);
    assert_int_equal(canonical_of(second, sizeof(second), b, sizeof(b), &b_len), STATUS_OK);
    assert_int_equal(canonical_of(third, sizeof(third), c, sizeof(c), &c_len), STATUS_OK);
    assert_true(a_len == 4 && b_len == 4 && c_len == 4);
    assert_memory_equal(a, b, 32);
    assert_memory_not_equal(a, c, 32);
}

static void test_what_has_no_canonical_form(void **state)
{
    static const uint64_t capability[] = { WORD_TABLE(3), WORD_STRUCT(0, 0, 2), 0, WORD_CAPABILITY(4) };
    static const uint64_t damaged[] = { WORD_TABLE(2), WORD_STRUCT(0, 0, 1), WORD_STRUCT(7, 1, 0) };
    static const uint64_t endless[] = { WORD_TABLE(2), WORD_STRUCT(0, 0, 1), WORD_STRUCT(-1, 0, 1) };
    static const uint64_t voids[] = { WORD_TABLE(3), WORD_STRUCT(0, 0, 1), WORD_LIST(0, CAPN_SIZE_COMPOSITE, 0),
                                      WORD_STRUCT(0x1fffffff, 0, 0) };
    uint64_t out[CAPN_NESTING_LIMIT + 8];
    size_t len;

    (void)state;
    assert_int_equal(canonical_of(capability, sizeof(capability), out, sizeof(out), &len), STATUS_NOT_SUPPORTED);
    assert_int_equal(canonical_of(damaged, sizeof(damaged), out, sizeof(out), &len), STATUS_MALFORMED);
    assert_int_equal(canonical_of(endless, sizeof(endless), out, sizeof(out), &len), STATUS_LIMIT_EXCEEDED);
    assert_int_equal(canonical_of(voids, sizeof(voids), out, sizeof(out), &len), STATUS_LIMIT_EXCEEDED);
    assert_int_equal(canonical_of(damaged, 0, out, 15, &len), STATUS_NO_SPACE);
}

/* Random damage to canonical messages: what is still called canonical is what would be written of it. */
static void test_random_damage(void **state)
{
    struct random random = { 14 };
    unsigned canonical = 0, other = 0;

    (void)state;
    for (unsigned round = 0; round < 20000; round++) {
        struct segment segment = canonical_segments[random_below(&random, sizeof(canonical_segments) / sizeof(canonical_segments[0]))];
        struct words words;
        struct capn_struct root;
        uint64_t out[1024];
        size_t len;
        for (uint64_t changes = random_below(&random, 3); changes > 0; changes--)
            segment.word[random_below(&random, segment.words)] ^= random_below(&random, 3) ? 1ull << random_below(&random, 64)
                                                                                             : random_below(&random, 16) << 2;
        segment_open(&words, &segment);
        if (!capn_is_canonical(&words.message)) {
            other++;
        } else if (segment.word[0] != 0 && (segment.word[0] & 3) == 0) {
            canonical++;
            assert_int_equal(capn_message_root(&words.message, &root), STATUS_OK);
            status_t status = capn_canonicalize(&root, out, sizeof(out), &len);
            /* Lists without words can be too long to be read, one by one. */
            assert_true(status == STATUS_OK || status == STATUS_LIMIT_EXCEEDED);
            if (status == STATUS_OK) {
                assert_int_equal(len, (segment.words + 1) * 8);
                assert_memory_equal(out + 1, segment.word, segment.words * 8);
            }
        }
        words_close(&words);
    }
    assert_true(canonical > 5000 && other > 5000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_canonical_messages),
        cmocka_unit_test(test_other_messages),
        cmocka_unit_test(test_the_frame),
        cmocka_unit_test(test_budget),
        cmocka_unit_test(test_as_deep_as_may_be_nested),
        cmocka_unit_test(test_what_is_written),
        cmocka_unit_test(test_equal_values_are_equal_bytes),
        cmocka_unit_test(test_what_has_no_canonical_form),
        cmocka_unit_test(test_random_damage),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
