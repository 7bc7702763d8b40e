/* SPDX-License-Identifier: MIT */
/* What happens to a context while it is lent: the call is answered, abandoned, or its server or caller is lost; and chains. */
#include "scheduling.h"

#define CHAIN 10u

/* A server of one call: a thread with an endpoint, and what it does between the call and its answer. */
struct link {
    struct scheduling *test;
    endpoint_t endpoint;
    cap_id_t facet;
    struct link *next;                  /* calls it; NULL: is the last */
    struct rt_semaphore entered, leave;
    bool answers;                       /* false: it ends without */
    int32_t got;                        /* of its own call */
};

int32_t call_until(struct rt *rt, cap_id_t facet, uint64_t *words, uint64_t deadline_ns)
{
    struct cap_sqe sqe = { .opcode = CAP_OP_CALL, .user_data = 64, .cap_id = facet, .addr = (uintptr_t)&words[0], .len = 8,
                           .result_addr = (uintptr_t)&words[1], .result_len = 8 };
    struct cap_sqe finish = { .opcode = CAP_OP_FINISH, .user_data = 72, .dep = rt_raw_submit(rt, &sqe) };
    struct cap_cqe cqe = { 0 };
    int32_t result = STATUS_INTERNAL;

    (void)rt_raw_enter(1, deadline_ns);
    if (!rt_raw_available(rt)) {
        (void)rt_raw_submit(rt, &finish);
        (void)rt_raw_enter(2, TIME_FOREVER);
    }
    while (rt_raw_take(rt, &cqe)) {
        if (cqe.user_data == 64)
            result = cqe.result;
    }
    return result;
}

static int64_t serve_one(struct rt *rt, void *argument)
{
    struct link *link = argument;
    _Alignas(64) uint64_t buffer[32], words[8] = { 1 };
    const struct endpoint_message *message = (const void *)buffer;
    struct cap_sqe receive = { .opcode = CAP_OP_RECV, .user_data = 8, .cap_id = link->endpoint.id, .addr = (uintptr_t)buffer,
                               .len = sizeof(buffer) };
    struct cap_sqe answer = { .opcode = CAP_OP_RETURN, .user_data = 16, .cap_id = link->endpoint.id, .addr = (uintptr_t)words, .len = 8 };
    struct cap_cqe cqe = { 0 };

    (void)rt_raw_submit(rt, &receive);
    (void)rt_raw_enter(1, TIME_FOREVER);
    if (!rt_raw_take(rt, &cqe) || cqe.result < (int32_t)sizeof(*message))
        return 1;
    answer.call_id = message->call_id;
    rt_semaphore_post(rt, &link->entered);
    if (link->next)
        link->got = call_until(rt, link->next->facet, words + 2, TIME_FOREVER);
    else
        (void)rt_semaphore_wait(rt, &link->leave, TIME_FOREVER);
    if (!link->answers)
        return 0;
    (void)rt_raw_submit(rt, &answer);
    (void)rt_raw_enter(1, TIME_FOREVER);
    return rt_raw_take(rt, &cqe) && (cqe.result == STATUS_OK || cqe.result == STATUS_INVALID_CALL) ? 0 : 2;
}

static struct rt_thread *start(struct link *link, struct scheduling *test, struct link *next)
{
    struct rt_thread *thread;

    *link = (struct link){ .test = test, .next = next, .answers = true };
    if (endpoint_factory_create(test->kit.rt, test->kit.endpoints, &link->endpoint) < 0 ||
        endpoint_client(test->kit.rt, link->endpoint, TEST_INTERFACE_ID, &link->facet) < 0 ||
        rt_thread_create(test->kit.rt, serve_one, link, 0, &thread) < 0)
        rt_panic(test->kit.rt, "no server");
    return thread;
}

static void end(struct link *link, struct rt_thread *thread)
{
    struct scheduling *test = link->test;
    int64_t code = -1;

    kit_expect(&test->kit, "join a server", rt_thread_join(test->kit.rt, thread, &code), STATUS_OK);
    kit_expect(&test->kit, "what a server saw", code, 0);
    drop(test, link->facet);
    drop(test, link->endpoint.id);
}

struct client {
    struct scheduling *test;
    scheduling_context_t context;
    cap_id_t facet;
    uint64_t patience_ns;               /* 0: without end */
    int32_t got;
    struct rt_semaphore abandoned, leave;
};

