/* SPDX-License-Identifier: MIT */
/* lib/escape: each shape by its literal bytes, and that no byte outside of a sequence is ever taken. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "escape.h"

/* The last result; all before it must be ESCAPE_MORE. */
static enum escape_result feed(struct escape *escape, const char *bytes)
{
    size_t len = strlen(bytes);

    for (size_t i = 0; i + 1 < len; i++)
        assert_int_equal(escape_feed(escape, (uint8_t)bytes[i]), ESCAPE_MORE);
    return escape_feed(escape, (uint8_t)bytes[len - 1]);
}

static void test_complete(void **state)
{
    static const struct {
        const char *bytes;
        char introducer, final;
        uint8_t first, second;
    } known[] = {
        { "\x1b[A", '[', 'A', 0, 0 },      { "\x1b[1;5C", '[', 'C', 1, 5 }, { "\x1bOP", 'O', 'P', 0, 0 }, { "\x1b[3~", '[', '~', 3, 0 },
        { "\x1b" "b", 0, 'b', 0, 0 },      { "\x1b[999~", '[', '~', 255, 0 }, { "\x1b[?25h", '[', 'h', 25, 0 },
        { "\x1b\x1b[B", '[', 'B', 0, 0 },  { "\x1b[1;2;3H", '[', 'H', 1, 3 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
        struct escape escape = { 0 };

        assert_int_equal(feed(&escape, known[i].bytes), ESCAPE_COMPLETE);
        assert_int_equal(escape.introducer, known[i].introducer);
        assert_int_equal(escape.final, known[i].final);
        if (known[i].introducer == '[') {
            assert_int_equal(escape.parameter[0], known[i].first);
            assert_int_equal(escape.parameter[1], known[i].second);
        }
        assert_int_equal(escape_feed(&escape, 'x'), ESCAPE_NOT);
    }
}

/* Whatever was begun: a byte that cannot belong to it counts, and nothing is left of the sequence. */
static void test_ended(void **state)
{
    static const char *const starts[] = { "\x1b", "\x1b[", "\x1b[1;", "\x1bO" };

    (void)state;
    for (size_t i = 0; i < sizeof(starts) / sizeof(starts[0]); i++) {
        for (uint32_t byte = 0; byte < 256; byte++) {
            struct escape escape = { 0 };

            if (byte == ESCAPE_BYTE || (byte >= 0x20 && byte < 0x7f))
                continue;
            assert_int_equal(feed(&escape, starts[i]), ESCAPE_MORE);
            assert_int_equal(escape_feed(&escape, (uint8_t)byte), ESCAPE_NOT);
            assert_int_equal(escape_feed(&escape, 'A'), ESCAPE_NOT);
        }
    }
}

static void test_ordinary(void **state)
{
    struct escape escape = { 0 };

    (void)state;
    for (uint32_t byte = 0; byte < 256; byte++) {
        if (byte != ESCAPE_BYTE)
            assert_int_equal(escape_feed(&escape, (uint8_t)byte), ESCAPE_NOT);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_complete),
        cmocka_unit_test(test_ended),
        cmocka_unit_test(test_ordinary),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
