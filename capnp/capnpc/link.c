/* SPDX-License-Identifier: MIT */
/* Second pass over the nodes: ids become pointers, every node gets its C name, its file and its place in the output. */
#include "model.h"

#include <string.h>

void model_link(struct model *model);

static struct node *node_must_find(const struct model *model, uint64_t id, const struct node *user)
{
    struct node *node = model_find(model, id);

    if (!node)
        die("%s refers to a node that is not in the request", user->display_name);
    return node;
}

static void link_type(const struct model *model, struct type *type, const struct node *user)
{
    if (type->kind == TYPE_LIST)
        link_type(model, type->element, user);
    if (type->node_id)
        type->node = node_must_find(model, type->node_id, user);
}

static void ancestors_add(const struct model *model, struct node *node, const struct node *from)
{
    for (size_t i = 0; i < from->superclass_count; i++) {
        struct node *base = node_must_find(model, from->superclass_ids[i], from);
        bool known = false;
        for (size_t j = 0; j < node->ancestor_count; j++)
            known |= node->ancestors[j] == base;
        if (known)
            continue;
        if (node->ancestor_count == 15)
            die("%s: more than 15 ancestors do not fit in a method id", node->display_name);
        node->ancestors[node->ancestor_count++] = base;
        ancestors_add(model, node, base);
    }
}

static void link_node(const struct model *model, struct node *node)
{
    for (size_t i = 0; i < node->field_count; i++) {
        struct field *field = &node->fields[i];
        if (field->is_group)
            field->group = node_must_find(model, field->group_id, node);
        else
            link_type(model, &field->type, node);
    }
    for (size_t i = 0; i < node->method_count; i++) {
        node->methods[i].params = node_must_find(model, node->methods[i].params_id, node);
        node->methods[i].results = node_must_find(model, node->methods[i].results_id, node);
    }
    if (node->kind == NODE_CONST)
        link_type(model, &node->const_type, node);
    if (node->kind == NODE_INTERFACE) {
        node->ancestors = memory_take(16, sizeof(*node->ancestors));
        ancestors_add(model, node, node);
    }
}

static void place_node(const struct model *model, struct schema_file *file, struct node *node, const char *prefix,
                       const char *name);

/* A parameter or result struct that was written inline belongs to its method; a named one is placed where it is. */
static void place_method_struct(const struct model *model, struct schema_file *file, struct node *node,
                                const char *prefix, const struct method *method, const char *suffix)
{
    if (node->scope_id == 0 && !node->c_name)
        place_node(model, file, node, prefix, text_format("%s_%s", method->c_name, suffix));
}

/* Gives the node and everything in it their C names, and puts them in the file's order: what is used comes first. */
static void place_node(const struct model *model, struct schema_file *file, struct node *node, const char *prefix,
                       const char *name)
{
    node->c_name = *prefix ? text_format("%s_%s", prefix, name) : name;
    node->file = file->node;
    for (size_t i = 0; i < node->nested_count; i++) {
        struct node *nested = model_find(model, node->nested[i]);
        if (nested)
            place_node(model, file, nested, node->c_name, name_to_snake(nested->name));
    }
    for (size_t i = 0; i < node->field_count; i++)
        if (node->fields[i].is_group)
            place_node(model, file, node->fields[i].group, node->c_name, node->fields[i].c_name);
    for (size_t i = 0; i < node->method_count; i++) {
        const struct method *method = &node->methods[i];
        place_method_struct(model, file, method->params, node->c_name, method, "params");
        place_method_struct(model, file, method->results, node->c_name, method, "results");
    }
    file->nodes[file->node_count++] = node;
}

/* Files that are only imported need names too, because others refer to them. */
static void place_file(const struct model *model, struct schema_file *file)
{
    file->nodes = memory_take(model->node_count, sizeof(*file->nodes));
    for (size_t i = 0; i < file->node->nested_count; i++) {
        struct node *nested = model_find(model, file->node->nested[i]);
        if (nested && !nested->c_name)
            place_node(model, file, nested, "", name_to_snake(nested->name));
    }
}

void model_link(struct model *model)
{
    for (size_t i = 0; i < model->node_count; i++)
        link_node(model, &model->nodes[i]);
    for (size_t i = 0; i < model->node_count; i++) {
        struct schema_file imported = { .node = &model->nodes[i] };
        bool asked = false;
        for (size_t j = 0; j < model->file_count; j++)
            asked |= model->files[j].node == &model->nodes[i];
        if (model->nodes[i].kind == NODE_FILE && !asked)
            place_file(model, &imported);
    }
    for (size_t i = 0; i < model->file_count; i++)
        place_file(model, &model->files[i]);
}
