/* SPDX-License-Identifier: MIT */
/* Waiting on words: PARK and UNPARK through the thread's own ring. See rt/sync.h. */
#include "rt/sync.h"

#include "rt_priv.h"

void rt_parked_complete(struct rt_parked *parked, const struct cap_cqe *cqe)
{
    parked->result = cqe->result;
    parked->done = true;
}

/* Something else came first, or the submission stayed because no completion entry was free. */
static RT_UNUSUAL int32_t park_finish(struct rt *rt, struct rt_parked *parked, int64_t available)
{
    if (available < 0)
        rt_ring_refused(rt, available);
    rt_ring_reap(rt);
    while (!parked->done) {
        (void)rt_ring_enter(rt, 1, TIME_FOREVER);
        rt_ring_reap(rt);
    }
    return parked->result;
}

int32_t rt_park_shared(struct rt *rt, cap_id_t space, const uint32_t *word, uint32_t expected, uint64_t deadline_ns)
{
    _Alignas(8) struct rt_parked parked = { .done = false };
    uint64_t token = rt_token_pointer(RT_TOKEN_PARK, &parked);
    const struct cap_cqe *cqe;
    int64_t available;

    rt_sqe_write(rt_ring_next(rt), (struct rt_submission){ .opcode = CAP_OP_PARK, .cap = space, .user_data = token, .addr = word,
                                                           .len = expected, .dep = deadline_ns });
    rt_ring_publish(rt);
    available = rt_syscall_enter(1, TIME_FOREVER);
    cqe = rt_ring_single(rt, available);
    if (!cqe || cqe->user_data != token)
        return park_finish(rt, &parked, available);
    parked.result = cqe->result;
    rt_ring_take_single(rt);
    return parked.result;
}

void rt_unpark_shared(struct rt *rt, cap_id_t space, const uint32_t *word, uint32_t count)
{
    rt_sqe_write(rt_ring_next(rt), (struct rt_submission){ .opcode = CAP_OP_UNPARK, .flags = CAP_SQE_QUIET, .cap = space,
                                                           .user_data = RT_TOKEN_IGNORE, .addr = word, .len = count });
    rt_ring_publish(rt);
    rt_ring_drain(rt);
}

int32_t rt_park(struct rt *rt, const uint32_t *word, uint32_t expected, uint64_t deadline_ns)
{
    return rt_park_shared(rt, rt->process->park_space, word, expected, deadline_ns);
}

void rt_unpark(struct rt *rt, const uint32_t *word, uint32_t count)
{
    rt_unpark_shared(rt, rt->process->park_space, word, count);
}
