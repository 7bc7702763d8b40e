/* SPDX-License-Identifier: MIT */
/* services/shell/language/missing.c: which capability a call lacks, how it is called and where it should have been written. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "capnp/text.h"
#include "capnp_kinds.h"
#include "missing.h"

static status_t any_capability(struct capn_parser *parser, char sigil, struct capn_text name, uint64_t interface_id, uint32_t *index)
{
    (void)parser;
    (void)sigil;
    (void)name;
    (void)interface_id;
    *index = 0;
    return STATUS_OK;
}

/* A ^ stands before the place in the line that must be found. name NULL: nothing is missing. */
static void check(const char *marked, const char *name)
{
    static uint64_t memory[512];
    struct capn_parser parser = { .capability = any_capability };
    uint32_t column = (uint32_t)strcspn(marked, "^");
    char line[512];
    const char *open;
    struct capn_message message;
    struct capn_builder builder;
    struct capn_schema schema;
    struct capn_struct value;
    struct missing missing;
    struct capn_node node;
    char found[64];
    size_t used, len;

    (void)snprintf(line, sizeof(line), "%.*s%s", (int)column, marked, marked[column] ? marked + column + 1 : "");
    open = strchr(line, '(');
    assert_int_equal(kinds_schema_open(&schema), STATUS_OK);
    assert_int_equal(capn_schema_find_name(&schema, CAPN_TEXT("Kinds"), &node), STATUS_OK);
    capn_builder_init(&builder, memory, sizeof(memory));
    assert_int_equal(capn_parse_root(&parser, &node, open, strlen(open), &used, &builder), STATUS_OK);
    assert_int_equal(capn_builder_finish(&builder, &len), STATUS_OK);
    assert_int_equal(capn_message_open(&message, memory, len, NULL), STATUS_OK);
    assert_int_equal(capn_message_root(&message, &value), STATUS_OK);
    if (!name) {
        assert_false(missing_find(&node, &value, &missing));
        return;
    }
    assert_true(missing_find(&node, &value, &missing));
    missing_name(&missing, found, sizeof(found));
    assert_string_equal(found, name);
    assert_int_equal(missing_column(&missing, line, (uint32_t)strlen(line), (uint32_t)(open - line)), column);
}

static void arguments(void **state)
{
    (void)state;
    check("call @x m(^)", "capability");
    check("call @x m( text: \"a, b) (\" ^)", "capability");
    check("call @x m(base: $b^) -> $x", "capability");
    check("call @x m(capability: @c^)", "base");
    check("call @x m(capability: @c, base: @b)", NULL);
}

static void structs_in_arguments(void **state)
{
    (void)state;
    /* What stands first in the schema is named first, wherever it was written. */
    check("call @x m(capability: @c, child: (base: @b^), base: @b)", "child.capability");
    check("call @x m(child = (capability = @c, child: (capability: @c^)), text: \"child: (\")", "child.child.base");
    check("call @x m(matrix: [[1, 2], [3]], texts: [\"child\", \",\"], child: (capability: @c, base: @b)^)", "capability");
    /* The name in another struct, and in a string, is not the member. */
    check("call @x m(points: [(x: 1), (y: 2)], data: \"child: \", child: (text: \"capability: @c\"^))", "child.capability");
}

static void too_deep_is_not_looked_at(void **state)
{
    char line[512] = "call @x m(capability: @c, base: @b, child: ";

    (void)state;
    for (uint32_t i = 0; i < MISSING_MAX_STEPS; i++)
        strcat(line, i + 1 < MISSING_MAX_STEPS ? "(capability: @c, base: @b, child: " : "()");
    for (uint32_t i = 0; i < MISSING_MAX_STEPS; i++)
        strcat(line, ")");
    check(line, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(arguments),
        cmocka_unit_test(structs_in_arguments),
        cmocka_unit_test(too_deep_is_not_looked_at),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
