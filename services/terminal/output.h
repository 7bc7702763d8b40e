/* SPDX-License-Identifier: MIT */
/*
 * Everything that goes to the serial line: echo first, then the writers in the order of their calls, in chunks of at
 * most OUTPUT_CHUNK_BYTES with one in flight. A writer is answered when its last byte was handed to the line.
 */
#pragma once

#include "queue.h"
#include "rt/loop.h"
#include "terminal.capnp.h"

#define OUTPUT_CHUNK_BYTES 4096u
#define OUTPUT_MAX_WRITERS 16u
#define OUTPUT_MAX_WRITE_BYTES 4096u

struct output_writer {
    struct rt_reply reply;
    bool gone;                  /* the caller was cancelled: no reply */
    uint8_t *data;              /* heap; our copy, since the call's message does not outlive it */
    uint32_t len;
    uint32_t at;                /* bytes that went into chunks */
};

struct output {
    struct rt *rt;
    struct rt_loop *loop;
    serial_port_t serial;
    struct queue echo;
    bool in_flight;
    struct capn_request request;
    struct rt_watch watch;
    uint32_t first;             /* writers[first % MAX] is the oldest */
    uint32_t count;
    struct output_writer writers[OUTPUT_MAX_WRITERS];
    uint8_t chunk[OUTPUT_CHUNK_BYTES];
    void (*drained)(void *context);     /* a chunk was sent: there is room for echo */
    void *context;
};

void output_init(struct output *output, struct rt *rt, struct rt_loop *loop, serial_port_t serial,
                 void (*drained)(void *context), void *context);
/* Serves a write: answers later (STATUS_PENDING), or fails. end (may be empty) follows data. */
MUST_CHECK status_t output_write(struct output *output, struct capn_call *call, const void *data, uint32_t len,
                                 const char *end);
/* For echo; the caller keeps within queue_space(&output->echo). A context for callbacks. */
void output_echo(void *output, const char *bytes, uint32_t len);
/* Starts the next chunk if none is in flight. */
void output_pump(struct output *output);
/* The caller of that write is gone. */
void output_cancel(struct output *output, uint64_t call_id);
