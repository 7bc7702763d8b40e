/* SPDX-License-Identifier: MIT */
#include "capnp/text.h"

#include "text_priv.h"

static const struct {
    uint8_t bits;
    uint8_t element_size;
} kinds[CAPN_TYPE_COUNT] = {
    [CAPN_TYPE_VOID] = { 0, CAPN_SIZE_VOID },           [CAPN_TYPE_BOOL] = { 1, CAPN_SIZE_BIT },
    [CAPN_TYPE_INT8] = { 8, CAPN_SIZE_BYTE },           [CAPN_TYPE_INT16] = { 16, CAPN_SIZE_TWO_BYTES },
    [CAPN_TYPE_INT32] = { 32, CAPN_SIZE_FOUR_BYTES },   [CAPN_TYPE_INT64] = { 64, CAPN_SIZE_EIGHT_BYTES },
    [CAPN_TYPE_UINT8] = { 8, CAPN_SIZE_BYTE },          [CAPN_TYPE_UINT16] = { 16, CAPN_SIZE_TWO_BYTES },
    [CAPN_TYPE_UINT32] = { 32, CAPN_SIZE_FOUR_BYTES },  [CAPN_TYPE_UINT64] = { 64, CAPN_SIZE_EIGHT_BYTES },
    [CAPN_TYPE_FLOAT32] = { 32, CAPN_SIZE_FOUR_BYTES }, [CAPN_TYPE_FLOAT64] = { 64, CAPN_SIZE_EIGHT_BYTES },
    [CAPN_TYPE_TEXT] = { 0, CAPN_SIZE_POINTER },        [CAPN_TYPE_DATA] = { 0, CAPN_SIZE_POINTER },
    [CAPN_TYPE_LIST] = { 0, CAPN_SIZE_POINTER },        [CAPN_TYPE_ENUM] = { 16, CAPN_SIZE_TWO_BYTES },
    [CAPN_TYPE_STRUCT] = { 0, CAPN_SIZE_COMPOSITE },    [CAPN_TYPE_INTERFACE] = { 0, CAPN_SIZE_POINTER },
    [CAPN_TYPE_CAPABILITY] = { 0, CAPN_SIZE_POINTER },  [CAPN_TYPE_ANY_POINTER] = { 0, CAPN_SIZE_POINTER },
    [CAPN_TYPE_ANY_STRUCT] = { 0, CAPN_SIZE_POINTER },  [CAPN_TYPE_ANY_LIST] = { 0, CAPN_SIZE_POINTER },
};

unsigned capn_type_bits(const struct capn_type *type)
{
    return type->list_depth ? 0 : kinds[type->kind].bits;
}

bool capn_type_is_pointer(const struct capn_type *type)
{
    return type->list_depth || kinds[type->kind].element_size >= CAPN_SIZE_POINTER;
}

enum capn_element_size capn_type_element_size(const struct capn_type *type)
{
    return type->list_depth ? CAPN_SIZE_POINTER : (enum capn_element_size)kinds[type->kind].element_size;
}

static status_t print_struct(const struct capn_printer *printer, const struct capn_node *node,
                             const struct capn_struct *value, unsigned depth);
static status_t print_pointer(const struct capn_printer *printer, struct capn_schema *schema,
                              const struct capn_type *type, const struct capn_struct *s, uint16_t index,
                              unsigned depth);

static status_t print_string(const struct capn_printer *printer, const char *text)
{
    return capn_write_string(&printer->writer, text);
}

static status_t print_enum(const struct capn_printer *printer, struct capn_schema *schema,
                           const struct capn_type *type, uint64_t bits)
{
    struct capn_member member;
    struct capn_node node;
    status_t status = capn_schema_node(schema, type->node, &node);

    if (!status)
        status = capn_node_member(&node, (uint32_t)bits, &member);
    if (!status)
        return capn_write_text(&printer->writer, member.name);
    if (status != STATUS_NOT_FOUND)
        return status;
    /* From a sender that has a newer schema. */
    status = print_string(printer, "(");
    if (!status)
        status = capn_write_unsigned(&printer->writer, bits);
    return status ? status : print_string(printer, ")");
}

/* A value of a data type; bits is zero-extended. */
static status_t print_bits(const struct capn_printer *printer, struct capn_schema *schema,
                           const struct capn_type *type, uint64_t bits)
{
    const struct capn_writer *writer = &printer->writer;

    switch (type->kind) {
    case CAPN_TYPE_VOID:
        return print_string(printer, "void");
    case CAPN_TYPE_BOOL:
        return print_string(printer, bits ? "true" : "false");
    case CAPN_TYPE_INT8:
        return capn_write_signed(writer, (int8_t)bits);
    case CAPN_TYPE_INT16:
        return capn_write_signed(writer, (int16_t)bits);
    case CAPN_TYPE_INT32:
        return capn_write_signed(writer, (int32_t)bits);
    case CAPN_TYPE_INT64:
        return capn_write_signed(writer, (int64_t)bits);
    case CAPN_TYPE_FLOAT32:
        return capn_write_float(writer, bits, CAPN_SIZE_FOUR_BYTES);
    case CAPN_TYPE_FLOAT64:
        return capn_write_float(writer, bits, CAPN_SIZE_EIGHT_BYTES);
    case CAPN_TYPE_ENUM:
        return print_enum(printer, schema, type, bits);
    default:
        return capn_write_unsigned(writer, bits);
    }
}

