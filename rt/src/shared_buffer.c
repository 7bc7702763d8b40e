/* SPDX-License-Identifier: MIT */
/*
 * The ring itself: positions, records, and who must be woken. See rt/shared_buffer.h.
 *
 * Who waits says so in its own line, and the other side signals only then. Both sides do two steps and then look:
 *
 *   waiter:  waits = 1;      full fence; look at the peer's position; if it moved, do not wait
 *   mover:   position = new; full fence; look at the peer's waits;    if it is 1, make it 0 and signal
 *
 * Of two fences one is first: either the waiter sees the new position or the mover sees the flag, so no wake-up is lost. A peer that
 * lies about its flag gets signals that it does not need, or sleeps for ever, and hurts only itself.
 */
#include "rt/shared_buffer.h"

#define MAGIC 0x66756273u
#define LINE_BYTES 64u
/* A length that no record has: the rest of the ring is empty. */
#define LENGTH_PAD UINT32_MAX

struct line {
    uint32_t position;          /* of the side whose line this is; only it writes */
    uint32_t waits;             /* 1: it waits. The peer makes it 0 */
    uint8_t unused[LINE_BYTES - 8];
};

struct shared_buffer_area {
    uint32_t magic;
    uint32_t capacity;          /* for people who look at memory; nobody relies on it */
    uint8_t unused[LINE_BYTES - 8];
    struct line producer, consumer;
};
_Static_assert(sizeof(struct shared_buffer_area) == SHARED_BUFFER_HEADER_BYTES, "three lines");

/* The header of a record. */
struct record {
    uint32_t length;            /* of the payload, or LENGTH_PAD */
    uint32_t unused;
};
_Static_assert(sizeof(struct record) == SHARED_BUFFER_RECORD_BYTES, "as documented");

/* The largest power of two that fits behind the lines; both sides derive it from the size that was mapped. */
static uint32_t capacity_of(uint64_t bytes)
{
    uint32_t capacity = SHARED_BUFFER_MAX_BYTES;

    while (capacity > bytes - SHARED_BUFFER_HEADER_BYTES)
        capacity /= 2;
    return capacity;
}

static bool size_is_right(const void *memory, uint64_t bytes)
{
    return bytes >= SHARED_BUFFER_MIN_BYTES && bytes <= SHARED_BUFFER_MAX_BYTES && (uintptr_t)memory % LINE_BYTES == 0;
}

status_t shared_buffer_format(void *memory, uint64_t bytes)
{
    struct shared_buffer_area *area = memory;

    if (!size_is_right(memory, bytes))
        return STATUS_INVALID_ARGUMENT;
    memset(area, 0, sizeof(*area));
    area->capacity = capacity_of(bytes);
    /* Nobody else has the memory yet, so that no order is needed. */
    area->magic = MAGIC;
    return STATUS_OK;
}

static struct line *my_line(const struct shared_buffer *buffer)
{
    return buffer->producer ? &buffer->area->producer : &buffer->area->consumer;
}

static struct line *their_line(const struct shared_buffer *buffer)
{
    return buffer->producer ? &buffer->area->consumer : &buffer->area->producer;
}

static status_t break_it(struct shared_buffer *buffer)
{
    buffer->broken = true;
    buffer->open = 0;
    return STATUS_MALFORMED;
}

status_t shared_buffer_open(struct shared_buffer *buffer, void *memory, uint64_t bytes, bool producer)
{
    struct shared_buffer_area *area = memory;

    if (!size_is_right(memory, bytes))
        return STATUS_INVALID_ARGUMENT;
    *buffer = (struct shared_buffer){ .area = area, .data = (uint8_t *)memory + sizeof(*area), .capacity = capacity_of(bytes),
                                      .producer = producer };
    /* Both start at 0; a peer that has moved already is seen at the first look. */
    if (__atomic_load_n(&area->magic, __ATOMIC_RELAXED) != MAGIC)
        return break_it(buffer);
    return STATUS_OK;
}

/* Half of the ring: however the ends lie, a record and the padding before it fit into an empty one. */
uint32_t shared_buffer_payload_max(const struct shared_buffer *buffer)
{
    return buffer->capacity / 2 - SHARED_BUFFER_RECORD_BYTES;
}

static uint32_t record_bytes(uint32_t payload)
{
    return SHARED_BUFFER_RECORD_BYTES + ((payload + 7u) & ~7u);
}

/* What the producer may fill, or the consumer may read, by the last look at the peer. */
static uint32_t available(const struct shared_buffer *buffer)
{
    return buffer->producer ? buffer->capacity - (buffer->mine - buffer->theirs) : buffer->theirs - buffer->mine;
}

/* Looks at the peer's position. It may only move towards ours (the consumer's), or at most a ring ahead of it (the producer's), in
 * steps of 8. Everything that was true by the last look stays true. */
static status_t look(struct shared_buffer *buffer)
{
    /* Pairs with the release in move of the peer: what it wrote before is seen. */
    uint32_t theirs = __atomic_load_n(&their_line(buffer)->position, __ATOMIC_ACQUIRE);
    uint32_t moved = theirs - buffer->theirs;
    uint32_t room = buffer->producer ? buffer->mine - buffer->theirs : buffer->capacity - (buffer->theirs - buffer->mine);

    if (__builtin_expect(moved > room || moved % 8 != 0, 0))
        return break_it(buffer);
    buffer->theirs = theirs;
    return STATUS_OK;
}

