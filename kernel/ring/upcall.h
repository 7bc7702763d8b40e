/* SPDX-License-Identifier: MIT */
/* What submissions, answers and completions call in the floors above, which define these functions. */
#pragma once

#include <stdint.h>

#include "abi/status.h"

struct answer;
struct submission;
struct thread;

/* A submission was refused with a transport error. Any lock but the log's may be held (trace/refusal.c). */
void submission_refused(const struct submission *submission, status_t status);

/* The thread is tapped: what it submits, before it is carried out; the submission stays known until NULL is given (trace/tap.c, as the next
 * two). */
void tap_submission(struct thread *thread, const struct submission *submission);
/* thread_post_completion of a tapped thread (ring/completion.h). */
void tap_post(struct thread *thread, uint64_t user_data, int32_t result, uint16_t flags, uint16_t cap_count, uint64_t aux);
/* An answer of a tapped thread is about to be completed and freed. The thread's lock is not held; an endpoint's may be. */
void tap_answer(struct answer *answer, int32_t result, uint16_t flags, uint16_t cap_count, uint64_t aux);
