/* SPDX-License-Identifier: MIT */
/*
 * The library's conversions as a program, for comparison with the `capnp` tool:
 *   capnp-text SCHEMAS_BIN encode TYPE    a value per line of standard input -> messages, one after another
 *   capnp-text SCHEMAS_BIN try TYPE       values, each ended by a byte 0 -> a line for each: `ok` and the canonical form
 *                                         in hexadecimal, or `error`, where in the text, and the sentence
 *   capnp-text SCHEMAS_BIN decode TYPE    messages, one after another -> a value per line
 *   capnp-text SCHEMAS_BIN copy TYPE      messages -> deep copies of them, made without a schema
 *   capnp-text SCHEMAS_BIN grow TYPE      messages of one segment -> the same, opened again and each struct made greater
 *   capnp-text SCHEMAS_BIN pack TYPE      messages -> the same, packed
 *   capnp-text SCHEMAS_BIN unpack TYPE    packed messages -> the same, unpacked
 *   capnp-text SCHEMAS_BIN canonical TYPE       messages -> the segments of their canonical forms
 *   capnp-text SCHEMAS_BIN is-canonical TYPE    messages -> a line for each, `true` or `false`
 * TYPE is a name as in the packed schemas, `Timer.sleep$Params` for instance; from `pack` on it does not matter.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "capnp/call.h"
#include "capnp/canonical.h"
#include "capnp/packed.h"
#include "capnp/reopen.h"
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

static void check(const char *what, status_t status)
{
    if (status)
        fail(what, status);
}

/*
 * Makes all structs behind the pointers of a struct greater by a word and a pointer, and says something in both, as a newer
 * schema would. Without a schema, the pointers' own words tell what they lead to.
 */
static void grow_pointers(const struct capn_struct_builder *s)
{
    for (uint16_t i = 0; i < s->pointer_count; i++) {
        uint64_t word = s->data[s->data_words + i];
        uint16_t data_words = (uint16_t)(word >> 32), pointers = (uint16_t)(word >> 48);
        uint32_t size = word >> 32 & 7;
        struct capn_struct_builder element;
        struct capn_list_builder list;
        if (word == 0 || (word & 2) != 0 || ((word & 3) == 1 && size < CAPN_SIZE_POINTER))
            continue;
        if ((word & 3) == 0) {
            check("grow a struct", capn_open_struct(s, i, data_words + 1, pointers + 1, &element));
            capn_set_u64(&element, data_words * 8u, 0xfedcba9876543210);
            grow_pointers(&element);
            check("grow", capn_set_text(&element, pointers, CAPN_TEXT("a newer field's")));
            continue;
        }
        if (size == CAPN_SIZE_POINTER)
            check("open pointers", capn_open_list(s, i, CAPN_SIZE_POINTER, &list));
        else
            check("open structs", capn_open_struct_list(s, i, 0, 0, &list));
        data_words = list.data_words;
        pointers = list.pointer_count;
        if (size == CAPN_SIZE_COMPOSITE)
            check("grow structs", capn_open_struct_list(s, i, data_words + 1, pointers + 1, &list));
        for (uint32_t j = 0; j < list.count; j++) {
            if (size == CAPN_SIZE_COMPOSITE)
                check("grow an element", capn_list_struct(&list, j, &element));
            else
                element = capn_list_pointer_struct(&list, j);
            grow_pointers(&element);
            if (size == CAPN_SIZE_COMPOSITE)
                check("grow", capn_set_text(&element, pointers, CAPN_TEXT("a newer element's")));
        }
    }
}

static void grow(const char *message, size_t len)
{
    struct capn_builder builder;
    struct capn_struct_builder above = { &builder, output, 1, 0, 1 };
    struct capn_message view;
    struct capn_struct root;
    size_t bytes;

    memcpy(output, message, len);
    memset((uint8_t *)output + len, 0xa5, sizeof(output) - len);
    check("reopen", capn_builder_reopen(&builder, output, len, sizeof(output)));
    /* The root pointer, as the pointer of a struct that has just it. */
    above.data = output + 1;
    grow_pointers(&above);
    capn_builder_view(&builder, &view);
    check("view", capn_message_root(&view, &root));
    check("finish", capn_builder_finish(&builder, &bytes));
    /* And it can be opened once more, as it is now. */
    check("reopen again", capn_builder_reopen(&builder, output, bytes, sizeof(output)));
    fwrite(output, 1, bytes, stdout);
}

