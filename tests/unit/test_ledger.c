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
    [LEDGER_NOTIFICATIONS] = 7, [LEDGER_MAPPINGS] = 3, [LEDGER_QUEUED_CALLS] = 5, [LEDGER_LOG_BYTES] = 100,
    [LEDGER_SESSIONS] = 3, [LEDGER_SCHEDULING] = 2,
};

static void test_init_copies_limits(void **state)
{
    struct ledger ledger;

    (void)state;
    memset(&ledger, 0xa5, sizeof(ledger));
    ledger_init(&ledger, NULL, limits);
    for (uint32_t i = 0; i < LEDGER_RESOURCE_COUNT; i++) {
        assert_true(ledger.used[i] == 0 && ledger.own[i] == 0);
        assert_true(ledger.limit[i] == limits[i]);
    }
    assert_null(ledger.parent);
    assert_int_equal(ledger.refused, LEDGER_RESOURCE_COUNT);
}

/* A child's limits are never above its parent's. */
static void test_init_below_a_parent(void **state)
{
    struct ledger parent, child;
    uint64_t wanted[LEDGER_RESOURCE_COUNT];

    (void)state;
    for (uint32_t i = 0; i < LEDGER_RESOURCE_COUNT; i++)
        wanted[i] = 5;
    ledger_init(&parent, NULL, limits);
    ledger_init(&child, &parent, wanted);
    assert_ptr_equal(child.parent, &parent);
    for (uint32_t i = 0; i < LEDGER_RESOURCE_COUNT; i++)
        assert_true(child.limit[i] == (limits[i] < 5 ? limits[i] : 5));
}

static void test_a_refusal_says_whose_limit_it_was(void **state)
{
    struct ledger parent, child, brother;

    (void)state;
    ledger_init(&parent, NULL, limits);
    ledger_init(&child, &parent, limits);
    ledger_init(&brother, &parent, limits);
    assert_int_equal(ledger_charge(&brother, LEDGER_FRAMES, 8), STATUS_OK);
    assert_int_equal(ledger_charge(&child, LEDGER_FRAMES, 3), STATUS_QUOTA_EXCEEDED);
    assert_int_equal(child.refused, LEDGER_FRAMES);
    assert_int_equal(child.refused_limit, 10);
    assert_true(child.used[LEDGER_FRAMES] == 0 && parent.used[LEDGER_FRAMES] == 8 && parent.own[LEDGER_FRAMES] == 0);
    assert_int_equal(ledger_charge(&child, LEDGER_FRAMES, 2), STATUS_OK);
    assert_int_equal(ledger_charge(&parent, LEDGER_FRAMES, 1), STATUS_QUOTA_EXCEEDED);
    assert_int_equal(parent.refused, LEDGER_FRAMES);
    ledger_release(&brother, LEDGER_FRAMES, 8);
    assert_true(parent.used[LEDGER_FRAMES] == 2 && child.own[LEDGER_FRAMES] == 2);
}

static void test_draining_stops_at_nothing(void **state)
{
    struct ledger ledger;

    (void)state;
    ledger_init(&ledger, NULL, limits);
    assert_int_equal(ledger_charge(&ledger, LEDGER_LOG_BYTES, 100), STATUS_OK);
    ledger_drain(&ledger, LEDGER_LOG_BYTES, 30);
    assert_true(ledger.used[LEDGER_LOG_BYTES] == 70);
    ledger_drain(&ledger, LEDGER_LOG_BYTES, UINT64_MAX);
    assert_true(ledger.used[LEDGER_LOG_BYTES] == 0);
}

static void test_charge_stops_at_the_limit(void **state)
{
    struct ledger ledger;

    (void)state;
    ledger_init(&ledger, NULL, limits);
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
    ledger_init(&ledger, NULL, limits);
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
    ledger_init(&ledger, NULL, limits);
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

/* A tree of ledgers against sums over it: after each step every ledger has used what it and those below it own. */
static void test_random_tree_against_model(void **state)
{
    enum { NODES = 12 };
    struct random random = { 7 };
    struct ledger nodes[NODES];
    uint64_t own[NODES][LEDGER_RESOURCE_COUNT] = { 0 };
    uint32_t above[NODES] = { 0 };

    (void)state;
    for (uint32_t i = 0; i < NODES; i++) {
        uint64_t wanted[LEDGER_RESOURCE_COUNT];

        for (uint32_t r = 0; r < LEDGER_RESOURCE_COUNT; r++)
            wanted[r] = random_below(&random, 1000);
        above[i] = i ? random_below(&random, i) : 0;
        ledger_init(&nodes[i], i ? &nodes[above[i]] : NULL, wanted);
    }
    for (int step = 0; step < 50000; step++) {
        uint32_t n = random_below(&random, NODES), r = random_below(&random, LEDGER_RESOURCE_COUNT);
        uint64_t amount = random_below(&random, 300);
        uint64_t used[NODES] = { 0 };

        if (random_below(&random, 2) == 0) {
            amount = own[n][r] ? amount % (own[n][r] + 1) : 0;
            ledger_release(&nodes[n], (enum ledger_resource)r, amount);
            own[n][r] -= amount;
        } else {
            bool fits = true;

            for (uint32_t at = n;; at = above[at]) {
                fits = fits && nodes[at].used[r] + amount <= nodes[at].limit[r];
                if (at == 0)
                    break;
            }
            assert_int_equal(ledger_charge(&nodes[n], (enum ledger_resource)r, amount), fits ? STATUS_OK : STATUS_QUOTA_EXCEEDED);
            own[n][r] += fits ? amount : 0;
        }
        for (uint32_t i = NODES; i-- > 0;) {
            used[i] += own[i][r];
            assert_true(nodes[i].own[r] == own[i][r] && nodes[i].used[r] == used[i] && used[i] <= nodes[i].limit[r]);
            if (i != 0)
                used[above[i]] += used[i];
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_init_copies_limits), cmocka_unit_test(test_charge_stops_at_the_limit),
        cmocka_unit_test(test_amount_cannot_overflow), cmocka_unit_test(test_names),
        cmocka_unit_test(test_random_against_model),
        cmocka_unit_test(test_init_below_a_parent), cmocka_unit_test(test_a_refusal_says_whose_limit_it_was),
        cmocka_unit_test(test_draining_stops_at_nothing), cmocka_unit_test(test_random_tree_against_model),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
