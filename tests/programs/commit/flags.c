/* SPDX-License-Identifier: MIT */
/*
 * A thread that pipelines, so that its server's CPU sets and clears a flag of it, has a scheduling context bound and taken away at any
 * moment. While it has one each of its calls donates: the context counts them. A lost flag would let its calls go without.
 */
#include "commit.h"
#include "core/atomic.h"

#define CALLS 4u
#define ROUNDS 6u

struct flags {
    struct kit *kit;
    endpoint_t endpoint;
    cap_id_t facet;
    uint32_t bound, unbound, stop;      /* rounds, atomic: the binder and the caller take turns */
    uint32_t wrong, counted;
    _Alignas(4096) uint64_t message[512];
    _Alignas(4096) uint64_t params[64];
};

static int64_t serve(struct rt *rt, void *argument)
{
    struct flags *test = argument;
    const struct endpoint_message *message = (const void *)test->message;
    const struct cap_sqe receive = { .opcode = CAP_OP_RECV, .user_data = 8, .cap_id = test->endpoint.id,
                                     .addr = (uintptr_t)test->message, .len = sizeof(test->message) };
    _Alignas(64) uint64_t reply[8] = { 0 };
    struct cap_cqe cqe;
    uint16_t method;

    do {
        struct cap_sqe sqe = { .opcode = CAP_OP_RETURN, .flags = CAP_SQE_QUIET, .user_data = 16, .cap_id = test->endpoint.id,
                               .addr = (uintptr_t)reply, .len = 8 };

        (void)rt_raw_submit(rt, &receive);
        do
            (void)rt_raw_enter(1, TIME_FOREVER);
        while (!rt_raw_take(rt, &cqe));
        if (cqe.user_data != 8 || cqe.result < (int32_t)sizeof(*message))
            return 1;
        method = message->method_id;
        sqe.call_id = message->call_id;
        if (method == 1) {
            /* The client's own facet of this endpoint: the kept answer's dependent is the next call. */
            *(struct cap_transfer_descriptor *)(void *)&reply[1] =
                (struct cap_transfer_descriptor){ .cap_id = test->facet, .mode = CAP_TRANSFER_COPY };
            sqe.xfer_count = 1;
        }
        (void)rt_raw_submit(rt, &sqe);
    } while (method != 9);
    (void)rt_raw_enter(0, 0);
    return 0;
}

static struct cap_sqe call_of(struct flags *test, uint16_t method, uint8_t flags)
{
    return (struct cap_sqe){ .opcode = CAP_OP_CALL, .flags = flags, .method_id = method, .cap_id = test->facet,
                             .addr = (uintptr_t)test->params, .len = 8, .result_addr = (uintptr_t)&test->params[8], .result_len = 64 };
}

/* A kept call and one that waits for its answer, which its server sends on. */
static void pipeline(struct flags *test, struct rt *rt)
{
    struct cap_sqe kept = call_of(test, 1, CAP_SQE_KEEP), dependent = call_of(test, 2, CAP_SQE_PIPELINE);
    uint32_t open = 2;
    struct cap_cqe cqe;

    kept.user_data = 0x100;
    dependent.user_data = 0x108;
    dependent.cap_id = 0;
    dependent.result_addr = (uintptr_t)&test->params[32];
    dependent.dep = rt_raw_submit(rt, &kept);
    (void)rt_raw_submit(rt, &dependent);
    while (open != 0) {
        (void)rt_raw_enter(1, TIME_FOREVER);
        while (rt_raw_take(rt, &cqe)) {
            open -= cqe.user_data == 0x100 || cqe.user_data == 0x108;
            if (cqe.result != (cqe.user_data == 0x110 ? STATUS_OK : 8))
                test->wrong++;
            if (cqe.user_data == 0x100 && cqe.cap_count == 1) {
                cap_id_t got = ((const struct cap_result_record *)(const void *)&test->params[9])->cap_id;

                open++; /* its release is waited for like the others */
                (void)rt_raw_submit(rt, &(struct cap_sqe){ .opcode = CAP_OP_RELEASE, .user_data = 0x110, .cap_id = got });
            }
            open -= cqe.user_data == 0x110;
        }
    }
    (void)commit_do(rt, (struct cap_sqe){ .opcode = CAP_OP_FINISH, .dep = dependent.dep });
}

