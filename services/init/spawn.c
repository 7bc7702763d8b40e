/* SPDX-License-Identifier: MIT */
/* Starting one service: its grants as a spawn call, and what comes back: the process and the facets of its endpoints. */
#include "init_priv.h"

/* Names, union tags and pointers of one list element, generously. */
#define GRANT_ROOM (CAP_GRANT_BYTES + INIT_NAME_BYTES)
#define FACET_ROOM (ENDPOINT_FACET_BYTES + INIT_NAME_BYTES)
/* Beside the lists: two names and the limits. Large enough that the runtime leaves room for many capabilities too. */
#define SPAWN_ROOM 1024u

static struct capn_text text_of(const char *name)
{
    return (struct capn_text){ name, (uint32_t)strlen(name) };
}

/* A hold that travels with the message. */
static status_t grant_send(struct capn_request *request, const struct cap_grant_source_builder *source, cap_id_t cap,
                           enum cap_transfer_mode mode)
{
    uint32_t index;
    status_t status = capn_request_add_capability(request, cap, mode, &index);

    return status < 0 ? status : cap_grant_source_set_capability(source, index);
}

static status_t grant_source_fill(struct capn_request *request, const struct grant *grant,
                                  const struct cap_grant_source_builder *source)
{
    switch ((enum cap_ref_source_which)grant->kind) {
    case CAP_REF_SOURCE_WHICH_INIT:
        return grant_send(request, source, grant->hold, (enum cap_transfer_mode)grant->mode);
    case CAP_REF_SOURCE_WHICH_SERVICE:
        return grant_send(request, source, grant->provided->facet, CAP_TRANSFER_COPY);
    case CAP_REF_SOURCE_WHICH_ENDPOINT:
        cap_grant_source_set_endpoint(source, grant->interface_id);
        return STATUS_OK;
    case CAP_REF_SOURCE_WHICH_VIRTUAL_MEMORY:
        cap_grant_source_set_virtual_memory(source);
        return STATUS_OK;
    case CAP_REF_SOURCE_WHICH_THREAD_CONTROL:
        cap_grant_source_set_thread_control(source);
        return STATUS_OK;
    case CAP_REF_SOURCE_WHICH_FRAME_ALLOCATOR:
        cap_grant_source_set_frame_allocator(source);
        return STATUS_OK;
    case CAP_REF_SOURCE_WHICH_ENDPOINT_FACTORY:
        cap_grant_source_set_endpoint_factory(source);
        return STATUS_OK;
    case CAP_REF_SOURCE_WHICH_THREAD_SPAWNER:
        cap_grant_source_set_thread_spawner(source);
        return STATUS_OK;
    case CAP_REF_SOURCE_WHICH_PARK_SPACE:
        cap_grant_source_set_park_space(source);
        return STATUS_OK;
    case CAP_REF_SOURCE_WHICH_CAPABILITY_MANAGER:
        cap_grant_source_set_capability_manager(source);
        return STATUS_OK;
    case CAP_REF_SOURCE_WHICH_SESSION:
        cap_grant_source_set_session(source);
        return STATUS_OK;
    case CAP_REF_SOURCE_WHICH_UNSET:
        break;
    }
    return STATUS_NOT_SUPPORTED;
}

static void limits_fill(const struct resource_limits_builder *builder, const uint32_t limits[LEDGER_RESOURCE_COUNT])
{
    RESOURCE_LIMITS(RESOURCE_LIMITS_WRITE_ONE)
}

static status_t params_fill(struct capn_request *request, const struct process_spawner_spawn_params_builder *params,
                            const struct service *service)
{
    struct capn_list_builder grants;
    struct resource_limits_builder limits;
    status_t status;

    status = process_spawner_spawn_params_set_name(params, text_of(service->name));
    if (status == STATUS_OK)
        status = process_spawner_spawn_params_set_binary_name(params, text_of(service->binary));
    if (status == STATUS_OK)
        status = process_spawner_spawn_params_init_limits(params, &limits);
    if (status == STATUS_OK)
        status = process_spawner_spawn_params_init_grants(params, service->grant_count, &grants);
    if (status != STATUS_OK)
        return status;
    limits_fill(&limits, service->limits);
    for (uint32_t i = 0; i < service->grant_count; i++) {
        struct cap_grant_builder grant;
        struct cap_grant_source_builder source;

        status = cap_grant_list_at(&grants, i, &grant);
        if (status == STATUS_OK)
            status = cap_grant_set_name(&grant, text_of(service->grants[i].name));
        if (status < 0)
            return status;
        source = cap_grant_get_source_builder(&grant);
        status = grant_source_fill(request, &service->grants[i], &source);
        if (status < 0)
            return status;
    }
    return STATUS_OK;
}

/* Takes the facets, which come in the order of the endpoint grants. */
static status_t facets_take(struct capn_request *request, struct service *service, const struct capn_list *facets)
{
    struct endpoint_facet_reader facet;
    uint32_t next = 0, index;
    status_t status;

    for (uint32_t i = 0; i < service->grant_count; i++) {
        if (service->grants[i].kind != CAP_REF_SOURCE_WHICH_ENDPOINT)
            continue;
        status = endpoint_facet_list_get(facets, next++, &facet);
        if (status == STATUS_OK)
            status = endpoint_facet_get_client(&facet, &index);
        if (status == STATUS_OK)
            status = capn_request_take_capability(request, index, service->grants[i].interface_id, &service->grants[i].facet);
        if (status < 0)
            return status;
    }
    return STATUS_OK;
}

