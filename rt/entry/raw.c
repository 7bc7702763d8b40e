/* SPDX-License-Identifier: MIT */
/* The ring without its client. See rt/raw.h. */
#include "rt/raw.h"

#include "core/ring_index.h"
#include "../src/rt_priv.h"

struct ring_page *rt_raw_ring(struct rt *rt)
{
    return rt->ring;
}

uint64_t rt_raw_submit(struct rt *rt, const struct cap_sqe *sqe)
{
    rt->ring->sq[ring_slot((uint32_t)rt->sq_count, RING_SQ_ENTRIES)] = *sqe;
    rt_ring_publish(rt);
    return rt->sq_count - 1;
}

int64_t rt_raw_enter(uint64_t min_complete, uint64_t deadline_ns)
{
    return rt_syscall_enter(min_complete, deadline_ns);
}

int64_t rt_raw_syscall(uint64_t number, uint64_t first, uint64_t second)
{
    int64_t result = (int64_t)number;

    __asm__ volatile("syscall"
                     : "+a"(result), "+D"(first), "+S"(second)
                     :
                     : "rcx", "rdx", "r8", "r9", "r10", "r11", "memory");
    return result;
}

bool rt_raw_take(struct rt *rt, struct cap_cqe *out)
{
    if (rt_raw_available(rt) == 0)
        return false;
    *out = rt->ring->cq[ring_slot(rt->cq_head, RING_CQ_ENTRIES)];
    rt_raw_set_cq_head(rt, ++rt->cq_head);
    return true;
}

uint32_t rt_raw_available(struct rt *rt)
{
    /* Pairs with the kernel's release store after it wrote the entries. */
    return ring_used(rt->cq_head, __atomic_load_n(&rt->ring->header.cq_tail, __ATOMIC_ACQUIRE));
}

void rt_raw_set_sq_tail(struct rt *rt, uint32_t tail)
{
    __atomic_store_n(&rt->ring->header.sq_tail, tail, __ATOMIC_RELEASE);
}

void rt_raw_set_cq_head(struct rt *rt, uint32_t head)
{
    __atomic_store_n(&rt->ring->header.cq_head, head, __ATOMIC_RELEASE);
}
