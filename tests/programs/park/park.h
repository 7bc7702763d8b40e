/* SPDX-License-Identifier: MIT */
/* Between the files of test-park. */
#pragma once

#include "capability.capnp.h"
#include "kit.h"
#include "rt/thread.h"

/* --- raw operations of this thread that are under way (flight.c) ---------------------------------------------------------- */

/* Slots are the caller's choice, below this. */
#define FLIGHT_SLOTS 64u
/* What a slot that got no completion in time has for a result. */
#define FLIGHT_NEVER INT32_MIN

/* Between flight_open and flight_close no typed call may be made: it would take the completions. */
struct flight {
    struct kit *kit;
    uint64_t limit_ns;                  /* absolute: no wait is given longer */
    bool done[FLIGHT_SLOTS];
    struct cap_cqe cqe[FLIGHT_SLOTS];
};

void flight_open(struct flight *flight, struct kit *kit);
/* One attempt: the kernel has looked at everything. */
void flight_close(struct flight *flight);
/* Submits and lets the kernel look at it; returns the answer id. */
uint64_t flight_start(struct flight *flight, uint32_t slot, struct cap_sqe sqe);
/* Whether its completion is there. */
bool flight_done(struct flight *flight, uint32_t slot);
/* Its result, waited for. */
int32_t flight_result(struct flight *flight, uint32_t slot);
/* Both at once. */
int32_t flight_do(struct flight *flight, struct cap_sqe sqe);
/* A call with up to four parameter words and no capabilities; its result, >= 0 when it was answered. */
int32_t flight_call(struct flight *flight, cap_id_t cap, uint16_t method, const uint64_t *words, uint32_t count);

struct cap_sqe sqe_park(cap_id_t space, uint64_t address, uint32_t expected, uint64_t deadline_ns);
struct cap_sqe sqe_unpark(cap_id_t space, uint64_t address, uint32_t count);

/* --- the tests ----------------------------------------------------------------------------------------------------------- */

/* words.c */
void test_bad_words(struct kit *kit);
void test_vanishing(struct kit *kit);
void test_deadlines(struct kit *kit);
/* wakes.c */
void test_wakes(struct kit *kit);
/* shared.c */
void test_shared(struct kit *kit);
/* In a process of its own, "other". */
int be_other(struct rt *rt);
/* sync.c */
void test_sync(struct kit *kit);
