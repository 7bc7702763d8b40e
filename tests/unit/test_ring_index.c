/* SPDX-License-Identifier: MIT */
/* Ring index arithmetic, above all where the 32-bit counters wrap. */
#include "core/ring_index.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "random.h"

static void test_literal_edges(void **state)
{
    (void)state;
    assert_int_equal(ring_used(0, 0), 0);
    assert_int_equal(ring_used(0xffffffffu, 0), 1);
    assert_int_equal(ring_used(0xfffffff0u, 0x10), 0x20);
    assert_true(ring_valid(0xfffffff8u, 8, 16));
    assert_false(ring_valid(0xfffffff8u, 9, 16));
    /* A tail behind its head is nearly a whole counter ahead. */
    assert_false(ring_valid(1, 0, 16));
    assert_false(ring_valid(0, 0x80000000u, 16));
    assert_int_equal(ring_slot(0xffffffffu, 16), 15);
    assert_int_equal(ring_slot(0, 16), 0);
    assert_int_equal(ring_slot(0xffffffffu, 32), 31);
}

static void test_credit(void **state)
{
    (void)state;
    assert_int_equal(ring_cq_credit(0, 0, 0), RING_CQ_ENTRIES);
    assert_int_equal(ring_cq_credit(0, RING_CQ_ENTRIES, 0), 0);
    assert_int_equal(ring_cq_credit(0, 0, RING_CQ_ENTRIES), 0);
    assert_int_equal(ring_cq_credit(0xfffffff0u, 4, 5), RING_CQ_ENTRIES - 20 - 5);
}

/*
 * A queue of numbers whose counters start just before 2^32 and wrap: what is taken is what was put, in order, and the
 * promised-but-unanswered entries never let it overflow.
 */
static void test_queue_across_the_wrap(void **state)
{
    struct random random = { 2 };
    uint64_t entries[RING_CQ_ENTRIES];
    uint32_t head = 0xffff0000u;
    uint32_t tail = head;
    uint32_t reserved = 0;
    uint64_t put = 0;
    uint64_t taken = 0;

    (void)state;
    for (int step = 0; step < 1000000; step++) {
        switch (random_below(&random, 3)) {
        case 0:
            if (ring_cq_credit(head, tail, reserved) > 0)
                reserved++;
            break;
        case 1:
            if (reserved > 0) {
                reserved--;
                entries[ring_slot(tail++, RING_CQ_ENTRIES)] = put++;
            }
            break;
        default:
            if (ring_used(head, tail) > 0)
                assert_true(entries[ring_slot(head++, RING_CQ_ENTRIES)] == taken++);
            break;
        }
        assert_true(ring_valid(head, tail, RING_CQ_ENTRIES));
        assert_int_equal(ring_used(head, tail), put - taken);
        assert_true(put - taken + reserved <= RING_CQ_ENTRIES);
        assert_int_equal(ring_cq_credit(head, tail, reserved), RING_CQ_ENTRIES - (put - taken) - reserved);
    }
    assert_true(head < 0xffff0000u); /* it did wrap */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_literal_edges),
        cmocka_unit_test(test_credit),
        cmocka_unit_test(test_queue_across_the_wrap),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
