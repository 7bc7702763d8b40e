/* SPDX-License-Identifier: MIT */
/*
 * The package in the making: what of the input, the overlay and the command line goes into the finished message.
 * Readers and texts borrow from the input's and the overlay's bytes, which outlive it.
 */
#pragma once

#include "core/manifest.h"
#include "file.h"
#include "options.h"

/* One embedded file. bytes is the file's, or lies in the input when the input brought data along. */
struct embedded {
    struct capn_text name;
    const void *bytes;
    size_t len;
    struct file file;
};

struct package_account {
    struct account_reader reader;       /* all but the name */
    struct capn_text name;
};

struct package_profile {
    struct resource_profile_reader reader;
    struct capn_text name;
};

struct package {
    struct system_manifest_reader manifest;
    struct init_config_reader config;
    struct capn_text motd;
    /* As in the input, then what the command line adds; then, among the blobs, the motd. */
    struct embedded binaries[2 * MANIFEST_MAX_BINARIES];
    struct embedded blobs[2 * MANIFEST_MAX_BLOBS + 1];
    uint32_t binary_count;
    uint32_t blob_count;
    /* The system's, each replaced by the overlay's of the same name, then the overlay's others. */
    struct package_account accounts[2 * MANIFEST_MAX_ACCOUNTS];
    struct package_profile profiles[2 * MANIFEST_MAX_PROFILES];
    uint32_t account_count;
    uint32_t profile_count;
};

/* Reads what the input names; after package_merge, into a zeroed package. root is a realpath. On failure too the package is
 * to be freed with package_free. */
MUST_CHECK status_t package_embed(struct package *package, const struct options *options, const char *root);
void package_free(struct package *package);

/* merge.c: accounts, profiles and motd of the input, then --set (user), then the overlay; NULL: none. */
MUST_CHECK status_t package_merge(struct package *package, const char *user,
                                  const struct manifest_overlay_reader *overlay);

/* write.c: builds the message, checks it, and puts it at path. */
MUST_CHECK status_t package_write(const struct package *package, const char *path);

/* "<where>: <what the message reader says>". Returns status. */
MUST_CHECK status_t reject_unreadable(const char *where, status_t status);
