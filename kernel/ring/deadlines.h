/* SPDX-License-Identifier: MIT */
/* Deadlines of unfinished answers. All take the lock of a CPU, and may be called under any lock above it. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

struct answer;
struct object;

/* Timer.sleep: the answer is completed when the time has come, on this CPU. The second is the answer's `cancel`. */
void answer_add_sleep(struct answer *answer, uint64_t deadline_ns);
bool answer_cancel_sleep(struct answer *answer, struct object *object, uint64_t id);
/* The deadline of a PARK (ring/park.h): set and cancelled under the lock of its queue, so that it is in the tree exactly as long as
 * in the queue. */
void answer_add_park_deadline(struct answer *answer, uint64_t deadline_ns);
void answer_cancel_park_deadline(struct answer *answer);
