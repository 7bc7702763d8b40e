/* SPDX-License-Identifier: MIT */
/* Lines of the log back into records: whole, cut anywhere, damaged anywhere, mixed with other text, and random. */
#include "trace_records.h"

#include <setjmp.h>
#include <stdlib.h>

#include <cmocka.h>

#include "random.h"

static struct trace_lines lines;

static int setup(void **state)
{
    memset(&lines, 0, sizeof(lines));
    lines.trace = &trace;
    return trace_setup(state);
}

/* A copy of exactly that length, so that the address sanitiser sees a read past it. */
static bool take(const char *text, size_t len)
{
    char *copy = malloc(len ? len : 1);
    bool taken;

    memcpy(copy, text, len);
    taken = trace_lines_take(&lines, copy, len);
    free(copy);
    return taken;
}

static bool take_line(const char *text)
{
    char line[1024];

    snprintf(line, sizeof(line), "%s", text);
    return take(line, end_line(line, sizeof(line)));
}

/* A real line, with the checksum that the kernel made. */
static void test_line_of_the_kernel(void **state)
{
    static const char line[] = "ringtap:1 g q7 t7ab065 p1 c6 ie57a20c9b13f8d64 y7 w7 =656e74726f7079 ~5a97";

    (void)state;
    assert_true(take(line, sizeof(line) - 1));
    assert_int_equal(trace.grants[0].pid, 1);
    assert_int_equal(trace.grants[0].cap_id, 6);
    assert_int_equal(trace.grants[0].interface_id, 0xe57a20c9b13f8d64u);
    assert_string_equal(trace.grants[0].name, "entropy");
    assert_int_equal(lines.damaged, 0);
}

static void test_record_with_message(void **state)
{
    (void)state;
    assert_true(take_line("ringtap:1 p p5 =68656c6c6f"));
    assert_true(take_line("ringtap:1 s q9 p5 n3 o1 c2 i1234 m1 l46 y46 w46"));
    assert_string_equal(printed, "");
    assert_true(lines.pending);
    assert_true(take_line("ringtap:1 d q9 =000000000100000000000000000000000000000000000000000000000000000000000000000000000000"
                          "00000000000000000000000000000000000000000000"));
    assert_true(take_line("ringtap:1 d q9 a40 =0102030405"));
    assert_true(lines.pending);
    /* The next record: the rest of the message never came. */
    assert_true(take_line("ringtap:1 c qa p5 n3 o1 z5 y5"));
    trace_lines_end(&lines);
    assert_string_equal(printed, "hello  #3 0x1234.method 1 (70 bytes) -> ok (5 bytes)\n");
    assert_int_equal(lines.damaged, 0);
}

static void test_other_text_is_passed_over(void **state)
{
    (void)state;
    assert_false(take("", 0));
    assert_false(take("clock: TSC 2596132 kHz", 22));
    assert_false(take("ringtap", 7));
    assert_int_equal(lines.damaged, 0);
    /* Somebody's unfinished line, then ours. The checksum begins at the mark. */
    static const char mixed[] = "half a lineringtap:1 g q7 t7ab065 p1 c6 ie57a20c9b13f8d64 y7 w7 =656e74726f7079 ~5a97 and more";

    assert_true(take(mixed, sizeof(mixed) - 1));
    assert_int_equal(lines.damaged, 0);
}

static void test_wrong_lines(void **state)
{
    static const char *const wrong[] = {
        "ringtap:2 p p5 =68",                       /* another version */
        "ringtap:1",
        "ringtap:1 ",
        "ringtap:1 z p5",                           /* no such kind */
        "ringtap:1 p p",                            /* a field without a number */
        "ringtap:1 p pXY",
        "ringtap:1 p p123456789",                   /* nine digits for 32 bits */
        "ringtap:1 s m12345",
        "ringtap:1 s i11112222333344445",
        "ringtap:1 p  p5",
        "ringtap:1 s w401",                         /* more payload than there can be */
        "ringtap:1 d q9 =00",                       /* part of a message that nobody announced */
    };

    (void)state;
    for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
        assert_false(take_line(wrong[i]));
        assert_int_equal(lines.damaged, i + 1);
    }
    assert_string_equal(printed, "");
}

static void test_message_parts_that_do_not_fit(void **state)
{
    (void)state;
    assert_true(take_line("ringtap:1 s q9 p5 n3 o1 y4 w4"));
    assert_false(take_line("ringtap:1 d q8 =00"));      /* of another record */
    assert_false(take_line("ringtap:1 d q9 a1 =00"));   /* a gap */
    assert_false(take_line("ringtap:1 d q9 =0001020304")); /* too long */
    assert_true(take_line("ringtap:1 d q9 =00010203"));
    assert_false(take_line("ringtap:1 d q9 =00"));      /* complete already */
    assert_int_equal(lines.damaged, 4);
}

static const char good[] = "ringtap:1 s q9 t1a2b p5 n3 o1 b2 c2 i9a6e03c7f1d4b285 m1 l46 r1000 u44";

static void test_cut_and_damaged(void **state)
{
    char line[256];
    size_t len;

    (void)state;
    strcpy(line, good);
    len = end_line(line, sizeof(line));
    assert_true(take(line, len));
    for (size_t cut = 0; cut < len; cut++)
        assert_false(take(line, cut));
    for (size_t at = 0; at < len; at++) {
        char was = line[at];

        /* A bit flips: never another record. The mark itself makes it other text. */
        line[at] = (char)(was ^ 1);
        assert_false(take(line, len));
        line[at] = was;
    }
    assert_true(take(line, len));
}

static void test_random_lines(void **state)
{
    static const char alphabet[] = "ringtap:1 scpgxd=~0123456789abcdefPHNLqtphnofbcimelruxkvzgyw\x1b\xff";
    struct random random = { 77 };
    char line[600];

    (void)state;
    for (uint32_t round = 0; round < 60000; round++) {
        size_t len = 0;
        uint64_t words = random_below(&random, 12);

        memcpy(line, "ringtap:1 ", 11);
        len = 10;
        line[len++] = "scpgxd"[random_below(&random, 6)];
        for (uint64_t i = 0; i < words; i++) {
            uint64_t digits = random_below(&random, 18);

            line[len++] = ' ';
            line[len++] = alphabet[random_below(&random, sizeof(alphabet) - 1)];
            for (uint64_t d = 0; d < digits; d++)
                line[len++] = "0123456789abcdef"[random_below(&random, 16)];
        }
        line[len] = 0;
        if (!memchr(line, 0, len))
            len = end_line(line, sizeof(line));
        (void)take(line, len);
    }
    trace_lines_end(&lines);
    trace_end(&trace);
    for (size_t i = 0; i < printed_len; i++)
        assert_true(printed[i] == '\n' || ((unsigned char)printed[i] >= ' ' && printed[i] != 0x7f));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(test_line_of_the_kernel, setup),
        cmocka_unit_test_setup(test_record_with_message, setup),
        cmocka_unit_test_setup(test_other_text_is_passed_over, setup),
        cmocka_unit_test_setup(test_wrong_lines, setup),
        cmocka_unit_test_setup(test_message_parts_that_do_not_fit, setup),
        cmocka_unit_test_setup(test_cut_and_damaged, setup),
        cmocka_unit_test_setup(test_random_lines, setup),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
