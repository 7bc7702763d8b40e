/* SPDX-License-Identifier: MIT */
/*
 * What the short ways share: ipc_fast.c, where one call or answer is all that was submitted; ipc_carry.c, where it brings a
 * capability along; ipc_batch.c, where a call is one of several submissions.
 */
#pragma once

#include "abi/compiler.h"
#include "core/atomic.h"
#include "ipc/ipc_fast.h"
#include "ipc/ipc_priv.h"
#include "ring/submission.h"
#include "sched/cpu.h"
#include "sched/switch.h"

typedef uint64_t __attribute__((may_alias)) sqe_word_t;

#define PAGE_OFFSET(address) ((address) & (PAGE_SIZE - 1ull))
#define CAP_OF(head) ((cap_id_t)((head) >> 32))

/* Looks a page up and remembers it. False: it is not writable. */
bool ipc_page_translate(struct thread_page *view, struct address_space *space, uint64_t page);

/* Remembers where the page of the thread's memory that holds address is; false when it is not writable. */
static inline bool page_find(struct thread_page *view, struct address_space *space, uint64_t address)
{
    uint64_t page = address - PAGE_OFFSET(address);

    return likely(view->page == page && view->generation == space->generation) || ipc_page_translate(view, space, page);
}

/* Whether the page that was found is there still, and where an address in it is then. Nothing may be locked between this and the use. */
static inline bool page_there(const struct thread_page *view, const struct address_space *space)
{
    return likely(view->generation == space->generation);
}
static inline uint8_t *page_direct(const struct thread_page *view, uint64_t address)
{
    return view->direct + PAGE_OFFSET(address);
}

/* Whole words. Most messages are short: those are copied in a straight line. */
static inline __attribute__((always_inline)) void copy_message(uint64_t *to, const uint64_t *from, uint64_t words)
{
    if (unlikely(words > 16)) {
        memcpy(to, from, words * 8);
        return;
    }
#define COPY(n) \
    case n: \
        to[n - 1] = from[n - 1]; \
        __attribute__((fallthrough));
    switch (words) {
        COPY(16) COPY(15) COPY(14) COPY(13) COPY(12) COPY(11) COPY(10) COPY(9)
        COPY(8) COPY(7) COPY(6) COPY(5) COPY(4) COPY(3) COPY(2) COPY(1)
    default:
        break;
    }
#undef COPY
}

/* The hold that an id names, if its object is as it was and it was not lent; process->lock is held. */
static inline __attribute__((always_inline)) bool find_hold_locked(struct process *process, cap_id_t id, struct cap_hold **hold)
{
    return likely(cap_table_lookup(&process->table, id, hold) == STATUS_OK && (*hold)->revoker == NULL &&
                            (*hold)->epoch == atomic_load_relaxed(&((const struct object *)(*hold)->object)->epoch));
}

/* The words of an ordinary CALL, each read once. */
struct fast_call {
    uint64_t head, user_data, params, lengths, result;
};

/* Takes down what a call to a kernel object needs, with a reference to the object. The process is locked. */
static inline __attribute__((always_inline)) void object_call_prepare_locked(struct object_call *call, struct thread *thread,
                                                                             const struct cap_hold *hold,
                                                                             const struct fast_call *words)
{
    sqe_word_t *sqe = (sqe_word_t *)&call->submission.sqe;

    object_get(hold->object);
    call->hold = *hold;
    call->submission.thread = thread;
    call->submission.process = thread->process;
    call->submission.kept = NULL;
    sqe[0] = words->head;
    sqe[1] = words->user_data;
    sqe[2] = words->params;
    sqe[3] = words->lengths;
    sqe[4] = words->result;
    sqe[5] = sqe[6] = sqe[7] = 0;
}

/* Frees an answer and posts its completion to a thread that waits for it; the caller switches to the thread. Locked. */
static inline __attribute__((always_inline)) void complete_locked(struct thread *thread, struct answer *answer, uint64_t bytes)
{
    struct ring_page *ring = thread->ring;
    uint32_t tail = thread->cq_tail;
    uint64_t *words = (uint64_t *)&ring->cq[ring_slot(tail, RING_CQ_ENTRIES)];

    answer->object = NULL;
    completion_free_locked(thread, answer);
    words[0] = answer->user_data;
    words[1] = bytes;
    words[2] = answer->id;
    thread->cq_tail = ++tail;
    /* Pairs with the acquire load of cq_tail in the runtime. */
    atomic_store_release(&ring->header.cq_tail, tail);
    thread->waits_for_one = false;
    thread->state = THREAD_RUNNING; /* as soon as we have switched */
}

