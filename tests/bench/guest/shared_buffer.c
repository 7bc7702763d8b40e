/* SPDX-License-Identifier: MIT */
/* What a record costs besides its payload: both sides in one process, so that neither waits and no kernel is in the number. */
#include "bench.h"

#include "rt/shared_buffer.h"

#define BYTES 65536u
#define BATCH 64u
#define PAYLOAD 64u

static uint8_t memory[BYTES] __attribute__((aligned(64)));
static struct shared_buffer producer, consumer;

static void pass_records(struct bench *bench)
{
    const void *seen;
    uint32_t bytes;
    void *payload;
    bool signal;

    for (uint32_t i = 0; i < BATCH; i++) {
        if (shared_buffer_reserve(&producer, PAYLOAD, &payload) != STATUS_OK ||
            shared_buffer_commit(&producer, PAYLOAD, &signal) != STATUS_OK || signal)
            rt_panic(bench->rt, "a record cannot be sent");
    }
    for (uint32_t i = 0; i < BATCH; i++) {
        if (shared_buffer_peek(&consumer, &seen, &bytes) != STATUS_OK || bytes != PAYLOAD ||
            shared_buffer_consume(&consumer, &signal) != STATUS_OK || signal)
            rt_panic(bench->rt, "a record is wrong");
    }
}

void bench_shared_buffer(struct bench *bench)
{
    if (shared_buffer_format(memory, BYTES) != STATUS_OK ||
        shared_buffer_open(&producer, memory, BYTES, true) != STATUS_OK ||
        shared_buffer_open(&consumer, memory, BYTES, false) != STATUS_OK)
        rt_panic(bench->rt, "no shared buffer");
    bench_run(bench, "shared_buffer_record", 256, BATCH, pass_records);
}
