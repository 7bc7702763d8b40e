/* SPDX-License-Identifier: MIT */
/*
 * Callers and servers on all CPUs, some calling one another, with contexts that are bound, unbound and changed under their hands, and
 * calls that are given up. Nothing is checked but that everybody gets on, that each context comes back to nobody, and that all
 * is as before: the kernel's own checks do the rest in debug builds.
 */
#include "core/atomic.h"
#include "random.h"
#include "scheduling.h"

#define SERVERS 3u
#define CLIENTS 4u
#define CONTEXTS 5u

struct storm {
    struct scheduling *test;
    endpoint_t endpoints[SERVERS];
    cap_id_t facets[SERVERS];
    uint64_t seed;
    uint32_t rounds;
    uint32_t answered;                  /* atomic */
};

/* What one thread is told. */
struct part {
    struct storm *storm;
    uint32_t number;                    /* of a server: its endpoint's place */
};

static uint64_t pick(struct kit_random *random, uint64_t bound)
{
    return kit_random_next(random) % bound;
}

static void spin(uint64_t rounds)
{
    for (volatile uint64_t i = 0; i < rounds; i++)
        ;
}

/* One call with or without patience. */
static void call(struct rt *rt, struct storm *storm, cap_id_t facet, uint64_t patience_ns)
{
    _Alignas(64) uint64_t words[8] = { patience_ns };
    uint64_t now_ns = 0;

    if (timer_now(rt, storm->test->kit.timer, &now_ns) < 0)
        return;
    if (call_until(rt, facet, words, patience_ns != 0 ? now_ns + patience_ns : TIME_FOREVER) == 8)
        atomic_add_relaxed(&storm->answered, 1);
}

/* Answers until its endpoint is gone; asks the next one now and then before it does. */
static int64_t serve(struct rt *rt, void *argument)
{
    const struct part *part = argument;
    struct storm *storm = part->storm;
    uint32_t place = part->number;
    struct kit_random random = { storm->seed + 1 + part->number };
    _Alignas(64) uint64_t buffer[32], reply[1] = { 1 };
    const struct endpoint_message *message = (const void *)buffer;
    struct cap_sqe receive = { .opcode = CAP_OP_RECV, .user_data = 8, .cap_id = storm->endpoints[place].id, .addr = (uintptr_t)buffer,
                               .len = sizeof(buffer) };
    struct cap_sqe answer = { .opcode = CAP_OP_RETURN, .flags = CAP_SQE_QUIET, .user_data = 16, .cap_id = storm->endpoints[place].id,
                              .addr = (uintptr_t)reply, .len = 8 };
    struct cap_cqe cqe = { 0 };

    for (;;) {
        (void)rt_raw_submit(rt, &receive);
        do {
            (void)rt_raw_enter(1, TIME_FOREVER);
        } while (rt_raw_take(rt, &cqe) && cqe.user_data != 8);
        if (cqe.result < 0)
            return cqe.result == STATUS_DISCONNECTED || cqe.result == STATUS_INVALID_CAP || cqe.result == STATUS_STALE_CAP ? 0 : 1;
        if (message->flags & ENDPOINT_MESSAGE_CANCELLED)
            continue;
        answer.call_id = message->call_id;
        spin(pick(&random, 3000));
        if (place + 1 < SERVERS && pick(&random, 3) == 0)
            call(rt, storm, storm->facets[place + 1], pick(&random, 2) * 300000);
        (void)rt_raw_submit(rt, &answer);
        (void)rt_raw_enter(0, 0);
    }
}

static int64_t ask(struct rt *rt, void *argument)
{
    const struct part *part = argument;
    struct storm *storm = part->storm;
    struct kit_random random = { storm->seed + 1 + part->number };

    for (uint32_t i = 0; i < storm->rounds; i++) {
        call(rt, storm, storm->facets[pick(&random, SERVERS)], pick(&random, 2) * (50000 + pick(&random, 400000)));
        spin(pick(&random, 2000));
        if (pick(&random, 8) == 0)
            rt_thread_yield(rt);
    }
    return 0;
}

