/* SPDX-License-Identifier: MIT */
/* The end of sessions: by logout, by time; what was under way then, and what their processes can still do. */
#include "session_test.h"

#define EXIT_GONE (-STATUS_GONE)
#define ABROAD_NS (1000 * MS)           /* shorter than session-child sleeps, longer than it takes to start it */

static void test_logout(struct test *test)
{
    struct kit *kit = &test->kit;
    struct endpoint_message message;
    struct session_state state = { 0 };
    struct minted minted;
    process_handle_t child;

    kit_expect(kit, "create", session_make(test, "guest", 0, &minted), STATUS_OK);
    /* By one of its processes: the answer to logout still comes, nothing after it. */
    child = child_start(test, "ala", minted.session.id, 0);
    if (call_take(test, "before logout", test->one, &message))
        call_answer(test, test->one, &message);
    child_ends(test, "a call after logout", child, EXIT_GONE);
    call_none(test, "a call after logout", test->one);
    kit_expect(kit, "info", session_read(test, minted.user, &state), STATUS_OK);
    kit_check(kit, !state.live && state.epoch == 2, "after logout: live %u, epoch %lu", state.live, (unsigned long)state.epoch);
    kit_expect(kit, "a second logout", user_session_logout(kit->rt, minted.user), STATUS_OK);
    kit_expect(kit, "info", session_read(test, minted.user, &state), STATUS_OK);
    kit_check(kit, state.epoch == 2, "a second logout: epoch %lu", (unsigned long)state.epoch);
    kit_expect(kit, "renewing what ended", selectable_session_renew(kit->rt, minted.session, 0), STATUS_GONE);
    session_drop(test, &minted);
    /* Kernel objects, too; but releasing works, and so does the exit. */
    kit_expect(kit, "create", session_make(test, "guest", 0, &minted), STATUS_OK);
    child_ends(test, "a kernel object after logout", child_start(test, "nln", minted.session.id, 0), EXIT_GONE);
    session_drop(test, &minted);
    kit_expect(kit, "create", session_make(test, "guest", 0, &minted), STATUS_OK);
    child_ends(test, "RELEASE after logout", child_start(test, "nlf", minted.session.id, 0), 0);
    session_drop(test, &minted);
}

/* A call that waits in the queue when its session ends is never delivered. */
static void test_queued(struct test *test)
{
    struct kit *kit = &test->kit;
    uint32_t queued = 0, receivers, in_flight;
    struct minted minted;
    process_handle_t child;

    kit_expect(kit, "create", session_make(test, "guest", 0, &minted), STATUS_OK);
    child = child_start(test, "a", minted.session.id, 0);
    for (uint32_t i = 0; i < 100 && queued == 0; i++) {
        kit_expect(kit, "sleep", timer_sleep(kit->rt, kit->timer, 5 * MS), STATUS_OK);
        kit_expect(kit, "info", endpoint_info(kit->rt, test->one, &queued, &receivers, &in_flight), STATUS_OK);
    }
    kit_expect(kit, "calls in the queue", queued, 1);
    kit_expect(kit, "logout", user_session_logout(kit->rt, minted.user), STATUS_OK);
    call_none(test, "a queued call of a session that ended", test->one);
    child_ends(test, "its caller", child, EXIT_GONE);
    kit_expect(kit, "info", endpoint_info(kit->rt, test->one, &queued, &receivers, &in_flight), STATUS_OK);
    kit_expect(kit, "calls left", queued + receivers + in_flight, 0);
    session_drop(test, &minted);
}

