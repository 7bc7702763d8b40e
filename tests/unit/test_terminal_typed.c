/* SPDX-License-Identifier: MIT */
/* services/terminal/discipline/typed.c: whose the typed bytes are, what is dropped at the limit, and what ^C discards. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "typed.h"

static struct typed typed;

static int setup(void **state)
{
    (void)state;
    memset(&typed, 0, sizeof(typed));
    return 0;
}

static bool is_clean(void)
{
    for (uint32_t i = 0; i < QUEUE_BYTES; i++) {
        if (typed.queue.bytes[i])
            return false;
    }
    return true;
}

/* The outcome of the last byte. */
static enum typed_outcome type(const char *bytes)
{
    enum typed_outcome outcome = TYPED_KEPT;

    for (; *bytes; bytes++)
        outcome = typed_put(&typed, (uint8_t)*bytes);
    return outcome;
}

static void fill(char byte, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        assert_int_equal(typed_put(&typed, (uint8_t)byte), TYPED_KEPT);
}

/* One read: all that is ready. */
static void expect_read(enum typed_reader reader, uint32_t most, const char *bytes)
{
    uint32_t ready = typed_ready(&typed, reader, most);

    assert_int_equal(ready, strlen(bytes));
    for (uint32_t i = 0; i < ready; i++)
        assert_int_equal(typed_take(&typed, reader), (uint8_t)bytes[i]);
}

static void discard(uint32_t count)
{
    while (count > 0) {
        uint32_t ready = typed_ready(&typed, TYPED_RAW, count);

        assert_true(ready > 0);
        count -= ready;
        while (ready-- > 0)
            (void)typed_take(&typed, TYPED_RAW);
    }
}

static void a_reader_gets_no_more_than_its_line(void **state)
{
    (void)state;
    type("first\rs3cret\rthird");
    expect_read(TYPED_RAW, 1024, "first\r");
    expect_read(TYPED_LINE, 1, "s");
    expect_read(TYPED_LINE, 1024, "3cret\r");
    expect_read(TYPED_RAW, 1024, "third");
    expect_read(TYPED_RAW, 1024, "");
    assert_true(is_clean());
}

static void each_line_end_ends_a_read(void **state)
{
    (void)state;
    type("a\nb\x03" "c\x04" "d\re");
    expect_read(TYPED_RAW, 1024, "a\n");
    expect_read(TYPED_RAW, 1024, "b\x03");
    expect_read(TYPED_RAW, 1024, "c\x04");
    expect_read(TYPED_RAW, 1024, "d\r");
    expect_read(TYPED_RAW, 1024, "e");
}

static void no_more_than_asked_for(void **state)
{
    (void)state;
    type("abc\r");
    expect_read(TYPED_RAW, 1, "a");
    expect_read(TYPED_RAW, 2, "bc");
    expect_read(TYPED_RAW, 2, "\r");
}

/* \r\n is one end of a line, for whatever reader comes next; two newlines are two. */
static void return_newline_is_one_end(void **state)
{
    (void)state;
    type("run\r\npw\r\n\nnext\r");
    expect_read(TYPED_RAW, 1024, "run\r");
    expect_read(TYPED_LINE, 1024, "pw\r");
    expect_read(TYPED_RAW, 1024, "\n");
    expect_read(TYPED_RAW, 1024, "next\r");
    type("\n");
    expect_read(TYPED_LINE, 1024, "");
    type("\n");
    expect_read(TYPED_LINE, 1024, "\n");
    type("\n");
    expect_read(TYPED_LINE, 1024, "\n");
}

/* A raw reader gets what was typed as it was typed, the newline too. */
static void raw_is_raw(void **state)
{
    (void)state;
    type("a\r\nb");
    expect_read(TYPED_RAW, 1024, "a\r");
    expect_read(TYPED_RAW, 1024, "\n");
    expect_read(TYPED_RAW, 1024, "b");
}

static void an_interrupt_discards_what_was_before_it(void **state)
{
    (void)state;
    assert_false(typed_take_interrupt(&typed, 1));
    type("line\rpart");
    assert_false(typed_take_interrupt(&typed, 1));
    type("\x03" "after\r\x03");
    assert_true(typed_take_interrupt(&typed, 1));
    expect_read(TYPED_RAW, 1024, "after\r");
    assert_true(typed_take_interrupt(&typed, 1));
    assert_false(typed_take_interrupt(&typed, 1));
    assert_true(is_clean());
}

static void two_in_a_row_count_whoever_reads(void **state)
{
    (void)state;
    type("\x03");
    assert_false(typed_take_interrupt(&typed, 2));
    expect_read(TYPED_RAW, 1024, "\x03");
    type("x\x03");
    assert_false(typed_take_interrupt(&typed, 2));
    type("\x03");
    assert_true(typed_take_interrupt(&typed, 2));
    assert_false(typed_take_interrupt(&typed, 2));
    assert_true(is_clean());
    /* One that was taken counts. */
    type("\x03");
    expect_read(TYPED_RAW, 1024, "\x03");
    type("\x03");
    assert_true(typed_take_interrupt(&typed, 2));
    expect_read(TYPED_RAW, 1024, "");
}

