/* SPDX-License-Identifier: MIT */
/* BootPackage and BootBlob: reading the boot module, whole or one blob of it. */
#include "object/boot_blob.h"

#include "base/string.h"
#include "ipc/kernel_call.h"
#include "kernel.capnp.h"
#include "mem/slab.h"
#include "object/package.h"
#include "object/singletons.h"

#define READ_MAX_BYTES 32768u

/* How much of [0, size) a read of max bytes at offset gives. */
static uint32_t clip(uint64_t size, uint64_t offset, uint32_t max)
{
    uint64_t left = offset < size ? size - offset : 0;

    if (max > READ_MAX_BYTES)
        max = READ_MAX_BYTES;
    return left < max ? (uint32_t)left : max;
}

static status_t package_size(void *self, struct capn_call *call, const struct boot_package_manifest_size_params_reader *params,
                             struct boot_package_manifest_size_results_builder *results)
{
    (void)self;
    (void)call;
    (void)params;
    boot_package_manifest_size_results_set_size(results, package_bytes());
    return STATUS_OK;
}

static status_t package_read(void *self, struct capn_call *call, const struct boot_package_read_manifest_params_reader *params,
                             struct boot_package_read_manifest_results_builder *results)
{
    uint64_t offset = boot_package_read_manifest_params_get_offset(params);
    uint32_t count = clip(package_bytes(), offset, boot_package_read_manifest_params_get_max_bytes(params));

    (void)self;
    (void)call;
    return boot_package_read_manifest_results_set_data(
        results, (struct capn_data){ (const uint8_t *)package_data() + (count ? offset : 0), count });
}

static const struct boot_package_server package_server = { .manifest_size = package_size, .read_manifest = package_read };

static status_t dispatch_package(struct object *object, uint16_t method_id, struct kernel_call *call)
{
    return boot_package_dispatch(&package_server, object, method_id, &call->capn);
}

struct object_kind boot_package_kind = {
    .name = "boot package",
    .interface = &boot_package_interface,
    .dispatch = dispatch_package,
    .destroy = object_destroy_static,
};

/* --- BootBlob ------------------------------------------------------------------------------------------------------ */

struct boot_blob {
    struct object object;
    struct capn_text name;              /* in the boot package */
    struct capn_data data;              /* in the boot package */
};

static struct slab_cache blob_cache;

static status_t blob_info(void *self, struct capn_call *call, const struct boot_blob_info_params_reader *params,
                          struct boot_blob_info_results_builder *results)
{
    struct boot_blob *blob = self;

    (void)call;
    (void)params;
    boot_blob_info_results_set_size(results, blob->data.len);
    return boot_blob_info_results_set_name(results, blob->name);
}

static status_t blob_read(void *self, struct capn_call *call, const struct boot_blob_read_params_reader *params,
                          struct boot_blob_read_results_builder *results)
{
    struct boot_blob *blob = self;
    uint64_t offset = boot_blob_read_params_get_offset(params);
    uint32_t count = clip(blob->data.len, offset, boot_blob_read_params_get_max_bytes(params));

    (void)call;
    return boot_blob_read_results_set_data(results, (struct capn_data){ blob->data.data + (count ? offset : 0), count });
}

static const struct boot_blob_server blob_server = { .info = blob_info, .read = blob_read };

static status_t dispatch_blob(struct object *object, uint16_t method_id, struct kernel_call *call)
{
    return boot_blob_dispatch(&blob_server, object, method_id, &call->capn);
}

static void destroy_blob(struct object *object)
{
    slab_free(&blob_cache, container_of(object, struct boot_blob, object));
}

static struct object_kind boot_blob_kind = {
    .name = "boot blob",
    .interface = &boot_blob_interface,
    .dispatch = dispatch_blob,
    .destroy = destroy_blob,
};

status_t boot_blob_create(struct capn_text name, struct object **out)
{
    struct capn_data data;
    struct boot_blob *blob;
    status_t status = package_find_blob(name, &data);

    if (status != STATUS_OK)
        return status;
    if (!blob_cache.name)
        slab_cache_init(&blob_cache, "boot_blob", sizeof(struct boot_blob));
    blob = slab_alloc(&blob_cache);
    if (!blob)
        return STATUS_NO_MEMORY;
    object_init(&blob->object, &boot_blob_kind);
    blob->name = name;
    blob->data = data;
    *out = &blob->object;
    return STATUS_OK;
}
