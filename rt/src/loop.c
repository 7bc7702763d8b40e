/* SPDX-License-Identifier: MIT */
/*
 * The event loop: takes completions, hands each to its endpoint or watch, and enters the kernel when none is left. What
 * the handlers queued (answers, receives, calls, releases) goes in with that one entry.
 */
#include "abi/compiler.h"
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

/* The endpoint whose message has waited longest; NULL when there is none. */
static struct rt_endpoint *ready_message(struct rt *rt)
{
    struct rt_endpoint *endpoint = rt->ready_endpoints;

    if (!endpoint)
        return NULL;
    rt->ready_endpoints = endpoint->ready_next;
    if (!rt->ready_endpoints)
        rt->ready_endpoints_tail = &rt->ready_endpoints;
    return endpoint;
}

static inline bool is_ready(const struct rt *rt)
{
    return ((uintptr_t)rt->ready_endpoints | (uintptr_t)rt->ready_watches) != 0;
}

/* Of what was recorded: delivers one answer, and gives one message, so that neither kind starves the other. */
static RT_UNUSUAL struct rt_endpoint *next_ready(struct rt_loop *loop)
{
    rt_ring_reap(loop->rt);
    deliver_watch(loop->rt);
    return loop->stopping ? NULL : ready_message(loop->rt);
}

/* The entry did not bring one message and nothing else. */
static RT_UNUSUAL void record_completions(struct rt *rt, int64_t available)
{
    if (available < 0 && available != STATUS_TIMED_OUT)
        rt_ring_refused(rt, available);
    rt_ring_reap(rt);
}

/* Waits for completions. True: a message came alone, as it does to a busy server. Else what came is recorded. */
static inline bool wait_for_message(struct rt *rt, struct rt_endpoint **out)
{
    int64_t available = rt_syscall_enter(1, TIME_FOREVER);
    const struct cap_cqe *cqe = rt_ring_single(rt, available);
    struct rt_endpoint *endpoint;

    if (!cqe || (cqe->user_data & RT_TOKEN_KIND_MASK) != RT_TOKEN_RECEIVE) {
        record_completions(rt, available);
        return false;
    }
    endpoint = (struct rt_endpoint *)(uintptr_t)(cqe->user_data - RT_TOKEN_RECEIVE);
    rt_endpoint_received(endpoint, cqe);
    rt_ring_take_single(rt);
    *out = endpoint;
    return true;
}

/* Calls the method. Part of rt_loop_run, so that a busy server does not build a frame for every message. */
static inline __attribute__((always_inline)) void serve(struct rt *rt, struct rt_endpoint *endpoint)
{
    const struct endpoint_message *message = rt_endpoint_message(endpoint);
    uint32_t room = message->result_len;
    struct rt_call record;
    status_t status = STATUS_OK;
    size_t len;

    record.call.reason[0] = '\0';
    record.endpoint = endpoint;
    record.transfer_count = 0;
    record.detached = false;
    if (room > endpoint->reply_room) {
        status = rt_endpoint_grow_reply(rt, endpoint, room);
        room = room < endpoint->reply_room ? room : endpoint->reply_room;
    }
    capn_builder_init(&record.call.results, endpoint->reply, room);
    if (status == STATUS_OK)
        status = capn_message_open(&record.call.params, message + 1, message->params_len, NULL);
    if (status == STATUS_OK)
        status = endpoint->dispatch(endpoint->server, endpoint->self, message->method_id, &record.call);
    if (likely((status | endpoint->received_caps | record.transfer_count) == 0) && rt_ring_has_room(rt, 2) &&
        likely(capn_builder_finish(&record.call.results, &len) == STATUS_OK))
        rt_return_and_receive(rt, endpoint, message->call_id, len, 0);
    else if (status != STATUS_OK || !rt_call_finish_carrying(&record))
        rt_call_finish(&record, status);
}

int rt_loop_run(struct rt_loop *loop)
{
    struct rt *rt = loop->rt;
    struct rt_endpoint *endpoint;

    while (!loop->stopping) {
        if (is_ready(rt)) {
            endpoint = next_ready(loop);
            if (!endpoint)
                continue;
        } else {
            if (unlikely(!loop->endpoints) && !loop->watches)
                break;
            if (unlikely(loop->idle != NULL)) {
                loop->idle(loop->context);
                if (loop->stopping || is_ready(rt))
                    continue;
            }
            if (!wait_for_message(rt, &endpoint))
                continue;
        }
        if (likely(rt_endpoint_has_call(endpoint)))
            serve(rt, endpoint);
        else
            rt_endpoint_deliver_other(rt, endpoint);
    }
    /* The last answers still have to go out. */
    rt_ring_drain(rt);
    return loop->exit_code;
}
