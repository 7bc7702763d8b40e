/* SPDX-License-Identifier: MIT */
/* What both ends of a call share: reasons, exceptions and the texts of statuses. */
#include "capnp/call.h"

#include <stdarg.h>

#include "capnp/writer.h"
#include "errors.capnp.h"

status_t capn_call_fail(struct capn_call *call, status_t status, const char *format, ...)
{
    struct capn_text_buffer buffer;
    struct capn_writer writer = capn_text_buffer_open(&buffer, call->reason, sizeof(call->reason));
    status_t written;
    va_list args;

    va_start(args, format);
    written = capn_write_formatted(&writer, format, args);
    va_end(args);
    /* A buffer never refuses; what does not fit is cut. */
    (void)written;
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

_Static_assert(CAPN_MAX_SEGMENTS == 512 && CAPN_NESTING_LIMIT == 64 && CAPN_TRAVERSAL_LIMIT_WORDS == 8388608,
               "the texts name these limits");

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
    [-STATUS_TRANSFER_SCOPE] = "the capability may not leave its session",
    [-STATUS_TRANSPORT_LAST] = "unknown transport error",
    [-STATUS_MALFORMED] = "malformed message",
    [-STATUS_LIMIT_EXCEEDED] = "the message nests deeper than 64 levels, or more than 8388608 words of it would be read",
    [-STATUS_NO_SPACE] = "the buffer is full",
    [-STATUS_TYPE_MISMATCH] = "wrong type",
    [-STATUS_SYNTAX] = "syntax error",
    [-STATUS_TOO_MANY_SEGMENTS] = "the message has more than 512 segments",
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
