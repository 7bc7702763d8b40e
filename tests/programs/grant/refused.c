/* SPDX-License-Identifier: MIT */
/* Every way in which a grant or a revocation is refused. */
#include "grant_test.h"

#define NAMES_MAX 100u

static void wrong_children(struct test *test, const struct child *child)
{
    struct kit *kit = &test->kit;
    cap_id_t id = 0;

    kit_expect(kit, "a child that is no process", kit_grant_to(&test->kit, kit->timer.id, kit->null.id, CAP_TRANSFER_COPY, "x", &id), STATUS_FAILED);
    expect_reason(test, "a child that is no process", "child: not the ProcessHandle of a child");
    kit_expect(kit, "oneself", kit_grant_to(&test->kit, test->kit.capabilities.id, kit->null.id, CAP_TRANSFER_COPY, "x", &id), STATUS_FAILED);
    kit_expect(kit, "nothing as a child", kit_grant_to(&test->kit, CAP_ID_INVALID, kit->null.id, CAP_TRANSFER_COPY, "x", &id), STATUS_INVALID_CAP);
    kit_expect(kit, "revoke from no process", kit_revoke_from(&test->kit, kit->timer.id, 0), STATUS_FAILED);
    kit_expect(kit, "revoke from nothing", kit_revoke_from(&test->kit, CAP_ID_INVALID, 0), STATUS_INVALID_CAP);
    kit_expect(kit, "an id that never was", kit_revoke_from(&test->kit, child->handle.id, 0x00ffff), STATUS_FAILED);
    kit_expect(kit, "no id", kit_revoke_from(&test->kit, child->handle.id, CAP_ID_INVALID), STATUS_FAILED);
}

/* Watching a child is not owning it. */
static void only_observed(struct test *test, const struct child *child)
{
    struct kit *kit = &test->kit;
    cap_id_t observer, id = 0;

    kit_expect(kit, "narrow", kit_narrow(kit, child->handle.id, PROCESS_OBSERVER_INTERFACE_ID, &observer), STATUS_OK);
    kit_expect(kit, "an observer as a child", kit_grant_to(&test->kit, observer, kit->null.id, CAP_TRANSFER_COPY, "x", &id), STATUS_FAILED);
    expect_reason(test, "an observer as a child", "child: not the ProcessHandle of a child");
    rt_drop(kit->rt, observer);
}

static void wrong_capabilities(struct test *test, const struct child *child)
{
    static const char *const names[] = { "", "Upper", "with space", "12345678901234567890123456789012", "a/b" };
    struct kit *kit = &test->kit;
    cap_id_t id = 0, moved;
    memory_object_t memory;

    kit_expect(kit, "what must stay", kit_grant_to(&test->kit, child->handle.id, kit->thread.id, CAP_TRANSFER_COPY, "x", &id),
               STATUS_TRANSFER_NOT_SUPPORTED);
    kit_expect(kit, "a handle", kit_grant_to(&test->kit, child->handle.id, child->handle.id, CAP_TRANSFER_COPY, "x", &id),
               STATUS_TRANSFER_NOT_SUPPORTED);
    kit_expect(kit, "nothing", kit_grant_to(&test->kit, child->handle.id, CAP_ID_INVALID, CAP_TRANSFER_COPY, "x", &id), STATUS_INVALID_CAP);
    kit_expect(kit, "memory", frame_allocator_alloc_frame(kit->rt, kit->frames, &memory), STATUS_OK);
    moved = memory.id;
    rt_drop(kit->rt, moved);
    kit_expect(kit, "flush", rt_flush_releases(kit->rt), STATUS_OK);
    kit_expect(kit, "a stale id", kit_grant_to(&test->kit, child->handle.id, moved, CAP_TRANSFER_COPY, "x", &id), STATUS_STALE_CAP);
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
        kit_expect(kit, "a wrong name", kit_grant_to(&test->kit, child->handle.id, kit->null.id, CAP_TRANSFER_COPY, names[i], &id), STATUS_FAILED);
    kit_expect(kit, "a name of its CapSet", kit_grant_to(&test->kit, child->handle.id, kit->null.id, CAP_TRANSFER_COPY, "serve", &id),
               STATUS_FAILED);
    expect_reason(test, "a name of its CapSet", "name: the child has a capability of that name");
}

/* A source that was taken back, and one that was lent too often. */
static void wrong_sources(struct test *test, const struct child *child)
{
    struct child middle = start_child(test, "use-granted", NULL, (struct kit_limits){ 0 });
    struct kit *kit = &test->kit;
    cap_id_t ids[10], copies[10], id;
    uint32_t depth;

    /* Each round the child passes on what it was granted, and gets that. */
    copies[0] = kit->null.id;
    for (depth = 0; depth < 9; depth++) {
        status_t status = kit_grant_to(&test->kit, middle.handle.id, copies[depth], CAP_TRANSFER_COPY, "extra", &ids[depth]);

        if (status < 0) {
            kit_expect(kit, "lent too often", status, STATUS_FAILED);
            expect_reason(test, "lent too often", "capability: was lent 8 times already");
            break;
        }
        kit_expect(kit, "a copy", echo_give(kit->rt, middle.echo, &copies[depth + 1]), STATUS_OK);
        end_child(test, &middle);
        middle = start_child(test, "use-granted", NULL, (struct kit_limits){ 0 });
    }
    kit_expect(kit, "how often", depth, 8);
    kit_expect(kit, "grant", kit_grant_to(&test->kit, child->handle.id, copies[3], CAP_TRANSFER_COPY, "extra", &id), STATUS_OK);
    kit_expect(kit, "use of it", use(test, child, 'n'), STATUS_OK);
    kit_expect(kit, "revoke", kit_revoke_from(&test->kit, child->handle.id, id), 0);
    kit_expect(kit, "a revoked source", use(test, child, 'n'), STATUS_GONE);
    for (uint32_t i = 1; i <= depth; i++)
        rt_drop(kit->rt, copies[i]);
    end_child(test, &middle);
}

