/* SPDX-License-Identifier: MIT */
/* printf for the kernel: the conversions that base/log.h lists. Unknown ones are printed as they stand. */
#include "base/format_priv.h"

#include <stdbool.h>
#include <stdint.h>

#include "base/log.h"
#include "base/string.h"

#define NUMBER_BYTES 24u    /* 64 bits in decimal, with sign */

struct conversion {
    bool zero, left, has_precision;
    uint32_t width, precision;
    uint32_t longs;         /* count of l; z counts as one */
};

struct output {
    format_sink_t sink;
    void *context;
};

static void put(const struct output *out, const char *bytes, size_t count)
{
    if (count > 0)
        out->sink(out->context, bytes, count);
}

static void put_repeated(const struct output *out, char byte, size_t count)
{
    for (; count > 0; count--)
        put(out, &byte, 1);
}

static void put_padded(const struct output *out, const struct conversion *c, const char *bytes, size_t count)
{
    size_t padding = c->width > count ? c->width - count : 0;

    if (!c->left)
        put_repeated(out, ' ', padding);
    put(out, bytes, count);
    if (c->left)
        put_repeated(out, ' ', padding);
}

static void put_number(const struct output *out, const struct conversion *c, uint64_t value, uint32_t base, bool negative)
{
    char digits[NUMBER_BYTES];
    size_t at = sizeof digits;

    do {
        digits[--at] = "0123456789abcdef"[value % base];
        value /= base;
    } while (value != 0);
    if (c->zero && !c->left) {
        size_t count = sizeof digits - at + negative;
        put(out, "-", negative);
        put_repeated(out, '0', c->width > count ? c->width - count : 0);
        put(out, digits + at, sizeof digits - at);
        return;
    }
    if (negative)
        digits[--at] = '-';
    put_padded(out, c, digits + at, sizeof digits - at);
}

static void put_string(const struct output *out, const struct conversion *c, const char *text)
{
    size_t count = 0;

    if (!text)
        text = "(null)";
    while ((!c->has_precision || count < c->precision) && text[count])
        count++;
    put_padded(out, c, text, count);
}

/* Flags, width, precision and length of the conversion after the '%'. Returns its letter's place. */
static const char *parse_conversion(const char *at, struct conversion *c, va_list *arguments)
{
    *c = (struct conversion){0};
    for (; *at == '0' || *at == '-'; at++) {
        c->zero |= *at == '0';
        c->left |= *at == '-';
    }
    for (; *at >= '0' && *at <= '9'; at++)
        c->width = c->width * 10 + (uint32_t)(*at - '0');
    if (at[0] == '.' && at[1] == '*') {
        int precision = va_arg(*arguments, int);
        c->has_precision = precision >= 0;
        c->precision = (uint32_t)precision;
        at += 2;
    }
    for (; *at == 'l' || *at == 'z'; at++)
        c->longs++;
    return at;
}

static void put_conversion(const struct output *out, const struct conversion *c, char letter, va_list *arguments)
{
    if (letter == 's') {
        put_string(out, c, va_arg(*arguments, const char *));
    } else if (letter == 'c') {
        char byte = (char)va_arg(*arguments, int);
        put_padded(out, c, &byte, 1);
    } else if (letter == 'd') {
        int64_t value = c->longs ? va_arg(*arguments, long) : va_arg(*arguments, int);
        put_number(out, c, value < 0 ? 0 - (uint64_t)value : (uint64_t)value, 10, value < 0);
    } else if (letter == 'u' || letter == 'x') {
        uint64_t value = c->longs ? va_arg(*arguments, unsigned long) : va_arg(*arguments, unsigned int);
        put_number(out, c, value, letter == 'u' ? 10 : 16, false);
    } else if (letter == 'p') {
        put(out, "0x", 2);
        put_number(out, c, (uint64_t)va_arg(*arguments, void *), 16, false);
    } else {
        put(out, "%", 1);
        put(out, &letter, letter != '%' && letter != 0);
    }
}

void format_write(format_sink_t sink, void *context, const char *format, va_list arguments)
{
    const struct output out = {sink, context};
    va_list rest;

    /* A parameter of array type cannot be passed on by address: take a copy that can. */
    va_copy(rest, arguments);
    while (*format) {
        size_t plain = 0;
        while (format[plain] && format[plain] != '%')
            plain++;
        put(&out, format, plain);
        format += plain;
        if (*format == '%') {
            struct conversion conversion;
            format = parse_conversion(format + 1, &conversion, &rest);
            put_conversion(&out, &conversion, *format, &rest);
            format += *format != 0;
        }
    }
    va_end(rest);
}

struct buffer {
    char *bytes;
    size_t size, length;
};

static void buffer_sink(void *context, const char *bytes, size_t count)
{
    struct buffer *buffer = context;

    for (; count > 0 && buffer->length + 1 < buffer->size; count--)
        buffer->bytes[buffer->length++] = *bytes++;
}

size_t kformat(char *bytes, size_t size, const char *format, ...)
{
    struct buffer buffer = {bytes, size, 0};
    va_list arguments;

    if (size == 0)
        return 0;
    va_start(arguments, format);
    format_write(buffer_sink, &buffer, format, arguments);
    va_end(arguments);
    bytes[buffer.length] = 0;
    return buffer.length;
}
