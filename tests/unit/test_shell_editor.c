/* SPDX-License-Identifier: MIT */
/*
 * services/shell/editor: bytes go in as typed, what comes out drives a small model of a terminal, and the row of that
 * terminal is what must be right.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "editor.h"

#define PROMPT "capos> "
#define COLUMNS 40u

/* A dumb terminal: printable bytes, backspace, newline, bell. UTF-8 characters take one column. */
static struct {
    char cells[COLUMNS][5];
    uint32_t column;
    uint32_t bells, newlines, clears, bytes;
    uint32_t escape;
} terminal;

static struct screen screen;
static struct history history;
static struct editor editor;

static void row_clear(void)
{
    for (uint32_t i = 0; i < COLUMNS; i++)
        strcpy(terminal.cells[i], " ");
    terminal.column = 0;
}

static void terminal_text(char byte)
{
    if (((uint8_t)byte & 0xc0) == 0x80) {
        char *cell = terminal.cells[terminal.column - 1];
        size_t len = strlen(cell);

        assert_true(len < 4);
        cell[len] = byte;
        cell[len + 1] = 0;
        return;
    }
    /* The last column stays free, or a real terminal would wrap. */
    assert_true(terminal.column < COLUMNS - 1);
    terminal.cells[terminal.column][0] = byte;
    terminal.cells[terminal.column][1] = 0;
    terminal.column++;
}

static void terminal_byte(char byte)
{
    terminal.bytes++;
    if (terminal.escape) {
        terminal.escape = byte == 'J' || byte == 'H' ? 0 : 1;
        if (byte == 'J') {
            row_clear();
            terminal.clears++;
        }
    } else if (byte == '\x1b') {
        terminal.escape = 1;
    } else if (byte == '\b') {
        assert_true(terminal.column > 0);
        terminal.column--;
    } else if (byte == '\a') {
        terminal.bells++;
    } else if (byte == '\n') {
        terminal.newlines++;
        row_clear();
    } else {
        terminal_text(byte);
    }
}

static void put(void *context, const char *bytes, uint32_t len)
{
    (void)context;
    for (uint32_t i = 0; i < len; i++)
        terminal_byte(bytes[i]);
}

static int setup(void **state)
{
    (void)state;
    memset(&terminal, 0, sizeof(terminal));
    memset(&history, 0, sizeof(history));
    row_clear();
    screen_init(&screen, PROMPT, COLUMNS, put, NULL);
    editor_init(&editor, &screen, &history);
    editor_begin(&editor);
    return 0;
}

static enum editor_event type(const char *bytes)
{
    enum editor_event event = EDITOR_NONE;

    for (; *bytes; bytes++)
        event = editor_feed(&editor, (uint8_t)*bytes);
    if (event == EDITOR_NONE)
        editor_show(&editor);
    return event;
}

static void expect_row(const char *text, uint32_t cursor)
{
    char row[COLUMNS * 4 + 1] = "";

    for (uint32_t i = 0; i < COLUMNS; i++)
        strcat(row, terminal.cells[i]);
    for (size_t end = strlen(row); end > 0 && row[end - 1] == ' '; end--)
        row[end - 1] = 0;
    assert_string_equal(row, text);
    assert_int_equal(terminal.column, cursor);
}

static void expect_line(const char *text)
{
    assert_int_equal(editor.line.len, strlen(text));
    assert_memory_equal(editor.line.text, text, editor.line.len);
}

static void typing(void **state)
{
    (void)state;
    type("hello");
    expect_row(PROMPT "hello", 12);
    assert_int_equal(type("\r"), EDITOR_ACCEPT);
    expect_line("hello");
    assert_int_equal(terminal.newlines, 1);
}

static void typing_at_the_end_sends_one_byte(void **state)
{
    (void)state;
    uint32_t before = terminal.bytes;

    type("abc");
    assert_int_equal(terminal.bytes - before, 3);
}

