/* SPDX-License-Identifier: MIT */
/*
 * Kernel stacks lie in slots of twice their size: the lower half of a slot is never mapped, so an overflow faults (and
 * becomes a double fault on its own stack, with a report) instead of writing into a neighbour.
 *
 *   slot: | guard, 16 KiB, unmapped | stack, 16 KiB | next slot ...
 *
 * A few freed stacks stay mapped for the next thread, because making one costs four frames, four entries and four flushes.
 * Slots without a stack are found by a bitmap. The tables that map slots stay for good, and their number is bounded.
 */
#include "mem/kernel_stack.h"

#include "abi/limits.h"
#include "arch/paging.h"
#include "base/lock.h"
#include "base/log.h"
#include "mem/frame.h"
#include "mem/kernel_stack_priv.h"

#define STACK_PAGES (KERNEL_STACK_BYTES / PAGE_SIZE)
#define SLOT_BYTES (2ull * KERNEL_STACK_BYTES)
#define SLOT_MAX 16384u
#define POOL_MAX 8u

static struct spinlock stack_lock = SPINLOCK(LOCK_STACKS);
/* Guarded by stack_lock. A set bit is a slot with a mapped stack, pooled ones included. */
static uint64_t slots_used[SLOT_MAX / 64];
static uint64_t pool[POOL_MAX];
static uint32_t pool_count;

static uint64_t slot_top(uint32_t slot)
{
    return KERNEL_VIRTUAL_BASE + (slot + 1) * SLOT_BYTES;
}

static status_t slot_take_locked(uint32_t *slot)
{
    lock_assert_held(&stack_lock);
    for (uint32_t i = 0; i < SLOT_MAX / 64; i++) {
        if (~slots_used[i]) {
            uint32_t bit = (uint32_t)__builtin_ctzll(~slots_used[i]);
            slots_used[i] |= 1ull << bit;
            *slot = i * 64 + bit;
            return STATUS_OK;
        }
    }
    return STATUS_NO_MEMORY;
}

static void slot_give_locked(uint64_t top)
{
    uint64_t slot = (top - KERNEL_VIRTUAL_BASE) / SLOT_BYTES - 1;

    lock_assert_held(&stack_lock);
    kernel_assert(slot < SLOT_MAX && (slots_used[slot / 64] >> (slot % 64) & 1));
    slots_used[slot / 64] &= ~(1ull << (slot % 64));
}

/* Unmaps the lowest `pages` pages of a stack and frees them. The slot can be used again. */
static void stack_unmap(uint64_t top, uint32_t pages)
{
    phys_t frames[STACK_PAGES];

    for (uint32_t i = 0; i < pages; i++)
        frames[i] = kernel_unmap_page(top - KERNEL_STACK_BYTES + i * PAGE_SIZE);
    kernel_unmap_finish();
    for (uint32_t i = 0; i < pages; i++)
        frame_free(frames[i]);
}

static status_t stack_map(uint64_t top)
{
    for (uint32_t i = 0; i < STACK_PAGES; i++) {
        phys_t frame;
        status_t status = frame_alloc(&frame);
        if (status == STATUS_OK) {
            status = kernel_map_page(top - KERNEL_STACK_BYTES + i * PAGE_SIZE, frame, PAGE_WRITE);
            if (status != STATUS_OK)
                frame_free(frame);
        }
        if (status != STATUS_OK) {
            stack_unmap(top, i);
            return status;
        }
    }
    return STATUS_OK;
}

status_t kernel_stack_alloc(uint64_t *top)
{
    uint32_t slot = 0;
    status_t status;

    spin_lock(&stack_lock);
    if (pool_count > 0) {
        *top = pool[--pool_count];
        spin_unlock(&stack_lock);
        return STATUS_OK;
    }
    status = slot_take_locked(&slot);
    spin_unlock(&stack_lock);
    if (status != STATUS_OK)
        return status;

    status = stack_map(slot_top(slot));
    if (status != STATUS_OK) {
        spin_lock(&stack_lock);
        slot_give_locked(slot_top(slot));
        spin_unlock(&stack_lock);
        return status;
    }
    *top = slot_top(slot);
    return STATUS_OK;
}

void kernel_stack_free(uint64_t top)
{
    spin_lock(&stack_lock);
    if (pool_count < POOL_MAX) {
        pool[pool_count++] = top;
        spin_unlock(&stack_lock);
        return;
    }
    spin_unlock(&stack_lock);
    stack_unmap(top, STACK_PAGES);
    spin_lock(&stack_lock);
    slot_give_locked(top);
    spin_unlock(&stack_lock);
}

uint64_t kernel_stack_pool_frames(void)
{
    return (uint64_t)pool_count * STACK_PAGES;
}

bool kernel_stack_pool_release(void)
{
    bool released = false;

    spin_lock(&stack_lock);
    while (pool_count > 0) {
        uint64_t top = pool[--pool_count];
        stack_unmap(top, STACK_PAGES);
        slot_give_locked(top);
        released = true;
    }
    spin_unlock(&stack_lock);
    return released;
}
