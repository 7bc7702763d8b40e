/* SPDX-License-Identifier: MIT */
/*
 * The heap's core, without any idea of where memory comes from (heap_backing.c knows).
 *
 * Memory is a few regions; a region is a row of blocks, each with a 16-byte header, closed by an end mark. Free blocks
 * sit in bins by size: one bin per 16 bytes up to 1 KiB, then four per power of two. A free neighbour is merged at once,
 * so two free blocks never touch. The region that grows last (`top`) is committed bit by bit.
 *
 *   | header | payload ... | header | payload ... | end mark |   reserved, not committed ...
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "abi/status.h"

#define HEAP_GRAIN 16u
#define HEAP_SMALL_BINS 64u                     /* sizes up to 1 KiB, in grains */
#define HEAP_BINS (HEAP_SMALL_BINS + 4u * 24u)  /* up to 2^34 bytes */
#define HEAP_BIN_WORDS ((HEAP_BINS + 63u) / 64u)

struct heap_block;

/* Called when a header or a pointer is impossible. Must not return. */
typedef void (*heap_corrupt_fn)(void *context, const void *pointer, const char *what);

/* Where memory comes from. Sizes and addresses are multiples of PAGE_SIZE. All may be NULL: a heap that cannot grow. */
struct heap_backing {
    status_t (*reserve)(void *context, size_t bytes, uint8_t **out);
    status_t (*commit)(void *context, uint8_t *address, size_t bytes);
    status_t (*decommit)(void *context, uint8_t *address, size_t bytes);
};

struct rt_heap {
    uint64_t secret;
    uint64_t bin_map[HEAP_BIN_WORDS];
    struct heap_block *bins[HEAP_BINS];
    /* The growing region: [top_start, top_end) is committed, up to top_limit reserved. NULL before the first growth. */
    uint8_t *top_start, *top_end, *top_limit;
    bool growing;
    const struct heap_backing *backing;
    heap_corrupt_fn corrupt;
    void *context;
    size_t used_bytes, reserved_bytes;
    uint64_t live_blocks;
};

/* first: initial memory, 16-aligned, may be NULL. backing may be NULL. */
void rt_heap_init(struct rt_heap *heap, uint64_t secret, void *first, size_t first_bytes, const struct heap_backing *backing,
                  heap_corrupt_fn corrupt, void *context);
/* As rt_alloc, rt_realloc, rt_free. */
void *rt_heap_alloc(struct rt_heap *heap, size_t bytes);
void *rt_heap_realloc(struct rt_heap *heap, void *pointer, size_t bytes);
void rt_heap_free(struct rt_heap *heap, void *pointer);
