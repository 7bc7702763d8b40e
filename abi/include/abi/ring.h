/* SPDX-License-Identifier: MIT */
/*
 * Ring ABI v2: one page per thread, a submission queue and a completion queue (docs/ring-abi.md).
 *
 * Ownership: user space writes sq_tail, cq_head and the SQEs; the kernel writes sq_head, cq_tail and the CQEs. The
 * kernel keeps private copies of its own two and never reads them back from the page, so a scribbled header can only
 * hurt its owner. Indices are free-running 32-bit counters; entry = index & (entries - 1).
 *
 * The CQ cannot overflow: consuming an SQE reserves the CQE that will answer it, and while none is free the SQE stays
 * at the head and cap_enter returns CAP_ENTER_CQ_FULL.
 *
 * An answer's id is the number of SQEs that were consumed on this ring before its own (a 64-bit count, starting at 0),
 * so a submitter knows it before it enters the kernel: it is how FINISH and pipelined calls name an answer.
 */
#pragma once

#include "abi/limits.h"
#include "abi/status.h"

typedef uint32_t cap_id_t;

/* Capability ids are generation:8 | index:24. */
#define CAP_ID_INDEX_BITS 24
#define CAP_ID_INDEX_MASK 0x00ffffffu
#define CAP_ID_INVALID 0xffffffffu

#define RING_MAGIC 0x32676e72534f7063ull        /* "cpOSrng2", little endian */
#define RING_VERSION 2u

enum cap_opcode {
    CAP_OP_NOP = 0,
    CAP_OP_CALL = 1,    /* invoke a method */
    CAP_OP_RECV = 2,    /* arm one receive on an endpoint that we serve */
    CAP_OP_RETURN = 3,  /* answer a received call */
    CAP_OP_RELEASE = 4, /* drop one hold */
    CAP_OP_FINISH = 5,  /* cancel or forget an answer */
    CAP_OP_PARK = 6,    /* wait until somebody unparks a word, if it still has the expected value */
    CAP_OP_UNPARK = 7,  /* end waits on a word, oldest first */
    CAP_OP_COUNT
};

/* SQE flags. Any other bit is STATUS_INVALID_REQUEST. */
#define CAP_SQE_QUIET 0x01u             /* RETURN, RELEASE, FINISH, NOP, CALL, UNPARK: a CQE only on failure */
#define CAP_SQE_EXCEPTION 0x02u         /* RETURN: the payload is a CapException */
#define CAP_SQE_PIPELINE 0x04u          /* CALL: the target is result capability `field` of the kept answer `dep` */
#define CAP_SQE_KEEP 0x08u              /* CALL: its answer can be named by `dep` until FINISH drops it */

/*
 * Which fields an opcode uses; all others must be zero.
 *   NOP      user_data
 *   CALL     cap_id method_id addr len result_addr result_len xfer_count user_data [with PIPELINE dep and field, no cap_id]
 *   RECV     cap_id addr(buffer) len(its size) user_data
 *   RETURN   cap_id call_id addr len xfer_count user_data
 *   RELEASE  cap_id user_data
 *   FINISH   dep user_data
 *   PARK     cap_id addr(word) len(expected value) dep(absolute deadline in ns, TIME_FOREVER: none) user_data
 *   UNPARK   cap_id addr(word) len(how many at most, not 0) user_data
 * Words are 32 bits and 4-byte aligned. Buffers are 8-byte aligned. xfer_count transfer descriptors lie at addr + len rounded up to 8.
 * method_id: bits 0-11 the method's ordinal, bits 12-15 which ancestor of the hold's interface declares it (0: itself).
 */
struct cap_sqe {
    uint8_t opcode;
    uint8_t flags;
    uint16_t method_id;
    cap_id_t cap_id;
    uint64_t user_data;
    uint64_t addr;
    uint32_t len;
    uint32_t result_len;
    uint64_t result_addr;
    uint64_t dep;
    uint64_t call_id;
    uint16_t field;
    uint16_t xfer_count;
    uint32_t disclosure;        /* fields of its subject that the caller is ready to disclose */
};
_Static_assert(sizeof(struct cap_sqe) == 64, "SQE is 64 bytes");

/* What a PARK completes with when it went well. An UNPARK completes with the number of waits that it ended. */
enum park_result {
    PARK_WOKEN = 0,
    PARK_VALUE_MISMATCH = 1,    /* the word did not have the expected value */
    PARK_TIMED_OUT = 2,
};

