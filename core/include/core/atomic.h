/* SPDX-License-Identifier: MIT */
/*
 * Memory order by name. Every access to a word that one CPU changes while another looks at it, without a lock that both hold, goes
 * through one of these; a check rejects the compiler's builtins anywhere else. They take the address of an object of 1, 2, 4 or 8
 * bytes, aligned to its size, and are macros so that the type of the word is the type of the result. Any context; none can fail.
 *
 * The pairing rule. Order between two CPUs needs both of them:
 *
 *     one CPU                                             another CPU
 *     data = ...;
 *     atomic_store_release(&ready, true);   pairs with    if (atomic_load_acquire(&ready))
 *                                                             ... = data;
 *
 *   - A release makes all that its CPU did before visible to the CPU whose acquire reads the value stored, or what a chain
 *     of read-modify-writes made of it. Each use names its partner: "Pairs with FUNCTION" (and the file, when it is another one).
 *     A release or an acquire without a partner orders nothing: it is a mistake, or should be relaxed.
 *   - Relaxed accesses are whole (no torn or repeated loads), and no more. They are for counters, for hints that are looked at again
 *     under a lock, and for words that only one CPU writes. The use says which.
 *   - "I store mine, then look at yours", on both sides, needs more than release and acquire: atomic_fence_full, or a full
 *     read-modify-write, between the two on *both* sides. Each names the other.
 *   - A seqlock is written by store_relaxed(odd), fence_release, data, store_release(even), and read by load_acquire, data,
 *     fence_acquire, load_relaxed (address_space_recent_page, rt_capset_find).
 *
 * A word with several accesses gets named inline helpers beside its struct (kept_state and kept_publish_locked in
 * kernel/ipc/pipeline_priv.h, thread_is_on_cpu in kernel/sched/thread.h, the words of the ring in core/ring_words.h), so that the rule
 * stands in one place.
 *
 * On x86-64 loads, acquire or not, and stores, release or not, are plain moves: those names bind the compiler only. Read-modify-writes
 * are locked instructions, of any order full barriers; atomic_fence_full is one too. Other machines charge for each as it is named.
 */
#pragma once

#include <stdbool.h>

#define atomic_load_relaxed(word) __atomic_load_n(word, __ATOMIC_RELAXED)
/* Nothing that follows is done before the load. */
#define atomic_load_acquire(word) __atomic_load_n(word, __ATOMIC_ACQUIRE)
/* Acquire, and in one order with all other _full operations. */
#define atomic_load_full(word) __atomic_load_n(word, __ATOMIC_SEQ_CST)

#define atomic_store_relaxed(word, value) __atomic_store_n(word, value, __ATOMIC_RELAXED)
/* All that comes before is done before the store. */
#define atomic_store_release(word, value) __atomic_store_n(word, value, __ATOMIC_RELEASE)
#define atomic_store_full(word, value) __atomic_store_n(word, value, __ATOMIC_SEQ_CST)

/* Sums and differences: the word's *new* value. */
#define atomic_add_relaxed(word, value) __atomic_add_fetch(word, value, __ATOMIC_RELAXED)
#define atomic_add_release(word, value) __atomic_add_fetch(word, value, __ATOMIC_RELEASE)
#define atomic_add_full(word, value) __atomic_add_fetch(word, value, __ATOMIC_SEQ_CST)
#define atomic_sub_relaxed(word, value) __atomic_sub_fetch(word, value, __ATOMIC_RELAXED)
#define atomic_sub_release(word, value) __atomic_sub_fetch(word, value, __ATOMIC_RELEASE)
#define atomic_sub_full(word, value) __atomic_sub_fetch(word, value, __ATOMIC_SEQ_CST)
/* For reference counts: the CPU that gets 0 sees what all others did before they dropped theirs. Pairs with itself. */
#define atomic_sub_acq_rel(word, value) __atomic_sub_fetch(word, value, __ATOMIC_ACQ_REL)

/* Exchanges, masks and the fetch_ kind of sum: the word's *old* value. */
#define atomic_fetch_add_full(word, value) __atomic_fetch_add(word, value, __ATOMIC_SEQ_CST)
#define atomic_exchange_acquire(word, value) __atomic_exchange_n(word, value, __ATOMIC_ACQUIRE)
#define atomic_exchange_release(word, value) __atomic_exchange_n(word, value, __ATOMIC_RELEASE)
#define atomic_exchange_acq_rel(word, value) __atomic_exchange_n(word, value, __ATOMIC_ACQ_REL)
#define atomic_exchange_full(word, value) __atomic_exchange_n(word, value, __ATOMIC_SEQ_CST)
#define atomic_fetch_and_relaxed(word, mask) __atomic_fetch_and(word, mask, __ATOMIC_RELAXED)
#define atomic_fetch_and_release(word, mask) __atomic_fetch_and(word, mask, __ATOMIC_RELEASE)
#define atomic_fetch_and_acq_rel(word, mask) __atomic_fetch_and(word, mask, __ATOMIC_ACQ_REL)
#define atomic_fetch_or_acq_rel(word, mask) __atomic_fetch_or(word, mask, __ATOMIC_ACQ_REL)
#define atomic_fetch_or_full(word, mask) __atomic_fetch_or(word, mask, __ATOMIC_SEQ_CST)

/*
 * Stores `value` if the word is *expected, and says whether it did; if not, *expected becomes what is there. The order holds for a
 * success. A failure is relaxed, but for _acquire_always, whose caller acts on what it found.
 */
#define atomic_compare_exchange_relaxed(word, expected, value)                                                                             \
    __atomic_compare_exchange_n(word, expected, value, false, __ATOMIC_RELAXED, __ATOMIC_RELAXED)
#define atomic_compare_exchange_acquire(word, expected, value)                                                                             \
    __atomic_compare_exchange_n(word, expected, value, false, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED)
#define atomic_compare_exchange_acquire_always(word, expected, value)                                                                      \
    __atomic_compare_exchange_n(word, expected, value, false, __ATOMIC_ACQUIRE, __ATOMIC_ACQUIRE)
#define atomic_compare_exchange_full(word, expected, value)                                                                                \
    __atomic_compare_exchange_n(word, expected, value, false, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST)
#define atomic_compare_exchange_acq_rel(word, expected, value)                                                                             \
    __atomic_compare_exchange_n(word, expected, value, false, __ATOMIC_ACQ_REL, __ATOMIC_RELAXED)

#define atomic_fence_acquire() __atomic_thread_fence(__ATOMIC_ACQUIRE)
#define atomic_fence_release() __atomic_thread_fence(__ATOMIC_RELEASE)
#define atomic_fence_full() __atomic_thread_fence(__ATOMIC_SEQ_CST)
/* Binds the compiler alone: for what one CPU does before its own interrupts, or to keep a loop that does nothing. */
#define atomic_fence_compiler() __atomic_signal_fence(__ATOMIC_SEQ_CST)
