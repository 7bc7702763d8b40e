/* SPDX-License-Identifier: MIT */
/* Made by capnpc-capos from session.capnp; do not edit. capnp/README.md says what is what. */
#pragma once

#include "capnp/builder.h"
#include "capnp/call.h"
#include "capnp/message.h"

#define SESSION_DISCLOSE_PRINCIPAL UINT32_C(1)
#define SESSION_DISCLOSE_DISPLAY_NAME UINT32_C(2)
#define SESSION_DISCLOSE_PROFILE UINT32_C(4)
#define SESSION_DISCLOSE_AUTH UINT32_C(8)
/* Bits of a disclosure mask: fields of a subject. */
#define SESSION_DISCLOSE_CLAIMS UINT32_C(16)

/*
 * How far a hold may travel between sessions. Within one session, and within one process, it says nothing. It can be
 * narrowed (towards sameSession) and never widened; whatever is derived from a hold has the hold's scope.
 */
enum transfer_scope {
    /*
     * It stays in the session of whoever has it: messages, answers, grants into another one are refused
     * (TRANSFER_SCOPE).
     */
    TRANSFER_SCOPE_SAME_SESSION = 0,
    /* Only a launcher that is fixed to a session (ProcessSpawner.fix) may grant it to that session's processes. */
    TRANSFER_SCOPE_SERVICE_REGRANT_ONLY = 1,
    /* It may go anywhere. */
    TRANSFER_SCOPE_CROSS_SESSION_SHAREABLE = 2,
};
#define TRANSFER_SCOPE_COUNT 3u

struct session_factory_create_params_reader {
    struct capn_struct s;
};
struct session_factory_create_params_builder {
    struct capn_struct_builder b;
};
#define SESSION_FACTORY_CREATE_PARAMS_DATA_WORDS 1u
#define SESSION_FACTORY_CREATE_PARAMS_POINTERS 1u
#define SESSION_FACTORY_CREATE_PARAMS_BYTES 32u

struct session_factory_create_results_reader {
    struct capn_struct s;
};
struct session_factory_create_results_builder {
    struct capn_struct_builder b;
};
#define SESSION_FACTORY_CREATE_RESULTS_DATA_WORDS 0u
#define SESSION_FACTORY_CREATE_RESULTS_POINTERS 2u
#define SESSION_FACTORY_CREATE_RESULTS_BYTES 32u

struct session_view_info_params_reader {
    struct capn_struct s;
};
struct session_view_info_params_builder {
    struct capn_struct_builder b;
};
#define SESSION_VIEW_INFO_PARAMS_DATA_WORDS 0u
#define SESSION_VIEW_INFO_PARAMS_POINTERS 0u
#define SESSION_VIEW_INFO_PARAMS_BYTES 0u

struct session_view_info_results_reader {
    struct capn_struct s;
};
struct session_view_info_results_builder {
    struct capn_struct_builder b;
};
#define SESSION_VIEW_INFO_RESULTS_DATA_WORDS 0u
#define SESSION_VIEW_INFO_RESULTS_POINTERS 1u
#define SESSION_VIEW_INFO_RESULTS_BYTES 24u

struct user_session_logout_params_reader {
    struct capn_struct s;
};
struct user_session_logout_params_builder {
    struct capn_struct_builder b;
};
#define USER_SESSION_LOGOUT_PARAMS_DATA_WORDS 0u
#define USER_SESSION_LOGOUT_PARAMS_POINTERS 0u
#define USER_SESSION_LOGOUT_PARAMS_BYTES 0u

struct user_session_logout_results_reader {
    struct capn_struct s;
};
struct user_session_logout_results_builder {
    struct capn_struct_builder b;
};
#define USER_SESSION_LOGOUT_RESULTS_DATA_WORDS 0u
#define USER_SESSION_LOGOUT_RESULTS_POINTERS 0u
#define USER_SESSION_LOGOUT_RESULTS_BYTES 0u

