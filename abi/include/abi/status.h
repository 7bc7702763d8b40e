/* SPDX-License-Identifier: MIT */
/*
 * The one error enum of the system. Functions return STATUS_OK, a positive value with a meaning of its own, or one of
 * the negative codes. The codes up to STATUS_TRANSPORT_LAST are part of the ring ABI: they appear in completion
 * entries and as results of cap_enter, and never change their value. The codes after it never cross that boundary.
 */
#pragma once

#include <stdint.h>

#include "abi/compiler.h"

typedef int32_t status_t;

enum status {
    STATUS_OK = 0,
    /* The answer comes later. Only between an object's method and its dispatcher. */
    STATUS_PENDING = 1,

    /* Transport errors (docs/ring-abi.md says which fault gets which). */
    STATUS_INVALID_REQUEST = -1,        /* a reserved field is not zero, or a field makes no sense for the opcode */
    STATUS_UNSUPPORTED_OPCODE = -2,
    STATUS_INVALID_CAP = -3,            /* no such slot, or it is empty */
    STATUS_STALE_CAP = -4,              /* the slot was reused: the id's generation is old */
    STATUS_WRONG_INTERFACE = -5,        /* the operation does not exist on this capability (RECV on a client facet) */
    STATUS_INVALID_BUFFER = -6,         /* unaligned, wrapping, too long, not user memory, or not mapped as needed */
    STATUS_RESULT_TOO_LARGE = -7,       /* the answer does not fit in the result buffer */
    STATUS_APPLICATION_EXCEPTION = -8,  /* a CapException is in the result buffer; aux is its length in bytes */
    STATUS_APPLICATION_EXCEPTION_TRUNCATED = -9, /* there is a CapException and it did not fit; aux is its type */
    STATUS_CANCELLED = -10,             /* by FINISH */
    STATUS_INVALID_CALL = -11,          /* RETURN to a call that is not in flight here: stale, foreign or cancelled */
    STATUS_INVALID_ANSWER = -12,        /* FINISH or dep names no answer of this ring, or dep's has no such capability */
    STATUS_INVALID_TRANSFER_DESCRIPTOR = -13,
    STATUS_TRANSFER_NOT_SUPPORTED = -14,/* a hold that may not move this way */
    STATUS_TRANSFER_ABORTED = -15,      /* the receiver could not take it, or the server sent it wrongly; nothing moved */
    STATUS_OVERLOADED = -16,            /* a transport limit: the caller's or the endpoint's ledger is full */
    STATUS_DISCONNECTED = -17,          /* the peer or the object is gone and there was no buffer for the exception */
    STATUS_TIMED_OUT = -18,             /* cap_enter: the deadline passed before enough completions came */
    STATUS_RING_CORRUPT = -19,          /* only in a process's exit report */
    STATUS_TRANSFER_SCOPE = -20,        /* a hold that may not leave its session this way; nothing moved */
    STATUS_TRANSPORT_LAST = -31,

    /* Cap'n Proto messages. */
    STATUS_MALFORMED = -32,             /* a pointer leaves its segment, a wrong pointer kind, a truncated message */
    STATUS_LIMIT_EXCEEDED = -33,        /* nesting or traversal limit */
    STATUS_NO_SPACE = -34,              /* the caller's buffer is full */
    STATUS_TYPE_MISMATCH = -35,
    STATUS_SYNTAX = -36,                /* text that does not parse */
    STATUS_TOO_MANY_SEGMENTS = -37,     /* more than CAPN_MAX_SEGMENTS */

    /* Objects and tables. A method that returns one of these answers with a CapException (type in parentheses). */
    STATUS_FAILED = -48,                /* (failed) */
    STATUS_INVALID_ARGUMENT = -49,      /* (failed) */
    STATUS_NOT_FOUND = -50,             /* (failed) */
    STATUS_ALREADY_EXISTS = -51,        /* (failed) */
    STATUS_NOT_SUPPORTED = -52,         /* (failed) */
    STATUS_UNIMPLEMENTED = -53,         /* (unimplemented) */
    STATUS_NO_MEMORY = -54,             /* (overloaded) frames */
    STATUS_TABLE_FULL = -55,            /* (overloaded) capability slots */
    STATUS_QUOTA_EXCEEDED = -56,        /* (overloaded) a ledger limit */
    STATUS_BUSY = -57,                  /* (overloaded) */
    STATUS_GONE = -58,                  /* (disconnected) */
    STATUS_OUT_OF_RANGE = -59,          /* (failed) */
    STATUS_BAD_IMAGE = -60,             /* (failed) an ELF file that is refused */
    STATUS_INTERNAL = -61,              /* (failed) */
};
