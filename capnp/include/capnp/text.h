/* SPDX-License-Identifier: MIT */
/*
 * Values as text, both ways, for types that are known only through a packed schema. The notation is that of
 * `capnp decode --short` and `capnp encode`: (name = "x", list = [1, 2], data = 0x"01 02", source = (endpoint = 5)).
 * Needs no memory but the stack: some 500 bytes for each level that the value nests, CAPN_NESTING_LIMIT levels at most, and
 * some 3 KiB for a floating point number.
 *
 * No text is one value here and another for the tool (tests/conformance/test_text.py). What the tool takes and the parser
 * refuses, each with a sentence of its own:
 *   010, 08     decimal or octal? (010.5 is no integer, and the same to both)
 *   -0          for a floating point field: the tool's is the integer 0. -0.0 is what it says, and is printed so
 *   integers above 64 bits, which the tool takes modulo 2^64; for a floating point field too, without point or exponent
 *   numbers above the greatest of a floating point type, which the tool takes for inf; hexadecimal ones for such a field
 *   "Ā"      and other octal escapes above ÿ
 *   a member that is given twice, two members of a union, a comma behind the last of a list, blanks after a sign, comments
 * What the tool refuses and the parser takes: `:` for `=`, a Void member without a value, a line break in a text, 0x"", 0X1F, -nan.
 */
#pragma once

#include "capnp/builder.h"
#include "capnp/schema.h"

/* ---- printing ---- */

struct capn_printer {
    struct capn_writer writer;
    /* Prints the capability with that index. NULL: <cap 3>. */
    status_t (*capability)(void *context, const struct capn_writer *writer, uint32_t index);
    void *context;
};

/*
 * Prints value, a struct of the type node (for results: capn_method.results). Null pointer fields are left out, data
 * fields never; of a union the member that is set. Data is printed as text when it is all printable, else as 0x"..".
 * STATUS_MALFORMED, STATUS_LIMIT_EXCEEDED: value is damaged (there is text up to there); or what the writer returned.
 */
MUST_CHECK status_t capn_print_struct(const struct capn_printer *printer, const struct capn_node *node,
                                      const struct capn_struct *value);

/* Floating point numbers by their bits, as the `capnp` tool prints them. size: CAPN_SIZE_FOUR_BYTES or _EIGHT_BYTES. */
MUST_CHECK status_t capn_write_float(const struct capn_writer *writer, uint64_t bits, enum capn_element_size size);

/* ---- parsing ---- */

#define CAPN_PARSE_MESSAGE_BYTES 240

struct capn_parser {
    /*
     * Gives the message index of what is written @name or $name (sigil tells which). interface_id: of the interface
     * that is wanted, 0 for any. A failure ends the parsing with that status; it may leave a text in message, else one
     * is made. NULL: capabilities cannot be written.
     */
    status_t (*capability)(struct capn_parser *parser, char sigil, struct capn_text name, uint64_t interface_id,
                           uint32_t *index);
    void *context;

    /* After a failure: where in the text (bytes), and what was expected there, one line. */
    size_t error_offset;
    char message[CAPN_PARSE_MESSAGE_BYTES];

    /* Private. */
    const char *text;
    size_t len;
    size_t at;
    unsigned depth;
};

/*
 * Parses "(member: value, ...)", `=` being as good as `:`, into out, which must be a new struct of the type node. used
 * gets the length of what was parsed; other text may follow. A Void member of a union needs no value.
 * STATUS_SYNTAX; STATUS_TYPE_MISMATCH: a value of another type, a number that does not fit, no such member or
 * enumerant; STATUS_LIMIT_EXCEEDED: nested too deep; STATUS_NO_SPACE: the builder is full; STATUS_NOT_SUPPORTED: a value for
 * an AnyPointer, AnyStruct or AnyList, which no schema describes; STATUS_MALFORMED: the schema is damaged; or what the
 * resolver returned. All of them with message and error_offset set.
 */
MUST_CHECK status_t capn_parse_struct(struct capn_parser *parser, const struct capn_node *node, const char *text,
                                      size_t len, size_t *used, const struct capn_struct_builder *out);

/* Makes the root of builder, a struct of the type node, and parses into it. */
MUST_CHECK status_t capn_parse_root(struct capn_parser *parser, const struct capn_node *node, const char *text,
                                    size_t len, size_t *used, struct capn_builder *builder);

/*
 * Parses a decimal number (digits, point, exponent, sign; inf, nan) into the nearest float's bits; ties to even, whatever the
 * number of digits. A Float32 with a point or an exponent becomes a Float64 first, as the tool does it. STATUS_SYNTAX: it is
 * none, STATUS_OUT_OF_RANGE: too great.
 */
MUST_CHECK status_t capn_parse_float(struct capn_text text, enum capn_element_size size, uint64_t *bits);
