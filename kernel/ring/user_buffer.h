/* SPDX-License-Identifier: MIT */
/*
 * A range of some process's memory that the kernel will read or write later, maybe while another address space is
 * loaded. Arming checks and translates it; a use after the space changed translates again. Pages are reached through the
 * direct map, so no SMAP window and no fault is possible: a page that is not mapped as needed is STATUS_INVALID_BUFFER.
 *
 * The common message lies in the first page of its buffer, and that page's translation is remembered: arming, copying and
 * the check for changes are then a few inlined instructions. Everything else takes the _slow functions, page by page.
 *
 * Frames cannot vanish between translation and use: the kernel runs with interrupts off, and a frame is freed only
 * after every CPU has acknowledged that its translation is gone (tlb_shootdown), which a CPU does from outside of the kernel or
 * while it waits for a lock. So no lock is taken between a translation and its use.
 */
#pragma once

#include "abi/compiler.h"
#include "base/string.h"
#include "core/atomic.h"
#include "mem/address_space.h"

struct user_buffer {
    struct address_space *space;
    uint64_t address;
    uint8_t *direct;            /* the first byte in the direct map */
    uint32_t bytes;
    uint32_t direct_bytes;      /* how many can be reached there: to the end of the first page */
    uint64_t generation;        /* of the space when direct was right */
    bool write;
};

MUST_CHECK status_t user_buffer_arm_slow(struct user_buffer *buffer);
MUST_CHECK status_t user_buffer_write_slow(struct user_buffer *buffer, uint32_t offset, const void *from, uint32_t bytes);
MUST_CHECK status_t user_buffer_read_slow(struct user_buffer *buffer, uint32_t offset, void *to, uint32_t bytes);
MUST_CHECK status_t user_buffer_copy_slow(struct user_buffer *to, uint32_t to_offset, struct user_buffer *from,
                                          uint32_t from_offset, uint32_t bytes, bool *to_failed);

/*
 * Checks alignment (MESSAGE_ALIGNMENT), range and size (MESSAGE_MAX_BYTES plus headers), and that every page is there
 * with the permission. bytes 0 is fine with any address. STATUS_INVALID_BUFFER.
 */
MUST_CHECK static inline status_t user_buffer_arm(struct user_buffer *buffer, struct address_space *space, uint64_t address,
                                                  uint32_t bytes, bool write)
{
    uint32_t in_page = address % PAGE_SIZE;
    /* Before the look: when it changes meanwhile, on another CPU, this is old. Pairs with address_space_forget_locked, and with the
     * shootdown that follows it, which does not end before this CPU has let go of what it found here. */
    uint64_t generation = atomic_load_acquire(&space->generation);
    uint8_t *direct = address_space_recent_page(space, address - in_page, write);

    buffer->space = space;
    buffer->address = address;
    buffer->bytes = bytes;
    buffer->generation = generation;
    buffer->write = write;
    buffer->direct = direct + in_page;
    buffer->direct_bytes = bytes;
    if (unlikely(!direct || in_page + (uint64_t)bytes > PAGE_SIZE || address % MESSAGE_ALIGNMENT != 0))
        return user_buffer_arm_slow(buffer);
    return STATUS_OK;
}

/* Whether the first `bytes` can be reached at buffer->direct now. */
static inline bool user_buffer_reached(const struct user_buffer *buffer, uint32_t bytes)
{
    return likely(bytes <= buffer->direct_bytes && buffer->generation == buffer->space->generation);
}

/* Where [offset, offset + bytes) is, when it can be reached directly now; NULL else. */
static inline uint8_t *user_buffer_direct(const struct user_buffer *buffer, uint32_t offset, uint32_t bytes)
{
    return user_buffer_reached(buffer, offset + bytes) ? buffer->direct + offset : NULL;
}

/* Kernel bytes into the buffer at offset. offset + bytes <= buffer->bytes. */
MUST_CHECK static inline status_t user_buffer_write(struct user_buffer *buffer, uint32_t offset, const void *from, uint32_t bytes)
{
    uint8_t *to = user_buffer_direct(buffer, offset, bytes);

    if (unlikely(!to))
        return user_buffer_write_slow(buffer, offset, from, bytes);
    copy_words(to, from, bytes);
    return STATUS_OK;
}

/*
 * A short range of a buffer, located for a write that must not fail: the last fallible step before a commit point. At most two
 * pages, so at most a page in bytes.
 *
 *   user_buffer_pin       may fail; nothing was changed
 *   user_pin_write        cannot fail
 *
 * The frames stay for as long as this CPU does not wait for another one: it must neither take a lock nor open an interrupt window
 * between the two (see above).
 */
struct user_pin {
    uint8_t *piece[2];
    uint32_t bytes[2];
};

/* Locates [offset, offset + bytes) of a writable buffer. bytes <= PAGE_SIZE, offset + bytes <= buffer->bytes. Any lock may be held.
 * STATUS_INVALID_BUFFER: a page is not mapped for writing. */
MUST_CHECK status_t user_buffer_pin(struct user_buffer *buffer, uint32_t offset, uint32_t bytes, struct user_pin *pin);
/* Writes all bytes of the pinned range. */
static inline void user_pin_write(const struct user_pin *pin, const void *from)
{
    memcpy(pin->piece[0], from, pin->bytes[0]);
    if (pin->bytes[1] != 0)
        memcpy(pin->piece[1], (const uint8_t *)from + pin->bytes[0], pin->bytes[1]);
}

/* Bytes of the buffer into kernel memory. offset is a multiple of 8. */
MUST_CHECK static inline status_t user_buffer_read(struct user_buffer *buffer, uint32_t offset, void *to, uint32_t bytes)
{
    const uint8_t *from = user_buffer_direct(buffer, offset, bytes);

    if (unlikely(!from))
        return user_buffer_read_slow(buffer, offset, to, bytes);
    copy_words(to, from, bytes);
    return STATUS_OK;
}

/* The one copy of IPC: bytes from one process's buffer into another's. *to_failed tells whose page was gone. Offsets are
 * multiples of 8. */
MUST_CHECK static inline status_t user_buffer_copy(struct user_buffer *to, uint32_t to_offset, struct user_buffer *from,
                                                   uint32_t from_offset, uint32_t bytes, bool *to_failed)
{
    uint8_t *target = user_buffer_direct(to, to_offset, bytes);
    const uint8_t *source = user_buffer_direct(from, from_offset, bytes);

    if (unlikely(!target || !source))
        return user_buffer_copy_slow(to, to_offset, from, from_offset, bytes, to_failed);
    *to_failed = false;
    copy_words(target, source, bytes);
    return STATUS_OK;
}
