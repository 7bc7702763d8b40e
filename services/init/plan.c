/* SPDX-License-Identifier: MIT */
/*
 * From the manifest to the plan. manifest_check has already accepted the manifest's form; what is left is what only init
 * can know: whether it really holds what it is to hand out. The plan is a copy, so the manifest with its binaries can go.
 */
#include "init_priv.h"

#define DEFAULT_RESTARTS 5u
#define MOST_RESTARTS 1000u

/* "service "uart", cap "irq": ..." */
#define GRANT_FORMAT "service \"%s\", cap \"%s\": "

static void name_copy(char out[INIT_NAME_BYTES], struct capn_text text)
{
    uint32_t len = text.len < INIT_NAME_BYTES - 1 ? text.len : INIT_NAME_BYTES - 1;

    memcpy(out, text.data, len);
    out[len] = '\0';
}

static bool name_equals(const char *name, struct capn_text text)
{
    return strlen(name) == text.len && memcmp(name, text.data, text.len) == 0;
}

static const struct capset_entry *held_find(const struct init *init, struct capn_text name)
{
    const struct capset_entry *entry;

    for (uint32_t i = 0; (entry = rt_capset_entry(init->rt, i)) != NULL; i++) {
        if (name_equals(entry->name, name))
            return entry;
    }
    return NULL;
}

/* --- one capability ----------------------------------------------------------------------------------------------- */

/* A source of kind init: a hold of ours, which must be able to travel. */
static status_t resolve_init(struct init *init, const struct service *service, struct grant *grant,
                             const struct cap_ref_source_reader *source, uint64_t expected)
{
    const struct capset_entry *entry;
    struct capn_text name;
    status_t status;

    status = cap_ref_source_get_init(source, &name);
    if (status < 0)
        return init_fail(init, status, GRANT_FORMAT "unreadable source", service->name, grant->name);
    entry = held_find(init, name);
    if (!entry)
        return init_fail(init, STATUS_NOT_FOUND, GRANT_FORMAT "init holds no \"%.*s\"", service->name, grant->name,
                         (int)name.len, name.data);
    if (entry->transfer_mode == CAP_TRANSFER_NONE)
        return init_fail(init, STATUS_TRANSFER_NOT_SUPPORTED, GRANT_FORMAT "init's \"%s\" cannot be given away", service->name,
                         grant->name, entry->name);
    if (expected && entry->interface_id != expected)
        return init_fail(init, STATUS_WRONG_INTERFACE, GRANT_FORMAT "init's \"%s\" has interface 0x%lx, not 0x%lx",
                         service->name, grant->name, entry->name, (unsigned long)entry->interface_id, (unsigned long)expected);
    grant->hold = entry->cap_id;
    grant->mode = entry->transfer_mode;
    return STATUS_OK;
}

/* The exported endpoint of a service that is started earlier. */
static struct grant *export_find(struct init *init, const struct service *before, struct capn_text service_name,
                                 struct capn_text export_name, struct service **provider)
{
    for (struct service *service = init->services; service < before; service++) {
        if (!name_equals(service->name, service_name))
            continue;
        *provider = service;
        for (uint32_t i = 0; i < service->export_count; i++) {
            if (name_equals(service->exports[i].name, export_name))
                return service->exports[i].grant;
        }
    }
    return NULL;
}

static status_t resolve_service(struct init *init, const struct service *service, struct grant *grant,
                                const struct cap_ref_source_reader *source, uint64_t expected)
{
    struct service_source_reader from;
    struct capn_text service_name, export_name;
    status_t status;

    status = cap_ref_source_get_service(source, &from);
    if (status == STATUS_OK)
        status = service_source_get_service(&from, &service_name);
    if (status == STATUS_OK)
        status = service_source_get_export(&from, &export_name);
    if (status < 0)
        return init_fail(init, status, GRANT_FORMAT "unreadable source", service->name, grant->name);
    grant->provided = export_find(init, service, service_name, export_name, &grant->provider);
    if (!grant->provided)
        return init_fail(init, STATUS_NOT_FOUND, GRANT_FORMAT "no earlier service \"%.*s\" exports \"%.*s\"", service->name,
                         grant->name, (int)service_name.len, service_name.data, (int)export_name.len, export_name.data);
    if (expected && grant->provided->interface_id != expected)
        return init_fail(init, STATUS_WRONG_INTERFACE, GRANT_FORMAT "the export has interface 0x%lx, not 0x%lx", service->name,
                         grant->name, (unsigned long)grant->provided->interface_id, (unsigned long)expected);
    return STATUS_OK;
}

/* What the child gets of its own needs no look-up; an interface that was expected of it is checked by manifest_check. */
static status_t resolve_own(struct init *init, const struct service *service, struct grant *grant,
                            const struct cap_ref_source_reader *source, uint64_t expected)
{
    (void)init;
    (void)service;
    (void)expected;
    if (grant->kind == CAP_REF_SOURCE_WHICH_ENDPOINT)
        grant->interface_id = cap_ref_source_get_endpoint(source);
    return STATUS_OK;
}

