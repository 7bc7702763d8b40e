/* SPDX-License-Identifier: MIT */
/* Capability ids, methods, call ids and answer ids that are not what they should be. */
#include "ring.h"

#include "errors.capnp.h"

/* No slot of a small process's table; a slot in the first chunk that nothing was ever put into. */
#define INDEX_BEYOND 0x00100000u
#define INDEX_EMPTY 60u

static void wrong_ids(struct ring_test *test, const char *name, struct cap_sqe sqe)
{
    static const struct {
        const char *name;
        cap_id_t id;
        int32_t expected;
    } ids[] = {
        { "CAP_ID_INVALID", CAP_ID_INVALID, STATUS_INVALID_CAP },
        { "an index beyond the table", INDEX_BEYOND, STATUS_INVALID_CAP },
        { "the last index", CAP_ID_INDEX_MASK, STATUS_INVALID_CAP },
        { "an empty slot", INDEX_EMPTY, STATUS_INVALID_CAP },
        { "an empty slot with a future generation", 7u << CAP_ID_INDEX_BITS | INDEX_EMPTY, STATUS_STALE_CAP },
    };
    char what[80];

    for (uint32_t i = 0; i < sizeof(ids) / sizeof(ids[0]); i++) {
        (void)rt_format(what, sizeof(what), "%s of %s", name, ids[i].name);
        sqe.cap_id = ids[i].id;
        kit_refused(test->kit, what, sqe, ids[i].expected);
    }
    (void)rt_format(what, sizeof(what), "%s of what was released", name);
    sqe.cap_id = test->stale;
    kit_refused(test->kit, what, sqe, STATUS_STALE_CAP);
    (void)rt_format(what, sizeof(what), "%s of ours with another generation", name);
    sqe.cap_id = test->kit->null.id ^ 1u << CAP_ID_INDEX_BITS;
    kit_refused(test->kit, what, sqe, STATUS_STALE_CAP);
}

/* Serving what is not ours to serve. */
static void wrong_kind(struct ring_test *test, const char *name, struct cap_sqe sqe)
{
    const cap_id_t others[] = { test->kit->null.id, test->kit->timer.id, test->kit->memory.id, test->kit->spawner.id,
                                test->facet };
    char what[80];

    for (uint32_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
        (void)rt_format(what, sizeof(what), "%s on a capability that is not an endpoint of ours (%u)", name, i);
        sqe.cap_id = others[i];
        kit_refused(test->kit, what, sqe, STATUS_WRONG_INTERFACE);
    }
}

static uint32_t exception_type(const void *bytes, uint64_t len)
{
    struct cap_exception_reader exception;
    struct capn_message message;

    if (capn_message_open(&message, bytes, len, NULL) != STATUS_OK ||
        cap_exception_read_root(&message, &exception) != STATUS_OK)
        return UINT32_MAX;
    return cap_exception_get_type(&exception);
}

static void wrong_methods(struct ring_test *test)
{
    static const uint16_t methods[] = { 2, 3, 0x0fff, 0x1000, 0x1001, 0xf000, 0xffff };
    struct cap_sqe sqe = { .opcode = CAP_OP_CALL, .cap_id = test->kit->null.id };
    struct cap_cqe cqe;

    for (uint32_t i = 0; i < sizeof(methods) / sizeof(methods[0]); i++) {
        sqe.method_id = methods[i];
        sqe.result_len = 0;
        cqe = kit_do(test->kit, sqe);
        kit_check(test->kit, cqe.result == STATUS_APPLICATION_EXCEPTION_TRUNCATED && cqe.aux == EXCEPTION_TYPE_UNIMPLEMENTED,
                  "method %x without room: %d, aux %lu", methods[i], cqe.result, cqe.aux);
        sqe.result_addr = (uintptr_t)test->area;
        sqe.result_len = PAGE_SIZE;
        cqe = kit_do(test->kit, sqe);
        kit_check(test->kit, cqe.result == STATUS_APPLICATION_EXCEPTION &&
                      exception_type(test->area, cqe.aux) == EXCEPTION_TYPE_UNIMPLEMENTED,
                  "method %x: %d, aux %lu", methods[i], cqe.result, cqe.aux);
        /* An exception is a failure: quiet does not hide it. */
        sqe.flags = CAP_SQE_QUIET;
        kit_refused(test->kit, "a quiet call of a method that does not exist", sqe, STATUS_APPLICATION_EXCEPTION);
        sqe.flags = 0;
    }
}

