/* SPDX-License-Identifier: MIT */
/* Typed calls: to a kernel object, and to a service in another process. */
#include "bench.h"

#define IN_FLIGHT 16u

static void kernel_call(struct bench *bench)
{
    uint64_t value;

    if (null_cap_echo(bench->rt, bench->null, 42, &value) != STATUS_OK || value != 42)
        rt_panic(bench->rt, "NullCap.echo is wrong");
}

static void kernel_call_empty(struct bench *bench)
{
    if (null_cap_null(bench->rt, bench->null) != STATUS_OK)
        rt_panic(bench->rt, "NullCap.null is wrong");
}

static void clock_read(struct bench *bench)
{
    uint64_t ns;

    if (timer_now(bench->rt, bench->timer, &ns) != STATUS_OK)
        rt_panic(bench->rt, "Timer.now is wrong");
}

static void fill(const struct block64_builder *words)
{
    block64_set_a(words, 1);
    block64_set_b(words, 2);
    block64_set_c(words, 3);
    block64_set_d(words, 4);
    block64_set_e(words, 5);
    block64_set_f(words, 6);
    block64_set_g(words, 7);
    block64_set_h(words, 8);
}

static bool right(const struct block64_reader *words)
{
    return block64_get_a(words) == 1 && block64_get_b(words) == 2 && block64_get_c(words) == 3 && block64_get_d(words) == 4 &&
           block64_get_e(words) == 5 && block64_get_f(words) == 6 && block64_get_g(words) == 7 && block64_get_h(words) == 8;
}

static void begin(struct bench *bench, struct capn_request *request)
{
    struct echo_echo_params_builder params;
    struct block64_builder words;

    if (echo_echo_begin_sized(request, bench->rt, bench->echo, &params, 0, 0) != STATUS_OK ||
        echo_echo_params_init_words(&params, &words) != STATUS_OK)
        rt_panic(bench->rt, "Echo.echo does not begin");
    fill(&words);
}

static void check(struct bench *bench, struct capn_request *request)
{
    struct echo_echo_results_reader results;
    struct block64_reader words;

    if (echo_echo_results(request, &results) != STATUS_OK || echo_echo_results_get_words(&results, &words) != STATUS_OK ||
        !right(&words))
        rt_panic(bench->rt, "Echo.echo is wrong");
    capn_request_end(request);
}

static void endpoint_call(struct bench *bench)
{
    struct capn_request request;

    begin(bench, &request);
    if (capn_request_call(&request) != STATUS_OK)
        rt_panic(bench->rt, "Echo.echo failed: %s", rt_last_reason(bench->rt));
    check(bench, &request);
}

static void endpoint_call_empty(struct bench *bench)
{
    if (echo_ping(bench->rt, bench->echo) != STATUS_OK)
        rt_panic(bench->rt, "Echo.ping is wrong");
}

static void endpoint_call_batch(struct bench *bench)
{
    struct capn_request requests[IN_FLIGHT];

    for (uint32_t i = 0; i < IN_FLIGHT; i++) {
        begin(bench, &requests[i]);
        if (capn_request_submit(&requests[i]) != STATUS_OK)
            rt_panic(bench->rt, "Echo.echo does not submit");
    }
    for (uint32_t i = 0; i < IN_FLIGHT; i++) {
        if (capn_request_wait(&requests[i], TIME_FOREVER) != STATUS_OK)
            rt_panic(bench->rt, "Echo.echo failed: %s", rt_last_reason(bench->rt));
        check(bench, &requests[i]);
    }
}

void bench_calls(struct bench *bench)
{
    bench_run(bench, "kernel_call_8_bytes", 512, 1, kernel_call);
    bench_run(bench, "kernel_call_empty", 512, 1, kernel_call_empty);
    bench_run(bench, "timer_now", 512, 1, clock_read);
    bench_run(bench, "endpoint_64_bytes", 512, 1, endpoint_call);
    bench_run(bench, "endpoint_empty", 512, 1, endpoint_call_empty);
    bench_run(bench, "endpoint_64_bytes_16_in_flight_each", 128, IN_FLIGHT, endpoint_call_batch);
}
