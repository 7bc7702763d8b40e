/* SPDX-License-Identifier: MIT */
/* Values as text: parsed and printed, every kind of mistake with its message, and the limits. */
#include "capnp/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "capnp_kinds.h"
#include "fixtures/kinds.capnp.h"

#define WORDS 4096

static struct capn_schema schema;
static uint64_t message_words[WORDS];

static int open_schema(void **state)
{
    (void)state;
    return kinds_schema_open(&schema);
}

static struct capn_node node_of(const char *name)
{
    struct capn_node node;
    struct capn_text text = { name, (uint32_t)strlen(name) };

    assert_int_equal(capn_schema_find_name(&schema, text, &node), STATUS_OK);
    return node;
}

/* Knows @zero and $one, and every interface but Left. */
static status_t resolve(struct capn_parser *parser, char sigil, struct capn_text name, uint64_t interface_id,
                        uint32_t *index)
{
    if (interface_id == LEFT_INTERFACE_ID)
        return STATUS_WRONG_INTERFACE;
    if (sigil == '@' && capn_text_equal(name, CAPN_TEXT("zero")))
        *index = 0;
    else if (sigil == '$' && capn_text_equal(name, CAPN_TEXT("one")))
        *index = 1;
    else if (capn_text_equal(name, CAPN_TEXT("special"))) {
        snprintf(parser->message, sizeof(parser->message), "it is special");
        return STATUS_FAILED;
    } else
        return STATUS_NOT_FOUND;
    return STATUS_OK;
}

static status_t parse(struct capn_parser *parser, const char *type, const char *text, size_t *used, size_t *len)
{
    struct capn_node node = node_of(type);
    struct capn_builder builder;
    /* Exactly the text, for the sanitizer to watch. */
    size_t size = strlen(text);
    char *copy = malloc(size ? size : 1);

    memcpy(copy, text, size);
    *parser = (struct capn_parser){ .capability = resolve };
    memset(message_words, 0xa5, sizeof(message_words));
    capn_builder_init(&builder, message_words, sizeof(message_words));
    status_t status = capn_parse_root(parser, &node, copy, size, used, &builder);
    if (!status)
        status = capn_builder_finish(&builder, len);
    free(copy);
    return status;
}

static status_t print(const char *type, size_t len, char *out, size_t size)
{
    struct capn_node node = node_of(type);
    struct capn_text_buffer buffer;
    struct capn_printer printer = { .writer = capn_text_buffer_open(&buffer, out, size) };
    struct capn_message message;
    struct capn_struct root;

    assert_int_equal(capn_message_open(&message, message_words, len, NULL), STATUS_OK);
    assert_int_equal(capn_message_root(&message, &root), STATUS_OK);
    return capn_print_struct(&printer, &node, &root);
}

/* Parses text and prints it again; the result must be `expected`, which must then be a fixed point. */
static void assert_round(const char *type, const char *text, const char *expected)
{
    struct capn_parser parser;
    char out[4096];
    size_t used, len;
    status_t status = parse(&parser, type, text, &used, &len);

    if (status)
        fail_msg("%s: %s", text, parser.message);
    assert_int_equal(used, strlen(text));
    assert_int_equal(print(type, len, out, sizeof(out)), STATUS_OK);
    assert_string_equal(out, expected);
}

static void assert_error(const char *type, const char *text, status_t expected, size_t offset, const char *message)
{
    struct capn_parser parser;
    size_t used, len;

    assert_int_equal(parse(&parser, type, text, &used, &len), expected);
    assert_string_equal(parser.message, message);
    assert_int_equal(parser.error_offset, offset);
}

