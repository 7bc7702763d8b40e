/* SPDX-License-Identifier: MIT */
/* The ledger: literal edges, then random charges and releases against 128-bit sums. */
#include "core/ledger.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "random.h"

static const uint64_t limits[LEDGER_RESOURCE_COUNT] = {
    [LEDGER_CAP_SLOTS] = 4,  [LEDGER_FRAMES] = 10,   [LEDGER_VIRTUAL_PAGES] = UINT64_MAX,
    [LEDGER_ENDPOINTS] = 0,  [LEDGER_PROCESSES] = 1, [LEDGER_THREADS] = UINT64_MAX - 1,
    [LEDGER_NOTIFICATIONS] = 7,
};

static void test_init_copies_limits(void **state)
{
    struct ledger ledger;

    (void)state;
    memset(&ledger, 0xa5, sizeof(ledger));
    ledger_init(&ledger, limits);
    for (uint32_t i = 0; i < LEDGER_RESOURCE_COUNT; i++) {
        assert_true(ledger.used[i] == 0);
        assert_true(ledger.limit[i] == limits[i]);
    }
}

static void test_charge_stops_at_the_limit(void **state)
{
    struct ledger ledger;

    (void)state;
    ledger_init(&ledger, limits);
    assert_int_equal(ledger_charge(&ledger, LEDGER_CAP_SLOTS, 4), STATUS_OK);
    assert_int_equal(ledger_charge(&ledger, LEDGER_CAP_SLOTS, 1), STATUS_QUOTA_EXCEEDED);
    assert_true(ledger.used[LEDGER_CAP_SLOTS] == 4);
    assert_int_equal(ledger_charge(&ledger, LEDGER_CAP_SLOTS, 0), STATUS_OK);
    ledger_release(&ledger, LEDGER_CAP_SLOTS, 3);
    assert_int_equal(ledger_charge(&ledger, LEDGER_CAP_SLOTS, 3), STATUS_OK);
    assert_int_equal(ledger_charge(&ledger, LEDGER_ENDPOINTS, 1), STATUS_QUOTA_EXCEEDED);
    assert_int_equal(ledger_charge(&ledger, LEDGER_ENDPOINTS, 0), STATUS_OK);
}

static void test_amount_cannot_overflow(void **state)
{
    struct ledger ledger;

    (void)state;
    ledger_init(&ledger, limits);
    assert_int_equal(ledger_charge(&ledger, LEDGER_FRAMES, 3), STATUS_OK);
    /* 3 + (2^64 - 3) would be 0. */
    assert_int_equal(ledger_charge(&ledger, LEDGER_FRAMES, UINT64_MAX - 2), STATUS_QUOTA_EXCEEDED);
    assert_int_equal(ledger_charge(&ledger, LEDGER_FRAMES, UINT64_MAX), STATUS_QUOTA_EXCEEDED);
    assert_true(ledger.used[LEDGER_FRAMES] == 3);

    assert_int_equal(ledger_charge(&ledger, LEDGER_VIRTUAL_PAGES, UINT64_MAX), STATUS_OK);
    assert_int_equal(ledger_charge(&ledger, LEDGER_VIRTUAL_PAGES, 1), STATUS_QUOTA_EXCEEDED);
    ledger_release(&ledger, LEDGER_VIRTUAL_PAGES, UINT64_MAX);
    assert_true(ledger.used[LEDGER_VIRTUAL_PAGES] == 0);
}

static void test_names(void **state)
{
    (void)state;
    assert_string_equal(ledger_resource_name(LEDGER_CAP_SLOTS), "capability slots");
    assert_string_equal(ledger_resource_name(LEDGER_FRAMES), "frames");
    assert_string_equal(ledger_resource_name(LEDGER_THREADS), "threads");
    for (uint32_t i = 0; i < LEDGER_RESOURCE_COUNT; i++) {
        for (uint32_t k = 0; k < i; k++)
            assert_string_not_equal(ledger_resource_name(i), ledger_resource_name(k));
    }
    assert_string_equal(ledger_resource_name(LEDGER_RESOURCE_COUNT), "unknown resource");
}

static void test_random_against_model(void **state)
{
    struct random random = { 1 };
    unsigned __int128 used[LEDGER_RESOURCE_COUNT] = { 0 };
    struct ledger ledger;

    (void)state;
    ledger_init(&ledger, limits);
    for (int step = 0; step < 200000; step++) {
        uint32_t r = random_below(&random, LEDGER_RESOURCE_COUNT);
        uint64_t amount = random_next(&random) >> random_below(&random, 64);

        if (random_below(&random, 3) == 0) {
            amount = used[r] ? amount % ((uint64_t)used[r]) : 0;
            ledger_release(&ledger, r, amount);
            used[r] -= amount;
        } else {
            bool fits = used[r] + amount <= limits[r];

            assert_int_equal(ledger_charge(&ledger, r, amount), fits ? STATUS_OK : STATUS_QUOTA_EXCEEDED);
            used[r] += fits ? amount : 0;
        }
        for (uint32_t i = 0; i < LEDGER_RESOURCE_COUNT; i++)
            assert_true(ledger.used[i] == used[i] && ledger.used[i] <= ledger.limit[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_init_copies_limits), cmocka_unit_test(test_charge_stops_at_the_limit),
        cmocka_unit_test(test_amount_cannot_overflow), cmocka_unit_test(test_names),
        cmocka_unit_test(test_random_against_model),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
