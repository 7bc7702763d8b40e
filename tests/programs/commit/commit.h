/* SPDX-License-Identifier: MIT */
/* What the parts of test-commit share: raw submissions one at a time, threads that disturb, and time. */
#pragma once

#include "kit.h"
#include "random.h"
#include "rt/sync.h"
#include "rt/thread.h"

#define TEST_INTERFACE_ID 0xc0337017a1ull
#define OTHER_INTERFACE_ID 0xc0337017a2ull
/* How long each part disturbs, by the guest's clock: only how much is tried depends on it. */
#define PART_NS 1500000000ull

/* Submits one, waits for its own completion and ignores others. */
struct cap_cqe commit_do(struct rt *rt, struct cap_sqe sqe);
/* A fresh client facet of an endpoint, which the runtime does not know of: only raw submissions name it. */
cap_id_t commit_facet(struct rt *rt, cap_id_t endpoint);
static inline uint64_t commit_now(struct rt *rt, timer_t timer)
{
    uint64_t ns = 0;

    return timer_now(rt, timer, &ns) < 0 ? 0 : ns;
}
/* Lets time go by without giving up the CPU. */
static inline void commit_spin(uint32_t turns)
{
    for (volatile uint32_t i = 0; i < turns; i++)
        ;
}
/* Memory of whole pages, which the part unmaps itself. */
uint64_t commit_map(struct kit *kit, uint64_t pages);
struct rt_thread *commit_start(struct kit *kit, int64_t (*function)(struct rt *rt, void *argument), void *argument);
void commit_join(struct kit *kit, struct rt_thread *thread);

void test_records(struct kit *kit);
void test_moves(struct kit *kit);
void test_kept(struct kit *kit);
void test_flags(struct kit *kit);
void test_handles(struct kit *kit);
void test_takeback(struct kit *kit);
