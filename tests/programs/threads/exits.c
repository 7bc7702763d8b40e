/* SPDX-License-Identifier: MIT */
/* Processes that end while their threads wait for something: every wait with every other, and every way to end. */
#include "threads.h"

#define TEST_INTERFACE_ID 0xf00dull

static const struct {
    char letter;
    enum exit_kind kind;
    int64_t code;
} ends[] = {
    { 'x', EXIT_KIND_EXITED, 5 },   /* main returns */
    { 's', EXIT_KIND_EXITED, 6 },   /* a sibling exits the process */
    { 'f', EXIT_KIND_FAULTED, 14 }, /* a sibling faults */
    { 'k', EXIT_KIND_KILLED, 0 },   /* from outside */
    { 'r', EXIT_KIND_PROTOCOL, STATUS_RING_CORRUPT }, /* a sibling breaks its ring */
    { 'l', EXIT_KIND_EXITED, 7 },   /* the waits end by themselves, and the last thread ends */
};

/* The child says it is ready by calling us: then all of it waits. */
static void await_ready(struct kit *kit, notification_t ready)
{
    uint64_t bits = 0;

    kit_expect(kit, "ready", notification_wait(kit->rt, ready, &bits), STATUS_OK);
}

static void run_deed(struct kit *kit, const char *name, char end, notification_t ready, process_handle_t *out)
{
    const struct kit_grant grants[] = {
        { "console", KIT_GRANT_COPY, kit->console.id, 0 }, { "timer", KIT_GRANT_COPY, kit->timer.id, 0 },
        { "memory", KIT_GRANT_MEMORY, 0, 0 },              { "thread", KIT_GRANT_THREAD, 0, 0 },
        { "threads", KIT_GRANT_THREADS, 0, 0 },            { "park", KIT_GRANT_PARK, 0, 0 },
        { "endpoints", KIT_GRANT_ENDPOINTS, 0, 0 },        { "ready", KIT_GRANT_COPY, ready.id, 0 },
    };
    struct kit_child child = { .name = name, .binary = "test-threads", .grants = grants,
                               .grant_count = sizeof(grants) / sizeof(grants[0]) };

    kit_expect(kit, "spawn", kit_spawn(kit, &child, out, NULL), STATUS_OK);
    await_ready(kit, ready);
    if (end == 'k')
        kit_expect(kit, "kill", process_handle_kill(kit->rt, *out), STATUS_OK);
}

static void test_end(struct kit *kit, char first, char second, uint32_t end, notification_t ready)
{
    char name[] = { 'w', 'a', 'i', 't', '-', first, second, ends[end].letter, '\0' };
    struct kit_exit exit = { 0 };
    process_handle_t handle = { CAP_ID_INVALID };

    run_deed(kit, name, ends[end].letter, ready, &handle);
    kit_expect(kit, "wait", kit_wait(kit, handle, &exit), STATUS_OK);
    kit_check(kit, exit.kind == ends[end].kind && exit.code == ends[end].code, "%s ended with kind %u, code %ld: %s", name,
              exit.kind, (long)exit.code, exit.detail);
    rt_drop(kit->rt, handle.id);
}

/* A server that was killed while it waited for a call, and is called before anybody has cleaned up after it. */
static void test_killed_server(struct kit *kit)
{
    static const uint64_t params[2] = { 1ull << 32, 0 };
    static _Alignas(8) uint8_t results[256];
    const struct kit_grant grants[] = { { "serve", KIT_GRANT_ENDPOINT, 0, TEST_INTERFACE_ID } };
    struct kit_child child = { .name = "wait-server", .binary = "test-threads", .grants = grants, .grant_count = 1 };
    process_handle_t handle = { CAP_ID_INVALID };
    struct kit_exit exit = { 0 };
    cap_id_t facet = CAP_ID_INVALID;
    struct cap_cqe cqe;

    kit_expect(kit, "spawn", kit_spawn(kit, &child, &handle, &facet), STATUS_OK);
    kit_expect(kit, "sleep", timer_sleep(kit->rt, kit->timer, 5000000), STATUS_OK);
    kit_expect(kit, "kill", process_handle_kill(kit->rt, handle), STATUS_OK);
    cqe = kit_do(kit, (struct cap_sqe){ .opcode = CAP_OP_CALL, .cap_id = facet, .addr = (uintptr_t)params, .len = sizeof(params),
                                        .result_addr = (uintptr_t)results, .result_len = sizeof(results) });
    kit_expect(kit, "call of a killed server", cqe.result, STATUS_APPLICATION_EXCEPTION);
    kit_expect(kit, "wait", kit_wait(kit, handle, &exit), STATUS_OK);
    kit_expect(kit, "killed", exit.kind, EXIT_KIND_KILLED);
    rt_drop(kit->rt, facet);
    rt_drop(kit->rt, handle.id);
}

void test_exits(struct kit *kit)
{
    notification_t ready = { CAP_ID_INVALID };

    test_killed_server(kit);
    kit_expect(kit, "notification", endpoint_factory_create_notification(kit->rt, kit->endpoints, &ready), STATUS_OK);
    for (const char *first = deed_waits; *first; first++) {
        for (const char *second = deed_waits; *second; second++) {
            for (uint32_t end = 0; end < sizeof(ends) / sizeof(ends[0]); end++)
                test_end(kit, *first, *second, end, ready);
        }
    }
    rt_drop(kit->rt, ready.id);
    kit_expect(kit, "flush", rt_flush_releases(kit->rt), STATUS_OK);
}
