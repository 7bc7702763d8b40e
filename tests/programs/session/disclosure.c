/* SPDX-License-Identifier: MIT */
/* Who learns what of a caller's subject: what the call asks for and the facet lets pass, and nothing else. */
#include "session_test.h"

#define SCOPE (SESSION_DISCLOSE_PROFILE | SESSION_DISCLOSE_AUTH)

static status_t read_caller(const struct endpoint_caller_results_reader *results, uint32_t *disclosed, bool *profile, bool *principal)
{
    struct caller_session_reader caller;
    struct session_subject_reader subject;
    struct capn_text text;
    struct capn_data data;
    status_t status = endpoint_caller_results_get_caller(results, &caller);

    if (status == STATUS_OK)
        status = caller_session_get_subject(&caller, &subject);
    if (status == STATUS_OK)
        status = session_subject_get_profile(&subject, &text);
    if (status == STATUS_OK)
        status = session_subject_get_principal(&subject, &data);
    if (status != STATUS_OK)
        return status;
    *disclosed = caller_session_get_disclosed(&caller);
    *profile = text.len == 5 && memcmp(text.data, "guest", 5) == 0;
    *principal = data.len != 0;
    return STATUS_OK;
}

static status_t ask(struct test *test, uint64_t call_id, uint32_t *disclosed, bool *profile, bool *principal)
{
    struct endpoint_caller_params_builder params;
    struct endpoint_caller_results_reader results;
    struct capn_request request;
    status_t status = endpoint_caller_begin(&request, test->kit.rt, test->one, &params);

    if (status < 0)
        return status;
    endpoint_caller_params_set_call_id(&params, call_id);
    status = capn_request_call(&request);
    if (status == STATUS_OK)
        status = endpoint_caller_results(&request, &results);
    if (status == STATUS_OK)
        status = read_caller(&results, disclosed, profile, principal);
    capn_request_end(&request);
    return status;
}

/* A child calls as `program` says; what its server may know. */
static void discloses(struct test *test, const char *what, const char *program, const struct minted *minted, cap_id_t one,
                      uint32_t expected)
{
    struct endpoint_message message = { 0 };
    bool profile = false, principal = false;
    process_handle_t child;
    uint32_t disclosed = 0;

    kit_expect(&test->kit, what, child_try(test, program, minted->session.id, one, 0, &child), STATUS_OK);
    if (call_take(test, what, test->one, &message)) {
        kit_expect(&test->kit, what, (int64_t)message.disclosed, expected);
        kit_expect(&test->kit, what, ask(test, message.call_id, &disclosed, &profile, &principal), STATUS_OK);
        kit_check(&test->kit, disclosed == expected && profile == ((expected & SESSION_DISCLOSE_PROFILE) != 0) &&
                  principal == ((expected & SESSION_DISCLOSE_PRINCIPAL) != 0), "%s: fields %x, profile %u, principal %u", what,
                  disclosed, profile, principal);
        call_answer(test, test->one, &message);
        kit_expect(&test->kit, "asking after the answer", ask(test, message.call_id, &disclosed, &profile, &principal),
                   STATUS_FAILED);
    }
    child_ends(test, what, child, 0);
}

void test_disclosure(struct test *test)
{
    struct kit *kit = &test->kit;
    cap_id_t open = CAP_ID_INVALID, all = CAP_ID_INVALID, less = CAP_ID_INVALID;
    bool profile, principal;
    struct minted minted;
    uint32_t disclosed;

    kit_expect(kit, "create", session_make(test, "guest", 0, &minted), STATUS_OK);
    kit_expect(kit, "clientFor", endpoint_client_for(kit->rt, test->one, NULL_CAP_INTERFACE_ID,
                                                     TRANSFER_SCOPE_CROSS_SESSION_SHAREABLE, SCOPE, &open), STATUS_OK);
    kit_expect(kit, "clientFor", endpoint_client_for(kit->rt, test->one, NULL_CAP_INTERFACE_ID,
                                                     TRANSFER_SCOPE_CROSS_SESSION_SHAREABLE, UINT32_MAX, &all), STATUS_OK);
    kit_expect(kit, "restrict", capability_manager_restrict(kit->rt, test->manager, all, TRANSFER_SCOPE_CROSS_SESSION_SHAREABLE,
                                                            SESSION_DISCLOSE_AUTH, &less), STATUS_OK);
    discloses(test, "a request without scope", "d", &minted, 0, 0);
    discloses(test, "a scope without request", "a", &minted, open, 0);
    discloses(test, "a request beyond the scope", "d", &minted, open, SCOPE);
    discloses(test, "a request within the scope", "e", &minted, open, SESSION_DISCLOSE_PROFILE);
    discloses(test, "everything", "d", &minted, all, 31);
    discloses(test, "a restricted facet", "d", &minted, less, SESSION_DISCLOSE_AUTH);
    discloses(test, "a restricted facet, another field", "e", &minted, less, 0);
    discloses(test, "no request after all that", "a", &minted, all, 0);
    kit_expect(kit, "a forged call", ask(test, 1, &disclosed, &profile, &principal), STATUS_FAILED);
    kit_expect(kit, "no call", ask(test, 0, &disclosed, &profile, &principal), STATUS_FAILED);
    session_drop(test, &minted);
    rt_drop(kit->rt, open);
    rt_drop(kit->rt, all);
    rt_drop(kit->rt, less);
    kit_expect(kit, "flush", rt_flush_releases(kit->rt), STATUS_OK);
}
