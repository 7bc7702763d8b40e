/* SPDX-License-Identifier: MIT */
/* Line ends, the limit, and ^C. */
#include "typed.h"

/* What a part of a line must not be cut from: a ^D may stand in the middle of what becomes one line. */
static bool is_over(uint8_t byte)
{
    return byte == '\r' || byte == '\n' || byte == TYPED_INTERRUPT;
}

static bool is_line_end(uint8_t byte)
{
    return is_over(byte) || byte == TYPED_END;
}

static bool part_was_taken(const struct typed *typed)
{
    return typed->taken != 0 && !is_over(typed->taken);
}

/* The newest line goes, as far as it is here. */
static void drop_begin(struct typed *typed)
{
    uint8_t byte;

    while (queue_count(&typed->queue) > 0 && !is_over(queue_look(&typed->queue, queue_count(&typed->queue) - 1)))
        (void)queue_take_back(&typed->queue, &byte);
    if (queue_count(&typed->queue) == 0 && part_was_taken(typed))
        (void)queue_put(&typed->queue, TYPED_INTERRUPT);
    typed->dropping = true;
}

/* The newline of a line end that was dropped goes with it. */
static bool drop_goes_on(const struct typed *typed, uint8_t before, uint8_t byte)
{
    return queue_count(&typed->queue) > 0 || typed->drop_open || (before == '\r' && byte == '\n');
}

static enum typed_outcome put_interrupt(struct typed *typed)
{
    typed->interrupts++;
    if (typed->dropping || queue_count(&typed->queue) == TYPED_MAX_BYTES)
        queue_erase(&typed->queue);
    typed->dropping = false;
    (void)queue_put(&typed->queue, TYPED_INTERRUPT);
    return TYPED_KEPT;
}

enum typed_outcome typed_put(struct typed *typed, uint8_t byte)
{
    uint8_t before = typed->last;

    typed->last = byte;
    if (byte == TYPED_INTERRUPT)
        return put_interrupt(typed);
    typed->interrupts = 0;
    if (typed->dropping && drop_goes_on(typed, before, byte)) {
        typed->drop_open = !is_over(byte);
        return TYPED_DROPPED;
    }
    typed->dropping = false;
    if (queue_count(&typed->queue) < TYPED_MAX_BYTES) {
        (void)queue_put(&typed->queue, byte);
        return TYPED_KEPT;
    }
    drop_begin(typed);
    typed->drop_open = !is_over(byte);
    return TYPED_FULL;
}

/* A raw reader that took the return as a key gets the newline, too. */
static bool newline_is_over(const struct typed *typed, enum typed_reader reader)
{
    return typed->taken == '\r' && (typed->taken_as_line || reader == TYPED_LINE);
}

uint32_t typed_ready(struct typed *typed, enum typed_reader reader, uint32_t most)
{
    uint32_t count = queue_count(&typed->queue), ready = 0;
    uint8_t byte;

    if (count > 0 && queue_look(&typed->queue, 0) == '\n' && newline_is_over(typed, reader)) {
        (void)queue_take(&typed->queue, &byte);
        typed->taken = '\n';
        count--;
    }
    while (ready < count && ready < most) {
        if (is_line_end(queue_look(&typed->queue, ready++)))
            break;
    }
    return ready;
}

uint8_t typed_take(struct typed *typed, enum typed_reader reader)
{
    uint8_t byte = 0;

    (void)queue_take(&typed->queue, &byte);
    typed->taken = byte;
    typed->taken_as_line = reader == TYPED_LINE;
    return byte;
}

static bool discard_to_interrupt(struct typed *typed)
{
    uint32_t count = queue_count(&typed->queue), at = 0;
    uint8_t byte;

    while (at < count && queue_look(&typed->queue, at) != TYPED_INTERRUPT)
        at++;
    if (at == count)
        return false;
    for (uint32_t i = 0; i <= at; i++)
        (void)queue_take(&typed->queue, &byte);
    return true;
}

bool typed_take_interrupt(struct typed *typed, uint32_t presses)
{
    if (presses == 1 ? !discard_to_interrupt(typed) : typed->interrupts < presses)
        return false;
    if (presses > 1)
        typed_erase(typed);
    typed->taken = TYPED_INTERRUPT;
    typed->interrupts = 0;
    return true;
}

void typed_erase(struct typed *typed)
{
    queue_erase(&typed->queue);
    typed->taken = 0;
}
