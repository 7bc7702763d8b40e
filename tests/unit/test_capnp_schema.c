/* SPDX-License-Identifier: MIT */
/* Packed schemas: finding things, describing them, and damaged blobs. */
#include "capnp/schema.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "capnp_kinds.h"
#include "fixtures/kinds.capnp.h"
#include "random.h"

static struct capn_schema schema;

static int open_schema(void **state)
{
    (void)state;
    return kinds_schema_open(&schema);
}

static void test_nodes_by_id_and_name(void **state)
{
    struct capn_node node, again;

    (void)state;
    assert_int_equal(capn_schema_find(&schema, DERIVED_INTERFACE_ID, &node), STATUS_OK);
    assert_string_equal(node.name.data, "Derived");
    assert_int_equal(node.kind, CAPN_NODE_INTERFACE);
    assert_int_equal(capn_schema_find_name(&schema, CAPN_TEXT("Derived"), &again), STATUS_OK);
    assert_int_equal(again.index, node.index);
    assert_int_equal(capn_schema_find(&schema, 1, &node), STATUS_NOT_FOUND);
    assert_int_equal(capn_schema_find(&schema, UINT64_MAX, &node), STATUS_NOT_FOUND);
    assert_int_equal(capn_schema_find_name(&schema, CAPN_TEXT("Derive"), &node), STATUS_NOT_FOUND);
    assert_int_equal(capn_schema_find_name(&schema, CAPN_TEXT("Choice.place"), &node), STATUS_OK);
    assert_int_equal(capn_schema_find_name(&schema, CAPN_TEXT("Outer.Inner.Mood"), &node), STATUS_OK);
    assert_int_equal(node.kind, CAPN_NODE_ENUM);
    /* Every node is found by its id and is where it says. */
    for (uint32_t i = 0; i < schema.nodes.count; i++) {
        assert_int_equal(capn_schema_node(&schema, i, &node), STATUS_OK);
        assert_int_equal(node.index, i);
        assert_int_equal(capn_schema_find(&schema, node.id, &again), STATUS_OK);
        assert_int_equal(again.index, i);
    }
    assert_int_equal(capn_schema_node(&schema, schema.nodes.count, &node), STATUS_NOT_FOUND);
}

static void test_interfaces(void **state)
{
    struct capn_node node;
    unsigned count = 0;

    (void)state;
    while (capn_schema_interface(&schema, count, &node) == STATUS_OK) {
        assert_int_equal(node.kind, CAPN_NODE_INTERFACE);
        count++;
    }
    assert_int_equal(count, 5);
    assert_int_equal(capn_schema_find(&schema, BASE_INTERFACE_ID, &node), STATUS_OK);
    assert_int_equal(node.transfer_mode, 1);
}

static void test_methods(void **state)
{
    static const struct { const char *name; uint16_t id; } expected[] = {
        { "own", DERIVED_METHOD_OWN }, { "swap", DERIVED_METHOD_SWAP }, { "twice", DERIVED_METHOD_TWICE },
        { "left", DERIVED_METHOD_LEFT }, { "ping", DERIVED_METHOD_PING }, { "greet", DERIVED_METHOD_GREET },
        { "right", DERIVED_METHOD_RIGHT },
    };
    struct capn_node node;
    struct capn_method method;

    (void)state;
    assert_int_equal(capn_schema_find_name(&schema, CAPN_TEXT("Derived"), &node), STATUS_OK);
    for (uint32_t i = 0; i < 7; i++) {
        assert_int_equal(capn_node_method(&node, i, &method), STATUS_OK);
        assert_string_equal(method.name.data, expected[i].name);
        assert_int_equal(method.method_id, expected[i].id);
        assert_int_equal(capn_node_find_method(&node, method.name, &method), STATUS_OK);
        assert_int_equal(method.method_id, expected[i].id);
    }
    assert_int_equal(capn_node_method(&node, 7, &method), STATUS_NOT_FOUND);
    assert_int_equal(capn_node_find_method(&node, CAPN_TEXT("pin"), &method), STATUS_NOT_FOUND);
    assert_int_equal(capn_schema_find_name(&schema, CAPN_TEXT("Point"), &node), STATUS_OK);
    assert_int_equal(capn_node_method(&node, 0, &method), STATUS_NOT_FOUND);
}

