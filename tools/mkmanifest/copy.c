/* SPDX-License-Identifier: MIT */
#include "copy.h"

#include "core/resource_limits.h"

#include <stdarg.h>
#include <stdio.h>

void copy_enter(struct copy *copy, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(copy->where, sizeof(copy->where), format, arguments);
    va_end(arguments);
}

static void copy_limits(const struct resource_limits_reader *reader, const struct resource_limits_builder *builder)
{
    uint32_t limits[LEDGER_RESOURCE_COUNT];

    RESOURCE_LIMITS(RESOURCE_LIMITS_READ_ONE)
    RESOURCE_LIMITS(RESOURCE_LIMITS_WRITE_ONE)
}

/* ---- init ---- */

/* KernelCap's pointers are name and source, in the order of the schema; the encoding never renumbers them. */
#define SOURCE_POINTER 1

static status_t copy_kernel_cap(const struct kernel_cap_reader *from, const struct kernel_cap_builder *to)
{
    struct kernel_cap_source_reader source;
    status_t status = kernel_cap_get_source(from, &source);

    if (status != STATUS_OK)
        return status;
    COPY_TEXT(from, to, kernel_cap, name);
    kernel_cap_set_expected_interface_id(to, kernel_cap_get_expected_interface_id(from));
    kernel_cap_set_scope(to, kernel_cap_get_scope(from));
    /* Whole, whatever is in the union: the check of the finished package knows the sources and their rules. */
    return kernel_cap_has_source(from) ? capn_copy_struct(&to->b, SOURCE_POINTER, &source.s) : STATUS_OK;
}

static status_t copy_kernel_caps(struct copy *copy, const struct init_process_reader *from,
                                 const struct init_process_builder *to)
{
    struct capn_list caps;
    struct capn_list_builder copies;
    status_t status = init_process_get_caps(from, &caps);

    if (status != STATUS_OK || caps.count == 0)
        return status;
    status = init_process_init_caps(to, caps.count, &copies);
    for (uint32_t i = 0; status == STATUS_OK && i < caps.count; i++) {
        struct kernel_cap_reader cap;
        struct kernel_cap_builder copied;

        copy_enter(copy, "initConfig.init.caps[%u]", i);
        if ((status = kernel_cap_list_get(&caps, i, &cap)) == STATUS_OK &&
            (status = kernel_cap_list_at(&copies, i, &copied)) == STATUS_OK)
            status = copy_kernel_cap(&cap, &copied);
    }
    return status;
}

status_t copy_init_process(struct copy *copy, const struct init_process_reader *from,
                           const struct init_process_builder *to)
{
    struct resource_limits_reader limits;
    struct resource_limits_builder copied;
    status_t status;

    copy_enter(copy, "initConfig.init");
    COPY_TEXT(from, to, init_process, binary);
    if (init_process_has_limits(from)) {
        if ((status = init_process_get_limits(from, &limits)) != STATUS_OK ||
            (status = init_process_init_limits(to, &copied)) != STATUS_OK)
            return status;
        copy_limits(&limits, &copied);
    }
    return copy_kernel_caps(copy, from, to);
}

/* ---- accounts and profiles, as merged ---- */

static status_t copy_keys(const struct account_reader *from, const struct account_builder *to)
{
    struct capn_list keys;
    struct capn_list_builder copies;
    status_t status = account_get_authorized_keys(from, &keys);

    if (status != STATUS_OK || keys.count == 0)
        return status;
    status = account_init_authorized_keys(to, keys.count, &copies);
    for (uint32_t i = 0; status == STATUS_OK && i < keys.count; i++) {
        struct capn_text key;
        status = capn_list_get_text(&keys, i, &key);
        if (status == STATUS_OK)
            status = capn_list_set_text(&copies, i, key);
    }
    return status;
}

static status_t copy_account(const struct package_account *from, const struct account_builder *to)
{
    status_t status = account_set_name(to, from->name);

    if (status != STATUS_OK)
        return status;
    COPY_TEXT(&from->reader, to, account, display_name);
    COPY_TEXT(&from->reader, to, account, profile);
    return copy_keys(&from->reader, to);
}

status_t copy_accounts(struct copy *copy, const struct package *from, const struct init_config_builder *to)
{
    struct capn_list_builder copies;
    status_t status = STATUS_OK;

    if (from->account_count > 0)
        status = init_config_init_accounts(to, from->account_count, &copies);
    for (uint32_t i = 0; status == STATUS_OK && i < from->account_count; i++) {
        struct account_builder copied;

        copy_enter(copy, "initConfig.accounts[%u]", i);
        status = account_list_at(&copies, i, &copied);
        if (status == STATUS_OK)
            status = copy_account(&from->accounts[i], &copied);
    }
    return status;
}

static status_t copy_profile(const struct package_profile *from, const struct resource_profile_builder *to)
{
    struct resource_limits_reader limits;
    struct resource_limits_builder copied;
    status_t status;

    if ((status = resource_profile_set_name(to, from->name)) != STATUS_OK ||
        (status = resource_profile_get_limits(&from->reader, &limits)) != STATUS_OK ||
        (status = resource_profile_init_limits(to, &copied)) != STATUS_OK)
        return status;
    copy_limits(&limits, &copied);
    return STATUS_OK;
}

status_t copy_profiles(struct copy *copy, const struct package *from, const struct init_config_builder *to)
{
    struct capn_list_builder copies;
    status_t status = STATUS_OK;

    if (from->profile_count > 0)
        status = init_config_init_profiles(to, from->profile_count, &copies);
    for (uint32_t i = 0; status == STATUS_OK && i < from->profile_count; i++) {
        struct resource_profile_builder copied;

        copy_enter(copy, "initConfig.profiles[%u]", i);
        status = resource_profile_list_at(&copies, i, &copied);
        if (status == STATUS_OK)
            status = copy_profile(&from->profiles[i], &copied);
    }
    return status;
}
