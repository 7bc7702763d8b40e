/* SPDX-License-Identifier: MIT */
/*
 * What the runtime's own files share: the ring client's state and the message buffers, which each thread has for itself (struct rt),
 * and the owned handles and the heap, which the threads of a process share (struct rt_process) under its lock. Nothing here is
 * visible to programs.
 *
 * A completion's user_data is a token: the kind in the low three bits, a slot number or a pointer above.
 */
#pragma once

#include "abi/compiler.h"
#include "core/ring_words.h"
#include "rt/loop.h"
#include "rt/sync.h"
#include "heap_priv.h"
#include "syscall_priv.h"

/* Every consumed submission holds one of the RING_CQ_ENTRIES completions until it is answered, so what may stay
 * unanswered is bounded. The last ones stay free for FINISH, RELEASE and RETURN, which are answered at once: with them
 * a full submission queue always drains. Watches (RT_WATCH_MAX) leave room for calls that somebody waits for. */
#define RT_IN_FLIGHT_MAX 30u
#define RT_SLOTS 32u
/* The slot of the one call that capn_request_call waits for. It needs no allocation: nothing else runs meanwhile. It is
 * not counted in in_flight, and takes one of the completions that RT_IN_FLIGHT_MAX leaves free. */
#define RT_SLOT_CALL 31u

enum rt_token_kind {
    RT_TOKEN_IGNORE = 0,        /* nobody waits for it: RELEASE, FINISH, RETURN of an exception */
    RT_TOKEN_REQUEST = 1,       /* slot number */
    RT_TOKEN_RECEIVE = 2,       /* struct rt_endpoint */
    RT_TOKEN_RETURN = 3,        /* struct rt_endpoint: it failed to answer its last call */
    RT_TOKEN_REPLY = 4,         /* index into replies[] */
    RT_TOKEN_PARK = 5,          /* struct rt_parked */
};
#define RT_TOKEN_KIND_MASK 7u
#define RT_TOKEN_SHIFT 3

enum rt_request_state {
    RT_REQUEST_BUILDING = 0,
    RT_REQUEST_IN_FLIGHT,
    RT_REQUEST_ANSWERED,        /* completion seen, not decoded yet */
    RT_REQUEST_SETTLED,
    RT_REQUEST_ENDED,
};

/* A call in flight. When its request was ended early the slot keeps the buffer, because the kernel may still write it. */
struct rt_slot {
    struct capn_request *request;
    struct rt_watch *watch;
    struct rt_buffer *orphan;
    uint8_t *orphan_results;
    uint32_t orphan_capacity;
};

/* A message buffer. Its bytes lie elsewhere, so that a small one can begin where no page ends within it. */
struct rt_buffer {
    struct rt_buffer *next;             /* free list, or the list of those that wait for the kernel */
    uint8_t *bytes;
    uint32_t capacity;
    uint32_t consumed_at;               /* submission count after which the kernel has read it */
    uint8_t class;                      /* enum rt_buffer_class */
    bool secret;                        /* overwrite it when the kernel has read it */
};

static inline uint32_t round_up_8(size_t bytes)
{
    return (uint32_t)(bytes + 7) & ~7u;
}

enum rt_buffer_class {
    RT_BUFFER_SMALL,            /* 512 bytes, from the image first */
    RT_BUFFER_MEDIUM,           /* a call with text or data of the usual size both ways */
    RT_BUFFER_LARGE,            /* as asked, from the heap, one kept for the next */
    RT_BUFFER_EMERGENCY,        /* the one that heap growth and the panic path use */
};
#define RT_SMALL_BYTES 512u
#define RT_MEDIUM_BYTES 5120u
#define RT_SMALL_COUNT 16u

struct rt_pool {
    struct rt_buffer *free[RT_BUFFER_LARGE + 1];
    struct rt_buffer *waiting;          /* sent with a RETURN that the kernel has not consumed yet */
    bool emergency;                     /* requests made now use the emergency buffer */
    struct rt_buffer emergency_buffer;
};
#define RT_EMERGENCY_BYTES 1024u

/* One entry per capability index that we own. refs 0: not owned. */
struct rt_handle {
    cap_id_t cap;
    uint32_t refs;
};
#define RT_FIRST_HANDLES 64u
#define RT_RELEASE_BATCH 8u

