/* SPDX-License-Identifier: MIT */
/* From a manifest's kernel sources to holds: one small function per source, in a table by union tag. See sources.h. */
#include "object/sources.h"

#include "arch/interrupt.h"
#include "core/resource_limits.h"
#include "ipc/session.h"
#include "object/boot_blob.h"
#include "object/endpoint_factory.h"
#include "object/io_ports.h"
#include "object/process_spawner.h"
#include "object/scheduler_control.h"
#include "object/singletons.h"
#include "sched/process.h"

/* The objects behind the singletons. Each keeps the reference that it is born with. */
static struct singleton {
    struct object_kind *kind;
    struct object object;
} singletons[] = {
    { .kind = &console_kind },        { .kind = &boot_package_kind },   { .kind = &timer_kind },
    { .kind = &entropy_source_kind }, { .kind = &system_control_kind }, { .kind = &inspector_kind },
    { .kind = &frame_allocator_kind }, { .kind = &virtual_memory_kind }, { .kind = &thread_control_kind },
    { .kind = &null_cap_kind },       { .kind = &endpoint_factory_kind },
    { .kind = &capability_manager_kind }, { .kind = &tap_factory_kind }, { .kind = &payload_tap_factory_kind },
    { .kind = &session_factory_kind }, { .kind = &thread_spawner_kind }, { .kind = &park_space_kind },
};

void sources_init(void)
{
    for (uint32_t i = 0; i < sizeof(singletons) / sizeof(singletons[0]); i++)
        object_init(&singletons[i].object, singletons[i].kind);
}

struct cap_hold source_singleton_hold(struct object_kind *kind)
{
    for (uint32_t i = 0; i < sizeof(singletons) / sizeof(singletons[0]); i++) {
        if (singletons[i].kind == kind)
            return object_make_hold(&singletons[i].object, CAP_ORIGIN_KERNEL);
    }
    panic("%s is not a singleton", kind->name);
}

static status_t make_blob(const struct kernel_cap_source_reader *source, struct object **object)
{
    struct capn_text name;
    status_t status = kernel_cap_source_get_boot_blob(source, &name);

    return status == STATUS_OK ? boot_blob_create(name, object) : status;
}

static status_t make_spawner(const struct kernel_cap_source_reader *source, struct object **object)
{
    struct capn_list allowed;
    status_t status = kernel_cap_source_get_process_spawner(source, &allowed);

    return status == STATUS_OK ? process_spawner_create(&allowed, object) : status;
}

static status_t make_ports(const struct kernel_cap_source_reader *source, struct object **object)
{
    struct port_range_reader range;
    status_t status = kernel_cap_source_get_io_ports(source, &range);

    return status == STATUS_OK ? io_ports_create(port_range_get_base(&range), port_range_get_count(&range), object) : status;
}

static status_t make_interrupt(const struct kernel_cap_source_reader *source, struct object **object)
{
    return interrupt_create(kernel_cap_source_get_interrupt(source), object);
}

static const char *missing_interrupt(const struct kernel_cap_source_reader *source)
{
    return interrupt_line_missing(kernel_cap_source_get_interrupt(source));
}

static status_t make_session(const struct kernel_cap_source_reader *source, struct object **object)
{
    (void)source;
    *object = &session_first()->object;
    object_get(*object);
    return STATUS_OK;
}

static status_t make_scheduler_control(const struct kernel_cap_source_reader *source, struct object **object)
{
    (void)source;
    *object = scheduler_control_first();
    return STATUS_OK;
}

struct source {
    struct object_kind *singleton;
    status_t (*make)(const struct kernel_cap_source_reader *source, struct object **object);
    /* Optional. Why make found nothing. */
    const char *(*missing)(const struct kernel_cap_source_reader *source);
    uint64_t interface_id;              /* that the hold exposes; 0: the object's own */
};

