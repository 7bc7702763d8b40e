/* SPDX-License-Identifier: MIT */
/* Generated client stubs against generated dispatch, inheritance, reasons, exceptions and status texts. */
#include "capnp_loopback.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "errors.capnp.h"
#include "fixtures/kinds.capnp.h"

static status_t base_ping_serve_test(void *self, struct capn_call *call, const struct base_ping_params_reader *params,
                                     struct base_ping_results_builder *results)
{
    if (base_ping_params_get_value(params) == 13)
        return capn_call_fail(call, STATUS_INVALID_ARGUMENT, "%u is not lucky", 13u);
    base_ping_results_set_value(results, base_ping_params_get_value(params) + *(unsigned *)self);
    return STATUS_OK;
}

static status_t base_greet_test(void *self, struct capn_call *call, const struct base_greet_params_reader *params,
                                struct base_greet_results_builder *results)
{
    struct capn_text name;
    char text[64];
    status_t status = base_greet_params_get_name(params, &name);

    (void)self;
    (void)call;
    if (status)
        return status;
    snprintf(text, sizeof(text), "hello, %s", name.data);
    return base_greet_results_set_greeting(results, (struct capn_text){ text, (uint32_t)strlen(text) });
}

static status_t left_test(void *self, struct capn_call *call, const struct left_left_params_reader *params,
                          struct left_left_results_builder *results)
{
    (void)self, (void)call, (void)params;
    left_left_results_set_side(results, 1);
    return STATUS_OK;
}

static status_t right_test(void *self, struct capn_call *call, const struct right_right_params_reader *params,
                           struct right_right_results_builder *results)
{
    (void)self, (void)call, (void)params;
    right_right_results_set_side(results, 2);
    return STATUS_OK;
}

static status_t own_test(void *self, struct capn_call *call, const struct derived_own_params_reader *params,
                         struct derived_own_results_builder *results)
{
    uint32_t index;
    status_t status = derived_own_params_get_cap(params, &index);

    (void)self, (void)call;
    if (status)
        return status;
    derived_own_results_set_count(results, (uint16_t)(derived_own_params_get_rt(params) + index +
                                                      derived_own_params_get_default(params)));
    return derived_own_results_set_made(results, 0);
}

static status_t swap_test(void *self, struct capn_call *call, const struct point_reader *params,
                          struct point_builder *results)
{
    (void)self, (void)call;
    point_set_x(results, point_get_y(params));
    point_set_y(results, point_get_x(params));
    return STATUS_OK;
}

static const struct base_server base = { .ping = base_ping_serve_test, .greet = base_greet_test };
static const struct left_server left = { .left = left_test };
static const struct right_server right = { .right = right_test };
static const struct derived_server derived = {
    .own = own_test, .swap = swap_test, .left = &left, .base = &base, .right = &right,
};

static status_t derived_entry(void *self, uint16_t method_id, struct capn_call *call)
{
    return derived_dispatch(&derived, self, method_id, call);
}

static unsigned offset = 1;
static const derived_t handle = { 0x01000002 };

static struct rt loopback(void)
{
    return (struct rt){ .dispatch = derived_entry, .self = &offset };
}

static void test_own_and_inherited_methods(void **state)
{
    struct rt rt = loopback();
    uint32_t value = 0;
    uint8_t side = 0;
    int32_t x, y;

    (void)state;
    assert_int_equal(derived_ping(&rt, handle, 41, &value), STATUS_OK);
    assert_int_equal(value, 42);
    assert_int_equal(rt.cap_id, handle.id);
    /* Left is ancestor 1, Base 2 (through Left, only once), Right 3. */
    assert_int_equal(rt.method_id, 0x2000);
    assert_int_equal(derived_left(&rt, handle, &side), STATUS_OK);
    assert_int_equal(side, 1);
    assert_int_equal(rt.method_id, 0x1000);
    assert_int_equal(derived_right(&rt, handle, &side), STATUS_OK);
    assert_int_equal(side, 2);
    assert_int_equal(rt.method_id, 0x3000);
    assert_int_equal(derived_swap(&rt, handle, 3, -4, &x, &y), STATUS_OK);
    assert_true(x == -4 && y == 3);
    assert_int_equal(rt.begun, rt.ended);
}

