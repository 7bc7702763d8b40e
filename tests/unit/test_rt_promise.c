/* SPDX-License-Identifier: MIT */
/* Promises: which submissions a kept call and calls on its capabilities become, and that nothing stays kept. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "rt_fake_kernel.h"

#define INTERFACE 0xabcdef0123456789ull
#define TARGET 3u                       /* of fake_begin */
#define METHOD 9u

static struct fake_kernel fake;

static int setup(void **state)
{
    (void)state;
    memset(&fake.capset, 0, sizeof(fake.capset));
    fake_init(&fake, 0);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    assert_int_equal(rt_flush_releases(&fake.rt), STATUS_OK);
    assert_int_equal(fake_kept_count(&fake), 0);
    assert_int_equal(fake.rt.free_promises, (1u << RING_KEPT_ANSWERS) - 1);
    assert_int_equal(fake.rt.in_flight, 0);
    assert_int_equal(fake.quiet_failures, 0);
    return 0;
}

/* A call of a capability: a promise, or one that is there. */
static void begin_on(struct capn_request *request, cap_id_t cap)
{
    struct capn_struct_builder root;

    assert_int_equal(capn_request_begin(request, &fake.rt, cap, METHOD, 24, 24), STATUS_OK);
    assert_int_equal(capn_builder_root(&request->params, 1, 0, &root), STATUS_OK);
    capn_set_u64(&root, 0, 7);
}

static void submit(struct capn_request *request)
{
    assert_int_equal(capn_request_submit(request), STATUS_OK);
}

/* The kernel consumes what there is. */
static void consume(void)
{
    assert_int_equal(rt_ring_enter(&fake.rt, 0, 0), STATUS_OK);
}

static const struct cap_sqe *entry(uint64_t id)
{
    assert_true(id < fake.consumed);
    return &fake.log[id % FAKE_LOG];
}

static void expect_plain(const struct cap_sqe *sqe, uint8_t flags, cap_id_t cap)
{
    assert_int_equal(sqe->opcode, CAP_OP_CALL);
    assert_int_equal(sqe->flags, flags);
    assert_int_equal(sqe->cap_id, cap);
    assert_int_equal(sqe->dep, 0);
    assert_int_equal(sqe->field, 0);
    assert_int_equal(sqe->disclosure, 0);
}

static void expect_dependent(const struct cap_sqe *sqe, uint8_t flags, uint64_t dep, uint16_t field)
{
    assert_int_equal(sqe->opcode, CAP_OP_CALL);
    assert_int_equal(sqe->flags, flags | CAP_SQE_PIPELINE);
    assert_int_equal(sqe->cap_id, 0);
    assert_int_equal(sqe->dep, dep);
    assert_int_equal(sqe->field, field);
    assert_int_equal(sqe->method_id, METHOD);
    assert_int_equal(sqe->disclosure, 0);
    assert_int_equal(sqe->call_id, 0);
}

static void expect_finish(const struct cap_sqe *sqe, uint8_t flags, uint64_t dep)
{
    assert_int_equal(sqe->opcode, CAP_OP_FINISH);
    assert_int_equal(sqe->flags, flags);
    assert_int_equal(sqe->dep, dep);
    assert_int_equal(sqe->cap_id, 0);
}

/* Three deep: one entry, and each names the one before by its id. */
static void test_chain(void **state)
{
    struct capn_request a, b, c;
    cap_id_t of_a, of_b;

    (void)state;
    fake_begin(&fake, &a, 1);
    of_a = capn_request_promise(&a, 0);
    assert_int_not_equal(of_a, CAP_ID_INVALID);
    submit(&a);
    begin_on(&b, of_a);
    of_b = capn_request_promise(&b, 1);
    assert_int_not_equal(of_b, of_a);
    submit(&b);
    begin_on(&c, of_b);
    submit(&c);
    assert_int_equal(fake.enters, 0);
    consume();
    expect_plain(entry(0), CAP_SQE_KEEP, TARGET);
    expect_dependent(entry(1), CAP_SQE_KEEP, 0, 0);
    expect_dependent(entry(2), 0, 1, 1);
    for (uint64_t id = 0; id < 3; id++)
        fake_answer_word(&fake, id);
    assert_int_equal(capn_request_wait(&c, TIME_FOREVER), STATUS_OK);
    assert_int_equal(fake_word_of(&c.results), 7 ^ 0xff00);
    capn_request_end(&c);
    capn_request_end(&b);
    capn_request_end(&a);
    consume();
    expect_finish(entry(3), CAP_SQE_QUIET, 1);
    expect_finish(entry(4), CAP_SQE_QUIET, 0);
    assert_int_equal(fake.consumed, 5);
}

