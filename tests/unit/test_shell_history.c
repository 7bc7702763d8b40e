/* SPDX-License-Identifier: MIT */
/* services/shell/editor/history.c: order, duplicates, and both bounds. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "history.h"

static struct history history;

static void add(const char *text)
{
    history_add(&history, text, (uint32_t)strlen(text));
}

static void expect(uint32_t back, const char *expected)
{
    const char *text;
    uint32_t len;

    assert_true(history_get(&history, back, &text, &len));
    assert_int_equal(len, strlen(expected));
    assert_memory_equal(text, expected, len);
}

static int reset(void **state)
{
    (void)state;
    memset(&history, 0, sizeof(history));
    return 0;
}

static void newest_first(void **state)
{
    const char *text;
    uint32_t len;

    (void)state;
    assert_false(history_get(&history, 0, &text, &len));
    add("one");
    add("");
    add("two");
    expect(0, "two");
    expect(1, "one");
    assert_false(history_get(&history, 2, &text, &len));
}

static void duplicates_move_to_the_end(void **state)
{
    (void)state;
    add("one");
    add("two");
    add("three");
    add("one");
    assert_int_equal(history.count, 3);
    expect(0, "one");
    expect(1, "three");
    expect(2, "two");
}

static void the_oldest_line_makes_room(void **state)
{
    char line[24];

    (void)state;
    for (int i = 0; i < 100; i++) {
        (void)snprintf(line, sizeof(line), "line %d", i);
        add(line);
    }
    assert_int_equal(history.count, HISTORY_LINES);
    expect(0, "line 99");
    expect(HISTORY_LINES - 1, "line 36");
}

static void bytes_are_bounded_too(void **state)
{
    char line[LINE_BYTES];

    (void)state;
    for (int i = 0; i < 40; i++) {
        memset(line, 'a' + i % 26, sizeof(line));
        line[0] = (char)('A' + i);
        history_add(&history, line, sizeof(line));
    }
    assert_true(history.used <= HISTORY_BYTES);
    assert_int_equal(history.count, HISTORY_BYTES / LINE_BYTES);
    const char *text;
    uint32_t len;

    assert_true(history_get(&history, 0, &text, &len));
    assert_int_equal(len, LINE_BYTES);
    assert_memory_equal(text, line, LINE_BYTES);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(newest_first, reset),
        cmocka_unit_test_setup(duplicates_move_to_the_end, reset),
        cmocka_unit_test_setup(the_oldest_line_makes_room, reset),
        cmocka_unit_test_setup(bytes_are_bounded_too, reset),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
