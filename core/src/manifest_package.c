/* SPDX-License-Identifier: MIT */
/* The kernel's part of the manifest check: version, binaries, blobs, init and the capabilities made for it. */
#include "manifest_priv.h"

#include "capability.capnp.h"
#include "kernel.capnp.h"
#include "memory.capnp.h"
#include "process.capnp.h"
#include "scheduling.capnp.h"
#include "session.capnp.h"
#include "thread.capnp.h"

#include "abi/limits.h"

typedef status_t check_source_arguments(struct manifest_check *check, const struct kernel_cap_source_reader *source);

static status_t check_boot_blob(struct manifest_check *check, const struct kernel_cap_source_reader *source)
{
    uint32_t index;
    struct capn_text name;
    status_t status = kernel_cap_source_get_boot_blob(source, &name);

    if (status != STATUS_OK)
        return manifest_reject_unreadable(check, status);
    return manifest_check_reference(check, &check->blobs, manifest_name_of_blob, name, "blob", &index);
}

/* The list limits the spawner; none of its names may be a slip of the pen that is noticed when somebody types it. */
static status_t check_process_spawner(struct manifest_check *check, const struct kernel_cap_source_reader *source)
{
    struct capn_list names;
    status_t status = kernel_cap_source_get_process_spawner(source, &names);

    if (status != STATUS_OK)
        return manifest_reject_unreadable(check, status);
    status = manifest_check_names(check, &names, MANIFEST_MAX_BINARIES, manifest_name_of_text, NULL);
    for (uint32_t i = 0; status == STATUS_OK && i < names.count; i++) {
        uint32_t mark = manifest_path_enter_index(check, i);
        uint32_t index;
        struct capn_text name;

        status = manifest_name_of_text(&names, i, &name);
        if (status != STATUS_OK)
            return manifest_reject_unreadable(check, status);
        status = manifest_check_reference(check, &check->binaries, manifest_name_of_blob, name, "binary", &index);
        if (status == STATUS_OK)
            manifest_path_leave(check, mark);
    }
    return status;
}

static status_t check_io_ports(struct manifest_check *check, const struct kernel_cap_source_reader *source)
{
    struct port_range_reader range;
    status_t status = kernel_cap_source_get_io_ports(source, &range);
    uint32_t base;
    uint32_t count;

    if (status != STATUS_OK)
        return manifest_reject_unreadable(check, status);
    base = port_range_get_base(&range);
    count = port_range_get_count(&range);
    if (count == 0)
        return manifest_reject(check, "count must be at least 1");
    if (base + count > 0x10000u)
        return manifest_reject(check, "base %u with count %u goes past port 65535", base, count);
    return STATUS_OK;
}

static status_t check_interrupt(struct manifest_check *check, const struct kernel_cap_source_reader *source)
{
    uint32_t line = kernel_cap_source_get_interrupt(source);

    if (line >= MANIFEST_INTERRUPT_LINES)
        return manifest_reject(check, "line %u, must be below %u", line, MANIFEST_INTERRUPT_LINES);
    return STATUS_OK;
}