/* Our position goes on by what is open; true when the peer waits. */
static inline bool move(struct shared_buffer *buffer, uint32_t bytes)
{
    uint32_t *waits = &their_line(buffer)->waits;

    buffer->mine += bytes;
    buffer->open = 0;
    /* Pairs with the acquire in look of the peer. */
    __atomic_store_n(&my_line(buffer)->position, buffer->mine, __ATOMIC_RELEASE);
    /* Pairs with the fence in shared_buffer_arm of the peer. */
    __atomic_thread_fence(__ATOMIC_SEQ_CST);
    if (__builtin_expect(__atomic_load_n(waits, __ATOMIC_RELAXED) == 0, 1))
        return false;
    /* Pairs with nothing: one of several signals would do. Cleared so that the steps until it wakes are quiet. */
    __atomic_store_n(waits, 0, __ATOMIC_RELAXED);
    return true;
}

status_t shared_buffer_arm(struct shared_buffer *buffer)
{
    uint32_t before = buffer->theirs;
    status_t status;

    if (buffer->broken)
        return STATUS_MALFORMED;
    __atomic_store_n(&my_line(buffer)->waits, 1, __ATOMIC_RELAXED);
    /* Pairs with the fence in move of the peer. */
    __atomic_thread_fence(__ATOMIC_SEQ_CST);
    status = look(buffer);
    if (status == STATUS_OK && buffer->theirs == before)
        return STATUS_BUSY;
    /* Nothing to wait for. A signal that is under way already is a wake-up for no reason. */
    __atomic_store_n(&my_line(buffer)->waits, 0, __ATOMIC_RELAXED);
    return status;
}

/* --- producer ------------------------------------------------------------------------------------------------------ */

status_t shared_buffer_reserve(struct shared_buffer *buffer, uint32_t bytes, void **payload)
{
    uint32_t at = buffer->mine & (buffer->capacity - 1);
    uint32_t needed, pad = 0;

    if (__builtin_expect(bytes > shared_buffer_payload_max(buffer) || !buffer->producer, 0))
        return STATUS_INVALID_ARGUMENT;
    if (__builtin_expect(buffer->broken, 0))
        return STATUS_MALFORMED;
    needed = record_bytes(bytes);
    if (__builtin_expect(needed > buffer->capacity - at, 0))
        pad = buffer->capacity - at;
    if (__builtin_expect(pad + needed > available(buffer), 0)) {
        status_t status = look(buffer);

        if (status != STATUS_OK)
            return status;
        if (pad + needed > available(buffer))
            return STATUS_BUSY;
    }
    buffer->open = pad + needed;
    buffer->pad = pad;
    *payload = buffer->data + (pad ? 0 : at) + SHARED_BUFFER_RECORD_BYTES;
    return STATUS_OK;
}

status_t shared_buffer_commit(struct shared_buffer *buffer, uint32_t bytes, bool *signal)
{
    uint32_t at = buffer->mine & (buffer->capacity - 1);
    uint32_t pad = buffer->pad;

    if (__builtin_expect(buffer->broken, 0))
        return STATUS_MALFORMED;
    if (__builtin_expect(bytes > buffer->capacity || pad + record_bytes(bytes) > buffer->open || !buffer->producer, 0))
        return STATUS_INVALID_ARGUMENT;
    /* The position's release in move publishes both. */
    if (__builtin_expect(pad != 0, 0)) {
        *(struct record *)(buffer->data + at) = (struct record){ .length = LENGTH_PAD };
        at = 0;
    }
    *(struct record *)(buffer->data + at) = (struct record){ .length = bytes };
    *signal = move(buffer, pad + record_bytes(bytes));
    return STATUS_OK;
}

/* --- consumer ------------------------------------------------------------------------------------------------------ */

/* Reads the record at our position plus skipped, once, and opens it. */
static inline status_t open_record(struct shared_buffer *buffer, uint32_t skipped, const void **payload, uint32_t *bytes)
{
    uint32_t at = (buffer->mine + skipped) & (buffer->capacity - 1);
    uint32_t left = available(buffer) - skipped;
    /* The header is inside the ring: left and at are multiples of 8. Relaxed: look came before. */
    uint32_t length = __atomic_load_n(&((struct record *)(buffer->data + at))->length, __ATOMIC_RELAXED);
    uint32_t to_end = buffer->capacity - at;

    if (__builtin_expect(length > shared_buffer_payload_max(buffer), 0)) {
        /* Padding, once, with a record behind it: the producer never publishes it alone. */
        if (length != LENGTH_PAD || skipped != 0 || at == 0 || to_end >= left)
            return break_it(buffer);
        return open_record(buffer, to_end, payload, bytes);
    }
    if (__builtin_expect(record_bytes(length) > left || record_bytes(length) > to_end, 0))
        return break_it(buffer);
    buffer->open = skipped + record_bytes(length);
    *payload = buffer->data + at + SHARED_BUFFER_RECORD_BYTES;
    *bytes = length;
    return STATUS_OK;
}

status_t shared_buffer_peek(struct shared_buffer *buffer, const void **payload, uint32_t *bytes)
{
    if (__builtin_expect(buffer->broken, 0))
        return STATUS_MALFORMED;
    if (__builtin_expect(buffer->producer, 0))
        return STATUS_INVALID_ARGUMENT;
    if (available(buffer) == 0) {
        status_t status = look(buffer);

        if (status != STATUS_OK)
            return status;
        if (available(buffer) == 0)
            return STATUS_BUSY;
    }
    return open_record(buffer, 0, payload, bytes);
}

status_t shared_buffer_consume(struct shared_buffer *buffer, bool *signal)
{
    if (__builtin_expect(buffer->broken, 0))
        return STATUS_MALFORMED;
    if (__builtin_expect(buffer->open == 0 || buffer->producer, 0))
        return STATUS_INVALID_ARGUMENT;
    *signal = move(buffer, buffer->open);
    return STATUS_OK;
}
