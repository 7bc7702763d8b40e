/* SPDX-License-Identifier: MIT */
/*
 * schemas.bin: what programs need of the schema at run time, as one message (schema/schemas.capnp). Annotations,
 * documentation and files are left out. This uses the code that the generator made for schemas.capnp; the generated
 * code is checked in, so that there is no egg before the hen.
 */
#include "emit.h"

#include <string.h>

#include "schemas.capnp.h"

#define PACK_LIMIT_BYTES (4u << 20)

/* The numbers that schemas.capnp adds to those of the Type union. */
enum { PACKED_CAPABILITY = TYPE_ANY_POINTER, PACKED_GROUP, PACKED_ANY_POINTER, PACKED_ANY_STRUCT, PACKED_ANY_LIST };

/* The nodes that are packed, in the model's order, which is by id. A node's place here is how others refer to it. */
struct packing {
    const struct model *model;
    const struct node **nodes;
    size_t count;
};

static void check(status_t status)
{
    if (status)
        die("schemas.bin: %s", status == STATUS_NO_SPACE ? "too large" : "cannot be built");
}

static struct capn_text text_of(const char *text)
{
    return (struct capn_text){ text, (uint32_t)strlen(text) };
}

static uint16_t place_of(const struct packing *packing, const struct node *node)
{
    for (size_t i = 0; i < packing->count; i++)
        if (packing->nodes[i] == node)
            return (uint16_t)i;
    die("%s is used but not packed", node->display_name);
}

static bool is_packed(const struct node *node)
{
    if (node->kind == NODE_CONST)
        return node->const_type.kind != TYPE_VOID && !type_is_pointer(&node->const_type);
    return node->kind == NODE_STRUCT || node->kind == NODE_ENUM || node->kind == NODE_INTERFACE;
}

static enum schema_kind kind_of(const struct node *node)
{
    static const enum schema_kind kinds[] = {
        [NODE_STRUCT] = SCHEMA_KIND_STRUCT, [NODE_ENUM] = SCHEMA_KIND_ENUM,
        [NODE_INTERFACE] = SCHEMA_KIND_INTERFACE, [NODE_CONST] = SCHEMA_KIND_CONST,
    };
    return kinds[node->kind];
}

/* Of a type that is no list. A parameter is a pointer of any kind: which one it is bound to is not packed. */
static uint8_t type_number(const struct type *type)
{
    static const uint8_t any[] = {
        [ANY_POINTER] = PACKED_ANY_POINTER, [ANY_STRUCT] = PACKED_ANY_STRUCT, [ANY_LIST] = PACKED_ANY_LIST,
        [ANY_CAPABILITY] = PACKED_CAPABILITY, [ANY_PARAMETER] = PACKED_ANY_POINTER,
    };

    return type->kind == TYPE_ANY_POINTER ? any[type->any] : (uint8_t)type->kind;
}

static void pack_type(const struct packing *packing, const struct schema_member_builder *out, const struct type *type)
{
    uint8_t depth = 0;

    for (; type->kind == TYPE_LIST; type = type->element)
        depth++;
    schema_member_set_type(out, type_number(type));
    schema_member_set_list_depth(out, depth);
    if (type->node)
        schema_member_set_node(out, place_of(packing, type->node));
}

static void pack_field(const struct packing *packing, const struct schema_member_builder *out,
                       const struct field *field)
{
    check(schema_member_set_name(out, text_of(field->name)));
    schema_member_set_discriminant(out, field->discriminant);
    if (field->is_group) {
        schema_member_set_type(out, PACKED_GROUP);
        schema_member_set_node(out, place_of(packing, field->group));
        return;
    }
    pack_type(packing, out, &field->type);
    schema_member_set_offset(out, field->offset);
    schema_member_set_default(out, field->default_value.bits);
}

static void pack_method(const struct packing *packing, const struct schema_member_builder *out,
                        const struct method *method)
{
    check(schema_member_set_name(out, text_of(method->name)));
    schema_member_set_node(out, place_of(packing, method->params));
    /* By id: of a method with `-> stream`, the generated code has a struct of its own for it. */
    schema_member_set_offset(out, place_of(packing, model_find(packing->model, method->results_id)));
}

static void pack_const(const struct packing *packing, const struct schema_member_builder *out, const struct node *node)
{
    pack_type(packing, out, &node->const_type);
    schema_member_set_default(out, node->const_value.bits);
}

static void pack_members(const struct packing *packing, const struct schema_node_builder *out, const struct node *node)
{
    size_t count = node->field_count + node->enumerant_count + node->method_count + (node->kind == NODE_CONST);
    struct schema_member_builder member;
    struct capn_list_builder list;

    if (count == 0)
        return;
    check(schema_node_init_members(out, (uint32_t)count, &list));
    for (uint32_t i = 0; i < count; i++) {
        check(schema_member_list_at(&list, i, &member));
        if (node->kind == NODE_STRUCT)
            pack_field(packing, &member, &node->fields[i]);
        else if (node->kind == NODE_ENUM)
            check(schema_member_set_name(&member, text_of(node->enumerants[i].name)));
        else if (node->kind == NODE_INTERFACE)
            pack_method(packing, &member, &node->methods[i]);
        else
            pack_const(packing, &member, node);
    }
}

static void pack_node(const struct packing *packing, const struct schema_node_builder *out, const struct node *node)
{
    struct capn_list_builder ancestors;

    schema_node_set_id(out, node->id);
    schema_node_set_kind(out, (uint8_t)kind_of(node));
    schema_node_set_transfer_mode(out, node->transfer_mode);
    schema_node_set_data_words(out, node->data_words);
    schema_node_set_pointers(out, node->pointer_count);
    if (node->discriminant_count)
        schema_node_set_discriminant_offset(out, (uint16_t)node->discriminant_offset);
    check(schema_node_set_name(out, text_of(node->path)));
    pack_members(packing, out, node);
    if (node->ancestor_count == 0)
        return;
    check(schema_node_init_ancestors(out, (uint32_t)node->ancestor_count, &ancestors));
    for (size_t i = 0; i < node->ancestor_count; i++)
        check(capn_list_set_bits(&ancestors, (uint32_t)i, place_of(packing, node->ancestors[i])));
}

void generate_packed(FILE *out, const struct model *model)
{
    struct packing packing = { model, memory_take(model->node_count, sizeof(struct node *)), 0 };
    uint64_t *buffer = memory_take(PACK_LIMIT_BYTES, 1);
    struct schema_set_builder set;
    struct schema_node_builder node;
    struct capn_builder builder;
    struct capn_list_builder list;
    size_t len;

    for (size_t i = 0; i < model->node_count; i++)
        if (is_packed(&model->nodes[i]))
            packing.nodes[packing.count++] = &model->nodes[i];
    capn_builder_init(&builder, buffer, PACK_LIMIT_BYTES);
    check(schema_set_build_root(&builder, &set));
    check(schema_set_init_nodes(&set, (uint32_t)packing.count, &list));
    for (size_t i = 0; i < packing.count; i++) {
        check(schema_node_list_at(&list, (uint32_t)i, &node));
        pack_node(&packing, &node, packing.nodes[i]);
    }
    check(capn_builder_finish(&builder, &len));
    fwrite(buffer, 1, len, out);
}
