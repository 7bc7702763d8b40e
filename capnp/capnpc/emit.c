/* SPDX-License-Identifier: MIT */
#include "emit.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "refuse.h"

#define COLUMNS 120u

/* Length of the longest part of a line that must stay together: up to a comma and blank, or the end. */
static size_t longest_part(const char *line)
{
    size_t longest = 0, start = 0, i;

    for (i = 0; line[i]; i++)
        if (line[i] == ',' && line[i + 1] == ' ') {
            longest = i + 1 - start > longest ? i + 1 - start : longest;
            start = i + 2;
        }
    return i - start > longest ? i - start : longest;
}

/* How much of the line fits: up to the last comma before the width, or up to the first one when none is. */
static size_t break_position(const char *line, size_t width)
{
    size_t best = 0;

    for (size_t i = 0; line[i] && (i < width || best == 0); i++)
        if (line[i] == ',' && line[i + 1] == ' ')
            best = i + 1;
    return best;
}

/* Prints what follows the open parenthesis, each line indented. */
static void emit_rest(FILE *out, const char *line, size_t indent, bool first_indented)
{
    while (strlen(line) + indent > COLUMNS) {
        size_t at = break_position(line, COLUMNS - indent);
        if (at == 0)
            break;
        fprintf(out, "%*s%.*s\n", first_indented ? (int)indent : 0, "", (int)at, line);
        first_indented = true;
        line += at + 1;
    }
    fprintf(out, "%*s%s\n", first_indented ? (int)indent : 0, "", line);
}

void emit(FILE *out, const char *format, ...)
{
    va_list args;
    char *text, *open;
    size_t indent, start;

    va_start(args, format);
    if (vasprintf(&text, format, args) < 0)
        die("out of memory");
    va_end(args);
    open = strchr(text, '(');
    if (open && open[1] == '*')         /* a declarator: (*name)(arguments) */
        open = strchr(open + 1, '(');
    if (strlen(text) <= COLUMNS || !open) {
        fprintf(out, "%s\n", text);
    } else {
        /* Continuation lines start after the parenthesis, or, where that leaves too little room, one step in. */
        indent = (size_t)(open - text) + 1;
        start = strspn(text, " ") + 4;
        fprintf(out, "%.*s", (int)indent, text);
        if (longest_part(open + 1) + indent <= COLUMNS) {
            emit_rest(out, open + 1, indent, false);
        } else {
            fputc('\n', out);
            emit_rest(out, open + 1, start, true);
        }
    }
    free(text);
}

/* One line of a comment, broken at blanks. */
static void emit_comment_line(FILE *out, int indent, const char *line, size_t length)
{
    size_t width = COLUMNS - (size_t)indent - 3;

    while (length > width) {
        size_t at = width;
        while (at > 0 && line[at] != ' ')
            at--;
        if (at == 0)
            break;
        fprintf(out, "%*s * %.*s\n", indent, "", (int)at, line);
        line += at + 1;
        length -= at + 1;
    }
    fprintf(out, length ? "%*s * %.*s\n" : "%*s *%.*s\n", indent, "", (int)length, line);
}

/* The documentation as the inside of a comment: the begin or end of a comment in it gets a blank. */
static char *comment_of(const char *doc)
{
    char *comment = memory_take(2 * strlen(doc) + 1, 1), *to = comment;

    for (const char *from = doc; *from; from++) {
        *to++ = *from;
        if ((from[0] == '*' && from[1] == '/') || (from[0] == '/' && from[1] == '*'))
            *to++ = ' ';
    }
    return comment;
}

void emit_doc(FILE *out, int indent, const char *text)
{
    const char *doc = text ? comment_of(text) : NULL;
    size_t lines = 0, length = doc ? strlen(doc) : 0;

    if (!doc)
        return;
    while (length && doc[length - 1] == '\n')
        length--;
    for (size_t i = 0; i < length; i++)
        lines += doc[i] == '\n';
    if (lines == 0 && indent + length + 6 <= COLUMNS) {
        fprintf(out, "%*s/* %.*s */\n", indent, "", (int)length, doc);
        return;
    }
    fprintf(out, "%*s/*\n", indent, "");
    for (const char *line = doc; line < doc + length;) {
        size_t n = strcspn(line, "\n");
        emit_comment_line(out, indent, line, n);
        line += n + 1;
    }
    fprintf(out, "%*s */\n", indent, "");
}

