/* SPDX-License-Identifier: MIT */
/*
 * The threads of a process: making them, ending them, and what is left of the last one that ended.
 *
 * A thread cannot free the stack that it stands on. So an ended thread becomes its process's spare, with stack, FPU area and ring
 * page, which the next thread takes over; when a second one ends, it frees the first. A process keeps one spare at most.
 */
#include "sched/process.h"
#include "sched/upcall.h"

#include "arch/time.h"
#include "sched/context.h"
#include "sched/cpu.h"
#include "sched/process_priv.h"
#include "sched/scheduler.h"

static uint64_t ring_address(uint32_t slot)
{
    return USER_RING_BASE + (uint64_t)slot * PAGE_SIZE;
}

static status_t take_slot_locked(struct process *process, uint32_t *slot)
{
    lock_assert_held(&process->lock);
    for (uint32_t i = 0; i < PROCESS_MAX_THREADS / 64; i++) {
        if (~process->ring_slots[i]) {
            uint32_t bit = (uint32_t)__builtin_ctzll(~process->ring_slots[i]);

            process->ring_slots[i] |= 1ull << bit;
            *slot = i * 64 + bit;
            return STATUS_OK;
        }
    }
    process->ledger.refused = LEDGER_THREADS;
    process->ledger.refused_limit = PROCESS_MAX_THREADS;
    return STATUS_QUOTA_EXCEEDED;
}

static void give_slot(struct process *process, uint32_t slot)
{
    spin_lock(&process->lock);
    process->ring_slots[slot / 64] &= ~(1ull << (slot % 64));
    spin_unlock(&process->lock);
}

/* Frees a thread that runs nowhere, with its ring page. */
static void free_thread(struct process *process, struct thread *thread)
{
    address_space_drop_fixed_page(&process->space, ring_address(thread->ring_slot));
    give_slot(process, thread->ring_slot);
    thread_destroy(thread);
}

/* A thread with nothing of a former one. */
static status_t make_fresh(struct process *process, uint32_t id, struct thread **out)
{
    phys_t ring_frame;
    uint32_t slot;
    status_t status;

    spin_lock(&process->lock);
    status = take_slot_locked(process, &slot);
    spin_unlock(&process->lock);
    if (status != STATUS_OK)
        return status;
    status = address_space_fixed_page(&process->space, ring_address(slot), 0, PROT_READ | PROT_WRITE, &ring_frame);
    if (status != STATUS_OK)
        goto free_slot;
    status = thread_create(process, id, ring_frame, out);
    if (status != STATUS_OK)
        goto drop_page;
    (*out)->ring_slot = slot;
    return STATUS_OK;

drop_page:
    address_space_drop_fixed_page(&process->space, ring_address(slot));
free_slot:
    give_slot(process, slot);
    return status;
}

status_t process_make_thread(struct process *process, struct thread **out)
{
    status_t status = process_charge(process, LEDGER_THREADS, 1);
    struct thread *spare;
    uint32_t id;

    if (status != STATUS_OK)
        return status;
    spin_lock(&process->lock);
    id = process->next_thread_id;
    if (id == UINT32_MAX) {
        spin_unlock(&process->lock);
        process_release(process, LEDGER_THREADS, 1);
        return STATUS_QUOTA_EXCEEDED; /* ids are not used again */
    }
    process->next_thread_id++;
    spare = process->spare_thread;
    /* Maybe it is still on its way off another CPU. */
    if (spare && thread_is_on_cpu(spare))
        spare = NULL;
    else
        process->spare_thread = NULL;
    spin_unlock(&process->lock);
    if (spare) {
        thread_reset(spare, id);
        *out = spare;
        return STATUS_OK;
    }
    status = make_fresh(process, id, out);
    if (status != STATUS_OK)
        process_release(process, LEDGER_THREADS, 1);
    return status;
}

void process_unmake_thread(struct process *process, struct thread *thread)
{
    kernel_assert(thread->state == THREAD_NEW);
    free_thread(process, thread);
    process_release(process, LEDGER_THREADS, 1);
}

/* By id: of two threads that are made at once on two CPUs the younger one may come first. Who walks the list in steps goes on behind
 * an id. */
static void add_locked(struct process *process, struct thread *thread)
{
    struct list_node *last = process->threads.prev;

    lock_assert_held(&process->lock);
    while (last != &process->threads && container_of(last, struct thread, link)->id > thread->id)
        last = last->prev;
    list_prepend(last, &thread->link);
    process->thread_count++;
}

void process_add_thread(struct process *process, struct thread *thread)
{
    spin_lock(&process->lock);
    add_locked(process, thread);
    spin_unlock(&process->lock);
}

status_t process_start_thread(struct process *process, struct thread *thread)
{
    status_t status = STATUS_GONE;

    spin_lock(&process->lock);
    if (!process->exiting) {
        add_locked(process, thread);
        thread_start(thread);
        status = STATUS_OK;
    }
    spin_unlock(&process->lock);
    return status;
}

/* Whether the running thread may go and its process stay. */
static bool may_leave(struct process *process)
{
    bool leaves;

    spin_lock(&process->lock);
    debug_assert(process->thread_count != 0);
    leaves = !process->exiting && process->thread_count > 1;
    if (leaves)
        process->thread_count--;
    spin_unlock(&process->lock);
    return leaves;
}

