/* SPDX-License-Identifier: MIT */
/* call @cap method(arg: value, ...) [-> $name] */
#include "parse.h"

/* The arguments stay text: only the schema of the method can say what they mean. */
static bool parse_arguments(struct parser *parser, struct call_command *out)
{
    uint32_t open = parser->token.start, close;

    out->arguments = (struct capn_text){ .data = parser->line + parser->len, .len = 0 };
    out->arguments_column = open;
    if (parser->token.kind != TOKEN_PUNCTUATION || parser->line[open] != '(')
        return true;
    if (!token_find_close(parser->line, parser->len, open, &close))
        return parser_fail_at(parser, parser->len, "expected a ) that ends the arguments");
    out->arguments = (struct capn_text){ .data = parser->line + open, .len = close + 1 - open };
    parser->token = token_next(parser->line, parser->len, close + 1);
    return true;
}

bool parse_call(struct parser *parser, struct call_command *out)
{
    return parse_cap_reference(parser, &out->target) &&
           parse_word(parser, "expected the name of a method", &out->method, &out->method_column) &&
           parse_arguments(parser, out) && parse_bind(parser, &out->bind) &&
           parse_end(parser, out->arguments.len ? "expected -> $name or the end of the line"
                                                : "expected ( and the arguments, -> $name or the end of the line");
}
