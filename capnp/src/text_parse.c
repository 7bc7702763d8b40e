/* SPDX-License-Identifier: MIT */
/*
 * Recursive descent over the text, straight into the builder. Lists are counted before they are made (their size must
 * be known), which reads nested ones once per level; a text is measured before it is copied. Every pointer that is
 * parsed belongs to a struct: an element of a pointer list is treated as a struct of one pointer, as it is in memory.
 */
#include "capnp/text.h"

#include "capnp/call.h"
#include "parse_priv.h"
#include "scan.h"
#include "text_priv.h"

static status_t parse_struct(struct capn_parser *parser, const struct capn_node *node,
                             const struct capn_struct_builder *out);
static status_t parse_pointer(struct capn_parser *parser, const struct wanted *wanted,
                              const struct capn_struct_builder *s, uint16_t index);

/* Text, or data in either notation. In memory a text is data with a zero at its end. */
static status_t parse_bytes(struct capn_parser *parser, const struct wanted *wanted,
                            const struct capn_struct_builder *s, uint16_t index)
{
    bool text = wanted->type->kind == CAPN_TYPE_TEXT, hex = !text && capn_scan_is_hex(parser);
    status_t status;
    uint8_t *bytes;
    uint32_t len;

    if (!hex && capn_scan_peek(parser) != '"')
        return capn_parse_expected(parser, wanted);
    status = hex ? capn_scan_hex_len(parser, &len) : capn_scan_quoted_len(parser, &len);
    if (!status)
        status = capn_init_data(s, index, len + text, &bytes);
    if (status)
        return capn_parse_explain(parser, parser->at, status);
    if (hex)
        capn_scan_hex(parser, bytes);
    else
        capn_scan_quoted(parser, bytes);
    return STATUS_OK;
}

static status_t parse_capability(struct capn_parser *parser, const struct wanted *wanted,
                                 const struct capn_struct_builder *s, uint16_t index)
{
    char sigil = capn_scan_peek(parser);
    size_t start = parser->at;
    struct capn_node node = { 0 };
    struct capn_text name;
    uint32_t capability;
    status_t status = STATUS_OK;

    if (sigil != '@' && sigil != '$')
        return capn_parse_expected(parser, wanted);
    parser->at++;
    name = capn_scan_name(parser, true);
    if (name.len == 0)
        return capn_scan_fail(parser, start, STATUS_SYNTAX, "expected the name of a capability after `%c`", sigil);
    if (wanted->type->kind == CAPN_TYPE_INTERFACE)
        status = capn_schema_node(wanted->schema, wanted->type->node, &node);
    if (!status)
        status = parser->capability ? parser->capability(parser, sigil, name, node.id, &capability)
                                    : STATUS_NOT_SUPPORTED;
    if (status) {
        parser->error_offset = start;
        if (parser->message[0])
            return status;
        return capn_scan_fail(parser, start, status, "cannot use %c%.*s for `%.*s`: %s", sigil, (int)name.len,
                              name.data, (int)wanted->name.len, wanted->name.data, capn_status_text(status));
    }
    return capn_parse_explain(parser, start, capn_set_capability(s, index, capability));
}

/* One element of a list that was made. */
static status_t parse_element(struct capn_parser *parser, const struct wanted *wanted,
                              const struct capn_list_builder *list, uint32_t index)
{
    size_t start = parser->at;
    struct capn_struct_builder element;
    struct capn_node node;
    status_t status;
    uint64_t bits;

    if (!capn_type_is_pointer(wanted->type)) {
        status = capn_parse_bits(parser, wanted, &bits);
        return status ? status : capn_parse_explain(parser, start, capn_list_set_bits(list, index, bits));
    }
    if (wanted->type->list_depth || wanted->type->kind != CAPN_TYPE_STRUCT) {
        element = capn_list_pointer_struct(list, index);
        return parse_pointer(parser, wanted, &element, 0);
    }
    if (capn_scan_peek(parser) != '(')
        return capn_parse_expected(parser, wanted);
    status = capn_schema_node(wanted->schema, wanted->type->node, &node);
    if (!status)
        status = capn_list_struct(list, index, &element);
    return status ? capn_parse_explain(parser, start, status) : parse_struct(parser, &node, &element);
}

static status_t list_make(struct capn_schema *schema, const struct capn_type *element, uint32_t count,
                          const struct capn_struct_builder *s, uint16_t index, struct capn_list_builder *out)
{
    enum capn_element_size size = capn_type_element_size(element);
    struct capn_node node;
    status_t status;

    if (size != CAPN_SIZE_COMPOSITE)
        return capn_init_list(s, index, size, count, out);
    status = capn_schema_node(schema, element->node, &node);
    return status ? status : capn_init_struct_list(s, index, count, node.data_words, node.pointer_count, out);
}

