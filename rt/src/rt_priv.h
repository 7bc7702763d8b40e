/* SPDX-License-Identifier: MIT */
/*
 * What the runtime's own files share: the ring client's state, the message buffers, the owned handles, the heap.
 * One thread owns all of it. Nothing here is visible to programs.
 *
 * A completion's user_data is a token: the kind in the low three bits, a slot number or a pointer above.
 */
#pragma once

#include "rt/loop.h"
#include "heap_priv.h"
#include "syscall_priv.h"

/* Every consumed submission holds one of the RING_CQ_ENTRIES completions until it is answered, so what may stay
 * unanswered is bounded. The last ones stay free for FINISH, RELEASE and RETURN, which are answered at once: with them
 * a full submission queue always drains. Watches (RT_WATCH_MAX) leave room for calls that somebody waits for. */
#define RT_IN_FLIGHT_MAX 30u
#define RT_SLOTS 32u

enum rt_token_kind {
    RT_TOKEN_IGNORE = 0,        /* nobody waits for it: RELEASE, FINISH, RETURN of an exception */
    RT_TOKEN_REQUEST = 1,       /* slot number */
    RT_TOKEN_RECEIVE = 2,       /* struct rt_endpoint */
    RT_TOKEN_RETURN = 3,        /* index into returns[] */
};
#define RT_TOKEN_KIND_MASK 7u
#define RT_TOKEN_SHIFT 3

enum rt_request_state {
    RT_REQUEST_BUILDING,
    RT_REQUEST_IN_FLIGHT,
    RT_REQUEST_ANSWERED,        /* completion seen, not decoded yet */
    RT_REQUEST_SETTLED,
    RT_REQUEST_ENDED,
};

/* A call in flight. When its request was ended early the slot keeps the buffer, because the kernel may still write it. */
struct rt_slot {
    struct capn_request *request;
    struct rt_watch *watch;
    uint8_t *orphan_buffer;
    uint8_t *orphan_results;
    uint32_t orphan_capacity;
};

/* In front of every message buffer. */
struct rt_buffer_header {
    struct rt_buffer_header *next;      /* free list, or the list of those that wait for the kernel */
    uint32_t capacity : 31;             /* bytes after the header */
    uint32_t secret : 1;                /* overwrite it when the kernel has read it */
    uint32_t consumed_at;               /* submission count after which the kernel has read it */
};
#define RT_BUFFER_HEADER_BYTES sizeof(struct rt_buffer_header)

enum rt_buffer_class {
    RT_BUFFER_SMALL,            /* 512 bytes, from the image first */
    RT_BUFFER_PAGE,             /* 4 KiB */
    RT_BUFFER_LARGE,            /* as asked, from the heap, one kept for the next */
    RT_BUFFER_EMERGENCY,        /* the one that heap growth and the panic path use */
};
#define RT_SMALL_BYTES 512u
#define RT_PAGE_BYTES 4096u
#define RT_SMALL_COUNT 16u

struct rt_pool {
    struct rt_buffer_header *free[RT_BUFFER_LARGE + 1];
    struct rt_buffer_header *waiting;   /* sent with a RETURN that the kernel has not consumed yet */
    bool emergency;                     /* requests made now use the emergency buffer */
};

/* One entry per capability index that we own. refs 0: not owned. */
struct rt_handle {
    cap_id_t cap;
    uint32_t refs;
};
#define RT_FIRST_HANDLES 64u
#define RT_RELEASE_BATCH 8u

/* A RETURN whose failure must still be answered with an exception. */
struct rt_return {
    uint64_t call_id;
    cap_id_t endpoint;
};
#define RT_RETURNS 32u

struct rt {
    /* Ring client. sq_count is the 64-bit number of submissions; its low half is the tail. */
    struct ring_page *ring;
    uint64_t sq_count;
    uint32_t cq_head;
    uint32_t free_slots;                /* bit n: slots[n] is free */
    uint32_t in_flight;                 /* unanswered calls and armed receives */
    uint32_t releases_waiting;          /* RELEASEs submitted since the last entry */
    struct rt_slot slots[RT_SLOTS];
    struct rt_return returns[RT_RETURNS];
    uint32_t next_return;
    /* Completions for the event loop, oldest first. */
    struct rt_endpoint *ready_endpoints, **ready_endpoints_tail;
    struct rt_watch *ready_watches, **ready_watches_tail;

    struct rt_pool pool;
    struct rt_handle *handles;
    uint32_t handle_count;
    struct rt_heap heap;
    cap_id_t virtual_memory;            /* CAP_ID_INVALID: the heap cannot grow */
    cap_id_t console;

    const struct capset_page *capset;
    uint32_t pid;
    bool panicking;
    char last_reason[CAPN_REASON_BYTES];
    struct rt_handle first_handles[RT_FIRST_HANDLES];
};

