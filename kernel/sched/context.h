/* SPDX-License-Identifier: MIT */
/*
 * Scheduling contexts: CPU time as a thing that a thread is given, and that it lends.
 *
 * A context is a budget in each period, a priority and a set of CPUs. It is bound to one thread; a thread without one runs at
 * SCHEDULING_PRIORITY_DEFAULT, in turn with all others. While a thread waits for a call, whoever works on the call runs on the caller's
 * context, and lends it on when it calls somebody itself. So the users of a context are a chain:
 *
 *   users[0] the thread that it is bound to  --call-->  users[1] its server  --call-->  users[2] ...
 *
 * The context is in force for the first of them that does not wait. So it is back with a caller as soon as that wakes, for whatever
 * reason, without anybody giving anything back; what is behind it in the chain goes on by its own means. A server has no more than
 * one loan, that of the call it was given last; a caller lends with the call that was delivered last.
 *
 * A loan whose time is used up is worth nothing until more has come: the server works on by its own means, as it does when nobody
 * lends it anything. Only the thread that a context is bound to is postponed. So a caller with a small budget cannot hold up a server.
 *
 * Locks: thread->context, bound_context and what the thread lent are guarded by thread->lock; a context's lock comes behind that, and
 * behind it a CPU's. Each pointer in users is one to a living thread, since a thread leaves the chains before it goes.
 */
#pragma once

#include "core/budget.h"
#include "sched/cpu.h"
#include "sched/thread.h"

/* The thread that it is bound to, and servers behind one another. Who is deeper down gets no loan. */
#define CONTEXT_USERS_MAX 8u

struct endpoint;

struct scheduling_context {
    struct object object;
    struct spinlock lock;               /* guards all below, down to the object's own part */
    struct budget budget;
    bool unlimited;                     /* the budget is the whole period: nothing is postponed */
    uint8_t priority;
    uint32_t cpu_mask;
    struct thread *users[CONTEXT_USERS_MAX];
    uint32_t depth;                     /* of users; 0: it is bound to nobody */
    uint32_t waiting;                   /* bit set: that user waits in cap_enter */
    uint64_t used_ns;
    uint64_t postponements;             /* times that the bound thread had to wait for time */
    uint64_t loans;

    /* The object's own (object/scheduling_context.c). */
    struct process *payer;
    struct scheduler_control *control;
    uint64_t share_ppm;                 /* as the control counts it */
    uint32_t share_mask;
};

/* --- for the object ------------------------------------------------------------------------------------------------- */

/* Binds to a thread that does not go away meanwhile. No lock is held. STATUS_BUSY: one of the two is bound already; STATUS_GONE: the
 * thread ended. */
MUST_CHECK status_t context_bind(struct scheduling_context *context, struct thread *thread);
/* The thread goes on without. Nothing happens to a context that is not bound. No lock is held. */
void context_unbind(struct scheduling_context *context);
/* Its parameters, from now on, with a full budget. No lock is held but its control's. */
void context_set(struct scheduling_context *context, uint64_t budget_ns, uint64_t period_ns, uint8_t priority, uint32_t cpu_mask);

/* --- for whoever delivers calls ---------------------------------------------------------------------------------------- */

/* The call is given to the server, which gets the caller's context for it, if that has one; in place of a former loan. The endpoint's
 * lock is held. */
void context_lend(struct answer *call, struct thread *server, struct endpoint *endpoint, uint64_t call_id);
/* The running thread answered a call: the loan that came with it is over. No lock is held. */
void context_give_back(struct thread *thread, struct endpoint *endpoint, uint64_t call_id);

/* --- for the scheduler and for threads ----------------------------------------------------------------------------------- */

/* The thread is BLOCKED now, or was and will be READY. It has a context, and its lock is held. */
void context_block_locked(struct thread *thread);
void context_woken_locked(struct thread *thread);
/* A thread that does not run any more, or is about to stop for ever, leaves everything behind. No lock is held. */
void context_thread_ended(struct thread *thread);
/* The context that is in force for a thread, if there is time left in it, or the one that it is bound to. NULL: neither. Its lock is
 * held on return. thread->lock is held. */
struct scheduling_context *context_find_locked(struct thread *thread, uint64_t now_ns);

/* context_run.c. Puts a READY thread with a context into the queue of the right CPU, or lets it wait for time. Its lock is held. */
void context_place_locked(struct thread *thread, bool front);
/* Charges what was used on this CPU since the last time. No lock is held. */
void context_charge(void);
/* Charges what was used since the last time, and makes the CPU's time that of next, in no queue, from now on. False: next may not
 * run here now, or somebody else should; the CPU's time is nobody's then. No lock is held. */
MUST_CHECK bool context_switch(struct cpu *cpu, struct thread *next);
