/* SPDX-License-Identifier: MIT */
/* Finding nodes, members and methods in a packed schema. */
#include "capnp/schema.h"

#include "schemas.capnp.h"

/* The budget guards against one hostile message that is read once; a schema is read for as long as its owner lives. */
static void budget_renew(struct capn_schema *schema)
{
    schema->message.traversal_left = CAPN_TRAVERSAL_LIMIT_WORDS;
}

status_t capn_schema_open(struct capn_schema *schema, const void *bytes, size_t len)
{
    struct schema_set_reader set;
    status_t status = capn_message_open(&schema->message, bytes, len, NULL);

    if (!status)
        status = schema_set_read_root(&schema->message, &set);
    if (!status)
        status = schema_set_get_nodes(&set, &schema->nodes);
    /* Nodes are referred to by 16-bit numbers. */
    if (!status && schema->nodes.count > UINT16_MAX)
        status = STATUS_MALFORMED;
    return status;
}

static status_t node_load(struct capn_schema *schema, uint32_t index, const struct schema_node_reader *reader,
                          struct capn_node *out)
{
    status_t status;

    *out = (struct capn_node){
        .schema = schema,
        .id = schema_node_get_id(reader),
        .index = (uint16_t)index,
        .data_words = schema_node_get_data_words(reader),
        .pointer_count = schema_node_get_pointers(reader),
        .discriminant_offset = schema_node_get_discriminant_offset(reader),
        .kind = schema_node_get_kind(reader),
        .transfer_mode = schema_node_get_transfer_mode(reader),
    };
    if (out->kind > CAPN_NODE_CONST)
        return STATUS_MALFORMED;
    status = schema_node_get_name(reader, &out->name);
    if (!status)
        status = schema_node_get_members(reader, &out->members);
    if (!status)
        status = schema_node_get_ancestors(reader, &out->ancestors);
    return status;
}

status_t capn_schema_node(struct capn_schema *schema, uint32_t index, struct capn_node *out)
{
    struct schema_node_reader reader;
    status_t status;

    if (index >= schema->nodes.count)
        return STATUS_NOT_FOUND;
    budget_renew(schema);
    status = schema_node_list_get(&schema->nodes, index, &reader);
    return status ? status : node_load(schema, index, &reader, out);
}

/* A node that the schema itself refers to: if there is none, the schema is damaged. */
static status_t node_referred(struct capn_schema *schema, uint32_t index, enum capn_node_kind kind,
                              struct capn_node *out)
{
    status_t status = capn_schema_node(schema, index, out);

    if (status == STATUS_NOT_FOUND || (!status && out->kind != kind))
        return STATUS_MALFORMED;
    return status;
}

status_t capn_schema_find(struct capn_schema *schema, uint64_t id, struct capn_node *out)
{
    uint32_t low = 0, high = schema->nodes.count;
    struct schema_node_reader reader;

    budget_renew(schema);
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        status_t status = schema_node_list_get(&schema->nodes, middle, &reader);
        if (status)
            return status;
        if (schema_node_get_id(&reader) == id)
            return node_load(schema, middle, &reader, out);
        if (schema_node_get_id(&reader) < id)
            low = middle + 1;
        else
            high = middle;
    }
    return STATUS_NOT_FOUND;
}

status_t capn_schema_find_name(struct capn_schema *schema, struct capn_text name, struct capn_node *out)
{
    struct schema_node_reader reader;
    struct capn_text found;

    for (uint32_t i = 0; i < schema->nodes.count; i++) {
        budget_renew(schema);
        status_t status = schema_node_list_get(&schema->nodes, i, &reader);
        if (!status)
            status = schema_node_get_name(&reader, &found);
        if (status)
            return status;
        if (capn_text_equal(found, name))
            return node_load(schema, i, &reader, out);
    }
    return STATUS_NOT_FOUND;
}

status_t capn_schema_interface(struct capn_schema *schema, uint32_t n, struct capn_node *out)
{
    struct schema_node_reader reader;

    for (uint32_t i = 0; i < schema->nodes.count; i++) {
        budget_renew(schema);
        status_t status = schema_node_list_get(&schema->nodes, i, &reader);
        if (status)
            return status;
        if (schema_node_get_kind(&reader) == CAPN_NODE_INTERFACE && n-- == 0)
            return node_load(schema, i, &reader, out);
    }
    return STATUS_NOT_FOUND;
}

status_t capn_node_member(const struct capn_node *node, uint32_t index, struct capn_member *out)
{
    struct schema_member_reader reader;
    status_t status;

    if (index >= node->members.count)
        return STATUS_NOT_FOUND;
    budget_renew(node->schema);
    status = schema_member_list_get(&node->members, index, &reader);
    if (status)
        return status;
    *out = (struct capn_member){
        .type = { schema_member_get_type(&reader), schema_member_get_list_depth(&reader),
                  schema_member_get_node(&reader) },
        .index = index,
        .offset = schema_member_get_offset(&reader),
        .discriminant = schema_member_get_discriminant(&reader),
        .default_bits = schema_member_get_default(&reader),
    };
    /* Offsets are multiplied by up to 64 bits; the greatest that means anything is far below. */
    if (out->type.kind >= CAPN_TYPE_COUNT || out->type.kind == CAPN_TYPE_LIST || out->offset > UINT32_MAX / 64)
        return STATUS_MALFORMED;
    return schema_member_get_name(&reader, &out->name);
}

status_t capn_node_find_member(const struct capn_node *node, struct capn_text name, struct capn_member *out)
{
    for (uint32_t i = 0; i < node->members.count; i++) {
        status_t status = capn_node_member(node, i, out);
        if (status || capn_text_equal(out->name, name))
            return status;
    }
    return STATUS_NOT_FOUND;
}

static status_t method_load(const struct capn_node *interface, uint32_t ancestor, uint32_t ordinal,
                            struct capn_method *out)
{
    struct capn_member member;
    status_t status = capn_node_member(interface, ordinal, &member);

    if (status)
        return status;
    out->name = member.name;
    out->method_id = (uint16_t)(ancestor << 12 | ordinal);
    status = node_referred(interface->schema, member.type.node, CAPN_NODE_STRUCT, &out->params);
    return status ? status : node_referred(interface->schema, member.offset, CAPN_NODE_STRUCT, &out->results);
}

status_t capn_node_method(const struct capn_node *interface, uint32_t n, struct capn_method *out)
{
    struct capn_node base;

    if (interface->kind != CAPN_NODE_INTERFACE)
        return STATUS_NOT_FOUND;
    if (n < interface->members.count)
        return method_load(interface, 0, n, out);
    n -= interface->members.count;
    for (uint32_t i = 0; i < interface->ancestors.count; i++) {
        uint32_t index = (uint32_t)capn_list_get_bits(&interface->ancestors, i);
        status_t status = node_referred(interface->schema, index, CAPN_NODE_INTERFACE, &base);
        if (status)
            return status;
        if (n < base.members.count)
            return method_load(&base, i + 1, n, out);
        n -= base.members.count;
    }
    return STATUS_NOT_FOUND;
}

status_t capn_node_find_method(const struct capn_node *interface, struct capn_text name, struct capn_method *out)
{
    for (uint32_t n = 0;; n++) {
        status_t status = capn_node_method(interface, n, out);
        if (status || capn_text_equal(out->name, name))
            return status;
    }
}
