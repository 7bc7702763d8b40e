/* SPDX-License-Identifier: MIT */
/* What scheduling contexts guarantee, in numbers. See README.md. */
#include "kit.h"

#include "rt/thread.h"

#define US 1000ull
#define MS 1000000ull
#define INTERFACE_ID 0xdead11e5ull
#define HOGS 3u
#define JOBS 30u
#define PERIOD_NS (10 * MS)

static uint64_t rounds_per_ms;
static volatile bool stop;

static uint64_t spin(uint64_t rounds)
{
    volatile uint64_t x = 88172645463325252ull;

    for (uint64_t i = 0; i < rounds; i++)
        x ^= x << 7;
    return x;
}

static void must(struct rt *rt, const char *what, int64_t got, int64_t expected)
{
    if (got != expected)
        rt_panic(rt, "%s: %ld instead of %ld (%s)", what, (long)got, (long)expected, rt_last_reason(rt));
}

/* --- the service --------------------------------------------------------------------------------------------------------- */

/* Spins as many rounds as a call says. It has no context: its callers lend it theirs. */
static int serve(struct rt *rt)
{
    static _Alignas(PAGE_SIZE) uint8_t buffer[PAGE_SIZE];
    static uint64_t reply[1];
    const struct endpoint_message *message = (const void *)buffer;
    struct cap_sqe receive = { .opcode = CAP_OP_RECV, .user_data = 8, .addr = (uintptr_t)buffer, .len = sizeof(buffer) };
    struct cap_sqe answer = { .opcode = CAP_OP_RETURN, .flags = CAP_SQE_QUIET, .addr = (uintptr_t)reply, .len = 8 };
    struct cap_cqe cqe;

    if (rt_find(rt, "serve", 0, &receive.cap_id) < 0)
        return 2;
    answer.cap_id = receive.cap_id;
    (void)rt_raw_submit(rt, &receive);
    for (;;) {
        (void)rt_raw_enter(1, TIME_FOREVER);
        if (!rt_raw_take(rt, &cqe) || cqe.result < (int32_t)sizeof(*message))
            return 3;
        reply[0] = spin(*(const uint64_t *)(const void *)(message + 1));
        answer.call_id = message->call_id;
        (void)rt_raw_submit(rt, &answer);
        (void)rt_raw_submit(rt, &receive);
    }
}

static void ask(struct rt *rt, cap_id_t server, uint64_t rounds)
{
    static _Alignas(64) uint64_t words[2];
    struct cap_sqe call = { .opcode = CAP_OP_CALL, .user_data = 9, .cap_id = server, .addr = (uintptr_t)&words[0], .len = 8,
                            .result_addr = (uintptr_t)&words[1], .result_len = 8 };
    struct cap_cqe cqe = { 0 };

    words[0] = rounds;
    (void)rt_raw_submit(rt, &call);
    (void)rt_raw_enter(1, TIME_FOREVER);
    must(rt, "a call", rt_raw_take(rt, &cqe) ? cqe.result : 0, 8);
}

/* --- those who never stop --------------------------------------------------------------------------------------------------- */

static int64_t hog(struct rt *rt, void *argument)
{
    uint64_t *done = argument;

    (void)rt;
    while (!stop) {
        (void)spin(1000);
        ++*done;
    }
    return 0;
}

static void start_hogs(struct kit *kit, struct rt_thread *hogs[HOGS], uint64_t done[HOGS])
{
    stop = false;
    for (uint32_t i = 0; i < HOGS; i++) {
        done[i] = 0;
        must(kit->rt, "a thread", rt_thread_create(kit->rt, hog, &done[i], 0, &hogs[i]), STATUS_OK);
    }
}

static void end_hogs(struct kit *kit, struct rt_thread *hogs[HOGS])
{
    stop = true;
    for (uint32_t i = 0; i < HOGS; i++)
        must(kit->rt, "a join", rt_thread_join(kit->rt, hogs[i], NULL), STATUS_OK);
}

/* --- contexts ------------------------------------------------------------------------------------------------------------ */

static scheduler_control_t control;

static scheduling_context_t make_context(struct kit *kit, struct kit_time time)
{
    scheduling_context_t context;

    must(kit->rt, "a context", kit_context_create(kit, control, &time, &context), STATUS_OK);
    return context;
}

static struct kit_time_state state_of(struct kit *kit, scheduling_context_t context)
{
    struct kit_time_state state = { 0 };

    must(kit->rt, "state", kit_context_state(kit, context, &state), STATUS_OK);
    return state;
}

static uint64_t postponements(struct kit *kit)
{
    struct kit_ledger ledger = { 0 };

    must(kit->rt, "ledger", kit_ledger_read(kit, rt_pid(kit->rt), &ledger), STATUS_OK);
    return ledger.postponements;
}

/* --- what is shown --------------------------------------------------------------------------------------------------------- */

static uint64_t now(struct kit *kit)
{
    return kit_after(kit, 0);
}

/* A job of a bit less than a millisecond at the start of each period, done by ourselves, or for the most part by the service. Prints
 * how many were not done when the next one was due. */
