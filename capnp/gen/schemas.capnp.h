/* SPDX-License-Identifier: MIT */
/* Made by capnpc-capos from schemas.capnp; do not edit. capnp/README.md says what is what. */
#pragma once

#include "capnp/builder.h"
#include "capnp/call.h"
#include "capnp/message.h"

enum schema_kind {
    SCHEMA_KIND_STRUCT = 0,
    SCHEMA_KIND_ENUM = 1,
    SCHEMA_KIND_INTERFACE = 2,
    SCHEMA_KIND_CONST = 3,
};
#define SCHEMA_KIND_COUNT 4u

struct schema_set_reader {
    struct capn_struct s;
};
struct schema_set_builder {
    struct capn_struct_builder b;
};
#define SCHEMA_SET_DATA_WORDS 0u
#define SCHEMA_SET_POINTERS 1u
#define SCHEMA_SET_BYTES 24u

struct schema_node_reader {
    struct capn_struct s;
};
struct schema_node_builder {
    struct capn_struct_builder b;
};
#define SCHEMA_NODE_DATA_WORDS 2u
#define SCHEMA_NODE_POINTERS 3u
#define SCHEMA_NODE_BYTES 56u

struct schema_member_reader {
    struct capn_struct s;
};
struct schema_member_builder {
    struct capn_struct_builder b;
};
#define SCHEMA_MEMBER_DATA_WORDS 3u
#define SCHEMA_MEMBER_POINTERS 1u
#define SCHEMA_MEMBER_BYTES 48u

/* SchemaSet */

