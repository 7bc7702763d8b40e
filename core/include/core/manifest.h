/* SPDX-License-Identifier: MIT */
/*
 * Checking a boot package: the same code in tools/mkmanifest, in the kernel (its part only) and in init.
 * Every rejection names the field and the reason.
 */
#pragma once

#include "manifest.capnp.h"

#define MANIFEST_REASON_BYTES 256

/* Bounds of a package. More is rejected: they keep every walk over it short. */
#define MANIFEST_MAX_BINARIES 256u
#define MANIFEST_MAX_BLOBS 64u
#define MANIFEST_MAX_SERVICES 64u
#define MANIFEST_MAX_PROFILES 64u
#define MANIFEST_MAX_ACCOUNTS 64u
#define MANIFEST_MAX_KEYS 32u
#define MANIFEST_MAX_KEY_BYTES 4096u
#define MANIFEST_MAX_NAME_BYTES 31u
#define MANIFEST_MAX_DISPLAY_BYTES 128u
#define MANIFEST_MAX_MOTD_BYTES 4096u
#define MANIFEST_INTERRUPT_LINES 64u

/* One problem, as "initConfig.services[2].caps[1].source: service \"uart\" has no export \"line\"". */
struct manifest_error {
    char text[MANIFEST_REASON_BYTES];
};

/*
 * The checks below return STATUS_OK, STATUS_INVALID_ARGUMENT for content that breaks a rule, or what the message reader
 * said (STATUS_MALFORMED, STATUS_LIMIT_EXCEEDED); error->text then has the field and the reason, else it is "". They
 * allocate nothing, do not recurse, and spend the message's traversal budget: every embedded file is counted once.
 */

/* The kernel's part: version, unique names of binaries and blobs, init's binary and caps (sources, interface ids). */
MUST_CHECK status_t manifest_check_boot(const struct system_manifest_reader *manifest, struct manifest_error *error);
/* All of it: manifest_check_boot, and services, references, exports, interface ids, profiles, accounts, the graph. */
MUST_CHECK status_t manifest_check(const struct system_manifest_reader *manifest, struct manifest_error *error);
/* What an overlay can be judged by alone: names, keys, texts. The profiles that its accounts name may be the system's. */
MUST_CHECK status_t manifest_check_overlay(const struct manifest_overlay_reader *overlay, struct manifest_error *error);
/* A binary's or blob's bytes. STATUS_NOT_FOUND. */
MUST_CHECK status_t manifest_find_binary(const struct system_manifest_reader *manifest, struct capn_text name,
                                         struct capn_data *out);
MUST_CHECK status_t manifest_find_blob(const struct system_manifest_reader *manifest, struct capn_text name,
                                       struct capn_data *out);
/* The interface that a kernel source yields; 0 for unset or unknown. */
uint64_t manifest_kernel_source_interface(const struct kernel_cap_source_reader *source);
