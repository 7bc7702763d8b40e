/* SPDX-License-Identifier: MIT */
/* The ring without its client, as far as it is not inline. See rt/raw.h. */
#include "rt/raw.h"

#include "../src/rt_priv.h"

_Static_assert(offsetof(struct rt, ring) == offsetof(struct rt_raw, ring), "struct rt begins like struct rt_raw");
_Static_assert(offsetof(struct rt, sq_count) == offsetof(struct rt_raw, sq_count), "struct rt begins like struct rt_raw");
_Static_assert(offsetof(struct rt, sq_limit) == offsetof(struct rt_raw, sq_limit), "struct rt begins like struct rt_raw");
_Static_assert(offsetof(struct rt, cq_head) == offsetof(struct rt_raw, cq_head), "struct rt begins like struct rt_raw");

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
