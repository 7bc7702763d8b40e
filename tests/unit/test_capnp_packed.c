/* SPDX-License-Identifier: MIT */
/* The packed encoding: literal bytes both ways, every place where input or output can end, and runs that promise too much. */
#include "capnp/packed.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "capnp_words.h"
#include "random.h"

struct pair {
    const char *name;
    size_t words;
    uint64_t unpacked[8];
    size_t bytes;
    uint8_t packed[40];
};

#define DENSE 0x0807060504030201u       /* eight bytes, none of them zero */
#define DENSE_BYTES 1, 2, 3, 4, 5, 6, 7, 8

static const struct pair pairs[] = {
    { "a zero", 1, { 0 }, 2, { 0, 0 } },
    { "zeros", 4, { 0 }, 2, { 0, 3 } },
    { "the example of the specification", 2, { 0x0002000300000008, 0x000001aa00000019 }, 8,
      { 0x51, 0x08, 0x03, 0x02, 0x31, 0x19, 0xaa, 0x01 } },
    { "one byte in each place", 8,
      { 0xa0, 0xa1ull << 8, 0xa2ull << 16, 0xa3ull << 24, 0xa4ull << 32, 0xa5ull << 40, 0xa6ull << 48, 0xa7ull << 56 }, 16,
      { 0x01, 0xa0, 0x02, 0xa1, 0x04, 0xa2, 0x08, 0xa3, 0x10, 0xa4, 0x20, 0xa5, 0x40, 0xa6, 0x80, 0xa7 } },
    { "a word without zeros", 1, { DENSE }, 10, { 0xff, DENSE_BYTES, 0 } },
    { "two of them", 2, { DENSE, DENSE }, 18, { 0xff, DENSE_BYTES, 1, DENSE_BYTES } },
    { "one zero byte does not end the run", 3, { DENSE, DENSE & ~0xff00ull, 5 }, 20,
      { 0xff, DENSE_BYTES, 1, 1, 0, 3, 4, 5, 6, 7, 8, 0x01, 5 } },
    { "two do", 2, { DENSE, DENSE & ~0xffff00ull }, 17, { 0xff, DENSE_BYTES, 0, 0xf9, 1, 4, 5, 6, 7, 8 } },
    { "a word with one zero byte begins no run", 2, { DENSE & ~0xffull, DENSE }, 18,
      { 0xfe, 2, 3, 4, 5, 6, 7, 8, 0xff, DENSE_BYTES, 0 } },
    { "zeros between", 5, { 7, 0, 0, DENSE, 0 }, 16, { 0x01, 7, 0, 1, 0xff, DENSE_BYTES, 0, 0, 0 } },
};

static void test_literal_bytes(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
        const struct pair *pair = &pairs[i];
        uint8_t packed[64];
        uint64_t unpacked[8];
        const uint64_t *words = pair->unpacked;
        size_t count = pair->words, len = pair->bytes, room = sizeof(unpacked);
        struct capn_unpacker unpacker = { 0 };
        const uint8_t *in = pair->packed;
        uint8_t *out = (uint8_t *)unpacked;
        if (capn_pack_words(&words, &count, packed, sizeof(packed)) != pair->bytes || memcmp(packed, pair->packed, pair->bytes))
            fail_msg("packing: %s", pair->name);
        assert_int_equal(count, 0);
        assert_ptr_equal(words, pair->unpacked + pair->words);
        capn_unpack_some(&unpacker, &in, &len, &out, &room);
        assert_true(capn_unpacker_is_done(&unpacker));
        assert_int_equal(len, 0);
        if (room != sizeof(unpacked) - 8 * pair->words || memcmp(unpacked, pair->unpacked, 8 * pair->words))
            fail_msg("unpacking: %s", pair->name);
    }
}