static status_t depth_enter(struct capn_parser *parser)
{
    if (parser->depth >= CAPN_NESTING_LIMIT)
        return capn_scan_fail(parser, parser->at, STATUS_LIMIT_EXCEEDED, "nested more than %u levels deep",
                              CAPN_NESTING_LIMIT);
    parser->depth++;
    return STATUS_OK;
}

static status_t parse_list(struct capn_parser *parser, const struct wanted *wanted, const struct capn_struct_builder *s,
                           uint16_t index)
{
    struct capn_type element = capn_type_element(wanted->type);
    struct wanted wanted_element = { wanted->schema, &element, wanted->name };
    struct capn_list_builder list;
    size_t start = (capn_scan_peek(parser), parser->at);
    uint32_t count;
    status_t status;

    if (!capn_scan_take(parser, '['))
        return capn_parse_expected(parser, wanted);
    status = depth_enter(parser);
    if (!status)
        status = capn_scan_count_elements(parser, &count);
    if (!status)
        status = capn_parse_explain(parser, start, list_make(wanted->schema, &element, count, s, index, &list));
    for (uint32_t i = 0; !status && i < count; i++) {
        if (i > 0)
            status = capn_scan_expect(parser, ',', "`,` or `]`");
        if (!status)
            status = parse_element(parser, &wanted_element, &list, i);
    }
    parser->depth--;
    return status ? status : capn_scan_expect(parser, ']', "`,` or `]`");
}

static status_t parse_pointer(struct capn_parser *parser, const struct wanted *wanted,
                              const struct capn_struct_builder *s, uint16_t index)
{
    struct capn_struct_builder made;
    struct capn_node node;
    size_t start = parser->at;
    status_t status;

    if (wanted->type->list_depth)
        return parse_list(parser, wanted, s, index);
    if (wanted->type->kind == CAPN_TYPE_TEXT || wanted->type->kind == CAPN_TYPE_DATA)
        return parse_bytes(parser, wanted, s, index);
    if (wanted->type->kind >= CAPN_TYPE_ANY_POINTER) {
        capn_scan_peek(parser);
        return capn_scan_fail(parser, parser->at, STATUS_NOT_SUPPORTED,
                              "`%.*s` has no type that says how its value is written; leave it out",
                              (int)wanted->name.len, wanted->name.data);
    }
    if (wanted->type->kind != CAPN_TYPE_STRUCT)
        return parse_capability(parser, wanted, s, index);
    if (capn_scan_peek(parser) != '(')
        return capn_parse_expected(parser, wanted);
    status = capn_schema_node(wanted->schema, wanted->type->node, &node);
    if (!status)
        status = capn_init_struct(s, index, node.data_words, node.pointer_count, &made);
    return status ? capn_parse_explain(parser, start, status) : parse_struct(parser, &node, &made);
}

static void field_set_bits(const struct capn_struct_builder *s, const struct capn_member *member, uint64_t bits)
{
    unsigned width = capn_type_bits(&member->type);

    bits ^= member->default_bits;
    if (width == 1)
        capn_set_bit(s, member->offset, bits & 1);
    else
        capn_set_bytes(s, member->offset * (width / 8), &bits, width / 8);
}

static status_t parse_member(struct capn_parser *parser, const struct capn_node *node, const struct capn_member *member,
                             const struct capn_struct_builder *out)
{
    struct wanted wanted = { node->schema, &member->type, member->name };
    struct capn_node group;
    status_t status;
    uint64_t bits = 0;

    if (member->discriminant != CAPN_NO_DISCRIMINANT)
        capn_set_u16(out, node->discriminant_offset * 2u, member->discriminant);
    if (capn_type_is_pointer(&member->type))
        return parse_pointer(parser, &wanted, out, (uint16_t)member->offset);
    if (member->type.kind == CAPN_TYPE_GROUP) {
        if (capn_scan_peek(parser) != '(')
            return capn_scan_expect(parser, '(', "`(`");
        status = capn_schema_node(node->schema, member->type.node, &group);
        return status ? capn_parse_explain(parser, parser->at, status) : parse_struct(parser, &group, out);
    }
    status = capn_parse_bits(parser, &wanted, &bits);
    if (!status)
        field_set_bits(out, member, bits);
    return status;
}

/* "no argument `foo`; sleep takes (ns :UInt64)" or "no member `foo`; CapGrant has (name :Text, source :group)" */
static status_t unknown_member(struct capn_parser *parser, size_t at, const struct capn_node *node,
                               struct capn_text name)
{
    static const char suffix[] = "$Params";
    struct capn_text owner = node->name;
    struct capn_text_buffer buffer;
    char members[140];
    struct capn_writer writer = capn_text_buffer_open(&buffer, members, sizeof(members));
    status_t status = capn_node_write(node, &writer);
    bool params = owner.len >= sizeof(suffix) &&
                  memcmp(owner.data + owner.len - (sizeof(suffix) - 1), suffix, sizeof(suffix) - 1) == 0;

