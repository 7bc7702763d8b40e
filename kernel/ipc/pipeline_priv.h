/* SPDX-License-Identifier: MIT */
/* What kept.c, which has the kept answers, and pipeline.c, which has the calls that wait for them, share. See pipeline.h. */
#pragma once

#include "core/atomic.h"
#include "ipc/pipeline.h"

/* An exception with the longest reason: root, struct, text. */
#define KEPT_EXCEPTION_BYTES (32u + ((CAPN_REASON_BYTES + 7u) & ~7u))

/*
 *   FREE --kept_take--> PENDING --kept_settle--> RESOLVED or FAILED --pipeline_finish--> FREE
 *
 * The owning thread takes and frees a record; any CPU may settle it, once. A settled record does not change until it is freed, so
 * its owner reads it without a lock once it has seen the state.
 */
enum kept_state { KEPT_FREE, KEPT_PENDING, KEPT_RESOLVED, KEPT_FAILED };

struct kept_answer {
    /* Written by the owning thread while the record is free. */
    uint64_t id;                        /* of the call */
    struct thread *thread;
    /* Guarded by the thread's lock. */
    struct list_node waiting;           /* answers of dependents, oldest first */
    struct list_node settled_link;      /* in pipeline.settled while it is not pending and has dependents */
    /* enum kept_state, through kept_state and kept_publish_locked only; written under the thread's lock. */
    uint32_t state;
    /* Written before the state is published as settled, read after. */
    int32_t result;                     /* of a failed one, as in its completion */
    uint64_t aux;
    union {
        struct {
            uint32_t count;
            cap_id_t ids[TRANSFER_MAX_DESCRIPTORS];
        } caps;
        struct {
            uint32_t bytes;
            uint64_t message[KEPT_EXCEPTION_BYTES / 8];
        } exception;
    };
};

/* Pairs with kept_publish_locked: what it says of a settled record is there to be read. */
static inline enum kept_state kept_state(const struct kept_answer *kept)
{
    return (enum kept_state)atomic_load_acquire(&kept->state);
}

/* The last store of a change. Pairs with kept_state, which the owning thread calls without a lock. The thread's lock is held. */
static inline void kept_publish_locked(struct kept_answer *kept, enum kept_state state)
{
    lock_assert_held(&kept->thread->lock);
    atomic_store_release(&kept->state, state);
}

struct pipeline {
    struct spinlock lock;               /* held while dependents are between a list here and what they call */
    struct list_node settled;           /* kept answers whose dependents can go on */
    struct list_node own;               /* dependents on kernel objects, for the thread itself */
    struct kept_answer kept[RING_KEPT_ANSWERS];
};
_Static_assert(RING_KEPT_ANSWERS == 12, "a message says so");
_Static_assert(sizeof(struct pipeline) <= PAGE_SIZE, "a thread's kept answers are one frame");

/* The record of a kept call; NULL: there is none with that id. The owning thread only. */
struct kept_answer *kept_find(struct thread *thread, uint64_t id);
/* A record for a call that is kept from now on, pending. NULL: all are in use, or no memory or quota for them. The owning thread only. */
struct kept_answer *kept_take(struct thread *thread, uint64_t id);
/* Its dependents can go on. The thread's lock is held. */
void kept_make_ready_locked(struct thread *thread, struct kept_answer *kept);
/* Keeps THREAD_PIPELINE_READY as the lists are. The thread's lock is held; to be called after each change of the lists. */
void pipeline_update_flag_locked(struct thread *thread);
/* The type in an exception that a server wrote; `failed` when it is none. */
uint16_t pipeline_exception_type(const void *message, uint32_t bytes);
