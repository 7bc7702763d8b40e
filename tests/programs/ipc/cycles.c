/* SPDX-License-Identifier: MIT */
/*
 * Capabilities that lead back to where they are: a facet that waits in the queue of its own endpoint, two endpoints whose queues
 * hold each other, a call that takes the facet away through which it is made, and one that brings along what can cut it. Whoever
 * counts references naively keeps such things for ever; the totals behind this part say that nobody does.
 */
#include "ipc.h"

#include "capability.capnp.h"
#include "errors.capnp.h"

static struct cap_sqe call_with(const struct ipc *ipc, cap_id_t through, struct cap_transfer_descriptor descriptor)
{
    struct cap_sqe sqe = ipc_call(ipc, 8, 0);

    sqe.cap_id = through;
    sqe.xfer_count = 1;
    *ipc_descriptors(ipc, 8) = descriptor;
    return sqe;
}

static void expect_disconnected(struct ipc *ipc, const char *what, enum tag tag)
{
    kit_check(ipc->kit, ipc->seen[tag].aux == EXCEPTION_TYPE_DISCONNECTED, "%s: type %lu", what, ipc->seen[tag].aux);
    ipc_expect(ipc, what, tag, STATUS_APPLICATION_EXCEPTION_TRUNCATED);
}

/* Queued, and never received: the descriptor is only a wish, so the endpoint is not kept by what waits in it. */
static void in_its_own_queue(struct kit *kit, enum cap_transfer_mode mode)
{
    struct ipc ipc;
    cap_id_t cap;

    ipc_open(&ipc, kit);
    cap = ipc_make_facet(&ipc);
    (void)ipc_submit(&ipc, TAG_CALL, call_with(&ipc, cap, (struct cap_transfer_descriptor){ .cap_id = cap, .mode = mode }));
    ipc_expect(&ipc, "a facet in its own queue", TAG_CALL, IPC_NONE);
    (void)ipc_submit(&ipc, TAG_OTHER, (struct cap_sqe){ .opcode = CAP_OP_RELEASE, .cap_id = ipc.endpoint.id });
    ipc_expect(&ipc, "release of the endpoint", TAG_OTHER, STATUS_OK);
    expect_disconnected(&ipc, "the queued call", TAG_CALL);
    kit_check(kit, ipc_holds(&ipc, cap), "a call that never came took a capability");
    rt_drop(kit->rt, cap);
    ipc_close(&ipc);
}

/* The facet goes to the server by the call that is made through it. The call goes on without it. */
static void moved_by_its_own_call(struct kit *kit)
{
    const struct cap_result_record *record;
    struct ipc ipc;
    cap_id_t cap;

    ipc_open(&ipc, kit);
    cap = ipc_make_facet(&ipc);
    (void)ipc_submit(&ipc, TAG_RECEIVE, ipc_receive(&ipc, PAGE_SIZE));
    (void)ipc_submit(&ipc, TAG_CALL, call_with(&ipc, cap, ipc_move_of(cap)));
    ipc_expect(&ipc, "a call that moves its facet", TAG_RECEIVE, sizeof(struct endpoint_message) + 8);
    kit_check(kit, !ipc_holds(&ipc, cap), "the facet that moved is still there");
    record = (const struct cap_result_record *)(uintptr_t)(ipc.message + sizeof(struct endpoint_message) + 8);
    /* The server calls itself through it, and that call is the next to come. */
    (void)ipc_submit(&ipc, TAG_OTHER, call_with(&ipc, record->cap_id, ipc_copy_of(record->cap_id)));
    ipc_expect(&ipc, "the server's call to itself", TAG_OTHER, IPC_NONE);
    cap = record->cap_id;
    (void)ipc_submit(&ipc, TAG_RETURN, ipc_return(&ipc, ipc_message(&ipc)->call_id, 0));
    ipc_expect(&ipc, "the answer", TAG_RETURN, STATUS_OK);
    ipc_expect(&ipc, "the answer", TAG_CALL, 0);
    (void)ipc_submit(&ipc, TAG_RECEIVE, ipc_receive(&ipc, PAGE_SIZE));
    ipc_expect(&ipc, "a call from itself", TAG_RECEIVE, sizeof(struct endpoint_message) + 8);
    (void)ipc_submit(&ipc, TAG_RETURN, ipc_return(&ipc, ipc_message(&ipc)->call_id, 0));
    ipc_expect(&ipc, "its answer", TAG_RETURN, STATUS_OK);
    ipc_expect(&ipc, "its answer", TAG_OTHER, 0);
    (void)ipc_submit(&ipc, TAG_OTHER, (struct cap_sqe){ .opcode = CAP_OP_RELEASE, .cap_id = record->cap_id });
    ipc_expect(&ipc, "release of the copy", TAG_OTHER, STATUS_OK);
    ipc_release(&ipc, cap);
    ipc_close(&ipc);
}

