/* SPDX-License-Identifier: MIT */
/* Names in a manifest: their form, that they are unique, and finding what they refer to. */
#include "manifest_priv.h"

/* Every kind of named thing has its own generated reader; the walk over them is the same. */
#define DEFINE_NAME_OF(suffix, type)                                                                                   \
    status_t manifest_name_of_##suffix(const struct capn_list *list, uint32_t index, struct capn_text *name)           \
    {                                                                                                                  \
        struct type##_reader element;                                                                                  \
        status_t status = type##_list_get(list, index, &element);                                                      \
        return status != STATUS_OK ? status : type##_get_name(&element, name);                                         \
    }

DEFINE_NAME_OF(blob, named_blob)
DEFINE_NAME_OF(kernel_cap, kernel_cap)
DEFINE_NAME_OF(service, service)
DEFINE_NAME_OF(cap_ref, cap_ref)
DEFINE_NAME_OF(export, export)
DEFINE_NAME_OF(profile, resource_profile)
DEFINE_NAME_OF(account, account)

status_t manifest_name_of_text(const struct capn_list *list, uint32_t index, struct capn_text *name)
{
    return capn_list_get_text(list, index, name);
}

static bool is_name_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.';
}

status_t manifest_check_name(struct manifest_check *check, struct capn_text name)
{
    bool good = name.len > 0 && name.len <= MANIFEST_MAX_NAME_BYTES;

    for (uint32_t i = 0; good && i < name.len; i++)
        good = is_name_char(name.data[i]);
    return good ? STATUS_OK : manifest_reject(check, "%s is not a name: 1 to 31 bytes of a-z 0-9 _ - .",
                                              manifest_show(name).text);
}

status_t manifest_check_prose(struct manifest_check *check, struct capn_text text, uint32_t max)
{
    if (text.len > max)
        return manifest_reject(check, "%u bytes, at most %u are allowed", text.len, max);
    for (uint32_t i = 0; i < text.len; i++) {
        uint8_t c = (uint8_t)text.data[i];
        if ((c < ' ' && c != '\n' && c != '\t') || c == 0x7f)
            return manifest_reject(check, "control byte %u at offset %u", (uint32_t)c, i);
    }
    return STATUS_OK;
}

/* Rejects element index if an earlier one has its name. Earlier names are already known to be short. */
static status_t check_unique(struct manifest_check *check, const struct capn_list *list, uint32_t index,
                             manifest_name_of *name_of, struct capn_text name)
{
    for (uint32_t i = 0; i < index; i++) {
        struct capn_text other;
        status_t status = name_of(list, i, &other);
        if (status != STATUS_OK)
            return manifest_reject_unreadable(check, status);
        if (capn_text_equal(name, other))
            return manifest_reject(check, "duplicate name %s, the first is number %u", manifest_show(name).text, i);
    }
    return STATUS_OK;
}

status_t manifest_check_names(struct manifest_check *check, const struct capn_list *list, uint32_t max,
                              manifest_name_of *name_of, const char *name_field)
{
    if (list->count > max)
        return manifest_reject(check, "%u entries, at most %u are allowed", list->count, max);
    for (uint32_t i = 0; i < list->count; i++) {
        uint32_t mark = manifest_path_enter_index(check, i);
        struct capn_text name;
        status_t status = name_of(list, i, &name);

        if (name_field)
            manifest_path_enter(check, name_field);
        if (status != STATUS_OK)
            return manifest_reject_unreadable(check, status);
        status = manifest_check_name(check, name);
        if (status == STATUS_OK)
            status = check_unique(check, list, i, name_of, name);
        if (status != STATUS_OK)
            return status;
        manifest_path_leave(check, mark);
    }
    return STATUS_OK;
}

status_t manifest_find_name(const struct capn_list *list, manifest_name_of *name_of, struct capn_text name,
                            uint32_t *index)
{
    for (uint32_t i = 0; i < list->count; i++) {
        struct capn_text candidate;
        status_t status = name_of(list, i, &candidate);
        if (status != STATUS_OK)
            return status;
        if (capn_text_equal(name, candidate)) {
            *index = i;
            return STATUS_OK;
        }
    }
    return STATUS_NOT_FOUND;
}

status_t manifest_check_reference(struct manifest_check *check, const struct capn_list *list,
                                  manifest_name_of *name_of, struct capn_text name, const char *kind,
                                  uint32_t *index)
{
    status_t status = manifest_find_name(list, name_of, name, index);

    if (status == STATUS_NOT_FOUND && name.len == 0)
        return manifest_reject(check, "no %s is named", kind);
    if (status == STATUS_NOT_FOUND)
        return manifest_reject(check, "there is no %s %s", kind, manifest_show(name).text);
    return status != STATUS_OK ? manifest_reject_unreadable(check, status) : STATUS_OK;
}

status_t manifest_check_expected(struct manifest_check *check, uint64_t expected, uint64_t interface_id)
{
    uint32_t mark;
    status_t status = STATUS_OK;

    if (expected == 0 || expected == interface_id)
        return STATUS_OK;
    mark = manifest_path_enter(check, "expectedInterfaceId");
    status = manifest_reject(check, "interface 0x%lx is expected but the source has 0x%lx", expected, interface_id);
    manifest_path_leave(check, mark);
    return status;
}
