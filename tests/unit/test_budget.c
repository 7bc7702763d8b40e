/* SPDX-License-Identifier: MIT */
/* Budgets: literal runs, then random ones, of which no window of one period may hold more than the budget. */
#include "core/budget.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "random.h"

#define US 1000ull
#define MS 1000000ull

static uint64_t sum(const struct budget *budget)
{
    uint64_t total = 0;

    for (uint32_t i = 0; i < budget->count; i++)
        total += budget->refills[(budget->first + i) % BUDGET_REFILLS].amount_ns;
    return total;
}

static void test_all_of_it_at_once(void **state)
{
    struct budget budget;

    (void)state;
    budget_init(&budget, 1 * MS, 10 * MS, 5);
    assert_int_equal(budget_begin(&budget, 4), 0);
    assert_int_equal(budget_begin(&budget, 5), 1 * MS);
    budget_charge(&budget, 1 * MS);
    assert_int_equal(budget_ready_at(&budget), 5 + 10 * MS);
    assert_int_equal(budget_begin(&budget, 4 * MS), 0);
    assert_int_equal(budget_begin(&budget, 5 + 10 * MS), 1 * MS);
}

/* The trick against a budget that is simply renewed: use it at the end of one period and at the start of the next. */
static void test_not_twice_in_a_row(void **state)
{
    struct budget budget;

    (void)state;
    budget_init(&budget, 1 * MS, 10 * MS, 0);
    assert_int_equal(budget_begin(&budget, 9 * MS), 1 * MS);
    budget_charge(&budget, 1 * MS);
    assert_int_equal(budget_begin(&budget, 10 * MS), 0);
    assert_int_equal(budget_ready_at(&budget), 19 * MS);
}

static void test_pieces_come_back_one_by_one(void **state)
{
    struct budget budget;

    (void)state;
    budget_init(&budget, 1 * MS, 10 * MS, 0);
    assert_int_equal(budget_begin(&budget, 1 * MS), 1 * MS);
    budget_charge(&budget, 300 * US);
    assert_int_equal(budget_begin(&budget, 5 * MS), 700 * US);
    budget_charge(&budget, 700 * US);
    assert_int_equal(budget_ready_at(&budget), 11 * MS);
    assert_int_equal(budget_begin(&budget, 11 * MS), 300 * US);
    budget_charge(&budget, 300 * US);
    assert_int_equal(budget_ready_at(&budget), 15 * MS);
    assert_int_equal(budget_begin(&budget, 30 * MS), 1 * MS); /* unused, all comes together again */
    assert_int_equal(budget.count, 1);
}

/* A charge goes on where the one before it ended. */
static void test_charges_of_one_run_join(void **state)
{
    struct budget budget;

    (void)state;
    budget_init(&budget, 1 * MS, 10 * MS, 0);
    assert_int_equal(budget_begin(&budget, 0), 1 * MS);
    for (int i = 0; i < 100; i++)
        budget_charge(&budget, 10 * US);
    assert_int_equal(budget.count, 1);
    assert_int_equal(budget_ready_at(&budget), 10 * MS);
    assert_int_equal(sum(&budget), 1 * MS);
}

static void test_what_was_taken_too_much_is_owed(void **state)
{
    struct budget budget;

    (void)state;
    budget_init(&budget, 1 * MS, 10 * MS, 0);
    assert_int_equal(budget_begin(&budget, 0), 1 * MS);
    budget_charge(&budget, 1500 * US);
    assert_int_equal(sum(&budget), 1 * MS);
    assert_true(budget_ready_at(&budget) >= 10 * MS);
    assert_int_equal(budget_begin(&budget, 10 * MS), 0);
    budget_init(&budget, 10 * US, 10 * MS, 0);
    assert_int_equal(budget_begin(&budget, 0), 10 * US);
    budget_charge(&budget, 1000 * MS); /* a hundred thousand times the budget, in a bounded time */
    assert_true(budget_ready_at(&budget) >= 99999ull * 10 * MS);
    assert_int_equal(sum(&budget), 10 * US);
}

