/* SPDX-License-Identifier: MIT */
/* The lexical part of text parsing: blanks, words, quoted bytes, and errors that point at them. */
#pragma once

#include "capnp/text.h"

/* Sets the message and returns status. at: where in the text. */
__attribute__((format(printf, 4, 5)))
status_t capn_scan_fail(struct capn_parser *parser, size_t at, status_t status, const char *format, ...);

/* The next character after blanks, 0 at the end. It is not taken. */
char capn_scan_peek(struct capn_parser *parser);
/* Takes c if it comes next. */
bool capn_scan_take(struct capn_parser *parser, char c);
/* STATUS_SYNTAX: something else comes next. what: for the message, "`(`". */
MUST_CHECK status_t capn_scan_expect(struct capn_parser *parser, char c, const char *what);

/* A name: letters, digits, `_`, and `-` and `.` if dashes. Empty when something else comes next. */
struct capn_text capn_scan_name(struct capn_parser *parser, bool dashes);
/* A number or word as it stands: letters, digits, signs, points. Empty when something else comes next. */
struct capn_text capn_scan_word(struct capn_parser *parser);

/*
 * A text in double quotes comes next, or several that are one: *len gets the number of bytes that it stands for. Nothing is
 * taken. STATUS_SYNTAX: not closed, or a bad escape.
 */
MUST_CHECK status_t capn_scan_quoted_len(struct capn_parser *parser, uint32_t *len);
/* Takes the text that capn_scan_quoted_len measured and writes its bytes. */
void capn_scan_quoted(struct capn_parser *parser, uint8_t *out);
/* The same for hexadecimal bytes, 0x"01 ff". */
bool capn_scan_is_hex(struct capn_parser *parser);
MUST_CHECK status_t capn_scan_hex_len(struct capn_parser *parser, uint32_t *len);
void capn_scan_hex(struct capn_parser *parser, uint8_t *out);

/* A list's `[` was taken: how many elements there are up to its `]`. Nothing is taken. STATUS_SYNTAX: not closed. */
MUST_CHECK status_t capn_scan_count_elements(struct capn_parser *parser, uint32_t *count);

/* Describes what comes next, for "..., found %s": "text", "a list", "`word`", "the end". */
const char *capn_scan_found(struct capn_parser *parser, char *buffer, size_t capacity);
