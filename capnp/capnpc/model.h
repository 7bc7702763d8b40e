/* SPDX-License-Identifier: MIT */
/*
 * The compiled schema as the generator sees it: a CodeGeneratorRequest turned into plain C structs with C names. A host
 * program that runs once: memory is taken and never given back. What cannot be generated is refused (refuse.h), and the
 * reading goes on; a damaged request ends the program.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The numbers of schema.capnp's Type and Value unions. */
enum type_kind {
    TYPE_VOID, TYPE_BOOL, TYPE_INT8, TYPE_INT16, TYPE_INT32, TYPE_INT64, TYPE_UINT8, TYPE_UINT16, TYPE_UINT32,
    TYPE_UINT64, TYPE_FLOAT32, TYPE_FLOAT64, TYPE_TEXT, TYPE_DATA, TYPE_LIST, TYPE_ENUM, TYPE_STRUCT, TYPE_INTERFACE,
    TYPE_ANY_POINTER
};

/* What an AnyPointer may lead to. The first four as schema.capnp numbers them. */
enum any_kind { ANY_POINTER, ANY_STRUCT, ANY_LIST, ANY_CAPABILITY, ANY_PARAMETER };

enum node_kind { NODE_FILE, NODE_STRUCT, NODE_ENUM, NODE_INTERFACE, NODE_CONST, NODE_ANNOTATION };

#define NO_DISCRIMINANT 0xffffu

struct node;
struct brand;

struct type {
    enum type_kind kind;
    enum any_kind any;              /* AnyPointer */
    uint64_t parameter_scope;       /* a parameter: of which node; 0: the method's own, `foo @0 [T] (x :T)` */
    uint16_t parameter;             /* and its number there */
    uint64_t node_id;               /* enum, struct, interface */
    struct node *node;
    const struct brand *brand;      /* of a generic one; NULL: no parameter is bound */
    struct type *element;           /* list */
};

/* What the parameters of one scope are bound to. */
struct brand_scope {
    uint64_t scope_id;
    bool inherits;                  /* to what they are bound to where the type is used */
    struct type *bindings;          /* unbound ones are plain AnyPointers */
    size_t count;
};

struct brand {
    struct brand_scope *scopes;
    size_t count;
};

/* A default or a constant. */
struct value {
    uint64_t bits;                  /* number, bool, enumerant */
    const uint64_t *words;          /* of a pointer: the pointer and what it leads to; NULL: it is null */
    size_t word_count;
    const uint8_t *bytes;           /* of a text or data, once more */
    size_t byte_count;
};

struct field {
    const char *name;               /* as in the schema */
    const char *c_name;
    const char *doc;                /* NULL: none */
    uint16_t discriminant;          /* NO_DISCRIMINANT: not in a union */
    bool is_group;
    struct node *group;
    uint64_t group_id;
    uint32_t offset;                /* slot: in multiples of the type's size */
    struct type type;
    struct value default_value;
};

struct enumerant {
    const char *name;
    const char *c_name;
    const char *doc;
};

struct method {
    const char *name;
    const char *c_name;
    const char *doc;
    uint64_t params_id, results_id;
    struct node *params, *results;
    const struct brand *params_brand, *results_brand;
    bool is_stream;                 /* `-> stream`: results is an empty struct of the method's own */
};

struct superclass {
    uint64_t id;
    const struct brand *brand;
};

struct node {
    uint64_t id;
    uint64_t scope_id;
    enum node_kind kind;
    const char *display_name;
    const char *name;               /* own name in the schema; for a method's struct "Interface.method$Params" */
    const char *path;               /* "Interface.Nested" without the file */
    const char *c_name;             /* snake_case with its scopes */
    const char *doc;
    struct node *file;
    bool in_circle;                 /* a file whose header and another one's include each other */
    const struct node *scope;       /* what it is declared in; of a method's struct: the interface. NULL: the file */
    size_t parameter_count;         /* of a generic type: its own, not those of its scopes */

    uint64_t *nested;               /* ids of nested nodes, in declared order */
    size_t nested_count;

    uint16_t data_words, pointer_count; /* struct */
    bool is_group;
    uint16_t discriminant_count;
    uint32_t discriminant_offset;   /* in 16-bit units */
    struct field *fields;
    size_t field_count;
    struct struct_size *size;       /* once it was computed: see struct_full_bytes */

    struct enumerant *enumerants;
    size_t enumerant_count;

    struct method *methods;         /* interface */
    size_t method_count;
    struct superclass *superclasses;
    size_t superclass_count;
    struct node **ancestors;        /* all, depth first in declared order, each once */
    size_t ancestor_count;
    uint8_t transfer_mode;

    struct type const_type;         /* const */
    struct value const_value;
};

/* A generic type whose parameters are bound, at least one of them, and that a file uses. */
struct instance {
    const struct node *node;        /* struct, group or interface */
    const struct brand *brand;
    const char *c_name;             /* "box_of_text" */
    const char *spelling;           /* "Box(Text)" */
};

struct import {
    uint64_t id;
    const char *name;
};

struct schema_file {
    struct node *node;
    const char *filename;
    struct import *imports;
    size_t import_count;
    /* Every node that the file makes, in the order in which they are emitted. */
    struct node **nodes;
    size_t node_count;
    struct instance *instances;
    size_t instance_count;
    /* The files that its code refers to (include.h). */
    const struct schema_file **needs;
    size_t need_count;
};

struct model {
    struct node *nodes;             /* sorted by id */
    size_t node_count;
    struct schema_file *files;      /* that were asked for, file_count of them, then those that are only imported */
    size_t file_count;
    size_t all_file_count;
};

/* Reads a whole request. Ends the program when it is damaged. */
void model_load(struct model *model, const void *bytes, size_t len);
/* NULL when there is no such node. */
struct node *model_find(const struct model *model, uint64_t id);

/* The schema compiler's StreamResult, which is what `-> stream` results in. */
#define STREAM_RESULT_ID UINT64_C(0x995f9a3377c0b16e)

/* "readLine" -> "read_line". */
char *name_to_snake(const char *name);
/* A name that stands alone in C: a keyword gets a `_` after it. */
const char *name_to_identifier(const char *snake);
/* A declaration outside of all others: what the C library or our own headers have already gets a `_` after it. */
const char *name_to_declaration(const char *snake);
/* A method: what is made for each interface under its name (foo_dispatch, foo_t) is not a stub's name. */
const char *name_to_method(const char *snake);
/* Whether a name as it is claimed (refuse.h) is one that the library's headers, or abi/, have. */
bool name_is_library(const char *name);
char *name_to_upper(const char *snake);
char *text_format(const char *format, ...) __attribute__((format(printf, 1, 2)));
void *memory_take(size_t count, size_t size);
/* Room for one more element behind count: the array is made anew whenever count is a power of two. NULL: an empty one. */
void *array_room(void *array, size_t count, size_t size);
_Noreturn void die(const char *format, ...) __attribute__((format(printf, 1, 2)));
