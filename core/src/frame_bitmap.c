/* SPDX-License-Identifier: MIT */
/*
 * The frame bitmap. Bits past frame_count in the last word are always set, so a search looks at whole words and never
 * has to clip what it finds.
 */
#include "core/frame_bitmap.h"

#define WORD_BITS 64u
#define WORD_USED UINT64_MAX

/*@ requires \valid_read(bitmap);
    assigns \nothing;
    ensures \result == bitmap_words(bitmap); */
static uint64_t word_count(const struct frame_bitmap *bitmap)
{
    return bitmap->frame_count / WORD_BITS + (bitmap->frame_count % WORD_BITS != 0);
}

/*@ requires bitmap_memory(bitmap) && frame < bitmap->frame_count;
    assigns \nothing;
    ensures \result <==> frame_free(bitmap->words, frame); */
static bool bit_is_free(const struct frame_bitmap *bitmap, uint64_t frame)
{
    return !(bitmap->words[frame / WORD_BITS] >> (frame % WORD_BITS) & 1);
}

/*@ requires bitmap_ok(bitmap) && frame < bitmap->frame_count && frame_free(bitmap->words, frame);
    assigns bitmap->free_count, bitmap->words[frame / 64];
    ensures bitmap_ok(bitmap) && !frame_free(bitmap->words, frame);
    ensures frames_same_but{Pre, Post}(bitmap, frame, frame + 1);
    ensures bitmap->free_count == \old(bitmap->free_count) - 1; */
static void bit_set_used(struct frame_bitmap *bitmap, uint64_t frame)
{
    bitmap->words[frame / WORD_BITS] |= (uint64_t)1 << (frame % WORD_BITS);
    /*@ assert \forall integer f; 0 <= f < 64 * bitmap_words(bitmap) ==>
            (frame_free(bitmap->words, f) <==> frame_free{Pre}(bitmap->words, f) && f != frame); */
    /*@ ghost
        /@ loop invariant 0 <= n <= bitmap->frame_count;
           loop invariant frames_free{Pre}(bitmap->words, n) == frames_free(bitmap->words, n) + (n > frame ? 1 : 0);
           loop invariant 0 <= frames_free(bitmap->words, n);
           loop assigns n;
           loop variant bitmap->frame_count - n; @/
        for (uint64_t n = 0; n < bitmap->frame_count; n++)
            ; */
    /*@ assert bitmap_padding_used(bitmap); */
    /*@ ghost Counted: ; */
    bitmap->free_count--;
    /*@ assert words_same{Counted, Here}(bitmap); */
    /*@ assert bitmap_padding_used(bitmap); */
}

/*@ requires bitmap_ok(bitmap) && frame < bitmap->frame_count && !frame_free(bitmap->words, frame);
    assigns bitmap->free_count, bitmap->words[frame / 64];
    ensures bitmap_ok(bitmap) && frame_free(bitmap->words, frame);
    ensures frames_same_but{Pre, Post}(bitmap, frame, frame + 1);
    ensures bitmap->free_count == \old(bitmap->free_count) + 1; */
static void bit_set_free(struct frame_bitmap *bitmap, uint64_t frame)
{
    bitmap->words[frame / WORD_BITS] &= ~((uint64_t)1 << (frame % WORD_BITS));
    /*@ assert \forall integer f; 0 <= f < 64 * bitmap_words(bitmap) ==>
            (frame_free(bitmap->words, f) <==> frame_free{Pre}(bitmap->words, f) || f == frame); */
    /*@ ghost
        /@ loop invariant 0 <= n <= bitmap->frame_count;
           loop invariant frames_free(bitmap->words, n) == frames_free{Pre}(bitmap->words, n) + (n > frame ? 1 : 0);
           loop invariant 0 <= frames_free(bitmap->words, n) <= n;
           loop assigns n;
           loop variant bitmap->frame_count - n; @/
        for (uint64_t n = 0; n < bitmap->frame_count; n++)
            ; */
    /*@ assert bitmap_padding_used(bitmap); */
    /*@ ghost Counted: ; */
    bitmap->free_count++;
    /*@ assert words_same{Counted, Here}(bitmap); */
    /*@ assert bitmap_padding_used(bitmap); */
}

/* The same for a whole word of used frames at once. */
/*@ requires bitmap_ok(bitmap) && frame % 64 == 0 && frame + 64 <= bitmap->frame_count;
    requires bitmap->words[frame / 64] == WORD_USED;
    assigns bitmap->free_count, bitmap->words[frame / 64];
    ensures bitmap_ok(bitmap) && frames_same_but{Pre, Post}(bitmap, frame, frame + 64);
    ensures \forall integer f; frame <= f < frame + 64 ==> frame_free(bitmap->words, f);
    ensures bitmap->free_count == \old(bitmap->free_count) + 64; */
