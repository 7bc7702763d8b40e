/* SPDX-License-Identifier: MIT */
/* Timer.notify. */
#include "notify.h"

#define BINDINGS_MAX 64u

static status_t bind_at(struct notify *test, timer_t timer, uint64_t deadline_ns, cap_id_t notification, uint64_t bits)
{
    return timer_notify(test->kit.rt, timer, deadline_ns, (notification_signal_t){ notification }, bits);
}

static void test_firing(struct notify *test)
{
    struct kit *kit = &test->kit;
    notification_t notification = notify_make(test);
    uint64_t soon = kit_after(kit, 5000000), now = 0, bits = 0;

    kit_expect(kit, "bind", bind_at(test, kit->timer, soon, notification.id, 2), STATUS_OK);
    kit_expect(kit, "too early", notification_poll(kit->rt, notification, &bits), STATUS_OK);
    /* On a busy host the time may have come already; then it has come, and not earlier. */
    if (bits == 0)
        notify_await_bits(test, "the time has come", notification, 2);
    kit_check(kit, timer_now(kit->rt, kit->timer, &now) == STATUS_OK && now >= soon, "it fired %ld ns early", (long)(soon - now));
    kit_expect(kit, "at once", bind_at(test, kit->timer, 0, notification.id, 4), STATUS_OK);
    notify_expect_bits(test, "at once", notification, 4);
    /* Moving a deadline: later, earlier, never. */
    kit_expect(kit, "bind", bind_at(test, kit->timer, kit_after(kit, 100000000), notification.id, 8), STATUS_OK);
    kit_expect(kit, "later", bind_at(test, kit->timer, HOUR_NS, notification.id, 8), STATUS_OK);
    kit_expect(kit, "sleep", timer_sleep(kit->rt, kit->timer, 150000000), STATUS_OK);
    notify_expect_bits(test, "moved away", notification, 0);
    kit_expect(kit, "earlier", bind_at(test, kit->timer, kit_after(kit, 100000000), notification.id, 8), STATUS_OK);
    notify_await_bits(test, "moved near", notification, 8);
    kit_expect(kit, "bind", bind_at(test, kit->timer, kit_after(kit, 100000000), notification.id, 8), STATUS_OK);
    kit_expect(kit, "never", bind_at(test, kit->timer, UINT64_MAX, notification.id, 8), STATUS_OK);
    kit_expect(kit, "cancelling twice", bind_at(test, kit->timer, UINT64_MAX, notification.id, 8), STATUS_OK);
    kit_expect(kit, "sleep", timer_sleep(kit->rt, kit->timer, 150000000), STATUS_OK);
    notify_expect_bits(test, "cancelled", notification, 0);
    notify_drop(test, notification.id);
}

static void test_hostile(struct notify *test)
{
    struct kit *kit = &test->kit;
    notification_t notification = notify_make(test);
    revoker_t revoker;
    cap_id_t facet;

    kit_expect(kit, "no bits", bind_at(test, kit->timer, HOUR_NS, notification.id, 0), STATUS_FAILED);
    kit_expect(kit, "no notification", bind_at(test, kit->timer, HOUR_NS, kit->null.id, 1), STATUS_FAILED);
    kit_expect(kit, "no capability", bind_at(test, kit->timer, HOUR_NS, CAP_ID_INVALID, 1), STATUS_INVALID_CAP);
    kit_expect(kit, "a stale one", bind_at(test, kit->timer, HOUR_NS, notification.id + (1u << 24), 1), STATUS_STALE_CAP);
    /* The alarm that is revoked before it fires: by either hold. Long enough for a busy host. */
    revoker = notify_lend(test, notification.id, &facet);
    kit_expect(kit, "bind", bind_at(test, kit->timer, kit_after(kit, 100000000), facet, 1), STATUS_OK);
    notify_cut(test, revoker, facet);
    revoker = notify_lend(test, kit->timer.id, &facet);
    kit_expect(kit, "bind", bind_at(test, (timer_t){ facet }, kit_after(kit, 100000000), notification.id, 2), STATUS_OK);
    notify_cut(test, revoker, facet);
    kit_expect(kit, "sleep", timer_sleep(kit->rt, kit->timer, 150000000), STATUS_OK);
    notify_expect_bits(test, "revoked", notification, 0);
    /* Binding through a hold that was cut. */
    revoker = notify_lend(test, notification.id, &facet);
    kit_expect(kit, "revoke", revoker_revoke(kit->rt, revoker, &(uint32_t){ 0 }), STATUS_OK);
    kit_expect(kit, "a revoked one", bind_at(test, kit->timer, HOUR_NS, facet, 1), STATUS_DISCONNECTED);
    rt_drop(kit->rt, revoker.id);
    rt_drop(kit->rt, facet);
    notify_drop(test, notification.id);
}

/* More than one notification takes, and all of them gone with it. */
static void test_many(struct notify *test)
{
    struct kit *kit = &test->kit;
    notification_t notification = notify_make(test);
    uint64_t soon = kit_after(kit, 100000000);

    for (uint32_t i = 0; i < BINDINGS_MAX; i++)
        kit_expect(kit, "bind", bind_at(test, kit->timer, i % 2 ? HOUR_NS + i : soon, notification.id, 1ull << i), STATUS_OK);
    kit_expect(kit, "one more", bind_at(test, kit->timer, HOUR_NS, notification.id, 3), STATUS_OVERLOADED);
    kit_expect(kit, "moving one", bind_at(test, kit->timer, HOUR_NS, notification.id, 2), STATUS_OK);
    kit_expect(kit, "sleep", timer_sleep(kit->rt, kit->timer, 150000000), STATUS_OK);
    notify_expect_bits(test, "every other one", notification, 0x5555555555555555);
    kit_expect(kit, "now there is room", bind_at(test, kit->timer, HOUR_NS, notification.id, 3), STATUS_OK);
    notify_drop(test, notification.id);
}

void test_times(struct notify *test)
{
    test_firing(test);
    test_hostile(test);
    test_many(test);
}
