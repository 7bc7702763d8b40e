/* SPDX-License-Identifier: MIT */
#include "ipc.h"

static uint64_t map_two(struct kit *kit)
{
    uint64_t address = 0;

    if (virtual_memory_reserve(kit->rt, kit->memory, 0, 3 * PAGE_SIZE, &address) < 0 ||
        virtual_memory_commit(kit->rt, kit->memory, address, 2 * PAGE_SIZE, PROT_READ | PROT_WRITE) < 0)
        rt_panic(kit->rt, "no memory");
    return address;
}

void ipc_open(struct ipc *ipc, struct kit *kit)
{
    *ipc = (struct ipc){ .kit = kit };
    if (endpoint_factory_create(kit->rt, kit->endpoints, &ipc->endpoint) < 0 ||
        endpoint_client(kit->rt, ipc->endpoint, TEST_INTERFACE_ID, &ipc->facet) < 0)
        rt_panic(kit->rt, "no endpoint");
    ipc->params = map_two(kit);
    ipc->result = map_two(kit);
    ipc->message = map_two(kit);
}

void ipc_close(struct ipc *ipc)
{
    struct kit *kit = ipc->kit;
    const uint64_t areas[] = { ipc->params, ipc->result, ipc->message };

    rt_drop(kit->rt, ipc->facet);
    rt_drop(kit->rt, ipc->endpoint.id);
    kit_expect(kit, "releases", rt_flush_releases(kit->rt), STATUS_OK);
    (void)kit_drain(kit);
    /* Tests make holes in them: page by page. */
    for (uint32_t i = 0; i < 3; i++) {
        for (uint32_t page = 0; page < 3; page++) {
            if (virtual_memory_unmap(kit->rt, kit->memory, areas[i] + page * PAGE_SIZE, PAGE_SIZE) < 0)
                continue;
        }
    }
}

uint64_t ipc_submit(struct ipc *ipc, enum tag tag, struct cap_sqe sqe)
{
    struct rt *rt = ipc->kit->rt;
    struct cap_cqe cqe;
    uint64_t id;

    sqe.user_data = tag * 8;
    id = rt_raw_submit(rt, &sqe);
    (void)rt_raw_enter(0, 0);
    while (rt_raw_take(rt, &cqe)) {
        uint64_t at = cqe.user_data / 8;

        if (at >= TAG_COUNT)
            continue;
        ipc->seen[at] = cqe;
        ipc->count[at]++;
    }
    return id;
}

void ipc_expect(struct ipc *ipc, const char *what, enum tag tag, int32_t expected)
{
    static const char *const names[TAG_COUNT] = { "", "CALL", "RECV", "RETURN", "FINISH", "other", "dependent", "third" };

    kit_check(ipc->kit,
              ipc->count[tag] == (expected != IPC_NONE) && (expected == IPC_NONE || ipc->seen[tag].result == expected),
              "%s: %u completions of %s, the last %d, expected %d", what, ipc->count[tag], names[tag], ipc->seen[tag].result,
              expected);
    ipc->count[tag] = 0;
}

struct cap_sqe ipc_call(const struct ipc *ipc, uint32_t len, uint32_t result_len)
{
    return (struct cap_sqe){ .opcode = CAP_OP_CALL, .method_id = 3, .cap_id = ipc->facet, .addr = ipc->params, .len = len,
                             .result_addr = ipc->result, .result_len = result_len };
}

struct cap_sqe ipc_receive(const struct ipc *ipc, uint32_t len)
{
    return (struct cap_sqe){ .opcode = CAP_OP_RECV, .cap_id = ipc->endpoint.id, .addr = ipc->message, .len = len };
}

struct cap_sqe ipc_return(const struct ipc *ipc, uint64_t call_id, uint32_t len)
{
    return (struct cap_sqe){
        .opcode = CAP_OP_RETURN, .cap_id = ipc->endpoint.id, .call_id = call_id, .addr = ipc->params, .len = len
    };
}

uint64_t ipc_take_call(struct ipc *ipc, uint32_t len, uint32_t result_len)
{
    (void)ipc_submit(ipc, TAG_RECEIVE, ipc_receive(ipc, PAGE_SIZE));
    (void)ipc_submit(ipc, TAG_CALL, ipc_call(ipc, len, result_len));
    ipc_expect(ipc, "a call comes", TAG_RECEIVE, (int32_t)(sizeof(struct endpoint_message) + len));
    ipc_expect(ipc, "a call is under way", TAG_CALL, IPC_NONE);
    return ipc_message(ipc)->call_id;
}

cap_id_t ipc_make_facet(struct ipc *ipc)
{
    cap_id_t cap = CAP_ID_INVALID;

    if (endpoint_client(ipc->kit->rt, ipc->endpoint, OTHER_INTERFACE_ID, &cap) < 0)
        rt_panic(ipc->kit->rt, "no facet");
    return cap;
}

void ipc_release(struct ipc *ipc, cap_id_t cap)
{
    (void)ipc_submit(ipc, TAG_OTHER, (struct cap_sqe){ .opcode = CAP_OP_RELEASE, .cap_id = cap });
    ipc_expect(ipc, "release of what came", TAG_OTHER, STATUS_OK);
}

bool ipc_holds(struct ipc *ipc, cap_id_t cap)
{
    int32_t result;

    /* Wrong for all but endpoints of ours, but only once it was found. */
    (void)ipc_submit(ipc, TAG_OTHER, (struct cap_sqe){ .opcode = CAP_OP_RETURN, .cap_id = cap });
    result = ipc->seen[TAG_OTHER].result;
    ipc->count[TAG_OTHER] = 0;
    return result == STATUS_WRONG_INTERFACE || result == STATUS_INVALID_CALL;
}

static void run_part(struct kit *kit, const char *name, void (*part)(struct kit *kit))
{
    struct kit_totals before;

    if (rt_flush_releases(kit->rt) < 0 || kit_totals_read(kit, &before) < 0)
        rt_panic(kit->rt, "no totals");
    part(kit);
    kit_totals_compare(kit, name, &before);
}

/* Page tables and slots that the first use makes and that stay. */
static void warm_up(struct kit *kit)
{
    struct ipc ipc;

    ipc_open(&ipc, kit);
    ipc_close(&ipc);
    test_random(kit);
    /* The frame of kept answers stays with the thread. */
    test_pipelining(kit);
}

int main(struct rt *rt)
{
    static struct kit kit;

    kit_open(&kit, rt);
    warm_up(&kit);
    run_part(&kit, "returns", test_returns);
    run_part(&kit, "memory", test_memory);
    run_part(&kit, "transfers", test_transfers);
    run_part(&kit, "pipelining", test_pipelining);
    run_part(&kit, "mixed", test_mixed);
    run_part(&kit, "cycles", test_cycles);
    run_part(&kit, "random", test_random);
    return kit_close(&kit);
}
