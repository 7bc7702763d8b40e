/* SPDX-License-Identifier: MIT */
/* Signal, wait, poll, facets of one side, limits. */
#include "notify.h"

#define LIMIT_MAX 200u

static void test_polling(struct notify *test)
{
    struct kit *kit = &test->kit;
    notification_t notification = notify_make(test);

    notify_expect_bits(test, "a fresh one", notification, 0);
    kit_expect(kit, "signal", notification_signal(kit->rt, notification, 5), STATUS_OK);
    kit_expect(kit, "signal", notification_signal(kit->rt, notification, 1ull << 63 | 4), STATUS_OK);
    notify_expect_bits(test, "gathered", notification, 1ull << 63 | 5);
    notify_expect_bits(test, "taken", notification, 0);
    kit_expect(kit, "signal of nothing", notification_signal(kit->rt, notification, 0), STATUS_OK);
    notify_expect_bits(test, "nothing", notification, 0);
    kit_expect(kit, "signal", notification_signal(kit->rt, notification, UINT64_MAX), STATUS_OK);
    notify_await_bits(test, "a wait for what is there", notification, UINT64_MAX);
    notify_expect_bits(test, "taken by the wait", notification, 0);
    notify_drop(test, notification.id);
}

static void begin_wait(struct notify *test, struct capn_request *request, notification_t notification)
{
    struct notification_wait_wait_params_builder params;

    kit_expect(&test->kit, "begin", notification_wait_begin(request, test->kit.rt, notification, &params), STATUS_OK);
    kit_expect(&test->kit, "submit", capn_request_submit(request), STATUS_OK);
}

static void test_waiting(struct notify *test)
{
    struct kit *kit = &test->kit;
    notification_t notification = notify_make(test);
    struct notification_wait_wait_results_reader results;
    struct capn_request first, second;

    begin_wait(test, &first, notification);
    kit_expect(kit, "nothing yet", capn_request_wait(&first, kit_after(kit, 1000000)), STATUS_TIMED_OUT);
    begin_wait(test, &second, notification);
    kit_expect(kit, "a second waiter", capn_request_wait(&second, TIME_FOREVER), STATUS_OVERLOADED);
    capn_request_end(&second);
    kit_expect(kit, "signal of nothing", notification_signal(kit->rt, notification, 0), STATUS_OK);
    kit_expect(kit, "still nothing", capn_request_wait(&first, kit_after(kit, 1000000)), STATUS_TIMED_OUT);
    kit_expect(kit, "signal", notification_signal(kit->rt, notification, 6), STATUS_OK);
    kit_expect(kit, "the waiter", capn_request_wait(&first, TIME_FOREVER), STATUS_OK);
    kit_check(kit, notification_wait_wait_results_read_root(&first.results, &results) == STATUS_OK &&
              notification_wait_wait_results_get_bits(&results) == 6, "the waiter's bits are wrong");
    capn_request_end(&first);
    notify_expect_bits(test, "the waiter took them", notification, 0);
    /* A wait that is cancelled loses nothing, and makes room for the next. */
    begin_wait(test, &first, notification);
    kit_expect(kit, "nothing yet", capn_request_wait(&first, kit_after(kit, 1000000)), STATUS_TIMED_OUT);
    capn_request_end(&first);
    kit_expect(kit, "signal", notification_signal(kit->rt, notification, 9), STATUS_OK);
    notify_await_bits(test, "after a cancelled wait", notification, 9);
    notify_drop(test, notification.id);
}

/* The waiter has released its hold: a source that is bound still reaches it. */
static void test_wait_without_hold(struct notify *test)
{
    struct kit *kit = &test->kit;
    notification_t notification = notify_make(test);
    struct capn_request request;

    begin_wait(test, &request, notification);
    kit_expect(kit, "bind", timer_notify(kit->rt, kit->timer, kit_after(kit, 3000000), notify_signal_side(notification), 2),
               STATUS_OK);
    notify_drop(test, notification.id);
    kit_expect(kit, "the waiter", capn_request_wait(&request, kit_after(kit, SECOND_NS)), STATUS_OK);
    capn_request_end(&request);
}

/* An answer that does not fit leaves the bits where they are. */
static void test_no_room(struct notify *test)
{
    struct kit *kit = &test->kit;
    notification_t notification = notify_make(test);
    uint64_t words[2];

    kit_expect(kit, "signal", notification_signal(kit->rt, notification, 3), STATUS_OK);
    kit_refused(kit, "wait without room", (struct cap_sqe){ .opcode = CAP_OP_CALL, .cap_id = notification.id,
                .method_id = NOTIFICATION_METHOD_WAIT, .result_addr = (uintptr_t)words, .result_len = 8 }, STATUS_RESULT_TOO_LARGE);
    kit_refused(kit, "poll without room", (struct cap_sqe){ .opcode = CAP_OP_CALL, .cap_id = notification.id,
                .method_id = NOTIFICATION_METHOD_POLL, .result_addr = (uintptr_t)words, .result_len = 8 }, STATUS_RESULT_TOO_LARGE);
    notify_expect_bits(test, "kept", notification, 3);
    notify_drop(test, notification.id);
}