/* How one byte is written in quotes; *len gets the length. UTF-8 passes through when utf8. */
static const char *escape(uint8_t byte, bool utf8, char buffer[4], size_t *len)
{
    static const char named[] = "\aa\bb\ff\nn\rr\tt\vv\"\"\\\\";

    buffer[0] = (char)byte;
    *len = 1;
    for (size_t i = 0; named[i]; i += 2)
        if ((uint8_t)named[i] == byte) {
            buffer[0] = '\\';
            buffer[1] = named[i + 1];
            *len = 2;
            return buffer;
        }
    if (byte >= 0x20 && byte != 0x7f && (byte < 0x80 || utf8))
        return buffer;
    buffer[0] = '\\';
    buffer[1] = (char)('0' + (byte >> 6));
    buffer[2] = (char)('0' + (byte >> 3 & 7));
    buffer[3] = (char)('0' + (byte & 7));
    *len = 4;
    return buffer;
}

static status_t print_quoted(const struct capn_printer *printer, const uint8_t *bytes, uint32_t count, bool utf8)
{
    const struct capn_writer *writer = &printer->writer;
    status_t status = print_string(printer, "\"");
    char buffer[4];
    size_t len;

    for (uint32_t i = 0; i < count && !status; i++) {
        const char *text = escape(bytes[i], utf8, buffer, &len);
        status = writer->write(writer->context, text, len);
    }
    return status ? status : print_string(printer, "\"");
}

static bool is_printable(const struct capn_data *data)
{
    for (uint32_t i = 0; i < data->len; i++)
        if ((data->data[i] < 0x20 && data->data[i] != '\n' && data->data[i] != '\r' && data->data[i] != '\t') ||
            data->data[i] >= 0x7f)
            return false;
    return true;
}

static status_t print_data(const struct capn_printer *printer, const struct capn_struct *s, uint16_t index)
{
    static const char digits[] = "0123456789abcdef";
    const struct capn_writer *writer = &printer->writer;
    struct capn_data data;
    status_t status = capn_get_data(s, index, &data);

    if (status)
        return status;
    if (is_printable(&data))
        return print_quoted(printer, data.data, data.len, false);
    status = print_string(printer, "0x\"");
    for (uint32_t i = 0; i < data.len && !status; i++) {
        char byte[3] = { digits[data.data[i] >> 4], digits[data.data[i] & 15], ' ' };
        status = writer->write(writer->context, byte, i + 1 < data.len ? 3 : 2);
    }
    return status ? status : print_string(printer, "\"");
}

static status_t print_text(const struct capn_printer *printer, const struct capn_struct *s, uint16_t index)
{
    struct capn_text text;
    status_t status = capn_get_text(s, index, &text);

    return status ? status : print_quoted(printer, (const uint8_t *)text.data, text.len, true);
}

static status_t print_capability(const struct capn_printer *printer, const struct capn_struct *s, uint16_t index)
{
    uint32_t capability;
    status_t status = capn_get_capability(s, index, &capability);

    if (status == STATUS_NOT_FOUND)
        return print_string(printer, "<no cap>");
    if (status)
        return status;
    if (printer->capability)
        return printer->capability(printer->context, &printer->writer, capability);
    status = print_string(printer, "<cap ");
    if (!status)
        status = capn_write_unsigned(&printer->writer, capability);
    return status ? status : print_string(printer, ">");
}

static status_t print_element(const struct capn_printer *printer, struct capn_schema *schema,
                              const struct capn_type *type, const struct capn_list *list, uint32_t index,
                              unsigned depth)
{
    struct capn_struct element;
    struct capn_node node;
    status_t status;

    if (!capn_type_is_pointer(type))
        return print_bits(printer, schema, type, capn_list_get_bits(list, index));
    status = capn_list_get_struct(list, index, &element);
    if (status || type->list_depth || type->kind != CAPN_TYPE_STRUCT)
        return status ? status : print_pointer(printer, schema, type, &element, 0, depth);
    status = capn_schema_node(schema, type->node, &node);
    return status ? status : print_struct(printer, &node, &element, depth);
}