static status_t results_take(struct capn_request *request, struct service *service)
{
    struct process_spawner_spawn_results_reader results;
    struct capn_list facets;
    uint32_t index;
    status_t status;

    status = process_spawner_spawn_results(request, &results);
    if (status == STATUS_OK)
        status = process_spawner_spawn_results_get_handle(&results, &index);
    if (status == STATUS_OK)
        status = capn_request_take_capability(request, index, PROCESS_HANDLE_INTERFACE_ID, &service->process);
    if (status == STATUS_OK)
        status = process_spawner_spawn_results_get_facets(&results, &facets);
    if (status == STATUS_OK)
        status = facets_take(request, service, &facets);
    return status;
}

/* The one call. Keeps the reason when the spawner refuses. */
static status_t process_spawn(struct init *init, struct service *service)
{
    struct process_spawner_spawn_params_builder params;
    struct capn_request request;
    const char *reason;
    status_t status;

    status = process_spawner_spawn_begin_sized(&request, init->rt, init->spawner, &params,
                                               SPAWN_ROOM + service->grant_count * GRANT_ROOM,
                                               SPAWN_ROOM + service->grant_count * FACET_ROOM);
    if (status < 0)
        return init_fail(init, status, "%s", capn_status_text(status));
    status = params_fill(&request, &params, service);
    if (status == STATUS_OK)
        status = capn_request_call(&request);
    if (status < 0) {
        reason = rt_last_reason(init->rt);
        status = init_fail(init, status, "%s", *reason ? reason : capn_status_text(status));
    } else {
        status = results_take(&request, service);
        if (status < 0)
            status = init_fail(init, status, "the spawner's answer: %s", capn_status_text(status));
    }
    capn_request_end(&request);
    return status;
}

static void pid_ask(struct init *init, struct service *service)
{
    struct process_observer_info_params_builder params;
    struct process_observer_info_results_reader results;
    struct capn_request request;

    service->pid = 0;
    if (process_handle_info_begin(&request, init->rt, (process_handle_t){ service->process }, &params) < 0)
        return;
    if (capn_request_call(&request) == STATUS_OK && process_handle_info_results(&request, &results) == STATUS_OK)
        service->pid = process_observer_info_results_get_pid(&results);
    capn_request_end(&request);
}

static status_t process_watch(struct init *init, struct service *service)
{
    struct process_observer_wait_params_builder params;
    status_t status;

    status = process_handle_wait_begin(&service->wait, init->rt, (process_handle_t){ service->process }, &params);
    if (status < 0)
        return init_fail(init, status, "cannot watch it: %s", capn_status_text(status));
    status = rt_loop_watch(&init->loop, &service->watch, &service->wait, service_on_end, service);
    if (status < 0) {
        capn_request_end(&service->wait);
        return init_fail(init, status, "cannot watch it: %s", capn_status_text(status));
    }
    return STATUS_OK;
}

/* What it imports must be running. */
static status_t imports_check(struct init *init, const struct service *service)
{
    for (uint32_t i = 0; i < service->grant_count; i++) {
        const struct grant *grant = &service->grants[i];
        if (grant->kind == CAP_REF_SOURCE_WHICH_SERVICE && grant->provided->facet == CAP_ID_INVALID)
            return init_fail(init, STATUS_GONE, "%s, which it uses, is not running", grant->provider->name);
    }
    return STATUS_OK;
}

status_t service_start(struct init *init, struct service *service)
{
    status_t status;

    status = imports_check(init, service);
    if (status < 0)
        return status;
    status = process_spawn(init, service);
    if (status == STATUS_OK)
        status = process_watch(init, service);
    if (status < 0) {
        /* Nobody would notice its end, so it must not run. */
        if (service->process != CAP_ID_INVALID && process_handle_kill(init->rt, (process_handle_t){ service->process }) < 0)
            rt_log(init->rt, "%s could not be stopped again", service->name);
        service_forget(init, service);
        return status;
    }
    pid_ask(init, service);
    service->state = SERVICE_RUNNING;
    rt_log(init->rt, "started %s (pid %u)", service->name, service->pid);
    return STATUS_OK;
}

static void facet_drop(struct init *init, struct grant *grant)
{
    if (grant->facet != CAP_ID_INVALID)
        rt_drop(init->rt, grant->facet);
    grant->facet = CAP_ID_INVALID;
}

void service_forget(struct init *init, struct service *service)
{
    if (service->process != CAP_ID_INVALID)
        rt_drop(init->rt, service->process);
    service->process = CAP_ID_INVALID;
    for (uint32_t i = 0; i < service->grant_count; i++)
        facet_drop(init, &service->grants[i]);
}

/* Whether a service may still be started with a facet of that endpoint. One that only restarts together with its
 * provider gets a fresh facet then. */
static bool facet_is_needed(const struct init *init, const struct grant *endpoint)
{
    for (uint32_t s = 0; s < init->service_count; s++) {
        const struct service *service = &init->services[s];
        if (service->state == SERVICE_ENDED || (service->state == SERVICE_RUNNING && service->policy == RESTART_POLICY_NEVER))
            continue;
        for (uint32_t i = 0; i < service->grant_count; i++) {
            if (service->grants[i].provided == endpoint)
                return true;
        }
    }
    return false;
}

void facets_trim(struct init *init)
{
    for (uint32_t s = 0; s < init->service_count; s++) {
        struct service *service = &init->services[s];
        for (uint32_t i = 0; i < service->grant_count; i++) {
            if (service->grants[i].facet != CAP_ID_INVALID && !facet_is_needed(init, &service->grants[i]))
                facet_drop(init, &service->grants[i]);
        }
    }
}