/* Eight bytes of a submission entry or a message: compilers merge them better than fields. */
typedef uint64_t __attribute__((may_alias)) rt_word_t;

/* A late RETURN whose failure must still be answered with an exception. Those that a method makes at once are kept in
 * their endpoint. */
struct rt_late_return {
    uint64_t call_id;
    cap_id_t endpoint;
};
#define RT_REPLIES 32u

/* promise.c: an answer that the kernel keeps for us. */
struct rt_promise {
    uint64_t answer_id;
    uint8_t generation;
    bool sent;                          /* the call was published */
};
/* Bits of capn_request.pipelining. */
#define RT_PIPELINING_DEPENDENT 1u      /* its capability may be a promise */
#define RT_PIPELINING_KEPT 2u           /* it has an entry of promises[] */
/* A thread that waits on a word. */
struct rt_parked {
    int32_t result;
    int32_t done;
};

/* What the threads of a process share. The lock guards what may change; it is taken only once there was a second thread, and its
 * owner may take it again: freeing can happen inside the calls with which the heap grows. */
struct rt_process {
    struct rt_mutex mutex;
    bool shared;                        /* there was a second thread */
    struct rt *owner;
    uint32_t depth;

    struct rt_handle *handles;
    uint32_t handle_count;
    uint32_t handle_top;                /* the highest index that was ever owned */
    struct rt_heap heap;
    struct rt_thread *idle;             /* memory of threads that ended, for the next */
    uint32_t idle_count;
    struct rt_thread *detached;

    /* Never changes. */
    cap_id_t virtual_memory;            /* CAP_ID_INVALID: the heap cannot grow */
    cap_id_t console;
    cap_id_t thread_spawner, thread_control, park_space; /* CAP_ID_INVALID: no second thread */
    const struct capset_page *capset;
    uint32_t pid;
    struct rt_handle first_handles[RT_FIRST_HANDLES];
};

struct rt {
    /* Ring client. sq_count is the 64-bit number of submissions; its low half is the tail. */
    struct ring_page *ring;
    uint64_t sq_count;
    uint64_t sq_limit;                  /* what sq_count may reach before sq_head has to be looked at; 0: at once */
    uint32_t cq_head;
    uint32_t free_slots;                /* bit n: slots[n] is free */
    uint32_t in_flight;                 /* unanswered calls and armed receives */
    struct rt_slot slots[RT_SLOTS];
    rt_word_t signals[RING_SQ_ENTRIES][3]; /* params of the signals that the kernel may not have consumed (notification.c) */
    rt_word_t signal_results[2];        /* of all: the empty struct */
    struct rt_late_return replies[RT_REPLIES];
    uint32_t next_reply;
    uint32_t free_promises;             /* bit n: promises[n] is free */
    struct rt_promise promises[RING_KEPT_ANSWERS];
    /* Completions for the event loop, oldest first. */
    struct rt_endpoint *ready_endpoints, **ready_endpoints_tail;
    struct rt_watch *ready_watches, **ready_watches_tail;

    struct rt_pool pool;
    struct rt_process *process;
    bool panicking;
    char last_reason[CAPN_REASON_BYTES];
    uint64_t exception[40];             /* of a RETURN that failed (endpoint.c) */
    uint64_t emergency_bytes[RT_EMERGENCY_BYTES / 8];
};

/* The running thread's runtime: for __stack_chk_fail and the like, which get no argument. */
extern _Thread_local struct rt *rt_current;

/* Makes rt ready for the first thread: checks the ring and CapSet pages (STATUS_RING_CORRUPT, STATUS_MALFORMED), sets up pool and
 * heap. */
MUST_CHECK status_t rt_init(struct rt *rt, struct ring_page *ring, uint32_t pid, const struct capset_page *capset);
/* What every thread's runtime has at its start, but its ring. */
void rt_init_thread(struct rt *rt, struct rt_process *process);
/* And with its ring, which is fresh. */
void rt_init_ring(struct rt *rt, struct ring_page *ring);

/* lock.c: guards what the threads share. Nothing is done while there is one thread. */
void rt_process_lock_shared(struct rt *rt);
void rt_process_unlock_shared(struct rt *rt);
static inline void rt_process_lock(struct rt *rt)
{
    if (unlikely(rt->process->shared))
        rt_process_lock_shared(rt);
}
static inline void rt_process_unlock(struct rt *rt)
{
    if (rt->process->shared)
        rt_process_unlock_shared(rt);
}

