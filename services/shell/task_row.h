/* SPDX-License-Identifier: MIT */
/* Rows of ps and top: how a process or a thread looks in one line. */
#pragma once

#include "shell.h"
#include "view.h"

void task_row_process_head(struct shell *shell);
void task_row_process(struct shell *shell, const struct view_task *task, uint64_t now_ns);
void task_row_thread_head(struct shell *shell);
void task_row_thread(struct shell *shell, const struct view_task *task, uint64_t now_ns);

/* top's, without their end of line: the terminal's row is not to overflow. */
#define TASK_ROW_BYTES 256u
void task_row_recent_head(char out[TASK_ROW_BYTES], bool of_threads);
void task_row_recent(struct shell *shell, char out[TASK_ROW_BYTES], const struct view_task *task, bool of_threads, uint64_t interval_ns,
                     uint64_t now_ns);
