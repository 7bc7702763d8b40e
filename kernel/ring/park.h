/* SPDX-License-Identifier: MIT */
/*
 * PARK and UNPARK: waiting on a word of user memory until somebody says that it changed.
 *
 * Waiters are answer records in the queue of whatever the word belongs to: the process for private words (by address), the shared
 * memory for shared ones (by offset). Comparing the word and joining the queue is one step under the queue's lock, and UNPARK takes
 * the same lock: a waiter that read the old value is in the queue before whoever wrote the new one looks there.
 *
 *   compared --in the queue--> woken | timed out | cancelled | its page went | its space was revoked
 *
 * Whoever takes a waiter off its queue completes it, once. A waiter with a deadline is in a timer tree exactly as long as it is in
 * its queue: both change together under the queue's lock.
 */
#pragma once

#include "base/lock.h"
#include "core/park_key.h"
#include "core/rb_tree.h"
#include "mem/page_provider.h"
#include "sched/park_waiters.h"

struct answer;
struct object;
struct submission;

/* Waiters in one queue at most: of a shared one all are looked at, with interrupts off, when pages go. */
#define PARK_QUEUE_MAX 1024u

/* Memory whose words several processes may share: pages, and the threads that wait on words in them. */
struct shared_words {
    struct page_provider pages;         /* first */
    struct park_queue parks;
};

void submission_park(const struct submission *submission);
void submission_unpark(const struct submission *submission);

/* The deadline of a waiter passed (sched/timers.c): the one with that ticket, if it still waits. */
void park_expire(struct answer *answer, struct park_queue *queue, uint64_t ticket);
/* Whether an unfinished answer is that of a PARK. */
bool answer_is_park(const struct answer *answer);
