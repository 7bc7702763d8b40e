/* SPDX-License-Identifier: MIT */
/*
 * A kernel thread that hands on what taps recorded: to the log, and to whoever waits in TapReader.read. Recording itself cannot
 * do that: it happens under other objects' locks, in the middle of somebody else's call.
 *
 * The first record after a pause arms a timer, so that many are handed on at a time.
 */
#include "arch/time.h"
#include "core/atomic.h"
#include "sched/scheduler.h"
#include "sched/thread.h"
#include "trace/tap.h"
#include "trace/tap_log.h"
#include "trace/upcall.h"

#define PAUSE_NS 2000000ull

static struct thread *worker;
static bool wanted;                     /* atomic: somebody asked since the worker last looked */

void tap_worker_wake(void)
{
    /* After the record. Pairs with wait_for_work and with the store in work. */
    if (atomic_exchange_acq_rel(&wanted, true))
        return;
    spin_lock(&worker->lock);
    if (worker->state == THREAD_BLOCKED && !worker->in_timer_queue)
        scheduler_add_deadline_locked(worker, clock_now_ns() + PAUSE_NS);
    spin_unlock(&worker->lock);
}

static void wait_for_work(void)
{
    struct thread *self = worker;

    spin_lock(&self->lock);
    /* A CPU that asked while we worked found us running and armed nothing. Pairs with tap_worker_wake. */
    if (!atomic_load_acquire(&wanted)) {
        self->state = THREAD_BLOCKED;
        spin_unlock(&self->lock);
        scheduler_block();
    } else {
        spin_unlock(&self->lock);
        scheduler_yield();
    }
}

/* The log takes longer than recording: this thread keeps the CPU for as long as any other may, then lets others run. */
static void write_log(void)
{
    uint64_t until = clock_now_ns() + SCHEDULER_SLICE_NS;

    while (tap_log_write_some()) {
        cpu_interrupt_window();
        if (clock_now_ns() < until)
            continue;
        scheduler_yield();
        until = clock_now_ns() + SCHEDULER_SLICE_NS;
    }
}

static void work(void *argument)
{
    (void)argument;
    for (;;) {
        atomic_store_full(&wanted, false); /* before the look at the records; pairs with the exchange in tap_worker_wake */
        write_log();
        while (ring_tap_answer_one())
            cpu_interrupt_window();
        wait_for_work();
    }
}

void tap_worker_init(void)
{
    if (thread_create_kernel(work, NULL, &worker) != STATUS_OK)
        panic("no memory for the tap's worker");
    thread_start(worker);
}
