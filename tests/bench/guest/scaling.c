/* SPDX-License-Identifier: MIT */
/* What operations cost while there are many capabilities in the table, and many calls that nobody answers. */
#include "scaling.h"

void scale_run(struct bench *bench, const struct scale_subject *subject)
{
    uint32_t have = 0;
    char name[64];

    for (uint32_t i = 0; i < SCALE_STEPS && subject->steps[i]; i++) {
        subject->more(bench, have, subject->steps[i]);
        have = subject->steps[i];
        for (const struct scale_operation *operation = subject->operations; operation->name; operation++) {
            rt_format(name, sizeof(name), "scale_%s_%s_at_%u", subject->name, operation->name, have);
            bench_run(bench, name, operation->samples, 1, operation->run);
        }
    }
    subject->end(bench, have);
}

/* ---- capabilities in a table ---- */

#define HOLDS 10000u

static cap_id_t holds[HOLDS];
static null_cap_t newest;

static void more_holds(struct bench *bench, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to; i++)
        holds[i] = bench_copy_hold(bench);
    newest.id = holds[to - 1];
}

static void call_newest(struct bench *bench)
{
    if (null_cap_null(bench->rt, newest) != STATUS_OK)
        rt_panic(bench->rt, "NullCap.null is wrong");
}

static void make_and_drop(struct bench *bench)
{
    rt_drop(bench->rt, bench_copy_hold(bench));
    if (rt_flush_releases(bench->rt) != STATUS_OK)
        rt_panic(bench->rt, "a hold is not released");
}

static void drop_holds(struct bench *bench, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        rt_drop(bench->rt, holds[i]);
    if (rt_flush_releases(bench->rt) != STATUS_OK)
        rt_panic(bench->rt, "holds are not released");
}

void scale_capabilities(struct bench *bench)
{
    static const struct scale_operation operations[] = { { "call", 64, call_newest }, { "copy_release", 64, make_and_drop }, { 0 } };
    static const struct scale_subject subject = {
        "capabilities", { 10, 100, 1000, HOLDS }, more_holds, operations, drop_holds };

    scale_run(bench, &subject);
}

/* ---- calls that wait: in flight at a server that keeps them, and in the queue of one that takes none ---- */

#define CALLS 24u

static struct capn_request waiting[CALLS];
static echo_t deaf;

static void submit(struct bench *bench, struct capn_request *request, echo_t target)
{
    struct echo_hang_params_builder params;

    if (echo_hang_begin(request, bench->rt, target, &params) != STATUS_OK || capn_request_submit(request) != STATUS_OK ||
        rt_flush_releases(bench->rt) != STATUS_OK)
        rt_panic(bench->rt, "a call cannot be submitted");
}

static void more_in_flight(struct bench *bench, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to; i++)
        submit(bench, &waiting[i], bench->echo);
}

static void more_queued(struct bench *bench, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to; i++)
        submit(bench, &waiting[i], deaf);
}

static void end_waiting(struct bench *bench, uint32_t count)
{
    (void)bench;
    for (uint32_t i = 0; i < count; i++)
        capn_request_end(&waiting[i]);
}

static void ping(struct bench *bench)
{
    if (echo_ping(bench->rt, bench->echo) != STATUS_OK)
        rt_panic(bench->rt, "Echo.ping is wrong: %s", rt_last_reason(bench->rt));
}

static void queue_and_cancel(struct bench *bench)
{
    struct capn_request request;

    submit(bench, &request, deaf);
    capn_request_end(&request);
}

void scale_calls(struct bench *bench)
{
    static const struct scale_operation pings[] = { { "call", 64, ping }, { 0 } };
    static const struct scale_operation queues[] = { { "queue_cancel", 64, queue_and_cancel }, { 0 } };
    static const struct scale_subject in_flight = { "calls_in_flight", { 1, 4, 12, CALLS }, more_in_flight, pings, end_waiting };
    static const struct scale_subject queued = { "calls_queued", { 1, 4, 12, CALLS }, more_queued, queues, end_waiting };
    endpoint_t endpoint;

    scale_run(bench, &in_flight);
    if (endpoint_factory_create(bench->rt, bench->endpoints, &endpoint) != STATUS_OK ||
        endpoint_client(bench->rt, endpoint, ECHO_INTERFACE_ID, &deaf.id) != STATUS_OK)
        rt_panic(bench->rt, "no endpoint: %s", rt_last_reason(bench->rt));
    scale_run(bench, &queued);
    rt_drop(bench->rt, deaf.id);
    rt_drop(bench->rt, endpoint.id);
}