static void editing_keys(void **state)
{
    (void)state;
    type("helo\x1b[Dl");
    expect_row(PROMPT "hello", 11);
    type("\x01X");
    expect_row(PROMPT "Xhello", 8);
    type("\x1b[3~");
    expect_row(PROMPT "Xello", 8);
    type("\x05!");
    expect_row(PROMPT "Xello!", 13);
    type("\x7f\x08");
    expect_row(PROMPT "Xell", 11);
    type("\x1b[H\x04");
    expect_row(PROMPT "ell", 7);
    type("\x1b[F one two\x17");
    expect_row(PROMPT "ell one", 15); /* and the space behind it */
    type("\x1b[1;5D\x0b");
    expect_row(PROMPT "ell", 11);
    type("\x1b[1;5D\x06\x15");
    expect_row(PROMPT "ll", 7);
    type("\x1b[1;5C\x02\x02\x02\x02");
    expect_row(PROMPT "ll", 7);
}

static void keys_at_the_edges_do_nothing(void **state)
{
    (void)state;
    type("\x7f\x1b[3~\x1b[D\x1b[C\x0b\x15\x17\x01\x05");
    expect_row("capos>", 7);
    type("a\x1b[C\x1b[C");
    expect_row(PROMPT "a", 8);
}

static void utf8_is_one_column(void **state)
{
    (void)state;
    type("a\xc3\xa9\xe2\x82\xac");
    expect_row(PROMPT "a\xc3\xa9\xe2\x82\xac", 10);
    type("\x1b[D\x1b[D-");
    expect_row(PROMPT "a-\xc3\xa9\xe2\x82\xac", 9);
    type("\x05\x7f\x7f");
    expect_row(PROMPT "a-", 9);
    expect_line("a-");
}

static void interrupt_and_end(void **state)
{
    (void)state;
    type("abc");
    assert_int_equal(type("\x03"), EDITOR_INTERRUPT);
    editor_begin(&editor);
    assert_int_equal(type("\x04"), EDITOR_END);
    assert_int_equal(type("\t"), EDITOR_COMPLETE);
}

static void clear_screen_keeps_the_line(void **state)
{
    (void)state;
    type("abc\x1b[D\x0c");
    assert_int_equal(terminal.clears, 1);
    expect_row(PROMPT "abc", 9);
}

static void history_keys(void **state)
{
    (void)state;
    history_add(&history, "first", 5);
    history_add(&history, "second one", 10);
    type("draft\x1b[A");
    expect_row(PROMPT "second one", 17);
    type("\x10");
    expect_row(PROMPT "first", 12);
    type("\x1b[A");
    assert_int_equal(terminal.bells, 1);
    type("\x1b[B\x0e");
    expect_row(PROMPT "draft", 12);
    type("\x1b[B");
    assert_int_equal(terminal.bells, 2);
    expect_line("draft");
}

static void long_lines_scroll(void **state)
{
    (void)state;
    for (int i = 0; i < 50; i++)
        type("0123456789");
    assert_int_equal(editor.line.len, 500);
    assert_string_equal(terminal.cells[7], "<");
    assert_string_equal(terminal.cells[terminal.column - 1], "9");
    type("\x01");
    assert_string_equal(terminal.cells[7], "0");
    assert_string_equal(terminal.cells[COLUMNS - 2], ">");
    assert_int_equal(terminal.column, 7);
    type("\x05\x15");
    expect_row("capos>", 7);
}

static void a_full_line_rings(void **state)
{
    (void)state;
    for (uint32_t i = 0; i < LINE_BYTES; i++)
        type("x");
    assert_int_equal(terminal.bells, 0);
    type("y");
    assert_int_equal(terminal.bells, 1);
    assert_int_equal(editor.line.len, LINE_BYTES);
    /* A character of several bytes that only half fits is refused whole. */
    type("\x7f\xc3\xa9");
    assert_int_equal(editor.line.len, LINE_BYTES - 1);
}

