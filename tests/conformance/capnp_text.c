/* SPDX-License-Identifier: MIT */
/*
 * The library's text conversions as a program, for comparison with the `capnp` tool:
 *   capnp-text SCHEMAS_BIN encode TYPE    a value per line of standard input -> messages, one after another
 *   capnp-text SCHEMAS_BIN decode TYPE    messages, one after another -> a value per line
 *   capnp-text SCHEMAS_BIN copy TYPE      messages -> deep copies of them, made without a schema
 * TYPE is a name as in the packed schemas, `Timer.sleep$Params` for instance.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "capnp/call.h"
#include "capnp/text.h"

#define INPUT_BYTES (16u << 20)
#define MESSAGE_BYTES (1u << 20)

static uint64_t input[INPUT_BYTES / 8];
static uint64_t output[MESSAGE_BYTES / 8];

static _Noreturn void fail(const char *what, status_t status)
{
    fprintf(stderr, "capnp-text: %s: %s\n", what, capn_status_text(status));
    exit(1);
}

static status_t write_stdout(void *context, const char *text, size_t len)
{
    (void)context;
    return fwrite(text, 1, len, stdout) == len ? STATUS_OK : STATUS_FAILED;
}

static void encode(const struct capn_node *node, const char *line, size_t len)
{
    struct capn_parser parser = { 0 };
    struct capn_builder builder;
    size_t used, bytes;

    memset(output, 0xa5, sizeof(output));
    capn_builder_init(&builder, output, sizeof(output));
    status_t status = capn_parse_root(&parser, node, line, len, &used, &builder);
    if (!status)
        status = capn_builder_finish(&builder, &bytes);
    if (status) {
        fprintf(stderr, "%.*s\n%*s^ %s\n", (int)len, line, (int)parser.error_offset, "", parser.message);
        fail("encode", status);
    }
    /* The tool does not know messages of no bytes: an empty struct is a null root for it. */
    if (bytes == 0) {
        output[0] = (uint64_t)1 << 32;
        output[1] = 0;
        bytes = 16;
    }
    fwrite(output, 1, bytes, stdout);
}

static void decode(const struct capn_node *node, struct capn_message *message)
{
    struct capn_printer printer = { .writer = { write_stdout, NULL } };
    struct capn_struct root;
    status_t status = capn_message_root(message, &root);

    if (!status)
        status = capn_print_struct(&printer, node, &root);
    if (status)
        fail("decode", status);
    putchar('\n');
}

/* The copy hangs below a root of one pointer; a root that is the copy itself is what comes out. */
static void copy(struct capn_message *message)
{
    struct capn_builder builder;
    struct capn_struct_builder root;
    struct capn_struct value;
    size_t bytes;
    status_t status = capn_message_root(message, &value);

    memset(output, 0xa5, sizeof(output));
    capn_builder_init(&builder, output, sizeof(output));
    if (!status)
        status = capn_builder_root(&builder, 0, 1, &root);
    if (!status)
        status = capn_copy_struct(&root, 0, &value);
    if (!status)
        status = capn_builder_finish(&builder, &bytes);
    if (status)
        fail("copy", status);
    /* Take away the root pointer: the word after it is a pointer too, and everything is relative. */
    output[1] = output[0] - ((uint64_t)1 << 32);
    fwrite(output + 1, 1, bytes - 8, stdout);
}

int main(int argc, char **argv)
{
    static uint64_t blob[1u << 17];
    struct capn_schema schema;
    struct capn_node node;
    FILE *file = argc == 4 ? fopen(argv[1], "rb") : NULL;

    if (!file) {
        fprintf(stderr, "usage: capnp-text SCHEMAS_BIN encode|decode|copy TYPE\n");
        return 2;
    }
    size_t len = fread(blob, 1, sizeof(blob), file);
    fclose(file);
    status_t status = capn_schema_open(&schema, blob, len);
    if (!status)
        status = capn_schema_find_name(&schema, (struct capn_text){ argv[3], (uint32_t)strlen(argv[3]) }, &node);
    if (status)
        fail(argv[3], status);
    len = fread(input, 1, sizeof(input), stdin);
    for (size_t at = 0; at < len;) {
        struct capn_message message;
        const char *from = (const char *)input + at;
        size_t used;
        if (argv[2][0] == 'e') {
            const char *end = memchr(from, '\n', len - at);
            used = end ? (size_t)(end - from) : len - at;
            encode(&node, from, used++);
        } else {
            status = capn_message_open(&message, from, len - at, &used);
            if (status)
                fail("open", status);
            if (argv[2][0] == 'd')
                decode(&node, &message);
            else
                copy(&message);
        }
        at += used;
    }
    return 0;
}
