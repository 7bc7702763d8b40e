/* SPDX-License-Identifier: MIT */
/*
 * Message buffers. The small ones lie in the image, so that the usual call needs no heap; medium and large ones come from
 * the heap and are kept for the next call. One buffer is set aside for the calls that the heap itself makes when it
 * grows, and for the panic path: those must not allocate.
 */
#include "rt_priv.h"

#define EMERGENCY_BYTES 1024u

struct small_buffer {
    struct rt_buffer_header header;
    _Alignas(16) uint8_t bytes[RT_SMALL_BYTES];
};
static struct small_buffer small_buffers[RT_SMALL_COUNT];

static struct {
    struct rt_buffer_header header;
    _Alignas(16) uint8_t bytes[EMERGENCY_BYTES];
} emergency_buffer;

_Static_assert(offsetof(struct small_buffer, bytes) == RT_BUFFER_HEADER_BYTES, "the header is right in front");

void rt_pool_init(struct rt_pool *pool)
{
    *pool = (struct rt_pool){ 0 };
    for (uint32_t i = 0; i < RT_SMALL_COUNT; i++) {
        small_buffers[i].header = (struct rt_buffer_header){ .next = pool->free[RT_BUFFER_SMALL], .capacity = RT_SMALL_BYTES };
        pool->free[RT_BUFFER_SMALL] = &small_buffers[i].header;
    }
    emergency_buffer.header.capacity = EMERGENCY_BYTES;
}

/* A buffer that is too small to be of use stays in the list; at most one large one is kept. */
static struct rt_buffer_header *free_list_take(struct rt_pool *pool, enum rt_buffer_class class, size_t bytes)
{
    struct rt_buffer_header *header = pool->free[class];

    if (!header || header->capacity < bytes)
        return NULL;
    pool->free[class] = header->next;
    return header;
}

uint8_t *rt_buffer_get_slow(struct rt *rt, size_t bytes, uint32_t *capacity, uint8_t *buffer_class)
{
    struct rt_buffer_header *header;
    enum rt_buffer_class class;
    size_t size = bytes;

    if (rt->pool.emergency) {
        if (bytes > EMERGENCY_BYTES)
            return NULL;
        class = RT_BUFFER_EMERGENCY;
        header = &emergency_buffer.header;
    } else {
        class = RT_BUFFER_LARGE;
        if (bytes <= RT_MEDIUM_BYTES) {
            class = bytes <= RT_SMALL_BYTES ? RT_BUFFER_SMALL : RT_BUFFER_MEDIUM;
            size = bytes <= RT_SMALL_BYTES ? RT_SMALL_BYTES : RT_MEDIUM_BYTES;
        }
        header = free_list_take(&rt->pool, class, size);
        if (!header) {
            header = rt_alloc(rt, RT_BUFFER_HEADER_BYTES + size);
            if (!header)
                return NULL;
            *header = (struct rt_buffer_header){ .capacity = (uint32_t)size };
        }
    }
    *capacity = header->capacity;
    *buffer_class = (uint8_t)class;
    return (uint8_t *)(header + 1);
}

void rt_buffer_put(struct rt *rt, uint8_t *buffer, uint8_t buffer_class)
{
    struct rt_buffer_header *header = rt_buffer_header(buffer);
    struct rt_buffer_header *kept;

    if (buffer_class == RT_BUFFER_EMERGENCY)
        return;
    if (__builtin_expect(header->secret, 0)) {
        rt_erase(buffer, header->capacity);
        header->secret = 0;
    }
    if (buffer_class == RT_BUFFER_LARGE) {
        /* Keep the bigger of two. */
        kept = rt->pool.free[RT_BUFFER_LARGE];
        if (kept && kept->capacity >= header->capacity) {
            rt_free(rt, header);
            return;
        }
        header->next = NULL;
        rt->pool.free[RT_BUFFER_LARGE] = header;
        if (kept)
            rt_free(rt, kept);
        return;
    }
    header->next = rt->pool.free[buffer_class];
    rt->pool.free[buffer_class] = header;
}

/* The class of a buffer that is not the emergency one follows from its size. */
static uint8_t class_of_capacity(uint32_t capacity)
{
    if (capacity == RT_SMALL_BYTES)
        return RT_BUFFER_SMALL;
    return capacity == RT_MEDIUM_BYTES ? RT_BUFFER_MEDIUM : RT_BUFFER_LARGE;
}

void rt_buffer_put_later(struct rt *rt, uint8_t *buffer)
{
    struct rt_buffer_header *header = rt_buffer_header(buffer);

    header->consumed_at = (uint32_t)rt->sq_count;
    header->next = rt->pool.waiting;
    rt->pool.waiting = header;
}

void rt_buffer_collect(struct rt *rt)
{
    uint32_t head = __atomic_load_n(&rt->ring->header.sq_head, __ATOMIC_ACQUIRE);
    struct rt_buffer_header *header = rt->pool.waiting;
    bool growing = rt->heap.growing;

    rt->pool.waiting = NULL;
    /* A completion may be waiting to be taken by whoever entered: what is freed here must not make calls. */
    rt->heap.growing = true;
    while (header) {
        struct rt_buffer_header *next = header->next;
        if ((int32_t)(head - header->consumed_at) >= 0) {
            rt_buffer_put(rt, (uint8_t *)(header + 1), class_of_capacity(header->capacity));
        } else {
            header->next = rt->pool.waiting;
            rt->pool.waiting = header;
        }
        header = next;
    }
    rt->heap.growing = growing;
}
