/* SPDX-License-Identifier: MIT */
/*
 * Completions into a thread's ring, and the answer records that promise them (ring/answer.h). Inline: every call passes
 * through here two to four times.
 */
#pragma once

#include "abi/compiler.h"
#include "core/ring_index.h"
#include "core/ring_words.h"
#include "ring/revoker.h"
#include "ring/upcall.h"
#include "sched/scheduler.h"
#include "sched/thread.h"

/* Writes the entry and ends the wait if this was the last one it waited for. thread->lock is held. */
static inline void completion_post_locked(struct thread *thread, uint64_t user_data, int32_t result, uint16_t flags,
                                          uint16_t cap_count, uint64_t aux)
{
    lock_assert_held(&thread->lock);
    /* Locals, because the compiler must think that a store into the page may change the thread. */
    struct ring_page *ring = thread->ring;
    uint32_t tail = thread->cq_tail;
    uint64_t *words = (uint64_t *)&ring->cq[ring_slot(tail, RING_CQ_ENTRIES)];

    /* struct cap_cqe as its words; the last one is reserved and stays as it is. */
    words[0] = user_data;
    words[1] = (uint32_t)result | (uint64_t)flags << 32 | (uint64_t)cap_count << 48;
    words[2] = aux;
    thread->cq_tail = ++tail;
    ring_publish_cq_tail(ring, tail);
    if (thread->state == THREAD_BLOCKED && (int32_t)(tail - thread->wait_count) >= 0)
        scheduler_wake_locked(thread);
}

/*
 * Puts one completion into the thread's queue and wakes it when its wait is over. The entry was reserved before or
 * credit was checked. A corrupt cq_head cannot be seen here: the entry goes where the kernel's own index says.
 */
static inline void thread_post_completion(struct thread *thread, uint64_t user_data, int32_t result, uint16_t flags,
                                          uint16_t cap_count, uint64_t aux)
{
    /* A call at the end, so that the functions around it need no registers saved. */
    if (thread_tapped(thread)) {
        tap_post(thread, user_data, result, flags, cap_count, aux);
        return;
    }
    spin_lock(&thread->lock);
    completion_post_locked(thread, user_data, result, flags, cap_count, aux);
    spin_unlock(&thread->lock);
}

/* A free record for the operation with these coordinates; its completion entry is reserved already. Its object is NULL: for others it is
 * not there yet. Who sets that does so last. */
static inline struct answer *answer_take(struct thread *thread, uint64_t id, uint64_t user_data, bool quiet)
{
    struct answer *answer;

    spin_lock(&thread->lock);
    /* One is free: it has a reserved completion entry. */
    debug_assert(thread->answers_free != 0 && thread->cq_reserved < RING_CQ_ENTRIES);
    answer = &thread->answers[__builtin_ctz(thread->answers_free)];
    thread->answers_free &= thread->answers_free - 1;
    thread->cq_reserved++;
    answer->id = id;
    answer->user_data = user_data;
    answer->cap_id = CAP_ID_INVALID;
    answer->quiet = quiet;
    spin_unlock(&thread->lock);
    return answer;
}

static inline void completion_free_locked(struct thread *thread, struct answer *answer)
{
    lock_assert_held(&thread->lock);
    debug_assert(!(thread->answers_free & answer->bit) && thread->cq_reserved != 0);
    thread->answers_free |= answer->bit;
    thread->cq_reserved--;
}

/* Completes with a status or byte count; frees. May wake the thread. result < 0 is a transport error. */
static inline void answer_complete(struct answer *answer, int32_t result, uint16_t flags, uint16_t cap_count, uint64_t aux)
{
    struct thread *thread = answer->thread;
    struct object *object = answer->object;

    if (unlikely(((uintptr_t)answer->via | (uintptr_t)answer->kept) != 0)) {
        if (answer->via)
            revoker_remove_call(answer);
        if (answer->kept)
            answer_settle_kept(answer, result, aux);
    }
    if (thread_tapped(thread))
        tap_answer(answer, result, flags, cap_count, aux);
    spin_lock(&thread->lock);
    answer->object = NULL;
    /* Capabilities that came along must be known, or nobody could ever release them. */
    if (!answer->quiet || result < 0 || cap_count != 0)
        completion_post_locked(thread, answer->user_data, result, flags, cap_count, aux);
    /* After the entry: whoever reads both without the lock, promises first, counts too many and never too few (ring/ring.c). */
    completion_free_locked(thread, answer);
    spin_unlock(&thread->lock);
    object_put(object);
}
