/* SPDX-License-Identifier: MIT */
/* Who is told apart by what: references, inheritance, choosing a session at spawn, and the factory's limits. */
#include "session_test.h"

struct reference {
    uint64_t words[2];
};

static bool same(struct reference a, struct reference b)
{
    return a.words[0] == b.words[0] && a.words[1] == b.words[1];
}

/* No word of one is a word of the other: 128 bits, not one of which repeats by chance. */
static bool unrelated(struct reference a, struct reference b)
{
    return a.words[0] != b.words[0] && a.words[1] != b.words[1] && a.words[0] != b.words[1] && a.words[1] != b.words[0];
}

/* Takes and answers one call; how its caller is known to the service. */
static struct reference serve_one(struct test *test, const char *what, endpoint_t service)
{
    struct endpoint_message message = { 0 };

    if (!call_take(test, what, service, &message))
        return (struct reference){ { 0, 0 } };
    call_answer(test, service, &message);
    kit_check(&test->kit, message.session_reference[0] != 0 && message.session_reference[1] != 0, "%s: no reference", what);
    return (struct reference){ { message.session_reference[0], message.session_reference[1] } };
}

/* The reference of a child that does `program`, one call to the first service. */
static struct reference reference_of(struct test *test, const char *what, const char *program, cap_id_t session, cap_id_t held)
{
    process_handle_t child = child_start(test, program, session, held);
    struct reference reference = serve_one(test, what, test->one);

    child_ends(test, what, child, 0);
    return reference;
}

static void test_references(struct test *test)
{
    struct kit *kit = &test->kit;
    process_handle_t child = child_start(test, "aba", 0, 0);
    struct reference one = serve_one(test, "the first service", test->one);
    struct reference two = serve_one(test, "the second service", test->two);
    struct reference again = serve_one(test, "the first service again", test->one);

    child_ends(test, "a child that calls both", child, 0);
    kit_check(kit, same(one, again), "one session through one endpoint: two references");
    kit_check(kit, unrelated(one, two), "one session through two endpoints: related references");
    kit_check(kit, same(one, reference_of(test, "another child", "a", 0, 0)), "two processes of a session: two references");
    kit_check(kit, same(one, reference_of(test, "a grandchild", "x", 0, 0)), "a grandchild: another reference");
}

static void test_selection(struct test *test)
{
    struct kit *kit = &test->kit;
    struct reference here = reference_of(test, "a child of ours", "a", 0, 0);
    struct minted minted[2];
    struct reference there;

    for (uint32_t i = 0; i < COUNT(minted); i++)
        kit_expect(kit, "create", session_make(test, "guest", 0, &minted[i]), STATUS_OK);
    there = reference_of(test, "a child in a session", "a", minted[0].session.id, 0);
    kit_check(kit, unrelated(here, there), "two sessions: related references");
    kit_check(kit, same(there, reference_of(test, "a second child in it", "a", minted[0].session.id, 0)),
              "two processes of a chosen session: two references");
    kit_check(kit, same(there, reference_of(test, "a grandchild in it", "x", minted[0].session.id, 0)),
              "a chosen session is not inherited");
    kit_check(kit, unrelated(there, reference_of(test, "a child in another session", "a", minted[1].session.id, 0)),
              "two sessions of one subject: related references");
    /* Holding a session changes nothing. */
    kit_check(kit, same(here, reference_of(test, "a child that holds a session", "a", 0, minted[0].user.id)),
              "a copied session relabelled its holder");
    for (uint32_t i = 0; i < COUNT(minted); i++)
        session_drop(test, &minted[i]);
}

/* More sessions than an endpoint remembers the references of: they change places, and stay what they are. */
static void test_many(struct test *test)
{
    static struct minted minted[40];
    static struct reference references[40];
    struct kit *kit = &test->kit;

    for (uint32_t i = 0; i < COUNT(minted); i++) {
        kit_expect(kit, "create", session_make(test, "guest", 0, &minted[i]), STATUS_OK);
        references[i] = reference_of(test, "one of many", "a", minted[i].session.id, 0);
        for (uint32_t j = 0; j < i; j++)
            kit_check(kit, unrelated(references[i], references[j]), "sessions %u and %u are alike", i, j);
    }
    for (uint32_t i = 0; i < COUNT(minted); i++) {
        kit_check(kit, same(references[i], reference_of(test, "again", "a", minted[i].session.id, 0)), "session %u changed", i);
        session_drop(test, &minted[i]);
    }
}

static void test_own(struct test *test)
{
    struct kit *kit = &test->kit;
    struct session_state state = { 0 };

    kit_expect(kit, "info", session_read(test, test->own, &state), STATUS_OK);
    kit_check(kit, state.live && state.epoch == 1 && state.deadline_ns == 0 && (state.id[0] | state.id[1]) != 0 &&
              memcmp(state.profile, "system", 7) == 0, "the first session: live %u, epoch %lu, profile %s", state.live,
              (unsigned long)state.epoch, state.profile);
    kit_expect(kit, "logging the machine out", user_session_logout(kit->rt, test->own), STATUS_FAILED);
    kit_expect(kit, "info", session_read(test, test->own, &state), STATUS_OK);
    kit_check(kit, state.live, "the first session ended");
}

