/* SPDX-License-Identifier: MIT */
/* What client and server agree on. */
#pragma once

#include "kit.h"

#define SHAPES_INTERFACE_ID 0x5a4e5ull

/* The params: how the server is to answer. Zero, where the params are shorter: an empty answer. */
struct order {
    uint64_t way;               /* enum server_way */
    uint64_t len;               /* of the payload */
    uint64_t offset;            /* of the payload in its two pages; behind them is a hole */
    uint64_t flags;             /* of the RETURN, QUIET aside */
    uint64_t wrong_call;        /* added to the call id */
    uint64_t capabilities;      /* copies of its `gift` that go along */
    uint64_t fill;              /* the payload counts up from this word and a checksum of what came */
    uint64_t other_buffer;      /* the next RECV is into another buffer */
    uint64_t move;              /* the first of them is the call's own capability, if it brought one, moved back */
};

/* How the server submits its answer and the next receive. */
enum server_way {
    SERVER_SHORT,               /* alone */
    SERVER_NOP_BETWEEN,         /* the general way */
    SERVER_NOP_BEFORE,          /* the short way after something else */
    SERVER_ENTERS_TWICE,        /* without waiting first: the general way of cap_enter as well */
    SERVER_WAYS
};

/* Two pages and a hole behind them. */
uint64_t shapes_map(struct kit *kit);
/* Serves the endpoint `served` until it is disconnected. Returns the exit code. */
int shapes_serve(struct kit *kit);
