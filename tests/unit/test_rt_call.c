/* SPDX-License-Identifier: MIT */
/*
 * Calls that we make: exceptions, hostile answers, capabilities in both directions, cancelled and repeated calls. The
 * queues below them are in test_rt_ring.c.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "rt_fake_kernel.h"

#define INTERFACE 0xabcdef0123456789ull

static struct fake_kernel fake;

static int setup(void **state)
{
    (void)state;
    memset(&fake.capset, 0, sizeof(fake.capset));
    fake_init(&fake, 0);
    return 0;
}

static void answer_at_once(struct fake_kernel *f, const struct cap_sqe *sqe, uint64_t id)
{
    (void)sqe;
    fake_answer_word(f, id);
}

static void answer_exception(struct fake_kernel *f, uint64_t id, status_t status, const char *reason)
{
    struct fake_pending *pending = fake_find(f, id);
    size_t len;

    assert_int_equal(capn_write_exception((void *)(uintptr_t)pending->sqe.result_addr, pending->sqe.result_len, status, reason,
                                          &len),
                     STATUS_OK);
    fake_answer(f, id, STATUS_APPLICATION_EXCEPTION, 0, NULL, len);
}

static status_t next_status;
static const char *next_reason;
static void answer_next_exception(struct fake_kernel *f, const struct cap_sqe *sqe, uint64_t id)
{
    (void)sqe;
    answer_exception(f, id, next_status, next_reason);
}

static void test_exceptions(void **state)
{
    static const struct { status_t served, seen; } cases[] = {
        { STATUS_FAILED, STATUS_FAILED },
        { STATUS_NOT_FOUND, STATUS_FAILED },
        { STATUS_NO_MEMORY, STATUS_OVERLOADED },
        { STATUS_GONE, STATUS_GONE },
        { STATUS_UNIMPLEMENTED, STATUS_UNIMPLEMENTED },
    };
    struct capn_request request;

    (void)state;
    fake.on_call = answer_next_exception;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        next_status = cases[i].served;
        next_reason = i % 2 ? "the reason" : "";
        fake_begin(&fake, &request, 1);
        assert_int_equal(capn_request_call(&request), cases[i].seen);
        assert_string_equal(rt_last_reason(&fake.rt), i % 2 ? "the reason" : capn_status_text(cases[i].served));
        capn_request_end(&request);
    }
}

/* Two exceptions in one reap: each request's reason is there when that request is asked for. */
static void test_exceptions_do_not_mix(void **state)
{
    struct capn_request a, b;

    (void)state;
    fake_begin(&fake, &a, 1);
    fake_begin(&fake, &b, 2);
    assert_int_equal(capn_request_submit(&a), STATUS_OK);
    assert_int_equal(capn_request_submit(&b), STATUS_OK);
    assert_int_equal(rt_ring_enter(&fake.rt, 0, 0), STATUS_OK);
    answer_exception(&fake, 0, STATUS_FAILED, "first");
    answer_exception(&fake, 1, STATUS_BUSY, "second");
    assert_int_equal(capn_request_wait(&a, TIME_FOREVER), STATUS_FAILED);
    assert_string_equal(rt_last_reason(&fake.rt), "first");
    assert_int_equal(capn_request_wait(&b, TIME_FOREVER), STATUS_OVERLOADED);
    assert_string_equal(rt_last_reason(&fake.rt), "second");
    capn_request_end(&a);
    capn_request_end(&b);
}

static void answer_raw(struct fake_kernel *f, const struct cap_sqe *sqe, uint64_t id)
{
    memset((void *)(uintptr_t)sqe->result_addr, 0xff, sqe->result_len);
    fake_answer(f, id, next_status, 0, NULL, next_status == STATUS_APPLICATION_EXCEPTION_TRUNCATED ? 1 : 4000);
}

