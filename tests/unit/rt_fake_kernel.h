/* SPDX-License-Identifier: MIT */
/*
 * A kernel for tests of the runtime: it obeys abi/ring.h to the letter (order, ids, completions promised before an SQE is
 * consumed, quiet flags), and leaves to the test what a call answers and when.
 */
#pragma once

#include <setjmp.h>

#include "rt_priv.h"

#define FAKE_LOG 4096
#define FAKE_PENDING 64

struct fake_pending {
    bool used;
    uint64_t id;
    struct cap_sqe sqe;
};

struct fake_kernel {
    _Alignas(4096) struct ring_page ring;
    _Alignas(4096) struct capset_page capset;
    struct rt rt;
    uint32_t sq_head, cq_tail, reserved;
    uint64_t consumed;
    uint32_t enters;                    /* calls of cap_enter */
    uint32_t quiet_failures;            /* quiet submissions that got a completion */
    struct fake_pending pending[FAKE_PENDING]; /* calls and receives without an answer */
    uint64_t kept[RING_KEPT_ANSWERS];   /* ids of answers that are kept (CAP_SQE_KEEP) */
    bool kept_used[RING_KEPT_ANSWERS];
    struct cap_sqe log[FAKE_LOG];       /* what was consumed, by number */
    uint32_t log_enter[FAKE_LOG];       /* in which entry */
    /* What a consumed CALL does: fake_answer now, or nothing (it stays pending). NULL: stays pending. */
    void (*on_call)(struct fake_kernel *fake, const struct cap_sqe *sqe, uint64_t id);
    /* The result of a RELEASE or RETURN. NULL: STATUS_OK. */
    status_t (*on_simple)(struct fake_kernel *fake, const struct cap_sqe *sqe);
    /* The thread would block: make something happen, or return false to time out (fails the test without a deadline). */
    bool (*on_wait)(struct fake_kernel *fake);
    bool timing_out;                    /* on_wait may return false even without a deadline */
    void *context;
    int64_t exit_code;
    jmp_buf *exit_jump;                 /* rt_exit comes back here */
};

extern struct fake_kernel *fake_current;

/* Makes a fresh kernel and a runtime on it. start: first value of the ring's indices. */
void fake_init(struct fake_kernel *fake, uint32_t start);
/* Adds a capability that the process starts with. Before fake_init has made the runtime: not possible; look-ups only. */
void fake_grant(struct fake_kernel *fake, const char *name, cap_id_t cap, uint64_t interface_id, uint8_t mode);
/* Completes a pending submission. records: cap_count of them, written behind the payload that is in place. */
void fake_answer(struct fake_kernel *fake, uint64_t id, int32_t result, uint16_t cap_count,
                 const struct cap_result_record *records, uint64_t aux);
struct fake_pending *fake_find(struct fake_kernel *fake, uint64_t id);
/* The last consumed submission of an opcode, or NULL. */
const struct cap_sqe *fake_last(const struct fake_kernel *fake, uint8_t opcode);
uint32_t fake_count(const struct fake_kernel *fake, uint8_t opcode);
/* How many answers are kept now. */
uint32_t fake_kept_count(const struct fake_kernel *fake);

/* Calls whose params and results are one word. */
void fake_begin(struct fake_kernel *fake, struct capn_request *request, uint64_t word);
uint64_t fake_word_of(struct capn_message *message);
/* Answers a pending call with its own word, the second byte inverted. */
void fake_answer_word(struct fake_kernel *fake, uint64_t id);
