/* SPDX-License-Identifier: MIT */
/* Interfaces that extend others: method numbers seen through a superclass. See capnp/call.h. */
#include "capnp/call.h"

/* The number of an interface as `served` counts: 0 itself, i + 1 its ancestor i; -1: it is none of these. */
static int interface_number(const struct capn_interface *served, uint64_t id)
{
    if (served->id == id)
        return 0;
    for (uint8_t i = 0; i < served->ancestor_count; i++) {
        if (served->ancestors[i]->id == id)
            return i + 1;
    }
    return -1;
}

status_t capn_interface_method(const struct capn_interface *served, uint64_t exposed_id, uint16_t *method_id)
{
    uint16_t ancestor = CAPN_METHOD_ANCESTOR(*method_id);
    int number = interface_number(served, exposed_id);
    const struct capn_interface *exposed;

    if (number < 0)
        return STATUS_UNIMPLEMENTED;
    if (ancestor != 0) {
        exposed = number == 0 ? served : served->ancestors[number - 1];
        if (ancestor > exposed->ancestor_count)
            return STATUS_UNIMPLEMENTED;
        number = interface_number(served, exposed->ancestors[ancestor - 1]->id);
        if (number < 0)
            return STATUS_UNIMPLEMENTED;
    }
    *method_id = (uint16_t)(number << 12 | CAPN_METHOD_ORDINAL(*method_id));
    return STATUS_OK;
}

bool capn_interface_extends(const struct capn_interface *interface, uint64_t id)
{
    return interface_number(interface, id) >= 0;
}
