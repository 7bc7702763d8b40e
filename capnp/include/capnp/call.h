/* SPDX-License-Identifier: MIT */
/*
 * The two ends of a typed call, as generated code sees them. The kernel's dispatcher and the runtime's server loop
 * both embed struct capn_call in their own record and hand it to <interface>_dispatch(); generated client stubs are
 * written against struct capn_request, which the runtime implements (rt/). The kernel makes no requests.
 */
#pragma once

#include "abi/ring.h"
#include "capnp/builder.h"
#include "capnp/message.h"

struct rt;
struct rt_buffer;

/* What the generator knows of an interface; one constant each, <interface>_interface. */
struct capn_interface {
    uint64_t id;
    const char *name;                   /* as in the schema */
    uint16_t method_count;
    uint8_t transfer_mode;              /* enum cap_transfer_mode, from the schema's annotation */
    const char *const *method_names;
    /* What it extends, depth first in declared order, each once. Ancestor i is number i + 1 in a method id. */
    const struct capn_interface *const *ancestors;
    uint8_t ancestor_count;
};

/* Parts of a method id (abi/ring.h). */
#define CAPN_METHOD_ORDINAL(method_id) ((uint16_t)((method_id) & 0x0fffu))
#define CAPN_METHOD_ANCESTOR(method_id) ((uint16_t)((method_id) >> 12))

/*
 * A method id as a caller counts who sees only the superclass exposed_id of what is served, turned into one as `served`
 * counts. The caller's view never reaches methods outside of exposed_id. STATUS_UNIMPLEMENTED.
 */
MUST_CHECK status_t capn_interface_method(const struct capn_interface *served, uint64_t exposed_id, uint16_t *method_id);
/* Whether id is the interface itself or one that it extends. */
bool capn_interface_extends(const struct capn_interface *interface, uint64_t id);

/* Room that a client stub leaves in a buffer for variable parts (texts, data, lists) when it is not told a size. */
#define CAPN_EXTRA_BYTES 2048u

#define CAPN_REASON_BYTES 201           /* CapException.reason, with the terminating zero */

/* For functions that hold no array, only readers and builders whose address they pass on. */
#define CAPN_NO_STACK_PROTECTOR __attribute__((no_stack_protector))

/* A call that is being served. */
struct capn_call {
    struct capn_message params;         /* opened on the request's payload by the transport */
    struct capn_builder results;        /* over the transport's reply buffer; the dispatcher makes the root */
    char reason[CAPN_REASON_BYTES];     /* set by capn_call_fail; "" when the status text is enough */
};

/*
 * Sets the reason for a failure and returns status, so that a method can `return capn_call_fail(call, ..., "...")`.
 * Formats %s %u %d %x %lu %ld %lx %llu %llx %c %% and %.*s; cuts at CAPN_REASON_BYTES - 1. status is negative.
 */
__attribute__((format(printf, 3, 4)))
status_t capn_call_fail(struct capn_call *call, status_t status, const char *format, ...);

/* enum exception_type of a status that a method returned (the table is in abi/status.h). */
uint16_t capn_exception_type(status_t status);
/* A sentence for a status: "no such capability", ... Never NULL. */
const char *capn_status_text(status_t status);
/* Writes the CapException for status and reason (NULL or "": the status text) as a message; bytes gets its length. */
MUST_CHECK status_t capn_write_exception(void *buffer, size_t capacity, status_t status, const char *reason,
                                         size_t *bytes);

/*
 * A call that is being made. Lives in the caller's frame from begin to end and must not move in between.
 *
 *   struct capn_request request;
 *   status = timer_sleep_begin(&request, rt, timer, &params);   // params: a builder
 *   timer_sleep_params_set_ns(&params, 1000);
 *   status = capn_request_call(&request);                       // or _submit now and _wait later
 *   status = timer_sleep_results(&request, &results);           // a reader, valid until end
 *   capn_request_end(&request);
 */
