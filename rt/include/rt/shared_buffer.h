/* SPDX-License-Identifier: MIT */
/*
 * A ring of records of any length in memory that two processes share: one produces, one consumes, nothing is copied by this
 * library, and the kernel is entered only when one side must wait for the other. docs/shared-buffers.md has an example.
 *
 *   producer:  reserve -> fill the payload -> commit            consumer:  peek -> read the payload -> consume
 *
 * The memory: three cache lines (what it is; the producer's; the consumer's), then the records. A record is a header of 8 bytes
 * and its payload, both at multiples of 8, never broken at the end of the ring: what is left there is skipped by a record that
 * says so. Positions count bytes for ever, modulo 2^32.
 *
 * The peer may be hostile, and all of the memory is its to write. Each side keeps its own position, sizes and limits to itself,
 * reads each word that the peer could have written once, and checks it. An impossible one breaks the buffer for good:
 * STATUS_MALFORMED from then on. What the library cannot do for its user: the payload may change while it is looked at, so
 * check a copy, or read each part once. A peer that signals 64 times in one wait and does not move breaks it, too.
 *
 * One thread on each side. The functions that wait, and those that make and attach, need rt; the others are pure.
 */
#pragma once

#include "core/atomic.h"
#include "rt/notification.h"

#define SHARED_BUFFER_HEADER_BYTES 192u
#define SHARED_BUFFER_RECORD_BYTES 8u           /* header of a record */
#define SHARED_BUFFER_MIN_BYTES 4096u           /* of the whole memory */
#define SHARED_BUFFER_MAX_BYTES (64u << 20)

struct shared_buffer_area;

/* One side. Members are the library's; `broken` may be read. Nothing in here is ever read from the shared memory again. */
struct shared_buffer {
    uint8_t *data;
    uint32_t *my_position, *their_waits; /* in the shared memory */
    uint32_t capacity;          /* bytes of data, a power of two */
    uint32_t mine;              /* our position. The producer's may be ahead of what is published, by padding */
    uint32_t limit;             /* how far it may go, by our last look at the peer */
    /* Bytes from our position on in which a record is right wherever it ends: below the limit, before the ring's end, not too long.
     * The first is 0 for the consumer, the second for the producer, both when broken. */
    uint32_t reserve_left, peek_left;
    uint32_t reserved, peeked;  /* bytes of the record that was given out; 0: none */
    bool producer, broken;
    struct shared_buffer_area *area;
    /* Attached by shared_buffer_attach, else zero. */
    struct rt *rt;
    cap_id_t memory;            /* MemoryObject: unmapped by detach */
    uint64_t bytes;             /* mapped */
    struct rt_notification wait, signal; /* what we wait for; what the peer waits for */
};

/* A record with its header, rounded up. No payload makes it wrap. */
static inline uint64_t shared_buffer_record_bytes(uint32_t payload)
{
    return ((uint64_t)payload + SHARED_BUFFER_RECORD_BYTES + 7) & ~7ull;
}

/* --- pure: no capability, no kernel ------------------------------------------------------------------------------------ */

/* Makes zeroed, shared memory of `bytes` at 64-byte aligned `memory` a buffer. Once, by whoever made the memory, before the
 * peer has it. STATUS_INVALID_ARGUMENT: no size from MIN to MAX. */
MUST_CHECK status_t shared_buffer_format(void *memory, uint64_t bytes);
/* One side over formatted memory. Positions start where the memory says: each side opens once. STATUS_INVALID_ARGUMENT,
 * STATUS_MALFORMED. */
MUST_CHECK status_t shared_buffer_open(struct shared_buffer *buffer, void *memory, uint64_t bytes, bool producer);
/* The largest payload: with it, reserve succeeds once all was consumed. */
uint32_t shared_buffer_payload_max(const struct shared_buffer *buffer);

/*
 * Room for a record with bytes of payload, 8-byte aligned, to be filled. A second reserve without a commit gives the same
 * place again. STATUS_BUSY: no room now. STATUS_INVALID_ARGUMENT: more than payload_max. STATUS_MALFORMED: broken.
 */
MUST_CHECK status_t shared_buffer_reserve_slow(struct shared_buffer *buffer, uint32_t bytes, void **payload);
MUST_CHECK static inline status_t shared_buffer_reserve(struct shared_buffer *buffer, uint32_t bytes, void **payload)
{
    uint32_t at = buffer->mine & (buffer->capacity - 1);
    uint64_t needed = shared_buffer_record_bytes(bytes);

    if (needed > buffer->reserve_left)
        return shared_buffer_reserve_slow(buffer, bytes, payload);
    buffer->reserved = (uint32_t)needed;
    *payload = buffer->data + at + SHARED_BUFFER_RECORD_BYTES;
    return STATUS_OK;
}