typedef status_t (*resolve_fn)(struct init *init, const struct service *service, struct grant *grant,
                               const struct cap_ref_source_reader *source, uint64_t expected);

/* By enum cap_ref_source_which; NULL is refused. */
static const resolve_fn resolvers[] = {
    [CAP_REF_SOURCE_WHICH_INIT] = resolve_init,
    [CAP_REF_SOURCE_WHICH_SERVICE] = resolve_service,
    [CAP_REF_SOURCE_WHICH_ENDPOINT] = resolve_own,
    [CAP_REF_SOURCE_WHICH_VIRTUAL_MEMORY] = resolve_own,
    [CAP_REF_SOURCE_WHICH_THREAD_CONTROL] = resolve_own,
    [CAP_REF_SOURCE_WHICH_FRAME_ALLOCATOR] = resolve_own,
    [CAP_REF_SOURCE_WHICH_ENDPOINT_FACTORY] = resolve_own,
    [CAP_REF_SOURCE_WHICH_CAPABILITY_MANAGER] = resolve_own,
    [CAP_REF_SOURCE_WHICH_SESSION] = resolve_own,
    [CAP_REF_SOURCE_WHICH_THREAD_SPAWNER] = resolve_own,
    [CAP_REF_SOURCE_WHICH_PARK_SPACE] = resolve_own,
};

static status_t grant_make(struct init *init, const struct service *service, struct grant *grant,
                           const struct cap_ref_reader *reference)
{
    struct cap_ref_source_reader source = cap_ref_get_source(reference);
    struct capn_text name;
    status_t status;

    status = cap_ref_get_name(reference, &name);
    if (status < 0)
        return init_fail(init, status, "service \"%s\": a capability's name is unreadable", service->name);
    name_copy(grant->name, name);
    grant->kind = (uint16_t)cap_ref_source_which(&source);
    grant->facet = CAP_ID_INVALID;
    if (grant->kind >= sizeof(resolvers) / sizeof(resolvers[0]) || !resolvers[grant->kind])
        return init_fail(init, STATUS_NOT_SUPPORTED, GRANT_FORMAT "no source, or one that init does not know", service->name,
                         grant->name);
    return resolvers[grant->kind](init, service, grant, &source, cap_ref_get_expected_interface_id(reference));
}

/* --- one service -------------------------------------------------------------------------------------------------- */

static bool grant_travels(const struct grant *grant)
{
    return grant->kind == CAP_REF_SOURCE_WHICH_INIT || grant->kind == CAP_REF_SOURCE_WHICH_SERVICE;
}

static status_t grants_make(struct init *init, struct service *service, const struct capn_list *references)
{
    struct cap_ref_reader reference;
    uint32_t travelling = 0, endpoints = 0;
    status_t status;

    service->grants = rt_alloc_zeroed(init->rt, (references->count + 1) * sizeof(service->grants[0]));
    if (!service->grants)
        return init_fail(init, STATUS_NO_MEMORY, "no memory for the plan");
    for (uint32_t i = 0; i < references->count; i++) {
        status = cap_ref_list_get(references, i, &reference);
        if (status < 0)
            return init_fail(init, status, "service \"%s\": capability %u is unreadable", service->name, i);
        status = grant_make(init, service, &service->grants[i], &reference);
        if (status < 0)
            return status;
        service->grant_count++;
        travelling += grant_travels(&service->grants[i]);
        endpoints += service->grants[i].kind == CAP_REF_SOURCE_WHICH_ENDPOINT;
    }
    /* One message carries them there, and one brings the handle and the facets back. */
    if (travelling > TRANSFER_MAX_DESCRIPTORS || endpoints + 1 > TRANSFER_MAX_DESCRIPTORS)
        return init_fail(init, STATUS_LIMIT_EXCEEDED, "service \"%s\": %u capabilities and %u endpoints; at most %u and %u",
                         service->name, travelling, endpoints, TRANSFER_MAX_DESCRIPTORS, TRANSFER_MAX_DESCRIPTORS - 1);
    return STATUS_OK;
}

static status_t exports_make(struct init *init, struct service *service, const struct capn_list *exports)
{
    struct export_reader reader;
    struct capn_text name, cap;
    status_t status;

    service->exports = rt_alloc_zeroed(init->rt, (exports->count + 1) * sizeof(service->exports[0]));
    if (!service->exports)
        return init_fail(init, STATUS_NO_MEMORY, "no memory for the plan");
    for (uint32_t i = 0; i < exports->count; i++) {
        struct service_export *export = &service->exports[service->export_count++];
        status = export_list_get(exports, i, &reader);
        if (status == STATUS_OK)
            status = export_get_name(&reader, &name);
        if (status == STATUS_OK)
            status = export_get_cap(&reader, &cap);
        if (status < 0)
            return init_fail(init, status, "service \"%s\": export %u is unreadable", service->name, i);
        name_copy(export->name, name);
        for (uint32_t g = 0; g < service->grant_count; g++) {
            if (service->grants[g].kind == CAP_REF_SOURCE_WHICH_ENDPOINT && name_equals(service->grants[g].name, cap))
                export->grant = &service->grants[g];
        }
        if (!export->grant)
            return init_fail(init, STATUS_NOT_FOUND, "service \"%s\": export \"%s\" names no endpoint of its own",
                             service->name, export->name);
    }
    return STATUS_OK;
}