static void word_set_free(struct frame_bitmap *bitmap, uint64_t frame)
{
    bitmap->words[frame / WORD_BITS] = 0;
    /*@ assert \forall integer f; 0 <= f < 64 * bitmap_words(bitmap) ==>
            (frame_free(bitmap->words, f) <==> frame_free{Pre}(bitmap->words, f) || frame <= f < frame + 64); */
    /*@ assert \forall integer f; frame <= f < frame + 64 ==> f / 64 == frame / 64; */
    /*@ assert \forall integer f; frame <= f < frame + 64 ==> !frame_free{Pre}(bitmap->words, f); */
    /*@ ghost
        /@ loop invariant 0 <= n <= bitmap->frame_count;
           loop invariant frames_free(bitmap->words, n) == frames_free{Pre}(bitmap->words, n) +
                (n <= frame ? 0 : n <= frame + 64 ? n - frame : 64);
           loop invariant 0 <= frames_free(bitmap->words, n) <= n;
           loop assigns n;
           loop variant bitmap->frame_count - n; @/
        for (uint64_t n = 0; n < bitmap->frame_count; n++)
            ; */
    /*@ assert bitmap_padding_used(bitmap); */
    /*@ ghost Counted: ; */
    bitmap->free_count += WORD_BITS;
    /*@ assert words_same{Counted, Here}(bitmap); */
    /*@ assert bitmap_padding_used(bitmap); */
}

/* Where [first, first + count) ends inside the bitmap; the sum may wrap. */
/*@ requires \valid_read(bitmap);
    assigns \nothing;
    ensures first >= bitmap->frame_count ==> \result == first;
    ensures first < bitmap->frame_count ==> \result == \min(first + count, bitmap->frame_count); */
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
    /*@ loop invariant 0 <= i <= count;
        loop invariant \forall integer k; 0 <= k < i ==> words[k] == WORD_USED;
        loop assigns i, words[0 .. count - 1];
        loop variant count - i; */
    for (uint64_t i = 0; i < count; i++)
        words[i] = WORD_USED;
    /*@ assert bitmap->words == words && bitmap->frame_count == frame_count && bitmap_words(bitmap) == count; */
    /*@ assert \forall integer f; 0 <= f < 64 * count ==> !frame_free(words, f); */
    /*@ assert bitmap_padding_used(bitmap) && bitmap_memory(bitmap); */
    /*@ ghost
        /@ loop invariant 0 <= n <= frame_count && frames_free(words, n) == 0;
           loop assigns n;
           loop variant frame_count - n; @/
        for (uint64_t n = 0; n < frame_count; n++)
            ; */
}

