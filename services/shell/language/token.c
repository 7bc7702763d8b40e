/* SPDX-License-Identifier: MIT */
/* Splits a command line into tokens. */
#include "token.h"

#include <stddef.h>

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool token_is_name_byte(char c)
{
    return is_letter(c) || is_digit(c) || c == '_' || c == '-' || c == '.';
}

/* A `-` that begins an arrow ends the word: `$a->` is two tokens. */
static uint32_t name_end(const char *line, uint32_t len, uint32_t at)
{
    while (at < len && token_is_name_byte(line[at])) {
        if (line[at] == '-' && at + 1 < len && line[at + 1] == '>')
            break;
        at++;
    }
    return at;
}

static struct token token_make(enum token_kind kind, uint32_t start, uint32_t end)
{
    return (struct token){ .kind = kind, .start = start, .len = end - start };
}

static struct token token_bad(uint32_t start, uint32_t end, const char *problem)
{
    return (struct token){ .kind = TOKEN_BAD, .start = start, .len = end - start, .problem = problem };
}

static struct token string_next(const char *line, uint32_t len, uint32_t start)
{
    uint32_t at = start + 1;

    while (at < len && line[at] != '"')
        at += line[at] == '\\' && at + 1 < len ? 2 : 1;
    if (at >= len)
        return token_bad(start, len, "expected a closing \"");
    return token_make(TOKEN_STRING, start, at + 1);
}

static struct token sigil_next(const char *line, uint32_t len, uint32_t start)
{
    bool granted = line[start] == '@';
    uint32_t end = name_end(line, len, start + 1);

    if (end == start + 1) {
        return token_bad(start, end, granted ? "expected the name of a capability after @"
                                             : "expected the name of a result after $");
    }
    return token_make(granted ? TOKEN_GRANTED : TOKEN_BOUND, start, end);
}

static bool begins_number(const char *line, uint32_t len, uint32_t at)
{
    if (is_digit(line[at]))
        return true;
    return (line[at] == '-' || line[at] == '+') && at + 1 < len && is_digit(line[at + 1]);
}

static bool is_punctuation(char c)
{
    return c == '(' || c == ')' || c == '{' || c == '}' || c == '[' || c == ']' || c == ':' || c == ',' || c == '=';
}

struct token token_next(const char *line, uint32_t len, uint32_t from)
{
    while (from < len && (line[from] == ' ' || line[from] == '\t'))
        from++;
    if (from >= len)
        return token_make(TOKEN_END, len, len);
    char c = line[from];

    if (c == '"')
        return string_next(line, len, from);
    if (c == '@' || c == '$')
        return sigil_next(line, len, from);
    if (c == '-' && from + 1 < len && line[from + 1] == '>')
        return token_make(TOKEN_ARROW, from, from + 2);
    if (begins_number(line, len, from))
        return token_make(TOKEN_NUMBER, from, name_end(line, len, from + 1));
    if (is_letter(c) || c == '_')
        return token_make(TOKEN_WORD, from, name_end(line, len, from));
    if (is_punctuation(c))
        return token_make(TOKEN_PUNCTUATION, from, from + 1);
    return token_bad(from, from + 1, "expected a word, a \"string\", a number, @name or $name");
}

struct capn_text token_text(const char *line, const struct token *token)
{
    uint32_t start = token->start, len = token->len;

    if (token->kind == TOKEN_GRANTED || token->kind == TOKEN_BOUND) {
        start++;
        len--;
    } else if (token->kind == TOKEN_STRING) {
        start++;
        len -= 2;
    }
    return (struct capn_text){ .data = line + start, .len = len };
}

static char unescape(char c)
{
    if (c == 'n')
        return '\n';
    if (c == 't')
        return '\t';
    return c == '"' || c == '\\' ? c : 0;
}

status_t token_string(const char *line, const struct token *token, char *out, uint32_t size, uint32_t *len)
{
    struct capn_text text = token_text(line, token);
    uint32_t used = 0;

    for (uint32_t i = 0; i < text.len; i++) {
        char c = text.data[i];

        if (c == '\\') {
            i++;
            c = i < text.len ? unescape(text.data[i]) : 0;
            if (!c)
                return STATUS_SYNTAX;
        }
        if (used >= size)
            return STATUS_NO_SPACE;
        out[used++] = c;
    }
    *len = used;
    return STATUS_OK;
}

bool token_is(const char *line, const struct token *token, const char *text)
{
    uint32_t i = 0;

    while (i < token->len && text[i] && line[token->start + i] == text[i])
        i++;
    return i == token->len && !text[i];
}

/* Past a string that opens at `at`; both kinds of quotes, for data literals such as 0x"00 ff". */
static uint32_t string_skip(const char *line, uint32_t len, uint32_t at)
{
    char quote = line[at++];

    while (at < len && line[at] != quote)
        at += line[at] == '\\' ? 2 : 1;
    return at + 1;
}

bool token_find_close(const char *line, uint32_t len, uint32_t open, uint32_t *close)
{
    uint32_t depth = 0;

    for (uint32_t at = open; at < len;) {
        char c = line[at];

        if (c == '"' || c == '\'') {
            at = string_skip(line, len, at);
            continue;
        }
        if (c == '(' || c == '[' || c == '{')
            depth++;
        if ((c == ')' || c == ']' || c == '}') && --depth == 0) {
            *close = at;
            return true;
        }
        at++;
    }
    return false;
}

uint32_t token_find_comma(const char *line, uint32_t len, uint32_t from)
{
    uint32_t close;

    while (from < len && line[from] != ',') {
        if (line[from] == '"' || line[from] == '\'')
            from = string_skip(line, len, from);
        else if (line[from] == '(' || line[from] == '[' || line[from] == '{')
            from = token_find_close(line, len, from, &close) ? close + 1 : len;
        else
            from++;
    }
    return from < len ? from : len;
}
