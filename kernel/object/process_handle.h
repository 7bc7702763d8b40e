/* SPDX-License-Identifier: MIT */
/* The process as the object behind a ProcessHandle. */
#pragma once

struct process;

/* Everything of the process was released: answers its waiter. Called once, by the reaper. */
void process_handle_ended(struct process *process);
