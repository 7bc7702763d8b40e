/* SPDX-License-Identifier: MIT */
/* Made by capnpc-capos from capability.capnp; do not edit. capnp/README.md says what is what. */
#pragma once

#include "capnp/builder.h"
#include "capnp/call.h"
#include "capnp/message.h"
#include "annotations.capnp.h"
#include "process.capnp.h"
#include "session.capnp.h"

struct capability_manager_list_params_reader {
    struct capn_struct s;
};
struct capability_manager_list_params_builder {
    struct capn_struct_builder b;
};
#define CAPABILITY_MANAGER_LIST_PARAMS_DATA_WORDS 1u
#define CAPABILITY_MANAGER_LIST_PARAMS_POINTERS 0u
#define CAPABILITY_MANAGER_LIST_PARAMS_BYTES 24u

struct capability_manager_list_results_reader {
    struct capn_struct s;
};
struct capability_manager_list_results_builder {
    struct capn_struct_builder b;
};
#define CAPABILITY_MANAGER_LIST_RESULTS_DATA_WORDS 1u
#define CAPABILITY_MANAGER_LIST_RESULTS_POINTERS 1u
#define CAPABILITY_MANAGER_LIST_RESULTS_BYTES 32u

struct capability_manager_narrow_params_reader {
    struct capn_struct s;
};
struct capability_manager_narrow_params_builder {
    struct capn_struct_builder b;
};
#define CAPABILITY_MANAGER_NARROW_PARAMS_DATA_WORDS 1u
#define CAPABILITY_MANAGER_NARROW_PARAMS_POINTERS 1u
#define CAPABILITY_MANAGER_NARROW_PARAMS_BYTES 32u

struct capability_manager_narrow_results_reader {
    struct capn_struct s;
};
struct capability_manager_narrow_results_builder {
    struct capn_struct_builder b;
};
#define CAPABILITY_MANAGER_NARROW_RESULTS_DATA_WORDS 0u
#define CAPABILITY_MANAGER_NARROW_RESULTS_POINTERS 1u
#define CAPABILITY_MANAGER_NARROW_RESULTS_BYTES 24u

struct capability_manager_lend_params_reader {
    struct capn_struct s;
};
struct capability_manager_lend_params_builder {
    struct capn_struct_builder b;
};
#define CAPABILITY_MANAGER_LEND_PARAMS_DATA_WORDS 0u
#define CAPABILITY_MANAGER_LEND_PARAMS_POINTERS 1u
#define CAPABILITY_MANAGER_LEND_PARAMS_BYTES 24u

struct capability_manager_lend_results_reader {
    struct capn_struct s;
};
struct capability_manager_lend_results_builder {
    struct capn_struct_builder b;
};
#define CAPABILITY_MANAGER_LEND_RESULTS_DATA_WORDS 0u
#define CAPABILITY_MANAGER_LEND_RESULTS_POINTERS 2u
#define CAPABILITY_MANAGER_LEND_RESULTS_BYTES 32u

struct capability_manager_grant_params_reader {
    struct capn_struct s;
};
struct capability_manager_grant_params_builder {
    struct capn_struct_builder b;
};
#define CAPABILITY_MANAGER_GRANT_PARAMS_DATA_WORDS 0u
#define CAPABILITY_MANAGER_GRANT_PARAMS_POINTERS 3u
#define CAPABILITY_MANAGER_GRANT_PARAMS_BYTES 40u

struct capability_manager_grant_results_reader {
    struct capn_struct s;
};
struct capability_manager_grant_results_builder {
    struct capn_struct_builder b;
};
#define CAPABILITY_MANAGER_GRANT_RESULTS_DATA_WORDS 1u
#define CAPABILITY_MANAGER_GRANT_RESULTS_POINTERS 0u
#define CAPABILITY_MANAGER_GRANT_RESULTS_BYTES 24u

struct capability_manager_revoke_params_reader {
    struct capn_struct s;
};
struct capability_manager_revoke_params_builder {
    struct capn_struct_builder b;
};
#define CAPABILITY_MANAGER_REVOKE_PARAMS_DATA_WORDS 1u
#define CAPABILITY_MANAGER_REVOKE_PARAMS_POINTERS 1u
#define CAPABILITY_MANAGER_REVOKE_PARAMS_BYTES 32u

struct capability_manager_revoke_results_reader {
    struct capn_struct s;
};
struct capability_manager_revoke_results_builder {
    struct capn_struct_builder b;
};
#define CAPABILITY_MANAGER_REVOKE_RESULTS_DATA_WORDS 1u
#define CAPABILITY_MANAGER_REVOKE_RESULTS_POINTERS 0u
#define CAPABILITY_MANAGER_REVOKE_RESULTS_BYTES 24u

struct capability_manager_granted_params_reader {
    struct capn_struct s;
};
struct capability_manager_granted_params_builder {
    struct capn_struct_builder b;
};
#define CAPABILITY_MANAGER_GRANTED_PARAMS_DATA_WORDS 1u
#define CAPABILITY_MANAGER_GRANTED_PARAMS_POINTERS 1u
#define CAPABILITY_MANAGER_GRANTED_PARAMS_BYTES 32u

struct capability_manager_granted_results_reader {
    struct capn_struct s;
};
struct capability_manager_granted_results_builder {
    struct capn_struct_builder b;
};
#define CAPABILITY_MANAGER_GRANTED_RESULTS_DATA_WORDS 1u
#define CAPABILITY_MANAGER_GRANTED_RESULTS_POINTERS 1u
#define CAPABILITY_MANAGER_GRANTED_RESULTS_BYTES 32u

struct capability_manager_restrict_params_reader {
    struct capn_struct s;
};
struct capability_manager_restrict_params_builder {
    struct capn_struct_builder b;
};
#define CAPABILITY_MANAGER_RESTRICT_PARAMS_DATA_WORDS 1u
#define CAPABILITY_MANAGER_RESTRICT_PARAMS_POINTERS 1u
#define CAPABILITY_MANAGER_RESTRICT_PARAMS_BYTES 32u

