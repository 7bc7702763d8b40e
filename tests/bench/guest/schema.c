/* SPDX-License-Identifier: MIT */
/*
 * What the schema costs, apart from the kernel: the same eight bytes there and back through generated code and through a struct
 * and a table of functions, both within this process; and a call to the kernel whose message was made once and for all.
 */
#include "bench.h"

#include "rt/raw.h"

#define VALUE 42u
#define WORDS 8u

/* ---- typed ---- */

static status_t echo(void *self, struct capn_call *call, const struct null_cap_echo_params_reader *params,
                     struct null_cap_echo_results_builder *results)
{
    (void)self;
    (void)call;
    null_cap_echo_results_set_value(results, null_cap_echo_params_get_value(params));
    return STATUS_OK;
}

static const struct null_cap_server server = { .echo = echo };
static uint64_t there[WORDS], back[WORDS];
static volatile uint16_t method = NULL_CAP_METHOD_ECHO;

static struct capn_call call_record;
static size_t there_bytes, back_bytes;

/* What a client does before its call. */
static inline __attribute__((always_inline)) void encode_params(struct bench *bench)
{
    struct null_cap_echo_params_builder params;
    struct capn_builder builder;

    capn_builder_init(&builder, there, sizeof(there));
    if (null_cap_echo_params_build_root(&builder, &params) != STATUS_OK)
        rt_panic(bench->rt, "the params do not begin");
    null_cap_echo_params_set_value(&params, VALUE);
    if (capn_builder_finish(&builder, &there_bytes) != STATUS_OK)
        rt_panic(bench->rt, "the params are wrong");
}

/* What a server does: its method reads the params and builds the results. */
static inline __attribute__((always_inline)) void dispatch(struct bench *bench)
{
    capn_builder_init(&call_record.results, back, sizeof(back));
    if (capn_message_open(&call_record.params, there, there_bytes, NULL) != STATUS_OK ||
        null_cap_dispatch(&server, bench, method, &call_record) != STATUS_OK ||
        capn_builder_finish(&call_record.results, &back_bytes) != STATUS_OK)
        rt_panic(bench->rt, "the dispatch is wrong");
}

/* What a client does with the answer. */
static inline __attribute__((always_inline)) void decode_results(struct bench *bench)
{
    struct null_cap_echo_results_reader results;
    struct capn_message message;

    if (capn_message_open(&message, back, back_bytes, NULL) != STATUS_OK ||
        null_cap_echo_results_read_root(&message, &results) != STATUS_OK || null_cap_echo_results_get_value(&results) != VALUE)
        rt_panic(bench->rt, "the results are wrong");
}

static void encode(struct bench *bench)
{
    encode_params(bench);
}

static void serve(struct bench *bench)
{
    dispatch(bench);
}

static void decode(struct bench *bench)
{
    decode_results(bench);
}

static void typed(struct bench *bench)
{
    encode_params(bench);
    dispatch(bench);
    decode_results(bench);
}

/* ---- untyped ---- */

static void plain_null(const uint64_t *params, uint64_t *results)
{
    (void)params;
    (void)results;
}

static void plain_echo(const uint64_t *params, uint64_t *results)
{
    results[0] = params[0];
}

static void untyped(struct bench *bench)
{
    static void (*const serve[])(const uint64_t *params, uint64_t *results) = { plain_null, plain_echo };
    uint16_t chosen = method;

    /* Volatile, as if another process read them: the bytes are really written and read. */
    *(volatile uint64_t *)there = VALUE;
    if (chosen >= sizeof(serve) / sizeof(serve[0]))
        rt_panic(bench->rt, "no such method");
    serve[chosen](there, back);
    if (*(volatile uint64_t *)back != VALUE)
        rt_panic(bench->rt, "the result is wrong");
}

/* ---- through the kernel, nothing encoded or decoded here ---- */

static struct cap_sqe call;

static void kernel_untyped(struct bench *bench)
{
    struct cap_cqe cqe;

    rt_raw_submit(bench->rt, &call);
    if (rt_raw_enter(1, TIME_FOREVER) != 1 || !rt_raw_take(bench->rt, &cqe) || cqe.result < 24 || back[2] != VALUE)
        rt_panic(bench->rt, "a call with a message made before is wrong");
}

void bench_schema(struct bench *bench)
{
    bench_run(bench, "schema_typed", 512, 1, typed);
    bench_run(bench, "schema_encode", 512, 1, encode);
    bench_run(bench, "schema_dispatch", 512, 1, serve);
    bench_run(bench, "schema_decode", 512, 1, decode);
    bench_run(bench, "schema_untyped", 512, 1, untyped);
    typed(bench);
    back[2] = 0;
    call = (struct cap_sqe){ .opcode = CAP_OP_CALL, .method_id = NULL_CAP_METHOD_ECHO, .cap_id = bench->null.id,
                             .addr = (uint64_t)there, .len = NULL_CAP_ECHO_PARAMS_BYTES, .result_addr = (uint64_t)back,
                             .result_len = sizeof(back) };
    bench_run(bench, "kernel_call_untyped", 512, 1, kernel_untyped);
}
