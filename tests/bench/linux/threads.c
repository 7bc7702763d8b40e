/* SPDX-License-Identifier: MIT */
/* Threads, and futexes between them. */
#define _GNU_SOURCE
#include "bench.h"

#include <linux/futex.h>
#include <pthread.h>
#include <sched.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#define STACK_BYTES 16384u

static char *stack;
static uint32_t running;

static void *nothing(void *argument)
{
    return argument;
}

static void pthread_create_join(void *argument)
{
    pthread_t thread;

    (void)argument;
    CHECK(pthread_create(&thread, NULL, nothing, NULL) == 0 && pthread_join(thread, NULL) == 0);
}

/* The least that a thread can be: no libc, a stack that is there, ends at once. Waits until the kernel cleared its id. */
static void clone_once(void *argument)
{
    long flags = CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SIGHAND | CLONE_THREAD | CLONE_SYSVSEM | CLONE_CHILD_CLEARTID;
    register uint32_t *id __asm__("r10") = &running;
    register long tls __asm__("r8") = 0;
    uint32_t value;
    long result;

    (void)argument;
    running = 1;
    __asm__ volatile("syscall\n\ttest %%rax, %%rax\n\tjnz 1f\n\txor %%edi, %%edi\n\tmov %[exit], %%eax\n\tsyscall\n1:"
                     : "=a"(result)
                     : "a"((long)SYS_clone), "D"(flags), "S"(stack + STACK_BYTES), "d"(0L), "r"(id), "r"(tls), [exit] "i"(SYS_exit)
                     : "rcx", "r11", "memory", "cc");
    CHECK(result > 0);
    while ((value = __atomic_load_n(&running, __ATOMIC_ACQUIRE)) != 0)
        futex(&running, FUTEX_WAIT, value);
}

/* ---- one thread wakes another ---- */

static uint32_t request, reply;
static uint64_t woken_at;
static int stop;

static void post(uint32_t *word, uint32_t value)
{
    /* Pairs with the acquire in await of the other thread. */
    __atomic_store_n(word, value, __ATOMIC_RELEASE);
    futex(word, FUTEX_WAKE_PRIVATE, 1);
}

static void await(uint32_t *word, uint32_t wanted)
{
    uint32_t value;

    while ((value = __atomic_load_n(word, __ATOMIC_ACQUIRE)) != wanted)
        futex(word, FUTEX_WAIT_PRIVATE, value);
}

static void *echo(void *argument)
{
    for (uint32_t round = 1;; round++) {
        await(&request, round);
        woken_at = ticks();
        if (stop)
            return argument;
        post(&reply, round);
    }
}

static void futex_trip(void *argument)
{
    uint32_t *round = argument;

    post(&request, ++*round);
    await(&reply, *round);
}

static void wake_nobody(void *argument)
{
    CHECK(futex(argument, FUTEX_WAKE_PRIVATE, 1) == 0);
}

/* A mutex as most are, with another thread alive: without one, libc leaves the locked instructions out. */
static void lock_and_unlock(void *argument)
{
    CHECK(pthread_mutex_lock(argument) == 0 && pthread_mutex_unlock(argument) == 0);
}

static void bench_futex(void)
{
    static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
    static uint32_t word;
    uint32_t round = 0;
    pthread_t thread;

    measure("futex_wake_nobody", 512, 1, wake_nobody, &word);
    CHECK(pthread_create(&thread, NULL, echo, NULL) == 0);
    measure("futex_thread_round_trip", 512, 1, futex_trip, &round);
    measure("pthread_mutex_pair", 512, 1, lock_and_unlock, &mutex);
    measure_begin();
    for (unsigned i = 0; i < 512; i++) {
        uint64_t start = ticks();

        futex_trip(&round);
        bench_samples[i] = woken_at - start;
    }
    measure_report("futex_wake_to_waiter", 512, 1);
    stop = 1;
    post(&request, ++round);
    pthread_join(thread, NULL);
}

void bench_threads(void)
{
    stack = mmap(NULL, STACK_BYTES, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    CHECK(stack != MAP_FAILED);
    memset(stack, 1, STACK_BYTES);
    measure("clone_join", 256, 1, clone_once, NULL);
    measure("pthread_create_join", 256, 1, pthread_create_join, NULL);
    bench_futex();
    munmap(stack, STACK_BYTES);
}
