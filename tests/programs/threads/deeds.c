/* SPDX-License-Identifier: MIT */
/*
 * The child's side of exits.c: two threads that wait for something, and then the process ends. The name after the prefix has
 * three letters: what the first thread does, what the second does, how it ends.
 */
#include "core/atomic.h"
#include "threads.h"

#define TEST_INTERFACE_ID 0xf00dull
#define SOON_NS 2000000ull

/* parked, parked with a deadline, sleeping, joining, receiving, calling, spinning */
const char deed_waits[] = "pdsjrcn";

struct deed {
    timer_t timer;
    endpoint_factory_t endpoints;
    endpoint_t endpoint;                /* that nobody ever answers on */
    cap_id_t facet;
    cap_id_t never;                     /* handle of a thread that parks for good */
    cap_id_t waiters[2];
    uint32_t word;
    uint32_t waiting;
    volatile uint32_t *nowhere;         /* NULL */
    char end;
};

static struct deed deed;

/* Ends by itself some time after everybody waits, when that is how the process is to end. */
static bool ends_soon(void)
{
    return deed.end == 'l';
}

static uint64_t soon(struct rt *rt)
{
    uint64_t now = 0;

    if (timer_now(rt, deed.timer, &now) < 0)
        rt_panic(rt, "no clock");
    return now + SOON_NS;
}

static void about_to_wait(void)
{
    atomic_add_full(&deed.waiting, 1);
}

/* A raw wait in the ring, which may have a deadline, for operations that would last for ever. */
static void wait_raw(struct rt *rt, const struct cap_sqe *sqe)
{
    (void)rt_raw_submit(rt, sqe);
    (void)rt_raw_enter(1, ends_soon() ? soon(rt) : TIME_FOREVER);
}

static void receive(struct rt *rt)
{
    static _Alignas(8) uint8_t buffers[2][256];
    static uint32_t next;
    uint8_t *buffer = buffers[atomic_fetch_add_full(&next, 1) % 2];

    wait_raw(rt, &(struct cap_sqe){ .opcode = CAP_OP_RECV, .cap_id = deed.endpoint.id, .addr = (uintptr_t)buffer,
                                    .len = sizeof(buffers[0]), .user_data = 8 });
}

static void call(struct rt *rt)
{
    static const uint64_t params[2] = { 1ull << 32, 0 };
    static _Alignas(8) uint8_t results[2][256];
    static uint32_t next;
    uint8_t *result = results[atomic_fetch_add_full(&next, 1) % 2];

    wait_raw(rt, &(struct cap_sqe){ .opcode = CAP_OP_CALL, .cap_id = deed.facet, .addr = (uintptr_t)params, .len = sizeof(params),
                                    .result_addr = (uintptr_t)result, .result_len = sizeof(results[0]), .user_data = 8 });
}

static void join_never(struct rt *rt)
{
    static const uint64_t params[2] = { 1ull << 32, 0 };
    static _Alignas(8) uint8_t results[2][256];
    static uint32_t next;
    uint8_t *result = results[atomic_fetch_add_full(&next, 1) % 2];

    wait_raw(rt, &(struct cap_sqe){ .opcode = CAP_OP_CALL, .cap_id = deed.never, .method_id = THREAD_HANDLE_METHOD_JOIN,
                                    .addr = (uintptr_t)params, .len = sizeof(params), .result_addr = (uintptr_t)result,
                                    .result_len = sizeof(results[0]), .user_data = 8 });
}

static void wait_by(struct rt *rt, char wait)
{
    uint64_t end = TIME_FOREVER;

    switch (wait) {
    case 'p':
        (void)rt_park(rt, &deed.word, 0, ends_soon() ? soon(rt) : TIME_FOREVER);
        break;
    case 'd':
        (void)rt_park(rt, &deed.word, 0, ends_soon() ? soon(rt) : soon(rt) + 1000000000000ull);
        break;
    case 's':
        if (timer_sleep(rt, deed.timer, ends_soon() ? SOON_NS : 1000000000000ull) < 0)
            rt_panic(rt, "sleep");
        break;
    case 'j':
        join_never(rt);
        break;
    case 'r':
        receive(rt);
        break;
    case 'c':
        call(rt);
        break;
    default:
        end = ends_soon() ? soon(rt) : TIME_FOREVER;
        while (end == TIME_FOREVER || soon(rt) - SOON_NS < end)
            ;
    }
}

