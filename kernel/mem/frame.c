/* SPDX-License-Identifier: MIT */
/*
 * Physical frames: the bitmap of core/, with a small stack of free frames in front of it, so that the usual alloc and free
 * cost no search. Frames in the stack count as free. One stack today; more CPUs get one each.
 *
 *   frame_alloc <- cache <- refill (FRAME_BATCH) <- bitmap         frame_free -> cache -> drain (FRAME_BATCH) -> bitmap
 */
#include "mem/frame.h"

#include "abi/limits.h"
#include "arch/simd.h"
#include "base/boot_info.h"
#include "base/lock.h"
#include "base/log.h"
#include "base/string.h"
#include "core/frame_bitmap.h"
#include "mem/kernel_stack_priv.h"
#include "mem/slab.h"

/* Wide enough that something made and undone in turn, a process or a mapping of a MiB, comes to rest between refill and drain. */
#define FRAME_CACHE_MAX 384u
#define FRAME_BATCH 64u
/* Boot page tables reach this far; the bitmap must lie below. */
#define BOOT_REACH (1ull << 32)
/* Below the firmware's data area and the video memory. */
#define LOW_MEMORY_END 0x9f000ull

extern char kernel_image_start[], kernel_image_end[];

struct frame_cache {
    uint32_t count;
    phys_t frames[FRAME_CACHE_MAX];
};

static struct spinlock frame_lock = SPINLOCK(LOCK_FRAMES);
/* Guarded by frame_lock. */
static struct frame_bitmap bitmap;
static struct frame_cache cache;
static uint64_t ram_frames;
static phys_t low_page;

static uint64_t range_first_frame(const struct boot_memory_range *range)
{
    return range->usable ? (range->base + PAGE_SIZE - 1) >> PAGE_SHIFT : range->base >> PAGE_SHIFT;
}

/* Usable ranges shrink to whole frames, others grow. */
static uint64_t range_frames(const struct boot_memory_range *range)
{
    uint64_t end = range->base + range->bytes;
    uint64_t first = range_first_frame(range);
    uint64_t last = range->usable ? end >> PAGE_SHIFT : (end + PAGE_SIZE - 1) >> PAGE_SHIFT;

    return last > first ? last - first : 0;
}

static bool overlaps(phys_t start, phys_t end, phys_t other_start, phys_t other_end)
{
    return start < other_end && other_start < end;
}

/* The first place in usable memory, above 1 MiB, that holds bytes and hits neither image nor module; 0: none. */
static phys_t find_room(const struct boot_info *boot, uint64_t bytes)
{
    phys_t image_start = (phys_t)kernel_image_start - KERNEL_IMAGE_BASE;
    phys_t image_end = (phys_t)kernel_image_end - KERNEL_IMAGE_BASE;
    phys_t module_end = (boot->module_start + boot->module_bytes + PAGE_SIZE - 1) & ~(phys_t)(PAGE_SIZE - 1);
    phys_t starts[] = {0, image_end, module_end};

    for (uint32_t i = 0; i < boot->memory_count; i++) {
        const struct boot_memory_range *range = &boot->memory[i];
        phys_t first = range_first_frame(range) << PAGE_SHIFT, end = first + (range_frames(range) << PAGE_SHIFT);
        if (!range->usable || first < (1u << 20))
            continue;
        starts[0] = first;
        for (uint32_t k = 0; k < 3; k++) {
            phys_t at = starts[k];
            if (at >= first && at + bytes <= end && at + bytes <= BOOT_REACH &&
                !overlaps(at, at + bytes, image_start, image_end) &&
                !overlaps(at, at + bytes, boot->module_start, module_end))
                return at;
        }
    }
    return 0;
}

static void mark_used(phys_t start, phys_t end)
{
    uint64_t first = start >> PAGE_SHIFT;

    frame_bitmap_set_used(&bitmap, first, ((end + PAGE_SIZE - 1) >> PAGE_SHIFT) - first);
}

static void keep_low_page(void)
{
    for (uint64_t frame = 1; frame < LOW_MEMORY_END >> PAGE_SHIFT && frame < bitmap.frame_count && !low_page; frame++) {
        if (frame_bitmap_is_free(&bitmap, frame)) {
            low_page = frame << PAGE_SHIFT;
            mark_used(low_page, low_page + PAGE_SIZE);
        }
    }
}

