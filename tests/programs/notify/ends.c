/* SPDX-License-Identifier: MIT */
/* ProcessObserver.notify. */
#include "notify.h"

static process_handle_t start(struct notify *test, const char *deed)
{
    struct kit_child child = { .name = deed, .binary = "deed" };
    process_handle_t handle = { CAP_ID_INVALID };

    kit_expect(&test->kit, deed, kit_spawn(&test->kit, &child, &handle, NULL), STATUS_OK);
    return handle;
}

static status_t bind_end(struct notify *test, process_handle_t handle, cap_id_t notification, uint64_t bits)
{
    return process_handle_notify(test->kit.rt, handle, (notification_signal_t){ notification }, bits);
}

static void end(struct notify *test, process_handle_t handle)
{
    struct kit_exit exit;

    kit_expect(&test->kit, "kill", process_handle_kill(test->kit.rt, handle), STATUS_OK);
    kit_expect(&test->kit, "wait", kit_wait(&test->kit, handle, &exit), STATUS_OK);
}

static void test_one(struct notify *test)
{
    struct kit *kit = &test->kit;
    notification_t notification = notify_make(test);
    notification_t other = notify_make(test);
    process_handle_t child = start(test, "spin");

    kit_expect(kit, "bind", bind_end(test, child, notification.id, 1), STATUS_OK);
    kit_expect(kit, "a second binding", bind_end(test, child, other.id, 1), STATUS_OVERLOADED);
    notify_expect_bits(test, "it still runs", notification, 0);
    kit_expect(kit, "kill", process_handle_kill(kit->rt, child), STATUS_OK);
    notify_await_bits(test, "its end", notification, 1);
    kit_expect(kit, "bind when it has ended", bind_end(test, child, other.id, 2), STATUS_OK);
    notify_expect_bits(test, "at once", other, 2);
    kit_expect(kit, "and once more", bind_end(test, child, other.id, 4), STATUS_OK);
    notify_expect_bits(test, "at once", other, 4);
    kit_expect(kit, "no bits", bind_end(test, child, other.id, 0), STATUS_FAILED);
    kit_expect(kit, "no notification", bind_end(test, child, kit->null.id, 1), STATUS_FAILED);
    rt_drop(kit->rt, child.id);
    rt_drop(kit->rt, other.id);
    notify_drop(test, notification.id);
}

static void test_who_goes_first(struct notify *test)
{
    struct kit *kit = &test->kit;
    notification_t notification = notify_make(test);
    process_handle_t child = start(test, "spin");
    revoker_t revoker;
    cap_id_t facet;

    /* The notification. */
    kit_expect(kit, "bind", bind_end(test, child, notification.id, 1), STATUS_OK);
    notify_drop(test, notification.id);
    notification = notify_make(test);
    kit_expect(kit, "there is room again", bind_end(test, child, notification.id, 2), STATUS_OK);
    /* The handle: the process still ends, and still tells. */
    kit_expect(kit, "kill", process_handle_kill(kit->rt, child), STATUS_OK);
    notify_drop(test, child.id);
    notify_await_bits(test, "its end", notification, 2);
    /* A hold that was cut gives way to the next binding. */
    child = start(test, "spin");
    revoker = notify_lend(test, notification.id, &facet);
    kit_expect(kit, "bind", bind_end(test, child, facet, 4), STATUS_OK);
    notify_cut(test, revoker, facet);
    kit_expect(kit, "bind in its place", bind_end(test, child, notification.id, 8), STATUS_OK);
    end(test, child);
    notify_expect_bits(test, "its end", notification, 8);
    rt_drop(kit->rt, child.id);
    /* Nobody cares about the end any more. */
    child = start(test, "spin");
    revoker = notify_lend(test, notification.id, &facet);
    kit_expect(kit, "bind", bind_end(test, child, facet, 16), STATUS_OK);
    notify_cut(test, revoker, facet);
    end(test, child);
    notify_expect_bits(test, "revoked", notification, 0);
    rt_drop(kit->rt, child.id);
    notify_drop(test, notification.id);
}

/* One notification gathers all. */
static void test_gathering(struct notify *test)
{
    struct kit *kit = &test->kit;
    notification_t notification = notify_make(test);
    process_handle_t children[8];

    for (uint32_t i = 0; i < 8; i++) {
        children[i] = start(test, "spin");
        kit_expect(kit, "bind", bind_end(test, children[i], notification.id, 1ull << i), STATUS_OK);
    }
    for (uint32_t i = 0; i < 8; i++)
        end(test, children[i]);
    notify_expect_bits(test, "all ends", notification, 0xff);
    for (uint32_t i = 0; i < 8; i++)
        rt_drop(kit->rt, children[i].id);
    notify_drop(test, notification.id);
}

void test_ends(struct notify *test)
{
    test_one(test);
    test_who_goes_first(test);
    test_gathering(test);
}
