/* SPDX-License-Identifier: MIT */
/* What threads of one process do together. What is printed is the same whatever runs when and on however many CPUs. */
#include "output.h"

#include "kernel.capnp.h"
#include "rt/thread.h"
#include "thread.capnp.h"

#define THREADS 4u
#define STEPS 1000u
#define TURNS 3u
#define PRIMES_BELOW 20000u
#define JOBS 40u
#define STAY_NS 3600000000000ull

/* --- a mutex: nothing that was counted is lost ------------------------------------------------------------------------- */

struct tally {
    struct rt_mutex mutex;
    uint32_t count;
};

static int64_t count_up(struct rt *rt, void *argument)
{
    struct tally *tally = argument;

    for (uint32_t i = 0; i < STEPS; i++) {
        rt_mutex_lock(rt, &tally->mutex);
        tally->count++;
        rt_mutex_unlock(rt, &tally->mutex);
    }
    return rt_thread_id(rt);
}

static status_t show_mutex(struct rt *rt, struct output *output)
{
    struct rt_thread *threads[THREADS];
    struct tally tally = { 0 };
    status_t status = STATUS_OK;
    uint32_t made = 0;

    while (made < THREADS && status == STATUS_OK) {
        status = rt_thread_create(rt, count_up, &tally, 0, &threads[made]);
        made += status == STATUS_OK;
    }
    for (uint32_t i = 0; i < made; i++) {
        int64_t code = 0;

        if (rt_thread_join(rt, threads[i], &code) == STATUS_OK)
            output_line(output, "thread %ld is done", (long)code);
    }
    if (status == STATUS_OK)
        output_line(output, "mutex: %u threads, %u steps each, %u counted", THREADS, STEPS, tally.count);
    return status;
}

/* --- a condition: two threads in turns --------------------------------------------------------------------------------- */

struct game {
    struct rt_mutex mutex;
    struct rt_condition turned;
    uint32_t turn;                      /* even: ping's */
};

static void play(struct rt *rt, struct game *game, uint32_t side, const char *says)
{
    struct output output;

    /* Output goes through the ring of the thread that prints. */
    output_open(&output, rt);
    for (uint32_t i = 0; i < TURNS; i++) {
        rt_mutex_lock(rt, &game->mutex);
        while (game->turn % 2 != side)
            (void)rt_condition_wait(rt, &game->turned, &game->mutex, TIME_FOREVER);
        output_line(&output, "condition: %s", says);
        game->turn++;
        rt_condition_signal(rt, &game->turned);
        rt_mutex_unlock(rt, &game->mutex);
    }
}

static int64_t play_pong(struct rt *rt, void *argument)
{
    play(rt, argument, 1, "pong");
    return 0;
}

static status_t show_condition(struct rt *rt)
{
    struct game game = { 0 };
    struct rt_thread *pong;
    status_t status = rt_thread_create(rt, play_pong, &game, 0, &pong);

    if (status != STATUS_OK)
        return status;
    play(rt, &game, 0, "ping");
    return rt_thread_join(rt, pong, NULL);
}

/* --- workers: many small jobs ------------------------------------------------------------------------------------------- */

struct prime_job {
    struct rt_job job;                  /* first: the workers hand it back */
    uint32_t from, to;
    uint32_t found;
};

static bool is_prime(uint32_t number)
{
    for (uint32_t i = 2; i * i <= number; i++) {
        if (number % i == 0)
            return false;
    }
    return number >= 2;
}

static void find_primes(struct rt *rt, struct rt_job *job)
{
    struct prime_job *primes = (struct prime_job *)job;

    (void)rt;
    for (uint32_t i = primes->from; i < primes->to; i++)
        primes->found += is_prime(i);
}

static status_t show_workers(struct rt *rt, struct output *output)
{
    static struct prime_job jobs[JOBS];
    struct rt_workers workers = { 0 };
    uint32_t found = 0;
    status_t status = rt_workers_start(rt, &workers, THREADS);

    if (status != STATUS_OK)
        return status;
    for (uint32_t i = 0; i < JOBS; i++) {
        jobs[i] = (struct prime_job){ .job.function = find_primes, .from = i * (PRIMES_BELOW / JOBS),
                                      .to = (i + 1) * (PRIMES_BELOW / JOBS) };
        rt_workers_submit(rt, &workers, &jobs[i].job);
    }
    rt_workers_stop(rt, &workers);
    for (uint32_t i = 0; i < JOBS; i++)
        found += jobs[i].found;
    output_line(output, "workers: %u of them, %u jobs, %u primes below %u", THREADS, JOBS, found, PRIMES_BELOW);
    return STATUS_OK;
}

/* --- staying, to be looked at ------------------------------------------------------------------------------------------ */

struct stay {
    struct rt_mutex mutex;
    struct rt_condition never;
    timer_t timer;
};

static int64_t stay_asleep(struct rt *rt, void *argument)
{
    return timer_sleep(rt, ((struct stay *)argument)->timer, STAY_NS);
}

static int64_t stay_parked(struct rt *rt, void *argument)
{
    struct stay *stay = argument;

    rt_mutex_lock(rt, &stay->mutex);
    while (rt_condition_wait(rt, &stay->never, &stay->mutex, TIME_FOREVER) == STATUS_OK)
        ;
    return 0;
}

static int stay_for_ever(struct rt *rt, struct output *output, timer_t timer)
{
    static struct stay stay;
    struct rt_thread *asleep, *parked;

    stay.timer = timer;
    if (rt_thread_create(rt, stay_asleep, &stay, 0, &asleep) != STATUS_OK ||
        rt_thread_create(rt, stay_parked, &stay, 0, &parked) != STATUS_OK)
        return 1;
    output_line(output, "Look at me with `ps %u`; I stay until I am killed.", rt_pid(rt));
    return rt_thread_join(rt, parked, NULL) == STATUS_OK ? 0 : 1;
}

/* --- all of it ---------------------------------------------------------------------------------------------------------- */

static bool has_what_it_needs(struct rt *rt, struct output *output)
{
    cap_id_t cap;

    if (rt_find(rt, "threads", THREAD_SPAWNER_INTERFACE_ID, &cap) == STATUS_OK &&
        rt_find(rt, "park", PARK_SPACE_INTERFACE_ID, &cap) == STATUS_OK)
        return true;
    output_line(output, "I need more: { terminal: @terminal, threads, park }");
    return false;
}

int main(struct rt *rt)
{
    struct output output;
    status_t status;
    timer_t timer;

    output_open(&output, rt);
    if (!has_what_it_needs(rt, &output))
        return 1;
    status = show_mutex(rt, &output);
    if (status == STATUS_OK)
        status = show_condition(rt);
    if (status == STATUS_OK)
        status = show_workers(rt, &output);
    if (status != STATUS_OK) {
        output_line(&output, "It ends here: %s. %s", capn_status_text(status), rt_last_reason(rt));
        return 1;
    }
    if (rt_find(rt, "timer", TIMER_INTERFACE_ID, &timer.id) == STATUS_OK)
        return stay_for_ever(rt, &output, timer);
    return 0;
}
