/* SPDX-License-Identifier: MIT */
/* Made by capnpc-capos from annotations.capnp; do not edit. capnp/README.md says what is what. */
#pragma once

#include "capnp/builder.h"
#include "capnp/call.h"
#include "capnp/message.h"

enum transfer_mode {
    /* The sender keeps its hold; the receiver gets another. Sending twice gives two. */
    TRANSFER_MODE_COPY = 0,
    /* The sender loses its hold when the receiver gets one. Sending twice fails the second time. */
    TRANSFER_MODE_MOVE = 1,
    /* Never leaves the process that holds it. */
    TRANSFER_MODE_NONE = 2,
};
#define TRANSFER_MODE_COUNT 3u

