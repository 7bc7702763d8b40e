/* SPDX-License-Identifier: MIT */
/* The members of a crew: how they begin and end, and what they pass to one another. See crew.h. */
#include "core/atomic.h"
#include "crew.h"

#define MEMBER_STACK 16384u
#define GATHER_NS 200000u

static struct crew crew;

/* --- beginning -------------------------------------------------------------------------------------------------------------- */

static int64_t be_member(struct rt *rt, void *argument)
{
    struct actor *actor = argument;

    actor->kit.rt = rt;
    /* The others are still being made, by typed calls, which must find no page where somebody may let the kernel write. */
    while (!atomic_load_acquire(&crew.go))
        (void)rt_park(rt, &crew.go, 0, TIME_FOREVER);
    actor_live(actor);
    rt_exit(rt, actor_end(actor));
}

static bool add_member(struct actor *first)
{
    struct actor *member = rt_alloc(first->kit.rt, sizeof(*member) + OPEN_MAX * sizeof(*member->buffers));

    if (!member)
        return false;
    memset(member, 0, sizeof(*member));
    member->buffers = (void *)(member + 1);
    member->crew = &crew;
    member->index = crew.count;
    member->plan = first->plan;
    member->random = (struct kit_random){ kit_random_next(&first->random) };
    member->kit = first->kit;
    member->manager = first->manager;
    member->serve = first->serve;
    memcpy(member->caps, first->caps, sizeof(member->caps));
    member->cap_count = first->cap_count;
    memory_open(member);
    if (rt_thread_create(first->kit.rt, be_member, member, MEMBER_STACK, &crew.threads[crew.count]) < 0)
        return false;                   /* what it has stays the process's */
    crew.members[crew.count++] = member;
    return true;
}

void crew_start(struct actor *first)
{
    uint32_t more = below(first, 2) ? 1 + below(first, CREW_MAX - 1) : 0;

    first->crew = &crew;
    crew.members[0] = first;
    crew.count = 1;
    crew.may_exit = first->plan.ending == ACTOR_ORDERLY || first->plan.ending == ACTOR_LEAVES;
    if (thread_control_get_fs_base(first->kit.rt, first->kit.thread, &crew.fs_base) < 0)
        crew.fs_base = 0;
    while (more != 0 && add_member(first))
        more--;
    crew.alive = crew.count - 1;
    if (first->plan.ending != ACTOR_ORDERLY)
        crew.ender = below(first, crew.count + 1);
    if (crew.ender == crew.count)
        crew.ender = first->plan.ending == ACTOR_LEAVES ? CREW_MAX : 0;
    atomic_store_release(&crew.go, 1);
    rt_unpark(first->kit.rt, &crew.go, UINT32_MAX);
}

/* --- ending ------------------------------------------------------------------------------------------------------------------ */

void crew_hang(struct actor *actor)
{
    for (;;)
        actor_enter(actor, RING_CQ_ENTRIES, TIME_FOREVER);
}

void crew_leave(struct actor *actor)
{
    const uint64_t code = actor->done;

    if (actor->index != 0)
        atomic_sub_full(&crew.alive, 1);
    /* Slots of what is answered at once are free again soon. */
    while (kernel_call(actor, actor->kit.thread.id, THREAD_CONTROL_METHOD_EXIT_THREAD, &code, 1, CAP_ID_INVALID, NULL) == STATUS_OVERLOADED)
        actor_enter(actor, 0, 0);
    if (crew.may_exit)
        rt_exit(actor->kit.rt, (int64_t)code);
    crew_hang(actor);
}

/* Named so that the log shows which fault was meant (tests/boot/stress_run.py). */
static __attribute__((noinline)) void write_until_end_by_fault(void)
{
    volatile uint32_t *target = atomic_load_acquire(&crew.target);

    atomic_add_full(&crew.writing, 1);
    for (;;)
        (*target)++;
}

void crew_write_target(struct actor *actor)
{
    if (atomic_load_relaxed(&actor->crew->target) != NULL)
        write_until_end_by_fault();
}

static bool session_over(struct actor *actor)
{
    return kernel_call(actor, actor->kit.timer.id, TIMER_METHOD_NOW, NULL, 0, CAP_ID_INVALID, NULL) < 0;
}

bool crew_gather(struct actor *first)
{
    struct rt *rt = first->kit.rt;
    uint32_t alive;

    atomic_store_full(&crew.over, 1);
    unpark_word(first, &crew.over, UINT32_MAX);
    while ((alive = atomic_load_full(&crew.alive)) != 0) {
        if (session_over(first))
            return false;
        park_word(first, &crew.alive, alive, GATHER_NS);
    }
    /* Nothing raw is under way any more. Whoever cannot end because the session did ends the process. */
    for (uint32_t i = 1; i < crew.count; i++) {
        status_t status = rt_thread_join(rt, crew.threads[i], NULL);

        if (status == STATUS_GONE)
            return false;
        actor_check(first, status == STATUS_OK, "join: %s", capn_status_text(status));
    }
    return true;
}

uint32_t crew_done(const struct crew *all)
{
    uint32_t done = 0;

    for (uint32_t i = 0; i < all->count; i++)
        done += all->members[i]->done;
    return done;
}

/* --- steps ------------------------------------------------------------------------------------------------------------------- */

static bool try_lock(void)
{
    return atomic_exchange_acquire(&crew.busy, 1) == 0;
}

static void unlock(void)
{
    atomic_store_release(&crew.busy, 0);
}

/* A capability of ours for all, and one of somebody's for us: what one uses another moves, revokes or releases. */
static void share_caps(struct actor *actor)
{
    struct held_cap *place = &crew.caps[below(actor, CREW_CAPS)], taken = { 0 };

    if (crew.count == 1 || actor->cap_count == 0 || !try_lock())
        return;
    taken = *place;
    *place = actor->caps[below(actor, actor->cap_count)];
    unlock();
    if (taken.interface_id != 0 && hold_interface(actor, taken.id) == 0)
        hold_note(actor, taken.id, taken.interface_id);
}

/* A call that one received and another answers. */
static void share_calls(struct actor *actor)
{
    struct received_call *place = &crew.calls[below(actor, CREW_CALLS)], taken;

    if (crew.count == 1 || actor->call_count == 0 || !try_lock())
        return;
    taken = *place;
    *place = actor->calls[actor->call_count - 1];
    unlock();
    if (taken.id != 0)
        actor->calls[actor->call_count - 1] = taken;
    else
        actor->call_count--;
}

static void yield(struct actor *actor)
{
    (void)kernel_call(actor, actor->kit.thread.id, THREAD_CONTROL_METHOD_YIELD, NULL, 0, CAP_ID_INVALID, NULL);
}

const struct step crew_steps[] = { { 4, share_caps }, { 3, share_calls }, { 1, yield }, { 0, NULL } };
