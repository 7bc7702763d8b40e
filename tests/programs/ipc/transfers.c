/* SPDX-License-Identifier: MIT */
/* Capabilities with an answer: refused all or none, counted right, and never out of sight. */
#include "ipc.h"

#include "capability.capnp.h"

#define FACETS_MAX 300u

/* A RETURN with these two descriptors to a fresh call. */
static void return_two(struct ipc *ipc, const char *what, struct cap_transfer_descriptor first,
                       struct cap_transfer_descriptor second, int32_t server, int32_t caller)
{
    struct cap_sqe sqe = ipc_return(ipc, ipc_take_call(ipc, 8, 256), 16);

    ipc_descriptors(ipc, 16)[0] = first;
    ipc_descriptors(ipc, 16)[1] = second;
    sqe.xfer_count = 2;
    (void)ipc_submit(ipc, TAG_RETURN, sqe);
    ipc_expect(ipc, what, TAG_RETURN, server);
    if (caller >= 0)
        kit_check(ipc->kit, ipc->seen[TAG_CALL].flags == CAP_CQE_RESULT_CAPS && ipc->seen[TAG_CALL].cap_count == 2,
                  "%s: %u capabilities", what, ipc->seen[TAG_CALL].cap_count);
    ipc_expect(ipc, what, TAG_CALL, caller);
}

/* The server hears exactly what was wrong; the caller that nothing came. */
static void server_mistakes(struct ipc *ipc)
{
    cap_id_t cap = ipc_make_facet(ipc);
    struct cap_transfer_descriptor wrong = ipc_copy_of(cap);

    wrong.mode = 9;
    return_two(ipc, "an unknown mode", ipc_move_of(cap), wrong, STATUS_INVALID_TRANSFER_DESCRIPTOR, STATUS_TRANSFER_ABORTED);
    wrong = ipc_copy_of(cap);
    wrong.reserved[1] = 1;
    return_two(ipc, "a reserved byte", ipc_move_of(cap), wrong, STATUS_INVALID_TRANSFER_DESCRIPTOR, STATUS_TRANSFER_ABORTED);
    return_two(ipc, "two moves of one", ipc_move_of(cap), ipc_move_of(cap), STATUS_INVALID_TRANSFER_DESCRIPTOR,
               STATUS_TRANSFER_ABORTED);
    return_two(ipc, "what never was", ipc_move_of(cap), ipc_copy_of(0x00100000), STATUS_INVALID_CAP, STATUS_TRANSFER_ABORTED);
    return_two(ipc, "an endpoint", ipc_move_of(cap), ipc_copy_of(ipc->endpoint.id), STATUS_TRANSFER_NOT_SUPPORTED,
               STATUS_TRANSFER_ABORTED);
    return_two(ipc, "VirtualMemory", ipc_move_of(cap), ipc_move_of(ipc->kit->memory.id), STATUS_TRANSFER_NOT_SUPPORTED,
               STATUS_TRANSFER_ABORTED);
    kit_check(ipc->kit, ipc_holds(ipc, cap), "a capability was lost to a mistake");
    rt_drop(ipc->kit->rt, cap);
    kit_expect(ipc->kit, "release", rt_flush_releases(ipc->kit->rt), STATUS_OK);
    return_two(ipc, "what was released", ipc_copy_of(ipc->facet), ipc_copy_of(cap), STATUS_STALE_CAP, STATUS_TRANSFER_ABORTED);
}

static void right_ones(struct ipc *ipc)
{
    const struct cap_result_record *records = (const struct cap_result_record *)(uintptr_t)(ipc->result + 16);
    cap_id_t cap = ipc_make_facet(ipc), first, second;

    return_two(ipc, "a copy and a move", ipc_copy_of(ipc->facet), ipc_move_of(cap), STATUS_OK, 16);
    first = records[0].cap_id;
    second = records[1].cap_id;
    kit_check(ipc->kit,
              records[0].interface_id == TEST_INTERFACE_ID && records[1].interface_id == OTHER_INTERFACE_ID &&
                  records[0].transfer_mode == CAP_TRANSFER_COPY,
              "records of %lx and %lx", records[0].interface_id, records[1].interface_id);
    kit_check(ipc->kit, ipc_holds(ipc, first) && ipc_holds(ipc, second) && ipc_holds(ipc, ipc->facet),
              "what came is not there");
    kit_check(ipc->kit, !ipc_holds(ipc, cap), "what was moved is still there");
    rt_drop(ipc->kit->rt, cap);
    ipc_release(ipc, first);
    ipc_release(ipc, second);
    kit_check(ipc->kit, ipc_holds(ipc, ipc->facet), "what was copied is gone");
    return_two(ipc, "two copies of one", ipc_copy_of(ipc->facet), ipc_copy_of(ipc->facet), STATUS_OK, 16);
    ipc_release(ipc, records[0].cap_id);
    ipc_release(ipc, records[1].cap_id);
}