/* Calls once, on the context; and when the call was abandoned, waits for something else. */
static int64_t call_once(struct rt *rt, void *argument)
{
    struct client *client = argument;
    _Alignas(64) uint64_t words[8] = { 1 };
    uint64_t now_ns = 0;

    if (scheduling_context_bind_caller(rt, client->context) < 0 || timer_now(rt, client->test->kit.timer, &now_ns) < 0)
        return 1;
    client->got = call_until(rt, client->facet, words, client->patience_ns != 0 ? now_ns + client->patience_ns : TIME_FOREVER);
    rt_semaphore_post(rt, &client->abandoned);
    (void)rt_semaphore_wait(rt, &client->leave, TIME_FOREVER);
    return 0;
}

static struct rt_thread *start_client(struct client *client, struct scheduling *test, cap_id_t facet, uint64_t patience_ns)
{
    struct rt_thread *thread;

    *client = (struct client){ .test = test, .facet = facet, .patience_ns = patience_ns,
                               .context = make_context(test, (struct kit_time){ 5 * MS, 10 * MS, 15, 0 }) };
    if (rt_thread_create(test->kit.rt, call_once, client, 0, &thread) < 0)
        rt_panic(test->kit.rt, "no client");
    return thread;
}

static void end_client(struct client *client, struct rt_thread *thread, int32_t expected)
{
    struct scheduling *test = client->test;
    int64_t code = -1;

    rt_semaphore_post(test->kit.rt, &client->leave);
    kit_expect(&test->kit, "join a caller", rt_thread_join(test->kit.rt, thread, &code), STATUS_OK);
    kit_expect(&test->kit, "what a caller did", code, 0);
    kit_expect(&test->kit, "what a caller got", client->got, expected);
    kit_check(&test->kit, !state_of(test, client->context).bound, "bound to a caller that ended");
    drop(test, client->context.id);
}

/* Waits until a context is lent so many times over. */
static void await_depth(struct scheduling *test, const char *what, scheduling_context_t context, uint32_t depth)
{
    for (uint32_t i = 0; i < 2000 && state_of(test, context).depth != depth; i++)
        (void)rt_raw_enter(1, kit_after(&test->kit, 1 * MS));
    kit_expect(&test->kit, what, state_of(test, context).depth, depth);
}

static void test_answered(struct scheduling *test)
{
    struct link link;
    struct rt_thread *server = start(&link, test, NULL), *caller;
    struct kit_time_state state;
    struct client client;

    caller = start_client(&client, test, link.facet, 0);
    (void)rt_semaphore_wait(test->kit.rt, &link.entered, TIME_FOREVER);
    await_depth(test, "lent with the call", client.context, 1);
    state = state_of(test, client.context);
    kit_check(&test->kit, state.bound && state.loans == 1, "%lu loans", (unsigned long)state.loans);
    rt_semaphore_post(test->kit.rt, &link.leave);
    (void)rt_semaphore_wait(test->kit.rt, &client.abandoned, TIME_FOREVER);
    await_depth(test, "back with the answer", client.context, 0);
    end(&link, server);
    end_client(&client, caller, 8);
}

/* The caller gives up; it has its context at once, and the server goes on without. */
static void test_abandoned(struct scheduling *test)
{
    struct link link;
    struct rt_thread *server = start(&link, test, NULL), *caller;
    struct client client;

    caller = start_client(&client, test, link.facet, 20 * MS);
    (void)rt_semaphore_wait(test->kit.rt, &client.abandoned, TIME_FOREVER);
    await_depth(test, "back with a caller that gave up", client.context, 0);
    rt_semaphore_post(test->kit.rt, &link.leave);
    end(&link, server);
    end_client(&client, caller, STATUS_CANCELLED);
}

/* While the server works on the call, the context is taken from its caller and bound to the server itself. */
static void test_bound_to_its_server(struct scheduling *test)
{
    struct link link;
    struct rt_thread *server = start(&link, test, NULL), *caller;
    thread_handle_t handle = { rt_thread_handle(server) };
    struct client client;

    caller = start_client(&client, test, link.facet, 0);
    (void)rt_semaphore_wait(test->kit.rt, &link.entered, TIME_FOREVER);
    kit_expect(&test->kit, "unbind", scheduling_context_unbind(test->kit.rt, client.context), STATUS_OK);
    kit_expect(&test->kit, "bind to the server", scheduling_context_bind_thread(test->kit.rt, client.context, handle), STATUS_OK);
    rt_semaphore_post(test->kit.rt, &link.leave);
    (void)rt_semaphore_wait(test->kit.rt, &client.abandoned, TIME_FOREVER);
    end(&link, server);
    end_client(&client, caller, 8);
}

