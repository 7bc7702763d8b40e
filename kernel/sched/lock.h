/* SPDX-License-Identifier: MIT */
/*
 * Spinlocks. Interrupts are always off in the kernel, so a lock is only ever contended by another CPU. The order in
 * which locks nest is one list: kernel/README.md. Debug builds check the owner.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "arch/cpu.h"
#include "boot/log.h"

struct spinlock {
    uint32_t held;
#if CAPOS_DEBUG
    struct cpu *owner;
    void *holder_pc;
#endif
};

/* Until the word is free and then taken. Reads only while it is not, so that the owner's line stays its own. */
static __attribute__((noinline, cold, unused)) void spin_wait(struct spinlock *lock)
{
#if CAPOS_DEBUG
    uint64_t spins = 0;
    if (lock->held && lock->owner == cpu_current())
        panic("lock taken twice, first at %p", lock->holder_pc);
#endif
    do {
        while (__atomic_load_n(&lock->held, __ATOMIC_RELAXED)) {
            cpu_relax();
#if CAPOS_DEBUG
            if (++spins == 1ull << 32)
                panic("lock stuck, held from %p", lock->holder_pc);
#endif
        }
    } while (cpu_test_and_set(&lock->held));
}

/* Pairs with the release in spin_unlock. */
static inline void spin_lock(struct spinlock *lock)
{
    if (__builtin_expect(cpu_test_and_set(&lock->held), 0))
        spin_wait(lock);
#if CAPOS_DEBUG
    lock->owner = cpu_current();
    lock->holder_pc = __builtin_return_address(0);
#endif
}

/* Takes the lock if it is free. For those who hold a lock that comes after it in the order: they try, or let go and try again. */
static inline bool spin_trylock(struct spinlock *lock)
{
    if (__atomic_exchange_n(&lock->held, 1, __ATOMIC_ACQUIRE))
        return false;
#if CAPOS_DEBUG
    lock->owner = cpu_current();
    lock->holder_pc = __builtin_return_address(0);
#endif
    return true;
}

/* Pairs with the acquire in spin_lock. */
static inline void spin_unlock(struct spinlock *lock)
{
#if CAPOS_DEBUG
    kernel_assert(lock->held && lock->owner == cpu_current());
    lock->owner = NULL;
#endif
    __atomic_store_n(&lock->held, 0, __ATOMIC_RELEASE);
}
