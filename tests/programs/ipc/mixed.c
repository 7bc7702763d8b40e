/* SPDX-License-Identifier: MIT */
/*
 * One bad descriptor among good ones, at every place of the list, in calls (to a server that waits, and to one that comes later) and
 * in answers: the documented error, nothing moves, and nothing stays anywhere. Then the good ones alone, and the same again: what
 * was moved is moved once.
 */
#include "ipc.h"

#include "capability.capnp.h"

#define GOOD 4u
#define PAYLOAD 16u

struct mixed {
    struct ipc *ipc;
    cap_id_t moved[2];          /* two of the good ones move, two are copied */
    struct cap_transfer_descriptor bad;
    const char *what;
    int32_t expected;
    uint64_t slots;             /* charged to us before the attempt */
};

static uint64_t slots_used(struct mixed *mixed)
{
    struct kit_ledger used = { 0 };

    kit_expect(mixed->ipc->kit, "ledger", kit_ledger_read(mixed->ipc->kit, rt_pid(mixed->ipc->kit->rt), &used), STATUS_OK);
    return used.cap_slots;
}

/* The list with the bad one at `place`; beyond the end: none. How many there are. */
static uint16_t fill(struct mixed *mixed, uint32_t place)
{
    const struct ipc *ipc = mixed->ipc;
    const struct cap_transfer_descriptor good[GOOD] = { ipc_copy_of(ipc->facet), ipc_move_of(mixed->moved[0]),
                                                        ipc_copy_of(ipc->kit->null.id), ipc_move_of(mixed->moved[1]) };
    struct cap_transfer_descriptor *list = ipc_descriptors(ipc, PAYLOAD);
    uint16_t count = 0;

    for (uint32_t i = 0; i <= GOOD; i++) {
        if (i == place)
            list[count++] = mixed->bad;
        if (i < GOOD)
            list[count++] = good[i];
    }
    return count;
}

static void check_nothing_moved(struct mixed *mixed, const char *how, uint32_t place)
{
    struct ipc *ipc = mixed->ipc;
    uint64_t slots = slots_used(mixed);

    kit_check(ipc->kit, ipc_holds(ipc, mixed->moved[0]) && ipc_holds(ipc, mixed->moved[1]) && ipc_holds(ipc, ipc->facet),
              "%s %s at %u: a good one is gone", how, mixed->what, place);
    kit_check(ipc->kit, slots == mixed->slots, "%s %s at %u: %lu slots instead of %lu", how, mixed->what, place, slots, mixed->slots);
}

/* server_first: a receive waits when the call comes. */
static void in_a_call(struct mixed *mixed, uint32_t place, bool server_first)
{
    struct ipc *ipc = mixed->ipc;
    struct cap_sqe call = ipc_call(ipc, PAYLOAD, 64);
    uint64_t receive;

    call.xfer_count = fill(mixed, place);
    if (!server_first)
        (void)ipc_submit(ipc, TAG_CALL, call);
    receive = ipc_submit(ipc, TAG_RECEIVE, ipc_receive(ipc, PAGE_SIZE));
    if (server_first)
        (void)ipc_submit(ipc, TAG_CALL, call);
    ipc_expect(ipc, mixed->what, TAG_CALL, mixed->expected);
    ipc_expect(ipc, "the receive stays", TAG_RECEIVE, IPC_NONE);
    check_nothing_moved(mixed, "a call with", place);
    (void)ipc_submit(ipc, TAG_FINISH, (struct cap_sqe){ .opcode = CAP_OP_FINISH, .dep = receive });
    ipc_expect(ipc, "the receive, ended", TAG_RECEIVE, STATUS_CANCELLED);
    ipc_expect(ipc, "FINISH", TAG_FINISH, STATUS_OK);
}

static void in_an_answer(struct mixed *mixed, uint32_t place)
{
    struct ipc *ipc = mixed->ipc;
    struct cap_sqe sqe = ipc_return(ipc, ipc_take_call(ipc, 8, 512), PAYLOAD);

    sqe.xfer_count = fill(mixed, place);
    (void)ipc_submit(ipc, TAG_RETURN, sqe);
    ipc_expect(ipc, mixed->what, TAG_RETURN, mixed->expected);
    ipc_expect(ipc, mixed->what, TAG_CALL, STATUS_TRANSFER_ABORTED);
    check_nothing_moved(mixed, "an answer with", place);
}

static void everywhere(struct mixed *mixed, const char *what, struct cap_transfer_descriptor bad, int32_t expected)
{
    mixed->what = what;
    mixed->bad = bad;
    mixed->expected = expected;
    mixed->slots = slots_used(mixed);
    for (uint32_t place = 0; place <= GOOD; place++) {
        in_a_call(mixed, place, true);
        in_a_call(mixed, place, false);
        in_an_answer(mixed, place);
    }
}

static void badly_formed(struct mixed *mixed)
{
    struct cap_transfer_descriptor bad = ipc_copy_of(mixed->ipc->facet);

    for (uint32_t mode = CAP_TRANSFER_NONE; mode < 256; mode = mode * 2 + 1) {
        bad.mode = (uint8_t)mode;
        everywhere(mixed, "a mode that is none", bad, STATUS_INVALID_TRANSFER_DESCRIPTOR);
    }
    for (uint32_t i = 0; i < 3; i++) {
        bad = ipc_copy_of(mixed->ipc->facet);
        bad.reserved[i] = 0x80;
        everywhere(mixed, "a reserved byte", bad, STATUS_INVALID_TRANSFER_DESCRIPTOR);
    }
    everywhere(mixed, "one that moves, moved twice", ipc_move_of(mixed->moved[0]), STATUS_INVALID_TRANSFER_DESCRIPTOR);
    everywhere(mixed, "one that moves, copied as well", ipc_copy_of(mixed->moved[1]), STATUS_INVALID_TRANSFER_DESCRIPTOR);
}

