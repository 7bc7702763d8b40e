/* SPDX-License-Identifier: MIT */
/* Typed calls: to a kernel object, and to a service in another process. */
#include "bench.h"

#define IN_FLIGHT 16u
#define TEXT_BYTES 4096u

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

static char text[TEXT_BYTES];

static void endpoint_call_text(struct bench *bench)
{
    struct echo_say_results_reader results;
    struct echo_say_params_builder params;
    struct capn_request request;
    struct capn_text said;

    if (echo_say_begin_sized(&request, bench->rt, bench->echo, &params, TEXT_BYTES + 8, TEXT_BYTES + 8) != STATUS_OK ||
        echo_say_params_set_text(&params, (struct capn_text){ text, TEXT_BYTES }) != STATUS_OK ||
        capn_request_call(&request) != STATUS_OK || echo_say_results(&request, &results) != STATUS_OK ||
        echo_say_results_get_text(&results, &said) != STATUS_OK || said.len != TEXT_BYTES || said.data[TEXT_BYTES - 1] != 't')
        rt_panic(bench->rt, "Echo.say is wrong: %s", rt_last_reason(bench->rt));
    capn_request_end(&request);
}

static void endpoint_call_capability(struct bench *bench)
{
    struct exchange_pass_results_reader results;
    struct exchange_pass_params_builder params;
    struct capn_request request;
    uint32_t index;
    cap_id_t back;

    if (exchange_pass_begin(&request, bench->rt, bench->exchange, &params) != STATUS_OK ||
        capn_request_add_capability(&request, bench->null.id, CAP_TRANSFER_COPY, &index) != STATUS_OK ||
        exchange_pass_params_set_capability(&params, index) != STATUS_OK || capn_request_call(&request) != STATUS_OK ||
        exchange_pass_results(&request, &results) != STATUS_OK ||
        exchange_pass_results_get_capability(&results, &index) != STATUS_OK ||
        capn_request_take_capability(&request, index, NULL_CAP_INTERFACE_ID, &back) != STATUS_OK)
        rt_panic(bench->rt, "Exchange.pass is wrong: %s", rt_last_reason(bench->rt));
    capn_request_end(&request);
    rt_drop(bench->rt, back);
}

static void carry(struct bench *bench, uint32_t bytes)
{
    struct exchange_carry_results_reader results;
    struct exchange_carry_params_builder params;
    struct capn_request request;
    struct capn_data data;
    uint32_t index;
    cap_id_t back;

    if (exchange_carry_begin_sized(&request, bench->rt, bench->exchange, &params, bytes, bytes) != STATUS_OK ||
        capn_request_add_capability(&request, bench->null.id, CAP_TRANSFER_COPY, &index) != STATUS_OK ||
        exchange_carry_params_set_capability(&params, index) != STATUS_OK ||
        exchange_carry_params_set_data(&params, (struct capn_data){ (const uint8_t *)text, bytes }) != STATUS_OK ||
        capn_request_call(&request) != STATUS_OK || exchange_carry_results(&request, &results) != STATUS_OK ||
        exchange_carry_results_get_capability(&results, &index) != STATUS_OK ||
        exchange_carry_results_get_data(&results, &data) != STATUS_OK || data.len != bytes || data.data[bytes - 1] != 't' ||
        capn_request_take_capability(&request, index, NULL_CAP_INTERFACE_ID, &back) != STATUS_OK)
        rt_panic(bench->rt, "Exchange.carry is wrong: %s", rt_last_reason(bench->rt));
    capn_request_end(&request);
    rt_drop(bench->rt, back);
}

static void carry_64(struct bench *bench)
{
    carry(bench, 64);
}

static void carry_4096(struct bench *bench)
{
    carry(bench, TEXT_BYTES);
}

void bench_calls(struct bench *bench)
{
    bench_run(bench, "kernel_call_8_bytes", 512, 1, kernel_call);
    bench_run(bench, "kernel_call_empty", 512, 1, kernel_call_empty);
    bench_run(bench, "timer_now", 512, 1, clock_read);
    bench_run(bench, "endpoint_64_bytes", 512, 1, endpoint_call);
    bench_run(bench, "endpoint_empty", 512, 1, endpoint_call_empty);
    memset(text, 't', sizeof(text));
    bench_run(bench, "endpoint_4096_bytes", 256, 1, endpoint_call_text);
    bench_run(bench, "endpoint_capability_both_ways", 512, 1, endpoint_call_capability);
    bench_run(bench, "endpoint_capability_64_bytes", 512, 1, carry_64);
    bench_run(bench, "endpoint_capability_4096_bytes", 256, 1, carry_4096);
    bench_run(bench, "endpoint_64_bytes_16_in_flight_each", 128, IN_FLIGHT, endpoint_call_batch);
}
