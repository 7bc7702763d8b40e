/* SPDX-License-Identifier: MIT */
/* printf-like formatting: a table of small converters over one output cursor. */
#include "rt_priv.h"

struct output {
    char *buffer;
    size_t size;
    size_t length;              /* of the whole text, also what did not fit */
};

struct conversion {
    bool left, zero;
    bool has_precision;
    int width, precision;
    enum { LENGTH_INT, LENGTH_LONG, LENGTH_LONG_LONG, LENGTH_SIZE } length;
    char letter;
};

static void put(struct output *out, char c)
{
    if (out->length + 1 < out->size)
        out->buffer[out->length] = c;
    out->length++;
}

static void put_repeated(struct output *out, char c, int count)
{
    while (count-- > 0)
        put(out, c);
}

/* text with padding around it. prefix (a sign or 0x) stays in front of zeros. */
static void put_padded(struct output *out, const struct conversion *how, const char *prefix, const char *text, size_t len,
                       int zeros)
{
    int prefix_len = (int)strlen(prefix);
    int padding = how->width - prefix_len - zeros - (int)len;

    if (how->zero && !how->left && padding > 0) {
        zeros += padding;
        padding = 0;
    }
    if (!how->left)
        put_repeated(out, ' ', padding);
    while (*prefix)
        put(out, *prefix++);
    put_repeated(out, '0', zeros);
    for (size_t i = 0; i < len; i++)
        put(out, text[i]);
    if (how->left)
        put_repeated(out, ' ', padding);
}

static void put_number(struct output *out, const struct conversion *how, const char *prefix, uint64_t value, unsigned base)
{
    const char *digits = how->letter == 'X' ? "0123456789ABCDEF" : "0123456789abcdef";
    struct conversion plain = *how;
    char text[24];
    size_t start = sizeof(text);
    int zeros;

    while (value) {
        text[--start] = digits[value % base];
        value /= base;
    }
    if (start == sizeof(text) && !(how->has_precision && how->precision == 0))
        text[--start] = '0';
    /* A precision gives the minimum of digits and switches the 0 flag off. */
    zeros = how->has_precision ? how->precision - (int)(sizeof(text) - start) : 0;
    plain.zero = how->zero && !how->has_precision;
    put_padded(out, &plain, prefix, text + start, sizeof(text) - start, zeros > 0 ? zeros : 0);
}

static uint64_t take_unsigned(va_list *arguments, const struct conversion *how)
{
    switch (how->length) {
    case LENGTH_LONG: return va_arg(*arguments, unsigned long);
    case LENGTH_LONG_LONG: return va_arg(*arguments, unsigned long long);
    case LENGTH_SIZE: return va_arg(*arguments, size_t);
    default: return va_arg(*arguments, unsigned int);
    }
}

static int64_t take_signed(va_list *arguments, const struct conversion *how)
{
    switch (how->length) {
    case LENGTH_LONG: return va_arg(*arguments, long);
    case LENGTH_LONG_LONG: return va_arg(*arguments, long long);
    case LENGTH_SIZE: return (int64_t)va_arg(*arguments, size_t);
    default: return va_arg(*arguments, int);
    }
}

static void put_string(struct output *out, const struct conversion *how, const char *text)
{
    struct conversion plain = *how;
    size_t len = 0;

    if (!text)
        text = "(null)";
    /* Never past the precision: the text may lack its end. */
    while (!(how->has_precision && len >= (size_t)how->precision) && text[len])
        len++;
    plain.zero = false;
    put_padded(out, &plain, "", text, len, 0);
}

/* One conversion whose letter is known. */
static void convert(struct output *out, const struct conversion *how, va_list *arguments)
{
    int64_t number;
    char c;

    switch (how->letter) {
    case 'd':
    case 'i':
        number = take_signed(arguments, how);
        put_number(out, how, number < 0 ? "-" : "", number < 0 ? 0 - (uint64_t)number : (uint64_t)number, 10);
        break;
    case 'u': put_number(out, how, "", take_unsigned(arguments, how), 10); break;
    case 'x':
    case 'X': put_number(out, how, "", take_unsigned(arguments, how), 16); break;
    case 'o': put_number(out, how, "", take_unsigned(arguments, how), 8); break;
    case 'p': put_number(out, how, "0x", (uintptr_t)va_arg(*arguments, void *), 16); break;
    case 's': put_string(out, how, va_arg(*arguments, const char *)); break;
    case 'c':
        c = (char)va_arg(*arguments, int);
        put_padded(out, &(struct conversion){ .left = how->left, .width = how->width }, "", &c, 1, 0);
        break;
    case '%': put(out, '%'); break;
    default:
        /* Unknown: show it, so that the mistake is seen. */
        put(out, '%');
        put(out, how->letter);
        break;
    }
}

static const char *parse_number(const char *format, int *out, va_list *arguments)
{
    if (*format == '*') {
        *out = va_arg(*arguments, int);
        return format + 1;
    }
    *out = 0;
    while (*format >= '0' && *format <= '9' && *out < 100000)
        *out = *out * 10 + (*format++ - '0');
    return format;
}

/* What is between the percent sign and the letter; returns the place of the letter. */
static const char *parse_conversion(const char *format, struct conversion *how, va_list *arguments)
{
    *how = (struct conversion){ 0 };
    for (;; format++) {
        if (*format == '-')
            how->left = true;
        else if (*format == '0')
            how->zero = true;
        else
            break;
    }
    format = parse_number(format, &how->width, arguments);
    if (how->width < 0) {
        how->left = true;
        how->width = -how->width;
    }
    if (*format == '.') {
        format = parse_number(format + 1, &how->precision, arguments);
        how->has_precision = how->precision >= 0;
    }
    if (*format == 'z') {
        how->length = LENGTH_SIZE;
        format++;
    } else if (*format == 'l') {
        how->length = LENGTH_LONG;
        if (*++format == 'l') {
            how->length = LENGTH_LONG_LONG;
            format++;
        }
    }
    how->letter = *format;
    return format;
}

size_t rt_format_va(char *buffer, size_t size, const char *format, va_list arguments)
{
    struct output out = { .buffer = buffer, .size = size };
    struct conversion how;
    va_list copy;

    va_copy(copy, arguments);
    for (; *format; format++) {
        if (*format != '%') {
            put(&out, *format);
            continue;
        }
        format = parse_conversion(format + 1, &how, &copy);
        if (!how.letter)
            break;
        convert(&out, &how, &copy);
    }
    va_end(copy);
    if (size)
        buffer[out.length < size ? out.length : size - 1] = '\0';
    return out.length;
}

size_t rt_format(char *buffer, size_t size, const char *format, ...)
{
    va_list arguments;
    size_t length;

    va_start(arguments, format);
    length = rt_format_va(buffer, size, format, arguments);
    va_end(arguments);
    return length;
}
