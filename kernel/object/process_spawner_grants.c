/* SPDX-License-Identifier: MIT */
/* What a new child is given: each grant of a spawn, by its source. See process_spawner.c. */
#include "object/process_spawner_priv.h"

#include "base/string.h"
#include "ipc/endpoint.h"
#include "ipc/kernel_call.h"
#include "object/endpoint_factory.h"
#include "object/grant.h"
#include "object/singletons.h"
#include "object/sources.h"
#include "ring/revoker.h"
#include "sched/spawn.h"

/* Puts the hold into the child. The hold's reference stays the caller's. */
static status_t grant_hold(struct granting *granting, struct capn_text name, const struct cap_hold *hold)
{
    struct cap_hold granted = *hold;
    struct grant *grant = NULL;
    status_t status = STATUS_OK;
    char reason[96];

    if (granting->revocable && hold->transfer_mode != CAP_TRANSFER_NONE)
        status = grant_begin(granting->call->process, &granted, &grant);
    if (status != STATUS_OK)
        return status == STATUS_OUT_OF_RANGE ? revoker_too_deep(granting->capn) : status;
    status = spawn_grant(granting->spawn, name.data, name.len, &granted);
    if (grant && status == STATUS_OK)
        grant_commit(grant, granting->spawn->process, granting->spawn->capset->entries[granting->spawn->capset->count - 1].cap_id);
    else if (grant)
        grant_abort(grant);

    switch (status) {
    case STATUS_ALREADY_EXISTS:
        return capn_call_fail(granting->capn, status, "grants: the name %.*s is used twice", (int)name.len, name.data);
    case STATUS_QUOTA_EXCEEDED:
        return capn_call_fail(granting->capn, status, "grants: no room for %.*s: %s", (int)name.len, name.data,
                              process_refusal(granting->spawn->process, reason, sizeof(reason)));
    case STATUS_TABLE_FULL:
        return capn_call_fail(granting->capn, status, "grants: no room for %.*s in the child's table", (int)name.len, name.data);
    default:
        return status;
    }
}

static status_t grant_capability(struct granting *granting, struct capn_text name, const struct cap_grant_source_reader *source)
{
    struct cap_hold hold;
    uint32_t index;
    status_t status = cap_grant_source_get_capability(source, &index);

    if (status == STATUS_OK)
        status = kernel_call_take(granting->call, index, &hold);
    if (status != STATUS_OK)
        return status;
    status = hold.transfer_scope < granting->needed_scope ? STATUS_TRANSFER_SCOPE : grant_hold(granting, name, &hold);
    hold_put(&hold);
    return status;
}

/* The parent's facet of an endpoint made for the child, in the results. */
static status_t add_facet(struct granting *granting, struct capn_text name, struct endpoint *endpoint, uint64_t interface_id)
{
    struct cap_hold hold = endpoint_client_hold(endpoint, interface_id, CAP_ORIGIN_RESULT);
    struct endpoint_facet_builder facet;
    uint32_t index;
    status_t status;

    /* Who starts a service decides who gets at it. */
    hold.transfer_scope = CAP_SCOPE_CROSS_SESSION;
    status = kernel_call_add_capability(granting->call, &hold, &index);
    if (status == STATUS_OK)
        status = endpoint_facet_list_at(&granting->facets, granting->facet_count++, &facet);
    if (status == STATUS_OK)
        status = endpoint_facet_set_name(&facet, name);
    return status == STATUS_OK ? endpoint_facet_set_client(&facet, index) : status;
}

static status_t grant_endpoint(struct granting *granting, struct capn_text name, const struct cap_grant_source_reader *source)
{
    uint64_t interface_id = cap_grant_source_get_endpoint(source);
    struct endpoint *endpoint;
    struct cap_hold hold;
    status_t status;

    if (interface_id == 0 || interface_id == endpoint_kind.interface->id)
        return capn_call_fail(granting->capn, STATUS_INVALID_ARGUMENT, "grants: %.*s needs the interface id of its clients",
                              (int)name.len, name.data);
    status = endpoint_create(granting->spawn->process, &endpoint);
    if (status != STATUS_OK)
        return status;
    hold = endpoint_owner_hold(endpoint, CAP_ORIGIN_SPAWN_GRANT);
    status = grant_hold(granting, name, &hold);
    if (status == STATUS_OK)
        status = add_facet(granting, name, endpoint, interface_id);
    object_put(&endpoint->object);
    return status;
}

