/* SPDX-License-Identifier: MIT */
/* Buffers in user memory that outlive one dispatch: what is not in a remembered first page. See user_buffer.h. */
#include "ring/user_buffer.h"

/* A message with its header, its descriptors and records, and slack for rounding. */
#define USER_BUFFER_MAX_BYTES (MESSAGE_MAX_BYTES + 4096u)

#define PAGE_MASK (PAGE_SIZE - 1ull)

status_t user_buffer_arm_slow(struct user_buffer *buffer)
{
    struct address_space *space = buffer->space;
    uint64_t first = buffer->address & ~PAGE_MASK;
    uint64_t end = buffer->address + buffer->bytes;

    buffer->direct_bytes = 0;
    if (buffer->bytes == 0)
        return STATUS_OK;
    if (buffer->address % MESSAGE_ALIGNMENT != 0 || buffer->bytes > USER_BUFFER_MAX_BYTES || buffer->address < USER_MIN ||
        buffer->address >= USER_MAX || buffer->bytes > USER_MAX - buffer->address)
        return STATUS_INVALID_BUFFER;
    for (uint64_t page = first; page < end; page += PAGE_SIZE) {
        uint8_t *direct = address_space_recent_page(space, page, buffer->write);

        if (!direct)
            direct = address_space_user_page(space, page, buffer->write);
        if (!direct)
            return STATUS_INVALID_BUFFER;
        if (page == first)
            buffer->direct = direct;
    }
    buffer->direct += buffer->address - first;
    buffer->direct_bytes = end < first + PAGE_SIZE ? buffer->bytes : (uint32_t)(first + PAGE_SIZE - buffer->address);
    return STATUS_OK;
}

/* Where the byte at offset is now, and how many follow it in the same page; NULL when it is gone. */
static uint8_t *locate(struct user_buffer *buffer, uint32_t offset, uint32_t *room)
{
    uint64_t address = buffer->address + offset;
    /* Without the lock: tables stay while the process lives, and a caller keeps two places at once, between which this CPU must not
     * wait for another one. */
    uint8_t *page = address_space_recent_page(buffer->space, address & ~PAGE_MASK, buffer->write);

    if (!page)
        page = page_table_user_page(&buffer->space->table, address & ~PAGE_MASK, buffer->write);
    *room = (uint32_t)(PAGE_SIZE - (address & PAGE_MASK));
    return page ? page + (address & PAGE_MASK) : NULL;
}

status_t user_buffer_pin(struct user_buffer *buffer, uint32_t offset, uint32_t bytes, struct user_pin *pin)
{
    uint32_t room, done = 0;

    *pin = (struct user_pin){ 0 };
    for (uint32_t i = 0; done < bytes; i++) {
        pin->piece[i] = locate(buffer, offset + done, &room);
        if (!pin->piece[i])
            return STATUS_INVALID_BUFFER;
        pin->bytes[i] = bytes - done < room ? bytes - done : room;
        done += pin->bytes[i];
    }
    return STATUS_OK;
}

status_t user_buffer_write_slow(struct user_buffer *buffer, uint32_t offset, const void *from, uint32_t bytes)
{
    const uint8_t *source = from;

    while (bytes != 0) {
        uint32_t room;
        uint8_t *to = locate(buffer, offset, &room);
        uint32_t piece = bytes < room ? bytes : room;

        if (!to)
            return STATUS_INVALID_BUFFER;
        memcpy(to, source, piece);
        source += piece;
        offset += piece;
        bytes -= piece;
    }
    return STATUS_OK;
}

status_t user_buffer_read_slow(struct user_buffer *buffer, uint32_t offset, void *to, uint32_t bytes)
{
    uint8_t *target = to;

    while (bytes != 0) {
        uint32_t room;
        const uint8_t *from = locate(buffer, offset, &room);
        uint32_t piece = bytes < room ? bytes : room;

        if (!from)
            return STATUS_INVALID_BUFFER;
        memcpy(target, from, piece);
        target += piece;
        offset += piece;
        bytes -= piece;
    }
    return STATUS_OK;
}

status_t user_buffer_copy_slow(struct user_buffer *to, uint32_t to_offset, struct user_buffer *from, uint32_t from_offset,
                               uint32_t bytes, bool *to_failed)
{
    *to_failed = false;
    while (bytes != 0) {
        uint32_t to_room, from_room, piece = bytes;
        uint8_t *target = locate(to, to_offset, &to_room);
        const uint8_t *source = locate(from, from_offset, &from_room);

        if (!target || !source) {
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
