/* SPDX-License-Identifier: MIT */
/* services/shell/editor/keys.c: the sequences of several terminals, UTF-8, and rubbish. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "keys.h"

/* Feeds all bytes; the keys that came out, as a list. */
static uint32_t decode(const char *bytes, enum key *keys, uint32_t most)
{
    struct key_decoder decoder = { 0 };
    uint32_t count = 0;

    for (; *bytes; bytes++) {
        enum key key;

        if (key_decode(&decoder, (uint8_t)*bytes, &key)) {
            assert_true(count < most);
            keys[count++] = key;
        }
    }
    return count;
}

static void expect_one(const char *bytes, enum key expected)
{
    enum key keys[4];

    assert_int_equal(decode(bytes, keys, 4), 1);
    assert_int_equal(keys[0], expected);
}

static void sequences(void **state)
{
    (void)state;
    expect_one("\x1b[A", KEY_UP);
    expect_one("\x1bOA", KEY_UP);
    expect_one("\x1b[B", KEY_DOWN);
    expect_one("\x1b[C", KEY_RIGHT);
    expect_one("\x1b[D", KEY_LEFT);
    expect_one("\x1b[1;5C", KEY_WORD_RIGHT);
    expect_one("\x1b[1;5D", KEY_WORD_LEFT);
    expect_one("\x1b" "b", KEY_WORD_LEFT);
    expect_one("\x1b" "f", KEY_WORD_RIGHT);
    expect_one("\x1b[H", KEY_HOME);
    expect_one("\x1bOH", KEY_HOME);
    expect_one("\x1b[1~", KEY_HOME);
    expect_one("\x1b[7~", KEY_HOME);
    expect_one("\x1b[F", KEY_END);
    expect_one("\x1bOF", KEY_END);
    expect_one("\x1b[4~", KEY_END);
    expect_one("\x1b[8~", KEY_END);
    expect_one("\x1b[3~", KEY_DELETE);
}

static void controls(void **state)
{
    static const enum key expected[] = {
        KEY_HOME, KEY_LEFT,     KEY_INTERRUPT,    KEY_END_OR_DELETE, KEY_END,  KEY_RIGHT,     KEY_BACKSPACE, KEY_TAB,
        KEY_ENTER, KEY_KILL_END, KEY_CLEAR_SCREEN, KEY_DOWN,          KEY_UP,   KEY_KILL_START, KEY_KILL_WORD, KEY_BACKSPACE,
    };
    enum key keys[16];

    (void)state;
    assert_int_equal(decode("\x01\x02\x03\x04\x05\x06\x08\t\n\x0b\x0c\x0e\x10\x15\x17\x7f", keys, 16), 16);
    assert_memory_equal(keys, expected, sizeof(expected));
}

static void unknown_sequences_are_swallowed_whole(void **state)
{
    enum key keys[4];

    (void)state;
    assert_int_equal(decode("\x1b[2~\x1b[15~\x1b[200~\x1bOP\x1b[?25hx", keys, 4), 1);
    assert_int_equal(keys[0], KEY_TEXT);
    assert_int_equal(decode("\x1b[99999999999999999999~\x1b[1;2;3;4Q", keys, 4), 0);
}

/* Escape alone, and what a lost byte leaves of an arrow key, do not swallow the key that comes next. */
static void incomplete_sequences_end(void **state)
{
    static const char *const starts[] = { "\x1b", "\x1b[", "\x1b[1", "\x1b[1;", "\x1bO", "\x1b\x1b", "\x1b[\x1b[", NULL };
    static const struct { const char *byte; enum key key; } ends[] = {
        { "\r", KEY_ENTER }, { "\n", KEY_ENTER }, { "\x03", KEY_INTERRUPT }, { "\x04", KEY_END_OR_DELETE },
        { "\t", KEY_TAB }, { "\x15", KEY_KILL_START }, { "\xc3\xa9", KEY_TEXT },
    };
    char bytes[16];

    (void)state;
    for (const char *const *start = starts; *start; start++) {
        for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
            strcpy(bytes, *start);
            strcat(bytes, ends[i].byte);
            expect_one(bytes, ends[i].key);
        }
    }
    /* Alt with backspace is a key of its own; behind more than Escape it is backspace. */
    expect_one("\x1b\x7f", KEY_KILL_WORD);
    expect_one("\x1b\x08", KEY_KILL_WORD);
    expect_one("\x1b[\x7f", KEY_BACKSPACE);
    expect_one("\x1b[1;5\x08", KEY_BACKSPACE);
    expect_one("\x1b\x1b[A", KEY_UP);
}

static void enter_counts_once(void **state)
{
    enum key keys[8];

    (void)state;
    assert_int_equal(decode("\r\n", keys, 8), 1);
    assert_int_equal(decode("\r\r", keys, 8), 2);
    assert_int_equal(decode("\n\n", keys, 8), 2);
    assert_int_equal(decode("\r\n\r\n", keys, 8), 2);
}

static void utf8(void **state)
{
    struct key_decoder decoder = { 0 };
    enum key key;

    (void)state;
    assert_false(key_decode(&decoder, 0xe2, &key));
    assert_false(key_decode(&decoder, 0x82, &key));
    assert_true(key_decode(&decoder, 0xac, &key));
    assert_int_equal(key, KEY_TEXT);
    assert_int_equal(decoder.text_len, 3);
    assert_memory_equal(decoder.text, "\xe2\x82\xac", 3);
    /* Broken: forgotten, and the byte that broke it counts. */
    assert_false(key_decode(&decoder, 0xe2, &key));
    assert_true(key_decode(&decoder, 'x', &key));
    assert_memory_equal(decoder.text, "x", 1);
    assert_false(key_decode(&decoder, 0x80, &key));
    assert_false(key_decode(&decoder, 0xff, &key));
    assert_false(key_decode(&decoder, 0xc3, &key));
    assert_true(key_decode(&decoder, 3, &key));
    assert_int_equal(key, KEY_INTERRUPT);
    /* U+009B is a control character, U+00A0 is not. */
    assert_false(key_decode(&decoder, 0xc2, &key));
    assert_false(key_decode(&decoder, 0x9b, &key));
    assert_false(key_decode(&decoder, 0xc2, &key));
    assert_true(key_decode(&decoder, 0xa0, &key));
}

static void rubbish(void **state)
{
    struct key_decoder decoder = { 0 };

    (void)state;
    srand(3);
    for (int i = 0; i < 200000; i++) {
        enum key key;

        if (key_decode(&decoder, (uint8_t)rand(), &key)) {
            assert_true(key > KEY_NONE && key < KEY_COUNT);
            assert_true(key != KEY_TEXT || (decoder.text_len >= 1 && decoder.text_len <= 4));
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sequences),         cmocka_unit_test(controls), cmocka_unit_test(unknown_sequences_are_swallowed_whole),
        cmocka_unit_test(enter_counts_once), cmocka_unit_test(utf8),     cmocka_unit_test(rubbish),
        cmocka_unit_test(incomplete_sequences_end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