/* What each source makes and how its arguments are checked. A source without an entry is unset or unknown. */
static const struct {
    const struct capn_interface *interface;
    const char *field;                      /* in paths, when there are arguments */
    check_source_arguments *check_arguments;
} kernel_sources[] = {
    [KERNEL_CAP_SOURCE_WHICH_CONSOLE] = { &console_interface, NULL, NULL },
    [KERNEL_CAP_SOURCE_WHICH_BOOT_PACKAGE] = { &boot_package_interface, NULL, NULL },
    [KERNEL_CAP_SOURCE_WHICH_BOOT_BLOB] = { &boot_blob_interface, "bootBlob", check_boot_blob },
    [KERNEL_CAP_SOURCE_WHICH_PROCESS_SPAWNER] = { &process_spawner_interface, "processSpawner", check_process_spawner },
    [KERNEL_CAP_SOURCE_WHICH_FRAME_ALLOCATOR] = { &frame_allocator_interface, NULL, NULL },
    [KERNEL_CAP_SOURCE_WHICH_VIRTUAL_MEMORY] = { &virtual_memory_interface, NULL, NULL },
    [KERNEL_CAP_SOURCE_WHICH_THREAD_CONTROL] = { &thread_control_interface, NULL, NULL },
    [KERNEL_CAP_SOURCE_WHICH_TIMER] = { &timer_interface, NULL, NULL },
    [KERNEL_CAP_SOURCE_WHICH_ENTROPY_SOURCE] = { &entropy_source_interface, NULL, NULL },
    [KERNEL_CAP_SOURCE_WHICH_SYSTEM_CONTROL] = { &system_control_interface, NULL, NULL },
    [KERNEL_CAP_SOURCE_WHICH_INSPECTOR] = { &inspector_interface, NULL, NULL },
    [KERNEL_CAP_SOURCE_WHICH_IO_PORTS] = { &io_ports_interface, "ioPorts", check_io_ports },
    [KERNEL_CAP_SOURCE_WHICH_INTERRUPT] = { &interrupt_interface, "interrupt", check_interrupt },
    [KERNEL_CAP_SOURCE_WHICH_ENDPOINT_FACTORY] = { &endpoint_factory_interface, NULL, NULL },
    [KERNEL_CAP_SOURCE_WHICH_NULL_CAP] = { &null_cap_interface, NULL, NULL },
    [KERNEL_CAP_SOURCE_WHICH_CAPABILITY_MANAGER] = { &capability_manager_interface, NULL, NULL },
    [KERNEL_CAP_SOURCE_WHICH_TAP_FACTORY] = { &tap_factory_interface, NULL, NULL },
    [KERNEL_CAP_SOURCE_WHICH_PAYLOAD_TAP_FACTORY] = { &payload_tap_factory_interface, NULL, NULL },
    [KERNEL_CAP_SOURCE_WHICH_SESSION_FACTORY] = { &session_factory_interface, NULL, NULL },
    [KERNEL_CAP_SOURCE_WHICH_SESSION] = { &user_session_interface, NULL, NULL },
    [KERNEL_CAP_SOURCE_WHICH_THREAD_SPAWNER] = { &thread_spawner_interface, NULL, NULL },
    [KERNEL_CAP_SOURCE_WHICH_PARK_SPACE] = { &park_space_interface, NULL, NULL },
    [KERNEL_CAP_SOURCE_WHICH_SCHEDULER_CONTROL] = { &scheduler_control_interface, NULL, NULL },
};
#define KERNEL_SOURCE_COUNT (sizeof(kernel_sources) / sizeof(kernel_sources[0]))

const struct capn_interface *manifest_kernel_source_info(const struct kernel_cap_source_reader *source)
{
    uint32_t which = kernel_cap_source_which(source);

    return which < KERNEL_SOURCE_COUNT ? kernel_sources[which].interface : NULL;
}

uint64_t manifest_kernel_source_interface(const struct kernel_cap_source_reader *source)
{
    const struct capn_interface *interface = manifest_kernel_source_info(source);

    return interface ? interface->id : 0;
}

static status_t check_kernel_source(struct manifest_check *check, const struct kernel_cap_source_reader *source)
{
    uint32_t which = kernel_cap_source_which(source);
    uint32_t mark = manifest_path_enter(check, "source");
    status_t status = STATUS_OK;

    if (which == KERNEL_CAP_SOURCE_WHICH_UNSET)
        return manifest_reject(check, "no source is set");
    if (!manifest_kernel_source_info(source))
        return manifest_reject(check, "unknown source number %u", which);
    if (kernel_sources[which].check_arguments) {
        manifest_path_enter(check, kernel_sources[which].field);
        status = kernel_sources[which].check_arguments(check, source);
    }
    if (status == STATUS_OK)
        manifest_path_leave(check, mark);
    return status;
}

static status_t check_init_cap(struct manifest_check *check, uint32_t index)
{
    struct kernel_cap_reader cap;
    struct kernel_cap_source_reader source;
    status_t status = kernel_cap_list_get(&check->init_caps, index, &cap);

    if (status == STATUS_OK)
        status = kernel_cap_get_source(&cap, &source);
    if (status != STATUS_OK)
        return manifest_reject_unreadable(check, status);
    status = check_kernel_source(check, &source);
    if (status != STATUS_OK)
        return status;
    return manifest_check_expected(check, kernel_cap_get_expected_interface_id(&cap),
                                   manifest_kernel_source_interface(&source));
}

static status_t check_init_caps(struct manifest_check *check)
{
    status_t status = manifest_check_names(check, &check->init_caps, CAPSET_MAX_ENTRIES, manifest_name_of_kernel_cap,
                                           "name");

    for (uint32_t i = 0; status == STATUS_OK && i < check->init_caps.count; i++) {
        uint32_t mark = manifest_path_enter_index(check, i);
        status = check_init_cap(check, i);
        if (status == STATUS_OK)
            manifest_path_leave(check, mark);
    }
    return status;
}

