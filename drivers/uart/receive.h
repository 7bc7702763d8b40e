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
    uint64_t received;
    uint32_t head, tail;                /* free-running */
    bool waiting;                       /* reply belongs to a reader */
    uint32_t wanted;                    /* bytes, at most */
    struct rt_reply reply;
    uint8_t ring[RECEIVE_RING_BYTES];
};

/* Takes what the device has and there is room for. When the ring is full the other side is told to wait. */
MUST_CHECK status_t receive_drain(struct receive *receive);
/* Answers the reader if there is one and there are bytes. */
void receive_deliver(struct receive *receive);
/* Lets the other side send again once there is room. */
MUST_CHECK status_t receive_resume(struct receive *receive);
MUST_CHECK status_t receive_read(struct receive *receive, struct capn_call *call, uint32_t max_bytes);
void receive_cancel(struct receive *receive, uint64_t call_id);
