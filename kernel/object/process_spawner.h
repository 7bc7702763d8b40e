/* SPDX-License-Identifier: MIT */
/* ProcessSpawner objects: all binaries of the boot package, or some. */
#pragma once

#include "base/object.h"
#include "capnp/message.h"

/* allowed: List(Text) in the boot package's manifest; NULL or empty: all binaries. STATUS_NO_MEMORY, STATUS_OUT_OF_RANGE
 * (more than PROCESS_SPAWNER_MAX_BINARIES). One reference. */
#define PROCESS_SPAWNER_MAX_BINARIES 64u
MUST_CHECK status_t process_spawner_create(const struct capn_list *allowed, struct object **out);
