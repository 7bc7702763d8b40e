/* SPDX-License-Identifier: MIT */
/* SessionFactory: where sessions come from. */
#include "arch/time.h"
#include "base/entropy.h"
#include "ipc/kernel_call.h"
#include "object/session_priv.h"
#include "object/singletons.h"

status_t session_check_deadline(struct capn_call *call, uint64_t deadline_ns)
{
    if (deadline_ns != 0 && deadline_ns <= clock_now_ns())
        return capn_call_fail(call, STATUS_INVALID_ARGUMENT, "deadlineNs: is past");
    return STATUS_OK;
}

static status_t set_text(struct session *session, enum session_field field, struct capn_call *call,
                         status_t (*get)(const struct session_subject_reader *, struct capn_text *),
                         const struct session_subject_reader *subject)
{
    struct capn_text text;
    status_t status = get(subject, &text);

    return status == STATUS_OK ? session_set_field(session, field, text.data, text.len, call) : status;
}

static status_t set_data(struct session *session, enum session_field field, struct capn_call *call,
                         status_t (*get)(const struct session_subject_reader *, struct capn_data *),
                         const struct session_subject_reader *subject)
{
    struct capn_data data;
    status_t status = get(subject, &data);

    return status == STATUS_OK ? session_set_field(session, field, data.data, data.len, call) : status;
}

static status_t fill(struct session *session, struct capn_call *call, const struct session_factory_create_params_reader *params)
{
    struct session_subject_reader subject;
    status_t status = session_factory_create_params_get_subject(params, &subject);

    if (status == STATUS_OK)
        status = set_data(session, SESSION_FIELD_PRINCIPAL, call, session_subject_get_principal, &subject);
    if (status == STATUS_OK)
        status = set_text(session, SESSION_FIELD_NAME, call, session_subject_get_display_name, &subject);
    if (status == STATUS_OK)
        status = set_text(session, SESSION_FIELD_PROFILE, call, session_subject_get_profile, &subject);
    if (status == STATUS_OK)
        status = set_text(session, SESSION_FIELD_AUTH, call, session_subject_get_auth, &subject);
    if (status == STATUS_OK)
        status = set_data(session, SESSION_FIELD_CLAIMS, call, session_subject_get_claims, &subject);
    if (status == STATUS_OK)
        status = entropy_fill(session->id, sizeof(session->id));
    if (status == STATUS_NOT_SUPPORTED)
        status = capn_call_fail(call, status, "this machine has no hardware randomness");
    return status;
}

/* A session without subject that payer pays for. */
static status_t make(struct process *payer, struct session **out)
{
    struct session *session;
    status_t status = process_charge(payer, LEDGER_SESSIONS, 1);

    if (status != STATUS_OK)
        return status;
    object_get(&payer->object);
    session = session_alloc();
    if (!session) {
        process_release_payer(payer, LEDGER_SESSIONS);
        return STATUS_NO_MEMORY;
    }
    session->payer = payer;
    *out = session;
    return STATUS_OK;
}

static status_t add_results(struct kernel_call *call, struct session *session,
                            struct session_factory_create_results_builder *results)
{
    struct cap_hold selectable = object_make_hold(&session->object, CAP_ORIGIN_RESULT);
    struct cap_hold user = session_user_hold(session, CAP_ORIGIN_RESULT);
    uint32_t index;
    status_t status = kernel_call_add_capability(call, &selectable, &index);

    if (status == STATUS_OK)
        status = session_factory_create_results_set_session(results, index);
    if (status == STATUS_OK)
        status = kernel_call_add_capability(call, &user, &index);
    return status == STATUS_OK ? session_factory_create_results_set_user(results, index) : status;
}

static status_t factory_create(void *self, struct capn_call *capn, const struct session_factory_create_params_reader *params,
                               struct session_factory_create_results_builder *results)
{
    uint64_t deadline_ns = session_factory_create_params_get_deadline_ns(params);
    struct kernel_call *call = kernel_call_of(capn);
    struct session *session;
    status_t status = session_check_deadline(capn, deadline_ns);

    (void)self;
    if (status == STATUS_OK)
        status = make(call->process, &session);
    if (status != STATUS_OK)
        return status;
    status = fill(session, capn, params);
    if (status == STATUS_OK) {
        session_set_deadline(session, deadline_ns);
        status = add_results(call, session, results);
    }
    object_put(&session->object);
    return status;
}

static const struct session_factory_server server = { .create = factory_create };

static status_t dispatch(struct object *object, uint16_t method_id, struct kernel_call *call)
{
    return session_factory_dispatch(&server, object, method_id, &call->capn);
}

struct object_kind session_factory_kind = {
    .name = "session factory",
    .interface = &session_factory_interface,
    .dispatch = dispatch,
    .destroy = object_destroy_static,
};