/* The number of an answer is of 64 bits, also where the ring's own indices wrap. */
static void test_wrap(void **state)
{
    struct capn_request a, b;
    cap_id_t promise;

    (void)state;
    fake_init(&fake, UINT32_MAX);
    fake_begin(&fake, &a, 1);
    promise = capn_request_promise(&a, 0);
    submit(&a);
    begin_on(&b, promise);
    submit(&b);
    consume();
    expect_dependent(entry((uint64_t)UINT32_MAX + 1), 0, a.answer_id, 0);
    capn_request_end(&b);
    capn_request_end(&a);
}

/* capn_request_call sends them as well: the last of a chain is usually waited for at once. */
static void answer_by_word(struct fake_kernel *f, const struct cap_sqe *sqe, uint64_t id)
{
    (void)sqe;
    fake_answer_word(f, id);
}

static void test_call_of_a_promise(void **state)
{
    struct capn_request a, b;
    cap_id_t promise;

    (void)state;
    fake.on_call = answer_by_word;
    fake_begin(&fake, &a, 1);
    promise = capn_request_promise(&a, 5);
    submit(&a);
    begin_on(&b, promise);
    assert_int_equal(capn_request_call(&b), STATUS_OK);
    expect_dependent(entry(1), 0, 0, 5);
    assert_int_equal(fake.enters, 1);
    /* Answered meanwhile: it can still be named. */
    capn_request_end(&b);
    begin_on(&b, promise);
    assert_int_equal(capn_request_call(&b), STATUS_OK);
    expect_dependent(entry(2), 0, 0, 5);
    capn_request_end(&b);
    /* A kept call that is itself waited for at once. */
    assert_int_equal(capn_request_wait(&a, TIME_FOREVER), STATUS_OK);
    capn_request_end(&a);
    fake_begin(&fake, &a, 1);
    assert_int_not_equal(capn_request_promise(&a, 0), CAP_ID_INVALID);
    assert_int_equal(capn_request_call(&a), STATUS_OK);
    expect_plain(entry(4), CAP_SQE_KEEP, TARGET);
    capn_request_end(&a);
}

static void test_ordinals(void **state)
{
    struct capn_request request;
    cap_id_t first;

    (void)state;
    fake_begin(&fake, &request, 1);
    assert_int_equal(capn_request_promise(&request, TRANSFER_MAX_DESCRIPTORS), CAP_ID_INVALID);
    assert_int_equal(capn_request_promise(&request, UINT32_MAX), CAP_ID_INVALID);
    assert_int_equal(request.pipelining, 0); /* nothing was taken for those */
    first = capn_request_promise(&request, 0);
    assert_int_equal(capn_request_promise(&request, 0), first);
    assert_int_equal(capn_request_promise(&request, TRANSFER_MAX_DESCRIPTORS - 1), first + TRANSFER_MAX_DESCRIPTORS - 1);
    capn_request_end(&request);
    assert_int_equal(capn_request_promise(&request, 0), CAP_ID_INVALID);
}

/* Too late: the kernel was not asked to keep it. Asked for in time, it can be asked for again. */
static void test_asked_after_submission(void **state)
{
    struct capn_request late, kept;
    cap_id_t promise;

    (void)state;
    fake.on_call = answer_by_word;
    fake_begin(&fake, &late, 1);
    submit(&late);
    assert_int_equal(capn_request_promise(&late, 0), CAP_ID_INVALID);
    assert_int_equal(capn_request_wait(&late, TIME_FOREVER), STATUS_OK);
    assert_int_equal(capn_request_promise(&late, 0), CAP_ID_INVALID);
    fake_begin(&fake, &kept, 1);
    promise = capn_request_promise(&kept, 2);
    submit(&kept);
    assert_int_equal(capn_request_promise(&kept, 2), promise);
    assert_int_equal(capn_request_wait(&kept, TIME_FOREVER), STATUS_OK);
    assert_int_equal(capn_request_promise(&kept, 2), promise);
    expect_plain(entry(0), 0, TARGET);
    expect_plain(entry(1), CAP_SQE_KEEP, TARGET);
    capn_request_end(&kept);
    capn_request_end(&late);
}

