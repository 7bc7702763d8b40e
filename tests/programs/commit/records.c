/* SPDX-License-Identifier: MIT */
/*
 * The page that the records of a message go to loses and gains its permission all the time, while capabilities are copied and moved in
 * both directions. Each call ends in one of two ways: what was sent arrived and its record tells its id, or it is where it was and the
 * receiver, whose page it is, was told INVALID_BUFFER. The ledger counts: no capability arrives that no record told of.
 */
#include "commit.h"
#include "core/atomic.h"

#define MOST 3u
enum method { METHOD_TAKE, METHOD_GIVE, METHOD_END };

struct records {
    struct kit *kit;
    endpoint_t endpoint;
    cap_id_t facet;
    uint64_t message, result;           /* two pages each: the payload ends in the first, the records lie in the second */
    uint64_t end_ns;
    uint32_t stop;
    uint32_t rearmed;                   /* receives that ended with INVALID_BUFFER */
    uint32_t arrived, sent_back, aborted, wrong;
    _Alignas(64) uint64_t params[64], reply[64], empty[8];
};

/* Writable again: nothing else takes a page away but the disturber, which only takes the permission to write. */
static cap_id_t record_id(uint64_t address, uint32_t index)
{
    return ((const volatile struct cap_result_record *)(uintptr_t)address)[index].cap_id;
}

static void release(struct records *test, struct rt *rt, cap_id_t id)
{
    if (commit_do(rt, (struct cap_sqe){ .opcode = CAP_OP_RELEASE, .cap_id = id }).result != STATUS_OK)
        test->wrong++;
}

/* Descriptors for `count` fresh facets, behind 8 bytes of payload; returns whether they move. */
static bool put_facets(struct records *test, struct rt *rt, uint64_t *payload, uint32_t count, bool move, cap_id_t ids[MOST])
{
    struct cap_transfer_descriptor *descriptors = (void *)&payload[1];

    for (uint32_t i = 0; i < count; i++) {
        ids[i] = commit_facet(rt, test->endpoint.id);
        descriptors[i] = (struct cap_transfer_descriptor){ .cap_id = ids[i], .mode = move ? CAP_TRANSFER_MOVE : CAP_TRANSFER_COPY };
    }
    return move;
}

/* Those of them that did not leave. The runtime knows each as its own. */
static void drop_facets(struct records *test, struct rt *rt, uint32_t count, const cap_id_t ids[MOST], bool left)
{
    for (uint32_t i = 0; i < count; i++) {
        int32_t result = commit_do(rt, (struct cap_sqe){ .opcode = CAP_OP_RELEASE, .cap_id = ids[i] }).result;

        if (left ? result != STATUS_STALE_CAP && result != STATUS_INVALID_CAP : result != STATUS_OK)
            test->wrong++;
    }
}

static void arm(struct records *test, struct rt *rt)
{
    struct cap_sqe receive = { .opcode = CAP_OP_RECV, .user_data = 8, .cap_id = test->endpoint.id,
                               .addr = test->message + PAGE_SIZE - sizeof(struct endpoint_message) - 8,
                               .len = sizeof(struct endpoint_message) + 8 + MOST * sizeof(struct cap_result_record) };

    (void)rt_raw_submit(rt, &receive);
}

/* Answers one message. False: the last one. */
static bool serve_one(struct records *test, struct rt *rt, const struct cap_cqe *cqe)
{
    const struct endpoint_message *message = (const void *)(uintptr_t)(test->message + PAGE_SIZE - sizeof(*message) - 8);
    struct cap_sqe answer = { .opcode = CAP_OP_RETURN, .cap_id = test->endpoint.id, .call_id = message->call_id,
                              .addr = (uintptr_t)test->reply, .len = 8 };
    uint16_t method = message->method_id;
    cap_id_t ids[MOST];
    bool move = false;
    int32_t result;

    for (uint32_t i = 0; i < cqe->cap_count; i++)
        release(test, rt, record_id(test->message + PAGE_SIZE, i));
    test->arrived += cqe->cap_count;
    if (method == METHOD_GIVE) {
        answer.xfer_count = 1 + (uint16_t)(*(const uint64_t *)(message + 1) % MOST);
        move = put_facets(test, rt, test->reply, answer.xfer_count, *(const uint64_t *)(message + 1) & 64, ids);
    }
    result = commit_do(rt, answer).result;
    if (answer.xfer_count != 0) {
        test->aborted += result == STATUS_TRANSFER_ABORTED;
        test->wrong += result != STATUS_OK && result != STATUS_TRANSFER_ABORTED;
        drop_facets(test, rt, answer.xfer_count, ids, move && result == STATUS_OK);
    } else if (result != STATUS_OK) {
        test->wrong++;
    }
    return method != METHOD_END;
}

static int64_t serve(struct rt *rt, void *argument)
{
    struct records *test = argument;
    struct cap_cqe cqe;

    for (;;) {
        arm(test, rt);
        do
            (void)rt_raw_enter(1, TIME_FOREVER);
        while (!rt_raw_take(rt, &cqe));
        if (cqe.result == STATUS_INVALID_BUFFER) {
            test->rearmed++;
            continue;
        }
        if (cqe.user_data != 8 || cqe.result != (int32_t)sizeof(struct endpoint_message) + 8) {
            test->wrong++;
            return 1;
        }
        if (!serve_one(test, rt, &cqe))
            return 0;
    }
}

