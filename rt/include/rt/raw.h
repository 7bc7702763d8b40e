/* SPDX-License-Identifier: MIT */
/*
 * The thread's ring without the client in front of it, for programs that measure or attack the kernel. Do not mix it with
 * requests in flight: completions that come meanwhile are nobody's.
 */
#pragma once

#include "rt/rt.h"

/* The ring page itself. Everything in it may be read and scribbled over. */
struct ring_page *rt_raw_ring(struct rt *rt);
/* Copies the entry, whatever it says, into the next submission slot and publishes it. Nothing checks for room: the
 * caller has entered the kernel at least once every RING_SQ_ENTRIES. Returns the answer id that it will have. */
uint64_t rt_raw_submit(struct rt *rt, const struct cap_sqe *sqe);
/* cap_enter as it is: its result, negative statuses included. */
int64_t rt_raw_enter(uint64_t min_complete, uint64_t deadline_ns);
/* A system call of any number. */
int64_t rt_raw_syscall(uint64_t number, uint64_t first, uint64_t second);
/* Takes the oldest completion; false when there is none. */
bool rt_raw_take(struct rt *rt, struct cap_cqe *out);
