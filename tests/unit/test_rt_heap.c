/* SPDX-License-Identifier: MIT */
/* The heap's core over ordinary memory: sizes, merging, growth, trimming, and the damage that it must notice. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "heap_priv.h"
#include "abi/limits.h"
/* The host has its own values for these. */
#undef PROT_NONE
#undef PROT_READ
#undef PROT_WRITE
#include <sys/mman.h>

#define FIRST_BYTES 65536

struct fixture {
    struct rt_heap heap;
    uint8_t *first;
    jmp_buf jump;
    const char *complaint;
    uint32_t reserves, commits, decommits;
    size_t committed_bytes, commit_limit;
};

static void on_corrupt(void *context, const void *pointer, const char *what)
{
    struct fixture *f = context;

    (void)pointer;
    f->complaint = what;
    longjmp(f->jump, 1);
}

static status_t fake_reserve(void *context, size_t bytes, uint8_t **out)
{
    struct fixture *f = context;
    /* Inaccessible until committed, so that a touch too early is a crash. */
    void *memory = mmap(NULL, bytes, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

    f->reserves++;
    if (memory == MAP_FAILED)
        return STATUS_NO_MEMORY;
    *out = memory;
    return STATUS_OK;
}

static status_t fake_commit(void *context, uint8_t *address, size_t bytes)
{
    struct fixture *f = context;

    if (f->committed_bytes + bytes > f->commit_limit)
        return STATUS_QUOTA_EXCEEDED;
    f->commits++;
    f->committed_bytes += bytes;
    assert_int_equal((uintptr_t)address % PAGE_SIZE, 0);
    assert_int_equal(bytes % PAGE_SIZE, 0);
    return mprotect(address, bytes, PROT_READ | PROT_WRITE) == 0 ? STATUS_OK : STATUS_NO_MEMORY;
}

static status_t fake_decommit(void *context, uint8_t *address, size_t bytes)
{
    struct fixture *f = context;

    f->decommits++;
    f->committed_bytes -= bytes;
    assert_int_equal((uintptr_t)address % PAGE_SIZE, 0);
    assert_int_equal(madvise(address, bytes, MADV_DONTNEED), 0);
    return mprotect(address, bytes, PROT_NONE) == 0 ? STATUS_OK : STATUS_NO_MEMORY;
}

static const struct heap_backing backing = { .reserve = fake_reserve, .commit = fake_commit, .decommit = fake_decommit };

static int setup(void **state)
{
    struct fixture *f = calloc(1, sizeof(*f));

    f->first = aligned_alloc(16, FIRST_BYTES);
    f->commit_limit = 64u << 20;
    rt_heap_init(&f->heap, 0x1234567890abcdef, f->first, FIRST_BYTES, &backing, on_corrupt, f);
    *state = f;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *f = *state;

    free(f->first);
    free(f);
    return 0;
}

/* Whether everything that was ever free is one block again: the largest piece can be had. */
static void assert_first_region_whole(struct fixture *f)
{
    void *all;

    assert_int_equal(f->heap.live_blocks, 0);
    assert_int_equal(f->heap.used_bytes, 0);
    f->heap.backing = NULL;
    all = rt_heap_alloc(&f->heap, 49152);
    assert_non_null(all);
    rt_heap_free(&f->heap, all);
}

static void test_alignment_and_contents(void **state)
{
    struct fixture *f = *state;
    uint8_t *blocks[64];

    for (size_t i = 0; i < 64; i++) {
        blocks[i] = rt_heap_alloc(&f->heap, i * 7);
        assert_non_null(blocks[i]);
        assert_int_equal((uintptr_t)blocks[i] % 16, 0);
        memset(blocks[i], (int)i, i * 7);
    }
    for (size_t i = 0; i < 64; i++) {
        for (size_t j = 0; j < i * 7; j++)
            assert_int_equal(blocks[i][j], i);
    }
    for (size_t i = 0; i < 64; i += 2)
        rt_heap_free(&f->heap, blocks[i]);
    for (size_t i = 1; i < 64; i += 2)
        rt_heap_free(&f->heap, blocks[i]);
    assert_first_region_whole(f);
}

static void test_zero_bytes_and_null(void **state)
{
    struct fixture *f = *state;
    void *a = rt_heap_alloc(&f->heap, 0), *b = rt_heap_alloc(&f->heap, 0);

    assert_non_null(a);
    assert_ptr_not_equal(a, b);
    rt_heap_free(&f->heap, NULL);
    rt_heap_free(&f->heap, a);
    rt_heap_free(&f->heap, b);
}

static void test_huge_is_refused(void **state)
{
    struct fixture *f = *state;

    assert_null(rt_heap_alloc(&f->heap, SIZE_MAX));
    assert_null(rt_heap_alloc(&f->heap, SIZE_MAX - 16));
    assert_null(rt_heap_alloc(&f->heap, 1ull << 32));
    assert_int_equal(f->heap.live_blocks, 0);
}

static void test_grows_and_trims(void **state)
{
    struct fixture *f = *state;
    void *big = rt_heap_alloc(&f->heap, 3u << 20);

    assert_non_null(big);
    memset(big, 1, 3u << 20);
    assert_int_equal(f->reserves, 1);
    assert_true(f->committed_bytes >= 3u << 20);
    rt_heap_free(&f->heap, big);
    assert_int_equal(f->decommits, 1);
    assert_true(f->committed_bytes <= 128u << 10);
    /* And again out of the same reservation, after the trim. */
    big = rt_heap_alloc(&f->heap, 3u << 20);
    assert_non_null(big);
    memset(big, 1, 3u << 20);
    assert_int_equal(f->reserves, 1);
    rt_heap_free(&f->heap, big);
}

static void test_quota_gives_null_and_recovers(void **state)
{
    struct fixture *f = *state;
    void *blocks[100];
    uint32_t count = 0;

    f->commit_limit = 1u << 20;
    while (count < 100 && (blocks[count] = rt_heap_alloc(&f->heap, 40000)) != NULL)
        count++;
    assert_in_range(count, 20, 30);
    for (uint32_t i = 0; i < count; i++)
        rt_heap_free(&f->heap, blocks[i]);
    assert_int_equal(f->heap.used_bytes, 0);
    blocks[0] = rt_heap_alloc(&f->heap, 500000);
    assert_non_null(blocks[0]);
    rt_heap_free(&f->heap, blocks[0]);
}

static void test_realloc_keeps_contents(void **state)
{
    struct fixture *f = *state;
    uint8_t *p = rt_heap_realloc(&f->heap, NULL, 10);

    memcpy(p, "0123456789", 10);
    p = rt_heap_realloc(&f->heap, p, 100000);
    assert_memory_equal(p, "0123456789", 10);
    p = rt_heap_realloc(&f->heap, p, 5);
    assert_memory_equal(p, "01234", 5);
    assert_true(f->heap.used_bytes <= 64);
    rt_heap_free(&f->heap, p);
    assert_int_equal(f->heap.live_blocks, 0);
}

#define EXPECT_COMPLAINT(f, word, statement) \
    do { \
        (f)->complaint = NULL; \
        if (!setjmp((f)->jump)) \
            statement; \
        assert_non_null((f)->complaint); \
        assert_non_null(strstr((f)->complaint, word)); \
    } while (0)

static void test_double_free(void **state)
{
    struct fixture *f = *state;
    void *p = rt_heap_alloc(&f->heap, 100);

    rt_heap_free(&f->heap, p);
    EXPECT_COMPLAINT(f, "twice", rt_heap_free(&f->heap, p));
}

static void test_overrun(void **state)
{
    struct fixture *f = *state;
    uint8_t *p = rt_heap_alloc(&f->heap, 32), *q = rt_heap_alloc(&f->heap, 32);

    p[32] = 0xee;
    EXPECT_COMPLAINT(f, "past its end", rt_heap_free(&f->heap, p));
    EXPECT_COMPLAINT(f, "overwritten", rt_heap_free(&f->heap, q));
}

static void test_underrun(void **state)
{
    struct fixture *f = *state;
    uint8_t *p = rt_heap_alloc(&f->heap, 32);

    p[-1] ^= 1;
    EXPECT_COMPLAINT(f, "overwritten", rt_heap_free(&f->heap, p));
}

static void test_wild_pointer(void **state)
{
    struct fixture *f = *state;
    uint8_t *p = rt_heap_alloc(&f->heap, 256);

    memset(p, 0, 256);
    EXPECT_COMPLAINT(f, "not a pointer", rt_heap_free(&f->heap, p + 8));
    EXPECT_COMPLAINT(f, "not a pointer", rt_heap_free(&f->heap, p + 64));
}

static void test_write_after_free(void **state)
{
    struct fixture *f = *state;
    uint8_t *p = rt_heap_alloc(&f->heap, 64), *wall = rt_heap_alloc(&f->heap, 64), *q = rt_heap_alloc(&f->heap, 64);
    void *second_wall = rt_heap_alloc(&f->heap, 64);

    (void)second_wall;
    rt_heap_free(&f->heap, q);
    rt_heap_free(&f->heap, p);
    /* The links of the free list. */
    memcpy(p, &wall, sizeof(wall));
    memset(wall, 0, 64);
    EXPECT_COMPLAINT(f, "after it was freed", (void)rt_heap_alloc(&f->heap, 64));
}

/* Random operations against a table of what every block must contain. */
static void test_random_against_model(void **state)
{
    struct fixture *f = *state;
    struct { uint8_t *p; size_t len; uint8_t fill; } blocks[200] = { { 0 } };
    uint32_t seed = 12345;

    for (uint32_t step = 0; step < 60000; step++) {
        seed = seed * 1664525 + 1013904223;
        uint32_t slot = (seed >> 8) % 200;
        if (blocks[slot].p) {
            for (size_t i = 0; i < blocks[slot].len; i += 1 + blocks[slot].len / 16)
                assert_int_equal(blocks[slot].p[i], blocks[slot].fill);
            rt_heap_free(&f->heap, blocks[slot].p);
            blocks[slot].p = NULL;
        } else {
            size_t len = seed % 37 == 0 ? seed % 300000 : (seed >> 4) % 600;
            blocks[slot].p = rt_heap_alloc(&f->heap, len);
            assert_non_null(blocks[slot].p);
            blocks[slot].len = len;
            blocks[slot].fill = (uint8_t)step;
            memset(blocks[slot].p, (uint8_t)step, len);
        }
    }
    for (uint32_t slot = 0; slot < 200; slot++)
        rt_heap_free(&f->heap, blocks[slot].p);
    assert_first_region_whole(f);
    assert_true(f->committed_bytes <= 1u << 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_alignment_and_contents, setup, teardown),
        cmocka_unit_test_setup_teardown(test_zero_bytes_and_null, setup, teardown),
        cmocka_unit_test_setup_teardown(test_huge_is_refused, setup, teardown),
        cmocka_unit_test_setup_teardown(test_grows_and_trims, setup, teardown),
        cmocka_unit_test_setup_teardown(test_quota_gives_null_and_recovers, setup, teardown),
        cmocka_unit_test_setup_teardown(test_realloc_keeps_contents, setup, teardown),
        cmocka_unit_test_setup_teardown(test_double_free, setup, teardown),
        cmocka_unit_test_setup_teardown(test_overrun, setup, teardown),
        cmocka_unit_test_setup_teardown(test_underrun, setup, teardown),
        cmocka_unit_test_setup_teardown(test_wild_pointer, setup, teardown),
        cmocka_unit_test_setup_teardown(test_write_after_free, setup, teardown),
        cmocka_unit_test_setup_teardown(test_random_against_model, setup, teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
