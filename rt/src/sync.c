/* SPDX-License-Identifier: MIT */
/* The slow paths of rt/sync.h, and the lock of what the threads of a process share. */
#include "rt/sync.h"

#include "core/atomic.h"
#include "rt_priv.h"

/* The value of a mutex that is held while somebody may wait. */
#define CONTENDED 2u

/* A wait that the kernel refuses can only be a mistake of the program: no ParkSpace, or the word's memory is gone. */
static int32_t park_or_panic(struct rt *rt, const uint32_t *word, uint32_t expected, uint64_t deadline_ns)
{
    int32_t result = rt_park(rt, word, expected, deadline_ns);

    if (result < 0)
        rt_panic(rt, "waiting on %p: %s", (const void *)word, capn_status_text(result));
    return result;
}

void rt_mutex_lock_slow(struct rt *rt, struct rt_mutex *mutex)
{
    /* A thread that comes here may not be the only one, so it leaves the mark and the next unlock wakes, maybe for nothing. Pairs with
     * rt_mutex_unlock. */
    while (atomic_exchange_acquire(&mutex->word, CONTENDED) != 0)
        (void)park_or_panic(rt, &mutex->word, CONTENDED, TIME_FOREVER);
}

status_t rt_condition_wait(struct rt *rt, struct rt_condition *condition, struct rt_mutex *mutex, uint64_t deadline_ns)
{
    uint32_t sequence = atomic_load_relaxed(&condition->sequence); /* under the mutex; the kernel compares it again */
    int32_t result;

    /* Counted before the mutex is let go: a thread that changes what it guards from then on sees the count. Pairs with condition_wake, through
     * the mutex. */
    atomic_add_relaxed(&condition->waiting, 1);
    rt_mutex_unlock(rt, mutex);
    result = park_or_panic(rt, &condition->sequence, sequence, deadline_ns);
    atomic_sub_relaxed(&condition->waiting, 1);
    rt_mutex_lock(rt, mutex);
    return result == PARK_TIMED_OUT ? STATUS_TIMED_OUT : STATUS_OK;
}

static void condition_wake(struct rt *rt, struct rt_condition *condition, uint32_t count)
{
    /* The sequence, then the count. Pairs with rt_condition_wait, where the kernel compares the sequence after the count was raised. */
    atomic_add_full(&condition->sequence, 1);
    if (atomic_load_full(&condition->waiting) != 0)
        rt_unpark(rt, &condition->sequence, count);
}

void rt_condition_signal(struct rt *rt, struct rt_condition *condition)
{
    condition_wake(rt, condition, 1);
}

void rt_condition_broadcast(struct rt *rt, struct rt_condition *condition)
{
    condition_wake(rt, condition, UINT32_MAX);
}

/* Pairs with rt_semaphore_post. */
static bool semaphore_try(struct rt_semaphore *semaphore)
{
    uint32_t count = atomic_load_relaxed(&semaphore->count);

    while (count != 0) {
        if (atomic_compare_exchange_acquire(&semaphore->count, &count, count - 1))
            return true;
    }
    return false;
}

status_t rt_semaphore_wait(struct rt *rt, struct rt_semaphore *semaphore, uint64_t deadline_ns)
{
    bool taken = semaphore_try(semaphore), late = false;

    if (taken)
        return STATUS_OK;
    /* Before the count is looked at again, by the kernel: either it is not 0 any more, or the thread that posts sees that we wait. Pairs with
     * rt_semaphore_post. */
    atomic_add_full(&semaphore->waiting, 1);
    while (!taken && !late) {
        late = park_or_panic(rt, &semaphore->count, 0, deadline_ns) == PARK_TIMED_OUT;
        taken = semaphore_try(semaphore);
    }
    atomic_sub_relaxed(&semaphore->waiting, 1);
    return taken ? STATUS_OK : STATUS_TIMED_OUT;
}

void rt_semaphore_post(struct rt *rt, struct rt_semaphore *semaphore)
{
    /* The count, then the waiters. Pairs with rt_semaphore_wait, where it is the other way round. */
    atomic_add_full(&semaphore->count, 1);
    if (atomic_load_full(&semaphore->waiting) != 0)
        rt_unpark(rt, &semaphore->count, 1);
}

enum { ONCE_NOT_YET, ONCE_RUNNING, ONCE_AWAITED, ONCE_DONE };

void rt_once_slow(struct rt *rt, struct rt_once *once, void (*function)(struct rt *rt, void *argument), void *argument)
{
    uint32_t state = ONCE_NOT_YET;

    /* Acquires ONCE_DONE when it fails. Pairs with the exchange below. */
    if (atomic_compare_exchange_acquire_always(&once->state, &state, ONCE_RUNNING)) {
        function(rt, argument);
        /* Pairs with rt_once and with all loads of the state here. */
        if (atomic_exchange_release(&once->state, ONCE_DONE) == ONCE_AWAITED)
            rt_unpark(rt, &once->state, UINT32_MAX);
        return;
    }
    while (state != ONCE_DONE) {
        /* A failed exchange leaves what is there in state: it is awaited already, or done. */
        if (state == ONCE_AWAITED || atomic_compare_exchange_acquire_always(&once->state, &state, ONCE_AWAITED))
            (void)park_or_panic(rt, &once->state, ONCE_AWAITED, TIME_FOREVER);
        state = atomic_load_acquire(&once->state); /* pairs with the exchange above */
    }
}

/* --- what the threads share ------------------------------------------------------------------------------------------- */

void rt_process_lock_shared(struct rt *rt)
{
    struct rt_process *process = rt->process;

    /* Nobody else ever writes our own address there. */
    if (atomic_load_relaxed(&process->owner) != rt) {
        rt_mutex_lock(rt, &process->mutex);
        atomic_store_relaxed(&process->owner, rt);
    }
    process->depth++;
}

void rt_process_unlock_shared(struct rt *rt)
{
    struct rt_process *process = rt->process;

    if (--process->depth != 0)
        return;
    atomic_store_relaxed(&process->owner, NULL);
    rt_mutex_unlock(rt, &process->mutex);
}
