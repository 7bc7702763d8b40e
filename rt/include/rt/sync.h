/* SPDX-License-Identifier: MIT */
/*
 * What threads of a process wait for each other with. Everything is made of 32-bit words and rt_park, and all zeroes is its start:
 * nothing has to be made or freed. None of it enters the kernel unless somebody has to wait or to be woken.
 *
 * Waiting needs a ParkSpace under the name `park`; a thread that would have to wait without one panics. A thread that waits
 * here runs none of its own callbacks meanwhile; what its calls bring is recorded and handled later.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "abi/ring.h"
#include "core/atomic.h"

struct rt;

/* --- words ----------------------------------------------------------------------------------------------------------- */

/* Waits until somebody unparks the word, if it still has the expected value, or until the absolute deadline (TIME_FOREVER: none).
 * PARK_WOKEN, PARK_VALUE_MISMATCH, PARK_TIMED_OUT, or a transport error (docs/ring-abi.md). A wake may be meant for an earlier use of
 * the word: look at it again. */
int32_t rt_park(struct rt *rt, const uint32_t *word, uint32_t expected, uint64_t deadline_ns);
/* Wakes up to count threads that wait on the word, those that waited longest first. Enters the kernel. */
void rt_unpark(struct rt *rt, const uint32_t *word, uint32_t count);

/* The same for a word in memory that processes share: space is a SharedParkSpace of the memory object (MemoryObject.parkSpace). */
int32_t rt_park_shared(struct rt *rt, cap_id_t space, const uint32_t *word, uint32_t expected, uint64_t deadline_ns);
void rt_unpark_shared(struct rt *rt, cap_id_t space, const uint32_t *word, uint32_t count);

/* --- mutex ----------------------------------------------------------------------------------------------------------- */

struct rt_mutex {
    uint32_t word;                      /* 0: free; 1: held; 2: held, and somebody may wait */
};

void rt_mutex_lock_slow(struct rt *rt, struct rt_mutex *mutex);

/* Not recursive: a thread that locks what it holds waits for ever. */
static inline void rt_mutex_lock(struct rt *rt, struct rt_mutex *mutex)
{
    uint32_t free = 0;

    /* Pairs with rt_mutex_unlock. */
    if (!atomic_compare_exchange_acquire(&mutex->word, &free, 1))
        rt_mutex_lock_slow(rt, mutex);
}
static inline bool rt_mutex_try_lock(struct rt_mutex *mutex)
{
    uint32_t free = 0;

    return atomic_compare_exchange_acquire(&mutex->word, &free, 1); /* pairs with rt_mutex_unlock */
}
static inline void rt_mutex_unlock(struct rt *rt, struct rt_mutex *mutex)
{
    /* Pairs with rt_mutex_lock, rt_mutex_lock_slow and rt_mutex_try_lock. */
    if (atomic_exchange_release(&mutex->word, 0) == 2)
        rt_unpark(rt, &mutex->word, 1);
}

/* --- condition -------------------------------------------------------------------------------------------------------- */

/* That something which a mutex guards has changed. */
struct rt_condition {
    uint32_t sequence;                  /* of signals */
    uint32_t waiting;
};

/* Lets the mutex go, waits for a signal, and has the mutex again when it returns. It may return without a signal: wait in a
 * loop. STATUS_OK, STATUS_TIMED_OUT. */
status_t rt_condition_wait(struct rt *rt, struct rt_condition *condition, struct rt_mutex *mutex, uint64_t deadline_ns);
/* Wakes one, or all, of those that wait. With the mutex held or without. */
void rt_condition_signal(struct rt *rt, struct rt_condition *condition);
void rt_condition_broadcast(struct rt *rt, struct rt_condition *condition);

/* --- semaphore -------------------------------------------------------------------------------------------------------- */

struct rt_semaphore {
    uint32_t count;                     /* what it starts with */
    uint32_t waiting;
};

/* Takes one, when there is one. STATUS_OK, STATUS_TIMED_OUT. */
status_t rt_semaphore_wait(struct rt *rt, struct rt_semaphore *semaphore, uint64_t deadline_ns);
void rt_semaphore_post(struct rt *rt, struct rt_semaphore *semaphore);

/* --- once ------------------------------------------------------------------------------------------------------------- */

struct rt_once {
    uint32_t state;                     /* 0: not yet; 1: somebody is at it; 2: the same, and others wait; 3: done */
};

void rt_once_slow(struct rt *rt, struct rt_once *once, void (*function)(struct rt *rt, void *argument), void *argument);
/* Calls the function if nobody has, and returns when it is done, whoever does it. */
static inline void rt_once(struct rt *rt, struct rt_once *once, void (*function)(struct rt *rt, void *argument), void *argument)
{
    /* Pairs with rt_once_slow. */
    if (atomic_load_acquire(&once->state) != 3)
        rt_once_slow(rt, once, function, argument);
}