static status_t print_list(const struct capn_printer *printer, struct capn_schema *schema, const struct capn_type *type,
                           const struct capn_struct *s, uint16_t index, unsigned depth)
{
    struct capn_type element = capn_type_element(type);
    struct capn_list list;
    status_t status = capn_get_list(s, index, capn_type_element_size(&element), &list);

    /* From here on each pointer is looked at as a struct that has just it. */
    if (list.element_size == CAPN_SIZE_POINTER) {
        list.element_size = CAPN_SIZE_COMPOSITE;
        list.data_bytes = 0;
        list.pointer_count = 1;
    }
    if (!status)
        status = print_string(printer, "[");
    for (uint32_t i = 0; i < list.count && !status; i++) {
        if (i > 0)
            status = print_string(printer, ", ");
        if (!status)
            status = print_element(printer, schema, &element, &list, i, depth + 1);
    }
    return status ? status : print_string(printer, "]");
}

static status_t print_pointer(const struct capn_printer *printer, struct capn_schema *schema,
                              const struct capn_type *type, const struct capn_struct *s, uint16_t index, unsigned depth)
{
    struct capn_struct value;
    struct capn_node node;
    status_t status;

    /* The schema, not the message, decides how deep this goes when pointers are null; so it is counted here too. */
    if (depth > CAPN_NESTING_LIMIT)
        return STATUS_LIMIT_EXCEEDED;
    if (type->list_depth)
        return print_list(printer, schema, type, s, index, depth);
    if (type->kind == CAPN_TYPE_TEXT)
        return print_text(printer, s, index);
    if (type->kind == CAPN_TYPE_DATA)
        return print_data(printer, s, index);
    if (type->kind >= CAPN_TYPE_ANY_POINTER)
        return print_string(printer, "<opaque pointer>");
    if (type->kind != CAPN_TYPE_STRUCT)
        return print_capability(printer, s, index);
    status = capn_schema_node(schema, type->node, &node);
    if (!status)
        status = capn_get_struct(s, index, &value);
    return status ? status : print_struct(printer, &node, &value, depth + 1);
}

static uint64_t field_bits(const struct capn_struct *s, const struct capn_member *member)
{
    switch (capn_type_bits(&member->type)) {
    case 1:
        return capn_get_bit(s, member->offset) ^ member->default_bits;
    case 8:
        return capn_get_u8(s, member->offset) ^ member->default_bits;
    case 16:
        return capn_get_u16(s, member->offset * 2) ^ member->default_bits;
    case 32:
        return capn_get_u32(s, member->offset * 4) ^ member->default_bits;
    case 64:
        return capn_get_u64(s, member->offset * 8) ^ member->default_bits;
    default:
        return 0;
    }
}

static status_t print_member(const struct capn_printer *printer, const struct capn_node *node,
                             const struct capn_member *member, const struct capn_struct *value, bool first,
                             unsigned depth)
{
    struct capn_node group;
    status_t status = first ? STATUS_OK : print_string(printer, ", ");

    if (!status)
        status = capn_write_text(&printer->writer, member->name);
    if (!status)
        status = print_string(printer, " = ");
    if (status)
        return status;
    if (capn_type_is_pointer(&member->type))
        return print_pointer(printer, node->schema, &member->type, value, (uint16_t)member->offset, depth);
    if (member->type.kind != CAPN_TYPE_GROUP)
        return print_bits(printer, node->schema, &member->type, field_bits(value, member));
    status = capn_schema_node(node->schema, member->type.node, &group);
    return status ? status : print_struct(printer, &group, value, depth + 1);
}

/* Whether to print it: unset pointers and the members of a union that are not set are left out. */
static bool member_is_shown(const struct capn_node *node, const struct capn_member *member,
                            const struct capn_struct *value)
{
    if (member->discriminant != CAPN_NO_DISCRIMINANT) {
        if (capn_get_u16(value, node->discriminant_offset * 2u) != member->discriminant)
            return false;
        if (member->discriminant != 0)
            return true;
    }
    return !capn_type_is_pointer(&member->type) || capn_has_pointer(value, (uint16_t)member->offset);
}

static status_t print_struct(const struct capn_printer *printer, const struct capn_node *node,
                             const struct capn_struct *value, unsigned depth)
{
    status_t status = depth > CAPN_NESTING_LIMIT ? STATUS_LIMIT_EXCEEDED : print_string(printer, "(");
    struct capn_member member;
    bool first = true;

    for (uint32_t i = 0; i < node->members.count && !status; i++) {
        status = capn_node_member(node, i, &member);
        if (status || !member_is_shown(node, &member, value))
            continue;
        status = print_member(printer, node, &member, value, first, depth);
        first = false;
    }
    return status ? status : print_string(printer, ")");
}

status_t capn_print_struct(const struct capn_printer *printer, const struct capn_node *node,
                           const struct capn_struct *value)
{
    return print_struct(printer, node, value, 0);
}
