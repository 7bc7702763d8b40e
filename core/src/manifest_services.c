/* SPDX-License-Identifier: MIT */
/*
 * The service graph of a manifest. Services start in list order and a reference may only go to an earlier one, so the
 * graph cannot have a cycle and one pass decides it: everything that a reference can reach was checked before.
 */
#include "manifest_priv.h"

#include "capability.capnp.h"
#include "kernel.capnp.h"
#include "memory.capnp.h"
#include "process.capnp.h"
#include "session.capnp.h"
#include "thread.capnp.h"

#include "abi/limits.h"
#include "abi/ring.h"

/* One service while it is checked. */
struct service_check {
    struct manifest_check *check;
    uint32_t index;                         /* in check->services */
    struct capn_list caps;
    struct capn_list exports;
};

/* Checks one kind of source at the current path; interface_id gets what the service's capability will expose. */
typedef status_t check_cap_source(struct service_check *service, const struct cap_ref_source_reader *source,
                                  uint64_t *interface_id);

/*
 * A copy of what init holds. Only interfaces that may be copied: a service that is restarted gets its grants again, and
 * init could give a hold that moves or stays only once or never.
 */
static status_t check_source_init(struct service_check *service, const struct cap_ref_source_reader *source,
                                  uint64_t *interface_id)
{
    struct manifest_check *check = service->check;
    const struct capn_interface *interface;
    struct kernel_cap_reader cap;
    struct kernel_cap_source_reader kernel_source;
    struct capn_text name;
    uint32_t index;
    status_t status = cap_ref_source_get_init(source, &name);

    if (status != STATUS_OK)
        return manifest_reject_unreadable(check, status);
    status = manifest_check_reference(check, &check->init_caps, manifest_name_of_kernel_cap, name, "capability of init",
                                      &index);
    if (status != STATUS_OK)
        return status;
    if ((status = kernel_cap_list_get(&check->init_caps, index, &cap)) != STATUS_OK ||
        (status = kernel_cap_get_source(&cap, &kernel_source)) != STATUS_OK)
        return manifest_reject_unreadable(check, status);
    interface = manifest_kernel_source_info(&kernel_source);
    if (!interface || interface->transfer_mode != CAP_TRANSFER_COPY)
        return manifest_reject(check, "init cannot give away copies of %s: its interface does not allow it",
                               manifest_show(name).text);
    *interface_id = interface->id;
    return STATUS_OK;
}

/* The interface that an earlier, already checked service exports under that name. */
static status_t exported_interface(const struct service_reader *exporter, struct capn_text export_name,
                                   uint64_t *interface_id)
{
    struct capn_list exports;
    struct capn_list caps;
    struct export_reader export;
    struct cap_ref_reader cap;
    struct cap_ref_source_reader source;
    struct capn_text cap_name;
    uint32_t index;
    status_t status;

    if ((status = service_get_exports(exporter, &exports)) != STATUS_OK ||
        (status = service_get_caps(exporter, &caps)) != STATUS_OK ||
        (status = manifest_find_name(&exports, manifest_name_of_export, export_name, &index)) != STATUS_OK ||
        (status = export_list_get(&exports, index, &export)) != STATUS_OK ||
        (status = export_get_cap(&export, &cap_name)) != STATUS_OK ||
        (status = manifest_find_name(&caps, manifest_name_of_cap_ref, cap_name, &index)) != STATUS_OK ||
        (status = cap_ref_list_get(&caps, index, &cap)) != STATUS_OK)
        return status;
    source = cap_ref_get_source(&cap);
    *interface_id = cap_ref_source_get_endpoint(&source);
    return STATUS_OK;
}

static status_t check_source_service(struct service_check *service, const struct cap_ref_source_reader *source,
                                     uint64_t *interface_id)
{
    struct manifest_check *check = service->check;
    struct service_source_reader reference;
    struct service_reader exporter;
    struct capn_text service_name;
    struct capn_text export_name;
    uint32_t mark = manifest_path_enter(check, "service");
    uint32_t index;
    status_t status;

    if ((status = cap_ref_source_get_service(source, &reference)) != STATUS_OK ||
        (status = service_source_get_service(&reference, &service_name)) != STATUS_OK ||
        (status = service_source_get_export(&reference, &export_name)) != STATUS_OK)
        return manifest_reject_unreadable(check, status);
    status = manifest_check_reference(check, &check->services, manifest_name_of_service, service_name, "service",
                                      &index);
    if (status != STATUS_OK)
        return status;
    if (index >= service->index)
        return manifest_reject(check, "service %s does not start earlier in the list",
                               manifest_show(service_name).text);

    manifest_path_leave(check, mark);
    manifest_path_enter(check, "export");
    status = service_list_get(&check->services, index, &exporter);
    if (status == STATUS_OK)
        status = exported_interface(&exporter, export_name, interface_id);
    if (status == STATUS_NOT_FOUND)
        return manifest_reject(check, "service %s exports no %s",
                               manifest_show(service_name).text, manifest_show(export_name).text);
    if (status != STATUS_OK)
        return manifest_reject_unreadable(check, status);
    manifest_path_leave(check, mark);
    return STATUS_OK;
}