static void test_hostile_answers(void **state)
{
    struct capn_request request;

    (void)state;
    fake.on_call = answer_raw;
    /* An exception that is not one, and longer than the buffer. */
    next_status = STATUS_APPLICATION_EXCEPTION;
    fake_begin(&fake, &request, 1);
    assert_int_equal(capn_request_call(&request), STATUS_FAILED);
    assert_string_equal(rt_last_reason(&fake.rt), "");
    capn_request_end(&request);
    next_status = STATUS_APPLICATION_EXCEPTION_TRUNCATED;
    fake_begin(&fake, &request, 1);
    assert_int_equal(capn_request_call(&request), STATUS_OVERLOADED);
    capn_request_end(&request);
    /* A result that is no message. */
    next_status = 16;
    fake_begin(&fake, &request, 1);
    assert_int_equal(capn_request_call(&request), STATUS_MALFORMED);
    capn_request_end(&request);
    /* A transport error. */
    next_status = STATUS_STALE_CAP;
    fake_begin(&fake, &request, 1);
    assert_int_equal(capn_request_call(&request), STATUS_STALE_CAP);
    capn_request_end(&request);
}

static void answer_two_caps(struct fake_kernel *f, const struct cap_sqe *sqe, uint64_t id)
{
    const struct cap_result_record records[2] = {
        { .cap_id = 0x01000200 + (uint32_t)id * 2, .interface_id = INTERFACE },
        { .cap_id = 0x01000201 + (uint32_t)id * 2, .interface_id = INTERFACE + 1 },
    };

    (void)sqe;
    fake_answer(f, id, 0, 2, records, id);
}

static void test_result_capabilities(void **state)
{
    struct capn_request request;
    cap_id_t cap = 0;

    (void)state;
    fake.on_call = answer_two_caps;
    fake_begin(&fake, &request, 1);
    assert_int_equal(capn_request_call(&request), STATUS_OK);
    assert_int_equal(capn_request_take_capability(&request, 0, INTERFACE + 1, &cap), STATUS_WRONG_INTERFACE);
    assert_int_equal(capn_request_take_capability(&request, 0, INTERFACE, &cap), STATUS_OK);
    assert_int_equal(cap, 0x01000200);
    assert_int_equal(capn_request_take_capability(&request, 0, INTERFACE, &cap), STATUS_NOT_FOUND);
    assert_int_equal(capn_request_take_capability(&request, 2, 0, &cap), STATUS_NOT_FOUND);
    capn_request_end(&request);
    /* The one that nobody took. */
    assert_int_equal(rt_flush_releases(&fake.rt), STATUS_OK);
    assert_int_equal(fake_count(&fake, CAP_OP_RELEASE), 1);
    assert_int_equal(fake_last(&fake, CAP_OP_RELEASE)->cap_id, 0x01000201);
    assert_int_equal(fake_last(&fake, CAP_OP_RELEASE)->flags, CAP_SQE_QUIET);
    rt_hold(&fake.rt, cap);
    rt_drop(&fake.rt, cap);
    assert_int_equal(rt_flush_releases(&fake.rt), STATUS_OK);
    assert_int_equal(fake_count(&fake, CAP_OP_RELEASE), 1);
    rt_drop(&fake.rt, cap);
    rt_drop(&fake.rt, cap);
    assert_int_equal(rt_flush_releases(&fake.rt), STATUS_OK);
    assert_int_equal(fake_count(&fake, CAP_OP_RELEASE), 2);
    /* Granted capabilities are nobody's to drop. */
    rt_drop(&fake.rt, 17);
    assert_int_equal(rt_flush_releases(&fake.rt), STATUS_OK);
    assert_int_equal(fake_count(&fake, CAP_OP_RELEASE), 2);
}