static void wrong_call_ids(struct ring_test *test)
{
    static const uint64_t ids[] = { 0, 1, 2, 64, 65, 0xffffffff, 1ull << 32, 1ull << 32 | 1, 1ull << 32 | 64, 2ull << 32 | 1,
                                    UINT64_MAX, 1ull << 63 };

    for (uint32_t i = 0; i < sizeof(ids) / sizeof(ids[0]); i++) {
        char what[64];

        (void)rt_format(what, sizeof(what), "RETURN to call %lx", (unsigned long)ids[i]);
        kit_refused(test->kit, what,
                    (struct cap_sqe){ .opcode = CAP_OP_RETURN, .cap_id = test->endpoint.id, .call_id = ids[i] },
                    STATUS_INVALID_CALL);
    }
}

static void wrong_answers(struct ring_test *test)
{
    static const uint64_t ids[] = { 0, 1, 1ull << 32, UINT64_MAX, 1ull << 63, 1000000000 };
    struct cap_sqe sleep = { .opcode = CAP_OP_NOP };
    uint64_t own;

    for (uint32_t i = 0; i < sizeof(ids) / sizeof(ids[0]); i++) {
        char what[64];

        (void)rt_format(what, sizeof(what), "FINISH of answer %lx", (unsigned long)ids[i]);
        kit_refused(test->kit, what, (struct cap_sqe){ .opcode = CAP_OP_FINISH, .dep = ids[i] }, STATUS_INVALID_ANSWER);
    }
    /* Its own id, and the one after: neither is unfinished. */
    sleep.user_data = 64;
    own = rt_raw_submit(test->kit->rt, &sleep);
    (void)rt_raw_enter(1, TIME_FOREVER);
    (void)kit_drain(test->kit);
    kit_refused(test->kit, "FINISH of what was answered", (struct cap_sqe){ .opcode = CAP_OP_FINISH, .dep = own },
                STATUS_INVALID_ANSWER);
    kit_refused(test->kit, "FINISH of itself", (struct cap_sqe){ .opcode = CAP_OP_FINISH, .dep = own + 2 },
                STATUS_INVALID_ANSWER);
    kit_refused(test->kit, "FINISH of the future", (struct cap_sqe){ .opcode = CAP_OP_FINISH, .dep = own + 4 },
                STATUS_INVALID_ANSWER);
}

/* Descriptors of one CALL that are wrong by themselves, or name what may not be sent. Whom the call goes to makes no
 * difference for the form; what the ids name is looked at when somebody takes them. */