static void not_held(struct mixed *mixed)
{
    struct ipc *ipc = mixed->ipc;
    cap_id_t gone = ipc_make_facet(ipc);

    everywhere(mixed, "a slot that is not there", ipc_copy_of(0x00ffff00), STATUS_INVALID_CAP);
    everywhere(mixed, "no capability at all", ipc_move_of(CAP_ID_INVALID), STATUS_INVALID_CAP);
    everywhere(mixed, "another generation", ipc_copy_of(ipc->facet ^ 5u << CAP_ID_INDEX_BITS), STATUS_STALE_CAP);
    rt_drop(ipc->kit->rt, gone);
    kit_expect(ipc->kit, "release", rt_flush_releases(ipc->kit->rt), STATUS_OK);
    everywhere(mixed, "what was released", ipc_move_of(gone), STATUS_STALE_CAP);
}

static void not_to_leave(struct mixed *mixed)
{
    const struct kit *kit = mixed->ipc->kit;
    cap_id_t manager = CAP_ID_INVALID;

    kit_expect(mixed->ipc->kit, "capabilities", rt_find(kit->rt, "capabilities", CAPABILITY_MANAGER_INTERFACE_ID, &manager), STATUS_OK);
    everywhere(mixed, "an endpoint, copied", ipc_copy_of(mixed->ipc->endpoint.id), STATUS_TRANSFER_NOT_SUPPORTED);
    everywhere(mixed, "an endpoint, moved", ipc_move_of(mixed->ipc->endpoint.id), STATUS_TRANSFER_NOT_SUPPORTED);
    everywhere(mixed, "VirtualMemory", ipc_move_of(kit->memory.id), STATUS_TRANSFER_NOT_SUPPORTED);
    everywhere(mixed, "ThreadControl", ipc_copy_of(kit->thread.id), STATUS_TRANSFER_NOT_SUPPORTED);
    everywhere(mixed, "CapabilityManager", ipc_copy_of(manager), STATUS_TRANSFER_NOT_SUPPORTED);
}

static void revoked(struct mixed *mixed)
{
    struct cap_result_record lent[2];
    struct ipc *ipc = mixed->ipc;

    if (ipc_manage(ipc, CAPABILITY_MANAGER_METHOD_LEND, ipc->facet, 0, lent) < 0) {
        kit_check(ipc->kit, false, "lend");
        return;
    }
    everywhere(mixed, "a revoker, copied", ipc_copy_of(lent[1].cap_id), STATUS_TRANSFER_NOT_SUPPORTED);
    kit_expect(ipc->kit, "revoke", revoker_revoke(ipc->kit->rt, (revoker_t){ lent[1].cap_id }, &(uint32_t){ 0 }), STATUS_OK);
    everywhere(mixed, "what was taken back, copied", ipc_copy_of(lent[0].cap_id), STATUS_DISCONNECTED);
    everywhere(mixed, "what was taken back, moved", ipc_move_of(lent[0].cap_id), STATUS_DISCONNECTED);
    ipc_release(ipc, lent[0].cap_id);
    ipc_release(ipc, lent[1].cap_id);
}

/* The good ones alone go well; then the same list again. */
static void replayed(struct mixed *mixed)
{
    const struct cap_result_record *records = (const struct cap_result_record *)(uintptr_t)(mixed->ipc->result + PAYLOAD);
    struct ipc *ipc = mixed->ipc;
    struct cap_sqe call = ipc_call(ipc, PAYLOAD, 64), sqe = ipc_return(ipc, ipc_take_call(ipc, 8, 512), PAYLOAD);

    sqe.xfer_count = fill(mixed, GOOD + 1);
    (void)ipc_submit(ipc, TAG_RETURN, sqe);
    ipc_expect(ipc, "the good ones", TAG_RETURN, STATUS_OK);
    ipc_expect(ipc, "the good ones", TAG_CALL, PAYLOAD);
    for (uint32_t i = 0; i < GOOD; i++)
        ipc_release(ipc, records[i].cap_id);
    sqe.call_id = ipc_take_call(ipc, 8, 512);
    (void)ipc_submit(ipc, TAG_RETURN, sqe);
    ipc_expect(ipc, "a move, again in an answer", TAG_RETURN, STATUS_STALE_CAP);
    ipc_expect(ipc, "a move, again in an answer", TAG_CALL, STATUS_TRANSFER_ABORTED);
    call.xfer_count = sqe.xfer_count;
    (void)ipc_submit(ipc, TAG_CALL, call);
    (void)ipc_submit(ipc, TAG_RECEIVE, ipc_receive(ipc, PAGE_SIZE));
    ipc_expect(ipc, "a move, again in a call", TAG_CALL, STATUS_STALE_CAP);
    ipc_expect(ipc, "the receive stays", TAG_RECEIVE, IPC_NONE);
    rt_drop(ipc->kit->rt, mixed->moved[0]);
    rt_drop(ipc->kit->rt, mixed->moved[1]);
}

void test_mixed(struct kit *kit)
{
    struct ipc ipc;
    struct mixed mixed = { .ipc = &ipc };

    ipc_open(&ipc, kit);
    mixed.moved[0] = ipc_make_facet(&ipc);
    mixed.moved[1] = ipc_make_facet(&ipc);
    badly_formed(&mixed);
    not_held(&mixed);
    not_to_leave(&mixed);
    revoked(&mixed);
    replayed(&mixed);
    ipc_close(&ipc);
}
