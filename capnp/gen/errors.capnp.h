/* SPDX-License-Identifier: MIT */
/* Made by capnpc-capos from errors.capnp; do not edit. capnp/README.md says what is what. */
#pragma once

#include "capnp/builder.h"
#include "capnp/call.h"
#include "capnp/message.h"

enum exception_type {
    /* The request is wrong or the object cannot serve it; trying the same again will fail again. */
    EXCEPTION_TYPE_FAILED = 0,
    /* A limit was reached (the reason names the resource); it may work after something is released. */
    EXCEPTION_TYPE_OVERLOADED = 1,
    /* The object is gone: revoked, its server died, or its session ended. */
    EXCEPTION_TYPE_DISCONNECTED = 2,
    /* The object does not have this method. */
    EXCEPTION_TYPE_UNIMPLEMENTED = 3,
};
#define EXCEPTION_TYPE_COUNT 4u

struct cap_exception_reader {
    struct capn_struct s;
};
struct cap_exception_builder {
    struct capn_struct_builder b;
};
#define CAP_EXCEPTION_DATA_WORDS 1u
#define CAP_EXCEPTION_POINTERS 1u
#define CAP_EXCEPTION_BYTES 32u

/* CapException */

MUST_CHECK static inline status_t cap_exception_read_root(struct capn_message *message,
                                                          struct cap_exception_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t cap_exception_build_root(struct capn_builder *builder,
                                                           struct cap_exception_builder *out)
{
    return capn_builder_root(builder, 1, 1, &out->b);
}
MUST_CHECK static inline status_t cap_exception_list_get(const struct capn_list *list, uint32_t index,
                                                         struct cap_exception_reader *out)
{
    return capn_list_get_struct(list, index, &out->s);
}
MUST_CHECK static inline status_t cap_exception_list_at(const struct capn_list_builder *list, uint32_t index,
                                                        struct cap_exception_builder *out)
{
    return capn_list_struct(list, index, &out->b);
}
static inline enum exception_type cap_exception_get_type(const struct cap_exception_reader *reader)
{
    return (enum exception_type)capn_field_u16(&reader->s, 0, 8);
}
static inline void cap_exception_set_type(const struct cap_exception_builder *builder, enum exception_type value)
{
    capn_set_u16(&builder->b, 0, (uint16_t)value);
}
/* One line for a person: what was wrong, and with which argument. At most 200 bytes; cut, never omitted. */
MUST_CHECK static inline status_t cap_exception_get_reason(const struct cap_exception_reader *reader,
                                                           struct capn_text *out)
{
    return capn_get_text(&reader->s, 0, out);
}
MUST_CHECK static inline status_t cap_exception_set_reason(const struct cap_exception_builder *builder,
                                                           struct capn_text value)
{
    return capn_set_text(&builder->b, 0, value);
}
static inline bool cap_exception_has_reason(const struct cap_exception_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}

