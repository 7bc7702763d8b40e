/* SPDX-License-Identifier: MIT */
#include "include.h"

#include <string.h>

#include "brand.h"
#include "emit.h"

static const struct schema_file *file_of(const struct model *model, const struct node *node)
{
    for (size_t i = 0; i < model->all_file_count; i++)
        if (model->files[i].node == node)
            return &model->files[i];
    return NULL;
}

static void need_node(const struct model *model, struct schema_file *file, const struct node *node)
{
    const struct schema_file *other = node->file && node->file != file->node ? file_of(model, node->file) : NULL;

    for (size_t i = 0; i < file->need_count; i++)
        if (file->needs[i] == other)
            return;
    if (!other)
        return;
    file->needs = array_room(file->needs, file->need_count, sizeof(*file->needs));
    file->needs[file->need_count++] = other;
}

static void need_type(const struct model *model, struct schema_file *file, const struct type *type)
{
    while (type->kind == TYPE_LIST)
        type = type->element;
    if (type->node)
        need_node(model, file, type->node);
}

static void need_interface(const struct model *model, struct schema_file *file, const struct node *node)
{
    for (size_t k = 0; k <= node->ancestor_count; k++) {
        const struct node *owner = k ? node->ancestors[k - 1] : node;
        need_node(model, file, owner);
        for (size_t i = 0; i < owner->method_count; i++) {
            need_node(model, file, owner->methods[i].params);
            need_node(model, file, owner->methods[i].results);
        }
    }
}

static void find_needs(const struct model *model, struct schema_file *file)
{
    for (size_t i = 0; i < file->node_count; i++) {
        const struct node *node = file->nodes[i];
        for (size_t j = 0; j < node->field_count; j++)
            need_type(model, file, &node->fields[j].type);
        need_type(model, file, &node->const_type);
        need_interface(model, file, node);
    }
    for (size_t i = 0; i < file->instance_count; i++) {
        const struct instance *instance = &file->instances[i];
        need_node(model, file, instance->node);
        for (size_t j = 0; j < instance->node->field_count; j++) {
            struct type bound = type_bind(&instance->node->fields[j].type, instance->brand);
            need_type(model, file, &bound);
        }
    }
}

/* Whether target is reached from file. seen: files that were gone through. */
static bool reaches(const struct schema_file *file, const struct schema_file *target, const struct schema_file ***seen,
                    size_t *seen_count)
{
    for (size_t i = 0; i < *seen_count; i++)
        if ((*seen)[i] == file)
            return false;
    *seen = array_room(*seen, *seen_count, sizeof(**seen));
    (*seen)[(*seen_count)++] = file;
    for (size_t i = 0; i < file->need_count; i++)
        if (file->needs[i] == target || reaches(file->needs[i], target, seen, seen_count))
            return true;
    return false;
}

bool file_includes(const struct schema_file *includer, const struct schema_file *included)
{
    const struct schema_file **seen = NULL;
    size_t seen_count = 0;

    return reaches(includer, included, &seen, &seen_count);
}

void includes_find(struct model *model)
{
    for (size_t i = 0; i < model->all_file_count; i++)
        find_needs(model, &model->files[i]);
    for (size_t i = 0; i < model->all_file_count; i++)
        model->files[i].node->in_circle = file_includes(&model->files[i], &model->files[i]);
}

/* Constants and pointers of any type; builders that are opened, because of a default. */
static void what_is_used(const struct schema_file *file, bool *pointers, bool *opened)
{
    *pointers = *opened = false;
    for (size_t i = 0; i < file->node_count; i++) {
        const struct node *node = file->nodes[i];
        *pointers |= const_is_message(node);
        for (size_t j = 0; j < node->field_count; j++) {
            const struct field *field = &node->fields[j];
            *pointers |= !field->is_group && field->type.kind == TYPE_ANY_POINTER && !type_is_capability(&field->type);
            *opened |= field->default_value.words != NULL;
        }
    }
    *pointers |= *opened;
}

void emit_library_includes(FILE *out, const struct schema_file *file)
{
    bool pointers, opened;

    what_is_used(file, &pointers, &opened);
    emit(out, "#include \"capnp/builder.h\"");
    emit(out, "#include \"capnp/call.h\"");
    emit(out, "#include \"capnp/message.h\"");
    if (pointers)
        emit(out, "#include \"capnp/pointer.h\"");
    if (opened)
        emit(out, "#include \"capnp/reopen.h\"");
}

static bool file_needs(const struct schema_file *file, uint64_t id)
{
    for (size_t i = 0; i < file->need_count; i++)
        if (file->needs[i]->node->id == id)
            return true;
    return false;
}

static bool file_imports(const struct schema_file *file, uint64_t id)
{
    for (size_t i = 0; i < file->import_count; i++)
        if (file->imports[i].id == id)
            return true;
    return false;
}

static void emit_include(FILE *out, const char *name)
{
    emit(out, "#include \"%s.h\"", name + (name[0] == '/'));
}

void emit_schema_includes(FILE *out, const struct schema_file *file)
{
    for (size_t i = 0; i < file->import_count; i++)
        if (file_needs(file, file->imports[i].id))
            emit_include(out, file->imports[i].name);
    /* A type may come by an alias in a file that is imported, from one that is not. */
    for (size_t i = 0; i < file->need_count; i++)
        if (!file_imports(file, file->needs[i]->node->id))
            emit_include(out, file->needs[i]->filename);
}
