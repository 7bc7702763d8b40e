/* SPDX-License-Identifier: MIT */
/*
 * Waiting for a child, and how it ended. ^C while a command runs a child:
 *
 *   RUNNING --^C: kill is sent--> ENDING --^C: the command goes on without the child--> GIVEN UP
 *
 * The kill is not waited for: what ends the child is that the handle answers, and a handle may be served by a process that does not.
 */
#pragma once

#include "process.capnp.h"
#include "shell.h"

struct process_watch {
    struct shell *shell;
    struct capn_text name;      /* as it is shown; borrowed */
    uint32_t pid;               /* 0: not known */
    bool keep;                  /* ^C does not end it, and gives the wait up at once */
    enum ask_how how;     /* whether it can read the terminal that we read */
    bool ending;                /* a kill was sent */
    status_t kill_status;
    struct capn_request wait, kill;
    struct rt_watch kill_watch;
};

/* Gets the memory for all that will be asked of a process, before there is one: later steps cannot fail for want of it. False: said. */
bool process_watch_begin(struct process_watch *watch, struct shell *shell, struct capn_text name);
/* There is a process now. The handle stays the caller's. */
void process_watch_set(struct process_watch *watch, process_handle_t handle, uint32_t pid, enum ask_how how);
/* Waits for request, a call about that process: ask_until with the ^C above. STATUS_CANCELLED: given up. */
MUST_CHECK status_t process_watch_await(struct process_watch *watch, struct capn_request *request);
/* Waits for the end of the process and says how it ended, unless it exited with code 0 and quiet is set. */
void process_watch_wait(struct process_watch *watch, bool quiet);
/* Says that the command goes on without the process. */
void process_watch_say_given_up(struct process_watch *watch);
/* Gives everything back, and says why a kill failed. */
void process_watch_end(struct process_watch *watch);
