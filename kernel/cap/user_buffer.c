/* SPDX-License-Identifier: MIT */
/* Buffers in user memory that outlive one dispatch. See user_buffer.h. */
#include "cap/user_buffer.h"

#include "mem/string.h"

/* A message with its header, its descriptors and records, and slack for rounding. */
#define USER_BUFFER_MAX_BYTES (MESSAGE_MAX_BYTES + 4096u)

/* Translates what stays pinned. Later pages are looked up when they are used. */
static void translate(struct user_buffer *buffer)
{
    uint64_t page = buffer->address & ~(uint64_t)(PAGE_SIZE - 1);

    for (uint32_t i = 0; i < USER_BUFFER_PINNED_PAGES; i++, page += PAGE_SIZE) {
        buffer->pages[i] = NULL;
        if (page < buffer->address + buffer->bytes)
            buffer->pages[i] = address_space_user_page(buffer->space, page, buffer->write);
    }
    buffer->generation = buffer->space->generation;
}

status_t user_buffer_arm(struct user_buffer *buffer, struct address_space *space, uint64_t address, uint32_t bytes, bool write)
{
    uint64_t page;

    buffer->space = space;
    buffer->address = address;
    buffer->bytes = bytes;
    buffer->write = write;
    if (bytes == 0) {
        buffer->generation = space->generation;
        return STATUS_OK;
    }
    if (address % MESSAGE_ALIGNMENT != 0 || bytes > USER_BUFFER_MAX_BYTES || address < USER_MIN || address >= USER_MAX ||
        bytes > USER_MAX - address)
        return STATUS_INVALID_BUFFER;
    translate(buffer);
    if (!buffer->pages[0])
        return STATUS_INVALID_BUFFER;
    page = (address & ~(uint64_t)(PAGE_SIZE - 1)) + PAGE_SIZE;
    if (page >= address + bytes)
        return STATUS_OK;
    if (!buffer->pages[1])
        return STATUS_INVALID_BUFFER;
    for (page += PAGE_SIZE; page < address + bytes; page += PAGE_SIZE) {
        if (!address_space_user_page(space, page, write))
            return STATUS_INVALID_BUFFER;
    }
    return STATUS_OK;
}

/* Where the byte at offset is now, and how many follow it in the same page; NULL when it is gone. */
static inline uint8_t *locate(struct user_buffer *buffer, uint32_t offset, uint32_t *room)
{
    uint64_t address = buffer->address + offset;
    uint32_t in_page = address % PAGE_SIZE;
    uint32_t index = (uint32_t)((address >> PAGE_SHIFT) - (buffer->address >> PAGE_SHIFT));
    uint8_t *page;

    if (__builtin_expect(buffer->generation != buffer->space->generation, 0))
        translate(buffer);
    if (__builtin_expect(index < USER_BUFFER_PINNED_PAGES, 1))
        page = buffer->pages[index];
    else
        page = address_space_user_page(buffer->space, address - in_page, buffer->write);
    *room = PAGE_SIZE - in_page;
    return page ? page + in_page : NULL;
}

/* Runs `step(where, at, bytes)` over the pieces of [offset, offset + bytes) that lie in one page each. */
#define FOR_EACH_PIECE(buffer, offset, bytes, step) \
    do { \
        uint32_t done_ = 0; \
        while (done_ < (bytes)) { \
            uint32_t room_; \
            uint8_t *where = locate((buffer), (offset) + done_, &room_); \
            uint32_t piece = (bytes) - done_ < room_ ? (bytes) - done_ : room_; \
            uint32_t at = done_; \
            if (!where) \
                return STATUS_INVALID_BUFFER; \
            step; \
            done_ += piece; \
        } \
    } while (0)

status_t user_buffer_write(struct user_buffer *buffer, uint32_t offset, const void *from, uint32_t bytes)
{
    FOR_EACH_PIECE(buffer, offset, bytes, memcpy(where, (const uint8_t *)from + at, piece));
    return STATUS_OK;
}

status_t user_buffer_read(struct user_buffer *buffer, uint32_t offset, void *to, uint32_t bytes)
{
    FOR_EACH_PIECE(buffer, offset, bytes, memcpy((uint8_t *)to + at, where, piece));
    return STATUS_OK;
}

status_t user_buffer_copy(struct user_buffer *to, uint32_t to_offset, struct user_buffer *from, uint32_t from_offset,
                          uint32_t bytes, bool *to_failed)
{
    *to_failed = false;
    while (bytes != 0) {
        uint32_t to_room, from_room, piece = bytes;
        uint8_t *target = locate(to, to_offset, &to_room);
        const uint8_t *source = locate(from, from_offset, &from_room);

        if (__builtin_expect(!target || !source, 0)) {
            *to_failed = !target;
            return STATUS_INVALID_BUFFER;
        }
        if (piece > to_room)
            piece = to_room;
        if (piece > from_room)
            piece = from_room;
        memcpy(target, source, piece);
        to_offset += piece;
        from_offset += piece;
        bytes -= piece;
    }
    return STATUS_OK;
}

void *user_buffer_direct(struct user_buffer *buffer, uint32_t offset, uint32_t bytes)
{
    uint32_t room;
    uint8_t *where = locate(buffer, offset, &room);

    return where && room >= bytes ? where : NULL;
}
