/* SPDX-License-Identifier: MIT */
/*
 * What goes into the files that are made for one schema file, in which order. All of it is made in memory first: when anything
 * is refused, no file is touched.
 */
#include "emit.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "include.h"
#include "refuse.h"

struct output {
    char *name;
    char *text;
    size_t len;
};

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

static void for_each_const(FILE *out, const struct schema_file *file,
                           void (*generate)(FILE *, const struct schema_file *, const struct node *))
{
    for (size_t i = 0; i < file->node_count; i++)
        if (file->nodes[i]->kind == NODE_CONST)
            generate(out, file, file->nodes[i]);
}

/* ---- the parts of a header ---- */

static void header_types(FILE *out, const struct schema_file *file)
{
    for_each_node(out, file, NODE_ENUM, generate_enum);
    for_each_node(out, file, NODE_STRUCT, generate_struct_types);
}

static void header_constants(FILE *out, const struct schema_file *file)
{
    for_each_const(out, file, generate_const);
    if (node_count(file, NODE_CONST))
        emit(out, "%s", "");
}

static void header_structs(FILE *out, const struct schema_file *file)
{
    for_each_node(out, file, NODE_STRUCT, generate_struct);
    for (size_t i = 0; i < file->instance_count; i++)
        generate_instance(out, &file->instances[i]);
}

static void header_servers(FILE *out, const struct schema_file *file)
{
    for_each_node(out, file, NODE_INTERFACE, generate_interface_header);
}

static void header_clients(FILE *out, const struct schema_file *file)
{
    if (node_count(file, NODE_INTERFACE) == 0)
        return;
    emit(out, "#ifndef CAPN_NO_CLIENT");
    emit(out, "%s", "");
    if (!file->node->in_circle) {
        for_each_node(out, file, NODE_INTERFACE, generate_handle);
        emit(out, "%s", "");
    }
    for_each_node(out, file, NODE_INTERFACE, generate_client_header);
    emit(out, "#endif");
}

/* What the code of other headers needs of this one, of those that it includes and that include it. */
static void header_circle(FILE *out, const struct schema_file *file)
{
    header_types(out, file);
    if (node_count(file, NODE_INTERFACE) == 0)
        return;
    emit(out, "#ifndef CAPN_NO_CLIENT");
    for_each_node(out, file, NODE_INTERFACE, generate_handle);
    emit(out, "#endif");
    emit(out, "%s", "");
}

static void make_header(FILE *out, const struct schema_file *file)
{
    emit(out, "/* SPDX-License-Identifier: MIT */");
    emit(out, "/* Made by capnpc-capos from %s; do not edit. capnp/README.md says what is what. */", file->filename);
    emit(out, "#pragma once");
    emit(out, "%s", "");
    emit_library_includes(out, file);
    if (file->node->in_circle) {
        emit(out, "%s", "");
        header_circle(out, file);
    }
    emit_schema_includes(out, file);
    emit(out, "%s", "");
    header_constants(out, file);
    if (!file->node->in_circle)
        header_types(out, file);
    header_structs(out, file);
    header_servers(out, file);
    header_clients(out, file);
}

/* ---- and of a source ---- */

static void source_clients(FILE *out, const struct schema_file *file)
{
    if (node_count(file, NODE_INTERFACE) == 0)
        return;
    emit(out, "#ifndef CAPN_NO_CLIENT");
    emit(out, "%s", "");
    for_each_node(out, file, NODE_INTERFACE, generate_client_source);
    emit(out, "#endif");
}

static void make_source(FILE *out, const struct schema_file *file)
{
    const char *slash = strrchr(file->filename, '/');

    emit(out, "/* SPDX-License-Identifier: MIT */");
    emit(out, "/* Made by capnpc-capos from %s; do not edit. */", file->filename);
    emit(out, "#include \"%s.h\"", slash ? slash + 1 : file->filename);
    emit(out, "%s", "");
    for_each_const(out, file, generate_const_source);
    for_each_node(out, file, NODE_STRUCT, generate_struct_source);
    for_each_node(out, file, NODE_INTERFACE, generate_interface_source);
    source_clients(out, file);
}

/* ---- writing ---- */

static struct output output_make(const struct schema_file *file, const char *ending,
                                 void (*make)(FILE *, const struct schema_file *))
{
    struct output output = { .name = text_format("%s.%s", file->filename, ending) };
    FILE *out = open_memstream(&output.text, &output.len);

    if (!out)
        die("out of memory");
    make(out, file);
    if (fclose(out))
        die("out of memory");
    return output;
}

/* Makes the folders of a name that are not there. */
static void folders_make(const char *name)
{
    char *path = text_format("%s", name);

    for (char *slash = strchr(path, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = 0;
        if (mkdir(path, 0777) && errno != EEXIST)
            die("cannot make the folder %s: %s", path, strerror(errno));
        *slash = '/';
    }
}

static void output_write(const struct output *output)
{
    FILE *out;

    folders_make(output->name);
    out = fopen(output->name, "w");
    if (!out || fwrite(output->text, 1, output->len, out) != output->len || fclose(out))
        die("cannot write %s: %s", output->name, strerror(errno));
}

/* A file outside of the folder in which the generator was started is none that it may write. */
static void filename_check(const struct schema_file *file)
{
    const char *name = file->filename;

    if (*name == '/' || strncmp(name, "../", 3) == 0 || strstr(name, "/../"))
        die("%s is outside of the folder for the output: say --src-prefix=FOLDER of the schema", name);
}

int generate_files(const struct model *model)
{
    struct output *outputs = memory_take(model->file_count * 2, sizeof(*outputs));

    for (size_t i = 0; i < model->file_count; i++) {
        const struct schema_file *file = &model->files[i];
        filename_check(file);
        claims_begin(file);
        outputs[2 * i] = output_make(file, "h", make_header);
        outputs[2 * i + 1] = output_make(file, "c", make_source);
    }
    claims_check(file_includes);
    if (refusals_report())
        return 1;
    for (size_t i = 0; i < model->file_count * 2; i++)
        output_write(&outputs[i]);
    return 0;
}
