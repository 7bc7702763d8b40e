/* SPDX-License-Identifier: MIT */
/*
 * The event loop and the server side of calls: answers of every kind, capabilities in both directions, cancelled calls,
 * and that an answer and the next receive reach the kernel in one entry.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "rt_fake_kernel.h"

#include "demo.capnp.h"
#include "errors.capnp.h"

#define ENDPOINT 50u
#define CALL_ID 0x1234u

static struct fake_kernel fake;
static struct rt_loop loop;
static struct rt_endpoint endpoint;
static struct rt_reply reply;
static uint64_t cancelled_call;
static uint32_t served;
static cap_id_t taken;

/* What the test's kernel does, step by step, whenever the loop would block. */
static void (*const *script)(void);

static bool on_wait(struct fake_kernel *f)
{
    if (*script) {
        (*script++)();
        return true;
    }
    rt_loop_stop(&loop, 42);
    f->timing_out = true;
    return false;
}

/* --- the served methods ------------------------------------------------------------------------------------------- */

static status_t on_say(void *self, struct capn_call *call, const struct echo_say_params_reader *params,
                       struct echo_say_results_builder *results)
{
    struct capn_text text;
    status_t status = echo_say_params_get_text(params, &text);

    assert_ptr_equal(self, &served);
    assert_int_equal(rt_call_message(call)->call_id, CALL_ID);
    served++;
    return status < 0 ? status : echo_say_results_set_text(results, text);
}

static status_t on_fail(void *self, struct capn_call *call, const struct echo_fail_params_reader *params,
                        struct echo_fail_results_builder *results)
{
    (void)self;
    (void)results;
    return capn_call_fail(call, STATUS_BUSY, "type %u", echo_fail_params_get_type(params));
}

static status_t on_keep(void *self, struct capn_call *call, const struct echo_keep_params_reader *params,
                        struct echo_keep_results_builder *results)
{
    uint32_t index;
    status_t status = echo_keep_params_get_capability(params, &index);

    (void)self;
    (void)results;
    return status < 0 ? status : rt_call_take_capability(call, index, 0, &taken);
}

/* Gives two: a copy of 60 and, moved, 61. Then fails if the test says so. */
static status_t give_status;
static status_t on_give(void *self, struct capn_call *call, const struct echo_give_params_reader *params,
                        struct echo_give_results_builder *results)
{
    uint32_t index;

    (void)self;
    (void)params;
    assert_int_equal(rt_call_add_capability(call, 60, CAP_TRANSFER_COPY, &index), STATUS_OK);
    assert_int_equal(echo_give_results_set_capability(results, index), STATUS_OK);
    rt_drop(&fake.rt, 60); /* the copy stays until the answer is on its way */
    assert_int_equal(rt_call_add_capability(call, 61, CAP_TRANSFER_MOVE, &index), STATUS_OK);
    return give_status;
}

static status_t on_hang(void *self, struct capn_call *call, const struct echo_hang_params_reader *params,
                        struct echo_hang_results_builder *results)
{
    (void)self;
    (void)params;
    (void)results;
    rt_call_detach(call, &reply);
    return STATUS_PENDING;
}

static const struct echo_server server = { .say = on_say, .fail = on_fail, .keep = on_keep, .give = on_give, .hang = on_hang };
RT_DISPATCH(echo)

static void on_cancelled(void *self, uint64_t call_id)
{
    assert_ptr_equal(self, &served);
    cancelled_call = call_id;
}

static int setup(void **state)
{
    (void)state;
    memset(&fake.capset, 0, sizeof(fake.capset));
    memset(&endpoint, 0, sizeof(endpoint));
    memset(&reply, 0, sizeof(reply));
    cancelled_call = 0;
    served = 0;
    taken = CAP_ID_INVALID;
    give_status = STATUS_OK;
    fake_init(&fake, 0);
    fake.on_wait = on_wait;
    rt_loop_init(&loop, &fake.rt);
    endpoint.cancelled = on_cancelled;
    assert_int_equal(rt_loop_serve(&loop, &endpoint, ENDPOINT, echo_dispatch_any, &server, &served, 0), STATUS_OK);
    return 0;
}

/* --- what the kernel does ----------------------------------------------------------------------------------------- */

static struct fake_pending *armed(void)
{
    for (uint32_t i = 0; i < FAKE_PENDING; i++) {
        if (fake.pending[i].used && fake.pending[i].sqe.opcode == CAP_OP_RECV)
            return &fake.pending[i];
    }
    fail_msg("no receive is armed");
    return NULL;
}

static uint32_t result_room = 4096;

