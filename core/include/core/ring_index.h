/* SPDX-License-Identifier: MIT */
/*
 * Index arithmetic of the ring (abi/ring.h): free-running uint32_t counters, correct across wrap-around. One
 * implementation for kernel, runtime and tests.
 */
#pragma once

#include <stdbool.h>

#include "abi/ring.h"

/*@ logic integer ring_distance(integer head, integer tail) = tail >= head ? tail - head : tail - head + 4294967296; */

/* Entries between head and tail. Meaningful when <= the queue's size. */
/*@ assigns \nothing;
    ensures \result == ring_distance(head, tail);
    ensures head == tail <==> \result == 0; */
static inline uint32_t ring_used(uint32_t head, uint32_t tail)
{
    return tail - head;
}
/* Whether a tail (or head) that the other side wrote can be true: at most `entries` apart. */
/*@ assigns \nothing;
    ensures \result <==> ring_distance(head, tail) <= entries; */
static inline bool ring_valid(uint32_t head, uint32_t tail, uint32_t entries)
{
    return tail - head <= entries;
}
/* entries is a power of two. */
/*@ requires entries == RING_SQ_ENTRIES || entries == RING_CQ_ENTRIES;
    assigns \nothing;
    behavior submission:
        assumes entries == RING_SQ_ENTRIES;
        ensures \result == index % RING_SQ_ENTRIES;
    behavior completion:
        assumes entries == RING_CQ_ENTRIES;
        ensures \result == index % RING_CQ_ENTRIES;
    complete behaviors; */
static inline uint32_t ring_slot(uint32_t index, uint32_t entries)
{
    return index & (entries - 1);
}
/* Completion entries that are neither occupied nor promised to an unanswered submission. ring_valid(head, tail) holds. */
/*@ requires ring_distance(cq_head, cq_tail) + reserved <= RING_CQ_ENTRIES;
    assigns \nothing;
    ensures \result == RING_CQ_ENTRIES - ring_distance(cq_head, cq_tail) - reserved;
    ensures \result <= RING_CQ_ENTRIES; */
static inline uint32_t ring_cq_credit(uint32_t cq_head, uint32_t cq_tail, uint32_t reserved)
{
    return RING_CQ_ENTRIES - (cq_tail - cq_head) - reserved;
}
