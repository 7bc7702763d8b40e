/* SPDX-License-Identifier: MIT */
/* Parsing of values that are not made of others, and the messages that say what was expected. */
#include "parse_priv.h"

#include "capnp/call.h"
#include "scan.h"
#include "text_priv.h"

status_t capn_parse_explain(struct capn_parser *parser, size_t at, status_t status)
{
    if (status && !parser->message[0])
        return capn_scan_fail(parser, at, status, "%s", capn_status_text(status));
    return status;
}

status_t capn_parse_expected(struct capn_parser *parser, const struct wanted *wanted)
{
    char found[FOUND_BYTES], type[64];
    struct capn_text_buffer buffer;
    struct capn_writer writer = capn_text_buffer_open(&buffer, type, sizeof(type));
    status_t status = capn_type_write(wanted->schema, wanted->type, &writer);

    if (status)
        return capn_parse_explain(parser, parser->at, status);
    status = capn_scan_peek(parser) == 0 ? STATUS_SYNTAX : STATUS_TYPE_MISMATCH;
    return capn_scan_fail(parser, parser->at, status, "expected %s for `%.*s`, found %s", type, (int)wanted->name.len,
                          wanted->name.data, capn_scan_found(parser, found, sizeof(found)));
}

/* How much of a word a message shows: so that a long one leaves room for what is said about it. */
#define SHOWN_CHARACTERS 40u

static int shown_len(struct capn_text word)
{
    return (int)(word.len < SHOWN_CHARACTERS ? word.len : SHOWN_CHARACTERS);
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

/* Digits and nothing else: what the tool's text has for an integer, whatever the type is. */
static bool is_decimal(struct capn_text digits)
{
    for (uint32_t i = 0; i < digits.len; i++)
        if (digit_value(digits.data[i]) > 9)
            return false;
    return digits.len > 0;
}

/*
 * What the tool would take for another number than its reader may: refused, so that no text means two things.
 * 010 is eight to the tool.
 */
static status_t refuse_octal(struct capn_parser *parser, size_t start, struct capn_text word, struct capn_text digits)
{
    if (digits.len < 2 || digits.data[0] != '0' || !is_decimal(digits))
        return STATUS_OK;
    return capn_scan_fail(parser, start, STATUS_SYNTAX,
                          "%.*s begins with 0, which makes an octal number for the capnp tool: write decimal without the 0, or 0x",
                          shown_len(word), word.data);
}

static bool type_is_signed(uint8_t kind)
{
    return kind >= CAPN_TYPE_INT8 && kind <= CAPN_TYPE_INT64;
}

static status_t parse_integer(struct capn_parser *parser, const struct wanted *wanted, uint64_t *bits)
{
    unsigned width = capn_type_bits(wanted->type);
    bool is_signed = type_is_signed(wanted->type->kind), overflow;
    size_t start = (capn_scan_peek(parser), parser->at);
    struct capn_text word = capn_scan_word(parser);
    bool negative = word.len > 0 && word.data[0] == '-';
    struct capn_text digits = { word.data + negative, word.len - negative };
    uint64_t magnitude, limit;
    status_t refused = refuse_octal(parser, start, word, digits);

    if (refused)
        return refused;
    if (!magnitude_parse(digits, &magnitude, &overflow)) {
        parser->at = start;
        return capn_parse_expected(parser, wanted);
    }
    limit = UINT64_MAX >> (64 - width + is_signed);
    if (overflow || magnitude > limit + (negative && is_signed) || (negative && !is_signed && magnitude)) {
        struct capn_text_buffer buffer;
        char type[16];
        struct capn_writer writer = capn_text_buffer_open(&buffer, type, sizeof(type));
        status_t status = capn_type_write(wanted->schema, wanted->type, &writer);
        return capn_scan_fail(parser, start, status ? status : STATUS_TYPE_MISMATCH,
                              "%.*s does not fit in %s for `%.*s`", shown_len(word), word.data, type,
                              (int)wanted->name.len, wanted->name.data);
    }
    *bits = (negative ? 0 - magnitude : magnitude) & (UINT64_MAX >> (64 - width));
    return STATUS_OK;
}

/* The same of integers as values of floating point fields: the tool has neither an integer -0 nor any above 64 bits. */
static status_t refuse_integer(struct capn_parser *parser, size_t start, struct capn_text word, struct capn_text digits)
{
    status_t status = refuse_octal(parser, start, word, digits);
    uint64_t magnitude;
    bool overflow;

    if (status || !is_decimal(digits) || !magnitude_parse(digits, &magnitude, &overflow))
        return status;
    if (overflow)
        return capn_scan_fail(parser, start, STATUS_SYNTAX,
                              "%.*s is more than an integer holds (18446744073709551615): write it with a point or an exponent",
                              shown_len(word), word.data);
    if (magnitude == 0 && digits.len < word.len)
        return capn_scan_fail(parser, start, STATUS_SYNTAX, "-0 is the integer 0 for the capnp tool: write 0, or -0.0");
    return STATUS_OK;
}

static status_t parse_float(struct capn_parser *parser, const struct wanted *wanted, uint64_t *bits)
{
    size_t start = (capn_scan_peek(parser), parser->at);
    struct capn_text word = capn_scan_word(parser);
    bool negative = word.len > 0 && word.data[0] == '-';
    struct capn_text number = { word.data + negative, word.len - negative };
    status_t status = refuse_integer(parser, start, word, number);

    if (status)
        return status;
    if (number.len > 0 && number.data[0] != '.')
        status = capn_parse_float(word, capn_type_element_size(wanted->type), bits);
    else
        status = STATUS_SYNTAX;
    if (!status)
        return STATUS_OK;
    if (status == STATUS_OUT_OF_RANGE)
        return capn_scan_fail(parser, start, STATUS_TYPE_MISMATCH, "%.*s is too great for `%.*s`", shown_len(word),
                              word.data, (int)wanted->name.len, wanted->name.data);
    parser->at = start;
    return capn_parse_expected(parser, wanted);
}

/* true, false, void: one of the words of a type that has few. */
static status_t parse_word(struct capn_parser *parser, const struct wanted *wanted, uint64_t *bits)
{
    size_t start = (capn_scan_peek(parser), parser->at);
    struct capn_text word = capn_scan_word(parser);

    *bits = capn_text_equal(word, CAPN_TEXT("true"));
    if (wanted->type->kind == CAPN_TYPE_VOID ? capn_text_equal(word, CAPN_TEXT("void"))
                                             : *bits || capn_text_equal(word, CAPN_TEXT("false")))
        return STATUS_OK;
    parser->at = start;
    return capn_parse_expected(parser, wanted);
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
    return capn_scan_fail(parser, parser->at, status ? status : STATUS_TYPE_MISMATCH,
                          "expected one of %s for `%.*s`, found %s", names, (int)wanted->name.len, wanted->name.data,
                          capn_scan_found(parser, found, sizeof(found)));
}

static status_t parse_enum(struct capn_parser *parser, const struct wanted *wanted, uint64_t *bits)
{
    size_t start = (capn_scan_peek(parser), parser->at);
    struct capn_text word = capn_scan_name(parser, false);
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
    return capn_parse_explain(parser, start, status);
}

status_t capn_parse_bits(struct capn_parser *parser, const struct wanted *wanted, uint64_t *bits)
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
