/* SPDX-License-Identifier: MIT */
/* Narrowing by upcast, of kernel objects and of services alike; and that nothing widens. */
#include "lend.h"

#include "terminal.capnp.h"

/* One call without parameters by method number; the status of its answer. */
static status_t call_method(struct lend *lend, cap_id_t cap, uint16_t method_id)
{
    struct capn_request request;
    status_t status = capn_request_begin(&request, lend->kit.rt, cap, method_id, 16, 256);

    if (status == STATUS_OK) {
        status = capn_request_call(&request);
        capn_request_end(&request);
    }
    return status;
}

static void test_kernel_object(struct lend *lend)
{
    struct kit *kit = &lend->kit;
    cap_id_t clock, again, wide;
    uint64_t ns = 0;

    kit_expect(kit, "a Timer as a MonotonicClock", kit_narrow(&lend->kit, kit->timer.id, MONOTONIC_CLOCK_INTERFACE_ID, &clock), STATUS_OK);
    kit_expect(kit, "reading the clock", monotonic_clock_now(kit->rt, (monotonic_clock_t){ clock }, &ns), STATUS_OK);
    kit_check(kit, ns != 0, "the clock says 0");
    kit_expect(kit, "a method behind the superclass's last", call_method(lend, clock, 1), STATUS_UNIMPLEMENTED);
    for (uint16_t ancestor = 1; ancestor < 16; ancestor++)
        kit_expect(kit, "a method of an ancestor that it does not have", call_method(lend, clock, (uint16_t)(ancestor << 12)),
                   STATUS_UNIMPLEMENTED);
    kit_expect(kit, "back to Timer", kit_narrow(&lend->kit, clock, TIMER_INTERFACE_ID, &wide), STATUS_FAILED);
    kit_expect(kit, "to something else", kit_narrow(&lend->kit, clock, NULL_CAP_INTERFACE_ID, &wide), STATUS_FAILED);
    kit_expect(kit, "to no interface", kit_narrow(&lend->kit, clock, 0, &wide), STATUS_FAILED);
    kit_expect(kit, "the same again", kit_narrow(&lend->kit, clock, MONOTONIC_CLOCK_INTERFACE_ID, &again), STATUS_OK);
    rt_drop(kit->rt, clock);
    kit_expect(kit, "release", rt_flush_releases(kit->rt), STATUS_OK);
    kit_expect(kit, "a copy outlives its source", monotonic_clock_now(kit->rt, (monotonic_clock_t){ again }, &ns), STATUS_OK);
    rt_drop(kit->rt, again);
}

/* A view of memory reads what its owner writes, and nothing makes it write. */
static void test_view(struct lend *lend)
{
    struct kit *kit = &lend->kit;
    memory_object_t memory = { CAP_ID_INVALID };
    uint64_t written = 0, seen = 0;
    cap_id_t wide;
    struct cap_sqe now = { .opcode = CAP_OP_CALL, .cap_id = kit->timer.id, .method_id = 1u << 12, .result_len = 64 };
    memory_view_t view;

    kit_expect(kit, "memory", frame_allocator_alloc_contiguous(kit->rt, kit->frames, 2, &memory), STATUS_OK);
    kit_expect(kit, "a MemoryObject as a MemoryView", kit_narrow(&lend->kit, memory.id, MEMORY_VIEW_INTERFACE_ID, &view.id), STATUS_OK);
    kit_expect(kit, "map", memory_object_map(kit->rt, memory, 0, 0, PAGE_SIZE, PROT_READ | PROT_WRITE, &written), STATUS_OK);
    kit_expect(kit, "map the view", memory_view_map_readable(kit->rt, view, 0, 0, 2 * PAGE_SIZE, &seen), STATUS_OK);
    *(volatile uint64_t *)(uintptr_t)written = 4711;
    kit_expect(kit, "what the owner wrote", (int64_t)*(volatile uint64_t *)(uintptr_t)seen, 4711);
    /* The kernel writes for us only where we could. */
    now.result_addr = seen;
    kit_refused(kit, "a result into a view", now, STATUS_INVALID_BUFFER);
    now.result_addr = written + 64;
    kit_check(kit, kit_do(kit, now).result > 0, "a result into the memory itself");
    for (uint16_t method = 3; method < 16; method++)
        kit_expect(kit, "a method behind the view's last", call_method(lend, view.id, method), STATUS_UNIMPLEMENTED);
    kit_expect(kit, "a method of an ancestor that it does not have", call_method(lend, view.id, 1u << 12), STATUS_UNIMPLEMENTED);
    kit_expect(kit, "making it writable as one's own", virtual_memory_protect(kit->rt, kit->memory, seen, PAGE_SIZE,
                                                                              PROT_READ | PROT_WRITE), STATUS_FAILED);
    kit_expect(kit, "back to MemoryObject", kit_narrow(&lend->kit, view.id, MEMORY_OBJECT_INTERFACE_ID, &wide), STATUS_FAILED);
    kit_expect(kit, "unmap the view", memory_view_unmap(kit->rt, view, seen, 2 * PAGE_SIZE), STATUS_OK);
    kit_expect(kit, "unmap", memory_object_unmap(kit->rt, memory, written, PAGE_SIZE), STATUS_OK);
    rt_drop(kit->rt, view.id);
    rt_drop(kit->rt, memory.id);
}

