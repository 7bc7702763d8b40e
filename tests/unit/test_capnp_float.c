/* SPDX-License-Identifier: MIT */
/* Floating point text: against the C library's own conversions, on edges and on seeded random bits. */
#include "capnp/text.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "random.h"

static uint64_t double_bits(double value)
{
    uint64_t bits;

    memcpy(&bits, &value, 8);
    return bits;
}

static double bits_double(uint64_t bits)
{
    double value;

    memcpy(&value, &bits, 8);
    return value;
}

static struct capn_text text_of(const char *text)
{
    return (struct capn_text){ text, (uint32_t)strlen(text) };
}

static void printed(char *out, size_t size, uint64_t bits, enum capn_element_size element_size)
{
    struct capn_text_buffer buffer;
    struct capn_writer writer = capn_text_buffer_open(&buffer, out, size);

    assert_int_equal(capn_write_float(&writer, bits, element_size), STATUS_OK);
}

/* What the tool prints: the first number of digits that keeps the value, and no plus sign in exponents. */
static void reference(char *out, size_t size, double value, bool wide)
{
    static const int digits[2][3] = { { 6, 8, 9 }, { 15, 17, 17 } };

    for (unsigned i = 0; i < 3; i++) {
        snprintf(out, size, "%.*g", digits[wide][i], value);
        if (wide ? strtod(out, NULL) == value : strtof(out, NULL) == (float)value)
            break;
    }
    char *plus = strchr(out, '+');
    if (plus)
        memmove(plus, plus + 1, strlen(plus));
}

static void check_double(uint64_t bits)
{
    char text[64], expected[64];
    uint64_t again;

    printed(text, sizeof(text), bits, CAPN_SIZE_EIGHT_BYTES);
    reference(expected, sizeof(expected), bits_double(bits), true);
    assert_string_equal(text, expected);
    assert_int_equal(capn_parse_float(text_of(text), CAPN_SIZE_EIGHT_BYTES, &again), STATUS_OK);
    assert_true(again == bits);
}

static void check_float(uint32_t bits)
{
    char text[64], expected[64];
    uint64_t again;
    float value;

    memcpy(&value, &bits, 4);
    printed(text, sizeof(text), bits, CAPN_SIZE_FOUR_BYTES);
    reference(expected, sizeof(expected), (double)value, false);
    assert_string_equal(text, expected);
    assert_int_equal(capn_parse_float(text_of(text), CAPN_SIZE_FOUR_BYTES, &again), STATUS_OK);
    assert_true(again == bits);
}

static void test_edges(void **state)
{
    static const double values[] = { 1, -1, 0.1, 0.5, 1e15, 1e16, 1e17, 123456.789, 1e-4, 1e-5, 9.99999999999999995e22,
                                     1e23, 2.2250738585072014e-308, 4.9406564584124654e-324, 1.7976931348623157e308,
                                     5e-324, 9007199254740993.0, 0.3, 2.0 / 3 };
    (void)state;
    for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++)
        check_double(double_bits(values[i]));
    check_double(0);
    check_double(1);
    check_double(0x000fffffffffffff);
    check_double(0x0010000000000000);
    check_double(0x7fefffffffffffff);
    check_float(1);
    check_float(0x007fffff);
    check_float(0x00800000);
    check_float(0x7f7fffff);
    check_float(0x3dcccccd);
}

static void test_not_numbers(void **state)
{
    char text[16];
    uint64_t bits;

    (void)state;
    printed(text, sizeof(text), 0x7ff0000000000000, CAPN_SIZE_EIGHT_BYTES);
    assert_string_equal(text, "inf");
    printed(text, sizeof(text), 0xfff0000000000000, CAPN_SIZE_EIGHT_BYTES);
    assert_string_equal(text, "-inf");
    printed(text, sizeof(text), 0x7ff8000000000000, CAPN_SIZE_EIGHT_BYTES);
    assert_string_equal(text, "nan");
    printed(text, sizeof(text), 0x7f800000, CAPN_SIZE_FOUR_BYTES);
    assert_string_equal(text, "inf");
    printed(text, sizeof(text), 0x8000000000000000, CAPN_SIZE_EIGHT_BYTES);
    assert_string_equal(text, "-0.0");
    assert_int_equal(capn_parse_float(text_of("-inf"), CAPN_SIZE_FOUR_BYTES, &bits), STATUS_OK);
    assert_true(bits == 0xff800000);
    assert_int_equal(capn_parse_float(text_of("nan"), CAPN_SIZE_EIGHT_BYTES, &bits), STATUS_OK);
    assert_true(bits == 0x7ff8000000000000);
}

