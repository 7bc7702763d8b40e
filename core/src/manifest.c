/* SPDX-License-Identifier: MIT */
/* The manifest check's entrances, and finding embedded files. The rules are in manifest_package.c, _services.c and
 * _accounts.c. */
#include "core/manifest.h"

#include "manifest_priv.h"

status_t manifest_check_boot(const struct system_manifest_reader *manifest, struct manifest_error *error)
{
    struct manifest_check check;

    manifest_check_init(&check, error);
    return manifest_check_package(&check, manifest);
}

/* The packed schemas, if the package has them: they say which interfaces exist. */
static status_t open_schemas(struct manifest_check *check)
{
    struct named_blob_reader blob;
    struct capn_data data;
    uint32_t index;
    uint32_t mark;
    status_t status = manifest_find_name(&check->blobs, manifest_name_of_blob, CAPN_TEXT("schemas"), &index);

    if (status == STATUS_NOT_FOUND)
        return STATUS_OK;
    if (status == STATUS_OK)
        status = named_blob_list_get(&check->blobs, index, &blob);
    mark = manifest_path_enter(check, "blobs");
    if (status != STATUS_OK || (status = named_blob_get_data(&blob, &data)) != STATUS_OK)
        return manifest_reject_unreadable(check, status);
    manifest_path_enter_index(check, index);
    if (capn_schema_open(&check->schemas, data.data, data.len) != STATUS_OK)
        return manifest_reject(check, "the data of \"schemas\" is not packed schemas");
    check->has_schemas = true;
    manifest_path_leave(check, mark);
    return STATUS_OK;
}

static status_t check_motd(struct manifest_check *check, struct capn_text motd)
{
    uint32_t mark = manifest_path_enter(check, "motd");
    status_t status = manifest_check_prose(check, motd, MANIFEST_MAX_MOTD_BYTES);

    if (status == STATUS_OK)
        manifest_path_leave(check, mark);
    return status;
}

static status_t check_config(struct manifest_check *check, const struct init_config_reader *config)
{
    struct capn_list accounts;
    struct capn_text motd;
    status_t status;

    if ((status = init_config_get_profiles(config, &check->profiles)) != STATUS_OK ||
        (status = init_config_get_accounts(config, &accounts)) != STATUS_OK ||
        (status = init_config_get_motd(config, &motd)) != STATUS_OK ||
        (status = init_config_get_services(config, &check->services)) != STATUS_OK)
        return manifest_reject_unreadable(check, status);
    if ((status = manifest_check_profiles(check, &check->profiles)) != STATUS_OK ||
        (status = manifest_check_services(check)) != STATUS_OK ||
        (status = check_motd(check, motd)) != STATUS_OK)
        return status;
    return manifest_check_accounts(check, &accounts, true);
}

status_t manifest_check(const struct system_manifest_reader *manifest, struct manifest_error *error)
{
    struct manifest_check check;
    struct init_config_reader config;
    status_t status;

    manifest_check_init(&check, error);
    status = manifest_check_package(&check, manifest);
    if (status == STATUS_OK)
        status = open_schemas(&check);
    if (status != STATUS_OK)
        return status;
    manifest_path_enter(&check, "initConfig");
    status = system_manifest_get_init_config(manifest, &config);
    if (status != STATUS_OK)
        return manifest_reject_unreadable(&check, status);
    return check_config(&check, &config);
}

status_t manifest_check_overlay(const struct manifest_overlay_reader *overlay, struct manifest_error *error)
{
    struct manifest_check check;
    struct capn_list accounts;
    struct capn_text motd;
    status_t status;

    manifest_check_init(&check, error);
    manifest_path_enter(&check, "overlay");
    if ((status = manifest_overlay_get_motd(overlay, &motd)) != STATUS_OK ||
        (status = manifest_overlay_get_accounts(overlay, &accounts)) != STATUS_OK ||
        (status = manifest_overlay_get_profiles(overlay, &check.profiles)) != STATUS_OK)
        return manifest_reject_unreadable(&check, status);
    if ((status = check_motd(&check, motd)) != STATUS_OK ||
        (status = manifest_check_profiles(&check, &check.profiles)) != STATUS_OK)
        return status;
    return manifest_check_accounts(&check, &accounts, false);
}

static status_t find_data(const struct capn_list *list, struct capn_text name, struct capn_data *out)
{
    struct named_blob_reader blob;
    uint32_t index;
    status_t status = manifest_find_name(list, manifest_name_of_blob, name, &index);

    if (status == STATUS_OK)
        status = named_blob_list_get(list, index, &blob);
    return status != STATUS_OK ? status : named_blob_get_data(&blob, out);
}

status_t manifest_find_binary(const struct system_manifest_reader *manifest, struct capn_text name,
                              struct capn_data *out)
{
    struct capn_list binaries;
    status_t status = system_manifest_get_binaries(manifest, &binaries);

    return status != STATUS_OK ? status : find_data(&binaries, name, out);
}

status_t manifest_find_blob(const struct system_manifest_reader *manifest, struct capn_text name,
                            struct capn_data *out)
{
    struct capn_list blobs;
    status_t status = system_manifest_get_blobs(manifest, &blobs);

    return status != STATUS_OK ? status : find_data(&blobs, name, out);
}
