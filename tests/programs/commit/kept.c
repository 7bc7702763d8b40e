/* SPDX-License-Identifier: MIT */
/*
 * A client keeps an answer and calls its result capability, while its server settles that answer on another CPU. Answers bring one of two
 * memory objects, which `info` tells apart, or an exception, or nothing. Each call that names the answer gets what that answer was,
 * never an older one's: capabilities of older answers stay held for a while, so that a stale id would still be good.
 */
#include "commit.h"

#include "capnp/call.h"

#define PAIRS 2u
#define DEPENDENTS 20u
#define RESULT_WORDS 32u
#define USER_KEPT 0x100u
#define USER_DEPENDENT 0x200u

enum kind { KIND_SMALL, KIND_LARGE, KIND_EXCEPTION, KIND_NOTHING, KIND_END };

struct pair {
    struct kit *kit;
    endpoint_t endpoint;
    cap_id_t facet;
    memory_object_t memory[2];          /* of one page, of two */
    struct kit_random random;
    cap_id_t older;                     /* what the last answer but one brought */
    uint64_t end_ns;
    uint32_t rounds, calls, wrong;
    _Alignas(4096) uint64_t message[512];
    _Alignas(4096) uint64_t reply[512];
    _Alignas(4096) uint64_t params[512];
    _Alignas(4096) uint64_t results[DEPENDENTS + 1][RESULT_WORDS];
};

static struct pair pairs[PAIRS];

static void answer(struct pair *pair, struct rt *rt, uint64_t call_id, enum kind kind)
{
    struct cap_sqe sqe = { .opcode = CAP_OP_RETURN, .flags = CAP_SQE_QUIET, .user_data = 16, .cap_id = pair->endpoint.id,
                           .call_id = call_id, .addr = (uintptr_t)pair->reply, .len = 8 };
    size_t bytes = 0;

    if (kind <= KIND_LARGE) {
        *(struct cap_transfer_descriptor *)(void *)&pair->reply[1] =
            (struct cap_transfer_descriptor){ .cap_id = pair->memory[kind].id, .mode = CAP_TRANSFER_COPY };
        sqe.xfer_count = 1;
    } else if (kind == KIND_EXCEPTION) {
        if (capn_write_exception(pair->reply, sizeof(pair->reply), STATUS_BUSY,
                                 "a reason of more than a hundred bytes, so that what it leaves where a count of capabilities was is a large "
                                 "number", &bytes) != STATUS_OK)
            pair->wrong++;
        sqe.flags |= CAP_SQE_EXCEPTION;
        sqe.len = (uint32_t)bytes;
    }
    (void)rt_raw_submit(rt, &sqe);
}

static int64_t serve(struct rt *rt, void *argument)
{
    struct pair *pair = argument;
    const struct endpoint_message *message = (const void *)pair->message;
    const struct cap_sqe receive = { .opcode = CAP_OP_RECV, .user_data = 8, .cap_id = pair->endpoint.id,
                                     .addr = (uintptr_t)pair->message, .len = sizeof(pair->message) };
    struct kit_random random = { .state = pair->random.state * 77 };
    struct cap_cqe cqe;
    enum kind kind;

    do {
        (void)rt_raw_submit(rt, &receive);
        do
            (void)rt_raw_enter(1, TIME_FOREVER);
        while (!rt_raw_take(rt, &cqe));
        if (cqe.user_data != 8 || cqe.result != (int32_t)sizeof(*message) + 8)
            return 1;
        kind = (enum kind)pair->message[8];
        commit_spin(kit_random_below(&random, 600));
        answer(pair, rt, message->call_id, kind);
    } while (kind != KIND_END);
    (void)rt_raw_enter(0, 0);
    return 0;
}

/* What a dependent of an answer of that kind must have got. */
static void judge(struct pair *pair, struct rt *rt, enum kind kind, const struct cap_cqe *cqe, uint32_t index)
{
    uint32_t pages = (uint32_t)pair->results[index][2];
    bool right;

    pair->calls++;
    if (kind <= KIND_LARGE)
        right = cqe->result > 0 && pages == (uint32_t)kind + 1;
    else if (kind == KIND_EXCEPTION)
        right = cqe->result == STATUS_APPLICATION_EXCEPTION;
    else
        right = cqe->result == STATUS_INVALID_ANSWER;
    if (!right && pair->wrong++ < 4)
        rt_log(rt, "test-commit: an answer of kind %u gave its dependent %d, %u pages", kind, cqe->result, pages);
}

struct round {
    enum kind kind;
    uint64_t id;
    uint32_t sent, open;
    bool done;
    cap_id_t got;
};

static void take_completions(struct pair *pair, struct rt *rt, struct round *round)
{
    struct cap_cqe cqe;

    while (rt_raw_take(rt, &cqe)) {
        if (cqe.user_data == USER_KEPT) {
            round->done = true;
            if (cqe.flags & CAP_CQE_RESULT_CAPS)
                round->got = ((const struct cap_result_record *)(const void *)&pair->results[DEPENDENTS][1])->cap_id;
        } else if (cqe.user_data >= USER_DEPENDENT) {
            round->open--;
            judge(pair, rt, round->kind, &cqe, (uint32_t)(cqe.user_data - USER_DEPENDENT) / 8);
        }
    }
}

