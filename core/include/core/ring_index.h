/* SPDX-License-Identifier: MIT */
/*
 * Index arithmetic of the ring (abi/ring.h): free-running uint32_t counters, correct across wrap-around. One
 * implementation for kernel, runtime and tests.
 */
#pragma once

#include <stdbool.h>

#include "abi/ring.h"

/* Entries between head and tail. Meaningful when <= the queue's size. */
static inline uint32_t ring_used(uint32_t head, uint32_t tail)
{
    return tail - head;
}
/* Whether a tail (or head) that the other side wrote can be true: at most `entries` apart. */
static inline bool ring_valid(uint32_t head, uint32_t tail, uint32_t entries)
{
    return tail - head <= entries;
}
static inline uint32_t ring_slot(uint32_t index, uint32_t entries)
{
    return index & (entries - 1);
}
/* Completion entries that are neither occupied nor promised to an unanswered submission. ring_valid(head, tail) holds. */
static inline uint32_t ring_cq_credit(uint32_t cq_head, uint32_t cq_tail, uint32_t reserved)
{
    return RING_CQ_ENTRIES - (cq_tail - cq_head) - reserved;
}
