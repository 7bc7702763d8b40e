/* SPDX-License-Identifier: MIT */
/*
 * ProcessSpawner: starting processes. Everything is built before anything shows: the child is assembled, with what the parent's table
 * hides of it; then the call commits (ipc/kernel_call.h), and the child runs.
 */
#include "object/process_spawner.h"

#include "base/string.h"
#include "ipc/endpoint.h"
#include "ipc/kernel_call.h"
#include "ipc/session.h"
#include "mem/slab.h"
#include "object/endpoint_factory.h"
#include "object/grant.h"
#include "object/package.h"
#include "object/process_spawner_priv.h"
#include "object/ring_tap.h"
#include "object/singletons.h"
#include "object/sources.h"
#include "ring/revoker.h"
#include "sched/spawn.h"

static struct slab_cache spawner_cache;

/* One spawn while its grants are applied. */
struct granting {
    struct capn_call *capn;
    struct kernel_call *call;
    struct spawn *spawn;
    enum cap_transfer_scope needed_scope; /* of what the parent gives away */
    struct process_spawner_spawn_results_builder *results;
    struct capn_list_builder facets;
    uint32_t facet_count;
    bool revocable;                     /* the grant at hand */
};

static bool text_equal(struct capn_text a, struct capn_text b)
{
    return a.len == b.len && memcmp(a.data, b.data, a.len) == 0;
}

static bool spawner_allows(const struct process_spawner *spawner, struct capn_text name)
{
    for (uint32_t i = 0; i < spawner->count; i++) {
        if (text_equal(spawner->allowed[i], name))
            return true;
    }
    return spawner->count == 0;
}

/* For people and for the log, which it must not be able to rewrite. */
static bool process_name_valid(struct capn_text name)
{
    if (name.len == 0 || name.len >= PROCESS_NAME_BYTES)
        return false;
    for (uint32_t i = 0; i < name.len; i++) {
        if (name.data[i] < ' ' || name.data[i] > '~')
            return false;
    }
    return true;
}

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

static status_t apply_grants(struct granting *granting, const struct process_spawner_spawn_params_reader *params)
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

static status_t add_handle(struct granting *granting)
{
    struct cap_hold hold = object_make_hold(&granting->spawn->process->object, CAP_ORIGIN_RESULT);
    uint32_t index;
    status_t status = kernel_call_add_capability(granting->call, &hold, &index);

    return status == STATUS_OK ? process_spawner_spawn_results_set_handle(granting->results, index) : status;
}

static status_t read_limits(const struct process_spawner_spawn_params_reader *params, uint64_t limits[LEDGER_RESOURCE_COUNT])
{
    struct resource_limits_reader reader;
    status_t status = process_spawner_spawn_params_get_limits(params, &reader);

    if (status == STATUS_OK)
        source_read_limits(&reader, limits);
    process_default_limits(limits);
    return status;
}

/* Lets the caller's tap read along, if it gave one. */
static status_t attach_tap(struct granting *granting, const struct process_spawner_spawn_params_reader *params)
{
    struct cap_hold hold;
    struct tap *tap;
    uint32_t index;
    status_t status;

    if (!process_spawner_spawn_params_has_tap(params))
        return STATUS_OK;
    status = process_spawner_spawn_params_get_tap(params, &index);
    if (status == STATUS_OK)
        status = kernel_call_param_owned(granting->call, index, &hold);
    if (status != STATUS_OK)
        return status;
    tap = ring_tap_of(&hold);
    if (tap)
        tap_attach(granting->spawn->process, tap);
    hold_put(&hold);
    return tap ? STATUS_OK : capn_call_fail(granting->capn, STATUS_INVALID_ARGUMENT, "tap: a RingTap is needed, not a facet of one");
}

/* The child, not running, with its grants, and the call committed; or nothing. */
static status_t build(struct granting *granting, const struct process_spawner *spawner,
                      const struct process_spawner_spawn_params_reader *params, struct capn_text name, struct capn_data file)
{
    uint64_t limits[LEDGER_RESOURCE_COUNT];
    char process_name[PROCESS_NAME_BYTES] = { 0 };
    const char *reason;
    status_t status = read_limits(params, limits);

    if (status != STATUS_OK)
        return status;
    memcpy(process_name, name.data, name.len);
    status = spawn_begin(granting->call->process, process_name, file.data, file.len, limits, granting->spawn, &reason);
    if (status == STATUS_BAD_IMAGE && reason)
        return capn_call_fail(granting->capn, status, "binaryName: the executable is refused: %s", reason);
    if (status == STATUS_OUT_OF_RANGE)
        return capn_call_fail(granting->capn, STATUS_QUOTA_EXCEEDED, "the limit of nested processes (%u) is reached",
                              LEDGER_MAX_DEPTH);
    if (status != STATUS_OK)
        return status;
    status = attach_tap(granting, params);
    if (status == STATUS_OK)
        status = process_spawner_choose_session(granting->call, spawner, params, granting->spawn->process);
    granting->needed_scope = session_scope_needed(granting->call->process, granting->spawn->process);
    /* A launcher with a session is the way for what only services may give on. */
    if (spawner->session && granting->needed_scope > CAP_SCOPE_SERVICE_REGRANT)
        granting->needed_scope = CAP_SCOPE_SERVICE_REGRANT;
    /* Before the facets: result capabilities come in the order of the fields, for callers that pipeline. */
    if (status == STATUS_OK)
        status = add_handle(granting);
    if (status == STATUS_OK)
        status = apply_grants(granting, params);
    if (status == STATUS_OK)
        status = kernel_call_commit(granting->call);
    if (status != STATUS_OK) {
        kernel_call_drop_results(granting->call); /* handle and facets go before what they name */
        spawn_abort(granting->spawn);
    }
    return status;
}