/* heap_backing.c: the heap over what the process holds. */
void rt_process_heap_init(struct rt *rt);

/* buffer.c: gives back what waited for the kernel, as far as it was consumed. */
void rt_buffer_collect(struct rt *rt);

/* --- ring.c ------------------------------------------------------------------------------------------------------- */

static inline uint64_t rt_token(enum rt_token_kind kind, uint64_t value)
{
    return value << RT_TOKEN_SHIFT | kind;
}
/* Pointers are 8-aligned, so they leave room for the kind as they are. */
static inline uint64_t rt_token_pointer(enum rt_token_kind kind, void *pointer)
{
    return (uint64_t)(uintptr_t)pointer | kind;
}

static inline uint64_t rt_sqe_head(uint8_t opcode, uint8_t flags, uint16_t method_id, cap_id_t cap)
{
    return opcode | (uint64_t)flags << 8 | (uint64_t)method_id << 16 | (uint64_t)cap << 32;
}
/* What the runtime submits, by names; what is not named is 0. */
struct rt_submission {
    uint8_t opcode, flags;
    uint16_t method_id, xfer_count;
    cap_id_t cap;
    uint32_t len, result_len;
    uint64_t user_data;
    const void *addr, *result_addr;
    uint64_t dep, call_id;
};
/* As whole words, which compilers do not make of an assignment field by field. */
static inline __attribute__((always_inline)) void rt_sqe_write(struct cap_sqe *sqe, struct rt_submission submission)
{
    rt_word_t *words = (rt_word_t *)sqe;

    words[0] = rt_sqe_head(submission.opcode, submission.flags, submission.method_id, submission.cap);
    words[1] = submission.user_data;
    words[2] = (uintptr_t)submission.addr;
    words[3] = submission.len | (uint64_t)submission.result_len << 32;
    words[4] = (uintptr_t)submission.result_addr;
    words[5] = submission.dep;
    words[6] = submission.call_id;
    words[7] = (uint64_t)submission.xfer_count << 16;
}

/* Looks at how far the kernel is: gives back what it has consumed, and says whether that many entries fit. */
bool rt_ring_look(struct rt *rt, uint32_t entries);
/* Whether the last look promised that many more entries. */
static inline bool rt_ring_has_promised(const struct rt *rt, uint32_t entries)
{
    return rt->sq_count + entries <= rt->sq_limit;
}
/* Whether that many more entries fit now. */
static inline bool rt_ring_has_room(struct rt *rt, uint32_t entries)
{
    return rt_ring_has_promised(rt, entries) || rt_ring_look(rt, entries);
}
/* The entry for submission `number`, for which there is room. */
static inline struct cap_sqe *rt_ring_entry(const struct rt *rt, uint64_t number)
{
    return &rt->ring->sq[(uint32_t)number & (RING_SQ_ENTRIES - 1)];
}
/* Enters until every submission was consumed. */
void rt_ring_drain(struct rt *rt);
/* The next free submission entry, not cleared; enters the kernel first when the queue is full. */
static inline struct cap_sqe *rt_ring_next(struct rt *rt)
{
    if (!rt_ring_has_room(rt, 1))
        rt_ring_drain(rt); /* which may itself submit */
    return rt_ring_entry(rt, rt->sq_count);
}
/* Publishes the entry that rt_ring_next gave, or all before `count`. */
static inline void rt_ring_publish_to(struct rt *rt, uint64_t count)
{
    rt->sq_count = count;
    ring_publish_sq_tail(rt->ring, (uint32_t)count);
}
static inline void rt_ring_publish(struct rt *rt)
{
    rt_ring_publish_to(rt, rt->sq_count + 1);
}
/* Whether all submissions were consumed. */
static inline bool rt_ring_is_drained(const struct rt *rt)
{
    return ring_read_sq_head(rt->ring) == (uint32_t)rt->sq_count;
}
/* Whether a completion is there. */
static inline bool rt_ring_available(const struct rt *rt)
{
    return ring_read_cq_tail(rt->ring) != rt->cq_head;
}
/* Takes every completion that is there; true when there was one. Runs no program code. */
bool rt_ring_reap(struct rt *rt);
/* The end of a process whose entries fail. A passed deadline is no failure. */
_Noreturn void rt_ring_refused(struct rt *rt, int64_t result);
/* For what is left out of line, so that the usual path keeps its registers. */
#define RT_UNUSUAL __attribute__((noinline, cold))
/* cap_enter. STATUS_OK, or STATUS_TIMED_OUT. */
status_t rt_ring_enter(struct rt *rt, uint32_t min_complete, uint64_t deadline_ns);
/* The completion that an entry which returned `available` brought, if it is the only one; else NULL. Not taken yet. */
static inline const struct cap_cqe *rt_ring_single(const struct rt *rt, int64_t available)
{
    return available == 1 ? &rt->ring->cq[rt->cq_head & (RING_CQ_ENTRIES - 1)] : NULL;
}
static inline void rt_ring_take_single(struct rt *rt)
{
    ring_publish_cq_head(rt->ring, ++rt->cq_head);
}
/* Queues one quiet RELEASE. */
void rt_ring_release(struct rt *rt, cap_id_t cap);

