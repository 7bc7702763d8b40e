/* SPDX-License-Identifier: MIT */
/* Between text_parse.c (what is made of other values) and text_scalar.c (what is not). */
#pragma once

#include "capnp/text.h"

/* Room for capn_scan_found(). */
#define FOUND_BYTES 48

/* A value to come: its type, and the name of what it is for. */
struct wanted {
    struct capn_schema *schema;
    const struct capn_type *type;
    struct capn_text name;
};

/* Gives a failure that has no message yet the text of its status. Returns status. */
status_t capn_parse_explain(struct capn_parser *parser, size_t at, status_t status);
/* "expected UInt64 for `ns`, found text": STATUS_TYPE_MISMATCH, or STATUS_SYNTAX at the end of the text. */
status_t capn_parse_expected(struct capn_parser *parser, const struct wanted *wanted);

/* A value of a data type: number, word or enumerant. */
MUST_CHECK status_t capn_parse_bits(struct capn_parser *parser, const struct wanted *wanted, uint64_t *bits);
