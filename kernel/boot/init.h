/* SPDX-License-Identifier: MIT */
/* The first process. */
#pragma once

struct process;

/* Builds and starts initConfig.init of the boot package. Panics with the reason if it cannot. Boot. */
void init_start(void);
/* When the process that ended is init: code 0 powers the machine off, anything else is a panic with the reason. */
void init_check_end(struct process *process);
