/* SPDX-License-Identifier: MIT */
/*
 * The ring client and the calls on top of it, against a kernel that obeys the ABI to the letter: completions in any
 * order, full queues, exceptions, result capabilities, cancelled calls, releases.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "rt_fake_kernel.h"

#include "errors.capnp.h"

#define INTERFACE 0xabcdef0123456789ull

static struct fake_kernel fake;

static int setup(void **state)
{
    (void)state;
    memset(&fake.capset, 0, sizeof(fake.capset));
    fake_init(&fake, 0);
    return 0;
}

/* A call whose params are one word. */
static void begin(struct capn_request *request, uint64_t word)
{
    struct capn_struct_builder root;

    assert_int_equal(capn_request_begin(request, &fake.rt, 3, 5, 24, 24), STATUS_OK);
    assert_int_equal(capn_builder_root(&request->params, 1, 0, &root), STATUS_OK);
    capn_set_u64(&root, 0, word);
}

/* The one word of a message. */
static uint64_t word_of(struct capn_message *message)
{
    struct capn_struct root;

    assert_int_equal(capn_message_root(message, &root), STATUS_OK);
    return capn_get_u64(&root, 0);
}

/* Answers a pending call with its own word, changed. */
static void answer_word(struct fake_kernel *f, uint64_t id)
{
    struct fake_pending *pending = fake_find(f, id);
    struct capn_struct_builder root;
    struct capn_builder builder;
    struct capn_message message;
    size_t len;

    assert_non_null(pending);
    assert_int_equal(capn_message_open(&message, (void *)(uintptr_t)pending->sqe.addr, pending->sqe.len, NULL), STATUS_OK);
    capn_builder_init(&builder, (void *)(uintptr_t)pending->sqe.result_addr, pending->sqe.result_len);
    assert_int_equal(capn_builder_root(&builder, 1, 0, &root), STATUS_OK);
    capn_set_u64(&root, 0, word_of(&message) ^ 0xff00);
    assert_int_equal(capn_builder_finish(&builder, &len), STATUS_OK);
    fake_answer(f, id, (int32_t)len, 0, NULL, id);
}

static void answer_at_once(struct fake_kernel *f, const struct cap_sqe *sqe, uint64_t id)
{
    (void)sqe;
    answer_word(f, id);
}

static void test_bad_pages_are_refused(void **state)
{
    struct rt rt;
    struct ring_header good = fake.ring.header;

    (void)state;
    fake.ring.header.version = 1;
    assert_int_equal(rt_init(&rt, &fake.ring, 1, &fake.capset), STATUS_RING_CORRUPT);
    fake.ring.header = good;
    fake.ring.header.sq_entries = 32;
    assert_int_equal(rt_init(&rt, &fake.ring, 1, &fake.capset), STATUS_RING_CORRUPT);
    fake.ring.header = good;
    assert_int_equal(rt_init(&rt, NULL, 1, &fake.capset), STATUS_RING_CORRUPT);
    fake.capset.count = CAPSET_MAX_ENTRIES + 1;
    assert_int_equal(rt_init(&rt, &fake.ring, 1, &fake.capset), STATUS_MALFORMED);
    fake.capset.count = 0;
    assert_int_equal(rt_init(&rt, &fake.ring, 1, &fake.capset), STATUS_OK);
}

static void test_find(void **state)
{
    cap_id_t cap = 0;

    (void)state;
    fake_grant(&fake, "timer", 17, INTERFACE, CAP_TRANSFER_COPY);
    fake_grant(&fake, "timer2", 18, INTERFACE + 1, CAP_TRANSFER_COPY);
    assert_int_equal(rt_find(&fake.rt, "timer", INTERFACE, &cap), STATUS_OK);
    assert_int_equal(cap, 17);
    assert_int_equal(rt_find(&fake.rt, "timer2", 0, &cap), STATUS_OK);
    assert_int_equal(cap, 18);
    assert_int_equal(rt_find(&fake.rt, "timer", 1, &cap), STATUS_WRONG_INTERFACE);
    assert_int_equal(rt_find(&fake.rt, "tim", 0, &cap), STATUS_NOT_FOUND);
    assert_null(rt_capset_entry(&fake.rt, 2));
}

