/* SPDX-License-Identifier: MIT */
/*
 * Recursive descent over the text, straight into the builder. Lists are counted before they are made (their size must
 * be known), which reads nested ones once per level; a text is measured before it is copied. Every pointer that is
 * parsed belongs to a struct: an element of a pointer list is treated as a struct of one pointer, as it is in memory.
 */
#include "capnp/text.h"

#include "capnp/call.h"
#include "scan.h"
#include "text_priv.h"

#define FOUND_BYTES 48

/* A value to come: its type, and the name of what it is for. */
struct wanted {
    struct capn_schema *schema;
    const struct capn_type *type;
    struct capn_text name;
};

static status_t parse_struct(struct capn_parser *parser, const struct capn_node *node,
                             const struct capn_struct_builder *out);
static status_t parse_pointer(struct capn_parser *parser, const struct wanted *wanted,
                              const struct capn_struct_builder *s, uint16_t index);

/* A failure that has no message of its own yet. */
static status_t explain(struct capn_parser *parser, size_t at, status_t status)
{
    if (status && !parser->message[0])
        return scan_fail(parser, at, status, "%s", capn_status_text(status));
    return status;
}

/* "expected UInt64 for `ns`, found text" */
static status_t expected(struct capn_parser *parser, const struct wanted *wanted)
{
    char found[FOUND_BYTES], type[64];
    struct capn_text_buffer buffer;
    struct capn_writer writer = capn_text_buffer_open(&buffer, type, sizeof(type));
    status_t status = capn_type_write(wanted->schema, wanted->type, &writer);

    if (status)
        return explain(parser, parser->at, status);
    status = scan_peek(parser) == 0 ? STATUS_SYNTAX : STATUS_TYPE_MISMATCH;
    return scan_fail(parser, parser->at, status, "expected %s for `%.*s`, found %s", type, (int)wanted->name.len,
                     wanted->name.data, scan_found(parser, found, sizeof(found)));
}

static unsigned digit_value(char c)
{
    if (c >= '0' && c <= '9')
        return (unsigned)(c - '0');
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'f' ? (unsigned)((c | 0x20) - 'a') + 10 : 16;
}

/* Digits of a number without its sign. False: not a number. */
static bool magnitude_parse(struct capn_text digits, uint64_t *out, bool *overflow)
{
    unsigned base = 10;
    uint32_t i = 0;

    *out = 0;
    *overflow = false;
    if (digits.len > 2 && digits.data[0] == '0' && (digits.data[1] | 0x20) == 'x') {
        base = 16;
        i = 2;
    }
    if (i == digits.len)
        return false;
    for (; i < digits.len; i++) {
        unsigned digit = digit_value(digits.data[i]);
        if (digit >= base)
            return false;
        *overflow |= __builtin_mul_overflow(*out, base, out) || __builtin_add_overflow(*out, digit, out);
    }
    return true;
}

static bool type_is_signed(uint8_t kind)
{
    return kind >= CAPN_TYPE_INT8 && kind <= CAPN_TYPE_INT64;
}

static status_t parse_integer(struct capn_parser *parser, const struct wanted *wanted, uint64_t *bits)
{
    unsigned width = capn_type_bits(wanted->type);
    bool is_signed = type_is_signed(wanted->type->kind), overflow;
    size_t start = (scan_peek(parser), parser->at);
    struct capn_text word = scan_word(parser);
    bool negative = word.len > 0 && word.data[0] == '-';
    struct capn_text digits = { word.data + negative, word.len - negative };
    uint64_t magnitude, limit;

    if (!magnitude_parse(digits, &magnitude, &overflow)) {
        parser->at = start;
        return expected(parser, wanted);
    }
    limit = UINT64_MAX >> (64 - width + is_signed);
    if (overflow || magnitude > limit + (negative && is_signed) || (negative && !is_signed && magnitude)) {
        struct capn_text_buffer buffer;
        char type[16];
        struct capn_writer writer = capn_text_buffer_open(&buffer, type, sizeof(type));
        status_t status = capn_type_write(wanted->schema, wanted->type, &writer);
        return scan_fail(parser, start, status ? status : STATUS_TYPE_MISMATCH, "%.*s does not fit in %s for `%.*s`",
                         (int)word.len, word.data, type, (int)wanted->name.len, wanted->name.data);
    }
    *bits = (negative ? 0 - magnitude : magnitude) & (UINT64_MAX >> (64 - width));
    return STATUS_OK;
}

