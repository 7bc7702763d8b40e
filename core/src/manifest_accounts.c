/* SPDX-License-Identifier: MIT */
/* Resource profiles and accounts of a manifest. Accounts are only carried here: form is checked, nothing is decided. */
#include "manifest_priv.h"

status_t manifest_check_profiles(struct manifest_check *check, const struct capn_list *profiles)
{
    uint32_t mark = manifest_path_enter(check, "profiles");
    status_t status = manifest_check_names(check, profiles, MANIFEST_MAX_PROFILES, manifest_name_of_profile, "name");

    if (status == STATUS_OK)
        manifest_path_leave(check, mark);
    return status;
}

static status_t check_keys(struct manifest_check *check, const struct account_reader *account)
{
    uint32_t mark = manifest_path_enter(check, "authorizedKeys");
    struct capn_list keys;
    status_t status = account_get_authorized_keys(account, &keys);

    if (status != STATUS_OK)
        return manifest_reject_unreadable(check, status);
    if (keys.count > MANIFEST_MAX_KEYS)
        return manifest_reject(check, "%u entries, at most %u are allowed", keys.count, MANIFEST_MAX_KEYS);
    for (uint32_t i = 0; i < keys.count; i++) {
        uint32_t element = manifest_path_enter_index(check, i);
        struct capn_text line;

        status = capn_list_get_text(&keys, i, &line);
        if (status != STATUS_OK)
            return manifest_reject_unreadable(check, status);
        status = manifest_check_ssh_key(check, line);
        if (status != STATUS_OK)
            return status;
        manifest_path_leave(check, element);
    }
    manifest_path_leave(check, mark);
    return STATUS_OK;
}

static status_t check_account(struct manifest_check *check, const struct account_reader *account, bool profiles_known)
{
    struct capn_text display;
    struct capn_text profile;
    uint32_t mark = check->path_len;
    uint32_t index;
    status_t status;

    if ((status = account_get_display_name(account, &display)) != STATUS_OK ||
        (status = account_get_profile(account, &profile)) != STATUS_OK)
        return manifest_reject_unreadable(check, status);
    manifest_path_enter(check, "displayName");
    status = manifest_check_prose(check, display, MANIFEST_MAX_DISPLAY_BYTES);
    if (status != STATUS_OK)
        return status;
    manifest_path_leave(check, mark);
    if (profile.len > 0 && profiles_known) {
        manifest_path_enter(check, "profile");
        status = manifest_check_reference(check, &check->profiles, manifest_name_of_profile, profile, "profile",
                                          &index);
        if (status != STATUS_OK)
            return status;
        manifest_path_leave(check, mark);
    }
    return check_keys(check, account);
}

status_t manifest_check_accounts(struct manifest_check *check, const struct capn_list *accounts, bool profiles_known)
{
    uint32_t mark = manifest_path_enter(check, "accounts");
    status_t status = manifest_check_names(check, accounts, MANIFEST_MAX_ACCOUNTS, manifest_name_of_account, "name");

    for (uint32_t i = 0; status == STATUS_OK && i < accounts->count; i++) {
        uint32_t element = manifest_path_enter_index(check, i);
        struct account_reader account;

        status = account_list_get(accounts, i, &account);
        if (status != STATUS_OK)
            return manifest_reject_unreadable(check, status);
        status = check_account(check, &account, profiles_known);
        if (status == STATUS_OK)
            manifest_path_leave(check, element);
    }
    if (status == STATUS_OK)
        manifest_path_leave(check, mark);
    return status;
}