struct capability_manager_restrict_results_reader {
    struct capn_struct s;
};
struct capability_manager_restrict_results_builder {
    struct capn_struct_builder b;
};
#define CAPABILITY_MANAGER_RESTRICT_RESULTS_DATA_WORDS 0u
#define CAPABILITY_MANAGER_RESTRICT_RESULTS_POINTERS 1u
#define CAPABILITY_MANAGER_RESTRICT_RESULTS_BYTES 24u

struct revoker_revoke_params_reader {
    struct capn_struct s;
};
struct revoker_revoke_params_builder {
    struct capn_struct_builder b;
};
#define REVOKER_REVOKE_PARAMS_DATA_WORDS 0u
#define REVOKER_REVOKE_PARAMS_POINTERS 0u
#define REVOKER_REVOKE_PARAMS_BYTES 0u

struct revoker_revoke_results_reader {
    struct capn_struct s;
};
struct revoker_revoke_results_builder {
    struct capn_struct_builder b;
};
#define REVOKER_REVOKE_RESULTS_DATA_WORDS 1u
#define REVOKER_REVOKE_RESULTS_POINTERS 0u
#define REVOKER_REVOKE_RESULTS_BYTES 24u

struct revoker_info_params_reader {
    struct capn_struct s;
};
struct revoker_info_params_builder {
    struct capn_struct_builder b;
};
#define REVOKER_INFO_PARAMS_DATA_WORDS 0u
#define REVOKER_INFO_PARAMS_POINTERS 0u
#define REVOKER_INFO_PARAMS_BYTES 0u

struct revoker_info_results_reader {
    struct capn_struct s;
};
struct revoker_info_results_builder {
    struct capn_struct_builder b;
};
#define REVOKER_INFO_RESULTS_DATA_WORDS 1u
#define REVOKER_INFO_RESULTS_POINTERS 0u
#define REVOKER_INFO_RESULTS_BYTES 24u

struct capability_info_reader {
    struct capn_struct s;
};
struct capability_info_builder {
    struct capn_struct_builder b;
};
#define CAPABILITY_INFO_DATA_WORDS 3u
#define CAPABILITY_INFO_POINTERS 2u
#define CAPABILITY_INFO_BYTES 56u

/* CapabilityManager.list$Params */

