/* SPDX-License-Identifier: MIT */
/* Scopes of holds: what may cross from one session into another, in calls, in answers and at spawn. */
#include "session_test.h"

#define SAME TRANSFER_SCOPE_SAME_SESSION
#define REGRANT TRANSFER_SCOPE_SERVICE_REGRANT_ONLY
#define CROSS TRANSFER_SCOPE_CROSS_SESSION_SHAREABLE
#define EXIT_SCOPE (-STATUS_TRANSFER_SCOPE)

/* Facets of the second service, by scope. */
struct facets {
    cap_id_t same, regrant, cross;
};

static cap_id_t facet(struct test *test, uint32_t scope)
{
    cap_id_t cap = CAP_ID_INVALID;

    kit_expect(&test->kit, "clientFor", endpoint_client_for(test->kit.rt, test->two, NULL_CAP_INTERFACE_ID,
                                                            (enum transfer_scope)scope, 0, &cap), STATUS_OK);
    return cap;
}

/* One attempt: starting a child in that session with a copy of cap. */
static void grants(struct test *test, const char *what, cap_id_t session, cap_id_t cap, status_t expected)
{
    process_handle_t child;
    status_t status = child_try(test, "f", session, 0, cap, &child);

    kit_expect(&test->kit, what, status, expected);
    if (status == STATUS_OK)
        child_ends(test, what, child, 0);
}

/* One attempt: a child does `program`, whose call arrives with capabilities, or not at all. */
static void sends(struct test *test, const char *what, const char *program, cap_id_t session, cap_id_t gift, uint16_t arrive)
{
    struct endpoint_message message = { 0 };
    process_handle_t child;
    status_t status = child_try(test, program, session, 0, gift, &child);

    kit_expect(&test->kit, what, status, STATUS_OK);
    if (status != STATUS_OK)
        return;
    if (arrive != 0 && call_take(test, what, test->one, &message)) {
        kit_expect(&test->kit, what, message.cap_count, arrive);
        call_release(test, message.cap_count);
        call_answer(test, test->one, &message);
    } else if (arrive == 0) {
        call_none(test, what, test->one);
    }
    child_ends(test, what, child, arrive ? 0 : EXIT_SCOPE);
}

/* One attempt: the answer to a child's call carries a copy of cap. */
static void answers(struct test *test, const char *what, const struct minted *minted, cap_id_t cap, bool logout, status_t expected)
{
    static struct cap_transfer_descriptor descriptor __attribute__((aligned(8)));
    struct endpoint_message message = { 0 };
    process_handle_t child = child_start(test, "a", minted->session.id, 0);

    descriptor = (struct cap_transfer_descriptor){ .cap_id = cap };
    if (call_take(test, what, test->one, &message)) {
        if (logout)
            kit_expect(&test->kit, "logout", user_session_logout(test->kit.rt, minted->user), STATUS_OK);
        kit_refused(&test->kit, what, (struct cap_sqe){ .opcode = CAP_OP_RETURN, .cap_id = test->one.id,
                                                        .call_id = message.call_id, .xfer_count = 1,
                                                        .addr = (uint64_t)(uintptr_t)&descriptor }, expected);
    }
    child_ends(test, what, child, expected == STATUS_OK ? 0 : -STATUS_TRANSFER_ABORTED);
}

static void test_grants(struct test *test, const struct facets *facets, const struct minted *minted)
{
    process_spawner_t own = test->kit.spawner, launcher;

    grants(test, "a same-session facet within the session", 0, facets->same, STATUS_OK);
    grants(test, "a regrant-only facet within the session", 0, facets->regrant, STATUS_OK);
    grants(test, "a same-session facet into another", minted->session.id, facets->same, STATUS_TRANSFER_SCOPE);
    grants(test, "a regrant-only facet into another", minted->session.id, facets->regrant, STATUS_TRANSFER_SCOPE);
    grants(test, "a shareable facet into another", minted->session.id, facets->cross, STATUS_OK);
    kit_expect(&test->kit, "fix", launcher_fix(test, own, minted->session.id, "", &launcher), STATUS_OK);
    test->kit.spawner = launcher;
    grants(test, "a same-session facet by the launcher", 0, facets->same, STATUS_TRANSFER_SCOPE);
    grants(test, "a regrant-only facet by the launcher", 0, facets->regrant, STATUS_OK);
    grants(test, "a shareable facet by the launcher", 0, facets->cross, STATUS_OK);
    sends(test, "a regrant-only facet in a call", "g", 0, facets->regrant, 0);
    test->kit.spawner = own;
    rt_drop(test->kit.rt, launcher.id);
}

static void test_restrict(struct test *test, const struct facets *facets, const struct minted *minted)
{
    struct rt *rt = test->kit.rt;
    cap_id_t narrow = CAP_ID_INVALID, again = CAP_ID_INVALID;

    kit_expect(&test->kit, "restrict", capability_manager_restrict(rt, test->manager, facets->cross, SAME, 0, &narrow), STATUS_OK);
    grants(test, "a restricted facet into another session", minted->session.id, narrow, STATUS_TRANSFER_SCOPE);
    kit_expect(&test->kit, "widen", capability_manager_restrict(rt, test->manager, narrow, CROSS, UINT32_MAX, &again), STATUS_OK);
    grants(test, "a facet that was not widened", minted->session.id, again, STATUS_TRANSFER_SCOPE);
    grants(test, "the facet that it was made from", minted->session.id, facets->cross, STATUS_OK);
    rt_drop(rt, narrow);
    rt_drop(rt, again);
}

void test_scopes(struct test *test)
{
    struct facets facets = { facet(test, SAME), facet(test, REGRANT), facet(test, CROSS) };
    struct kit *kit = &test->kit;
    struct minted minted;

    kit_expect(kit, "create", session_make(test, "guest", 0, &minted), STATUS_OK);
    test_grants(test, &facets, &minted);
    test_restrict(test, &facets, &minted);
    sends(test, "a same-session facet in a call within the session", "g", 0, 0, 1);
    sends(test, "a same-session facet in a call", "g", minted.session.id, 0, 0);
    sends(test, "a shareable facet in a call", "g", minted.session.id, facets.cross, 1);
    sends(test, "one of two that may not go", "h", minted.session.id, 0, 0);
    sends(test, "two that may go", "h", minted.session.id, facets.cross, 2);
    answers(test, "a same-session facet in an answer", &minted, facets.same, false, STATUS_TRANSFER_SCOPE);
    answers(test, "a regrant-only facet in an answer", &minted, facets.regrant, false, STATUS_TRANSFER_SCOPE);
    answers(test, "a shareable facet in an answer", &minted, facets.cross, false, STATUS_OK);
    answers(test, "an answer into a session that ended", &minted, facets.cross, true, STATUS_DISCONNECTED);
    session_drop(test, &minted);
    rt_drop(kit->rt, facets.same);
    rt_drop(kit->rt, facets.regrant);
    rt_drop(kit->rt, facets.cross);
    kit_expect(kit, "flush", rt_flush_releases(kit->rt), STATUS_OK);
}