/* A quiet call says nothing when it went well; but capabilities that nobody heard of could never be released. */
static void quiet_call(struct ipc *ipc)
{
    const struct cap_result_record *records = (const struct cap_result_record *)(uintptr_t)(ipc->result + 8);
    struct cap_sqe call = ipc_call(ipc, 8, 256), sqe;

    call.flags = CAP_SQE_QUIET;
    (void)ipc_submit(ipc, TAG_RECEIVE, ipc_receive(ipc, PAGE_SIZE));
    (void)ipc_submit(ipc, TAG_CALL, call);
    ipc_expect(ipc, "a quiet call comes", TAG_RECEIVE, sizeof(struct endpoint_message) + 8);
    (void)ipc_submit(ipc, TAG_RETURN, ipc_return(ipc, ipc_message(ipc)->call_id, 8));
    ipc_expect(ipc, "its answer", TAG_RETURN, STATUS_OK);
    ipc_expect(ipc, "its answer", TAG_CALL, IPC_NONE);
    (void)ipc_submit(ipc, TAG_RECEIVE, ipc_receive(ipc, PAGE_SIZE));
    (void)ipc_submit(ipc, TAG_CALL, call);
    ipc_expect(ipc, "a quiet call comes", TAG_RECEIVE, sizeof(struct endpoint_message) + 8);
    sqe = ipc_return(ipc, ipc_message(ipc)->call_id, 8);
    sqe.xfer_count = 1;
    *ipc_descriptors(ipc, 8) = ipc_copy_of(ipc->facet);
    (void)ipc_submit(ipc, TAG_RETURN, sqe);
    ipc_expect(ipc, "its answer with a capability", TAG_RETURN, STATUS_OK);
    ipc_expect(ipc, "its answer with a capability", TAG_CALL, 8);
    ipc_release(ipc, records[0].cap_id);
}

/* The caller's table is full: nothing comes, both hear of it, and it works again when there is room. */
static void full_table(struct ipc *ipc)
{
    static cap_id_t facets[FACETS_MAX];
    struct cap_sqe sqe;
    uint32_t count = 0;
    uint64_t id;

    while (count < FACETS_MAX && endpoint_client(ipc->kit->rt, ipc->endpoint, OTHER_INTERFACE_ID, &facets[count]) == STATUS_OK)
        count++;
    id = ipc_take_call(ipc, 8, 256);
    sqe = ipc_return(ipc, id, 16);
    sqe.xfer_count = 1;
    *ipc_descriptors(ipc, 16) = ipc_copy_of(ipc->facet);
    (void)ipc_submit(ipc, TAG_RETURN, sqe);
    ipc_expect(ipc, "a capability for a full table", TAG_RETURN, STATUS_TRANSFER_ABORTED);
    ipc_expect(ipc, "a capability for a full table", TAG_CALL, STATUS_TRANSFER_ABORTED);
    while (count > 0)
        rt_drop(ipc->kit->rt, facets[--count]);
    kit_expect(ipc->kit, "releases", rt_flush_releases(ipc->kit->rt), STATUS_OK);
    right_ones(ipc);
}