/* What the server works on already is finished, and answered. */
static void test_in_flight(struct test *test)
{
    struct kit *kit = &test->kit;
    struct endpoint_message message;
    struct minted minted;
    process_handle_t child;

    kit_expect(kit, "create", session_make(test, "guest", 0, &minted), STATUS_OK);
    child = child_start(test, "aa", minted.session.id, 0);
    if (call_take(test, "a call", test->one, &message)) {
        kit_expect(kit, "logout", user_session_logout(kit->rt, minted.user), STATUS_OK);
        call_answer(test, test->one, &message);
    }
    child_ends(test, "the call after it", child, EXIT_GONE);
    session_drop(test, &minted);
    kit_expect(kit, "create", session_make(test, "guest", 0, &minted), STATUS_OK);
    child = child_start(test, "a", minted.session.id, 0);
    if (call_take(test, "a call", test->one, &message)) {
        kit_expect(kit, "logout", user_session_logout(kit->rt, minted.user), STATUS_OK);
        call_answer(test, test->one, &message);
    }
    child_ends(test, "the call itself", child, 0);
    session_drop(test, &minted);
}

/* Two sessions end at the same time, unless one was renewed. */
static void test_expiry(struct test *test)
{
    struct kit *kit = &test->kit;
    uint64_t deadline_ns = kit_after(kit, ABROAD_NS);
    struct endpoint_message message;
    struct session_state state = { 0 };
    struct minted ends, lasts;
    process_handle_t gone, there;

    kit_expect(kit, "create", session_make(test, "guest", deadline_ns, &ends), STATUS_OK);
    kit_expect(kit, "create", session_make(test, "guest", deadline_ns, &lasts), STATUS_OK);
    kit_expect(kit, "renewing into the past", selectable_session_renew(kit->rt, lasts.session, 1), STATUS_FAILED);
    kit_expect(kit, "renew", selectable_session_renew(kit->rt, lasts.session, 0), STATUS_OK);
    gone = child_start(test, "sa", ends.session.id, 0);
    there = child_start(test, "sa", lasts.session.id, 0);
    /* Whatever was asked before the end is answered: their sleep is. */
    child_ends(test, "a call after the end", gone, EXIT_GONE);
    if (call_take(test, "a call of the renewed session", test->one, &message)) {
        kit_check(kit, message.session_epoch == 2, "epoch %lu after a renewal", (unsigned long)message.session_epoch);
        call_answer(test, test->one, &message);
    }
    child_ends(test, "a call of the renewed session", there, 0);
    kit_expect(kit, "info", session_read(test, ends.user, &state), STATUS_OK);
    kit_check(kit, !state.live && state.epoch == 2 && state.deadline_ns == deadline_ns, "after the end: live %u, epoch %lu",
              state.live, (unsigned long)state.epoch);
    kit_expect(kit, "info", session_read(test, lasts.user, &state), STATUS_OK);
    kit_check(kit, state.live && state.epoch == 2 && state.deadline_ns == 0, "after renewing: live %u, epoch %lu", state.live,
              (unsigned long)state.epoch);
    session_drop(test, &ends);
    session_drop(test, &lasts);
}

/* Sessions with a deadline that are gone before it, in an order that is not theirs: the alarms go with them. */
static void test_deadlines_dropped(struct test *test)
{
    static struct minted minted[32];
    struct kit *kit = &test->kit;
    uint64_t soon_ns = kit_after(kit, 500 * MS);

    for (uint32_t i = 0; i < COUNT(minted); i++)
        kit_expect(kit, "create", session_make(test, "guest", soon_ns + (i * 7 % 32) * MS, &minted[i]), STATUS_OK);
    for (uint32_t i = 0; i < COUNT(minted); i += 2)
        session_drop(test, &minted[i]);
    kit_expect(kit, "flush", rt_flush_releases(kit->rt), STATUS_OK);
    kit_expect(kit, "sleep", timer_sleep(kit->rt, kit->timer, 700 * MS), STATUS_OK);
    for (uint32_t i = 1; i < COUNT(minted); i += 2) {
        struct session_state state = { .live = true };

        kit_expect(kit, "info", session_read(test, minted[i].user, &state), STATUS_OK);
        kit_check(kit, !state.live, "session %u outlived its deadline", i);
        session_drop(test, &minted[i]);
    }
}

void test_life(struct test *test)
{
    test_logout(test);
    test_queued(test);
    test_in_flight(test);
    test_expiry(test);
    test_deadlines_dropped(test);
}