/* Each one's facet waits in the other's queue, and both owners go; in either order, and with one call in flight. */
static void two_that_hold_each_other(struct kit *kit, bool first_goes_first, bool in_flight)
{
    struct ipc a, b;

    ipc_open(&a, kit);
    ipc_open(&b, kit);
    (void)ipc_submit(&a, TAG_CALL, call_with(&a, a.facet, ipc_copy_of(b.facet)));
    (void)ipc_submit(&b, TAG_OTHER, call_with(&b, b.facet, ipc_copy_of(a.facet)));
    if (in_flight) {
        (void)ipc_submit(&a, TAG_RECEIVE, ipc_receive(&a, PAGE_SIZE));
        ipc_expect(&a, "the first call comes", TAG_RECEIVE, sizeof(struct endpoint_message) + 8);
        ipc_release(&a, ((const struct cap_result_record *)(uintptr_t)(a.message + sizeof(struct endpoint_message) + 8))->cap_id);
    }
    for (uint32_t i = 0; i < 2; i++) {
        struct ipc *end = (i == 0) == first_goes_first ? &a : &b;

        (void)ipc_submit(end, TAG_RETURN, (struct cap_sqe){ .opcode = CAP_OP_RELEASE, .cap_id = end->endpoint.id });
        ipc_expect(end, "release of the endpoint", TAG_RETURN, STATUS_OK);
        expect_disconnected(end, "its call", end == &a ? TAG_CALL : TAG_OTHER);
    }
    ipc_close(&a);
    ipc_close(&b);
}

/* The server gets, with a call, the revoker of the facet that the call came through, and uses it. */
static void brings_its_own_revoker(struct kit *kit)
{
    struct cap_result_record lent[2];
    struct ipc ipc;
    uint32_t calls = 0;
    cap_id_t revoker;

    ipc_open(&ipc, kit);
    if (ipc_manage(&ipc, CAPABILITY_MANAGER_METHOD_LEND, ipc.facet, 0, lent) < 0) {
        kit_check(kit, false, "lend");
        return;
    }
    (void)ipc_submit(&ipc, TAG_RECEIVE, ipc_receive(&ipc, PAGE_SIZE));
    (void)ipc_submit(&ipc, TAG_CALL, call_with(&ipc, lent[0].cap_id, ipc_move_of(lent[1].cap_id)));
    ipc_expect(&ipc, "a call with its revoker", TAG_RECEIVE, sizeof(struct endpoint_message) + 8);
    kit_check(kit, !ipc_holds(&ipc, lent[1].cap_id), "the revoker that moved is still there");
    revoker = ((const struct cap_result_record *)(uintptr_t)(ipc.message + sizeof(struct endpoint_message) + 8))->cap_id;
    /* Raw, because the call's completion comes with it. */
    (void)ipc_submit(&ipc, TAG_OTHER, (struct cap_sqe){ .opcode = CAP_OP_CALL, .cap_id = revoker, .method_id = REVOKER_METHOD_REVOKE,
                     .result_addr = ipc.result, .result_len = 64 });
    calls = (uint32_t)((const uint64_t *)(uintptr_t)ipc.result)[2];
    kit_expect(kit, "calls that it ended", calls, 1);
    ipc_expect(&ipc, "revoke", TAG_OTHER, 24);
    expect_disconnected(&ipc, "the call that brought it", TAG_CALL);
    (void)ipc_submit(&ipc, TAG_RETURN, ipc_return(&ipc, ipc_message(&ipc)->call_id, 0));
    ipc_expect(&ipc, "its answer", TAG_RETURN, STATUS_INVALID_CALL);
    (void)ipc_submit(&ipc, TAG_RECEIVE, ipc_receive(&ipc, PAGE_SIZE));
    ipc_expect(&ipc, "the server is told", TAG_RECEIVE, sizeof(struct endpoint_message));
    ipc_release(&ipc, revoker);
    ipc_release(&ipc, lent[0].cap_id);
    ipc_close(&ipc);
}

/* Revoked while the call waits in the queue with the facet itself in its descriptors. */
static void cut_while_it_waits(struct kit *kit)
{
    struct cap_result_record lent[2];
    struct ipc ipc;

    ipc_open(&ipc, kit);
    if (ipc_manage(&ipc, CAPABILITY_MANAGER_METHOD_LEND, ipc.facet, 0, lent) < 0) {
        kit_check(kit, false, "lend");
        return;
    }
    /* Through the facet that stays, carrying the one that is cut: the call waits on, and fails when it is received. */
    (void)ipc_submit(&ipc, TAG_CALL, call_with(&ipc, ipc.facet, ipc_move_of(lent[0].cap_id)));
    (void)ipc_submit(&ipc, TAG_OTHER, (struct cap_sqe){ .opcode = CAP_OP_CALL, .cap_id = lent[1].cap_id,
                     .method_id = REVOKER_METHOD_REVOKE, .result_addr = ipc.result, .result_len = 64 });
    ipc_expect(&ipc, "revoke", TAG_OTHER, 24);
    ipc_expect(&ipc, "the call waits on", TAG_CALL, IPC_NONE);
    (void)ipc_submit(&ipc, TAG_RECEIVE, ipc_receive(&ipc, PAGE_SIZE));
    ipc_expect(&ipc, "what it carries was taken back", TAG_CALL, STATUS_DISCONNECTED);
    ipc_expect(&ipc, "the receive stays", TAG_RECEIVE, IPC_NONE);
    ipc_release(&ipc, lent[0].cap_id);
    ipc_release(&ipc, lent[1].cap_id);
    ipc_close(&ipc);
}

void test_cycles(struct kit *kit)
{
    in_its_own_queue(kit, CAP_TRANSFER_COPY);
    in_its_own_queue(kit, CAP_TRANSFER_MOVE);
    moved_by_its_own_call(kit);
    for (uint32_t i = 0; i < 4; i++)
        two_that_hold_each_other(kit, i & 1, i & 2);
    brings_its_own_revoker(kit);
    cut_while_it_waits(kit);
}
