/* SPDX-License-Identifier: MIT */
/* services/shell/language/complete*.c: what Tab offers at each place of each command. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "capnp_kinds.h"
#include "complete.h"

static const char *const *names_of(enum completion_kind kind)
{
    static const char *const commands[] = { "call", "caps", "help", "run", NULL };
    static const char *const caps[] = { "@timer", "@terminal", "$h", NULL };
    static const char *const bound[] = { "$h", NULL };
    static const char *const interfaces[] = { "Timer", "Echo", NULL };
    static const char *const methods[] = { "now()", "sleep(", NULL };
    static const char *const parameters[] = { "ns: ", NULL };
    static const char *const binaries[] = { "\"hello\"", "\"hostile\"", NULL };
    static const char *const with[] = { "with", NULL };
    static const char *const run[] = { "run", NULL };
    static const char *const grants[] = { "@timer", "@terminal", "$h", "client", "endpoint", NULL };
    static const char *const *const names[] = {
        [COMPLETE_COMMAND] = commands,
        [COMPLETE_TARGET] = caps,
        [COMPLETE_SESSION] = bound,
        [COMPLETE_FACET] = caps,
        [COMPLETE_BOUND] = bound,
        [COMPLETE_PROCESS] = bound,
        [COMPLETE_INTERFACE] = interfaces,
        [COMPLETE_CAPABILITY_OR_INTERFACE] = caps,
        [COMPLETE_METHOD] = methods,
        [COMPLETE_ARGUMENT] = parameters,
        [COMPLETE_BINARY] = binaries,
        [COMPLETE_WITH] = with,
        [COMPLETE_RUN] = run,
        [COMPLETE_GRANT] = grants,
    };

    return names[kind];
}

static struct capn_text text_of(const char *string)
{
    return (struct capn_text){ .data = string, .len = (uint32_t)strlen(string) };
}

static void each(void *context, const struct completion_context *where, completion_visit visit, void *visit_context)
{
    (void)context;
    for (const char *const *name = names_of(where->kind); *name; name++)
        visit(visit_context, text_of(*name));
}

static const struct completion_source source = { .each = each };

static void expect_kind(const char *line, enum completion_kind kind)
{
    struct completion_context context = completion_find_context(text_of(line), (uint32_t)strlen(line));

    if (context.kind != kind)
        fail_msg("%s: kind %d, not %d", line, context.kind, kind);
}

static void contexts(void **state)
{
    (void)state;
    expect_kind("", COMPLETE_COMMAND);
    expect_kind("ca", COMPLETE_COMMAND);
    expect_kind("help ", COMPLETE_COMMAND);
    expect_kind("inspect @t", COMPLETE_CAPABILITY_OR_INTERFACE);
    expect_kind("call ", COMPLETE_TARGET);
    expect_kind("call @", COMPLETE_TARGET);
    expect_kind("call @timer", COMPLETE_TARGET);
    expect_kind("call @timer ", COMPLETE_METHOD);
    expect_kind("call @timer sl", COMPLETE_METHOD);
    expect_kind("call @timer sleep(", COMPLETE_ARGUMENT);
    expect_kind("call @timer sleep(n", COMPLETE_ARGUMENT);
    expect_kind("call @timer sleep(ns: 5, ", COMPLETE_ARGUMENT);
    expect_kind("call @timer sleep(ns: ", COMPLETE_ARGUMENT);
    expect_kind("call @t readLine(request: (prompt: \"x\"), ", COMPLETE_ARGUMENT);
    expect_kind("call @timer sleep (", COMPLETE_ARGUMENT);
    expect_kind("call @timer sleep -> (", COMPLETE_NOTHING);
    expect_kind("call @timer sleep(ns: 5) ", COMPLETE_NOTHING);
    expect_kind("call @timer sleep(ns: \"a", COMPLETE_NOTHING);
    expect_kind("run ", COMPLETE_BINARY);
    expect_kind("run \"he", COMPLETE_BINARY);
    expect_kind("run bare \"he", COMPLETE_BINARY);
    expect_kind("run \"hello\" ", COMPLETE_WITH);
    expect_kind("run \"hello\" as ", COMPLETE_SESSION);
    expect_kind("run \"hello\" as $ada.1 ", COMPLETE_WITH);
    expect_kind("run \"hello\" for $ada.1 ", COMPLETE_NOTHING);
    expect_kind("run \"hello\" with { ", COMPLETE_OWN);
    expect_kind("run \"hello\" with { park, thr", COMPLETE_OWN);
    expect_kind("run \"hello\" with { park ", COMPLETE_NOTHING);
    expect_kind("ps ", COMPLETE_THREADS);
    expect_kind("top thr", COMPLETE_THREADS);
    expect_kind("top threads ", COMPLETE_NOTHING);
    expect_kind("run \"hello\" with { a: ", COMPLETE_GRANT);
    expect_kind("run \"hello\" with { a: client ", COMPLETE_FACET);
    expect_kind("run \"hello\" with { a: endpoint E", COMPLETE_INTERFACE);
    expect_kind("run \"hello\" with { a: client @b ", COMPLETE_INTERFACE);
    expect_kind("run \"hello\" with { a: @b }", COMPLETE_NOTHING);
    expect_kind("trace ", COMPLETE_RUN);
    expect_kind("trace r", COMPLETE_RUN);
    expect_kind("trace run ", COMPLETE_BINARY);
    expect_kind("trace run bare \"he", COMPLETE_BINARY);
    expect_kind("trace run \"hello\" ", COMPLETE_WITH);
    expect_kind("trace run \"hello\" with { a: ", COMPLETE_GRANT);
    expect_kind("wait ", COMPLETE_PROCESS);
    expect_kind("drop $", COMPLETE_BOUND);
    expect_kind("echo ", COMPLETE_NOTHING);
    expect_kind("nonsense ", COMPLETE_NOTHING);
}

static void expect_made(const char *line, uint32_t matches, const char *common)
{
    struct completion completion;

    completion_make(&completion, text_of(line), (uint32_t)strlen(line), &source);
    assert_int_equal(completion.matches, matches);
    assert_int_equal(completion.common_len, strlen(common));
    assert_memory_equal(completion.common, common, completion.common_len);
}

static void results(void **state)
{
    (void)state;
    expect_made("h", 1, "help ");
    expect_made("ca", 2, "ca");
    expect_made("x", 0, "");
    expect_made("trace r", 1, "run ");
    expect_made("call @t", 2, "@t");
    expect_made("call @ti", 1, "@timer ");
    expect_made("call @timer n", 1, "now()");
    expect_made("call @timer s", 1, "sleep(");
    expect_made("call @timer sleep(", 1, "ns: ");
    expect_made("run ", 2, "\"h");
    expect_made("run \"he", 1, "\"hello\" ");
    expect_made("run \"hello\" w", 1, "with ");
    expect_made("run \"hello\" with { a: cl", 1, "client");
    expect_made("drop ", 1, "$h ");
}

static void subjects(void **state)
{
    const char *line = "call $h.1 sleep(n";
    struct completion_context context = completion_find_context(text_of(line), (uint32_t)strlen(line));

    (void)state;
    assert_int_equal(context.subject.len, 4);
    assert_memory_equal(context.subject.data, "$h.1", 4);
    assert_int_equal(context.method.len, 5);
    assert_memory_equal(context.method.data, "sleep", 5);
    assert_int_equal(context.start, 16);
}

static void count(void *context, struct capn_text candidate)
{
    (void)candidate;
    (*(uint32_t *)context)++;
}

static void listing(void **state)
{
    const char *line = "call @t";
    struct completion completion;
    uint32_t seen = 0;

    (void)state;
    completion_make(&completion, text_of(line), 7, &source);
    completion_each_match(&completion, &source, count, &seen);
    assert_int_equal(seen, 2);
}

/* A candidate that is longer than the buffer is cut, not overrun. */
static void each_long(void *context, const struct completion_context *where, completion_visit visit, void *visit_context)
{
    static char name[COMPLETION_BYTES * 2];

    (void)context;
    (void)where;
    memset(name, 'a', sizeof(name));
    visit(visit_context, (struct capn_text){ .data = name, .len = sizeof(name) });
}