static status_t parse_float(struct capn_parser *parser, const struct wanted *wanted, uint64_t *bits)
{
    size_t start = (scan_peek(parser), parser->at);
    struct capn_text word = scan_word(parser);
    status_t status = capn_parse_float(word, capn_type_element_size(wanted->type), bits);

    if (!status)
        return STATUS_OK;
    if (status == STATUS_OUT_OF_RANGE)
        return scan_fail(parser, start, STATUS_TYPE_MISMATCH, "%.*s is too great for `%.*s`", (int)word.len, word.data,
                         (int)wanted->name.len, wanted->name.data);
    parser->at = start;
    return expected(parser, wanted);
}

/* true, false, void: one of the words of a type that has few. */
static status_t parse_word(struct capn_parser *parser, const struct wanted *wanted, uint64_t *bits)
{
    size_t start = (scan_peek(parser), parser->at);
    struct capn_text word = scan_word(parser);

    *bits = capn_text_equal(word, CAPN_TEXT("true"));
    if (wanted->type->kind == CAPN_TYPE_VOID ? capn_text_equal(word, CAPN_TEXT("void"))
                                             : *bits || capn_text_equal(word, CAPN_TEXT("false")))
        return STATUS_OK;
    parser->at = start;
    return expected(parser, wanted);
}

static status_t enum_list(struct capn_parser *parser, const struct wanted *wanted, const struct capn_node *node)
{
    char names[120], found[FOUND_BYTES];
    struct capn_text_buffer buffer;
    struct capn_writer writer = capn_text_buffer_open(&buffer, names, sizeof(names));
    struct capn_member member;
    status_t status = STATUS_OK;

    for (uint32_t i = 0; i < node->members.count && !status; i++) {
        if (i > 0)
            status = capn_write_string(&writer, ", ");
        if (!status)
            status = capn_node_member(node, i, &member);
        if (!status)
            status = capn_write_text(&writer, member.name);
    }
    return scan_fail(parser, parser->at, status ? status : STATUS_TYPE_MISMATCH,
                     "expected one of %s for `%.*s`, found %s", names, (int)wanted->name.len, wanted->name.data,
                     scan_found(parser, found, sizeof(found)));
}

static status_t parse_enum(struct capn_parser *parser, const struct wanted *wanted, uint64_t *bits)
{
    size_t start = (scan_peek(parser), parser->at);
    struct capn_text word = scan_name(parser, false);
    struct capn_member member;
    struct capn_node node;
    status_t status = capn_schema_node(wanted->schema, wanted->type->node, &node);

    if (!status)
        status = capn_node_find_member(&node, word, &member);
    if (status == STATUS_NOT_FOUND) {
        parser->at = start;
        return enum_list(parser, wanted, &node);
    }
    *bits = member.index;
    return explain(parser, start, status);
}

static status_t parse_bits(struct capn_parser *parser, const struct wanted *wanted, uint64_t *bits)
{
    switch (wanted->type->kind) {
    case CAPN_TYPE_VOID:
    case CAPN_TYPE_BOOL:
        return parse_word(parser, wanted, bits);
    case CAPN_TYPE_FLOAT32:
    case CAPN_TYPE_FLOAT64:
        return parse_float(parser, wanted, bits);
    case CAPN_TYPE_ENUM:
        return parse_enum(parser, wanted, bits);
    default:
        return parse_integer(parser, wanted, bits);
    }
}

