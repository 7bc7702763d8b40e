/* SPDX-License-Identifier: MIT */
/* What the measurements share. One sample is one operation, in ticks of the TSC: under -icount shift=0 a tick is one
 * guest instruction. */
#pragma once

#include "bench.capnp.h"
#include "capability.capnp.h"
#include "demo.capnp.h"
#include "kernel.capnp.h"
#include "memory.capnp.h"
#include "process.capnp.h"
#include "rt/rt.h"

struct bench {
    struct rt *rt;
    null_cap_t null;
    timer_t timer;
    process_spawner_t spawner;
    echo_t echo;
    exchange_t exchange;
    virtual_memory_t memory;
    inspector_t inspector;
    capability_manager_t capabilities;
    endpoint_factory_t endpoints;
    uint64_t overhead;          /* of reading the TSC twice */
};

/* Runs operation `count` times after a warm-up and reports the least and the median cost of one, divided by `per`. The
 * operation panics when its result is wrong: a fast wrong answer is no result. */
void bench_run(struct bench *bench, const char *name, uint32_t count, uint32_t per, void (*operation)(struct bench *bench));
/* The same, but a sample ends where another thread, which the operation waits for, passes bench_until_here(until). */
void bench_run_until(struct bench *bench, const char *name, uint32_t count, void (*operation)(struct bench *bench),
                     const volatile uint64_t *until);
void bench_until_here(volatile uint64_t *until);
/* One row that is no cost of time. */
void bench_report(struct bench *bench, const char *name, uint64_t value);

/* A process (tests/bench/peer) that waits for the notification `from` and then signals `to`, for ever. The handle is owned. */
process_handle_t bench_start_peer(struct bench *bench, cap_id_t from, cap_id_t to);
/* One more hold on `null`, owned. */
cap_id_t bench_copy_hold(struct bench *bench);
/* Memory of the machine that nobody uses, once what ended before is gone. */
uint64_t bench_free_bytes(struct bench *bench);
/* A minimal process from its start to its end. */
void bench_spawn_and_wait(struct bench *bench);

void bench_ring(struct bench *bench);
void bench_calls(struct bench *bench);
void bench_processes(struct bench *bench);
void bench_notifications(struct bench *bench);
void bench_shared_buffer(struct bench *bench);
void bench_pipelining(struct bench *bench);
void bench_memory(struct bench *bench);
void bench_schema(struct bench *bench);
void bench_footprint(struct bench *bench);
void bench_threads(struct bench *bench);
