/* SPDX-License-Identifier: MIT */
/*
 * Message buffers. The small ones lie in the image, so that the usual call needs no heap; medium and large ones come from
 * the heap and are kept for the next call. One buffer is set aside for the calls that the heap itself makes when it
 * grows, and for the panic path: those must not allocate.
 */
#include "rt_priv.h"

#include "core/ring_words.h"

static _Alignas(RT_SMALL_BYTES) uint8_t small_bytes[RT_SMALL_COUNT][RT_SMALL_BYTES];
static struct rt_buffer small_buffers[RT_SMALL_COUNT];

void rt_pool_add_small(struct rt_pool *pool, struct rt_buffer *buffer, uint8_t *bytes)
{
    *buffer = (struct rt_buffer){
        .next = pool->free[RT_BUFFER_SMALL], .bytes = bytes, .capacity = RT_SMALL_BYTES, .class = RT_BUFFER_SMALL,
    };
    pool->free[RT_BUFFER_SMALL] = buffer;
}

void rt_pool_init_empty(struct rt *rt)
{
    rt->pool = (struct rt_pool){
        .emergency_buffer = {
            .bytes = (uint8_t *)rt->emergency_bytes, .capacity = RT_EMERGENCY_BYTES, .class = RT_BUFFER_EMERGENCY,
        },
    };
}

void rt_pool_init(struct rt *rt)
{
    rt_pool_init_empty(rt);
    for (uint32_t i = 0; i < RT_SMALL_COUNT; i++)
        rt_pool_add_small(&rt->pool, &small_buffers[i], small_bytes[i]);
}

void rt_pool_close(struct rt *rt)
{
    for (uint32_t class = 0; class <= RT_BUFFER_LARGE; class++) {
        struct rt_buffer *next;

        for (struct rt_buffer *buffer = rt->pool.free[class]; buffer; buffer = next) {
            next = buffer->next;
            /* The bytes of those from the heap lie behind their record. */
            if (buffer->bytes == (uint8_t *)(buffer + 1))
                rt_free(rt, buffer);
        }
        rt->pool.free[class] = NULL;
    }
}

/* A buffer that is too small to be of use stays in the list; at most one large one is kept. */
static struct rt_buffer *free_list_take(struct rt_pool *pool, enum rt_buffer_class class, size_t bytes)
{
    struct rt_buffer *buffer = pool->free[class];

    if (!buffer || buffer->capacity < bytes)
        return NULL;
    pool->free[class] = buffer->next;
    return buffer;
}

struct rt_buffer *rt_buffer_get(struct rt *rt, size_t bytes)
{
    enum rt_buffer_class class = RT_BUFFER_LARGE;
    struct rt_buffer *buffer;
    size_t size = bytes;

    if (bytes <= RT_MEDIUM_BYTES) {
        class = bytes <= RT_SMALL_BYTES ? RT_BUFFER_SMALL : RT_BUFFER_MEDIUM;
        size = bytes <= RT_SMALL_BYTES ? RT_SMALL_BYTES : RT_MEDIUM_BYTES;
    }
    buffer = free_list_take(&rt->pool, class, size);
    if (buffer)
        return buffer;
    if (rt->pool.emergency)
        return bytes <= RT_EMERGENCY_BYTES ? &rt->pool.emergency_buffer : NULL;
    buffer = rt_alloc(rt, sizeof(*buffer) + size);
    if (buffer)
        *buffer = (struct rt_buffer){ .bytes = (uint8_t *)(buffer + 1), .capacity = (uint32_t)size, .class = (uint8_t)class };
    return buffer;
}

void rt_buffer_put(struct rt *rt, struct rt_buffer *buffer)
{
    struct rt_buffer *kept;

    if (buffer->secret) {
        rt_erase(buffer->bytes, buffer->capacity);
        buffer->secret = false;
    }
    if (buffer->class == RT_BUFFER_EMERGENCY)
        return;
    if (buffer->class == RT_BUFFER_LARGE) {
        /* Keep the bigger of two. */
        kept = rt->pool.free[RT_BUFFER_LARGE];
        if (kept && kept->capacity >= buffer->capacity) {
            rt_free(rt, buffer);
            return;
        }
        buffer->next = NULL;
        rt->pool.free[RT_BUFFER_LARGE] = buffer;
        if (kept)
            rt_free(rt, kept);
        return;
    }
    buffer->next = rt->pool.free[buffer->class];
    rt->pool.free[buffer->class] = buffer;
}

void rt_buffer_put_later(struct rt *rt, struct rt_buffer *buffer)
{
    buffer->consumed_at = (uint32_t)rt->sq_count;
    buffer->next = rt->pool.waiting;
    rt->pool.waiting = buffer;
    rt->sq_limit = 0; /* the next submission looks what was consumed */
}

void rt_buffer_collect(struct rt *rt)
{
    uint32_t head = ring_read_sq_head(rt->ring);
    struct rt_buffer *buffer = rt->pool.waiting;
    bool growing;

    rt->pool.waiting = NULL;
    rt_process_lock(rt);
    /* A completion may be waiting to be taken by whoever entered: what is freed here must not make calls. */
    growing = rt->process->heap.growing;
    rt->process->heap.growing = true;
    while (buffer) {
        struct rt_buffer *next = buffer->next;
        if ((int32_t)(head - buffer->consumed_at) >= 0) {
            rt_buffer_put(rt, buffer);
        } else {
            buffer->next = rt->pool.waiting;
            rt->pool.waiting = buffer;
        }
        buffer = next;
    }
    rt->process->heap.growing = growing;
    rt_process_unlock(rt);
}
