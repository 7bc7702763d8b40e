/* SPDX-License-Identifier: MIT */
/* The slow paths of rt/sync.h, and the lock of what the threads of a process share. */
#include "rt/sync.h"

#include "rt_priv.h"

/* The value of a mutex that is held while somebody may wait. */
#define CONTENDED 2u

/* A wait that the kernel refuses can only be a mistake of the program: no ParkSpace, or the word's memory is gone. */
static int32_t park_or_panic(struct rt *rt, const uint32_t *word, uint32_t expected, uint64_t deadline_ns)
{
    int32_t result = rt_park(rt, word, expected, deadline_ns);

    if (__builtin_expect(result < 0, 0))
        rt_panic(rt, "waiting on %p: %s", (const void *)word, capn_status_text(result));
    return result;
}

void rt_mutex_lock_slow(struct rt *rt, struct rt_mutex *mutex)
{
    /* Whoever comes here may not be the only one, so it leaves the mark and the next unlock wakes, maybe for nothing. */
    while (__atomic_exchange_n(&mutex->word, CONTENDED, __ATOMIC_ACQUIRE) != 0)
        (void)park_or_panic(rt, &mutex->word, CONTENDED, TIME_FOREVER);
}

status_t rt_condition_wait(struct rt *rt, struct rt_condition *condition, struct rt_mutex *mutex, uint64_t deadline_ns)
{
    uint32_t sequence = __atomic_load_n(&condition->sequence, __ATOMIC_RELAXED);
    int32_t result;

    /* Counted before the mutex is let go: who changes what it guards from then on sees the count. */
    __atomic_add_fetch(&condition->waiting, 1, __ATOMIC_RELAXED);
    rt_mutex_unlock(rt, mutex);
    result = park_or_panic(rt, &condition->sequence, sequence, deadline_ns);
    __atomic_sub_fetch(&condition->waiting, 1, __ATOMIC_RELAXED);
    rt_mutex_lock(rt, mutex);
    return result == PARK_TIMED_OUT ? STATUS_TIMED_OUT : STATUS_OK;
}

static void condition_wake(struct rt *rt, struct rt_condition *condition, uint32_t count)
{
    __atomic_add_fetch(&condition->sequence, 1, __ATOMIC_SEQ_CST);
    if (__atomic_load_n(&condition->waiting, __ATOMIC_SEQ_CST) != 0)
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

/* Pairs with the release in rt_semaphore_post. */
static bool semaphore_try(struct rt_semaphore *semaphore)
{
    uint32_t count = __atomic_load_n(&semaphore->count, __ATOMIC_RELAXED);

    while (count != 0) {
        if (__atomic_compare_exchange_n(&semaphore->count, &count, count - 1, true, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED))
            return true;
    }
    return false;
}

status_t rt_semaphore_wait(struct rt *rt, struct rt_semaphore *semaphore, uint64_t deadline_ns)
{
    bool taken = semaphore_try(semaphore), late = false;

    if (taken)
        return STATUS_OK;
    /* Before the count is looked at again, by the kernel: either it is not 0 any more, or who posts sees that we wait. */
    __atomic_add_fetch(&semaphore->waiting, 1, __ATOMIC_SEQ_CST);
    while (!taken && !late) {
        late = park_or_panic(rt, &semaphore->count, 0, deadline_ns) == PARK_TIMED_OUT;
        taken = semaphore_try(semaphore);
    }
    __atomic_sub_fetch(&semaphore->waiting, 1, __ATOMIC_RELAXED);
    return taken ? STATUS_OK : STATUS_TIMED_OUT;
}

void rt_semaphore_post(struct rt *rt, struct rt_semaphore *semaphore)
{
    __atomic_add_fetch(&semaphore->count, 1, __ATOMIC_SEQ_CST);
    if (__atomic_load_n(&semaphore->waiting, __ATOMIC_SEQ_CST) != 0)
        rt_unpark(rt, &semaphore->count, 1);
}

enum { ONCE_NOT_YET, ONCE_RUNNING, ONCE_AWAITED, ONCE_DONE };

void rt_once_slow(struct rt *rt, struct rt_once *once, void (*function)(struct rt *rt, void *argument), void *argument)
{
    uint32_t state = ONCE_NOT_YET;

    if (__atomic_compare_exchange_n(&once->state, &state, ONCE_RUNNING, false, __ATOMIC_ACQUIRE, __ATOMIC_ACQUIRE)) {
        function(rt, argument);
        if (__atomic_exchange_n(&once->state, ONCE_DONE, __ATOMIC_RELEASE) == ONCE_AWAITED)
            rt_unpark(rt, &once->state, UINT32_MAX);
        return;
    }
    while (state != ONCE_DONE) {
        /* A failed exchange leaves what is there in state: it is awaited already, or done. */
        if (state == ONCE_AWAITED || __atomic_compare_exchange_n(&once->state, &state, ONCE_AWAITED, false, __ATOMIC_ACQUIRE,
                                                                 __ATOMIC_ACQUIRE))
            (void)park_or_panic(rt, &once->state, ONCE_AWAITED, TIME_FOREVER);
        state = __atomic_load_n(&once->state, __ATOMIC_ACQUIRE);
    }
}

/* --- what the threads share ------------------------------------------------------------------------------------------- */

void rt_process_lock_shared(struct rt *rt)
{
    struct rt_process *process = rt->process;

    /* Nobody else ever writes our own address there. */
    if (__atomic_load_n(&process->owner, __ATOMIC_RELAXED) != rt) {
        rt_mutex_lock(rt, &process->mutex);
        __atomic_store_n(&process->owner, rt, __ATOMIC_RELAXED);
    }
    process->depth++;
}

void rt_process_unlock_shared(struct rt *rt)
{
    struct rt_process *process = rt->process;

    if (--process->depth != 0)
        return;
    __atomic_store_n(&process->owner, NULL, __ATOMIC_RELAXED);
    rt_mutex_unlock(rt, &process->mutex);
}