/* A client facet of our own endpoint: the kernel knows of the interface only what the schemas say. */
static void test_service(struct lend *lend)
{
    struct kit *kit = &lend->kit;
    uint8_t buffer[256] __attribute__((aligned(8)));
    const struct endpoint_message *message = (const struct endpoint_message *)buffer;
    endpoint_t endpoint;
    struct capn_request request;
    struct cap_cqe cqe;
    cap_id_t terminal, output, wide;

    kit_expect(kit, "endpoint", endpoint_factory_create(kit->rt, kit->endpoints, &endpoint), STATUS_OK);
    kit_expect(kit, "client", endpoint_client(kit->rt, endpoint, TERMINAL_SESSION_INTERFACE_ID, &terminal), STATUS_OK);
    kit_expect(kit, "a TerminalSession as a TerminalOutput", kit_narrow(&lend->kit, terminal, TERMINAL_OUTPUT_INTERFACE_ID, &output),
               STATUS_OK);
    kit_expect(kit, "back to TerminalSession", kit_narrow(&lend->kit, output, TERMINAL_SESSION_INTERFACE_ID, &wide), STATUS_FAILED);
    kit_expect(kit, "to Endpoint", kit_narrow(&lend->kit, output, ENDPOINT_INTERFACE_ID, &wide), STATUS_FAILED);
    /* A call through it arrives as one of the superclass. */
    kit_expect(kit, "begin", capn_request_begin(&request, kit->rt, output, TERMINAL_OUTPUT_METHOD_WRITE_LINE, 16, 256), STATUS_OK);
    kit_expect(kit, "submit", capn_request_submit(&request), STATUS_OK);
    (void)rt_raw_submit(kit->rt, &(struct cap_sqe){ .opcode = CAP_OP_RECV, .cap_id = endpoint.id, .user_data = 2 << 3,
                                                    .addr = (uint64_t)(uintptr_t)buffer, .len = sizeof(buffer) });
    (void)rt_raw_enter(1, TIME_FOREVER); /* no other call meanwhile: its client would take our completions */
    kit_check(kit, rt_raw_take(kit->rt, &cqe) && cqe.user_data == 2 << 3 && cqe.result == sizeof(*message) &&
              message->interface_id == TERMINAL_OUTPUT_INTERFACE_ID && message->method_id == 1, "the message is not the call");
    rt_drop(kit->rt, endpoint.id);
    kit_expect(kit, "release", rt_flush_releases(kit->rt), STATUS_OK);
    kit_expect(kit, "the call when its server is gone", capn_request_wait(&request, TIME_FOREVER), STATUS_GONE);
    capn_request_end(&request);
    rt_drop(kit->rt, terminal);
    rt_drop(kit->rt, output);
}

void test_narrow(struct lend *lend)
{
    cap_id_t out;

    test_kernel_object(lend);
    test_view(lend);
    test_service(lend);
    kit_expect(&lend->kit, "narrowing nothing", kit_narrow(&lend->kit, CAP_ID_INVALID, MONOTONIC_CLOCK_INTERFACE_ID, &out),
               STATUS_INVALID_CAP);
}
