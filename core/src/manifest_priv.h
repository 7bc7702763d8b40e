/* SPDX-License-Identifier: MIT */
/*
 * What the parts of the manifest check share: the field path that is being looked at, rejections that name it, and the
 * rules that hold for every list of named things.
 *
 * The path grows and shrinks with the walk: path_enter* returns a mark, path_leave goes back to it. A rejection is
 * composed at once from the path and the reason, so the path need not be unwound after it.
 *
 * Work is bounded: names are checked for form (31 bytes) before they are compared with one another, every list has a
 * largest count, and the message's own traversal budget stands behind all of it.
 */
#pragma once

#include "capnp/schema.h"
#include "capnp/writer.h"
#include "core/manifest.h"

#define MANIFEST_PATH_BYTES 112u

/* One check in progress. The lists are those that names are looked up in, opened once. */
struct manifest_check {
    struct manifest_error *error;
    struct capn_list binaries;
    struct capn_list blobs;
    struct capn_list init_caps;
    struct capn_list services;
    struct capn_list profiles;
    struct capn_schema schemas;             /* of the blob "schemas" */
    bool has_schemas;
    uint32_t path_len;
    char path[MANIFEST_PATH_BYTES];
};

/* The name of a list's element. */
typedef status_t manifest_name_of(const struct capn_list *list, uint32_t index, struct capn_text *name);

manifest_name_of manifest_name_of_blob;
manifest_name_of manifest_name_of_kernel_cap;
manifest_name_of manifest_name_of_service;
manifest_name_of manifest_name_of_cap_ref;
manifest_name_of manifest_name_of_export;
manifest_name_of manifest_name_of_profile;
manifest_name_of manifest_name_of_account;
manifest_name_of manifest_name_of_text;

void manifest_check_init(struct manifest_check *check, struct manifest_error *error);

uint32_t manifest_path_enter(struct manifest_check *check, const char *field);
uint32_t manifest_path_enter_index(struct manifest_check *check, uint32_t index);
void manifest_path_leave(struct manifest_check *check, uint32_t mark);

/* A name of the manifest for a reason: quoted, made printable, and cut, so that path and reason fit. */
#define MANIFEST_SHOWN_NAME 40u
struct manifest_shown {
    char text[MANIFEST_SHOWN_NAME + sizeof("\"...\"")];
};
struct manifest_shown manifest_show(struct capn_text name);

/* Writes "<path>: <reason>" and returns STATUS_INVALID_ARGUMENT. Formats as capn_write_formatted. */
__attribute__((format(printf, 2, 3)))
MUST_CHECK status_t manifest_reject(struct manifest_check *check, const char *format, ...);
/* The same for a field that the message reader refused; returns status. */
MUST_CHECK status_t manifest_reject_unreadable(struct manifest_check *check, status_t status);

/*
 * The rules of a list of named things: at most max of them, every name well formed and unique. name_field is the
 * name's field, NULL when the elements are the names.
 */
MUST_CHECK status_t manifest_check_names(struct manifest_check *check, const struct capn_list *list, uint32_t max,
                                         manifest_name_of *name_of, const char *name_field);
/* Form of one name, at the current path. */
MUST_CHECK status_t manifest_check_name(struct manifest_check *check, struct capn_text name);
/* Text for people: at most max bytes and no control bytes but newline and tab. */
MUST_CHECK status_t manifest_check_prose(struct manifest_check *check, struct capn_text text, uint32_t max);

/* Index of the element with that name. STATUS_NOT_FOUND, or the reader's status. */
MUST_CHECK status_t manifest_find_name(const struct capn_list *list, manifest_name_of *name_of, struct capn_text name,
                                       uint32_t *index);
/* Rejects, at the current path, a name that the list does not have; kind is for the reason ("binary"). */
MUST_CHECK status_t manifest_check_reference(struct manifest_check *check, const struct capn_list *list,
                                             manifest_name_of *name_of, struct capn_text name, const char *kind,
                                             uint32_t *index);
/* The author's expectedInterfaceId against what the source yields. */
MUST_CHECK status_t manifest_check_expected(struct manifest_check *check, uint64_t expected, uint64_t interface_id);

/* The parts, each at the current path. */
MUST_CHECK status_t manifest_check_package(struct manifest_check *check, const struct system_manifest_reader *manifest);
MUST_CHECK status_t manifest_check_services(struct manifest_check *check);
MUST_CHECK status_t manifest_check_profiles(struct manifest_check *check, const struct capn_list *profiles);
/* Profiles that accounts name are looked up in check->profiles unless profiles_known is false. */
MUST_CHECK status_t manifest_check_accounts(struct manifest_check *check, const struct capn_list *accounts,
                                            bool profiles_known);
/* One line of an authorized_keys file without options. */
MUST_CHECK status_t manifest_check_ssh_key(struct manifest_check *check, struct capn_text line);

/* What a kernel source makes; NULL for unset and unknown ones. */
const struct capn_interface *manifest_kernel_source_info(const struct kernel_cap_source_reader *source);