/* The server's thread ends without an answer. Its caller still waits, until the endpoint goes. */
static void test_lost_server(struct scheduling *test)
{
    struct link link;
    struct rt_thread *server = start(&link, test, NULL), *caller;
    struct client client;

    link.answers = false;
    caller = start_client(&client, test, link.facet, 0);
    (void)rt_semaphore_wait(test->kit.rt, &link.entered, TIME_FOREVER);
    rt_semaphore_post(test->kit.rt, &link.leave);
    await_depth(test, "back from a server that ended", client.context, 0);
    end(&link, server);
    (void)rt_semaphore_wait(test->kit.rt, &client.abandoned, TIME_FOREVER);
    end_client(&client, caller, STATUS_APPLICATION_EXCEPTION_TRUNCATED);
}

/* Calls what it was granted, for ever; or, without a service, serves nobody. */
int be_caller(struct rt *rt)
{
    _Alignas(64) uint64_t words[8] = { 1 };
    cap_id_t facet;

    if (rt_find(rt, "service", 0, &facet) < 0) {
        (void)rt_raw_enter(1, TIME_FOREVER);
        return 3;
    }
    (void)call_until(rt, facet, words, TIME_FOREVER);
    return 4;
}

/* The caller is a process that is killed while its call is worked on. */
static void test_lost_caller(struct scheduling *test)
{
    struct link link;
    struct rt_thread *server = start(&link, test, NULL);
    scheduling_context_t context = make_context(test, (struct kit_time){ 5 * MS, 10 * MS, 15, 0 });
    const struct kit_grant grant = { "service", KIT_GRANT_COPY, link.facet, 0 };
    struct kit_child caller = child_of("caller", &grant, 1);
    struct kit_exit exit = { 0 };
    process_handle_t child;

    kit_expect(&test->kit, "a caller", kit_spawn(&test->kit, &caller, &child, NULL), STATUS_OK);
    /* Bound when it may be waiting already, or not yet. */
    kit_expect(&test->kit, "bind it", scheduling_context_bind_process(test->kit.rt, context, child), STATUS_OK);
    (void)rt_semaphore_wait(test->kit.rt, &link.entered, TIME_FOREVER);
    kit_expect(&test->kit, "kill", process_handle_kill(test->kit.rt, child), STATUS_OK);
    kit_expect(&test->kit, "wait", kit_wait(&test->kit, child, &exit), STATUS_OK);
    kit_check(&test->kit, !state_of(test, context).bound && state_of(test, context).depth == 0, "a dead caller lends");
    rt_semaphore_post(test->kit.rt, &link.leave);
    end(&link, server);
    drop(test, child.id);
    drop(test, context.id);
}

/* Servers that call servers: it is lent on, as deep as there is room, and comes back all the way. */
static void test_chain(struct scheduling *test)
{
    static struct link links[CHAIN];
    struct rt_thread *servers[CHAIN], *caller;
    struct client client;

    for (uint32_t i = CHAIN; i > 0; i--)
        servers[i - 1] = start(&links[i - 1], test, i < CHAIN ? &links[i] : NULL);
    caller = start_client(&client, test, links[0].facet, 0);
    (void)rt_semaphore_wait(test->kit.rt, &links[CHAIN - 1].entered, TIME_FOREVER);
    await_depth(test, "lent as deep as there is room", client.context, 7);
    rt_semaphore_post(test->kit.rt, &links[CHAIN - 1].leave);
    (void)rt_semaphore_wait(test->kit.rt, &client.abandoned, TIME_FOREVER);
    await_depth(test, "back through a chain", client.context, 0);
    for (uint32_t i = 0; i < CHAIN; i++)
        end(&links[i], servers[i]);
    end_client(&client, caller, 8);
}

/* Unbound while it is lent: everybody goes on without. */
static void test_unbound(struct scheduling *test)
{
    struct link link;
    struct rt_thread *server = start(&link, test, NULL), *caller;
    struct client client;

    caller = start_client(&client, test, link.facet, 0);
    (void)rt_semaphore_wait(test->kit.rt, &link.entered, TIME_FOREVER);
    await_depth(test, "lent", client.context, 1);
    kit_expect(&test->kit, "unbind", scheduling_context_unbind(test->kit.rt, client.context), STATUS_OK);
    kit_check(&test->kit, state_of(test, client.context).depth == 0, "lent by nobody");
    rt_semaphore_post(test->kit.rt, &link.leave);
    end(&link, server);
    end_client(&client, caller, 8);
}

void test_lending(struct scheduling *test)
{
    test_answered(test);
    test_abandoned(test);
    test_bound_to_its_server(test);
    test_lost_server(test);
    test_lost_caller(test);
    test_chain(test);
    test_unbound(test);
}
