/* SPDX-License-Identifier: MIT */
/* What both ends of a call share: reasons, exceptions and the texts of statuses. */
#include "capnp/call.h"

#include <stdarg.h>

#include "errors.capnp.h"

/* A buffer that takes what fits; text ends with a zero after every step. */
struct reason_writer {
    char *at;
    char *last;                         /* where the final zero must be at the latest */
};

static void write_char(struct reason_writer *out, char c)
{
    if (out->at < out->last)
        *out->at++ = c;
}

static void write_text(struct reason_writer *out, const char *text, size_t limit)
{
    for (size_t i = 0; i < limit && text && text[i]; i++)
        write_char(out, text[i]);
}

static void write_number(struct reason_writer *out, uint64_t value, unsigned base)
{
    char digits[20];
    unsigned n = 0;

    do {
        digits[n++] = "0123456789abcdef"[value % base];
        value /= base;
    } while (value);
    while (n)
        write_char(out, digits[--n]);
}

static void write_signed(struct reason_writer *out, int64_t value)
{
    if (value < 0)
        write_char(out, '-');
    write_number(out, value < 0 ? 0 - (uint64_t)value : (uint64_t)value, 10);
}

/* One conversion; format is after the percent sign. Returns what follows it. */
static const char *write_conversion(struct reason_writer *out, const char *format, va_list *args)
{
    unsigned longs = 0;
    size_t limit = SIZE_MAX;

    if (format[0] == '.' && format[1] == '*') {
        int given = va_arg(*args, int);
        limit = given < 0 ? 0 : (size_t)given;
        format += 2;
    }
    for (; *format == 'l' || *format == 'z'; format++)
        longs++;
    switch (*format) {
    case 's':
        write_text(out, va_arg(*args, const char *), limit);
        break;
    case 'c':
        write_char(out, (char)va_arg(*args, int));
        break;
    case 'd':
        write_signed(out, longs ? va_arg(*args, int64_t) : va_arg(*args, int));
        break;
    case 'u':
    case 'x':
        write_number(out, longs ? va_arg(*args, uint64_t) : va_arg(*args, unsigned), *format == 'x' ? 16 : 10);
        break;
    case 0:
        return format;
    default:
        write_char(out, *format);
    }
    return format + 1;
}

status_t capn_call_fail(struct capn_call *call, status_t status, const char *format, ...)
{
    struct reason_writer out = { call->reason, call->reason + CAPN_REASON_BYTES - 1 };
    va_list args;

    va_start(args, format);
    while (*format) {
        if (*format == '%')
            format = write_conversion(&out, format + 1, &args);
        else
            write_char(&out, *format++);
    }
    va_end(args);
    *out.at = 0;
    return status;
}

uint16_t capn_exception_type(status_t status)
{
    switch (status) {
    case STATUS_UNIMPLEMENTED:
        return EXCEPTION_TYPE_UNIMPLEMENTED;
    case STATUS_OVERLOADED:
    case STATUS_NO_MEMORY:
    case STATUS_TABLE_FULL:
    case STATUS_QUOTA_EXCEEDED:
    case STATUS_BUSY:
        return EXCEPTION_TYPE_OVERLOADED;
    case STATUS_DISCONNECTED:
    case STATUS_GONE:
        return EXCEPTION_TYPE_DISCONNECTED;
    default:
        return EXCEPTION_TYPE_FAILED;
    }
}

