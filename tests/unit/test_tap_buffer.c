/* SPDX-License-Identifier: MIT */
/* The ring of records of a tap: order, wrapping, what is dropped and how that is told, against a list as the model. */
#include "trace/tap_buffer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "random.h"

static uint8_t bytes[4096];
static uint8_t out[sizeof(bytes)];

static bool put(struct tap_buffer *buffer, uint64_t number, uint32_t payload_bytes)
{
    struct tap_record record = { .kind = TAP_SUBMISSION, .answer_id = number, .payload_bytes = payload_bytes };
    uint8_t payload[TAP_PAYLOAD_MAX_BYTES];

    memset(payload, (int)number, sizeof(payload));
    return tap_buffer_put(buffer, &record, payload);
}

static void test_order_and_padding(void **state)
{
    struct tap_buffer buffer;
    const struct tap_record *record = (const struct tap_record *)(const void *)out;

    (void)state;
    tap_buffer_init(&buffer, bytes, sizeof(bytes));
    assert_int_equal(tap_buffer_first(&buffer), 0);
    assert_int_equal(tap_buffer_available(&buffer, 4096), 0);
    assert_true(put(&buffer, 7, 5));
    assert_true(put(&buffer, 8, 0));
    assert_int_equal(tap_buffer_first(&buffer), 136);
    /* Whole records only. */
    assert_int_equal(tap_buffer_available(&buffer, 135), 0);
    assert_int_equal(tap_buffer_available(&buffer, 263), 136);
    assert_int_equal(tap_buffer_available(&buffer, 264), 264);
    memset(out, 0xff, sizeof(out));
    tap_buffer_take(&buffer, out, 264);
    assert_int_equal(record->bytes, 136);
    assert_int_equal(record->answer_id, 7);
    assert_int_equal(record->sequence, 0);
    assert_memory_equal(out + 128, "\7\7\7\7\7\0\0\0", 8);
    record = (const struct tap_record *)(const void *)(out + 136);
    assert_int_equal(record->answer_id, 8);
    assert_int_equal(record->sequence, 1);
    assert_int_equal(tap_buffer_first(&buffer), 0);
}

static void test_full(void **state)
{
    struct tap_buffer buffer;
    const struct tap_record *record = (const struct tap_record *)(const void *)out;
    uint32_t fitted = 0;

    (void)state;
    tap_buffer_init(&buffer, bytes, sizeof(bytes));
    while (put(&buffer, fitted, 0))
        fitted++;
    assert_int_equal(fitted, sizeof(bytes) / sizeof(struct tap_record));
    assert_false(put(&buffer, 100, 0));
    assert_int_equal(buffer.lost_total, 2);
    /* The oldest are kept; the next that fits tells how many are missing before it, once. */
    tap_buffer_take(&buffer, out, 256);
    assert_int_equal(record->answer_id, 0);
    assert_true(put(&buffer, 101, 0));
    assert_true(put(&buffer, 102, 0));
    tap_buffer_take(&buffer, out, tap_buffer_available(&buffer, sizeof(out)));
    record = (const struct tap_record *)(const void *)(out + (fitted - 2) * sizeof(struct tap_record));
    assert_int_equal(record->answer_id, 101);
    assert_int_equal(record->lost, 2);
    assert_int_equal(record->sequence, fitted + 2);
    assert_int_equal(record[1].lost, 0);
    assert_int_equal(buffer.lost_total, 2);
}

/* Whatever goes in comes out, in order and whole, also where the ring and its 32-bit counters wrap. */
static void test_against_model(void **state)
{
    struct random random = { 20260117 };
    struct tap_buffer buffer;
    uint64_t next_in = 0, next_out = 0, in_sequence = 0, lost = 0;

    (void)state;
    tap_buffer_init(&buffer, bytes, sizeof(bytes));
    buffer.head = buffer.tail = UINT32_MAX - 10007u * 8 + 1;
    for (uint32_t step = 0; step < 40000; step++) {
        if (random_below(&random, 3) != 0) {
            bool fits = put(&buffer, next_in, (uint32_t)random_below(&random, TAP_PAYLOAD_MAX_BYTES + 1));

            next_in += fits;
            lost += !fits;
            in_sequence++;
        } else {
            uint32_t count = tap_buffer_available(&buffer, (uint32_t)random_below(&random, sizeof(out)));

            tap_buffer_take(&buffer, out, count);
            for (uint32_t at = 0; at < count;) {
                struct tap_record record;

                memcpy(&record, out + at, sizeof(record));
                assert_int_equal(record.answer_id, next_out++);
                assert_true(record.bytes % 8 == 0 && record.bytes <= count - at);
                for (uint32_t i = 0; i < record.payload_bytes; i++)
                    assert_int_equal(out[at + sizeof(record) + i], (uint8_t)record.answer_id);
                at += record.bytes;
            }
        }
    }
    assert_true(next_out > 5000 && lost > 1000);
    assert_int_equal(buffer.lost_total, lost);
    assert_int_equal(buffer.sequence, in_sequence);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_order_and_padding),
        cmocka_unit_test(test_full),
        cmocka_unit_test(test_against_model),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
