/* SPDX-License-Identifier: MIT */
/* Sessions, tried out. See session_test.h for the tools. */
#include "session_test.h"

#define PATIENCE_NS (5000 * MS)
#define NOBODY_COMES_NS (20 * MS)

static uint64_t buffer[64];

/* --- sessions -------------------------------------------------------------------------------------------------------- */

static struct capn_text text_of(const char *text)
{
    return (struct capn_text){ text, (uint32_t)strlen(text) };
}

static status_t take_minted(struct capn_request *request, struct minted *out)
{
    struct session_factory_create_results_reader results;
    uint32_t session, user;
    status_t status = session_factory_create_results(request, &results);

    if (status == STATUS_OK)
        status = session_factory_create_results_get_session(&results, &session);
    if (status == STATUS_OK)
        status = session_factory_create_results_get_user(&results, &user);
    if (status == STATUS_OK)
        status = capn_request_take_capability(request, session, SELECTABLE_SESSION_INTERFACE_ID, &out->session.id);
    return status == STATUS_OK ? capn_request_take_capability(request, user, USER_SESSION_INTERFACE_ID, &out->user.id) : status;
}

status_t session_make(struct test *test, const char *profile, uint64_t deadline_ns, struct minted *out)
{
    struct session_factory_create_params_builder params;
    struct session_subject_builder subject;
    struct capn_request request;
    status_t status = session_factory_create_begin(&request, test->kit.rt, test->factory, &params);

    if (status < 0)
        return status;
    session_factory_create_params_set_deadline_ns(&params, deadline_ns);
    status = session_factory_create_params_init_subject(&params, &subject);
    if (status == STATUS_OK)
        status = session_subject_set_principal(&subject, (struct capn_data){ (const uint8_t *)"principal of ", 13 });
    if (status == STATUS_OK)
        status = session_subject_set_profile(&subject, text_of(profile));
    if (status == STATUS_OK)
        status = capn_request_call(&request);
    if (status == STATUS_OK)
        status = take_minted(&request, out);
    capn_request_end(&request);
    return status;
}

void session_drop(struct test *test, const struct minted *minted)
{
    rt_drop(test->kit.rt, minted->session.id);
    rt_drop(test->kit.rt, minted->user.id);
}

static status_t read_info(const struct session_view_info_results_reader *results, struct session_state *out)
{
    struct session_subject_reader subject;
    struct session_info_reader info;
    struct capn_text profile;
    struct capn_data id;
    status_t status = session_view_info_results_get_info(results, &info);

    if (status == STATUS_OK)
        status = session_info_get_id(&info, &id);
    if (status == STATUS_OK)
        status = session_info_get_subject(&info, &subject);
    if (status == STATUS_OK)
        status = session_subject_get_profile(&subject, &profile);
    if (status != STATUS_OK)
        return status;
    if (id.len != sizeof(out->id))
        return STATUS_MALFORMED;
    memcpy(out->id, id.data, sizeof(out->id));
    (void)rt_format(out->profile, sizeof(out->profile), "%.*s", (int)profile.len, profile.data);
    out->epoch = session_info_get_epoch(&info);
    out->live = session_info_get_live(&info);
    out->created_ns = session_info_get_created_ns(&info);
    out->deadline_ns = session_info_get_deadline_ns(&info);
    return STATUS_OK;
}

status_t session_read(struct test *test, user_session_t session, struct session_state *out)
{
    struct session_view_info_params_builder params;
    struct session_view_info_results_reader results;
    struct capn_request request;
    status_t status = user_session_info_begin(&request, test->kit.rt, session, &params);

    if (status < 0)
        return status;
    status = capn_request_call(&request);
    if (status == STATUS_OK)
        status = user_session_info_results(&request, &results);
    if (status == STATUS_OK)
        status = read_info(&results, out);
    capn_request_end(&request);
    return status;
}

/* --- children -------------------------------------------------------------------------------------------------------- */

process_handle_t child_start(struct test *test, const char *program, cap_id_t session, cap_id_t held)
{
    struct kit *kit = &test->kit;
    const struct kit_grant grants[] = {
        { "one", KIT_GRANT_CLIENT_OF, test->one.id, NULL_CAP_INTERFACE_ID },
        { "two", KIT_GRANT_CLIENT_OF, test->two.id, NULL_CAP_INTERFACE_ID },
        { "null", KIT_GRANT_COPY, kit->null.id, 0 },
        { "timer", KIT_GRANT_COPY, kit->timer.id, 0 },
        { "spawner", KIT_GRANT_COPY, kit->spawner.id, 0 },
        { "session", held ? KIT_GRANT_COPY : KIT_GRANT_SESSION, held, 0 },
    };
    struct kit_child child = { .name = program, .binary = "session-child", .grants = grants, .grant_count = COUNT(grants),
                               .session = session };
    process_handle_t handle;
    status_t status = kit_spawn(kit, &child, &handle, NULL);

    if (status != STATUS_OK)
        rt_panic(kit->rt, "child %s: %s (%s)", program, capn_status_text(status), rt_last_reason(kit->rt));
    return handle;
}

status_t child_try(struct test *test, const char *program, cap_id_t session, cap_id_t one, cap_id_t gift, process_handle_t *out)
{
    const struct kit_grant grants[] = {
        { "one", one ? KIT_GRANT_COPY : KIT_GRANT_CLIENT_OF, one ? one : test->one.id, NULL_CAP_INTERFACE_ID },
        { "gift", gift ? KIT_GRANT_COPY : KIT_GRANT_CLIENT_OF, gift ? gift : test->two.id, NULL_CAP_INTERFACE_ID },
        { "null", KIT_GRANT_COPY, test->kit.null.id, 0 },
    };
    struct kit_child child = { .name = program, .binary = "session-child", .grants = grants, .grant_count = COUNT(grants),
                               .session = session };

    return kit_spawn(&test->kit, &child, out, NULL);
}

