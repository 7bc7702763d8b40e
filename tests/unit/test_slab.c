/* SPDX-License-Identifier: MIT */
/* Slab caches: alignment, zeroed objects that do not overlap, frames given back, and running out of frames. */
#include "mem/slab.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "kernel_fakes.h"
#include "random.h"

#define OBJECTS_MAX 400

static bool all_bytes(const uint8_t *bytes, size_t count, uint8_t value)
{
    for (size_t i = 0; i < count; i++) {
        if (bytes[i] != value)
            return false;
    }
    return true;
}

/* Allocates and frees at random; each object is filled with its number and must still hold it when it is freed. */
static void use_at_random(struct slab_cache *cache, size_t bytes, uint32_t alignment)
{
    struct random random = {bytes};
    uint8_t *objects[OBJECTS_MAX] = {0};
    uint64_t live = 0;

    for (uint32_t step = 0; step < 4000; step++) {
        uint64_t i = random_below(&random, OBJECTS_MAX);
        if (!objects[i]) {
            objects[i] = slab_alloc(cache);
            assert_non_null(objects[i]);
            assert_int_equal((uintptr_t)objects[i] % alignment, 0);
            assert_true(all_bytes(objects[i], bytes, 0));
            memset(objects[i], (int)i, bytes);
            live++;
        } else {
            assert_true(all_bytes(objects[i], bytes, (uint8_t)i));
            slab_free(cache, objects[i]);
            objects[i] = NULL;
            live--;
        }
        assert_int_equal(cache->live, live);
    }
    for (uint32_t i = 0; i < OBJECTS_MAX; i++) {
        if (objects[i])
            slab_free(cache, objects[i]);
    }
}

static void test_sizes(void **state)
{
    static const size_t sizes[] = {1, 16, 24, 63, 64, 100, 832, 1024, 1025, 4096, 9000, 16000};
    static struct slab_cache caches[sizeof sizes / sizeof sizes[0]];

    (void)state;
    for (uint32_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        uint64_t frames = fake_frames_live, bytes = slab_total_bytes(), spare = slab_spare_frames();
        slab_cache_init(&caches[i], "test", sizes[i]);
        use_at_random(&caches[i], sizes[i], sizes[i] >= 64 ? 64 : 16);
        /* One empty slab stays; of 9000 bytes 4 pages hold one and 8 pages three. */
        uint64_t kept = sizes[i] == 9000 ? 8 : sizes[i] > 1024 ? 4 : 1;
        assert_int_equal(caches[i].live, 0);
        assert_int_equal(caches[i].pages, kept);
        assert_int_equal(fake_frames_live, frames + kept);
        assert_int_equal(slab_total_bytes(), bytes + kept * 4096);
        assert_int_equal(slab_spare_frames(), spare + kept);
    }
}

static void out_of_frames(size_t bytes)
{
    /* Caches are never unregistered, so this one must outlive the test. */
    static struct slab_cache caches[2];
    static uint32_t used;
    struct slab_cache *cache = &caches[used++];
    void *objects[OBJECTS_MAX];
    uint32_t count = 0;

    slab_cache_init(cache, "scarce", bytes);
    fake_frames_left = 21;
    while ((objects[count] = slab_alloc(cache)) != NULL)
        assert_true(++count < OBJECTS_MAX);
    assert_true(count > 0);
    assert_int_equal(cache->live, count);
    slab_free(cache, objects[--count]);
    objects[count] = slab_alloc(cache);
    assert_non_null(objects[count]);
    for (uint32_t i = 0; i <= count; i++)
        slab_free(cache, objects[i]);
    assert_int_equal(cache->live, 0);
    fake_frames_left = UINT64_MAX;
}

static void test_out_of_frames(void **state)
{
    (void)state;
    out_of_frames(1000);
    out_of_frames(5000);
}

static void test_wrong_cache_is_caught(void **state)
{
    static struct slab_cache one, other;

    (void)state;
    slab_cache_init(&one, "one", 32);
    slab_cache_init(&other, "other", 32);
    void *object = slab_alloc(&one);
    expect_assert_failure(slab_free(&other, object));
    slab_free(&one, object);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sizes),
        cmocka_unit_test(test_out_of_frames),
        cmocka_unit_test(test_wrong_cache_is_caught),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
