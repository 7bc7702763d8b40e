/* SPDX-License-Identifier: MIT */
#include "rt/raw.h"

#include "core/ring_index.h"
#include "rt_priv.h"

struct ring_page *rt_raw_ring(struct rt *rt)
{
    return rt->ring;
}

uint64_t rt_raw_submit(struct rt *rt, const struct cap_sqe *sqe)
{
    uint64_t id = rt->sq_count;

    rt->ring->sq[ring_slot((uint32_t)id, RING_SQ_ENTRIES)] = *sqe;
    rt_ring_publish(rt);
    return id;
}

bool rt_raw_take(struct rt *rt, struct cap_cqe *cqe)
{
    if (rt_raw_available(rt) == 0)
        return false;
    *cqe = rt->ring->cq[ring_slot(rt->cq_head, RING_CQ_ENTRIES)];
    rt_raw_set_cq_head(rt, ++rt->cq_head);
    return true;
}

uint32_t rt_raw_available(struct rt *rt)
{
    /* Pairs with the kernel's release store after it wrote the entries. */
    return ring_used(rt->cq_head, __atomic_load_n(&rt->ring->header.cq_tail, __ATOMIC_ACQUIRE));
}

int64_t rt_raw_enter(struct rt *rt, uint64_t min_complete, uint64_t deadline_ns)
{
    (void)rt;
    return rt_syscall_enter(min_complete, deadline_ns);
}

#ifndef CAPOS_TEST
int64_t rt_raw_syscall(struct rt *rt, uint64_t number, uint64_t first, uint64_t second)
{
    int64_t result = (int64_t)number;

    (void)rt;
    __asm__ volatile("syscall"
                     : "+a"(result), "+D"(first), "+S"(second)
                     :
                     : "rcx", "rdx", "r8", "r9", "r10", "r11", "memory");
    return result;
}
#endif

void rt_raw_set_sq_tail(struct rt *rt, uint32_t tail)
{
    __atomic_store_n(&rt->ring->header.sq_tail, tail, __ATOMIC_RELEASE);
}

void rt_raw_set_cq_head(struct rt *rt, uint32_t head)
{
    __atomic_store_n(&rt->ring->header.cq_head, head, __ATOMIC_RELEASE);
}
