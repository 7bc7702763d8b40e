/* SPDX-License-Identifier: MIT */
/* From records to lines: which completion belongs to which call, servers under their clients, values, and nonsense. */
#include "trace_records.h"

#include <setjmp.h>
#include <stdlib.h>

#include <cmocka.h>

#include "capnp/builder.h"
#include "capnp/call.h"
#include "capnp_kinds.h"
#include "random.h"

#define BASE 0xa1b8b0e0c0a0000dull      /* of fixtures/kinds.capnp: ping(value) -> (value), greet(name) -> (greeting) */
#define DERIVED 0xa1b8b0e0c0a00010ull   /* own(rt, cap, default) -> (made :Derived, count) */

static struct capn_schema schema;
static uint64_t message[64];

static int setup(void **state)
{
    int status = trace_setup(state);

    assert_int_equal(kinds_schema_open(&schema), STATUS_OK);
    trace.schema = &schema;
    return status;
}

static void put(struct tap_record record, const void *payload)
{
    trace_record(&trace, &record, payload);
}

static void start(uint32_t pid, const char *name)
{
    put(process_record(pid, name), name);
}

static void grant(uint32_t pid, cap_id_t cap, uint64_t interface_id, const char *name)
{
    put((struct tap_record){ .kind = TAP_GRANT, .pid = pid, .cap_id = cap, .interface_id = interface_id,
                             .payload_bytes = (uint32_t)strlen(name) }, name);
}

/* A message whose root has one text. */
static uint32_t text_message(const char *text)
{
    struct capn_struct_builder root;
    struct capn_builder builder;
    size_t bytes;

    capn_builder_init(&builder, message, sizeof(message));
    assert_int_equal(capn_builder_root(&builder, 0, 1, &root), STATUS_OK);
    assert_int_equal(capn_set_text(&root, 0, (struct capn_text){ text, (uint32_t)strlen(text) }), STATUS_OK);
    assert_int_equal(capn_builder_finish(&builder, &bytes), STATUS_OK);
    return (uint32_t)bytes;
}

static struct tap_record with_payload(struct tap_record record, uint32_t bytes)
{
    record.payload_bytes = record.payload_total = bytes;
    return record;
}

static void test_call_with_values(void **state)
{
    (void)state;
    start(5, "hello");
    grant(5, 0x10000, BASE, "friend");
    put(with_payload(call_record(5, 3, 0x10000, BASE, 1), text_message("Ann")), message);
    put(with_payload(completion_record(5, 3, 32), text_message("Good \x1b[2J day")), message);
    assert_string_equal(printed, "hello  #3 friend.greet (name = \"Ann\") -> ok (greeting = \"Good \\033[2J day\")\n");
}

static void test_metadata_only(void **state)
{
    struct tap_record call = call_record(5, 4, 7, BASE, 1), done = completion_record(5, 4, 40);

    (void)state;
    call.payload_total = 24;
    done.payload_total = 40;
    done.cap_count = 1;
    put(call, NULL);
    put(done, NULL);
    put(call_record(5, 5, 7, BASE, 9), NULL);
    put(completion_record(5, 5, STATUS_STALE_CAP), NULL);
    assert_string_equal(printed, "/5  #4 Base.greet (24 bytes) -> ok (40 bytes) +1 cap\n"
                                 "/5  #5 Base.method 9 () -> the capability was dropped and its slot used again\n");
}

static void test_exceptions(void **state)
{
    struct tap_record done = completion_record(5, 1, STATUS_APPLICATION_EXCEPTION);
    size_t bytes;

    (void)state;
    start(5, "hello");
    assert_int_equal(capn_write_exception(message, sizeof(message), STATUS_UNIMPLEMENTED, "no method 99", &bytes), STATUS_OK);
    put(call_record(5, 1, 7, BASE, 99), NULL);
    put(with_payload(done, (uint32_t)bytes), message);
    put(call_record(5, 2, 7, BASE, 99), NULL);
    done = completion_record(5, 2, STATUS_APPLICATION_EXCEPTION_TRUNCATED);
    done.value = 1;
    put(done, NULL);
    assert_string_equal(printed, "hello  #1 Base.method 99 () -> unimplemented: no method 99\n"
                                 "hello  #2 Base.method 99 () -> overloaded\n");
}