int32_t ipc_manage(struct ipc *ipc, uint16_t method, cap_id_t cap, uint64_t interface_id, struct cap_result_record *records)
{
    uint64_t *params = (uint64_t *)(uintptr_t)ipc->params;
    struct cap_sqe sqe = { .opcode = CAP_OP_CALL, .method_id = method, .addr = ipc->params, .len = 32, .result_addr = ipc->result,
                           .result_len = 512, .xfer_count = 1 };
    int32_t result;

    if (rt_find(ipc->kit->rt, "capabilities", CAPABILITY_MANAGER_INTERFACE_ID, &sqe.cap_id) < 0)
        return STATUS_NOT_FOUND;
    /* A struct of one word and one pointer, capability 0; lend's params have no word, which is no matter. */
    params[0] = 3ull << 32;
    params[1] = 1ull << 32 | 1ull << 48;
    params[2] = interface_id;
    params[3] = 3;
    *ipc_descriptors(ipc, 32) = ipc_copy_of(cap);
    (void)ipc_submit(ipc, TAG_OTHER, sqe);
    result = ipc->seen[TAG_OTHER].result;
    ipc->count[TAG_OTHER] = 0;
    if (result >= 0)
        memcpy(records, (const void *)(uintptr_t)(ipc->result + ((result + 7u) & ~7u)),
               ipc->seen[TAG_OTHER].cap_count * sizeof(*records));
    return result;
}

/* What can only be moved is held once, whatever is tried. */
static void only_one(struct ipc *ipc)
{
    struct cap_result_record lent[2], more[2];
    int32_t result = ipc_manage(ipc, CAPABILITY_MANAGER_METHOD_LEND, ipc->facet, 0, lent);

    kit_check(ipc->kit, result >= 0 && lent[1].transfer_mode == CAP_TRANSFER_MOVE, "lend: %d, revoker's mode %u", result,
              lent[1].transfer_mode);
    if (result < 0)
        return;
    return_two(ipc, "a copy of a revoker", ipc_copy_of(lent[0].cap_id), ipc_copy_of(lent[1].cap_id), STATUS_TRANSFER_NOT_SUPPORTED,
               STATUS_TRANSFER_ABORTED);
    result = ipc_manage(ipc, CAPABILITY_MANAGER_METHOD_NARROW, lent[1].cap_id, REVOKER_INTERFACE_ID, more);
    kit_expect(ipc->kit, "a second revoker by narrowing", result, STATUS_TRANSFER_NOT_SUPPORTED);
    if (result >= 0)
        ipc_release(ipc, more[0].cap_id);
    result = ipc_manage(ipc, CAPABILITY_MANAGER_METHOD_NARROW, lent[0].cap_id, TEST_INTERFACE_ID, more);
    kit_check(ipc->kit, result >= 0, "narrowing a facet to itself: %d", result);
    if (result >= 0)
        ipc_release(ipc, more[0].cap_id);
    return_two(ipc, "a revoker and its facet, moved", ipc_move_of(lent[0].cap_id), ipc_move_of(lent[1].cap_id), STATUS_OK, 16);
    memcpy(lent, (const void *)(uintptr_t)(ipc->result + 16), sizeof(lent));
    ipc_release(ipc, lent[0].cap_id);
    ipc_release(ipc, lent[1].cap_id);
}

/* Many at once, there and back. */
static void as_many_as_can_be(struct ipc *ipc)
{
    const struct cap_result_record *records = (const struct cap_result_record *)(uintptr_t)ipc->result;
    struct cap_sqe sqe = ipc_return(ipc, ipc_take_call(ipc, 8, PAGE_SIZE), 0);

    for (uint32_t i = 0; i < TRANSFER_MAX_DESCRIPTORS; i++)
        ipc_descriptors(ipc, 0)[i] = i % 2 ? ipc_move_of(ipc_make_facet(ipc)) : ipc_copy_of(ipc->facet);
    sqe.xfer_count = TRANSFER_MAX_DESCRIPTORS;
    (void)ipc_submit(ipc, TAG_RETURN, sqe);
    ipc_expect(ipc, "32 capabilities", TAG_RETURN, STATUS_OK);
    ipc_expect(ipc, "32 capabilities", TAG_CALL, 0);
    for (uint32_t i = 0; i < TRANSFER_MAX_DESCRIPTORS; i++) {
        if (i % 2)
            rt_drop(ipc->kit->rt, ipc_descriptors(ipc, 0)[i].cap_id);
        ipc_release(ipc, records[i].cap_id);
    }
}

void test_transfers(struct kit *kit)
{
    struct ipc ipc;

    ipc_open(&ipc, kit);
    server_mistakes(&ipc);
    right_ones(&ipc);
    quiet_call(&ipc);
    full_table(&ipc);
    only_one(&ipc);
    as_many_as_can_be(&ipc);
    ipc_close(&ipc);
}
