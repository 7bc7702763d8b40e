/* SPDX-License-Identifier: MIT */
/*
 * Reads a CodeGeneratorRequest with the library's own reader. The offsets are those of capnp/schema.capnp, version 0.9;
 * the format's evolution rules keep them valid for newer compilers. This is the only place that knows them.
 */
#include "model.h"

#include "capnp/pointer.h"

#include <stdlib.h>
#include <string.h>

#include "refuse.h"

#define TRANSFER_ANNOTATION 0xd1f4a7c2b8e90312u
#define VALUE_LIMIT_BYTES (16u << 20)   /* as much as a request can have */

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

static const struct brand *load_brand(const struct capn_struct *s, uint16_t index, const struct node *user);

static void load_any_pointer(const struct capn_struct *s, struct type *type)
{
    static const enum any_kind kinds[] = { ANY_POINTER, ANY_STRUCT, ANY_LIST, ANY_CAPABILITY };
    uint16_t form = capn_get_u16(s, 8), number = capn_get_u16(s, 10);

    if (form == 0) {
        /* A kind that a later compiler knows is a pointer in any case. */
        type->any = number < sizeof(kinds) / sizeof(kinds[0]) ? kinds[number] : ANY_POINTER;
        return;
    }
    type->any = ANY_PARAMETER;
    type->parameter_scope = form == 1 ? capn_get_u64(s, 16) : 0;
    type->parameter = number;
}

/* user: whose type it is. */
static void load_type(const struct capn_struct *s, struct type *type, const struct node *user)
{
    struct capn_struct element;

    type->kind = (enum type_kind)capn_get_u16(s, 0);
    switch (type->kind) {
    case TYPE_LIST:
        check(capn_get_struct(s, 0, &element));
        type->element = memory_take(1, sizeof(*type->element));
        load_type(&element, type->element, user);
        break;
    case TYPE_ENUM:
    case TYPE_STRUCT:
    case TYPE_INTERFACE:
        type->node_id = capn_get_u64(s, 8);
        type->brand = load_brand(s, 0, user);
        break;
    case TYPE_ANY_POINTER:
        load_any_pointer(s, type);
        break;
    default:
        if (type->kind > TYPE_ANY_POINTER) {
            refuse(user, NULL, "uses type number %d of a newer schema language", type->kind);
            type->kind = TYPE_VOID;
        }
    }
}

static void load_binding(const struct capn_struct *s, struct type *type, const struct node *user)
{
    struct capn_struct bound;

    *type = (struct type){ .kind = TYPE_ANY_POINTER, .any = ANY_POINTER };
    if (capn_get_u16(s, 0) == 0)
        return;
    check(capn_get_struct(s, 0, &bound));
    load_type(&bound, type, user);
}

static void load_scope(const struct capn_struct *s, struct brand_scope *scope, const struct node *user)
{
    struct capn_list list;
    struct capn_struct element;

    scope->scope_id = capn_get_u64(s, 0);
    scope->inherits = capn_get_u16(s, 8) == 1;
    if (scope->inherits)
        return;
    scope->count = load_list(s, 0, &list);
    scope->bindings = memory_take(scope->count, sizeof(*scope->bindings));
    for (uint32_t i = 0; i < list.count; i++) {
        check(capn_list_get_struct(&list, i, &element));
        load_binding(&element, &scope->bindings[i], user);
    }
}

