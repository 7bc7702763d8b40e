/* SPDX-License-Identifier: MIT */
/*
 * A chain of three calls on one service, each on the capability that the one before answers with: waited for one by one, and by
 * promises. The last brings none. What comes is released, and kept answers are forgotten, within the measurement.
 */
#include "bench.h"

static void must(struct bench *bench, status_t status)
{
    if (status != STATUS_OK)
        rt_panic(bench->rt, "a chain is wrong: %s %s", capn_status_text(status), rt_last_reason(bench->rt));
}

static echo_t given(struct bench *bench, echo_t by)
{
    echo_t echo;

    must(bench, echo_give(bench->rt, by, &echo.id));
    return echo;
}

static void step(struct bench *bench)
{
    rt_drop(bench->rt, given(bench, bench->echo).id);
}

static void one_by_one(struct bench *bench)
{
    echo_t first = given(bench, bench->echo), second = given(bench, first);

    must(bench, echo_ping(bench->rt, second));
    rt_drop(bench->rt, second.id);
    rt_drop(bench->rt, first.id);
}

static echo_t promised(struct bench *bench, struct capn_request *request, echo_t by)
{
    struct echo_give_params_builder params;
    echo_t echo;

    must(bench, echo_give_begin(request, bench->rt, by, &params));
    echo.id = echo_give_promise(request);
    must(bench, capn_request_submit(request));
    return echo;
}

static void by_promises(struct bench *bench)
{
    struct capn_request first, second;
    echo_t echo = promised(bench, &first, bench->echo);

    echo = promised(bench, &second, echo);
    must(bench, echo_ping(bench->rt, echo));
    capn_request_end(&second);
    capn_request_end(&first);
}

void bench_pipelining(struct bench *bench)
{
    /* What the service gives is itself. */
    must(bench, echo_keep(bench->rt, bench->echo, bench->echo.id));
    bench_run(bench, "chain_step", 256, 1, step);
    bench_run(bench, "chain_3_one_by_one", 256, 1, one_by_one);
    bench_run(bench, "chain_3_pipelined", 256, 1, by_promises);
    must(bench, echo_keep(bench->rt, bench->echo, bench->null.id));
}