/* A promise of a call that was not sent, or is over, is a capability that the kernel does not know. */
static void test_stale(void **state)
{
    struct capn_request a, b;
    cap_id_t old, fresh;

    (void)state;
    fake_begin(&fake, &a, 1);
    old = capn_request_promise(&a, 0);
    begin_on(&b, old);
    submit(&b);
    consume();
    expect_plain(entry(0), 0, old);
    capn_request_end(&b);
    submit(&a);
    capn_request_end(&a);
    fake_begin(&fake, &a, 1);
    fresh = capn_request_promise(&a, 0);
    assert_int_not_equal(fresh, old); /* the same place, another generation */
    assert_int_equal(fresh & CAP_ID_INDEX_MASK, old & CAP_ID_INDEX_MASK);
    submit(&a);
    begin_on(&b, old);
    submit(&b);
    consume();
    expect_plain(entry(fake.consumed - 1), 0, old);
    capn_request_end(&b);
    begin_on(&b, fresh);
    submit(&b);
    consume();
    expect_dependent(entry(fake.consumed - 1), 0, a.answer_id, 0);
    capn_request_end(&b);
    capn_request_end(&a);
}

/* Ids that look like promises and are none, the invalid one among them. Also: what a kept call is for may be one. */
static void test_no_promises(void **state)
{
    static const cap_id_t ids[] = { CAP_ID_INVALID, 0x00800000, 0x00800000 | RING_KEPT_ANSWERS * 256, 0x00ffffff, 0xff800000,
                                    0x01800b00 };
    struct capn_request request;

    (void)state;
    for (size_t i = 0; i < sizeof(ids) / sizeof(ids[0]); i++) {
        begin_on(&request, ids[i]);
        submit(&request);
        consume();
        expect_plain(entry(fake.consumed - 1), 0, ids[i]);
        capn_request_end(&request);
        begin_on(&request, ids[i]);
        assert_int_not_equal(capn_request_promise(&request, 0), CAP_ID_INVALID);
        submit(&request);
        consume();
        expect_plain(entry(fake.consumed - 1), CAP_SQE_KEEP, ids[i]);
        capn_request_end(&request);
    }
    /* Nothing of ours to hold or to drop. */
    rt_hold(&fake.rt, 0x00800000);
    rt_drop(&fake.rt, 0x00800000);
    rt_drop(&fake.rt, 0x00800000);
    assert_int_equal(fake_count(&fake, CAP_OP_RELEASE), 0);
}

static void test_too_many(void **state)
{
    static struct capn_request requests[RING_KEPT_ANSWERS + 1];

    (void)state;
    for (uint32_t i = 0; i < RING_KEPT_ANSWERS; i++) {
        fake_begin(&fake, &requests[i], i);
        assert_int_not_equal(capn_request_promise(&requests[i], 0), CAP_ID_INVALID);
        submit(&requests[i]);
    }
    fake_begin(&fake, &requests[RING_KEPT_ANSWERS], 1);
    assert_int_equal(capn_request_promise(&requests[RING_KEPT_ANSWERS], 0), CAP_ID_INVALID);
    assert_int_equal(fake_kept_count(&fake), 0);
    consume();
    assert_int_equal(fake_kept_count(&fake), RING_KEPT_ANSWERS);
    /* It is a request like any other. When one ends, there is room. */
    capn_request_end(&requests[4]);
    assert_int_not_equal(capn_request_promise(&requests[RING_KEPT_ANSWERS], 0), CAP_ID_INVALID);
    submit(&requests[RING_KEPT_ANSWERS]);
    consume();
    assert_int_equal(fake_kept_count(&fake), RING_KEPT_ANSWERS);
    for (uint32_t i = 0; i <= RING_KEPT_ANSWERS; i++)
        capn_request_end(&requests[i]);
}

/* The same request again: the old answer is forgotten first, and the promise is of the new one. */
static void test_resent(void **state)
{
    struct capn_request a, b;
    cap_id_t promise;

    (void)state;
    fake.on_call = answer_by_word;
    fake_begin(&fake, &a, 1);
    promise = capn_request_promise(&a, 0);
    assert_int_equal(capn_request_call(&a), STATUS_OK);
    submit(&a);
    begin_on(&b, promise);
    assert_int_equal(capn_request_call(&b), STATUS_OK);
    expect_plain(entry(0), CAP_SQE_KEEP, TARGET);
    expect_finish(entry(1), CAP_SQE_QUIET, 0);
    expect_plain(entry(2), CAP_SQE_KEEP, TARGET);
    expect_dependent(entry(3), 0, 2, 0);
    capn_request_end(&b);
    assert_int_equal(capn_request_wait(&a, TIME_FOREVER), STATUS_OK);
    capn_request_end(&a);
    consume();
    expect_finish(entry(4), CAP_SQE_QUIET, 2);
    assert_int_equal(fake.consumed, 5);
}

