/* SPDX-License-Identifier: MIT */
/* ParkSpace and SharedParkSpace: the authority of PARK and UNPARK (cap/park.h). Neither has methods. */
#pragma once

#include "object/object.h"

struct memory_object;

extern struct object_kind park_space_kind;
extern struct object_kind shared_park_space_kind;

/* One reference, the caller's; it keeps the memory. STATUS_NO_MEMORY. */
MUST_CHECK status_t park_space_create_shared(struct memory_object *memory, struct object **out);
/* The memory of a SharedParkSpace. */
struct memory_object *park_space_memory(struct object *object);