/* CQE flags. */
#define CAP_CQE_RESULT_CAPS 0x0001u     /* cap_count records follow the payload, at result rounded up to 8 */

/*
 * result: >= 0 bytes of payload or a status of its own; < 0 a transport error.
 * aux: the answer id of a CALL; the length of the exception for STATUS_APPLICATION_EXCEPTION, its type for
 * STATUS_APPLICATION_EXCEPTION_TRUNCATED.
 */
struct cap_cqe {
    uint64_t user_data;
    int32_t result;
    uint16_t flags;
    uint16_t cap_count;
    uint64_t aux;
    uint64_t reserved;
};
_Static_assert(sizeof(struct cap_cqe) == 32, "CQE is 32 bytes");

/* Separate cache lines for what each side writes. */
struct ring_header {
    uint64_t magic;
    uint32_t version;
    uint32_t sq_entries;
    uint32_t cq_entries;
    uint32_t sq_offset;         /* bytes from the start of the page */
    uint32_t cq_offset;
    uint32_t thread_id;
    uint8_t reserved0[32];
    /* Written by the kernel. */
    uint32_t sq_head;
    uint32_t cq_tail;
    uint8_t reserved1[56];
    /* Written by user space. */
    uint32_t sq_tail;
    uint32_t cq_head;
    uint8_t reserved2[56];
};
_Static_assert(sizeof(struct ring_header) == 192, "three cache lines");

struct ring_page {
    struct ring_header header;
    struct cap_sqe sq[RING_SQ_ENTRIES];
    struct cap_cqe cq[RING_CQ_ENTRIES];
    uint8_t unused[PAGE_SIZE - sizeof(struct ring_header) - RING_SQ_ENTRIES * sizeof(struct cap_sqe) -
                   RING_CQ_ENTRIES * sizeof(struct cap_cqe)];
};
_Static_assert(sizeof(struct ring_page) == PAGE_SIZE, "the ring is one page");

/* Follows the payload of a CALL or RETURN, xfer_count times. */
enum cap_transfer_mode {
    CAP_TRANSFER_COPY = 0,
    CAP_TRANSFER_MOVE = 1,
    CAP_TRANSFER_NONE = 2, /* of a hold: never leaves. Not valid in a descriptor */
};

/* Of a hold: how far it may travel between sessions (schema/session.capnp). A transfer needs at least so much. */
enum cap_transfer_scope {
    CAP_SCOPE_SAME_SESSION = 0,
    CAP_SCOPE_SERVICE_REGRANT = 1,
    CAP_SCOPE_CROSS_SESSION = 2,
};

struct cap_transfer_descriptor {
    cap_id_t cap_id;
    uint8_t mode;
    uint8_t reserved[3];
};
_Static_assert(sizeof(struct cap_transfer_descriptor) == 8, "descriptor is 8 bytes");

/* Follows the payload that a CALL's result buffer or a RECV's message buffer got, cap_count times. */
struct cap_result_record {
    cap_id_t cap_id;
    uint8_t transfer_mode;      /* of the new hold */
    uint8_t reserved[3];
    uint64_t interface_id;
};
_Static_assert(sizeof(struct cap_result_record) == 16, "record is 16 bytes");

/*
 * What a RECV puts at the start of its buffer. The payload (params_len bytes) follows at once, then, rounded up to 8,
 * cap_count records. The CQE's result is the total without the records.
 */
#define ENDPOINT_MESSAGE_CANCELLED 0x0001u      /* the caller of call_id is gone or sent FINISH: no payload, do not RETURN */
#define ENDPOINT_MESSAGE_SESSION_LIVE 0x0002u

struct endpoint_message {
    uint64_t call_id;           /* never 0 */
    uint64_t interface_id;      /* that the client facet exposes */
    uint16_t method_id;
    uint16_t flags;
    uint32_t params_len;
    uint16_t cap_count;
    uint16_t reserved0;
    uint32_t result_len;        /* bytes that the caller has for the result, records included */
    uint64_t session_reference[2]; /* of the caller's session, as this endpoint knows it (docs/sessions.md) */
    uint64_t session_epoch;     /* of that session, from 1; 0 in a message that says CANCELLED */
    uint64_t disclosed;         /* fields of the caller's subject that Endpoint.caller tells (docs/sessions.md) */
};
_Static_assert(sizeof(struct endpoint_message) == 64, "header is 64 bytes");
