/* SPDX-License-Identifier: MIT */
/* Deeds in company: taking all there is of something, or never letting go of the processor. */
#include "deed.h"

#include "random.h"

static uint64_t memory[512] __attribute__((aligned(4096)));
/* Always 0; the compiler does not know. */
static volatile int stop;

/* Answers the call in the buffer, and waits for the next. */
static void answer_and_receive(struct kit *kit, cap_id_t serve, bool answer)
{
    const struct endpoint_message *message = (const struct endpoint_message *)memory;
    struct cap_sqe back = { .opcode = CAP_OP_RETURN, .flags = CAP_SQE_QUIET, .cap_id = serve, .call_id = message->call_id };
    struct cap_sqe receive = { .opcode = CAP_OP_RECV, .cap_id = serve, .addr = (uintptr_t)memory, .len = sizeof(memory),
                               .user_data = 8 };
    struct cap_cqe cqe;

    if (answer)
        rt_raw_submit(kit->rt, &back);
    rt_raw_submit(kit->rt, &receive);
    (void)rt_raw_enter(1, TIME_FOREVER);
    while (rt_raw_take(kit->rt, &cqe))
        ;
}

/* Takes every frame that there is; then gives one back for each call. */
static int eat_frames(struct kit *kit)
{
    const uint64_t pages = 1ull << 20;
    uint64_t start, at;
    cap_id_t serve;

    if (rt_find(kit->rt, "serve", ENDPOINT_INTERFACE_ID, &serve) < 0 ||
        virtual_memory_reserve(kit->rt, kit->memory, 0, pages * PAGE_SIZE, &start) < 0)
        return 1;
    at = start;
    for (uint64_t step = 512; step != 0; step /= 2) {
        while (virtual_memory_commit(kit->rt, kit->memory, at, step * PAGE_SIZE, PROT_READ | PROT_WRITE) == STATUS_OK)
            at += step * PAGE_SIZE;
        /* A commit that failed in the middle keeps its first part, which the smaller steps walk over. */
    }
    answer_and_receive(kit, serve, false);
    while (at > start) {
        at -= PAGE_SIZE;
        if (virtual_memory_decommit(kit->rt, kit->memory, at, PAGE_SIZE) < 0)
            return 1;
        answer_and_receive(kit, serve, true);
    }
    return 0;
}

/* Answers every call at once, for ever. */
static int pong(struct kit *kit)
{
    cap_id_t serve;

    if (rt_find(kit->rt, "serve", ENDPOINT_INTERFACE_ID, &serve) < 0)
        return 1;
    answer_and_receive(kit, serve, false);
    while (!stop)
        answer_and_receive(kit, serve, true);
    return 0;
}

/* Calls for ever: with pong on the other side, two processes that hand the processor to each other. */
static int ping(struct kit *kit)
{
    struct cap_sqe call = { .opcode = CAP_OP_CALL, .user_data = 8 };
    struct cap_cqe cqe;

    if (rt_find(kit->rt, "target", 0, &call.cap_id) < 0)
        return 1;
    while (!stop) {
        rt_raw_submit(kit->rt, &call);
        (void)rt_raw_enter(1, TIME_FOREVER);
        while (rt_raw_take(kit->rt, &cqe))
            ;
    }
    return 0;
}

/* As many children as can be, which do the same; the youngest sleep a little, and then all end by themselves. */
static int bomb(struct kit *kit, const char *next)
{
    const struct kit_grant grants[] = { { "timer", KIT_GRANT_COPY, kit->timer.id, 0 },
                                        { "spawner", KIT_GRANT_COPY, kit->spawner.id, 0 } };
    struct kit_child child = { .name = next, .binary = "deed", .grants = grants, .grant_count = 2 };
    process_handle_t handle;
    status_t status = STATUS_OK;

    while (status == STATUS_OK)
        status = kit_spawn(kit, &child, &handle, NULL);
    return status == STATUS_OVERLOADED && deed_nap(kit) == 7 ? 7 : 1;
}

static int bomb_2(struct kit *kit)
{
    return bomb(kit, "bomb-1");
}

static int bomb_1(struct kit *kit)
{
    return bomb(kit, "nap");
}

/* Floating-point registers are ours alone, however often others run in between: two equal sums come out equal. */
static int sum_floats(struct kit *kit)
{
    uint64_t end = kit_after(kit, 100000000);
    double first = 0, scale = 1.0 / (rt_pid(kit->rt) + 3);

    while (kit_after(kit, 0) < end) {
        double sum = 0;

        for (int i = 1; i < 20000; i++)
            sum += scale / i;
        if (first == 0)
            first = sum;
        if (sum != first)
            return 1;
    }
    return 7;
}

/* Sixteen tebibytes of addresses with next to nothing in them, given back as one range. */
static int sparse(struct kit *kit)
{
    const uint64_t bytes = ((1ull << 32) - 16) * PAGE_SIZE;
    uint64_t start;

    if (virtual_memory_reserve(kit->rt, kit->memory, 0, bytes, &start) < 0)
        return 1;
    for (uint64_t at = start; at < start + bytes; at += bytes / 4) {
        if (virtual_memory_commit(kit->rt, kit->memory, at & ~(PAGE_SIZE - 1ull), PAGE_SIZE, PROT_READ) < 0)
            return 2;
    }
    if (virtual_memory_decommit(kit->rt, kit->memory, start, bytes) < 0 ||
        virtual_memory_commit(kit->rt, kit->memory, start + bytes - PAGE_SIZE, PAGE_SIZE, PROT_READ) < 0 ||
        virtual_memory_unmap(kit->rt, kit->memory, start, bytes) < 0)
        return 3;
    return 7;
}

/* Writes over all of `shared`, again and again: what a peer may do to memory that it was given. */
static int scribble_shared(struct kit *kit)
{
    struct kit_random random = { rt_pid(kit->rt) };
    memory_object_t shared;
    uint64_t address, bytes = 0;
    uint32_t pages;

    if (rt_find(kit->rt, "shared", MEMORY_OBJECT_INTERFACE_ID, &shared.id) < 0 ||
        memory_object_info(kit->rt, shared, &pages, &bytes) < 0 ||
        memory_object_map(kit->rt, shared, 0, 0, bytes, PROT_READ | PROT_WRITE, &address) < 0)
        return 1;
    while (!stop) {
        volatile uint32_t *word = (volatile uint32_t *)(uintptr_t)(address + kit_random_below(&random, (uint32_t)bytes / 4) * 4);

        /* Half of it in the header; small numbers as often as large ones, because they are more often believed. */
        if (kit_random_below(&random, 2))
            word = (volatile uint32_t *)(uintptr_t)(address + kit_random_below(&random, 48) * 4);
        *word = (uint32_t)kit_random_next(&random) >> kit_random_below(&random, 32);
    }
    return 1;
}

const struct deed many_deeds[] = {
    { "scribble-shared", scribble_shared },
    { "sparse", sparse },
    { "eat-frames", eat_frames }, { "pong", pong },     { "ping", ping },          { "bomb-2", bomb_2 },
    { "bomb-1", bomb_1 },         { "sum-floats", sum_floats }, { NULL, NULL },
};
