/* SPDX-License-Identifier: MIT */
/* What ps and top show: words, shares, durations; what tasks did lately and their order. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "random.h"
#include "view.h"

#include <string.h>

#define SECOND 1000000000ull

static void expect_wait(const struct view_wait *wait, const char *expected)
{
    char text[VIEW_WAIT_BYTES];

    view_wait_text(text, wait, "TerminalSession", 5 * SECOND);
    assert_string_equal(text, expected);
}

static void test_words(void **state)
{
    (void)state;
    expect_wait(&(struct view_wait){ .reason = WAIT_REASON_NOTHING, .unfinished = 3 }, "");
    expect_wait(&(struct view_wait){ .reason = WAIT_REASON_CALL, .unfinished = 1, .subject = 3 }, "TerminalSession of 3");
    expect_wait(&(struct view_wait){ .reason = WAIT_REASON_QUEUED_CALL, .unfinished = 2, .subject = 3 },
                "TerminalSession of 3, queued +1");
    expect_wait(&(struct view_wait){ .reason = WAIT_REASON_RECEIVE, .unfinished = 1 }, "calls");
    expect_wait(&(struct view_wait){ .reason = WAIT_REASON_JOIN, .unfinished = 1, .subject = 7 }, "thread 7");
    expect_wait(&(struct view_wait){ .reason = WAIT_REASON_PROCESS_END, .unfinished = 4, .subject = 12 }, "process 12 +3");
    expect_wait(&(struct view_wait){ .reason = WAIT_REASON_SLEEP, .unfinished = 1, .until_ns = 8 * SECOND + SECOND / 4 }, "sleep, 3.2 s");
    expect_wait(&(struct view_wait){ .reason = WAIT_REASON_PARK, .unfinished = 1, .until_ns = 4 * SECOND }, "park");
    expect_wait(&(struct view_wait){ .reason = WAIT_REASON_COMPLETIONS }, "nothing");
    expect_wait(&(struct view_wait){ .reason = (enum wait_reason)4711, .unfinished = 1 }, "?");
    for (uint32_t i = 1; i < WAIT_REASON_COUNT; i++) {
        struct view_wait wait = { .reason = (enum wait_reason)i, .unfinished = UINT16_MAX, .subject = UINT32_MAX,
                                  .until_ns = UINT64_MAX };
        char text[VIEW_WAIT_BYTES];

        view_wait_text(text, &wait, "AnInterfaceWithANameThatIsFarTooLongForARowOfATerminal", 0);
        assert_in_range(strlen(text), 3, VIEW_WAIT_BYTES - 1);
    }
}

static void expect_share(uint64_t part, uint64_t whole, const char *expected)
{
    char text[VIEW_NUMBER_BYTES];

    view_share(text, part, whole);
    assert_string_equal(text, expected);
}

static void test_shares(void **state)
{
    (void)state;
    expect_share(0, 100, "0.0");
    expect_share(1, 3, "33.3");
    expect_share(2, 3, "66.7");
    expect_share(7, 7, "100.0");
    expect_share(32, 1, "999.9");
    expect_share(5, 0, "0.0");
    expect_share(UINT64_MAX, UINT64_MAX, "100.0");
    expect_share(UINT64_MAX / 2, UINT64_MAX, "50.0");
}

static void test_durations(void **state)
{
    static const struct {
        uint64_t ns;
        const char *text;
    } cases[] = {
        { 0, "0 ms" }, { 999999999, "999 ms" }, { SECOND, "1.0 s" }, { 59 * SECOND + 990000000, "59.9 s" }, { 60 * SECOND, "1 min" },
        { 3599 * SECOND, "59 min" }, { 3600 * SECOND, "1 h" }, { 2 * 86400 * SECOND, "2 days" }, { UINT64_MAX, "213503 days" },
    };
    char text[VIEW_NUMBER_BYTES];

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        view_duration(text, cases[i].ns);
        assert_string_equal(text, cases[i].text);
    }
}

static void test_rates(void **state)
{
    (void)state;
    assert_int_equal(view_rate(500, SECOND / 2), 1000);
    assert_int_equal(view_rate(1, 3 * SECOND), 0);
    assert_int_equal(view_rate(2, 3 * SECOND), 1);
    assert_int_equal(view_rate(5, 0), 0);
    assert_int_equal(view_rate(UINT64_MAX, SECOND), 0);
}

static struct view_tasks list;
static struct view_times times;

static void add(uint32_t pid, uint32_t id, uint64_t cpu_ns)
{
    view_add(&list, &(struct view_task){ .pid = pid, .id = id, .cpu_ns = cpu_ns });
}

static void test_recent(void **state)
{
    (void)state;
    view_clear(&list);
    add(1, 0, 100);
    add(3, 0, 50);
    add(3, 2, 60);
    add(9, 0, 10);
    view_keep_times(&times, &list);
    view_clear(&list);
    add(1, 0, 100);
    add(2, 0, 7);       /* new */
    add(3, 1, 5);       /* new; 3.0 ended */
    add(3, 2, 61);
    add(9, 0, 4);       /* cannot be, and is not a huge number */
    add(10, 0, 1);
    view_compare(&list, &times);
    assert_int_equal(list.tasks[0].recent_ns, 0);
    assert_int_equal(list.tasks[1].recent_ns, 7);
    assert_int_equal(list.tasks[2].recent_ns, 5);
    assert_int_equal(list.tasks[3].recent_ns, 1);
    assert_int_equal(list.tasks[4].recent_ns, 0);
    assert_int_equal(list.tasks[5].recent_ns, 1);
    view_sort(&list);
    assert_int_equal(list.tasks[0].pid, 2);
    assert_int_equal(list.tasks[1].pid, 3);
    assert_int_equal(list.tasks[2].id, 2);
    assert_int_equal(list.tasks[3].pid, 10);
    assert_int_equal(list.tasks[4].pid, 1);
    assert_int_equal(list.tasks[5].pid, 9);
}

