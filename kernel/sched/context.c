/* SPDX-License-Identifier: MIT */
/* Whose time a context is: binding, lending along calls, taking back. See context.h; context_run.c spends it. */
#include "sched/context.h"

#include "arch/time.h"
#include "core/atomic.h"
#include "sched/run_queue.h"
#include "sched/scheduler.h"

/* Its place among the users; CONTEXT_USERS_MAX: it is none. */
static uint32_t place_of_locked(const struct scheduling_context *context, const struct thread *thread)
{
    lock_assert_held(&context->lock);
    debug_assert(context->depth <= CONTEXT_USERS_MAX && context->waiting >> context->depth == 0);
    for (uint32_t i = 0; i < context->depth; i++) {
        if (context->users[i] == thread)
            return i;
    }
    return CONTEXT_USERS_MAX;
}

/* For whom it is in force; NULL when all wait, or it is bound to nobody. */
static struct thread *user_locked(const struct scheduling_context *context)
{
    uint32_t place = (uint32_t)__builtin_ctz(~context->waiting);

    lock_assert_held(&context->lock);
    return place < context->depth ? context->users[place] : NULL;
}

/* A thread for which it is not in force any more stops using it: the CPU that it runs on looks again. In a queue it may stand too
 * far in front, which is noticed when its turn comes. */
static void tell_locked(struct thread *thread)
{
    struct cpu *cpu = thread_cpu(thread);

    if (cpu && cpu->current == thread)
        scheduler_look_again(cpu);
}

/* Forgets the users from a place on. */
static void cut_locked(struct scheduling_context *context, uint32_t depth)
{
    struct thread *user = user_locked(context);

    lock_assert_held(&context->lock);
    if (depth >= context->depth)
        return;
    context->depth = depth;
    context->waiting &= (1u << depth) - 1;
    if (user && user_locked(context) != user)
        tell_locked(user);
}

static inline void update_flag_locked(struct thread *thread)
{
    lock_assert_held(&thread->lock);
    if (thread->context) {
        thread_set_flag_locked(thread, THREAD_HAS_CONTEXT);
        thread->waits_for_one = false; /* the fast path does not know of contexts */
    } else {
        thread_clear_flag_locked(thread, THREAD_HAS_CONTEXT);
        thread->cpu_mask = UINT32_MAX;
    }
}

/* Ends the loan that a thread has. Returns the context, whose reference the caller drops when no thread is locked; NULL. */
static struct scheduling_context *drop_loan_locked(struct thread *thread)
{
    struct scheduling_context *context = thread->context;

    lock_assert_held(&thread->lock);
    if (context == thread->bound_context)
        return NULL;
    spin_lock(&context->lock);
    cut_locked(context, place_of_locked(context, thread));
    spin_unlock(&context->lock);
    thread->context = thread->bound_context;
    update_flag_locked(thread);
    return context;
}

static void put(struct scheduling_context *context)
{
    if (context)
        object_put(&context->object);
}

/* --- lending -------------------------------------------------------------------------------------------------------- */

/* Whether the call that the thread lent its context with is still on its way. */
static bool loan_stands_locked(const struct thread *thread)
{
    const struct answer *call = thread->lent_call;

    lock_assert_held(&thread->lock);
    return call && call->id == thread->lent_call_id && atomic_load_relaxed(&call->object);
}

/* Links the server behind the caller. */
static bool link_locked(struct scheduling_context *context, const struct thread *caller, struct thread *server)
{
    uint32_t place;
    bool linked;

    spin_lock(&context->lock);
    place = place_of_locked(context, caller) + 1;
    linked = place < CONTEXT_USERS_MAX && place_of_locked(context, server) == CONTEXT_USERS_MAX;
    if (linked) {
        cut_locked(context, place);
        context->users[place] = server;
        context->depth = place + 1;
        if (server->state == THREAD_BLOCKED)
            context->waiting |= 1u << place;
        context->loans++;
    }
    spin_unlock(&context->lock);
    return linked;
}

void context_lend(struct answer *call, struct thread *server, struct endpoint *endpoint, uint64_t call_id)
{
    struct thread *caller = call->thread;
    struct scheduling_context *context, *former;
    bool linked;

    if (caller == server)
        return;
    spin_lock(&caller->lock);
    context = caller->context;
    if (context) {
        object_get(&context->object);
        caller->lent_call = call;
        caller->lent_call_id = call->id;
    }
    spin_unlock(&caller->lock);
    if (!context)
        return;
    spin_lock(&server->lock);
    former = drop_loan_locked(server);
    linked = link_locked(context, caller, server);
    if (linked) {
        server->context = context;
        server->loan_endpoint = endpoint;
        server->loan_call_id = call_id;
        update_flag_locked(server);
    }
    spin_unlock(&server->lock);
    put(former);
    if (!linked)
        put(context);
}

void context_give_back(struct thread *thread, struct endpoint *endpoint, uint64_t call_id)
{
    struct scheduling_context *context = NULL;

    spin_lock(&thread->lock);
    if (thread->loan_endpoint == endpoint && thread->loan_call_id == call_id)
        context = drop_loan_locked(thread);
    spin_unlock(&thread->lock);
    if (!context)
        return;
    /* Should it not wait now, it goes on by its own means from the end of this entry on. */
    scheduler_look_again(cpu_current());
    put(context);
}