/* The one runtime of the process: for __stack_chk_fail and the like, which get no argument. */
extern struct rt *rt_current;

/* Makes rt ready: checks the ring and CapSet pages (STATUS_RING_CORRUPT, STATUS_MALFORMED), sets up pool and heap. */
MUST_CHECK status_t rt_init(struct rt *rt, struct ring_page *ring, uint32_t pid, const struct capset_page *capset);

/* heap_backing.c: the heap over what the process holds. */
void rt_process_heap_init(struct rt *rt);

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

/* The next free submission entry, not cleared; enters the kernel first when the queue is full. */
struct cap_sqe *rt_ring_next(struct rt *rt);
/* Publishes the entry that rt_ring_next gave. Pairs with the kernel's acquire load of sq_tail. */
static inline void rt_ring_publish(struct rt *rt)
{
    rt->sq_count++;
    __atomic_store_n(&rt->ring->header.sq_tail, (uint32_t)rt->sq_count, __ATOMIC_RELEASE);
}
/* Whether all submissions were consumed. */
static inline bool rt_ring_is_drained(const struct rt *rt)
{
    return __atomic_load_n(&rt->ring->header.sq_head, __ATOMIC_ACQUIRE) == (uint32_t)rt->sq_count;
}
/* Takes every completion that is there; true when there was one. Runs no program code. */
bool rt_ring_reap(struct rt *rt);
/* cap_enter. STATUS_OK, or STATUS_TIMED_OUT. */
status_t rt_ring_enter(struct rt *rt, uint32_t min_complete, uint64_t deadline_ns);
/* Enters until every submission was consumed. */
void rt_ring_drain(struct rt *rt);
/* Queues one quiet RELEASE. */
void rt_ring_release(struct rt *rt, cap_id_t cap);

/* --- buffer.c ------------------------------------------------------------------------------------------------------- */

void rt_pool_init(struct rt_pool *pool);
/* At least bytes of 8-aligned memory, the capacity in *capacity; NULL when there is no memory. */
uint8_t *rt_buffer_get_slow(struct rt *rt, size_t bytes, uint32_t *capacity, uint8_t *buffer_class);
void rt_buffer_put(struct rt *rt, uint8_t *buffer, uint8_t buffer_class);
/* Gives buffer back once the kernel has consumed everything that was submitted so far. */
void rt_buffer_put_later(struct rt *rt, uint8_t *buffer);
void rt_buffer_collect(struct rt *rt);

static inline struct rt_buffer_header *rt_buffer_header(uint8_t *buffer)
{
    return (struct rt_buffer_header *)(void *)(buffer - RT_BUFFER_HEADER_BYTES);
}

static inline uint8_t *rt_buffer_get(struct rt *rt, size_t bytes, uint32_t *capacity, uint8_t *buffer_class)
{
    struct rt_buffer_header *header = rt->pool.free[RT_BUFFER_SMALL];
    if (__builtin_expect(bytes > RT_SMALL_BYTES || !header || rt->pool.emergency, 0))
        return rt_buffer_get_slow(rt, bytes, capacity, buffer_class);
    rt->pool.free[RT_BUFFER_SMALL] = header->next;
    *capacity = RT_SMALL_BYTES;
    *buffer_class = RT_BUFFER_SMALL;
    return (uint8_t *)(header + 1);
}

/* --- request.c, handle.c, endpoint.c ---------------------------------------------------------------------------------- */

/* The completion of the call in slot. */
void rt_request_complete(struct rt *rt, uint32_t slot, const struct cap_cqe *cqe);
/* Turns an answered request's completion into its status: decodes exceptions, opens the results. */
status_t rt_request_settle(struct capn_request *request);

/* Takes over one reference to a capability that the kernel just gave us. STATUS_NO_MEMORY: released again. */
MUST_CHECK status_t rt_handle_adopt(struct rt *rt, cap_id_t cap);
/* The hold left (it was moved): no RELEASE any more. */
void rt_handle_forget(struct rt *rt, cap_id_t cap);

/* loop.c: takes a watch out of its loop. */
void rt_loop_unwatch(struct rt_watch *watch);

/* A receive was answered. */
void rt_endpoint_complete(struct rt *rt, struct rt_endpoint *endpoint, const struct cap_cqe *cqe);
/* A quiet RETURN failed: the caller still waits, so it gets an exception. */
void rt_return_failed(struct rt *rt, uint32_t index, status_t status);
/* Queues one RETURN. payload must stay until it is consumed. flags: CAP_SQE_EXCEPTION or 0. */
void rt_return_submit(struct rt *rt, cap_id_t endpoint, uint64_t call_id, const void *payload, uint32_t len, uint16_t transfers,
                      uint8_t flags);
