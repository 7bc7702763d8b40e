/* SPDX-License-Identifier: MIT */
#include "argument.h"

#include "capability.capnp.h"
#include "scheduling.capnp.h"

bool argument_fits(struct schemas *schemas, const struct named_cap *cap, uint64_t wanted)
{
    return wanted == 0 || schemas_extends(schemas, cap->interface_id, wanted);
}

/* Kernel objects that look at what they are shown and take nothing. They say themselves what they cannot do with it. */
static bool only_looks(uint64_t interface_id)
{
    return interface_id == CAPABILITY_MANAGER_INTERFACE_ID || interface_id == SCHEDULING_CONTEXT_INTERFACE_ID;
}

enum cap_transfer_mode argument_mode(const struct named_cap *cap, uint64_t target_interface_id)
{
    if (cap->transfer_mode == CAP_TRANSFER_NONE && only_looks(target_interface_id))
        return CAP_TRANSFER_COPY;
    return (enum cap_transfer_mode)cap->transfer_mode;
}
