/* SPDX-License-Identifier: MIT */
/*
 * What processes, threads and timers tell the floors above, which define these functions. Here and not there, because the scheduler must not
 * know what a session, a grant or a handle is. Linked and not registered: each has one definition, and the call costs nothing.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

struct address_space;
struct capset_page;
struct cpu;
struct page_provider;
struct process;
struct thread_handle;

/* A process that is being made joins its parent's session; without a parent the first one. No lock is held (object/session.c). */
void session_join(struct process *process, const struct process *parent);
/* All of its threads have ended. Once. No lock is held (object/session.c). */
void session_leave(struct process *process);
/* Ends one session whose deadline is past; false when there is none. In the timer's interrupt, too (object/session.c). */
bool session_expire_due(uint64_t now_ns);
/* Signals one notification whose alarm is due; false when there is none. In the timer's interrupt, too
 * (object/notification_binding.c). */
bool notification_fire_due(uint64_t now_ns);

/* The process record goes: what was granted to it cannot be taken back any more. No lock of processes is held (object/grant.c). */
void grants_forget(struct process *child);
/* Everything of the process was released: answers its waiter. Once, by the reaper, with no lock held (object/process_handle.c). */
void process_handle_ended(struct process *process);
/* When the process that ended is init: code 0 powers the machine off, anything else is a panic with the reason (boot/init.c). */
void init_check_end(struct process *process);

/* The thread ended: tells a join that waits. Takes over the thread's reference. No lock is held (object/thread_handle.c). */
void thread_handle_ended(struct thread_handle *handle, int64_t code);
/* The thread goes with its process, and no join will hear of it. Takes over its reference. No lock is held (object/thread_handle.c). */
void thread_handle_put(struct thread_handle *handle);

/* When the first unfinished answer that waits on this CPU's time ends; TIME_FOREVER. cpu->lock is held (ring/deadlines.c). */
uint64_t answers_next_deadline_locked(const struct cpu *cpu);
/* Ends sleeps, and waits on words, whose time has come. In the timer's interrupt, no lock is held (ring/deadlines.c). */
void answers_expire_sleeps(struct cpu *cpu, uint64_t now_ns);
void answers_expire_parks(struct cpu *cpu, uint64_t now_ns);
/* Ends the waits of the space's process on words in [start, end), which is not mapped any more: private ones, and those on `object`
 * when it is not NULL. With no lock held, before anything else can be mapped there (ring/park.c). */
void park_pages_gone(struct address_space *space, struct page_provider *object, uint64_t start, uint64_t end);

/* Whether threads of the process are tapped (trace/tap.c). */
bool tap_wanted(const struct process *process);
/* It is about to run, with these capabilities. */
void tap_process_started(struct process *process, const struct capset_page *capset);
/* It ended, or was never started. Lets go of its tap. */
void tap_process_ended(struct process *process);
/* What is still to be said about its refused submissions, before it goes (trace/refusal.c). */
void refusals_flush(struct process *process);