/* What a packer need not write, but may: runs that are shorter than they could be, tags of their own for what runs could hold. */
static void test_other_packings_of_the_same(void **state)
{
    static const uint8_t short_runs[] = { 0, 0, 0, 1, 0xff, DENSE_BYTES, 0, 0xff, DENSE_BYTES, 1, 0, 0, 0, 0, 0, 0, 0, 0 };
    static const uint64_t expected[] = { 0, 0, 0, DENSE, DENSE, 0 };
    static const uint8_t zero_bytes_said[] = { 0x03, 0, 9 };
    uint64_t unpacked[6];
    struct capn_unpacker unpacker = { 0 };
    const uint8_t *in = short_runs;
    uint8_t *out = (uint8_t *)unpacked;
    size_t len = sizeof(short_runs), room = sizeof(unpacked);

    (void)state;
    capn_unpack_some(&unpacker, &in, &len, &out, &room);
    assert_true(capn_unpacker_is_done(&unpacker) && len == 0 && room == 0);
    assert_memory_equal(unpacked, expected, sizeof(expected));
    in = zero_bytes_said, len = sizeof(zero_bytes_said), out = (uint8_t *)unpacked, room = 8;
    capn_unpack_some(&unpacker, &in, &len, &out, &room);
    assert_true(capn_unpacker_is_done(&unpacker) && len == 0 && room == 0);
    assert_int_equal(unpacked[0], 0x0900);
}

static void test_runs_of_255_and_more(void **state)
{
    static const size_t counts[] = { 255, 256, 257, 511, 512, 513, 700 };
    uint64_t words[700], again[700];
    uint8_t packed[700 * 8 + 64];

    (void)state;
    for (size_t i = 0; i < sizeof(counts) / sizeof(counts[0]); i++) {
        for (unsigned dense = 0; dense < 2; dense++) {
            const uint64_t *from = words;
            const uint8_t *in = packed;
            uint8_t *out = (uint8_t *)again;
            size_t count = counts[i], runs = (counts[i] + 255) / 256, room = sizeof(again);
            struct capn_unpacker unpacker = { 0 };
            for (size_t j = 0; j < counts[i]; j++)
                words[j] = dense ? DENSE : 0;
            size_t len = capn_pack_words(&from, &count, packed, sizeof(packed));
            assert_int_equal(len, dense ? counts[i] * 8 + runs * 2 : runs * 2);
            assert_true(len <= capn_packed_most(counts[i] * 8));
            capn_unpack_some(&unpacker, &in, &len, &out, &room);
            assert_int_equal(sizeof(again) - room, counts[i] * 8);
            assert_memory_equal(again, words, counts[i] * 8);
        }
    }
}

/* Words as messages have them: many zeros, some dense runs. */
static void words_make(struct random *random, uint64_t *words, size_t count)
{
    for (size_t i = 0; i < count;) {
        size_t run = 1 + random_below(random, random_below(random, 20) ? 4 : 600);
        uint64_t kind = random_below(random, 4);
        for (; run > 0 && i < count; run--, i++) {
            words[i] = kind == 0 ? 0 : kind == 1 ? random_next(random) : kind == 2 ? DENSE : random_below(random, 1000);
            if (kind == 1)
                for (unsigned byte = 0; byte < 8; byte++)
                    words[i] &= random_below(random, 3) ? UINT64_MAX : ~(0xffull << 8 * byte);
        }
    }
}

#define WORDS 1000

/* Packs count words into a block of its own, in pieces of at most `piece` words with at most `room_most` bytes of room. */
static size_t pack_in_pieces(struct random *random, const uint64_t *words, size_t count, uint8_t *out, size_t piece, size_t room_most)
{
    size_t len = 0;

    while (count > 0) {
        size_t part = 1 + random_below(random, count < piece ? count : piece), left = part;
        size_t room = CAPN_PACKED_WORD_BYTES + random_below(random, room_most);
        uint8_t *block = malloc(room);
        size_t written = capn_pack_words(&words, &left, block, room);
        assert_true(written > 0 && written <= room && left < part);
        memcpy(out + len, block, written);
        free(block);
        len += written;
        count -= part - left;
    }
    return len;
}

/* Unpacks in pieces, each in blocks of exactly its size; what comes out must be the words. */
static void unpack_in_pieces(struct random *random, const uint8_t *packed, size_t len, const uint64_t *words, size_t count,
                             size_t piece)
{
    struct capn_unpacker unpacker = { 0 };
    size_t at = 0, done = 0;

    while (at < len || done < count * 8 || !capn_unpacker_is_done(&unpacker)) {
        size_t in_len = random_below(random, piece + 1), room = random_below(random, piece + 1);
        if (in_len > len - at)
            in_len = len - at;
        if (room > count * 8 - done)
            room = count * 8 - done;
        uint8_t *in = malloc(in_len + 1), *out = malloc(room + 1), *to = out;
        const uint8_t *from = in;
        size_t in_left = in_len, room_left = room;
        memcpy(in, packed + at, in_len);
        out[room] = 0xa5;
        capn_unpack_some(&unpacker, &from, &in_left, &to, &room_left);
        /* One of the two is used up, and both moved by what was done. */
        assert_true(in_left == 0 || room_left == 0);
        assert_int_equal(from - in, in_len - in_left);
        assert_int_equal(to - out, room - room_left);
        assert_int_equal(out[room], 0xa5);
        assert_memory_equal(out, (const uint8_t *)words + done, room - room_left);
        at += in_len - in_left;
        done += room - room_left;
        free(in);
        free(out);
    }
    assert_int_equal(done, count * 8);
}

