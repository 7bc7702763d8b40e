/* SPDX-License-Identifier: MIT */
/*
 * An operation of a thread's ring that was consumed and has no completion yet: a call to a service, an armed receive, a
 * wait on a kernel object. Each holds one reserved completion entry, so a thread never has more than RING_CQ_ENTRIES of
 * them and the records are part of the thread: nothing is allocated on the call path.
 *
 *   free --answer_take--> waiting on something --answer_complete / answer_fail / cancel--> free
 *
 * Whoever takes an answer off the structure that it waits on, under that structure's lock, owns it from then on and must
 * complete or free it. Whoever an answer waits on sets `cancel`, which takes it off, or finds that somebody was faster, maybe
 * on another CPU; then FINISH, the thread's exit and the death of the awaited thing all end it the same way. thread->lock guards
 * taking and freeing. Taking and plain completion are inline in ring/completion.h.
 */
#pragma once

#include "base/list.h"
#include "base/object.h"
#include "ring/user_buffer.h"

struct thread;
struct cpu;
struct endpoint;
struct kept_answer;
struct park_queue;
struct revoker;
struct answer;

/*
 * Takes the operation `id` off `object`, on which the caller has a reference, and tells whether it was there: then the answer
 * is the caller's to complete or free. False: somebody else took it off and is about to complete it, or did, and the record may
 * be in use for something else already.
 */
typedef bool answer_cancel_t(struct answer *answer, struct object *object, uint64_t id);

struct answer {
    struct thread *thread;
    uint32_t bit;                       /* of this record in thread->answers_free */
    bool quiet;
    cap_id_t cap_id;                    /* what it was called through; of a receive: anything */
    uint64_t id;                        /* abi/ring.h */
    uint64_t user_data;
    struct object *object;              /* what it waits on, one reference; NULL while free */
    answer_cancel_t *cancel;
    struct list_node link;              /* in the queue of whatever it waits on; unlinked when in none */
    struct revoker *via;                /* of the lent hold that the call went through; NULL */
    struct list_node via_link;          /* in via->calls */
    struct kept_answer *kept;           /* ipc/pipeline.h: who else wants to know how it ends; NULL, and while free */
    struct user_buffer result;          /* of a CALL: the result; of a RECV: the message; of a PARK: no bytes, at the word */
    union {
        struct {                        /* a CALL to an endpoint */
            struct user_buffer params;  /* payload and transfer descriptors */
            uint64_t interface_id;
            uint32_t params_len;
            uint16_t method_id;
            uint16_t xfer_count;
            uint32_t disclosure;        /* fields of its subject that the server may have */
            uint32_t slot;              /* of the endpoint's calls in flight */
        } call;
        struct {                        /* a CALL that waits for the answer that has its target (ipc/pipeline.c) */
            struct cap_sqe sqe;
            struct kept_answer *on;     /* NULL: it has its target and waits for its thread */
        } waiting;
        struct {                        /* Timer.sleep */
            struct rb_node node;
            uint64_t deadline_ns;
            uint32_t cpu_index;         /* whose timer it is */
        } timer;
        struct {                        /* PARK (ring/park.h) */
            struct rb_node place;       /* in its queue, by word and ticket */
            struct rb_node node;        /* in the park timers of cpu, when it is timed */
            uint64_t deadline_ns;
            struct cpu *cpu;
            struct park_queue *queue;
            uint64_t word;              /* its name in the queue; in the address space it is at result.address */
            uint64_t ticket : 63;
            uint64_t timed : 1;
        } park;
    };
    uint8_t unused[16];                 /* a power of two in all: a record is found by its number */
};
#if !CAPOS_DEBUG
_Static_assert((sizeof(struct answer) & (sizeof(struct answer) - 1)) == 0, "a power of two");
#endif

/* The end of an answer that is kept (ipc/pipeline.c): result and aux as in its completion, whose payload is written. */
void answer_settle_kept(struct answer *answer, int32_t result, uint64_t aux);
/* Frees the record without a completion (the caller posts one itself). Drops its object reference. */
void answer_free(struct answer *answer);
/* Completes with a CapException for status and reason (may be NULL), or a transport error when it does not fit. */
void answer_fail(struct answer *answer, status_t status, const char *reason);
/* Completes with a finished result message in kernel memory. False: it did not arrive, since the buffer is too small or gone, and the
 * completion says so; what the message told of is the caller's still. */
bool answer_complete_message(struct answer *answer, const void *message, size_t bytes);
/* The unfinished answer with that id, taken off what it waits on: the caller completes it. NULL: there is none. Waits for another
 * CPU that is just completing it. No lock may be held. */
struct answer *answer_claim(struct thread *thread, uint64_t id);
/* Ends a call that became unfinished while its hold was being revoked. Nothing happens when somebody else ended it. */
void answer_end_revoked(struct thread *thread, uint64_t id);
/* Takes every unfinished answer off what it waits on, without completions, and waits for those that other CPUs are completing.
 * The thread has ended and runs nowhere. */
void answer_cancel_all(struct thread *thread);
