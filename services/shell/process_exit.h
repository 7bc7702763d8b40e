/* SPDX-License-Identifier: MIT */
/* Waiting for a child, and how it ended. */
#pragma once

#include "process.capnp.h"
#include "shell.h"

/* What ^C does while a process runs: it is ended, and what waits for it goes on waiting; with keep, the wait is given up. */
struct process_interrupt {
    struct shell *shell;
    process_handle_t handle;
    bool keep;
};
/* For input_await; context is a struct process_interrupt. */
bool process_interrupted(void *context);

/*
 * Waits for the process and says how it ended, unless it exited with code 0 and quiet is set. ^C: with kill the process
 * is ended (and waited for), else the wait is given up. may_interrupt false: the child reads the terminal itself.
 */
void process_wait(struct shell *shell, process_handle_t handle, struct capn_text name, bool may_interrupt, bool kill,
                  bool quiet);