static void jobs(struct kit *kit, const char *what, cap_id_t server)
{
    uint64_t start = now(kit) + PERIOD_NS, missed = 0, worst_ns = 0;

    for (uint64_t i = 0; i < JOBS; i++) {
        uint64_t due = start + i * PERIOD_NS, done;

        if (due > now(kit))
            (void)rt_raw_enter(1, due);
        (void)spin(rounds_per_ms / 10);
        rt_thread_yield(kit->rt); /* to those of its priority */
        (void)spin(rounds_per_ms * (server != CAP_ID_INVALID ? 1 : 7) / 10);
        if (server != CAP_ID_INVALID)
            ask(kit->rt, server, rounds_per_ms * 6 / 10);
        done = now(kit);
        if (done > due + PERIOD_NS)
            missed++;
        if (done - due > worst_ns)
            worst_ns = done - due;
    }
    rt_log(kit->rt, "%s missed %lu of %u worst %lu us", what, (unsigned long)missed, JOBS, (unsigned long)(worst_ns / US));
}

static void with_context(struct kit *kit, const char *what, cap_id_t server)
{
    scheduling_context_t context = make_context(kit, (struct kit_time){ 1 * MS, PERIOD_NS, 20, 0 });
    struct kit_time_state state;

    must(kit->rt, "bind", scheduling_context_bind_caller(kit->rt, context), STATUS_OK);
    jobs(kit, what, server);
    state = state_of(kit, context);
    must(kit->rt, "unbind", scheduling_context_unbind(kit->rt, context), STATUS_OK);
    rt_log(kit->rt, "%s used %lu us loans %lu", what, (unsigned long)(state.used_ns / US), (unsigned long)state.loans);
    rt_drop(kit->rt, context.id);
}

/* A thread that never stops, with a fifth of the CPU and far more urgent than everybody else. */
static void runaway(struct kit *kit)
{
    scheduling_context_t context = make_context(kit, (struct kit_time){ 2 * MS, PERIOD_NS, 30, 0 });
    uint64_t done[HOGS], start, before = postponements(kit);
    struct kit_time_state state;
    struct rt_thread *hogs[HOGS];

    start_hogs(kit, hogs, done);
    must(kit->rt, "bind", scheduling_context_bind_caller(kit->rt, context), STATUS_OK);
    start = now(kit);
    while (now(kit) < start + 20 * PERIOD_NS)
        (void)spin(1000);
    must(kit->rt, "unbind", scheduling_context_unbind(kit->rt, context), STATUS_OK);
    state = state_of(kit, context);
    end_hogs(kit, hogs);
    rt_log(kit->rt, "runaway used %lu us others %lu us postponed %lu ledger %lu", (unsigned long)(state.used_ns / US),
           (unsigned long)((done[0] + done[1] + done[2]) * 1000 * 1000 / rounds_per_ms), (unsigned long)state.postponements,
           (unsigned long)(postponements(kit) - before));
    rt_drop(kit->rt, context.id);
}

/* Two that never stop, of one priority, with 3 and 6 milliseconds in ten: each gets what it was given. */
static void shares(struct kit *kit)
{
    scheduling_context_t small = make_context(kit, (struct kit_time){ 3 * MS, PERIOD_NS, 20, 0 });
    scheduling_context_t large = make_context(kit, (struct kit_time){ 6 * MS, PERIOD_NS, 20, 0 });
    struct rt_thread *hogs[HOGS];
    uint64_t done[HOGS];

    start_hogs(kit, hogs, done);
    must(kit->rt, "bind", scheduling_context_bind_thread(kit->rt, small, (thread_handle_t){ rt_thread_handle(hogs[0]) }), STATUS_OK);
    must(kit->rt, "bind", scheduling_context_bind_thread(kit->rt, large, (thread_handle_t){ rt_thread_handle(hogs[1]) }), STATUS_OK);
    (void)rt_raw_enter(1, now(kit) + 20 * PERIOD_NS);
    end_hogs(kit, hogs);
    rt_log(kit->rt, "shares small %lu us large %lu us", (unsigned long)(state_of(kit, small).used_ns / US),
           (unsigned long)(state_of(kit, large).used_ns / US));
    rt_drop(kit->rt, small.id);
    rt_drop(kit->rt, large.id);
}

static cap_id_t start_server(struct kit *kit, process_handle_t *handle)
{
    const struct kit_grant grant = { "serve", KIT_GRANT_ENDPOINT, 0, INTERFACE_ID };
    const struct kit_child child = { .name = "server", .binary = "deadlines", .grants = &grant, .grant_count = 1 };
    cap_id_t facet = CAP_ID_INVALID;

    must(kit->rt, "spawn", kit_spawn(kit, &child, handle, &facet), STATUS_OK);
    return facet;
}

int main(struct rt *rt)
{
    struct rt_thread *hogs[HOGS];
    process_handle_t service;
    uint64_t done[HOGS], start;
    static struct kit kit;
    cap_id_t server;

    if (memcmp(rt_process_name(rt), "server", sizeof("server")) == 0)
        return serve(rt);
    kit_open(&kit, rt);
    must(rt, "scheduler", rt_find(rt, "scheduler", SCHEDULER_CONTROL_INTERFACE_ID, &control.id), STATUS_OK);
    server = start_server(&kit, &service);
    start = now(&kit);
    (void)spin(100000);
    rounds_per_ms = 100000 * MS / (now(&kit) - start);

    start_hogs(&kit, hogs, done);
    jobs(&kit, "without", CAP_ID_INVALID);
    with_context(&kit, "alone", CAP_ID_INVALID);
    jobs(&kit, "service-without", server);
    with_context(&kit, "service", server);
    end_hogs(&kit, hogs);
    runaway(&kit);
    shares(&kit);
    must(rt, "kill", process_handle_kill(rt, service), STATUS_OK);
    rt_log(rt, "deadlines done");
    return 0;
}
