/* SPDX-License-Identifier: MIT */
/* Which capability may be an argument of which call: the same answer for the call itself and for Tab. */
#pragma once

#include "names.h"
#include "schemas.h"

/* Whether it is what the parameter asks for, or more. wanted 0: anything is. */
bool argument_fits(struct schemas *schemas, const struct named_cap *cap, uint64_t wanted);
/* How it goes along with a call of a target with that interface; CAP_TRANSFER_NONE: it may not. */
enum cap_transfer_mode argument_mode(const struct named_cap *cap, uint64_t target_interface_id);

static inline bool argument_may_go(const struct named_cap *cap, uint64_t target_interface_id)
{
    return argument_mode(cap, target_interface_id) != CAP_TRANSFER_NONE;
}