static void test_facets(struct notify *test)
{
    struct kit *kit = &test->kit;
    notification_t notification = notify_make(test);
    notification_signal_t signal;
    notification_wait_t wait;
    revoker_t revoker;
    cap_id_t other;
    uint64_t bits;
    struct capn_request request;
    uint32_t calls;

    kit_expect(kit, "narrow", capability_manager_narrow(kit->rt, test->manager, notification.id, NOTIFICATION_SIGNAL_INTERFACE_ID,
                                                        &signal.id), STATUS_OK);
    kit_expect(kit, "narrow", capability_manager_narrow(kit->rt, test->manager, notification.id, NOTIFICATION_WAIT_INTERFACE_ID,
                                                        &wait.id), STATUS_OK);
    kit_expect(kit, "signal by a facet", notification_signal_signal(kit->rt, signal, 8), STATUS_OK);
    kit_expect(kit, "poll by a facet", notification_wait_poll(kit->rt, wait, &bits), STATUS_OK);
    kit_expect(kit, "its bits", (int64_t)bits, 8);
    /* Method 1 and 0x2000 of what the facet does not have. */
    kit_expect(kit, "wait by the signal side", notification_poll(kit->rt, (notification_t){ signal.id }, &bits),
               STATUS_UNIMPLEMENTED);
    kit_expect(kit, "signal by the wait side", notification_signal(kit->rt, (notification_t){ wait.id }, 1), STATUS_UNIMPLEMENTED);
    kit_expect(kit, "widening", capability_manager_narrow(kit->rt, test->manager, signal.id, NOTIFICATION_INTERFACE_ID, &other),
               STATUS_FAILED);
    kit_expect(kit, "the other side", capability_manager_narrow(kit->rt, test->manager, signal.id, NOTIFICATION_WAIT_INTERFACE_ID,
                                                                &other), STATUS_FAILED);
    kit_expect(kit, "binding the wait side", timer_notify(kit->rt, kit->timer, HOUR_NS, (notification_signal_t){ wait.id }, 1),
               STATUS_FAILED);
    kit_expect(kit, "binding the signal side", timer_notify(kit->rt, kit->timer, 1, signal, 16), STATUS_OK);
    notify_expect_bits(test, "a time that has passed", notification, 16);
    /* A waiter through a facet that is cut. */
    revoker = notify_lend(test, notification.id, &other);
    begin_wait(test, &request, (notification_t){ other });
    kit_expect(kit, "nothing yet", capn_request_wait(&request, kit_after(kit, 1000000)), STATUS_TIMED_OUT);
    kit_expect(kit, "revoke", revoker_revoke(kit->rt, revoker, &calls), STATUS_OK);
    kit_expect(kit, "the waiter is gone", calls, 1);
    kit_expect(kit, "the waiter", capn_request_wait(&request, TIME_FOREVER), STATUS_GONE);
    capn_request_end(&request);
    kit_expect(kit, "signal after revocation", notification_signal(kit->rt, (notification_t){ other }, 1), STATUS_GONE);
    rt_drop(kit->rt, revoker.id);
    rt_drop(kit->rt, other);
    rt_drop(kit->rt, signal.id);
    rt_drop(kit->rt, wait.id);
    notify_drop(test, notification.id);
}

/* As many as the ledger allows, and again after they are gone. */
static void test_limit(struct notify *test)
{
    struct kit *kit = &test->kit;
    static notification_t made[LIMIT_MAX];

    for (uint32_t round = 0; round < 2; round++) {
        uint32_t count = 0;

        while (count < LIMIT_MAX &&
               endpoint_factory_create_notification(kit->rt, kit->endpoints, &made[count]) == STATUS_OK)
            count++;
        kit_expect(kit, "how many notifications", count, 128);
        kit_expect(kit, "one more", endpoint_factory_create_notification(kit->rt, kit->endpoints, &made[count]), STATUS_OVERLOADED);
        kit_expect(kit, "a binding counts too", timer_notify(kit->rt, kit->timer, HOUR_NS, notify_signal_side(made[0]), 1),
                   STATUS_OVERLOADED);
        while (count-- > 0)
            rt_drop(kit->rt, made[count].id);
        kit_expect(kit, "release", rt_flush_releases(kit->rt), STATUS_OK);
    }
}

void test_bits(struct notify *test)
{
    test_polling(test);
    test_waiting(test);
    test_wait_without_hold(test);
    test_no_room(test);
    test_facets(test);
    test_limit(test);
}