static void test_sent_capabilities(void **state)
{
    const struct cap_transfer_descriptor *sent;
    struct capn_request request;
    const struct cap_sqe *sqe;
    uint32_t index;

    (void)state;
    assert_int_equal(rt_handle_adopt(&fake.rt, 40), STATUS_OK);
    assert_int_equal(rt_handle_adopt(&fake.rt, 41), STATUS_OK);
    fake_begin(&fake, &request, 1);
    assert_int_equal(capn_request_add_capability(&request, 40, CAP_TRANSFER_COPY, &index), STATUS_OK);
    assert_int_equal(capn_request_add_capability(&request, 41, CAP_TRANSFER_MOVE, &index), STATUS_OK);
    assert_int_equal(index, 1);
    assert_int_equal(capn_request_submit(&request), STATUS_OK);
    /* Dropped while the call is on its way: released only after it was answered. */
    rt_drop(&fake.rt, 40);
    assert_int_equal(rt_flush_releases(&fake.rt), STATUS_OK);
    assert_int_equal(fake_count(&fake, CAP_OP_RELEASE), 0);
    sqe = fake_last(&fake, CAP_OP_CALL);
    assert_int_equal(sqe->xfer_count, 2);
    sent = (const void *)(uintptr_t)(sqe->addr + ((sqe->len + 7) & ~7u));
    assert_int_equal(sent[0].cap_id, 40);
    assert_int_equal(sent[1].cap_id, 41);
    assert_int_equal(sent[1].mode, CAP_TRANSFER_MOVE);
    fake_answer_word(&fake, 0);
    assert_int_equal(capn_request_wait(&request, TIME_FOREVER), STATUS_OK);
    capn_request_end(&request);
    rt_drop(&fake.rt, 41); /* moved: not ours any more */
    assert_int_equal(rt_flush_releases(&fake.rt), STATUS_OK);
    assert_int_equal(fake_count(&fake, CAP_OP_RELEASE), 1);
    assert_int_equal(fake_last(&fake, CAP_OP_RELEASE)->cap_id, 40);
}

static void test_too_many_sent_capabilities(void **state)
{
    struct capn_request request;
    uint32_t index;

    (void)state;
    fake_begin(&fake, &request, 1);
    for (cap_id_t cap = 0; cap < 8; cap++)
        assert_int_equal(capn_request_add_capability(&request, cap, CAP_TRANSFER_COPY, &index), STATUS_OK);
    assert_int_equal(capn_request_add_capability(&request, 8, CAP_TRANSFER_COPY, &index), STATUS_NO_SPACE);
    capn_request_end(&request);
    /* A big message carries as many as the ABI allows. */
    assert_int_equal(capn_request_begin(&request, &fake.rt, 3, 5, 2000, 24), STATUS_OK);
    for (cap_id_t cap = 0; cap < TRANSFER_MAX_DESCRIPTORS; cap++)
        assert_int_equal(capn_request_add_capability(&request, cap, CAP_TRANSFER_COPY, &index), STATUS_OK);
    assert_int_equal(capn_request_add_capability(&request, 8, CAP_TRANSFER_COPY, &index), STATUS_NO_SPACE);
    capn_request_end(&request);
}

static void test_end_cancels(void **state)
{
    struct capn_request request;
    uint64_t id;

    (void)state;
    fake_begin(&fake, &request, 1);
    assert_int_equal(capn_request_submit(&request), STATUS_OK);
    id = request.answer_id;
    assert_int_equal(capn_request_wait(&request, 1000), STATUS_TIMED_OUT);
    assert_int_equal(capn_request_wait(&request, 0), STATUS_TIMED_OUT);
    capn_request_end(&request);
    assert_int_equal(fake_last(&fake, CAP_OP_FINISH)->dep, id);
    assert_null(fake_find(&fake, id));
    assert_int_equal(fake.rt.in_flight, 0);
    capn_request_end(&request); /* a second end is harmless */
    assert_int_equal(fake_count(&fake, CAP_OP_FINISH), 1);
    /* Never submitted. */
    fake_begin(&fake, &request, 1);
    assert_int_equal(capn_request_wait(&request, TIME_FOREVER), STATUS_INVALID_REQUEST);
    capn_request_end(&request);
    assert_int_equal(fake_count(&fake, CAP_OP_FINISH), 1);
}

