/* SPDX-License-Identifier: MIT */
/*
 * Fixed-size kernel objects. A cache grows by pages (one page, or 4 or 8 contiguous ones for objects over 1 KiB) and gives
 * empty slabs back beyond one spare. Any context with interrupts off; takes the cache's lock.
 */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "abi/status.h"
#include "base/lock.h"

struct slab;

struct slab_cache {
    const char *name;
    uint32_t object_bytes;      /* rounded up to 16 (64 when the object is 64 or larger) */
    struct spinlock lock;
    struct slab *partial;
    struct slab *full;
    struct slab *spare;
    uint64_t live;
    uint64_t pages;
    struct slab_cache *next;    /* list of all caches, for statistics */
};

/* object_bytes up to 16,000. cache is zeroed. Boot or first use, also by several CPUs at once; registers the cache for the statistics. */
void slab_cache_init(struct slab_cache *cache, const char *name, size_t object_bytes);
/* Zeroed. NULL: out of frames. */
void *slab_alloc(struct slab_cache *cache);
/* Not zeroed: the caller fills all of it. */
void *slab_alloc_raw(struct slab_cache *cache);
void slab_free(struct slab_cache *cache, void *object);
/* Bytes of frames that all caches hold. */
uint64_t slab_total_bytes(void);
/* Frames of empty slabs that caches keep for reuse: frame_get_stats calls them free. */
uint64_t slab_spare_frames(void);
