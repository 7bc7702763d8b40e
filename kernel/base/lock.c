/* SPDX-License-Identifier: MIT */
/* Checks of debug builds: what each CPU holds, and in what order it takes it. See lock.h; release builds have none of this. */
#include "base/lock.h"

#if CAPOS_DEBUG

#include "base/panic.h"

/* Some seconds of an emulated CPU that does nothing but wait. The unit test has no time for it. */
#ifndef WAIT_TURNS_MAX
#define WAIT_TURNS_MAX (1ull << 28)
#endif

static const char *const rank_names[LOCK_RANK_COUNT] = {
    "unranked",
#define LOCK_RANK_NAME(rank, name) name,
    LOCK_RANKS(LOCK_RANK_NAME)
#undef LOCK_RANK_NAME
};

static bool may_follow(const struct spinlock *held, const struct spinlock *lock)
{
    if (held->rank == LOCK_UNRANKED || lock->rank == LOCK_UNRANKED || held->rank < lock->rank)
        return true;
    return held->rank == lock->rank && lock->rank == LOCK_PROCESS && held < lock;
}

void lock_check_order(const struct spinlock *lock, const void *pc)
{
    const struct held_locks *here = lock_held_here();

    if (panic_in_progress())
        return;
    if (lock->held && lock->owner == cpu_current())
        panic("lockdep: the lock of %s is taken twice, first at %p, now at %p", rank_names[lock->rank], lock->holder_pc, pc);
    for (uint32_t i = 0; i < here->count; i++) {
        const struct spinlock *held = here->locks[i];

        if (!may_follow(held, lock))
            panic("lockdep: the lock of %s is taken at %p while that of %s is held, taken at %p", rank_names[lock->rank], pc,
                  rank_names[held->rank], held->holder_pc);
    }
}

void lock_taken(struct spinlock *lock, void *pc)
{
    struct held_locks *here = lock_held_here();

    lock->owner = cpu_current();
    lock->holder_pc = pc;
    if (panic_in_progress())
        return;
    if (here->count == LOCKS_HELD_MAX)
        panic("lockdep: %u locks are held, and that of %s", LOCKS_HELD_MAX, rank_names[lock->rank]);
    here->locks[here->count++] = lock;
}

void lock_released(struct spinlock *lock)
{
    struct held_locks *here = lock_held_here();

    if (panic_in_progress())
        return;
    if (!lock->held || lock->owner != cpu_current())
        panic("lockdep: the lock of %s is let go by another CPU than took it at %p", rank_names[lock->rank], lock->holder_pc);
    lock->owner = NULL;
    /* Mostly the last one. */
    for (uint32_t i = here->count; i-- > 0;) {
        if (here->locks[i] == lock) {
            here->locks[i] = here->locks[--here->count];
            return;
        }
    }
    panic("lockdep: the lock of %s is let go and was not held", rank_names[lock->rank]);
}

void lock_check_none_held(const char *what)
{
    const struct held_locks *here = lock_held_here();

    if (here->count != 0 && !panic_in_progress())
        panic("lockdep: %s while the lock of %s is held, taken at %p", what, rank_names[here->locks[0]->rank],
              here->locks[0]->holder_pc);
}

__attribute__((noinline)) void lock_assert_held(const struct spinlock *lock)
{
    if ((!lock->held || lock->owner != cpu_current()) && !panic_in_progress())
        panic("lockdep: %p needs the lock of %s, which this CPU does not hold", __builtin_return_address(0), rank_names[lock->rank]);
}

void lock_count_wait(uint64_t *turns, const char *what)
{
    if (++*turns == WAIT_TURNS_MAX)
        panic("lockdep: waited too long for %s", what);
}

void lock_count_lock_wait(uint64_t *turns, const struct spinlock *lock)
{
    if (++*turns == WAIT_TURNS_MAX)
        panic("lockdep: waited too long for the lock of %s, taken at %p", rank_names[lock->rank], lock->holder_pc);
}

#endif
