/* SPDX-License-Identifier: MIT */
/* Samples of one operation each, and their report. */
#define _GNU_SOURCE
#include "bench.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

uint64_t bench_samples[SAMPLES_MAX];
static uint64_t overhead, slept_before;

void die(const char *what)
{
    printf("bench failed: %s: %s\n", what, strerror(errno));
    fflush(stdout);
    _exit(1);
}

/* Nanoseconds that the CPU has slept, as the kernel accounts them. */
static uint64_t slept_ns(void)
{
    static char text[65536];
    size_t length = 0;
    ssize_t got;
    char *at;
    int fd = open("/proc/timer_list", O_RDONLY);

    CHECK(fd >= 0);
    while (length < sizeof(text) - 1 && (got = read(fd, text + length, sizeof(text) - 1 - length)) > 0)
        length += (size_t)got;
    close(fd);
    text[length] = 0;
    at = strstr(text, ".idle_sleeptime");
    CHECK(at && strchr(at, ':'));
    return strtoull(strchr(at, ':') + 1, NULL, 10);
}

static int compare(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

    return x < y ? -1 : x > y;
}

void measure_begin(void)
{
    slept_before = slept_ns();
}

void measure_report(const char *name, unsigned count, unsigned per)
{
    uint64_t sum = 0;

    errno = 0;
    if (slept_ns() != slept_before)
        die(name);
    for (unsigned i = 0; i < count; i++) {
        bench_samples[i] = bench_samples[i] > overhead ? bench_samples[i] - overhead : 0;
        sum += bench_samples[i];
    }
    qsort(bench_samples, count, sizeof(bench_samples[0]), compare);
    printf("bench %s %lu %lu %lu\n", name, bench_samples[0] / per, bench_samples[count / 2] / per, sum / count / per);
    fflush(stdout);
}

static void take(unsigned count, void (*operation)(void *argument), void *argument)
{
    for (unsigned i = 0; i < count; i++) {
        uint64_t start = ticks();

        operation(argument);
        bench_samples[i] = ticks() - start;
    }
}

void measure(const char *name, unsigned count, unsigned per, void (*operation)(void *argument), void *argument)
{
    take(count / 8 + 8, operation, argument);
    measure_begin();
    take(count, operation, argument);
    measure_report(name, count, per);
}

static void nothing(void *argument)
{
    (void)argument;
}

void measure_overhead(void)
{
    memset(bench_samples, 1, sizeof(bench_samples));
    take(SAMPLES_MAX, nothing, NULL);
    qsort(bench_samples, SAMPLES_MAX, sizeof(bench_samples[0]), compare);
    overhead = bench_samples[0];
}

void report_value(const char *name, uint64_t value)
{
    printf("bench value %s %lu\n", name, value);
    fflush(stdout);
}

pid_t child(void (*function)(void *argument), void *argument)
{
    pid_t pid = fork();

    CHECK(pid >= 0);
    if (pid == 0) {
        function(argument);
        _exit(0);
    }
    return pid;
}

void reap(pid_t pid)
{
    int status;

    CHECK(waitpid(pid, &status, 0) == pid);
    CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

long futex(uint32_t *word, int operation, uint32_t value)
{
    return syscall(SYS_futex, word, operation, value, NULL, NULL, 0);
}
