/* SPDX-License-Identifier: MIT */
/*
 * The order in which locks nest: while a CPU holds one it may take those below it in this list, and none above. Of two of one
 * rank, which only those marked LOCK_SEVERAL allow, the one at the lower address comes first. Debug builds check each lock that
 * is taken (base/lock.c); a trylock may be out of order, since it does not wait. kernel/README.md says what the locks guard.
 */
#pragma once

#define LOCK_RANKS(X) \
    X(LOCK_PIPELINE, "pipeline") \
    X(LOCK_TAPS, "taps") \
    X(LOCK_LOG_WRITING, "writing of the log") \
    X(LOCK_RING_TAP, "ring tap") \
    X(LOCK_LINES, "lines") \
    X(LOCK_BINDINGS, "bindings") \
    X(LOCK_SESSIONS, "sessions") \
    X(LOCK_ENDPOINT, "endpoint") \
    X(LOCK_NOTIFICATION, "notification") \
    X(LOCK_INTERRUPT, "interrupt") \
    X(LOCK_TREE, "tree of revokers") \
    X(LOCK_ADDRESS_SPACE, "address space") \
    X(LOCK_PARK, "parked threads") \
    X(LOCK_REVOKER, "revoker") \
    X(LOCK_SCHEDULER_CONTROL, "scheduler control") \
    X(LOCK_PROCESSES, "list of processes") \
    X(LOCK_PROCESS, "process") \
    X(LOCK_THREAD, "thread") \
    X(LOCK_CONTEXT, "scheduling context") \
    X(LOCK_REAPER, "reaper's queue") \
    X(LOCK_CPU, "CPU") \
    X(LOCK_TAP, "tap") \
    X(LOCK_REFUSAL, "refusals") \
    X(LOCK_KINDS, "kinds of objects") \
    X(LOCK_ENTROPY, "random generator") \
    X(LOCK_SLAB_CACHES, "list of slab caches") \
    X(LOCK_SLAB, "slab cache") \
    X(LOCK_STACKS, "kernel stacks") \
    X(LOCK_KERNEL_HALF, "kernel half") \
    X(LOCK_FRAMES, "frames") \
    X(LOCK_IOAPIC, "I/O APIC") \
    X(LOCK_LEDGERS, "ledgers") \
    X(LOCK_LOG, "log")

enum lock_rank {
    LOCK_UNRANKED, /* checked for ownership only */
#define LOCK_RANK_ENUM(rank, name) rank,
    LOCK_RANKS(LOCK_RANK_ENUM)
#undef LOCK_RANK_ENUM
    LOCK_RANK_COUNT
};
