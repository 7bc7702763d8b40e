/* SPDX-License-Identifier: MIT */
/*
 * What a call costs while more and more threads wait at one endpoint: for calls to serve, and for their own calls to be served. An
 * endpoint takes 64 receives and 128 waiting calls. The ring is used raw, so that nothing but the kernel's part can grow.
 */
#include "scaling.h"

#include "core/atomic.h"
#include "rt/raw.h"
#include "rt/thread.h"

#define RECEIVERS 60u
#define CALLERS 120u
#define INTERFACE_ID 0x5c41eull
#define METHOD_ANSWER 0u
#define METHOD_END 1u
#define MESSAGE_BYTES 256u

static struct rt_thread *threads[CALLERS];
static endpoint_t endpoint;
static cap_id_t facet;
static _Alignas(PAGE_SIZE) uint8_t buffers[RECEIVERS][MESSAGE_BYTES];

static void start_threads(struct bench *bench, uint32_t from, uint32_t to, rt_thread_fn *function)
{
    for (uint32_t i = from; i < to; i++) {
        if (rt_thread_create(bench->rt, function, (void *)(uintptr_t)i, 0, &threads[i]) != STATUS_OK)
            rt_panic(bench->rt, "no thread: %s", rt_last_reason(bench->rt));
    }
    /* Each gets to where it waits: they were ready before us. */
    rt_thread_yield(bench->rt);
}

static void join_threads(struct bench *bench, uint32_t count)
{
    int64_t code;

    for (uint32_t i = 0; i < count; i++) {
        if (rt_thread_join(bench->rt, threads[i], &code) != STATUS_OK || code != 0)
            rt_panic(bench->rt, "thread %u is wrong", i);
    }
}

/* One call of ours, until it is answered; 0 when the answer is wrong. */
static bool call_once(struct rt *rt, uint16_t method, uint64_t value)
{
    _Alignas(64) uint64_t words[2] = { value };
    const struct cap_sqe call = { .opcode = CAP_OP_CALL, .method_id = method, .cap_id = facet, .user_data = 8, .addr = (uintptr_t)&words[0],
                                  .len = 8, .result_addr = (uintptr_t)&words[1], .result_len = 8 };
    struct cap_cqe cqe = { 0 };

    (void)rt_raw_submit(rt, &call);
    (void)rt_raw_enter(1, TIME_FOREVER);
    return rt_raw_take(rt, &cqe) && cqe.result == 8 && words[1] == value + 1;
}

/* Waits for the next call, after the answer to the one before if there was one; the message is in buffer. */
static const struct endpoint_message *next_call(struct rt *rt, uint8_t *buffer, const struct cap_sqe *answer)
{
    const struct endpoint_message *message = (const void *)buffer;
    const struct cap_sqe take = { .opcode = CAP_OP_RECV, .user_data = 8, .cap_id = endpoint.id, .addr = (uintptr_t)buffer, .len = MESSAGE_BYTES };
    struct cap_cqe cqe = { 0 };

    if (answer->call_id)
        (void)rt_raw_submit(rt, answer);
    (void)rt_raw_submit(rt, &take);
    (void)rt_raw_enter(1, TIME_FOREVER);
    if (!rt_raw_take(rt, &cqe) || cqe.result < (int32_t)sizeof(*message))
        rt_panic(rt, "no call: %d", cqe.result);
    return message;
}

/* Answers a word with the word plus one. */
static void make_answer(struct cap_sqe *answer, uint64_t *word, const struct endpoint_message *message)
{
    *word = *(const uint64_t *)(const void *)(message + 1) + 1;
    *answer = (struct cap_sqe){ .opcode = CAP_OP_RETURN, .flags = CAP_SQE_QUIET, .cap_id = endpoint.id, .addr = (uintptr_t)word, .len = 8,
                                .call_id = message->call_id };
}

static void send_answer(struct rt *rt, const struct cap_sqe *answer)
{
    (void)rt_raw_submit(rt, answer);
    (void)rt_raw_enter(0, 0);
}

/* ---- threads that wait for calls ---- */

/* argument: its number. */
static int64_t serve(struct rt *rt, void *argument)
{
    const struct endpoint_message *message;
    struct cap_sqe answer = { 0 };
    uint64_t word;

    do {
        message = next_call(rt, buffers[(uintptr_t)argument], &answer);
        make_answer(&answer, &word, message);
    } while (message->method_id != METHOD_END);
    send_answer(rt, &answer);
    return 0;
}

static void call(struct bench *bench)
{
    if (!call_once(bench->rt, METHOD_ANSWER, 41))
        rt_panic(bench->rt, "an answer is wrong");
}

static void more_receivers(struct bench *bench, uint32_t from, uint32_t to)
{
    start_threads(bench, from, to, serve);
    /* Each serves once: what only the first call costs is not what grows. */
    for (uint32_t i = 0; i < to; i++)
        call(bench);
}

static void end_receivers(struct bench *bench, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        if (!call_once(bench->rt, METHOD_END, i))
            rt_panic(bench->rt, "an answer is wrong");
    }
    join_threads(bench, count);
}

/* ---- threads whose calls wait ---- */

static bool enough;
static struct cap_sqe answer_now;
static uint64_t word_now;

/* Calls again and again. */
static int64_t ask(struct rt *rt, void *argument)
{
    uint64_t value = (uintptr_t)argument;

    while (!atomic_load_relaxed(&enough)) {
        if (!call_once(rt, METHOD_ANSWER, value++))
            return 1;
    }
    return 0;
}

/* Answers one, takes the next out of the queue, and lets the one that was answered call again, behind all others. */
static void serve_one(struct bench *bench)
{
    make_answer(&answer_now, &word_now, next_call(bench->rt, buffers[0], &answer_now));
    rt_thread_yield(bench->rt);
}

static void more_callers(struct bench *bench, uint32_t from, uint32_t to)
{
    start_threads(bench, from, to, ask);
    /* Each is answered and calls again, twice. (The kernel remembers where a few pages are: more callers cost a look.) */
    for (uint32_t i = 0; i < 3 * to; i++)
        serve_one(bench);
}

static void end_callers(struct bench *bench, uint32_t count)
{
    atomic_store_relaxed(&enough, true);
    for (uint32_t i = 1; i < count; i++)
        serve_one(bench);
    send_answer(bench->rt, &answer_now);
    join_threads(bench, count);
}

void scale_waiters(struct bench *bench)
{
    static const struct scale_operation calls[] = { { "call", 64, call }, { 0 } };
    static const struct scale_operation serves[] = { { "serve", 64, serve_one }, { 0 } };
    static const struct scale_subject receivers = { "receivers", { 4, 16, RECEIVERS }, more_receivers, calls, end_receivers };
    static const struct scale_subject callers = { "callers", { 4, 16, 60, CALLERS }, more_callers, serves, end_callers };
    endpoint_t client;

    if (endpoint_factory_create(bench->rt, bench->endpoints, &endpoint) != STATUS_OK ||
        endpoint_client(bench->rt, endpoint, INTERFACE_ID, &client.id) != STATUS_OK)
        rt_panic(bench->rt, "no endpoint: %s", rt_last_reason(bench->rt));
    facet = client.id;
    scale_run(bench, &receivers);
    scale_run(bench, &callers);
    rt_drop(bench->rt, facet);
    rt_drop(bench->rt, endpoint.id);
}