struct selectable_session_renew_params_reader {
    struct capn_struct s;
};
struct selectable_session_renew_params_builder {
    struct capn_struct_builder b;
};
#define SELECTABLE_SESSION_RENEW_PARAMS_DATA_WORDS 1u
#define SELECTABLE_SESSION_RENEW_PARAMS_POINTERS 0u
#define SELECTABLE_SESSION_RENEW_PARAMS_BYTES 24u

struct selectable_session_renew_results_reader {
    struct capn_struct s;
};
struct selectable_session_renew_results_builder {
    struct capn_struct_builder b;
};
#define SELECTABLE_SESSION_RENEW_RESULTS_DATA_WORDS 0u
#define SELECTABLE_SESSION_RENEW_RESULTS_POINTERS 0u
#define SELECTABLE_SESSION_RENEW_RESULTS_BYTES 0u

/*
 * Who a session is for. The kernel keeps the bytes and hands them to those that may see them; it never reads them. A
 * field
 * that is too long is refused.
 */
struct session_subject_reader {
    struct capn_struct s;
};
struct session_subject_builder {
    struct capn_struct_builder b;
};
#define SESSION_SUBJECT_DATA_WORDS 0u
#define SESSION_SUBJECT_POINTERS 5u
#define SESSION_SUBJECT_BYTES 56u

struct session_info_reader {
    struct capn_struct s;
};
struct session_info_builder {
    struct capn_struct_builder b;
};
#define SESSION_INFO_DATA_WORDS 4u
#define SESSION_INFO_POINTERS 2u
#define SESSION_INFO_BYTES 64u

/*
 * What an endpoint server learns of its caller. The first three are in the message header of every call (abi/ring.h).
 */
struct caller_session_reader {
    struct capn_struct s;
};
struct caller_session_builder {
    struct capn_struct_builder b;
};
#define CALLER_SESSION_DATA_WORDS 2u
#define CALLER_SESSION_POINTERS 2u
#define CALLER_SESSION_BYTES 48u

/* SessionFactory.create$Params */

MUST_CHECK static inline status_t session_factory_create_params_read_root(
    struct capn_message *message, struct session_factory_create_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t session_factory_create_params_build_root(
    struct capn_builder *builder, struct session_factory_create_params_builder *out)
{
    return capn_builder_root(builder, 1, 1, &out->b);
}
MUST_CHECK static inline status_t session_factory_create_params_get_subject(
    const struct session_factory_create_params_reader *reader, struct session_subject_reader *out)
{
    return capn_get_struct(&reader->s, 0, &out->s);
}
MUST_CHECK static inline status_t session_factory_create_params_init_subject(
    const struct session_factory_create_params_builder *builder, struct session_subject_builder *out)
{
    return capn_init_struct(&builder->b, 0, 0, 5, &out->b);
}
static inline bool session_factory_create_params_has_subject(const struct session_factory_create_params_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}
static inline uint64_t session_factory_create_params_get_deadline_ns(
    const struct session_factory_create_params_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 0, 8);
}
static inline void session_factory_create_params_set_deadline_ns(
    const struct session_factory_create_params_builder *builder, uint64_t value)
{
    capn_set_u64(&builder->b, 0, (uint64_t)value);
}

/* SessionFactory.create$Results */

