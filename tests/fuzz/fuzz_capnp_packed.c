/* SPDX-License-Identifier: MIT */
/*
 * libFuzzer target for the packed encoding and the canonical form. The input is a packed message: it is unpacked whole and in
 * pieces whose sizes the input decides, what comes out is packed again, and made canonical. Built like fuzz_capnp_message.c,
 * without tests/unit.
 */
#include "capnp/canonical.h"
#include "capnp/packed.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define MESSAGE_BYTES 8192u

/* In blocks of exactly their sizes, which the input gives: its bytes, again and again. */
static void unpack_in_pieces(const uint8_t *data, size_t size, size_t used, const uint64_t *expected, size_t bytes)
{
    struct capn_unpacker unpacker = { 0 };
    size_t at = 0, done = 0, turn = 0;

    while (at < used || done < bytes) {
        size_t in_len = data[turn % size] % 16 + turn % 2, room = data[(turn + 1) % size] % 32 + 1, in_left, room_left;
        in_len = in_len < used - at ? in_len : used - at;
        room = room < bytes - done ? room : bytes - done;
        uint8_t *in = malloc(in_len + 1), *out = malloc(room + 1), *to = out;
        const uint8_t *from = in;
        memcpy(in, data + at, in_len);
        in_left = in_len, room_left = room;
        capn_unpack_some(&unpacker, &from, &in_left, &to, &room_left);
        if ((in_left && room_left) || memcmp(out, (const uint8_t *)expected + done, room - room_left) != 0)
            abort();
        at += in_len - in_left;
        done += room - room_left;
        turn++;
        free(in);
        free(out);
    }
    if (!capn_unpacker_is_done(&unpacker))
        abort();
}

static void pack_again(const uint64_t *message, size_t bytes)
{
    static uint64_t again[MESSAGE_BYTES / 8];
    size_t packed_len, used, len;
    uint8_t *packed = malloc(capn_packed_most(bytes) + 1);

    if (capn_pack(message, bytes, packed, capn_packed_most(bytes), &packed_len) ||
        capn_unpack(packed, packed_len, again, sizeof(again), &used, &len) || used != packed_len || len != bytes ||
        memcmp(again, message, bytes) != 0)
        abort();
    free(packed);
}

static void make_canonical(const uint64_t *message, size_t bytes)
{
    static uint64_t first[MESSAGE_BYTES / 4], second[MESSAGE_BYTES / 4];
    struct capn_message opened;
    struct capn_struct root;
    size_t first_len, second_len;

    if (capn_message_open(&opened, message, bytes, NULL))
        abort();
    (void)capn_is_canonical(&opened);
    opened.traversal_left = 16384;
    if (capn_message_root(&opened, &root) || capn_canonicalize(&root, first, sizeof(first), &first_len))
        return;
    /* It is what it says, and stays it. */
    if (capn_message_open(&opened, first, first_len, NULL) || !capn_is_canonical(&opened) || capn_message_root(&opened, &root) ||
        capn_canonicalize(&root, second, sizeof(second), &second_len) || first_len != second_len ||
        memcmp(first, second, first_len) != 0)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    uint64_t *message = malloc(MESSAGE_BYTES);
    size_t used, bytes;

    if (capn_unpack(data, size, message, MESSAGE_BYTES, &used, &bytes) == STATUS_OK && bytes) {
        if (used > size)
            abort();
        unpack_in_pieces(data, size, used, message, bytes);
        pack_again(message, bytes);
        make_canonical(message, bytes);
    }
    free(message);
    return 0;
}
