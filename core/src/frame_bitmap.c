/* SPDX-License-Identifier: MIT */
/*
 * The frame bitmap. Bits past frame_count in the last word are always set, so a search looks at whole words and never
 * has to clip what it finds.
 */
#include "core/frame_bitmap.h"

#define WORD_BITS 64u
#define WORD_USED UINT64_MAX

static uint64_t word_count(const struct frame_bitmap *bitmap)
{
    return bitmap->frame_count / WORD_BITS + (bitmap->frame_count % WORD_BITS != 0);
}

static bool bit_is_free(const struct frame_bitmap *bitmap, uint64_t frame)
{
    return !(bitmap->words[frame / WORD_BITS] >> (frame % WORD_BITS) & 1);
}

static void bit_set_used(struct frame_bitmap *bitmap, uint64_t frame)
{
    bitmap->words[frame / WORD_BITS] |= (uint64_t)1 << (frame % WORD_BITS);
    bitmap->free_count--;
}

static void bit_set_free(struct frame_bitmap *bitmap, uint64_t frame)
{
    bitmap->words[frame / WORD_BITS] &= ~((uint64_t)1 << (frame % WORD_BITS));
    bitmap->free_count++;
}

/* Where [first, first + count) ends inside the bitmap; the sum may wrap. */
static uint64_t range_end(const struct frame_bitmap *bitmap, uint64_t first, uint64_t count)
{
    if (first >= bitmap->frame_count)
        return first;
    if (count > bitmap->frame_count - first)
        return bitmap->frame_count;
    return first + count;
}

void frame_bitmap_init(struct frame_bitmap *bitmap, uint64_t *words, uint64_t frame_count)
{
    uint64_t count;

    bitmap->words = words;
    bitmap->frame_count = frame_count;
    bitmap->free_count = 0;
    bitmap->next = 0;
    count = word_count(bitmap);
    for (uint64_t i = 0; i < count; i++)
        words[i] = WORD_USED;
}

void frame_bitmap_set_free(struct frame_bitmap *bitmap, uint64_t first, uint64_t count)
{
    uint64_t end = range_end(bitmap, first, count);
    uint64_t frame = first;

    while (frame < end) {
        /* Whole words at once: a boot with many GiB marks millions of frames. */
        if (frame % WORD_BITS == 0 && end - frame >= WORD_BITS && bitmap->words[frame / WORD_BITS] == WORD_USED) {
            bitmap->words[frame / WORD_BITS] = 0;
            bitmap->free_count += WORD_BITS;
            frame += WORD_BITS;
            continue;
        }
        if (!bit_is_free(bitmap, frame))
            bit_set_free(bitmap, frame);
        frame++;
    }
}

void frame_bitmap_set_used(struct frame_bitmap *bitmap, uint64_t first, uint64_t count)
{
    uint64_t end = range_end(bitmap, first, count);

    for (uint64_t frame = first; frame < end; frame++) {
        if (bit_is_free(bitmap, frame))
            bit_set_used(bitmap, frame);
    }
}

/* The first word in [from, to) with a free frame, or `to`. */
static uint64_t word_find(const struct frame_bitmap *bitmap, uint64_t from, uint64_t to)
{
    uint64_t word = from;

    while (word < to && bitmap->words[word] == WORD_USED)
        word++;
    return word;
}

status_t frame_bitmap_alloc(struct frame_bitmap *bitmap, uint64_t *frame)
{
    uint64_t words = word_count(bitmap);
    uint64_t word;
    uint64_t found;

    if (bitmap->free_count == 0)
        return STATUS_NO_MEMORY;
    word = word_find(bitmap, bitmap->next, words);
    if (word == words) {
        word = word_find(bitmap, 0, bitmap->next);
        if (word == bitmap->next)
            return STATUS_NO_MEMORY;
    }
    found = word * WORD_BITS + (uint64_t)__builtin_ctzll(~bitmap->words[word]);
    bit_set_used(bitmap, found);
    bitmap->next = word;
    *frame = found;
    return STATUS_OK;
}

status_t frame_bitmap_alloc_contiguous(struct frame_bitmap *bitmap, uint64_t count, uint64_t *frame)
{
    uint64_t run = 0;

    if (count == 0 || count > bitmap->free_count)
        return STATUS_NO_MEMORY;
    for (uint64_t i = 0; i < bitmap->frame_count; i++) {
        run = bit_is_free(bitmap, i) ? run + 1 : 0;
        if (run == count) {
            *frame = i + 1 - count;
            frame_bitmap_set_used(bitmap, *frame, count);
            return STATUS_OK;
        }
    }
    return STATUS_NO_MEMORY;
}

status_t frame_bitmap_free(struct frame_bitmap *bitmap, uint64_t frame)
{
    if (frame >= bitmap->frame_count || bit_is_free(bitmap, frame))
        return STATUS_INVALID_ARGUMENT;
    bit_set_free(bitmap, frame);
    /* What was just freed is likely still in the cache: hand it out next. */
    bitmap->next = frame / WORD_BITS;
    return STATUS_OK;
}

bool frame_bitmap_is_free(const struct frame_bitmap *bitmap, uint64_t frame)
{
    return frame < bitmap->frame_count && bit_is_free(bitmap, frame);
}