char *owner_of(const struct node *node, const char *member)
{
    return text_format("%s%s%s", node->path, member ? "." : "", member ? member : "");
}

void emit_function(FILE *out, const char *owner, const char *type, const char *name, const char *arguments)
{
    claim(owner, name);
    emit(out, "%sstatic inline %s %s(%s)", strcmp(type, "status_t") == 0 ? "MUST_CHECK " : "", type, name, arguments);
    emit(out, "{");
}

void emit_define(FILE *out, const char *owner, const char *name, const char *value)
{
    claim(owner, name);
    fprintf(out, "#define %s %s\n", name, value);
}

static const struct {
    const char *c_name;
    const char *size_name;
    unsigned bits;
} types[] = {
    [TYPE_VOID] = { "void", "CAPN_SIZE_VOID", 0 },
    [TYPE_BOOL] = { "bool", "CAPN_SIZE_BIT", 1 },
    [TYPE_INT8] = { "int8_t", "CAPN_SIZE_BYTE", 8 },
    [TYPE_INT16] = { "int16_t", "CAPN_SIZE_TWO_BYTES", 16 },
    [TYPE_INT32] = { "int32_t", "CAPN_SIZE_FOUR_BYTES", 32 },
    [TYPE_INT64] = { "int64_t", "CAPN_SIZE_EIGHT_BYTES", 64 },
    [TYPE_UINT8] = { "uint8_t", "CAPN_SIZE_BYTE", 8 },
    [TYPE_UINT16] = { "uint16_t", "CAPN_SIZE_TWO_BYTES", 16 },
    [TYPE_UINT32] = { "uint32_t", "CAPN_SIZE_FOUR_BYTES", 32 },
    [TYPE_UINT64] = { "uint64_t", "CAPN_SIZE_EIGHT_BYTES", 64 },
    [TYPE_FLOAT32] = { "float", "CAPN_SIZE_FOUR_BYTES", 32 },
    [TYPE_FLOAT64] = { "double", "CAPN_SIZE_EIGHT_BYTES", 64 },
    [TYPE_TEXT] = { "struct capn_text", "CAPN_SIZE_POINTER", 0 },
    [TYPE_DATA] = { "struct capn_data", "CAPN_SIZE_POINTER", 0 },
    [TYPE_LIST] = { NULL, "CAPN_SIZE_POINTER", 0 },
    [TYPE_ENUM] = { NULL, "CAPN_SIZE_TWO_BYTES", 16 },
    [TYPE_STRUCT] = { NULL, "CAPN_SIZE_COMPOSITE", 0 },
    [TYPE_INTERFACE] = { NULL, "CAPN_SIZE_POINTER", 0 },
    [TYPE_ANY_POINTER] = { NULL, "CAPN_SIZE_POINTER", 0 },
};

const char *enum_c_name(const struct node *node)
{
    return text_format("enum %s", name_to_identifier(node->c_name));
}

const char *type_c_name(const struct type *type)
{
    return type->kind == TYPE_ENUM ? enum_c_name(type->node) : types[type->kind].c_name;
}

unsigned type_bits(const struct type *type)
{
    return types[type->kind].bits;
}

bool type_is_pointer(const struct type *type)
{
    return type->kind >= TYPE_TEXT && type->kind != TYPE_ENUM;
}

bool type_is_capability(const struct type *type)
{
    return type->kind == TYPE_INTERFACE || (type->kind == TYPE_ANY_POINTER && type->any == ANY_CAPABILITY);
}

const char *type_size_name(const struct type *type)
{
    return types[type->kind].size_name;
}
