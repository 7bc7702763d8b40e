/* SPDX-License-Identifier: MIT */
/* Names and the small helpers of a program that runs once. */
#include "model.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void die(const char *format, ...)
{
    va_list args;

    fputs("capnpc-capos: ", stderr);
    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
    fputc('\n', stderr);
    exit(1);
}

void *memory_take(size_t count, size_t size)
{
    void *memory = calloc(count ? count : 1, size);

    if (!memory)
        die("out of memory");
    return memory;
}

char *text_format(const char *format, ...)
{
    va_list args;
    char *text;

    va_start(args, format);
    if (vasprintf(&text, format, args) < 0)
        die("out of memory");
    va_end(args);
    return text;
}

/* Keywords of C17 and names that the compilers keep for themselves in gnu17. */
static bool name_is_reserved(const char *name)
{
    static const char *const reserved[] = {
        "asm",    "auto",     "bool",   "break",  "case",    "char",   "const",    "continue", "default",
        "do",     "double",   "else",   "enum",   "extern",  "false",  "float",    "for",      "goto",
        "if",     "inline",   "int",    "linux",  "long",    "register", "restrict", "return", "short",
        "signed", "sizeof",   "static", "struct", "switch",  "true",   "typedef",  "typeof",   "union",
        "unix",   "unsigned", "void",   "volatile", "while",
    };
    for (size_t i = 0; i < sizeof(reserved) / sizeof(reserved[0]); i++)
        if (strcmp(name, reserved[i]) == 0)
            return true;
    return false;
}

/* An underscore goes before a capital that follows a small letter or digit, or that starts a word after an acronym. */
char *name_to_snake(const char *name)
{
    char *snake = memory_take(2 * strlen(name) + 2, 1);
    size_t n = 0;

    for (size_t i = 0; name[i]; i++) {
        bool starts_word = isupper((unsigned char)name[i]) && i > 0 && name[i - 1] != '_' &&
                           (!isupper((unsigned char)name[i - 1]) || islower((unsigned char)name[i + 1]));
        if (starts_word)
            snake[n++] = '_';
        snake[n++] = (char)tolower((unsigned char)name[i]);
    }
    return snake;
}

const char *name_to_identifier(const char *snake)
{
    return name_is_reserved(snake) ? text_format("%s_", snake) : snake;
}

char *name_to_upper(const char *snake)
{
    char *upper = text_format("%s", snake);

    for (char *c = upper; *c; c++)
        *c = (char)toupper((unsigned char)*c);
    return upper;
}