static void test_a_call_is_one_entry(void **state)
{
    struct capn_request request;

    (void)state;
    fake.on_call = answer_at_once;
    for (uint64_t i = 0; i < 100; i++) {
        begin(&request, i);
        assert_int_equal(capn_request_call(&request), STATUS_OK);
        assert_int_equal(word_of(&request.results), i ^ 0xff00);
        capn_request_end(&request);
        assert_int_equal(fake.enters, i + 1);
    }
    assert_int_equal(fake_last(&fake, CAP_OP_CALL)->method_id, 5);
    assert_int_equal(fake_last(&fake, CAP_OP_CALL)->cap_id, 3);
    assert_int_equal(fake.rt.heap.live_blocks, 0);
}

static bool answer_newest_first(struct fake_kernel *f)
{
    for (uint64_t id = f->consumed; id-- > 0;) {
        if (fake_find(f, id)) {
            answer_word(f, id);
            return true;
        }
    }
    return false;
}

static void test_out_of_order(void **state)
{
    struct capn_request requests[12];

    (void)state;
    for (uint64_t i = 0; i < 12; i++) {
        begin(&requests[i], i);
        assert_int_equal(capn_request_submit(&requests[i]), STATUS_OK);
        assert_int_equal(requests[i].answer_id, i);
    }
    assert_int_equal(fake.enters, 0);
    fake.on_wait = answer_newest_first;
    for (uint64_t i = 0; i < 12; i++) {
        assert_int_equal(capn_request_wait(&requests[i], TIME_FOREVER), STATUS_OK);
        assert_int_equal(word_of(&requests[i].results), i ^ 0xff00);
    }
    for (uint64_t i = 0; i < 12; i++)
        capn_request_end(&requests[i]);
    assert_int_equal(fake.rt.in_flight, 0);
    assert_int_equal(fake.rt.free_slots, ~(1u << RT_SLOT_CALL));
}

static void test_full_queues(void **state)
{
    struct capn_request requests[RT_IN_FLIGHT_MAX + 1];

    (void)state;
    /* More than the submission queue holds: it is emptied on the way. */
    for (uint64_t i = 0; i < RT_IN_FLIGHT_MAX; i++) {
        begin(&requests[i], i);
        assert_int_equal(capn_request_submit(&requests[i]), STATUS_OK);
    }
    assert_true(fake.enters >= 1);
    begin(&requests[RT_IN_FLIGHT_MAX], 99);
    assert_int_equal(capn_request_submit(&requests[RT_IN_FLIGHT_MAX]), STATUS_OVERLOADED);
    capn_request_end(&requests[RT_IN_FLIGHT_MAX]);
    /* With so many unanswered, releases must still get through, however many there are. */
    for (cap_id_t cap = 0; cap < 40; cap++) {
        assert_int_equal(rt_handle_adopt(&fake.rt, 100 + cap), STATUS_OK);
        rt_drop(&fake.rt, 100 + cap);
    }
    assert_int_equal(rt_flush_releases(&fake.rt), STATUS_OK);
    assert_int_equal(fake_count(&fake, CAP_OP_RELEASE), 40);
    fake.on_wait = answer_newest_first;
    for (uint64_t i = 0; i < RT_IN_FLIGHT_MAX; i++) {
        assert_int_equal(capn_request_wait(&requests[i], TIME_FOREVER), STATUS_OK);
        assert_int_equal(word_of(&requests[i].results), i ^ 0xff00);
        capn_request_end(&requests[i]);
    }
}

static status_t release_fails(struct fake_kernel *f, const struct cap_sqe *sqe)
{
    (void)f;
    return sqe->opcode == CAP_OP_RELEASE ? STATUS_STALE_CAP : STATUS_OK;
}

