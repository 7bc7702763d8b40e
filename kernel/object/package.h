/* SPDX-License-Identifier: MIT */
/* The boot package: the one boot module, which stays where the loader put it. Read only, any context. */
#pragma once

#include "base/boot_info.h"
#include "core/manifest.h"

/* Checks that there is exactly one module and that the kernel's part of the manifest is right. Panics with the reason. */
void package_init(const struct boot_info *boot);
const void *package_data(void);
uint64_t package_bytes(void);
/* Opens the manifest for reading; message must live as long as manifest is used. Cannot fail after package_init. */
void package_open(struct capn_message *message, struct system_manifest_reader *manifest);
/* Bytes of a binary or blob, in the direct map. STATUS_NOT_FOUND. */
MUST_CHECK status_t package_find_binary(struct capn_text name, struct capn_data *out);
MUST_CHECK status_t package_find_blob(struct capn_text name, struct capn_data *out);
/* Whether the packed schemas of the boot package (blob "schemas") declare that one interface extends another, at any
 * distance. false without schemas or for unknown ids. */
bool package_interface_extends(uint64_t interface_id, uint64_t superclass_id);
