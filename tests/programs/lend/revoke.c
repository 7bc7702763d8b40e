/* SPDX-License-Identifier: MIT */
/* Lending and taking back. */
#include "lend.h"

#define DEPTH_MAX 8u
#define HOUR_NS 3600000000000ull

static status_t null_call(struct lend *lend, cap_id_t cap)
{
    return null_cap_null(lend->kit.rt, (null_cap_t){ cap });
}

/* revoke, and how many calls it ended; negative: its failure. */
static int64_t revoke(struct lend *lend, revoker_t revoker)
{
    uint32_t calls;
    status_t status = revoker_revoke(lend->kit.rt, revoker, &calls);

    return status < 0 ? status : (int64_t)calls;
}

static void test_use(struct lend *lend)
{
    struct kit *kit = &lend->kit;
    revoker_t revoker;
    cap_id_t facet;
    bool revoked = true;

    kit_expect(kit, "lend", kit_lend(kit, kit->null.id, &facet, &revoker), STATUS_OK);
    kit_expect(kit, "use of a facet", null_call(lend, facet), STATUS_OK);
    kit_check(kit, revoker_info(kit->rt, revoker, &revoked) == STATUS_OK && !revoked, "revoked before it was");
    kit_expect(kit, "revoke", revoke(lend, revoker), 0);
    kit_expect(kit, "use after revocation", null_call(lend, facet), STATUS_GONE);
    kit_expect(kit, "the lender's own hold", null_call(lend, kit->null.id), STATUS_OK);
    kit_expect(kit, "revoking twice", revoke(lend, revoker), 0);
    kit_check(kit, revoker_info(kit->rt, revoker, &revoked) == STATUS_OK && revoked, "not revoked");
    rt_drop(kit->rt, facet);
    rt_drop(kit->rt, revoker.id);
    kit_expect(kit, "lending what must stay", kit_lend(kit, kit->thread.id, &facet, &revoker),
               STATUS_TRANSFER_NOT_SUPPORTED);
}

/* A chain of loans: cutting one cuts what is below it and nothing above. */
static void test_chain(struct lend *lend)
{
    struct kit *kit = &lend->kit;
    cap_id_t facets[DEPTH_MAX + 1];
    revoker_t revokers[DEPTH_MAX + 1], extra_revoker;
    cap_id_t extra;

    facets[0] = kit->null.id;
    for (uint32_t i = 1; i <= DEPTH_MAX; i++)
        kit_expect(kit, "lend what was lent", kit_lend(kit, facets[i - 1], &facets[i], &revokers[i]), STATUS_OK);
    kit_expect(kit, "lend once more", kit_lend(kit, facets[DEPTH_MAX], &extra, &extra_revoker), STATUS_FAILED);
    kit_expect(kit, "the last of the chain", null_call(lend, facets[DEPTH_MAX]), STATUS_OK);
    kit_expect(kit, "cut in the middle", revoke(lend, revokers[4]), 0);
    for (uint32_t i = 1; i <= DEPTH_MAX; i++)
        kit_expect(kit, "a facet of the chain", null_call(lend, facets[i]), i < 4 ? STATUS_OK : STATUS_GONE);
    kit_expect(kit, "lending a dead facet", kit_lend(kit, facets[5], &extra, &extra_revoker), STATUS_DISCONNECTED);
    for (uint32_t i = 1; i <= DEPTH_MAX; i++) {
        rt_drop(kit->rt, facets[i]);
        rt_drop(kit->rt, revokers[i].id);
    }
}

