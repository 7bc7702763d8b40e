/* SPDX-License-Identifier: MIT */
/* services/terminal/discipline/queue.h: order, bounds, wrap-around, and that nothing stays behind. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "queue.h"

static struct queue queue;

static bool is_clean(void)
{
    for (uint32_t i = 0; i < QUEUE_BYTES; i++) {
        if (queue.bytes[i])
            return false;
    }
    return true;
}

static void order_and_bound(void **state)
{
    uint8_t byte;

    (void)state;
    /* Indices near their own wrap-around. */
    queue.head = queue.tail = UINT32_MAX - 10;
    assert_false(queue_take(&queue, &byte));
    for (uint32_t i = 0; i < QUEUE_BYTES; i++)
        assert_true(queue_put(&queue, (uint8_t)(i | 1)));
    assert_false(queue_put(&queue, 1));
    assert_int_equal(queue_space(&queue), 0);
    for (uint32_t i = 0; i < QUEUE_BYTES; i++) {
        assert_true(queue_take(&queue, &byte));
        assert_int_equal(byte, (uint8_t)(i | 1));
    }
    assert_int_equal(queue_count(&queue), 0);
    assert_true(is_clean());
}

static void erasing_leaves_nothing(void **state)
{
    (void)state;
    for (uint32_t i = 0; i < 5000; i++)
        assert_true(queue_put(&queue, 's'));
    queue_erase(&queue);
    assert_int_equal(queue_count(&queue), 0);
    assert_true(is_clean());
}

static void both_ends(void **state)
{
    uint8_t byte;

    (void)state;
    queue.head = queue.tail = UINT32_MAX - 1;
    assert_false(queue_take_back(&queue, &byte));
    for (uint8_t i = 1; i <= 4; i++)
        assert_true(queue_put(&queue, i));
    for (uint32_t i = 0; i < 4; i++)
        assert_int_equal(queue_look(&queue, i), i + 1);
    assert_true(queue_take_back(&queue, &byte));
    assert_int_equal(byte, 4);
    assert_true(queue_take(&queue, &byte));
    assert_int_equal(byte, 1);
    assert_int_equal(queue_look(&queue, 0), 2);
    assert_int_equal(queue_count(&queue), 2);
    queue_erase(&queue);
    assert_true(is_clean());
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(order_and_bound), cmocka_unit_test(erasing_leaves_nothing), cmocka_unit_test(both_ends),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
