/* SPDX-License-Identifier: MIT */
/* Requests that the event loop watches: answered, watched again, ended before their answer or before their callback. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "rt_fake_kernel.h"

static struct fake_kernel fake;
static struct rt_loop loop;

/* What the kernel does, step by step, whenever the loop would block. */
static void (*const *script)(void);

static bool on_wait(struct fake_kernel *f)
{
    (void)f;
    if (!*script)
        return false;
    (*script++)();
    return true;
}

static int setup(void **state)
{
    (void)state;
    memset(&fake.capset, 0, sizeof(fake.capset));
    fake_init(&fake, 0);
    fake.on_wait = on_wait;
    rt_loop_init(&loop, &fake.rt);
    return 0;
}

static struct capn_request request;
static struct rt_watch watch;
static uint32_t dones;
static status_t done_status;

static void on_done(void *context, struct capn_request *done_request, status_t status)
{
    assert_ptr_equal(context, &watch);
    dones++;
    done_status = status;
    if (dones < 3) {
        assert_int_equal(rt_loop_watch(&loop, &watch, done_request, on_done, context), STATUS_OK);
        return;
    }
    capn_request_end(done_request);
    rt_loop_stop(&loop, 7);
}

static void answer_call(void)
{
    for (uint64_t id = 0; id < fake.consumed; id++) {
        struct fake_pending *pending = fake_find(&fake, id);
        if (pending && pending->sqe.opcode == CAP_OP_CALL) {
            fake_answer(&fake, id, 0, 0, NULL, id);
            return;
        }
    }
    fail_msg("no call is in flight");
}

static void watch_begin(void)
{
    dones = 0;
    assert_int_equal(capn_request_begin(&request, &fake.rt, 3, 1, 24, 24), STATUS_OK);
    assert_int_equal(rt_loop_watch(&loop, &watch, &request, on_done, &watch), STATUS_OK);
}

static void test_watch_and_watch_again(void **state)
{
    void (*const steps[])(void) = { answer_call, answer_call, answer_call, NULL };

    (void)state;
    watch_begin();
    script = steps;
    assert_int_equal(rt_loop_run(&loop), 7);
    assert_int_equal(dones, 3);
    assert_int_equal(done_status, STATUS_OK);
    assert_null(loop.watches);
}

static void test_watch_ended_before_its_answer(void **state)
{
    (void)state;
    watch_begin();
    capn_request_end(&request);
    assert_null(loop.watches);
    assert_int_equal(rt_loop_run(&loop), 0); /* nothing can happen any more */
    assert_int_equal(dones, 0);
}

/* Answered, waited for directly, and ended, before the loop came to its callback. */
static void test_watch_ended_before_its_callback(void **state)
{
    (void)state;
    watch_begin();
    rt_ring_drain(&fake.rt);
    answer_call();
    assert_int_equal(capn_request_wait(&request, TIME_FOREVER), STATUS_OK);
    assert_non_null(fake.rt.ready_watches);
    capn_request_end(&request);
    assert_null(fake.rt.ready_watches);
    assert_null(loop.watches);
    assert_int_equal(rt_loop_run(&loop), 0); /* nothing can happen any more */
    assert_int_equal(dones, 0);
}

static void test_watches_leave_room_for_calls(void **state)
{
    static struct capn_request requests[RT_WATCH_MAX + 1];
    static struct rt_watch watches[RT_WATCH_MAX + 1];
    struct capn_request more;
    uint32_t count = 0;

    (void)state;
    while (count <= RT_WATCH_MAX) {
        assert_int_equal(capn_request_begin(&requests[count], &fake.rt, 3, 1, 24, 24), STATUS_OK);
        if (rt_loop_watch(&loop, &watches[count], &requests[count], on_done, NULL) < 0) {
            capn_request_end(&requests[count]);
            break;
        }
        count++;
    }
    assert_int_equal(count, RT_WATCH_MAX);
    assert_int_equal(capn_request_begin(&more, &fake.rt, 3, 1, 24, 24), STATUS_OK);
    assert_int_equal(capn_request_submit(&more), STATUS_OK);
    capn_request_end(&more);
    for (uint32_t i = 0; i < count; i++)
        capn_request_end(&requests[i]);
    assert_null(loop.watches);
    assert_int_equal(fake.rt.in_flight, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(test_watch_and_watch_again, setup),
        cmocka_unit_test_setup(test_watch_ended_before_its_answer, setup),
        cmocka_unit_test_setup(test_watch_ended_before_its_callback, setup),
        cmocka_unit_test_setup(test_watches_leave_room_for_calls, setup),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
