/* SPDX-License-Identifier: MIT */
/* Types, structs and methods as a person reads them. */
#include "capnp/schema.h"

static const char *const type_names[CAPN_TYPE_COUNT] = {
    [CAPN_TYPE_VOID] = "Void",       [CAPN_TYPE_BOOL] = "Bool",       [CAPN_TYPE_INT8] = "Int8",
    [CAPN_TYPE_INT16] = "Int16",     [CAPN_TYPE_INT32] = "Int32",     [CAPN_TYPE_INT64] = "Int64",
    [CAPN_TYPE_UINT8] = "UInt8",     [CAPN_TYPE_UINT16] = "UInt16",   [CAPN_TYPE_UINT32] = "UInt32",
    [CAPN_TYPE_UINT64] = "UInt64",   [CAPN_TYPE_FLOAT32] = "Float32", [CAPN_TYPE_FLOAT64] = "Float64",
    [CAPN_TYPE_TEXT] = "Text",       [CAPN_TYPE_DATA] = "Data",       [CAPN_TYPE_CAPABILITY] = "Capability",
    [CAPN_TYPE_ANY_POINTER] = "AnyPointer", [CAPN_TYPE_ANY_STRUCT] = "AnyStruct", [CAPN_TYPE_ANY_LIST] = "AnyList",
};

status_t capn_type_write(struct capn_schema *schema, const struct capn_type *type, const struct capn_writer *writer)
{
    status_t status = STATUS_OK;
    struct capn_node node;

    for (unsigned i = 0; i < type->list_depth && !status; i++)
        status = capn_write_string(writer, "List(");
    if (status)
        return status;
    if (type->kind < CAPN_TYPE_COUNT && type_names[type->kind]) {
        status = capn_write_string(writer, type_names[type->kind]);
    } else {
        status = capn_schema_node(schema, type->node, &node);
        if (!status)
            status = capn_write_text(writer, node.name);
    }
    for (unsigned i = 0; i < type->list_depth && !status; i++)
        status = capn_write_string(writer, ")");
    return status;
}

static status_t member_write(const struct capn_node *node, const struct capn_member *member,
                             const struct capn_writer *writer)
{
    status_t status = capn_write_text(writer, member->name);

    if (!status)
        status = capn_write_string(writer, member->type.kind == CAPN_TYPE_GROUP ? " :group" : " :");
    if (!status && member->type.kind != CAPN_TYPE_GROUP)
        status = capn_type_write(node->schema, &member->type, writer);
    return status;
}

status_t capn_node_write(const struct capn_node *node, const struct capn_writer *writer)
{
    status_t status = capn_write_string(writer, "(");
    struct capn_member member;

    for (uint32_t i = 0; i < node->members.count && !status; i++) {
        status = capn_node_member(node, i, &member);
        if (!status && i > 0)
            status = capn_write_string(writer, ", ");
        if (!status)
            status = member_write(node, &member, writer);
    }
    return status ? status : capn_write_string(writer, ")");
}

status_t capn_method_write(const struct capn_method *method, const struct capn_writer *writer)
{
    status_t status = capn_write_text(writer, method->name);

    if (!status)
        status = capn_write_string(writer, " ");
    if (!status)
        status = capn_node_write(&method->params, writer);
    if (!status)
        status = capn_write_string(writer, " -> ");
    return status ? status : capn_node_write(&method->results, writer);
}
