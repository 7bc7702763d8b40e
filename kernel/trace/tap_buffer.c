/* SPDX-License-Identifier: MIT */
/* The ring of records. See tap_buffer.h. Only the kernel writes here, so what is in it is believed. */
#include "trace/tap_buffer.h"

#include "base/string.h"

void tap_buffer_init(struct tap_buffer *buffer, void *bytes, uint32_t size)
{
    *buffer = (struct tap_buffer){ .bytes = bytes, .size = size };
}

static void copy_in(struct tap_buffer *buffer, const void *from, uint32_t count)
{
    uint32_t at = buffer->tail & (buffer->size - 1);
    uint32_t first = count < buffer->size - at ? count : buffer->size - at;

    memcpy(buffer->bytes + at, from, first);
    memcpy(buffer->bytes, (const uint8_t *)from + first, count - first);
    buffer->tail += count;
}

static void copy_out(const struct tap_buffer *buffer, uint32_t position, void *to, uint32_t count)
{
    uint32_t at = position & (buffer->size - 1);
    uint32_t first = count < buffer->size - at ? count : buffer->size - at;

    memcpy(to, buffer->bytes + at, first);
    memcpy((uint8_t *)to + first, buffer->bytes, count - first);
}

bool tap_buffer_put(struct tap_buffer *buffer, struct tap_record *record, const void *payload)
{
    static const uint8_t zeros[8];

    record->bytes = ((uint32_t)sizeof(*record) + record->payload_bytes + 7) & ~7u;
    record->sequence = buffer->sequence++;
    record->lost = buffer->lost;
    if (record->bytes > buffer->size - (buffer->tail - buffer->head)) {
        if (buffer->lost != UINT32_MAX)
            buffer->lost++;
        buffer->lost_total++;
        return false;
    }
    buffer->lost = 0;
    copy_in(buffer, record, sizeof(*record));
    if (record->payload_bytes != 0)
        copy_in(buffer, payload, record->payload_bytes);
    copy_in(buffer, zeros, record->bytes - (uint32_t)sizeof(*record) - record->payload_bytes);
    return true;
}

uint32_t tap_buffer_first(const struct tap_buffer *buffer)
{
    uint32_t bytes = 0;

    if (buffer->head != buffer->tail)
        copy_out(buffer, buffer->head, &bytes, sizeof(bytes));
    return bytes;
}

uint32_t tap_buffer_available(const struct tap_buffer *buffer, uint32_t most_bytes)
{
    uint32_t used = buffer->tail - buffer->head, total = 0;

    while (total < used) {
        uint32_t bytes;

        copy_out(buffer, buffer->head + total, &bytes, sizeof(bytes));
        if (total + bytes > most_bytes)
            break;
        total += bytes;
    }
    return total;
}

void tap_buffer_copy(const struct tap_buffer *buffer, void *to, uint32_t bytes)
{
    copy_out(buffer, buffer->head, to, bytes);
}

void tap_buffer_drop(struct tap_buffer *buffer, uint32_t bytes)
{
    buffer->head += bytes;
}

void tap_buffer_take(struct tap_buffer *buffer, void *to, uint32_t bytes)
{
    tap_buffer_copy(buffer, to, bytes);
    tap_buffer_drop(buffer, bytes);
}
