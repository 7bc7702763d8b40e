/* SPDX-License-Identifier: MIT */
/* Between copy.c, which copies deep, and canonical.c, which wants a copy of a certain form. */
#pragma once

#include "capnp/builder.h"

/* What a copy does with what does not change the value. */
enum copy_form {
    COPY_AS_IT_IS,
    COPY_CANONICAL                      /* structs trimmed, capabilities refused (STATUS_NOT_SUPPORTED) */
};

/* The size that a struct has in a copy. */
struct copy_size {
    uint16_t data_words;
    uint16_t pointer_count;
};
struct copy_size capn_copy_size(const struct capn_struct *from, enum copy_form form);

/* Copies data and everything behind the pointers into a struct of (at least) capn_copy_size. */
MUST_CHECK status_t capn_copy_contents(const struct capn_struct_builder *to, const struct capn_struct *from,
                                       enum copy_form form);