/* Until the callers are done: contexts go from thread to thread. */
static void stir(struct storm *storm, struct rt_thread *const threads[], uint32_t count)
{
    struct scheduling *test = storm->test;
    struct kit_random random = { storm->seed };
    scheduling_context_t contexts[CONTEXTS];

    for (uint32_t i = 0; i < CONTEXTS; i++)
        contexts[i] = make_context(test, (struct kit_time){ 100000 + pick(&random, 400000), 1 * MS + pick(&random, 4 * MS), (uint8_t)(i * 2), 0 });
    for (uint32_t i = 0; i < storm->rounds; i++) {
        scheduling_context_t context = contexts[pick(&random, CONTEXTS)];
        cap_id_t handle = rt_thread_handle(threads[pick(&random, count)]);
        struct kit_time time = { 50000 + pick(&random, 900000), 1 * MS, (uint8_t)pick(&random, 10), pick(&random, 3) ? 0 : 1 };
        status_t status = STATUS_OK;

        switch (pick(&random, 4)) {
        case 0:
            status = scheduling_context_unbind(test->kit.rt, context);
            break;
        case 1:
            status = kit_context_configure(&test->kit, test->control, context.id, &time);
            if (status == STATUS_OVERLOADED)
                status = STATUS_OK; /* the share is used up */
            break;
        default:
            status = scheduling_context_bind_thread(test->kit.rt, context, (thread_handle_t){ handle });
            if (status == STATUS_OVERLOADED || status == STATUS_GONE)
                status = STATUS_OK;
            break;
        }
        kit_expect(&test->kit, "stir", status, STATUS_OK);
        (void)rt_raw_enter(1, kit_after(&test->kit, pick(&random, 200000)));
    }
    for (uint32_t i = 0; i < CONTEXTS; i++) {
        kit_expect(&test->kit, "unbind", scheduling_context_unbind(test->kit.rt, contexts[i]), STATUS_OK);
        kit_check(&test->kit, !state_of(test, contexts[i]).bound && state_of(test, contexts[i]).depth == 0, "still bound");
        drop(test, contexts[i].id);
    }
}

static struct rt_thread *start(struct part *part, rt_thread_fn *function)
{
    struct rt *rt = part->storm->test->kit.rt;
    struct rt_thread *thread;

    if (rt_thread_create(rt, function, part, 0, &thread) < 0)
        rt_panic(rt, "no thread");
    return thread;
}

static void join(struct storm *storm, struct rt_thread *thread)
{
    int64_t code = -1;

    kit_expect(&storm->test->kit, "join", rt_thread_join(storm->test->kit.rt, thread, &code), STATUS_OK);
    kit_expect(&storm->test->kit, "what it saw", code, 0);
}

void test_storm(struct scheduling *test, uint64_t seed, uint32_t rounds)
{
    struct storm storm = { .test = test, .seed = seed, .rounds = rounds };
    struct rt_thread *threads[SERVERS + CLIENTS];
    struct part parts[SERVERS + CLIENTS];

    for (uint32_t i = 0; i < SERVERS; i++) {
        if (endpoint_factory_create(test->kit.rt, test->kit.endpoints, &storm.endpoints[i]) < 0 ||
            endpoint_client(test->kit.rt, storm.endpoints[i], TEST_INTERFACE_ID, &storm.facets[i]) < 0)
            rt_panic(test->kit.rt, "no endpoint");
    }
    for (uint32_t i = 0; i < SERVERS + CLIENTS; i++) {
        parts[i] = (struct part){ &storm, i };
        threads[i] = start(&parts[i], i < SERVERS ? serve : ask);
    }
    stir(&storm, threads, SERVERS + CLIENTS);
    for (uint32_t i = SERVERS; i < SERVERS + CLIENTS; i++)
        join(&storm, threads[i]);
    for (uint32_t i = 0; i < SERVERS; i++) {
        drop(test, storm.facets[i]);
        drop(test, storm.endpoints[i].id);
    }
    for (uint32_t i = 0; i < SERVERS; i++)
        join(&storm, threads[i]);
    kit_check(&test->kit, storm.answered != 0, "no call was answered");
}
