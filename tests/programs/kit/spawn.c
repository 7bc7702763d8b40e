/* SPDX-License-Identifier: MIT */
/* Starting children with right and wrong grants. See kit.h. */
#include "kit.h"

#include "core/resource_limits.h"

/* Beside the grants: names and limits. */
#define SPAWN_ROOM 1024u
#define GRANT_ROOM (CAP_GRANT_BYTES + CLIENT_FACET_BYTES + CAPSET_NAME_BYTES)

static struct capn_text text_of(const char *text)
{
    return (struct capn_text){ text, text ? (uint32_t)strlen(text) : 0 };
}

static status_t send_capability(struct capn_request *request, const struct kit_grant *grant, uint32_t *index)
{
    return capn_request_add_capability(request, grant->cap,
                                       grant->kind == KIT_GRANT_MOVE ? CAP_TRANSFER_MOVE : CAP_TRANSFER_COPY, index);
}

static status_t fill_client_of(struct capn_request *request, const struct kit_grant *grant,
                               const struct cap_grant_source_builder *source)
{
    struct client_facet_builder facet;
    uint32_t index;
    status_t status = cap_grant_source_init_client_of(source, &facet);

    if (status == STATUS_OK)
        status = send_capability(request, grant, &index);
    if (status < 0)
        return status;
    client_facet_set_interface_id(&facet, grant->interface_id);
    return client_facet_set_endpoint(&facet, index);
}

static status_t fill_source(struct capn_request *request, const struct kit_grant *grant,
                            const struct cap_grant_source_builder *source)
{
    uint32_t index;
    status_t status;

    switch (grant->kind) {
    case KIT_GRANT_COPY:
    case KIT_GRANT_REVOCABLE:
    case KIT_GRANT_MOVE:
        status = send_capability(request, grant, &index);
        return status < 0 ? status : cap_grant_source_set_capability(source, index);
    case KIT_GRANT_INDEX:
        return cap_grant_source_set_capability(source, (uint32_t)grant->interface_id);
    case KIT_GRANT_CLIENT_OF:
        return fill_client_of(request, grant, source);
    case KIT_GRANT_ENDPOINT:
        cap_grant_source_set_endpoint(source, grant->interface_id);
        return STATUS_OK;
    case KIT_GRANT_MEMORY:
        cap_grant_source_set_virtual_memory(source);
        return STATUS_OK;
    case KIT_GRANT_THREAD:
        cap_grant_source_set_thread_control(source);
        return STATUS_OK;
    case KIT_GRANT_FRAMES:
        cap_grant_source_set_frame_allocator(source);
        return STATUS_OK;
    case KIT_GRANT_ENDPOINTS:
        cap_grant_source_set_endpoint_factory(source);
        return STATUS_OK;
    case KIT_GRANT_CAPABILITIES:
        cap_grant_source_set_capability_manager(source);
        return STATUS_OK;
    case KIT_GRANT_SESSION:
        cap_grant_source_set_session(source);
        return STATUS_OK;
    case KIT_GRANT_THREADS:
        cap_grant_source_set_thread_spawner(source);
        return STATUS_OK;
    case KIT_GRANT_PARK:
        cap_grant_source_set_park_space(source);
        return STATUS_OK;
    case KIT_GRANT_NOTHING:
        return STATUS_OK;
    }
    return STATUS_INVALID_ARGUMENT;
}

#define FILL_LIMIT(field, resource) resource_limits_set_##field(builder, limits->field);
static void fill_limits(const struct resource_limits_builder *builder, const struct kit_limits *limits)
{
    RESOURCE_LIMITS(FILL_LIMIT)
}

static status_t fill_session(struct capn_request *request, const struct process_spawner_spawn_params_builder *params,
                             cap_id_t session)
{
    uint32_t index;
    status_t status = capn_request_add_capability(request, session, CAP_TRANSFER_COPY, &index);

    return status < 0 ? status : process_spawner_spawn_params_set_session(params, index);
}