static void test_pieces_of_any_size(void **state)
{
    static uint64_t words[WORDS];
    static uint8_t packed[WORDS * 10];
    struct random random = { 14 };

    (void)state;
    for (unsigned round = 0; round < 300; round++) {
        size_t count = 1 + random_below(&random, round % 3 ? 20 : WORDS);
        words_make(&random, words, count);
        const uint64_t *from = words;
        size_t left = count, whole = capn_pack_words(&from, &left, packed, sizeof(packed));
        assert_true(left == 0 && whole <= capn_packed_most(count * 8));
        unpack_in_pieces(&random, packed, whole, words, count, 3);
        unpack_in_pieces(&random, packed, whole, words, count, 1 + random_below(&random, 300));
        size_t pieces = pack_in_pieces(&random, words, count, packed, 1 + random_below(&random, 40), 1 + random_below(&random, 60));
        unpack_in_pieces(&random, packed, pieces, words, count, 1 + random_below(&random, 100));
    }
}

/* What packing adds most to: words with all their bytes, each followed by one that ends their run; and segments of one such word. */
static void test_the_worst_words(void **state)
{
    uint64_t words[CAPN_MAX_SEGMENTS / 2 + 1 + CAPN_MAX_SEGMENTS];
    uint8_t packed[10 * sizeof(words) / 8];
    uint32_t table[2 * (CAPN_MAX_SEGMENTS / 2 + 1)] = { CAPN_MAX_SEGMENTS - 1 };
    size_t len;

    (void)state;
    for (size_t count = 1; count <= 64; count++) {
        const uint64_t *from = words;
        size_t left = count;
        for (size_t i = 0; i < count; i++)
            words[i] = i % 2 ? DENSE & ~0xffffull : DENSE;
        len = capn_pack_words(&from, &left, packed, sizeof(packed));
        assert_int_equal(len, count * 8 + count / 2 + 2 * (count % 2));
        assert_true(len <= capn_packed_most(count * 8));
    }
    for (size_t i = 1; i <= CAPN_MAX_SEGMENTS; i++)
        table[i] = 1;
    memcpy(words, table, sizeof(table));
    for (size_t i = sizeof(table) / 8; i < sizeof(words) / 8; i++)
        words[i] = DENSE;
    assert_int_equal(capn_pack(words, sizeof(words), packed, capn_packed_most(sizeof(words)), &len), STATUS_OK);
    assert_true(len > CAPN_MAX_SEGMENTS * CAPN_PACKED_WORD_BYTES);
}

/* ---- whole messages ---- */

/* A message of random segments in a block of its own. */
static size_t message_make(struct random *random, uint32_t segments, uint64_t **out)
{
    size_t table_words = segments / 2 + 1, total = 0;
    uint32_t *table = calloc(table_words * 2, 4);

    table[0] = segments - 1;
    for (uint32_t i = 1; i <= segments; i++)
        total += table[i] = (uint32_t)random_below(random, random_below(random, 3) ? 6 : 400);
    *out = malloc((table_words + total) * 8);
    memcpy(*out, table, table_words * 8);
    free(table);
    words_make(random, *out + table_words, total);
    return (table_words + total) * 8;
}

static status_t unpack_copy(const uint8_t *packed, size_t len, uint64_t *buffer, size_t capacity, size_t *used, size_t *bytes)
{
    uint8_t *block = malloc(len + 1);

    memcpy(block, packed, len);
    status_t status = capn_unpack(block, len, buffer, capacity, used, bytes);
    free(block);
    return status;
}

