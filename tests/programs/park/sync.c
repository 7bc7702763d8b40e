/* SPDX-License-Identifier: MIT */
/* What the runtime makes of words: everything is counted, nothing is timed. */
#include "core/atomic.h"
#include "park.h"

#define THREADS 6u
#define ROUNDS 200u

struct sync {
    struct rt_mutex mutex;
    struct rt_condition changed;
    struct rt_semaphore items, room;
    struct rt_once once;
    uint32_t counter;                   /* of the mutex */
    uint32_t inside;                    /* threads that hold it */
    uint32_t turn;                      /* of the condition */
    uint32_t next_id;
    uint32_t initialised;
    uint32_t made, taken;               /* of the semaphores */
    uint32_t wrong;
};

static void initialise(struct rt *rt, void *argument)
{
    struct sync *sync = argument;

    for (uint32_t i = 0; i < 5; i++)
        rt_thread_yield(rt);
    atomic_add_full(&sync->initialised, 1);
}

static void count_wrong(struct sync *sync, bool right)
{
    if (!right)
        atomic_add_full(&sync->wrong, 1);
}

/* Plain additions with a switch in the middle: without the mutex some would be lost. */
static int64_t add(struct rt *rt, void *argument)
{
    struct sync *sync = argument;

    rt_once(rt, &sync->once, initialise, sync);
    count_wrong(sync, atomic_load_full(&sync->initialised) == 1);
    for (uint32_t i = 0; i < ROUNDS; i++) {
        uint32_t old;

        rt_mutex_lock(rt, &sync->mutex);
        count_wrong(sync, sync->inside++ == 0 && !rt_mutex_try_lock(&sync->mutex));
        old = *(volatile uint32_t *)&sync->counter;
        if (i % 4 == 0)
            rt_thread_yield(rt);
        *(volatile uint32_t *)&sync->counter = old + 1;
        sync->inside--;
        rt_mutex_unlock(rt, &sync->mutex);
    }
    return 0;
}

/* In turns, by a condition that all of them wait for. */
static int64_t take_turns(struct rt *rt, void *argument)
{
    struct sync *sync = argument;
    uint32_t id = atomic_fetch_add_full(&sync->next_id, 1);

    for (uint32_t round = 0; round < 20; round++) {
        rt_mutex_lock(rt, &sync->mutex);
        while (sync->turn % THREADS != id)
            count_wrong(sync, rt_condition_wait(rt, &sync->changed, &sync->mutex, TIME_FOREVER) == STATUS_OK);
        count_wrong(sync, sync->turn == round * THREADS + id);
        sync->turn++;
        rt_condition_broadcast(rt, &sync->changed);
        rt_mutex_unlock(rt, &sync->mutex);
    }
    return 0;
}

struct signals {
    struct rt_mutex mutex;
    struct rt_condition changed;
    uint32_t tickets;                   /* to go on with */
    uint32_t waiting, gone;
    uint32_t wakes;                     /* returns from waiting */
};

static int64_t wait_for_ticket(struct rt *rt, void *argument)
{
    struct signals *signals = argument;

    rt_mutex_lock(rt, &signals->mutex);
    signals->waiting++;
    while (signals->tickets == 0) {
        (void)rt_condition_wait(rt, &signals->changed, &signals->mutex, TIME_FOREVER);
        signals->wakes++;
    }
    signals->tickets--;
    signals->waiting--;
    signals->gone++;
    rt_mutex_unlock(rt, &signals->mutex);
    return 0;
}

/* Until so many are as they should be; false after very many turns. */
static bool reach(struct kit *kit, struct signals *signals, const uint32_t *what, uint32_t count)
{
    for (uint32_t i = 0; i < 100000; i++) {
        bool there;

        rt_mutex_lock(kit->rt, &signals->mutex);
        there = *what == count;
        rt_mutex_unlock(kit->rt, &signals->mutex);
        if (there)
            return true;
        rt_thread_yield(kit->rt);
    }
    return false;
}

/* Each signal lets one go on, with the mutex held or without; one that nobody waits for is lost, and wakes nobody later. */
static void test_signal(struct kit *kit)
{
    struct signals signals = { 0 };
    struct rt_thread *threads[THREADS];

    rt_condition_signal(kit->rt, &signals.changed);
    for (uint32_t i = 0; i < THREADS; i++)
        kit_expect(kit, "create", rt_thread_create(kit->rt, wait_for_ticket, &signals, 0, &threads[i]), STATUS_OK);
    kit_check(kit, reach(kit, &signals, &signals.waiting, THREADS), "%u of %u wait", signals.waiting, THREADS);
    for (uint32_t i = 0; i < THREADS; i++) {
        rt_mutex_lock(kit->rt, &signals.mutex);
        kit_check(kit, signals.gone == i && signals.tickets == 0, "before signal %u: %u are gone", i, signals.gone);
        signals.tickets++;
        if (i % 2 == 0)
            rt_condition_signal(kit->rt, &signals.changed);
        rt_mutex_unlock(kit->rt, &signals.mutex);
        if (i % 2 != 0)
            rt_condition_signal(kit->rt, &signals.changed);
        kit_check(kit, reach(kit, &signals, &signals.gone, i + 1), "a signal was lost: %u of %u are gone", signals.gone, i + 1);
    }
    for (uint32_t i = 0; i < THREADS; i++)
        kit_expect(kit, "join", rt_thread_join(kit->rt, threads[i], NULL), STATUS_OK);
    kit_check(kit, signals.wakes >= THREADS, "%u signals, %u wakes", THREADS, signals.wakes);
}

