/* SPDX-License-Identifier: MIT */
/* A few threads and a queue of jobs. See rt/thread.h. */
#include "rt/thread.h"

#include "src/rt_priv.h"

/* The next job, with the mutex held before and after; NULL when the workers are to stop. */
static struct rt_job *take_job(struct rt *rt, struct rt_workers *workers)
{
    struct rt_job *job;

    while (!workers->first && !workers->stopping)
        (void)rt_condition_wait(rt, &workers->work, &workers->mutex, TIME_FOREVER);
    job = workers->first;
    if (job) {
        workers->first = job->next;
        if (!workers->first)
            workers->last = &workers->first;
    }
    return job;
}

static int64_t worker(struct rt *rt, void *argument)
{
    struct rt_workers *workers = argument;
    struct rt_job *job;

    rt_mutex_lock(rt, &workers->mutex);
    while ((job = take_job(rt, workers))) {
        workers->busy++;
        rt_mutex_unlock(rt, &workers->mutex);
        job->function(rt, job);
        rt_mutex_lock(rt, &workers->mutex);
        if (--workers->busy == 0 && !workers->first)
            rt_condition_broadcast(rt, &workers->idle);
    }
    rt_mutex_unlock(rt, &workers->mutex);
    return 0;
}

status_t rt_workers_start(struct rt *rt, struct rt_workers *workers, uint32_t count)
{
    status_t status = STATUS_OK;

    if (count == 0 || count > RT_WORKERS_MAX)
        return STATUS_INVALID_ARGUMENT;
    workers->last = &workers->first;
    while (status == STATUS_OK && workers->count < count) {
        status = rt_thread_create(rt, worker, workers, 0, &workers->threads[workers->count]);
        if (status == STATUS_OK)
            workers->count++;
    }
    if (status != STATUS_OK)
        rt_workers_stop(rt, workers);
    return status;
}

void rt_workers_submit(struct rt *rt, struct rt_workers *workers, struct rt_job *job)
{
    job->next = NULL;
    rt_mutex_lock(rt, &workers->mutex);
    *workers->last = job;
    workers->last = &job->next;
    rt_condition_signal(rt, &workers->work);
    rt_mutex_unlock(rt, &workers->mutex);
}

void rt_workers_wait(struct rt *rt, struct rt_workers *workers)
{
    rt_mutex_lock(rt, &workers->mutex);
    while (workers->first || workers->busy)
        (void)rt_condition_wait(rt, &workers->idle, &workers->mutex, TIME_FOREVER);
    rt_mutex_unlock(rt, &workers->mutex);
}

void rt_workers_stop(struct rt *rt, struct rt_workers *workers)
{
    rt_mutex_lock(rt, &workers->mutex);
    workers->stopping = true;
    rt_condition_broadcast(rt, &workers->work);
    rt_mutex_unlock(rt, &workers->mutex);
    while (workers->count) {
        if (rt_thread_join(rt, workers->threads[--workers->count], NULL) < 0)
            rt_panic(rt, "a worker cannot be joined: %s", rt_last_reason(rt));
    }
}