/* Text, or data in either notation. In memory a text is data with a zero at its end. */
static status_t parse_bytes(struct capn_parser *parser, const struct wanted *wanted,
                            const struct capn_struct_builder *s, uint16_t index)
{
    bool text = wanted->type->kind == CAPN_TYPE_TEXT, hex = !text && scan_is_hex(parser);
    status_t status;
    uint8_t *bytes;
    uint32_t len;

    if (!hex && scan_peek(parser) != '"')
        return expected(parser, wanted);
    status = hex ? scan_hex_len(parser, &len) : scan_quoted_len(parser, &len);
    if (!status)
        status = capn_init_data(s, index, len + text, &bytes);
    if (status)
        return explain(parser, parser->at, status);
    if (hex)
        scan_hex(parser, bytes);
    else
        scan_quoted(parser, bytes);
    return STATUS_OK;
}

static status_t parse_capability(struct capn_parser *parser, const struct wanted *wanted,
                                 const struct capn_struct_builder *s, uint16_t index)
{
    char sigil = scan_peek(parser);
    size_t start = parser->at;
    struct capn_node node = { 0 };
    struct capn_text name;
    uint32_t capability;
    status_t status = STATUS_OK;

    if (sigil != '@' && sigil != '$')
        return expected(parser, wanted);
    parser->at++;
    name = scan_name(parser, true);
    if (name.len == 0)
        return scan_fail(parser, start, STATUS_SYNTAX, "expected the name of a capability after `%c`", sigil);
    if (wanted->type->kind == CAPN_TYPE_INTERFACE)
        status = capn_schema_node(wanted->schema, wanted->type->node, &node);
    if (!status)
        status = parser->capability ? parser->capability(parser, sigil, name, node.id, &capability)
                                    : STATUS_NOT_SUPPORTED;
    if (status) {
        parser->error_offset = start;
        if (parser->message[0])
            return status;
        return scan_fail(parser, start, status, "cannot use %c%.*s for `%.*s`: %s", sigil, (int)name.len, name.data,
                         (int)wanted->name.len, wanted->name.data, capn_status_text(status));
    }
    return explain(parser, start, capn_set_capability(s, index, capability));
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
        status = parse_bits(parser, wanted, &bits);
        return status ? status : explain(parser, start, capn_list_set_bits(list, index, bits));
    }
    if (wanted->type->list_depth || wanted->type->kind != CAPN_TYPE_STRUCT) {
        element = (struct capn_struct_builder){ list->builder, list->first_word + index, 0, 1 };
        return parse_pointer(parser, wanted, &element, 0);
    }
    if (scan_peek(parser) != '(')
        return expected(parser, wanted);
    status = capn_schema_node(wanted->schema, wanted->type->node, &node);
    if (!status)
        status = capn_list_struct(list, index, &element);
    return status ? explain(parser, start, status) : parse_struct(parser, &node, &element);
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
        return scan_fail(parser, parser->at, STATUS_LIMIT_EXCEEDED, "nested more than %u levels deep",
                         CAPN_NESTING_LIMIT);
    parser->depth++;
    return STATUS_OK;
}

