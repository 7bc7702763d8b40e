/* SPDX-License-Identifier: MIT */
/* Making a child: from what was written in `with { }` to one call of ProcessSpawner.spawn. */
#pragma once

#include "process.capnp.h"
#include "shell.h"

struct launched {
    process_handle_t handle;    /* owned by the caller */
    uint8_t handle_mode;        /* enum cap_transfer_mode of the hold */
    enum ask_how how;     /* whether it can read the terminal that we read */
    uint32_t pid;               /* 0: not known */
};

/* Whether the child will be given the terminal that we read: whatever is asked for the command is asked beside it. */
enum ask_how launch_how(const struct shell *shell, const struct spawn_command *command);
/*
 * Starts it, with a RingTap (CAP_ID_INVALID: none) that reads along. When bind is not empty the client facets of fresh endpoints are
 * bound to $bind.name, and there is room left for the handle's name; else they are dropped. False: it said why, and nothing was
 * started.
 */
bool launch(struct shell *shell, const struct parser *parser, const struct spawn_command *command,
            struct capn_text bind, cap_id_t tap, struct launched *out);
