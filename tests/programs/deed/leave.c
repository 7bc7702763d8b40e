/* SPDX-License-Identifier: MIT */
/* Ways to live and to leave: with everything open, spinning, asleep, in the middle of a call. */
#include "deed.h"

#define TEST_INTERFACE_ID 0xf00dull

static uint64_t memory[512] __attribute__((aligned(4096)));

/* Always 0; the compiler does not know. */
static volatile int stop;

static int spin(struct kit *kit)
{
    (void)kit;
    while (!stop)
        ;
    return 1;
}

/* Keeps the kernel busy: never stays in user mode for long. */
static int enter_for_ever(struct kit *kit)
{
    struct cap_sqe nop = { .opcode = CAP_OP_NOP, .flags = CAP_SQE_QUIET };

    while (!stop) {
        for (uint32_t i = 0; i < RING_SQ_ENTRIES; i++)
            rt_raw_submit(kit->rt, &nop);
        (void)rt_raw_enter(0, 0);
    }
    return 1;
}

static int block(struct kit *kit)
{
    (void)kit;
    (void)rt_raw_enter(1, TIME_FOREVER);
    return 1;
}

static int block_until(struct kit *kit)
{
    (void)rt_raw_enter(1, kit_after(kit, 1ull << 40));
    return 1;
}

static int sleep_for_ever(struct kit *kit)
{
    return timer_sleep(kit->rt, kit->timer, UINT64_MAX) == STATUS_OK;
}

/* Receives calls and never answers: one at a time, until there is nothing to receive into. */
static int hoard(struct kit *kit)
{
    struct cap_sqe receive = { .opcode = CAP_OP_RECV, .addr = (uintptr_t)memory, .len = sizeof(memory), .user_data = 8 };
    struct cap_cqe cqe;

    if (rt_find(kit->rt, "serve", ENDPOINT_INTERFACE_ID, &receive.cap_id) < 0)
        return 1;
    while (!stop) {
        rt_raw_submit(kit->rt, &receive);
        (void)rt_raw_enter(1, TIME_FOREVER);
        while (rt_raw_take(kit->rt, &cqe))
            ;
    }
    return 1;
}

/* Receives one call and ends without an answer. */
static int take_and_exit(struct kit *kit)
{
    struct cap_sqe receive = { .opcode = CAP_OP_RECV, .addr = (uintptr_t)memory, .len = sizeof(memory), .user_data = 8 };

    if (rt_find(kit->rt, "serve", ENDPOINT_INTERFACE_ID, &receive.cap_id) < 0)
        return 1;
    rt_raw_submit(kit->rt, &receive);
    (void)rt_raw_enter(1, TIME_FOREVER);
    return 7;
}

/* As many calls as fit to the service that was granted, and then nothing but waiting. */
static int call_and_wait(struct kit *kit)
{
    struct cap_sqe call = { .opcode = CAP_OP_CALL, .user_data = 8 };

    if (rt_find(kit->rt, "target", 0, &call.cap_id) < 0)
        return 1;
    for (uint32_t i = 0; i < RING_CQ_ENTRIES; i++) {
        rt_raw_submit(kit->rt, &call);
        (void)rt_raw_enter(0, 0);
    }
    (void)rt_raw_enter(RING_CQ_ENTRIES, TIME_FOREVER);
    return 0;
}

/* Calls through t00 until that is refused, then through t01, and so on. The method tells through which. */
static int call_each(struct kit *kit)
{
    struct cap_sqe call = { .opcode = CAP_OP_CALL, .method_id = 16, .addr = (uintptr_t)memory, .result_addr = (uintptr_t)&memory[8],
                            .result_len = 256, .user_data = 8 };
    char name[4] = "t00";
    struct cap_cqe cqe;

    while (rt_find(kit->rt, name, 0, &call.cap_id) == STATUS_OK) {
        do {
            rt_raw_submit(kit->rt, &call);
            do
                (void)rt_raw_enter(1, TIME_FOREVER);
            while (!rt_raw_take(kit->rt, &cqe));
        } while (cqe.result >= 0);
        call.method_id++;
        name[1] = (char)('0' + (call.method_id - 16) / 10);
        name[2] = (char)('0' + (call.method_id - 16) % 10);
    }
    return 7;
}

/* One call that moves `gift` to the service that was granted, and then nothing but waiting. */
static int call_and_move(struct kit *kit)
{
    struct cap_sqe call = { .opcode = CAP_OP_CALL, .addr = (uintptr_t)memory, .xfer_count = 1, .user_data = 8 };
    struct cap_transfer_descriptor gift = { .mode = CAP_TRANSFER_MOVE };

    if (rt_find(kit->rt, "target", 0, &call.cap_id) < 0 || rt_find(kit->rt, "gift", 0, &gift.cap_id) < 0)
        return 1;
    memcpy(memory, &gift, sizeof(gift));
    rt_raw_submit(kit->rt, &call);
    (void)rt_raw_enter(1, TIME_FOREVER);
    return 0;
}