static void wrong_descriptors(struct ring_test *test)
{
    struct cap_transfer_descriptor *at = (struct cap_transfer_descriptor *)test->area;
    const struct {
        const char *name;
        struct cap_transfer_descriptor first, second;
        uint16_t count;
        int32_t expected;       /* of the service; 0: of a kernel object as well */
    } cases[] = {
        { "33 of them", { test->facet, 0, { 0 } }, { 0 }, TRANSFER_MAX_DESCRIPTORS + 1, 0 },
        { "65535 of them", { test->facet, 0, { 0 } }, { 0 }, UINT16_MAX, 0 },
        { "mode none", { test->facet, CAP_TRANSFER_NONE, { 0 } }, { 0 }, 1, 0 },
        { "mode 255", { test->facet, 255, { 0 } }, { 0 }, 1, 0 },
        { "reserved bytes", { test->facet, 0, { 1, 0, 0 } }, { 0 }, 1, 0 },
        { "reserved bytes at the end", { test->facet, 0, { 0, 0, 0x80 } }, { 0 }, 1, 0 },
        { "a second one that is wrong", { test->facet, 0, { 0 } }, { test->facet, 7, { 0 } }, 2, 0 },
        { "two moves of one", { test->facet, CAP_TRANSFER_MOVE, { 0 } }, { test->facet, CAP_TRANSFER_MOVE, { 0 } }, 2, 0 },
        { "a copy and a move of one", { test->facet, 0, { 0 } }, { test->facet, CAP_TRANSFER_MOVE, { 0 } }, 2, 0 },
        { "what was released", { test->stale, 0, { 0 } }, { 0 }, 1, STATUS_STALE_CAP },
        { "what never was", { INDEX_BEYOND, 0, { 0 } }, { 0 }, 1, STATUS_INVALID_CAP },
        { "our endpoint", { test->endpoint.id, 0, { 0 } }, { 0 }, 1, STATUS_TRANSFER_NOT_SUPPORTED },
        { "our endpoint, moved", { test->endpoint.id, CAP_TRANSFER_MOVE, { 0 } }, { 0 }, 1, STATUS_TRANSFER_NOT_SUPPORTED },
        { "a facet and our VirtualMemory", { test->facet, CAP_TRANSFER_MOVE, { 0 } }, { test->kit->memory.id, 0, { 0 } }, 2,
          STATUS_TRANSFER_NOT_SUPPORTED },
    };
    struct cap_sqe call = { .opcode = CAP_OP_CALL, .addr = (uintptr_t)at };
    struct cap_sqe receive = { .opcode = CAP_OP_RECV, .cap_id = test->endpoint.id, .addr = (uintptr_t)test->area + PAGE_SIZE,
                               .len = PAGE_SIZE, .user_data = 0x10 };
    struct cap_sqe finish = { .opcode = CAP_OP_FINISH, .user_data = 0x18 };

    /* A receive is armed all the time: a call that fails must not use it up. */
    finish.dep = rt_raw_submit(test->kit->rt, &receive);
    for (uint32_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        at[0] = cases[i].first;
        at[1] = cases[i].second;
        call.xfer_count = cases[i].count;
        call.cap_id = test->facet;
        kit_refused(test->kit, cases[i].name, call, cases[i].expected ? cases[i].expected : STATUS_INVALID_TRANSFER_DESCRIPTOR);
        call.cap_id = test->kit->null.id;
        kit_refused(test->kit, cases[i].name, call, cases[i].expected ? STATUS_OK : STATUS_INVALID_TRANSFER_DESCRIPTOR);
    }
    call.xfer_count = 1;
    call.addr = (uintptr_t)test->area + AREA_PAGES * PAGE_SIZE;
    kit_refused(test->kit, "descriptors in a hole", call, STATUS_INVALID_BUFFER);
    call.addr = (uintptr_t)test->area + 4;
    kit_refused(test->kit, "unaligned descriptors", call, STATUS_INVALID_BUFFER);
    call.addr = (uintptr_t)test->area + AREA_PAGES * PAGE_SIZE - 24;
    call.len = 24;
    kit_refused(test->kit, "descriptors behind the last page", call, STATUS_INVALID_BUFFER);
    call.cap_id = test->facet;
    kit_refused(test->kit, "descriptors behind the last page", call, STATUS_INVALID_BUFFER);
    rt_raw_submit(test->kit->rt, &finish);
    kit_expect(test->kit, "the receive is still there", rt_raw_enter(2, TIME_FOREVER), 2);
    kit_expect(test->kit, "its end", kit_drain(test->kit), 2);
}

void test_targets(struct ring_test *test)
{
    struct cap_sqe receive = { .opcode = CAP_OP_RECV, .addr = (uintptr_t)test->area, .len = 256 };
    struct cap_sqe answer = { .opcode = CAP_OP_RETURN, .call_id = 1 };

    wrong_ids(test, "CALL", (struct cap_sqe){ .opcode = CAP_OP_CALL });
    wrong_ids(test, "RELEASE", (struct cap_sqe){ .opcode = CAP_OP_RELEASE });
    wrong_ids(test, "quiet RELEASE", (struct cap_sqe){ .opcode = CAP_OP_RELEASE, .flags = CAP_SQE_QUIET });
    wrong_ids(test, "RECV", receive);
    wrong_ids(test, "RETURN", answer);
    wrong_kind(test, "RECV", receive);
    wrong_kind(test, "RETURN", answer);
    wrong_methods(test);
    wrong_call_ids(test);
    wrong_answers(test);
    wrong_descriptors(test);
}