MUST_CHECK static inline status_t capability_manager_list_params_read_root(
    struct capn_message *message, struct capability_manager_list_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t capability_manager_list_params_build_root(
    struct capn_builder *builder, struct capability_manager_list_params_builder *out)
{
    return capn_builder_root(builder, 1, 0, &out->b);
}
static inline uint32_t capability_manager_list_params_get_from_slot(
    const struct capability_manager_list_params_reader *reader)
{
    return (uint32_t)capn_field_u32(&reader->s, 0, 8);
}
static inline void capability_manager_list_params_set_from_slot(
    const struct capability_manager_list_params_builder *builder, uint32_t value)
{
    capn_set_u32(&builder->b, 0, (uint32_t)value);
}

/* CapabilityManager.list$Results */

MUST_CHECK static inline status_t capability_manager_list_results_read_root(
    struct capn_message *message, struct capability_manager_list_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t capability_manager_list_results_build_root(
    struct capn_builder *builder, struct capability_manager_list_results_builder *out)
{
    return capn_builder_root(builder, 1, 1, &out->b);
}
MUST_CHECK static inline status_t capability_manager_list_results_get_capabilities(
    const struct capability_manager_list_results_reader *reader, struct capn_list *out)
{
    return capn_get_list(&reader->s, 0, CAPN_SIZE_COMPOSITE, out);
}
MUST_CHECK static inline status_t capability_manager_list_results_init_capabilities(
    const struct capability_manager_list_results_builder *builder, uint32_t count, struct capn_list_builder *out)
{
    return capn_init_struct_list(&builder->b, 0, count, 3, 2, out);
}
static inline bool capability_manager_list_results_has_capabilities(
    const struct capability_manager_list_results_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}
static inline bool capability_manager_list_results_get_more(const struct capability_manager_list_results_reader *reader)
{
    return capn_field_bit(&reader->s, 0, 8);
}
static inline void capability_manager_list_results_set_more(
    const struct capability_manager_list_results_builder *builder, bool value)
{
    capn_set_bit(&builder->b, 0, value);
}
static inline uint32_t capability_manager_list_results_get_next(
    const struct capability_manager_list_results_reader *reader)
{
    return (uint32_t)capn_field_u32(&reader->s, 4, 8);
}
static inline void capability_manager_list_results_set_next(
    const struct capability_manager_list_results_builder *builder, uint32_t value)
{
    capn_set_u32(&builder->b, 4, (uint32_t)value);
}

/* CapabilityManager.narrow$Params */

MUST_CHECK static inline status_t capability_manager_narrow_params_read_root(
    struct capn_message *message, struct capability_manager_narrow_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t capability_manager_narrow_params_build_root(
    struct capn_builder *builder, struct capability_manager_narrow_params_builder *out)
{
    return capn_builder_root(builder, 1, 1, &out->b);
}
MUST_CHECK static inline status_t capability_manager_narrow_params_get_capability(
    const struct capability_manager_narrow_params_reader *reader, uint32_t *index)
{
    return capn_get_capability(&reader->s, 0, index);
}
MUST_CHECK static inline status_t capability_manager_narrow_params_set_capability(
    const struct capability_manager_narrow_params_builder *builder, uint32_t index)
{
    return capn_set_capability(&builder->b, 0, index);
}
static inline bool capability_manager_narrow_params_has_capability(
    const struct capability_manager_narrow_params_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}
static inline uint64_t capability_manager_narrow_params_get_interface_id(
    const struct capability_manager_narrow_params_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 0, 8);
}
static inline void capability_manager_narrow_params_set_interface_id(
    const struct capability_manager_narrow_params_builder *builder, uint64_t value)
{
    capn_set_u64(&builder->b, 0, (uint64_t)value);
}

/* CapabilityManager.narrow$Results */

MUST_CHECK static inline status_t capability_manager_narrow_results_read_root(
    struct capn_message *message, struct capability_manager_narrow_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t capability_manager_narrow_results_build_root(
    struct capn_builder *builder, struct capability_manager_narrow_results_builder *out)
{
    return capn_builder_root(builder, 0, 1, &out->b);
}
MUST_CHECK static inline status_t capability_manager_narrow_results_get_narrowed(
    const struct capability_manager_narrow_results_reader *reader, uint32_t *index)
{
    return capn_get_capability(&reader->s, 0, index);
}
MUST_CHECK static inline status_t capability_manager_narrow_results_set_narrowed(
    const struct capability_manager_narrow_results_builder *builder, uint32_t index)
{
    return capn_set_capability(&builder->b, 0, index);
}
static inline bool capability_manager_narrow_results_has_narrowed(
    const struct capability_manager_narrow_results_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}

/* CapabilityManager.lend$Params */

MUST_CHECK static inline status_t capability_manager_lend_params_read_root(
    struct capn_message *message, struct capability_manager_lend_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t capability_manager_lend_params_build_root(
    struct capn_builder *builder, struct capability_manager_lend_params_builder *out)
{
    return capn_builder_root(builder, 0, 1, &out->b);
}
MUST_CHECK static inline status_t capability_manager_lend_params_get_capability(
    const struct capability_manager_lend_params_reader *reader, uint32_t *index)
{
    return capn_get_capability(&reader->s, 0, index);
}
MUST_CHECK static inline status_t capability_manager_lend_params_set_capability(
    const struct capability_manager_lend_params_builder *builder, uint32_t index)
{
    return capn_set_capability(&builder->b, 0, index);
}
static inline bool capability_manager_lend_params_has_capability(
    const struct capability_manager_lend_params_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}

/* CapabilityManager.lend$Results */

MUST_CHECK static inline status_t capability_manager_lend_results_read_root(
    struct capn_message *message, struct capability_manager_lend_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t capability_manager_lend_results_build_root(
    struct capn_builder *builder, struct capability_manager_lend_results_builder *out)
{
    return capn_builder_root(builder, 0, 2, &out->b);
}
MUST_CHECK static inline status_t capability_manager_lend_results_get_facet(
    const struct capability_manager_lend_results_reader *reader, uint32_t *index)
{
    return capn_get_capability(&reader->s, 0, index);
}
MUST_CHECK static inline status_t capability_manager_lend_results_set_facet(
    const struct capability_manager_lend_results_builder *builder, uint32_t index)
{
    return capn_set_capability(&builder->b, 0, index);
}
static inline bool capability_manager_lend_results_has_facet(
    const struct capability_manager_lend_results_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}
MUST_CHECK static inline status_t capability_manager_lend_results_get_revoker(
    const struct capability_manager_lend_results_reader *reader, uint32_t *index)
{
    return capn_get_capability(&reader->s, 1, index);
}
MUST_CHECK static inline status_t capability_manager_lend_results_set_revoker(
    const struct capability_manager_lend_results_builder *builder, uint32_t index)
{
    return capn_set_capability(&builder->b, 1, index);
}
static inline bool capability_manager_lend_results_has_revoker(
    const struct capability_manager_lend_results_reader *reader)
{
    return capn_has_pointer(&reader->s, 1);
}

/* CapabilityManager.grant$Params */

MUST_CHECK static inline status_t capability_manager_grant_params_read_root(
    struct capn_message *message, struct capability_manager_grant_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t capability_manager_grant_params_build_root(
    struct capn_builder *builder, struct capability_manager_grant_params_builder *out)
{
    return capn_builder_root(builder, 0, 3, &out->b);
}
MUST_CHECK static inline status_t capability_manager_grant_params_get_child(
    const struct capability_manager_grant_params_reader *reader, uint32_t *index)
{
    return capn_get_capability(&reader->s, 0, index);
}
MUST_CHECK static inline status_t capability_manager_grant_params_set_child(
    const struct capability_manager_grant_params_builder *builder, uint32_t index)
{
    return capn_set_capability(&builder->b, 0, index);
}
static inline bool capability_manager_grant_params_has_child(
    const struct capability_manager_grant_params_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}
MUST_CHECK static inline status_t capability_manager_grant_params_get_capability(
    const struct capability_manager_grant_params_reader *reader, uint32_t *index)
{
    return capn_get_capability(&reader->s, 1, index);
}
MUST_CHECK static inline status_t capability_manager_grant_params_set_capability(
    const struct capability_manager_grant_params_builder *builder, uint32_t index)
{
    return capn_set_capability(&builder->b, 1, index);
}
static inline bool capability_manager_grant_params_has_capability(
    const struct capability_manager_grant_params_reader *reader)
{
    return capn_has_pointer(&reader->s, 1);
}
MUST_CHECK static inline status_t capability_manager_grant_params_get_name(
    const struct capability_manager_grant_params_reader *reader, struct capn_text *out)
{
    return capn_get_text(&reader->s, 2, out);
}
MUST_CHECK static inline status_t capability_manager_grant_params_set_name(
    const struct capability_manager_grant_params_builder *builder, struct capn_text value)
{
    return capn_set_text(&builder->b, 2, value);
}
static inline bool capability_manager_grant_params_has_name(const struct capability_manager_grant_params_reader *reader)
{
    return capn_has_pointer(&reader->s, 2);
}

/* CapabilityManager.grant$Results */

MUST_CHECK static inline status_t capability_manager_grant_results_read_root(
    struct capn_message *message, struct capability_manager_grant_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t capability_manager_grant_results_build_root(
    struct capn_builder *builder, struct capability_manager_grant_results_builder *out)
{
    return capn_builder_root(builder, 1, 0, &out->b);
}
static inline uint32_t capability_manager_grant_results_get_id(
    const struct capability_manager_grant_results_reader *reader)
{
    return (uint32_t)capn_field_u32(&reader->s, 0, 8);
}
static inline void capability_manager_grant_results_set_id(
    const struct capability_manager_grant_results_builder *builder, uint32_t value)
{
    capn_set_u32(&builder->b, 0, (uint32_t)value);
}

/* CapabilityManager.revoke$Params */

MUST_CHECK static inline status_t capability_manager_revoke_params_read_root(
    struct capn_message *message, struct capability_manager_revoke_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t capability_manager_revoke_params_build_root(
    struct capn_builder *builder, struct capability_manager_revoke_params_builder *out)
{
    return capn_builder_root(builder, 1, 1, &out->b);
}
MUST_CHECK static inline status_t capability_manager_revoke_params_get_child(
    const struct capability_manager_revoke_params_reader *reader, uint32_t *index)
{
    return capn_get_capability(&reader->s, 0, index);
}
MUST_CHECK static inline status_t capability_manager_revoke_params_set_child(
    const struct capability_manager_revoke_params_builder *builder, uint32_t index)
{
    return capn_set_capability(&builder->b, 0, index);
}
static inline bool capability_manager_revoke_params_has_child(
    const struct capability_manager_revoke_params_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}
static inline uint32_t capability_manager_revoke_params_get_id(
    const struct capability_manager_revoke_params_reader *reader)
{
    return (uint32_t)capn_field_u32(&reader->s, 0, 8);
}
static inline void capability_manager_revoke_params_set_id(
    const struct capability_manager_revoke_params_builder *builder, uint32_t value)
{
    capn_set_u32(&builder->b, 0, (uint32_t)value);
}

/* CapabilityManager.revoke$Results */

MUST_CHECK static inline status_t capability_manager_revoke_results_read_root(
    struct capn_message *message, struct capability_manager_revoke_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t capability_manager_revoke_results_build_root(
    struct capn_builder *builder, struct capability_manager_revoke_results_builder *out)
{
    return capn_builder_root(builder, 1, 0, &out->b);
}
static inline uint32_t capability_manager_revoke_results_get_calls(
    const struct capability_manager_revoke_results_reader *reader)
{
    return (uint32_t)capn_field_u32(&reader->s, 0, 8);
}
static inline void capability_manager_revoke_results_set_calls(
    const struct capability_manager_revoke_results_builder *builder, uint32_t value)
{
    capn_set_u32(&builder->b, 0, (uint32_t)value);
}

/* CapabilityManager.granted$Params */

MUST_CHECK static inline status_t capability_manager_granted_params_read_root(
    struct capn_message *message, struct capability_manager_granted_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t capability_manager_granted_params_build_root(
    struct capn_builder *builder, struct capability_manager_granted_params_builder *out)
{
    return capn_builder_root(builder, 1, 1, &out->b);
}
MUST_CHECK static inline status_t capability_manager_granted_params_get_child(
    const struct capability_manager_granted_params_reader *reader, uint32_t *index)
{
    return capn_get_capability(&reader->s, 0, index);
}
MUST_CHECK static inline status_t capability_manager_granted_params_set_child(
    const struct capability_manager_granted_params_builder *builder, uint32_t index)
{
    return capn_set_capability(&builder->b, 0, index);
}
static inline bool capability_manager_granted_params_has_child(
    const struct capability_manager_granted_params_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}
static inline uint32_t capability_manager_granted_params_get_from_slot(
    const struct capability_manager_granted_params_reader *reader)
{
    return (uint32_t)capn_field_u32(&reader->s, 0, 8);
}
static inline void capability_manager_granted_params_set_from_slot(
    const struct capability_manager_granted_params_builder *builder, uint32_t value)
{
    capn_set_u32(&builder->b, 0, (uint32_t)value);
}

/* CapabilityManager.granted$Results */

MUST_CHECK static inline status_t capability_manager_granted_results_read_root(
    struct capn_message *message, struct capability_manager_granted_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t capability_manager_granted_results_build_root(
    struct capn_builder *builder, struct capability_manager_granted_results_builder *out)
{
    return capn_builder_root(builder, 1, 1, &out->b);
}
MUST_CHECK static inline status_t capability_manager_granted_results_get_capabilities(
    const struct capability_manager_granted_results_reader *reader, struct capn_list *out)
{
    return capn_get_list(&reader->s, 0, CAPN_SIZE_COMPOSITE, out);
}
MUST_CHECK static inline status_t capability_manager_granted_results_init_capabilities(
    const struct capability_manager_granted_results_builder *builder, uint32_t count, struct capn_list_builder *out)
{
    return capn_init_struct_list(&builder->b, 0, count, 3, 2, out);
}
static inline bool capability_manager_granted_results_has_capabilities(
    const struct capability_manager_granted_results_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}
static inline bool capability_manager_granted_results_get_more(
    const struct capability_manager_granted_results_reader *reader)
{
    return capn_field_bit(&reader->s, 0, 8);
}
static inline void capability_manager_granted_results_set_more(
    const struct capability_manager_granted_results_builder *builder, bool value)
{
    capn_set_bit(&builder->b, 0, value);
}
static inline uint32_t capability_manager_granted_results_get_next(
    const struct capability_manager_granted_results_reader *reader)
{
    return (uint32_t)capn_field_u32(&reader->s, 4, 8);
}
static inline void capability_manager_granted_results_set_next(
    const struct capability_manager_granted_results_builder *builder, uint32_t value)
{
    capn_set_u32(&builder->b, 4, (uint32_t)value);
}

/* CapabilityManager.restrict$Params */

MUST_CHECK static inline status_t capability_manager_restrict_params_read_root(
    struct capn_message *message, struct capability_manager_restrict_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t capability_manager_restrict_params_build_root(
    struct capn_builder *builder, struct capability_manager_restrict_params_builder *out)
{
    return capn_builder_root(builder, 1, 1, &out->b);
}
MUST_CHECK static inline status_t capability_manager_restrict_params_get_capability(
    const struct capability_manager_restrict_params_reader *reader, uint32_t *index)
{
    return capn_get_capability(&reader->s, 0, index);
}
MUST_CHECK static inline status_t capability_manager_restrict_params_set_capability(
    const struct capability_manager_restrict_params_builder *builder, uint32_t index)
{
    return capn_set_capability(&builder->b, 0, index);
}
static inline bool capability_manager_restrict_params_has_capability(
    const struct capability_manager_restrict_params_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}
static inline enum transfer_scope capability_manager_restrict_params_get_scope(
    const struct capability_manager_restrict_params_reader *reader)
{
    return (enum transfer_scope)capn_field_u16(&reader->s, 0, 8);
}
static inline void capability_manager_restrict_params_set_scope(
    const struct capability_manager_restrict_params_builder *builder, enum transfer_scope value)
{
    capn_set_u16(&builder->b, 0, (uint16_t)value);
}
static inline uint32_t capability_manager_restrict_params_get_disclosure(
    const struct capability_manager_restrict_params_reader *reader)
{
    return (uint32_t)capn_field_u32(&reader->s, 4, 8);
}
static inline void capability_manager_restrict_params_set_disclosure(
    const struct capability_manager_restrict_params_builder *builder, uint32_t value)
{
    capn_set_u32(&builder->b, 4, (uint32_t)value);
}

/* CapabilityManager.restrict$Results */

MUST_CHECK static inline status_t capability_manager_restrict_results_read_root(
    struct capn_message *message, struct capability_manager_restrict_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t capability_manager_restrict_results_build_root(
    struct capn_builder *builder, struct capability_manager_restrict_results_builder *out)
{
    return capn_builder_root(builder, 0, 1, &out->b);
}
MUST_CHECK static inline status_t capability_manager_restrict_results_get_restricted(
    const struct capability_manager_restrict_results_reader *reader, uint32_t *index)
{
    return capn_get_capability(&reader->s, 0, index);
}
MUST_CHECK static inline status_t capability_manager_restrict_results_set_restricted(
    const struct capability_manager_restrict_results_builder *builder, uint32_t index)
{
    return capn_set_capability(&builder->b, 0, index);
}
static inline bool capability_manager_restrict_results_has_restricted(
    const struct capability_manager_restrict_results_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}

/* Revoker.revoke$Params */

MUST_CHECK static inline status_t revoker_revoke_params_read_root(struct capn_message *message,
                                                                  struct revoker_revoke_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t revoker_revoke_params_build_root(struct capn_builder *builder,
                                                                   struct revoker_revoke_params_builder *out)
{
    return capn_builder_root(builder, 0, 0, &out->b);
}

/* Revoker.revoke$Results */

MUST_CHECK static inline status_t revoker_revoke_results_read_root(struct capn_message *message,
                                                                   struct revoker_revoke_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t revoker_revoke_results_build_root(struct capn_builder *builder,
                                                                    struct revoker_revoke_results_builder *out)
{
    return capn_builder_root(builder, 1, 0, &out->b);
}
static inline uint32_t revoker_revoke_results_get_calls(const struct revoker_revoke_results_reader *reader)
{
    return (uint32_t)capn_field_u32(&reader->s, 0, 8);
}
static inline void revoker_revoke_results_set_calls(const struct revoker_revoke_results_builder *builder,
                                                    uint32_t value)
{
    capn_set_u32(&builder->b, 0, (uint32_t)value);
}

/* Revoker.info$Params */

MUST_CHECK static inline status_t revoker_info_params_read_root(struct capn_message *message,
                                                                struct revoker_info_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t revoker_info_params_build_root(struct capn_builder *builder,
                                                                 struct revoker_info_params_builder *out)
{
    return capn_builder_root(builder, 0, 0, &out->b);
}

/* Revoker.info$Results */

MUST_CHECK static inline status_t revoker_info_results_read_root(struct capn_message *message,
                                                                 struct revoker_info_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t revoker_info_results_build_root(struct capn_builder *builder,
                                                                  struct revoker_info_results_builder *out)
{
    return capn_builder_root(builder, 1, 0, &out->b);
}
static inline bool revoker_info_results_get_revoked(const struct revoker_info_results_reader *reader)
{
    return capn_field_bit(&reader->s, 0, 8);
}
static inline void revoker_info_results_set_revoked(const struct revoker_info_results_builder *builder, bool value)
{
    capn_set_bit(&builder->b, 0, value);
}

/* CapabilityInfo */

MUST_CHECK static inline status_t capability_info_read_root(struct capn_message *message,
                                                            struct capability_info_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t capability_info_build_root(struct capn_builder *builder,
                                                             struct capability_info_builder *out)
{
    return capn_builder_root(builder, 3, 2, &out->b);
}
MUST_CHECK static inline status_t capability_info_list_get(const struct capn_list *list, uint32_t index,
                                                           struct capability_info_reader *out)
{
    return capn_list_get_struct(list, index, &out->s);
}
MUST_CHECK static inline status_t capability_info_list_at(const struct capn_list_builder *list, uint32_t index,
                                                          struct capability_info_builder *out)
{
    return capn_list_struct(list, index, &out->b);
}
static inline uint32_t capability_info_get_id(const struct capability_info_reader *reader)
{
    return (uint32_t)capn_field_u32(&reader->s, 0, 24);
}
static inline void capability_info_set_id(const struct capability_info_builder *builder, uint32_t value)
{
    capn_set_u32(&builder->b, 0, (uint32_t)value);
}
static inline uint64_t capability_info_get_interface_id(const struct capability_info_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 8, 24);
}
static inline void capability_info_set_interface_id(const struct capability_info_builder *builder, uint64_t value)
{
    capn_set_u64(&builder->b, 8, (uint64_t)value);
}
static inline enum transfer_mode capability_info_get_transfer_mode(const struct capability_info_reader *reader)
{
    return (enum transfer_mode)capn_field_u16(&reader->s, 4, 24);
}
static inline void capability_info_set_transfer_mode(const struct capability_info_builder *builder,
                                                     enum transfer_mode value)
{
    capn_set_u16(&builder->b, 4, (uint16_t)value);
}
/* of the object behind it */
MUST_CHECK static inline status_t capability_info_get_kind(const struct capability_info_reader *reader,
                                                           struct capn_text *out)
{
    return capn_get_text(&reader->s, 0, out);
}
MUST_CHECK static inline status_t capability_info_set_kind(const struct capability_info_builder *builder,
                                                           struct capn_text value)
{
    return capn_set_text(&builder->b, 0, value);
}
static inline bool capability_info_has_kind(const struct capability_info_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}
/* false: revoked */
static inline bool capability_info_get_live(const struct capability_info_reader *reader)
{
    return capn_field_bit(&reader->s, 48, 24);
}
static inline void capability_info_set_live(const struct capability_info_builder *builder, bool value)
{
    capn_set_bit(&builder->b, 48, value);
}
/* it can be taken back by somebody */
static inline bool capability_info_get_lent(const struct capability_info_reader *reader)
{
    return capn_field_bit(&reader->s, 49, 24);
}
static inline void capability_info_set_lent(const struct capability_info_builder *builder, bool value)
{
    capn_set_bit(&builder->b, 49, value);
}
/* in the CapSet; empty when it is not there */
MUST_CHECK static inline status_t capability_info_get_name(const struct capability_info_reader *reader,
                                                           struct capn_text *out)
{
    return capn_get_text(&reader->s, 1, out);
}
MUST_CHECK static inline status_t capability_info_set_name(const struct capability_info_builder *builder,
                                                           struct capn_text value)
{
    return capn_set_text(&builder->b, 1, value);
}
static inline bool capability_info_has_name(const struct capability_info_reader *reader)
{
    return capn_has_pointer(&reader->s, 1);
}
static inline enum transfer_scope capability_info_get_scope(const struct capability_info_reader *reader)
{
    return (enum transfer_scope)capn_field_u16(&reader->s, 16, 24);
}
static inline void capability_info_set_scope(const struct capability_info_builder *builder, enum transfer_scope value)
{
    capn_set_u16(&builder->b, 16, (uint16_t)value);
}
/* fields of its holder's subject that calls through it may disclose */
static inline uint32_t capability_info_get_disclosure(const struct capability_info_reader *reader)
{
    return (uint32_t)capn_field_u32(&reader->s, 20, 24);
}
static inline void capability_info_set_disclosure(const struct capability_info_builder *builder, uint32_t value)
{
    capn_set_u32(&builder->b, 20, (uint32_t)value);
}

/* interface CapabilityManager */

/* The caller's own capability table. */
#define CAPABILITY_MANAGER_INTERFACE_ID UINT64_C(0xe71c4a0b95d8f326)
extern const struct capn_interface capability_manager_interface;
enum capability_manager_method {
    CAPABILITY_MANAGER_METHOD_LIST = 0,
    CAPABILITY_MANAGER_METHOD_NARROW = 1,
    CAPABILITY_MANAGER_METHOD_LEND = 2,
    CAPABILITY_MANAGER_METHOD_GRANT = 3,
    CAPABILITY_MANAGER_METHOD_REVOKE = 4,
    CAPABILITY_MANAGER_METHOD_GRANTED = 5,
    CAPABILITY_MANAGER_METHOD_RESTRICT = 6,
};

/* What a server of CapabilityManager implements; NULL members answer unimplemented. */
struct capability_manager_server {
    /*
     * Holds in pages by their slot in the table, from fromSlot on, as Inspector's (process.capnp): the lower 24 bits of
     * an
     * id are its slot. An entry has 104 bytes at most. more: next is not 0.
     */
    status_t (*list)(void *self, struct capn_call *call, const struct capability_manager_list_params_reader *params,
                     struct capability_manager_list_results_builder *results);
    /*
     * A second hold on the same object that exposes only a superclass of what the first exposes, as the schemas of the
     * boot
     * package declare it (`interface TerminalSession extends(TerminalOutput)`). There is no way back: a narrowed hold
     * can
     * only be narrowed further. The same interface gives a plain copy. Holds that must not leave their process stay so;
     * one that can only be moved is not doubled (TRANSFER_NOT_SUPPORTED).
     */
    status_t (*narrow)(void *self, struct capn_call *call, const struct capability_manager_narrow_params_reader *params,
                       struct capability_manager_narrow_results_builder *results);
    /*
     * A facet of a hold that its holder may pass on, and the means to take it back. The facet can be used, copied,
     * moved and
     * narrowed like any hold; whatever is derived from it dies with it.
     */
    status_t (*lend)(void *self, struct capn_call *call, const struct capability_manager_lend_params_reader *params,
                     struct capability_manager_lend_results_builder *results);
    /*
     * Gives a hold to a running child, as spawn does: by its transfer mode (`none` is refused), under a name that is
     * free in the
     * child's CapSet, where the child finds it (abi/capset.h). id is the child's. It can be revoked, with everything
     * derived from it.
     * Costs the caller a capability slot until then, or until it drops the handle. `disconnected` when the child has
     * ended.
     */
    status_t (*grant)(void *self, struct capn_call *call, const struct capability_manager_grant_params_reader *params,
                      struct capability_manager_grant_results_builder *results);
    /*
     * Takes back what the child was granted, by this method or when it was spawned. The child's hold answers
     * `disconnected` from now
     * on, and so do its calls that are under way through it (calls is how many). What was given by grant, or by spawn
     * as revocable,
     * takes all that was derived from it along, wherever that is, also after the child ended or passed it on; of other
     * grants of spawn
     * only the child's own hold goes. Mappings that were made through it stay. Doing it twice is not an error while the
     * child keeps
     * the dead hold.
     */
    status_t (*revoke)(void *self, struct capn_call *call, const struct capability_manager_revoke_params_reader *params,
                       struct capability_manager_revoke_results_builder *results);
    /* What the child still holds of that, in pages as list has them; empty when it has ended. */
    status_t (*granted)(void *self, struct capn_call *call,
                        const struct capability_manager_granted_params_reader *params,
                        struct capability_manager_granted_results_builder *results);
    /*
     * A second hold on the same object that travels no further than scope, and discloses none but these fields (bits as
     * in
     * session.capnp). What the first may not do already the second may not do either. Otherwise as narrow.
     */
    status_t (*restrict_)(void *self, struct capn_call *call,
                          const struct capability_manager_restrict_params_reader *params,
                          struct capability_manager_restrict_results_builder *results);
};
MUST_CHECK status_t capability_manager_dispatch(const struct capability_manager_server *server, void *self,
                                                uint16_t method_id, struct capn_call *call);

/* interface Revoker */

/* Takes back one facet that was lent, in one call. */
#define REVOKER_INTERFACE_ID UINT64_C(0x9fd2e86b04c7a135)
extern const struct capn_interface revoker_interface;
enum revoker_method {
    REVOKER_METHOD_REVOKE = 0,
    REVOKER_METHOD_INFO = 1,
};

/* What a server of Revoker implements; NULL members answer unimplemented. */
struct revoker_server {
    /*
     * Every hold derived from the facet answers `disconnected` from now on, in whichever process it is; so do the calls
     * that are under way through them (their number is the result). Mappings that were made through them stay.
     * Revoking twice is not an error. Dropping a revoker without calling it revokes nothing.
     */
    status_t (*revoke)(void *self, struct capn_call *call, const struct revoker_revoke_params_reader *params,
                       struct revoker_revoke_results_builder *results);
    status_t (*info)(void *self, struct capn_call *call, const struct revoker_info_params_reader *params,
                     struct revoker_info_results_builder *results);
};
MUST_CHECK status_t revoker_dispatch(const struct revoker_server *server, void *self, uint16_t method_id,
                                     struct capn_call *call);

#ifndef CAPN_NO_CLIENT

typedef struct {
    cap_id_t id;
} capability_manager_t;
typedef struct {
    cap_id_t id;
} revoker_t;

/* Calls to CapabilityManager. */

/*
 * Holds in pages by their slot in the table, from fromSlot on, as Inspector's (process.capnp): the lower 24 bits of an
 * id are its slot. An entry has 104 bytes at most. more: next is not 0.
 */
MUST_CHECK static inline status_t capability_manager_list_begin_sized(
    struct capn_request *request, struct rt *rt, capability_manager_t cap,
    struct capability_manager_list_params_builder *params, size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, CAPABILITY_MANAGER_METHOD_LIST, 24 + params_extra,
                                         32 + results_extra);
    if (status)
        return status;
    status = capability_manager_list_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t capability_manager_list_begin(struct capn_request *request, struct rt *rt,
                                                                capability_manager_t cap,
                                                                struct capability_manager_list_params_builder *params)
{
    return capability_manager_list_begin_sized(request, rt, cap, params, 0, CAPN_EXTRA_BYTES);
}
MUST_CHECK static inline status_t capability_manager_list_results(
    struct capn_request *request, struct capability_manager_list_results_reader *results)
{
    return capability_manager_list_results_read_root(&request->results, results);
}
/*
 * A second hold on the same object that exposes only a superclass of what the first exposes, as the schemas of the boot
 * package declare it (`interface TerminalSession extends(TerminalOutput)`). There is no way back: a narrowed hold can
 * only be narrowed further. The same interface gives a plain copy. Holds that must not leave their process stay so;
 * one that can only be moved is not doubled (TRANSFER_NOT_SUPPORTED).
 */
MUST_CHECK static inline status_t capability_manager_narrow_begin_sized(
    struct capn_request *request, struct rt *rt, capability_manager_t cap,
    struct capability_manager_narrow_params_builder *params, size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, CAPABILITY_MANAGER_METHOD_NARROW, 32 + params_extra,
                                         24 + results_extra);
    if (status)
        return status;
    status = capability_manager_narrow_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t capability_manager_narrow_begin(
    struct capn_request *request, struct rt *rt, capability_manager_t cap,
    struct capability_manager_narrow_params_builder *params)
{
    return capability_manager_narrow_begin_sized(request, rt, cap, params, 0, 0);
}
MUST_CHECK static inline status_t capability_manager_narrow_results(
    struct capn_request *request, struct capability_manager_narrow_results_reader *results)
{
    return capability_manager_narrow_results_read_root(&request->results, results);
}
static inline cap_id_t capability_manager_narrow_promise(struct capn_request *request)
{
    return capn_request_promise(request, 0);
}
MUST_CHECK status_t capability_manager_narrow(struct rt *rt, capability_manager_t cap, cap_id_t capability,
                                              uint64_t interface_id, cap_id_t *narrowed_out);
/*
 * A facet of a hold that its holder may pass on, and the means to take it back. The facet can be used, copied, moved
 * and
 * narrowed like any hold; whatever is derived from it dies with it.
 */
MUST_CHECK static inline status_t capability_manager_lend_begin_sized(
    struct capn_request *request, struct rt *rt, capability_manager_t cap,
    struct capability_manager_lend_params_builder *params, size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, CAPABILITY_MANAGER_METHOD_LEND, 24 + params_extra,
                                         32 + results_extra);
    if (status)
        return status;
    status = capability_manager_lend_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t capability_manager_lend_begin(struct capn_request *request, struct rt *rt,
                                                                capability_manager_t cap,
                                                                struct capability_manager_lend_params_builder *params)
{
    return capability_manager_lend_begin_sized(request, rt, cap, params, 0, 0);
}
MUST_CHECK static inline status_t capability_manager_lend_results(
    struct capn_request *request, struct capability_manager_lend_results_reader *results)
{
    return capability_manager_lend_results_read_root(&request->results, results);
}
static inline cap_id_t capability_manager_lend_facet_promise(struct capn_request *request)
{
    return capn_request_promise(request, 0);
}
static inline revoker_t capability_manager_lend_revoker_promise(struct capn_request *request)
{
    return (revoker_t){ capn_request_promise(request, 1) };
}
/*
 * Gives a hold to a running child, as spawn does: by its transfer mode (`none` is refused), under a name that is free
 * in the
 * child's CapSet, where the child finds it (abi/capset.h). id is the child's. It can be revoked, with everything
 * derived from it.
 * Costs the caller a capability slot until then, or until it drops the handle. `disconnected` when the child has ended.
 */
MUST_CHECK static inline status_t capability_manager_grant_begin_sized(
    struct capn_request *request, struct rt *rt, capability_manager_t cap,
    struct capability_manager_grant_params_builder *params, size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, CAPABILITY_MANAGER_METHOD_GRANT, 40 + params_extra,
                                         24 + results_extra);
    if (status)
        return status;
    status = capability_manager_grant_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t capability_manager_grant_begin(struct capn_request *request, struct rt *rt,
                                                                 capability_manager_t cap,
                                                                 struct capability_manager_grant_params_builder *params)
{
    return capability_manager_grant_begin_sized(request, rt, cap, params, CAPN_EXTRA_BYTES, 0);
}
MUST_CHECK static inline status_t capability_manager_grant_results(
    struct capn_request *request, struct capability_manager_grant_results_reader *results)
{
    return capability_manager_grant_results_read_root(&request->results, results);
}
MUST_CHECK status_t capability_manager_grant(struct rt *rt, capability_manager_t cap, process_handle_t child,
                                             cap_id_t capability, struct capn_text name, uint32_t *id_out);
/*
 * Takes back what the child was granted, by this method or when it was spawned. The child's hold answers `disconnected`
 * from now
 * on, and so do its calls that are under way through it (calls is how many). What was given by grant, or by spawn as
 * revocable,
 * takes all that was derived from it along, wherever that is, also after the child ended or passed it on; of other
 * grants of spawn
 * only the child's own hold goes. Mappings that were made through it stay. Doing it twice is not an error while the
 * child keeps
 * the dead hold.
 */
MUST_CHECK static inline status_t capability_manager_revoke_begin_sized(
    struct capn_request *request, struct rt *rt, capability_manager_t cap,
    struct capability_manager_revoke_params_builder *params, size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, CAPABILITY_MANAGER_METHOD_REVOKE, 32 + params_extra,
                                         24 + results_extra);
    if (status)
        return status;
    status = capability_manager_revoke_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t capability_manager_revoke_begin(
    struct capn_request *request, struct rt *rt, capability_manager_t cap,
    struct capability_manager_revoke_params_builder *params)
{
    return capability_manager_revoke_begin_sized(request, rt, cap, params, 0, 0);
}
MUST_CHECK static inline status_t capability_manager_revoke_results(
    struct capn_request *request, struct capability_manager_revoke_results_reader *results)
{
    return capability_manager_revoke_results_read_root(&request->results, results);
}
MUST_CHECK status_t capability_manager_revoke(struct rt *rt, capability_manager_t cap, process_handle_t child,
                                              uint32_t id, uint32_t *calls_out);
/* What the child still holds of that, in pages as list has them; empty when it has ended. */
MUST_CHECK static inline status_t capability_manager_granted_begin_sized(
    struct capn_request *request, struct rt *rt, capability_manager_t cap,
    struct capability_manager_granted_params_builder *params, size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, CAPABILITY_MANAGER_METHOD_GRANTED, 32 + params_extra,
                                         32 + results_extra);
    if (status)
        return status;
    status = capability_manager_granted_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t capability_manager_granted_begin(
    struct capn_request *request, struct rt *rt, capability_manager_t cap,
    struct capability_manager_granted_params_builder *params)
{
    return capability_manager_granted_begin_sized(request, rt, cap, params, 0, CAPN_EXTRA_BYTES);
}
MUST_CHECK static inline status_t capability_manager_granted_results(
    struct capn_request *request, struct capability_manager_granted_results_reader *results)
{
    return capability_manager_granted_results_read_root(&request->results, results);
}
/*
 * A second hold on the same object that travels no further than scope, and discloses none but these fields (bits as in
 * session.capnp). What the first may not do already the second may not do either. Otherwise as narrow.
 */
MUST_CHECK static inline status_t capability_manager_restrict_begin_sized(
    struct capn_request *request, struct rt *rt, capability_manager_t cap,
    struct capability_manager_restrict_params_builder *params, size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, CAPABILITY_MANAGER_METHOD_RESTRICT, 32 + params_extra,
                                         24 + results_extra);
    if (status)
        return status;
    status = capability_manager_restrict_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t capability_manager_restrict_begin(
    struct capn_request *request, struct rt *rt, capability_manager_t cap,
    struct capability_manager_restrict_params_builder *params)
{
    return capability_manager_restrict_begin_sized(request, rt, cap, params, 0, 0);
}
MUST_CHECK static inline status_t capability_manager_restrict_results(
    struct capn_request *request, struct capability_manager_restrict_results_reader *results)
{
    return capability_manager_restrict_results_read_root(&request->results, results);
}
static inline cap_id_t capability_manager_restrict_promise(struct capn_request *request)
{
    return capn_request_promise(request, 0);
}
MUST_CHECK status_t capability_manager_restrict(struct rt *rt, capability_manager_t cap, cap_id_t capability,
                                                enum transfer_scope scope, uint32_t disclosure,
                                                cap_id_t *restricted_out);

/* Calls to Revoker. */

/*
 * Every hold derived from the facet answers `disconnected` from now on, in whichever process it is; so do the calls
 * that are under way through them (their number is the result). Mappings that were made through them stay.
 * Revoking twice is not an error. Dropping a revoker without calling it revokes nothing.
 */
MUST_CHECK static inline status_t revoker_revoke_begin_sized(struct capn_request *request, struct rt *rt, revoker_t cap,
                                                             struct revoker_revoke_params_builder *params,
                                                             size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, REVOKER_METHOD_REVOKE, 0 + params_extra,
                                         24 + results_extra);
    if (status)
        return status;
    status = revoker_revoke_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t revoker_revoke_begin(struct capn_request *request, struct rt *rt, revoker_t cap,
                                                       struct revoker_revoke_params_builder *params)
{
    return revoker_revoke_begin_sized(request, rt, cap, params, 0, 0);
}
MUST_CHECK static inline status_t revoker_revoke_results(struct capn_request *request,
                                                         struct revoker_revoke_results_reader *results)
{
    return revoker_revoke_results_read_root(&request->results, results);
}
MUST_CHECK status_t revoker_revoke(struct rt *rt, revoker_t cap, uint32_t *calls_out);
MUST_CHECK static inline status_t revoker_info_begin_sized(struct capn_request *request, struct rt *rt, revoker_t cap,
                                                           struct revoker_info_params_builder *params,
                                                           size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, REVOKER_METHOD_INFO, 0 + params_extra,
                                         24 + results_extra);
    if (status)
        return status;
    status = revoker_info_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t revoker_info_begin(struct capn_request *request, struct rt *rt, revoker_t cap,
                                                     struct revoker_info_params_builder *params)
{
    return revoker_info_begin_sized(request, rt, cap, params, 0, 0);
}
MUST_CHECK static inline status_t revoker_info_results(struct capn_request *request,
                                                       struct revoker_info_results_reader *results)
{
    return revoker_info_results_read_root(&request->results, results);
}
MUST_CHECK status_t revoker_info(struct rt *rt, revoker_t cap, bool *revoked_out);

#endif
