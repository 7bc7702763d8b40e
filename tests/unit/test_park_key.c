/* SPDX-License-Identifier: MIT */
/* Names of words that threads wait on: which addresses are words, that shared names agree with the bytes, how queues spread. */
#include "core/park_key.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "random.h"

static void test_valid_addresses(void **state)
{
    (void)state;
    assert_true(park_address_valid(USER_MIN));
    assert_true(park_address_valid(USER_MAX - 4));
    for (uint64_t i = 1; i < 4; i++) {
        assert_false(park_address_valid(USER_MIN + i));
        assert_false(park_address_valid(USER_MAX - i));
        assert_false(park_address_valid(UINT64_MAX - i + 1));
    }
    assert_false(park_address_valid(0));
    assert_false(park_address_valid(USER_MIN - 4));
    assert_false(park_address_valid(USER_MAX));
    assert_false(park_address_valid(0xffff800000000000ull));
    assert_false(park_address_valid(UINT64_MAX - 3));
}

/* Two mappings of parts of one object: names agree exactly where the bytes do. */
static void test_shared_names(void **state)
{
    struct random random = { 7 };

    (void)state;
    assert_int_equal(park_shared_word(0x100000, 0x100000, 0), 0);
    assert_int_equal(park_shared_word(0x100ffc, 0x100000, 3), 3 * PAGE_SIZE + 0xffc);
    for (uint32_t i = 0; i < 20000; i++) {
        uint64_t page_a = random_next(&random) % 64, page_b = random_next(&random) % 64;
        uint64_t offset_a = random_next(&random) % (4 * PAGE_SIZE / 4) * 4, offset_b = random_next(&random) % (4 * PAGE_SIZE / 4) * 4;
        bool same_byte = page_a * PAGE_SIZE + offset_a == page_b * PAGE_SIZE + offset_b;

        assert_int_equal(park_shared_word(USER_MAP_MIN + offset_a, USER_MAP_MIN, page_a) ==
                         park_shared_word(USER_MAX - 8 * PAGE_SIZE + offset_b, USER_MAX - 8 * PAGE_SIZE, page_b), same_byte);
    }
    /* The greatest object page of the contract and the last word of user memory: nothing wraps. */
    assert_true(park_shared_word(USER_MAX - 4, USER_MIN, 1ull << 32) > (1ull << 32) * PAGE_SIZE);
}

static void test_ranges(void **state)
{
    (void)state;
    assert_true(park_in_range(0x1000, 0x1000, 0x2000));
    assert_true(park_in_range(0x1ffc, 0x1000, 0x2000));
    assert_false(park_in_range(0x2000, 0x1000, 0x2000));
    assert_false(park_in_range(0xffc, 0x1000, 0x2000));
    assert_false(park_in_range(0x1000, 0x1000, 0x1000));
}

/* Words of one structure, and the same word on stacks that lie a stack and a guard page apart, use all queues. */
static void test_queues_spread(void **state)
{
    static const uint64_t strides[] = { 4, PAGE_SIZE, 2 * PAGE_SIZE, 65536, 65536 + PAGE_SIZE };

    (void)state;
    for (uint32_t i = 0; i < sizeof(strides) / sizeof(strides[0]); i++) {
        uint32_t counts[PARK_QUEUES] = { 0 };

        for (uint32_t k = 0; k < 64; k++) {
            uint32_t queue = park_queue_of(USER_MAP_MIN + k * strides[i]);

            assert_true(queue < PARK_QUEUES);
            counts[queue]++;
        }
        for (uint32_t queue = 0; queue < PARK_QUEUES; queue++)
            assert_true(counts[queue] > 0 && counts[queue] <= 64 / 2);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_valid_addresses),
        cmocka_unit_test(test_shared_names),
        cmocka_unit_test(test_ranges),
        cmocka_unit_test(test_queues_spread),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
