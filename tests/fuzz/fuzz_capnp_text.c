/* SPDX-License-Identifier: MIT */
/*
 * libFuzzer target for the text parser. The input is text; what parses must print, and what was printed must parse to
 * the same bytes. Built like fuzz_capnp_message.c.
 */
#include "capnp/text.h"

#include <stdlib.h>
#include <string.h>

#include "capnp_kinds.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static status_t no_capability(struct capn_parser *parser, char sigil, struct capn_text name, uint64_t interface_id,
                              uint32_t *index)
{
    (void)parser, (void)sigil, (void)name, (void)interface_id, (void)index;
    return STATUS_NOT_FOUND;
}

/* Parses into words; returns the message's length, 0 when the text is refused. */
static size_t parse(const struct capn_node *node, const char *text, size_t len, uint64_t *words, size_t bytes)
{
    struct capn_parser parser = { .capability = no_capability };
    struct capn_builder builder;
    size_t used, message_bytes;

    capn_builder_init(&builder, words, bytes);
    if (capn_parse_root(&parser, node, text, len, &used, &builder)) {
        if (!parser.message[0] || parser.error_offset > len)
            abort();
        return 0;
    }
    if (used > len || capn_builder_finish(&builder, &message_bytes))
        abort();
    return message_bytes;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static uint64_t first[8192], second[8192];
    static char printed[1 << 20];
    struct capn_text_buffer buffer;
    struct capn_printer printer = { .writer = capn_text_buffer_open(&buffer, printed, sizeof(printed)) };
    struct capn_schema schema;
    struct capn_node node;
    struct capn_message message;
    struct capn_struct root;
    char *text = malloc(size ? size : 1);
    size_t len;

    memcpy(text, data, size);
    if (kinds_schema_open(&schema) || capn_schema_find_name(&schema, CAPN_TEXT("Kinds"), &node))
        abort();
    len = parse(&node, text, size, first, sizeof(first));
    if (len) {
        if (capn_message_open(&message, first, len, NULL) || capn_message_root(&message, &root) ||
            capn_print_struct(&printer, &node, &root))
            abort();
        /* Members may have come in another order, so that only the second and the third message need be equal. */
        len = parse(&node, printed, buffer.len, first, sizeof(first));
        if (len == 0 && !buffer.cut)
            abort();
        if (len && parse(&node, printed, buffer.len, second, sizeof(second)) != len)
            abort();
        if (memcmp(first, second, len) != 0)
            abort();
    }
    free(text);
    return 0;
}
