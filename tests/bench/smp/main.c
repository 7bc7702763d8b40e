/* SPDX-License-Identifier: MIT */
/*
 * What a second CPU gives. One binary, whose process name says its part: `spin` works, `server` answers, `client` calls;
 * any other name measures. A wrong result of a worker ends the run with a code that is not 0.
 */
#include "kit.h"

#include "abi/limits.h"
#include "rt/thread.h"

#define WORK_ROUNDS 60000000u
#define WORK_RESULT 48188         /* what WORK_ROUNDS come to */
#define CALLS 60000u
#define TURNS 4000u
#define INTERFACE_ID 0x5c41eull
#define SIDE_BY_SIDE 2u

static int64_t work(void)
{
    uint64_t x = 88172645463325252ull;

    for (uint32_t i = 0; i < WORK_ROUNDS; i++) {
        x ^= x << 13;
        x ^= x >> 7;
        x ^= x << 17;
    }
    return (int64_t)(x & 0xffff);
}

static int64_t work_in_thread(struct rt *rt, void *argument)
{
    (void)rt, (void)argument;
    return work();
}

/* Answers each word with the word plus one. */
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
        reply[0] = *(const uint64_t *)(const void *)(message + 1) + 1;
        answer.call_id = message->call_id;
        (void)rt_raw_submit(rt, &answer);
        (void)rt_raw_submit(rt, &receive);
    }
}

static int call_often(struct rt *rt)
{
    static _Alignas(64) uint64_t words[2];
    struct cap_sqe call = { .opcode = CAP_OP_CALL, .user_data = 8, .addr = (uintptr_t)&words[0], .len = 8,
                            .result_addr = (uintptr_t)&words[1], .result_len = 8 };
    struct cap_cqe cqe;

    if (rt_find(rt, "server", 0, &call.cap_id) < 0)
        return 2;
    for (uint64_t i = 0; i < CALLS; i++) {
        words[0] = i;
        (void)rt_raw_submit(rt, &call);
        (void)rt_raw_enter(1, TIME_FOREVER);
        if (!rt_raw_take(rt, &cqe) || cqe.result != 8 || words[1] != i + 1)
            return 3;
    }
    return 0;
}

static void must(struct kit *kit, const char *what, int64_t got, int64_t expected)
{
    if (got != expected)
        rt_panic(kit->rt, "%s: %ld instead of %ld", what, (long)got, (long)expected);
}

static void end(struct kit *kit, process_handle_t child, int64_t expected)
{
    struct kit_exit exit = { 0 };

    must(kit, "wait", kit_wait(kit, child, &exit), STATUS_OK);
    must(kit, "exit kind", exit.kind, EXIT_KIND_EXITED);
    must(kit, "result", exit.code, expected);
    rt_drop(kit->rt, child.id);
}

static uint64_t processes(struct kit *kit, uint32_t count)
{
    struct kit_child child = { .name = "spin", .binary = "bench-smp" };
    process_handle_t children[SIDE_BY_SIDE];
    uint64_t start = kit_after(kit, 0);

    for (uint32_t i = 0; i < count; i++)
        must(kit, "spawn", kit_spawn(kit, &child, &children[i], NULL), STATUS_OK);
    for (uint32_t i = 0; i < count; i++)
        end(kit, children[i], WORK_RESULT);
    return kit_after(kit, 0) - start;
}

static uint64_t threads(struct kit *kit, uint32_t count)
{
    struct rt_thread *made[SIDE_BY_SIDE];
    uint64_t start = kit_after(kit, 0);

    for (uint32_t i = 0; i < count; i++)
        must(kit, "thread", rt_thread_create(kit->rt, work_in_thread, NULL, 0, &made[i]), STATUS_OK);
    for (uint32_t i = 0; i < count; i++) {
        int64_t code = 0;

        must(kit, "join", rt_thread_join(kit->rt, made[i], &code), STATUS_OK);
        must(kit, "result of a thread", code, WORK_RESULT);
    }
    return kit_after(kit, 0) - start;
}

