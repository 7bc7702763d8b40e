/* SPDX-License-Identifier: MIT */
/* Memory that goes away for each process, thread and descriptor more. */
#define _GNU_SOURCE
#include "bench.h"

#include <linux/futex.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

/* Many, so that what the kernel keeps in its caches does not matter. */
#define PROCESSES 256u
#define THREADS 512u
#define DESCRIPTORS 120000u
#define EVENTS 16384u

static uint64_t free_bytes(void)
{
    char line[128];
    unsigned long kib = 0;
    FILE *file = fopen("/proc/meminfo", "r");

    CHECK(file);
    while (fgets(line, sizeof(line), file) && sscanf(line, "MemFree: %lu", &kib) != 1)
        ;
    fclose(file);
    CHECK(kib > 0);
    return (uint64_t)kib * 1024;
}

/* What has been used since `before`; never negative, should something have been freed. */
static uint64_t used_since(uint64_t before)
{
    uint64_t now = free_bytes();

    return before > now ? before - now : 0;
}

/* Those that were started get to where they wait; what ended is freed. Sleeping counts no instructions, and none are counted here. */
static void settle(void)
{
    usleep(200000);
}

static void processes(void *argument)
{
    static char *const arguments[] = { "/tiny", "pause", NULL };
    pid_t pids[PROCESSES];
    uint64_t before = free_bytes();

    (void)argument;
    for (unsigned i = 0; i < PROCESSES; i++) {
        pids[i] = vfork();
        if (pids[i] == 0) {
            execve(arguments[0], arguments, NULL);
            _exit(99);
        }
        CHECK(pids[i] > 0);
    }
    settle();
    report_value("process_bytes", used_since(before) / PROCESSES);
    for (unsigned i = 0; i < PROCESSES; i++) {
        kill(pids[i], SIGKILL);
        CHECK(waitpid(pids[i], NULL, 0) == pids[i]);
    }
}

static uint32_t go;

static void *wait_for_go(void *argument)
{
    while (__atomic_load_n(&go, __ATOMIC_ACQUIRE) == 0)
        futex(&go, FUTEX_WAIT_PRIVATE, 0);
    return argument;
}

static void threads(void *argument)
{
    pthread_t made[THREADS];
    uint64_t before = free_bytes();

    (void)argument;
    for (unsigned i = 0; i < THREADS; i++)
        CHECK(pthread_create(&made[i], NULL, wait_for_go, NULL) == 0);
    settle();
    report_value("thread_bytes", used_since(before) / THREADS);
    __atomic_store_n(&go, 1, __ATOMIC_RELEASE);
    futex(&go, FUTEX_WAKE_PRIVATE, THREADS);
    for (unsigned i = 0; i < THREADS; i++)
        pthread_join(made[i], NULL);
}

static void descriptors(void *argument)
{
    struct rlimit limit = { DESCRIPTORS + EVENTS + 64, DESCRIPTORS + EVENTS + 64 };
    uint64_t before;

    (void)argument;
    CHECK(setrlimit(RLIMIT_NOFILE, &limit) == 0);
    before = free_bytes();
    for (unsigned i = 0; i < DESCRIPTORS; i++)
        CHECK(dup(0) >= 0);
    report_value("descriptor_bytes", used_since(before) / DESCRIPTORS);
    before = free_bytes();
    for (unsigned i = 0; i < EVENTS; i++)
        CHECK(eventfd(0, 0) >= 0);
    report_value("eventfd_bytes", used_since(before) / EVENTS);
}

/* Each in a process of its own, whose end gives everything back. */
void bench_footprint(void)
{
    settle();
    reap(child(threads, NULL));
    settle();
    reap(child(descriptors, NULL));
    settle();
    reap(child(processes, NULL));
}
