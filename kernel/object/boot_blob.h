/* SPDX-License-Identifier: MIT */
/* One named blob of the boot package as an object. */
#pragma once

#include "base/object.h"
#include "capnp/message.h"

/* name must lie in the boot package. STATUS_NOT_FOUND, STATUS_NO_MEMORY. One reference, the caller's. */
MUST_CHECK status_t boot_blob_create(struct capn_text name, struct object **out);
