/* SPDX-License-Identifier: MIT */
/*
 * What a word that threads wait on is called (abi/ring.h, PARK). A private word is its address, and belongs to one process; a
 * shared one is its offset in a memory object, so that all mappings of the object agree. Pure arithmetic, for kernel and tests.
 */
#pragma once

#include <stdbool.h>

#include "abi/limits.h"

/* A process keeps its waiting threads in that many queues. A power of two. */
#define PARK_QUEUES 8u
#define PARK_WORD_BYTES 4u

/* Whether a word can be there at all: aligned, in user memory. */
/*@ assigns \nothing;
    ensures \result <==> (address % PARK_WORD_BYTES == 0 && USER_MIN <= address <= USER_MAX - PARK_WORD_BYTES); */
static inline bool park_address_valid(uint64_t address)
{
    return address % PARK_WORD_BYTES == 0 && address >= USER_MIN && address <= USER_MAX - PARK_WORD_BYTES;
}

/* In which queue a private word's waiters are. Words that lie together, as in one structure, differ in their low bits; words on
 * stacks, which lie a fixed distance apart, in their high ones. Not shifts by 12 and 16: with stacks of 64 KiB and a page between
 * them these cancel each other, and sixteen threads would share one queue. */
/*@ assigns \nothing;
    ensures \result < PARK_QUEUES; */
static inline uint32_t park_queue_of(uint64_t address)
{
    return (uint32_t)((address >> 2) ^ (address >> 12) ^ (address >> 17)) % PARK_QUEUES;
}

/* The shared name of an address in a mapping that begins at `start` and shows its object from page `object_page` on. Two addresses
 * have the same name exactly if they show the same byte. */
/*@ requires start <= address < USER_MAX;
    requires object_page <= 4294967296;
    assigns \nothing;
    ensures \result == (address - start) + object_page * PAGE_SIZE; */
static inline uint64_t park_shared_word(uint64_t address, uint64_t start, uint64_t object_page)
{
    return (address - start) + object_page * PAGE_SIZE;
}

/* Whether the word lies, even partly, in [start, end). Both are page borders, so an aligned word lies wholly inside or outside. */
/*@ assigns \nothing;
    ensures \result <==> (start <= address < end); */
static inline bool park_in_range(uint64_t address, uint64_t start, uint64_t end)
{
    return address >= start && address < end;
}
