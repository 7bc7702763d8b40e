/* SPDX-License-Identifier: MIT */
/*
 * Slabs: 1, 4 or 8 pages in a row that start on a multiple of that, cut into objects of one size. The header of the slab
 * stands at its start, so an object's slab is found by masking its address.
 *
 *   empty -> (first alloc) partial -> (last object taken) full -> (first free) partial -> (last free) spare or gone
 *
 * Each cache keeps at most one empty slab as a spare, so that one object made and freed in turn does not cost a slab.
 */
#include "mem/slab.h"

#include "abi/limits.h"
#include "base/lock.h"
#include "base/log.h"
#include "base/string.h"
#include "core/atomic.h"
#include "mem/frame.h"

#define SLAB_HEADER_BYTES 64u
#define SLAB_SMALL_MAX 1024u
#define SLAB_LARGE_PAGES 4u
#define SLAB_LARGEST_PAGES 8u
#define SLAB_OBJECT_MAX 16000u
#define SLAB_MAGIC 0x62616c73u  /* "slab" */

struct free_object {
    struct free_object *next;
};

struct slab {
    struct slab_cache *cache;
    struct slab *next, *previous;
    struct free_object *free;
    uint32_t used, capacity;
    uint32_t untouched;         /* objects at the end that were never given out: not on the free list yet */
    uint32_t magic;
};
_Static_assert(sizeof(struct slab) <= SLAB_HEADER_BYTES, "objects start after the header");

static struct spinlock caches_lock = SPINLOCK(LOCK_SLAB_CACHES);
static struct slab_cache *caches;   /* guarded by caches_lock */

/* Eight pages for objects of which four pages hold one and eight hold three, such as threads: half of the memory would be waste. */
static uint64_t slab_pages(const struct slab_cache *cache)
{
    if (cache->object_bytes <= SLAB_SMALL_MAX)
        return 1;
    if (2 * cache->object_bytes > SLAB_LARGE_PAGES * PAGE_SIZE - SLAB_HEADER_BYTES &&
        3 * cache->object_bytes <= SLAB_LARGEST_PAGES * PAGE_SIZE - SLAB_HEADER_BYTES)
        return SLAB_LARGEST_PAGES;
    return SLAB_LARGE_PAGES;
}

static void list_push(struct slab **list, struct slab *slab)
{
    slab->previous = NULL;
    slab->next = *list;
    if (*list)
        (*list)->previous = slab;
    *list = slab;
}

static void list_remove(struct slab **list, struct slab *slab)
{
    if (slab->previous)
        slab->previous->next = slab->next;
    else
        *list = slab->next;
    if (slab->next)
        slab->next->previous = slab->previous;
}

void slab_cache_init(struct slab_cache *cache, const char *name, size_t object_bytes)
{
    uint32_t unit = object_bytes >= 64 ? 64 : 16;

    kernel_assert(object_bytes > 0 && object_bytes <= SLAB_OBJECT_MAX);
    spin_lock(&caches_lock);
    if (!cache->name) { /* another CPU may use it for the first time as well */
        memset(cache, 0, sizeof *cache);
        spin_init(&cache->lock, LOCK_SLAB);
        cache->object_bytes = ((uint32_t)object_bytes + unit - 1) & ~(unit - 1);
        cache->next = caches;
        caches = cache;
        /* Last: a CPU that sees the name uses the cache. Pairs with the look at the name before each use of a cache that is made late. */
        atomic_store_release(&cache->name, name);
    }
    spin_unlock(&caches_lock);
}

/* Four frames that start on a multiple of four: seven in a row hold such a run, the others go back. As many for eight. */
static status_t large_slab_frames(uint64_t pages, phys_t *frame)
{
    const uint64_t run = 2 * pages - 1, align = pages * PAGE_SIZE;
    phys_t first;
    status_t status = frame_alloc_contiguous(run, &first);

    if (status != STATUS_OK)
        return status;
    *frame = (first + align - 1) & ~(phys_t)(align - 1);
    for (uint64_t i = 0; i < run; i++) {
        phys_t at = first + i * PAGE_SIZE;
        if (at < *frame || at >= *frame + align)
            frame_free(at);
    }
    return STATUS_OK;
}

