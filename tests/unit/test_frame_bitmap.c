/* SPDX-License-Identifier: MIT */
/* The frame bitmap: edges at word borders and at both ends, then random use against an array of bools. */
#include "core/frame_bitmap.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "random.h"

#define FRAMES_MAX 400

/* Exactly as large as promised, on the heap, so that the address sanitiser sees one word too many. */
static uint64_t *words_make(uint64_t frame_count)
{
    size_t words = (frame_count + 63) / 64;
    uint64_t *memory = malloc(words ? words * sizeof(uint64_t) : 1);

    assert_non_null(memory);
    memset(memory, 0x5a, words * sizeof(uint64_t));
    return memory;
}

static void check(const struct frame_bitmap *bitmap, const bool *is_free)
{
    uint64_t count = 0;

    for (uint64_t i = 0; i < bitmap->frame_count; i++) {
        assert_int_equal(frame_bitmap_is_free(bitmap, i), is_free[i]);
        count += is_free[i];
    }
    assert_true(bitmap->free_count == count);
}

static void test_starts_used(void **state)
{
    static const uint64_t sizes[] = { 0, 1, 63, 64, 65, 128, 129 };

    (void)state;
    for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
        uint64_t *words = words_make(sizes[i]);
        struct frame_bitmap bitmap;
        uint64_t frame;

        frame_bitmap_init(&bitmap, words, sizes[i]);
        assert_true(bitmap.free_count == 0);
        for (uint64_t f = 0; f < sizes[i] + 2; f++)
            assert_false(frame_bitmap_is_free(&bitmap, f));
        assert_int_equal(frame_bitmap_alloc(&bitmap, &frame), STATUS_NO_MEMORY);
        assert_int_equal(frame_bitmap_alloc_contiguous(&bitmap, 1, &frame), STATUS_NO_MEMORY);
        free(words);
    }
}

static void test_every_frame_once(void **state)
{
    static const uint64_t sizes[] = { 1, 63, 64, 65, 200 };

    (void)state;
    for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
        uint64_t *words = words_make(sizes[i]);
        bool seen[200] = { false };
        struct frame_bitmap bitmap;
        uint64_t frame;

        frame_bitmap_init(&bitmap, words, sizes[i]);
        frame_bitmap_set_free(&bitmap, 0, UINT64_MAX); /* clipped */
        assert_true(bitmap.free_count == sizes[i]);
        for (uint64_t f = 0; f < sizes[i]; f++) {
            assert_int_equal(frame_bitmap_alloc(&bitmap, &frame), STATUS_OK);
            assert_true(frame < sizes[i] && !seen[frame]);
            seen[frame] = true;
        }
        assert_int_equal(frame_bitmap_alloc(&bitmap, &frame), STATUS_NO_MEMORY);
        assert_true(bitmap.free_count == 0);
        free(words);
    }
}

static void test_free_refuses_nonsense(void **state)
{
    uint64_t *words = words_make(70);
    struct frame_bitmap bitmap;

    (void)state;
    frame_bitmap_init(&bitmap, words, 70);
    assert_int_equal(frame_bitmap_free(&bitmap, 69), STATUS_OK);
    assert_int_equal(frame_bitmap_free(&bitmap, 69), STATUS_INVALID_ARGUMENT);
    assert_int_equal(frame_bitmap_free(&bitmap, 70), STATUS_INVALID_ARGUMENT);
    assert_int_equal(frame_bitmap_free(&bitmap, UINT64_MAX), STATUS_INVALID_ARGUMENT);
    assert_true(bitmap.free_count == 1);
    free(words);
}

static void test_ranges_clip_and_repeat(void **state)
{
    uint64_t *words = words_make(200);
    bool is_free[200] = { false };
    struct frame_bitmap bitmap;

    (void)state;
    frame_bitmap_init(&bitmap, words, 200);
    frame_bitmap_set_free(&bitmap, 200, 5);
    frame_bitmap_set_free(&bitmap, UINT64_MAX, UINT64_MAX);
    check(&bitmap, is_free);
    frame_bitmap_set_free(&bitmap, 60, 80); /* a part, a whole word, a part */
    memset(is_free + 60, true, 80);
    check(&bitmap, is_free);
    frame_bitmap_set_free(&bitmap, 100, 100); /* half of it is free already */
    memset(is_free + 100, true, 100);
    check(&bitmap, is_free);
    frame_bitmap_set_used(&bitmap, 64, 64);
    memset(is_free + 64, false, 64);
    check(&bitmap, is_free);
    frame_bitmap_set_used(&bitmap, 190, UINT64_MAX);
    memset(is_free + 190, false, 10);
    check(&bitmap, is_free);
    frame_bitmap_set_free(&bitmap, 10, 0);
    check(&bitmap, is_free);
    free(words);
}