static void limits_copy(const struct resource_limits_reader *reader, uint32_t limits[LEDGER_RESOURCE_COUNT])
{
    RESOURCE_LIMITS(RESOURCE_LIMITS_READ_ONE)
}

/* The limits of a profile, by name; none for the empty name. */
static status_t limits_make(struct init *init, struct service *service, const struct capn_list *profiles, struct capn_text name)
{
    struct resource_profile_reader profile;
    struct resource_limits_reader limits;
    struct capn_text profile_name;

    if (!name.len)
        return STATUS_OK;
    for (uint32_t i = 0; i < profiles->count; i++) {
        if (resource_profile_list_get(profiles, i, &profile) < 0 || resource_profile_get_name(&profile, &profile_name) < 0)
            break;
        if (profile_name.len != name.len || memcmp(profile_name.data, name.data, name.len) != 0)
            continue;
        if (resource_profile_get_limits(&profile, &limits) < 0)
            break;
        limits_copy(&limits, service->limits);
        return STATUS_OK;
    }
    return init_fail(init, STATUS_NOT_FOUND, "service \"%s\": no profile \"%.*s\"", service->name, (int)name.len, name.data);
}

static status_t restarts_make(struct init *init, struct service *service, const struct service_reader *reader)
{
    service->policy = (uint16_t)service_get_restart(reader);
    service->max_restarts = service_get_max_restarts(reader);
    if (!service->max_restarts)
        service->max_restarts = DEFAULT_RESTARTS;
    if (service->max_restarts > MOST_RESTARTS)
        service->max_restarts = MOST_RESTARTS;
    service->restart_times = rt_alloc_zeroed(init->rt, service->max_restarts * sizeof(service->restart_times[0]));
    return service->restart_times ? STATUS_OK : init_fail(init, STATUS_NO_MEMORY, "no memory for the plan");
}

static status_t service_make(struct init *init, struct service *service, const struct service_reader *reader,
                             const struct capn_list *profiles)
{
    struct capn_text name, binary, profile;
    struct capn_list references, exports;
    status_t status;

    service->init = init;
    service->process = CAP_ID_INVALID;
    status = service_get_name(reader, &name);
    if (status == STATUS_OK)
        status = service_get_binary(reader, &binary);
    if (status == STATUS_OK)
        status = service_get_profile(reader, &profile);
    if (status == STATUS_OK)
        status = service_get_caps(reader, &references);
    if (status == STATUS_OK)
        status = service_get_exports(reader, &exports);
    if (status < 0)
        return init_fail(init, status, "service %u is unreadable", (unsigned)(service - init->services));
    name_copy(service->name, name);
    name_copy(service->binary, binary);
    status = restarts_make(init, service, reader);
    if (status == STATUS_OK)
        status = limits_make(init, service, profiles, profile);
    if (status == STATUS_OK)
        status = grants_make(init, service, &references);
    if (status == STATUS_OK)
        status = exports_make(init, service, &exports);
    return status;
}

status_t plan_make(struct init *init, const struct system_manifest_reader *manifest)
{
    struct init_config_reader config;
    struct capn_list services, profiles;
    struct service_reader reader;
    struct capn_text name;
    status_t status;

    status = system_manifest_get_name(manifest, &name);
    if (status == STATUS_OK)
        status = system_manifest_get_init_config(manifest, &config);
    if (status == STATUS_OK)
        status = init_config_get_services(&config, &services);
    if (status == STATUS_OK)
        status = init_config_get_profiles(&config, &profiles);
    if (status < 0)
        return init_fail(init, status, "initConfig is unreadable: %s", capn_status_text(status));
    name_copy(init->system_name, name);
    if (services.count > RT_WATCH_MAX)
        return init_fail(init, STATUS_LIMIT_EXCEEDED, "%u services; init can watch %u", services.count, RT_WATCH_MAX);
    init->services = rt_alloc_zeroed(init->rt, (services.count + 1) * sizeof(init->services[0]));
    if (!init->services)
        return init_fail(init, STATUS_NO_MEMORY, "no memory for the plan");
    for (uint32_t i = 0; i < services.count; i++) {
        status = service_list_get(&services, i, &reader);
        if (status < 0)
            return init_fail(init, status, "service %u is unreadable", i);
        status = service_make(init, &init->services[i], &reader, &profiles);
        if (status < 0)
            return status;
        init->service_count++;
    }
    return STATUS_OK;
}