void test_first(struct test *test)
{
    test_own(test);
    test_references(test);
}

void test_context(struct test *test)
{
    test_first(test);
    test_selection(test);
    test_many(test);
}

/* --- launchers -------------------------------------------------------------------------------------------------------- */

static status_t spawn_in(struct test *test, cap_id_t session)
{
    struct kit_child child = { .name = "f", .binary = "null-exit", .session = session };
    process_handle_t handle;
    status_t status = kit_spawn(&test->kit, &child, &handle, NULL);

    if (status == STATUS_OK)
        child_ends(test, "a child that should not be", handle, 0);
    return status;
}

status_t launcher_fix(struct test *test, process_spawner_t spawner, cap_id_t session, const char *profile, process_spawner_t *out)
{
    struct process_spawner_fix_params_builder params;
    struct process_spawner_fix_results_reader results;
    struct capn_request request;
    uint32_t index;
    status_t status = process_spawner_fix_begin(&request, test->kit.rt, spawner, &params);

    if (status < 0)
        return status;
    status = process_spawner_fix_params_set_profile(&params, (struct capn_text){ profile, (uint32_t)strlen(profile) });
    if (status == STATUS_OK)
        status = capn_request_add_capability(&request, session, CAP_TRANSFER_COPY, &index);
    if (status == STATUS_OK)
        status = process_spawner_fix_params_set_session(&params, index);
    if (status == STATUS_OK)
        status = capn_request_call(&request);
    if (status == STATUS_OK)
        status = process_spawner_fix_results(&request, &results);
    if (status == STATUS_OK)
        status = process_spawner_fix_results_get_launcher(&results, &index);
    if (status == STATUS_OK)
        status = capn_request_take_capability(&request, index, PROCESS_SPAWNER_INTERFACE_ID, &out->id);
    capn_request_end(&request);
    return status;
}

/* Children of a launcher with a session have it, and nothing else will do. */
static void test_fixed(struct test *test)
{
    struct kit *kit = &test->kit;
    process_spawner_t own = kit->spawner, launcher, other;
    struct reference chosen;
    struct minted minted;

    kit_expect(kit, "create", session_make(test, "operator", 0, &minted), STATUS_OK);
    chosen = reference_of(test, "a child in the session", "a", minted.session.id, 0);
    kit_expect(kit, "fix for another profile", launcher_fix(test, own, minted.session.id, "guest", &other), STATUS_FAILED);
    kit_expect(kit, "fix for a longer profile", launcher_fix(test, own, minted.session.id, "operators", &other), STATUS_FAILED);
    kit_expect(kit, "fix with a UserSession", launcher_fix(test, own, minted.user.id, "operator", &other), STATUS_FAILED);
    kit_expect(kit, "fix with a timer", launcher_fix(test, own, kit->timer.id, "", &other), STATUS_FAILED);
    kit_expect(kit, "fix", launcher_fix(test, own, minted.session.id, "operator", &launcher), STATUS_OK);
    kit_expect(kit, "fix what is fixed", launcher_fix(test, launcher, minted.session.id, "", &other), STATUS_FAILED);
    kit->spawner = launcher;
    kit_check(kit, same(chosen, reference_of(test, "a child of the launcher", "a", 0, 0)), "not the launcher's session");
    kit_expect(kit, "choosing beside the launcher", spawn_in(test, minted.session.id), STATUS_FAILED);
    kit_expect(kit, "logout", user_session_logout(kit->rt, minted.user), STATUS_OK);
    kit_expect(kit, "a launcher whose session ended", spawn_in(test, 0), STATUS_GONE);
    kit->spawner = own;
    kit_expect(kit, "fix for a session that ended", launcher_fix(test, own, minted.session.id, "operator", &other), STATUS_GONE);
    rt_drop(kit->rt, launcher.id);
    session_drop(test, &minted);
}

/* One call without parameters by method number. */
static status_t call_method(struct kit *kit, cap_id_t cap, uint16_t method_id)
{
    struct capn_request request;
    status_t status = capn_request_begin(&request, kit->rt, cap, method_id, 16, 256);

    if (status == STATUS_OK) {
        status = capn_request_call(&request);
        capn_request_end(&request);
    }
    return status;
}