static void play(struct pair *pair, struct rt *rt)
{
    uint32_t most = 1 + kit_random_below(&pair->random, DEPENDENTS);
    struct round round = { .kind = (enum kind)kit_random_below(&pair->random, KIND_END), .got = CAP_ID_INVALID };
    const struct cap_sqe call = { .opcode = CAP_OP_CALL, .flags = CAP_SQE_KEEP, .user_data = USER_KEPT, .cap_id = pair->facet,
                                  .addr = (uintptr_t)pair->params, .len = 8, .result_addr = (uintptr_t)pair->results[DEPENDENTS],
                                  .result_len = sizeof(pair->results[0]) };

    pair->params[0] = round.kind;
    round.id = rt_raw_submit(rt, &call);
    (void)rt_raw_enter(0, 0);
    commit_spin(kit_random_below(&pair->random, 300));
    while (!round.done || round.open != 0) {
        if (!round.done && round.sent < most) {
            const struct cap_sqe dependent = { .opcode = CAP_OP_CALL, .flags = CAP_SQE_PIPELINE, .method_id = MEMORY_OBJECT_METHOD_INFO,
                                               .user_data = USER_DEPENDENT + round.sent * 8, .dep = round.id,
                                               .addr = (uintptr_t)&pair->params[8], .result_addr = (uintptr_t)pair->results[round.sent],
                                               .result_len = sizeof(pair->results[0]) };

            pair->results[round.sent][2] = 0;
            (void)rt_raw_submit(rt, &dependent);
            round.sent++;
            round.open++;
        }
        /* It does not wait while it has more to send: that is when it meets the settling. */
        (void)rt_raw_enter(round.sent == most || round.done, TIME_FOREVER);
        take_completions(pair, rt, &round);
    }
    (void)commit_do(rt, (struct cap_sqe){ .opcode = CAP_OP_FINISH, .dep = round.id });
    if (round.got != CAP_ID_INVALID) {
        if (pair->older != CAP_ID_INVALID)
            (void)commit_do(rt, (struct cap_sqe){ .opcode = CAP_OP_RELEASE, .cap_id = pair->older });
        pair->older = round.got;
    }
    pair->rounds++;
}

static int64_t keep(struct rt *rt, void *argument)
{
    struct pair *pair = argument;

    do
        play(pair, rt);
    while (pair->rounds % 16 != 0 || commit_now(rt, pair->kit->timer) < pair->end_ns);
    if (pair->older != CAP_ID_INVALID)
        (void)commit_do(rt, (struct cap_sqe){ .opcode = CAP_OP_RELEASE, .cap_id = pair->older });
    pair->params[0] = KIND_END;
    (void)commit_do(rt, (struct cap_sqe){ .opcode = CAP_OP_CALL, .cap_id = pair->facet, .addr = (uintptr_t)pair->params, .len = 8,
                                          .result_addr = (uintptr_t)pair->results[0], .result_len = sizeof(pair->results[0]) });
    return 0;
}

static void open_pair(struct kit *kit, struct pair *pair, uint64_t seed)
{
    pair->kit = kit;
    pair->random.state = seed;
    pair->older = CAP_ID_INVALID;
    pair->rounds = pair->calls = pair->wrong = 0;
    pair->end_ns = kit_after(kit, PART_NS);
    kit_expect(kit, "endpoint", endpoint_factory_create(kit->rt, kit->endpoints, &pair->endpoint), STATUS_OK);
    kit_expect(kit, "facet", endpoint_client(kit->rt, pair->endpoint, TEST_INTERFACE_ID, &pair->facet), STATUS_OK);
    for (uint32_t i = 0; i < 2; i++)
        kit_expect(kit, "memory", frame_allocator_alloc_contiguous(kit->rt, kit->frames, i + 1, &pair->memory[i]), STATUS_OK);
}

void test_kept(struct kit *kit)
{
    struct rt_thread *threads[2 * PAIRS];

    for (uint32_t i = 0; i < PAIRS; i++) {
        open_pair(kit, &pairs[i], 1234567 + i);
        threads[2 * i] = commit_start(kit, serve, &pairs[i]);
        threads[2 * i + 1] = commit_start(kit, keep, &pairs[i]);
    }
    for (uint32_t i = 0; i < 2 * PAIRS; i++)
        commit_join(kit, threads[i]);
    for (uint32_t i = 0; i < PAIRS; i++) {
        kit_check(kit, pairs[i].wrong == 0, "%u of %u dependents got what was another answer's", pairs[i].wrong, pairs[i].calls);
        kit_check(kit, pairs[i].calls > 100, "only %u dependents", pairs[i].calls);
        rt_drop(kit->rt, pairs[i].facet);
        rt_drop(kit->rt, pairs[i].endpoint.id);
        for (uint32_t j = 0; j < 2; j++)
            rt_drop(kit->rt, pairs[i].memory[j].id);
    }
    kit_expect(kit, "releases", rt_flush_releases(kit->rt), STATUS_OK);
}