/* Half of them make, half of them take, with room for three. */
static int64_t make_and_take(struct rt *rt, void *argument)
{
    struct sync *sync = argument;
    bool makes = atomic_fetch_add_full(&sync->next_id, 1) % 2 == 0;

    for (uint32_t i = 0; i < ROUNDS; i++) {
        count_wrong(sync, rt_semaphore_wait(rt, makes ? &sync->room : &sync->items, TIME_FOREVER) == STATUS_OK);
        atomic_add_full(makes ? &sync->made : &sync->taken, 1);
        rt_semaphore_post(rt, makes ? &sync->items : &sync->room);
    }
    return 0;
}

static void run(struct kit *kit, rt_thread_fn *function, struct sync *sync)
{
    struct rt_thread *threads[THREADS];

    for (uint32_t i = 0; i < THREADS; i++)
        kit_expect(kit, "create", rt_thread_create(kit->rt, function, sync, 0, &threads[i]), STATUS_OK);
    for (uint32_t i = 0; i < THREADS; i++)
        kit_expect(kit, "join", rt_thread_join(kit->rt, threads[i], NULL), STATUS_OK);
    kit_expect(kit, "wrong steps", sync->wrong, 0);
}

static void test_timeouts(struct kit *kit)
{
    struct sync sync = { 0 };

    rt_mutex_lock(kit->rt, &sync.mutex);
    kit_expect(kit, "condition, past", rt_condition_wait(kit->rt, &sync.changed, &sync.mutex, 0), STATUS_TIMED_OUT);
    kit_expect(kit, "condition, soon", rt_condition_wait(kit->rt, &sync.changed, &sync.mutex, kit_after(kit, 1000000)), STATUS_TIMED_OUT);
    kit_check(kit, !rt_mutex_try_lock(&sync.mutex), "the mutex is not held after a condition");
    rt_mutex_unlock(kit->rt, &sync.mutex);
    kit_check(kit, rt_mutex_try_lock(&sync.mutex), "the mutex is not free");
    kit_expect(kit, "semaphore, past", rt_semaphore_wait(kit->rt, &sync.items, 0), STATUS_TIMED_OUT);
    kit_expect(kit, "semaphore, soon", rt_semaphore_wait(kit->rt, &sync.items, kit_after(kit, 1000000)), STATUS_TIMED_OUT);
    rt_semaphore_post(kit->rt, &sync.items);
    kit_expect(kit, "semaphore, past, with one", rt_semaphore_wait(kit->rt, &sync.items, 0), STATUS_OK);
}

struct count_job {
    struct rt_job job;
    uint32_t *count;
};

static void count_job(struct rt *rt, struct rt_job *job)
{
    rt_thread_yield(rt);
    atomic_add_full(((struct count_job *)job)->count, 1);
}

static void test_workers(struct kit *kit)
{
    static struct count_job jobs[40];
    struct rt_workers workers = { 0 };
    uint32_t count = 0;

    kit_expect(kit, "workers", rt_workers_start(kit->rt, &workers, 4), STATUS_OK);
    for (uint32_t i = 0; i < 40; i++) {
        jobs[i] = (struct count_job){ .job.function = count_job, .count = &count };
        rt_workers_submit(kit->rt, &workers, &jobs[i].job);
        if (i == 19) {
            rt_workers_wait(kit->rt, &workers);
            kit_expect(kit, "jobs after the first half", count, 20);
        }
    }
    rt_workers_stop(kit->rt, &workers);
    kit_expect(kit, "jobs", count, 40);
}

void test_sync(struct kit *kit)
{
    struct sync sync = { .room.count = 3 };

    run(kit, add, &sync);
    kit_expect(kit, "additions", sync.counter, (int64_t)THREADS * ROUNDS);
    kit_expect(kit, "once", sync.initialised, 1);
    run(kit, take_turns, &sync);
    kit_expect(kit, "turns", sync.turn, THREADS * 20);
    sync.next_id = 0;
    run(kit, make_and_take, &sync);
    kit_check(kit, sync.made == THREADS / 2 * ROUNDS && sync.taken == sync.made, "made %u, taken %u", sync.made, sync.taken);
    kit_check(kit, sync.items.count == 0 && sync.room.count == 3, "left: %u items, room for %u", sync.items.count, sync.room.count);
    test_signal(kit);
    test_timeouts(kit);
    test_workers(kit);
}
