/* SPDX-License-Identifier: MIT */
/* Made by capnpc-capos from capability.capnp; do not edit. */
#include "capability.capnp.h"

/* interface CapabilityManager */

static const char *const capability_manager_method_names[] = {
    "list",
    "narrow",
    "lend",
    "grant",
    "revoke",
    "granted",
    "restrict",
};

const struct capn_interface capability_manager_interface = {
    .id = CAPABILITY_MANAGER_INTERFACE_ID,
    .name = "CapabilityManager",
    .method_count = 7,
    .transfer_mode = 2,
    .method_names = capability_manager_method_names,
};

CAPN_NO_STACK_PROTECTOR
static status_t capability_manager_list_serve(const struct capability_manager_server *server, void *self,
                                              struct capn_call *call)
{
    struct capability_manager_list_params_reader params;
    struct capability_manager_list_results_builder results;
    status_t status;

    if (!server->list)
        return STATUS_UNIMPLEMENTED;
    status = capability_manager_list_params_read_root(&call->params, &params);
    if (status)
        return status;
    status = capability_manager_list_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->list(self, call, &params, &results);
}

CAPN_NO_STACK_PROTECTOR
static status_t capability_manager_narrow_serve(const struct capability_manager_server *server, void *self,
                                                struct capn_call *call)
{
    struct capability_manager_narrow_params_reader params;
    struct capability_manager_narrow_results_builder results;
    status_t status;

    if (!server->narrow)
        return STATUS_UNIMPLEMENTED;
    status = capability_manager_narrow_params_read_root(&call->params, &params);
    if (status)
        return status;
    status = capability_manager_narrow_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->narrow(self, call, &params, &results);
}

CAPN_NO_STACK_PROTECTOR
static status_t capability_manager_lend_serve(const struct capability_manager_server *server, void *self,
                                              struct capn_call *call)
{
    struct capability_manager_lend_params_reader params;
    struct capability_manager_lend_results_builder results;
    status_t status;

    if (!server->lend)
        return STATUS_UNIMPLEMENTED;
    status = capability_manager_lend_params_read_root(&call->params, &params);
    if (status)
        return status;
    status = capability_manager_lend_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->lend(self, call, &params, &results);
}

CAPN_NO_STACK_PROTECTOR
static status_t capability_manager_grant_serve(const struct capability_manager_server *server, void *self,
                                               struct capn_call *call)
{
    struct capability_manager_grant_params_reader params;
    struct capability_manager_grant_results_builder results;
    status_t status;

    if (!server->grant)
        return STATUS_UNIMPLEMENTED;
    status = capability_manager_grant_params_read_root(&call->params, &params);
    if (status)
        return status;
    status = capability_manager_grant_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->grant(self, call, &params, &results);
}

CAPN_NO_STACK_PROTECTOR
static status_t capability_manager_revoke_serve(const struct capability_manager_server *server, void *self,
                                                struct capn_call *call)
{
    struct capability_manager_revoke_params_reader params;
    struct capability_manager_revoke_results_builder results;
    status_t status;

    if (!server->revoke)
        return STATUS_UNIMPLEMENTED;
    status = capability_manager_revoke_params_read_root(&call->params, &params);
    if (status)
        return status;
    status = capability_manager_revoke_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->revoke(self, call, &params, &results);
}

CAPN_NO_STACK_PROTECTOR
static status_t capability_manager_granted_serve(const struct capability_manager_server *server, void *self,
                                                 struct capn_call *call)
{
    struct capability_manager_granted_params_reader params;
    struct capability_manager_granted_results_builder results;
    status_t status;

    if (!server->granted)
        return STATUS_UNIMPLEMENTED;
    status = capability_manager_granted_params_read_root(&call->params, &params);
    if (status)
        return status;
    status = capability_manager_granted_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->granted(self, call, &params, &results);
}

CAPN_NO_STACK_PROTECTOR
static status_t capability_manager_restrict_serve(const struct capability_manager_server *server, void *self,
                                                  struct capn_call *call)
{
    struct capability_manager_restrict_params_reader params;
    struct capability_manager_restrict_results_builder results;
    status_t status;

