/* SPDX-License-Identifier: MIT */
/* Contexts and the threads that they are bound to, which come and go in any order. */
#include "scheduling.h"

static const struct kit_time some_time = { 4 * MS, 10 * MS, 12, 0 };

static void test_caller(struct scheduling *test)
{
    struct rt *rt = test->kit.rt;
    scheduling_context_t context = make_context(test, some_time), other = make_context(test, some_time);

    kit_expect(&test->kit, "unbind what is not bound", scheduling_context_unbind(rt, context), STATUS_OK);
    kit_expect(&test->kit, "bind", scheduling_context_bind_caller(rt, context), STATUS_OK);
    kit_expect(&test->kit, "bind again", scheduling_context_bind_caller(rt, context), STATUS_OVERLOADED);
    kit_expect(&test->kit, "bind another", scheduling_context_bind_caller(rt, other), STATUS_OVERLOADED);
    kit_check(&test->kit, state_of(test, context).bound && !state_of(test, other).bound, "the wrong one is bound");
    kit_check(&test->kit, state_of(test, context).used_ns != 0 && state_of(test, other).used_ns == 0, "the wrong one's time is used");
    /* New parameters while we run on it. */
    kit_expect(&test->kit, "configure", kit_context_configure(&test->kit, test->control, context.id,
                                                              &(struct kit_time){ 1 * MS, 2 * MS, 2, 1 }), STATUS_OK);
    rt_thread_yield(rt);
    kit_expect(&test->kit, "unbind", scheduling_context_unbind(rt, context), STATUS_OK);
    kit_check(&test->kit, !state_of(test, context).bound, "it is still bound");
    kit_expect(&test->kit, "bind the other now", scheduling_context_bind_caller(rt, other), STATUS_OK);
    kit_expect(&test->kit, "unbind", scheduling_context_unbind(rt, other), STATUS_OK);
    drop(test, context.id);
    drop(test, other.id);
}

static struct rt_semaphore gate;

static int64_t wait_for_gate(struct rt *rt, void *argument)
{
    (void)argument;
    (void)rt_semaphore_wait(rt, &gate, TIME_FOREVER);
    return 7;
}

static void test_threads(struct scheduling *test)
{
    struct rt *rt = test->kit.rt;
    scheduling_context_t context = make_context(test, some_time);
    thread_handle_t handle;
    struct rt_thread *thread;
    uint64_t id = test->kit.null.id;
    int64_t code = 0;

    if (rt_thread_create(rt, wait_for_gate, NULL, 0, &thread) < 0)
        rt_panic(rt, "no thread");
    handle = (thread_handle_t){ rt_thread_handle(thread) };
    kit_expect(&test->kit, "bind no thread", scheduling_context_bind_thread(rt, context, (thread_handle_t){ (cap_id_t)id }), STATUS_FAILED);
    kit_expect(&test->kit, "bind a context as a thread", scheduling_context_bind_thread(rt, context, (thread_handle_t){ context.id }), STATUS_FAILED);
    kit_expect(&test->kit, "bind", scheduling_context_bind_thread(rt, context, handle), STATUS_OK);
    kit_expect(&test->kit, "bind again", scheduling_context_bind_thread(rt, context, handle), STATUS_OVERLOADED);
    kit_expect(&test->kit, "bind ourselves too", scheduling_context_bind_caller(rt, context), STATUS_OVERLOADED);
    kit_expect(&test->kit, "unbind while it waits", scheduling_context_unbind(rt, context), STATUS_OK);
    kit_expect(&test->kit, "bind while it waits", scheduling_context_bind_thread(rt, context, handle), STATUS_OK);
    /* The end of a thread unbinds. */
    rt_semaphore_post(rt, &gate);
    for (uint32_t i = 0; i < 1000 && state_of(test, context).bound; i++)
        (void)rt_raw_enter(1, kit_after(&test->kit, 1 * MS));
    kit_check(&test->kit, !state_of(test, context).bound, "bound to a thread that ended");
    kit_expect(&test->kit, "bind what ended", scheduling_context_bind_thread(rt, context, handle), STATUS_GONE);
    kit_expect(&test->kit, "join", rt_thread_join(rt, thread, &code), STATUS_OK);
    kit_expect(&test->kit, "its code", code, 7);
    drop(test, context.id);
}

/* Binds what it was granted, and ends; or waits to be killed. */
int be_binder(struct rt *rt)
{
    scheduling_context_t context;

    if (rt_find(rt, "context", SCHEDULING_CONTEXT_INTERFACE_ID, &context.id) < 0 ||
        scheduling_context_bind_caller(rt, context) < 0)
        return 2;
    return 0;
}

static void test_processes(struct scheduling *test)
{
    struct rt *rt = test->kit.rt;
    scheduling_context_t context = make_context(test, some_time);
    const struct kit_grant grants[] = { { "context", KIT_GRANT_COPY, context.id, 0 }, { "serve", KIT_GRANT_ENDPOINT, 0, TEST_INTERFACE_ID } };
    struct kit_child binder = child_of("binder", grants, 1), caller = child_of("caller", grants + 1, 1);
    process_handle_t child;
    struct kit_exit exit = { 0 };
    cap_id_t facet;

    kit_expect(&test->kit, "a child that binds itself", kit_spawn(&test->kit, &binder, &child, NULL), STATUS_OK);
    kit_expect(&test->kit, "wait", kit_wait(&test->kit, child, &exit), STATUS_OK);
    kit_check(&test->kit, exit.kind == EXIT_KIND_EXITED && exit.code == 0, "it ended with %ld %s", (long)exit.code, exit.detail);
    kit_check(&test->kit, !state_of(test, context).bound && state_of(test, context).used_ns != 0, "bound to a process that ended");
    kit_expect(&test->kit, "bind a process that ended", scheduling_context_bind_process(rt, context, child), STATUS_GONE);
    drop(test, child.id);
    /* A child that waits for a call that never comes. */
    kit_expect(&test->kit, "a child", kit_spawn(&test->kit, &caller, &child, &facet), STATUS_OK);
    kit_expect(&test->kit, "bind no process", scheduling_context_bind_process(rt, context, (process_handle_t){ facet }), STATUS_FAILED);
    kit_expect(&test->kit, "bind it", scheduling_context_bind_process(rt, context, child), STATUS_OK);
    /* Nobody holds the context any more, and it is in force; it goes with the process. */
    drop(test, context.id);
    kit_expect(&test->kit, "kill", process_handle_kill(rt, child), STATUS_OK);
    kit_expect(&test->kit, "wait", kit_wait(&test->kit, child, &exit), STATUS_OK);
    drop(test, facet);
    drop(test, child.id);
}

void test_binding(struct scheduling *test)
{
    test_caller(test);
    test_threads(test);
    test_processes(test);
}
