/* SPDX-License-Identifier: MIT */
/*
 * Writing C text. Lines are at most 120 columns, continued after the open parenthesis. Each gen_*.c writes one kind of thing;
 * file.c says what goes into which file, in which order.
 */
#pragma once

#include <stdio.h>

#include "model.h"

/* Writes one line of C and a newline. A line that is too long is broken after commas. */
void emit(FILE *out, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* A comment with the schema's documentation; nothing when doc is NULL. */
void emit_doc(FILE *out, int indent, const char *doc);
/*
 * The first two lines of an inline function. One that returns status_t must have its result looked at. owner: what in the
 * schema it is made for; the name is claimed for that (refuse.h).
 */
void emit_function(FILE *out, const char *owner, const char *type, const char *name, const char *arguments);
/* `#define name value`, however long; claims the name. */
void emit_define(FILE *out, const char *owner, const char *name, const char *value);
/* "Foo.bar", as the owner of names. */
char *owner_of(const struct node *node, const char *member);

/* C type of a value of a data field: "uint32_t", "bool", "enum exit_kind". */
const char *type_c_name(const struct type *type);
/* "enum color"; an enum's name stands alone there. */
const char *enum_c_name(const struct node *node);
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
unsigned struct_full_bytes(struct node *node, bool *variable);

/*
 * A value that is carried as a message of its own: its declaration for the header, its words for the source. name: of the
 * constant, claimed for owner.
 */
void emit_constant_declaration(FILE *out, const char *owner, const char *name);
void emit_constant_words(FILE *out, const char *name, const struct value *value);
/* Whether node is a constant that is one: a pointer that is no text and no data. */
bool const_is_message(const struct node *node);
/* A string literal, escaped, with no zero but its own; broken over lines with `\`. */
char *literal_of(const uint8_t *bytes, size_t count);

/*
 * How an inherited method is called on node: as it is, or, when two that node has are called the same, with the interface
 * that it comes from. owner: node or one of its ancestors.
 */
const char *method_name(const struct node *node, const struct node *owner, const struct method *method);

/* What each node is made into. Types come before all that uses them. */
void generate_struct_types(FILE *out, const struct node *node);
void generate_struct(FILE *out, const struct node *node);
void generate_struct_source(FILE *out, const struct node *node);
void generate_instance(FILE *out, const struct instance *instance);
void generate_enum(FILE *out, const struct node *node);
void generate_const(FILE *out, const struct schema_file *file, const struct node *node);
void generate_const_source(FILE *out, const struct schema_file *file, const struct node *node);
/* The serving side: numbers, table of methods, dispatch. */
void generate_interface_header(FILE *out, const struct node *node);
void generate_interface_source(FILE *out, const struct node *node);
/* The calling side: handle types, stubs. */
void generate_handle(FILE *out, const struct node *node);
void generate_client_header(FILE *out, const struct node *node);
void generate_client_source(FILE *out, const struct node *node);

/* Writes schemas.bin: the nodes of all files, packed as schema/schemas.capnp says. */
void generate_packed(FILE *out, const struct model *model);
/* Makes all files of a request. Gives the program's exit status: 1 after refusals, which are printed; then nothing is written. */
int generate_files(const struct model *model);
