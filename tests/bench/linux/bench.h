/* SPDX-License-Identifier: MIT */
/* What the measurements under Linux share. Under -icount shift=0 a tick of the TSC is one guest instruction. */
#pragma once

#include <stdint.h>
#include <sys/types.h>

#define SAMPLES_MAX 1024u

static inline uint64_t ticks(void)
{
    return __builtin_ia32_rdtsc();
}

/* Says what failed, with errno, and ends the program: a fast wrong answer is no result. */
_Noreturn void die(const char *what);
#define CHECK(condition) do { if (!(condition)) die(#condition); } while (0)

/* Cost of reading the TSC twice; called first. */
void measure_overhead(void);
/* Runs operation(argument) `count` times after a warm-up; prints `bench NAME least median mean` of one, divided by `per`.
 * Fails when the CPU slept meanwhile: then ticks are not instructions. */
void measure(const char *name, unsigned count, unsigned per, void (*operation)(void *argument), void *argument);
/* The same for samples that the caller took into bench_samples[0..count). */
void measure_report(const char *name, unsigned count, unsigned per);
void measure_begin(void);
/* One row that is no cost of time. */
void report_value(const char *name, uint64_t value);
extern uint64_t bench_samples[SAMPLES_MAX];

/* Runs function(argument) in a child process that then exits; and waits for a child, which must have exited with 0. */
pid_t child(void (*function)(void *argument), void *argument);
void reap(pid_t pid);
/* futex(2) without timeout. */
long futex(uint32_t *word, int operation, uint32_t value);

void bench_syscalls(void);
void bench_messages(void);
void bench_threads(void);
void bench_memory(void);
void bench_processes(void);
void bench_footprint(void);
void bench_smp(void);
