/* SPDX-License-Identifier: MIT */
#include "scan.h"

status_t capn_scan_fail(struct capn_parser *parser, size_t at, status_t status, const char *format, ...)
{
    struct capn_text_buffer buffer;
    struct capn_writer writer = capn_text_buffer_open(&buffer, parser->message, sizeof(parser->message));
    status_t written;
    va_list args;

    va_start(args, format);
    written = capn_write_formatted(&writer, format, args);
    va_end(args);
    (void)written; /* a buffer never refuses */
    parser->error_offset = at;
    return status;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_word(char c)
{
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

/* The character at a position, 0 past the end. */
static char char_at(const struct capn_parser *parser, size_t at)
{
    return at < parser->len ? parser->text[at] : 0;
}

char capn_scan_peek(struct capn_parser *parser)
{
    while (parser->at < parser->len && is_blank(parser->text[parser->at]))
        parser->at++;
    return char_at(parser, parser->at);
}

bool capn_scan_take(struct capn_parser *parser, char c)
{
    if (capn_scan_peek(parser) != c || parser->at == parser->len)
        return false;
    parser->at++;
    return true;
}

status_t capn_scan_expect(struct capn_parser *parser, char c, const char *what)
{
    char found[48];

    if (capn_scan_take(parser, c))
        return STATUS_OK;
    return capn_scan_fail(parser, parser->at, STATUS_SYNTAX, "expected %s, found %s", what,
                          capn_scan_found(parser, found, sizeof(found)));
}

static struct capn_text take(struct capn_parser *parser, size_t end)
{
    struct capn_text text = { parser->text + parser->at, (uint32_t)(end - parser->at) };

    parser->at = end;
    return text;
}

struct capn_text capn_scan_name(struct capn_parser *parser, bool dashes)
{
    size_t end;

    (void)capn_scan_peek(parser);
    for (end = parser->at;
         is_word(char_at(parser, end)) || (dashes && (char_at(parser, end) == '-' || char_at(parser, end) == '.'));
         end++)
        ;
    return take(parser, end);
}

static size_t word_end(const struct capn_parser *parser)
{
    size_t end = parser->at;
    bool number = is_digit(char_at(parser, end)) || char_at(parser, end) == '-';

    for (;; end++) {
        char c = char_at(parser, end), before = end > parser->at ? char_at(parser, end - 1) : 0;
        bool sign = (c == '-' && end == parser->at) || ((c == '-' || c == '+') && (before == 'e' || before == 'E'));
        if (!is_word(c) && !(number && (c == '.' || sign)))
            return end;
    }
}

struct capn_text capn_scan_word(struct capn_parser *parser)
{
    (void)capn_scan_peek(parser);
    return take(parser, word_end(parser));
}

static int hex_value(char c)
{
    if (is_digit(c))
        return c - '0';
    if ((c | 0x20) >= 'a' && (c | 0x20) <= 'f')
        return (c | 0x20) - 'a' + 10;
    return -1;
}

/* An escape sequence; at is after the backslash. Returns its length, 0: not one. */
static size_t escape_read(const struct capn_parser *parser, size_t at, uint8_t *out)
{
    static const char named[] = "a\ab\bf\fn\nr\rt\tv\v\"\"''\\\\??";
    char c = char_at(parser, at);
    size_t n = 0;

    for (size_t i = 0; named[i]; i += 2)
        if (c == named[i]) {
            *out = (uint8_t)named[i + 1];
            return 1;
        }
    if (c == 'x') {
        int high = hex_value(char_at(parser, at + 1)), low = hex_value(char_at(parser, at + 2));
        *out = (uint8_t)(high * 16 + low);
        return high < 0 || low < 0 ? 0 : 3;
    }
    unsigned value = 0;
    for (; n < 3 && char_at(parser, at + n) >= '0' && char_at(parser, at + n) <= '7'; n++)
        value = value * 8 + (unsigned)(char_at(parser, at + n) - '0');
    *out = (uint8_t)value;
    return value > 255 ? 0 : n;
}

/* At a closing quote: moves *at into the text that follows it, if one does. */
static bool quoted_goes_on(const struct capn_parser *parser, size_t *at)
{
    size_t next = *at + 1;

    while (is_blank(char_at(parser, next)))
        next++;
    if (char_at(parser, next) != '"')
        return false;
    *at = next + 1;
    return true;
}

/* One byte of quoted texts at *at. STATUS_NOT_FOUND: the last one's closing quote. */
static status_t quoted_next(struct capn_parser *parser, size_t *at, uint8_t *out)
{
    size_t length;

    while (char_at(parser, *at) == '"')
        if (!quoted_goes_on(parser, at))
            return STATUS_NOT_FOUND;
    if (*at >= parser->len)
        return capn_scan_fail(parser, parser->at, STATUS_SYNTAX, "this text is not closed with `\"`");
    *out = (uint8_t)parser->text[*at];
    if (*out != '\\') {
        (*at)++;
        return STATUS_OK;
    }
    length = escape_read(parser, *at + 1, out);
    if (length == 0)
        return capn_scan_fail(parser, *at, STATUS_SYNTAX,
                              "unknown escape in text; there are \\n \\t \\r \\\" \\\\ \\x41 \\101, up to \\xff and \\377");
    *at += length + 1;
    return STATUS_OK;
}

status_t capn_scan_quoted_len(struct capn_parser *parser, uint32_t *len)
{
    size_t at = parser->at + 1;
    status_t status;
    uint8_t byte;

    *len = 0;
    while ((status = quoted_next(parser, &at, &byte)) == STATUS_OK)
        (*len)++;
    return status == STATUS_NOT_FOUND ? STATUS_OK : status;
}

void capn_scan_quoted(struct capn_parser *parser, uint8_t *out)
{
    size_t at = parser->at + 1;
    uint8_t byte;

    while (quoted_next(parser, &at, &byte) == STATUS_OK)
        *out++ = byte;
    parser->at = at + 1;
}

bool capn_scan_is_hex(struct capn_parser *parser)
{
    return capn_scan_peek(parser) == '0' && char_at(parser, parser->at + 1) == 'x' &&
           char_at(parser, parser->at + 2) == '"';
}

/* One byte of hexadecimal data at *at. STATUS_NOT_FOUND: the closing quote. */
static status_t hex_next(struct capn_parser *parser, size_t *at, uint8_t *out)
{
    int high, low;

    while (is_blank(char_at(parser, *at)))
        (*at)++;
    if (char_at(parser, *at) == '"')
        return STATUS_NOT_FOUND;
    high = hex_value(char_at(parser, *at));
    low = hex_value(char_at(parser, *at + 1));
    if (high < 0 || low < 0)
        return capn_scan_fail(parser, *at, STATUS_SYNTAX, "expected pairs of hexadecimal digits and a closing `\"`");
    *out = (uint8_t)(high * 16 + low);
    *at += 2;
    return STATUS_OK;
}

status_t capn_scan_hex_len(struct capn_parser *parser, uint32_t *len)
{
    size_t at = parser->at + 3;
    status_t status;
    uint8_t byte;

    *len = 0;
    while ((status = hex_next(parser, &at, &byte)) == STATUS_OK)
        (*len)++;
    return status == STATUS_NOT_FOUND ? STATUS_OK : status;
}

void capn_scan_hex(struct capn_parser *parser, uint8_t *out)
{
    size_t at = parser->at + 3;
    uint8_t byte;

    while (hex_next(parser, &at, &byte) == STATUS_OK)
        *out++ = byte;
    parser->at = at + 1;
}

/* Past a quoted text, escapes and all; the end of the input if it is not closed. */
static size_t quoted_skip(const struct capn_parser *parser, size_t at)
{
    for (at++; at < parser->len && parser->text[at] != '"'; at++)
        at += parser->text[at] == '\\';
    return at;
}

status_t capn_scan_count_elements(struct capn_parser *parser, uint32_t *count)
{
    unsigned depth = 0;

    *count = capn_scan_peek(parser) == ']' ? 0 : 1;
    for (size_t at = parser->at; at < parser->len; at++) {
        char c = parser->text[at];
        if (c == '"')
            at = quoted_skip(parser, at);
        else if (c == '(' || c == '[')
            depth++;
        else if ((c == ')' || c == ']') && depth == 0)
            return c == ']' ? STATUS_OK : capn_scan_fail(parser, at, STATUS_SYNTAX, "expected `]`, found `)`");
        else if (c == ')' || c == ']')
            depth--;
        else if (c == ',' && depth == 0)
            ++*count;
    }
    return capn_scan_fail(parser, parser->at, STATUS_SYNTAX, "this list is not closed with `]`");
}

const char *capn_scan_found(struct capn_parser *parser, char *buffer, size_t capacity)
{
    struct capn_text_buffer text;
    struct capn_writer writer = capn_text_buffer_open(&text, buffer, capacity);
    char c = capn_scan_peek(parser);
    size_t end = word_end(parser);
    struct capn_text word = { parser->text + parser->at, (uint32_t)(end - parser->at) };
    status_t written;

    if (parser->at >= parser->len)
        return "the end";
    if (c == '"')
        return "text";
    if (capn_scan_is_hex(parser))
        return "data";
    if (c == '[')
        return "a list";
    if (c == '(')
        return "a struct";
    if (c == '@' || c == '$')
        return "a capability";
    if (c == '#')
        return "`#`: values have no comments";
    if (word.len == 0)
        word.len = 1;
    /* A long word is cut, so that the message keeps its end. */
    if (word.len > capacity - 3)
        word.len = (uint32_t)(capacity - 3);
    written = capn_write_string(&writer, "`");
    if (!written)
        written = capn_write_text(&writer, word);
    if (!written)
        written = capn_write_string(&writer, "`");
    (void)written; /* a buffer never refuses */
    return buffer;
}