static void test_capabilities_both_ways(void **state)
{
    struct rt rt = loopback();
    derived_t made = { 0 };
    uint16_t count = 0;

    (void)state;
    rt.result_caps[0] = (struct cap_result_record){ .cap_id = 77, .interface_id = DERIVED_INTERFACE_ID };
    rt.result_cap_count = 1;
    assert_int_equal(derived_own(&rt, handle, 5, (base_t){ 9 }, true, &made, &count), STATUS_OK);
    assert_int_equal(made.id, 77);
    assert_int_equal(count, 6);
    rt.result_caps[0].interface_id = BASE_INTERFACE_ID;
    assert_int_equal(derived_own(&rt, handle, 5, (base_t){ 9 }, true, &made, &count), STATUS_WRONG_INTERFACE);
    rt.result_cap_count = 0;
    assert_int_equal(derived_own(&rt, handle, 5, (base_t){ 9 }, true, &made, &count), STATUS_NOT_FOUND);
    assert_int_equal(rt.begun, rt.ended);
}

static void test_begin_and_results(void **state)
{
    struct rt rt = loopback();
    struct capn_request request;
    struct base_greet_params_builder params;
    struct base_greet_results_reader results;
    struct capn_text greeting;
    char name[CAPN_EXTRA_BYTES];

    (void)state;
    assert_int_equal(derived_greet_begin(&request, &rt, handle, &params), STATUS_OK);
    assert_int_equal(base_greet_params_set_name(&params, CAPN_TEXT("world")), STATUS_OK);
    assert_int_equal(capn_request_call(&request), STATUS_OK);
    assert_int_equal(derived_greet_results(&request, &results), STATUS_OK);
    assert_int_equal(base_greet_results_get_greeting(&results, &greeting), STATUS_OK);
    assert_string_equal(greeting.data, "hello, world");
    capn_request_end(&request);
    /* Without a size there is room for so much and no more. */
    memset(name, 'x', sizeof(name));
    assert_int_equal(derived_greet_begin(&request, &rt, handle, &params), STATUS_OK);
    assert_int_equal(base_greet_params_set_name(&params, (struct capn_text){ name, sizeof(name) - 1 }), STATUS_OK);
    assert_int_equal(base_greet_params_set_name(&params, CAPN_TEXT("")), STATUS_NO_SPACE);
    capn_request_end(&request);
}

/* Counted among the fields that are capabilities. */
static void test_promises(void **state)
{
    struct capn_request request;

    (void)state;
    assert_int_equal(derived_own_promise(&request).id, 1000);
    assert_int_equal(derived_twice_one_promise(&request), 1000);
    assert_int_equal(derived_twice_two_promise(&request), 1001);
}

static void test_unknown_methods(void **state)
{
    static const struct derived_server empty;
    static const uint16_t unknown[] = { 3, 0xfff, 0x1001, 0x2002, 0x3001, 0x4000, 0xf000, 0xffff };
    uint64_t buffer[16];
    struct capn_call call;

    (void)state;
    assert_int_equal(capn_message_open(&call.params, NULL, 0, NULL), STATUS_OK);
    for (size_t i = 0; i < sizeof(unknown) / sizeof(unknown[0]); i++) {
        capn_builder_init(&call.results, buffer, sizeof(buffer));
        assert_int_equal(derived_dispatch(&derived, &offset, unknown[i], &call), STATUS_UNIMPLEMENTED);
        assert_int_equal(derived_dispatch(&empty, &offset, unknown[i], &call), STATUS_UNIMPLEMENTED);
    }
    assert_int_equal(derived_dispatch(&empty, &offset, 0, &call), STATUS_UNIMPLEMENTED);
    assert_int_equal(derived_dispatch(&empty, &offset, 0x2000, &call), STATUS_UNIMPLEMENTED);
    static const struct nothing_server nothing;
    assert_int_equal(nothing_dispatch(&nothing, NULL, 0, &call), STATUS_UNIMPLEMENTED);
}

static void test_damaged_params_and_small_results(void **state)
{
    static const uint64_t damaged[] = { (uint64_t)2 << 32, 5 | (uint64_t)1 << 32, 0 };
    uint64_t buffer[16];
    struct capn_call call;

    (void)state;
    assert_int_equal(capn_message_open(&call.params, damaged, sizeof(damaged), NULL), STATUS_OK);
    capn_builder_init(&call.results, buffer, sizeof(buffer));
    assert_int_equal(base_dispatch(&base, &offset, BASE_METHOD_PING, &call), STATUS_MALFORMED);
    assert_int_equal(capn_message_open(&call.params, NULL, 0, NULL), STATUS_OK);
    capn_builder_init(&call.results, buffer, 16);
    assert_int_equal(base_dispatch(&base, &offset, BASE_METHOD_PING, &call), STATUS_NO_SPACE);
    capn_builder_init(&call.results, buffer, 24);
    assert_int_equal(base_dispatch(&base, &offset, BASE_METHOD_PING, &call), STATUS_OK);
}

