/* SPDX-License-Identifier: MIT */
/* What a second CPU gives: the work of tests/bench/smp under Linux, in wall time. The kernel's command line ends with `smp` for it. */
#define _GNU_SOURCE
#include "bench.h"

#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#define WORK_ROUNDS 60000000u
#define WORK_RESULT 48188         /* what WORK_ROUNDS come to */
#define CALLS 20000u
#define SIDE_BY_SIDE 2u

static uint64_t now_ns(void)
{
    struct timespec now;

    CHECK(clock_gettime(CLOCK_MONOTONIC, &now) == 0);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

static void *work(void *argument)
{
    uint64_t x = 88172645463325252ull;

    for (uint32_t i = 0; i < WORK_ROUNDS; i++) {
        x ^= x << 13;
        x ^= x >> 7;
        x ^= x << 17;
    }
    CHECK((x & 0xffff) == WORK_RESULT);
    return argument;
}

static void work_as_process(void *argument)
{
    (void)work(argument);
}

static uint64_t processes(unsigned count)
{
    pid_t made[SIDE_BY_SIDE];
    uint64_t start = now_ns();

    for (unsigned i = 0; i < count; i++)
        made[i] = child(work_as_process, NULL);
    for (unsigned i = 0; i < count; i++)
        reap(made[i]);
    return now_ns() - start;
}

static uint64_t threads(unsigned count)
{
    pthread_t made[SIDE_BY_SIDE];
    uint64_t start = now_ns();

    for (unsigned i = 0; i < count; i++)
        CHECK(pthread_create(&made[i], NULL, work, NULL) == 0);
    for (unsigned i = 0; i < count; i++)
        CHECK(pthread_join(made[i], NULL) == 0);
    return now_ns() - start;
}

struct ends {
    int in, out;
};

/* Answers each word with the word plus one, until the other side is gone. */
static void serve(void *argument)
{
    const struct ends *ends = argument;
    uint64_t word;

    while (read(ends->in, &word, sizeof(word)) == sizeof(word)) {
        word++;
        CHECK(write(ends->out, &word, sizeof(word)) == sizeof(word));
    }
}

/* A process that has a server of its own, and calls it often. Both on one CPU, as capOS's are too: else each call wakes a CPU that
 * idles, and how long the host takes for that is all that is measured. */
static void call_often(void *argument)
{
    int there[2], back[2];
    cpu_set_t cpus;
    pid_t server;

    CPU_ZERO(&cpus);
    CPU_SET(*(const unsigned *)argument, &cpus);
    CHECK(sched_setaffinity(0, sizeof(cpus), &cpus) == 0);
    CHECK(pipe(there) == 0 && pipe(back) == 0);
    server = fork();
    CHECK(server >= 0);
    if (server == 0) {
        close(there[1]), close(back[0]);
        serve(&(struct ends){ there[0], back[1] });
        _exit(0);
    }
    close(there[0]), close(back[1]);
    for (uint64_t i = 0; i < CALLS; i++) {
        uint64_t word = i;

        CHECK(write(there[1], &word, sizeof(word)) == sizeof(word));
        CHECK(read(back[0], &word, sizeof(word)) == sizeof(word) && word == i + 1);
    }
    close(there[1]);
    reap(server);
}

static uint64_t pairs(unsigned count)
{
    pid_t made[SIDE_BY_SIDE];
    uint64_t start = now_ns();

    for (unsigned i = 0; i < count; i++)
        made[i] = child(call_often, &i);
    for (unsigned i = 0; i < count; i++)
        reap(made[i]);
    return now_ns() - start;
}

static void run(const char *what, uint64_t (*measured)(unsigned count))
{
    (void)measured(1); /* warm */
    for (unsigned count = 1; count <= SIDE_BY_SIDE; count++)
        printf("smp %s %u %lu\n", what, count, measured(count));
    fflush(stdout);
}

void bench_smp(void)
{
    run("processes", processes);
    run("threads", threads);
    run("pairs", pairs);
}
