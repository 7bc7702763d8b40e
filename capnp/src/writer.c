/* SPDX-License-Identifier: MIT */
#include "capnp/writer.h"

static status_t buffer_write(void *context, const char *text, size_t len)
{
    struct capn_text_buffer *buffer = context;
    size_t room = buffer->capacity - 1 - buffer->len;

    if (len > room) {
        buffer->cut = true;
        len = room;
    }
    memcpy(buffer->text + buffer->len, text, len);
    buffer->len += len;
    buffer->text[buffer->len] = 0;
    return STATUS_OK;
}

struct capn_writer capn_text_buffer_open(struct capn_text_buffer *buffer, char *text, size_t capacity)
{
    *buffer = (struct capn_text_buffer){ .text = text, .capacity = capacity };
    text[0] = 0;
    return (struct capn_writer){ buffer_write, buffer };
}

status_t capn_write_text(const struct capn_writer *writer, struct capn_text text)
{
    return writer->write(writer->context, text.data, text.len);
}

status_t capn_write_string(const struct capn_writer *writer, const char *text)
{
    return writer->write(writer->context, text, strlen(text));
}

status_t capn_write_unsigned(const struct capn_writer *writer, uint64_t value)
{
    char digits[20];
    size_t at = sizeof(digits);

    do {
        digits[--at] = (char)('0' + value % 10);
        value /= 10;
    } while (value);
    return writer->write(writer->context, digits + at, sizeof(digits) - at);
}

status_t capn_write_signed(const struct capn_writer *writer, int64_t value)
{
    if (value >= 0)
        return capn_write_unsigned(writer, (uint64_t)value);
    status_t status = capn_write_string(writer, "-");
    return status ? status : capn_write_unsigned(writer, 0 - (uint64_t)value);
}

static status_t write_hex(const struct capn_writer *writer, uint64_t value)
{
    char digits[16];
    size_t at = sizeof(digits);

    do {
        digits[--at] = "0123456789abcdef"[value % 16];
        value /= 16;
    } while (value);
    return writer->write(writer->context, digits + at, sizeof(digits) - at);
}

/* A va_list in a struct can be passed by address on every ABI. */
struct arguments {
    va_list list;
};

static status_t write_string_argument(const struct capn_writer *writer, struct arguments *args, bool limited)
{
    int limit = limited ? va_arg(args->list, int) : 0;
    const char *text = va_arg(args->list, const char *);
    size_t len = 0;

    if (!text)
        return STATUS_OK;
    while ((!limited || (limit > 0 && len < (size_t)limit)) && text[len])
        len++;
    return writer->write(writer->context, text, len);
}

static status_t write_integer_argument(const struct capn_writer *writer, struct arguments *args, char kind, bool wide)
{
    if (kind == 'd')
        return capn_write_signed(writer, wide ? va_arg(args->list, int64_t) : va_arg(args->list, int));
    uint64_t value = wide ? va_arg(args->list, uint64_t) : va_arg(args->list, unsigned);
    return kind == 'x' ? write_hex(writer, value) : capn_write_unsigned(writer, value);
}

/* One conversion; *format is after the percent sign and is moved past the conversion. */
static status_t write_conversion(const struct capn_writer *writer, const char **format, struct arguments *args)
{
    bool limited = (*format)[0] == '.' && (*format)[1] == '*', wide = false;
    char kind, single;

    *format += limited ? 2 : 0;
    for (; **format == 'l' || **format == 'z'; (*format)++)
        wide = true;
    kind = **format;
    if (kind == 0)
        return STATUS_OK;
    (*format)++;
    if (kind == 's')
        return write_string_argument(writer, args, limited);
    if (kind == 'd' || kind == 'u' || kind == 'x')
        return write_integer_argument(writer, args, kind, wide);
    single = kind == 'c' ? (char)va_arg(args->list, int) : kind;
    return writer->write(writer->context, &single, 1);
}

status_t capn_write_formatted(const struct capn_writer *writer, const char *format, va_list args)
{
    status_t status = STATUS_OK;
    struct arguments copy;

    va_copy(copy.list, args);
    while (*format && !status) {
        size_t plain = 0;
        while (format[plain] && format[plain] != '%')
            plain++;
        if (plain)
            status = writer->write(writer->context, format, plain);
        format += plain;
        if (*format == '%' && !status) {
            format++;
            status = write_conversion(writer, &format, &copy);
        }
    }
    va_end(copy.list);
    return status;
}