static void test_descriptors(void **state)
{
    (void)state;
    assert_string_equal(derived_interface.name, "Derived");
    assert_true(derived_interface.id == DERIVED_INTERFACE_ID);
    assert_int_equal(derived_interface.method_count, 3);
    assert_string_equal(derived_interface.method_names[1], "swap");
    assert_int_equal(derived_interface.ancestor_count, 3);
    assert_ptr_equal(derived_interface.ancestors[0], &left_interface);
    assert_ptr_equal(derived_interface.ancestors[1], &base_interface);
    assert_ptr_equal(derived_interface.ancestors[2], &right_interface);
    assert_int_equal(base_interface.transfer_mode, CAP_TRANSFER_MOVE);
    assert_int_equal(right_interface.transfer_mode, CAP_TRANSFER_NONE);
    assert_int_equal(derived_interface.transfer_mode, CAP_TRANSFER_COPY);
    assert_int_equal(nothing_interface.method_count, 0);
    assert_int_equal(KINDS_AN_INT8 * 2, -16);
    assert_true(KINDS_AN_INT64 == INT64_MIN && KINDS_A_BOOL);
    assert_int_equal(KINDS_A_COLOR, COLOR_GREEN);
    assert_string_equal(KINDS_A_TEXT, "text");
    assert_int_equal(OUTER_INNER_MOOD_COUNT, 2);
}

static void test_reasons(void **state)
{
    struct rt rt = loopback();
    struct capn_call call;
    char expected[512], letters[400];
    uint32_t value;

    (void)state;
    assert_int_equal(derived_ping(&rt, handle, 13, &value), STATUS_INVALID_ARGUMENT);
    assert_string_equal(rt.reason, "13 is not lucky");
    assert_int_equal(capn_call_fail(&call, STATUS_BUSY, "%s|%.*s|%c|%%|%d|%u|%x", "text", 2, "abcdef", 'q', -5, 7u,
                                    0xbeefu), STATUS_BUSY);
    assert_string_equal(call.reason, "text|ab|q|%|-5|7|beef");
    snprintf(expected, sizeof(expected), "%ld %lu %lx %llu %llx %d", INT64_MIN, UINT64_MAX, 0xabcdef0123456789ul,
             12345678901234567890ull, 0xffull, INT32_MIN);
    assert_int_equal(capn_call_fail(&call, STATUS_FAILED, "%ld %lu %lx %llu %llx %d", INT64_MIN, UINT64_MAX,
                                    0xabcdef0123456789ul, 12345678901234567890ull, 0xffull, INT32_MIN), STATUS_FAILED);
    assert_string_equal(call.reason, expected);
    /* Cut, not overflown. */
    memset(letters, 'z', sizeof(letters));
    letters[sizeof(letters) - 1] = 0;
    assert_int_equal(capn_call_fail(&call, STATUS_FAILED, "<%s>%d", letters, 1), STATUS_FAILED);
    assert_int_equal(strlen(call.reason), CAPN_REASON_BYTES - 1);
    assert_int_equal(capn_call_fail(&call, STATUS_FAILED, "%.*s", 0, "never"), STATUS_FAILED);
    assert_string_equal(call.reason, "");
}

/* Writes and reads back. */
static void exception_of(status_t status, const char *reason, uint16_t *type, char *text, size_t size)
{
    uint64_t buffer[64];
    struct capn_message message;
    struct cap_exception_reader exception;
    struct capn_text found;
    size_t len;

    assert_int_equal(capn_write_exception(buffer, sizeof(buffer), status, reason, &len), STATUS_OK);
    assert_int_equal(capn_message_open(&message, buffer, len, NULL), STATUS_OK);
    assert_int_equal(cap_exception_read_root(&message, &exception), STATUS_OK);
    assert_int_equal(cap_exception_get_reason(&exception, &found), STATUS_OK);
    *type = (uint16_t)cap_exception_get_type(&exception);
    snprintf(text, size, "%s", found.data);
}