/* Wakes the parent's receive and then keeps the processor: with a count that cap_enter refuses, at the end of which the
 * woken one must get its turn all the same. */
static int wake_and_spin(struct kit *kit)
{
    struct cap_sqe call = { .opcode = CAP_OP_CALL, .user_data = 8 };

    /* By then no timer is left that would help by chance. */
    if (rt_find(kit->rt, "target", 0, &call.cap_id) < 0 || timer_sleep(kit->rt, kit->timer, 30000000) < 0)
        return 1;
    rt_raw_submit(kit->rt, &call);
    (void)rt_raw_enter(RING_CQ_ENTRIES + 1, 0);
    return spin(kit);
}

/* Ends with one of everything open. */
static int leave_all_open(struct kit *kit)
{
    struct cap_sqe sleep = { .opcode = CAP_OP_CALL, .method_id = TIMER_METHOD_SLEEP, .cap_id = kit->timer.id,
                             .addr = (uintptr_t)memory, .len = 24, .user_data = 8 };
    struct cap_sqe receive = { .opcode = CAP_OP_RECV, .addr = (uintptr_t)memory, .len = 256, .user_data = 8 };
    struct cap_sqe call = { .opcode = CAP_OP_CALL, .user_data = 8 };
    memory_object_t frames;
    endpoint_t endpoint, queued;
    uint64_t address;

    memory[0] = 2ull << 32;
    memory[1] = 1ull << 32;
    memory[2] = 1ull << 50;
    if (endpoint_factory_create(kit->rt, kit->endpoints, &endpoint) < 0 ||
        endpoint_factory_create(kit->rt, kit->endpoints, &queued) < 0 ||
        endpoint_client(kit->rt, queued, TEST_INTERFACE_ID, &call.cap_id) < 0 ||
        frame_allocator_alloc_contiguous(kit->rt, kit->frames, 16, &frames) < 0 ||
        memory_object_map(kit->rt, frames, 0, 0, 16 * PAGE_SIZE, PROT_READ | PROT_WRITE, &address) < 0 ||
        memory_object_protect(kit->rt, frames, address + PAGE_SIZE, PAGE_SIZE, PROT_NONE) < 0 ||
        memory_object_unmap(kit->rt, frames, address + 4 * PAGE_SIZE, PAGE_SIZE) < 0 ||
        virtual_memory_map(kit->rt, kit->memory, 0, 40 * PAGE_SIZE, PROT_READ | PROT_WRITE, &address) < 0 ||
        virtual_memory_reserve(kit->rt, kit->memory, 0, 4000 * PAGE_SIZE, &address) < 0)
        return 1;
    receive.cap_id = endpoint.id;
    for (uint32_t i = 0; i < 5; i++) {
        rt_raw_submit(kit->rt, &sleep);
        rt_raw_submit(kit->rt, &receive);
        rt_raw_submit(kit->rt, &call);
    }
    (void)rt_raw_enter(0, 0);
    return 7;
}

static int leave_and_fault(struct kit *kit)
{
    volatile uintptr_t nowhere = 8;

    (void)leave_all_open(kit);
    *(volatile int *)nowhere = 1;
    return 1;
}

/* A child that outlives its parent, unless the parent's handle is the only thing that could end it: it sleeps a little. */
int deed_nap(struct kit *kit)
{
    return timer_sleep(kit->rt, kit->timer, 30000000) == STATUS_OK ? 7 : 1;
}

static int leave_children(struct kit *kit)
{
    const struct kit_grant grants[] = { { "timer", KIT_GRANT_COPY, kit->timer.id, 0 } };
    struct kit_child child = { .name = "nap", .binary = "deed", .grants = grants, .grant_count = 1 };
    process_handle_t handle;

    for (uint32_t i = 0; i < 4; i++) {
        if (kit_spawn(kit, &child, &handle, NULL) < 0)
            return 1;
    }
    return 7;
}

const struct deed leave_deeds[] = {
    { "spin", spin },
    { "enter-for-ever", enter_for_ever },
    { "block", block },
    { "block-until", block_until },
    { "sleep-for-ever", sleep_for_ever },
    { "hoard", hoard },
    { "take-and-exit", take_and_exit },
    { "call-and-wait", call_and_wait },
    { "call-each", call_each },
    { "call-and-move", call_and_move },
    { "wake-and-spin", wake_and_spin },
    { "leave-all-open", leave_all_open },
    { "leave-and-fault", leave_and_fault },
    { "nap", deed_nap },
    { "leave-children", leave_children },
    { NULL, NULL },
};