static int64_t disturb(struct rt *rt, void *argument)
{
    struct records *test = argument;
    struct kit_random random = { .state = 7 };

    while (!atomic_load_acquire(&test->stop)) {
        uint64_t page = (kit_random_below(&random, 2) ? test->message : test->result) + PAGE_SIZE;

        if (virtual_memory_protect(rt, test->kit->memory, page, PAGE_SIZE, PROT_READ) < 0)
            test->wrong++;
        commit_spin(kit_random_below(&random, 20));
        if (virtual_memory_protect(rt, test->kit->memory, page, PAGE_SIZE, PROT_READ | PROT_WRITE) < 0)
            test->wrong++;
        commit_spin(kit_random_below(&random, 400));
    }
    return 0;
}

static void call(struct records *test, struct kit_random *random)
{
    struct rt *rt = test->kit->rt;
    bool give = kit_random_below(random, 2);
    struct cap_sqe sqe = { .opcode = CAP_OP_CALL, .method_id = give ? METHOD_GIVE : METHOD_TAKE, .cap_id = test->facet,
                           .addr = (uintptr_t)test->params, .len = 8, .result_addr = test->result + PAGE_SIZE - 8,
                           .result_len = 8 + MOST * sizeof(struct cap_result_record) };
    struct cap_cqe cqe;
    cap_id_t ids[MOST];
    bool move = false;

    test->params[0] = kit_random_below(random, 128);
    if (!give) {
        /* This side's result has a place of its own: the disturbed page is the server's. */
        sqe.result_addr = (uintptr_t)test->empty;
        sqe.result_len = sizeof(test->empty);
        sqe.xfer_count = 1 + (uint16_t)kit_random_below(random, MOST);
        move = put_facets(test, rt, test->params, sqe.xfer_count, kit_random_below(random, 2), ids);
    }
    cqe = commit_do(rt, sqe);
    if (cqe.result != 8 && !(give && cqe.result == STATUS_INVALID_BUFFER) && test->wrong++ < 4)
        rt_log(rt, "test-commit: a call of method %u ended with %d", sqe.method_id, cqe.result);
    for (uint32_t i = 0; i < cqe.cap_count; i++)
        release(test, rt, record_id(test->result + PAGE_SIZE, i));
    test->sent_back += cqe.cap_count;
    if (!give)
        drop_facets(test, rt, sqe.xfer_count, ids, move && cqe.result == 8);
}

void test_records(struct kit *kit)
{
    static struct records test;
    struct kit_random random = { .state = 3 };
    struct kit_ledger before = { 0 }, after = { 0 };
    struct rt_thread *server, *disturber;

    test = (struct records){ .kit = kit, .end_ns = kit_after(kit, PART_NS) };
    test.message = commit_map(kit, 2);
    test.result = commit_map(kit, 2);
    kit_expect(kit, "endpoint", endpoint_factory_create(kit->rt, kit->endpoints, &test.endpoint), STATUS_OK);
    kit_expect(kit, "facet", endpoint_client(kit->rt, test.endpoint, TEST_INTERFACE_ID, &test.facet), STATUS_OK);
    kit_expect(kit, "releases", rt_flush_releases(kit->rt), STATUS_OK);
    kit_expect(kit, "ledger", kit_ledger_read(kit, rt_pid(kit->rt), &before), STATUS_OK);
    server = commit_start(kit, serve, &test);
    disturber = commit_start(kit, disturb, &test);
    for (uint32_t i = 0; i % 64 || commit_now(kit->rt, kit->timer) < test.end_ns; i++)
        call(&test, &random);
    atomic_store_release(&test.stop, 1);
    commit_join(kit, disturber);
    (void)commit_do(kit->rt, (struct cap_sqe){ .opcode = CAP_OP_CALL, .method_id = METHOD_END, .cap_id = test.facet,
                                               .addr = (uintptr_t)test.params, .len = 8, .result_addr = test.result, .result_len = 64 });
    commit_join(kit, server);
    /* Nothing is under way any more: the server drops what it sent after it was answered. */
    kit_expect(kit, "releases", rt_flush_releases(kit->rt), STATUS_OK);
    kit_expect(kit, "ledger", kit_ledger_read(kit, rt_pid(kit->rt), &after), STATUS_OK);
    kit_check(kit, test.wrong == 0, "%u of what must go well did not", test.wrong);
    kit_check(kit, test.arrived + test.sent_back > 50, "only %u and %u capabilities travelled", test.arrived, test.sent_back);
    kit_check(kit, after.cap_slots <= before.cap_slots, "%ld capabilities came that no record told of",
              (long)(after.cap_slots - before.cap_slots));
    rt_drop(kit->rt, test.facet);
    rt_drop(kit->rt, test.endpoint.id);
    kit_expect(kit, "unmap", virtual_memory_unmap(kit->rt, kit->memory, test.message, 2 * PAGE_SIZE), STATUS_OK);
    kit_expect(kit, "unmap", virtual_memory_unmap(kit->rt, kit->memory, test.result, 2 * PAGE_SIZE), STATUS_OK);
    kit_expect(kit, "releases", rt_flush_releases(kit->rt), STATUS_OK);
}