static void test_exceptions(void **state)
{
    uint64_t buffer[64];
    char text[300], letters[300];
    uint16_t type;
    size_t len;

    (void)state;
    exception_of(STATUS_BUSY, "later", &type, text, sizeof(text));
    assert_int_equal(type, EXCEPTION_TYPE_OVERLOADED);
    assert_string_equal(text, "later");
    exception_of(STATUS_GONE, NULL, &type, text, sizeof(text));
    assert_int_equal(type, EXCEPTION_TYPE_DISCONNECTED);
    assert_string_equal(text, capn_status_text(STATUS_GONE));
    exception_of(STATUS_UNIMPLEMENTED, "", &type, text, sizeof(text));
    assert_int_equal(type, EXCEPTION_TYPE_UNIMPLEMENTED);
    exception_of(STATUS_MALFORMED, NULL, &type, text, sizeof(text));
    assert_int_equal(type, EXCEPTION_TYPE_FAILED);
    /* 200 bytes, and no half of a character: these have two bytes each and start at an odd place. */
    letters[0] = 'x';
    for (size_t i = 1; i < sizeof(letters) - 1; i += 2)
        memcpy(letters + i, "\xc3\xa9", 2);
    letters[sizeof(letters) - 1] = 0;
    exception_of(STATUS_FAILED, letters, &type, text, sizeof(text));
    assert_int_equal(strlen(text), 199);
    for (size_t room = 0; room < 40; room++)
        assert_int_equal(capn_write_exception(buffer, room, STATUS_FAILED, "sixteen bytes...", &len), STATUS_NO_SPACE);
}

static void test_every_status_has_a_text(void **state)
{
    static const status_t statuses[] = {
        STATUS_OK, STATUS_PENDING, STATUS_INVALID_REQUEST, STATUS_UNSUPPORTED_OPCODE, STATUS_INVALID_CAP,
        STATUS_STALE_CAP, STATUS_WRONG_INTERFACE, STATUS_INVALID_BUFFER, STATUS_RESULT_TOO_LARGE,
        STATUS_APPLICATION_EXCEPTION, STATUS_APPLICATION_EXCEPTION_TRUNCATED, STATUS_CANCELLED, STATUS_INVALID_CALL,
        STATUS_INVALID_ANSWER, STATUS_INVALID_TRANSFER_DESCRIPTOR, STATUS_TRANSFER_NOT_SUPPORTED,
        STATUS_TRANSFER_ABORTED, STATUS_OVERLOADED, STATUS_DISCONNECTED, STATUS_TIMED_OUT, STATUS_RING_CORRUPT,
        STATUS_TRANSPORT_LAST, STATUS_MALFORMED, STATUS_LIMIT_EXCEEDED, STATUS_NO_SPACE, STATUS_TYPE_MISMATCH,
        STATUS_SYNTAX, STATUS_TOO_MANY_SEGMENTS, STATUS_FAILED, STATUS_INVALID_ARGUMENT, STATUS_NOT_FOUND, STATUS_ALREADY_EXISTS,
        STATUS_NOT_SUPPORTED, STATUS_UNIMPLEMENTED, STATUS_NO_MEMORY, STATUS_TABLE_FULL, STATUS_QUOTA_EXCEEDED,
        STATUS_BUSY, STATUS_GONE, STATUS_OUT_OF_RANGE, STATUS_BAD_IMAGE, STATUS_INTERNAL,
    };

    (void)state;
    for (size_t i = 0; i < sizeof(statuses) / sizeof(statuses[0]); i++) {
        assert_string_not_equal(capn_status_text(statuses[i]), "unknown error");
        for (size_t j = 0; j < i; j++)
            assert_string_not_equal(capn_status_text(statuses[i]), capn_status_text(statuses[j]));
    }
    assert_string_equal(capn_status_text(-47), "unknown error");
    assert_string_equal(capn_status_text(2), "unknown error");
    assert_string_equal(capn_status_text(INT32_MIN), "unknown error");
    assert_string_equal(capn_status_text(INT32_MAX), "unknown error");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_own_and_inherited_methods),
        cmocka_unit_test(test_capabilities_both_ways),
        cmocka_unit_test(test_begin_and_results),
        cmocka_unit_test(test_promises),
        cmocka_unit_test(test_unknown_methods),
        cmocka_unit_test(test_damaged_params_and_small_results),
        cmocka_unit_test(test_descriptors),
        cmocka_unit_test(test_reasons),
        cmocka_unit_test(test_exceptions),
        cmocka_unit_test(test_every_status_has_a_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