static void test_descriptions(void **state)
{
    static const struct { const char *member, *type; } expected[] = {
        { "void", "Void" }, { "bool", "Bool" }, { "int64", "Int64" }, { "float32", "Float32" }, { "text", "Text" },
        { "data", "Data" }, { "color", "Color" }, { "child", "Kinds" }, { "bools", "List(Bool)" },
        { "points", "List(Point)" }, { "table", "List(List(Text))" }, { "capability", "Capability" },
        { "bases", "List(Base)" },
    };
    struct capn_text_buffer buffer;
    char text[200];
    struct capn_writer writer;
    struct capn_node node;
    struct capn_member member;
    struct capn_method method;

    (void)state;
    assert_int_equal(capn_schema_find_name(&schema, CAPN_TEXT("Kinds"), &node), STATUS_OK);
    for (size_t i = 0; i < sizeof(expected) / sizeof(expected[0]); i++) {
        struct capn_text name = { expected[i].member, (uint32_t)strlen(expected[i].member) };
        assert_int_equal(capn_node_find_member(&node, name, &member), STATUS_OK);
        writer = capn_text_buffer_open(&buffer, text, sizeof(text));
        assert_int_equal(capn_type_write(&schema, &member.type, &writer), STATUS_OK);
        assert_string_equal(text, expected[i].type);
    }
    assert_int_equal(capn_node_find_member(&node, CAPN_TEXT("nothing"), &member), STATUS_NOT_FOUND);
    assert_int_equal(capn_schema_find_name(&schema, CAPN_TEXT("Derived"), &node), STATUS_OK);
    assert_int_equal(capn_node_find_method(&node, CAPN_TEXT("own"), &method), STATUS_OK);
    writer = capn_text_buffer_open(&buffer, text, sizeof(text));
    assert_int_equal(capn_method_write(&method, &writer), STATUS_OK);
    assert_string_equal(text, "own (rt :UInt8, cap :Base, default :Bool) -> (made :Derived, count :UInt16)");
    assert_int_equal(capn_schema_find_name(&schema, CAPN_TEXT("Choice"), &node), STATUS_OK);
    writer = capn_text_buffer_open(&buffer, text, sizeof(text));
    assert_int_equal(capn_node_write(&node, &writer), STATUS_OK);
    assert_string_equal(text, "(nothing :Void, number :UInt32, label :Text, place :group, after :UInt8, "
                        "second :group)");
    /* What does not fit is cut, and says so. */
    writer = capn_text_buffer_open(&buffer, text, 10);
    assert_int_equal(capn_node_write(&node, &writer), STATUS_OK);
    assert_string_equal(text, "(nothing ");
    assert_true(buffer.cut);
}

static void test_constants(void **state)
{
    struct capn_node node;
    struct capn_member member;

    (void)state;
    assert_int_equal(capn_schema_find_name(&schema, CAPN_TEXT("anInt16"), &node), STATUS_OK);
    assert_int_equal(node.kind, CAPN_NODE_CONST);
    assert_int_equal(capn_node_member(&node, 0, &member), STATUS_OK);
    assert_int_equal((int16_t)member.default_bits, -16);
}

/* Walks everything; whatever the bytes are, it must come to an end without harm. */
static void walk(struct capn_schema *damaged)
{
    struct capn_text_buffer buffer;
    char text[64];
    struct capn_node node;
    struct capn_method method;
    struct capn_member member;
    uint32_t nodes = damaged->nodes.count < 300 ? damaged->nodes.count : 300;

    for (uint32_t i = 0; i < nodes; i++) {
        struct capn_writer writer = capn_text_buffer_open(&buffer, text, sizeof(text));
        if (capn_schema_node(damaged, i, &node))
            continue;
        for (uint32_t j = 0; j < 40; j++) {
            if (capn_node_member(&node, j, &member) == STATUS_OK && capn_type_write(damaged, &member.type, &writer))
                break;
            if (capn_node_method(&node, j, &method) == STATUS_OK && capn_method_write(&method, &writer))
                break;
        }
        if (capn_schema_find(damaged, node.id, &node))
            continue;
    }
}

static void test_damaged_blobs(void **state)
{
    struct random random = { 7 };
    uint64_t *copy = malloc(sizeof(kinds_schemas));
    struct capn_schema damaged;

    (void)state;
    for (unsigned round = 0; round < 300; round++) {
        memcpy(copy, kinds_schemas, sizeof(kinds_schemas));
        for (unsigned i = 0; i < 8; i++)
            ((uint8_t *)copy)[random_below(&random, sizeof(kinds_schemas))] = (uint8_t)random_next(&random);
        if (capn_schema_open(&damaged, copy, sizeof(kinds_schemas)) == STATUS_OK)
            walk(&damaged);
    }
    free(copy);
    assert_int_equal(capn_schema_open(&damaged, kinds_schemas, sizeof(kinds_schemas) - 8), STATUS_MALFORMED);
    assert_int_equal(capn_schema_open(&damaged, kinds_schemas, 0), STATUS_OK);
    assert_int_equal(damaged.nodes.count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nodes_by_id_and_name),
        cmocka_unit_test(test_interfaces),
        cmocka_unit_test(test_methods),
        cmocka_unit_test(test_descriptions),
        cmocka_unit_test(test_constants),
        cmocka_unit_test(test_damaged_blobs),
    };
    return cmocka_run_group_tests(tests, open_schema, NULL);
}
