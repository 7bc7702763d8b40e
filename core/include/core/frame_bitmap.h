/* SPDX-License-Identifier: MIT */
/* Which physical frames are free: one bit a frame, set when used. Storage is the caller's. Not locked. */
#pragma once

#include <stdbool.h>

#include "abi/status.h"

struct frame_bitmap {
    uint64_t *words;
    uint64_t frame_count;
    uint64_t free_count;
    uint64_t next;              /* where the next search starts, a word index */
};

/* words has (frame_count + 63) / 64 entries; all frames start used. */
void frame_bitmap_init(struct frame_bitmap *bitmap, uint64_t *words, uint64_t frame_count);
/* Marks [first, first + count) free or used, clipped to the bitmap; frames already so stay so. For set-up. */
void frame_bitmap_set_free(struct frame_bitmap *bitmap, uint64_t first, uint64_t count);
void frame_bitmap_set_used(struct frame_bitmap *bitmap, uint64_t first, uint64_t count);
/* STATUS_NO_MEMORY. */
MUST_CHECK status_t frame_bitmap_alloc(struct frame_bitmap *bitmap, uint64_t *frame);
/* count (>= 1) frames in a row. STATUS_NO_MEMORY. O(frames). */
MUST_CHECK status_t frame_bitmap_alloc_contiguous(struct frame_bitmap *bitmap, uint64_t count, uint64_t *frame);
/* STATUS_INVALID_ARGUMENT: not in the bitmap or already free. */
MUST_CHECK status_t frame_bitmap_free(struct frame_bitmap *bitmap, uint64_t frame);
bool frame_bitmap_is_free(const struct frame_bitmap *bitmap, uint64_t frame);
