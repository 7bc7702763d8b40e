/* SPDX-License-Identifier: MIT */
/*
 * The thread's ring without the runtime's manners: submissions go in verbatim, any tail can be published, and completions
 * come out as the kernel wrote them. For programs that test or measure the ring itself.
 *
 * Rules: take all completions of raw submissions before the next typed call, or give them a user_data whose low three
 * bits are 0: the runtime's own tokens never have those, and it skips what it does not know. rt_raw_set_* and writes to
 * the header may destroy the process; after them only raw calls, or the exit, make sense.
 */
#pragma once

#include "rt/rt.h"

/* The page as it is mapped: magic, indices, entries. */
struct ring_page *rt_raw_ring(struct rt *rt);
/* Copies *sqe into the next free entry and publishes it. The queue must have room (RING_SQ_ENTRIES since the last entry
 * that consumed all). Returns the answer id that the operation will have. */
uint64_t rt_raw_submit(struct rt *rt, const struct cap_sqe *sqe);
/* The next completion, if there is one; false else. */
bool rt_raw_take(struct rt *rt, struct cap_cqe *cqe);
/* Completions that are there and were not taken. */
uint32_t rt_raw_available(struct rt *rt);
/* cap_enter (abi/entry.h), with its result as it came. */
int64_t rt_raw_enter(uint64_t min_complete, uint64_t deadline_ns);
/* Any system call number. Numbers that do not exist end the process. */
int64_t rt_raw_syscall(uint64_t number, uint64_t first, uint64_t second);
/* Publishes a tail or a head without the runtime knowing. */
void rt_raw_set_sq_tail(struct rt *rt, uint32_t tail);
void rt_raw_set_cq_head(struct rt *rt, uint32_t head);
