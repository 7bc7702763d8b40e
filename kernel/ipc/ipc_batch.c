/* SPDX-License-Identifier: MIT */
/*
 * Ordinary calls that are submitted together with others: to a kernel object, carried out at once; to a service that works on
 * something else, put into its queue. As in ipc_fast.c, everything is looked at before anything is changed, and what is not
 * ordinary is left to the general code.
 */
#include "ipc/ipc_fast_priv.h"

#include "abi/compiler.h"
#include "ipc/ipc_priv.h"
#include "ipc/ipc_queue.h"

/* Where a call's two buffers are in the direct map. */
struct places {
    const uint8_t *params;
    uint8_t *result;
    uint64_t generation;
};

/* False: a page is not among those that were used lately. Nothing may be locked between this and the use. */
static inline bool find_places(const struct address_space *space, const struct fast_call *call, struct places *places)
{
    uint64_t params_page = call->params - PAGE_OFFSET(call->params), result_page = call->result - PAGE_OFFSET(call->result);
    uint8_t *direct;

    places->generation = space->generation; /* before the look: when it changes meanwhile, this is old */
    direct = address_space_recent_page(space, result_page, true);
    if (unlikely(!direct))
        return false;
    places->result = direct + PAGE_OFFSET(call->result);
    if (params_page != result_page)
        direct = address_space_recent_page(space, params_page, false);
    places->params = direct + PAGE_OFFSET(call->params);
    return likely(direct != NULL);
}

/* For the next time. No lock is held. */
static __attribute__((noinline, cold)) bool remember_places(struct address_space *space, const struct fast_call *call)
{
    (void)address_space_user_page(space, call->params - PAGE_OFFSET(call->params), false);
    (void)address_space_user_page(space, call->result - PAGE_OFFSET(call->result), true);
    return false;
}

/* The call record of a call that nobody can take now, at the end of the queue; the reference to the endpoint is its own. */
static inline void enqueue_locked(struct thread *thread, struct endpoint *endpoint, uint64_t interface_id,
                                  const struct fast_call *words, const struct places *places)
{
    uint32_t params_len = (uint32_t)words->lengths, result_len = (uint32_t)(words->lengths >> 32);
    struct answer *call = answer_take(thread, thread->consumed++, words->user_data, (words->head >> 8) & CAP_SQE_QUIET);

    thread->sq_head++;
    call->object = &endpoint->object;
    call->cap_id = CAP_OF(words->head);
    call->cancel = endpoint_cancel_call;
    call->result.address = words->result;
    call->result.bytes = result_len;
    call->result.direct = places->result;
    call->result.direct_bytes = result_len;
    call->result.generation = places->generation;
    call->call.params.space = &thread->process->space;
    call->call.params.address = words->params;
    call->call.params.direct = (uint8_t *)(uintptr_t)places->params; /* which is only read */
    call->call.params.bytes = params_len;
    call->call.params.direct_bytes = params_len;
    call->call.params.generation = places->generation;
    call->call.params.write = false;
    call->call.interface_id = interface_id;
    call->call.params_len = params_len;
    call->call.method_id = (uint16_t)(words->head >> 16);
    call->call.xfer_count = 0;
    call->call.disclosure = 0;
    call->call.slot = ENDPOINT_NO_SLOT;
    list_append(&endpoint->queued, &call->link);
    enter_queue_locked(endpoint, call);
}

/* With a reference to the endpoint, which it takes over when it tells true. */
static inline bool queue_call(struct thread *thread, struct endpoint *endpoint, uint64_t interface_id, uint32_t epoch,
                              const struct fast_call *call)
{
    struct process *process = thread->process;
    struct places places;
    bool found = true, queued = false;

    spin_lock(&endpoint->lock);
    if (likely(list_empty(&endpoint->receivers) && !endpoint->closed && epoch == endpoint->object.epoch &&
                         queue_has_place_locked(endpoint, process, (uint32_t)call->lengths))) {
        found = find_places(&process->space, call, &places);
        if (found) {
            enqueue_locked(thread, endpoint, interface_id, call, &places);
            queued = true;
        }
    }
    spin_unlock(&endpoint->lock);
    if (likely(queued))
        return true;
    object_put(&endpoint->object);
    return found ? false : remember_places(&process->space, call);
}

static inline bool call_object(struct object_call *object_call, const struct fast_call *call)
{
    struct address_space *space = &object_call->submission.process->space;
    struct places places;

    if (!find_places(space, call, &places)) {
        object_put(object_call->hold.object);
        return remember_places(space, call);
    }
    submission_call_object(object_call, places.params, places.result, places.generation);
    return true;
}

bool ipc_batch_call(struct thread *thread, const struct cap_sqe *entry)
{
    const sqe_word_t *sqe = (const sqe_word_t *)entry;
    const struct fast_call call = { sqe[0], sqe[1], sqe[2], sqe[3], sqe[4] };
    uint32_t params_len = (uint32_t)call.lengths, result_len = (uint32_t)(call.lengths >> 32);
    struct process *process = thread->process;
    struct cap_hold *hold;
    struct object *object;
    uint64_t interface_id;
    uint32_t epoch;

    /* Without flags but QUIET, dependency, disclosure and capabilities; each buffer in one page. */
    if (((uint16_t)call.head & ~(CAP_SQE_QUIET << 8)) != CAP_OP_CALL || (sqe[5] | sqe[6] | sqe[7]) != 0 ||
        ((call.params | call.result | params_len) & 7) != 0 || PAGE_OFFSET(call.params) + params_len > PAGE_SIZE ||
        PAGE_OFFSET(call.result) + result_len > PAGE_SIZE || thread_flags(thread) || !session_live(process->session))
        return false;
    spin_lock(&process->lock);
    if (!find_hold_locked(process, CAP_OF(call.head), &hold)) {
        spin_unlock(&process->lock);
        return false;
    }
    if (hold->facet != ENDPOINT_CLIENT) {
        struct object_call object_call;

        object_call_prepare_locked(&object_call, thread, hold, &call);
        spin_unlock(&process->lock);
        return call_object(&object_call, &call);
    }
    object = hold->object;
    interface_id = hold->interface_id;
    epoch = hold->epoch;
    object_get(object);
    spin_unlock(&process->lock);
    return queue_call(thread, container_of(object, struct endpoint, object), interface_id, epoch, &call);
}
