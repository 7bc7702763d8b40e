/* SPDX-License-Identifier: MIT */
/* Processes that die in the middle of a call, on either side. */
#include "spawn_test.h"

#include "errors.capnp.h"

#define CALLS 20u

static uint64_t buffer[1024] __attribute__((aligned(4096)));

static bool is_disconnected(const struct cap_cqe *cqe)
{
    return cqe->result == STATUS_APPLICATION_EXCEPTION_TRUNCATED && cqe->aux == EXCEPTION_TYPE_DISCONNECTED;
}

/* The server takes the call and ends: by itself, or killed; calls that wait in the queue end with it. */
static void server_dies(struct kit *kit, const char *deed, bool kill)
{
    const struct kit_grant grants[] = { { "serve", KIT_GRANT_ENDPOINT, 0, TEST_INTERFACE_ID } };
    cap_id_t facet = CAP_ID_INVALID;
    process_handle_t child = must_spawn(kit, deed, grants, 1, &facet);
    struct cap_sqe call = { .opcode = CAP_OP_CALL, .cap_id = facet };
    struct kit_exit exit = { 0 };
    uint32_t answered = 0;
    struct cap_cqe cqe;

    for (uint32_t i = 0; i < CALLS; i++) {
        call.user_data = 0x100 + i * 8;
        rt_raw_submit(kit->rt, &call);
        (void)rt_raw_enter(0, 0);
    }
    if (kill) {
        call = (struct cap_sqe){ .opcode = CAP_OP_CALL, .method_id = PROCESS_HANDLE_METHOD_KILL, .cap_id = child.id,
                                 .user_data = 8, .flags = CAP_SQE_QUIET };
        (void)rt_raw_enter(1, 1);   /* it gets the processor first */
        rt_raw_submit(kit->rt, &call);
    }
    while (answered < CALLS && rt_raw_enter(1, TIME_FOREVER) >= 0) {
        while (rt_raw_take(kit->rt, &cqe)) {
            kit_check(kit, is_disconnected(&cqe), "a call to %s: %d, aux %lu", deed, cqe.result, cqe.aux);
            answered++;
        }
    }
    kit_expect(kit, "wait", kit_wait(kit, child, &exit), STATUS_OK);
    kit_expect(kit, "how the server ended", exit.kind, kill ? EXIT_KIND_KILLED : EXIT_KIND_EXITED);
    cqe = kit_do(kit, (struct cap_sqe){ .opcode = CAP_OP_CALL, .cap_id = facet });
    kit_check(kit, is_disconnected(&cqe), "a call to nobody: %d, aux %lu", cqe.result, cqe.aux);
    rt_drop(kit->rt, child.id);
    rt_drop(kit->rt, facet);
}

/* The client is killed while we work on its call: we are told, and cannot answer any more. */
static void client_dies(struct kit *kit)
{
    const struct endpoint_message *message = (const struct endpoint_message *)buffer;
    struct kit_grant grant = { "target", KIT_GRANT_CLIENT_OF, CAP_ID_INVALID, TEST_INTERFACE_ID };
    uint32_t queued = 0, receivers = 0, in_flight = 0;
    struct cap_sqe receive;
    process_handle_t child;
    endpoint_t endpoint;
    struct cap_cqe cqe;
    uint64_t call_id;

    if (endpoint_factory_create(kit->rt, kit->endpoints, &endpoint) < 0)
        rt_panic(kit->rt, "no endpoint");
    grant.cap = endpoint.id;
    receive =
        (struct cap_sqe){ .opcode = CAP_OP_RECV, .cap_id = endpoint.id, .addr = (uintptr_t)buffer, .len = sizeof(buffer) };
    child = must_spawn(kit, "call-and-wait", &grant, 1, NULL);
    cqe = kit_do(kit, receive);
    kit_expect(kit, "a call comes", cqe.result, sizeof(*message));
    call_id = message->call_id;
    kit_check(kit, message->flags == ENDPOINT_MESSAGE_SESSION_LIVE && call_id != 0, "flags %x, call %lx", message->flags,
              call_id);
    end_child(kit, child);
    cqe = kit_do(kit, receive);
    kit_check(kit,
              cqe.result == sizeof(*message) && message->flags == ENDPOINT_MESSAGE_CANCELLED && message->call_id == call_id,
              "after the client's end: %d, flags %x, call %lx of %lx", cqe.result, message->flags, message->call_id, call_id);
    kit_refused(kit, "RETURN to the dead",
                (struct cap_sqe){ .opcode = CAP_OP_RETURN, .cap_id = endpoint.id, .call_id = call_id }, STATUS_INVALID_CALL);
    kit_expect(kit, "info", endpoint_info(kit->rt, endpoint, &queued, &receivers, &in_flight), STATUS_OK);
    kit_expect(kit, "calls left", queued + receivers + in_flight, 0);
    rt_drop(kit->rt, endpoint.id);
}

/* A woken process gets its turn although the one that woke it leaves cap_enter by an error and never comes back. */
static void waker_spins(struct kit *kit)
{
    static const uint64_t words[] = { 2ull << 32, 1ull << 32, 2000 * MS };
    struct kit_grant grants[] = { { "target", KIT_GRANT_CLIENT_OF, CAP_ID_INVALID, TEST_INTERFACE_ID },
                                  { "timer", KIT_GRANT_COPY, kit->timer.id, 0 } };
    struct cap_sqe sleep = { .opcode = CAP_OP_CALL, .method_id = TIMER_METHOD_SLEEP, .cap_id = kit->timer.id,
                             .addr = (uintptr_t)words, .len = sizeof(words), .user_data = 0x200 };
    struct cap_sqe receive = { .opcode = CAP_OP_RECV, .addr = (uintptr_t)buffer, .len = sizeof(buffer), .user_data = 0x100 };
    struct cap_sqe finish = { .opcode = CAP_OP_FINISH, .user_data = 0x300 };
    process_handle_t child;
    endpoint_t endpoint;
    struct cap_cqe cqe = { 0 };

    if (endpoint_factory_create(kit->rt, kit->endpoints, &endpoint) < 0)
        rt_panic(kit->rt, "no endpoint");
    grants[0].cap = receive.cap_id = endpoint.id;
    child = must_spawn(kit, "wake-and-spin", grants, COUNT(grants), NULL);
    rt_raw_submit(kit->rt, &receive);
    finish.dep = rt_raw_submit(kit->rt, &sleep);
    (void)rt_raw_enter(1, TIME_FOREVER);
    /* Both are there when only the sleep's interrupt brought us back. */
    kit_expect(kit, "woken by the call alone", rt_raw_available(kit->rt), 1);
    (void)rt_raw_take(kit->rt, &cqe);
    kit_expect(kit, "the call", cqe.result, sizeof(struct endpoint_message));
    rt_raw_submit(kit->rt, &finish);
    (void)rt_raw_enter(1, TIME_FOREVER);
    (void)kit_drain(kit);
    end_child(kit, child);
    rt_drop(kit->rt, endpoint.id);
}

void test_calls(struct kit *kit)
{
    server_dies(kit, "take-and-exit", false);
    server_dies(kit, "hoard", true);
    server_dies(kit, "block", true);
    client_dies(kit);
    waker_spins(kit);
}
