/* SPDX-License-Identifier: MIT */
/*
 * The end of processes, on a kernel thread of its own: nobody stands on the stack or uses the page tables that go away,
 * and the work is done in bounded steps with interrupts and other threads let in.
 */
#include "sched/process_priv.h"
#include "sched/upcall.h"

#include "sched/cpu.h"
#include "sched/scheduler.h"

static struct spinlock queue_lock = SPINLOCK(LOCK_REAPER);
static struct list_node queue;
static struct thread *reaper;

void process_teardown(struct process *process)
{
    kernel_assert(process->exiting);
    process_cancel_threads(process);
    spin_lock(&process->lock);
    process->capset = NULL;
    spin_unlock(&process->lock);
    process_drop_all_holds(process);
    address_space_destroy(&process->space);
    process_unlist(process);
    process_free_threads(process);
    tap_process_ended(process);
    session_leave(process);
    refusals_flush(process);
    ledgers_end(process);
}

static struct process *next_process(void)
{
    struct list_node *node;

    spin_lock(&queue_lock);
    node = list_take_first(&queue);
    spin_unlock(&queue_lock);
    return node ? container_of(node, struct process, reap_link) : NULL;
}

static void wait_for_work(void)
{
    struct thread *self = thread_current();
    bool idle;

    /* Who adds work looks at the state after it did: one of the two sees the other. */
    spin_lock(&self->lock);
    spin_lock(&queue_lock);
    idle = list_empty(&queue);
    spin_unlock(&queue_lock);
    if (idle)
        self->state = THREAD_BLOCKED;
    spin_unlock(&self->lock);
    if (idle)
        scheduler_block();
}

static void reap(void *argument)
{
    (void)argument;
    for (;;) {
        struct process *process = next_process();

        if (!process) {
            wait_for_work();
            continue;
        }
        process_teardown(process);
        process_handle_ended(process);
        init_check_end(process);
        object_put(&process->object);
        scheduler_yield();
    }
}

void reaper_add(struct process *process)
{
    spin_lock(&queue_lock);
    list_append(&queue, &process->reap_link);
    spin_unlock(&queue_lock);
    spin_lock(&reaper->lock);
    if (reaper->state == THREAD_BLOCKED)
        scheduler_wake_locked(reaper);
    spin_unlock(&reaper->lock);
}

void process_init(void)
{
    list_init(&queue);
    if (thread_create_kernel(reap, NULL, &reaper) != STATUS_OK)
        panic("no memory for the reaper");
    thread_start(reaper);
}
