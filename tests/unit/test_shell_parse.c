/* SPDX-License-Identifier: MIT */
/* services/shell/language/parse*.c: what each command accepts, and for each mistake what is said and where. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "parse.h"

static void text_is(struct capn_text text, const char *expected)
{
    assert_int_equal(text.len, strlen(expected));
    assert_memory_equal(text.data, expected, text.len);
}

static bool call(struct parser *parser, const char *line, struct call_command *out)
{
    parser_init(parser, line, (uint32_t)strlen(line), 0);
    parser_next(parser);
    return parse_call(parser, out);
}

static bool spawn(struct parser *parser, const char *line, struct spawn_command *out)
{
    parser_init(parser, line, (uint32_t)strlen(line), 0);
    parser_next(parser);
    return parse_spawn(parser, out);
}

static void calls(void **state)
{
    struct parser parser;
    struct call_command out;

    (void)state;
    assert_true(call(&parser, "call @timer sleep(ns: 12, x: \")\") -> $later", &out));
    text_is(out.target.name, "timer");
    assert_false(out.target.bound);
    text_is(out.method, "sleep");
    text_is(out.arguments, "(ns: 12, x: \")\")");
    text_is(out.bind, "later");
    assert_int_equal(out.method_column, 12);
    assert_int_equal(out.arguments_column, 17);

    assert_true(call(&parser, "call $h.1 now", &out));
    assert_true(out.target.bound);
    text_is(out.target.name, "h.1");
    text_is(out.arguments, "");
    text_is(out.bind, "");
}

static void call_mistakes(void **state)
{
    static const struct {
        const char *line;
        uint32_t column;
        const char *expected;
    } cases[] = {
        { "call", 4, "a capability" },
        { "call timer now", 5, "a capability" },
        { "call @ now", 5, "name of a capability after @" },
        { "call @timer", 11, "name of a method" },
        { "call @timer 5", 12, "name of a method" },
        { "call @timer sleep(ns: 1", 23, ") that ends" },
        { "call @timer now() then", 18, "-> $name or the end" },
        { "call @timer now() ->", 20, "$name after ->" },
        { "call @timer now() -> @x", 21, "$name after ->" },
        { "call @timer now() -> $a.b", 21, "without dots" },
        { "call @timer now() -> $a0123456789012345678901234567890123", 21, "at most 31" },
        { "call @timer now %", 16, "a word" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct parser parser;
        struct call_command out;

        assert_false(call(&parser, cases[i].line, &out));
        if (!strstr(parser.error.expected, cases[i].expected) || parser.error.column != cases[i].column)
            fail_msg("%s: %u %s", cases[i].line, parser.error.column, parser.error.expected);
    }
}

static void spawns(void **state)
{
    struct parser parser;
    struct spawn_command out;

    (void)state;
    assert_true(spawn(&parser, "run \"hello\"", &out));
    assert_false(out.bare);
    text_is(out.binary, "hello");
    assert_int_equal(out.grant_count, 0);
    assert_false(out.has_session);

    assert_true(spawn(&parser, "spawn \"hello\" as $ada.1 with { memory: @memory } -> $h", &out));
    assert_true(out.has_session);
    assert_true(out.session.bound);
    text_is(out.session.name, "ada.1");
    assert_int_equal(out.grant_count, 1);

    assert_true(spawn(&parser, "spawn bare \"chat\" with {} -> $c", &out));
    assert_true(out.bare);
    text_is(out.bind, "c");

    assert_true(spawn(&parser,
                      "spawn \"chat\" with { console: @console, chat: endpoint Echo, a: client @ep Echo, b: client $c, } -> $s",
                      &out));
    assert_int_equal(out.grant_count, 4);
    assert_int_equal(out.grants[0].kind, GRANT_CAPABILITY);
    text_is(out.grants[0].name, "console");
    text_is(out.grants[0].cap.name, "console");
    assert_int_equal(out.grants[1].kind, GRANT_ENDPOINT);
    text_is(out.grants[1].interface, "Echo");
    assert_int_equal(out.grants[2].kind, GRANT_CLIENT);
    text_is(out.grants[2].interface, "Echo");
    assert_int_equal(out.grants[3].kind, GRANT_CLIENT);
    assert_int_equal(out.grants[3].interface.len, 0);
    assert_true(out.grants[3].cap.bound);
    text_is(out.bind, "s");

    assert_true(spawn(&parser, "run \"pool\" with { park, terminal: @terminal, threads }", &out));
    assert_int_equal(out.grant_count, 3);
    assert_int_equal(out.grants[0].kind, GRANT_OWN);
    assert_int_equal(out.grants[0].own, OWN_PARK);
    text_is(out.grants[0].name, "park");
    assert_int_equal(out.grants[1].kind, GRANT_CAPABILITY);
    assert_int_equal(out.grants[2].own, OWN_THREADS);
}

static void spawn_mistakes(void **state)
{
    static const struct {
        const char *line;
        uint32_t column;
        const char *expected;
    } cases[] = {
        { "run", 3, "binary in quotes" },
        { "run hello", 4, "binary in quotes" },
        { "run \"hello\" as", 14, "capability" },
        { "run \"hello\" as with {}", 15, "capability" },
        { "run \"hello", 4, "closing" },
        { "run \"\"", 4, "1 to 31" },
        { "run \"hello\" and", 12, "with {" },
        { "run \"hello\" with", 16, "{ after with" },
        { "run \"hello\" with { a", 20, ": after the name" },
        { "run \"hello\" with { @a", 19, "name that the child" },
        { "run \"hello\" with { a, b: @c }", 19, "says what can stand alone" },
        { "run \"hello\" with { threads, threads }", 28, "another name" },
        { "run \"hello\" with { threads park }", 27, ": after the name" },
        { "run \"hello\" with { a: 5", 22, "client @endpoint" },
        { "run \"hello\" with { a: owner @b }", 22, "client @endpoint" },
        { "run \"hello\" with { a: client b }", 29, "a capability" },
        { "run \"hello\" with { a: endpoint }", 31, "the child will serve" },
        { "run \"hello\" with { a: @b c: @d }", 25, ", or }" },
        { "run \"hello\" with { a: @b", 24, ", or }" },
        { "run \"hello\" with { a: @b, a: @c }", 26, "another name" },
        { "run \"hello\" with { Ab: @b }", 19, "a-z" },
        { "run \"hello\" with { a: @b } x", 27, "-> $name" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct parser parser;
        struct spawn_command out;

        assert_false(spawn(&parser, cases[i].line, &out));
        if (!strstr(parser.error.expected, cases[i].expected) || parser.error.column != cases[i].column)
            fail_msg("%s: %u %s", cases[i].line, parser.error.column, parser.error.expected);
    }
}

static void too_many_grants(void **state)
{
    char line[4096];
    size_t used = (size_t)snprintf(line, sizeof(line), "run \"x\" with { ");
    struct parser parser;
    struct spawn_command out;

    (void)state;
    for (unsigned i = 0; i <= SPAWN_MAX_GRANTS; i++)
        used += (size_t)snprintf(line + used, sizeof(line) - used, "n%u: @a, ", i);
    (void)snprintf(line + used, sizeof(line) - used, "}");
    assert_false(spawn(&parser, line, &out));
    assert_non_null(strstr(parser.error.expected, "84 names are the most"));
    assert_int_equal(out.grant_count, SPAWN_MAX_GRANTS);
}

static void numbers(void **state)
{
    static const struct {
        const char *line;
        bool right;
        uint32_t number;
    } cases[] = {
        { "0", true, 0 }, { "007", true, 7 }, { "999999999", true, 999999999 }, { "1000000000", false, 0 }, { "-1", false, 0 },
        { "0x10", false, 0 }, { "1.5", false, 0 }, { "12a", false, 0 }, { "word", false, 0 }, { "", false, 0 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct parser parser;
        uint32_t number = 1;

        parser_init(&parser, cases[i].line, (uint32_t)strlen(cases[i].line), 0);
        assert_int_equal(parse_number(&parser, "expected a number", &number), cases[i].right);
        if (cases[i].right) {
            assert_int_equal(number, cases[i].number);
            assert_true(parse_end(&parser, "expected the end"));
        } else {
            assert_string_equal(parser.error.expected, "expected a number");
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(calls),          cmocka_unit_test(call_mistakes),   cmocka_unit_test(spawns),
        cmocka_unit_test(spawn_mistakes), cmocka_unit_test(too_many_grants), cmocka_unit_test(numbers),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