/* The answer wins the race against the FINISH: its capabilities must not leak, its buffer not be reused too early. */
static void test_end_loses_the_race(void **state)
{
    const struct cap_result_record record = { .cap_id = 77, .interface_id = INTERFACE };
    struct capn_request request;
    uint64_t id;

    (void)state;
    fake_begin(&fake, &request, 1);
    assert_int_equal(capn_request_submit(&request), STATUS_OK);
    id = request.answer_id;
    assert_int_equal(rt_ring_enter(&fake.rt, 0, 0), STATUS_OK);
    fake_answer(&fake, id, 0, 1, &record, id);
    capn_request_end(&request);
    assert_int_equal(rt_flush_releases(&fake.rt), STATUS_OK);
    assert_int_equal(fake_last(&fake, CAP_OP_RELEASE)->cap_id, 77);
}

static void test_results_room_is_what_was_asked(void **state)
{
    struct capn_request request;

    (void)state;
    fake.on_call = answer_at_once;
    assert_int_equal(capn_request_begin(&request, &fake.rt, 3, 5, 24, 32768), STATUS_OK);
    assert_true(request.results_capacity >= 32768);
    capn_request_end(&request);
    /* The large buffer is kept, and does not make a small call's room larger. */
    assert_int_equal(capn_request_begin(&request, &fake.rt, 3, 5, 5000, 24), STATUS_OK);
    assert_int_equal(request.results_capacity, 256);
    capn_request_end(&request);
}

static uintptr_t page_of(const uint8_t *address)
{
    return (uintptr_t)address / PAGE_SIZE;
}

/* The kernel is fastest when it has one page to look at. */
static void test_no_page_ends_in_a_usual_message(void **state)
{
    static struct capn_request requests[RT_SMALL_COUNT];
    static struct rt_endpoint endpoint;
    struct rt_loop loop;

    (void)state;
    for (uint32_t i = 0; i < RT_SMALL_COUNT; i++) {
        fake_begin(&fake, &requests[i], i);
        assert_int_equal(page_of(requests[i].buffer),
                         page_of(requests[i].buffer + requests[i].params_capacity + requests[i].results_capacity - 1));
    }
    for (uint32_t i = 0; i < RT_SMALL_COUNT; i++)
        capn_request_end(&requests[i]);
    rt_loop_init(&loop, &fake.rt);
    assert_int_equal(rt_loop_serve(&loop, &endpoint, 50, NULL, NULL, NULL, 0), STATUS_OK);
    assert_int_equal((uintptr_t)endpoint.buffer % PAGE_SIZE, 0);
    assert_int_equal(page_of(endpoint.reply), page_of(endpoint.reply + endpoint.reply_room));
}

static void test_resubmit(void **state)
{
    struct capn_request request;

    (void)state;
    fake.on_call = answer_two_caps;
    fake_begin(&fake, &request, 9);
    assert_int_equal(capn_request_call(&request), STATUS_OK);
    assert_int_equal(capn_request_call(&request), STATUS_OK);
    assert_int_equal(request.result_cap_count, 2);
    capn_request_end(&request);
    assert_int_equal(rt_flush_releases(&fake.rt), STATUS_OK);
    assert_int_equal(fake_count(&fake, CAP_OP_RELEASE), 4);
}

static bool answer_oldest_first(struct fake_kernel *f)
{
    for (uint64_t id = 0; id < f->consumed; id++) {
        if (fake_find(f, id)) {
            fake_answer_word(f, id);
            return true;
        }
    }
    return false;
}