    if (status)
        return capn_parse_explain(parser, at, status);
    if (params) {
        owner.len -= sizeof(suffix) - 1;
        for (uint32_t i = owner.len; i-- > 0;)
            if (owner.data[i] == '.') {
                owner = (struct capn_text){ owner.data + i + 1, owner.len - i - 1 };
                break;
            }
    }
    return capn_scan_fail(parser, at, STATUS_TYPE_MISMATCH, "no %s `%.*s`; %.*s %s %s", params ? "argument" : "member",
                          (int)name.len, name.data, (int)owner.len, owner.data, params ? "takes" : "has", members);
}

/* Which members were given: for the first 256, which is more than any struct of a sane schema has. */
struct seen {
    uint64_t members[4];
    struct capn_text in_union;
};

static status_t seen_add(struct capn_parser *parser, size_t at, struct seen *seen, const struct capn_member *member)
{
    uint64_t bit = (uint64_t)1 << (member->index % 64);
    uint64_t *word = &seen->members[member->index / 64 % 4];

    if (member->index < 256 && *word & bit)
        return capn_scan_fail(parser, at, STATUS_SYNTAX, "`%.*s` is given twice", (int)member->name.len,
                              member->name.data);
    *word |= bit;
    if (member->discriminant == CAPN_NO_DISCRIMINANT)
        return STATUS_OK;
    if (seen->in_union.len)
        return capn_scan_fail(parser, at, STATUS_SYNTAX, "only one of `%.*s` and `%.*s` can be given",
                              (int)seen->in_union.len, seen->in_union.data, (int)member->name.len, member->name.data);
    seen->in_union = member->name;
    return STATUS_OK;
}

/* "name: value" */
static status_t parse_assignment(struct capn_parser *parser, const struct capn_node *node, struct seen *seen,
                                 const struct capn_struct_builder *out)
{
    size_t start = (capn_scan_peek(parser), parser->at);
    struct capn_text name = capn_scan_name(parser, false);
    struct capn_member member;
    char found[FOUND_BYTES];
    status_t status;

    if (name.len == 0)
        return capn_scan_fail(parser, start, STATUS_SYNTAX, "expected a name and a value, found %s",
                              capn_scan_found(parser, found, sizeof(found)));
    status = capn_node_find_member(node, name, &member);
    if (status == STATUS_NOT_FOUND)
        return unknown_member(parser, start, node, name);
    if (!status)
        status = seen_add(parser, start, seen, &member);
    if (status)
        return capn_parse_explain(parser, start, status);
    if (capn_scan_take(parser, ':') || capn_scan_take(parser, '='))
        return parse_member(parser, node, &member, out);
    if (member.type.kind != CAPN_TYPE_VOID || member.type.list_depth)
        return capn_scan_expect(parser, ':', "`:` and a value");
    if (member.discriminant != CAPN_NO_DISCRIMINANT)
        capn_set_u16(out, node->discriminant_offset * 2u, member.discriminant);
    return STATUS_OK;
}

static status_t parse_struct(struct capn_parser *parser, const struct capn_node *node,
                             const struct capn_struct_builder *out)
{
    struct seen seen = { 0 };
    status_t status = capn_scan_expect(parser, '(', "`(`");

    if (!status)
        status = depth_enter(parser);
    if (status)
        return status;
    if (capn_scan_peek(parser) != ')') {
        do
            status = parse_assignment(parser, node, &seen, out);
        while (!status && capn_scan_take(parser, ','));
    }
    parser->depth--;
    return status ? status : capn_scan_expect(parser, ')', "`,` or `)`");
}

status_t capn_parse_struct(struct capn_parser *parser, const struct capn_node *node, const char *text, size_t len,
                           size_t *used, const struct capn_struct_builder *out)
{
    status_t status;

    parser->text = text;
    parser->len = len;
    parser->at = 0;
    parser->depth = 0;
    parser->error_offset = 0;
    parser->message[0] = 0;
    status = parse_struct(parser, node, out);
    if (used)
        *used = parser->at;
    return capn_parse_explain(parser, parser->at, status);
}

status_t capn_parse_root(struct capn_parser *parser, const struct capn_node *node, const char *text, size_t len,
                         size_t *used, struct capn_builder *builder)
{
    struct capn_struct_builder root;
    status_t status = capn_builder_root(builder, node->data_words, node->pointer_count, &root);

    parser->message[0] = 0;
    if (status)
        return capn_parse_explain(parser, 0, status);
    return capn_parse_struct(parser, node, text, len, used, &root);
}