/* Its head is another line than the one that was typed. */
static void a_line_that_does_not_fit_is_refused(void **state)
{
    (void)state;
    for (uint32_t i = 0; i < LINE_BYTES + 5; i++)
        type("x");
    assert_int_equal(type("\r"), EDITOR_REFUSED);
    assert_int_equal(editor.refused, 5);
    assert_int_equal(terminal.bells, 1);
    editor_begin(&editor);
    assert_int_equal(type("short\r"), EDITOR_ACCEPT);
    /* What is left after some was taken away is not it either; after all was, it is a new line. */
    editor_begin(&editor);
    for (uint32_t i = 0; i < LINE_BYTES + 1; i++)
        type("x");
    assert_int_equal(type("\x7f\x7f\r"), EDITOR_REFUSED);
    editor_begin(&editor);
    for (uint32_t i = 0; i < LINE_BYTES + 1; i++)
        type("x");
    assert_int_equal(type("\x15short\r"), EDITOR_ACCEPT);
    expect_line("short");
    /* Exactly full is not too long. */
    editor_begin(&editor);
    for (uint32_t i = 0; i < LINE_BYTES; i++)
        type("x");
    assert_int_equal(type("\r"), EDITOR_ACCEPT);
}

/* A paste costs the row once. */
static void what_comes_at_once_is_drawn_once(void **state)
{
    uint32_t before = terminal.bytes;

    (void)state;
    type("0123456789012345678901234567890123456789012345678901234567890123456789");
    assert_true(terminal.bytes - before < 2 * COLUMNS);
    assert_string_equal(terminal.cells[terminal.column - 1], "9");
    /* What ends the line shows it first. */
    before = terminal.newlines;
    for (const char *byte = "ab\x03"; *byte; byte++)
        (void)editor_feed(&editor, (uint8_t)*byte);
    assert_int_equal(terminal.newlines, before + 1);
    assert_int_equal(screen.shown[screen.shown_count - 1], 'b');
}

static void completion_inserts_and_redraws(void **state)
{
    (void)state;
    type("call @ti x\x1b[D\x1b[D");
    editor_insert(&editor, "mer", 3);
    expect_row(PROMPT "call @timer x", 18);
    screen_newline(&screen);
    editor_redraw(&editor);
    expect_row(PROMPT "call @timer x", 18);
}

/* The row always equals what a full redraw would show, whatever is typed. */
static void random_keys(void **state)
{
    static const char *const keys[] = {
        "a", "bc ", "\xc3\xa9", "\x1b[D", "\x1b[C", "\x01", "\x05", "\x7f", "\x1b[3~", "\x17", "\x0b", "\x15", "\x1b[A",
        "\x1b[B", "\x1b[1;5D", "\x1b[1;5C", "0123456789", "the quick brown fox jumps over",
    };

    (void)state;
    history_add(&history, "a line of history that is longer than the row of this terminal", 62);
    srand(11);
    for (int i = 0; i < 20000; i++) {
        type(keys[(size_t)rand() % (sizeof(keys) / sizeof(keys[0]))]);
        for (uint32_t cell = 0; cell < screen.shown_count; cell++) {
            char bytes[5] = { 0 };

            memcpy(bytes, &screen.shown[cell], 4);
            assert_string_equal(terminal.cells[cell + 7], bytes);
        }
        for (uint32_t cell = screen.shown_count + 7; cell < COLUMNS; cell++)
            assert_string_equal(terminal.cells[cell], " ");
        assert_int_equal(terminal.column, screen.column + 7);
        assert_true(editor.line.cursor <= editor.line.len && editor.line.len <= LINE_BYTES);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(typing, setup),
        cmocka_unit_test_setup(typing_at_the_end_sends_one_byte, setup),
        cmocka_unit_test_setup(editing_keys, setup),
        cmocka_unit_test_setup(keys_at_the_edges_do_nothing, setup),
        cmocka_unit_test_setup(utf8_is_one_column, setup),
        cmocka_unit_test_setup(interrupt_and_end, setup),
        cmocka_unit_test_setup(clear_screen_keeps_the_line, setup),
        cmocka_unit_test_setup(history_keys, setup),
        cmocka_unit_test_setup(long_lines_scroll, setup),
        cmocka_unit_test_setup(a_full_line_rings, setup),
        cmocka_unit_test_setup(a_line_that_does_not_fit_is_refused, setup),
        cmocka_unit_test_setup(what_comes_at_once_is_drawn_once, setup),
        cmocka_unit_test_setup(completion_inserts_and_redraws, setup),
        cmocka_unit_test_setup(random_keys, setup),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
