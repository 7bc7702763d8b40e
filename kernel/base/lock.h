/* SPDX-License-Identifier: MIT */
/*
 * Spinlocks. Interrupts are always off in the kernel, so a lock is only ever contended by another CPU. Debug builds check the
 * owner, that a CPU takes locks in the order of base/lock_rank.h, that nobody waits for ever, and that no lock is held when
 * threads are switched or interrupts let in (base/lock.c).
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "abi/compiler.h"
#include "arch/cpu.h"
#include "base/lock_rank.h"
#include "base/log.h"
#include "core/atomic.h"

struct spinlock {
    uint32_t held;
#if CAPOS_DEBUG
    enum lock_rank rank;
    struct cpu *owner;
    void *holder_pc;
#endif
};

#if CAPOS_DEBUG
/* The locks that a CPU holds. */
#define LOCKS_HELD_MAX 12u
struct held_locks {
    struct spinlock *locks[LOCKS_HELD_MAX];
    uint32_t count;
};
/* Of this CPU: defined by the floor that has data for each CPU (sched/cpu.c). */
struct held_locks *lock_held_here(void);

#define SPINLOCK(lock_rank) { .rank = (lock_rank) }
/* Of a zeroed lock. */
static inline void spin_init(struct spinlock *lock, enum lock_rank rank)
{
    lock->rank = rank;
}
/* Panics when this CPU must not wait for the lock now. */
void lock_check_order(const struct spinlock *lock, const void *pc);
void lock_taken(struct spinlock *lock, void *pc);
void lock_released(struct spinlock *lock);
/* Panics when this CPU holds a lock. */
void lock_check_none_held(const char *what);
/* Panics when this CPU does not hold the lock: the first line of a function that its caller must hold it for. */
void lock_assert_held(const struct spinlock *lock);
/* Counts the turns of a loop that waits for another CPU; panics after far too many, with what it waits for. Every such loop calls it. */
void lock_count_wait(uint64_t *turns, const char *what);
/* The same for a lock: the report says whose. */
void lock_count_lock_wait(uint64_t *turns, const struct spinlock *lock);
#else
#define SPINLOCK(lock_rank) { 0 }
static inline void spin_init(struct spinlock *lock, enum lock_rank rank)
{
    (void)lock;
    (void)rank;
}
static inline void lock_check_none_held(const char *what)
{
    (void)what;
}
static inline void lock_assert_held(const struct spinlock *lock)
{
    (void)lock;
}
static inline void lock_count_wait(uint64_t *turns, const char *what)
{
    (void)turns;
    (void)what;
}
static inline void lock_count_lock_wait(uint64_t *turns, const struct spinlock *lock)
{
    (void)turns;
    (void)lock;
}
#endif

/* Until the word is free and then taken. Reads only while it is not, so that the owner's line stays its own. */
static __attribute__((noinline, cold, unused)) void spin_wait(struct spinlock *lock)
{
    uint64_t turns = 0;

    do {
        while (atomic_load_relaxed(&lock->held)) { /* a hint: cpu_test_and_set, an acquire, decides */
            cpu_relax();
            lock_count_lock_wait(&turns, lock);
        }
    } while (cpu_test_and_set(&lock->held));
}

/* cpu_test_and_set acquires: pairs with spin_unlock. */
static inline void spin_lock(struct spinlock *lock)
{
#if CAPOS_DEBUG
    lock_check_order(lock, __builtin_return_address(0));
#endif
    if (unlikely(cpu_test_and_set(&lock->held)))
        spin_wait(lock);
#if CAPOS_DEBUG
    lock_taken(lock, __builtin_return_address(0));
#endif
}

/* Takes the lock if it is free. For those who hold a lock that comes after it in the order: they try, or let go and try again. */
static inline bool spin_trylock(struct spinlock *lock)
{
    if (cpu_test_and_set(&lock->held))
        return false;
#if CAPOS_DEBUG
    lock_taken(lock, __builtin_return_address(0));
#endif
    return true;
}

/* Pairs with cpu_test_and_set in spin_lock, spin_wait and spin_trylock. */
static inline void spin_unlock(struct spinlock *lock)
{
#if CAPOS_DEBUG
    lock_released(lock);
#endif
    atomic_store_release(&lock->held, 0);
}
