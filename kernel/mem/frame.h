/* SPDX-License-Identifier: MIT */
/* Physical frames of 4 KiB. Any context with interrupts off; takes the frame lock (last in the lock order). */
#pragma once

#include "arch/paging.h"
#include "boot/boot_info.h"

/* From the memory map; kernel image, module and frame 0 stay used. Boot, once, after the direct map exists. */
void frame_init(const struct boot_info *boot);
/* A page below 1 MiB that is kept free, where further CPUs take their first steps; 0: there is none. */
phys_t frame_low_page(void);
/* One zeroed frame. STATUS_NO_MEMORY. */
MUST_CHECK status_t frame_alloc(phys_t *frame);
/* Not zeroed: the caller fills all of it. */
MUST_CHECK status_t frame_alloc_raw(phys_t *frame);
/* count zeroed frames in a row. STATUS_NO_MEMORY. */
MUST_CHECK status_t frame_alloc_contiguous(uint64_t count, phys_t *frame);
void frame_free(phys_t frame);

/* free includes what only waits for reuse: cached frames, pooled kernel stacks and each slab cache's spare. */
struct frame_stats {
    uint64_t total, free;
};
void frame_get_stats(struct frame_stats *stats);