static uint64_t output_canonical[MESSAGE_BYTES / 8];

/* Returns the length. */
static size_t make_canonical(struct capn_message *message)
{
    struct capn_message again;
    struct capn_struct root;
    size_t bytes;
    status_t status = capn_message_root(message, &root);

    if (!status)
        status = capn_canonicalize(&root, output_canonical, sizeof(output_canonical), &bytes);
    if (!status)
        status = capn_message_open(&again, output_canonical, bytes, NULL);
    if (status)
        fail("canonical", status);
    if (!capn_is_canonical(&again))
        fail("what was written is not canonical", STATUS_INTERNAL);
    return bytes;
}

/* A value and its verdict. Anything after the value is an error too, as it is for the tool. */
static void try_one(const struct capn_node *node, const char *text, size_t len)
{
    struct capn_parser parser = { 0 };
    struct capn_builder builder;
    struct capn_message message;
    size_t used, bytes = 0;

    memset(output, 0xa5, sizeof(output));
    capn_builder_init(&builder, output, sizeof(output));
    status_t status = capn_parse_root(&parser, node, text, len, &used, &builder);
    if (!status)
        status = capn_builder_finish(&builder, &bytes);
    while (!status && used < len && strchr(" \n", text[used]))
        used++;
    if (status || used < len) {
        printf("error %zu %s\n", status ? parser.error_offset : used, status ? parser.message : "text after the value");
        return;
    }
    status = capn_message_open(&message, output, bytes, NULL);
    if (status)
        fail("open", status);
    bytes = make_canonical(&message);
    printf("ok ");
    for (size_t i = CAPN_CANONICAL_START; i < bytes; i++)
        printf("%02x", ((const uint8_t *)output_canonical)[i]);
    putchar('\n');
}

static void pack(const char *message, size_t len)
{
    size_t bytes;
    status_t status = capn_pack(message, len, output, sizeof(output), &bytes);

    if (status)
        fail("pack", status);
    fwrite(output, 1, bytes, stdout);
}

/* Returns the length of the packed message. */
static size_t unpack(const char *packed, size_t len)
{
    size_t used, bytes;
    status_t status = capn_unpack(packed, len, output, sizeof(output), &used, &bytes);

    if (status)
        fail("unpack", status);
    fwrite(output, 1, bytes, stdout);
    return used;
}

static void canonical(struct capn_message *message)
{
    size_t bytes = make_canonical(message);

    fwrite((const char *)output_canonical + CAPN_CANONICAL_START, 1, bytes - CAPN_CANONICAL_START, stdout);
}

/* What is done with one message; returns how much of the input it took. */
static size_t message_do(const char *verb, const struct capn_node *node, const char *from, size_t len)
{
    struct capn_message message;
    size_t used;
    status_t status;

    if (strcmp(verb, "unpack") == 0)
        return unpack(from, len);
    status = capn_message_open(&message, from, len, &used);
    if (status)
        fail("open", status);
    if (strcmp(verb, "decode") == 0)
        decode(node, &message);
    else if (strcmp(verb, "copy") == 0)
        copy(&message);
    else if (strcmp(verb, "grow") == 0)
        grow(from, used);
    else if (strcmp(verb, "pack") == 0)
        pack(from, used);
    else if (strcmp(verb, "canonical") == 0)
        canonical(&message);
    else if (strcmp(verb, "is-canonical") == 0)
        puts(capn_is_canonical(&message) ? "true" : "false");
    else
        fail(verb, STATUS_NOT_FOUND);
    return used;
}

int main(int argc, char **argv)
{
    static uint64_t blob[1u << 17];
    struct capn_schema schema;
    struct capn_node node;
    FILE *file = argc == 4 ? fopen(argv[1], "rb") : NULL;

    if (!file) {
        fprintf(stderr, "usage: capnp-text SCHEMAS_BIN encode|try|decode|copy|grow|pack|unpack|canonical|is-canonical TYPE\n");
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
        bool try = strcmp(argv[2], "try") == 0;
        const char *from = (const char *)input + at;
        if (!try && strcmp(argv[2], "encode") != 0) {
            at += message_do(argv[2], &node, from, len - at);
            continue;
        }
        const char *end = memchr(from, try ? '\0' : '\n', len - at);
        size_t text_len = end ? (size_t)(end - from) : len - at;
        if (try)
            try_one(&node, from, text_len);
        else
            encode(&node, from, text_len);
        at += text_len + 1;
    }
    return 0;
}
