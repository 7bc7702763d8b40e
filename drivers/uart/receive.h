/* SPDX-License-Identifier: MIT */
/* Bytes that came in, and the one call that waits for them. */
#pragma once

#include "device.h"
#include "rt/loop.h"
#include "terminal.capnp.h"

#define RECEIVE_RING_BYTES 4096u        /* a power of two */
#define RECEIVE_MAX_READ_BYTES 4096u

struct receive {
    struct device *device;
    uint64_t received, dropped;
    uint32_t head, tail;                /* free-running */
    bool waiting;                       /* reply belongs to a reader */
    uint32_t wanted;                    /* bytes, at most */
    struct rt_reply reply;
    uint8_t ring[RECEIVE_RING_BYTES];
};

/* Takes everything that the device has. Bytes for which there is no room are counted as dropped. */
MUST_CHECK status_t receive_drain(struct receive *receive);
/* Answers the reader if there is one and there are bytes. */
void receive_deliver(struct receive *receive);
MUST_CHECK status_t receive_read(struct receive *receive, struct capn_call *call, uint32_t max_bytes);
void receive_cancel(struct receive *receive, uint64_t call_id);
