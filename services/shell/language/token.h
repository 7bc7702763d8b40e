/* SPDX-License-Identifier: MIT */
/*
 * The shell's tokens: words, numbers, "strings", @granted, $bound and punctuation. Pure: no allocation, no I/O.
 * Tokens point into the line, so that every error can point at its column.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "abi/status.h"
#include "capnp/message.h"

enum token_kind {
    TOKEN_END,
    TOKEN_WORD,         /* hello, capos-shell, a.b */
    TOKEN_NUMBER,       /* 12, -3, 0x1f, 1.5 */
    TOKEN_STRING,       /* "with \" escapes", quotes included */
    TOKEN_GRANTED,      /* @name */
    TOKEN_BOUND,        /* $name, $name.part */
    TOKEN_ARROW,        /* -> */
    TOKEN_PUNCTUATION,  /* one of ( ) { } [ ] : , = */
    TOKEN_BAD,          /* anything else; problem says what was expected */
};

struct token {
    enum token_kind kind;
    uint32_t start;             /* offset in the line */
    uint32_t len;
    const char *problem;        /* TOKEN_BAD only */
};

/* The token at or after `from`. Never reads at or past len. */
struct token token_next(const char *line, uint32_t len, uint32_t from);

/* The token's own text: without the sigil of a name and the quotes of a string (escapes stay). */
struct capn_text token_text(const char *line, const struct token *token);

/* Decodes the escapes of a TOKEN_STRING (\" \\ \n \t). STATUS_NO_SPACE; STATUS_SYNTAX: another escape. */
MUST_CHECK status_t token_string(const char *line, const struct token *token, char *out, uint32_t size, uint32_t *len);

bool token_is(const char *line, const struct token *token, const char *text);

/*
 * The offset of the bracket that closes the one at `open`, strings and nested brackets skipped. False when the line
 * ends before.
 */
bool token_find_close(const char *line, uint32_t len, uint32_t open, uint32_t *close);

/* The offset of the first comma at or behind `from` that is in no string and in no bracket that opens there; len: there is none. */
uint32_t token_find_comma(const char *line, uint32_t len, uint32_t from);

/* Bytes that words and names are made of. */
bool token_is_name_byte(char c);
