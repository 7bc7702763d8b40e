/* SPDX-License-Identifier: MIT */
/* Field paths and rejections of the manifest check. Everything is cut at its buffer, nothing overflows. */
#include "manifest_priv.h"

#include <stdarg.h>

#include "freestanding_priv.h"

/* Longer names than these are cut in a reason; all of the path and the reason must fit in MANIFEST_REASON_BYTES. */
#define SHOWN_NAME_BYTES 40u

struct writer {
    char *to;
    uint32_t len;
    uint32_t capacity;      /* with the terminating zero */
};

static void put_char(struct writer *writer, char c)
{
    if (writer->len + 1 < writer->capacity) {
        writer->to[writer->len] = c;
        writer->len++;
        writer->to[writer->len] = '\0';
    }
}

static void put_string(struct writer *writer, const char *text)
{
    while (*text)
        put_char(writer, *text++);
}

static void put_number(struct writer *writer, uint64_t value, uint32_t base, uint32_t min_digits)
{
    char digits[20];
    uint32_t count = 0;

    do {
        digits[count++] = "0123456789abcdef"[value % base];
        value /= base;
    } while (value || count < min_digits);
    while (count > 0)
        put_char(writer, digits[--count]);
}

/* The text comes from the manifest: what a terminal could act on is not shown. */
static void put_quoted(struct writer *writer, const struct capn_text *text)
{
    uint32_t shown = text->len < SHOWN_NAME_BYTES ? text->len : SHOWN_NAME_BYTES;

    put_char(writer, '"');
    for (uint32_t i = 0; i < shown; i++) {
        char c = text->data[i];
        put_char(writer, c >= ' ' && c < 0x7f ? c : '?');
    }
    put_string(writer, shown < text->len ? "...\"" : "\"");
}

static void put_format(struct writer *writer, const char *format, va_list arguments)
{
    for (; *format; format++) {
        if (*format != '%') {
            put_char(writer, *format);
            continue;
        }
        format++;
        if (*format == 's') {
            put_string(writer, va_arg(arguments, const char *));
        } else if (*format == 't') {
            put_quoted(writer, va_arg(arguments, const struct capn_text *));
        } else if (*format == 'u') {
            put_number(writer, va_arg(arguments, uint32_t), 10, 1);
        } else if (*format == 'x') {
            put_string(writer, "0x");
            put_number(writer, va_arg(arguments, uint64_t), 16, 16);
        } else {
            return;
        }
    }
}

void manifest_check_init(struct manifest_check *check, struct manifest_error *error)
{
    memset(check, 0, sizeof(*check));
    check->error = error;
    error->text[0] = '\0';
}

static struct writer path_writer(struct manifest_check *check)
{
    return (struct writer){ check->path, check->path_len, MANIFEST_PATH_BYTES };
}

uint32_t manifest_path_enter(struct manifest_check *check, const char *field)
{
    uint32_t mark = check->path_len;
    struct writer writer = path_writer(check);

    if (mark > 0)
        put_char(&writer, '.');
    put_string(&writer, field);
    check->path_len = writer.len;
    return mark;
}

uint32_t manifest_path_enter_index(struct manifest_check *check, uint32_t index)
{
    uint32_t mark = check->path_len;
    struct writer writer = path_writer(check);

    put_char(&writer, '[');
    put_number(&writer, index, 10, 1);
    put_char(&writer, ']');
    check->path_len = writer.len;
    return mark;
}

void manifest_path_leave(struct manifest_check *check, uint32_t mark)
{
    check->path_len = mark;
    check->path[mark] = '\0';
}

status_t manifest_reject(struct manifest_check *check, const char *format, ...)
{
    struct writer writer = { check->error->text, 0, MANIFEST_REASON_BYTES };
    va_list arguments;

    put_string(&writer, check->path_len > 0 ? check->path : "manifest");
    put_string(&writer, ": ");
    va_start(arguments, format);
    put_format(&writer, format, arguments);
    va_end(arguments);
    return STATUS_INVALID_ARGUMENT;
}

status_t manifest_reject_unreadable(struct manifest_check *check, status_t status)
{
    const char *reason = "the message is malformed or truncated here";

    if (status == STATUS_LIMIT_EXCEEDED)
        reason = "the message is nested too deeply or too much work to read";
    /* The caller wants the reader's status, the text is the same kind of rejection. */
    (void)!manifest_reject(check, "%s", reason);
    return status;
}