static void test_messages_both_ways(void **state)
{
    static const uint32_t segments[] = { 1, 2, 3, 4, 5, 63, 64, 125, 511, 512 };
    struct random random = { 16 };

    (void)state;
    for (size_t i = 0; i < 10 * sizeof(segments) / sizeof(segments[0]); i++) {
        uint64_t *message;
        size_t len = message_make(&random, segments[i / 10], &message), packed_len, used, bytes;
        size_t most = capn_packed_most(len);
        uint8_t *packed = malloc(most), *tight;
        uint64_t *again = malloc(len);
        assert_int_equal(capn_pack(message, len, packed, most, &packed_len), STATUS_OK);
        assert_int_equal(capn_unpacked_bytes(packed, packed_len, &bytes), STATUS_OK);
        assert_int_equal(bytes, len);
        assert_int_equal(unpack_copy(packed, packed_len, again, len, &used, &bytes), STATUS_OK);
        assert_true(used == packed_len && bytes == len);
        assert_memory_equal(again, message, len);
        /* Exactly enough room is enough, and one byte less is not. */
        tight = malloc(packed_len);
        assert_int_equal(capn_pack(message, len, tight, packed_len, &bytes), STATUS_OK);
        assert_int_equal(bytes, packed_len);
        assert_memory_equal(tight, packed, packed_len);
        assert_int_equal(capn_pack(message, len, tight, packed_len - 1, &bytes), STATUS_NO_SPACE);
        assert_int_equal(bytes, 0);
        assert_int_equal(unpack_copy(packed, packed_len, again, len - 1, &used, &bytes), STATUS_NO_SPACE);
        assert_true(used == 0 && bytes == len);
        free(tight);
        free(again);
        free(packed);
        free(message);
    }
}

static void test_no_run_leaves_its_segment(void **state)
{
    /* Two segments of zeros behind a table that ends with zeros. */
    static const uint64_t message[] = { 2 | (uint64_t)2 << 32, 0, 0, 0 };
    static const uint8_t expected[] = { 0x11, 2, 2, 0, 0, 0, 1 };
    /* Another packer may join them; the message is the same. */
    static const uint8_t joined[] = { 0x11, 2, 2, 0, 2 };
    uint8_t packed[32];
    uint64_t again[4];
    size_t len, used, bytes;

    (void)state;
    assert_int_equal(capn_pack(message, sizeof(message), packed, sizeof(packed), &len), STATUS_OK);
    assert_int_equal(len, sizeof(expected));
    assert_memory_equal(packed, expected, len);
    assert_int_equal(unpack_copy(joined, sizeof(joined), again, sizeof(again), &used, &bytes), STATUS_OK);
    assert_true(used == sizeof(joined) && bytes == sizeof(message));
    assert_memory_equal(again, message, sizeof(message));
}

static void test_one_message_after_another(void **state)
{
    static const uint64_t messages[] = { WORD_TABLE(1), 0, WORD_TABLE(2), WORD_STRUCT(0, 1, 0), 7 };
    static const uint8_t expected[] = { 0x10, 1, 0, 0, 0x10, 2, 0x10, 1, 0x01, 7 };
    uint8_t packed[32];
    uint64_t again[3];
    size_t first, second, used, bytes;

    (void)state;
    assert_int_equal(capn_pack(messages, sizeof(messages), packed, sizeof(packed), &first), STATUS_OK);
    assert_int_equal(capn_pack(messages + 2, 24, packed + first, sizeof(packed) - first, &second), STATUS_OK);
    assert_int_equal(first + second, sizeof(expected));
    assert_memory_equal(packed, expected, sizeof(expected));
    assert_int_equal(unpack_copy(packed, first + second, again, sizeof(again), &used, &bytes), STATUS_OK);
    assert_true(used == first && bytes == 16);
    assert_memory_equal(again, messages, 16);
    assert_int_equal(unpack_copy(packed + first, second, again, sizeof(again), &used, &bytes), STATUS_OK);
    assert_true(used == second && bytes == 24);
    assert_memory_equal(again, messages + 2, 24);
}