/* Locks the process with no spare in it: the one that was stands on no stack any more and is freed. */
static void lock_without_spare(struct process *process)
{
    struct thread *spare;
    uint64_t turns = 0;

    spin_lock(&process->lock);
    while ((spare = process->spare_thread)) {
        process->spare_thread = NULL;
        spin_unlock(&process->lock);
        /* It has nothing left to do but to leave its CPU. */
        while (thread_is_on_cpu(spare)) {
            cpu_relax();
            lock_count_wait(&turns, "a thread that ended to leave its CPU");
        }
        free_thread(process, spare);
        spin_lock(&process->lock);
    }
}

/* The last step, after which nothing of the thread or its process may be touched but its stack. When the process is ending, the
 * thread stays in its list and goes with it. */
static void leave_process(struct process *process, struct thread *thread)
{
    uint64_t turns = 0;

    lock_without_spare(process);
    while (thread_is_pinned(thread)) {
        spin_unlock(&process->lock);
        cpu_relax(); /* somebody pinned it for a moment, on another CPU */
        lock_count_wait(&turns, "a thread to be let go");
        lock_without_spare(process);
    }
    spin_lock(&thread->lock);
    thread->state = THREAD_EXITED;
    spin_unlock(&thread->lock);
    if (!process->exiting) {
        list_remove(&thread->link);
        process->ended_cpu_ticks += thread_ticks(thread);
        process->spare_thread = thread;
    }
    spin_unlock(&process->lock);
}

void process_end_thread(int64_t code)
{
    struct thread *thread = thread_current();
    struct process *process = thread->process;
    struct thread_handle *handle = thread->handle;

    if (!may_leave(process))
        process_end_current(EXIT_KIND_EXITED, code, "");
    answer_cancel_all(thread);
    context_thread_ended(thread);
    thread->handle = NULL;
    thread->uncharged = true;
    if (handle)
        thread_handle_ended(handle, code);
    else
        process_release(process, LEDGER_THREADS, 1);
    leave_process(process, thread);
    scheduler_block();
    panic("a thread ran after its end");
}

void process_stop_threads_locked(struct process *process)
{
    lock_assert_held(&process->lock);
    for (struct list_node *node = process->threads.next; node != &process->threads; node = node->next)
        thread_stop(container_of(node, struct thread, link));
}

void process_cancel_threads(struct process *process)
{
    /* None is added or taken out any more: the process is ending. The spare may still be on its way off its CPU. */
    for (struct list_node *node = process->threads.next; node != &process->threads; node = node->next) {
        thread_stop(container_of(node, struct thread, link)); /* one that never ran; all others were told before */
        thread_wait_stopped(container_of(node, struct thread, link));
    }
    if (process->spare_thread)
        thread_wait_stopped(process->spare_thread);
    for (struct list_node *node = process->threads.next; node != &process->threads; node = node->next) {
        answer_cancel_all(container_of(node, struct thread, link));
        cpu_interrupt_window();
    }
}

/* Under the lock, because the Inspector may still look. */
static struct thread *take_first(struct process *process)
{
    struct list_node *node;

    spin_lock(&process->lock);
    node = list_take_first(&process->threads);
    spin_unlock(&process->lock);
    return node ? container_of(node, struct thread, link) : NULL;
}

/* The address space is gone already, and the ring pages with it. */
void process_free_threads(struct process *process)
{
    struct thread *spare = process->spare_thread;
    struct thread *thread;

    while ((thread = take_first(process))) {
        thread_wait_stopped(thread);
        context_thread_ended(thread);
        process->ended_cpu_ticks += thread->cpu_ticks;
        if (thread->handle)
            thread_handle_put(thread->handle);
        else if (!thread->uncharged)
            process_release(process, LEDGER_THREADS, 1);
        thread_destroy(thread);
        cpu_interrupt_window();
    }
    process->thread_count = 0;
    process->spare_thread = NULL;
    if (spare) {
        thread_wait_stopped(spare);
        thread_destroy(spare);
    }
}

uint64_t process_cpu_ticks(struct process *process)
{
    uint64_t ticks;

    spin_lock(&process->lock);
    ticks = process->ended_cpu_ticks;
    for (struct list_node *node = process->threads.next; node != &process->threads; node = node->next)
        ticks += thread_ticks(container_of(node, struct thread, link));
    spin_unlock(&process->lock);
    return ticks;
}

struct thread *process_pin_thread(struct process *process, int64_t after)
{
    struct thread *found = NULL;

    spin_lock(&process->lock);
    for (struct list_node *node = process->threads.next; node != &process->threads && !process->exiting && !found;
         node = node->next) {
        struct thread *thread = container_of(node, struct thread, link);

        if ((int64_t)thread->id > after)
            found = thread;
    }
    if (found)
        thread_pin(found);
    spin_unlock(&process->lock);
    return found;
}

struct thread *process_pin_thread_id(struct process *process, uint32_t id)
{
    struct thread *thread = process_pin_thread(process, (int64_t)id - 1);

    if (thread && thread->id != id) {
        process_unpin_thread(thread);
        thread = NULL;
    }
    return thread;
}

void process_unpin_thread(struct thread *thread)
{
    thread_unpin(thread);
}
