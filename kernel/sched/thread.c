/* SPDX-License-Identifier: MIT */
/* Making and ending threads, and posting completions to them. See thread.h. */
#include "sched/thread.h"

#include "arch/time.h"
#include "mem/kernel_stack.h"
#include "mem/slab.h"
#include "sched/cpu.h"
#include "sched/process.h"
#include "sched/scheduler.h"
#include "sched/upcall.h"

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
    ring->header.sq_head = ring->header.sq_tail = 0;
    ring->header.cq_head = ring->header.cq_tail = 0;
}

void thread_reset(struct thread *thread, uint32_t id)
{
    kernel_assert(thread->state == THREAD_EXITED && !thread_is_on_cpu(thread) &&
                  thread->answers_free == UINT32_MAX && !thread->in_timer_queue && !thread->context);
    thread->id = id;
    thread->sq_head = thread->cq_tail = 0;
    thread->consumed = 0;
    thread->flags &= THREAD_TAPPED; /* no other CPU knows it */
    thread->waits_for_one = thread->killed = false;
    thread->call_page = thread->return_page = (struct thread_page){ 0 };
    thread->last_receive = (struct user_buffer){ 0 };
    thread->tap_submission = NULL;
    thread->cpu_ticks = 0;
    thread->uncharged = thread->contexts_over = false;
    thread->state = THREAD_NEW;
    arch_fpu_init(thread->arch.fpu);
    init_ring(thread);
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
    spin_init(&thread->lock, LOCK_THREAD);
    thread->state = THREAD_NEW;
    list_init(&thread->run_link);
    list_init(&thread->link);
    thread->cpu_mask = UINT32_MAX;
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
    thread->direct_opcodes = CAP_OP_COUNT;
    if (tap_wanted(process))
        thread_set_tapped(thread);
    thread->answers_free = UINT32_MAX;
    for (uint32_t i = 0; i < RING_CQ_ENTRIES; i++) {
        thread->answers[i].thread = thread;
        thread->answers[i].bit = 1u << i;
        /* What each of its buffers is armed with: the fast path relies on it. */
        thread->answers[i].result.space = &process->space;
        thread->answers[i].result.write = true;
        list_init(&thread->answers[i].link);
        list_init(&thread->answers[i].via_link);
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
    debug_assert(thread != thread_current());
    spin_lock(&thread->lock);
    if (thread->state == THREAD_NEW)
        scheduler_wake_locked(thread);
    spin_unlock(&thread->lock);
}

void thread_stop(struct thread *thread)
{
    bool told = false;

    spin_lock(&thread->lock);
    if (thread->in_timer_queue)
        scheduler_cancel_deadline_locked(thread);
    if (thread->state == THREAD_NEW || thread->state == THREAD_BLOCKED || thread == thread_current() ||
        scheduler_remove_locked(thread)) {
        thread->waits_for_one = false; /* what it waited for is not to make it run */
        thread->state = THREAD_EXITED;
    } else if (thread->state != THREAD_EXITED) {
        thread->killed = told = true;
    }
    spin_unlock(&thread->lock);
    if (told)
        scheduler_kick_others();
}

static bool has_exited(const struct thread *thread)
{
    return *(const volatile enum thread_state *)&thread->state == THREAD_EXITED;
}

void thread_wait_stopped(struct thread *thread)
{
    uint64_t turns = 0;

    /* The state first: it is EXITED before the switch away. */
    while (!has_exited(thread) || thread_is_on_cpu(thread)) {
        /* Again, because a thread may have come back to user mode just after its CPU looked, or blocked just after it was told. */
        if (!has_exited(thread))
            thread_stop(thread);
        cpu_interrupt_window();
        scheduler_yield();
        lock_count_wait(&turns, "a thread to end");
    }
    /* Whoever took it off its CPU or completed its last answer has let go of the lock. */
    spin_lock(&thread->lock);
    spin_unlock(&thread->lock);
}

void thread_exit_killed(void)
{
    struct thread *thread = thread_current();

    spin_lock(&thread->lock);
    thread->state = THREAD_EXITED;
    spin_unlock(&thread->lock);
    scheduler_block();
    panic("a thread ran after its end");
}

void thread_destroy(struct thread *thread)
{
    kernel_assert(thread->state == THREAD_NEW || thread->state == THREAD_EXITED);
    kernel_stack_free(thread->arch.kernel_stack_top);
    if (thread->arch.fpu)
        slab_free(&fpu_cache, thread->arch.fpu);
    slab_free(&thread_cache, thread);
}

uint64_t thread_ticks(const struct thread *thread)
{
    const struct cpu *cpu = thread_cpu(thread);
    uint64_t ticks = thread->cpu_ticks, since, now;

    if (!cpu || cpu->current != thread)
        return ticks;
    since = cpu->switched_ticks;
    now = clock_ticks();
    return now > since ? ticks + (now - since) : ticks;
}
