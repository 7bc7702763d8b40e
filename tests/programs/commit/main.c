/* SPDX-License-Identifier: MIT */
#include "commit.h"

struct cap_cqe commit_do(struct rt *rt, struct cap_sqe sqe)
{
    struct cap_cqe cqe = { .result = INT32_MIN };

    sqe.user_data = 0x7770;
    (void)rt_raw_submit(rt, &sqe);
    for (;;) {
        (void)rt_raw_enter(1, TIME_FOREVER);
        while (rt_raw_take(rt, &cqe)) {
            if (cqe.user_data == 0x7770)
                return cqe;
        }
    }
}

cap_id_t commit_facet(struct rt *rt, cap_id_t endpoint)
{
    /* One segment of two words: a struct of one data word, the interface id. */
    _Alignas(64) uint64_t params[3] = { 2ull << 32, 1ull << 32, OTHER_INTERFACE_ID }, result[16];
    struct cap_cqe cqe = commit_do(rt, (struct cap_sqe){ .opcode = CAP_OP_CALL, .method_id = ENDPOINT_METHOD_CLIENT, .cap_id = endpoint,
                                                         .addr = (uintptr_t)params, .len = sizeof(params),
                                                         .result_addr = (uintptr_t)result, .result_len = sizeof(result) });

    if (cqe.result < 0 || cqe.cap_count != 1)
        rt_panic(rt, "no facet: %d", cqe.result);
    return ((const struct cap_result_record *)(const void *)((const uint8_t *)result + ((cqe.result + 7) & ~7)))->cap_id;
}

uint64_t commit_map(struct kit *kit, uint64_t pages)
{
    uint64_t address = 0;

    kit_expect(kit, "map", virtual_memory_map(kit->rt, kit->memory, 0, pages * PAGE_SIZE, PROT_READ | PROT_WRITE, &address), STATUS_OK);
    return address;
}

struct rt_thread *commit_start(struct kit *kit, int64_t (*function)(struct rt *rt, void *argument), void *argument)
{
    struct rt_thread *thread = NULL;

    kit_expect(kit, "create a thread", rt_thread_create(kit->rt, function, argument, 0, &thread), STATUS_OK);
    return thread;
}

void commit_join(struct kit *kit, struct rt_thread *thread)
{
    kit_expect(kit, "join", rt_thread_join(kit->rt, thread, NULL), STATUS_OK);
}

/* The first run makes what stays: page tables, slots, frames of kept answers. */
static void run_part(struct kit *kit, const char *name, void (*part)(struct kit *kit))
{
    struct kit_totals before;

    part(kit);
    if (rt_flush_releases(kit->rt) < 0 || kit_totals_read(kit, &before) < 0)
        rt_panic(kit->rt, "no totals");
    part(kit);
    kit_totals_compare(kit, name, &before);
}

int main(struct rt *rt)
{
    static struct kit kit;

    kit_open(&kit, rt);
    /* Ids are not used again: the tables of capabilities grow while slots retire. */
    kit.frame_slack += 64;
    run_part(&kit, "records", test_records);
    run_part(&kit, "moves", test_moves);
    run_part(&kit, "kept", test_kept);
    run_part(&kit, "flags", test_flags);
    run_part(&kit, "handles", test_handles);
    run_part(&kit, "takeback", test_takeback);
    return kit_close(&kit);
}
