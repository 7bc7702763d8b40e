/* SPDX-License-Identifier: MIT */
/*
 * A range of some process's memory that the kernel will read or write later, maybe while another address space is
 * loaded. Arming translates the first pages and remembers the space's mapping generation; a use after the space
 * changed translates again. Pages are reached through the direct map, so no SMAP window and no fault is possible: a
 * page that is not mapped as needed is STATUS_INVALID_BUFFER.
 *
 * Frames cannot vanish between translation and use: the kernel runs with interrupts off, and a frame is freed only
 * after every CPU has acknowledged that its translation is gone.
 */
#pragma once

#include "mem/address_space.h"

#define USER_BUFFER_PINNED_PAGES 2u

struct user_buffer {
    struct address_space *space;
    uint64_t address;
    uint32_t bytes;
    uint32_t generation;
    bool write;
    uint8_t *pages[USER_BUFFER_PINNED_PAGES];   /* direct-map addresses of the first pages */
};

/*
 * Checks alignment (MESSAGE_ALIGNMENT), range and size (MESSAGE_MAX_BYTES plus headers), and that every page is there
 * with the permission. bytes 0 is fine with any address. STATUS_INVALID_BUFFER.
 */
MUST_CHECK status_t user_buffer_arm(struct user_buffer *buffer, struct address_space *space, uint64_t address, uint32_t bytes,
                                    bool write);
/* Kernel bytes into the buffer at offset. offset + bytes <= buffer->bytes. */
MUST_CHECK status_t user_buffer_write(struct user_buffer *buffer, uint32_t offset, const void *from, uint32_t bytes);
/* Bytes of the buffer into kernel memory. */
MUST_CHECK status_t user_buffer_read(struct user_buffer *buffer, uint32_t offset, void *to, uint32_t bytes);
/* The one copy of IPC: bytes from one process's buffer into another's. *to_failed tells whose page was gone. */
MUST_CHECK status_t user_buffer_copy(struct user_buffer *to, uint32_t to_offset, struct user_buffer *from, uint32_t from_offset,
                                     uint32_t bytes, bool *to_failed);
/* A pointer to `bytes` bytes at offset when they lie in one mapped page; NULL else. */
void *user_buffer_direct(struct user_buffer *buffer, uint32_t offset, uint32_t bytes);
