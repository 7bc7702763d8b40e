/* SPDX-License-Identifier: MIT */
/*
 * The thread's ring without the runtime's manners: submissions go in verbatim, any tail can be published, and completions
 * come out as the kernel wrote them. For programs that test or measure the ring itself.
 *
 * Rules: take all completions of raw submissions before the next typed call, or give them a user_data whose low three
 * bits are 0: the runtime's own tokens never have those, and it skips what it does not know. rt_raw_set_* and writes to
 * the header may destroy the process; after them only raw calls, or the exit, make sense.
 */
#pragma once

#include "core/ring_index.h"
#include "core/ring_words.h"
#include "rt/rt.h"

/* How struct rt begins: what the inline functions need of it. */
struct rt_raw {
    struct ring_page *ring;
    uint64_t sq_count;                  /* submissions so far; the low half is the tail */
    uint64_t sq_limit;                  /* of the runtime's own submissions */
    uint32_t cq_head;
};
static inline struct rt_raw *rt_raw(struct rt *rt)
{
    return (struct rt_raw *)(void *)rt;
}

/* The page as it is mapped: magic, indices, entries. */
static inline struct ring_page *rt_raw_ring(struct rt *rt)
{
    return rt_raw(rt)->ring;
}
/* Publishes a tail or a head without the runtime knowing. */
static inline void rt_raw_set_sq_tail(struct rt *rt, uint32_t tail)
{
    ring_publish_sq_tail(rt_raw(rt)->ring, tail);
}
static inline void rt_raw_set_cq_head(struct rt *rt, uint32_t head)
{
    ring_publish_cq_head(rt_raw(rt)->ring, head);
}
/* Copies *sqe into the next free entry and publishes it. The queue must have room (RING_SQ_ENTRIES since the last entry
 * that consumed all). Returns the answer id that the operation will have. */
static inline uint64_t rt_raw_submit(struct rt *rt, const struct cap_sqe *sqe)
{
    struct ring_page *ring = rt_raw(rt)->ring;
    uint64_t number = rt_raw(rt)->sq_count;

    /* Not an assignment, for which compilers write an entry that they know field by field. */
    __builtin_memcpy(&ring->sq[ring_slot((uint32_t)number, RING_SQ_ENTRIES)], sqe, sizeof(*sqe));
    rt_raw(rt)->sq_count = number + 1;
    ring_publish_sq_tail(ring, (uint32_t)(number + 1));
    return number;
}
/* Completions that are there and were not taken. */
static inline uint32_t rt_raw_available(struct rt *rt)
{
    return ring_used(rt_raw(rt)->cq_head, ring_read_cq_tail(rt_raw(rt)->ring));
}
/* The next completion, if there is one; false else. */
static inline bool rt_raw_take(struct rt *rt, struct cap_cqe *cqe)
{
    struct ring_page *ring = rt_raw(rt)->ring;
    uint32_t head = rt_raw(rt)->cq_head;

    if (head == ring_read_cq_tail(ring))
        return false;
    *cqe = ring->cq[ring_slot(head++, RING_CQ_ENTRIES)];
    rt_raw(rt)->cq_head = head;
    ring_publish_cq_head(ring, head);
    return true;
}
/* cap_enter (abi/entry.h), with its result as it came. */
int64_t rt_raw_enter(uint64_t min_complete, uint64_t deadline_ns);
/* Any system call number. Numbers that do not exist end the process. */
int64_t rt_raw_syscall(uint64_t number, uint64_t first, uint64_t second);