void frame_init(const struct boot_info *boot)
{
    uint64_t frame_count = 0;

    for (uint32_t i = 0; i < boot->memory_count; i++) {
        const struct boot_memory_range *range = &boot->memory[i];
        uint64_t end = range_first_frame(range) + range_frames(range);
        if (range->usable && end > frame_count)
            frame_count = end;
    }
    uint64_t words_bytes = (frame_count + 63) / 64 * 8;
    phys_t words = find_room(boot, words_bytes);
    if (!words)
        panic("no room for the frame bitmap (%llu bytes)", (unsigned long long)words_bytes);
    frame_bitmap_init(&bitmap, phys_to_virt(words), frame_count);

    /* Free first, then used: where a firmware's ranges overlap, the careful reading wins. */
    for (uint32_t i = 0; i < boot->memory_count; i++) {
        if (boot->memory[i].usable)
            frame_bitmap_set_free(&bitmap, range_first_frame(&boot->memory[i]), range_frames(&boot->memory[i]));
    }
    for (uint32_t i = 0; i < boot->memory_count; i++) {
        if (!boot->memory[i].usable)
            frame_bitmap_set_used(&bitmap, range_first_frame(&boot->memory[i]), range_frames(&boot->memory[i]));
    }
    ram_frames = bitmap.free_count;
    mark_used(0, PAGE_SIZE);
    mark_used((phys_t)kernel_image_start - KERNEL_IMAGE_BASE, (phys_t)kernel_image_end - KERNEL_IMAGE_BASE);
    mark_used(boot->module_start, boot->module_start + boot->module_bytes);
    mark_used(words, words + words_bytes);
    keep_low_page();
}

phys_t frame_low_page(void)
{
    return low_page;
}

static status_t cache_refill_locked(void)
{
    uint64_t frame;

    lock_assert_held(&frame_lock);
    while (cache.count < FRAME_BATCH && frame_bitmap_alloc(&bitmap, &frame) == STATUS_OK)
        cache.frames[cache.count++] = frame << PAGE_SHIFT;
    return cache.count > 0 ? STATUS_OK : STATUS_NO_MEMORY;
}

static void cache_drain_locked(uint32_t keep)
{
    lock_assert_held(&frame_lock);
    while (cache.count > keep) {
        phys_t frame = cache.frames[--cache.count];
        status_t status = frame_bitmap_free(&bitmap, frame >> PAGE_SHIFT);
        if (status != STATUS_OK)
            panic("frame %llx freed twice", (unsigned long long)frame);
    }
}

static status_t frame_take(phys_t *frame)
{
    status_t status = STATUS_OK;

    spin_lock(&frame_lock);
    if (cache.count == 0)
        status = cache_refill_locked();
    if (status == STATUS_OK)
        *frame = cache.frames[--cache.count];
    spin_unlock(&frame_lock);
    return status;
}

status_t frame_alloc_raw(phys_t *frame)
{
    status_t status = frame_take(frame);

    /* The stacks that wait for reuse are the last reserve. */
    if (status != STATUS_OK && kernel_stack_pool_release())
        status = frame_take(frame);
    return status;
}

status_t frame_alloc(phys_t *frame)
{
    status_t status = frame_alloc_raw(frame);

    if (status != STATUS_OK)
        return status;
    if (wide_ready)
        wide_clear(phys_to_virt(*frame), PAGE_SIZE);
    else
        memset(phys_to_virt(*frame), 0, PAGE_SIZE);
    return STATUS_OK;
}

status_t frame_alloc_contiguous(uint64_t count, phys_t *frame)
{
    uint64_t first;

    if (count == 1)
        return frame_alloc(frame);
    spin_lock(&frame_lock);
    status_t status = frame_bitmap_alloc_contiguous(&bitmap, count, &first);
    if (status != STATUS_OK) {
        /* The missing frame of a run may sit in the cache. */
        cache_drain_locked(0);
        status = frame_bitmap_alloc_contiguous(&bitmap, count, &first);
    }
    spin_unlock(&frame_lock);
    if (status != STATUS_OK)
        return status;
    *frame = first << PAGE_SHIFT;
    memset(phys_to_virt(*frame), 0, count * PAGE_SIZE);
    return STATUS_OK;
}

void frame_free(phys_t frame)
{
    kernel_assert((frame & (PAGE_SIZE - 1)) == 0 && frame != 0 && frame >> PAGE_SHIFT < bitmap.frame_count);
    spin_lock(&frame_lock);
    if (cache.count == FRAME_CACHE_MAX)
        cache_drain_locked(FRAME_CACHE_MAX - FRAME_BATCH);
#if CAPOS_DEBUG
    for (uint32_t i = 0; i < cache.count; i++)
        kernel_assert(cache.frames[i] != frame);
    kernel_assert(!frame_bitmap_is_free(&bitmap, frame >> PAGE_SHIFT));
#endif
    cache.frames[cache.count++] = frame;
    spin_unlock(&frame_lock);
}

void frame_get_stats(struct frame_stats *stats)
{
    uint64_t pooled = kernel_stack_pool_frames() + slab_spare_frames();

    spin_lock(&frame_lock);
    stats->total = ram_frames;
    stats->free = bitmap.free_count + cache.count + pooled;
    spin_unlock(&frame_lock);
}
