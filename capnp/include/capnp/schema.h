/* SPDX-License-Identifier: MIT */
/*
 * The compiled schemas at run time: what types and interfaces there are. Opened on the bytes of schemas.bin, which
 * capnpc-capos --pack makes from schema/ (schema/schemas.capnp says what is in it). Nothing is copied: names point
 * into those bytes. A struct capn_schema is for one thread; no function blocks or takes a lock.
 *
 * All functions: STATUS_MALFORMED when the bytes are not what capnpc-capos writes.
 */
#pragma once

#include "capnp/message.h"
#include "capnp/writer.h"

struct capn_schema {
    struct capn_message message;
    struct capn_list nodes;
};

enum capn_node_kind { CAPN_NODE_STRUCT, CAPN_NODE_ENUM, CAPN_NODE_INTERFACE, CAPN_NODE_CONST };

enum capn_type_kind {
    CAPN_TYPE_VOID, CAPN_TYPE_BOOL, CAPN_TYPE_INT8, CAPN_TYPE_INT16, CAPN_TYPE_INT32, CAPN_TYPE_INT64, CAPN_TYPE_UINT8,
    CAPN_TYPE_UINT16, CAPN_TYPE_UINT32, CAPN_TYPE_UINT64, CAPN_TYPE_FLOAT32, CAPN_TYPE_FLOAT64, CAPN_TYPE_TEXT,
    CAPN_TYPE_DATA, CAPN_TYPE_LIST, CAPN_TYPE_ENUM, CAPN_TYPE_STRUCT, CAPN_TYPE_INTERFACE, CAPN_TYPE_CAPABILITY,
    CAPN_TYPE_GROUP,
    /* What a pointer of these leads to, no schema says; the parameters of generic types are AnyPointers. */
    CAPN_TYPE_ANY_POINTER, CAPN_TYPE_ANY_STRUCT, CAPN_TYPE_ANY_LIST, CAPN_TYPE_COUNT
};

struct capn_type {
    uint8_t kind;                       /* of a list: of the innermost elements, never CAPN_TYPE_LIST itself */
    uint8_t list_depth;                 /* 0: no list; 1: List(kind); 2: List(List(kind)) */
    uint16_t node;                      /* of enums, structs, interfaces, groups: for capn_schema_node() */
};

/* A struct, group, enum, interface or constant. Valid as long as its schema. */
struct capn_node {
    struct capn_schema *schema;
    uint64_t id;
    struct capn_text name;              /* "CapGrant", "CapGrant.source", "Timer.sleep$Params" */
    uint16_t index;                     /* of the node in the schema */
    uint16_t data_words;                /* struct */
    uint16_t pointer_count;
    uint16_t discriminant_offset;       /* of its union's tag, in 16-bit units; CAPN_NO_DISCRIMINANT: no union */
    uint8_t kind;
    uint8_t transfer_mode;              /* interface: enum cap_transfer_mode */
    struct capn_list members;
    struct capn_list ancestors;
};

#define CAPN_NO_DISCRIMINANT 0xffffu

/* A field, or an enumerant (only the name), or the one member of a constant (its value is default_bits). */
struct capn_member {
    struct capn_text name;
    struct capn_type type;
    uint32_t index;                     /* in its node */
    uint32_t offset;                    /* in multiples of its size, or among the pointers */
    uint16_t discriminant;              /* CAPN_NO_DISCRIMINANT: in no union */
    uint64_t default_bits;
};

struct capn_method {
    struct capn_text name;
    uint16_t method_id;                 /* as in abi/ring.h, the ancestor included */
    struct capn_node params;
    struct capn_node results;
};

/* bytes: 8-byte aligned, borrowed for as long as the schema is used. */
MUST_CHECK status_t capn_schema_open(struct capn_schema *schema, const void *bytes, size_t len);

/* Node number index, 0 to schema->nodes.count - 1, by ascending id. STATUS_NOT_FOUND. */
MUST_CHECK status_t capn_schema_node(struct capn_schema *schema, uint32_t index, struct capn_node *out);
MUST_CHECK status_t capn_schema_find(struct capn_schema *schema, uint64_t id, struct capn_node *out);
/* By its whole name, any kind of node. STATUS_NOT_FOUND. */
MUST_CHECK status_t capn_schema_find_name(struct capn_schema *schema, struct capn_text name, struct capn_node *out);
/* Interface number n, counted from 0 in the order of ids. STATUS_NOT_FOUND past the last one. */
MUST_CHECK status_t capn_schema_interface(struct capn_schema *schema, uint32_t n, struct capn_node *out);

/* STATUS_NOT_FOUND: no such member. */
MUST_CHECK status_t capn_node_member(const struct capn_node *node, uint32_t index, struct capn_member *out);
MUST_CHECK status_t capn_node_find_member(const struct capn_node *node, struct capn_text name, struct capn_member *out);

/* Methods of an interface, its own first, then the inherited ones. STATUS_NOT_FOUND past the last one. */
MUST_CHECK status_t capn_node_method(const struct capn_node *interface, uint32_t n, struct capn_method *out);
MUST_CHECK status_t capn_node_find_method(const struct capn_node *interface, struct capn_text name,
                                          struct capn_method *out);

/* "List(CapGrant)", "Text", "UInt64", "Capability", "TerminalSession". */
MUST_CHECK status_t capn_type_write(struct capn_schema *schema, const struct capn_type *type,
                                    const struct capn_writer *writer);
/* "(name :Text, source :group)": what a struct is made of. */
MUST_CHECK status_t capn_node_write(const struct capn_node *node, const struct capn_writer *writer);
/* "sleep (ns :UInt64) -> ()". */
MUST_CHECK status_t capn_method_write(const struct capn_method *method, const struct capn_writer *writer);

static inline bool capn_text_equal(struct capn_text a, struct capn_text b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.data, b.data, a.len) == 0);
}