/* As many calls in flight as there may be: one that is waited for still gets through, and takes nobody else's answer. */
static void test_call_beside_a_full_flight(void **state)
{
    static struct capn_request others[RT_IN_FLIGHT_MAX];
    struct capn_request request;

    (void)state;
    fake.on_wait = answer_oldest_first;
    for (uint64_t i = 0; i < RT_IN_FLIGHT_MAX; i++) {
        fake_begin(&fake, &others[i], i);
        assert_int_equal(capn_request_submit(&others[i]), STATUS_OK);
    }
    fake_begin(&fake, &request, 1000);
    assert_int_equal(capn_request_call(&request), STATUS_OK);
    assert_int_equal(fake_word_of(&request.results), 1000 ^ 0xff00);
    capn_request_end(&request);
    for (uint64_t i = 0; i < RT_IN_FLIGHT_MAX; i++) {
        assert_int_equal(capn_request_wait(&others[i], TIME_FOREVER), STATUS_OK);
        assert_int_equal(fake_word_of(&others[i].results), i ^ 0xff00);
        capn_request_end(&others[i]);
    }
    assert_int_equal(fake.rt.in_flight, 0);
    assert_int_equal(fake.rt.free_slots, ~(1u << RT_SLOT_CALL));
}

/* With a full submission queue the call makes room first. */
static void test_call_behind_a_full_queue(void **state)
{
    struct capn_request requests[RING_SQ_ENTRIES], request;

    (void)state;
    fake.on_wait = answer_oldest_first;
    for (uint64_t i = 0; i < RING_SQ_ENTRIES; i++) {
        fake_begin(&fake, &requests[i], i);
        assert_int_equal(capn_request_submit(&requests[i]), STATUS_OK);
    }
    assert_int_equal(fake.enters, 0);
    fake_begin(&fake, &request, 1000);
    assert_int_equal(capn_request_call(&request), STATUS_OK);
    assert_int_equal(fake_word_of(&request.results), 1000 ^ 0xff00);
    capn_request_end(&request);
    for (uint64_t i = 0; i < RING_SQ_ENTRIES; i++)
        capn_request_end(&requests[i]);
    assert_int_equal(fake.rt.in_flight, 0);
}

/* More calls open than the image has small buffers: the rest comes from the heap, and the room stays the same. */
static void test_buffers_beyond_those_of_the_image(void **state)
{
    struct capn_request requests[RT_SMALL_COUNT + 4];
    uint32_t room;

    (void)state;
    for (uint32_t i = 0; i < RT_SMALL_COUNT + 4; i++)
        fake_begin(&fake, &requests[i], i);
    room = requests[0].results_capacity;
    assert_int_equal(fake.rt.process->heap.live_blocks, 4);
    for (uint32_t i = 0; i < RT_SMALL_COUNT + 4; i++) {
        assert_int_equal(requests[i].results_capacity, room);
        capn_request_end(&requests[i]);
    }
    assert_int_equal(fake.rt.process->heap.live_blocks, 4); /* kept for the next */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(test_exceptions, setup),
        cmocka_unit_test_setup(test_exceptions_do_not_mix, setup),
        cmocka_unit_test_setup(test_hostile_answers, setup),
        cmocka_unit_test_setup(test_result_capabilities, setup),
        cmocka_unit_test_setup(test_sent_capabilities, setup),
        cmocka_unit_test_setup(test_too_many_sent_capabilities, setup),
        cmocka_unit_test_setup(test_end_cancels, setup),
        cmocka_unit_test_setup(test_end_loses_the_race, setup),
        cmocka_unit_test_setup(test_results_room_is_what_was_asked, setup),
        cmocka_unit_test_setup(test_no_page_ends_in_a_usual_message, setup),
        cmocka_unit_test_setup(test_resubmit, setup),
        cmocka_unit_test_setup(test_call_beside_a_full_flight, setup),
        cmocka_unit_test_setup(test_call_behind_a_full_queue, setup),
        cmocka_unit_test_setup(test_buffers_beyond_those_of_the_image, setup),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
