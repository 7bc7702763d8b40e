/* SPDX-License-Identifier: MIT */
/* The accessors of one field: gen_field.c for data, gen_pointer.c for pointers. */
#pragma once

#include "emit.h"

struct accessor {
    FILE *out;
    const char *owner;                  /* of the names that are made */
    const struct node *node;            /* the struct; its readers and builders are what accessors take */
    const struct field *field;
    const struct type *type;            /* the field's, or what its type, a parameter, is bound to */
    const char *prefix;                 /* of the functions' names: the struct's C name, or that of an instance */
};

/* All accessors of a field or group, and the declaration of its default. */
void generate_field(const struct accessor *a);
/* Those that depend on the type. */
void generate_typed_field(const struct accessor *a);
/* The constant that a pointer field's default is. */
char *field_default_name(const struct node *node, const struct field *field);

/* ---- between gen_field.c and gen_pointer.c ---- */

bool accessor_in_union(const struct accessor *a);
/* The line that makes a setter choose its member of the union; nothing outside of one. */
void accessor_tag(const struct accessor *a);
/* Bytes of the struct's data section. A group's is that of the struct that it is in. */
unsigned accessor_full_bytes(const struct accessor *a);
/* "prefix_get_name", arguments "const struct node_reader *reader" and more; then the opening brace. more: NULL or ", T x". */
void accessor_reader(const struct accessor *a, const char *type, const char *verb, const char *more);
/* The same for "const struct node_builder *builder". */
void accessor_builder(const struct accessor *a, const char *type, const char *verb, const char *more);

void generate_pointer(const struct accessor *a);