/* Delivers a call whose params are the message that was built behind the header. */
static void deliver(uint16_t method, struct capn_builder *params, uint16_t cap_count, const struct cap_result_record *records)
{
    struct fake_pending *receive = armed();
    struct endpoint_message *message = (void *)(uintptr_t)receive->sqe.addr;
    size_t len = 0;

    if (params)
        assert_int_equal(capn_builder_finish(params, &len), STATUS_OK);
    *message = (struct endpoint_message){
        .call_id = CALL_ID, .interface_id = ECHO_INTERFACE_ID, .method_id = method, .params_len = (uint32_t)len,
        .cap_count = cap_count, .result_len = result_room,
    };
    fake_answer(&fake, receive->id, (int32_t)(sizeof(*message) + len), cap_count, records, 0);
}

static struct capn_builder params_builder(void)
{
    struct fake_pending *receive = armed();
    struct capn_builder builder;

    capn_builder_init(&builder, (void *)(uintptr_t)(receive->sqe.addr + sizeof(struct endpoint_message)), 4096);
    return builder;
}

static char said[3000];
static void deliver_say(void)
{
    struct capn_builder builder = params_builder();
    struct echo_say_params_builder params;

    assert_int_equal(echo_say_params_build_root(&builder, &params), STATUS_OK);
    assert_int_equal(echo_say_params_set_text(&params, (struct capn_text){ said, (uint32_t)strlen(said) }), STATUS_OK);
    deliver(ECHO_METHOD_SAY, &builder, 0, NULL);
}
static void deliver_fail(void)
{
    struct capn_builder builder = params_builder();
    struct echo_fail_params_builder params;

    assert_int_equal(echo_fail_params_build_root(&builder, &params), STATUS_OK);
    echo_fail_params_set_type(&params, 3);
    deliver(ECHO_METHOD_FAIL, &builder, 0, NULL);
}
static void deliver_keep(void)
{
    static const struct cap_result_record records[] = { { .cap_id = 70, .interface_id = 1 }, { .cap_id = 71, .interface_id = 2 } };
    struct capn_builder builder = params_builder();
    struct echo_keep_params_builder params;

    assert_int_equal(echo_keep_params_build_root(&builder, &params), STATUS_OK);
    assert_int_equal(echo_keep_params_set_capability(&params, 1), STATUS_OK);
    deliver(ECHO_METHOD_KEEP, &builder, 2, records);
}
static void deliver_give(void)
{
    deliver(ECHO_METHOD_GIVE, NULL, 0, NULL);
}
static void deliver_hang(void)
{
    deliver(ECHO_METHOD_HANG, NULL, 0, NULL);
}
static void deliver_unknown_method(void)
{
    deliver(999, NULL, 0, NULL);
}
static void deliver_garbage(void)
{
    struct fake_pending *receive = armed();
    uint8_t *payload = (uint8_t *)(uintptr_t)receive->sqe.addr + sizeof(struct endpoint_message);
    struct endpoint_message *message = (void *)(uintptr_t)receive->sqe.addr;

    memset(payload, 0xff, 64);
    *message = (struct endpoint_message){ .call_id = CALL_ID, .method_id = ECHO_METHOD_SAY, .params_len = 64, .result_len = 4096 };
    fake_answer(&fake, receive->id, sizeof(*message) + 64, 0, NULL, 0);
}
static void deliver_cancel(void)
{
    struct fake_pending *receive = armed();
    struct endpoint_message *message = (void *)(uintptr_t)receive->sqe.addr;

    *message = (struct endpoint_message){ .call_id = CALL_ID, .flags = ENDPOINT_MESSAGE_CANCELLED };
    fake_answer(&fake, receive->id, sizeof(*message), 0, NULL, 0);
}
static void disconnect(void)
{
    fake_answer(&fake, armed()->id, STATUS_DISCONNECTED, 0, NULL, 0);
}

/* --- what must have come back --------------------------------------------------------------------------------------- */

static const struct cap_sqe *the_return(void)
{
    const struct cap_sqe *sqe = fake_last(&fake, CAP_OP_RETURN);

    assert_non_null(sqe);
    assert_int_equal(sqe->cap_id, ENDPOINT);
    assert_int_equal(sqe->call_id, CALL_ID);
    assert_true(sqe->flags & CAP_SQE_QUIET);
    return sqe;
}

static void assert_exception(enum exception_type type, const char *reason)
{
    const struct cap_sqe *sqe = the_return();
    struct cap_exception_reader exception;
    struct capn_message message;
    struct capn_text text;

    assert_int_equal(sqe->flags, CAP_SQE_QUIET | CAP_SQE_EXCEPTION);
    assert_int_equal(sqe->xfer_count, 0);
    assert_int_equal(capn_message_open(&message, (void *)(uintptr_t)sqe->addr, sqe->len, NULL), STATUS_OK);
    assert_int_equal(cap_exception_read_root(&message, &exception), STATUS_OK);
    assert_int_equal(cap_exception_get_type(&exception), type);
    assert_int_equal(cap_exception_get_reason(&exception, &text), STATUS_OK);
    assert_non_null(strstr(text.data, reason));
}

