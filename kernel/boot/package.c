/* SPDX-License-Identifier: MIT */
/* The boot package in memory. See package.h. */
#include "object/package.h"

#include "arch/paging.h"
#include "base/log.h"
#include "capnp/schema.h"

static const void *module;
static uint64_t module_bytes;

void package_open(struct capn_message *message, struct system_manifest_reader *manifest)
{
    if (capn_message_open(message, module, module_bytes, NULL) != STATUS_OK ||
        system_manifest_read_root(message, manifest) != STATUS_OK)
        panic("the boot package changed under us");
}

void package_init(const struct boot_info *boot)
{
    struct capn_message message;
    struct system_manifest_reader manifest;
    struct manifest_error error;
    status_t status;

    if (boot->module_count != 1)
        panic("expected exactly one boot module, the manifest; the loader gave %u", boot->module_count);
    module = phys_to_virt(boot->module_start);
    module_bytes = boot->module_bytes;
    if (boot->module_start % 8 != 0)
        panic("the boot module is not 8-byte aligned");
    status = capn_message_open(&message, module, module_bytes, NULL);
    if (status == STATUS_OK)
        status = system_manifest_read_root(&message, &manifest);
    if (status != STATUS_OK)
        panic("the boot module is not a manifest: %s", capn_status_text(status));
    status = manifest_check_boot(&manifest, &error);
    if (status != STATUS_OK)
        panic("the manifest is refused: %s", error.text);
}

const void *package_data(void)
{
    return module;
}

uint64_t package_bytes(void)
{
    return module_bytes;
}

status_t package_find_binary(struct capn_text name, struct capn_data *out)
{
    struct capn_message message;
    struct system_manifest_reader manifest;

    package_open(&message, &manifest);
    return manifest_find_binary(&manifest, name, out);
}

status_t package_find_blob(struct capn_text name, struct capn_data *out)
{
    struct capn_message message;
    struct system_manifest_reader manifest;

    package_open(&message, &manifest);
    return manifest_find_blob(&manifest, name, out);
}

bool package_interface_extends(uint64_t interface_id, uint64_t superclass_id)
{
    struct capn_schema schema;
    struct capn_data blob;
    struct capn_node node, ancestor;

    if (package_find_blob(CAPN_TEXT("schemas"), &blob) != STATUS_OK ||
        capn_schema_open(&schema, blob.data, blob.len) != STATUS_OK ||
        capn_schema_find(&schema, interface_id, &node) != STATUS_OK)
        return false;
    for (uint32_t i = 0; i < node.ancestors.count; i++) {
        uint32_t index = (uint32_t)capn_list_get_bits(&node.ancestors, i);

        if (capn_schema_node(&schema, index, &ancestor) == STATUS_OK && ancestor.id == superclass_id)
            return true;
    }
    return false;
}
