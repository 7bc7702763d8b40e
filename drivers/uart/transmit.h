/* SPDX-License-Identifier: MIT */
/* Bytes that go out, in the order of the calls that brought them. */
#pragma once

#include "device.h"
#include "rt/loop.h"
#include "terminal.capnp.h"

#define TRANSMIT_MAX_WRITE_BYTES 4096u
#define TRANSMIT_MAX_WRITERS 8u

struct transmit_writer {
    struct rt_reply reply;
    bool gone;                  /* the caller was cancelled: no reply */
    uint8_t *data;              /* heap: what did not go out at once */
    uint32_t len, at;
};

struct transmit {
    struct rt *rt;
    struct device *device;
    uint32_t first, count;      /* writers[first % MAX] is the oldest */
    struct transmit_writer writers[TRANSMIT_MAX_WRITERS];
};

/* Serves a write: sends what the device takes now; the rest, if any, waits for the device. */
MUST_CHECK status_t transmit_write(struct transmit *transmit, struct capn_call *call, struct capn_data data);
/* Sends what can be sent. */
MUST_CHECK status_t transmit_pump(struct transmit *transmit);
void transmit_cancel(struct transmit *transmit, uint64_t call_id);
