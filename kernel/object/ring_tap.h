/* SPDX-License-Identifier: MIT */
/* RingTap: records of the processes that its holder spawned with it. What a tap is: trace/tap.h. */
#pragma once

#include "base/object.h"
#include "trace/tap.h"

extern struct object_kind ring_tap_kind;

/* The tap behind a hold; NULL when it is something else, or a facet that may only read. Not referenced. */
struct tap *ring_tap_of(const struct cap_hold *hold);
