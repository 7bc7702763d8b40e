/* SPDX-License-Identifier: MIT */
/* Making and ending threads, and posting completions to them. See thread.h. */
#include "sched/thread.h"

#include "arch/time.h"
#include "core/ring_index.h"
#include "mem/kernel_stack.h"
#include "mem/slab.h"
#include "sched/cpu.h"
#include "sched/process.h"
#include "sched/scheduler.h"

static struct slab_cache thread_cache;
static struct slab_cache fpu_cache;

static void init_ring(struct thread *thread)
{
    struct ring_page *ring = phys_to_virt(thread->ring_frame);

    thread->ring = ring;
    ring->header.magic = RING_MAGIC;
    ring->header.version = RING_VERSION;
    ring->header.sq_entries = RING_SQ_ENTRIES;
    ring->header.cq_entries = RING_CQ_ENTRIES;
    ring->header.sq_offset = offsetof(struct ring_page, sq);
    ring->header.cq_offset = offsetof(struct ring_page, cq);
    ring->header.thread_id = thread->id;
}

static status_t create(struct thread **out)
{
    struct thread *thread;
    status_t status;

    if (!thread_cache.name)
        slab_cache_init(&thread_cache, "thread", sizeof(struct thread));
    thread = slab_alloc(&thread_cache);
    if (!thread)
        return STATUS_NO_MEMORY;
    status = kernel_stack_alloc(&thread->arch.kernel_stack_top);
    if (status != STATUS_OK) {
        slab_free(&thread_cache, thread);
        return status;
    }
    thread->state = THREAD_NEW;
    list_init(&thread->run_link);
    *out = thread;
    return STATUS_OK;
}

status_t thread_create(struct process *process, uint32_t id, phys_t ring_frame, struct thread **out)
{
    struct thread *thread;
    status_t status = create(&thread);

    if (status != STATUS_OK)
        return status;
    if (!fpu_cache.name)
        slab_cache_init(&fpu_cache, "fpu", arch_fpu_bytes());
    thread->arch.fpu = slab_alloc(&fpu_cache);
    if (!thread->arch.fpu) {
        thread_destroy(thread);
        return STATUS_NO_MEMORY;
    }
    arch_fpu_init(thread->arch.fpu);
    thread->process = process;
    thread->id = id;
    thread->ring_frame = ring_frame;
    thread->answers_free = UINT32_MAX;
    for (uint32_t i = 0; i < RING_CQ_ENTRIES; i++) {
        thread->answers[i].thread = thread;
        list_init(&thread->answers[i].link);
    }
    init_ring(thread);
    *out = thread;
    return STATUS_OK;
}

status_t thread_create_kernel(void (*function)(void *), void *argument, struct thread **out)
{
    status_t status = create(out);

    if (status == STATUS_OK)
        arch_thread_init_kernel(&(*out)->arch, function, argument);
    return status;
}

void thread_start(struct thread *thread)
{
    spin_lock(&thread->lock);
    kernel_assert(thread->state == THREAD_NEW);
    scheduler_wake_locked(thread);
    spin_unlock(&thread->lock);
}

void thread_destroy(struct thread *thread)
{
    kernel_assert(thread->state == THREAD_NEW || thread->state == THREAD_EXITED);
    kernel_stack_free(thread->arch.kernel_stack_top);
    if (thread->arch.fpu)
        slab_free(&fpu_cache, thread->arch.fpu);
    slab_free(&thread_cache, thread);
}

/* Writes the entry and ends the wait if this was the last one it waited for. */
static inline void post_locked(struct thread *thread, uint64_t user_data, int32_t result, uint16_t flags, uint16_t cap_count,
                               uint64_t aux)
{
    struct cap_cqe *cqe = &thread->ring->cq[ring_slot(thread->cq_tail, RING_CQ_ENTRIES)];

    cqe->user_data = user_data;
    cqe->result = result;
    cqe->flags = flags;
    cqe->cap_count = cap_count;
    cqe->aux = aux;
    cqe->reserved = 0;
    thread->cq_tail++;
    /* Pairs with the acquire load of cq_tail in the runtime. */
    __atomic_store_n(&thread->ring->header.cq_tail, thread->cq_tail, __ATOMIC_RELEASE);
    if (thread->state == THREAD_BLOCKED && (int32_t)(thread->cq_tail - thread->wait_count) >= 0)
        scheduler_wake_locked(thread);
}

void thread_post_completion(struct thread *thread, uint64_t user_data, int32_t result, uint16_t flags, uint16_t cap_count,
                            uint64_t aux)
{
    spin_lock(&thread->lock);
    post_locked(thread, user_data, result, flags, cap_count, aux);
    spin_unlock(&thread->lock);
}

struct answer *answer_take(struct thread *thread, uint64_t id, uint64_t user_data, bool quiet)
{
    struct answer *answer;
    uint32_t index;

    spin_lock(&thread->lock);
    index = (uint32_t)__builtin_ctz(thread->answers_free); /* one is free: it has a reserved completion entry */
    thread->answers_free &= thread->answers_free - 1;
    thread->cq_reserved++;
    spin_unlock(&thread->lock);
    answer = &thread->answers[index];
    answer->id = id;
    answer->user_data = user_data;
    answer->quiet = quiet;
    answer->cancel = NULL;
    answer->object = NULL;
    return answer;
}

static inline void free_locked(struct answer *answer)
{
    struct thread *thread = answer->thread;

    thread->answers_free |= 1u << (answer - thread->answers);
    thread->cq_reserved--;
}

void answer_free(struct answer *answer)
{
    struct object *object = answer->object;

    answer->object = NULL;
    spin_lock(&answer->thread->lock);
    free_locked(answer);
    spin_unlock(&answer->thread->lock);
    if (object)
        object_put(object);
}

void answer_complete(struct answer *answer, int32_t result, uint16_t flags, uint16_t cap_count, uint64_t aux)
{
    struct thread *thread = answer->thread;
    struct object *object = answer->object;

    answer->object = NULL;
    spin_lock(&thread->lock);
    free_locked(answer);
    if (!answer->quiet || result < 0)
        post_locked(thread, answer->user_data, result, flags, cap_count, aux);
    spin_unlock(&thread->lock);
    if (object)
        object_put(object);
}
