/* SPDX-License-Identifier: MIT */
/*
 * Packing looks at a word at a time. Unpacking is a machine of six states, so that input and output can end anywhere:
 *
 *     TAG -> BYTES -> TAG                              most words
 *            BYTES -> ZERO_COUNT -> ZEROS -> TAG       after the tag 0x00
 *            BYTES -> PLAIN_COUNT -> PLAIN -> TAG      after the tag 0xff
 */
#include "capnp/packed.h"

enum { TAG, BYTES, ZERO_COUNT, ZEROS, PLAIN_COUNT, PLAIN };

#define RUN_MOST_WORDS 255u

/* A bit for each byte that is not zero. */
static uint8_t word_tag(uint64_t word)
{
    uint8_t tag = 0;

    for (unsigned i = 0; i < 8; i++)
        tag |= (uint8_t)((word >> 8 * i & 0xff ? 1u : 0u) << i);
    return tag;
}

/* Of the words, at most `most`: how many zeros there are at their start. */
static size_t count_zeros(const uint64_t *words, size_t most)
{
    size_t n = 0;

    while (n < most && words[n] == 0)
        n++;
    return n;
}

/* The same of words that would not become shorter: at most one of their bytes is zero. */
static size_t count_plain(const uint64_t *words, size_t most)
{
    size_t n = 0;

    while (n < most && __builtin_popcount(word_tag(words[n])) >= 7)
        n++;
    return n;
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

size_t capn_pack_words(const uint64_t **words, size_t *count, uint8_t *out, size_t room)
{
    const uint64_t *from = *words, *end = from + *count;
    size_t at = 0;

    while (from != end) {
        uint8_t tag = word_tag(*from);
        size_t bytes = 1 + (size_t)__builtin_popcount(tag) + (tag == 0 || tag == 0xff), run = 0;
        if (bytes > room - at)
            break;
        out[at++] = tag;
        for (unsigned i = 0; i < 8; i++)
            if (tag >> i & 1)
                out[at++] = (uint8_t)(*from >> 8 * i);
        from++;
        if (tag == 0) {
            run = count_zeros(from, least((size_t)(end - from), RUN_MOST_WORDS));
            out[at++] = (uint8_t)run;
        } else if (tag == 0xff) {
            run = count_plain(from, least(least((size_t)(end - from), RUN_MOST_WORDS), (room - at - 1) / 8));
            out[at++] = (uint8_t)run;
            memcpy(out + at, from, run * 8);
            at += run * 8;
        }
        from += run;
    }
    *words = from;
    *count = (size_t)(end - from);
    return at;
}

status_t capn_pack(const void *message, size_t len, void *out, size_t capacity, size_t *packed)
{
    const uint64_t *words = (const uint64_t *)message;
    struct capn_message opened;
    size_t used, at = 0, count;
    status_t status = capn_message_open(&opened, message, len, &used);

    *packed = 0;
    if (status || used == 0)
        return status;
    /* The table first, then segment for segment. */
    count = opened.segment_count / 2 + 1;
    for (uint32_t i = 0; i <= opened.segment_count; i++) {
        if (i > 0) {
            uint32_t size = opened.segment0_words;
            if (i > 1)
                memcpy(&size, opened.segment_table + 4 * (size_t)(i - 1), 4);
            count = size;
        }
        at += capn_pack_words(&words, &count, (uint8_t *)out + at, capacity - at);
        if (count)
            return STATUS_NO_SPACE;
    }
    *packed = at;
    return STATUS_OK;
}

bool capn_unpacker_is_done(const struct capn_unpacker *unpacker)
{
    return unpacker->state == TAG;
}

/* The bytes of a word that was begun, as far as there is input and room. False: something is used up. */
static bool word_bytes(struct capn_unpacker *unpacker, const uint8_t **in, const uint8_t *in_end, uint8_t **out,
                       const uint8_t *out_end)
{
    for (; unpacker->place < 8; unpacker->place++, unpacker->tag >>= 1) {
        bool present = unpacker->tag & 1;
        if (*out == out_end || (present && *in == in_end))
            return false;
        *(*out)++ = present ? *(*in)++ : 0;
    }
    unpacker->state = unpacker->whole == 0 ? ZERO_COUNT : unpacker->whole == 0xff ? PLAIN_COUNT : TAG;
    return true;
}

static void run_begin(struct capn_unpacker *unpacker, uint8_t words, uint8_t state)
{
    unpacker->run = words * 8u;
    unpacker->state = words ? state : TAG;
}

/* A part of a run: n bytes of it were written. */
static void run_part(struct capn_unpacker *unpacker, size_t n)
{
    unpacker->run -= (uint32_t)n;
    if (unpacker->run == 0)
        unpacker->state = TAG;
}

void capn_unpack_some(struct capn_unpacker *unpacker, const uint8_t **packed, size_t *len, uint8_t **out, size_t *room)
{
    const uint8_t *in = *packed, *in_end = in + *len;
    uint8_t *to = *out, *to_end = to + *room;
    bool moves = true;
    size_t n;

    while (moves) {
        switch (unpacker->state) {
        case TAG:
            moves = in != in_end && to != to_end;
            if (moves) {
                unpacker->whole = unpacker->tag = *in++;
                unpacker->place = 0;
                unpacker->state = BYTES;
            }
            break;
        case BYTES:
            moves = word_bytes(unpacker, &in, in_end, &to, to_end);
            break;
        case ZERO_COUNT:
        case PLAIN_COUNT:
            moves = in != in_end;
            if (moves)
                run_begin(unpacker, *in++, unpacker->state == ZERO_COUNT ? ZEROS : PLAIN);
            break;
        case ZEROS:
            n = least(unpacker->run, (size_t)(to_end - to));
            moves = n > 0;
            memset(to, 0, n);
            to += n;
            run_part(unpacker, n);
            break;
        default: /* PLAIN */
            n = least(least(unpacker->run, (size_t)(to_end - to)), (size_t)(in_end - in));
            moves = n > 0;
            memcpy(to, in, n);
            to += n;
            in += n;
            run_part(unpacker, n);
            break;
        }
    }
    *packed = in;
    *len = (size_t)(in_end - in);
    *out = to;
    *room = (size_t)(to_end - to);
}

/* The next word of a segment table: a half of each is a segment's size. */
static bool next_table_word(struct capn_unpacker *unpacker, const uint8_t **packed, size_t *len, uint32_t halves[2])
{
    uint8_t *out = (uint8_t *)halves;
    size_t room = 8;

    capn_unpack_some(unpacker, packed, len, &out, &room);
    return room == 0;
}

status_t capn_unpacked_bytes(const void *packed, size_t len, size_t *bytes)
{
    const uint8_t *in = (const uint8_t *)packed;
    struct capn_unpacker unpacker = { 0 };
    uint64_t segments, table_words, words;
    uint32_t halves[2];

    *bytes = 0;
    if (len == 0)
        return STATUS_OK;
    if (!next_table_word(&unpacker, &in, &len, halves))
        return STATUS_MALFORMED;
    segments = (uint64_t)halves[0] + 1;
    if (segments > CAPN_MAX_SEGMENTS)
        return STATUS_TOO_MANY_SEGMENTS;
    table_words = segments / 2 + 1;
    words = table_words + halves[1];
    for (uint64_t i = 1; i < table_words; i++) {
        if (!next_table_word(&unpacker, &in, &len, halves))
            return STATUS_MALFORMED;
        /* The last half is padding when there is an even number of segments. */
        words += (uint64_t)halves[0] + (2 * i < segments ? halves[1] : 0);
    }
    *bytes = words * 8;
    return STATUS_OK;
}

status_t capn_unpack(const void *packed, size_t len, void *buffer, size_t capacity, size_t *used, size_t *bytes)
{
    const uint8_t *in = (const uint8_t *)packed;
    struct capn_unpacker unpacker = { 0 };
    size_t room, left = len;
    uint8_t *out = (uint8_t *)buffer;
    status_t status = capn_unpacked_bytes(packed, len, bytes);

    *used = 0;
    if (status)
        return status;
    if (*bytes > capacity)
        return STATUS_NO_SPACE;
    room = *bytes;
    capn_unpack_some(&unpacker, &in, &left, &out, &room);
    if (room || !capn_unpacker_is_done(&unpacker))
        return STATUS_MALFORMED;
    *used = len - left;
    return STATUS_OK;
}
