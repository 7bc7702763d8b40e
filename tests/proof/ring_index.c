/* SPDX-License-Identifier: MIT */
/*
 * Proof driver: ring_index.h has no source file of its own. The lemma-like functions below state what the callers lean on.
 */
#include "core/ring_index.h"

uint32_t ring_take_one(uint32_t head, uint32_t tail, uint32_t entries);
uint32_t ring_neighbours(uint32_t index, uint32_t distance, uint32_t entries);

/* A consumer that takes one entry of a valid, non-empty queue leaves a valid queue, whatever the counters' wrap. */
/*@ requires 0 < ring_distance(head, tail) <= entries;
    assigns \nothing;
    ensures ring_distance(\result, tail) == ring_distance(head, tail) - 1; */
uint32_t ring_take_one(uint32_t head, uint32_t tail, uint32_t entries)
{
    (void)tail;
    (void)entries;
    return head + 1;
}

/* Two indices less than a queue apart never share a slot, also across the wrap. */
/*@ requires entries == RING_SQ_ENTRIES || entries == RING_CQ_ENTRIES;
    requires 0 < distance < entries;
    assigns \nothing;
    ensures \result != index % entries; */
uint32_t ring_neighbours(uint32_t index, uint32_t distance, uint32_t entries)
{
    return ring_slot(index + distance, entries);
}
