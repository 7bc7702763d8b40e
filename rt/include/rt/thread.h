/* SPDX-License-Identifier: MIT */
/*
 * Threads of this process. A process can make them if it holds a ThreadSpawner as `threads`, its ThreadControl as `thread` and a
 * ParkSpace as `park`; memory for their stacks comes through `memory`. docs/threads.md tells the whole story.
 *
 * Each thread has a struct rt of its own, which its function gets, and a TLS block of its own. The process ends when its first
 * thread returns from main, when any thread exits the process or faults, or when the last thread ended.
 */
#pragma once

#include "rt/rt.h"
#include "rt/sync.h"

#define RT_THREAD_STACK_BYTES 65536u

struct rt_thread;
/* What a thread does. Its value is the thread's exit code. */
typedef int64_t rt_thread_fn(struct rt *rt, void *argument);

/*
 * Starts a thread. stack_bytes 0: RT_THREAD_STACK_BYTES; else what the function may use, rounded up to pages; below it lies a page
 * that is not mapped. *out belongs to the caller until it is joined or detached. STATUS_NOT_FOUND: the process may not make
 * threads. STATUS_OVERLOADED, STATUS_NO_MEMORY: a limit, and nothing was made.
 */
MUST_CHECK status_t rt_thread_create(struct rt *rt, rt_thread_fn *function, void *argument, size_t stack_bytes,
                                     struct rt_thread **out);
/* Waits until the thread ended, and frees it. Once, by any other thread. STATUS_FAILED: it is our own, or somebody else waits
 * already; it is not freed then. code may be NULL. */
MUST_CHECK status_t rt_thread_join(struct rt *rt, struct rt_thread *thread, int64_t *code);
/* Nobody will join it: it is freed some time after it ended. */
void rt_thread_detach(struct rt *rt, struct rt_thread *thread);
/* Ends the calling thread, as returning from its function does. Its loops must have ended, and its requests. */
_Noreturn void rt_thread_exit(struct rt *rt, int64_t code);
/* The thread's handle, which stays the runtime's. */
cap_id_t rt_thread_handle(const struct rt_thread *thread);
/* Lets others run that are ready. */
void rt_thread_yield(struct rt *rt);
/* The calling thread's runtime, where no argument brings it. */
struct rt *rt_self(void);
/* The calling thread's id within the process; 0: the first. */
uint32_t rt_thread_id(const struct rt *rt);

/* --- workers ---------------------------------------------------------------------------------------------------------- */

#define RT_WORKERS_MAX 16u

/* Something to do. The memory is the submitter's, and must stay until the function was called. */
struct rt_job {
    struct rt_job *next;
    void (*function)(struct rt *rt, struct rt_job *job);
};

/* A few threads that do jobs in the order in which they came. Zeroed before rt_workers_start. */
struct rt_workers {
    struct rt_mutex mutex;
    struct rt_condition work;           /* there is a job, or the end has come */
    struct rt_condition idle;           /* nothing is queued and nothing is being done */
    struct rt_job *first, **last;
    uint32_t busy;
    uint32_t count;
    bool stopping;
    struct rt_thread *threads[RT_WORKERS_MAX];
};

/* count: 1 to RT_WORKERS_MAX. As rt_thread_create; on failure no worker is left. */
MUST_CHECK status_t rt_workers_start(struct rt *rt, struct rt_workers *workers, uint32_t count);
void rt_workers_submit(struct rt *rt, struct rt_workers *workers, struct rt_job *job);
/* Returns when every job that was submitted is done. */
void rt_workers_wait(struct rt *rt, struct rt_workers *workers);
/* The same, and then ends the workers. */
void rt_workers_stop(struct rt *rt, struct rt_workers *workers);
