/* SPDX-License-Identifier: MIT */
/*
 * Reads a CodeGeneratorRequest with the library's own reader. The offsets are those of capnp/schema.capnp, version 0.9;
 * the format's evolution rules keep them valid for newer compilers. This is the only place that knows them.
 */
#include "model.h"

#include "capnp/message.h"

#include <stdlib.h>
#include <string.h>

#define TRANSFER_ANNOTATION 0xd1f4a7c2b8e90312u

static void check(status_t status)
{
    if (status)
        die("the request on standard input is damaged (status %d)", status);
}

static const char *load_text(const struct capn_struct *s, uint16_t index)
{
    struct capn_text text;

    check(capn_get_text(s, index, &text));
    return text_format("%s", text.data);
}

static uint32_t load_list(const struct capn_struct *s, uint16_t index, struct capn_list *list)
{
    check(capn_get_list(s, index, CAPN_SIZE_COMPOSITE, list));
    return list->count;
}

static void load_type(const struct capn_struct *s, struct type *type)
{
    struct capn_struct element;

    type->kind = (enum type_kind)capn_get_u16(s, 0);
    switch (type->kind) {
    case TYPE_LIST:
        check(capn_get_struct(s, 0, &element));
        type->element = memory_take(1, sizeof(*type->element));
        load_type(&element, type->element);
        break;
    case TYPE_ENUM:
    case TYPE_STRUCT:
    case TYPE_INTERFACE:
        type->node_id = capn_get_u64(s, 8);
        break;
    case TYPE_ANY_POINTER:
        if (capn_get_u16(s, 8) != 0)
            die("type parameters are not supported");
        type->is_capability = capn_get_u16(s, 10) == 3;
        break;
    default:
        if (type->kind > TYPE_ANY_POINTER)
            die("type number %d is not known", type->kind);
    }
}

/* The bits of a Value that stands for a number, a bool or an enumerant. */
static uint64_t load_value_bits(const struct capn_struct *value)
{
    switch (capn_get_u16(value, 0)) {
    case TYPE_BOOL:
        return capn_get_bit(value, 16);
    case TYPE_INT8:
    case TYPE_UINT8:
        return capn_get_u8(value, 2);
    case TYPE_INT16:
    case TYPE_UINT16:
    case TYPE_ENUM:
        return capn_get_u16(value, 2);
    case TYPE_INT32:
    case TYPE_UINT32:
    case TYPE_FLOAT32:
        return capn_get_u32(value, 4);
    case TYPE_INT64:
    case TYPE_UINT64:
    case TYPE_FLOAT64:
        return capn_get_u64(value, 8);
    default:
        return 0;
    }
}

static void load_slot(const struct capn_struct *s, const struct node *node, struct field *field)
{
    struct capn_struct type, value;

    field->offset = capn_get_u32(s, 4);
    check(capn_get_struct(s, 2, &type));
    load_type(&type, &field->type);
    check(capn_get_struct(s, 3, &value));
    field->default_bits = load_value_bits(&value);
    /* Readers would need the default as a message of its own; nothing here wants one, and silence would be wrong. */
    if (capn_has_pointer(&value, 0) && capn_get_bit(s, 128))
        die("%s.%s: default values of pointer fields are not supported", node->display_name, field->name);
}

static void load_fields(const struct capn_struct *s, struct node *node)
{
    struct capn_list list;
    struct capn_struct element;

    node->data_words = capn_get_u16(s, 14);
    node->pointer_count = capn_get_u16(s, 24);
    node->is_group = capn_get_bit(s, 224);
    node->discriminant_count = capn_get_u16(s, 30);
    node->discriminant_offset = capn_get_u32(s, 32);
    node->field_count = load_list(s, 3, &list);
    node->fields = memory_take(node->field_count, sizeof(*node->fields));
    for (uint32_t i = 0; i < list.count; i++) {
        struct field *field = &node->fields[i];
        check(capn_list_get_struct(&list, i, &element));
        field->name = load_text(&element, 0);
        field->c_name = name_to_snake(field->name);
        field->discriminant = capn_get_u16(&element, 2) ^ 0xffff;
        field->is_group = capn_get_u16(&element, 8) == 1;
        if (field->is_group)
            field->group_id = capn_get_u64(&element, 16);
        else
            load_slot(&element, node, field);
    }
}

static void load_enumerants(const struct capn_struct *s, struct node *node)
{
    struct capn_list list;
    struct capn_struct element;

    node->enumerant_count = load_list(s, 3, &list);
    node->enumerants = memory_take(node->enumerant_count, sizeof(*node->enumerants));
    for (uint32_t i = 0; i < list.count; i++) {
        check(capn_list_get_struct(&list, i, &element));
        node->enumerants[i].name = load_text(&element, 0);
        node->enumerants[i].c_name = name_to_snake(node->enumerants[i].name);
    }
}

static void load_methods(const struct capn_struct *s, struct node *node)
{
    struct capn_list list;
    struct capn_struct element;

    node->method_count = load_list(s, 3, &list);
    node->methods = memory_take(node->method_count, sizeof(*node->methods));
    for (uint32_t i = 0; i < list.count; i++) {
        struct method *method = &node->methods[i];
        check(capn_list_get_struct(&list, i, &element));
        method->name = load_text(&element, 0);
        method->c_name = name_to_snake(method->name);
        method->params_id = capn_get_u64(&element, 8);
        method->results_id = capn_get_u64(&element, 16);
    }
    node->superclass_count = load_list(s, 4, &list);
    node->superclass_ids = memory_take(node->superclass_count, sizeof(uint64_t));
    for (uint32_t i = 0; i < list.count; i++) {
        check(capn_list_get_struct(&list, i, &element));
        node->superclass_ids[i] = capn_get_u64(&element, 0);
    }
}