MUST_CHECK static inline status_t session_factory_create_results_read_root(
    struct capn_message *message, struct session_factory_create_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t session_factory_create_results_build_root(
    struct capn_builder *builder, struct session_factory_create_results_builder *out)
{
    return capn_builder_root(builder, 0, 2, &out->b);
}
MUST_CHECK static inline status_t session_factory_create_results_get_session(
    const struct session_factory_create_results_reader *reader, uint32_t *index)
{
    return capn_get_capability(&reader->s, 0, index);
}
MUST_CHECK static inline status_t session_factory_create_results_set_session(
    const struct session_factory_create_results_builder *builder, uint32_t index)
{
    return capn_set_capability(&builder->b, 0, index);
}
static inline bool session_factory_create_results_has_session(
    const struct session_factory_create_results_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}
MUST_CHECK static inline status_t session_factory_create_results_get_user(
    const struct session_factory_create_results_reader *reader, uint32_t *index)
{
    return capn_get_capability(&reader->s, 1, index);
}
MUST_CHECK static inline status_t session_factory_create_results_set_user(
    const struct session_factory_create_results_builder *builder, uint32_t index)
{
    return capn_set_capability(&builder->b, 1, index);
}
static inline bool session_factory_create_results_has_user(const struct session_factory_create_results_reader *reader)
{
    return capn_has_pointer(&reader->s, 1);
}

/* SessionView.info$Params */

MUST_CHECK static inline status_t session_view_info_params_read_root(struct capn_message *message,
                                                                     struct session_view_info_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t session_view_info_params_build_root(struct capn_builder *builder,
                                                                      struct session_view_info_params_builder *out)
{
    return capn_builder_root(builder, 0, 0, &out->b);
}

/* SessionView.info$Results */

MUST_CHECK static inline status_t session_view_info_results_read_root(struct capn_message *message,
                                                                      struct session_view_info_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t session_view_info_results_build_root(struct capn_builder *builder,
                                                                       struct session_view_info_results_builder *out)
{
    return capn_builder_root(builder, 0, 1, &out->b);
}
MUST_CHECK static inline status_t session_view_info_results_get_info(
    const struct session_view_info_results_reader *reader, struct session_info_reader *out)
{
    return capn_get_struct(&reader->s, 0, &out->s);
}
MUST_CHECK static inline status_t session_view_info_results_init_info(
    const struct session_view_info_results_builder *builder, struct session_info_builder *out)
{
    return capn_init_struct(&builder->b, 0, 4, 2, &out->b);
}
static inline bool session_view_info_results_has_info(const struct session_view_info_results_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}

/* UserSession.logout$Params */

MUST_CHECK static inline status_t user_session_logout_params_read_root(struct capn_message *message,
                                                                       struct user_session_logout_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t user_session_logout_params_build_root(struct capn_builder *builder,
                                                                        struct user_session_logout_params_builder *out)
{
    return capn_builder_root(builder, 0, 0, &out->b);
}

/* UserSession.logout$Results */

MUST_CHECK static inline status_t user_session_logout_results_read_root(struct capn_message *message,
                                                                        struct user_session_logout_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t user_session_logout_results_build_root(
    struct capn_builder *builder, struct user_session_logout_results_builder *out)
{
    return capn_builder_root(builder, 0, 0, &out->b);
}

/* SelectableSession.renew$Params */

MUST_CHECK static inline status_t selectable_session_renew_params_read_root(
    struct capn_message *message, struct selectable_session_renew_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t selectable_session_renew_params_build_root(
    struct capn_builder *builder, struct selectable_session_renew_params_builder *out)
{
    return capn_builder_root(builder, 1, 0, &out->b);
}
static inline uint64_t selectable_session_renew_params_get_deadline_ns(
    const struct selectable_session_renew_params_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 0, 8);
}
static inline void selectable_session_renew_params_set_deadline_ns(
    const struct selectable_session_renew_params_builder *builder, uint64_t value)
{
    capn_set_u64(&builder->b, 0, (uint64_t)value);
}

/* SelectableSession.renew$Results */

MUST_CHECK static inline status_t selectable_session_renew_results_read_root(
    struct capn_message *message, struct selectable_session_renew_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t selectable_session_renew_results_build_root(
    struct capn_builder *builder, struct selectable_session_renew_results_builder *out)
{
    return capn_builder_root(builder, 0, 0, &out->b);
}

/* SessionSubject */

MUST_CHECK static inline status_t session_subject_read_root(struct capn_message *message,
                                                            struct session_subject_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t session_subject_build_root(struct capn_builder *builder,
                                                             struct session_subject_builder *out)
{
    return capn_builder_root(builder, 0, 5, &out->b);
}
MUST_CHECK static inline status_t session_subject_list_get(const struct capn_list *list, uint32_t index,
                                                           struct session_subject_reader *out)
{
    return capn_list_get_struct(list, index, &out->s);
}
MUST_CHECK static inline status_t session_subject_list_at(const struct capn_list_builder *list, uint32_t index,
                                                          struct session_subject_builder *out)
{
    return capn_list_struct(list, index, &out->b);
}
/* stable name of who it is, for policy and audit (64 bytes) */
MUST_CHECK static inline status_t session_subject_get_principal(const struct session_subject_reader *reader,
                                                                struct capn_data *out)
{
    return capn_get_data(&reader->s, 0, out);
}
MUST_CHECK static inline status_t session_subject_set_principal(const struct session_subject_builder *builder,
                                                                struct capn_data value)
{
    return capn_set_data(&builder->b, 0, value);
}
MUST_CHECK static inline status_t session_subject_init_principal(const struct session_subject_builder *builder,
                                                                 uint32_t len, uint8_t **out)
{
    return capn_init_data(&builder->b, 0, len, out);
}
MUST_CHECK static inline status_t session_subject_truncate_principal(const struct session_subject_builder *builder,
                                                                     uint32_t len)
{
    return capn_truncate_data(&builder->b, 0, len);
}
static inline bool session_subject_has_principal(const struct session_subject_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}
/* for people (64 bytes) */
MUST_CHECK static inline status_t session_subject_get_display_name(const struct session_subject_reader *reader,
                                                                   struct capn_text *out)
{
    return capn_get_text(&reader->s, 1, out);
}
MUST_CHECK static inline status_t session_subject_set_display_name(const struct session_subject_builder *builder,
                                                                   struct capn_text value)
{
    return capn_set_text(&builder->b, 1, value);
}
static inline bool session_subject_has_display_name(const struct session_subject_reader *reader)
{
    return capn_has_pointer(&reader->s, 1);
}
/* class of policy: `operator`, `guest`, ... (32 bytes) */
MUST_CHECK static inline status_t session_subject_get_profile(const struct session_subject_reader *reader,
                                                              struct capn_text *out)
{
    return capn_get_text(&reader->s, 2, out);
}
MUST_CHECK static inline status_t session_subject_set_profile(const struct session_subject_builder *builder,
                                                              struct capn_text value)
{
    return capn_set_text(&builder->b, 2, value);
}
static inline bool session_subject_has_profile(const struct session_subject_reader *reader)
{
    return capn_has_pointer(&reader->s, 2);
}
/* how the principal was recognised, and how strongly: `password`, `publicKey`, `none` (32 bytes) */
MUST_CHECK static inline status_t session_subject_get_auth(const struct session_subject_reader *reader,
                                                           struct capn_text *out)
{
    return capn_get_text(&reader->s, 3, out);
}
MUST_CHECK static inline status_t session_subject_set_auth(const struct session_subject_builder *builder,
                                                           struct capn_text value)
{
    return capn_set_text(&builder->b, 3, value);
}
static inline bool session_subject_has_auth(const struct session_subject_reader *reader)
{
    return capn_has_pointer(&reader->s, 3);
}
/* what somebody outside says of it, in a form that its readers know (256 bytes) */
MUST_CHECK static inline status_t session_subject_get_claims(const struct session_subject_reader *reader,
                                                             struct capn_data *out)
{
    return capn_get_data(&reader->s, 4, out);
}
MUST_CHECK static inline status_t session_subject_set_claims(const struct session_subject_builder *builder,
                                                             struct capn_data value)
{
    return capn_set_data(&builder->b, 4, value);
}
MUST_CHECK static inline status_t session_subject_init_claims(const struct session_subject_builder *builder,
                                                              uint32_t len, uint8_t **out)
{
    return capn_init_data(&builder->b, 4, len, out);
}
MUST_CHECK static inline status_t session_subject_truncate_claims(const struct session_subject_builder *builder,
                                                                  uint32_t len)
{
    return capn_truncate_data(&builder->b, 4, len);
}
static inline bool session_subject_has_claims(const struct session_subject_reader *reader)
{
    return capn_has_pointer(&reader->s, 4);
}

/* SessionInfo */

MUST_CHECK static inline status_t session_info_read_root(struct capn_message *message, struct session_info_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t session_info_build_root(struct capn_builder *builder,
                                                          struct session_info_builder *out)
{
    return capn_builder_root(builder, 4, 2, &out->b);
}
MUST_CHECK static inline status_t session_info_list_get(const struct capn_list *list, uint32_t index,
                                                        struct session_info_reader *out)
{
    return capn_list_get_struct(list, index, &out->s);
}
MUST_CHECK static inline status_t session_info_list_at(const struct capn_list_builder *list, uint32_t index,
                                                       struct session_info_builder *out)
{
    return capn_list_struct(list, index, &out->b);
}
/* 16 random bytes */
MUST_CHECK static inline status_t session_info_get_id(const struct session_info_reader *reader, struct capn_data *out)
{
    return capn_get_data(&reader->s, 0, out);
}
MUST_CHECK static inline status_t session_info_set_id(const struct session_info_builder *builder,
                                                      struct capn_data value)
{
    return capn_set_data(&builder->b, 0, value);
}
MUST_CHECK static inline status_t session_info_init_id(const struct session_info_builder *builder, uint32_t len,
                                                       uint8_t **out)
{
    return capn_init_data(&builder->b, 0, len, out);
}
MUST_CHECK static inline status_t session_info_truncate_id(const struct session_info_builder *builder, uint32_t len)
{
    return capn_truncate_data(&builder->b, 0, len);
}
static inline bool session_info_has_id(const struct session_info_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}
/* counts from 1: renewals and the end */
static inline uint64_t session_info_get_epoch(const struct session_info_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 0, 32);
}
static inline void session_info_set_epoch(const struct session_info_builder *builder, uint64_t value)
{
    capn_set_u64(&builder->b, 0, (uint64_t)value);
}
static inline bool session_info_get_live(const struct session_info_reader *reader)
{
    return capn_field_bit(&reader->s, 64, 32);
}
static inline void session_info_set_live(const struct session_info_builder *builder, bool value)
{
    capn_set_bit(&builder->b, 64, value);
}
/* on the monotonic clock, as is the deadline */
static inline uint64_t session_info_get_created_ns(const struct session_info_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 16, 32);
}
static inline void session_info_set_created_ns(const struct session_info_builder *builder, uint64_t value)
{
    capn_set_u64(&builder->b, 16, (uint64_t)value);
}
/* 0: none */
static inline uint64_t session_info_get_deadline_ns(const struct session_info_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 24, 32);
}
static inline void session_info_set_deadline_ns(const struct session_info_builder *builder, uint64_t value)
{
    capn_set_u64(&builder->b, 24, (uint64_t)value);
}
MUST_CHECK static inline status_t session_info_get_subject(const struct session_info_reader *reader,
                                                           struct session_subject_reader *out)
{
    return capn_get_struct(&reader->s, 1, &out->s);
}
MUST_CHECK static inline status_t session_info_init_subject(const struct session_info_builder *builder,
                                                            struct session_subject_builder *out)
{
    return capn_init_struct(&builder->b, 1, 0, 5, &out->b);
}
static inline bool session_info_has_subject(const struct session_info_reader *reader)
{
    return capn_has_pointer(&reader->s, 1);
}

/* CallerSession */

MUST_CHECK static inline status_t caller_session_read_root(struct capn_message *message,
                                                           struct caller_session_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t caller_session_build_root(struct capn_builder *builder,
                                                            struct caller_session_builder *out)
{
    return capn_builder_root(builder, 2, 2, &out->b);
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
 * Another one after the next boot.
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
/*
 * Which fields of the subject are there: those that the call asked to disclose and the facet that it came through lets
 * pass.
 */
static inline uint32_t caller_session_get_disclosed(const struct caller_session_reader *reader)
{
    return (uint32_t)capn_field_u32(&reader->s, 12, 16);
}
static inline void caller_session_set_disclosed(const struct caller_session_builder *builder, uint32_t value)
{
    capn_set_u32(&builder->b, 12, (uint32_t)value);
}
MUST_CHECK static inline status_t caller_session_get_subject(const struct caller_session_reader *reader,
                                                             struct session_subject_reader *out)
{
    return capn_get_struct(&reader->s, 1, &out->s);
}
MUST_CHECK static inline status_t caller_session_init_subject(const struct caller_session_builder *builder,
                                                              struct session_subject_builder *out)
{
    return capn_init_struct(&builder->b, 1, 0, 5, &out->b);
}
static inline bool caller_session_has_subject(const struct caller_session_reader *reader)
{
    return capn_has_pointer(&reader->s, 1);
}

/* interface SessionFactory */

/* Makes sessions. Whoever holds it decides for whom processes act: a login service, and nobody else. */
#define SESSION_FACTORY_INTERFACE_ID UINT64_C(0xfedc9dd2debd9288)
extern const struct capn_interface session_factory_interface;
enum session_factory_method {
    SESSION_FACTORY_METHOD_CREATE = 0,
};

/* What a server of SessionFactory implements; NULL members answer unimplemented. */
struct session_factory_server {
    /*
     * A live session with a fresh random id, charged to the caller until it is gone. deadlineNs: when it ends by
     * itself, on the
     * monotonic clock (failed when that is past); 0: never. session is the right to start processes in it; user is the
     * same
     * session without that right. Fails on a machine without hardware randomness.
     */
    status_t (*create)(void *self, struct capn_call *call, const struct session_factory_create_params_reader *params,
                       struct session_factory_create_results_builder *results);
};
MUST_CHECK status_t session_factory_dispatch(const struct session_factory_server *server, void *self,
                                             uint16_t method_id, struct capn_call *call);

/* interface SessionView */

/* Reading what a session is, and nothing else. */
#define SESSION_VIEW_INTERFACE_ID UINT64_C(0x80d169d504033148)
extern const struct capn_interface session_view_interface;
enum session_view_method {
    SESSION_VIEW_METHOD_INFO = 0,
};

/* What a server of SessionView implements; NULL members answer unimplemented. */
struct session_view_server {
    status_t (*info)(void *self, struct capn_call *call, const struct session_view_info_params_reader *params,
                     struct session_view_info_results_builder *results);
};
MUST_CHECK status_t session_view_dispatch(const struct session_view_server *server, void *self, uint16_t method_id,
                                          struct capn_call *call);

/* interface UserSession */

/* A session, as its own processes may have it. Holding one changes nothing about whom its holder acts for. */
#define USER_SESSION_INTERFACE_ID UINT64_C(0xee9dcf4435e942d4)
extern const struct capn_interface user_session_interface;
enum user_session_method {
    USER_SESSION_METHOD_LOGOUT = 0,
    USER_SESSION_METHOD_INFO = 0x1000,
};

/* What a server of UserSession implements; NULL members answer unimplemented. */
struct user_session_server {
    /*
     * Ends the session, once and for ever: from now on every call of its processes is answered `disconnected`, calls
     * that still
     * wait in a queue as well. What a server works on already is finished. Ending it twice is no error. The session
     * that
     * the machine starts with does not end (failed).
     */
    status_t (*logout)(void *self, struct capn_call *call, const struct user_session_logout_params_reader *params,
                       struct user_session_logout_results_builder *results);
    const struct session_view_server *session_view;
};
MUST_CHECK status_t user_session_dispatch(const struct user_session_server *server, void *self, uint16_t method_id,
                                          struct capn_call *call);

/* interface SelectableSession */

/*
 * The right to start processes in a session: what ProcessSpawner takes. CapabilityManager.narrow makes a UserSession of
 * it.
 */
#define SELECTABLE_SESSION_INTERFACE_ID UINT64_C(0xba20074dda7686f4)
extern const struct capn_interface selectable_session_interface;
enum selectable_session_method {
    SELECTABLE_SESSION_METHOD_RENEW = 0,
    SELECTABLE_SESSION_METHOD_LOGOUT = 0x1000,
    SELECTABLE_SESSION_METHOD_INFO = 0x2000,
};

/* What a server of SelectableSession implements; NULL members answer unimplemented. */
struct selectable_session_server {
    /* Another end for a session that is still live, as in create. Raises the epoch. */
    status_t (*renew)(void *self, struct capn_call *call, const struct selectable_session_renew_params_reader *params,
                      struct selectable_session_renew_results_builder *results);
    const struct user_session_server *user_session;
    const struct session_view_server *session_view;
};
MUST_CHECK status_t selectable_session_dispatch(const struct selectable_session_server *server, void *self,
                                                uint16_t method_id, struct capn_call *call);

#ifndef CAPN_NO_CLIENT

typedef struct {
    cap_id_t id;
} session_factory_t;
typedef struct {
    cap_id_t id;
} session_view_t;
typedef struct {
    cap_id_t id;
} user_session_t;
typedef struct {
    cap_id_t id;
} selectable_session_t;

/* Calls to SessionFactory. */

/*
 * A live session with a fresh random id, charged to the caller until it is gone. deadlineNs: when it ends by itself, on
 * the
 * monotonic clock (failed when that is past); 0: never. session is the right to start processes in it; user is the same
 * session without that right. Fails on a machine without hardware randomness.
 */
MUST_CHECK static inline status_t session_factory_create_begin_sized(
    struct capn_request *request, struct rt *rt, session_factory_t cap,
    struct session_factory_create_params_builder *params, size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, SESSION_FACTORY_METHOD_CREATE, 72 + params_extra,
                                         32 + results_extra);
    if (status)
        return status;
    status = session_factory_create_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t session_factory_create_begin(struct capn_request *request, struct rt *rt,
                                                               session_factory_t cap,
                                                               struct session_factory_create_params_builder *params)
{
    return session_factory_create_begin_sized(request, rt, cap, params, CAPN_EXTRA_BYTES, 0);
}
MUST_CHECK static inline status_t session_factory_create_results(struct capn_request *request,
                                                                 struct session_factory_create_results_reader *results)
{
    return session_factory_create_results_read_root(&request->results, results);
}
static inline selectable_session_t session_factory_create_session_promise(struct capn_request *request)
{
    return (selectable_session_t){ capn_request_promise(request, 0) };
}
static inline user_session_t session_factory_create_user_promise(struct capn_request *request)
{
    return (user_session_t){ capn_request_promise(request, 1) };
}

/* Calls to SessionView. */

MUST_CHECK static inline status_t session_view_info_begin_sized(struct capn_request *request, struct rt *rt,
                                                                session_view_t cap,
                                                                struct session_view_info_params_builder *params,
                                                                size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, SESSION_VIEW_METHOD_INFO, 0 + params_extra,
                                         112 + results_extra);
    if (status)
        return status;
    status = session_view_info_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t session_view_info_begin(struct capn_request *request, struct rt *rt,
                                                          session_view_t cap,
                                                          struct session_view_info_params_builder *params)
{
    return session_view_info_begin_sized(request, rt, cap, params, 0, CAPN_EXTRA_BYTES);
}
MUST_CHECK static inline status_t session_view_info_results(struct capn_request *request,
                                                            struct session_view_info_results_reader *results)
{
    return session_view_info_results_read_root(&request->results, results);
}

/* Calls to UserSession. */

/*
 * Ends the session, once and for ever: from now on every call of its processes is answered `disconnected`, calls that
 * still
 * wait in a queue as well. What a server works on already is finished. Ending it twice is no error. The session that
 * the machine starts with does not end (failed).
 */
MUST_CHECK static inline status_t user_session_logout_begin_sized(struct capn_request *request, struct rt *rt,
                                                                  user_session_t cap,
                                                                  struct user_session_logout_params_builder *params,
                                                                  size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, USER_SESSION_METHOD_LOGOUT, 0 + params_extra,
                                         0 + results_extra);
    if (status)
        return status;
    status = user_session_logout_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t user_session_logout_begin(struct capn_request *request, struct rt *rt,
                                                            user_session_t cap,
                                                            struct user_session_logout_params_builder *params)
{
    return user_session_logout_begin_sized(request, rt, cap, params, 0, 0);
}
MUST_CHECK static inline status_t user_session_logout_results(struct capn_request *request,
                                                              struct user_session_logout_results_reader *results)
{
    return user_session_logout_results_read_root(&request->results, results);
}
MUST_CHECK status_t user_session_logout(struct rt *rt, user_session_t cap);
MUST_CHECK static inline status_t user_session_info_begin_sized(struct capn_request *request, struct rt *rt,
                                                                user_session_t cap,
                                                                struct session_view_info_params_builder *params,
                                                                size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, USER_SESSION_METHOD_INFO, 0 + params_extra,
                                         112 + results_extra);
    if (status)
        return status;
    status = session_view_info_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t user_session_info_begin(struct capn_request *request, struct rt *rt,
                                                          user_session_t cap,
                                                          struct session_view_info_params_builder *params)
{
    return user_session_info_begin_sized(request, rt, cap, params, 0, CAPN_EXTRA_BYTES);
}
MUST_CHECK static inline status_t user_session_info_results(struct capn_request *request,
                                                            struct session_view_info_results_reader *results)
{
    return session_view_info_results_read_root(&request->results, results);
}

/* Calls to SelectableSession. */

/* Another end for a session that is still live, as in create. Raises the epoch. */
MUST_CHECK static inline status_t selectable_session_renew_begin_sized(
    struct capn_request *request, struct rt *rt, selectable_session_t cap,
    struct selectable_session_renew_params_builder *params, size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, SELECTABLE_SESSION_METHOD_RENEW, 24 + params_extra,
                                         0 + results_extra);
    if (status)
        return status;
    status = selectable_session_renew_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t selectable_session_renew_begin(struct capn_request *request, struct rt *rt,
                                                                 selectable_session_t cap,
                                                                 struct selectable_session_renew_params_builder *params)
{
    return selectable_session_renew_begin_sized(request, rt, cap, params, 0, 0);
}
MUST_CHECK static inline status_t selectable_session_renew_results(
    struct capn_request *request, struct selectable_session_renew_results_reader *results)
{
    return selectable_session_renew_results_read_root(&request->results, results);
}
MUST_CHECK status_t selectable_session_renew(struct rt *rt, selectable_session_t cap, uint64_t deadline_ns);
/*
 * Ends the session, once and for ever: from now on every call of its processes is answered `disconnected`, calls that
 * still
 * wait in a queue as well. What a server works on already is finished. Ending it twice is no error. The session that
 * the machine starts with does not end (failed).
 */
MUST_CHECK static inline status_t selectable_session_logout_begin_sized(
    struct capn_request *request, struct rt *rt, selectable_session_t cap,
    struct user_session_logout_params_builder *params, size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, SELECTABLE_SESSION_METHOD_LOGOUT, 0 + params_extra,
                                         0 + results_extra);
    if (status)
        return status;
    status = user_session_logout_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t selectable_session_logout_begin(struct capn_request *request, struct rt *rt,
                                                                  selectable_session_t cap,
                                                                  struct user_session_logout_params_builder *params)
{
    return selectable_session_logout_begin_sized(request, rt, cap, params, 0, 0);
}
MUST_CHECK static inline status_t selectable_session_logout_results(struct capn_request *request,
                                                                    struct user_session_logout_results_reader *results)
{
    return user_session_logout_results_read_root(&request->results, results);
}
MUST_CHECK status_t selectable_session_logout(struct rt *rt, selectable_session_t cap);
MUST_CHECK static inline status_t selectable_session_info_begin_sized(struct capn_request *request, struct rt *rt,
                                                                      selectable_session_t cap,
                                                                      struct session_view_info_params_builder *params,
                                                                      size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, SELECTABLE_SESSION_METHOD_INFO, 0 + params_extra,
                                         112 + results_extra);
    if (status)
        return status;
    status = session_view_info_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t selectable_session_info_begin(struct capn_request *request, struct rt *rt,
                                                                selectable_session_t cap,
                                                                struct session_view_info_params_builder *params)
{
    return selectable_session_info_begin_sized(request, rt, cap, params, 0, CAPN_EXTRA_BYTES);
}
MUST_CHECK static inline status_t selectable_session_info_results(struct capn_request *request,
                                                                  struct session_view_info_results_reader *results)
{
    return session_view_info_results_read_root(&request->results, results);
}

#endif