static void test_nothing(void **state)
{
    uint64_t buffer[1] = { 0 };
    uint8_t packed[1] = { 0 };
    size_t len = 1, used = 1, bytes = 1;

    (void)state;
    assert_int_equal(capn_pack(buffer, 0, packed, 0, &len), STATUS_OK);
    assert_int_equal(len, 0);
    assert_int_equal(capn_unpack(packed, 0, buffer, 0, &used, &bytes), STATUS_OK);
    assert_true(used == 0 && bytes == 0);
    /* A message without words is a table without words. */
    assert_int_equal(capn_pack(buffer, 8, packed, 1, &len), STATUS_NO_SPACE);
    assert_int_equal(capn_unpack((const uint8_t[]){ 0, 0 }, 2, buffer, 8, &used, &bytes), STATUS_OK);
    assert_true(used == 2 && bytes == 8);
}

/* ---- hostile input ---- */

static void test_truncated_anywhere(void **state)
{
    struct random random = { 15 };

    (void)state;
    for (unsigned round = 0; round < 12; round++) {
        uint64_t *message;
        size_t len = message_make(&random, 1 + round % 5, &message), packed_len, used, bytes;
        uint8_t *packed = malloc(capn_packed_most(len));
        uint64_t *again = malloc(len);
        assert_int_equal(capn_pack(message, len, packed, capn_packed_most(len), &packed_len), STATUS_OK);
        for (size_t cut = 1; cut < packed_len; cut++) {
            assert_int_equal(unpack_copy(packed, cut, again, len, &used, &bytes), STATUS_MALFORMED);
            assert_int_equal(used, 0);
        }
        free(again);
        free(packed);
        free(message);
    }
}

static void test_runs_beyond_the_end(void **state)
{
    /* A message of one segment of three words; each packing has a word or more too many in its last run. */
    static const struct { size_t len; uint8_t packed[48]; } cases[] = {
        { 4, { 0x10, 3, 0, 3 } },
        { 4, { 0x10, 3, 0, 255 } },
        { 8, { 0x10, 3, 0x01, 1, 0x01, 2, 0, 1 } },
        { 36, { 0x10, 3, 0xff, DENSE_BYTES, 3, DENSE_BYTES, DENSE_BYTES, DENSE_BYTES } },
        { 12, { 0x10, 3, 0xff, DENSE_BYTES, 3 } },
        { 14, { 0x10, 3, 0, 1, 0xff, DENSE_BYTES, 1 } },
        /* The first word of the table is the message already: no segment. */
        { 2, { 0, 1 } },
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        uint64_t *buffer = malloc(32);
        size_t used, bytes;
        assert_int_equal(unpack_copy(cases[i].packed, cases[i].len, buffer, 32, &used, &bytes), STATUS_MALFORMED);
        assert_int_equal(used, 0);
        free(buffer);
    }
}

/* Two bytes for two thousand: the caller's buffer says where that ends. */
static void test_amplification_is_bounded(void **state)
{
    uint8_t bomb[4096] = { 0x70, 0xff, 0xff, 0x0f };     /* a segment of 0x0fffff words */
    uint64_t *buffer = malloc(1024);
    size_t used, bytes;

    (void)state;
    for (size_t i = 4; i < sizeof(bomb); i++)
        bomb[i] = i % 2 ? 255 : 0;
    assert_int_equal(capn_unpacked_bytes(bomb, sizeof(bomb), &bytes), STATUS_OK);
    assert_int_equal(bytes, (0x0fffffull + 1) * 8);
    memset(buffer, 0xa5, 1024);
    assert_int_equal(unpack_copy(bomb, sizeof(bomb), buffer, 1024, &used, &bytes), STATUS_NO_SPACE);
    assert_int_equal(bytes, (0x0fffffull + 1) * 8);
    for (size_t i = 0; i < 128; i++)
        assert_int_equal(buffer[i], 0xa5a5a5a5a5a5a5a5u);
    free(buffer);
}