static void long_candidates(void **state)
{
    const struct completion_source long_source = { .each = each_long };
    struct completion completion;

    (void)state;
    completion_make(&completion, text_of("a"), 1, &long_source);
    assert_int_equal(completion.common_len, COMPLETION_BYTES);
}

/* --- arguments ---------------------------------------------------------------------------------------------------- */

static struct capn_schema schema;
static char offered[2048];

static void note(void *context, struct capn_text candidate)
{
    size_t used = strlen(offered);

    (void)context;
    assert_true(used + candidate.len + 2 < sizeof(offered));
    memcpy(offered + used, candidate.data, candidate.len);
    strcpy(offered + used + candidate.len, "|");
}

static void note_capabilities(void *context, uint64_t interface_id)
{
    struct capn_node node = { .name = CAPN_TEXT("any") };

    (void)context;
    if (interface_id)
        assert_int_equal(capn_schema_find(&schema, interface_id, &node), STATUS_OK);
    note(NULL, CAPN_TEXT("@"));
    note(NULL, node.name);
}

/* Of a struct as the parameters; `^` in the arguments is the cursor, else their end. */
static void offer_at(const char *params, const char *arguments)
{
    const struct completion_arguments to = { note, NULL, note_capabilities, NULL };
    struct completion_context where;
    struct capn_node node;
    char line[256] = "call @x method";
    char *cursor;

    strcat(line, arguments);
    cursor = strchr(line, '^');
    if (cursor)
        memmove(cursor, cursor + 1, strlen(cursor));
    else
        cursor = line + strlen(line);
    offered[0] = 0;
    assert_int_equal(kinds_schema_open(&schema), STATUS_OK);
    assert_int_equal(capn_schema_find_name(&schema, text_of(params), &node), STATUS_OK);
    where = completion_find_context(text_of(line), (uint32_t)(cursor - line));
    if (where.kind == COMPLETE_ARGUMENT)
        completion_each_argument(&where, &node, &to);
}

