/* SPDX-License-Identifier: MIT */
/* Whose session a new process has, and launchers that leave no choice. */
#include "object/process_spawner_priv.h"

#include "base/string.h"
#include "ipc/kernel_call.h"
#include "ipc/session.h"

/* The session that params capability `index` lets its holder start processes in, with a reference. */
static status_t find_session(struct kernel_call *call, uint32_t index, struct session **session)
{
    struct cap_hold hold;
    status_t status = kernel_call_param_owned(call, index, &hold);

    if (status != STATUS_OK)
        return status;
    *session = session_selectable(&hold);
    if (!*session)
        status = capn_call_fail(&call->capn, STATUS_INVALID_ARGUMENT, "session: not one that its holder may start processes in");
    else if (!session_live(*session))
        status = capn_call_fail(&call->capn, STATUS_GONE, "session: it has ended");
    else
        object_get(&(*session)->object);
    hold_put(&hold);
    return status;
}

status_t process_spawner_choose_session(struct kernel_call *call, const struct process_spawner *spawner,
                                        const struct process_spawner_spawn_params_reader *params, struct process *child)
{
    struct session *session;
    uint32_t index;
    status_t status;

    if (spawner->session && !session_live(spawner->session))
        return capn_call_fail(&call->capn, STATUS_GONE, "the launcher's session has ended");
    if (spawner->session)
        session_bind(child, spawner->session);
    if (!process_spawner_spawn_params_has_session(params))
        return STATUS_OK;
    if (spawner->session)
        return capn_call_fail(&call->capn, STATUS_INVALID_ARGUMENT, "session: this launcher has its own");
    status = process_spawner_spawn_params_get_session(params, &index);
    if (status == STATUS_OK)
        status = find_session(call, index, &session);
    if (status != STATUS_OK)
        return status;
    session_bind(child, session);
    object_put(&session->object);
    return STATUS_OK;
}

/* A spawner of the same binaries for one session, whose reference it takes over on success. */
static struct process_spawner *copy_for(const struct process_spawner *spawner, struct session *session)
{
    struct process_spawner *fixed = process_spawner_alloc();

    if (!fixed)
        return NULL;
    fixed->session = session;
    fixed->count = spawner->count;
    memcpy(fixed->allowed, spawner->allowed, sizeof(fixed->allowed));
    return fixed;
}

status_t process_spawner_fix(void *self, struct capn_call *capn, const struct process_spawner_fix_params_reader *params,
                             struct process_spawner_fix_results_builder *results)
{
    struct kernel_call *call = kernel_call_of(capn);
    struct process_spawner *spawner = self, *fixed = NULL;
    struct session *session;
    struct capn_text profile;
    struct cap_hold hold;
    uint32_t index;
    status_t status;

    if (spawner->session)
        return capn_call_fail(capn, STATUS_INVALID_ARGUMENT, "this launcher has a session already");
    status = process_spawner_fix_params_get_profile(params, &profile);
    if (status == STATUS_OK)
        status = process_spawner_fix_params_get_session(params, &index);
    if (status == STATUS_OK)
        status = find_session(call, index, &session);
    if (status != STATUS_OK)
        return status;
    if (profile.len != 0 && !session_has_profile(session, profile))
        status = capn_call_fail(capn, STATUS_INVALID_ARGUMENT, "profile: the session has another one");
    else
        fixed = copy_for(spawner, session);
    if (!fixed) {
        object_put(&session->object);
        return status != STATUS_OK ? status : STATUS_NO_MEMORY;
    }
    hold = object_make_hold(&fixed->object, CAP_ORIGIN_RESULT);
    hold.transfer_scope = call->hold->transfer_scope;
    status = kernel_call_add_capability(call, &hold, &index);
    object_put(&fixed->object);
    return status == STATUS_OK ? process_spawner_fix_results_set_launcher(results, index) : status;
}