static void test_parse_like_the_c_library(void **state)
{
    static const char *const texts[] = {
        "0", "-0", "0.0", "00012", "1.", ".5", "1e5", "1E5", "1e+5", "1e-5", "123456789012345678901234567890",
        "0.000000000000000000000000000000000000001", "9007199254740992.5", "9007199254740993",
        "9007199254740993.0000001",
        "1.7976931348623157e308", "4.9e-324", "2.4703282292062327e-324", "2.4703282292062328e-324", "1e-400",
        "0.1e1", "1000000000000000000000000000000000000000000000000000000000000e-59", "2.2250738585072011e-308",
        "179769313486231570793e288",
    };

    (void)state;
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        uint64_t bits;
        assert_int_equal(capn_parse_float(text_of(texts[i]), CAPN_SIZE_EIGHT_BYTES, &bits), STATUS_OK);
        assert_true(bits == double_bits(strtod(texts[i], NULL)));
    }
}

static void test_what_is_refused(void **state)
{
    static const char *const bad[] = { "", "-", ".", "e5", "1e", "1e+", "1.2.3", "0x10", "1_000", "12a", "+1",
                                       "infinity", "1e5.5", "--1" };
    static const char *const great[] = { "1.7976931348623159e308", "1e309", "-1e400", "1e999999999999" };
    uint64_t bits;

    (void)state;
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
        assert_int_equal(capn_parse_float(text_of(bad[i]), CAPN_SIZE_EIGHT_BYTES, &bits), STATUS_SYNTAX);
    for (size_t i = 0; i < sizeof(great) / sizeof(great[0]); i++)
        assert_int_equal(capn_parse_float(text_of(great[i]), CAPN_SIZE_EIGHT_BYTES, &bits), STATUS_OUT_OF_RANGE);
    assert_int_equal(capn_parse_float(text_of("3.5e38"), CAPN_SIZE_FOUR_BYTES, &bits), STATUS_OUT_OF_RANGE);
}

static void test_random_bits(void **state)
{
    struct random random = { 20261122 };

    (void)state;
    for (unsigned i = 0; i < 2000; i++) {
        uint64_t bits = random_next(&random);
        if ((bits & 0x7ff0000000000000) != 0x7ff0000000000000)
            check_double(bits);
        if ((bits & 0x7f800000) != 0x7f800000)
            check_float((uint32_t)bits);
    }
}

static void test_random_texts(void **state)
{
    struct random random = { 4 };

    (void)state;
    for (unsigned i = 0; i < 3000; i++) {
        char text[64];
        uint64_t bits;
        unsigned shift = (unsigned)random_below(&random, 64);
        unsigned long long whole = random_next(&random) >> shift, fraction = random_next(&random);
        snprintf(text, sizeof(text), "%llu.%llue%d", whole, fraction, (int)random_below(&random, 600) - 320);
        double expected = strtod(text, NULL);
        status_t status = capn_parse_float(text_of(text), CAPN_SIZE_EIGHT_BYTES, &bits);
        if (expected > 1.7976931348623157e308) {
            assert_int_equal(status, STATUS_OUT_OF_RANGE);
        } else {
            assert_int_equal(status, STATUS_OK);
            assert_true(bits == double_bits(expected));
        }
    }
}

static uint64_t narrow(double value)
{
    float narrowed = (float)value;
    uint32_t bits;

    memcpy(&bits, &narrowed, 4);
    return bits;
}

/*
 * Exactly between two numbers, and a little above and below: what decides may come after 767 digits. They used to be cut after
 * 40, with a mark in the last of them, which an odd digit already had.
 */
