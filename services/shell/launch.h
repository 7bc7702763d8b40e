/* SPDX-License-Identifier: MIT */
/* Making a child: from what was written in `with { }` to one call of ProcessSpawner.spawn. */
#pragma once

#include "process.capnp.h"
#include "shell.h"

struct launched {
    process_handle_t handle;    /* owned by the caller */
    uint8_t handle_mode;        /* enum cap_transfer_mode of the hold */
    bool has_terminal;          /* the child can read the terminal that we read */
    uint32_t pid;
};

/*
 * Starts it, with a RingTap (CAP_ID_INVALID: none) that reads along. The client facets of fresh endpoints are bound to $bind.name when bind is not empty, else dropped. False:
 * it said why, and nothing was started.
 */
bool launch(struct shell *shell, const struct parser *parser, const struct spawn_command *command,
            struct capn_text bind, cap_id_t tap, struct launched *out);
