/* SPDX-License-Identifier: MIT */
/* Writing C text. Lines are at most 120 columns, continued after the open parenthesis. */
#pragma once

#include <stdio.h>

#include "model.h"

/* Writes one line of C and a newline. A line that is too long is broken after commas. */
void emit(FILE *out, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* A comment with the schema's documentation; nothing when doc is NULL. */
void emit_doc(FILE *out, int indent, const char *doc);

/* C type of a value of a data field: "uint32_t", "bool", "enum exit_kind". */
const char *type_c_name(const struct type *type);
/* Width of a data type in bits; 0 for void and pointers. */
unsigned type_bits(const struct type *type);
bool type_is_pointer(const struct type *type);
bool type_is_capability(const struct type *type);
/* "CAPN_SIZE_FOUR_BYTES" for what a list of this type is made of. */
const char *type_size_name(const struct type *type);

/* Bytes of a message with this struct, framing included. 0 for an empty struct. */
unsigned struct_message_bytes(const struct node *node);
/*
 * The same, with everything that its struct fields hold. variable is set when there is more, whose size depends on
 * the values: texts, data, lists, structs that contain themselves.
 */
unsigned struct_full_bytes(const struct node *node, bool *variable);

void generate_struct_types(FILE *out, const struct node *node);
void generate_struct(FILE *out, const struct node *node);
void generate_enum(FILE *out, const struct node *node);
void generate_const(FILE *out, const struct schema_file *file, const struct node *node);
void generate_interface_header(FILE *out, const struct node *node);
void generate_interface_source(FILE *out, const struct node *node);
void generate_client_header(FILE *out, const struct node *node);
void generate_client_source(FILE *out, const struct node *node);

/* Writes schemas.bin: the nodes of all files, packed as schema/schemas.capnp says. */
void generate_packed(FILE *out, const struct model *model);
