/* SPDX-License-Identifier: MIT */
/* Buffers that are nowhere, in the wrong place, too long, or not to be written. */
#include "ring.h"

struct place {
    const char *name;
    uint64_t address;
    uint32_t bytes;
};

/* A message of NullCap.echo: segment table, root pointer, one data word. */
static const uint64_t echo_message[3] = { 2ull << 32, 1ull << 32, 42 };

#define LAST(pages) ((uintptr_t)test->area + (pages) * PAGE_SIZE)

/* Each is submitted as the params, as the result, as the buffer of RECV and as the payload of RETURN. */
static void try_place(struct ring_test *test, const struct place *place, bool readable)
{
    struct kit *kit = test->kit;
    uint32_t receive_bytes = place->bytes < sizeof(struct endpoint_message) ? sizeof(struct endpoint_message) : place->bytes;
    struct cap_sqe call = { .opcode = CAP_OP_CALL, .method_id = NULL_CAP_METHOD_ECHO, .cap_id = kit->null.id };
    char what[100];

    memcpy(test->area, echo_message, sizeof(echo_message));
    if (!readable) {
        struct cap_sqe params = call;

        params.addr = place->address;
        params.len = place->bytes;
        (void)rt_format(what, sizeof(what), "params %s", place->name);
        kit_refused(kit, what, params, STATUS_INVALID_BUFFER);
        params.cap_id = test->facet;
        kit_refused(kit, what, params, STATUS_INVALID_BUFFER);
        (void)rt_format(what, sizeof(what), "RETURN payload %s", place->name);
        kit_refused(kit, what, (struct cap_sqe){ .opcode = CAP_OP_RETURN, .cap_id = test->endpoint.id, .call_id = 1,
                                                 .addr = place->address, .len = place->bytes }, STATUS_INVALID_BUFFER);
    }
    call.addr = (uintptr_t)test->area;
    call.len = sizeof(echo_message);
    call.result_addr = place->address;
    call.result_len = place->bytes;
    (void)rt_format(what, sizeof(what), "result %s", place->name);
    kit_refused(kit, what, call, STATUS_INVALID_BUFFER);
    call.cap_id = test->facet;
    kit_refused(kit, what, call, STATUS_INVALID_BUFFER);
    (void)rt_format(what, sizeof(what), "RECV %s", place->name);
    kit_refused(kit, what, (struct cap_sqe){ .opcode = CAP_OP_RECV, .cap_id = test->endpoint.id, .addr = place->address,
                                             .len = receive_bytes }, STATUS_INVALID_BUFFER);
}

static void nowhere(struct ring_test *test)
{
    const struct place places[] = {
        { "at 0", 0, 24 },
        { "at 8", 8, 24 },
        { "below user space", USER_MIN - 8, 24 },
        { "at the start of user space, unmapped", USER_MIN, 24 },
        { "unaligned by 1", (uintptr_t)test->area + 1, 24 },
        { "unaligned by 4", (uintptr_t)test->area + 4, 24 },
        { "in a hole", LAST(AREA_PAGES), 24 },
        { "that ends in a hole", LAST(AREA_PAGES) - 16, 24 },
        { "of many pages that ends in a hole", LAST(AREA_PAGES - 15), 16 * PAGE_SIZE },
        { "without access", test->no_access, 24 },
        { "in the guard page below the stack", USER_STACK_TOP - USER_STACK_BYTES - 24, 24 },
        { "across the guard page", USER_STACK_TOP - USER_STACK_BYTES - 8, 24 },
        { "past the stack", USER_STACK_TOP, 24 },
        { "past the ring", USER_RING_BASE + PAGE_SIZE, 24 },
        { "at the last user page", USER_MAX - PAGE_SIZE, 24 },
        { "across the end of user space", USER_MAX - 8, 24 },
        { "at the end of user space", USER_MAX, 24 },
        { "not canonical", 0x0000800000000000ull, 24 },
        { "not canonical, high", 0xffff7ffffffffff8ull, 24 },
        { "in the direct map", 0xffff800000100000ull, 24 },
        { "in the kernel image", 0xffffffff80100000ull, 24 },
        { "at the very end", 0xfffffffffffffff8ull, 8 },
        { "that wraps", 0xfffffffffffffff8ull, 24 },
        { "that wraps to user space", 0xffffffffffff0000ull, 0x20000 },
        { "one byte too long", (uintptr_t)test->area, MESSAGE_MAX_BYTES + 4097 },
        { "of 4 GiB", (uintptr_t)test->area, UINT32_MAX },
    };

    for (uint32_t i = 0; i < sizeof(places) / sizeof(places[0]); i++)
        try_place(test, &places[i], false);
}