/* A sleep that is under way through a facet. */
static void test_waiting(struct lend *lend)
{
    struct kit *kit = &lend->kit;
    struct timer_sleep_params_builder params = { 0 };
    struct capn_request request;
    revoker_t outer, inner;
    cap_id_t facet, deeper;

    kit_expect(kit, "lend", kit_lend(kit, kit->timer.id, &facet, &outer), STATUS_OK);
    kit_expect(kit, "lend", kit_lend(kit, facet, &deeper, &inner), STATUS_OK);
    kit_expect(kit, "begin", timer_sleep_begin(&request, kit->rt, (timer_t){ deeper }, &params), STATUS_OK);
    timer_sleep_params_set_ns(&params, HOUR_NS);
    kit_expect(kit, "submit", capn_request_submit(&request), STATUS_OK);
    kit_expect(kit, "still asleep", capn_request_wait(&request, kit_after(kit, 1000000)), STATUS_TIMED_OUT);
    kit_expect(kit, "revoke the outer one", revoke(lend, outer), 1);
    kit_expect(kit, "the sleep", capn_request_wait(&request, kit_after(kit, 1000000000)), STATUS_GONE);
    capn_request_end(&request);
    rt_drop(kit->rt, facet);
    rt_drop(kit->rt, deeper);
    rt_drop(kit->rt, outer.id);
    rt_drop(kit->rt, inner.id);
}

static uint64_t take(struct kit *kit, struct cap_cqe *cqe)
{
    (void)rt_raw_enter(1, TIME_FOREVER); /* no other call meanwhile: its client would take our completions */
    return rt_raw_take(kit->rt, cqe) ? cqe->user_data >> 3 : 0;
}

/* A call in a server's hands: the client gets `disconnected`, the server the cancelled message, its RETURN finds nothing. */
static void test_call_in_flight(struct lend *lend)
{
    struct kit *kit = &lend->kit;
    uint8_t buffer[256] __attribute__((aligned(8)));
    const struct endpoint_message *message = (const struct endpoint_message *)buffer;
    struct cap_sqe receive = { .opcode = CAP_OP_RECV, .user_data = 2 << 3, .addr = (uint64_t)(uintptr_t)buffer,
                               .len = sizeof(buffer) };
    struct capn_request request;
    struct cap_cqe cqe;
    endpoint_t endpoint;
    revoker_t revoker;
    cap_id_t client, facet;
    uint64_t call_id;

    kit_expect(kit, "endpoint", endpoint_factory_create(kit->rt, kit->endpoints, &endpoint), STATUS_OK);
    kit_expect(kit, "client", endpoint_client(kit->rt, endpoint, NULL_CAP_INTERFACE_ID, &client), STATUS_OK);
    kit_expect(kit, "lend", kit_lend(kit, client, &facet, &revoker), STATUS_OK);
    receive.cap_id = endpoint.id;
    kit_expect(kit, "begin", capn_request_begin(&request, kit->rt, facet, NULL_CAP_METHOD_NULL, 16, 256), STATUS_OK);
    kit_expect(kit, "submit", capn_request_submit(&request), STATUS_OK);
    (void)rt_raw_submit(kit->rt, &receive);
    kit_expect(kit, "the server gets the call", (int64_t)take(kit, &cqe), 2);
    call_id = message->call_id;
    kit_expect(kit, "revoke", revoke(lend, revoker), 1);
    kit_expect(kit, "the client's call", capn_request_wait(&request, TIME_FOREVER), STATUS_GONE);
    capn_request_end(&request);
    (void)rt_raw_submit(kit->rt, &receive);
    kit_expect(kit, "the server is told", (int64_t)take(kit, &cqe), 2);
    kit_check(kit, message->flags == ENDPOINT_MESSAGE_CANCELLED && message->call_id == call_id, "not the cancelled message");
    (void)rt_raw_submit(kit->rt, &(struct cap_sqe){ .opcode = CAP_OP_RETURN, .cap_id = endpoint.id, .call_id = call_id,
                                                    .user_data = 3 << 3 });
    kit_expect(kit, "RETURN", (int64_t)take(kit, &cqe), 3);
    kit_expect(kit, "to a call that is gone", cqe.result, STATUS_INVALID_CALL);
    rt_drop(kit->rt, endpoint.id);
    rt_drop(kit->rt, client);
    rt_drop(kit->rt, facet);
    rt_drop(kit->rt, revoker.id);
}

void test_revoke(struct lend *lend)
{
    test_use(lend);
    test_chain(lend);
    test_waiting(lend);
    test_call_in_flight(lend);
}
