/* SPDX-License-Identifier: MIT */
/* Edits of one bounded line. */
#include "line.h"

void line_clear(struct line *line)
{
    line->len = 0;
    line->cursor = 0;
}

static bool is_continuation(char c)
{
    return ((uint8_t)c & 0xc0) == 0x80;
}

void line_set(struct line *line, const char *text, uint32_t len)
{
    if (len > LINE_BYTES)
        len = LINE_BYTES;
    __builtin_memmove(line->text, text, len);
    line->len = len;
    line->cursor = len;
}

bool line_insert(struct line *line, const char *text, uint32_t len)
{
    if (len > LINE_BYTES - line->len)
        return false;
    __builtin_memmove(line->text + line->cursor + len, line->text + line->cursor, line->len - line->cursor);
    __builtin_memcpy(line->text + line->cursor, text, len);
    line->len += len;
    line->cursor += len;
    return true;
}

void line_remove(struct line *line, uint32_t from, uint32_t to)
{
    __builtin_memmove(line->text + from, line->text + to, line->len - to);
    line->len -= to - from;
    line->cursor = from;
}

uint32_t line_left(const struct line *line)
{
    uint32_t at = line->cursor;

    while (at > 0 && is_continuation(line->text[--at]))
        continue;
    return at;
}

uint32_t line_right(const struct line *line)
{
    uint32_t at = line->cursor;

    if (at < line->len)
        at++;
    while (at < line->len && is_continuation(line->text[at]))
        at++;
    return at;
}

/* Bytes of UTF-8 characters count as letters. */
static bool is_word_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || (uint8_t)c >= 0x80;
}

uint32_t line_word_left(const struct line *line)
{
    uint32_t at = line->cursor;

    while (at > 0 && !is_word_byte(line->text[at - 1]))
        at--;
    while (at > 0 && is_word_byte(line->text[at - 1]))
        at--;
    return at;
}

uint32_t line_word_right(const struct line *line)
{
    uint32_t at = line->cursor;

    while (at < line->len && !is_word_byte(line->text[at]))
        at++;
    while (at < line->len && is_word_byte(line->text[at]))
        at++;
    return at;
}