/* Client 5 calls server 6, which calls something itself before it returns. */
static void test_server_under_its_client(void **state)
{
    struct tap_record receive = { .kind = TAP_SUBMISSION, .opcode = CAP_OP_RECV, .pid = 6, .answer_id = 1, .cap_id = 2 };
    struct tap_record delivered = { .kind = TAP_COMPLETION, .opcode = CAP_OP_RECV, .pid = 6, .answer_id = 1, .result = 64,
                                    .note = TAP_NOTE_MESSAGE, .call_id = 77, .interface_id = BASE, .method_id = 1,
                                    .peer_pid = 5, .peer_answer_id = 3 };
    struct tap_record back = { .kind = TAP_SUBMISSION, .opcode = CAP_OP_RETURN, .pid = 6, .answer_id = 9, .cap_id = 2,
                               .call_id = 77 };

    (void)state;
    start(5, "hello");
    start(6, "server");
    put(receive, NULL);
    put(with_payload(call_record(5, 3, 1, BASE, 1), text_message("Ann")), message);
    put(delivered, NULL);
    put(call_record(6, 8, 3, BASE, 0), NULL);
    put(completion_record(6, 8, 0), NULL);
    put(back, NULL);
    put(completion_record(5, 3, 0), NULL);
    put(call_record(6, 10, 3, BASE, 0), NULL);
    put(completion_record(6, 10, 0), NULL);
    assert_string_equal(printed, "hello  #3 Base.greet (name = \"Ann\") ...\n"
                                 "server    #8 Base.ping () -> ok\n"
                                 "hello  #3 Base.greet -> ok\n"
                                 "server  #10 Base.ping () -> ok\n");
}

/* The same server when its client is not tapped. */
static void test_server_alone(void **state)
{
    struct tap_record delivered = { .kind = TAP_COMPLETION, .opcode = CAP_OP_RECV, .pid = 6, .answer_id = 1, .result = 64,
                                    .note = TAP_NOTE_MESSAGE, .call_id = 77, .interface_id = BASE, .method_id = 1 };
    struct tap_record back = { .kind = TAP_SUBMISSION, .opcode = CAP_OP_RETURN, .pid = 6, .answer_id = 9, .call_id = 77 };

    (void)state;
    start(6, "server");
    put(with_payload(delivered, text_message("Ann")), message);
    put(call_record(6, 8, 3, BASE, 0), NULL);
    put(completion_record(6, 8, 0), NULL);
    put(with_payload(back, text_message("Hi")), message);
    assert_string_equal(printed, "server  serves Base.greet (name = \"Ann\")\n"
                                 "server    #8 Base.ping () -> ok\n"
                                 "server  returns Base.greet -> ok (greeting = \"Hi\")\n");
}

static void test_pipelined(void **state)
{
    struct tap_record first = call_record(5, 12, 7, DERIVED, 0), second = call_record(5, 13, 0, 0, 0);

    (void)state;
    first.sqe_flags = 0x08;             /* keep */
    second.sqe_flags = CAP_SQE_PIPELINE;
    second.value = 12;
    second.method_id = 0;
    put(first, NULL);
    put(second, NULL);
    put(completion_record(5, 12, 0), NULL);
    /* It ran later, and its record knows its user_data only. */
    put((struct tap_record){ .kind = TAP_COMPLETION, .pid = 5, .answer_id = TAP_ANSWER_UNKNOWN, .user_data = 0 }, NULL);
    /* It is kept until FINISH, and so is what is known of it. */
    second.answer_id = 14;
    put(second, NULL);
    put(completion_record(5, 14, 0), NULL);
    put((struct tap_record){ .kind = TAP_SUBMISSION, .opcode = CAP_OP_FINISH, .pid = 5, .answer_id = 15, .value = 12 }, NULL);
    put((struct tap_record){ .kind = TAP_COMPLETION, .opcode = CAP_OP_FINISH, .pid = 5, .answer_id = 15 }, NULL);
    second.answer_id = 16;
    put(second, NULL);
    put(completion_record(5, 16, 0), NULL);
    trace_end(&trace);
    assert_string_equal(printed, "/5  #12 Derived.own () keep -> ok\n"
                                 "/5  #13 (#12 cap 0).own () -> ok\n"
                                 "/5  #14 (#12 cap 0).own () -> ok\n"
                                 "/5  #16 (#12 cap 0).method 0 () -> ok\n");
}

static void test_unfinished_lost_and_quiet_work(void **state)
{
    struct tap_record lost = call_record(5, 4, 7, BASE, 0);

    (void)state;
    start(5, "hello");
    put(call_record(5, 3, 7, BASE, 0), NULL);
    put((struct tap_record){ .kind = TAP_SUBMISSION, .opcode = CAP_OP_RELEASE, .pid = 5, .answer_id = 2 }, NULL);
    put((struct tap_record){ .kind = TAP_COMPLETION, .opcode = CAP_OP_RELEASE, .pid = 5, .answer_id = 2 }, NULL);
    trace_idle(&trace);
    trace_idle(&trace);
    lost.lost = 17;
    put(lost, NULL);
    put((struct tap_record){ .kind = TAP_EXIT, .pid = 5 }, NULL);
    assert_int_equal(trace.lost, 17);
    assert_string_equal(printed, "hello  #3 Base.ping () ...\n"
                                 "-- 17 records were lost: the tap's buffer was full\n"
                                 "hello  #3 Base.ping -> unfinished\n"
                                 "hello  #4 Base.ping () -> unfinished\n");
}

static void test_long_values_are_cut(void **state)
{
    char name[400];

    (void)state;
    memset(name, 'x', sizeof(name));
    name[sizeof(name) - 1] = 0;
    put(with_payload(call_record(5, 1, 7, BASE, 1), text_message(name)), message);
    put(completion_record(5, 1, 0), NULL);
    assert_true(printed_len < 300);
    assert_non_null(strstr(printed, "xxx... -> ok\n"));
}

