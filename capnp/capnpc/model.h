/* SPDX-License-Identifier: MIT */
/*
 * The compiled schema as the generator sees it: a CodeGeneratorRequest turned into plain C structs with C names. A host
 * program that runs once: memory is taken and never given back, and what it cannot generate ends it with a message.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The numbers of schema.capnp's Type and Value unions. */
enum type_kind {
    TYPE_VOID, TYPE_BOOL, TYPE_INT8, TYPE_INT16, TYPE_INT32, TYPE_INT64, TYPE_UINT8, TYPE_UINT16, TYPE_UINT32,
    TYPE_UINT64, TYPE_FLOAT32, TYPE_FLOAT64, TYPE_TEXT, TYPE_DATA, TYPE_LIST, TYPE_ENUM, TYPE_STRUCT, TYPE_INTERFACE,
    TYPE_ANY_POINTER,
    TYPE_GROUP                      /* ours, for packed schemas */
};

enum node_kind { NODE_FILE, NODE_STRUCT, NODE_ENUM, NODE_INTERFACE, NODE_CONST, NODE_ANNOTATION };

#define NO_DISCRIMINANT 0xffffu

struct node;

struct type {
    enum type_kind kind;
    bool is_capability;             /* AnyPointer spelt Capability */
    uint64_t node_id;               /* enum, struct, interface */
    const struct node *node;
    struct type *element;           /* list */
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
    uint64_t default_bits;          /* of a data field */
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
    bool emitted;

    uint64_t *nested;               /* ids of nested nodes, in declared order */
    size_t nested_count;

    uint16_t data_words, pointer_count; /* struct */
    bool is_group;
    uint16_t discriminant_count;
    uint32_t discriminant_offset;   /* in 16-bit units */
    struct field *fields;
    size_t field_count;

    struct enumerant *enumerants;
    size_t enumerant_count;

    struct method *methods;         /* interface */
    size_t method_count;
    uint64_t *superclass_ids;
    size_t superclass_count;
    struct node **ancestors;        /* all, depth first in declared order, each once */
    size_t ancestor_count;
    uint8_t transfer_mode;

    struct type const_type;         /* const */
    uint64_t const_bits;
    const char *const_text;
};

struct schema_file {
    struct node *node;
    const char *filename;
    const char **imports;
    size_t import_count;
    /* Every node that the file makes, in the order in which they are emitted. */
    struct node **nodes;
    size_t node_count;
};

struct model {
    struct node *nodes;             /* sorted by id */
    size_t node_count;
    struct schema_file *files;      /* that were asked for */
    size_t file_count;
};

/* Reads a whole request. Ends the program when it is damaged or uses what is not supported. */
void model_load(struct model *model, const void *bytes, size_t len);
/* NULL when there is no such node. */
struct node *model_find(const struct model *model, uint64_t id);

/* "readLine" -> "read_line". */
char *name_to_snake(const char *name);
/* A name that stands alone in C: a keyword gets a `_` after it. */
const char *name_to_identifier(const char *snake);
char *name_to_upper(const char *snake);
char *text_format(const char *format, ...) __attribute__((format(printf, 1, 2)));
void *memory_take(size_t count, size_t size);
_Noreturn void die(const char *format, ...) __attribute__((format(printf, 1, 2)));
