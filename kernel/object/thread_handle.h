/* SPDX-License-Identifier: MIT */
/*
 * What is left of a thread for whoever wants to know how it ended (schema/thread.capnp). The thread itself goes when it ends; this
 * record stays while a hold, a join that waits, or the living thread refers to it. process->lock guards it.
 *
 *   living --thread_handle_ended--> ended --join--> joined
 */
#pragma once

#include "base/object.h"

struct thread;
struct thread_handle;

/* For a thread that was charged to its process; the charge is the record's from now on. The reference is the thread's.
 * STATUS_NO_MEMORY. */
MUST_CHECK status_t thread_handle_create(struct thread *thread, struct thread_handle **out);
struct object *thread_handle_object(struct thread_handle *handle);
/* The thread's id, from the record's object. */
uint32_t thread_handle_thread_id(struct object *object);
/* Whether an object is such a record. */
bool thread_handle_is(const struct object *object);
/* Undoes thread_handle_create for a thread that never ran: the charge stays with the thread. */
void thread_handle_abandon(struct thread_handle *handle);
