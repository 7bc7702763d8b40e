/* SPDX-License-Identifier: MIT */
/* Breaking the ring: what can hurt its owner, and what can hurt nobody. */
#include "deed.h"

#define EXIT_SURVIVED 91
#define EXIT_WRONG_ANSWER 93
#define SLEEP_NS (1ull << 40)

static int enter_with_tail(struct kit *kit, uint32_t distance)
{
    struct ring_page *ring = rt_raw_ring(kit->rt);

    rt_raw_set_sq_tail(kit->rt, ring->header.sq_head + distance);
    (void)rt_raw_enter(0, 0);
    return EXIT_SURVIVED;
}

static int enter_with_head(struct kit *kit, uint32_t distance)
{
    struct ring_page *ring = rt_raw_ring(kit->rt);

    rt_raw_set_cq_head(kit->rt, ring->header.cq_tail + distance);
    (void)rt_raw_enter(0, 0);
    return EXIT_SURVIVED;
}

static int sq_tail_far(struct kit *kit)
{
    return enter_with_tail(kit, RING_SQ_ENTRIES + 1);
}

static int sq_tail_behind(struct kit *kit)
{
    return enter_with_tail(kit, UINT32_MAX);
}

static int sq_tail_opposite(struct kit *kit)
{
    return enter_with_tail(kit, 0x80000000u);
}

static int cq_head_past(struct kit *kit)
{
    return enter_with_head(kit, 1);
}

static int cq_head_far_behind(struct kit *kit)
{
    return enter_with_head(kit, 0u - (RING_CQ_ENTRIES + 1));
}

/* A head that by itself could be true, but not with so many completions promised: the kernel must not believe that there
 * is room. */
static int cq_head_behind(struct kit *kit, uint32_t sleeps, uint32_t distance)
{
    static const uint64_t words[] = { 2ull << 32, 1ull << 32, SLEEP_NS };
    struct cap_sqe sleep = { .opcode = CAP_OP_CALL, .method_id = TIMER_METHOD_SLEEP, .cap_id = kit->timer.id,
                             .addr = (uintptr_t)words, .len = sizeof(words), .user_data = 8 };

    for (uint32_t i = 1; i <= sleeps; i++) {
        rt_raw_submit(kit->rt, &sleep);
        if (i % RING_SQ_ENTRIES == 0 || i == sleeps)
            (void)rt_raw_enter(0, 0);
    }
    for (uint32_t i = 0; i < RING_SQ_ENTRIES; i++)
        rt_raw_submit(kit->rt, &sleep);
    return enter_with_head(kit, 0u - distance);
}

static int cq_head_promised_all(struct kit *kit)
{
    return cq_head_behind(kit, RING_CQ_ENTRIES, 1);
}

static int cq_head_promised_half(struct kit *kit)
{
    return cq_head_behind(kit, RING_CQ_ENTRIES / 2, RING_CQ_ENTRIES / 2 + 1);
}

static int syscall_2(struct kit *kit)
{
    (void)kit;
    (void)rt_raw_syscall(2, 0, 0);
    return EXIT_SURVIVED;
}

static int syscall_last(struct kit *kit)
{
    (void)kit;
    (void)rt_raw_syscall(UINT64_MAX, 0, 0);
    return EXIT_SURVIVED;
}

static int syscall_high(struct kit *kit)
{
    (void)kit;
    /* cap_enter in the low half is not cap_enter. */
    (void)rt_raw_syscall(1ull << 32, 0, 0);
    return EXIT_SURVIVED;
}

/* A result that the kernel itself writes over the user's indices. */
static int result_into_ring(struct kit *kit)
{
    static const uint64_t words[] = { 2ull << 32, 1ull << 32, 0x1234567887654321ull };
    struct cap_sqe sqe = { .opcode = CAP_OP_CALL, .method_id = NULL_CAP_METHOD_ECHO, .cap_id = kit->null.id,
                           .addr = (uintptr_t)words, .len = sizeof(words), .result_len = sizeof(words), .user_data = 8 };

    sqe.result_addr = (uintptr_t)&rt_raw_ring(kit->rt)->header.sq_tail - 16;
    rt_raw_submit(kit->rt, &sqe);
    (void)rt_raw_enter(0, 0);
    (void)rt_raw_enter(0, 0);
    return EXIT_SURVIVED;
}

/* Everything that the kernel writes and never reads: it must go on as if nothing had happened. */
static int scribble(struct kit *kit)
{
    struct ring_page *ring = rt_raw_ring(kit->rt);
    uint32_t cq_tail = ring->header.cq_tail;
    struct cap_sqe nop = { .opcode = CAP_OP_NOP, .user_data = 0x42424240 };

    for (uint32_t round = 0; round < 100; round++) {
        uint32_t before = cq_tail;

        memset(&ring->header, 0xa5, offsetof(struct ring_header, sq_tail));
        memset(ring->header.reserved2, 0xa5, sizeof(ring->header.reserved2));
        memset(ring->cq, 0xa5, sizeof(ring->cq));
        memset(ring->unused, 0xa5, sizeof(ring->unused));
        rt_raw_submit(kit->rt, &nop);
        if (rt_raw_enter(1, TIME_FOREVER) != 1)
            return EXIT_WRONG_ANSWER;
        cq_tail = ring->header.cq_tail;
        if (cq_tail != before + 1 || ring->cq[before % RING_CQ_ENTRIES].user_data != nop.user_data ||
            ring->cq[before % RING_CQ_ENTRIES].result != 0)
            return EXIT_WRONG_ANSWER;
        rt_raw_set_cq_head(kit->rt, cq_tail);
    }
    return (int)rt_raw_syscall(SYSCALL_EXIT, 7, 0);
}

const struct deed protocol_deeds[] = {
    { "sq-tail-far", sq_tail_far },
    { "sq-tail-behind", sq_tail_behind },
    { "sq-tail-opposite", sq_tail_opposite },
    { "cq-head-past", cq_head_past },
    { "cq-head-far-behind", cq_head_far_behind },
    { "cq-head-promised-all", cq_head_promised_all },
    { "cq-head-promised-half", cq_head_promised_half },
    { "syscall-2", syscall_2 },
    { "syscall-last", syscall_last },
    { "syscall-high", syscall_high },
    { "result-into-ring", result_into_ring },
    { "scribble", scribble },
    { NULL, NULL },
};
