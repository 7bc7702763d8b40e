/* SPDX-License-Identifier: MIT */
/*
 * The packed encoding (https://capnproto.org/encoding.html, "Packing"): each word of a message as a tag byte, whose bits say
 * which of the eight bytes are not zero, and those bytes. The tag 0x00 is followed by the number of further words that are
 * zero, the tag 0xff by the number of further words that come as they are.
 *
 * 255 words of zeros take two bytes: what is unpacked is bounded by the buffer that the caller gives, and by nothing that the
 * packed bytes say. No allocation, no recursion; nothing blocks or takes a lock; all may be used with interrupts off.
 *
 * Messages in one piece: capn_pack and capn_unpack. In pieces as they come and go: capn_pack_words and capn_unpack_some.
 */
#pragma once

#include "capnp/message.h"

/*
 * Room in which every message of so many bytes can be packed: ten bytes for each word. Words that have all their bytes take
 * that much alone, in segments of one word; in one segment it is half a byte for each word, and two, that packing can add.
 */
static inline size_t capn_packed_most(size_t message_bytes)
{
    return message_bytes + message_bytes / 4;
}

/*
 * Packs the framed message at the start of len bytes (8-byte aligned; other bytes may follow) into out, as the reference
 * library does it: table and segments each for themselves, so that no run goes from one into the next. Zero bytes stay zero
 * bytes. packed gets the length, 0 after a failure. The buffers do not overlap. STATUS_NO_SPACE: capacity is too small
 * (capn_packed_most is enough); STATUS_MALFORMED, STATUS_TOO_MANY_SEGMENTS: as capn_message_open.
 */
MUST_CHECK status_t capn_pack(const void *message, size_t len, void *out, size_t capacity, size_t *packed);

/*
 * How long the packed message at the start of len bytes is when it is unpacked: what capn_unpack needs room for. Reads the
 * segment table only, so that more of the message need not be there yet. STATUS_MALFORMED: the table is truncated;
 * STATUS_TOO_MANY_SEGMENTS.
 */
MUST_CHECK status_t capn_unpacked_bytes(const void *packed, size_t len, size_t *bytes);

/*
 * Unpacks the message at the start of len bytes into buffer (8-byte aligned, for capn_message_open). bytes gets the length of
 * the message, used how many of the packed bytes it took; others may follow. Zero bytes are the message of zero bytes.
 * STATUS_NO_SPACE: capacity is too small; bytes then says what would be enough, and nothing is written. STATUS_MALFORMED:
 * truncated, or a run goes on beyond the end of the message; the buffer has what came before. STATUS_TOO_MANY_SEGMENTS.
 */
MUST_CHECK status_t capn_unpack(const void *packed, size_t len, void *buffer, size_t capacity, size_t *used, size_t *bytes);

/* The most bytes that one word can need: with this much room capn_pack_words gets on. */
#define CAPN_PACKED_WORD_BYTES 10u

/*
 * Packs as many of the words as fit in room bytes; returns the number of bytes written and moves *words and *count past what
 * was packed. Words that are left go into the next buffer. Keeps nothing between calls: a run ends with the piece. To be read
 * by the reference library, the segment table and each segment must be pieces of their own.
 */
size_t capn_pack_words(const uint64_t **words, size_t *count, uint8_t *out, size_t room);

/* Where an unpacker is between two pieces. All zero: at the start of a word. */
struct capn_unpacker {
    uint32_t run;               /* bytes that the run has still to give */
    uint8_t state;              /* private */
    uint8_t tag;                /* of the word that was begun, its next byte in bit 0 */
    uint8_t place;              /* of that byte in the word */
    uint8_t whole;              /* the tag as it was read */
};

/*
 * Unpacks until the input or the room is used up, and moves all four past what was read and written. Any bytes can be
 * unpacked: what may be wrong is where they end. When the room is used up, what belongs to the last word is read still, and
 * no byte of the next one.
 */
void capn_unpack_some(struct capn_unpacker *unpacker, const uint8_t **packed, size_t *len, uint8_t **out, size_t *room);

/* Whether all that was begun is ended: no word and no run is waiting for input or room. */
bool capn_unpacker_is_done(const struct capn_unpacker *unpacker);