/* What is in flight is cancelled by one FINISH, which forgets the answer as well. */
static void test_ended_in_flight(void **state)
{
    struct capn_request a, b;
    cap_id_t promise;

    (void)state;
    fake_begin(&fake, &a, 1);
    promise = capn_request_promise(&a, 0);
    submit(&a);
    begin_on(&b, promise);
    submit(&b);
    consume();
    capn_request_end(&b);
    capn_request_end(&a);
    expect_finish(entry(2), 0, 1);
    expect_finish(entry(3), 0, 0);
    assert_int_equal(fake.consumed, 4);
    assert_int_equal(fake_kept_count(&fake), 0);
}

/* The answer was quicker than the FINISH, and was not seen yet: its capabilities go back, and it is forgotten. */
static void test_ended_when_answered(void **state)
{
    const struct cap_result_record record = { .cap_id = 77, .interface_id = INTERFACE };
    struct capn_request request;

    (void)state;
    fake_begin(&fake, &request, 1);
    assert_int_not_equal(capn_request_promise(&request, 0), CAP_ID_INVALID);
    submit(&request);
    consume();
    fake_answer(&fake, 0, 0, 1, &record, 0);
    capn_request_end(&request);
    assert_int_equal(rt_flush_releases(&fake.rt), STATUS_OK);
    expect_finish(entry(1), CAP_SQE_QUIET, 0);
    assert_int_equal(fake_last(&fake, CAP_OP_RELEASE)->cap_id, 77);
    assert_int_equal(fake.consumed, 3);
}

/* A promise that was asked for and never sent costs the kernel nothing. */
static void test_never_sent(void **state)
{
    struct capn_request request;

    (void)state;
    for (uint32_t i = 0; i < 3 * RING_KEPT_ANSWERS; i++) {
        fake_begin(&fake, &request, 1);
        assert_int_not_equal(capn_request_promise(&request, 0), CAP_ID_INVALID);
        capn_request_end(&request);
        capn_request_end(&request); /* again: harmless */
    }
    assert_int_equal(rt_flush_releases(&fake.rt), STATUS_OK);
    assert_int_equal(fake_count(&fake, CAP_OP_FINISH), 0);
}

/* Not sent for want of room (too many calls in flight): the promise is not one of an answer that somebody else gets. */
static void test_refused(void **state)
{
    static struct capn_request others[RT_IN_FLIGHT_MAX];
    struct capn_request kept, dependent;
    cap_id_t promise;

    (void)state;
    for (uint32_t i = 0; i < RT_IN_FLIGHT_MAX; i++) {
        fake_begin(&fake, &others[i], i);
        submit(&others[i]);
    }
    fake_begin(&fake, &kept, 1);
    promise = capn_request_promise(&kept, 0);
    assert_int_equal(capn_request_submit(&kept), STATUS_OVERLOADED);
    consume();
    capn_request_end(&others[0]);
    begin_on(&dependent, promise);
    submit(&dependent);
    consume();
    expect_plain(entry(fake.consumed - 1), 0, promise);
    capn_request_end(&dependent);
    capn_request_end(&kept);
    for (uint32_t i = 1; i < RT_IN_FLIGHT_MAX; i++)
        capn_request_end(&others[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_chain, setup, teardown),
        cmocka_unit_test_setup_teardown(test_wrap, setup, teardown),
        cmocka_unit_test_setup_teardown(test_call_of_a_promise, setup, teardown),
        cmocka_unit_test_setup_teardown(test_ordinals, setup, teardown),
        cmocka_unit_test_setup_teardown(test_asked_after_submission, setup, teardown),
        cmocka_unit_test_setup_teardown(test_stale, setup, teardown),
        cmocka_unit_test_setup_teardown(test_no_promises, setup, teardown),
        cmocka_unit_test_setup_teardown(test_too_many, setup, teardown),
        cmocka_unit_test_setup_teardown(test_resent, setup, teardown),
        cmocka_unit_test_setup_teardown(test_ended_in_flight, setup, teardown),
        cmocka_unit_test_setup_teardown(test_ended_when_answered, setup, teardown),
        cmocka_unit_test_setup_teardown(test_never_sent, setup, teardown),
        cmocka_unit_test_setup_teardown(test_refused, setup, teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
