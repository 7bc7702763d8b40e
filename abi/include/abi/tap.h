/* SPDX-License-Identifier: MIT */
/*
 * Records of a debug tap: what a process submitted to its ring and what was posted to it (docs/tracing.md). A holder of a
 * RingTap reads them as bytes, one record after the other; the kernel's log has the same fields as text.
 *
 * Bytes of messages come after their record when the tap was made with the authority for it; names of processes and of
 * capabilities always do.
 */
#pragma once

#include "abi/ring.h"

enum tap_kind {
    TAP_SUBMISSION = 1,     /* an SQE was consumed */
    TAP_COMPLETION = 2,     /* a CQE was posted, or not, because the operation was quiet and went well */
    TAP_PROCESS = 3,        /* a process starts; the payload is its name */
    TAP_GRANT = 4,          /* it holds this capability from its start; the payload is the name */
    TAP_EXIT = 5,           /* it ended: opcode is its ExitKind, value the code */
    TAP_KIND_END
};

/* Bits of `note`. */
#define TAP_NOTE_UNPOSTED 0x01u     /* COMPLETION: there is no CQE */
#define TAP_NOTE_SERVICE 0x02u      /* SUBMISSION of CALL: the target is a service, not a kernel object */
#define TAP_NOTE_MESSAGE 0x04u      /* COMPLETION of RECV: call_id, interface_id, method_id are of the call that came */
#define TAP_NOTE_CANCELLED 0x08u    /* with MESSAGE: its caller gave it up */
#define TAP_NOTE_EXCEPTION 0x10u    /* the payload is a CapException */

/* Each record with its payload is a multiple of 8 bytes. What does not apply is 0. */
struct tap_record {
    uint32_t bytes;             /* of the record, its payload and the padding */
    uint8_t kind;               /* enum tap_kind */
    uint8_t opcode;
    uint8_t sqe_flags;
    uint8_t note;
    uint64_t sequence;          /* counts what this tap saw, lost records too */
    uint64_t time_ns;           /* monotonic */
    uint32_t pid;
    uint32_t tid;
    uint64_t answer_id;         /* which operation of this thread (abi/ring.h) */
    uint64_t user_data;
    uint64_t interface_id;      /* CALL: that the caller's hold exposes */
    uint64_t call_id;           /* RETURN, RECV: as the server knows the call */
    uint64_t value;             /* SUBMISSION: dep. COMPLETION: aux. EXIT: the code */
    uint32_t cap_id;
    uint16_t method_id;
    uint16_t field;
    uint32_t len;               /* SUBMISSION: of the SQE */
    uint32_t result_len;
    int32_t result;             /* COMPLETION: of the CQE */
    uint16_t cqe_flags;
    uint16_t cap_count;         /* xfer_count or cap_count */
    uint32_t peer_pid;          /* COMPLETION of RECV: whose call came, and which of its operations that is. 0 when this */
    uint32_t peer_tid;          /* tap may not know */
    uint64_t peer_answer_id;
    uint32_t payload_bytes;     /* that follow this record */
    uint32_t payload_total;     /* that there were */
    uint32_t lost;              /* records that were dropped right before this one */
    uint32_t reserved;
};
_Static_assert(sizeof(struct tap_record) == 128, "record is 128 bytes");

/* An answer id that the record does not know: user_data has to do. */
#define TAP_ANSWER_UNKNOWN UINT64_MAX

#define TAP_PAYLOAD_MAX_BYTES 1024u
#define TAP_RECORD_MAX_BYTES (sizeof(struct tap_record) + TAP_PAYLOAD_MAX_BYTES)