static void whole_lines_are_dropped_at_the_limit(void **state)
{
    (void)state;
    fill('a', TYPED_MAX_BYTES - 10);
    assert_int_equal(type("\rrm -r /ab"), TYPED_KEPT);
    assert_int_equal(type("/"), TYPED_FULL);
    assert_int_equal(type("b\r"), TYPED_DROPPED);
    /* There would be room again, but not in order. */
    assert_int_equal(type("ls\r"), TYPED_DROPPED);
    assert_int_equal(type("half of"), TYPED_DROPPED);
    discard(TYPED_MAX_BYTES - 10 + 1);
    expect_read(TYPED_RAW, 1024, "");
    /* The rest of a line is not a line. */
    assert_int_equal(type(" a line\r\n"), TYPED_DROPPED);
    assert_int_equal(type("whole\r"), TYPED_KEPT);
    expect_read(TYPED_RAW, 1024, "whole\r");
    assert_true(is_clean());
}

static void a_line_longer_than_the_limit_is_dropped_whole(void **state)
{
    (void)state;
    fill('a', TYPED_MAX_BYTES);
    assert_int_equal(type("b"), TYPED_FULL);
    expect_read(TYPED_RAW, 1024, "");
    assert_true(is_clean());
    assert_int_equal(type("b\n"), TYPED_DROPPED);
    assert_int_equal(type("next\n"), TYPED_KEPT);
    expect_read(TYPED_RAW, 1024, "next\n");
}

/* Its reader must not take the head for the line. */
static void a_line_that_was_begun_is_given_up(void **state)
{
    (void)state;
    type("head");
    expect_read(TYPED_RAW, 1024, "head");
    fill('a', TYPED_MAX_BYTES);
    assert_int_equal(type("a"), TYPED_FULL);
    expect_read(TYPED_RAW, 1024, "\x03");
    assert_int_equal(type("tail\r"), TYPED_DROPPED);
    assert_int_equal(type("next\r"), TYPED_KEPT);
}

/* A ^D may be a key in the middle of a line. */
static void a_part_does_not_end_with_end_of_input(void **state)
{
    (void)state;
    type("abc\x04");
    fill('a', TYPED_MAX_BYTES - 4);
    assert_int_equal(type("a"), TYPED_FULL);
    expect_read(TYPED_RAW, 1024, "");
}

static void an_interrupt_has_room_always(void **state)
{
    (void)state;
    fill('a', TYPED_MAX_BYTES);
    assert_int_equal(type("\x03"), TYPED_KEPT);
    expect_read(TYPED_RAW, 1024, "\x03");
    type("kept\r");
    fill('a', TYPED_MAX_BYTES - 5);
    assert_int_equal(type("a"), TYPED_FULL);
    assert_int_equal(type("b\x03"), TYPED_KEPT);
    expect_read(TYPED_RAW, 1024, "\x03");
    /* And nothing is dropped any more. */
    assert_int_equal(type("next\r"), TYPED_KEPT);
    expect_read(TYPED_RAW, 1024, "next\r");
}

static void erasing_leaves_nothing(void **state)
{
    (void)state;
    type("secret\rsecret");
    (void)typed_take(&typed, TYPED_LINE);
    typed_erase(&typed);
    assert_true(is_clean());
    expect_read(TYPED_RAW, 1024, "");
}

/* Whatever is typed and whoever reads: lines come whole or not at all, and in order. */
static void random_lines_come_whole(void **state)
{
    uint32_t written = 0, last = 0, lines = 0, outcomes[3] = { 0 };
    char line[64], got[128];
    uint32_t at = 0;

    (void)state;
    srand(23);
    for (uint32_t turn = 0; turn < 200000; turn++) {
        if (rand() % 5) {
            int len = snprintf(line, sizeof(line), "%u:%.*s.\r", ++written, rand() % 40, "........................................");

            for (int i = 0; i < len; i++)
                outcomes[typed_put(&typed, (uint8_t)line[i])]++;
        }
        /* Sometimes nothing is read for long. */
        if (turn % 400 < 200)
            continue;
        uint32_t ready = typed_ready(&typed, rand() & 1 ? TYPED_RAW : TYPED_LINE, 1 + (uint32_t)rand() % 64);

        for (uint32_t i = 0; i < ready; i++)
            got[at++] = (char)typed_take(&typed, TYPED_RAW);
        assert_true(at < sizeof(got));
        if (at > 0 && got[at - 1] == '\r') {
            uint32_t number = (uint32_t)atoi(got);

            assert_true(number > last && got[at - 2] == '.');
            last = number;
            lines++;
            at = 0;
        } else if (at > 0 && got[at - 1] == TYPED_INTERRUPT) {
            at = 0;
        }
    }
    assert_true(lines > 1000 && outcomes[TYPED_FULL] > 10 && outcomes[TYPED_DROPPED] > 1000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(a_reader_gets_no_more_than_its_line, setup),
        cmocka_unit_test_setup(each_line_end_ends_a_read, setup),
        cmocka_unit_test_setup(no_more_than_asked_for, setup),
        cmocka_unit_test_setup(return_newline_is_one_end, setup),
        cmocka_unit_test_setup(raw_is_raw, setup),
        cmocka_unit_test_setup(an_interrupt_discards_what_was_before_it, setup),
        cmocka_unit_test_setup(two_in_a_row_count_whoever_reads, setup),
        cmocka_unit_test_setup(whole_lines_are_dropped_at_the_limit, setup),
        cmocka_unit_test_setup(a_line_longer_than_the_limit_is_dropped_whole, setup),
        cmocka_unit_test_setup(a_line_that_was_begun_is_given_up, setup),
        cmocka_unit_test_setup(a_part_does_not_end_with_end_of_input, setup),
        cmocka_unit_test_setup(an_interrupt_has_room_always, setup),
        cmocka_unit_test_setup(erasing_leaves_nothing, setup),
        cmocka_unit_test_setup(random_lines_come_whole, setup),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