static status_t spawner_spawn(void *self, struct capn_call *capn, const struct process_spawner_spawn_params_reader *params,
                              struct process_spawner_spawn_results_builder *results)
{
    struct spawn spawn;
    struct granting granting = { .capn = capn, .call = kernel_call_of(capn), .spawn = &spawn, .results = results };
    struct capn_text name, binary;
    struct capn_data file;
    status_t status = process_spawner_spawn_params_get_name(params, &name);

    if (status == STATUS_OK)
        status = process_spawner_spawn_params_get_binary_name(params, &binary);
    if (status != STATUS_OK)
        return status;
    if (!process_name_valid(name))
        return capn_call_fail(capn, STATUS_INVALID_ARGUMENT, "name: 1 to %u printable ASCII characters", PROCESS_NAME_BYTES - 1);
    if (!spawner_allows(self, binary) || package_find_binary(binary, &file) != STATUS_OK)
        return capn_call_fail(capn, STATUS_NOT_FOUND, "binaryName: no binary \"%.*s\" here",
                              binary.len > 40 ? 40 : (int)binary.len, binary.data);
    status = build(&granting, self, params, name, file);
    if (status != STATUS_OK)
        return status;
    spawn_commit(&spawn);
    object_put(&spawn.process->object);
    return STATUS_OK;
}

static status_t list_allowed(const struct process_spawner *spawner, struct process_spawner_binaries_results_builder *results)
{
    struct capn_list_builder names;
    status_t status = process_spawner_binaries_results_init_names(results, spawner->count, &names);

    for (uint32_t i = 0; i < spawner->count && status == STATUS_OK; i++)
        status = capn_list_set_text(&names, i, spawner->allowed[i]);
    return status;
}

static status_t spawner_binaries(void *self, struct capn_call *call, const struct process_spawner_binaries_params_reader *params,
                                 struct process_spawner_binaries_results_builder *results)
{
    struct process_spawner *spawner = self;
    struct capn_message message;
    struct system_manifest_reader manifest;
    struct capn_list binaries;
    struct capn_list_builder names;
    status_t status;

    (void)call;
    (void)params;
    if (spawner->count != 0)
        return list_allowed(spawner, results);
    package_open(&message, &manifest);
    status = system_manifest_get_binaries(&manifest, &binaries);
    if (status == STATUS_OK)
        status = process_spawner_binaries_results_init_names(results, binaries.count, &names);
    for (uint32_t i = 0; i < binaries.count && status == STATUS_OK; i++) {
        struct named_blob_reader binary;
        struct capn_text name;

        status = named_blob_list_get(&binaries, i, &binary);
        if (status == STATUS_OK)
            status = named_blob_get_name(&binary, &name);
        if (status == STATUS_OK)
            status = capn_list_set_text(&names, i, name);
    }
    return status;
}

static const struct process_spawner_server server = { .spawn = spawner_spawn, .binaries = spawner_binaries, .fix = process_spawner_fix };

static status_t dispatch(struct object *object, uint16_t method_id, struct kernel_call *call)
{
    return process_spawner_dispatch(&server, object, method_id, &call->capn);
}

static void destroy(struct object *object)
{
    struct process_spawner *spawner = container_of(object, struct process_spawner, object);
    struct session *session = spawner->session;

    slab_free(&spawner_cache, spawner);
    if (session)
        object_put(&session->object);
}

static struct object_kind process_spawner_kind = {
    .name = "process spawner",
    .interface = &process_spawner_interface,
    .dispatch = dispatch,
    .destroy = destroy,
};

struct process_spawner *process_spawner_alloc(void)
{
    struct process_spawner *spawner;

    if (!spawner_cache.name)
        slab_cache_init(&spawner_cache, "spawner", sizeof(struct process_spawner));
    spawner = slab_alloc(&spawner_cache);
    if (spawner)
        object_init(&spawner->object, &process_spawner_kind);
    return spawner;
}

status_t process_spawner_create(const struct capn_list *allowed, struct object **out)
{
    uint32_t count = allowed ? allowed->count : 0;
    struct process_spawner *spawner;

    if (count > PROCESS_SPAWNER_MAX_BINARIES)
        return STATUS_OUT_OF_RANGE;
    spawner = process_spawner_alloc();
    if (!spawner)
        return STATUS_NO_MEMORY;
    for (uint32_t i = 0; i < count; i++) {
        if (capn_list_get_text(allowed, i, &spawner->allowed[i]) != STATUS_OK) {
            object_put(&spawner->object);
            return STATUS_MALFORMED;
        }
    }
    spawner->count = count;
    *out = &spawner->object;
    return STATUS_OK;
}
