/* SPDX-License-Identifier: MIT */
/* Second pass over the nodes: ids become pointers, every node gets its C name, its file and its place in the output. */
#include "brand.h"

#include <string.h>

#include "refuse.h"

/* Parts of a method id: ordinals are in bits 0-11, ancestors in bits 12-15, 0 being the interface itself. */
#define METHOD_LIMIT 0x1000u
#define ANCESTOR_LIMIT 15u

void model_link(struct model *model);

static struct node *node_must_find(const struct model *model, uint64_t id, const struct node *user)
{
    struct node *node = model_find(model, id);

    if (!node)
        die("%s refers to a node that is not in the request", user->display_name);
    return node;
}

static void link_type(const struct model *model, struct type *type, const struct node *user);

static void link_brand(const struct model *model, const struct brand *brand, const struct node *user)
{
    for (size_t i = 0; brand && i < brand->count; i++)
        for (size_t j = 0; j < brand->scopes[i].count; j++)
            link_type(model, &brand->scopes[i].bindings[j], user);
}

static void link_type(const struct model *model, struct type *type, const struct node *user)
{
    if (type->kind == TYPE_LIST)
        link_type(model, type->element, user);
    if (type->node_id)
        type->node = node_must_find(model, type->node_id, user);
    link_brand(model, type->brand, user);
}

static void ancestors_add(const struct model *model, struct node *node, const struct node *from)
{
    for (size_t i = 0; i < from->superclass_count; i++) {
        struct node *base = node_must_find(model, from->superclasses[i].id, from);
        bool known = false;
        for (size_t j = 0; j < node->ancestor_count; j++)
            known |= node->ancestors[j] == base;
        if (known)
            continue;
        node->ancestors = array_room(node->ancestors, node->ancestor_count, sizeof(*node->ancestors));
        node->ancestors[node->ancestor_count++] = base;
        ancestors_add(model, node, base);
    }
}

/* What a method with `-> stream` results in: the schema compiler's StreamResult is in a file that need not be generated. */
static struct node *stream_results(const struct node *node, const struct method *method)
{
    struct node *results = memory_take(1, sizeof(*results));

    results->kind = NODE_STRUCT;
    results->display_name = text_format("%s.%s$Results", node->display_name, method->name);
    results->path = text_format("%s.%s$Results", node->path, method->name);
    results->name = results->path;
    return results;
}

static void link_methods(const struct model *model, struct node *node)
{
    if (node->method_count > METHOD_LIMIT)
        refuse(node, NULL, "has %zu methods; a method id has 12 bits for them, which is %u", node->method_count,
               METHOD_LIMIT);
    for (size_t i = 0; i < node->method_count; i++) {
        struct method *method = &node->methods[i];
        method->params = node_must_find(model, method->params_id, node);
        method->results = method->is_stream ? stream_results(node, method) : node_must_find(model, method->results_id, node);
        link_brand(model, method->params_brand, node);
        link_brand(model, method->results_brand, node);
    }
    for (size_t i = 0; i < node->superclass_count; i++)
        link_brand(model, node->superclasses[i].brand, node);
    ancestors_add(model, node, node);
    if (node->ancestor_count > ANCESTOR_LIMIT)
        refuse(node, NULL, "extends %zu interfaces, with those that they extend; a method id has 4 bits for them, which is %u",
               node->ancestor_count, ANCESTOR_LIMIT);
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
    if (node->kind == NODE_CONST)
        link_type(model, &node->const_type, node);
    if (node->kind == NODE_INTERFACE)
        link_methods(model, node);
    node->scope = model_find(model, node->scope_id);
    if (node->scope && node->scope->kind == NODE_FILE)
        node->scope = NULL;
}

static void place_node(const struct model *model, struct schema_file *file, struct node *node, const char *prefix,
                       const char *name);

/* A parameter or result struct that was written inline belongs to its method; a named one is placed where it is. */
static void place_method_struct(const struct model *model, struct schema_file *file, struct node *node,
                                const struct node *interface, const struct method *method, const char *suffix)
{
    if (node->scope_id != 0 || node->c_name)
        return;
    node->scope = interface;
    place_node(model, file, node, interface->c_name, text_format("%s_%s", method->c_name, suffix));
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
        place_method_struct(model, file, method->params, node, method, "params");
        place_method_struct(model, file, method->results, node, method, "results");
    }
    file->nodes = array_room(file->nodes, file->node_count, sizeof(*file->nodes));
    file->nodes[file->node_count++] = node;
}

static void place_file(const struct model *model, struct schema_file *file)
{
    for (size_t i = 0; i < file->node->nested_count; i++) {
        struct node *nested = model_find(model, file->node->nested[i]);
        if (nested && !nested->c_name)
            place_node(model, file, nested, "", name_to_declaration(name_to_snake(nested->name)));
    }
}

void model_link(struct model *model)
{
    for (size_t i = 0; i < model->node_count; i++)
        link_node(model, &model->nodes[i]);
    /* Files that are only imported need names too, because others refer to them. */
    for (size_t i = 0; i < model->all_file_count; i++)
        place_file(model, &model->files[i]);
    for (size_t i = 0; i < model->all_file_count; i++)
        instances_find(&model->files[i]);
}