static int64_t waiter(struct rt *rt, void *argument)
{
    about_to_wait();
    wait_by(rt, *(const char *)argument);
    return 0;
}

/* Waits for good; but ends when the process is to end by its last thread. */
static int64_t never(struct rt *rt, void *argument)
{
    (void)argument;
    about_to_wait();
    (void)rt_park(rt, &deed.word, 0, ends_soon() ? soon(rt) : TIME_FOREVER);
    return 0;
}

/* How a sibling of the waiting threads ends it all. */
static int64_t ender(struct rt *rt, void *argument)
{
    (void)argument;
    switch (deed.end) {
    case 's':
        rt_exit(rt, 6);
    case 'f':
        *deed.nowhere = 1;
        break;
    case 'r':
        rt_raw_set_sq_tail(rt, 1000);
        (void)rt_raw_enter(0, 0);
        break;
    }
    return 0;
}

static struct rt_thread *start(struct rt *rt, rt_thread_fn *function, void *argument)
{
    struct rt_thread *thread;

    if (rt_thread_create(rt, function, argument, 0, &thread) < 0)
        rt_panic(rt, "no thread: %s", rt_last_reason(rt));
    return thread;
}

/* Everybody has said that it is about to wait; some turns later it does. */
static void let_them_wait(struct rt *rt)
{
    while (atomic_load_full(&deed.waiting) < 3)
        rt_thread_yield(rt);
    for (uint32_t i = 0; i < 4; i++)
        rt_thread_yield(rt);
}

static void see_it_end(struct rt *rt, cap_id_t handle)
{
    bool exited = false;
    int64_t code;

    while (thread_handle_exit_code(rt, (thread_handle_t){ handle }, &exited, &code) == STATUS_OK && !exited)
        rt_thread_yield(rt);
}

static void prepare(struct rt *rt)
{
    if (rt_find(rt, "timer", TIMER_INTERFACE_ID, &deed.timer.id) < 0 ||
        rt_find(rt, "endpoints", ENDPOINT_FACTORY_INTERFACE_ID, &deed.endpoints.id) < 0 ||
        endpoint_factory_create(rt, deed.endpoints, &deed.endpoint) < 0 ||
        endpoint_client(rt, deed.endpoint, TEST_INTERFACE_ID, &deed.facet) < 0)
        rt_panic(rt, "no capabilities: %s", rt_last_reason(rt));
}

/* "server": one receive, as a server waits for its calls. */
static int serve(struct rt *rt)
{
    if (rt_find(rt, "serve", 0, &deed.endpoint.id) < 0)
        return 4;
    receive(rt);
    return 0;
}

int do_deed(struct rt *rt, const char *name)
{
    static char waits[2];
    cap_id_t ready;

    if (memcmp(name, "server", 7) == 0)
        return serve(rt);
    if (rt_find(rt, "ready", 0, &ready) < 0)
        return 1;
    waits[0] = name[0];
    waits[1] = name[1];
    deed.end = name[2];
    prepare(rt);
    deed.never = rt_thread_handle(start(rt, never, NULL));
    for (uint32_t i = 0; i < 2; i++)
        deed.waiters[i] = rt_thread_handle(start(rt, waiter, &waits[i]));
    let_them_wait(rt);
    if (notification_signal(rt, (notification_t){ ready }, 1) < 0)
        return 2;
    if (deed.end == 'k')
        for (;;)
            rt_thread_yield(rt);
    if (deed.end == 'l') {
        see_it_end(rt, deed.never);
        see_it_end(rt, deed.waiters[0]);
        see_it_end(rt, deed.waiters[1]);
        rt_thread_exit(rt, 7);
    }
    if (deed.end != 'x') {
        (void)start(rt, ender, NULL);
        for (;;)
            rt_thread_yield(rt);
    }
    return 5;
}
