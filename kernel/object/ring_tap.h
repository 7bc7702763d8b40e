/* SPDX-License-Identifier: MIT */
/* RingTap: records of the processes that its holder spawned with it. What a tap is: cap/tap.h. */
#pragma once

#include "cap/tap.h"
#include "object/object.h"

extern struct object_kind ring_tap_kind;

/* The tap behind a hold; NULL when it is something else, or a facet that may only read. Not referenced. */
struct tap *ring_tap_of(const struct cap_hold *hold);
/* Answers one TapReader.read that something can be answered to. False: there is none. Only the tap's worker calls it. */
bool ring_tap_answer_one(void);
