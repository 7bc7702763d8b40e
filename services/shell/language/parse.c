/* SPDX-License-Identifier: MIT */
/* What all commands share: look-ahead, names, bindings, and the error. */
#include "parse.h"

#include <stddef.h>

void parser_init(struct parser *parser, const char *line, uint32_t len, uint32_t from)
{
    parser->line = line;
    parser->len = len;
    parser->error.column = 0;
    parser->error.expected[0] = 0;
    parser->token = token_next(line, len, from);
}

void parser_next(struct parser *parser)
{
    parser->token = token_next(parser->line, parser->len, parser->token.start + parser->token.len);
}

bool parser_fail_at(struct parser *parser, uint32_t column, const char *expected)
{
    uint32_t i = 0;

    for (; expected[i] && i < PARSE_EXPECTED_BYTES - 1; i++)
        parser->error.expected[i] = expected[i];
    parser->error.expected[i] = 0;
    parser->error.column = column;
    return false;
}

bool parser_fail(struct parser *parser, const char *expected)
{
    if (parser->token.kind == TOKEN_BAD)
        expected = parser->token.problem;
    return parser_fail_at(parser, parser->token.start, expected);
}

bool parse_punctuation(struct parser *parser, char c, const char *expected)
{
    if (parser->token.kind != TOKEN_PUNCTUATION || parser->line[parser->token.start] != c)
        return parser_fail(parser, expected);
    parser_next(parser);
    return true;
}

bool parse_word(struct parser *parser, const char *expected, struct capn_text *out, uint32_t *column)
{
    if (parser->token.kind != TOKEN_WORD)
        return parser_fail(parser, expected);
    if (out)
        *out = token_text(parser->line, &parser->token);
    if (column)
        *column = parser->token.start;
    parser_next(parser);
    return true;
}

bool parse_number(struct parser *parser, const char *expected, uint32_t *out)
{
    struct capn_text text = token_text(parser->line, &parser->token);
    bool right = parser->token.kind == TOKEN_NUMBER && text.len < 10;

    *out = 0;
    for (uint32_t i = 0; right && i < text.len; i++) {
        right = text.data[i] >= '0' && text.data[i] <= '9';
        *out = *out * 10 + (uint32_t)(text.data[i] - '0');
    }
    if (!right)
        return parser_fail(parser, expected);
    parser_next(parser);
    return true;
}

bool parse_end(struct parser *parser, const char *expected)
{
    return parser->token.kind == TOKEN_END || parser_fail(parser, expected);
}

bool parse_cap_reference(struct parser *parser, struct cap_reference *out)
{
    if (parser->token.kind != TOKEN_GRANTED && parser->token.kind != TOKEN_BOUND)
        return parser_fail(parser, "expected a capability: @name or $name");
    out->bound = parser->token.kind == TOKEN_BOUND;
    out->name = token_text(parser->line, &parser->token);
    out->column = parser->token.start;
    parser_next(parser);
    return true;
}

bool parse_bind(struct parser *parser, struct capn_text *bind)
{
    *bind = (struct capn_text){ .data = parser->line + parser->len, .len = 0 };
    if (parser->token.kind != TOKEN_ARROW)
        return true;
    parser_next(parser);
    if (parser->token.kind != TOKEN_BOUND)
        return parser_fail(parser, "expected $name after ->");
    *bind = token_text(parser->line, &parser->token);
    /* Dots separate the parts that the shell itself makes of several results. */
    for (uint32_t i = 0; i < bind->len; i++) {
        if (bind->data[i] == '.')
            return parser_fail(parser, "expected a name without dots after ->");
    }
    if (bind->len > 31)
        return parser_fail(parser, "expected a name of at most 31 bytes after ->");
    parser_next(parser);
    return true;
}
