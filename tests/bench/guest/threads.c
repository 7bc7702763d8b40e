/* SPDX-License-Identifier: MIT */
/* Threads of one process: making and joining them, waking one another through words, and what they take up. */
#include "scaling.h"

#include "core/atomic.h"
#include "rt/thread.h"

#define PARKED_MAX 1000u
#define MEASURED 64u

static int64_t end_at_once(struct rt *rt, void *argument)
{
    (void)rt;
    (void)argument;
    return 7;
}

static void create_and_join(struct bench *bench)
{
    struct rt_thread *thread;
    int64_t code;

    if (rt_thread_create(bench->rt, end_at_once, NULL, 0, &thread) != STATUS_OK ||
        rt_thread_join(bench->rt, thread, &code) != STATUS_OK || code != 7)
        rt_panic(bench->rt, "a thread is wrong: %s", rt_last_reason(bench->rt));
}

/* ---- two threads that wake one another ---- */

/* The words that they wait on. The gate, at which many threads may wait, is as far away as makes the kernel keep its waiters and those
 * of the request in one queue (core/park_key.h). */
static struct {
    uint32_t request, reply, nobody, unused[5], gate;
} words __attribute__((aligned(64)));
static uint32_t round_now;
static volatile uint64_t woken_at;
static bool stop;

static void post(struct rt *rt, uint32_t *word, uint32_t value)
{
    /* Pairs with the acquire in await of the other thread. */
    atomic_store_release(word, value);
    rt_unpark(rt, word, 1);
}

static void await(struct rt *rt, const uint32_t *word, uint32_t wanted)
{
    uint32_t value;

    while ((value = atomic_load_acquire(word)) != wanted)
        rt_park(rt, word, value, TIME_FOREVER);
}

/* argument: the rounds that were before it. */
static int64_t answer(struct rt *rt, void *argument)
{
    for (uint32_t round = (uint32_t)(uintptr_t)argument + 1;; round++) {
        await(rt, &words.request, round);
        bench_until_here(&woken_at);
        if (stop)
            return 0;
        post(rt, &words.reply, round);
    }
}

static void round_trip(struct bench *bench)
{
    post(bench->rt, &words.request, ++round_now);
    await(bench->rt, &words.reply, round_now);
}

static struct rt_thread *start(struct bench *bench, rt_thread_fn *function, uint32_t rounds)
{
    struct rt_thread *thread;

    if (rt_thread_create(bench->rt, function, (void *)(uintptr_t)rounds, 0, &thread) != STATUS_OK)
        rt_panic(bench->rt, "no thread: %s", rt_last_reason(bench->rt));
    return thread;
}

static void join(struct bench *bench, struct rt_thread *thread)
{
    if (rt_thread_join(bench->rt, thread, NULL) != STATUS_OK)
        rt_panic(bench->rt, "a thread cannot be joined: %s", rt_last_reason(bench->rt));
}

static void stop_answering(struct bench *bench, struct rt_thread *thread)
{
    stop = true;
    post(bench->rt, &words.request, ++round_now);
    join(bench, thread);
    stop = false;
}

/* ---- a mutex that nobody else wants ---- */

static struct rt_mutex mutex;

static void lock_and_unlock(struct bench *bench)
{
    rt_mutex_lock(bench->rt, &mutex);
    rt_mutex_unlock(bench->rt, &mutex);
}

static void unpark_nobody(struct bench *bench)
{
    rt_unpark(bench->rt, &words.nobody, 1);
}

/* ---- threads that wait ---- */

static struct rt_thread *parked[PARKED_MAX];

static int64_t wait_at_gate(struct rt *rt, void *argument)
{
    (void)argument;
    await(rt, &words.gate, 1);
    return 0;
}

static void more_parked(struct bench *bench, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to; i++)
        parked[i] = start(bench, wait_at_gate, 0);
    /* Each gets to where it waits: they were ready before us. */
    rt_thread_yield(bench->rt);
}

static void release_parked(struct bench *bench, uint32_t count)
{
    atomic_store_release(&words.gate, 1);
    rt_unpark(bench->rt, &words.gate, count);
    for (uint32_t i = 0; i < count; i++)
        join(bench, parked[i]);
    words.gate = 0;
}

void bench_threads(struct bench *bench)
{
    struct rt_thread *thread;
    uint64_t before;

    bench_run(bench, "thread_create_join", 128, 1, create_and_join);
    thread = start(bench, answer, round_now);
    bench_run(bench, "park_unpark_round_trip", 512, 1, round_trip);
    bench_run_until(bench, "unpark_to_sibling", 512, round_trip, &woken_at);
    stop_answering(bench, thread);
    bench_run(bench, "unpark_nobody", 512, 1, unpark_nobody);
    bench_run(bench, "mutex_pair", 512, 1, lock_and_unlock);
    if (mutex.word != 0)
        rt_panic(bench->rt, "a mutex is still held");
    before = bench_free_bytes(bench);
    more_parked(bench, 0, MEASURED);
    bench_report(bench, "thread_bytes", (before - bench_free_bytes(bench)) / MEASURED);
    release_parked(bench, MEASURED);
}

void scale_threads(struct bench *bench)
{
    static const struct scale_operation operations[] = { { "wake_round_trip", 64, round_trip }, { "create_join", 32, create_and_join },
                                                         { 0 } };
    static const struct scale_subject subject = { "threads", { 10, 100, PARKED_MAX }, more_parked, operations, release_parked };
    struct rt_thread *thread = start(bench, answer, round_now);

    scale_run(bench, &subject);
    stop_answering(bench, thread);
}