MUST_CHECK static inline status_t schema_set_read_root(struct capn_message *message, struct schema_set_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t schema_set_build_root(struct capn_builder *builder, struct schema_set_builder *out)
{
    return capn_builder_root(builder, 0, 1, &out->b);
}
MUST_CHECK static inline status_t schema_set_list_get(const struct capn_list *list, uint32_t index,
                                                      struct schema_set_reader *out)
{
    return capn_list_get_struct(list, index, &out->s);
}
MUST_CHECK static inline status_t schema_set_list_at(const struct capn_list_builder *list, uint32_t index,
                                                     struct schema_set_builder *out)
{
    return capn_list_struct(list, index, &out->b);
}
/* By ascending id. Nodes refer to each other by their place in this list. */
MUST_CHECK static inline status_t schema_set_get_nodes(const struct schema_set_reader *reader, struct capn_list *out)
{
    return capn_get_list(&reader->s, 0, CAPN_SIZE_COMPOSITE, out);
}
MUST_CHECK static inline status_t schema_set_init_nodes(const struct schema_set_builder *builder, uint32_t count,
                                                        struct capn_list_builder *out)
{
    return capn_init_struct_list(&builder->b, 0, count, 2, 3, out);
}
static inline bool schema_set_has_nodes(const struct schema_set_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}

/* SchemaNode */

MUST_CHECK static inline status_t schema_node_read_root(struct capn_message *message, struct schema_node_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t schema_node_build_root(struct capn_builder *builder, struct schema_node_builder *out)
{
    return capn_builder_root(builder, 2, 3, &out->b);
}
MUST_CHECK static inline status_t schema_node_list_get(const struct capn_list *list, uint32_t index,
                                                       struct schema_node_reader *out)
{
    return capn_list_get_struct(list, index, &out->s);
}
MUST_CHECK static inline status_t schema_node_list_at(const struct capn_list_builder *list, uint32_t index,
                                                      struct schema_node_builder *out)
{
    return capn_list_struct(list, index, &out->b);
}
static inline uint64_t schema_node_get_id(const struct schema_node_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 0, 16);
}
static inline void schema_node_set_id(const struct schema_node_builder *builder, uint64_t value)
{
    capn_set_u64(&builder->b, 0, (uint64_t)value);
}
/* A SchemaKind. */
static inline uint8_t schema_node_get_kind(const struct schema_node_reader *reader)
{
    return (uint8_t)capn_field_u8(&reader->s, 8, 16);
}
static inline void schema_node_set_kind(const struct schema_node_builder *builder, uint8_t value)
{
    capn_set_u8(&builder->b, 8, (uint8_t)value);
}
/* Of an interface. */
static inline uint8_t schema_node_get_transfer_mode(const struct schema_node_reader *reader)
{
    return (uint8_t)capn_field_u8(&reader->s, 9, 16);
}
static inline void schema_node_set_transfer_mode(const struct schema_node_builder *builder, uint8_t value)
{
    capn_set_u8(&builder->b, 9, (uint8_t)value);
}
static inline uint16_t schema_node_get_data_words(const struct schema_node_reader *reader)
{
    return (uint16_t)capn_field_u16(&reader->s, 10, 16);
}
static inline void schema_node_set_data_words(const struct schema_node_builder *builder, uint16_t value)
{
    capn_set_u16(&builder->b, 10, (uint16_t)value);
}
static inline uint16_t schema_node_get_pointers(const struct schema_node_reader *reader)
{
    return (uint16_t)capn_field_u16(&reader->s, 12, 16);
}
static inline void schema_node_set_pointers(const struct schema_node_builder *builder, uint16_t value)
{
    capn_set_u16(&builder->b, 12, (uint16_t)value);
}
/* Of a struct with a union, in 16-bit units; 0xffff: no union. */
static inline uint16_t schema_node_get_discriminant_offset(const struct schema_node_reader *reader)
{
    return (uint16_t)(capn_field_u16(&reader->s, 14, 16) ^ UINT16_C(0xffff));
}
static inline void schema_node_set_discriminant_offset(const struct schema_node_builder *builder, uint16_t value)
{
    capn_set_u16(&builder->b, 14, (uint16_t)((uint16_t)value ^ UINT16_C(0xffff)));
}
/* With its scopes: `ProcessSpawner`, `ProcessSpawner.spawn$Params`, `CapGrant.source`. */
MUST_CHECK static inline status_t schema_node_get_name(const struct schema_node_reader *reader, struct capn_text *out)
{
    return capn_get_text(&reader->s, 0, out);
}
MUST_CHECK static inline status_t schema_node_set_name(const struct schema_node_builder *builder,
                                                       struct capn_text value)
{
    return capn_set_text(&builder->b, 0, value);
}
static inline bool schema_node_has_name(const struct schema_node_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}
/* Fields, enumerants or methods, by ordinal; of a constant, one member with its type and, as default, its value. */
MUST_CHECK static inline status_t schema_node_get_members(const struct schema_node_reader *reader,
                                                          struct capn_list *out)
{
    return capn_get_list(&reader->s, 1, CAPN_SIZE_COMPOSITE, out);
}
MUST_CHECK static inline status_t schema_node_init_members(const struct schema_node_builder *builder, uint32_t count,
                                                           struct capn_list_builder *out)
{
    return capn_init_struct_list(&builder->b, 1, count, 3, 1, out);
}
static inline bool schema_node_has_members(const struct schema_node_reader *reader)
{
    return capn_has_pointer(&reader->s, 1);
}
/* Of an interface: all that it extends, depth first in declared order. Ancestor i is number i + 1 in a method id. */
MUST_CHECK static inline status_t schema_node_get_ancestors(const struct schema_node_reader *reader,
                                                            struct capn_list *out)
{
    return capn_get_list(&reader->s, 2, CAPN_SIZE_TWO_BYTES, out);
}
MUST_CHECK static inline status_t schema_node_init_ancestors(const struct schema_node_builder *builder, uint32_t count,
                                                             struct capn_list_builder *out)
{
    return capn_init_list(&builder->b, 2, CAPN_SIZE_TWO_BYTES, count, out);
}
static inline bool schema_node_has_ancestors(const struct schema_node_reader *reader)
{
    return capn_has_pointer(&reader->s, 2);
}

/* SchemaMember */

MUST_CHECK static inline status_t schema_member_read_root(struct capn_message *message,
                                                          struct schema_member_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t schema_member_build_root(struct capn_builder *builder,
                                                           struct schema_member_builder *out)
{
    return capn_builder_root(builder, 3, 1, &out->b);
}
MUST_CHECK static inline status_t schema_member_list_get(const struct capn_list *list, uint32_t index,
                                                         struct schema_member_reader *out)
{
    return capn_list_get_struct(list, index, &out->s);
}
MUST_CHECK static inline status_t schema_member_list_at(const struct capn_list_builder *list, uint32_t index,
                                                        struct schema_member_builder *out)
{
    return capn_list_struct(list, index, &out->b);
}
MUST_CHECK static inline status_t schema_member_get_name(const struct schema_member_reader *reader,
                                                         struct capn_text *out)
{
    return capn_get_text(&reader->s, 0, out);
}
MUST_CHECK static inline status_t schema_member_set_name(const struct schema_member_builder *builder,
                                                         struct capn_text value)
{
    return capn_set_text(&builder->b, 0, value);
}
static inline bool schema_member_has_name(const struct schema_member_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}
/*
 * As numbered in schema.capnp's Type; 18 is Capability, 19 a group, 20 AnyPointer, 21 AnyStruct, 22 AnyList. For a
 * list, the
 * type of the innermost elements. A parameter of a generic type is an AnyPointer.
 */
static inline uint8_t schema_member_get_type(const struct schema_member_reader *reader)
{
    return (uint8_t)capn_field_u8(&reader->s, 0, 24);
}
static inline void schema_member_set_type(const struct schema_member_builder *builder, uint8_t value)
{
    capn_set_u8(&builder->b, 0, (uint8_t)value);
}
/* 1 for List(T), 2 for List(List(T)). */
static inline uint8_t schema_member_get_list_depth(const struct schema_member_reader *reader)
{
    return (uint8_t)capn_field_u8(&reader->s, 1, 24);
}
static inline void schema_member_set_list_depth(const struct schema_member_builder *builder, uint8_t value)
{
    capn_set_u8(&builder->b, 1, (uint8_t)value);
}
/* Of an enum, struct, interface or group. For a method: its parameters. */
static inline uint16_t schema_member_get_node(const struct schema_member_reader *reader)
{
    return (uint16_t)(capn_field_u16(&reader->s, 2, 24) ^ UINT16_C(0xffff));
}
static inline void schema_member_set_node(const struct schema_member_builder *builder, uint16_t value)
{
    capn_set_u16(&builder->b, 2, (uint16_t)((uint16_t)value ^ UINT16_C(0xffff)));
}
/* Of a field, in multiples of its own size; among the pointers for pointers. For a method: the node of its results. */
static inline uint32_t schema_member_get_offset(const struct schema_member_reader *reader)
{
    return (uint32_t)capn_field_u32(&reader->s, 4, 24);
}
static inline void schema_member_set_offset(const struct schema_member_builder *builder, uint32_t value)
{
    capn_set_u32(&builder->b, 4, (uint32_t)value);
}
/* Which member of the union it is; 0xffff: not in one. */
static inline uint16_t schema_member_get_discriminant(const struct schema_member_reader *reader)
{
    return (uint16_t)(capn_field_u16(&reader->s, 8, 24) ^ UINT16_C(0xffff));
}
static inline void schema_member_set_discriminant(const struct schema_member_builder *builder, uint16_t value)
{
    capn_set_u16(&builder->b, 8, (uint16_t)((uint16_t)value ^ UINT16_C(0xffff)));
}
static inline uint64_t schema_member_get_default(const struct schema_member_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 16, 24);
}
static inline void schema_member_set_default(const struct schema_member_builder *builder, uint64_t value)
{
    capn_set_u64(&builder->b, 16, (uint64_t)value);
}

