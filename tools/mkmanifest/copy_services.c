/* SPDX-License-Identifier: MIT */
/* Copying services. */
#include "copy.h"

typedef status_t copy_source(const struct cap_ref_source_reader *from, const struct cap_ref_source_builder *to);

static status_t copy_init(const struct cap_ref_source_reader *from, const struct cap_ref_source_builder *to)
{
    struct capn_text name;
    status_t status = cap_ref_source_get_init(from, &name);

    return status != STATUS_OK ? status : cap_ref_source_set_init(to, name);
}

static status_t copy_service_source(const struct cap_ref_source_reader *from, const struct cap_ref_source_builder *to)
{
    struct service_source_reader source;
    struct service_source_builder copied;
    status_t status;

    if ((status = cap_ref_source_get_service(from, &source)) != STATUS_OK ||
        (status = cap_ref_source_init_service(to, &copied)) != STATUS_OK)
        return status;
    COPY_TEXT(&source, &copied, service_source, service);
    COPY_TEXT(&source, &copied, service_source, export);
    return STATUS_OK;
}

static status_t copy_endpoint(const struct cap_ref_source_reader *from, const struct cap_ref_source_builder *to)
{
    cap_ref_source_set_endpoint(to, cap_ref_source_get_endpoint(from));
    return STATUS_OK;
}

/* A source without arguments is only its tag. */
#define DEFINE_COPY_PLAIN_SOURCE(source)                                                                               \
    static status_t copy_##source(const struct cap_ref_source_reader *from, const struct cap_ref_source_builder *to)   \
    {                                                                                                                  \
        (void)from;                                                                                                    \
        cap_ref_source_set_##source(to);                                                                               \
        return STATUS_OK;                                                                                              \
    }

DEFINE_COPY_PLAIN_SOURCE(unset)
DEFINE_COPY_PLAIN_SOURCE(virtual_memory)
DEFINE_COPY_PLAIN_SOURCE(thread_control)
DEFINE_COPY_PLAIN_SOURCE(frame_allocator)
DEFINE_COPY_PLAIN_SOURCE(endpoint_factory)
DEFINE_COPY_PLAIN_SOURCE(capability_manager)
DEFINE_COPY_PLAIN_SOURCE(session)
DEFINE_COPY_PLAIN_SOURCE(thread_spawner)
DEFINE_COPY_PLAIN_SOURCE(park_space)

static copy_source *const sources[] = {
    [CAP_REF_SOURCE_WHICH_UNSET] = copy_unset,
    [CAP_REF_SOURCE_WHICH_INIT] = copy_init,
    [CAP_REF_SOURCE_WHICH_SERVICE] = copy_service_source,
    [CAP_REF_SOURCE_WHICH_ENDPOINT] = copy_endpoint,
    [CAP_REF_SOURCE_WHICH_VIRTUAL_MEMORY] = copy_virtual_memory,
    [CAP_REF_SOURCE_WHICH_THREAD_CONTROL] = copy_thread_control,
    [CAP_REF_SOURCE_WHICH_FRAME_ALLOCATOR] = copy_frame_allocator,
    [CAP_REF_SOURCE_WHICH_ENDPOINT_FACTORY] = copy_endpoint_factory,
    [CAP_REF_SOURCE_WHICH_CAPABILITY_MANAGER] = copy_capability_manager,
    [CAP_REF_SOURCE_WHICH_SESSION] = copy_session,
    [CAP_REF_SOURCE_WHICH_THREAD_SPAWNER] = copy_thread_spawner,
    [CAP_REF_SOURCE_WHICH_PARK_SPACE] = copy_park_space,
};
#define SOURCE_COUNT (sizeof(sources) / sizeof(sources[0]))

/* A source that this tool does not know becomes an unset one, and that is rejected: nothing is passed on unseen. */
static status_t copy_cap(const struct cap_ref_reader *from, const struct cap_ref_builder *to)
{
    struct cap_ref_source_reader source = cap_ref_get_source(from);
    struct cap_ref_source_builder copied = cap_ref_get_source_builder(to);
    uint32_t which = cap_ref_source_which(&source);

    COPY_TEXT(from, to, cap_ref, name);
    cap_ref_set_expected_interface_id(to, cap_ref_get_expected_interface_id(from));
    return sources[which < SOURCE_COUNT ? which : CAP_REF_SOURCE_WHICH_UNSET](&source, &copied);
}

static status_t copy_caps(const struct service_reader *from, const struct service_builder *to)
{
    struct capn_list caps;
    struct capn_list_builder copies;
    status_t status = service_get_caps(from, &caps);

    if (status != STATUS_OK || caps.count == 0)
        return status;
    status = service_init_caps(to, caps.count, &copies);
    for (uint32_t i = 0; status == STATUS_OK && i < caps.count; i++) {
        struct cap_ref_reader cap;
        struct cap_ref_builder copied;

        if ((status = cap_ref_list_get(&caps, i, &cap)) == STATUS_OK &&
            (status = cap_ref_list_at(&copies, i, &copied)) == STATUS_OK)
            status = copy_cap(&cap, &copied);
    }
    return status;
}

static status_t copy_export(const struct export_reader *from, const struct export_builder *to)
{
    COPY_TEXT(from, to, export, name);
    COPY_TEXT(from, to, export, cap);
    return STATUS_OK;
}

static status_t copy_exports(const struct service_reader *from, const struct service_builder *to)
{
    struct capn_list exports;
    struct capn_list_builder copies;
    status_t status = service_get_exports(from, &exports);

    if (status != STATUS_OK || exports.count == 0)
        return status;
    status = service_init_exports(to, exports.count, &copies);
    for (uint32_t i = 0; status == STATUS_OK && i < exports.count; i++) {
        struct export_reader export;
        struct export_builder copied;

        if ((status = export_list_get(&exports, i, &export)) == STATUS_OK &&
            (status = export_list_at(&copies, i, &copied)) == STATUS_OK)
            status = copy_export(&export, &copied);
    }
    return status;
}

static status_t copy_service(const struct service_reader *from, const struct service_builder *to)
{
    status_t status;

    COPY_TEXT(from, to, service, name);
    COPY_TEXT(from, to, service, binary);
    COPY_TEXT(from, to, service, profile);
    service_set_restart(to, service_get_restart(from));
    service_set_max_restarts(to, service_get_max_restarts(from));
    status = copy_caps(from, to);
    return status != STATUS_OK ? status : copy_exports(from, to);
}

status_t copy_services(struct copy *copy, const struct init_config_reader *from, const struct init_config_builder *to)
{
    struct capn_list services;
    struct capn_list_builder copies;
    status_t status;

    copy_enter(copy, "initConfig.services");
    status = init_config_get_services(from, &services);
    if (status != STATUS_OK || services.count == 0)
        return status;
    status = init_config_init_services(to, services.count, &copies);
    for (uint32_t i = 0; status == STATUS_OK && i < services.count; i++) {
        struct service_reader service;
        struct service_builder copied;

        copy_enter(copy, "initConfig.services[%u]", i);
        if ((status = service_list_get(&services, i, &service)) == STATUS_OK &&
            (status = service_list_at(&copies, i, &copied)) == STATUS_OK)
            status = copy_service(&service, &copied);
    }
    return status;
}
