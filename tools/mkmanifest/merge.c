/* SPDX-License-Identifier: MIT */
/* What the owner of a machine adds to a system: --set user=NAME, then the overlay. */
#include "package.h"

#include <string.h>

#include "capnp/schema.h"
#include "report.h"

/* Replaces the account of that name among the first replaceable ones, else appends. Within one list nothing replaces: a
 * duplicate there stays one, for the check to name. */
static void put_account(struct package *package, uint32_t replaceable, const struct package_account *account)
{
    for (uint32_t i = 0; i < replaceable; i++) {
        if (capn_text_equal(package->accounts[i].name, account->name)) {
            package->accounts[i] = *account;
            return;
        }
    }
    package->accounts[package->account_count++] = *account;
}

static void put_profile(struct package *package, uint32_t replaceable, const struct package_profile *profile)
{
    for (uint32_t i = 0; i < replaceable; i++) {
        if (capn_text_equal(package->profiles[i].name, profile->name)) {
            package->profiles[i] = *profile;
            return;
        }
    }
    package->profiles[package->profile_count++] = *profile;
}

/* The arrays hold two full lists; longer ones are refused before anything is put. */
static status_t check_count(const struct capn_list *list, uint32_t max, const char *where)
{
    if (list->count > max)
        return reject("%s: %u entries, at most %u are allowed", where, list->count, max);
    return STATUS_OK;
}

static status_t add_accounts(struct package *package, const struct capn_list *list, const char *where)
{
    uint32_t replaceable = package->account_count;
    status_t status = check_count(list, MANIFEST_MAX_ACCOUNTS, where);

    for (uint32_t i = 0; status == STATUS_OK && i < list->count; i++) {
        struct package_account account;
        if ((status = account_list_get(list, i, &account.reader)) != STATUS_OK ||
            (status = account_get_name(&account.reader, &account.name)) != STATUS_OK)
            return reject_unreadable(where, status);
        put_account(package, replaceable, &account);
    }
    return status;
}

static status_t add_profiles(struct package *package, const struct capn_list *list, const char *where)
{
    uint32_t replaceable = package->profile_count;
    status_t status = check_count(list, MANIFEST_MAX_PROFILES, where);

    for (uint32_t i = 0; status == STATUS_OK && i < list->count; i++) {
        struct package_profile profile;
        if ((status = resource_profile_list_get(list, i, &profile.reader)) != STATUS_OK ||
            (status = resource_profile_get_name(&profile.reader, &profile.name)) != STATUS_OK)
            return reject_unreadable(where, status);
        put_profile(package, replaceable, &profile);
    }
    return status;
}

/* The first account is the system's default user. A system without accounts gets one with nothing but the name. */
static void set_user(struct package *package, const char *user)
{
    if (package->account_count == 0) {
        memset(&package->accounts[0], 0, sizeof(package->accounts[0]));
        package->account_count = 1;
    }
    package->accounts[0].name = (struct capn_text){ user, (uint32_t)strlen(user) };
}

static status_t merge_overlay(struct package *package, const struct manifest_overlay_reader *overlay)
{
    struct capn_list accounts;
    struct capn_list profiles;
    struct capn_text motd;
    status_t status;

    if ((status = manifest_overlay_get_accounts(overlay, &accounts)) != STATUS_OK ||
        (status = manifest_overlay_get_profiles(overlay, &profiles)) != STATUS_OK ||
        (status = manifest_overlay_get_motd(overlay, &motd)) != STATUS_OK)
        return reject_unreadable("overlay", status);
    if (motd.len > 0)
        package->motd = motd;
    status = add_accounts(package, &accounts, "overlay.accounts");
    return status != STATUS_OK ? status : add_profiles(package, &profiles, "overlay.profiles");
}

status_t package_merge(struct package *package, const char *user, const struct manifest_overlay_reader *overlay)
{
    struct capn_list accounts;
    struct capn_list profiles;
    status_t status;

    if ((status = init_config_get_accounts(&package->config, &accounts)) != STATUS_OK ||
        (status = init_config_get_profiles(&package->config, &profiles)) != STATUS_OK ||
        (status = init_config_get_motd(&package->config, &package->motd)) != STATUS_OK)
        return reject_unreadable("initConfig", status);
    if ((status = add_accounts(package, &accounts, "initConfig.accounts")) != STATUS_OK ||
        (status = add_profiles(package, &profiles, "initConfig.profiles")) != STATUS_OK)
        return status;
    if (user)
        set_user(package, user);
    return overlay ? merge_overlay(package, overlay) : STATUS_OK;
}