    if (!server->restrict_)
        return STATUS_UNIMPLEMENTED;
    status = capability_manager_restrict_params_read_root(&call->params, &params);
    if (status)
        return status;
    status = capability_manager_restrict_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->restrict_(self, call, &params, &results);
}

status_t capability_manager_dispatch(const struct capability_manager_server *server, void *self, uint16_t method_id,
                                     struct capn_call *call)
{
    static status_t (*const serve[])(const struct capability_manager_server *, void *, struct capn_call *) = {
        capability_manager_list_serve,
        capability_manager_narrow_serve,
        capability_manager_lend_serve,
        capability_manager_grant_serve,
        capability_manager_revoke_serve,
        capability_manager_granted_serve,
        capability_manager_restrict_serve,
    };

    if (method_id < sizeof(serve) / sizeof(serve[0]))
        return serve[method_id](server, self, call);
    return STATUS_UNIMPLEMENTED;
}

/* interface Revoker */

static const char *const revoker_method_names[] = {
    "revoke",
    "info",
};

const struct capn_interface revoker_interface = {
    .id = REVOKER_INTERFACE_ID,
    .name = "Revoker",
    .method_count = 2,
    .transfer_mode = 1,
    .method_names = revoker_method_names,
};

CAPN_NO_STACK_PROTECTOR
static status_t revoker_revoke_serve(const struct revoker_server *server, void *self, struct capn_call *call)
{
    struct revoker_revoke_params_reader params = { { .message = &call->params } };
    struct revoker_revoke_results_builder results;
    status_t status;

    if (!server->revoke)
        return STATUS_UNIMPLEMENTED;
    status = revoker_revoke_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->revoke(self, call, &params, &results);
}

CAPN_NO_STACK_PROTECTOR
static status_t revoker_info_serve(const struct revoker_server *server, void *self, struct capn_call *call)
{
    struct revoker_info_params_reader params = { { .message = &call->params } };
    struct revoker_info_results_builder results;
    status_t status;

    if (!server->info)
        return STATUS_UNIMPLEMENTED;
    status = revoker_info_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->info(self, call, &params, &results);
}

status_t revoker_dispatch(const struct revoker_server *server, void *self, uint16_t method_id, struct capn_call *call)
{
    static status_t (*const serve[])(const struct revoker_server *, void *, struct capn_call *) = {
        revoker_revoke_serve,
        revoker_info_serve,
    };

    if (method_id < sizeof(serve) / sizeof(serve[0]))
        return serve[method_id](server, self, call);
    return STATUS_UNIMPLEMENTED;
}

#ifndef CAPN_NO_CLIENT

status_t capability_manager_narrow(struct rt *rt, capability_manager_t cap, cap_id_t capability, uint64_t interface_id,
                                   cap_id_t *narrowed_out)
{
    struct capn_request request;
    struct capability_manager_narrow_params_builder params;
    struct capability_manager_narrow_results_reader results;
    uint32_t transfer;
    status_t status = capability_manager_narrow_begin_sized(&request, rt, cap, &params, 0, 0);

    if (status)
        return status;
    status = capn_request_add_capability(&request, capability, CAP_TRANSFER_COPY, &transfer);
    if (status)
        goto end;
    status = capability_manager_narrow_params_set_capability(&params, transfer);
    if (status)
        goto end;
    capability_manager_narrow_params_set_interface_id(&params, interface_id);
    status = capn_request_call(&request);
    if (status)
        goto end;
    status = capability_manager_narrow_results_read_root(&request.results, &results);
    if (status)
        goto end;
    status = capability_manager_narrow_results_get_narrowed(&results, &transfer);
    if (status)
        goto end;
    status = capn_request_take_capability(&request, transfer, 0, narrowed_out);
end:
    capn_request_end(&request);
    return status;
}

status_t capability_manager_grant(struct rt *rt, capability_manager_t cap, process_handle_t child, cap_id_t capability,
                                  struct capn_text name, uint32_t *id_out)
{
    struct capn_request request;
    struct capability_manager_grant_params_builder params;
    struct capability_manager_grant_results_reader results;
    uint32_t transfer;
    status_t status = capability_manager_grant_begin_sized(&request, rt, cap, &params, (size_t)name.len + 8, 0);