/* Calls that all donate, once the context is bound. */
static void count_loans(struct flags *test, struct rt *rt, scheduling_context_t context)
{
    struct kit_time_state before = { 0 }, after = { 0 };
    struct kit kit = *test->kit;

    kit.rt = rt; /* of this thread */
    if (kit_context_state(&kit, context, &before) < 0)
        test->wrong++;
    for (uint32_t i = 0; i < CALLS; i++) {
        if (commit_do(rt, call_of(test, 2, 0)).result != 8)
            test->wrong++;
    }
    if (kit_context_state(&kit, context, &after) < 0)
        test->wrong++;
    test->counted++;
    if (after.loans - before.loans != CALLS) {
        test->wrong++;
        rt_log(rt, "test-commit: of %u calls of a thread with a context %lu donated", CALLS, after.loans - before.loans);
    }
}

static scheduling_context_t context;

static int64_t call(struct rt *rt, void *argument)
{
    struct flags *test = argument;

    while (!atomic_load_acquire(&test->stop)) {
        pipeline(test, rt);
        if (atomic_load_acquire(&test->bound) == test->unbound)
            continue;
        count_loans(test, rt, context);
        atomic_store_release(&test->unbound, test->bound);
    }
    (void)commit_do(rt, call_of(test, 9, 0));
    return 0;
}

static void bind_at_any_moment(struct flags *test, struct rt_thread *caller, struct kit_random *random)
{
    struct kit *kit = test->kit;
    const thread_handle_t handle = { rt_thread_handle(caller) };

    commit_spin(kit_random_below(random, 4000));
    kit_expect(kit, "bind", scheduling_context_bind_thread(kit->rt, context, handle), STATUS_OK);
    atomic_store_release(&test->bound, test->bound + 1);
    while (atomic_load_acquire(&test->unbound) != test->bound)
        rt_thread_yield(kit->rt);
    kit_expect(kit, "unbind", scheduling_context_unbind(kit->rt, context), STATUS_OK);
}

void test_flags(struct kit *kit)
{
    /* A budget of the whole period: only donation matters here. */
    const struct kit_time time = { .budget_ns = 10000000, .period_ns = 10000000, .priority = SCHEDULING_PRIORITY_DEFAULT };
    uint64_t end_ns = kit_after(kit, PART_NS);
    struct kit_random random = { .state = 5 };
    struct rt_thread *server, *caller;
    scheduler_control_t control;
    static struct flags test;

    test = (struct flags){ .kit = kit };
    kit_expect(kit, "scheduler", rt_find(kit->rt, "scheduler", SCHEDULER_CONTROL_INTERFACE_ID, &control.id), STATUS_OK);
    kit_expect(kit, "context", kit_context_create(kit, control, &time, &context), STATUS_OK);
    kit_expect(kit, "endpoint", endpoint_factory_create(kit->rt, kit->endpoints, &test.endpoint), STATUS_OK);
    kit_expect(kit, "facet", endpoint_client(kit->rt, test.endpoint, TEST_INTERFACE_ID, &test.facet), STATUS_OK);
    server = commit_start(kit, serve, &test);
    caller = commit_start(kit, call, &test);
    /* Enough of them also on a host that has no time for this. */
    while (commit_now(kit->rt, kit->timer) < end_ns || test.counted < ROUNDS)
        bind_at_any_moment(&test, caller, &random);
    atomic_store_release(&test.stop, 1);
    commit_join(kit, caller);
    commit_join(kit, server);
    kit_check(kit, test.wrong == 0, "%u of what must go well did not", test.wrong);
    rt_drop(kit->rt, context.id);
    rt_drop(kit->rt, test.facet);
    rt_drop(kit->rt, test.endpoint.id);
    kit_expect(kit, "releases", rt_flush_releases(kit->rt), STATUS_OK);
}
