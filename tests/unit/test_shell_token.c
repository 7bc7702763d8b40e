/* SPDX-License-Identifier: MIT */
/* services/shell/language/token.c: every kind of token, the edges of the line, brackets with strings in between. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "token.h"

static struct token first(const char *line)
{
    return token_next(line, (uint32_t)strlen(line), 0);
}

static void expect(const char *line, enum token_kind kind, const char *text)
{
    struct token token = first(line);
    struct capn_text inner = token_text(line, &token);

    assert_int_equal(token.kind, kind);
    assert_int_equal(inner.len, strlen(text));
    assert_memory_equal(inner.data, text, inner.len);
}

static void kinds(void **state)
{
    (void)state;
    expect("", TOKEN_END, "");
    expect("   \t", TOKEN_END, "");
    expect("  hello-world.x y", TOKEN_WORD, "hello-world.x");
    expect("-12)", TOKEN_NUMBER, "-12");
    expect("0x1f,", TOKEN_NUMBER, "0x1f");
    expect("\"a b\" c", TOKEN_STRING, "a b");
    expect("\"a \\\" b\"", TOKEN_STRING, "a \\\" b");
    expect("@timer", TOKEN_GRANTED, "timer");
    expect("$h.facet}", TOKEN_BOUND, "h.facet");
    expect("->", TOKEN_ARROW, "->");
    expect("{", TOKEN_PUNCTUATION, "{");
}

static void problems(void **state)
{
    static const char *const lines[] = { "\"open", "\"ends in a backslash\\", "@", "$ ", "%", "-", "\x80" };

    (void)state;
    for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
        struct token token = first(lines[i]);

        assert_int_equal(token.kind, TOKEN_BAD);
        assert_non_null(strstr(token.problem, "expected"));
        assert_true(token.start + token.len <= strlen(lines[i]));
    }
}

static void an_arrow_ends_a_name(void **state)
{
    const char *line = "$a->$b";
    struct token token = first(line);

    (void)state;
    assert_int_equal(token.len, 2);
    token = token_next(line, 6, 2);
    assert_int_equal(token.kind, TOKEN_ARROW);
    token = token_next(line, 6, 4);
    assert_int_equal(token.kind, TOKEN_BOUND);
}

static void escapes(void **state)
{
    const char *line = "\"a\\n\\\"\\\\b\"";
    struct token token = first(line);
    char out[8];
    uint32_t len;

    (void)state;
    assert_int_equal(token_string(line, &token, out, sizeof(out), &len), STATUS_OK);
    assert_int_equal(len, 5);
    assert_memory_equal(out, "a\n\"\\b", 5);
    assert_int_equal(token_string(line, &token, out, 4, &len), STATUS_NO_SPACE);
    line = "\"\\q\"";
    token = first(line);
    assert_int_equal(token_string(line, &token, out, sizeof(out), &len), STATUS_SYNTAX);
}

static void closing_brackets(void **state)
{
    const char *line = "(a: [1, \")\", 0x\"00\"], b: (c: '(')) x";
    uint32_t close = 0;

    (void)state;
    assert_true(token_find_close(line, (uint32_t)strlen(line), 0, &close));
    assert_int_equal(line[close], ')');
    assert_string_equal(line + close, ") x");
    assert_false(token_find_close("(()", 3, 0, &close));
    assert_false(token_find_close("(\"abc", 5, 0, &close));
    assert_false(token_find_close("(\"\\", 3, 0, &close));
}

/* Whatever is typed: tokens go forward, stay in the line, and come to an end. */
static void random_lines(void **state)
{
    static const char alphabet[] = "ab-.>@$\"\\(){}[]:,=0 \t\x80";

    (void)state;
    srand(7);
    for (int round = 0; round < 20000; round++) {
        char *line = malloc(24);
        uint32_t len = (uint32_t)rand() % 24, at = 0, close;

        for (uint32_t i = 0; i < len; i++)
            line[i] = alphabet[(size_t)rand() % (sizeof(alphabet) - 1)];
        for (;;) {
            struct token token = token_next(line, len, at);

            assert_true(token.start >= at && token.start + token.len <= len);
            if (token.kind == TOKEN_END)
                break;
            assert_true(token.len > 0);
            at = token.start + token.len;
        }
        if (len && token_find_close(line, len, 0, &close))
            assert_true(close < len);
        free(line);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kinds),   cmocka_unit_test(problems),         cmocka_unit_test(an_arrow_ends_a_name),
        cmocka_unit_test(escapes), cmocka_unit_test(closing_brackets), cmocka_unit_test(random_lines),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