static void load_const(const struct capn_struct *s, struct node *node)
{
    struct capn_struct type, value;

    check(capn_get_struct(s, 3, &type));
    load_type(&type, &node->const_type);
    check(capn_get_struct(s, 4, &value));
    node->const_bits = load_value_bits(&value);
    if (node->const_type.kind == TYPE_TEXT)
        node->const_text = load_text(&value, 0);
}

static void load_transfer_mode(const struct capn_struct *s, struct node *node)
{
    struct capn_list list;
    struct capn_struct annotation, value;

    for (uint32_t i = 0, n = load_list(s, 2, &list); i < n; i++) {
        check(capn_list_get_struct(&list, i, &annotation));
        check(capn_get_struct(&annotation, 0, &value));
        if (capn_get_u64(&annotation, 0) == TRANSFER_ANNOTATION)
            node->transfer_mode = (uint8_t)load_value_bits(&value);
    }
}

static void load_node(const struct capn_struct *s, struct node *node)
{
    struct capn_list list;
    struct capn_struct element;
    const char *colon;

    node->id = capn_get_u64(s, 0);
    node->scope_id = capn_get_u64(s, 16);
    node->kind = (enum node_kind)capn_get_u16(s, 12);
    node->display_name = load_text(s, 0);
    node->name = node->display_name + capn_get_u32(s, 8);
    colon = strchr(node->display_name, ':');
    node->path = colon ? colon + 1 : node->display_name;
    if (capn_get_bit(s, 288))
        die("%s: generic types are not supported", node->display_name);
    node->nested_count = load_list(s, 1, &list);
    node->nested = memory_take(node->nested_count, sizeof(uint64_t));
    for (uint32_t i = 0; i < list.count; i++) {
        check(capn_list_get_struct(&list, i, &element));
        node->nested[i] = capn_get_u64(&element, 0);
    }
    load_transfer_mode(s, node);
    static void (*const load[])(const struct capn_struct *, struct node *) = {
        [NODE_STRUCT] = load_fields, [NODE_ENUM] = load_enumerants, [NODE_INTERFACE] = load_methods,
        [NODE_CONST] = load_const,
    };
    if (node->kind < sizeof(load) / sizeof(load[0]) && load[node->kind])
        load[node->kind](s, node);
}

static const char *load_doc(const struct capn_struct *s)
{
    const char *doc = load_text(s, 0);

    return *doc ? doc : NULL;
}

/* Documentation comes apart from the nodes: one record per node, its members in the node's own order. */
static void load_docs(const struct capn_struct *request, const struct model *model)
{
    struct capn_list infos, members;
    struct capn_struct info, member;

    for (uint32_t i = 0, n = load_list(request, 3, &infos); i < n; i++) {
        check(capn_list_get_struct(&infos, i, &info));
        struct node *node = model_find(model, capn_get_u64(&info, 0));
        if (!node)
            continue;
        node->doc = load_doc(&info);
        for (uint32_t j = 0, m = load_list(&info, 1, &members); j < m; j++) {
            check(capn_list_get_struct(&members, j, &member));
            if (node->kind == NODE_STRUCT && j < node->field_count)
                node->fields[j].doc = load_doc(&member);
            else if (node->kind == NODE_ENUM && j < node->enumerant_count)
                node->enumerants[j].doc = load_doc(&member);
            else if (node->kind == NODE_INTERFACE && j < node->method_count)
                node->methods[j].doc = load_doc(&member);
        }
    }
}

static int node_compare(const void *a, const void *b)
{
    uint64_t x = ((const struct node *)a)->id, y = ((const struct node *)b)->id;

    return (x > y) - (x < y);
}

struct node *model_find(const struct model *model, uint64_t id)
{
    struct node key = { .id = id };

    return bsearch(&key, model->nodes, model->node_count, sizeof(key), node_compare);
}

void model_link(struct model *model);

static void load_files(const struct capn_struct *request, struct model *model)
{
    struct capn_list files, imports;
    struct capn_struct file, import;

    model->file_count = load_list(request, 1, &files);
    model->files = memory_take(model->file_count, sizeof(*model->files));
    for (uint32_t i = 0; i < files.count; i++) {
        struct schema_file *out = &model->files[i];
        check(capn_list_get_struct(&files, i, &file));
        out->node = model_find(model, capn_get_u64(&file, 0));
        out->filename = load_text(&file, 0);
        out->import_count = load_list(&file, 1, &imports);
        out->imports = memory_take(out->import_count, sizeof(char *));
        for (uint32_t j = 0; j < imports.count; j++) {
            check(capn_list_get_struct(&imports, j, &import));
            out->imports[j] = load_text(&import, 0);
        }
        if (!out->node)
            die("%s: its node is missing", out->filename);
    }
}

void model_load(struct model *model, const void *bytes, size_t len)
{
    struct capn_message message;
    struct capn_struct request, element;
    struct capn_list nodes;

    check(capn_message_open(&message, bytes, len, NULL));
    check(capn_message_root(&message, &request));
    model->node_count = load_list(&request, 0, &nodes);
    model->nodes = memory_take(model->node_count, sizeof(*model->nodes));
    for (uint32_t i = 0; i < nodes.count; i++) {
        check(capn_list_get_struct(&nodes, i, &element));
        load_node(&element, &model->nodes[i]);
    }
    qsort(model->nodes, model->node_count, sizeof(*model->nodes), node_compare);
    load_docs(&request, model);
    load_files(&request, model);
    model_link(model);
}
