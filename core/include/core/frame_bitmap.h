/* SPDX-License-Identifier: MIT */
/* Which physical frames are free: one bit a frame, set when used. Storage is the caller's. Not locked. */
#pragma once

#include <stdbool.h>

#include "abi/status.h"

struct frame_bitmap {
    uint64_t *words;
    uint64_t frame_count;
    uint64_t free_count;
    uint64_t next;              /* where the next search starts, a word index */
};

/*@ logic integer bitmap_words(struct frame_bitmap *b) = (b->frame_count + 63) / 64;

    predicate frame_free{L}(uint64_t *words, integer frame) = (words[frame / 64] >> (frame % 64) & 1) == 0;

    // How many of the frames [0, n) are free.
    axiomatic frame_count {
        logic integer frames_free{L}(uint64_t *words, integer n) reads words[0 .. (n - 1) / 64];
        axiom frames_free_none{L}: \forall uint64_t *w; frames_free(w, 0) == 0;
        axiom frames_free_one{L}: \forall uint64_t *w, integer n;
            n > 0 && frame_free(w, n - 1) ==> frames_free(w, n) == frames_free(w, n - 1) + 1;
        axiom frames_free_other{L}: \forall uint64_t *w, integer n;
            n > 0 && !frame_free(w, n - 1) ==> frames_free(w, n) == frames_free(w, n - 1);
        // The reads clause again, because WP makes no use of it.
        axiom frames_free_reads{L1, L2}: \forall uint64_t *w, integer n;
            (\forall integer i; 0 <= i < (n + 63) / 64 ==> \at(w[i], L1) == \at(w[i], L2)) ==>
            frames_free{L1}(w, n) == frames_free{L2}(w, n);
    }

    predicate bitmap_memory(struct frame_bitmap *b) = \valid(b) && \valid(b->words + (0 .. bitmap_words(b) - 1)) &&
        \separated(b, b->words + (0 .. bitmap_words(b) - 1));

    predicate bitmap_padding_used(struct frame_bitmap *b) =
        \forall integer f; b->frame_count <= f < 64 * bitmap_words(b) ==> !frame_free(b->words, f);

    predicate bitmap_ok(struct frame_bitmap *b) = bitmap_memory(b) &&
        b->next <= bitmap_words(b) && bitmap_padding_used(b) && b->free_count == frames_free(b->words, b->frame_count);

    predicate bitmap_layout_same{L1, L2}(struct frame_bitmap *b) =
        \at(b->words, L1) == \at(b->words, L2) && \at(b->frame_count, L1) == \at(b->frame_count, L2);

    predicate words_same{L1, L2}(struct frame_bitmap *b) = bitmap_layout_same{L1, L2}(b) &&
        (\forall integer i; 0 <= i < \at(bitmap_words(b), L1) ==> \at(b->words[i], L1) == \at(b->words[i], L2)) &&
        frames_free{L1}(\at(b->words, L1), \at(b->frame_count, L1)) ==
            frames_free{L2}(\at(b->words, L1), \at(b->frame_count, L1));

    // Frames outside [from, to) are free after exactly when they were before.
    predicate frames_same_but{L1, L2}(struct frame_bitmap *b, integer from, integer to) =
        \forall integer f; 0 <= f < \at(b->frame_count, L1) && !(from <= f < to) ==>
            (frame_free{L1}(\at(b->words, L1), f) <==> frame_free{L2}(\at(b->words, L1), f)); */

/* words has (frame_count + 63) / 64 entries; all frames start used. */
/*@ requires \valid(bitmap) && \valid(words + (0 .. (frame_count + 63) / 64 - 1));
    requires \separated(bitmap, words + (0 .. (frame_count + 63) / 64 - 1));
    assigns *bitmap, words[0 .. (frame_count + 63) / 64 - 1];
    ensures bitmap_ok(bitmap) && bitmap->words == words && bitmap->frame_count == frame_count;
    ensures bitmap->free_count == 0; */
void frame_bitmap_init(struct frame_bitmap *bitmap, uint64_t *words, uint64_t frame_count);
/* Marks [first, first + count) free or used, clipped to the bitmap; frames already so stay so. For set-up. */
/*@ requires bitmap_ok(bitmap);
    assigns bitmap->free_count, bitmap->words[0 .. bitmap_words(bitmap) - 1];
    ensures bitmap_ok(bitmap) && frames_same_but{Pre, Post}(bitmap, first, first + count);
    ensures \forall integer f; first <= f < first + count && f < bitmap->frame_count ==> frame_free(bitmap->words, f); */
