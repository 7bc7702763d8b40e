/* SPDX-License-Identifier: MIT */
/* A bounded queue of bytes that leaves nothing behind: what is taken or erased is overwritten. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#define QUEUE_BYTES 8192u       /* a power of two */

/* Free-running indices; entry = index & (QUEUE_BYTES - 1). Zero-initialised is empty. */
struct queue {
    uint32_t head, tail;
    volatile uint8_t bytes[QUEUE_BYTES];    /* volatile, so that the overwriting is not optimised away */
};

static inline uint32_t queue_count(const struct queue *queue)
{
    return queue->tail - queue->head;
}

static inline uint32_t queue_space(const struct queue *queue)
{
    return QUEUE_BYTES - queue_count(queue);
}

/* False: full, nothing changed. */
static inline bool queue_put(struct queue *queue, uint8_t byte)
{
    if (queue_space(queue) == 0)
        return false;
    queue->bytes[queue->tail++ & (QUEUE_BYTES - 1)] = byte;
    return true;
}

/* False: empty. */
static inline bool queue_take(struct queue *queue, uint8_t *byte)
{
    if (queue_count(queue) == 0)
        return false;
    volatile uint8_t *place = &queue->bytes[queue->head++ & (QUEUE_BYTES - 1)];

    *byte = *place;
    *place = 0;
    return true;
}

/* False: empty. The newest byte, as if it had never been put. */
static inline bool queue_take_back(struct queue *queue, uint8_t *byte)
{
    if (queue_count(queue) == 0)
        return false;
    volatile uint8_t *place = &queue->bytes[--queue->tail & (QUEUE_BYTES - 1)];

    *byte = *place;
    *place = 0;
    return true;
}

/* index < queue_count: 0 is the oldest. It stays. */
static inline uint8_t queue_look(const struct queue *queue, uint32_t index)
{
    return queue->bytes[(queue->head + index) & (QUEUE_BYTES - 1)];
}

static inline void queue_erase(struct queue *queue)
{
    uint8_t byte;

    while (queue_take(queue, &byte))
        continue;
}