static void expect_offer(const char *params, const char *arguments, const char *expected)
{
    offer_at(params, arguments);
    if (strcmp(offered, expected) != 0)
        fail_msg("%s%s: %s, not %s", params, arguments, offered, expected);
}

static void values_by_type(void **state)
{
    static const char *const numbers[] = { "int8", "int64", "uint8", "uint32", "uint64", "float32", "float64", "text", "data", NULL };
    char arguments[64];

    (void)state;
    for (const char *const *name = numbers; *name; name++) {
        snprintf(arguments, sizeof(arguments), "(%s: ", *name);
        expect_offer("Kinds", arguments, "");
    }
    expect_offer("Kinds", "(bool: ", "true|false|");
    expect_offer("Kinds", "(bool = t", "true|false|");
    expect_offer("Kinds", "(void: ", "void|");
    expect_offer("Kinds", "(color: ", "red|green|darkBlue|");
    expect_offer("Kinds", "(capability: ", "@|any|");
    expect_offer("Kinds", "(base: @", "@|Base|");
    expect_offer("Kinds", "(child: ", "(|");
    expect_offer("Kinds", "(points: ", "[|");
    expect_offer("Kinds", "(bools: [true, ", "true|false|");
    expect_offer("Kinds", "(longs: [", "");
    expect_offer("Kinds", "(bases: [@a, ", "@|Base|");
    expect_offer("Kinds", "(matrix: [[1], ", "[|");
    expect_offer("Kinds", "(matrix: [[", "");
    expect_offer("Kinds", "(clouds: [[(x: 1)], [", "(|");
    /* Behind a value nothing but a comma or a bracket. */
    expect_offer("Kinds", "(bool: true ", "");
    expect_offer("Kinds", "(uint8: 5", "");
    expect_offer("Kinds", "(data: 0x\"00\" ", "");
    expect_offer("Kinds", "(bool ", "");
    expect_offer("Kinds", "(bool: true)", "");
    expect_offer("Kinds", "(unknown: ", "");
}

