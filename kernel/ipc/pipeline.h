/* SPDX-License-Identifier: MIT */
/*
 * Promise pipelining: calls whose target is a result capability of an answer that may not be there yet.
 *
 * A CALL with CAP_SQE_KEEP has a kept answer from the moment it is consumed until FINISH drops it. A CALL with
 * CAP_SQE_PIPELINE names one by its id:
 *
 *   kept answer   pending --its answer completes--> resolved (capability ids) or failed (exception or transport error)
 *   dependent     waiting --resolved--> an ordinary call;  --failed--> completed with the same failure
 *
 * Only ids that the kernel itself put into the caller's table count; payload is never looked at. The kept ids are names and
 * not holds: a dependent fails like any other call when the caller has released the hold.
 *
 * Dependents on a service are sent on by whoever completed the answer, so that the server of a chain finds the next call in
 * its queue and the caller needs no turn. Dependents on a kernel object run in their own thread, which is woken for it.
 *
 * Locks: pipeline.lock, above all others, is held while dependents are sent on; states and lists are guarded by the owning
 * thread's lock. Memory: one frame per thread, charged when the first answer is kept.
 */
#pragma once

#include "ring/submission.h"

struct pipeline;

/* A CALL with CAP_SQE_KEEP or CAP_SQE_PIPELINE, its other fields unchecked. Completes or defers it. */
void submission_call_pipelined(const struct submission *submission);

/*
 * Records how a kept call ended. result as in its completion; records: of its `count` result capabilities; exception: the
 * message of STATUS_APPLICATION_EXCEPTION, else NULL; aux as in the completion. Sends nothing on yet: takes the thread's lock only.
 * Returns whether dependents wait: then pipeline_advance must follow, with no lock held.
 */
bool kept_settle(struct kept_answer *kept, int32_t result, const struct cap_result_record *records, uint32_t count,
                 const void *exception, uint64_t aux);
/* Sends on what waits for settled answers of the thread. No lock is held. */
void pipeline_advance(struct thread *thread);
/* FINISH of a kept answer: forgets it; dependents that still wait are cancelled. False: there is none with that id. */
bool pipeline_finish(struct thread *thread, uint64_t id);
/* The thread is ending; its answers are cancelled already. Gives the memory and its charge back. */
void pipeline_drop(struct thread *thread);
