/* SPDX-License-Identifier: MIT */
/* What printing and parsing share: how a field's type says where its bits are. */
#pragma once

#include "capnp/text.h"

/* Width of a data type in bits; 0 for Void and pointers. */
unsigned capn_type_bits(const struct capn_type *type);
bool capn_type_is_pointer(const struct capn_type *type);
/* Of a list whose elements have this type. */
enum capn_element_size capn_type_element_size(const struct capn_type *type);
/* The type of a list's elements. */
static inline struct capn_type capn_type_element(const struct capn_type *list)
{
    return (struct capn_type){ list->kind, (uint8_t)(list->list_depth - 1), list->node };
}