/* Without schemas in the package any id is as good as another. */
static status_t check_source_endpoint(struct service_check *service, const struct cap_ref_source_reader *source,
                                      uint64_t *interface_id)
{
    struct manifest_check *check = service->check;
    uint64_t seen = cap_ref_source_get_endpoint(source);
    struct capn_node node;
    status_t status;

    (void)interface_id;
    if (seen == 0)
        return manifest_reject(check, "the interface id that clients see is 0");
    if (!check->has_schemas)
        return STATUS_OK;
    status = capn_schema_find(&check->schemas, seen, &node);
    if (status == STATUS_NOT_FOUND || (status == STATUS_OK && node.kind != CAPN_NODE_INTERFACE))
        return manifest_reject(check, "the schemas have no interface 0x%lx", seen);
    return status != STATUS_OK ? manifest_reject_unreadable(check, status) : STATUS_OK;
}

/* Sources with an interface_id are objects of the new process itself: there is nothing more to check. */
static const struct {
    const char *field;
    uint64_t interface_id;
    check_cap_source *check;
} cap_sources[] = {
    [CAP_REF_SOURCE_WHICH_INIT] = { "init", 0, check_source_init },
    [CAP_REF_SOURCE_WHICH_SERVICE] = { "service", 0, check_source_service },
    [CAP_REF_SOURCE_WHICH_ENDPOINT] = { "endpoint", ENDPOINT_INTERFACE_ID, check_source_endpoint },
    [CAP_REF_SOURCE_WHICH_VIRTUAL_MEMORY] = { "virtualMemory", VIRTUAL_MEMORY_INTERFACE_ID, NULL },
    [CAP_REF_SOURCE_WHICH_THREAD_CONTROL] = { "threadControl", THREAD_CONTROL_INTERFACE_ID, NULL },
    [CAP_REF_SOURCE_WHICH_FRAME_ALLOCATOR] = { "frameAllocator", FRAME_ALLOCATOR_INTERFACE_ID, NULL },
    [CAP_REF_SOURCE_WHICH_ENDPOINT_FACTORY] = { "endpointFactory", ENDPOINT_FACTORY_INTERFACE_ID, NULL },
    [CAP_REF_SOURCE_WHICH_CAPABILITY_MANAGER] = { "capabilityManager", CAPABILITY_MANAGER_INTERFACE_ID, NULL },
    [CAP_REF_SOURCE_WHICH_SESSION] = { "session", USER_SESSION_INTERFACE_ID, NULL },
    [CAP_REF_SOURCE_WHICH_THREAD_SPAWNER] = { "threadSpawner", THREAD_SPAWNER_INTERFACE_ID, NULL },
    [CAP_REF_SOURCE_WHICH_PARK_SPACE] = { "parkSpace", PARK_SPACE_INTERFACE_ID, NULL },
};
#define CAP_SOURCE_COUNT (sizeof(cap_sources) / sizeof(cap_sources[0]))

static status_t check_cap(struct service_check *service, uint32_t index)
{
    struct manifest_check *check = service->check;
    struct cap_ref_reader cap;
    struct cap_ref_source_reader source;
    uint64_t interface_id;
    uint32_t which;
    uint32_t mark;
    status_t status = cap_ref_list_get(&service->caps, index, &cap);

    if (status != STATUS_OK)
        return manifest_reject_unreadable(check, status);
    source = cap_ref_get_source(&cap);
    which = cap_ref_source_which(&source);
    mark = manifest_path_enter(check, "source");
    if (which == CAP_REF_SOURCE_WHICH_UNSET)
        return manifest_reject(check, "no source is set");
    if (which >= CAP_SOURCE_COUNT)
        return manifest_reject(check, "unknown source number %u", which);
    manifest_path_enter(check, cap_sources[which].field);
    interface_id = cap_sources[which].interface_id;
    if (cap_sources[which].check)
        status = cap_sources[which].check(service, &source, &interface_id);
    if (status != STATUS_OK)
        return status;
    manifest_path_leave(check, mark);
    return manifest_check_expected(check, cap_ref_get_expected_interface_id(&cap), interface_id);
}