static struct slab *slab_create_locked(struct slab_cache *cache)
{
    uint64_t pages = slab_pages(cache);
    phys_t frame;
    status_t status = pages == 1 ? frame_alloc_raw(&frame) : large_slab_frames(pages, &frame);

    lock_assert_held(&cache->lock);
    if (status != STATUS_OK)
        return NULL;
    struct slab *slab = phys_to_virt(frame);
    *slab = (struct slab){.cache = cache, .magic = SLAB_MAGIC};
    slab->capacity = (uint32_t)((pages * PAGE_SIZE - SLAB_HEADER_BYTES) / cache->object_bytes);
    slab->untouched = slab->capacity;
    cache->pages += pages;
    return slab;
}

static void slab_destroy_locked(struct slab_cache *cache, struct slab *slab)
{
    uint64_t pages = slab_pages(cache);
    phys_t frame = virt_to_phys(slab);

    lock_assert_held(&cache->lock);
    slab->magic = 0;
    cache->pages -= pages;
    for (uint64_t i = 0; i < pages; i++)
        frame_free(frame + i * PAGE_SIZE);
}

/* A slab with room, moved to the partial list when it comes from elsewhere. */
static struct slab *slab_with_room_locked(struct slab_cache *cache)
{
    struct slab *slab = cache->partial;

    lock_assert_held(&cache->lock);
    if (slab)
        return slab;
    slab = cache->spare;
    if (slab)
        cache->spare = NULL;
    else
        slab = slab_create_locked(cache);
    if (slab)
        list_push(&cache->partial, slab);
    return slab;
}

void *slab_alloc_raw(struct slab_cache *cache)
{
    void *object = NULL;

    spin_lock(&cache->lock);
    struct slab *slab = slab_with_room_locked(cache);
    if (slab) {
        object = slab->free;
        if (object)
            slab->free = slab->free->next;
        else
            object = (char *)slab + SLAB_HEADER_BYTES + (slab->capacity - slab->untouched--) * cache->object_bytes;
        cache->live++;
        if (++slab->used == slab->capacity) {
            list_remove(&cache->partial, slab);
            list_push(&cache->full, slab);
        }
    }
    spin_unlock(&cache->lock);
    return object;
}

void *slab_alloc(struct slab_cache *cache)
{
    void *object = slab_alloc_raw(cache);

    if (object)
        memset(object, 0, cache->object_bytes);
    return object;
}

void slab_free(struct slab_cache *cache, void *object)
{
    struct slab *slab = (struct slab *)((uintptr_t)object & ~(slab_pages(cache) * PAGE_SIZE - 1));
    struct free_object *free = object;

    kernel_assert(slab->magic == SLAB_MAGIC && slab->cache == cache && slab->used > 0);
#if CAPOS_DEBUG
    memset(object, 0xdb, cache->object_bytes); /* what a use after free will read */
#endif
    spin_lock(&cache->lock);
    free->next = slab->free;
    slab->free = free;
    cache->live--;
    if (slab->used-- == slab->capacity) {
        list_remove(&cache->full, slab);
        list_push(&cache->partial, slab);
    }
    if (slab->used == 0) {
        list_remove(&cache->partial, slab);
        if (cache->spare)
            slab_destroy_locked(cache, slab);
        else
            cache->spare = slab;
    }
    spin_unlock(&cache->lock);
}

uint64_t slab_total_bytes(void)
{
    uint64_t pages = 0;

    spin_lock(&caches_lock);
    for (const struct slab_cache *cache = caches; cache; cache = cache->next)
        pages += cache->pages;
    spin_unlock(&caches_lock);
    return pages * PAGE_SIZE;
}

uint64_t slab_spare_frames(void)
{
    uint64_t pages = 0;

    spin_lock(&caches_lock);
    for (const struct slab_cache *cache = caches; cache; cache = cache->next)
        pages += cache->spare ? slab_pages(cache) : 0;
    spin_unlock(&caches_lock);
    return pages;
}