static uint32_t released(cap_id_t cap)
{
    uint32_t count = 0;

    for (uint64_t i = 0; i < fake.consumed; i++)
        count += fake.log[i].opcode == CAP_OP_RELEASE && fake.log[i].cap_id == cap;
    return count;
}

#define RUN(...) \
    do { \
        void (*const steps[])(void) = { __VA_ARGS__, NULL }; \
        script = steps; \
        (void)rt_loop_run(&loop); \
        loop.stopping = false; \
    } while (0)

static void test_return_and_receive_in_one_entry(void **state)
{
    struct echo_say_results_reader results;
    struct capn_message message;
    struct capn_text text;
    const struct cap_sqe *sqe;

    (void)state;
    strcpy(said, "hello");
    RUN(deliver_say, deliver_say, deliver_say);
    assert_int_equal(served, 3);
    sqe = the_return();
    assert_int_equal(capn_message_open(&message, (void *)(uintptr_t)sqe->addr, sqe->len, NULL), STATUS_OK);
    assert_int_equal(echo_say_results_read_root(&message, &results), STATUS_OK);
    assert_int_equal(echo_say_results_get_text(&results, &text), STATUS_OK);
    assert_string_equal(text.data, "hello");
    /* RECV, then three times RETURN + RECV; four entries in all, of which the first only armed. */
    assert_int_equal(fake.consumed, 7);
    assert_int_equal(fake.enters, 4);
    for (uint64_t i = 1; i < 7; i += 2) {
        assert_int_equal(fake.log[i].opcode, CAP_OP_RETURN);
        assert_int_equal(fake.log[i + 1].opcode, CAP_OP_RECV);
        assert_int_equal(fake.log_enter[i], fake.log_enter[i + 1]);
    }
    assert_int_equal(fake.quiet_failures, 0);
}

static void test_exceptions(void **state)
{
    (void)state;
    RUN(deliver_fail);
    assert_exception(EXCEPTION_TYPE_OVERLOADED, "type 3");
    RUN(deliver_unknown_method);
    assert_exception(EXCEPTION_TYPE_UNIMPLEMENTED, "");
    RUN(deliver_garbage);
    assert_exception(EXCEPTION_TYPE_FAILED, "");
    assert_int_equal(served, 0);
}

static void test_oversized_result_is_an_exception(void **state)
{
    (void)state;
    memset(said, 'x', sizeof(said) - 1);
    result_room = 300;
    RUN(deliver_say);
    assert_exception(EXCEPTION_TYPE_FAILED, "does not fit in the caller's 300 bytes");
    result_room = 4096;
    RUN(deliver_say);
    assert_int_equal(the_return()->flags, CAP_SQE_QUIET);
    assert_true(the_return()->len > sizeof(said));
}

static void test_params_capabilities(void **state)
{
    (void)state;
    RUN(deliver_keep);
    assert_int_equal(taken, 71);
    assert_int_equal(released(70), 1); /* nobody took it */
    assert_int_equal(released(71), 0);
    rt_drop(&fake.rt, taken);
    rt_ring_drain(&fake.rt);
    assert_int_equal(released(71), 1);
}

static void own_both(void)
{
    assert_int_equal(rt_handle_adopt(&fake.rt, 60), STATUS_OK);
    assert_int_equal(rt_handle_adopt(&fake.rt, 61), STATUS_OK);
}

/* A copy whose hold would be released right afterwards moves. */
static void test_result_capabilities(void **state)
{
    const struct cap_transfer_descriptor *sent;

    (void)state;
    for (uint8_t last = 0; last < 2; last++) {
        own_both();
        if (!last)
            rt_hold(&fake.rt, 60);
        RUN(deliver_give);
        assert_int_equal(the_return()->xfer_count, 2);
        sent = (const void *)(uintptr_t)(the_return()->addr + ((the_return()->len + 7) & ~7u));
        assert_true(sent[0].cap_id == 60 && sent[1].cap_id == 61);
        assert_int_equal(sent[0].mode, last ? CAP_TRANSFER_MOVE : CAP_TRANSFER_COPY);
        assert_int_equal(sent[1].mode, CAP_TRANSFER_MOVE);
        assert_int_equal(released(60) + released(61), 0);
    }
}

static void test_failed_method_leaks_no_capability(void **state)
{
    (void)state;
    own_both();
    give_status = STATUS_FAILED;
    RUN(deliver_give);
    assert_exception(EXCEPTION_TYPE_FAILED, "");
    assert_int_equal(released(60), 1);
    assert_int_equal(released(61), 1);
}

