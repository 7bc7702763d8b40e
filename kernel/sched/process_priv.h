/* SPDX-License-Identifier: MIT */
/* Between process.c, holds.c and reaper.c; and holds for those who have process->lock. */
#pragma once

#include "sched/process.h"

/* process_insert_hold with process->lock held. */
MUST_CHECK status_t process_insert_hold_locked(struct process *process, const struct cap_hold *hold, cap_id_t *id);
/*
 * The same in two steps, for who can still fail when the id is known; all of it with process->lock held. A reserved id is charged, and
 * nobody can see or use it.
 *
 *   reserve --> fill     or     reserve --> cancel
 */
MUST_CHECK status_t process_reserve_hold_locked(struct process *process, const struct cap_hold *hold, cap_id_t *id);
void process_fill_hold_locked(struct process *process, const struct cap_hold *hold, cap_id_t id);
void process_cancel_hold_locked(struct process *process, const struct cap_hold *hold, cap_id_t id);
/* Off the list of processes. */
void process_unlist(struct process *process);
/* Frees the record: process_kind.destroy. */
void process_free(struct object *object);
/* Releases everything a process has: answers, holds, memory, threads. It runs nowhere and never will. Bounded steps. */
void process_teardown(struct process *process);
/* Of a process that is being torn down: ends what its threads wait for; frees them. Between the two its table is emptied. */
void process_cancel_threads(struct process *process);
void process_free_threads(struct process *process);
/* Takes every thread of an exiting process out of whatever it is doing. process->lock is held. */
void process_stop_threads_locked(struct process *process);
/* Hands an exiting process to the reaper. */
void reaper_add(struct process *process);
/* Empties the table of a process that is being torn down. */
void process_drop_all_holds(struct process *process);
