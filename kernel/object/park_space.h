/* SPDX-License-Identifier: MIT */
/* ParkSpace and SharedParkSpace: the authority of PARK and UNPARK (ring/park.h). Neither has methods. */
#pragma once

#include "base/object.h"

struct shared_words;

extern struct object_kind park_space_kind;

/* One reference, the caller's; it keeps the memory. STATUS_NO_MEMORY. */
MUST_CHECK status_t park_space_create_shared(struct shared_words *memory, struct object **out);
