/* SPDX-License-Identifier: MIT */
/*
 * Generic types. Their C code takes parameters for pointers of any kind; where a parameter is bound, further accessors
 * have the type that it is bound to. One set of them is made for each way in which a file binds a generic type: an instance.
 */
#pragma once

#include "model.h"

/* The type with the parameters that brand binds put in. brand: NULL binds none. */
struct type type_bind(const struct type *type, const struct brand *brand);
const struct brand *brand_bind(const struct brand *brand, const struct brand *outer);
/* Whether more is known of it than that it is a pointer. */
bool type_is_specific(const struct type *type);
/* Fills in file->instances: what its nodes use, and what that uses in turn. */
void instances_find(struct schema_file *file);
