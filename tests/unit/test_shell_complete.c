/* SPDX-License-Identifier: MIT */
/* services/shell/language/complete*.c: what Tab offers at each place of each command. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

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
        [COMPLETE_CAPABILITY] = caps,
        [COMPLETE_TARGET] = caps,
        [COMPLETE_BOUND] = bound,
        [COMPLETE_INTERFACE] = interfaces,
        [COMPLETE_CAPABILITY_OR_INTERFACE] = caps,
        [COMPLETE_METHOD] = methods,
        [COMPLETE_PARAMETER] = parameters,
        [COMPLETE_BINARY] = binaries,
        [COMPLETE_WITH] = with,
        [COMPLETE_RUN] = run,
        [COMPLETE_GRANT] = grants,
    };

    return names[kind];
}

static void each(void *context, const struct completion_context *where, completion_visit visit, void *visit_context)
{
    (void)context;
    for (const char *const *name = names_of(where->kind); *name; name++)
        visit(visit_context, (struct capn_text){ .data = *name, .len = (uint32_t)strlen(*name) });
}

static const struct completion_source source = { .each = each };

static void expect_kind(const char *line, enum completion_kind kind)
{
    struct completion_context context = completion_find_context(line, (uint32_t)strlen(line));

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
    expect_kind("call @timer sleep(", COMPLETE_PARAMETER);
    expect_kind("call @timer sleep(n", COMPLETE_PARAMETER);
    expect_kind("call @timer sleep(ns: 5, ", COMPLETE_PARAMETER);
    expect_kind("call @timer sleep(ns: ", COMPLETE_CAPABILITY);
    expect_kind("call @timer sleep(ns: 5) ", COMPLETE_NOTHING);
    expect_kind("call @timer sleep(ns: \"a", COMPLETE_NOTHING);
    expect_kind("run ", COMPLETE_BINARY);
    expect_kind("run \"he", COMPLETE_BINARY);
    expect_kind("run bare \"he", COMPLETE_BINARY);
    expect_kind("run \"hello\" ", COMPLETE_WITH);
    expect_kind("run \"hello\" as ", COMPLETE_CAPABILITY);
    expect_kind("run \"hello\" as $ada.1 ", COMPLETE_WITH);
    expect_kind("run \"hello\" for $ada.1 ", COMPLETE_NOTHING);
    expect_kind("run \"hello\" with { ", COMPLETE_OWN);
    expect_kind("run \"hello\" with { park, thr", COMPLETE_OWN);
    expect_kind("run \"hello\" with { park ", COMPLETE_NOTHING);
    expect_kind("ps ", COMPLETE_THREADS);
    expect_kind("top thr", COMPLETE_THREADS);
    expect_kind("top threads ", COMPLETE_NOTHING);
    expect_kind("run \"hello\" with { a: ", COMPLETE_GRANT);
    expect_kind("run \"hello\" with { a: client ", COMPLETE_CAPABILITY);
    expect_kind("run \"hello\" with { a: endpoint E", COMPLETE_INTERFACE);
    expect_kind("run \"hello\" with { a: client @b ", COMPLETE_INTERFACE);
    expect_kind("run \"hello\" with { a: @b }", COMPLETE_NOTHING);
    expect_kind("trace ", COMPLETE_RUN);
    expect_kind("trace r", COMPLETE_RUN);
    expect_kind("trace run ", COMPLETE_BINARY);
    expect_kind("trace run bare \"he", COMPLETE_BINARY);
    expect_kind("trace run \"hello\" ", COMPLETE_WITH);
    expect_kind("trace run \"hello\" with { a: ", COMPLETE_GRANT);
    expect_kind("wait ", COMPLETE_BOUND);
    expect_kind("drop $", COMPLETE_BOUND);
    expect_kind("echo ", COMPLETE_NOTHING);
    expect_kind("nonsense ", COMPLETE_NOTHING);
}

static void expect_made(const char *line, uint32_t matches, const char *common)
{
    struct completion completion;

    completion_make(&completion, line, (uint32_t)strlen(line), &source);
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
    struct completion_context context = completion_find_context(line, (uint32_t)strlen(line));

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
    completion_make(&completion, line, 7, &source);
    completion_each_match(&completion, line, &source, count, &seen);
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
    completion_make(&completion, "a", 1, &long_source);
    assert_int_equal(completion.common_len, COMPLETION_BYTES);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(contexts), cmocka_unit_test(results),         cmocka_unit_test(subjects),
        cmocka_unit_test(listing),  cmocka_unit_test(long_candidates),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