static void test_numbers_and_words(void **state)
{
    (void)state;
    assert_round("Point", "(x: 1, y = -2)", "(x = 1, y = -2)");
    assert_round("Point", " ( x:0x7fffffff ,\n\ty:-2147483648 )", "(x = 2147483647, y = -2147483648)");
    assert_round("Point", "()", "(x = 0, y = 0)");
    assert_round("Defaults", "()", "(bool = true, int8 = -1, int16 = -300, int32 = 70000, int64 = -5000000000, "
                 "uint8 = 255, uint32 = 3735928559, float32 = 0.5, float64 = -1.25, color = darkBlue)");
    assert_round("Defaults", "(bool: false, int8: -128, int16: 0, int32: -0x10, int64: 0, uint8: 0, uint32: 1, "
                 "float32: -1e10, float64: 1e-7, color: red)",
                 "(bool = false, int8 = -128, int16 = 0, int32 = -16, int64 = 0, uint8 = 0, uint32 = 1, "
                 "float32 = -1e10, float64 = 1e-07, color = red)");
    assert_round("Old", "(a: 65535)", "(a = 65535)");
}

static void test_unions_and_groups(void **state)
{
    (void)state;
    assert_round("Choice", "()", "(nothing = void, after = 0, second = (off = void))");
    assert_round("Choice", "(number: 7, after: 1)", "(number = 7, after = 1, second = (off = void))");
    assert_round("Choice", "(label: \"\", second: (on: true))", "(label = \"\", after = 0, second = (on = true))");
    assert_round("Choice", "(place: (x: -1, name: \"n\"), second: (off))",
                 "(place = (x = -1, name = \"n\"), after = 0, second = (off = void))");
    assert_round("Choice", "(nothing)", "(nothing = void, after = 0, second = (off = void))");
}

static void test_lists_and_bytes(void **state)
{
    (void)state;
    assert_round("Newer", "(c: \"a\\n\\t\\\"\\\\\\x41\\101\\0\")", "(a = 0, b = 0, c = \"a\\n\\t\\\"\\\\AA\\000\")");
    assert_round("Keywords", "(int: [1, 2,255], register: \"caf\xc3\xa9\")",
                 "(default = 0, register = \"caf\xc3\xa9\", int = [1, 2, 255])");
    assert_round("Kinds", "(texts: [\"a,b]\", \"([\\\"\", \"#')\"])",
                 "(void = void, bool = false, int8 = 0, int16 = 0, int32 = 0, int64 = 0, uint8 = 0, uint16 = 0, "
                 "uint32 = 0, uint64 = 0, float32 = 0, float64 = 0, color = red, "
                 "texts = [\"a,b]\", \"([\\\"\", \"#')\"])");
    assert_round("Keywords", "(int: [ ])", "(default = 0, int = [])");
    static const char kinds[] =
        "(void = void, bool = true, int8 = -8, int16 = -16, int32 = -32, int64 = -9223372036854775808, uint8 = 8, "
        "uint16 = 16, uint32 = 32, uint64 = 18446744073709551615, float32 = 1.5, float64 = 0.1, text = \"t\", "
        "data = 0x\"00 ff 41\", color = green, voids = [void, void], bools = [true, false, true], bytes = [1, 2], "
        "shorts = [-1, 2], words = [3], longs = [-4], doubles = [0.25, inf], colors = [red, darkBlue], "
        "texts = [\"a\", \"\"], datas = [0x\"00\", \"text\"], points = [(x = 1, y = 2), (x = 0, y = 0)], "
        "matrix = [[1, 2], [], [3]], table = [[\"x\"], []], clouds = [[(x = 5, y = 0)], []], empties = [(), ()], "
        "capability = <cap 0>, base = <cap 1>, bases = [<cap 0>, <cap 1>])";
    assert_round("Kinds",
        "(bool: true, int8: -8, int16: -16, int32: -32, int64: -9223372036854775808, uint8: 8, uint16: 16, uint32: 32, "
        "uint64: 18446744073709551615, float32: 1.5, float64: 0.1, text: \"t\", data: 0x\"00 FF41\", color: green, "
        "voids: [void,void], bools: [true,false,true], bytes: [1,2], shorts: [-1,2], words: [3], longs: [-4], "
        "doubles: [0.25,inf], colors: [red,darkBlue], texts: [\"a\",\"\"], datas: [0x\"00\",\"text\"], "
        "points: [(x:1,y:2),()], matrix: [[1,2],[],[3]], table: [[\"x\"],[]], clouds: [[(x:5)],[]], empties: [(),()], "
        "capability: @zero, base: $one, bases: [@zero, $one])", kinds);
}

