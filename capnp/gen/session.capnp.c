/* SPDX-License-Identifier: MIT */
/* Made by capnpc-capos from session.capnp; do not edit. */
#include "session.capnp.h"

/* interface SessionFactory */

static const char *const session_factory_method_names[] = {
    "create",
};

const struct capn_interface session_factory_interface = {
    .id = SESSION_FACTORY_INTERFACE_ID,
    .name = "SessionFactory",
    .method_count = 1,
    .transfer_mode = 0,
    .method_names = session_factory_method_names,
};

CAPN_NO_STACK_PROTECTOR
static status_t session_factory_create_serve(const struct session_factory_server *server, void *self,
                                             struct capn_call *call)
{
    struct session_factory_create_params_reader params;
    struct session_factory_create_results_builder results;
    status_t status;

    if (!server->create)
        return STATUS_UNIMPLEMENTED;
    status = session_factory_create_params_read_root(&call->params, &params);
    if (status)
        return status;
    status = session_factory_create_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->create(self, call, &params, &results);
}

status_t session_factory_dispatch(const struct session_factory_server *server, void *self, uint16_t method_id,
                                  struct capn_call *call)
{
    static status_t (*const serve[])(const struct session_factory_server *, void *, struct capn_call *) = {
        session_factory_create_serve,
    };

    if (method_id < sizeof(serve) / sizeof(serve[0]))
        return serve[method_id](server, self, call);
    return STATUS_UNIMPLEMENTED;
}

/* interface SessionView */

static const char *const session_view_method_names[] = {
    "info",
};

const struct capn_interface session_view_interface = {
    .id = SESSION_VIEW_INTERFACE_ID,
    .name = "SessionView",
    .method_count = 1,
    .transfer_mode = 0,
    .method_names = session_view_method_names,
};

CAPN_NO_STACK_PROTECTOR
static status_t session_view_info_serve(const struct session_view_server *server, void *self, struct capn_call *call)
{
    struct session_view_info_params_reader params = { { .message = &call->params } };
    struct session_view_info_results_builder results;
    status_t status;

    if (!server->info)
        return STATUS_UNIMPLEMENTED;
    status = session_view_info_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->info(self, call, &params, &results);
}

status_t session_view_dispatch(const struct session_view_server *server, void *self, uint16_t method_id,
                               struct capn_call *call)
{
    static status_t (*const serve[])(const struct session_view_server *, void *, struct capn_call *) = {
        session_view_info_serve,
    };

    if (method_id < sizeof(serve) / sizeof(serve[0]))
        return serve[method_id](server, self, call);
    return STATUS_UNIMPLEMENTED;
}

/* interface UserSession */

static const char *const user_session_method_names[] = {
    "logout",
};

static const struct capn_interface *const user_session_ancestors[] = {
    &session_view_interface,
};

const struct capn_interface user_session_interface = {
    .id = USER_SESSION_INTERFACE_ID,
    .name = "UserSession",
    .method_count = 1,
    .transfer_mode = 0,
    .method_names = user_session_method_names,
    .ancestors = user_session_ancestors,
    .ancestor_count = 1,
};

CAPN_NO_STACK_PROTECTOR
static status_t user_session_logout_serve(const struct user_session_server *server, void *self, struct capn_call *call)
{
    struct user_session_logout_params_reader params = { { .message = &call->params } };
    struct user_session_logout_results_builder results;
    status_t status;

    if (!server->logout)
        return STATUS_UNIMPLEMENTED;
    status = user_session_logout_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->logout(self, call, &params, &results);
}

status_t user_session_dispatch(const struct user_session_server *server, void *self, uint16_t method_id,
                               struct capn_call *call)
{
    static status_t (*const serve[])(const struct user_session_server *, void *, struct capn_call *) = {
        user_session_logout_serve,
    };

    if (method_id < sizeof(serve) / sizeof(serve[0]))
        return serve[method_id](server, self, call);
    if (CAPN_METHOD_ANCESTOR(method_id) == 1 && server->session_view)
        return session_view_dispatch(server->session_view, self, CAPN_METHOD_ORDINAL(method_id), call);
    return STATUS_UNIMPLEMENTED;
}

/* interface SelectableSession */

static const char *const selectable_session_method_names[] = {
    "renew",
};

static const struct capn_interface *const selectable_session_ancestors[] = {
    &user_session_interface,
    &session_view_interface,
};

const struct capn_interface selectable_session_interface = {
    .id = SELECTABLE_SESSION_INTERFACE_ID,
    .name = "SelectableSession",
    .method_count = 1,
    .transfer_mode = 0,
    .method_names = selectable_session_method_names,
    .ancestors = selectable_session_ancestors,
    .ancestor_count = 2,
};

CAPN_NO_STACK_PROTECTOR
static status_t selectable_session_renew_serve(const struct selectable_session_server *server, void *self,
                                               struct capn_call *call)
{
    struct selectable_session_renew_params_reader params;
    struct selectable_session_renew_results_builder results;
    status_t status;

    if (!server->renew)
        return STATUS_UNIMPLEMENTED;
    status = selectable_session_renew_params_read_root(&call->params, &params);
    if (status)
        return status;
    status = selectable_session_renew_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->renew(self, call, &params, &results);
}

status_t selectable_session_dispatch(const struct selectable_session_server *server, void *self, uint16_t method_id,
                                     struct capn_call *call)
{
    static status_t (*const serve[])(const struct selectable_session_server *, void *, struct capn_call *) = {
        selectable_session_renew_serve,
    };

    if (method_id < sizeof(serve) / sizeof(serve[0]))
        return serve[method_id](server, self, call);
    if (CAPN_METHOD_ANCESTOR(method_id) == 1 && server->user_session)
        return user_session_dispatch(server->user_session, self, CAPN_METHOD_ORDINAL(method_id), call);
    if (CAPN_METHOD_ANCESTOR(method_id) == 2 && server->session_view)
        return session_view_dispatch(server->session_view, self, CAPN_METHOD_ORDINAL(method_id), call);
    return STATUS_UNIMPLEMENTED;
}

#ifndef CAPN_NO_CLIENT

status_t user_session_logout(struct rt *rt, user_session_t cap)
{
    struct capn_request request;
    struct user_session_logout_params_builder params;
    status_t status = user_session_logout_begin_sized(&request, rt, cap, &params, 0, 0);

    if (status)
        return status;
    status = capn_request_call(&request);
    capn_request_end(&request);
    return status;
}

status_t selectable_session_renew(struct rt *rt, selectable_session_t cap, uint64_t deadline_ns)
{
    struct capn_request request;
    struct selectable_session_renew_params_builder params;
    status_t status = selectable_session_renew_begin_sized(&request, rt, cap, &params, 0, 0);

    if (status)
        return status;
    selectable_session_renew_params_set_deadline_ns(&params, deadline_ns);
    status = capn_request_call(&request);
    capn_request_end(&request);
    return status;
}

status_t selectable_session_logout(struct rt *rt, selectable_session_t cap)
{
    struct capn_request request;
    struct user_session_logout_params_builder params;
    status_t status = selectable_session_logout_begin_sized(&request, rt, cap, &params, 0, 0);

    if (status)
        return status;
    status = capn_request_call(&request);
    capn_request_end(&request);
    return status;
}

#endif
