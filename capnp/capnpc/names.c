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

void *array_room(void *array, size_t count, size_t size)
{
    if (count & (count - 1))
        return array;
    array = realloc(array, (count ? 2 * count : 1) * size);
    if (!array)
        die("out of memory");
    return array;
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

static bool name_is_in(const char *name, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(name, list[i]) == 0)
            return true;
    return false;
}

/* Keywords of C17 and C23, names that the compilers keep for themselves in gnu17, and macros of small letters. */
static bool name_is_reserved(const char *name)
{
    static const char *const reserved[] = {
        "alignas",  "alignof",   "asm",      "assert",   "auto",     "bool",          "break",         "case",
        "char",     "const",     "constexpr", "continue", "default", "do",            "double",        "else",
        "enum",     "errno",     "extern",   "false",    "float",    "for",           "goto",          "if",
        "inline",   "int",       "linux",    "long",     "noreturn", "nullptr",       "register",      "restrict",
        "return",   "short",     "signed",   "sizeof",   "static",   "static_assert", "stderr",        "stdin",
        "stdout",   "struct",    "switch",   "thread_local", "true", "typedef",       "typeof",        "typeof_unqual",
        "union",    "unix",      "unsigned", "void",     "volatile", "while",
    };
    return name_is_in(name, reserved, sizeof(reserved) / sizeof(reserved[0]));
}

/*
 * Names that with an ending of ours are those of the C library or of abi/: a type (`size` would make size_t), a limit (`int8`
 * INT8_MAX), an enumerator (`status` STATUS_OK).
 */
static bool name_is_taken(const char *name)
{
    static const char *const taken[] = {
        "cap_id",  "int16",  "int32",  "int64",  "int8",  "intmax",  "intptr",  "max_align", "ptrdiff", "sig_atomic", "size",
        "status",  "uint16", "uint32", "uint64", "uint8", "uintmax", "uintptr", "wchar",     "wint",
    };
    return name_is_in(name, taken, sizeof(taken) / sizeof(taken[0]));
}

/* What a generated header includes declares these. tests/conformance/test_generator.py compares the list with the headers. */
bool name_is_library(const char *name)
{
    static const char *const names[] = {
        "CAPSET_MAX_ENTRIES", "CAPSET_NAME_BYTES", "CAP_CQE_RESULT_CAPS", "CAP_ID_INDEX_BITS", "CAP_ID_INDEX_MASK",
        "CAP_ID_INVALID", "CAP_OP_CALL", "CAP_OP_COUNT", "CAP_OP_FINISH", "CAP_OP_NOP", "CAP_OP_PARK", "CAP_OP_RECV",
        "CAP_OP_RELEASE", "CAP_OP_RETURN", "CAP_OP_UNPARK", "CAP_SCOPE_CROSS_SESSION", "CAP_SCOPE_SAME_SESSION",
        "CAP_SCOPE_SERVICE_REGRANT", "CAP_SQE_EXCEPTION", "CAP_SQE_KEEP", "CAP_SQE_PIPELINE", "CAP_SQE_QUIET",
        "CAP_TRANSFER_COPY", "CAP_TRANSFER_MOVE", "CAP_TRANSFER_NONE", "ENDPOINT_MESSAGE_CANCELLED",
        "ENDPOINT_MESSAGE_SESSION_LIVE", "MESSAGE_ALIGNMENT", "MESSAGE_MAX_BYTES", "MUST_CHECK", "PAGE_SHIFT", "PAGE_SIZE",
        "PARK_TIMED_OUT", "PARK_VALUE_MISMATCH", "PARK_WOKEN", "PROCESS_MAX", "PROCESS_MAX_THREADS", "PROCESS_NAME_BYTES",
        "PROT_EXECUTE", "PROT_NONE", "PROT_READ", "PROT_WRITE", "RING_CQ_ENTRIES", "RING_KEPT_ANSWERS", "RING_MAGIC",
        "RING_SQ_ENTRIES", "RING_VERSION", "SCHEDULING_BUDGET_MIN_NS", "SCHEDULING_PERIOD_MAX_NS", "SCHEDULING_PRIORITIES",
        "SCHEDULING_PRIORITY_DEFAULT", "TIME_FOREVER", "TRANSFER_MAX_DESCRIPTORS", "USER_CAPSET_ADDRESS", "USER_IMAGE_MAX",
        "USER_IMAGE_MIN", "USER_MAP_MAX", "USER_MAP_MIN", "USER_MAX", "USER_MIN", "USER_RING_BASE", "USER_STACK_BYTES",
        "USER_STACK_TOP", "USER_TLS_BASE", "USER_TLS_MAX_BYTES", "enum cap_opcode", "enum cap_transfer_mode",
        "enum cap_transfer_scope", "enum park_result",
    };
    const char *space = strchr(name, ' '), *word = space ? space + 1 : name;

    return strncmp(word, "capn_", 5) == 0 || strncmp(word, "CAPN_", 5) == 0 ||
           name_is_in(name, names, sizeof(names) / sizeof(names[0]));
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

const char *name_to_method(const char *snake)
{
    static const char *const made[] = { "ancestors", "dispatch", "interface", "method_names", "t" };

    return name_is_in(snake, made, sizeof(made) / sizeof(made[0])) ? text_format("%s_", snake) : snake;
}

const char *name_to_declaration(const char *snake)
{
    return name_is_taken(snake) ? text_format("%s_", snake) : snake;
}

char *name_to_upper(const char *snake)
{
    char *upper = text_format("%s", snake);

    for (char *c = upper; *c; c++)
        *c = (char)toupper((unsigned char)*c);
    return upper;
}