/* What looks like octal and is none, and numbers whose sign or size only a float can have. */
static void test_numbers_that_mean_the_same_everywhere(void **state)
{
    (void)state;
    assert_round("Point", "(x: 0, y: -0)", "(x = 0, y = 0)");
    assert_round("Point", "(x: 0x010, y: 0x0)", "(x = 16, y = 0)");
    assert_round("Defaults", "(float32: -0.0, float64: 010.5)",
                 "(bool = true, int8 = -1, int16 = -300, int32 = 70000, int64 = -5000000000, uint8 = 255, uint32 = 3735928559, "
                 "float32 = -0.0, float64 = 10.5, color = darkBlue)");
    assert_round("Defaults", "(float32: 0, float64: 18446744073709551615)",
                 "(bool = true, int8 = -1, int16 = -300, int32 = 70000, int64 = -5000000000, uint8 = 255, uint32 = 3735928559, "
                 "float32 = 0, float64 = 1.8446744073709552e19, color = darkBlue)");
}

static void test_texts_side_by_side_are_one(void **state)
{
    (void)state;
    assert_round("Choice", "(label: \"a\" \"b\"\n\t\"\" \"\\x63\" \"1\")", "(label = \"abc1\", after = 0, second = (off = void))");
    assert_round("Choice", "(label: \"\" \"\")", "(label = \"\", after = 0, second = (off = void))");
    assert_round("Choice", "(label: \"\\?\\1\" \"1\")", "(label = \"?\\0011\", after = 0, second = (off = void))");
    assert_error("Choice", "(label: \"a\" \"b)", STATUS_SYNTAX, 8, "this text is not closed with `\"`");
    assert_error("Choice", "(label: \"a\" \"\\400\")", STATUS_SYNTAX, 13,
                 "unknown escape in text; there are \\n \\t \\r \\\" \\\\ \\x41 \\101, up to \\xff and \\377");
    assert_error("Choice", "(label: \"a\" b)", STATUS_SYNTAX, 12, "expected `,` or `)`, found `b`");
}

static void test_what_follows_is_left(void **state)
{
    struct capn_parser parser;
    size_t used, len;

    (void)state;
    assert_int_equal(parse(&parser, "Point", "(x: 1) -> $out", &used, &len), STATUS_OK);
    assert_int_equal(used, 6);
}

#define OCTAL "begins with 0, which makes an octal number for the capnp tool: write decimal without the 0, or 0x"