void test_launchers(struct test *test)
{
    struct kit *kit = &test->kit;
    struct kit_totals before;
    struct minted minted;
    cap_id_t narrowed;

    kit_expect(kit, "create", session_make(test, "guest", 0, &minted), STATUS_OK);
    kit_expect(kit, "narrow", capability_manager_narrow(kit->rt, test->manager, minted.session.id, USER_SESSION_INTERFACE_ID,
                                                        &narrowed), STATUS_OK);
    kit_expect(kit, "flush", rt_flush_releases(kit->rt), STATUS_OK);
    kit_expect(kit, "totals", kit_totals_read(kit, &before), STATUS_OK);
    kit_expect(kit, "spawn with a UserSession", spawn_in(test, minted.user.id), STATUS_FAILED);
    kit_expect(kit, "spawn with a narrowed session", spawn_in(test, narrowed), STATUS_FAILED);
    kit_expect(kit, "spawn with our own session", spawn_in(test, test->own.id), STATUS_FAILED);
    kit_expect(kit, "spawn with the factory", spawn_in(test, test->factory.id), STATUS_FAILED);
    kit_expect(kit, "spawn with a facet", spawn_in(test, kit->null.id), STATUS_FAILED);
    kit_expect(kit, "spawn with a forged id", spawn_in(test, 0x00fffff0), STATUS_INVALID_CAP);
    kit_expect(kit, "spawn with a stale id", spawn_in(test, minted.session.id + 0x11000000), STATUS_STALE_CAP);
    kit_expect(kit, "a method behind UserSession's last", call_method(kit, minted.user.id, 1), STATUS_UNIMPLEMENTED);
    kit_expect(kit, "a method behind its ancestor's last", call_method(kit, minted.user.id, 0x1001), STATUS_UNIMPLEMENTED);
    kit_expect(kit, "an ancestor that it does not have", call_method(kit, minted.user.id, 0x2000), STATUS_UNIMPLEMENTED);
    kit_expect(kit, "logout", user_session_logout(kit->rt, minted.user), STATUS_OK);
    kit_expect(kit, "spawn in a session that ended", spawn_in(test, minted.session.id), STATUS_GONE);
    kit_totals_compare(kit, "refused spawns", &before);
    rt_drop(kit->rt, narrowed);
    session_drop(test, &minted);
    test_fixed(test);
}

/* --- the factory -------------------------------------------------------------------------------------------------------- */

/* create with one field of so many bytes. */
static status_t make_with(struct test *test, uint32_t field, uint32_t bytes)
{
    static const uint8_t filler[512];
    struct session_factory_create_params_builder params;
    struct session_subject_builder subject;
    struct capn_request request;
    status_t status = session_factory_create_begin(&request, test->kit.rt, test->factory, &params);

    if (status < 0)
        return status;
    status = session_factory_create_params_init_subject(&params, &subject);
    if (status == STATUS_OK && field == 0)
        status = session_subject_set_principal(&subject, (struct capn_data){ filler, bytes });
    if (status == STATUS_OK && field == 1)
        status = session_subject_set_display_name(&subject, (struct capn_text){ (const char *)filler, bytes });
    if (status == STATUS_OK && field == 2)
        status = session_subject_set_profile(&subject, (struct capn_text){ (const char *)filler, bytes });
    if (status == STATUS_OK && field == 3)
        status = session_subject_set_auth(&subject, (struct capn_text){ (const char *)filler, bytes });
    if (status == STATUS_OK && field == 4)
        status = session_subject_set_claims(&subject, (struct capn_data){ filler, bytes });
    if (status == STATUS_OK)
        status = capn_request_call(&request);
    capn_request_end(&request); /* and what it brought */
    return status;
}

void test_factory(struct test *test)
{
    static const uint32_t most[] = { 64, 64, 32, 32, 256 };
    static struct minted minted[64];
    struct kit *kit = &test->kit;
    struct minted beyond;

    for (uint32_t i = 0; i < COUNT(most); i++) {
        kit_expect(kit, "the longest field", make_with(test, i, most[i]), STATUS_OK);
        kit_expect(kit, "a field that is longer", make_with(test, i, most[i] + 1), STATUS_FAILED);
        kit_expect(kit, "a field that is much longer", make_with(test, i, 512), STATUS_FAILED);
    }
    kit_expect(kit, "a deadline that is past", session_make(test, "guest", 1, &beyond), STATUS_FAILED);
    kit_expect(kit, "flush", rt_flush_releases(kit->rt), STATUS_OK);
    for (uint32_t i = 0; i < COUNT(minted); i++)
        kit_expect(kit, "create", session_make(test, "guest", 0, &minted[i]), STATUS_OK);
    kit_expect(kit, "one more than the limit", session_make(test, "guest", 0, &beyond), STATUS_OVERLOADED);
    rt_drop(kit->rt, minted[0].session.id);
    kit_expect(kit, "flush", rt_flush_releases(kit->rt), STATUS_OK);
    kit_expect(kit, "while a hold is left", session_make(test, "guest", 0, &beyond), STATUS_OVERLOADED);
    rt_drop(kit->rt, minted[0].user.id);
    kit_expect(kit, "flush", rt_flush_releases(kit->rt), STATUS_OK);
    kit_expect(kit, "when it is gone", session_make(test, "guest", 0, &minted[0]), STATUS_OK);
    for (uint32_t i = 0; i < COUNT(minted); i++)
        session_drop(test, &minted[i]);
    kit_expect(kit, "flush", rt_flush_releases(kit->rt), STATUS_OK);
}