static status_t check_init_process(struct manifest_check *check, const struct system_manifest_reader *manifest)
{
    uint32_t mark = manifest_path_enter(check, "initConfig");
    uint32_t field;
    uint32_t index;
    struct init_config_reader config;
    struct init_process_reader init;
    struct capn_text binary;
    status_t status;

    manifest_path_enter(check, "init");
    if ((status = system_manifest_get_init_config(manifest, &config)) != STATUS_OK ||
        (status = init_config_get_init(&config, &init)) != STATUS_OK ||
        (status = init_process_get_binary(&init, &binary)) != STATUS_OK ||
        (status = init_process_get_caps(&init, &check->init_caps)) != STATUS_OK)
        return manifest_reject_unreadable(check, status);

    field = manifest_path_enter(check, "binary");
    status = manifest_check_reference(check, &check->binaries, manifest_name_of_blob, binary, "binary", &index);
    if (status != STATUS_OK)
        return status;
    manifest_path_leave(check, field);

    manifest_path_enter(check, "caps");
    status = check_init_caps(check);
    if (status == STATUS_OK)
        manifest_path_leave(check, mark);
    return status;
}

/* One embedded file: bytes, and no path left from the build. Data may be empty, programs not. */
static status_t check_blob(struct manifest_check *check, const struct capn_list *list, uint32_t index,
                           bool may_be_empty)
{
    struct named_blob_reader blob;
    struct capn_data data;
    struct capn_text path;
    status_t status = named_blob_list_get(list, index, &blob);

    if (status == STATUS_OK)
        status = named_blob_get_path(&blob, &path);
    if (status != STATUS_OK)
        return manifest_reject_unreadable(check, status);
    if (path.len > 0) {
        manifest_path_enter(check, "path");
        return manifest_reject(check, "must be empty in a finished package");
    }
    status = named_blob_get_data(&blob, &data);
    if (status == STATUS_OK && (data.len > 0 || may_be_empty))
        return STATUS_OK;
    manifest_path_enter(check, "data");
    return status != STATUS_OK ? manifest_reject_unreadable(check, status) : manifest_reject(check, "is empty");
}

static status_t check_blobs(struct manifest_check *check, const struct capn_list *list, const char *field, uint32_t max,
                            bool may_be_empty)
{
    uint32_t mark = manifest_path_enter(check, field);
    status_t status = manifest_check_names(check, list, max, manifest_name_of_blob, "name");

    for (uint32_t i = 0; status == STATUS_OK && i < list->count; i++) {
        uint32_t element = manifest_path_enter_index(check, i);
        status = check_blob(check, list, i, may_be_empty);
        if (status == STATUS_OK)
            manifest_path_leave(check, element);
    }
    if (status == STATUS_OK)
        manifest_path_leave(check, mark);
    return status;
}

static status_t check_version(struct manifest_check *check, const struct system_manifest_reader *manifest)
{
    uint32_t version = system_manifest_get_schema_version(manifest);
    uint32_t mark = manifest_path_enter(check, "schemaVersion");
    status_t status = STATUS_OK;

    if (version != MANIFEST_MANIFEST_VERSION)
        status = manifest_reject(check, "is %u, must be %u", version, (uint32_t)MANIFEST_MANIFEST_VERSION);
    else
        manifest_path_leave(check, mark);
    return status;
}

static status_t check_system_name(struct manifest_check *check, const struct system_manifest_reader *manifest)
{
    uint32_t mark = manifest_path_enter(check, "name");
    struct capn_text name;
    status_t status = system_manifest_get_name(manifest, &name);

    if (status != STATUS_OK)
        return manifest_reject_unreadable(check, status);
    status = manifest_check_name(check, name);
    if (status == STATUS_OK)
        manifest_path_leave(check, mark);
    return status;
}

status_t manifest_check_package(struct manifest_check *check, const struct system_manifest_reader *manifest)
{
    status_t status = check_version(check, manifest);

    if (status == STATUS_OK)
        status = check_system_name(check, manifest);
    if (status != STATUS_OK)
        return status;
    if ((status = system_manifest_get_binaries(manifest, &check->binaries)) != STATUS_OK ||
        (status = system_manifest_get_blobs(manifest, &check->blobs)) != STATUS_OK)
        return manifest_reject_unreadable(check, status);
    if ((status = check_blobs(check, &check->binaries, "binaries", MANIFEST_MAX_BINARIES, false)) != STATUS_OK ||
        (status = check_blobs(check, &check->blobs, "blobs", MANIFEST_MAX_BLOBS, true)) != STATUS_OK)
        return status;
    return check_init_process(check, manifest);
}