static status_t parse_list(struct capn_parser *parser, const struct wanted *wanted,
                           const struct capn_struct_builder *s, uint16_t index)
{
    struct capn_type element = capn_type_element(wanted->type);
    struct wanted wanted_element = { wanted->schema, &element, wanted->name };
    struct capn_list_builder list;
    size_t start = (scan_peek(parser), parser->at);
    uint32_t count;
    status_t status;

    if (!scan_take(parser, '['))
        return expected(parser, wanted);
    status = depth_enter(parser);
    if (!status)
        status = scan_count_elements(parser, &count);
    if (!status)
        status = explain(parser, start, list_make(wanted->schema, &element, count, s, index, &list));
    for (uint32_t i = 0; !status && i < count; i++) {
        if (i > 0)
            status = scan_expect(parser, ',', "`,` or `]`");
        if (!status)
            status = parse_element(parser, &wanted_element, &list, i);
    }
    parser->depth--;
    return status ? status : scan_expect(parser, ']', "`,` or `]`");
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
    if (wanted->type->kind != CAPN_TYPE_STRUCT)
        return parse_capability(parser, wanted, s, index);
    if (scan_peek(parser) != '(')
        return expected(parser, wanted);
    status = capn_schema_node(wanted->schema, wanted->type->node, &node);
    if (!status)
        status = capn_init_struct(s, index, node.data_words, node.pointer_count, &made);
    return status ? explain(parser, start, status) : parse_struct(parser, &node, &made);
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
        if (scan_peek(parser) != '(')
            return scan_expect(parser, '(', "`(`");
        status = capn_schema_node(node->schema, member->type.node, &group);
        return status ? explain(parser, parser->at, status) : parse_struct(parser, &group, out);
    }
    status = parse_bits(parser, &wanted, &bits);
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
        return explain(parser, at, status);
    if (params) {
        owner.len -= sizeof(suffix) - 1;
        for (uint32_t i = owner.len; i-- > 0;)
            if (owner.data[i] == '.') {
                owner = (struct capn_text){ owner.data + i + 1, owner.len - i - 1 };
                break;
            }
    }
    return scan_fail(parser, at, STATUS_TYPE_MISMATCH, "no %s `%.*s`; %.*s %s %s", params ? "argument" : "member",
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
        return scan_fail(parser, at, STATUS_SYNTAX, "`%.*s` is given twice", (int)member->name.len, member->name.data);
    *word |= bit;
    if (member->discriminant == CAPN_NO_DISCRIMINANT)
        return STATUS_OK;
    if (seen->in_union.len)
        return scan_fail(parser, at, STATUS_SYNTAX, "only one of `%.*s` and `%.*s` can be given",
                         (int)seen->in_union.len, seen->in_union.data, (int)member->name.len, member->name.data);
    seen->in_union = member->name;
    return STATUS_OK;
}

/* "name: value" */
static status_t parse_assignment(struct capn_parser *parser, const struct capn_node *node, struct seen *seen,
                                 const struct capn_struct_builder *out)
{
    size_t start = (scan_peek(parser), parser->at);
    struct capn_text name = scan_name(parser, false);
    struct capn_member member;
    char found[FOUND_BYTES];
    status_t status;

    if (name.len == 0)
        return scan_fail(parser, start, STATUS_SYNTAX, "expected a name and a value, found %s",
                         scan_found(parser, found, sizeof(found)));
    status = capn_node_find_member(node, name, &member);
    if (status == STATUS_NOT_FOUND)
        return unknown_member(parser, start, node, name);
    if (!status)
        status = seen_add(parser, start, seen, &member);
    if (status)
        return explain(parser, start, status);
    if (scan_take(parser, ':') || scan_take(parser, '='))
        return parse_member(parser, node, &member, out);
    if (member.type.kind != CAPN_TYPE_VOID || member.type.list_depth)
        return scan_expect(parser, ':', "`:` and a value");
    if (member.discriminant != CAPN_NO_DISCRIMINANT)
        capn_set_u16(out, node->discriminant_offset * 2u, member.discriminant);
    return STATUS_OK;
}

static status_t parse_struct(struct capn_parser *parser, const struct capn_node *node,
                             const struct capn_struct_builder *out)
{
    struct seen seen = { 0 };
    status_t status = scan_expect(parser, '(', "`(`");

    if (!status)
        status = depth_enter(parser);
    if (status)
        return status;
    if (scan_peek(parser) != ')') {
        do
            status = parse_assignment(parser, node, &seen, out);
        while (!status && scan_take(parser, ','));
    }
    parser->depth--;
    return status ? status : scan_expect(parser, ')', "`,` or `)`");
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
    return explain(parser, parser->at, status);
}

status_t capn_parse_root(struct capn_parser *parser, const struct capn_node *node, const char *text, size_t len,
                         size_t *used, struct capn_builder *builder)
{
    struct capn_struct_builder root;
    status_t status = capn_builder_root(builder, node->data_words, node->pointer_count, &root);

    parser->message[0] = 0;
    if (status)
        return explain(parser, 0, status);
    return capn_parse_struct(parser, node, text, len, used, &root);
}
