/* SPDX-License-Identifier: MIT */
/*
 * libFuzzer target for the readers. The input is a message; it is read with every struct type of the fixture schema,
 * printed and copied, and gone on with in the builder. Build and run:
 *   clang -g -O1 -fsanitize=fuzzer,address,undefined -Iabi/include -Icapnp/include -Icapnp/gen -Itests/unit \
 *       tests/fuzz/fuzz_capnp_message.c tests/unit/capnp_kinds.c tests/unit/capnp_loopback.c capnp/src/(all).c \
 *       -o fuzz_capnp_message && ./fuzz_capnp_message -max_len=4096
 */
#include "capnp/reopen.h"
#include "capnp/text.h"

#include <stdlib.h>
#include <string.h>

#include "capnp_kinds.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static status_t look(void *context, const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++)
        *(uint8_t *)context ^= (uint8_t)text[i];
    return STATUS_OK;
}

static void print_as(const struct capn_node *node, struct capn_message *message)
{
    uint8_t sum = 0;
    struct capn_printer printer = { .writer = { look, &sum } };
    struct capn_struct root;

    message->traversal_left = 16384;
    if (capn_message_root(message, &root) == STATUS_OK && capn_print_struct(&printer, node, &root) > STATUS_OK)
        abort();
}

static void copy(struct capn_message *message)
{
    static uint64_t words[16384];
    struct capn_builder builder;
    struct capn_struct_builder target;
    struct capn_struct root;
    size_t len;

    message->traversal_left = 16384;
    capn_builder_init(&builder, words, sizeof(words));
    if (capn_message_root(message, &root) || capn_builder_root(&builder, 0, 1, &target) ||
        capn_copy_struct(&target, 0, &root))
        return;
    if (capn_builder_finish(&builder, &len) == STATUS_OK) {
        /* What was copied can be read again, all of it. */
        struct capn_message again;
        struct capn_struct outer, inner;
        if (capn_message_open(&again, words, len, NULL) || capn_message_root(&again, &outer) ||
            capn_get_struct(&outer, 0, &inner))
            abort();
    }
}

/* Opens all that can be opened, and makes it greater. */
static void grow(const struct capn_struct_builder *s, unsigned depth)
{
    struct capn_struct_builder inner;
    struct capn_list_builder list;

    for (uint16_t i = 0; i < s->pointer_count && i < 8 && depth > 0; i++) {
        if (capn_open_struct(s, i, 2, 2, &inner) == STATUS_OK)
            grow(&inner, depth - 1);
        if (capn_open_list(s, i, CAPN_SIZE_BYTE, &list) == STATUS_OK && list.count &&
            capn_list_set_bits(&list, list.count - 1, 0xff))
            abort();
        if (capn_open_struct_list(s, i, 1, 1, &list) == STATUS_OK && list.count) {
            if (capn_list_struct(&list, list.count - 1, &inner))
                abort();
            grow(&inner, depth - 1);
        }
    }
}

static void go_on(const uint8_t *data, size_t size)
{
    size_t room = (size / 8 + 64) * 8, len;
    uint64_t *words = malloc(room);
    struct capn_builder builder;
    struct capn_struct_builder root;

    memcpy(words, data, size);
    if (capn_builder_reopen(&builder, words, size, room) == STATUS_OK && capn_open_root(&builder, 2, 3, &root) == STATUS_OK) {
        grow(&root, 5);
        (void)!capn_builder_finish(&builder, &len);
    }
    free(words);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct capn_schema schema;
    struct capn_message message;
    struct capn_node node;
    uint64_t *aligned = malloc(size ? size : 1);

    memcpy(aligned, data, size);
    if (kinds_schema_open(&schema))
        abort();
    if (capn_message_open(&message, aligned, size, NULL) == STATUS_OK) {
        for (uint32_t i = 0; i < schema.nodes.count; i++)
            if (capn_schema_node(&schema, i, &node) == STATUS_OK && node.kind == CAPN_NODE_STRUCT)
                print_as(&node, &message);
        copy(&message);
        go_on(data, size);
    }
    free(aligned);
    return 0;
}
