/* SPDX-License-Identifier: MIT */
/* What the files of the Inspector share. */
#pragma once

#include "process.capnp.h"

/* The whole of a text that stays. */
struct capn_text inspector_text(const char *text);

/* Inspector.processes and Inspector.threads (inspector_threads.c). */
status_t inspector_list_processes(void *self, struct capn_call *call, const struct inspector_processes_params_reader *params,
                                  struct inspector_processes_results_builder *results);
status_t inspector_list_threads(void *self, struct capn_call *call, const struct inspector_threads_params_reader *params,
                                struct inspector_threads_results_builder *results);