/* The brand that pointer index leads to; NULL when it binds nothing. */
static const struct brand *load_brand(const struct capn_struct *s, uint16_t index, const struct node *user)
{
    struct capn_struct from, element;
    struct capn_list list;
    struct brand *brand;

    check(capn_get_struct(s, index, &from));
    if (load_list(&from, 0, &list) == 0)
        return NULL;
    brand = memory_take(1, sizeof(*brand));
    brand->count = list.count;
    brand->scopes = memory_take(brand->count, sizeof(*brand->scopes));
    for (uint32_t i = 0; i < list.count; i++) {
        check(capn_list_get_struct(&list, i, &element));
        load_scope(&element, &brand->scopes[i], user);
    }
    return brand;
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

/*
 * The pointer of a Value and all that it leads to, as words that can be read by themselves. A copy is made below a root that has
 * just this pointer: the words from the pointer on are what is wanted, since everything in them is relative.
 */
static void load_value_words(const struct capn_struct *s, struct value *value)
{
    static uint64_t room[VALUE_LIMIT_BYTES / 8];
    /* Segment table and root pointer. */
    enum { BEFORE = 2 };
    struct capn_builder builder;
    struct capn_struct_builder root;
    struct capn_pointer_builder to;
    struct capn_pointer from = capn_pointer_at(s, 0);
    uint64_t *words;
    size_t bytes;

    capn_builder_init(&builder, room, sizeof(room));
    check(capn_builder_root(&builder, 0, 1, &root));
    to = capn_pointer_builder_at(&root, 0);
    check(capn_pointer_copy(&to, &from));
    check(capn_builder_finish(&builder, &bytes));
    value->word_count = bytes / 8 - BEFORE;
    words = memory_take(value->word_count, 8);
    memcpy(words, room + BEFORE, value->word_count * 8);
    value->words = words;
}

static void load_value(const struct capn_struct *s, struct value *value)
{
    struct capn_text text;
    struct capn_data data;

    value->bits = load_value_bits(s);
    if (!capn_has_pointer(s, 0))
        return;
    load_value_words(s, value);
    if (capn_get_u16(s, 0) == TYPE_TEXT) {
        check(capn_get_text(s, 0, &text));
        value->bytes = (const uint8_t *)text.data;
        value->byte_count = text.len;
    } else if (capn_get_u16(s, 0) == TYPE_DATA) {
        check(capn_get_data(s, 0, &data));
        value->bytes = data.data;
        value->byte_count = data.len;
    }
}

static void load_slot(const struct capn_struct *s, const struct node *node, struct field *field)
{
    struct capn_struct type, value;

    field->offset = capn_get_u32(s, 4);
    check(capn_get_struct(s, 2, &type));
    load_type(&type, &field->type, node);
    check(capn_get_struct(s, 3, &value));
    if (capn_get_bit(s, 128))
        load_value(&value, &field->default_value);
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
        method->c_name = name_to_method(name_to_snake(method->name));
        method->params_id = capn_get_u64(&element, 8);
        method->results_id = capn_get_u64(&element, 16);
        method->params_brand = load_brand(&element, 2, node);
        method->results_brand = load_brand(&element, 3, node);
        method->is_stream = method->results_id == STREAM_RESULT_ID;
    }
    node->superclass_count = load_list(s, 4, &list);
    node->superclasses = memory_take(node->superclass_count, sizeof(*node->superclasses));
    for (uint32_t i = 0; i < list.count; i++) {
        check(capn_list_get_struct(&list, i, &element));
        node->superclasses[i].id = capn_get_u64(&element, 0);
        node->superclasses[i].brand = load_brand(&element, 0, node);
    }
}

static void load_const(const struct capn_struct *s, struct node *node)
{
    struct capn_struct type, value;

    check(capn_get_struct(s, 3, &type));
    load_type(&type, &node->const_type, node);
    check(capn_get_struct(s, 4, &value));
    load_value(&value, &node->const_value);
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
    colon = node->kind == NODE_FILE ? NULL : strrchr(node->display_name, ':');
    node->path = colon ? colon + 1 : "";
    node->parameter_count = load_list(s, 5, &list);
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

static void load_imports(const struct capn_struct *s, struct schema_file *file)
{
    struct capn_list list;
    struct capn_struct import;

    file->import_count = load_list(s, 1, &list);
    file->imports = memory_take(file->import_count, sizeof(*file->imports));
    for (uint32_t i = 0; i < list.count; i++) {
        check(capn_list_get_struct(&list, i, &import));
        file->imports[i] = (struct import){ capn_get_u64(&import, 0), load_text(&import, 0) };
    }
}

static bool file_is_asked_for(const struct model *model, const struct node *node)
{
    for (size_t i = 0; i < model->file_count; i++)
        if (model->files[i].node == node)
            return true;
    return false;
}

static void load_files(const struct capn_struct *request, struct model *model)
{
    struct capn_list files;
    struct capn_struct file;

    model->file_count = load_list(request, 1, &files);
    model->files = memory_take(model->file_count + model->node_count, sizeof(*model->files));
    for (uint32_t i = 0; i < files.count; i++) {
        struct schema_file *out = &model->files[i];
        check(capn_list_get_struct(&files, i, &file));
        out->node = model_find(model, capn_get_u64(&file, 0));
        out->filename = load_text(&file, 0);
        load_imports(&file, out);
        if (!out->node)
            die("%s: its node is missing", out->filename);
    }
    model->all_file_count = model->file_count;
    for (size_t i = 0; i < model->node_count; i++) {
        struct node *node = &model->nodes[i];
        if (node->kind == NODE_FILE && !file_is_asked_for(model, node))
            model->files[model->all_file_count++] = (struct schema_file){ .node = node, .filename = node->display_name };
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
