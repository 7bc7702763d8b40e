/* SPDX-License-Identifier: MIT */
/*
 * capnpc-capos: the schema compiler's plugin for capOS. `capnp compile -o ./capnpc-capos:DIR --src-prefix=schema
 * schema/x.capnp` starts it in DIR with a CodeGeneratorRequest on standard input, and it writes x.capnp.h and
 * x.capnp.c there for every file that was named. Under the name capnpc-capos-pack, or with the argument --pack, it
 * writes schemas.bin instead. The same request always gives the same bytes.
 */
#include "emit.h"

#include <stdlib.h>
#include <string.h>

#define REQUEST_LIMIT_BYTES (16u << 20)

/* The whole of standard input, in memory that is aligned for words. */
static void *read_request(size_t *len)
{
    uint8_t *bytes = memory_take(REQUEST_LIMIT_BYTES, 1);

    *len = fread(bytes, 1, REQUEST_LIMIT_BYTES, stdin);
    if (ferror(stdin) || *len == REQUEST_LIMIT_BYTES)
        die("cannot read the request, or it is longer than %u bytes", REQUEST_LIMIT_BYTES);
    return bytes;
}

static FILE *file_create(const char *name)
{
    FILE *out = fopen(name, "w");

    if (!out)
        die("cannot write %s", name);
    return out;
}

static void file_close(FILE *out, const char *name)
{
    if (ferror(out) || fclose(out))
        die("cannot write %s", name);
}

static void for_each_node(FILE *out, const struct schema_file *file, enum node_kind kind,
                          void (*generate)(FILE *, const struct node *))
{
    for (size_t i = 0; i < file->node_count; i++)
        if (file->nodes[i]->kind == kind)
            generate(out, file->nodes[i]);
}

static size_t node_count(const struct schema_file *file, enum node_kind kind)
{
    size_t count = 0;

    for (size_t i = 0; i < file->node_count; i++)
        count += file->nodes[i]->kind == kind;
    return count;
}

static void emit_handle(FILE *out, const struct node *node)
{
    emit(out, "typedef struct {");
    emit(out, "    cap_id_t id;");
    emit(out, "} %s_t;", node->c_name);
}

static void write_header(const struct schema_file *file)
{
    char *name = text_format("%s.h", file->filename);
    FILE *out = file_create(name);

    emit(out, "/* SPDX-License-Identifier: MIT */");
    emit(out, "/* Made by capnpc-capos from %s; do not edit. capnp/README.md says what is what. */", file->filename);
    emit(out, "#pragma once");
    emit(out, "%s", "");
    emit(out, "#include \"capnp/builder.h\"");
    emit(out, "#include \"capnp/call.h\"");
    emit(out, "#include \"capnp/message.h\"");
    for (size_t i = 0; i < file->import_count; i++)
        emit(out, "#include \"%s.h\"", file->imports[i] + (file->imports[i][0] == '/'));
    emit(out, "%s", "");
    for (size_t i = 0; i < file->node_count; i++)
        if (file->nodes[i]->kind == NODE_CONST)
            generate_const(out, file, file->nodes[i]);
    if (node_count(file, NODE_CONST))
        emit(out, "%s", "");
    for_each_node(out, file, NODE_ENUM, generate_enum);
    for_each_node(out, file, NODE_STRUCT, generate_struct_types);
    for_each_node(out, file, NODE_STRUCT, generate_struct);
    for_each_node(out, file, NODE_INTERFACE, generate_interface_header);
    if (node_count(file, NODE_INTERFACE)) {
        emit(out, "#ifndef CAPN_NO_CLIENT");
        emit(out, "%s", "");
        for_each_node(out, file, NODE_INTERFACE, emit_handle);
        emit(out, "%s", "");
        for_each_node(out, file, NODE_INTERFACE, generate_client_header);
        emit(out, "#endif");
    }
    file_close(out, name);
}

static void write_source(const struct schema_file *file)
{
    char *name = text_format("%s.c", file->filename);
    FILE *out = file_create(name);

    emit(out, "/* SPDX-License-Identifier: MIT */");
    emit(out, "/* Made by capnpc-capos from %s; do not edit. */", file->filename);
    emit(out, "#include \"%s.h\"", file->filename);
    emit(out, "%s", "");
    for_each_node(out, file, NODE_INTERFACE, generate_interface_source);
    if (node_count(file, NODE_INTERFACE)) {
        emit(out, "#ifndef CAPN_NO_CLIENT");
        emit(out, "%s", "");
        for_each_node(out, file, NODE_INTERFACE, generate_client_source);
        emit(out, "#endif");
    }
    file_close(out, name);
}

static bool wants_pack(int argc, char **argv)
{
    size_t length = strlen(argv[0]);

    return (argc > 1 && strcmp(argv[1], "--pack") == 0) || (length > 5 && strcmp(argv[0] + length - 5, "-pack") == 0);
}

int main(int argc, char **argv)
{
    static struct model model;
    size_t len;
    void *request = read_request(&len);

    model_load(&model, request, len);
    if (wants_pack(argc, argv)) {
        FILE *out = file_create("schemas.bin");
        generate_packed(out, &model);
        file_close(out, "schemas.bin");
        return 0;
    }
    for (size_t i = 0; i < model.file_count; i++) {
        write_header(&model.files[i]);
        write_source(&model.files[i]);
    }
    return 0;
}