static void members_that_are_not_given(void **state)
{
    (void)state;
    expect_offer("Point", "(", "x: |y: |");
    expect_offer("Point", "(x: 1, ", "y: |");
    expect_offer("Point", "(x: 1, y: 2, ", "");
    /* Of the struct that is open, not of the one around it. */
    expect_offer("Kinds", "(points: [(", "x: |y: |");
    expect_offer("Kinds", "(points: [(x: 1), (x: 2, ", "y: |");
    expect_offer("Kinds", "(text: \"(x: 1, \", points: [(", "x: |y: |");
    expect_offer("Outer", "(", "inner: |");
    expect_offer("Outer", "(inner: (", "value: |mood: |");
    expect_offer("Outer", "(inner: (value: 1), ", "");
    expect_offer("Outer", "(inner: (mood: ", "calm|busy|");
    expect_offer("Empty", "(", "");
    /* What stands behind the cursor is given, too; the word under it is not. */
    expect_offer("Point", "(^, x: 1)", "y: |");
    expect_offer("Point", "(y^: 1)", "x: |y: |");
    expect_offer("Outer", "(inner: (^, mood: busy))", "value: |");
    expect_offer("Outer", "(^inner: (mood: busy))", "");
}

static void one_member_of_a_union(void **state)
{
    (void)state;
    expect_offer("Choice", "(", "nothing|number: |label: |place: |after: |second: |");
    expect_offer("Choice", "(number: 1, ", "after: |second: |");
    expect_offer("Choice", "(nothing, ", "after: |second: |");
    expect_offer("Choice", "(after: 1, ", "nothing|number: |label: |place: |second: |");
    expect_offer("Choice", "(place: ", "(|");
    expect_offer("Choice", "(place: (x: 1, ", "name: |");
    expect_offer("Choice", "(second: (on: ", "true|false|");
    expect_offer("Choice", "(second: (off, ", "");
}

static void what_is_wrong_already(void **state)
{
    (void)state;
    expect_offer("Point", "[", "");
    expect_offer("Point", "{", "");
    expect_offer("Point", "(x: (", "");
    expect_offer("Point", "(x: [", "");
    expect_offer("Point", "((", "");
    expect_offer("Point", "(: ", "");
    expect_offer("Point", "(x: , ", "");
    expect_offer("Point", "(x: 1], ", "");
    expect_offer("Kinds", "(child: (child: (child: (child: (child: (child: (child: (child: (child: (child: (child: (child: (child: (", "");
}

static void names_that_are_given(void **state)
{
    const char *line = "run \"x\" with { park, client: client @a B, threads, endpoints: @b, ses";
    struct completion_context where = completion_find_context(text_of(line), (uint32_t)strlen(line));

    (void)state;
    assert_int_equal(where.kind, COMPLETE_OWN);
    assert_true(completion_is_given(&where, where.open, text_of("park")));
    assert_true(completion_is_given(&where, where.open, text_of("threads")));
    assert_true(completion_is_given(&where, where.open, text_of("endpoints")));
    assert_false(completion_is_given(&where, where.open, text_of("frames")));
    assert_false(completion_is_given(&where, where.open, text_of("B")));
    assert_false(completion_is_given(&where, where.open, text_of("ses")));
}

/* Whatever is on the line, and wherever the cursor is. */
static void rubbish_is_walked(void **state)
{
    static const char *const pieces[] = {
        "(", ")", "[", "]", "{", "}", ":", "=", ",", "\"", "\\", " ", "child", "points", "x", "bools", "true", "0x", "5", "@a", "$",
        "place", "matrix", "->", "\xff",
    };
    char arguments[128];
    uint32_t something = 0;

    (void)state;
    srand(17);
    for (int i = 0; i < 40000; i++) {
        strcpy(arguments, rand() % 4 ? "(" : "");
        for (int n = rand() % 12; n > 0; n--)
            strcat(arguments, pieces[(size_t)rand() % (sizeof(pieces) / sizeof(pieces[0]))]);
        if (rand() & 1)
            arguments[(size_t)rand() % (strlen(arguments) + 1)] = '^';
        offer_at(rand() & 1 ? "Kinds" : "Choice", arguments);
        something += offered[0] != 0;
    }
    assert_true(something > 1000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(contexts), cmocka_unit_test(results),         cmocka_unit_test(subjects),
        cmocka_unit_test(listing),  cmocka_unit_test(long_candidates),
        cmocka_unit_test(values_by_type),
        cmocka_unit_test(members_that_are_not_given),
        cmocka_unit_test(one_member_of_a_union),
        cmocka_unit_test(what_is_wrong_already),
        cmocka_unit_test(names_that_are_given),
        cmocka_unit_test(rubbish_is_walked),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