/* A user that the context is in force for now may stand further back in a queue than the context would have it. */
static void raise_locked(const struct scheduling_context *context, struct thread *user)
{
    lock_assert_held(&context->lock);
    if (run_queue_raise(user, context->priority))
        return;
    if (!user->postponed) {
        tell_locked(user);
        return;
    }
    /* It waits for time of its own, which it does not need any more. A thread's lock comes before the context's: whoever has it now
     * may be waiting for that. Then it is left as it is. */
    if (!spin_trylock(&user->lock))
        return;
    if (user->postponed) {
        (void)scheduler_remove_locked(user);
        user->cpu_mask = context->cpu_mask;
        run_queue_add(cpu_current(), user, context->priority, false); /* from where it is sent on if it may not run here */
    }
    spin_unlock(&user->lock);
}

void context_block_locked(struct thread *thread)
{
    struct scheduling_context *context = thread->context;
    struct thread *user;
    uint32_t place;

    lock_assert_held(&thread->lock);
    spin_lock(&context->lock);
    place = place_of_locked(context, thread);
    if (place < CONTEXT_USERS_MAX) {
        if (!loan_stands_locked(thread))
            cut_locked(context, place + 1);
        context->waiting |= 1u << place;
        user = user_locked(context);
        if (user && place_of_locked(context, user) > place)
            raise_locked(context, user);
    }
    spin_unlock(&context->lock);
}

void context_woken_locked(struct thread *thread)
{
    struct scheduling_context *context = thread->context;
    struct thread *user;
    uint32_t place;

    lock_assert_held(&thread->lock);
    spin_lock(&context->lock);
    user = user_locked(context);
    place = place_of_locked(context, thread);
    if (place < CONTEXT_USERS_MAX) {
        context->waiting &= ~(1u << place);
        if (user && user_locked(context) != user)
            tell_locked(user);
    }
    spin_unlock(&context->lock);
}

/* --- binding -------------------------------------------------------------------------------------------------------- */

status_t context_bind(struct scheduling_context *context, struct thread *thread)
{
    status_t status = STATUS_BUSY;

    spin_lock(&thread->lock);
    if (thread->contexts_over || thread->killed) {
        status = STATUS_GONE;
    } else if (!thread->bound_context) {
        spin_lock(&context->lock);
        if (context->depth == 0) {
            context->users[0] = thread;
            context->depth = 1;
            context->waiting = thread->state == THREAD_BLOCKED ? 1 : 0;
            status = STATUS_OK;
        }
        spin_unlock(&context->lock);
    }
    if (status == STATUS_OK) {
        /* A call may have brought this very context, which its caller lost since: that reference is the binding's from now on. */
        if (thread->context != context)
            object_get(&context->object);
        if (!thread->context)
            thread->context = context;
        thread->bound_context = context;
        update_flag_locked(thread);
        scheduler_reconsider_locked(thread);
    }
    spin_unlock(&thread->lock);
    return status;
}

/* Takes a thread's own context from it. The thread's lock is held; the reference is the caller's. */
static struct scheduling_context *unbind_locked(struct thread *thread)
{
    struct scheduling_context *context = thread->bound_context;

    lock_assert_held(&thread->lock);
    if (!context)
        return NULL;
    spin_lock(&context->lock);
    cut_locked(context, 0);
    spin_unlock(&context->lock);
    if (thread->context == context)
        thread->context = NULL;
    thread->bound_context = NULL;
    update_flag_locked(thread);
    return context;
}

void context_unbind(struct scheduling_context *context)
{
    struct scheduling_context *bound = NULL;
    struct thread *thread;
    uint64_t turns = 0;

    for (;;) {
        spin_lock(&context->lock);
        thread = context->depth == 0 ? NULL : context->users[0];
        /* Its lock comes before the context's: it is only tried. */
        if (!thread || spin_trylock(&thread->lock))
            break;
        spin_unlock(&context->lock);
        lock_count_wait(&turns, "the thread that a context is bound to");
        cpu_relax();
        lock_count_wait(&turns, "a context's thread");
    }
    spin_unlock(&context->lock);
    if (!thread)
        return;
    /* The thread is ours since it was bound; somebody else may have bound it anew only under its lock. */
    if (thread->bound_context == context) {
        bound = unbind_locked(thread);
        scheduler_reconsider_locked(thread);
    }
    spin_unlock(&thread->lock);
    put(bound);
}

void context_set(struct scheduling_context *context, uint64_t budget_ns, uint64_t period_ns, uint8_t priority, uint32_t cpu_mask)
{
    uint64_t now_ns = clock_now_ns();
    struct thread *user;

    spin_lock(&context->lock);
    budget_init(&context->budget, budget_ns, period_ns, now_ns);
    context->unlimited = budget_ns == period_ns;
    context->priority = priority;
    context->cpu_mask = cpu_mask;
    user = user_locked(context);
    if (user)
        raise_locked(context, user);
    spin_unlock(&context->lock);
}

void context_thread_ended(struct thread *thread)
{
    struct scheduling_context *loan, *bound;

    spin_lock(&thread->lock);
    thread->contexts_over = true;
    if (!thread->context) {
        spin_unlock(&thread->lock);
        return;
    }
    loan = drop_loan_locked(thread);
    bound = unbind_locked(thread);
    thread->lent_call = NULL;
    spin_unlock(&thread->lock);
    put(loan);
    put(bound);
}

struct scheduling_context *context_find_locked(struct thread *thread, uint64_t now_ns)
{
    struct scheduling_context *context = thread->context, *bound = thread->bound_context;

    lock_assert_held(&thread->lock);
    if (context && context != bound) {
        spin_lock(&context->lock);
        if (user_locked(context) == thread && (context->unlimited || budget_ready_at(&context->budget) <= now_ns))
            return context;
        spin_unlock(&context->lock);
    }
    if (bound)
        spin_lock(&bound->lock);
    return bound;
}
