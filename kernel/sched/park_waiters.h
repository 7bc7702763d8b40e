/* SPDX-License-Identifier: MIT */
/* Threads that wait on words: the part of a process, or of shared memory, that ring/park.c works with. */
#pragma once

#include "base/lock.h"
#include "core/park_key.h"
#include "core/rb_tree.h"

/* Zeroed: empty. */
struct park_queue {
    struct spinlock lock;
    uint32_t count;
    struct rb_tree waiters;             /* answers by word, then oldest first (ring/park_queue.h) */
    uint64_t tickets;                   /* given out so far; a waiter's tells how old it is */
};