static void test_records_count_for_the_room(void **state)
{
    (void)state;
    own_both();
    result_room = 24 + 31; /* the result, and not quite two records */
    RUN(deliver_give);
    assert_exception(EXCEPTION_TYPE_FAILED, "does not fit");
    result_room = 24 + 32;
    own_both();
    RUN(deliver_give);
    assert_int_equal(the_return()->xfer_count, 2);
    result_room = 4096;
}

static void test_deferred_reply(void **state)
{
    uint32_t returns;

    (void)state;
    RUN(deliver_hang);
    assert_int_equal(fake_count(&fake, CAP_OP_RETURN), 0);
    assert_int_equal(reply.call_id, CALL_ID);
    rt_reply_send(&reply);
    rt_ring_drain(&fake.rt);
    assert_int_equal(the_return()->flags, CAP_SQE_QUIET);
    assert_int_equal(the_return()->len, 0);
    /* With results and with an exception. */
    RUN(deliver_hang);
    {
        struct echo_say_results_builder results;
        assert_int_equal(rt_reply_begin(&reply, 200), STATUS_OK);
        assert_int_equal(echo_say_results_build_root(&reply.results, &results), STATUS_OK);
        assert_int_equal(echo_say_results_set_text(&results, CAPN_TEXT("later")), STATUS_OK);
        rt_reply_mark_secret(&reply);
        rt_reply_send(&reply);
    }
    assert_non_null(fake.rt.pool.waiting);
    rt_ring_drain(&fake.rt);
    assert_null(fake.rt.pool.waiting);
    assert_true(the_return()->len > 24);
    /* Overwritten once it was sent: nothing of it is in the buffer any more. */
    assert_memory_equal((const uint8_t *)(uintptr_t)the_return()->addr + 24, "\0\0\0\0\0", 5);
    RUN(deliver_hang);
    rt_reply_fail(&reply, STATUS_GONE, "not today");
    rt_ring_drain(&fake.rt);
    assert_exception(EXCEPTION_TYPE_DISCONNECTED, "");
    returns = fake_count(&fake, CAP_OP_RETURN);
    RUN(deliver_hang);
    rt_reply_drop(&reply);
    rt_reply_drop(&reply);
    rt_ring_drain(&fake.rt);
    assert_int_equal(fake_count(&fake, CAP_OP_RETURN), returns);
}

static void test_cancelled_call(void **state)
{
    (void)state;
    RUN(deliver_hang, deliver_cancel);
    assert_int_equal(cancelled_call, CALL_ID);
    assert_int_equal(fake_count(&fake, CAP_OP_RETURN), 0);
    assert_non_null(armed());
}

static status_t first_return_fails(struct fake_kernel *f, const struct cap_sqe *sqe)
{
    if (sqe->opcode != CAP_OP_RETURN || fake_count(f, CAP_OP_RETURN) > 1)
        return STATUS_OK;
    return STATUS_TRANSFER_NOT_SUPPORTED;
}

static void test_refused_return_becomes_an_exception(void **state)
{
    (void)state;
    fake.on_simple = first_return_fails;
    strcpy(said, "x");
    RUN(deliver_say);
    assert_int_equal(fake_count(&fake, CAP_OP_RETURN), 2);
    assert_exception(EXCEPTION_TYPE_FAILED, capn_status_text(STATUS_TRANSFER_NOT_SUPPORTED));
}

/* What did not move is still ours, and goes. */
static void test_refused_return_releases(void **state)
{
    (void)state;
    own_both();
    fake.on_simple = first_return_fails;
    RUN(deliver_give);
    assert_int_equal(fake_count(&fake, CAP_OP_RETURN), 2);
    assert_true(released(60) == 1 && released(61) == 1);
}

static void test_disconnected_endpoint_ends_the_loop(void **state)
{
    void (*const steps[])(void) = { disconnect, NULL };

    (void)state;
    script = steps;
    assert_int_equal(rt_loop_run(&loop), 0);
    assert_null(loop.endpoints);
    assert_int_equal(fake.rt.in_flight, 0);
    assert_int_equal(fake.rt.process->heap.live_blocks, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(test_return_and_receive_in_one_entry, setup),
        cmocka_unit_test_setup(test_exceptions, setup),
        cmocka_unit_test_setup(test_oversized_result_is_an_exception, setup),
        cmocka_unit_test_setup(test_params_capabilities, setup),
        cmocka_unit_test_setup(test_result_capabilities, setup),
        cmocka_unit_test_setup(test_refused_return_releases, setup),
        cmocka_unit_test_setup(test_failed_method_leaks_no_capability, setup),
        cmocka_unit_test_setup(test_records_count_for_the_room, setup),
        cmocka_unit_test_setup(test_deferred_reply, setup),
        cmocka_unit_test_setup(test_cancelled_call, setup),
        cmocka_unit_test_setup(test_refused_return_becomes_an_exception, setup),
        cmocka_unit_test_setup(test_disconnected_endpoint_ends_the_loop, setup),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
