/* SPDX-License-Identifier: MIT */
/*
 * The ring client: puts submissions into the queue, enters the kernel, and takes completions out by their token.
 *
 * Whoever waits does it in a loop of reap and enter, so the completion queue is always empty when the kernel is entered
 * and a minimum of one means "something new". Reaping only records: no callback runs inside it, so it may happen
 * anywhere, also when a full queue forces an entry in the middle of a method.
 */
#include "rt_priv.h"

#include "abi/compiler.h"
#include "core/ring_index.h"
#include "core/ring_words.h"

/* A kernel that consumes nothing for so long is broken; better to say so than to spin. */
#define DRAIN_TRIES 1000u

static struct rt_endpoint *token_pointer(uint64_t token)
{
    return (struct rt_endpoint *)(uintptr_t)(token & ~(uint64_t)RT_TOKEN_KIND_MASK);
}

/* One completion, by its kind. */
static void completion_take(struct rt *rt, const struct cap_cqe *cqe)
{
    uint64_t token = cqe->user_data;
    const struct rt_late_return *late;

    switch ((enum rt_token_kind)(token & RT_TOKEN_KIND_MASK)) {
    case RT_TOKEN_REQUEST:
        rt_request_complete(rt, (uint32_t)(token >> RT_TOKEN_SHIFT), cqe);
        break;
    case RT_TOKEN_RECEIVE:
        rt_endpoint_complete(rt, token_pointer(token), cqe);
        break;
    case RT_TOKEN_RETURN:
        rt_endpoint_return_failed(rt, token_pointer(token), cqe->result);
        break;
    case RT_TOKEN_REPLY:
        late = &rt->replies[(token >> RT_TOKEN_SHIFT) % RT_REPLIES];
        rt_return_failed(rt, late->endpoint, late->call_id, cqe->result);
        break;
    case RT_TOKEN_PARK:
        rt_parked_complete((struct rt_parked *)(uintptr_t)(token & ~(uint64_t)RT_TOKEN_KIND_MASK), cqe);
        break;
    case RT_TOKEN_IGNORE:
        break;
    }
}

bool rt_ring_reap(struct rt *rt)
{
    struct ring_page *ring = rt->ring;
    uint32_t head = rt->cq_head;
    uint32_t tail = ring_read_cq_tail(ring);

    if (head == tail)
        return false;
    while (head != tail) {
        /* A copy, and the head moved first: taking it may submit, and a submission may reap. */
        struct cap_cqe cqe = ring->cq[ring_slot(head, RING_CQ_ENTRIES)];
        rt->cq_head = ++head;
        ring_publish_cq_head(ring, head);
        completion_take(rt, &cqe);
        head = rt->cq_head;
        tail = ring_read_cq_tail(ring);
    }
    return true;
}

void rt_ring_refused(struct rt *rt, int64_t result)
{
    rt_panic(rt, "cap_enter failed: %s", capn_status_text((status_t)result));
}

status_t rt_ring_enter(struct rt *rt, uint32_t min_complete, uint64_t deadline_ns)
{
    int64_t result = rt_syscall_enter(min_complete, deadline_ns);

    if (rt->pool.waiting)
        rt_buffer_collect(rt);
    /* CAP_ENTER_CQ_FULL needs nothing here: the submissions stay queued, the caller reaps and enters again. */
    if (likely(result >= 0))
        return STATUS_OK;
    if (result != STATUS_TIMED_OUT)
        rt_ring_refused(rt, result);
    return STATUS_TIMED_OUT;
}

void rt_ring_drain(struct rt *rt)
{
    for (uint32_t tries = 0; !rt_ring_is_drained(rt); tries++) {
        if (tries == DRAIN_TRIES)
            rt_panic(rt, "the kernel does not consume submissions");
        if (tries)
            rt_ring_reap(rt); /* they stayed because no completion entry was free */
        (void)rt_ring_enter(rt, 0, 0);
    }
}

bool rt_ring_look(struct rt *rt, uint32_t entries)
{
    uint32_t used = ring_used(ring_read_sq_head(rt->ring), (uint32_t)rt->sq_count);

    if (rt->pool.waiting)
        rt_buffer_collect(rt);
    rt->sq_limit = rt->pool.waiting ? 0 : rt->sq_count - used + RING_SQ_ENTRIES;
    return used + entries <= RING_SQ_ENTRIES;
}

void rt_ring_release(struct rt *rt, cap_id_t cap)
{
    /* Quiet: a hold that is already gone counts as released. */
    rt_sqe_write(rt_ring_next(rt), (struct rt_submission){ .opcode = CAP_OP_RELEASE, .flags = CAP_SQE_QUIET, .cap = cap,
                                                           .user_data = RT_TOKEN_IGNORE });
    rt_ring_publish(rt);
    if (ring_used(ring_read_sq_head(rt->ring), (uint32_t)rt->sq_count) >= RT_RELEASE_BATCH)
        rt_ring_drain(rt);
}