static void test_ties(void **state)
{
    static const char *const tails[] = { "", "0", "1", "00000000000000000001", "000000000000000000000000000000000000000000000001" };
    static char text[1400];
    struct random random = { 41 };
    uint64_t bits;

    (void)state;
    assert_int_equal(capn_parse_float(text_of("666983.823495464690495282411575317382812500000000001"), CAPN_SIZE_EIGHT_BYTES, &bits),
                     STATUS_OK);
    assert_true(bits == 0x41245acfa5a13293u);
    assert_int_equal(capn_parse_float(text_of("0.824076854522598989394310819989186711609363555908203125000000000001"),
                                      CAPN_SIZE_EIGHT_BYTES, &bits), STATUS_OK);
    assert_true(bits == 0x3fea5ed66c721567u);
    for (unsigned i = 0; i < 4000; i++) {
        /* An odd number of one bit more than a double has, or fewer for the smallest, times a power of two. A long double holds it. */
        unsigned exponent = i % 3 == 0 ? 1075 : (unsigned)random_below(&random, i % 3 == 1 ? 60 : 1076);
        unsigned width = exponent == 1075 && i % 2 ? 1 + (unsigned)random_below(&random, 54) : 54;
        uint64_t odd = random_next(&random) >> (64 - width) | 1 | (uint64_t)1 << (width - 1);
        int len = snprintf(text, sizeof(text), "%.1200Lf", ldexpl((long double)odd, -(int)exponent));
        while (text[len - 1] == '0')
            len--;
        if (random_below(&random, 4) == 0 && text[len - 1] == '5')
            text[len - 1] = '4';
        strcpy(text + len, tails[random_below(&random, sizeof(tails) / sizeof(tails[0]))]);
        assert_int_equal(capn_parse_float(text_of(text), CAPN_SIZE_EIGHT_BYTES, &bits), STATUS_OK);
        if (bits != double_bits(strtod(text, NULL)))
            fail_msg("%s", text);
    }
}

/* A Float32 from text with a point or an exponent is rounded twice, as the reference does it: to a Float64 first. Integers once. */
static void test_floats_through_doubles(void **state)
{
    static const char *const texts[] = { "1.00000005960464477539062500000001", "1.00000017881393432617187499999999", "16777217.0000000001",
                                         "8388608.50000000001", "0.1", "3.4028235e38", "1e-46", "7.1e-46", "1.1754942e-38" };
    struct random random = { 24 };
    uint64_t bits;

    (void)state;
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        assert_int_equal(capn_parse_float(text_of(texts[i]), CAPN_SIZE_FOUR_BYTES, &bits), STATUS_OK);
        assert_true(bits == narrow(strtod(texts[i], NULL)));
    }
    /* 2^53 + 2^29 + 1: as a double it is a tie, and then even. */
    assert_int_equal(capn_parse_float(text_of("9007199791611905"), CAPN_SIZE_FOUR_BYTES, &bits), STATUS_OK);
    assert_true(bits == 0x5a000001);
    assert_int_equal(capn_parse_float(text_of("9007199791611905.0"), CAPN_SIZE_FOUR_BYTES, &bits), STATUS_OK);
    assert_true(bits == 0x5a000000);
    for (unsigned i = 0; i < 3000; i++) {
        char text[64];
        snprintf(text, sizeof(text), "%.*e", (int)random_below(&random, 30), ldexp((double)random_next(&random), (int)random_below(&random, 200) - 150));
        status_t status = capn_parse_float(text_of(text), CAPN_SIZE_FOUR_BYTES, &bits);
        assert_int_equal(status, STATUS_OK);
        assert_true(bits == narrow(strtod(text, NULL)));
    }
    assert_int_equal(capn_parse_float(text_of("-3.5e38"), CAPN_SIZE_FOUR_BYTES, &bits), STATUS_OUT_OF_RANGE);
    assert_int_equal(capn_parse_float(text_of("1e308"), CAPN_SIZE_FOUR_BYTES, &bits), STATUS_OUT_OF_RANGE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_edges),
        cmocka_unit_test(test_not_numbers),
        cmocka_unit_test(test_parse_like_the_c_library),
        cmocka_unit_test(test_what_is_refused),
        cmocka_unit_test(test_random_bits),
        cmocka_unit_test(test_random_texts),
        cmocka_unit_test(test_ties),
        cmocka_unit_test(test_floats_through_doubles),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