static status_t check_caps(struct service_check *service)
{
    struct manifest_check *check = service->check;
    uint32_t mark = manifest_path_enter(check, "caps");
    status_t status = manifest_check_names(check, &service->caps, CAPSET_MAX_ENTRIES, manifest_name_of_cap_ref, "name");

    for (uint32_t i = 0; status == STATUS_OK && i < service->caps.count; i++) {
        uint32_t element = manifest_path_enter_index(check, i);
        status = check_cap(service, i);
        if (status == STATUS_OK)
            manifest_path_leave(check, element);
    }
    if (status == STATUS_OK)
        manifest_path_leave(check, mark);
    return status;
}

/*
 * Only an endpoint that the service itself serves. What came from init or from another service is theirs to give:
 * passing it on would hide from the page who talks to whom.
 */
static status_t check_export(struct service_check *service, uint32_t index)
{
    struct manifest_check *check = service->check;
    struct export_reader export;
    struct cap_ref_reader cap;
    struct cap_ref_source_reader source;
    struct capn_text name;
    uint32_t cap_index;
    status_t status;

    manifest_path_enter(check, "cap");
    if ((status = export_list_get(&service->exports, index, &export)) != STATUS_OK ||
        (status = export_get_cap(&export, &name)) != STATUS_OK)
        return manifest_reject_unreadable(check, status);
    status = manifest_check_reference(check, &service->caps, manifest_name_of_cap_ref, name,
                                      "capability of this service", &cap_index);
    if (status != STATUS_OK)
        return status;
    status = cap_ref_list_get(&service->caps, cap_index, &cap);
    if (status != STATUS_OK)
        return manifest_reject_unreadable(check, status);
    source = cap_ref_get_source(&cap);
    if (cap_ref_source_which(&source) != CAP_REF_SOURCE_WHICH_ENDPOINT)
        return manifest_reject(check, "%s is not an endpoint of this service, nothing else can be exported",
                               manifest_show(name).text);
    return STATUS_OK;
}

static status_t check_exports(struct service_check *service)
{
    struct manifest_check *check = service->check;
    uint32_t mark = manifest_path_enter(check, "exports");
    status_t status = manifest_check_names(check, &service->exports, CAPSET_MAX_ENTRIES, manifest_name_of_export,
                                           "name");

    for (uint32_t i = 0; status == STATUS_OK && i < service->exports.count; i++) {
        uint32_t element = manifest_path_enter_index(check, i);
        status = check_export(service, i);
        if (status == STATUS_OK)
            manifest_path_leave(check, element);
    }
    if (status == STATUS_OK)
        manifest_path_leave(check, mark);
    return status;
}

static status_t check_references(struct manifest_check *check, const struct service_reader *service)
{
    struct capn_text binary;
    struct capn_text profile;
    uint32_t index;
    uint32_t mark = check->path_len;
    status_t status;

    if ((status = service_get_binary(service, &binary)) != STATUS_OK ||
        (status = service_get_profile(service, &profile)) != STATUS_OK)
        return manifest_reject_unreadable(check, status);
    manifest_path_enter(check, "binary");
    status = manifest_check_reference(check, &check->binaries, manifest_name_of_blob, binary, "binary", &index);
    if (status != STATUS_OK)
        return status;
    manifest_path_leave(check, mark);
    if (profile.len > 0) {
        manifest_path_enter(check, "profile");
        status = manifest_check_reference(check, &check->profiles, manifest_name_of_profile, profile, "profile",
                                          &index);
        if (status != STATUS_OK)
            return status;
        manifest_path_leave(check, mark);
    }
    if ((uint32_t)service_get_restart(service) >= RESTART_POLICY_COUNT) {
        manifest_path_enter(check, "restart");
        return manifest_reject(check, "unknown policy number %u", (uint32_t)service_get_restart(service));
    }
    return STATUS_OK;
}

static status_t check_service(struct manifest_check *check, uint32_t index)
{
    struct service_check service = { .check = check, .index = index };
    struct service_reader reader;
    status_t status;

    if ((status = service_list_get(&check->services, index, &reader)) != STATUS_OK ||
        (status = service_get_caps(&reader, &service.caps)) != STATUS_OK ||
        (status = service_get_exports(&reader, &service.exports)) != STATUS_OK)
        return manifest_reject_unreadable(check, status);
    if ((status = check_references(check, &reader)) != STATUS_OK ||
        (status = check_caps(&service)) != STATUS_OK)
        return status;
    return check_exports(&service);
}

status_t manifest_check_services(struct manifest_check *check)
{
    uint32_t mark = manifest_path_enter(check, "services");
    status_t status = manifest_check_names(check, &check->services, MANIFEST_MAX_SERVICES, manifest_name_of_service,
                                           "name");

    for (uint32_t i = 0; status == STATUS_OK && i < check->services.count; i++) {
        uint32_t element = manifest_path_enter_index(check, i);
        status = check_service(check, i);
        if (status == STATUS_OK)
            manifest_path_leave(check, element);
    }
    if (status == STATUS_OK)
        manifest_path_leave(check, mark);
    return status;
}