void frame_bitmap_set_free(struct frame_bitmap *bitmap, uint64_t first, uint64_t count)
{
    uint64_t end = range_end(bitmap, first, count);
    uint64_t frame = first;

    /*@ loop invariant bitmap_ok(bitmap) && bitmap_layout_same{Pre, Here}(bitmap);
        loop invariant first <= frame && (first <= end ==> frame <= end);
        loop invariant frames_same_but{Pre, Here}(bitmap, first, frame);
        loop invariant \forall integer f; first <= f < frame ==> frame_free(bitmap->words, f);
        loop assigns frame, bitmap->free_count, \at(bitmap->words[0 .. bitmap_words(bitmap) - 1], Pre);
        loop variant end - frame; */
    while (frame < end) {
        /* Whole words at once: a boot with many GiB marks millions of frames. */
        if (frame % WORD_BITS == 0 && end - frame >= WORD_BITS && bitmap->words[frame / WORD_BITS] == WORD_USED) {
            word_set_free(bitmap, frame);
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

    /*@ loop invariant bitmap_ok(bitmap) && bitmap_layout_same{Pre, Here}(bitmap);
        loop invariant first <= frame && (first <= end ==> frame <= end);
        loop invariant frames_same_but{Pre, Here}(bitmap, first, frame);
        loop invariant \forall integer f; first <= f < frame ==> !frame_free(bitmap->words, f);
        loop assigns frame, bitmap->free_count, \at(bitmap->words[0 .. bitmap_words(bitmap) - 1], Pre);
        loop variant end - frame; */
    for (uint64_t frame = first; frame < end; frame++) {
        if (bit_is_free(bitmap, frame))
            bit_set_used(bitmap, frame);
    }
}

/* word is not WORD_USED. */
/*@ requires word != WORD_USED;
    assigns \nothing;
    ensures \result < 64 && (word >> \result & 1) == 0; */
static uint64_t lowest_clear_bit(uint64_t word)
{
    return (uint64_t)__builtin_ctzll(~word);
}

/* The first word in [from, to) with a free frame, or `to`. */
/*@ requires from <= to && \valid_read(bitmap) && \valid_read(bitmap->words + (from .. to - 1));
    assigns \nothing;
    ensures from <= \result <= to;
    ensures \result < to ==> bitmap->words[\result] != WORD_USED;
    ensures \forall integer w; from <= w < \result ==> bitmap->words[w] == WORD_USED; */
static uint64_t word_find(const struct frame_bitmap *bitmap, uint64_t from, uint64_t to)
{
    uint64_t word = from;

    /*@ loop invariant from <= word <= to;
        loop invariant \forall integer w; from <= w < word ==> bitmap->words[w] == WORD_USED;
        loop assigns word;
        loop variant to - word; */
    while (word < to && bitmap->words[word] == WORD_USED)
        word++;
    return word;
}

/*@ requires bitmap_ok(bitmap) && word <= bitmap_words(bitmap);
    assigns bitmap->next;
    ensures bitmap_ok(bitmap) && words_same{Pre, Post}(bitmap); */
static void search_from(struct frame_bitmap *bitmap, uint64_t word)
{
    bitmap->next = word;
    /*@ assert words_same{Pre, Here}(bitmap); */
    /*@ assert bitmap_padding_used(bitmap); */
}

/* The lowest free frame of a word that has one. */
/*@ requires bitmap_ok(bitmap) && word < bitmap_words(bitmap) && bitmap->words[word] != WORD_USED;
    assigns bitmap->free_count, bitmap->next, bitmap->words[word];
    ensures bitmap_ok(bitmap) && \result < bitmap->frame_count;
    ensures frame_free{Pre}(bitmap->words, \result) && !frame_free(bitmap->words, \result);
    ensures frames_same_but{Pre, Post}(bitmap, \result, \result + 1);
    ensures bitmap->free_count == \old(bitmap->free_count) - 1; */
static uint64_t word_take(struct frame_bitmap *bitmap, uint64_t word)
{
    uint64_t frame = word * WORD_BITS + lowest_clear_bit(bitmap->words[word]);

    /*@ assert frame / 64 == word && frame_free(bitmap->words, frame); */
    /*@ assert frame < bitmap->frame_count; */
    bit_set_used(bitmap, frame);
    search_from(bitmap, word);
    return frame;
}

status_t frame_bitmap_alloc(struct frame_bitmap *bitmap, uint64_t *frame)
{
    uint64_t words = word_count(bitmap);
    uint64_t found;
    uint64_t word;

    /*@ ghost
        /@ loop invariant 0 <= n <= bitmap->frame_count && frames_free(bitmap->words, n) >= 0;
           loop invariant \forall integer f; 0 <= f < n && frame_free(bitmap->words, f) ==> frames_free(bitmap->words, n) > 0;
           loop assigns n;
           loop variant bitmap->frame_count - n; @/
        for (uint64_t n = 0; n < bitmap->frame_count; n++)
            ; */
    if (bitmap->free_count == 0)
        return STATUS_NO_MEMORY;
    word = word_find(bitmap, bitmap->next, words);
    if (word == words) {
        word = word_find(bitmap, 0, bitmap->next);
        if (word == bitmap->next)
            return STATUS_NO_MEMORY;
    }
    found = word_take(bitmap, word);
    /*@ ghost Taken: ; */
    *frame = found;
    /*@ assert words_same{Taken, Here}(bitmap); */
    /*@ assert bitmap_padding_used(bitmap); */
    return STATUS_OK;
}

status_t frame_bitmap_alloc_contiguous(struct frame_bitmap *bitmap, uint64_t count, uint64_t *frame)
{
    uint64_t run = 0;

    if (count == 0 || count > bitmap->free_count)
        return STATUS_NO_MEMORY;
    /*@ loop invariant 0 <= i <= bitmap->frame_count && run <= i && run < count;
        loop invariant \forall integer f; i - run <= f < i ==> frame_free(bitmap->words, f);
        loop assigns i, run;
        loop variant bitmap->frame_count - i; */
    for (uint64_t i = 0; i < bitmap->frame_count; i++) {
        run = bit_is_free(bitmap, i) ? run + 1 : 0;
        if (run == count) {
            *frame = i + 1 - count;
            /*@ assert words_same{Pre, Here}(bitmap); */
            /*@ assert bitmap_padding_used(bitmap); */
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
    search_from(bitmap, frame / WORD_BITS);
    return STATUS_OK;
}

bool frame_bitmap_is_free(const struct frame_bitmap *bitmap, uint64_t frame)
{
    return frame < bitmap->frame_count && bit_is_free(bitmap, frame);
}