static void test_tables_that_are_no_tables(void **state)
{
    static const uint8_t too_many[] = { 0x03, 0x00, 0x02 };                              /* 513 segments */
    static const uint8_t wraps[] = { 0x0f, 0xff, 0xff, 0xff, 0xff, 0, 255 };             /* 2^32 */
    static const uint8_t limit[] = { 0x03, 0xff, 0x01, 0, 255 };                         /* 512, none of them with a word */
    static const uint8_t great[] = { 0xf1, 1, 0xff, 0xff, 0xff, 0xff, 0x0f, 0xff, 0xff, 0xff, 0xff };
    uint64_t buffer[512];
    size_t used, bytes;

    (void)state;
    assert_int_equal(unpack_copy(too_many, sizeof(too_many), buffer, sizeof(buffer), &used, &bytes), STATUS_TOO_MANY_SEGMENTS);
    assert_int_equal(unpack_copy(wraps, sizeof(wraps), buffer, sizeof(buffer), &used, &bytes), STATUS_TOO_MANY_SEGMENTS);
    assert_int_equal(bytes, 0);
    assert_int_equal(unpack_copy(limit, sizeof(limit), buffer, sizeof(buffer), &used, &bytes), STATUS_OK);
    assert_int_equal(bytes, 257 * 8);
    assert_int_equal(unpack_copy(limit, 3, buffer, sizeof(buffer), &used, &bytes), STATUS_MALFORMED);
    /* What fills the table up to a word is no size, whatever it says. */
    static const uint8_t padding[] = { 0xf1, 1, 1, 1, 1, 1, 0xf1, 1, 2, 2, 2, 2, 0, 0, 0, 0 };
    assert_int_equal(unpack_copy(padding, sizeof(padding), buffer, sizeof(buffer), &used, &bytes), STATUS_NO_SPACE);
    assert_int_equal(bytes, (2 + 1 + 0x01010101ull) * 8);
    /* Two segments of 2^32 - 1 words: no sum wraps. */
    assert_int_equal(unpack_copy(great, sizeof(great), buffer, sizeof(buffer), &used, &bytes), STATUS_NO_SPACE);
    assert_int_equal(bytes, (2 + 2 * 0xffffffffull) * 8);
    /* What is no message cannot be packed. */
    static const uint64_t damaged[] = { 5 | (uint64_t)1 << 32, 0 }, short_one[] = { WORD_TABLE(2), 0 };
    assert_int_equal(capn_pack(damaged, sizeof(damaged), buffer, sizeof(buffer), &used), STATUS_MALFORMED);
    assert_int_equal(capn_pack(short_one, sizeof(short_one), buffer, sizeof(buffer), &used), STATUS_MALFORMED);
}

/* Random bytes: whatever they say, it stays in the buffer, and what comes out as a message packs to what unpacks to it. */
static void test_random_bytes(void **state)
{
    struct random random = { 13 };
    unsigned messages = 0;

    (void)state;
    for (unsigned round = 0; round < 20000; round++) {
        uint8_t bytes[64], packed[1024];
        size_t len = random_below(&random, sizeof(bytes)), capacity = random_below(&random, 64) * 8, used, unpacked, again_len;
        uint64_t *buffer = malloc(capacity + 1), again[64];
        for (size_t i = 0; i < len; i++)
            bytes[i] = (uint8_t)(random_below(&random, 2) ? random_below(&random, 4) : random_next(&random));
        if (random_below(&random, 2) && len > 2)
            bytes[0] = 0x10, bytes[1] = (uint8_t)random_below(&random, 12);
        status_t status = unpack_copy(bytes, len, buffer, capacity, &used, &unpacked);
        assert_true(status == STATUS_OK || status == STATUS_MALFORMED || status == STATUS_NO_SPACE || status == STATUS_TOO_MANY_SEGMENTS);
        if (status == STATUS_OK && unpacked) {
            messages++;
            assert_true(used <= len && unpacked <= capacity);
            assert_int_equal(capn_pack(buffer, unpacked, packed, sizeof(packed), &again_len), STATUS_OK);
            assert_int_equal(unpack_copy(packed, again_len, again, sizeof(again), &used, &capacity), STATUS_OK);
            assert_true(used == again_len && capacity == unpacked);
            assert_memory_equal(again, buffer, unpacked);
        }
        free(buffer);
    }
    assert_true(messages > 1000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_literal_bytes),
        cmocka_unit_test(test_other_packings_of_the_same),
        cmocka_unit_test(test_runs_of_255_and_more),
        cmocka_unit_test(test_pieces_of_any_size),
        cmocka_unit_test(test_the_worst_words),
        cmocka_unit_test(test_messages_both_ways),
        cmocka_unit_test(test_no_run_leaves_its_segment),
        cmocka_unit_test(test_one_message_after_another),
        cmocka_unit_test(test_nothing),
        cmocka_unit_test(test_truncated_anywhere),
        cmocka_unit_test(test_runs_beyond_the_end),
        cmocka_unit_test(test_amplification_is_bounded),
        cmocka_unit_test(test_tables_that_are_no_tables),
        cmocka_unit_test(test_random_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