static uint64_t pairs(struct kit *kit, uint32_t count)
{
    const struct kit_grant serve_grant = { "serve", KIT_GRANT_ENDPOINT, 0, INTERFACE_ID };
    process_handle_t servers[SIDE_BY_SIDE], clients[SIDE_BY_SIDE];
    cap_id_t facets[SIDE_BY_SIDE];
    struct kit_exit exit;
    uint64_t start, took;

    for (uint32_t i = 0; i < count; i++) {
        struct kit_child server = { .name = "server", .binary = "bench-smp", .grants = &serve_grant, .grant_count = 1 };

        must(kit, "spawn", kit_spawn(kit, &server, &servers[i], &facets[i]), STATUS_OK);
    }
    start = kit_after(kit, 0);
    for (uint32_t i = 0; i < count; i++) {
        struct kit_grant target = { "server", KIT_GRANT_MOVE, facets[i], 0 };
        struct kit_child client = { .name = "client", .binary = "bench-smp", .grants = &target, .grant_count = 1 };

        must(kit, "spawn", kit_spawn(kit, &client, &clients[i], NULL), STATUS_OK);
        rt_drop(kit->rt, facets[i]);
    }
    for (uint32_t i = 0; i < count; i++)
        end(kit, clients[i], 0);
    took = kit_after(kit, 0) - start;
    for (uint32_t i = 0; i < count; i++) {
        must(kit, "kill", process_handle_kill(kit->rt, servers[i]), STATUS_OK);
        must(kit, "wait", kit_wait(kit, servers[i], &exit), STATUS_OK);
        rt_drop(kit->rt, servers[i].id);
    }
    return took;
}

struct turns {
    struct rt_semaphore here, there;
};

static int64_t take_turns(struct rt *rt, void *argument)
{
    struct turns *turns = argument;

    for (uint32_t i = 0; i < TURNS; i++) {
        (void)rt_semaphore_wait(rt, &turns->there, TIME_FOREVER);
        rt_semaphore_post(rt, &turns->here);
    }
    return 0;
}

static scheduling_context_t pin(struct kit *kit, scheduler_control_t control, uint64_t cpu_mask)
{
    const struct kit_time time = { 10000000, 10000000, SCHEDULING_PRIORITY_DEFAULT, cpu_mask };
    scheduling_context_t context;

    must(kit, "a context", kit_context_create(kit, control, &time, &context), STATUS_OK);
    return context;
}

/* Two threads that wake one another, both on one CPU: each wake is a switch; or each on its own: each is an interrupt of the other. */
static uint64_t wakes(struct kit *kit, uint32_t count)
{
    struct turns turns = { 0 };
    scheduler_control_t control;
    scheduling_context_t here, there;
    struct rt_thread *thread;
    uint64_t start, took;

    must(kit, "scheduler", rt_find(kit->rt, "scheduler", SCHEDULER_CONTROL_INTERFACE_ID, &control.id), STATUS_OK);
    here = pin(kit, control, 1);
    there = pin(kit, control, count == 1 ? 1 : 2);
    must(kit, "bind", scheduling_context_bind_caller(kit->rt, here), STATUS_OK);
    must(kit, "thread", rt_thread_create(kit->rt, take_turns, &turns, 0, &thread), STATUS_OK);
    must(kit, "bind", scheduling_context_bind_thread(kit->rt, there, (thread_handle_t){ rt_thread_handle(thread) }), STATUS_OK);
    start = kit_after(kit, 0);
    for (uint32_t i = 0; i < TURNS; i++) {
        rt_semaphore_post(kit->rt, &turns.there);
        must(kit, "a turn", rt_semaphore_wait(kit->rt, &turns.here, TIME_FOREVER), STATUS_OK);
    }
    took = kit_after(kit, 0) - start;
    must(kit, "join", rt_thread_join(kit->rt, thread, NULL), STATUS_OK);
    must(kit, "unbind", scheduling_context_unbind(kit->rt, here), STATUS_OK);
    rt_drop(kit->rt, here.id);
    rt_drop(kit->rt, there.id);
    return took;
}

static void measure(struct kit *kit, const char *what, uint64_t (*run)(struct kit *kit, uint32_t count))
{
    (void)run(kit, 1); /* warm */
    for (uint32_t count = 1; count <= SIDE_BY_SIDE; count++)
        rt_log(kit->rt, "smp %s %u %lu", what, count, (unsigned long)run(kit, count));
}

int main(struct rt *rt)
{
    static struct kit kit;
    const char *name = rt_process_name(rt);

    if (memcmp(name, "spin", sizeof("spin")) == 0)
        return (int)work();
    if (memcmp(name, "server", sizeof("server")) == 0)
        return serve(rt);
    if (memcmp(name, "client", sizeof("client")) == 0)
        return call_often(rt);
    kit_open(&kit, rt);
    measure(&kit, "processes", processes);
    measure(&kit, "threads", threads);
    measure(&kit, "pairs", pairs);
    measure(&kit, "wakes", wakes);
    return 0;
}
