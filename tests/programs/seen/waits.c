/* SPDX-License-Identifier: MIT */
/* A child whose threads wait in every way that one process can by itself. Each way is a function that does not come back. */
#include "seen.h"

#include "notification.capnp.h"

#define HOUR_NS 3600000000000ull

static struct {
    timer_t timer;
    notification_t notification;
    endpoint_t served, unserved;        /* nobody ever receives from the second */
    cap_id_t served_facet, unserved_facet;
    struct rt_thread *parked;
    uint32_t word;
} the;

static uint64_t in_an_hour(struct rt *rt)
{
    uint64_t now = 0;

    if (timer_now(rt, the.timer, &now) < 0)
        rt_panic(rt, "no clock");
    return now + HOUR_NS;
}

/* Nobody ends these waits but the end of the process. */
static void never_ends(struct rt *rt, status_t status)
{
    rt_panic(rt, "a wait ended: %s", capn_status_text(status));
}

static void wait_asleep(struct rt *rt)
{
    never_ends(rt, timer_sleep(rt, the.timer, HOUR_NS));
}

static void wait_parked(struct rt *rt)
{
    (void)rt_park(rt, &the.word, 0, TIME_FOREVER);
}

static void wait_parked_till(struct rt *rt)
{
    (void)rt_park(rt, &the.word, 0, in_an_hour(rt));
}

static void wait_joining(struct rt *rt)
{
    never_ends(rt, rt_thread_join(rt, the.parked, NULL));
}

static void receive(struct rt *rt, uint8_t *buffer, uint32_t bytes)
{
    (void)rt_raw_submit(rt, &(struct cap_sqe){ .opcode = CAP_OP_RECV, .cap_id = the.served.id, .addr = (uintptr_t)buffer,
                                               .len = bytes, .user_data = 8 });
    (void)rt_raw_enter(1, TIME_FOREVER);
}

/* Takes the call of wait_calling, never answers it, and waits for another one. */
static void wait_receiving(struct rt *rt)
{
    static _Alignas(8) uint8_t buffers[2][256];
    struct cap_cqe cqe;

    receive(rt, buffers[0], sizeof(buffers[0]));
    (void)rt_raw_take(rt, &cqe);
    receive(rt, buffers[1], sizeof(buffers[1]));
}

static void call(struct rt *rt, cap_id_t facet, uint8_t *result, uint32_t bytes)
{
    static const uint64_t params[2] = { 1ull << 32, 0 };

    (void)rt_raw_submit(rt, &(struct cap_sqe){ .opcode = CAP_OP_CALL, .cap_id = facet, .addr = (uintptr_t)params, .len = sizeof(params),
                                               .result_addr = (uintptr_t)result, .result_len = bytes, .user_data = 8 });
    (void)rt_raw_enter(1, TIME_FOREVER);
}

static void wait_calling(struct rt *rt)
{
    static _Alignas(8) uint8_t result[256];

    call(rt, the.served_facet, result, sizeof(result));
}

static void wait_queued(struct rt *rt)
{
    static _Alignas(8) uint8_t result[256];

    call(rt, the.unserved_facet, result, sizeof(result));
}

static void wait_notified(struct rt *rt)
{
    uint64_t bits;

    never_ends(rt, notification_wait(rt, the.notification, &bits));
}

static void wait_for_nothing(struct rt *rt)
{
    (void)rt_raw_enter(1, in_an_hour(rt));
}

/* A sleep that was begun, and then a word: the newer one is told. */
static void wait_for_two(struct rt *rt)
{
    struct timer_sleep_params_builder params;
    struct capn_request request;
    status_t status;

    if (timer_sleep_begin(&request, rt, the.timer, &params) < 0)
        rt_panic(rt, "no request");
    timer_sleep_params_set_ns(&params, HOUR_NS);
    status = capn_request_submit(&request);
    if (status == STATUS_OK)
        status = capn_request_wait(&request, in_an_hour(rt) - HOUR_NS + 1000000);
    if (status != STATUS_TIMED_OUT)
        never_ends(rt, status);
    wait_parked(rt);
}

#define ITSELF 1u

const struct seen_way seen_ways[SEEN_WAYS] = {
    { "sleep", WAIT_REASON_SLEEP, 0, 0, 1, true },
    { "park", WAIT_REASON_PARK, 0, 0, 1, false },
    { "park with a deadline", WAIT_REASON_PARK, 0, 0, 1, true },
    { "join", WAIT_REASON_JOIN, 2, 0, 1, false },
    { "receive", WAIT_REASON_RECEIVE, 0, 0, 1, false },
    { "call", WAIT_REASON_CALL, ITSELF, TEST_INTERFACE_ID, 1, false },
    { "queued call", WAIT_REASON_QUEUED_CALL, ITSELF, TEST_INTERFACE_ID, 1, false },
    { "notification", WAIT_REASON_NOTIFICATION, 0, 0, 1, false },
    { "nothing", WAIT_REASON_COMPLETIONS, 0, 0, 0, true },
    { "two", WAIT_REASON_PARK, 0, 0, 2, false },
};

static void (*const deeds[SEEN_WAYS])(struct rt *rt) = {
    wait_asleep, wait_parked,  wait_parked_till, wait_joining,     wait_receiving,
    wait_calling, wait_queued, wait_notified,    wait_for_nothing, wait_for_two,
};

static int64_t waiter(struct rt *rt, void *argument)
{
    deeds[(uintptr_t)argument](rt);
    rt_panic(rt, "%s came back", seen_ways[(uintptr_t)argument].name);
}

static void prepare(struct rt *rt)
{
    endpoint_factory_t endpoints;

    if (rt_find(rt, "timer", TIMER_INTERFACE_ID, &the.timer.id) < 0 ||
        rt_find(rt, "endpoints", ENDPOINT_FACTORY_INTERFACE_ID, &endpoints.id) < 0 ||
        endpoint_factory_create(rt, endpoints, &the.served) < 0 || endpoint_factory_create(rt, endpoints, &the.unserved) < 0 ||
        endpoint_factory_create_notification(rt, endpoints, &the.notification) < 0 ||
        endpoint_client(rt, the.served, TEST_INTERFACE_ID, &the.served_facet) < 0 ||
        endpoint_client(rt, the.unserved, TEST_INTERFACE_ID, &the.unserved_facet) < 0)
        rt_panic(rt, "no capabilities: %s", rt_last_reason(rt));
}

int be_waiting(struct rt *rt)
{
    struct rt_thread *thread;

    prepare(rt);
    for (uintptr_t i = 0; i < SEEN_WAYS; i++) {
        if (rt_thread_create(rt, waiter, (void *)i, 0, &thread) < 0)
            rt_panic(rt, "no thread: %s", rt_last_reason(rt));
        if (deeds[i] == wait_parked)
            the.parked = thread;
    }
    wait_parked(rt);
    return 1;
}
