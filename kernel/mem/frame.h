/* SPDX-License-Identifier: MIT */
/* Physical frames of 4 KiB. Any context with interrupts off; takes the frame lock (last in the lock order). */
#pragma once

#include "arch/upcall.h"


/*
 * Declared in arch/upcall.h, since page tables are made of frames:
 *   frame_init       from the memory map; kernel image, module and frame 0 stay used. Boot, once, after the direct map exists
 *   frame_low_page   a page below 1 MiB that is kept free, where further CPUs take their first steps; 0: there is none
 *   frame_alloc      one zeroed frame. STATUS_NO_MEMORY
 *   frame_alloc_raw  not zeroed: the caller fills all of it
 *   frame_free
 */
/* count zeroed frames in a row. STATUS_NO_MEMORY. */
MUST_CHECK status_t frame_alloc_contiguous(uint64_t count, phys_t *frame);

/* free includes what only waits for reuse: cached frames, pooled kernel stacks and each slab cache's spare. */
struct frame_stats {
    uint64_t total, free;
};
void frame_get_stats(struct frame_stats *stats);