/* Indexed by the status's distance from zero. */
static const char *const status_texts[] = {
    [-STATUS_OK] = "success",
    [-STATUS_INVALID_REQUEST] = "invalid request",
    [-STATUS_UNSUPPORTED_OPCODE] = "unsupported operation",
    [-STATUS_INVALID_CAP] = "no such capability",
    [-STATUS_STALE_CAP] = "the capability was dropped and its slot used again",
    [-STATUS_WRONG_INTERFACE] = "the capability has another interface",
    [-STATUS_INVALID_BUFFER] = "invalid buffer",
    [-STATUS_RESULT_TOO_LARGE] = "the answer does not fit in the result buffer",
    [-STATUS_APPLICATION_EXCEPTION] = "the object refused the call",
    [-STATUS_APPLICATION_EXCEPTION_TRUNCATED] = "the object refused the call, and its reason did not fit in the buffer",
    [-STATUS_CANCELLED] = "cancelled",
    [-STATUS_INVALID_CALL] = "no such call is waiting for an answer here",
    [-STATUS_INVALID_ANSWER] = "no such answer is outstanding",
    [-STATUS_INVALID_TRANSFER_DESCRIPTOR] = "invalid transfer of a capability",
    [-STATUS_TRANSFER_NOT_SUPPORTED] = "this capability may not be passed on this way",
    [-STATUS_TRANSFER_ABORTED] = "the receiver could not take the capabilities",
    [-STATUS_OVERLOADED] = "too much is going on",
    [-STATUS_DISCONNECTED] = "the other side is gone",
    [-STATUS_TIMED_OUT] = "timed out",
    [-STATUS_RING_CORRUPT] = "the ring was damaged by its owner",
    [-STATUS_TRANSPORT_LAST] = "unknown transport error",
    [-STATUS_MALFORMED] = "malformed message",
    [-STATUS_LIMIT_EXCEEDED] = "the message nests too deep or is too much to read",
    [-STATUS_NO_SPACE] = "the buffer is full",
    [-STATUS_TYPE_MISMATCH] = "wrong type",
    [-STATUS_SYNTAX] = "syntax error",
    [-STATUS_FAILED] = "failed",
    [-STATUS_INVALID_ARGUMENT] = "invalid argument",
    [-STATUS_NOT_FOUND] = "not found",
    [-STATUS_ALREADY_EXISTS] = "it exists already",
    [-STATUS_NOT_SUPPORTED] = "not supported",
    [-STATUS_UNIMPLEMENTED] = "the object does not have this method",
    [-STATUS_NO_MEMORY] = "out of memory",
    [-STATUS_TABLE_FULL] = "out of capability slots",
    [-STATUS_QUOTA_EXCEEDED] = "a limit of the process was reached",
    [-STATUS_BUSY] = "busy",
    [-STATUS_GONE] = "the object is gone",
    [-STATUS_OUT_OF_RANGE] = "out of range",
    [-STATUS_BAD_IMAGE] = "not an executable that can be run here",
    [-STATUS_INTERNAL] = "internal error",
};

const char *capn_status_text(status_t status)
{
    uint32_t distance = 0 - (uint32_t)status;

    if (status == STATUS_PENDING)
        return "the answer comes later";
    if (status > 0 || distance >= sizeof(status_texts) / sizeof(status_texts[0]) || !status_texts[distance])
        return "unknown error";
    return status_texts[distance];
}

/* At most CAPN_REASON_BYTES - 1 bytes, and no half of a UTF-8 sequence at the end. */
static uint32_t reason_len(const char *reason)
{
    uint32_t len = 0;

    while (len < CAPN_REASON_BYTES && reason[len])
        len++;
    if (len < CAPN_REASON_BYTES)
        return len;
    len--;
    while (len > 0 && ((uint8_t)reason[len] & 0xc0) == 0x80)
        len--;
    return len;
}

status_t capn_write_exception(void *buffer, size_t capacity, status_t status, const char *reason, size_t *bytes)
{
    struct capn_builder builder;
    struct cap_exception_builder exception;
    status_t result;

    if (!reason || !*reason)
        reason = capn_status_text(status);
    *bytes = 0;
    capn_builder_init(&builder, buffer, capacity);
    result = cap_exception_build_root(&builder, &exception);
    if (result)
        return result;
    cap_exception_set_type(&exception, (enum exception_type)capn_exception_type(status));
    result = cap_exception_set_reason(&exception, (struct capn_text){ reason, reason_len(reason) });
    return result ? result : capn_builder_finish(&builder, bytes);
}