static void dead_child(struct test *test)
{
    struct kit *kit = &test->kit;
    struct child child = start_child(test, "use-granted", NULL, (struct kit_limits){ 0 });
    struct kit_exit exit;
    cap_id_t id, listed;

    kit_expect(kit, "grant", kit_grant_to(&test->kit, child.handle.id, kit->null.id, CAP_TRANSFER_COPY, "extra", &id), STATUS_OK);
    (void)count_granted(test, &child, "timer", &listed);
    kit_expect(kit, "kill", process_handle_kill(kit->rt, child.handle), STATUS_OK);
    kit_expect(kit, "to one that is ending", kit_grant_to(&test->kit, child.handle.id, kit->null.id, CAP_TRANSFER_COPY, "more", &id), STATUS_GONE);
    kit_expect(kit, "wait", kit_wait(kit, child.handle, &exit), STATUS_OK);
    kit_expect(kit, "to one that ended", kit_grant_to(&test->kit, child.handle.id, kit->null.id, CAP_TRANSFER_COPY, "more", &id), STATUS_GONE);
    kit_expect(kit, "revoke a grant of spawn", kit_revoke_from(&test->kit, child.handle.id, listed), STATUS_FAILED);
    kit_expect(kit, "grants", count_granted(test, &child, "extra", &listed), 0);
    end_child(test, &child);
}

/* The child gave its hold up: the grant can still be revoked, once; a plain one cannot. */
static void released(struct test *test)
{
    struct kit *kit = &test->kit;
    struct child child = start_child(test, "release-granted", NULL, (struct kit_limits){ 0 });
    cap_id_t id, listed;

    kit_expect(kit, "grant", kit_grant_to(&test->kit, child.handle.id, kit->null.id, CAP_TRANSFER_COPY, "extra", &id), STATUS_OK);
    for (int i = 0; i < 100 && count_granted(test, &child, "extra", &listed) > 2; i++)
        kit_expect(kit, "sleep", timer_sleep(kit->rt, kit->timer, 5000000), STATUS_OK);
    kit_expect(kit, "what it still has", listed, CAP_ID_INVALID);
    kit_expect(kit, "revoke", kit_revoke_from(&test->kit, child.handle.id, id), 0);
    kit_expect(kit, "revoke twice", kit_revoke_from(&test->kit, child.handle.id, id), STATUS_FAILED);
    end_child(test, &child);
}

static void full(struct test *test)
{
    struct kit *kit = &test->kit;
    struct child child = start_child(test, "use-granted", NULL, (struct kit_limits){ .cap_slots = 6 });
    char name[8] = "n00";
    cap_id_t ids[NAMES_MAX], id;
    uint32_t count = 0;

    while (count < NAMES_MAX && kit_grant_to(&test->kit, child.handle.id, kit->null.id, CAP_TRANSFER_COPY, name, &ids[count]) == STATUS_OK) {
        name[1] = (char)('0' + ++count / 10);
        name[2] = (char)('0' + count % 10);
    }
    /* Its endpoint, its timer, and these. */
    kit_expect(kit, "slots of the child", count, 4);
    expect_reason(test, "slots of the child", "child: the limit of capability slots (6) is reached");
    /* A dead hold still has its slot. */
    kit_expect(kit, "revoke", kit_revoke_from(&test->kit, child.handle.id, ids[0]), 0);
    kit_expect(kit, "grant", kit_grant_to(&test->kit, child.handle.id, kit->null.id, CAP_TRANSFER_COPY, "one-more", &id), STATUS_OVERLOADED);
    end_child(test, &child);

    child = start_child(test, "use-granted", NULL, (struct kit_limits){ 0 });
    for (count = 0; count < NAMES_MAX; count++) {
        name[1] = (char)('0' + count / 10);
        name[2] = (char)('0' + count % 10);
        if (kit_grant_to(&test->kit, child.handle.id, kit->null.id, CAP_TRANSFER_COPY, name, &ids[count]) < 0)
            break;
    }
    kit_expect(kit, "names of the child", count, CAPSET_MAX_ENTRIES - 2);
    expect_reason(test, "names of the child", "child: the limit of CapSet names (84) or of its table is reached");
    kit_expect(kit, "revoke", kit_revoke_from(&test->kit, child.handle.id, ids[7]), 0);
    kit_expect(kit, "in its place", kit_grant_to(&test->kit, child.handle.id, kit->null.id, CAP_TRANSFER_COPY, "extra", &id), STATUS_OK);
    kit_expect(kit, "use", use(test, &child, 'n'), STATUS_OK);
    end_child(test, &child);
}

void test_refusals(struct test *test)
{
    struct child child = start_child(test, "use-granted", NULL, (struct kit_limits){ 0 });

    wrong_children(test, &child);
    only_observed(test, &child);
    wrong_capabilities(test, &child);
    wrong_sources(test, &child);
    end_child(test, &child);
    dead_child(test);
    released(test);
    full(test);
}