static void test_crumbs_wait(void **state)
{
    struct budget budget;

    (void)state;
    budget_init(&budget, 1 * MS, 10 * MS, 0);
    assert_int_equal(budget_begin(&budget, 0), 1 * MS);
    budget_charge(&budget, 1 * MS - 1);
    assert_int_equal(budget_begin(&budget, 2 * MS), 0);
    assert_int_equal(budget_ready_at(&budget), 10 * MS);
    assert_int_equal(budget_begin(&budget, 10 * MS), 1 * MS);
}

struct run {
    uint64_t from, to;
};

/* What the runs use within [from, from + period). */
static uint64_t used_within(const struct run *runs, uint32_t count, uint64_t from, uint64_t period)
{
    uint64_t used = 0, end = from + period;

    for (uint32_t i = 0; i < count; i++) {
        uint64_t a = runs[i].from > from ? runs[i].from : from, b = runs[i].to < end ? runs[i].to : end;

        if (b > a)
            used += b - a;
    }
    return used;
}

#define RUNS 400u

/* Windows that begin or end where a run does are the fullest ones. */
static void check_windows(const struct run *runs, uint32_t count, const struct budget *budget)
{
    for (uint32_t i = 0; i < count; i++) {
        assert_true(used_within(runs, count, runs[i].from, budget->period_ns) <= budget->budget_ns);
        if (runs[i].to >= budget->period_ns)
            assert_true(used_within(runs, count, runs[i].to - budget->period_ns, budget->period_ns) <= budget->budget_ns);
    }
}

static void random_life(struct random *random)
{
    uint64_t period = 100 * US + random_below(random, 20 * MS), now = 0, used_in_all = 0;
    uint64_t amount = 20 * US + random_below(random, period - 20 * US);
    static struct run runs[RUNS];
    struct budget budget;
    uint32_t count = 0;

    budget_init(&budget, amount, period, 0);
    while (count < RUNS) {
        uint64_t may = budget_begin(&budget, now), use;

        assert_true(budget.count >= 1 && budget.count <= BUDGET_REFILLS);
        if (may == 0) {
            assert_true(budget_ready_at(&budget) > now && budget_ready_at(&budget) <= now + 2 * period);
            now = budget_ready_at(&budget) + (random_below(random, 3) == 0 ? random_below(random, period) : 0);
            continue;
        }
        assert_true(may <= amount);
        use = random_below(random, 2) ? may : random_below(random, may + 1);
        runs[count++] = (struct run){ now, now + use };
        /* In one charge or in several. */
        for (uint64_t left = use; left != 0;) {
            uint64_t part = random_below(random, 2) ? left : 1 + random_below(random, left);

            budget_charge(&budget, part);
            left -= part;
        }
        assert_int_equal(sum(&budget), amount);
        now += use + random_below(random, random_below(random, 2) ? period : 10 * US);
        used_in_all += use;
    }
    assert_true(used_in_all > 0);
    check_windows(runs, count, &budget);
}

static void test_no_window_holds_more_than_the_budget(void **state)
{
    struct random random = { 20261122 };

    (void)state;
    for (int life = 0; life < 200; life++)
        random_life(&random);
}

/* Who takes all he gets as soon as he gets it comes near to his share: the strictness costs little. */
static void test_the_share_is_reached(void **state)
{
    uint64_t now = 0, used = 0;
    struct budget budget;

    (void)state;
    budget_init(&budget, 2 * MS, 10 * MS, 0);
    while (now < 10000 * MS) {
        uint64_t may = budget_begin(&budget, now);

        if (may == 0) {
            now = budget_ready_at(&budget);
            continue;
        }
        budget_charge(&budget, may);
        now += may;
        used += may;
    }
    assert_true(used >= 1990 * MS && used <= 2010 * MS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_all_of_it_at_once),
        cmocka_unit_test(test_not_twice_in_a_row),
        cmocka_unit_test(test_pieces_come_back_one_by_one),
        cmocka_unit_test(test_charges_of_one_run_join),
        cmocka_unit_test(test_what_was_taken_too_much_is_owed),
        cmocka_unit_test(test_crumbs_wait),
        cmocka_unit_test(test_no_window_holds_more_than_the_budget),
        cmocka_unit_test(test_the_share_is_reached),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