/* Consumes the submissions, takes an answer record for the last of them, and lets the thread wait for it. */
static inline __attribute__((always_inline)) struct answer *begin_wait(struct thread *thread, uint32_t submissions, uint32_t cq_head,
                                                                       uint64_t user_data, struct object *object)
{
    struct answer *answer;

    spin_lock(&thread->lock);
    answer = &thread->answers[__builtin_ctz(thread->answers_free)];
    thread->answers_free &= thread->answers_free - 1;
    thread->cq_reserved++;
    answer->object = object;
    thread->wait_count = cq_head + 1;
    thread->waits_for_one = true;
    thread->state = THREAD_BLOCKED;
    /* Since the look before the lock another CPU completed something, has something for it to do, or ended it. */
    if (unlikely(thread->cq_tail != cq_head || thread_flags(thread) || thread->killed))
        scheduler_wake_locked(thread);
    spin_unlock(&thread->lock);
    answer->id = thread->consumed + submissions - 1;
    thread->consumed += submissions;
    thread->sq_head += submissions;
    /* Pairs with the runtime's acquire load before it reuses an SQE. */
    atomic_store_release(&thread->ring->header.sq_head, thread->sq_head);
    answer->user_data = user_data;
    answer->quiet = false;
    return answer;
}

/* Runs next, which just got what it waited for; comes back when this thread got it too, or has something else to do. */
static inline __attribute__((always_inline)) uint64_t wait_after(struct thread *thread, struct thread *next, uint32_t cq_head)
{
    uint32_t available;

    scheduler_switch_to(cpu_current(), next);
    available = thread->cq_tail - cq_head;
    if (unlikely(available == 0))
        return ring_enter(thread, 1, TIME_FOREVER);
    scheduler_finish_entry(cpu_current());
    return available;
}

/* The call in flight that an id names, if nothing is special about it. */
static inline __attribute__((always_inline)) struct answer *find_call_locked(struct endpoint *endpoint, uint64_t call_id)
{
    uint32_t index = (uint32_t)call_id - 1;
    struct answer *call;

    if (index >= ENDPOINT_SLOTS || endpoint->slots[index].generation != call_id >> 32)
        return NULL;
    call = endpoint->slots[index].answer;
    if (!call || call->quiet || call->kept || call->via)
        return NULL;
    return call;
}

/* The CALL that was just delivered is in flight in that slot, and its thread waits for the answer. endpoint->lock is held. */
static inline __attribute__((always_inline)) void begin_call_locked(struct thread *thread, struct endpoint *endpoint, uint32_t slot,
                                                                    uint32_t cq_head, uint64_t head, uint64_t user_data,
                                                                    uint64_t result, uint32_t result_len)
{
    struct answer *call = begin_wait(thread, 1, cq_head, user_data, &endpoint->object);

    call->cap_id = CAP_OF(head);
    call->cancel = endpoint_cancel_call;
    call->call.slot = slot;
    call->call.disclosure = 0;
    call->result.address = result;
    call->result.bytes = result_len;
    call->result.direct = thread->call_page.direct + PAGE_OFFSET(result);
    call->result.direct_bytes = result_len;
    call->result.generation = thread->call_page.generation;
    endpoint->first_free = endpoint->slots[slot].next;
    endpoint->slots[slot].answer = call;
    endpoint->in_flight_count++;
}

/* RETURN and RECV are consumed: the receive is armed with the buffer of the last one, and its thread waits. endpoint->lock is
 * held. */
static inline __attribute__((always_inline)) void begin_receive_locked(struct thread *thread, struct endpoint *endpoint,
                                                                       uint32_t cq_head, uint64_t user_data)
{
    const struct user_buffer *last = &thread->last_receive;
    struct answer *receive = begin_wait(thread, 2, cq_head, user_data, &endpoint->object);

    receive->cancel = endpoint_cancel_receive;
    receive->result.address = last->address;
    receive->result.bytes = last->bytes;
    receive->result.direct = last->direct;
    receive->result.direct_bytes = last->direct_bytes;
    receive->result.generation = last->generation;
    list_append(&endpoint->receivers, &receive->link);
    endpoint->receiver_count++;
}

/* The last word of a submission with one transfer descriptor and nothing else. */
#define FAST_ONE_CAPABILITY (1ull << 16)

/* As ipc_fast_call and ipc_fast_return, for a message with one capability. */
uint64_t ipc_carry_call(struct thread *thread, uint32_t cq_head);
uint64_t ipc_carry_return(struct thread *thread, uint32_t cq_head);
