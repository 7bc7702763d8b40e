/* SPDX-License-Identifier: MIT */
/*
 * The event loop: takes completions, hands each to its endpoint or watch, and enters the kernel when none is left. What
 * the handlers queued (answers, receives, calls, releases) goes in with that one entry.
 */
#include "endpoint_priv.h"

void rt_loop_init(struct rt_loop *loop, struct rt *rt)
{
    *loop = (struct rt_loop){ .rt = rt };
}

void rt_loop_stop(struct rt_loop *loop, int exit_code)
{
    loop->stopping = true;
    loop->exit_code = exit_code;
}

void rt_loop_unwatch(struct rt_watch *watch)
{
    struct rt_watch **link = &watch->loop->watches;

    while (*link && *link != watch)
        link = &(*link)->next;
    if (*link)
        *link = watch->next;
    watch->request->watched = false;
}

status_t rt_loop_watch(struct rt_loop *loop, struct rt_watch *watch, struct capn_request *request,
                       void (*done)(void *context, struct capn_request *request, status_t status), void *context)
{
    struct rt *rt = loop->rt;
    status_t status;

    if (rt->in_flight >= RT_WATCH_MAX)
        return STATUS_OVERLOADED;
    status = capn_request_submit(request);
    if (status < 0)
        return status;
    *watch = (struct rt_watch){ .loop = loop, .request = request, .done = done, .context = context, .next = loop->watches };
    loop->watches = watch;
    rt->slots[request->slot].watch = watch;
    request->watched = true;
    return STATUS_OK;
}

/* The oldest answered watch's callback. */
static void deliver_watch(struct rt *rt)
{
    struct rt_watch *watch = rt->ready_watches;
    status_t status;

    if (!watch)
        return;
    rt->ready_watches = watch->ready_next;
    if (!rt->ready_watches)
        rt->ready_watches_tail = &rt->ready_watches;
    /* Out of the lists first: done may use it again. */
    rt_loop_unwatch(watch);
    status = rt_request_settle(watch->request);
    watch->done(watch->context, watch->request, status);
}

static void deliver_message(struct rt *rt)
{
    struct rt_endpoint *endpoint = rt->ready_endpoints;

    if (!endpoint)
        return;
    rt->ready_endpoints = endpoint->ready_next;
    if (!rt->ready_endpoints)
        rt->ready_endpoints_tail = &rt->ready_endpoints;
    rt_endpoint_deliver(endpoint);
}

static inline bool is_ready(const struct rt *rt)
{
    return ((uintptr_t)rt->ready_endpoints | (uintptr_t)rt->ready_watches) != 0;
}

/* Hands out what is ready, one of each kind in turn, so that neither starves the other. */
static RT_UNUSUAL void deliver_ready(struct rt_loop *loop)
{
    struct rt *rt = loop->rt;

    do {
        rt_ring_reap(rt);
        deliver_message(rt);
        if (!loop->stopping)
            deliver_watch(rt);
    } while (!loop->stopping && is_ready(rt));
}

/* Waits for completions. A message that came alone, as it does to a busy server, is served at once. */
static inline void wait_and_serve(struct rt_loop *loop)
{
    struct rt *rt = loop->rt;
    int64_t available = rt_syscall_enter(1, TIME_FOREVER);
    const struct cap_cqe *cqe = rt_ring_single(rt, available);
    struct rt_endpoint *endpoint;

    if (__builtin_expect(!cqe || (cqe->user_data & RT_TOKEN_KIND_MASK) != RT_TOKEN_RECEIVE, 0)) {
        if (available < 0 && available != STATUS_TIMED_OUT)
            rt_ring_refused(rt, available);
        deliver_ready(loop);
        return;
    }
    endpoint = (struct rt_endpoint *)(uintptr_t)(cqe->user_data - RT_TOKEN_RECEIVE);
    rt_endpoint_received(endpoint, cqe);
    rt_ring_take_single(rt);
    rt_endpoint_deliver(endpoint);
}

int rt_loop_run(struct rt_loop *loop)
{
    struct rt *rt = loop->rt;

    while (!loop->stopping) {
        /* Completions that are there already end the wait below at once. */
        if (__builtin_expect(is_ready(rt), 0)) {
            deliver_ready(loop);
            continue;
        }
        if (__builtin_expect(!loop->endpoints, 0) && !loop->watches)
            break;
        if (__builtin_expect(loop->idle != NULL, 0)) {
            loop->idle(loop->context);
            if (loop->stopping || is_ready(rt))
                continue;
        }
        wait_and_serve(loop);
    }
    /* The last answers still have to go out. */
    rt_ring_drain(rt);
    return loop->exit_code;
}
