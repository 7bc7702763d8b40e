/* SPDX-License-Identifier: MIT */
/* Made by capnpc-capos from session.capnp; do not edit. capnp/README.md says what is what. */
#pragma once

#include "capnp/builder.h"
#include "capnp/call.h"
#include "capnp/message.h"

/*
 * What an endpoint server learns of its caller by default. The same fields, in fixed layout, are in the message
 * header of abi/ring.h; this struct is for services that pass them on.
 */
struct caller_session_reader {
    struct capn_struct s;
};
struct caller_session_builder {
    struct capn_struct_builder b;
};
#define CALLER_SESSION_DATA_WORDS 2u
#define CALLER_SESSION_POINTERS 1u
#define CALLER_SESSION_BYTES 40u

/* CallerSession */

MUST_CHECK static inline status_t caller_session_read_root(struct capn_message *message,
                                                           struct caller_session_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t caller_session_build_root(struct capn_builder *builder,
                                                            struct caller_session_builder *out)
{
    return capn_builder_root(builder, 2, 1, &out->b);
}
MUST_CHECK static inline status_t caller_session_list_get(const struct capn_list *list, uint32_t index,
                                                          struct caller_session_reader *out)
{
    return capn_list_get_struct(list, index, &out->s);
}
MUST_CHECK static inline status_t caller_session_list_at(const struct capn_list_builder *list, uint32_t index,
                                                         struct caller_session_builder *out)
{
    return capn_list_struct(list, index, &out->b);
}
/*
 * 16 bytes, opaque, scoped to the endpoint: equal for equal sessions seen through one endpoint, unrelated across
 * endpoints.
 */
MUST_CHECK static inline status_t caller_session_get_reference(const struct caller_session_reader *reader,
                                                               struct capn_data *out)
{
    return capn_get_data(&reader->s, 0, out);
}
MUST_CHECK static inline status_t caller_session_set_reference(const struct caller_session_builder *builder,
                                                               struct capn_data value)
{
    return capn_set_data(&builder->b, 0, value);
}
MUST_CHECK static inline status_t caller_session_init_reference(const struct caller_session_builder *builder,
                                                                uint32_t len, uint8_t **out)
{
    return capn_init_data(&builder->b, 0, len, out);
}
MUST_CHECK static inline status_t caller_session_truncate_reference(const struct caller_session_builder *builder,
                                                                    uint32_t len)
{
    return capn_truncate_data(&builder->b, 0, len);
}
static inline bool caller_session_has_reference(const struct caller_session_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}
static inline uint64_t caller_session_get_epoch(const struct caller_session_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 0, 16);
}
static inline void caller_session_set_epoch(const struct caller_session_builder *builder, uint64_t value)
{
    capn_set_u64(&builder->b, 0, (uint64_t)value);
}
static inline bool caller_session_get_live(const struct caller_session_reader *reader)
{
    return capn_field_bit(&reader->s, 64, 16);
}
static inline void caller_session_set_live(const struct caller_session_builder *builder, bool value)
{
    capn_set_bit(&builder->b, 64, value);
}