static const struct source sources[] = {
    [KERNEL_CAP_SOURCE_WHICH_CONSOLE] = { .singleton = &console_kind },
    [KERNEL_CAP_SOURCE_WHICH_BOOT_PACKAGE] = { .singleton = &boot_package_kind },
    [KERNEL_CAP_SOURCE_WHICH_BOOT_BLOB] = { .make = make_blob },
    [KERNEL_CAP_SOURCE_WHICH_PROCESS_SPAWNER] = { .make = make_spawner },
    [KERNEL_CAP_SOURCE_WHICH_FRAME_ALLOCATOR] = { .singleton = &frame_allocator_kind },
    [KERNEL_CAP_SOURCE_WHICH_VIRTUAL_MEMORY] = { .singleton = &virtual_memory_kind },
    [KERNEL_CAP_SOURCE_WHICH_THREAD_CONTROL] = { .singleton = &thread_control_kind },
    [KERNEL_CAP_SOURCE_WHICH_TIMER] = { .singleton = &timer_kind },
    [KERNEL_CAP_SOURCE_WHICH_ENTROPY_SOURCE] = { .singleton = &entropy_source_kind },
    [KERNEL_CAP_SOURCE_WHICH_SYSTEM_CONTROL] = { .singleton = &system_control_kind },
    [KERNEL_CAP_SOURCE_WHICH_INSPECTOR] = { .singleton = &inspector_kind },
    [KERNEL_CAP_SOURCE_WHICH_IO_PORTS] = { .make = make_ports },
    [KERNEL_CAP_SOURCE_WHICH_INTERRUPT] = { .make = make_interrupt, .missing = missing_interrupt },
    [KERNEL_CAP_SOURCE_WHICH_ENDPOINT_FACTORY] = { .singleton = &endpoint_factory_kind },
    [KERNEL_CAP_SOURCE_WHICH_NULL_CAP] = { .singleton = &null_cap_kind },
    [KERNEL_CAP_SOURCE_WHICH_CAPABILITY_MANAGER] = { .singleton = &capability_manager_kind },
    [KERNEL_CAP_SOURCE_WHICH_TAP_FACTORY] = { .singleton = &tap_factory_kind },
    [KERNEL_CAP_SOURCE_WHICH_PAYLOAD_TAP_FACTORY] = { .singleton = &payload_tap_factory_kind },
    [KERNEL_CAP_SOURCE_WHICH_SESSION_FACTORY] = { .singleton = &session_factory_kind },
    [KERNEL_CAP_SOURCE_WHICH_SESSION] = { .make = make_session, .interface_id = USER_SESSION_INTERFACE_ID },
    [KERNEL_CAP_SOURCE_WHICH_THREAD_SPAWNER] = { .singleton = &thread_spawner_kind },
    [KERNEL_CAP_SOURCE_WHICH_PARK_SPACE] = { .singleton = &park_space_kind },
    [KERNEL_CAP_SOURCE_WHICH_SCHEDULER_CONTROL] = { .make = make_scheduler_control },
};

status_t source_make_hold(const struct kernel_cap_source_reader *reader, struct cap_hold *hold, const char **reason)
{
    uint32_t which = kernel_cap_source_which(reader);
    struct object *object;
    status_t status;

    *reason = NULL;
    if (which >= sizeof(sources) / sizeof(sources[0]))
        return STATUS_INVALID_ARGUMENT;
    if (sources[which].singleton) {
        *hold = source_singleton_hold(sources[which].singleton);
        object_get(hold->object);
        return STATUS_OK;
    }
    if (!sources[which].make)
        return STATUS_INVALID_ARGUMENT;
    status = sources[which].make(reader, &object);
    if (status == STATUS_NOT_FOUND && sources[which].missing)
        *reason = sources[which].missing(reader);
    if (status != STATUS_OK)
        return status;
    *hold = object_make_hold(object, CAP_ORIGIN_KERNEL);
    if (sources[which].interface_id != 0)
        hold->interface_id = sources[which].interface_id;
    return STATUS_OK;
}

void source_read_limits(const struct resource_limits_reader *reader, uint64_t limits[LEDGER_RESOURCE_COUNT])
{
    RESOURCE_LIMITS(RESOURCE_LIMITS_READ_ONE)
}
