/* SPDX-License-Identifier: MIT */
/*
 * The ring itself: positions, records, and who must be woken; the usual case is inline in rt/shared_buffer.h.
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

#include "core/atomic.h"

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

static status_t break_it(struct shared_buffer *buffer)
{
    buffer->broken = true;
    buffer->reserve_left = 0;
    buffer->peek_left = 0;
    buffer->reserved = 0;
    buffer->peeked = 0;
    return STATUS_MALFORMED;
}

status_t shared_buffer_open(struct shared_buffer *buffer, void *memory, uint64_t bytes, bool producer)
{
    struct shared_buffer_area *area = memory;

    if (!size_is_right(memory, bytes))
        return STATUS_INVALID_ARGUMENT;
    *buffer = (struct shared_buffer){ .area = area, .data = (uint8_t *)memory + sizeof(*area), .capacity = capacity_of(bytes),
                                      .producer = producer };
    buffer->my_position = producer ? &area->producer.position : &area->consumer.position;
    buffer->their_waits = producer ? &area->consumer.waits : &area->producer.waits;
    /* Both start at 0; a peer that has moved already is seen at the first look. */
    if (atomic_load_relaxed(&area->magic) != MAGIC)
        return break_it(buffer);
    buffer->limit = producer ? buffer->capacity : 0;
    return STATUS_OK;
}

/* Half of the ring: however the ends lie, a record and the padding before it fit into an empty one. */
uint32_t shared_buffer_payload_max(const struct shared_buffer *buffer)
{
    return buffer->capacity / 2 - SHARED_BUFFER_RECORD_BYTES;
}

/* What the producer may fill, or the consumer may read, by the last look at the peer. At most the capacity. */
static uint32_t available(const struct shared_buffer *buffer)
{
    return buffer->limit - buffer->mine;
}

/* The bytes that need no further look, of which a record was just given out. */
static uint32_t left(const struct shared_buffer *buffer)
{
    uint32_t to_end = buffer->capacity - (buffer->mine & (buffer->capacity - 1));
    uint32_t bytes = available(buffer) < to_end ? available(buffer) : to_end;

    return bytes < buffer->capacity / 2 ? bytes : buffer->capacity / 2; /* the longest record */
}

/* Looks at the peer's position, and so moves our limit: by what is behind us at most, in steps of 8. */
static status_t look(struct shared_buffer *buffer)
{
    const uint32_t *position = buffer->producer ? &buffer->area->consumer.position : &buffer->area->producer.position;
    /* Pairs with shared_buffer_move of the peer: what it wrote before is seen. */
    uint32_t limit = atomic_load_acquire(position) + (buffer->producer ? buffer->capacity : 0);
    uint32_t moved = limit - buffer->limit;

    if (moved > buffer->capacity - available(buffer) || moved % 8 != 0)
        return break_it(buffer);
    buffer->limit = limit;
    return STATUS_OK;
}

status_t shared_buffer_arm(struct shared_buffer *buffer)
{
    uint32_t *waits = buffer->producer ? &buffer->area->producer.waits : &buffer->area->consumer.waits;
    uint32_t before = buffer->limit;
    status_t status;

    if (buffer->broken)
        return STATUS_MALFORMED;
    atomic_store_relaxed(waits, 1);
    /* Pairs with the fence in shared_buffer_move of the peer. */
    atomic_fence_full();
    status = look(buffer);
    if (status == STATUS_OK && buffer->limit == before)
        return STATUS_BUSY;
    /* Nothing to wait for. A signal that is under way already is a wake-up for no reason. */
    atomic_store_relaxed(waits, 0);
    return status;
}

/* Looks only when what we know is not enough. STATUS_BUSY when it then still is not. */
static status_t await_bytes(struct shared_buffer *buffer, uint64_t bytes)
{
    status_t status = STATUS_OK;

    if (bytes > available(buffer))
        status = look(buffer);
    return status == STATUS_OK && bytes > available(buffer) ? STATUS_BUSY : status;
}

status_t shared_buffer_reserve_slow(struct shared_buffer *buffer, uint32_t bytes, void **payload)
{
    uint32_t at = buffer->mine & (buffer->capacity - 1);
    uint64_t needed = shared_buffer_record_bytes(bytes);
    uint32_t pad = needed > buffer->capacity - at ? buffer->capacity - at : 0;
    status_t status;

    if (buffer->broken)
        return STATUS_MALFORMED;
    if (!buffer->producer || bytes > shared_buffer_payload_max(buffer))
        return STATUS_INVALID_ARGUMENT;
    status = await_bytes(buffer, pad + needed);
    if (status != STATUS_OK)
        return status;
    if (pad) {
        /* Published together with the record behind it, when that is committed. */
        *(uint32_t *)(void *)(buffer->data + at) = LENGTH_PAD;
        buffer->mine += pad;
        at = 0;
    }
    buffer->reserve_left = left(buffer);
    buffer->reserved = (uint32_t)needed;
    *payload = buffer->data + at + SHARED_BUFFER_RECORD_BYTES;
    return STATUS_OK;
}

/* The length at our position, read once, when at least a header was published there. */
static uint32_t read_length(const struct shared_buffer *buffer)
{
    uint32_t at = buffer->mine & (buffer->capacity - 1);

    return atomic_load_relaxed((uint32_t *)(void *)(buffer->data + at));
}

status_t shared_buffer_peek_slow(struct shared_buffer *buffer, const void **payload, uint32_t *bytes)
{
    uint32_t at = buffer->mine & (buffer->capacity - 1);
    uint32_t to_end = buffer->capacity - at;
    uint32_t length;
    status_t status;

    if (buffer->broken)
        return STATUS_MALFORMED;
    if (buffer->producer)
        return STATUS_INVALID_ARGUMENT;
    status = await_bytes(buffer, SHARED_BUFFER_RECORD_BYTES);
    if (status != STATUS_OK)
        return status;
    length = read_length(buffer);
    /* Padding, once, and with a record behind it: the producer never publishes it alone. Our position says so to nobody before
     * the record is consumed. */
    if (length == LENGTH_PAD && at != 0 && to_end < available(buffer)) {
        buffer->mine += to_end;
        at = 0;
        to_end = buffer->capacity;
        length = read_length(buffer);
    }
    if (length > shared_buffer_payload_max(buffer) || shared_buffer_record_bytes(length) > available(buffer) ||
        shared_buffer_record_bytes(length) > to_end)
        return break_it(buffer);
    buffer->peek_left = left(buffer);
    buffer->peeked = (uint32_t)shared_buffer_record_bytes(length);
    *payload = buffer->data + at + SHARED_BUFFER_RECORD_BYTES;
    *bytes = length;
    return STATUS_OK;
}