static void test_random_order(void **state)
{
    struct random random = { .state = 20 };

    (void)state;
    for (uint32_t round = 0; round < 50; round++) {
        uint32_t count = random_below(&random, VIEW_TASKS_MAX + 40);
        uint64_t sum = 0, sorted_sum = 0;

        view_clear(&list);
        for (uint32_t i = 0; i < count; i++)
            add(i / 3, i % 3, random_below(&random, 20));
        assert_int_equal(list.count + list.dropped, count);
        view_compare(&list, &times);
        for (uint32_t i = 0; i < list.count; i++)
            sum += (uint64_t)list.tasks[i].pid * 3 + list.tasks[i].id;
        view_sort(&list);
        for (uint32_t i = 0; i < list.count; i++) {
            sorted_sum += (uint64_t)list.tasks[i].pid * 3 + list.tasks[i].id;
            if (i == 0)
                continue;
            assert_true(list.tasks[i - 1].recent_ns >= list.tasks[i].recent_ns);
        }
        assert_int_equal(sum, sorted_sum);
        view_clear(&list);
        for (uint32_t i = 0; i < count; i++)
            add(i / 3, i % 3, random_below(&random, 20));
        view_keep_times(&times, &list);
    }
}

static void test_states(void **state)
{
    (void)state;
    assert_string_equal(view_state_name(PROCESS_STATE_RUNNING), "running");
    assert_string_equal(view_state_name(PROCESS_STATE_EXITING), "exiting");
    assert_string_equal(view_state_name((enum process_state)99), "?");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words),   cmocka_unit_test(test_shares), cmocka_unit_test(test_durations), cmocka_unit_test(test_rates),
        cmocka_unit_test(test_recent),  cmocka_unit_test(test_random_order), cmocka_unit_test(test_states),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
