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
    return STATUS_OK;
}

/* The oldest answered watch's callback. */
static bool deliver_watch(struct rt *rt)
{
    struct rt_watch *watch = rt->ready_watches;
    status_t status;

    if (!watch)
        return false;
    rt->ready_watches = watch->ready_next;
    if (!rt->ready_watches)
        rt->ready_watches_tail = &rt->ready_watches;
    /* Out of the lists first: done may use it again. */
    rt_loop_unwatch(watch);
    status = rt_request_settle(watch->request);
    watch->done(watch->context, watch->request, status);
    return true;
}

static bool deliver_message(struct rt *rt)
{
    struct rt_endpoint *endpoint = rt->ready_endpoints;

    if (!endpoint)
        return false;
    rt->ready_endpoints = endpoint->ready_next;
    if (!rt->ready_endpoints)
        rt->ready_endpoints_tail = &rt->ready_endpoints;
    rt_endpoint_deliver(endpoint);
    return true;
}

int rt_loop_run(struct rt_loop *loop)
{
    struct rt *rt = loop->rt;

    while (!loop->stopping) {
        rt_ring_reap(rt);
        /* One of each in turn, so that neither kind starves the other. */
        bool message = deliver_message(rt);
        bool answer = !loop->stopping && deliver_watch(rt);
        if (message || answer) {
            /* With nothing else at hand this goes straight into the kernel below. */
            if (loop->stopping || rt->ready_endpoints || rt->ready_watches)
                continue;
        }
        if (!loop->endpoints && !loop->watches)
            break;
        if (loop->idle) {
            loop->idle(loop->context);
            if (loop->stopping || rt->ready_endpoints || rt->ready_watches)
                continue;
        }
        if (!rt_ring_reap(rt))
            (void)rt_ring_enter(rt, 1, TIME_FOREVER);
    }
    /* The last answers still have to go out. */
    rt_ring_drain(rt);
    return loop->exit_code;
}