void child_ends(struct test *test, const char *what, process_handle_t child, int64_t expected)
{
    struct kit_exit exit = { 0 };
    status_t status = kit_wait(&test->kit, child, &exit);

    kit_check(&test->kit, status == STATUS_OK && exit.kind == EXIT_KIND_EXITED && exit.code == expected,
              "%s: the child ended with kind %u, code %ld %s, expected %ld", what, exit.kind, (long)exit.code, exit.detail,
              (long)expected);
    rt_drop(test->kit.rt, child.id);
}

/* --- the services ---------------------------------------------------------------------------------------------------- */

/* Waits that long for a message. False: none came, and the receive was taken back. */
static bool receive(struct test *test, endpoint_t service, uint64_t patience_ns, struct endpoint_message *message)
{
    struct rt *rt = test->kit.rt;
    uint64_t deadline_ns = kit_after(&test->kit, patience_ns);
    uint64_t id = rt_raw_submit(rt, &(struct cap_sqe){ .opcode = CAP_OP_RECV, .cap_id = service.id, .user_data = 2 << 3,
                                                       .addr = (uint64_t)(uintptr_t)buffer, .len = sizeof(buffer) });
    struct cap_cqe cqe;
    bool came;

    (void)rt_raw_enter(1, deadline_ns);
    came = rt_raw_take(rt, &cqe) && cqe.result == (int32_t)sizeof(*message);
    memcpy(message, buffer, sizeof(*message));
    if (came)
        return true;
    (void)rt_raw_submit(rt, &(struct cap_sqe){ .opcode = CAP_OP_FINISH, .dep = id, .user_data = 3 << 3 });
    (void)rt_raw_enter(2, kit_after(&test->kit, PATIENCE_NS));
    (void)kit_drain(&test->kit);
    return false;
}

bool call_take(struct test *test, const char *what, endpoint_t service, struct endpoint_message *message)
{
    bool came = receive(test, service, PATIENCE_NS, message);

    kit_check(&test->kit, came && message->flags == ENDPOINT_MESSAGE_SESSION_LIVE && message->session_epoch != 0,
              "%s: no call, or flags %x, epoch %lu", what, message->flags, (unsigned long)message->session_epoch);
    return came;
}

void call_none(struct test *test, const char *what, endpoint_t service)
{
    struct endpoint_message message;

    kit_check(&test->kit, !receive(test, service, NOBODY_COMES_NS, &message), "%s: a call came", what);
}

void call_release(struct test *test, uint32_t count)
{
    const struct cap_result_record *records = (const struct cap_result_record *)(buffer + sizeof(struct endpoint_message) / 8);

    for (uint32_t i = 0; i < count; i++)
        kit_refused(&test->kit, "RELEASE", (struct cap_sqe){ .opcode = CAP_OP_RELEASE, .cap_id = records[i].cap_id }, STATUS_OK);
}

void call_answer(struct test *test, endpoint_t service, const struct endpoint_message *message)
{
    kit_refused(&test->kit, "RETURN", (struct cap_sqe){ .opcode = CAP_OP_RETURN, .cap_id = service.id,
                                                        .call_id = message->call_id }, STATUS_OK);
}

/* --- all of it -------------------------------------------------------------------------------------------------------- */

static void open(struct test *test, struct rt *rt)
{
    struct kit *kit = &test->kit;

    kit_open(kit, rt);
    kit_expect(kit, "find sessions", rt_find(rt, "sessions", SESSION_FACTORY_INTERFACE_ID, &test->factory.id), STATUS_OK);
    kit_expect(kit, "find session", rt_find(rt, "session", USER_SESSION_INTERFACE_ID, &test->own.id), STATUS_OK);
    kit_expect(kit, "find capabilities", rt_find(rt, "capabilities", CAPABILITY_MANAGER_INTERFACE_ID, &test->manager.id),
               STATUS_OK);
    kit_expect(kit, "service", endpoint_factory_create(rt, kit->endpoints, &test->one), STATUS_OK);
    kit_expect(kit, "service", endpoint_factory_create(rt, kit->endpoints, &test->two), STATUS_OK);
}

int main(struct rt *rt)
{
    static struct test test;
    struct kit_totals before;
    struct minted minted;

    open(&test, rt);
    if (session_make(&test, "first", 0, &minted) == STATUS_FAILED) {
        /* An old processor: there is the first session and no other. */
        kit_check(&test.kit, rt_last_reason(rt)[0] == 't', "create: %s", rt_last_reason(rt));
        test_first(&test);
        return kit_close(&test.kit);
    }
    /* The first ones make slabs that stay. */
    child_ends(&test, "a child that does nothing", child_start(&test, "f", minted.session.id, 0), 0);
    session_drop(&test, &minted);
    kit_expect(&test.kit, "flush", rt_flush_releases(rt), STATUS_OK);
    kit_expect(&test.kit, "totals", kit_totals_read(&test.kit, &before), STATUS_OK);
    test_factory(&test);
    test_context(&test);
    test_launchers(&test);
    test_scopes(&test);
    test_disclosure(&test);
    test_life(&test);
    kit_totals_compare(&test.kit, "sessions", &before);
    return kit_close(&test.kit);
}