    if (status)
        return status;
    status = capn_request_add_capability(&request, child.id, CAP_TRANSFER_COPY, &transfer);
    if (status)
        goto end;
    status = capability_manager_grant_params_set_child(&params, transfer);
    if (status)
        goto end;
    status = capn_request_add_capability(&request, capability, CAP_TRANSFER_COPY, &transfer);
    if (status)
        goto end;
    status = capability_manager_grant_params_set_capability(&params, transfer);
    if (status)
        goto end;
    status = capability_manager_grant_params_set_name(&params, name);
    if (status)
        goto end;
    status = capn_request_call(&request);
    if (status)
        goto end;
    status = capability_manager_grant_results_read_root(&request.results, &results);
    if (status)
        goto end;
    *id_out = capability_manager_grant_results_get_id(&results);
end:
    capn_request_end(&request);
    return status;
}

status_t capability_manager_revoke(struct rt *rt, capability_manager_t cap, process_handle_t child, uint32_t id,
                                   uint32_t *calls_out)
{
    struct capn_request request;
    struct capability_manager_revoke_params_builder params;
    struct capability_manager_revoke_results_reader results;
    uint32_t transfer;
    status_t status = capability_manager_revoke_begin_sized(&request, rt, cap, &params, 0, 0);

    if (status)
        return status;
    status = capn_request_add_capability(&request, child.id, CAP_TRANSFER_COPY, &transfer);
    if (status)
        goto end;
    status = capability_manager_revoke_params_set_child(&params, transfer);
    if (status)
        goto end;
    capability_manager_revoke_params_set_id(&params, id);
    status = capn_request_call(&request);
    if (status)
        goto end;
    status = capability_manager_revoke_results_read_root(&request.results, &results);
    if (status)
        goto end;
    *calls_out = capability_manager_revoke_results_get_calls(&results);
end:
    capn_request_end(&request);
    return status;
}

status_t capability_manager_restrict(struct rt *rt, capability_manager_t cap, cap_id_t capability,
                                     enum transfer_scope scope, uint32_t disclosure, cap_id_t *restricted_out)
{
    struct capn_request request;
    struct capability_manager_restrict_params_builder params;
    struct capability_manager_restrict_results_reader results;
    uint32_t transfer;
    status_t status = capability_manager_restrict_begin_sized(&request, rt, cap, &params, 0, 0);

    if (status)
        return status;
    status = capn_request_add_capability(&request, capability, CAP_TRANSFER_COPY, &transfer);
    if (status)
        goto end;
    status = capability_manager_restrict_params_set_capability(&params, transfer);
    if (status)
        goto end;
    capability_manager_restrict_params_set_scope(&params, scope);
    capability_manager_restrict_params_set_disclosure(&params, disclosure);
    status = capn_request_call(&request);
    if (status)
        goto end;
    status = capability_manager_restrict_results_read_root(&request.results, &results);
    if (status)
        goto end;
    status = capability_manager_restrict_results_get_restricted(&results, &transfer);
    if (status)
        goto end;
    status = capn_request_take_capability(&request, transfer, 0, restricted_out);
end:
    capn_request_end(&request);
    return status;
}

status_t revoker_revoke(struct rt *rt, revoker_t cap, uint32_t *calls_out)
{
    struct capn_request request;
    struct revoker_revoke_params_builder params;
    struct revoker_revoke_results_reader results;
    status_t status = revoker_revoke_begin_sized(&request, rt, cap, &params, 0, 0);

    if (status)
        return status;
    status = capn_request_call(&request);
    if (status)
        goto end;
    status = revoker_revoke_results_read_root(&request.results, &results);
    if (status)
        goto end;
    *calls_out = revoker_revoke_results_get_calls(&results);
end:
    capn_request_end(&request);
    return status;
}

status_t revoker_info(struct rt *rt, revoker_t cap, bool *revoked_out)
{
    struct capn_request request;
    struct revoker_info_params_builder params;
    struct revoker_info_results_reader results;
    status_t status = revoker_info_begin_sized(&request, rt, cap, &params, 0, 0);

    if (status)
        return status;
    status = capn_request_call(&request);
    if (status)
        goto end;
    status = revoker_info_results_read_root(&request.results, &results);
    if (status)
        goto end;
    *revoked_out = revoker_info_results_get_revoked(&results);
end:
    capn_request_end(&request);
    return status;
}

#endif