static void test_only(void **state)
{
    (void)state;
    start(5, "hello");
    trace.only = "6";
    put(call_record(5, 1, 7, BASE, 0), NULL);
    put(completion_record(5, 1, 0), NULL);
    put(call_record(6, 1, 7, BASE, 0), NULL);
    put(completion_record(6, 1, 0), NULL);
    trace.only = "hello";
    put(call_record(5, 2, 7, BASE, 0), NULL);
    put(completion_record(5, 2, 0), NULL);
    assert_string_equal(printed, "/6  #1 Base.ping () -> ok\nhello  #2 Base.ping () -> ok\n");
}

/* More calls than there is room for: the oldest are forgotten and counted. */
static void test_tables_overflow(void **state)
{
    (void)state;
    for (uint64_t i = 0; i < 3 * TRACE_CALLS; i++)
        put(call_record(5, i, 7, BASE, 0), NULL);
    assert_int_equal(trace.forgotten, 2 * TRACE_CALLS);
    put(completion_record(5, 0, 0), NULL);
    put(completion_record(5, 3 * TRACE_CALLS - 1, 0), NULL);
    assert_string_equal(printed, "/5  #767 Base.ping () -> ok\n");
}

static void test_damaged_bytes(void **state)
{
    struct tap_record records[2] = { call_record(5, 1, 7, BASE, 0), completion_record(5, 1, 0) };
    static const uint32_t wrong[] = { 0, 8, 127, 136, 0xffffffff };

    (void)state;
    records[0].bytes = records[1].bytes = sizeof(records[0]);
    assert_true(trace_records(&trace, records, sizeof(records)));
    assert_string_equal(printed, "/5  #1 Base.ping () -> ok\n");
    assert_false(trace_records(&trace, records, sizeof(records) - 1));
    records[1].payload_bytes = 1;
    assert_false(trace_records(&trace, records, sizeof(records)));
    records[1].payload_bytes = 0;
    for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
        records[1].bytes = wrong[i];
        assert_false(trace_records(&trace, records, sizeof(records)));
    }
}

/* Random records with random payloads: nothing is read or written outside, and what comes out can be shown. */
static void test_random_records(void **state)
{
    static const uint64_t interfaces[] = { 0, BASE, DERIVED, 0x1234 };
    struct random random = { 4711 };

    (void)state;
    trace.times = trace.pids = trace.all = true;
    for (uint32_t round = 0; round < 40000; round++) {
        struct tap_record record;
        uint64_t *words = (uint64_t *)(void *)&record;
        size_t count = random_below(&random, 200);
        uint8_t *payload = malloc(count ? count : 1);

        for (size_t i = 0; i < sizeof(record) / 8; i++)
            words[i] = random_next(&random);
        for (size_t i = 0; i < count; i++)
            payload[i] = random_below(&random, 4) ? 0 : (uint8_t)random_next(&random);
        record.kind = (uint8_t)random_below(&random, TAP_KIND_END + 1);
        record.opcode = (uint8_t)random_below(&random, 9);
        record.pid = (uint32_t)random_below(&random, 5);
        record.tid = (uint32_t)random_below(&random, 2);
        record.peer_pid = (uint32_t)random_below(&random, 5);
        record.peer_tid = (uint32_t)random_below(&random, 2);
        record.answer_id = random_below(&random, 20);
        record.peer_answer_id = random_below(&random, 20);
        record.call_id = random_below(&random, 6);
        record.interface_id = interfaces[random_below(&random, 4)];
        record.method_id = (uint16_t)random_below(&random, 4);
        record.payload_bytes = (uint32_t)count;
        if (random_below(&random, 2))
            record.payload_total = (uint32_t)random_below(&random, 400);
        trace_record(&trace, &record, payload);
        free(payload);
        printed_len = round % 100 == 0 ? 0 : printed_len;
    }
    trace_idle(&trace);
    trace_end(&trace);
    for (size_t i = 0; i < printed_len; i++)
        assert_true(printed[i] == '\n' || ((unsigned char)printed[i] >= ' ' && printed[i] != 0x7f));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(test_call_with_values, setup),
        cmocka_unit_test_setup(test_metadata_only, setup),
        cmocka_unit_test_setup(test_exceptions, setup),
        cmocka_unit_test_setup(test_server_under_its_client, setup),
        cmocka_unit_test_setup(test_server_alone, setup),
        cmocka_unit_test_setup(test_pipelined, setup),
        cmocka_unit_test_setup(test_unfinished_lost_and_quiet_work, setup),
        cmocka_unit_test_setup(test_long_values_are_cut, setup),
        cmocka_unit_test_setup(test_only, setup),
        cmocka_unit_test_setup(test_tables_overflow, setup),
        cmocka_unit_test_setup(test_damaged_bytes, setup),
        cmocka_unit_test_setup(test_random_records, setup),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
