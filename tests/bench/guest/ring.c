/* SPDX-License-Identifier: MIT */
/* The ring without any object: entering the kernel, and NOPs. */
#include "bench.h"

#include "rt/raw.h"

static void enter_nothing(struct bench *bench)
{
    if (rt_raw_enter(0, 0) != 0)
        rt_panic(bench->rt, "cap_enter with nothing to do did not return 0");
}

static void nops(struct bench *bench, uint32_t count)
{
    static const struct cap_sqe nop = { .opcode = CAP_OP_NOP, .user_data = 7 };
    struct rt *rt = bench->rt;
    struct cap_cqe cqe;

    for (uint32_t i = 0; i < count; i++)
        rt_raw_submit(rt, &nop);
    if (rt_raw_enter(count, 0) != count)
        rt_panic(bench->rt, "NOPs were not completed");
    for (uint32_t i = 0; i < count; i++) {
        if (!rt_raw_take(rt, &cqe) || cqe.result != 0 || cqe.user_data != 7)
            rt_panic(bench->rt, "a NOP's completion is wrong");
    }
}

static void nop_alone(struct bench *bench)
{
    nops(bench, 1);
}

static void nop_batch(struct bench *bench)
{
    nops(bench, RING_SQ_ENTRIES);
}

void bench_ring(struct bench *bench)
{
    bench_run(bench, "enter_nothing", 512, 1, enter_nothing);
    bench_run(bench, "nop_alone", 512, 1, nop_alone);
    bench_run(bench, "nop_batch16_each", 512, RING_SQ_ENTRIES, nop_batch);
}