static void test_completion_queue_full(void **state)
{
    struct capn_request requests[RT_IN_FLIGHT_MAX];

    (void)state;
    /* Every release fails and takes a completion, while all but two of them are promised to calls. */
    fake.on_simple = release_fails;
    for (uint64_t i = 0; i < RT_IN_FLIGHT_MAX; i++) {
        begin(&requests[i], i);
        assert_int_equal(capn_request_submit(&requests[i]), STATUS_OK);
    }
    for (cap_id_t cap = 0; cap < 100; cap++) {
        assert_int_equal(rt_handle_adopt(&fake.rt, cap), STATUS_OK);
        rt_drop(&fake.rt, cap);
    }
    assert_int_equal(rt_flush_releases(&fake.rt), STATUS_OK);
    assert_int_equal(fake.quiet_failures, 100);
    for (uint64_t i = 0; i < RT_IN_FLIGHT_MAX; i++)
        capn_request_end(&requests[i]);
    assert_int_equal(fake.reserved, 0);
    assert_int_equal(fake.rt.in_flight, 0);
    assert_int_equal(fake_count(&fake, CAP_OP_FINISH), RT_IN_FLIGHT_MAX);
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
        begin(&request, 1);
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
    begin(&a, 1);
    begin(&b, 2);
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
    begin(&request, 1);
    assert_int_equal(capn_request_call(&request), STATUS_FAILED);
    assert_string_equal(rt_last_reason(&fake.rt), "");
    capn_request_end(&request);
    next_status = STATUS_APPLICATION_EXCEPTION_TRUNCATED;
    begin(&request, 1);
    assert_int_equal(capn_request_call(&request), STATUS_OVERLOADED);
    capn_request_end(&request);
    /* A result that is no message. */
    next_status = 16;
    begin(&request, 1);
    assert_int_equal(capn_request_call(&request), STATUS_MALFORMED);
    capn_request_end(&request);
    /* A transport error. */
    next_status = STATUS_STALE_CAP;
    begin(&request, 1);
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
    begin(&request, 1);
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

static void test_releases_wait_for_eight(void **state)
{
    (void)state;
    for (cap_id_t cap = 0; cap < 7; cap++) {
        assert_int_equal(rt_handle_adopt(&fake.rt, cap), STATUS_OK);
        rt_drop(&fake.rt, cap);
    }
    assert_int_equal(fake.enters, 0);
    assert_int_equal(rt_handle_adopt(&fake.rt, 7), STATUS_OK);
    rt_drop(&fake.rt, 7);
    assert_int_equal(fake.enters, 1);
    assert_int_equal(fake_count(&fake, CAP_OP_RELEASE), 8);
}

static void test_handle_table_grows(void **state)
{
    (void)state;
    assert_int_equal(rt_handle_adopt(&fake.rt, 5), STATUS_OK);
    assert_int_equal(rt_handle_adopt(&fake.rt, 0x02000000 | 1000), STATUS_OK);
    rt_drop(&fake.rt, 1000); /* another generation: not ours */
    rt_drop(&fake.rt, 5);
    rt_drop(&fake.rt, 0x02000000 | 1000);
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
    begin(&request, 1);
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
    answer_word(&fake, 0);
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
    begin(&request, 1);
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
    begin(&request, 1);
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
    begin(&request, 1);
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
    begin(&request, 1);
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

static void test_resubmit(void **state)
{
    struct capn_request request;

    (void)state;
    fake.on_call = answer_two_caps;
    begin(&request, 9);
    assert_int_equal(capn_request_call(&request), STATUS_OK);
    assert_int_equal(capn_request_call(&request), STATUS_OK);
    assert_int_equal(request.result_cap_count, 2);
    capn_request_end(&request);
    assert_int_equal(rt_flush_releases(&fake.rt), STATUS_OK);
    assert_int_equal(fake_count(&fake, CAP_OP_RELEASE), 4);
}

static void test_indices_wrap(void **state)
{
    struct capn_request requests[5];

    (void)state;
    fake_init(&fake, UINT32_MAX - 20);
    fake.on_wait = answer_newest_first;
    for (uint32_t round = 0; round < 20; round++) {
        for (uint64_t i = 0; i < 5; i++) {
            begin(&requests[i], round * 10 + i);
            assert_int_equal(capn_request_submit(&requests[i]), STATUS_OK);
        }
        for (uint64_t i = 0; i < 5; i++) {
            assert_int_equal(capn_request_wait(&requests[i], TIME_FOREVER), STATUS_OK);
            assert_int_equal(word_of(&requests[i].results), (round * 10 + i) ^ 0xff00);
            capn_request_end(&requests[i]);
        }
    }
    assert_true(fake.consumed > UINT32_MAX);
}

static uint32_t seed;
static uint32_t next_random(void)
{
    seed = seed * 1664525 + 1013904223;
    return seed >> 8;
}
static bool answer_some(struct fake_kernel *f)
{
    uint32_t start = next_random() % FAKE_PENDING;

    for (uint32_t i = 0; i < FAKE_PENDING; i++) {
        struct fake_pending *pending = &f->pending[(start + i) % FAKE_PENDING];
        if (pending->used) {
            answer_word(f, pending->id);
            return true;
        }
    }
    return false;
}

/* Anything in any order; every answer must reach its own request, and everything must come back. */
static void test_random(void **state)
{
    static struct capn_request requests[28];
    uint64_t words[28];
    bool open[28] = { false };

    (void)state;
    seed = 4711;
    fake.on_wait = answer_some;
    for (uint32_t step = 0; step < 30000; step++) {
        uint32_t i = next_random() % 28, what = next_random() % 8;
        if (!open[i]) {
            words[i] = step;
            begin(&requests[i], step);
            assert_int_equal(capn_request_submit(&requests[i]), STATUS_OK);
            open[i] = true;
        } else if (what < 5) {
            assert_int_equal(capn_request_wait(&requests[i], TIME_FOREVER), STATUS_OK);
            assert_int_equal(word_of(&requests[i].results), words[i] ^ 0xff00);
            capn_request_end(&requests[i]);
            open[i] = false;
        } else if (what == 5) {
            capn_request_end(&requests[i]);
            open[i] = false;
        } else if (what == 6) {
            assert_int_equal(rt_handle_adopt(&fake.rt, step % 200), STATUS_OK);
            rt_drop(&fake.rt, step % 200);
        } else if (fake.reserved && answer_some(&fake)) {
            continue;
        }
    }
    for (uint32_t i = 0; i < 28; i++) {
        if (open[i])
            capn_request_end(&requests[i]);
    }
    assert_int_equal(fake.rt.in_flight, 0);
    assert_int_equal(fake.rt.free_slots, ~(1u << RT_SLOT_CALL));
    assert_int_equal(fake.reserved, 0);
}

static void test_panic_says_why_and_ends(void **state)
{
    jmp_buf jump;

    (void)state;
    fake.rt.console = 9;
    fake.on_call = answer_at_once;
    fake.exit_jump = &jump;
    if (!setjmp(jump)) {
        uint8_t *p = rt_alloc(&fake.rt, 32);
        memset(p, 0, 64);
        rt_free(&fake.rt, p);
        fail_msg("a corrupted heap went on");
    }
    assert_int_equal(fake.exit_code, 101);
    assert_int_equal(fake_last(&fake, CAP_OP_CALL)->cap_id, 9);
    /* The text is in the call's params, behind the two framing words, the root and its pointer. */
    assert_non_null(strstr((const char *)(uintptr_t)fake_last(&fake, CAP_OP_CALL)->addr + 24, "test: panic: heap corrupted"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(test_bad_pages_are_refused, setup),
        cmocka_unit_test_setup(test_find, setup),
        cmocka_unit_test_setup(test_a_call_is_one_entry, setup),
        cmocka_unit_test_setup(test_out_of_order, setup),
        cmocka_unit_test_setup(test_full_queues, setup),
        cmocka_unit_test_setup(test_completion_queue_full, setup),
        cmocka_unit_test_setup(test_exceptions, setup),
        cmocka_unit_test_setup(test_exceptions_do_not_mix, setup),
        cmocka_unit_test_setup(test_hostile_answers, setup),
        cmocka_unit_test_setup(test_result_capabilities, setup),
        cmocka_unit_test_setup(test_releases_wait_for_eight, setup),
        cmocka_unit_test_setup(test_handle_table_grows, setup),
        cmocka_unit_test_setup(test_sent_capabilities, setup),
        cmocka_unit_test_setup(test_too_many_sent_capabilities, setup),
        cmocka_unit_test_setup(test_end_cancels, setup),
        cmocka_unit_test_setup(test_end_loses_the_race, setup),
        cmocka_unit_test_setup(test_results_room_is_what_was_asked, setup),
        cmocka_unit_test_setup(test_resubmit, setup),
        cmocka_unit_test_setup(test_indices_wrap, setup),
        cmocka_unit_test_setup(test_random, setup),
        cmocka_unit_test_setup(test_panic_says_why_and_ends, setup),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