struct capn_request {
    struct rt *rt;
    struct capn_builder params;
    uint8_t *buffer;                    /* params, then results */
    struct rt_buffer *memory;           /* what buffer is of, in the runtime's pool */
    uint32_t params_capacity;
    uint32_t results_capacity;
    /* The first eight bytes of its submission, as struct cap_sqe has them. */
    uint8_t opcode;
    uint8_t flags;
    uint16_t method_id;
    cap_id_t cap_id;
    /* Together eight bytes, so that the runtime can set and test them as one. */
    uint8_t state;                      /* of the runtime: building, in flight, answered, ended */
    uint8_t special;                    /* its memory is not one of the small buffers */
    uint16_t transfer_count;
    uint8_t result_cap_count;
    uint8_t disclosure;                 /* fields of our subject that the server may have (rt/session.h) */
    uint8_t watched;                    /* bool: an event loop has a callback for its answer */
    uint8_t pipelining;                 /* of the runtime: whether it has, or is for, a promise */
    uint32_t slot;                      /* of the runtime's table of calls in flight */
    status_t status;                    /* of the answer */
    uint32_t results_len;
    uint32_t promise;                   /* of the runtime's table of kept answers */
    uint64_t answer_id;
    struct capn_message results;
    struct cap_transfer_descriptor transfers[TRANSFER_MAX_DESCRIPTORS];
    struct cap_result_record result_caps[TRANSFER_MAX_DESCRIPTORS];
};

/* Messages up to these sizes share one layout of their buffer, so that the usual call computes nothing. (A test that wants
 * what it asked for, exactly, says 0.) */
#ifndef CAPN_USUAL_PARAMS_BYTES
#define CAPN_USUAL_PARAMS_BYTES 128u
#endif
#define CAPN_USUAL_RESULTS_BYTES 192u

/* All of this is implemented by rt/. head: the first eight bytes of the submission. */
MUST_CHECK status_t capn_request_begin_usual(struct capn_request *request, struct rt *rt, uint64_t head);
MUST_CHECK status_t capn_request_begin_sized(struct capn_request *request, struct rt *rt, uint64_t head,
                                             size_t params_bytes, size_t results_bytes);
/* Sizes are hints for the buffers, in bytes; larger messages than the hint get STATUS_NO_SPACE. */
MUST_CHECK static inline status_t capn_request_begin(struct capn_request *request, struct rt *rt, cap_id_t cap,
                                                     uint16_t method_id, size_t params_bytes, size_t results_bytes)
{
    uint64_t head = CAP_OP_CALL | (uint64_t)method_id << 16 | (uint64_t)cap << 32;
    if (params_bytes <= CAPN_USUAL_PARAMS_BYTES && results_bytes <= CAPN_USUAL_RESULTS_BYTES)
        return capn_request_begin_usual(request, rt, head);
    return capn_request_begin_sized(request, rt, head, params_bytes, results_bytes);
}
/* Sends another hold along: index is what to put in the params' capability field. */
MUST_CHECK status_t capn_request_add_capability(struct capn_request *request, cap_id_t cap, enum cap_transfer_mode mode,
                                                uint32_t *index);
MUST_CHECK status_t capn_request_submit(struct capn_request *request);
/*
 * Waits for the answer. STATUS_TIMED_OUT leaves the call in flight. Else the status of the call: a transport error, or
 * the exception's status (STATUS_FAILED, _OVERLOADED, _GONE or _UNIMPLEMENTED) with its reason in rt_last_reason().
 */
MUST_CHECK status_t capn_request_wait(struct capn_request *request, uint64_t deadline_ns);
/* submit and wait without deadline. */
MUST_CHECK status_t capn_request_call(struct capn_request *request);
/* Takes result capability `index`, once, if it exposes interface_id (0: whatever it exposes); the caller then owns one
 * reference (rt_drop). STATUS_NOT_FOUND, STATUS_WRONG_INTERFACE. */
MUST_CHECK status_t capn_request_take_capability(struct capn_request *request, uint32_t index, uint64_t interface_id,
                                                 cap_id_t *out);
/*
 * A capability that the answer of this request will bring: its result capability `ordinal`, counted as the server adds them. It can
 * be called at once, by any stub, as soon as this request is submitted; the kernel sends such calls on when the answer is there,
 * or fails them as the answer failed. Asked for before submission first; lasts until capn_request_end, which cancels the calls that
 * still wait for it, so end this request after theirs. A promise cannot be sent along as an argument.
 * CAP_ID_INVALID: ordinal is no result capability's, or RING_KEPT_ANSWERS requests have promises already.
 */
cap_id_t capn_request_promise(struct capn_request *request, uint32_t ordinal);
/* Gives the buffers back, cancels the call if it is in flight, drops result capabilities that nobody took. Always call
 * it after a successful begin. */
void capn_request_end(struct capn_request *request);