/* Our position goes on; true when the peer waits and must be signalled. */
static inline bool shared_buffer_move(struct shared_buffer *buffer, uint32_t bytes)
{
    buffer->mine += bytes;
    /* Pairs with look (shared_buffer.c) of the peer. */
    atomic_store_release(buffer->my_position, buffer->mine);
    /* Pairs with the fence in shared_buffer_arm of the peer. */
    atomic_fence_full();
    if (atomic_load_relaxed(buffer->their_waits) == 0)
        return false;
    /* Pairs with nothing: one of several signals would do. Cleared so that the steps until it wakes are quiet. */
    atomic_store_relaxed(buffer->their_waits, 0);
    return true;
}

/* Publishes the first `bytes` of what was reserved. *signal: the consumer waits, and must be signalled (the waiting
 * functions below do it). STATUS_INVALID_ARGUMENT: nothing, or less, was reserved. STATUS_MALFORMED. */
MUST_CHECK static inline status_t shared_buffer_commit(struct shared_buffer *buffer, uint32_t bytes, bool *signal)
{
    uint64_t needed = shared_buffer_record_bytes(bytes);

    if (needed > buffer->reserved)
        return buffer->broken ? STATUS_MALFORMED : STATUS_INVALID_ARGUMENT;
    /* The length; the position's release publishes it. */
    *(uint32_t *)(void *)(buffer->data + (buffer->mine & (buffer->capacity - 1))) = bytes;
    buffer->reserved = 0;
    buffer->reserve_left -= (uint32_t)needed;
    *signal = shared_buffer_move(buffer, (uint32_t)needed);
    return STATUS_OK;
}

/* The oldest record, in place; the same again until consume. STATUS_BUSY: there is none. STATUS_MALFORMED: broken. */
MUST_CHECK status_t shared_buffer_peek_slow(struct shared_buffer *buffer, const void **payload, uint32_t *bytes);
MUST_CHECK static inline status_t shared_buffer_peek(struct shared_buffer *buffer, const void **payload, uint32_t *bytes)
{
    uint32_t at = buffer->mine & (buffer->capacity - 1);
    /* Read once. Behind the limit it is an old word, and then the record does not fit. Relaxed: look came before. */
    uint32_t length = atomic_load_relaxed((uint32_t *)(void *)(buffer->data + at));
    uint64_t needed = shared_buffer_record_bytes(length);

    if (needed > buffer->peek_left)
        return shared_buffer_peek_slow(buffer, payload, bytes);
    buffer->peeked = (uint32_t)needed;
    *payload = buffer->data + at + SHARED_BUFFER_RECORD_BYTES;
    *bytes = length;
    return STATUS_OK;
}
/* Gives the record's place back. *signal: the producer waits. STATUS_INVALID_ARGUMENT: nothing was peeked. */
MUST_CHECK static inline status_t shared_buffer_consume(struct shared_buffer *buffer, bool *signal)
{
    uint32_t bytes = buffer->peeked;

    if (bytes == 0)
        return buffer->broken ? STATUS_MALFORMED : STATUS_INVALID_ARGUMENT;
    buffer->peeked = 0;
    buffer->peek_left -= bytes;
    *signal = shared_buffer_move(buffer, bytes);
    return STATUS_OK;
}

/*
 * Says that we are going to wait, and looks once more: STATUS_OK when the peer has moved meanwhile (try again instead of
 * waiting), STATUS_BUSY when the wait may begin: the peer will signal its next step. STATUS_MALFORMED. Wake-ups may come for no
 * reason; a service waits for the notification in its loop and tries again.
 */
MUST_CHECK status_t shared_buffer_arm(struct shared_buffer *buffer);

/* --- with capabilities --------------------------------------------------------------------------------------------------- */

/* Maps the MemoryObject and opens one side. Keeps its own reference on the three capabilities until detach. signal and wait: the
 * producer waits for room and signals data, the consumer the other way round. format: this side made the memory.
 * STATUS_INVALID_ARGUMENT, STATUS_MALFORMED, errors of MemoryObject.map. */
MUST_CHECK status_t shared_buffer_attach(struct shared_buffer *buffer, struct rt *rt, cap_id_t memory,
                                         struct rt_notification wait, struct rt_notification signal, bool producer, bool format);
/* Unmaps, and drops the references. Also for broken ones; not twice. */
void shared_buffer_detach(struct shared_buffer *buffer);
/* reserve, commit, peek and consume that wait for the peer until deadline_ns, and signal it when it waits. STATUS_TIMED_OUT;
 * errors of NotificationWait.wait. Signals go out with the next entry, which waiting is; shared_buffer_flush sends them now. */
MUST_CHECK status_t shared_buffer_reserve_wait(struct shared_buffer *buffer, uint32_t bytes, void **payload, uint64_t deadline_ns);
MUST_CHECK status_t shared_buffer_send(struct shared_buffer *buffer, uint32_t bytes);
MUST_CHECK status_t shared_buffer_peek_wait(struct shared_buffer *buffer, const void **payload, uint32_t *bytes,
                                            uint64_t deadline_ns);
MUST_CHECK status_t shared_buffer_release(struct shared_buffer *buffer);
void shared_buffer_flush(struct shared_buffer *buffer);