static status_t fill_params(struct capn_request *request, const struct process_spawner_spawn_params_builder *params,
                            const struct kit_child *child)
{
    struct capn_list_builder grants;
    struct resource_limits_builder limits;
    status_t status = process_spawner_spawn_params_set_name(params, text_of(child->name));

    if (status == STATUS_OK)
        status = process_spawner_spawn_params_set_binary_name(params, text_of(child->binary));
    if (status == STATUS_OK)
        status = process_spawner_spawn_params_init_limits(params, &limits);
    if (status == STATUS_OK)
        status = process_spawner_spawn_params_init_grants(params, child->grant_count, &grants);
    if (status != STATUS_OK)
        return status;
    fill_limits(&limits, &child->limits);
    if (child->tapped) {
        uint32_t index;

        status = capn_request_add_capability(request, child->tap, CAP_TRANSFER_COPY, &index);
        if (status == STATUS_OK)
            status = process_spawner_spawn_params_set_tap(params, index);
        if (status < 0)
            return status;
    }
    for (uint32_t i = 0; i < child->grant_count; i++) {
        struct cap_grant_source_builder source;
        struct cap_grant_builder grant;

        status = cap_grant_list_at(&grants, i, &grant);
        if (status == STATUS_OK)
            status = cap_grant_set_name(&grant, text_of(child->grants[i].name));
        if (status < 0)
            return status;
        cap_grant_set_revocable(&grant, child->grants[i].kind == KIT_GRANT_REVOCABLE);
        source = cap_grant_get_source_builder(&grant);
        status = fill_source(request, &child->grants[i], &source);
        if (status < 0)
            return status;
    }
    return child->session ? fill_session(request, params, child->session) : STATUS_OK;
}

/* Handle and first facet of a spawn that went well. */
static status_t take_results(struct capn_request *request, process_handle_t *handle, cap_id_t *facet)
{
    struct process_spawner_spawn_results_reader results;
    struct endpoint_facet_reader first;
    struct capn_list facets;
    uint32_t index;
    status_t status = process_spawner_spawn_results(request, &results);

    if (status == STATUS_OK)
        status = process_spawner_spawn_results_get_handle(&results, &index);
    if (status == STATUS_OK)
        status = capn_request_take_capability(request, index, PROCESS_HANDLE_INTERFACE_ID, &handle->id);
    if (status < 0 || !facet)
        return status;
    status = process_spawner_spawn_results_get_facets(&results, &facets);
    if (status == STATUS_OK)
        status = endpoint_facet_list_get(&facets, 0, &first);
    if (status == STATUS_OK)
        status = endpoint_facet_get_client(&first, &index);
    return status == STATUS_OK ? capn_request_take_capability(request, index, 0, facet) : status;
}

status_t kit_spawn(struct kit *kit, const struct kit_child *child, process_handle_t *handle, cap_id_t *facet)
{
    struct process_spawner_spawn_params_builder params;
    struct capn_request request;
    size_t room = SPAWN_ROOM + child->grant_count * GRANT_ROOM;
    status_t status = process_spawner_spawn_begin_sized(&request, kit->rt, kit->spawner, &params, room, room);

    if (status < 0)
        return status;
    status = fill_params(&request, &params, child);
    if (status == STATUS_OK)
        status = capn_request_call(&request);
    if (status == STATUS_OK)
        status = take_results(&request, handle, facet);
    capn_request_end(&request);
    return status;
}

status_t kit_wait(struct kit *kit, process_handle_t handle, struct kit_exit *out)
{
    struct process_observer_wait_params_builder params;
    struct process_observer_wait_results_reader results;
    struct process_exit_reader exit;
    struct capn_request request;
    struct capn_text detail;
    status_t status = process_handle_wait_begin(&request, kit->rt, handle, &params);

    if (status < 0)
        return status;
    status = capn_request_call(&request);
    if (status == STATUS_OK)
        status = process_handle_wait_results(&request, &results);
    if (status == STATUS_OK)
        status = process_observer_wait_results_get_exit(&results, &exit);
    if (status == STATUS_OK)
        status = process_exit_get_detail(&exit, &detail);
    if (status == STATUS_OK) {
        out->kind = process_exit_get_kind(&exit);
        out->code = process_exit_get_code(&exit);
        (void)rt_format(out->detail, sizeof(out->detail), "%s", detail.len ? detail.data : "");
    }
    capn_request_end(&request);
    return status;
}

status_t kit_run(struct kit *kit, const struct kit_child *child, struct kit_exit *exit)
{
    process_handle_t handle;
    status_t status = kit_spawn(kit, child, &handle, NULL);

    if (status < 0)
        return status;
    status = kit_wait(kit, handle, exit);
    rt_drop(kit->rt, handle.id);
    return status;
}
