/* SPDX-License-Identifier: MIT */
/*
 * Calling capabilities that are still to come. A promise is a capability id that the kernel never sees: its index lies beyond
 * any table, and says which kept answer of this thread and which of its capabilities is meant.
 *
 *   generation:8 | 1 | 0 ... | promise:8 | ordinal:8      generation: of rt->promises[promise], so that an old one is known
 */
#include "rt_priv.h"

#define PROMISE_BIT 0x00800000u
#define PROMISE_ORDINALS 256u

cap_id_t capn_request_promise(struct capn_request *request, uint32_t ordinal)
{
    struct rt *rt = request->rt;
    uint32_t index = request->promise;
    struct rt_promise *promise;

    if (ordinal >= TRANSFER_MAX_DESCRIPTORS || request->state == RT_REQUEST_ENDED)
        return CAP_ID_INVALID;
    if (!(request->pipelining & RT_PIPELINING_KEPT)) {
        if (request->state != RT_REQUEST_BUILDING || !rt->free_promises)
            return CAP_ID_INVALID;
        index = (uint32_t)__builtin_ctz(rt->free_promises);
        rt->free_promises &= rt->free_promises - 1;
        request->promise = index;
        request->pipelining |= RT_PIPELINING_KEPT;
        rt->promises[index].sent = false;
    }
    promise = &rt->promises[index];
    return (cap_id_t)promise->generation << CAP_ID_INDEX_BITS | PROMISE_BIT | index * PROMISE_ORDINALS | ordinal;
}

void rt_promise_publish(struct rt *rt, const struct capn_request *request, struct cap_sqe *sqe)
{
    uint32_t index = (request->cap_id & (PROMISE_BIT - 1)) / PROMISE_ORDINALS;
    const struct rt_promise *on = index < RING_KEPT_ANSWERS ? &rt->promises[index] : NULL;

    if (request->pipelining & RT_PIPELINING_KEPT) {
        struct rt_promise *own = &rt->promises[request->promise];

        sqe->flags |= CAP_SQE_KEEP;
        own->answer_id = rt->sq_count;
        own->sent = true;
    }
    /* What is no promise of now goes to the kernel as it is, which knows no such capability. */
    if (!(request->pipelining & RT_PIPELINING_DEPENDENT) || !on || !on->sent ||
        on->generation != request->cap_id >> CAP_ID_INDEX_BITS)
        return;
    sqe->flags |= CAP_SQE_PIPELINE;
    sqe->cap_id = 0;
    sqe->dep = on->answer_id;
    sqe->field = (uint16_t)(request->cap_id % PROMISE_ORDINALS);
}

void rt_promise_forget(struct capn_request *request)
{
    struct rt *rt = request->rt;
    struct rt_promise *promise = &rt->promises[request->promise];

    if (promise->sent) {
        rt_sqe_write(rt_ring_next(rt), (struct rt_submission){ .opcode = CAP_OP_FINISH, .flags = CAP_SQE_QUIET, .user_data = RT_TOKEN_IGNORE,
                                                               .dep = promise->answer_id });
        rt_ring_publish(rt);
    }
    promise->sent = false;
}

void rt_promise_end(struct capn_request *request)
{
    struct rt *rt = request->rt;
    struct rt_promise *promise = &rt->promises[request->promise];

    /* Of a call in flight the FINISH that cancels it forgets the answer as well. */
    if (request->state != RT_REQUEST_IN_FLIGHT)
        rt_promise_forget(request);
    promise->sent = false;
    promise->generation++;
    rt->free_promises |= 1u << request->promise;
    request->pipelining &= (uint8_t)~RT_PIPELINING_KEPT;
}
