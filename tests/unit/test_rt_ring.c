/* SPDX-License-Identifier: MIT */
/*
 * The ring client against a kernel that obeys the ABI to the letter: completions in any order, full queues, releases,
 * indices that wrap, and anything at random. Calls as such are in test_rt_call.c.
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
        fake_begin(&fake, &request, i);
        assert_int_equal(capn_request_call(&request), STATUS_OK);
        assert_int_equal(fake_word_of(&request.results), i ^ 0xff00);
        capn_request_end(&request);
        assert_int_equal(fake.enters, i + 1);
    }
    assert_int_equal(fake_last(&fake, CAP_OP_CALL)->method_id, 5);
    assert_int_equal(fake_last(&fake, CAP_OP_CALL)->cap_id, 3);
    assert_int_equal(fake.rt.process->heap.live_blocks, 0);
}

static bool answer_newest_first(struct fake_kernel *f)
{
    for (uint64_t id = f->consumed; id-- > 0;) {
        if (fake_find(f, id)) {
            fake_answer_word(f, id);
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
        fake_begin(&fake, &requests[i], i);
        assert_int_equal(capn_request_submit(&requests[i]), STATUS_OK);
        assert_int_equal(requests[i].answer_id, i);
    }
    assert_int_equal(fake.enters, 0);
    fake.on_wait = answer_newest_first;
    for (uint64_t i = 0; i < 12; i++) {
        assert_int_equal(capn_request_wait(&requests[i], TIME_FOREVER), STATUS_OK);
        assert_int_equal(fake_word_of(&requests[i].results), i ^ 0xff00);
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
        fake_begin(&fake, &requests[i], i);
        assert_int_equal(capn_request_submit(&requests[i]), STATUS_OK);
    }
    assert_true(fake.enters >= 1);
    fake_begin(&fake, &requests[RT_IN_FLIGHT_MAX], 99);
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
        assert_int_equal(fake_word_of(&requests[i].results), i ^ 0xff00);
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
        fake_begin(&fake, &requests[i], i);
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

/* What was reserved is taken without memory, whichever slots of the kernel's next chunks it is in. */
static void test_reserved_handles_need_no_memory(void **state)
{
    (void)state;
    assert_int_equal(rt_handle_adopt(&fake.rt, 100), STATUS_OK);
    assert_int_equal(rt_reserve_handles(&fake.rt, 65), STATUS_OK);
    while (rt_alloc(&fake.rt, 16))
        continue;
    for (cap_id_t cap = 101; cap < 101 + 65; cap++)
        assert_int_equal(rt_handle_adopt(&fake.rt, cap), STATUS_OK);
    assert_int_equal(rt_reserve_handles(&fake.rt, 1000), STATUS_NO_MEMORY);
    assert_int_equal(rt_handle_adopt(&fake.rt, 2000), STATUS_NO_MEMORY);
    /* Those are still ours. */
    rt_drop(&fake.rt, 101 + 64);
    assert_int_equal(rt_flush_releases(&fake.rt), STATUS_OK);
    assert_int_equal(fake_count(&fake, CAP_OP_RELEASE), 2);
}

static void test_indices_wrap(void **state)
{
    struct capn_request requests[5];

    (void)state;
    fake_init(&fake, UINT32_MAX - 20);
    fake.on_wait = answer_newest_first;
    for (uint32_t round = 0; round < 20; round++) {
        for (uint64_t i = 0; i < 5; i++) {
            fake_begin(&fake, &requests[i], round * 10 + i);
            assert_int_equal(capn_request_submit(&requests[i]), STATUS_OK);
        }
        for (uint64_t i = 0; i < 5; i++) {
            assert_int_equal(capn_request_wait(&requests[i], TIME_FOREVER), STATUS_OK);
            assert_int_equal(fake_word_of(&requests[i].results), (round * 10 + i) ^ 0xff00);
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
            fake_answer_word(f, pending->id);
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
            fake_begin(&fake, &requests[i], step);
            assert_int_equal(capn_request_submit(&requests[i]), STATUS_OK);
            open[i] = true;
        } else if (what < 5) {
            assert_int_equal(capn_request_wait(&requests[i], TIME_FOREVER), STATUS_OK);
            assert_int_equal(fake_word_of(&requests[i].results), words[i] ^ 0xff00);
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
    fake.rt.process->console = 9;
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
        cmocka_unit_test_setup(test_releases_wait_for_eight, setup),
        cmocka_unit_test_setup(test_handle_table_grows, setup),
        cmocka_unit_test_setup(test_reserved_handles_need_no_memory, setup),
        cmocka_unit_test_setup(test_indices_wrap, setup),
        cmocka_unit_test_setup(test_random, setup),
        cmocka_unit_test_setup(test_panic_says_why_and_ends, setup),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