/* --- buffer.c ------------------------------------------------------------------------------------------------------- */

/* The first thread's pool, with the buffers in the image; another's, with none yet. */
void rt_pool_init(struct rt *rt);
void rt_pool_init_empty(struct rt *rt);
/* Gives a small buffer to the pool. bytes: RT_SMALL_BYTES of them. */
void rt_pool_add_small(struct rt_pool *pool, struct rt_buffer *buffer, uint8_t *bytes);
/* Gives what the pool took from the heap back to it. The thread ends. */
void rt_pool_close(struct rt *rt);
/* A buffer of at least that many 8-aligned bytes; NULL when there is no memory. */
struct rt_buffer *rt_buffer_get(struct rt *rt, size_t bytes);
void rt_buffer_put(struct rt *rt, struct rt_buffer *buffer);
/* Gives buffer back once the kernel has consumed everything that was submitted so far. */
void rt_buffer_put_later(struct rt *rt, struct rt_buffer *buffer);

/* --- request.c, answer.c, handle.c, endpoint.c ---------------------------------------------------------------------- */

/* The completion of the call in slot. */
void rt_request_complete(struct rt *rt, uint32_t slot, const struct cap_cqe *cqe);
/* Copies the capability records behind a result out of its buffer, as many as there can be; returns how many. */
uint16_t rt_records_copy(const uint8_t *results, uint32_t capacity, const struct cap_cqe *cqe, struct cap_result_record *out);
/* Turns an answered request's completion into its status: decodes exceptions, opens the results. */
status_t rt_request_settle(struct capn_request *request);
/* Gives the references of sent capabilities back. sent: the call was accepted, and a move took the hold itself. */
void rt_request_settle_transfers(struct capn_request *request, bool sent);

/* Takes over one reference to a capability that the kernel just gave us. STATUS_NO_MEMORY: released again. */
MUST_CHECK status_t rt_handle_adopt(struct rt *rt, cap_id_t cap);
/* The hold left (it was moved): no RELEASE any more. */
void rt_handle_forget(struct rt *rt, cap_id_t cap);
/* The same if the caller's reference is the only one; false, with nothing changed, else. */
bool rt_handle_forget_last(struct rt *rt, cap_id_t cap);

/* promise.c: adds what is pipelined about a request to its CALL, which is being written; lets the kernel forget
 * the answer it keeps; gives the promise back as well. */
void rt_promise_publish(struct rt *rt, const struct capn_request *request, struct cap_sqe *sqe);
void rt_promise_forget(struct capn_request *request);
void rt_promise_end(struct capn_request *request);

/* loop.c: takes a watch out of its loop. */
void rt_loop_unwatch(struct rt_watch *watch);

/* park.c: a wait on a word is over. */
void rt_parked_complete(struct rt_parked *parked, const struct cap_cqe *cqe);

/* A receive was answered. */
void rt_endpoint_complete(struct rt *rt, struct rt_endpoint *endpoint, const struct cap_cqe *cqe);
/* The endpoint's last RETURN failed. */
void rt_endpoint_return_failed(struct rt *rt, struct rt_endpoint *endpoint, status_t status);
/* A quiet RETURN failed: the caller still waits, so it gets an exception. */
void rt_return_failed(struct rt *rt, cap_id_t endpoint, uint64_t call_id, status_t status);