static status_t grant_client_of(struct granting *granting, struct capn_text name, const struct cap_grant_source_reader *source)
{
    struct client_facet_reader facet;
    struct cap_hold owner, client;
    uint64_t interface_id;
    uint32_t index;
    status_t status = cap_grant_source_get_client_of(source, &facet);

    if (status == STATUS_OK)
        status = client_facet_get_endpoint(&facet, &index);
    if (status == STATUS_OK)
        status = kernel_call_param_owned(granting->call, index, &owner);
    if (status != STATUS_OK)
        return status;
    interface_id = client_facet_get_interface_id(&facet);
    if (((struct object *)owner.object)->kind != &endpoint_kind || owner.facet != ENDPOINT_OWNER || interface_id == 0 ||
        interface_id == endpoint_kind.interface->id) {
        hold_put(&owner);
        return capn_call_fail(granting->capn, STATUS_INVALID_ARGUMENT,
                              "grants: %.*s needs an endpoint of the caller and its clients' interface", (int)name.len, name.data);
    }
    client = endpoint_client_hold(container_of(owner.object, struct endpoint, object), interface_id, CAP_ORIGIN_SPAWN_GRANT);
    endpoint_limit_facet(&client, client_facet_get_scope(&facet), client_facet_get_disclosure(&facet));
    status = grant_hold(granting, name, &client);
    hold_put(&owner);
    return status;
}

static status_t grant_singleton(struct granting *granting, struct capn_text name, struct object_kind *kind)
{
    struct cap_hold hold = source_singleton_hold(kind);

    return grant_hold(granting, name, &hold);
}

static status_t grant_session(struct granting *granting, struct capn_text name)
{
    struct cap_hold hold = session_user_hold(granting->spawn->process->session, CAP_ORIGIN_SPAWN_GRANT);

    return grant_hold(granting, name, &hold);
}

static status_t apply_grant(struct granting *granting, const struct cap_grant_reader *grant)
{
    struct cap_grant_source_reader source = cap_grant_get_source(grant);
    struct capn_text name;
    status_t status = cap_grant_get_name(grant, &name);

    if (status != STATUS_OK)
        return status;
    if (!capset_name_valid(name.data, name.len))
        return capn_call_fail(granting->capn, STATUS_INVALID_ARGUMENT, "grants: a name is 1 to 31 of a-z 0-9 _ - .");
    granting->revocable = cap_grant_get_revocable(grant);
    switch (cap_grant_source_which(&source)) {
    case CAP_GRANT_SOURCE_WHICH_CAPABILITY:
        return grant_capability(granting, name, &source);
    case CAP_GRANT_SOURCE_WHICH_ENDPOINT:
        return grant_endpoint(granting, name, &source);
    case CAP_GRANT_SOURCE_WHICH_CLIENT_OF:
        return grant_client_of(granting, name, &source);
    case CAP_GRANT_SOURCE_WHICH_VIRTUAL_MEMORY:
        return grant_singleton(granting, name, &virtual_memory_kind);
    case CAP_GRANT_SOURCE_WHICH_THREAD_CONTROL:
        return grant_singleton(granting, name, &thread_control_kind);
    case CAP_GRANT_SOURCE_WHICH_FRAME_ALLOCATOR:
        return grant_singleton(granting, name, &frame_allocator_kind);
    case CAP_GRANT_SOURCE_WHICH_ENDPOINT_FACTORY:
        return grant_singleton(granting, name, &endpoint_factory_kind);
    case CAP_GRANT_SOURCE_WHICH_CAPABILITY_MANAGER:
        return grant_singleton(granting, name, &capability_manager_kind);
    case CAP_GRANT_SOURCE_WHICH_SESSION:
        return grant_session(granting, name);
    case CAP_GRANT_SOURCE_WHICH_THREAD_SPAWNER:
        return grant_singleton(granting, name, &thread_spawner_kind);
    case CAP_GRANT_SOURCE_WHICH_PARK_SPACE:
        return grant_singleton(granting, name, &park_space_kind);
    }
    return capn_call_fail(granting->capn, STATUS_INVALID_ARGUMENT, "grants: %.*s has an unknown source", (int)name.len,
                          name.data);
}

static status_t count_endpoints(const struct capn_list *grants, uint32_t *count)
{
    *count = 0;
    for (uint32_t i = 0; i < grants->count; i++) {
        struct cap_grant_source_reader source;
        struct cap_grant_reader grant;
        status_t status = cap_grant_list_get(grants, i, &grant);

        if (status != STATUS_OK)
            return status;
        source = cap_grant_get_source(&grant);
        *count += cap_grant_source_which(&source) == CAP_GRANT_SOURCE_WHICH_ENDPOINT;
    }
    return STATUS_OK;
}

status_t process_spawner_apply_grants(struct granting *granting, const struct process_spawner_spawn_params_reader *params)
{
    struct capn_list grants;
    uint32_t endpoints;
    status_t status = process_spawner_spawn_params_get_grants(params, &grants);

    if (status != STATUS_OK)
        return status;
    if (grants.count > CAPSET_MAX_ENTRIES)
        return capn_call_fail(granting->capn, STATUS_INVALID_ARGUMENT, "grants: %u, at most %u", grants.count,
                              CAPSET_MAX_ENTRIES);
    status = count_endpoints(&grants, &endpoints);
    if (status == STATUS_OK)
        status = process_spawner_spawn_results_init_facets(granting->results, endpoints, &granting->facets);
    for (uint32_t i = 0; i < grants.count && status == STATUS_OK; i++) {
        struct cap_grant_reader grant;

        status = cap_grant_list_get(&grants, i, &grant);
        if (status == STATUS_OK)
            status = apply_grant(granting, &grant);
    }
    return status;
}