void frame_bitmap_set_free(struct frame_bitmap *bitmap, uint64_t first, uint64_t count);
/*@ requires bitmap_ok(bitmap);
    assigns bitmap->free_count, bitmap->words[0 .. bitmap_words(bitmap) - 1];
    ensures bitmap_ok(bitmap) && frames_same_but{Pre, Post}(bitmap, first, first + count);
    ensures \forall integer f; first <= f < first + count && f < bitmap->frame_count ==> !frame_free(bitmap->words, f); */
void frame_bitmap_set_used(struct frame_bitmap *bitmap, uint64_t first, uint64_t count);
/* STATUS_NO_MEMORY. */
/*@ requires bitmap_ok(bitmap) && \valid(frame);
    requires \separated(frame, bitmap, bitmap->words + (0 .. bitmap_words(bitmap) - 1));
    assigns *frame, bitmap->free_count, bitmap->next, bitmap->words[0 .. bitmap_words(bitmap) - 1];
    ensures bitmap_ok(bitmap);
    ensures \result == STATUS_OK || \result == STATUS_NO_MEMORY;
    ensures \result == STATUS_OK ==> *frame < bitmap->frame_count && frame_free{Pre}(bitmap->words, *frame) &&
        !frame_free(bitmap->words, *frame) && frames_same_but{Pre, Post}(bitmap, *frame, *frame + 1) &&
        bitmap->free_count == \old(bitmap->free_count) - 1;
    ensures \result == STATUS_NO_MEMORY ==> frames_same_but{Pre, Post}(bitmap, 0, 0) &&
        \forall integer f; 0 <= f < bitmap->frame_count ==> !frame_free(bitmap->words, f); */
MUST_CHECK status_t frame_bitmap_alloc(struct frame_bitmap *bitmap, uint64_t *frame);
/* count (>= 1) frames in a row. STATUS_NO_MEMORY. O(frames). */
/*@ requires bitmap_ok(bitmap) && \valid(frame);
    requires \separated(frame, bitmap, bitmap->words + (0 .. bitmap_words(bitmap) - 1));
    assigns *frame, bitmap->free_count, bitmap->words[0 .. bitmap_words(bitmap) - 1];
    ensures bitmap_ok(bitmap);
    ensures \result == STATUS_OK || \result == STATUS_NO_MEMORY;
    ensures \result == STATUS_OK ==> *frame + count <= bitmap->frame_count &&
        frames_same_but{Pre, Post}(bitmap, *frame, *frame + count) &&
        \forall integer f; *frame <= f < *frame + count ==>
            frame_free{Pre}(bitmap->words, f) && !frame_free(bitmap->words, f);
    ensures \result == STATUS_NO_MEMORY ==> frames_same_but{Pre, Post}(bitmap, 0, 0); */
MUST_CHECK status_t frame_bitmap_alloc_contiguous(struct frame_bitmap *bitmap, uint64_t count, uint64_t *frame);
/* STATUS_INVALID_ARGUMENT: not in the bitmap or already free. */
/*@ requires bitmap_ok(bitmap);
    assigns bitmap->free_count, bitmap->next, bitmap->words[0 .. bitmap_words(bitmap) - 1];
    ensures bitmap_ok(bitmap);
    ensures \result == STATUS_OK <==> frame < bitmap->frame_count && !frame_free{Pre}(bitmap->words, frame);
    ensures \result == STATUS_OK || \result == STATUS_INVALID_ARGUMENT;
    ensures \result == STATUS_OK ==> frame_free(bitmap->words, frame) &&
        frames_same_but{Pre, Post}(bitmap, frame, frame + 1) && bitmap->free_count == \old(bitmap->free_count) + 1;
    ensures \result != STATUS_OK ==> frames_same_but{Pre, Post}(bitmap, 0, 0); */
MUST_CHECK status_t frame_bitmap_free(struct frame_bitmap *bitmap, uint64_t frame);
/*@ requires bitmap_ok(bitmap);
    assigns \nothing;
    ensures \result <==> frame < bitmap->frame_count && frame_free(bitmap->words, frame); */
bool frame_bitmap_is_free(const struct frame_bitmap *bitmap, uint64_t frame);