static void test_contiguous(void **state)
{
    uint64_t *words = words_make(256);
    struct frame_bitmap bitmap;
    uint64_t frame;

    (void)state;
    frame_bitmap_init(&bitmap, words, 256);
    frame_bitmap_set_free(&bitmap, 0, 30);
    frame_bitmap_set_free(&bitmap, 40, 100);
    frame_bitmap_set_free(&bitmap, 246, 10);
    assert_int_equal(frame_bitmap_alloc_contiguous(&bitmap, 0, &frame), STATUS_NO_MEMORY);
    assert_int_equal(frame_bitmap_alloc_contiguous(&bitmap, 101, &frame), STATUS_NO_MEMORY);
    assert_int_equal(frame_bitmap_alloc_contiguous(&bitmap, UINT64_MAX, &frame), STATUS_NO_MEMORY);
    assert_true(bitmap.free_count == 140);
    assert_int_equal(frame_bitmap_alloc_contiguous(&bitmap, 31, &frame), STATUS_OK);
    assert_true(frame == 40);
    assert_int_equal(frame_bitmap_alloc_contiguous(&bitmap, 69, &frame), STATUS_OK);
    assert_true(frame == 71);
    assert_int_equal(frame_bitmap_alloc_contiguous(&bitmap, 30, &frame), STATUS_OK);
    assert_true(frame == 0);
    /* The last run touches the end of the bitmap. */
    assert_int_equal(frame_bitmap_alloc_contiguous(&bitmap, 10, &frame), STATUS_OK);
    assert_true(frame == 246);
    assert_true(bitmap.free_count == 0);
    free(words);
}

/* Whether the model has `count` free frames in a row. */
static bool model_has_run(const bool *is_free, uint64_t frames, uint64_t count)
{
    uint64_t run = 0;

    for (uint64_t i = 0; i < frames && run < count; i++)
        run = is_free[i] ? run + 1 : 0;
    return run == count;
}

static void random_step(struct random *random, struct frame_bitmap *bitmap, bool *is_free)
{
    uint64_t first = random_below(random, bitmap->frame_count + 10);
    uint64_t count = random_below(random, 12) + 1;
    uint64_t frame;

    switch (random_below(random, 4)) {
    case 0:
        if (bitmap->free_count == 0) {
            assert_int_equal(frame_bitmap_alloc(bitmap, &frame), STATUS_NO_MEMORY);
            break;
        }
        assert_int_equal(frame_bitmap_alloc(bitmap, &frame), STATUS_OK);
        assert_true(frame < bitmap->frame_count && is_free[frame]);
        is_free[frame] = false;
        break;
    case 1:
        if (first < bitmap->frame_count && !is_free[first]) {
            assert_int_equal(frame_bitmap_free(bitmap, first), STATUS_OK);
            is_free[first] = true;
        } else {
            assert_int_equal(frame_bitmap_free(bitmap, first), STATUS_INVALID_ARGUMENT);
        }
        break;
    case 2:
        if (!model_has_run(is_free, bitmap->frame_count, count)) {
            assert_int_equal(frame_bitmap_alloc_contiguous(bitmap, count, &frame), STATUS_NO_MEMORY);
            break;
        }
        assert_int_equal(frame_bitmap_alloc_contiguous(bitmap, count, &frame), STATUS_OK);
        assert_true(frame + count <= bitmap->frame_count);
        for (uint64_t i = frame; i < frame + count; i++) {
            assert_true(is_free[i]);
            is_free[i] = false;
        }
        break;
    default:
        count *= random_below(random, 20);
        frame_bitmap_set_free(bitmap, first, count);
        for (uint64_t i = first; i < first + count && i < bitmap->frame_count; i++)
            is_free[i] = true;
        frame_bitmap_set_used(bitmap, first + count / 2, count);
        for (uint64_t i = first + count / 2; i < first + count / 2 + count && i < bitmap->frame_count; i++)
            is_free[i] = false;
        break;
    }
}

static void test_random_against_model(void **state)
{
    struct random random = { 4 };

    (void)state;
    for (int round = 0; round < 100; round++) {
        uint64_t frames = random_below(&random, FRAMES_MAX) + 1;
        uint64_t *words = words_make(frames);
        bool is_free[FRAMES_MAX] = { false };
        struct frame_bitmap bitmap;

        frame_bitmap_init(&bitmap, words, frames);
        for (int step = 0; step < 500; step++) {
            random_step(&random, &bitmap, is_free);
            check(&bitmap, is_free);
        }
        free(words);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_starts_used),           cmocka_unit_test(test_every_frame_once),
        cmocka_unit_test(test_free_refuses_nonsense), cmocka_unit_test(test_ranges_clip_and_repeat),
        cmocka_unit_test(test_contiguous),            cmocka_unit_test(test_random_against_model),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
