/* SPDX-License-Identifier: MIT */
/*
 * A capability that the arguments of a call do not have. Cap'n Proto lets every pointer be left out, and only the callee knows which
 * capability it cannot do without: so this is asked when a call has failed for want of something. Pure.
 */
#pragma once

#include "capnp/schema.h"

#define MISSING_MAX_STEPS 8u

/* A member of a struct; of a list of structs, of one element. */
struct missing_step {
    struct capn_text member;
    bool in_list;
    uint32_t element;
};

struct missing {
    uint32_t count;
    struct missing_step steps[MISSING_MAX_STEPS];   /* from the arguments down; the last is what is missing */
    struct capn_type type;                          /* of it: an interface, or Capability */
};

/*
 * The first one, in the order of the schema: of value, which is a struct of the type node, and of the structs in it, of a union only
 * what is set. Borrows from the schema. False: nothing is missing, or it lies deeper than MISSING_MAX_STEPS.
 */
bool missing_find(const struct capn_node *node, const struct capn_struct *value, struct missing *out);
/* "signal", "grants[0].source.capability". Cut at size - 1. */
void missing_name(const struct missing *missing, char *name, size_t size);
/*
 * Where in the line it should stand: at the bracket that ends the innermost struct around it that was written. open: the offset of the
 * bracket of the arguments, which were parsed without error.
 */
uint32_t missing_column(const struct missing *missing, const char *line, uint32_t len, uint32_t open);
