/* SPDX-License-Identifier: MIT */
/* Bytes in both directions. */
#include "filter.h"

#include <string.h>

#include "abi/script.h"

#define CONTROL_A 0x01
/* Beside the bytes of one call: the signs around a script, a newline, a held carriage return. */
#define SPARE_BYTES 16u

static size_t room(const struct buffer *buffer)
{
    size_t used = buffer->end - buffer->at;

    return used + SPARE_BYTES < BUFFER_BYTES ? BUFFER_BYTES - SPARE_BYTES - used : 0;
}

static void put(struct buffer *buffer, uint8_t byte)
{
    if (buffer->end == BUFFER_BYTES) {
        memmove(buffer->bytes, buffer->bytes + buffer->at, buffer->end - buffer->at);
        buffer->end -= buffer->at;
        buffer->at = 0;
    }
    buffer->bytes[buffer->end++] = byte;
}

size_t filter_input_room(const struct filter *filter)
{
    size_t held = room(&filter->held), urgent = room(&filter->urgent);

    return held < urgent ? held : urgent;
}

size_t filter_output_room(const struct filter *filter)
{
    return room(&filter->output);
}

/* Ctrl-A twice is one for the machine; with any other key it is for QEMU. */
static void take_key(struct filter *filter, uint8_t byte)
{
    struct buffer *buffer = &filter->held;

    if (!filter->prefix && byte == CONTROL_A) {
        filter->prefix = true;
        return;
    }
    if (filter->prefix) {
        filter->prefix = false;
        filter->leave |= byte == 'x' || byte == 'X';
        if (byte != CONTROL_A && !filter->ready)
            buffer = &filter->urgent;
        put(buffer, CONTROL_A);
    }
    put(buffer, byte);
}

void filter_input(struct filter *filter, const uint8_t *bytes, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (!filter->script) {
            take_key(filter, bytes[i]);
        } else if (bytes[i] != SCRIPT_END) {
            put(&filter->held, bytes[i]);
            filter->last = bytes[i];
        }
    }
}

void filter_input_end(struct filter *filter)
{
    filter->ended = true;
    if (!filter->script)
        return;
    if (filter->last && filter->last != '\n' && filter->last != '\r')
        put(&filter->held, '\n');
    put(&filter->held, SCRIPT_END);
}

static void take_ready(struct filter *filter)
{
    static const char begin[] = SCRIPT_BEGIN;

    if (!filter->ready && filter->script) {
        for (size_t i = 0; i < sizeof(begin) - 1; i++)
            put(&filter->urgent, (uint8_t)begin[i]);
    }
    filter->ready = true;
}

void filter_output(struct filter *filter, const uint8_t *bytes, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (bytes[i] == SCRIPT_READY) {
            take_ready(filter);
            continue;
        }
        if (filter->returned && bytes[i] != '\n')
            put(&filter->output, '\r');
        filter->returned = filter->plain && bytes[i] == '\r';
        if (!filter->returned)
            put(&filter->output, bytes[i]);
    }
}

struct buffer *filter_line(struct filter *filter)
{
    if (filter->urgent.at < filter->urgent.end)
        return &filter->urgent;
    return filter->ready && filter->held.at < filter->held.end ? &filter->held : NULL;
}
