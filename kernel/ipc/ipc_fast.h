/* SPDX-License-Identifier: MIT */
/*
 * The two entries that an ordinary call between two processes consists of, each in one piece:
 *
 *   ipc_fast_call     a client's one CALL to a service that waits for it, and the wait for the answer;
 *                     also one CALL of a kernel object, with its answer
 *   ipc_fast_return   a server's RETURN to a caller that waits for it, its next RECV, and the wait for the next call
 *
 * They do what ring.c, call.c and ipc*.c do for the same submissions when nothing is out of the ordinary, and nothing else. At the
 * first doubt, and before anything was changed, they leave it to ring_enter, which starts from the beginning. So no rule
 * is decided here alone: what is checked here is whether a case is the ordinary one.
 */
#pragma once

#include "sched/thread.h"

/* The thread entered with one (two) submissions, an empty completion queue whose head is cq_head, and asks for one completion
 * without deadline. What cap_enter returns. */
uint64_t ipc_fast_call(struct thread *thread, uint32_t cq_head);
/* entry: the first of the two submissions, which looks like a RETURN. */
uint64_t ipc_fast_return(struct thread *thread, uint32_t cq_head, const struct cap_sqe *entry);

/* A CALL that is not alone in its entry, at that place of the queue; a completion entry is free for it. Consumes it, or tells
 * that it is not an ordinary one and changes nothing (ipc/ipc_batch.c). */
bool ipc_batch_call(struct thread *thread, const struct cap_sqe *entry);
