/* SPDX-License-Identifier: MIT */
/* Capabilities that the kernel makes: what a manifest's kernel source yields. */
#pragma once

#include "base/object.h"
#include "core/ledger.h"
#include "manifest.capnp.h"

/* Makes the objects that there are one of. Boot: they are there before anybody counts objects. */
void sources_init(void);
/* A hold on the one object of a kind, without a reference for the caller: it lives for ever. */
struct cap_hold source_singleton_hold(struct object_kind *kind);
/* The hold that a source of the boot package's manifest names, with a reference for the caller. *reason: what is missing, for a person,
 * or NULL where the status says all. STATUS_NOT_FOUND, STATUS_INVALID_ARGUMENT (unset, unknown), STATUS_NO_MEMORY. */
MUST_CHECK status_t source_make_hold(const struct kernel_cap_source_reader *source, struct cap_hold *hold, const char **reason);
/* Limits of a ledger as they were written: 0 where there are none. */
void source_read_limits(const struct resource_limits_reader *reader, uint64_t limits[LEDGER_RESOURCE_COUNT]);