static void not_writable(struct ring_test *test)
{
    const struct place places[] = {
        { "in the CapSet page", USER_CAPSET_ADDRESS, 64 },
        { "in code", (uintptr_t)(void (*)(struct ring_test *))test_buffers & ~7ull, 64 },
        { "in constants", (uintptr_t)echo_message, 24 },
        { "in a read-only page", test->read_only, 64 },
        { "in an executable page", test->executable, 64 },
        { "across into a hole", LAST(AREA_PAGES) - 16, 64 },
    };

    for (uint32_t i = 0; i < sizeof(places) / sizeof(places[0]); i++)
        try_place(test, &places[i], true);
}

/* What is just right must work. */
static void at_the_edge(struct ring_test *test)
{
    uint64_t *at = (uint64_t *)(LAST(AREA_PAGES) - sizeof(echo_message));
    struct cap_sqe call = { .opcode = CAP_OP_CALL, .method_id = NULL_CAP_METHOD_ECHO, .cap_id = test->kit->null.id,
                            .addr = (uintptr_t)at, .len = sizeof(echo_message), .result_addr = (uintptr_t)at,
                            .result_len = sizeof(echo_message) };

    memcpy(at, echo_message, sizeof(echo_message));
    kit_refused(test->kit, "params and result in the last bytes of a mapping", call, sizeof(echo_message));
    kit_check(test->kit, at[2] == 42, "echo gave %lu", (unsigned long)at[2]);
    call.result_len = sizeof(echo_message) - 8;
    kit_refused(test->kit, "a result one word too short", call, STATUS_RESULT_TOO_LARGE);
    call.result_len = 0;
    kit_refused(test->kit, "no room for a result", call, STATUS_RESULT_TOO_LARGE);
    call.result_len = PAGE_SIZE - 16;
    call.result_addr = (uintptr_t)test->area + 16;
    kit_refused(test->kit, "a result that ends with its page", call, sizeof(echo_message));
    call.result_len = MESSAGE_MAX_BYTES + TRANSFER_MAX_DESCRIPTORS * sizeof(struct cap_result_record);
    kit_refused(test->kit, "the largest result buffer", call, sizeof(echo_message));
    call.result_len++;
    kit_refused(test->kit, "a byte more than the largest result buffer", call, STATUS_INVALID_BUFFER);
    call.result_len = 0;
    call.result_addr = 0xffffffff80000001ull;
    call.len = 0;
    call.addr = 0xffffffff80000001ull;
    call.method_id = NULL_CAP_METHOD_NULL;
    kit_refused(test->kit, "addresses of empty buffers, which nobody looks at", call, 0);
    kit_refused(test->kit, "RECV without room for a header",
                (struct cap_sqe){ .opcode = CAP_OP_RECV,
                                  .cap_id = test->endpoint.id,
                                  .addr = (uintptr_t)test->area,
                                  .len = sizeof(struct endpoint_message) - 1 },
                STATUS_INVALID_BUFFER);
}

void test_buffers(struct ring_test *test)
{
    nowhere(test);
    not_writable(test);
    at_the_edge(test);
}
