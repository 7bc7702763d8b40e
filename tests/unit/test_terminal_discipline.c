/* SPDX-License-Identifier: MIT */
/* services/terminal/discipline/discipline.c: what is typed, what is echoed, what is delivered, what stays in memory. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "discipline.h"

static char echoed[8192];
static uint32_t echoed_len;
static struct discipline line;

static void echo(void *context, const char *bytes, uint32_t len)
{
    (void)context;
    assert_true(echoed_len + len < sizeof(echoed));
    memcpy(echoed + echoed_len, bytes, len);
    echoed_len += len;
    echoed[echoed_len] = 0;
}

static void begin(uint32_t limit, bool hidden)
{
    discipline_begin(&line, limit, hidden);
    echoed_len = 0;
    echoed[0] = 0;
}

static int setup(void **state)
{
    (void)state;
    memset(&line, 0, sizeof(line));
    discipline_init(&line, echo, NULL);
    begin(16, false);
    return 0;
}

static enum discipline_event type(const char *bytes)
{
    enum discipline_event event = DISCIPLINE_MORE;

    for (; *bytes; bytes++)
        event = discipline_feed(&line, (uint8_t)*bytes);
    return event;
}

static void expect_line(const char *text)
{
    assert_int_equal(line.len, strlen(text));
    assert_memory_equal(line.text, text, line.len);
}

static void a_line(void **state)
{
    (void)state;
    assert_int_equal(type("hello\r"), DISCIPLINE_COMPLETE);
    expect_line("hello");
    assert_string_equal(echoed, "hello\r\n");
}

static void taking_back(void **state)
{
    (void)state;
    type("ab\x7f\x08");
    expect_line("");
    assert_string_equal(echoed, "ab\b \b\b \b");
    type("\x7f");
    assert_int_equal(echoed[echoed_len - 1], '\a');
    type("one two\x17");
    expect_line("one ");
    type("\x17");
    expect_line("");
    type("xyz\x15");
    expect_line("");
}

static void utf8_goes_back_whole(void **state)
{
    (void)state;
    type("a\xe2\x82\xac\x7f");
    expect_line("a");
    assert_string_equal(echoed, "a\xe2\x82\xac\b \b");
    /* Stray continuation bytes do not confuse it. */
    type("\x80\x80\x7f\x7f");
    expect_line("");
}

static void the_limit_rings(void **state)
{
    (void)state;
    begin(4, false);
    assert_int_equal(type("abcdef\r"), DISCIPLINE_COMPLETE);
    expect_line("abcd");
    assert_string_equal(echoed, "abcd\a\a\r\n");
    begin(4, false);
    type("abc\xe2\x82\xac");
    expect_line("abc");
    assert_string_equal(echoed, "abc\a");
    type("d\r");
    expect_line("abcd");
}

static void hidden_lines_show_nothing(void **state)
{
    (void)state;
    begin(16, true);
    assert_int_equal(type("secret\x7f\x15pass\r"), DISCIPLINE_COMPLETE);
    expect_line("pass");
    assert_string_equal(echoed, "\r\n");
}

static void erasing_leaves_nothing(void **state)
{
    (void)state;
    begin(DISCIPLINE_MAX_BYTES, true);
    type("secret\x7f\x7f\x7f\x7f\x7f\x7f");
    discipline_erase(&line);
    for (uint32_t i = 0; i < DISCIPLINE_MAX_BYTES; i++)
        assert_int_equal(line.text[i], 0);
}

static void interrupt_and_end(void **state)
{
    (void)state;
    assert_int_equal(type("abc\x03"), DISCIPLINE_INTERRUPTED);
    assert_int_equal(line.len, 0);
    assert_int_equal(line.text[0], 0);
    begin(16, false);
    assert_int_equal(type("\x04"), DISCIPLINE_END);
    begin(16, false);
    assert_int_equal(type("a\x04"), DISCIPLINE_MORE);
    assert_int_equal(type("\x1b[\x03"), DISCIPLINE_INTERRUPTED);
}

static void arrows_are_not_text(void **state)
{
    (void)state;
    type("a\x1b[A\x1b[1;5C\x1bOPb\x1b" "fc");
    expect_line("abc");
}

/* Escape alone, and what a lost byte leaves of an arrow key, do not swallow what comes next. */
static void incomplete_sequences_end(void **state)
{
    static const char *const starts[] = { "\x1b", "\x1b[", "\x1b[1;", "\x1bO", "\x1b\x1b", NULL };

    (void)state;
    for (const char *const *start = starts; *start; start++) {
        begin(16, false);
        type("ab");
        type(*start);
        assert_int_equal(type("\r"), DISCIPLINE_COMPLETE);
        expect_line("ab");
        begin(16, false);
        type("ab");
        type(*start);
        assert_int_equal(type("\x03"), DISCIPLINE_INTERRUPTED);
        begin(16, false);
        type("ab");
        type(*start);
        type("\x7f");
        expect_line("a");
        type(*start);
        type("\xc3\xa9" "x");
        expect_line("a\xc3\xa9" "x");
        type(*start);
        type("\x15");
        expect_line("");
    }
}

static void random_bytes_stay_in_bounds(void **state)
{
    (void)state;
    srand(5);
    for (uint32_t i = 0; i < 300000; i++) {
        uint32_t before = echoed_len;
        enum discipline_event event = discipline_feed(&line, (uint8_t)rand());

        assert_true(echoed_len - before <= DISCIPLINE_MAX_ECHO);
        assert_true(line.len <= line.limit);
        if (event != DISCIPLINE_MORE || echoed_len > 4000)
            begin(1 + (uint32_t)rand() % DISCIPLINE_MAX_BYTES, rand() & 1);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(a_line, setup),
        cmocka_unit_test_setup(taking_back, setup),
        cmocka_unit_test_setup(utf8_goes_back_whole, setup),
        cmocka_unit_test_setup(the_limit_rings, setup),
        cmocka_unit_test_setup(hidden_lines_show_nothing, setup),
        cmocka_unit_test_setup(erasing_leaves_nothing, setup),
        cmocka_unit_test_setup(interrupt_and_end, setup),
        cmocka_unit_test_setup(arrows_are_not_text, setup),
        cmocka_unit_test_setup(incomplete_sequences_end, setup),
        cmocka_unit_test_setup(random_bytes_stay_in_bounds, setup),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
