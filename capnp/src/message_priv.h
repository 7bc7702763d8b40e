/* SPDX-License-Identifier: MIT */
/* Between message.c, which follows pointers, and list.c, whose pointers are elements. */
#pragma once

#include "capnp/message.h"

/* Where a pointer is: in a struct's pointer section or an element of a pointer list, whose level it has. NULL message: no such
 * pointer. */
struct pointer_place {
    struct capn_message *message;
    const uint64_t *pointer;
    uint16_t level;
};

/* Of the simple element sizes, by enum capn_element_size. */
extern const uint8_t capn_element_bits[];

MUST_CHECK status_t capn_struct_read(const struct pointer_place *place, struct capn_struct *out);
MUST_CHECK status_t capn_list_read(const struct pointer_place *place, enum capn_element_size expected,
                                   struct capn_list *out);
MUST_CHECK status_t capn_bytes_read(const struct pointer_place *place, struct capn_data *out);
MUST_CHECK status_t capn_text_read(const struct pointer_place *place, struct capn_text *out);
/* word: of the pointer, 0 when there is none. */
MUST_CHECK status_t capn_capability_read(uint64_t word, uint32_t *out);