static void test_messages_of_mistakes(void **state)
{
    static const struct {
        const char *type, *text;
        status_t status;
        size_t offset;
        const char *message;
    } cases[] = {
        { "Point", "", STATUS_SYNTAX, 0, "expected `(`, found the end" },
        { "Point", "x: 1", STATUS_SYNTAX, 0, "expected `(`, found `x`" },
        { "Point", "(x: 1", STATUS_SYNTAX, 5, "expected `,` or `)`, found the end" },
        { "Point", "(x: 1 y: 2)", STATUS_SYNTAX, 6, "expected `,` or `)`, found `y`" },
        { "Point", "(x 1)", STATUS_SYNTAX, 3, "expected `:` and a value, found `1`" },
        { "Point", "(5)", STATUS_TYPE_MISMATCH, 1, "no member `5`; Point has (x :Int32, y :Int32)" },
        { "Point", "(:5)", STATUS_SYNTAX, 1, "expected a name and a value, found `:`" },
        { "Point", "(x: 1,)", STATUS_SYNTAX, 6, "expected a name and a value, found `)`" },
        { "Point", "(z: 1)", STATUS_TYPE_MISMATCH, 1, "no member `z`; Point has (x :Int32, y :Int32)" },
        { "Base.ping$Params", "(foo: 1)", STATUS_TYPE_MISMATCH, 1, "no argument `foo`; ping takes (value :UInt32)" },
        { "Point", "(x: 1, x: 2)", STATUS_SYNTAX, 7, "`x` is given twice" },
        { "Point", "(x: \"1\")", STATUS_TYPE_MISMATCH, 4, "expected Int32 for `x`, found text" },
        { "Point", "(x: [1])", STATUS_TYPE_MISMATCH, 4, "expected Int32 for `x`, found a list" },
        { "Point", "(x: (y: 1))", STATUS_TYPE_MISMATCH, 4, "expected Int32 for `x`, found a struct" },
        { "Point", "(x: @zero)", STATUS_TYPE_MISMATCH, 4, "expected Int32 for `x`, found a capability" },
        { "Point", "(x: )", STATUS_TYPE_MISMATCH, 4, "expected Int32 for `x`, found `)`" },
        { "Point", "(x: ", STATUS_SYNTAX, 4, "expected Int32 for `x`, found the end" },
        { "Point", "(x: 1.5)", STATUS_TYPE_MISMATCH, 4, "expected Int32 for `x`, found `1.5`" },
        { "Point", "(x: 1_000)", STATUS_TYPE_MISMATCH, 4, "expected Int32 for `x`, found `1_000`" },
        { "Point", "(x: 0x)", STATUS_TYPE_MISMATCH, 4, "expected Int32 for `x`, found `0x`" },
        { "Point", "(x: 2147483648)", STATUS_TYPE_MISMATCH, 4, "2147483648 does not fit in Int32 for `x`" },
        { "Point", "(x: -2147483649)", STATUS_TYPE_MISMATCH, 4, "-2147483649 does not fit in Int32 for `x`" },
        { "Point", "(x: 010)", STATUS_SYNTAX, 4, "010 " OCTAL },
        { "Point", "(x: -010)", STATUS_SYNTAX, 4, "-010 " OCTAL },
        { "Point", "(x: 00)", STATUS_SYNTAX, 4, "00 " OCTAL },
        { "Point", "(x: 1, y: 09)", STATUS_SYNTAX, 10, "09 " OCTAL },
        { "Kinds", "(bytes: [1, 07])", STATUS_SYNTAX, 12, "07 " OCTAL },
        { "Kinds", "(float64: 010)", STATUS_SYNTAX, 10, "010 " OCTAL },
        { "Kinds", "(float32: -0)", STATUS_SYNTAX, 10, "-0 is the integer 0 for the capnp tool: write 0, or -0.0" },
        { "Kinds", "(float64: 18446744073709551616)", STATUS_SYNTAX, 10,
          "18446744073709551616 is more than an integer holds (18446744073709551615): write it with a point or an exponent" },
        { "Kinds", "(float64: -.5)", STATUS_TYPE_MISMATCH, 10, "expected Float64 for `float64`, found `-.5`" },
        { "Point", "(x: 1 # one\n)", STATUS_SYNTAX, 6, "expected `,` or `)`, found `#`: values have no comments" },
        { "Old", "(a: -1)", STATUS_TYPE_MISMATCH, 4, "-1 does not fit in UInt16 for `a`" },
        { "Old", "(a: 99999999999999999999999)", STATUS_TYPE_MISMATCH, 4,
          "99999999999999999999999 does not fit in UInt16 for `a`" },
        { "Kinds", "(bool: 1)", STATUS_TYPE_MISMATCH, 7, "expected Bool for `bool`, found `1`" },
        { "Kinds", "(void: 1)", STATUS_TYPE_MISMATCH, 7, "expected Void for `void`, found `1`" },
        { "Kinds", "(float64: x)", STATUS_TYPE_MISMATCH, 10, "expected Float64 for `float64`, found `x`" },
        { "Kinds", "(float32: 1e39)", STATUS_TYPE_MISMATCH, 10, "1e39 is too great for `float32`" },
        { "Kinds", "(color: blue)", STATUS_TYPE_MISMATCH, 8,
          "expected one of red, green, darkBlue for `color`, found `blue`" },
        { "Kinds", "(text: abc)", STATUS_TYPE_MISMATCH, 7, "expected Text for `text`, found `abc`" },
        { "Kinds", "(text: 0x\"00\")", STATUS_TYPE_MISMATCH, 7, "expected Text for `text`, found data" },
        { "Kinds", "(text: \"abc)", STATUS_SYNTAX, 7, "this text is not closed with `\"`" },
        { "Kinds", "(text: \"a\\q\")", STATUS_SYNTAX, 9,
          "unknown escape in text; there are \\n \\t \\r \\\" \\\\ \\x41 \\101, up to \\xff and \\377" },
        { "Kinds", "(text: \"a\\x4\")", STATUS_SYNTAX, 9,
          "unknown escape in text; there are \\n \\t \\r \\\" \\\\ \\x41 \\101, up to \\xff and \\377" },
        { "Kinds", "(text: \"a\\", STATUS_SYNTAX, 9,
          "unknown escape in text; there are \\n \\t \\r \\\" \\\\ \\x41 \\101, up to \\xff and \\377" },
        { "Kinds", "(data: 0x\"012\")", STATUS_SYNTAX, 12,
          "expected pairs of hexadecimal digits and a closing `\"`" },
        { "Kinds", "(data: 0x\"01", STATUS_SYNTAX, 12, "expected pairs of hexadecimal digits and a closing `\"`" },
        { "Kinds", "(bytes: 5)", STATUS_TYPE_MISMATCH, 8, "expected List(UInt8) for `bytes`, found `5`" },
        { "Kinds", "(bytes: [1, 300])", STATUS_TYPE_MISMATCH, 12, "300 does not fit in UInt8 for `bytes`" },
        { "Kinds", "(bytes: [1, ])", STATUS_TYPE_MISMATCH, 12, "expected UInt8 for `bytes`, found `]`" },
        { "Kinds", "(bytes: [1 2])", STATUS_SYNTAX, 11, "expected `,` or `]`, found `2`" },
        { "Kinds", "(bytes: [1, 2", STATUS_SYNTAX, 9, "this list is not closed with `]`" },
        { "Kinds", "(bytes: [1, 2)", STATUS_SYNTAX, 13, "expected `]`, found `)`" },
        { "Kinds", "(points: [5])", STATUS_TYPE_MISMATCH, 10, "expected Point for `points`, found `5`" },
        { "Kinds", "(child: 5)", STATUS_TYPE_MISMATCH, 8, "expected Kinds for `child`, found `5`" },
        { "Choice", "(number: 1, label: \"x\")", STATUS_SYNTAX, 12, "only one of `number` and `label` can be given" },
        { "Choice", "(place: 5)", STATUS_SYNTAX, 8, "expected `(`, found `5`" },
        { "Kinds", "(base: 5)", STATUS_TYPE_MISMATCH, 7, "expected Base for `base`, found `5`" },
        { "Kinds", "(base: @)", STATUS_SYNTAX, 7, "expected the name of a capability after `@`" },
        { "Kinds", "(base: @two)", STATUS_NOT_FOUND, 7, "cannot use @two for `base`: not found" },
        { "Kinds", "(base: $special)", STATUS_FAILED, 7, "it is special" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        assert_error(cases[i].type, cases[i].text, cases[i].status, cases[i].offset, cases[i].message);
}

static void test_a_long_message_is_cut(void **state)
{
    struct capn_parser parser;
    size_t used, len;

    (void)state;
    assert_int_equal(parse(&parser, "Kinds", "(nosuchmember: 1)", &used, &len), STATUS_TYPE_MISMATCH);
    assert_true(strlen(parser.message) < sizeof(parser.message));
    assert_memory_equal(parser.message, "no member `nosuchmember`; Kinds has (void :Void, ", 49);
}

static void test_depth(void **state)
{
    char text[4096] = "";
    struct capn_parser parser;
    size_t used, len;

    (void)state;
    for (unsigned i = 0; i < CAPN_NESTING_LIMIT - 1; i++)
        strcat(text, "(child: ");
    strcat(text, "()");
    for (unsigned i = 0; i < CAPN_NESTING_LIMIT - 1; i++)
        strcat(text, ")");
    assert_int_equal(parse(&parser, "Kinds", text, &used, &len), STATUS_OK);
    static char out[65536];
    assert_int_equal(print("Kinds", len, out, sizeof(out)), STATUS_OK);
    text[0] = 0;
    for (unsigned i = 0; i < CAPN_NESTING_LIMIT + 5; i++)
        strcat(text, "(child: ");
    assert_int_equal(parse(&parser, "Kinds", text, &used, &len), STATUS_LIMIT_EXCEEDED);
    assert_string_equal(parser.message, "nested more than 64 levels deep");
}

static void test_a_small_builder(void **state)
{
    static const char text[] = "(text: \"abc\", points: [(x: 1), (y: 2)], child: (texts: [\"a\", \"b\"]), data: \"x\")";
    struct capn_node node = node_of("Kinds");
    size_t words, used, len;

    (void)state;
    for (words = 0; words < WORDS; words++) {
        uint64_t *buffer = malloc(words * 8 + 1);
        struct capn_builder builder;
        struct capn_parser parser = { 0 };
        capn_builder_init(&builder, buffer, words * 8);
        status_t status = capn_parse_root(&parser, &node, text, sizeof(text) - 1, &used, &builder);
        status_t finished = capn_builder_finish(&builder, &len);
        free(buffer);
        if (!status)
            break;
        assert_int_equal(status, STATUS_NO_SPACE);
        assert_int_equal(finished, STATUS_NO_SPACE);
        assert_string_equal(parser.message, "the buffer is full");
    }
    assert_true(words > 20 && words < 200);
}

static void test_print_unknown_values(void **state)
{
    struct capn_builder builder;
    struct choice_builder choice;
    struct outer_inner_builder inner;
    char out[256];
    size_t len;

    (void)state;
    capn_builder_init(&builder, message_words, sizeof(message_words));
    assert_int_equal(outer_inner_build_root(&builder, &inner), STATUS_OK);
    outer_inner_set_mood(&inner, (enum outer_inner_mood)9);
    assert_int_equal(capn_builder_finish(&builder, &len), STATUS_OK);
    assert_int_equal(print("Outer.Inner", len, out, sizeof(out)), STATUS_OK);
    assert_string_equal(out, "(value = 0, mood = (9))");
    capn_builder_init(&builder, message_words, sizeof(message_words));
    assert_int_equal(choice_build_root(&builder, &choice), STATUS_OK);
    capn_set_u16(&choice.b, node_of("Choice").discriminant_offset * 2u, 99);
    assert_int_equal(capn_builder_finish(&builder, &len), STATUS_OK);
    assert_int_equal(print("Choice", len, out, sizeof(out)), STATUS_OK);
    assert_string_equal(out, "(after = 0, second = (off = void))");
}

static status_t refuse_after(void *context, const char *text, size_t len)
{
    unsigned *left = context;

    (void)text, (void)len;
    return *left == 0 ? STATUS_CANCELLED : (--*left, STATUS_OK);
}

/* No schema says what they lead to: as the tool prints them, and not to be written. */
static void test_pointers_of_any_type(void **state)
{
    struct capn_builder builder;
    struct anything_builder anything;
    struct boxed_builder boxed;
    struct capn_pointer_builder any;
    struct capn_struct_builder object;
    struct capn_list_builder list;
    struct capn_writer writer;
    struct capn_text_buffer buffer;
    struct capn_node node = node_of("Anything");
    char out[256];
    size_t len;

    (void)state;
    capn_builder_init(&builder, message_words, sizeof(message_words));
    assert_int_equal(anything_build_root(&builder, &anything), STATUS_OK);
    any = anything_get_any_builder(&anything);
    assert_int_equal(capn_pointer_set_text(&any, CAPN_TEXT("text")), STATUS_OK);
    assert_int_equal(anything_init_object(&anything, 1, 0, &object), STATUS_OK);
    assert_int_equal(anything_init_list(&anything, CAPN_SIZE_BYTE, 2, &list), STATUS_OK);
    assert_int_equal(anything_init_lists(&anything, 2, &list), STATUS_OK);
    assert_int_equal(anything_init_boxed(&anything, &boxed), STATUS_OK);
    assert_int_equal(boxed_of_text_set_value(&boxed, CAPN_TEXT("boxed")), STATUS_OK);
    assert_int_equal(capn_builder_finish(&builder, &len), STATUS_OK);
    assert_int_equal(print("Anything", len, out, sizeof(out)), STATUS_OK);
    assert_string_equal(out, "(any = <opaque pointer>, object = <opaque pointer>, list = <opaque pointer>, "
                             "lists = [<opaque pointer>, <opaque pointer>], boxed = (value = <opaque pointer>))");
    assert_round("Anything", "(boxed = ())", "(boxed = ())");
    assert_error("Anything", "(any = 5)", STATUS_NOT_SUPPORTED, 7,
                 "`any` has no type that says how its value is written; leave it out");
    assert_error("Anything", "(lists = [(x = 5)])", STATUS_NOT_SUPPORTED, 10,
                 "`lists` has no type that says how its value is written; leave it out");
    writer = capn_text_buffer_open(&buffer, out, sizeof(out));
    assert_int_equal(capn_node_write(&node, &writer), STATUS_OK);
    assert_string_equal(out, "(any :AnyPointer, object :AnyStruct, list :AnyList, lists :List(AnyList), boxed :Boxed)");
}

static void test_a_writer_that_refuses(void **state)
{
    struct capn_node node = node_of("Kinds");
    struct capn_parser parser;
    struct capn_message message;
    struct capn_struct root;
    size_t used, len;
    unsigned pieces;

    (void)state;
    assert_int_equal(parse(&parser, "Kinds", "(texts: [\"a\"], data: 0x\"00\", points: [()], base: @zero, color: red)",
                           &used, &len), STATUS_OK);
    for (pieces = 0; pieces < 1000; pieces++) {
        unsigned left = pieces;
        struct capn_printer printer = { .writer = { refuse_after, &left } };
        assert_int_equal(capn_message_open(&message, message_words, len, NULL), STATUS_OK);
        assert_int_equal(capn_message_root(&message, &root), STATUS_OK);
        status_t status = capn_print_struct(&printer, &node, &root);
        if (status == STATUS_OK)
            break;
        assert_int_equal(status, STATUS_CANCELLED);
    }
    assert_true(pieces > 50 && pieces < 1000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_numbers_and_words),
        cmocka_unit_test(test_unions_and_groups),
        cmocka_unit_test(test_lists_and_bytes),
        cmocka_unit_test(test_numbers_that_mean_the_same_everywhere),
        cmocka_unit_test(test_texts_side_by_side_are_one),
        cmocka_unit_test(test_what_follows_is_left),
        cmocka_unit_test(test_messages_of_mistakes),
        cmocka_unit_test(test_a_long_message_is_cut),
        cmocka_unit_test(test_depth),
        cmocka_unit_test(test_a_small_builder),
        cmocka_unit_test(test_print_unknown_values),
        cmocka_unit_test(test_pointers_of_any_type),
        cmocka_unit_test(test_a_writer_that_refuses),
    };
    return cmocka_run_group_tests(tests, open_schema, NULL);
}
