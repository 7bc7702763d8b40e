/* SPDX-License-Identifier: MIT */
/* Made by capnpc-capos from tap.capnp; do not edit. capnp/README.md says what is what. */
#pragma once

#include "capnp/builder.h"
#include "capnp/call.h"
#include "capnp/message.h"

struct tap_factory_create_params_reader {
    struct capn_struct s;
};
struct tap_factory_create_params_builder {
    struct capn_struct_builder b;
};
#define TAP_FACTORY_CREATE_PARAMS_DATA_WORDS 1u
#define TAP_FACTORY_CREATE_PARAMS_POINTERS 0u
#define TAP_FACTORY_CREATE_PARAMS_BYTES 24u

struct tap_factory_create_results_reader {
    struct capn_struct s;
};
struct tap_factory_create_results_builder {
    struct capn_struct_builder b;
};
#define TAP_FACTORY_CREATE_RESULTS_DATA_WORDS 0u
#define TAP_FACTORY_CREATE_RESULTS_POINTERS 1u
#define TAP_FACTORY_CREATE_RESULTS_BYTES 24u

struct payload_tap_factory_create_with_payload_params_reader {
    struct capn_struct s;
};
struct payload_tap_factory_create_with_payload_params_builder {
    struct capn_struct_builder b;
};
#define PAYLOAD_TAP_FACTORY_CREATE_WITH_PAYLOAD_PARAMS_DATA_WORDS 1u
#define PAYLOAD_TAP_FACTORY_CREATE_WITH_PAYLOAD_PARAMS_POINTERS 0u
#define PAYLOAD_TAP_FACTORY_CREATE_WITH_PAYLOAD_PARAMS_BYTES 24u

struct payload_tap_factory_create_with_payload_results_reader {
    struct capn_struct s;
};
struct payload_tap_factory_create_with_payload_results_builder {
    struct capn_struct_builder b;
};
#define PAYLOAD_TAP_FACTORY_CREATE_WITH_PAYLOAD_RESULTS_DATA_WORDS 0u
#define PAYLOAD_TAP_FACTORY_CREATE_WITH_PAYLOAD_RESULTS_POINTERS 1u
#define PAYLOAD_TAP_FACTORY_CREATE_WITH_PAYLOAD_RESULTS_BYTES 24u

struct tap_reader_read_params_reader {
    struct capn_struct s;
};
struct tap_reader_read_params_builder {
    struct capn_struct_builder b;
};
#define TAP_READER_READ_PARAMS_DATA_WORDS 1u
#define TAP_READER_READ_PARAMS_POINTERS 0u
#define TAP_READER_READ_PARAMS_BYTES 24u

struct tap_reader_read_results_reader {
    struct capn_struct s;
};
struct tap_reader_read_results_builder {
    struct capn_struct_builder b;
};
#define TAP_READER_READ_RESULTS_DATA_WORDS 2u
#define TAP_READER_READ_RESULTS_POINTERS 1u
#define TAP_READER_READ_RESULTS_BYTES 40u

struct tap_reader_poll_params_reader {
    struct capn_struct s;
};
struct tap_reader_poll_params_builder {
    struct capn_struct_builder b;
};
#define TAP_READER_POLL_PARAMS_DATA_WORDS 1u
#define TAP_READER_POLL_PARAMS_POINTERS 0u
#define TAP_READER_POLL_PARAMS_BYTES 24u

struct tap_reader_poll_results_reader {
    struct capn_struct s;
};
struct tap_reader_poll_results_builder {
    struct capn_struct_builder b;
};
#define TAP_READER_POLL_RESULTS_DATA_WORDS 2u
#define TAP_READER_POLL_RESULTS_POINTERS 1u
#define TAP_READER_POLL_RESULTS_BYTES 40u

struct ring_tap_info_params_reader {
    struct capn_struct s;
};
struct ring_tap_info_params_builder {
    struct capn_struct_builder b;
};
#define RING_TAP_INFO_PARAMS_DATA_WORDS 0u
#define RING_TAP_INFO_PARAMS_POINTERS 0u
#define RING_TAP_INFO_PARAMS_BYTES 0u

struct ring_tap_info_results_reader {
    struct capn_struct s;
};
struct ring_tap_info_results_builder {
    struct capn_struct_builder b;
};
#define RING_TAP_INFO_RESULTS_DATA_WORDS 3u
#define RING_TAP_INFO_RESULTS_POINTERS 0u
#define RING_TAP_INFO_RESULTS_BYTES 40u

/* TapFactory.create$Params */

MUST_CHECK static inline status_t tap_factory_create_params_read_root(struct capn_message *message,
                                                                      struct tap_factory_create_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t tap_factory_create_params_build_root(struct capn_builder *builder,
                                                                       struct tap_factory_create_params_builder *out)
{
    return capn_builder_root(builder, 1, 0, &out->b);
}
static inline uint32_t tap_factory_create_params_get_buffer_bytes(const struct tap_factory_create_params_reader *reader)
{
    return (uint32_t)capn_field_u32(&reader->s, 0, 8);
}
static inline void tap_factory_create_params_set_buffer_bytes(const struct tap_factory_create_params_builder *builder,
                                                              uint32_t value)
{
    capn_set_u32(&builder->b, 0, (uint32_t)value);
}

/* TapFactory.create$Results */

MUST_CHECK static inline status_t tap_factory_create_results_read_root(struct capn_message *message,
                                                                       struct tap_factory_create_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t tap_factory_create_results_build_root(struct capn_builder *builder,
                                                                        struct tap_factory_create_results_builder *out)
{
    return capn_builder_root(builder, 0, 1, &out->b);
}
MUST_CHECK static inline status_t tap_factory_create_results_get_tap(
    const struct tap_factory_create_results_reader *reader, uint32_t *index)
{
    return capn_get_capability(&reader->s, 0, index);
}
MUST_CHECK static inline status_t tap_factory_create_results_set_tap(
    const struct tap_factory_create_results_builder *builder, uint32_t index)
{
    return capn_set_capability(&builder->b, 0, index);
}
static inline bool tap_factory_create_results_has_tap(const struct tap_factory_create_results_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}

/* PayloadTapFactory.createWithPayload$Params */

MUST_CHECK static inline status_t payload_tap_factory_create_with_payload_params_read_root(
    struct capn_message *message, struct payload_tap_factory_create_with_payload_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t payload_tap_factory_create_with_payload_params_build_root(
    struct capn_builder *builder, struct payload_tap_factory_create_with_payload_params_builder *out)
{
    return capn_builder_root(builder, 1, 0, &out->b);
}
static inline uint32_t payload_tap_factory_create_with_payload_params_get_buffer_bytes(
    const struct payload_tap_factory_create_with_payload_params_reader *reader)
{
    return (uint32_t)capn_field_u32(&reader->s, 0, 8);
}
static inline void payload_tap_factory_create_with_payload_params_set_buffer_bytes(
    const struct payload_tap_factory_create_with_payload_params_builder *builder, uint32_t value)
{
    capn_set_u32(&builder->b, 0, (uint32_t)value);
}
static inline uint32_t payload_tap_factory_create_with_payload_params_get_payload_bytes(
    const struct payload_tap_factory_create_with_payload_params_reader *reader)
{
    return (uint32_t)capn_field_u32(&reader->s, 4, 8);
}
static inline void payload_tap_factory_create_with_payload_params_set_payload_bytes(
    const struct payload_tap_factory_create_with_payload_params_builder *builder, uint32_t value)
{
    capn_set_u32(&builder->b, 4, (uint32_t)value);
}

/* PayloadTapFactory.createWithPayload$Results */

MUST_CHECK static inline status_t payload_tap_factory_create_with_payload_results_read_root(
    struct capn_message *message, struct payload_tap_factory_create_with_payload_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t payload_tap_factory_create_with_payload_results_build_root(
    struct capn_builder *builder, struct payload_tap_factory_create_with_payload_results_builder *out)
{
    return capn_builder_root(builder, 0, 1, &out->b);
}
MUST_CHECK static inline status_t payload_tap_factory_create_with_payload_results_get_tap(
    const struct payload_tap_factory_create_with_payload_results_reader *reader, uint32_t *index)
{
    return capn_get_capability(&reader->s, 0, index);
}
MUST_CHECK static inline status_t payload_tap_factory_create_with_payload_results_set_tap(
    const struct payload_tap_factory_create_with_payload_results_builder *builder, uint32_t index)
{
    return capn_set_capability(&builder->b, 0, index);
}
static inline bool payload_tap_factory_create_with_payload_results_has_tap(
    const struct payload_tap_factory_create_with_payload_results_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}

/* TapReader.read$Params */

MUST_CHECK static inline status_t tap_reader_read_params_read_root(struct capn_message *message,
                                                                   struct tap_reader_read_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t tap_reader_read_params_build_root(struct capn_builder *builder,
                                                                    struct tap_reader_read_params_builder *out)
{
    return capn_builder_root(builder, 1, 0, &out->b);
}
static inline uint32_t tap_reader_read_params_get_max_bytes(const struct tap_reader_read_params_reader *reader)
{
    return (uint32_t)capn_field_u32(&reader->s, 0, 8);
}
static inline void tap_reader_read_params_set_max_bytes(const struct tap_reader_read_params_builder *builder,
                                                        uint32_t value)
{
    capn_set_u32(&builder->b, 0, (uint32_t)value);
}

/* TapReader.read$Results */

MUST_CHECK static inline status_t tap_reader_read_results_read_root(struct capn_message *message,
                                                                    struct tap_reader_read_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t tap_reader_read_results_build_root(struct capn_builder *builder,
                                                                     struct tap_reader_read_results_builder *out)
{
    return capn_builder_root(builder, 2, 1, &out->b);
}
MUST_CHECK static inline status_t tap_reader_read_results_get_records(
    const struct tap_reader_read_results_reader *reader, struct capn_data *out)
{
    return capn_get_data(&reader->s, 0, out);
}
MUST_CHECK static inline status_t tap_reader_read_results_set_records(
    const struct tap_reader_read_results_builder *builder, struct capn_data value)
{
    return capn_set_data(&builder->b, 0, value);
}
MUST_CHECK static inline status_t tap_reader_read_results_init_records(
    const struct tap_reader_read_results_builder *builder, uint32_t len, uint8_t **out)
{
    return capn_init_data(&builder->b, 0, len, out);
}
MUST_CHECK static inline status_t tap_reader_read_results_truncate_records(
    const struct tap_reader_read_results_builder *builder, uint32_t len)
{
    return capn_truncate_data(&builder->b, 0, len);
}
static inline bool tap_reader_read_results_has_records(const struct tap_reader_read_results_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}
static inline uint64_t tap_reader_read_results_get_lost(const struct tap_reader_read_results_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 0, 16);
}
static inline void tap_reader_read_results_set_lost(const struct tap_reader_read_results_builder *builder,
                                                    uint64_t value)
{
    capn_set_u64(&builder->b, 0, (uint64_t)value);
}
static inline uint32_t tap_reader_read_results_get_running(const struct tap_reader_read_results_reader *reader)
{
    return (uint32_t)capn_field_u32(&reader->s, 8, 16);
}
static inline void tap_reader_read_results_set_running(const struct tap_reader_read_results_builder *builder,
                                                       uint32_t value)
{
    capn_set_u32(&builder->b, 8, (uint32_t)value);
}

/* TapReader.poll$Params */

MUST_CHECK static inline status_t tap_reader_poll_params_read_root(struct capn_message *message,
                                                                   struct tap_reader_poll_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t tap_reader_poll_params_build_root(struct capn_builder *builder,
                                                                    struct tap_reader_poll_params_builder *out)
{
    return capn_builder_root(builder, 1, 0, &out->b);
}
static inline uint32_t tap_reader_poll_params_get_max_bytes(const struct tap_reader_poll_params_reader *reader)
{
    return (uint32_t)capn_field_u32(&reader->s, 0, 8);
}
static inline void tap_reader_poll_params_set_max_bytes(const struct tap_reader_poll_params_builder *builder,
                                                        uint32_t value)
{
    capn_set_u32(&builder->b, 0, (uint32_t)value);
}

/* TapReader.poll$Results */

MUST_CHECK static inline status_t tap_reader_poll_results_read_root(struct capn_message *message,
                                                                    struct tap_reader_poll_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t tap_reader_poll_results_build_root(struct capn_builder *builder,
                                                                     struct tap_reader_poll_results_builder *out)
{
    return capn_builder_root(builder, 2, 1, &out->b);
}
MUST_CHECK static inline status_t tap_reader_poll_results_get_records(
    const struct tap_reader_poll_results_reader *reader, struct capn_data *out)
{
    return capn_get_data(&reader->s, 0, out);
}
MUST_CHECK static inline status_t tap_reader_poll_results_set_records(
    const struct tap_reader_poll_results_builder *builder, struct capn_data value)
{
    return capn_set_data(&builder->b, 0, value);
}
MUST_CHECK static inline status_t tap_reader_poll_results_init_records(
    const struct tap_reader_poll_results_builder *builder, uint32_t len, uint8_t **out)
{
    return capn_init_data(&builder->b, 0, len, out);
}
MUST_CHECK static inline status_t tap_reader_poll_results_truncate_records(
    const struct tap_reader_poll_results_builder *builder, uint32_t len)
{
    return capn_truncate_data(&builder->b, 0, len);
}
static inline bool tap_reader_poll_results_has_records(const struct tap_reader_poll_results_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}
static inline uint64_t tap_reader_poll_results_get_lost(const struct tap_reader_poll_results_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 0, 16);
}
static inline void tap_reader_poll_results_set_lost(const struct tap_reader_poll_results_builder *builder,
                                                    uint64_t value)
{
    capn_set_u64(&builder->b, 0, (uint64_t)value);
}
static inline uint32_t tap_reader_poll_results_get_running(const struct tap_reader_poll_results_reader *reader)
{
    return (uint32_t)capn_field_u32(&reader->s, 8, 16);
}
static inline void tap_reader_poll_results_set_running(const struct tap_reader_poll_results_builder *builder,
                                                       uint32_t value)
{
    capn_set_u32(&builder->b, 8, (uint32_t)value);
}

/* RingTap.info$Params */

MUST_CHECK static inline status_t ring_tap_info_params_read_root(struct capn_message *message,
                                                                 struct ring_tap_info_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t ring_tap_info_params_build_root(struct capn_builder *builder,
                                                                  struct ring_tap_info_params_builder *out)
{
    return capn_builder_root(builder, 0, 0, &out->b);
}

/* RingTap.info$Results */

MUST_CHECK static inline status_t ring_tap_info_results_read_root(struct capn_message *message,
                                                                  struct ring_tap_info_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t ring_tap_info_results_build_root(struct capn_builder *builder,
                                                                   struct ring_tap_info_results_builder *out)
{
    return capn_builder_root(builder, 3, 0, &out->b);
}
static inline uint32_t ring_tap_info_results_get_buffer_bytes(const struct ring_tap_info_results_reader *reader)
{
    return (uint32_t)capn_field_u32(&reader->s, 0, 24);
}
static inline void ring_tap_info_results_set_buffer_bytes(const struct ring_tap_info_results_builder *builder,
                                                          uint32_t value)
{
    capn_set_u32(&builder->b, 0, (uint32_t)value);
}
static inline uint32_t ring_tap_info_results_get_payload_bytes(const struct ring_tap_info_results_reader *reader)
{
    return (uint32_t)capn_field_u32(&reader->s, 4, 24);
}
static inline void ring_tap_info_results_set_payload_bytes(const struct ring_tap_info_results_builder *builder,
                                                           uint32_t value)
{
    capn_set_u32(&builder->b, 4, (uint32_t)value);
}
static inline uint32_t ring_tap_info_results_get_running(const struct ring_tap_info_results_reader *reader)
{
    return (uint32_t)capn_field_u32(&reader->s, 8, 24);
}
static inline void ring_tap_info_results_set_running(const struct ring_tap_info_results_builder *builder,
                                                     uint32_t value)
{
    capn_set_u32(&builder->b, 8, (uint32_t)value);
}
static inline uint64_t ring_tap_info_results_get_lost(const struct ring_tap_info_results_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 16, 24);
}
static inline void ring_tap_info_results_set_lost(const struct ring_tap_info_results_builder *builder, uint64_t value)
{
    capn_set_u64(&builder->b, 16, (uint64_t)value);
}

/* interface TapFactory */

/* Taps that show everything but the bytes of messages. */
#define TAP_FACTORY_INTERFACE_ID UINT64_C(0xad392dcdf4c014f5)
extern const struct capn_interface tap_factory_interface;
enum tap_factory_method {
    TAP_FACTORY_METHOD_CREATE = 0,
};

/* What a server of TapFactory implements; NULL members answer unimplemented. */
struct tap_factory_server {
    /*
     * bufferBytes: of records that were not read yet; 0 means 65,536, at most 1,048,576, rounded up to a power of two
     * and to
     * 4,096. Each hold on the tap is charged that many frames (overloaded when the holder has none left).
     */
    status_t (*create)(void *self, struct capn_call *call, const struct tap_factory_create_params_reader *params,
                       struct tap_factory_create_results_builder *results);
};
MUST_CHECK status_t tap_factory_dispatch(const struct tap_factory_server *server, void *self, uint16_t method_id,
                                         struct capn_call *call);

/* interface PayloadTapFactory */

/* Taps that may show the bytes of messages as well: whatever the tapped process is told, passwords too. */
#define PAYLOAD_TAP_FACTORY_INTERFACE_ID UINT64_C(0xf27a45d1f5e94f56)
extern const struct capn_interface payload_tap_factory_interface;
enum payload_tap_factory_method {
    PAYLOAD_TAP_FACTORY_METHOD_CREATE_WITH_PAYLOAD = 0,
    PAYLOAD_TAP_FACTORY_METHOD_CREATE = 0x1000,
};

/* What a server of PayloadTapFactory implements; NULL members answer unimplemented. */
struct payload_tap_factory_server {
    /* payloadBytes: of one message at most, 1 to 1,024; what is longer is cut. */
    status_t (*create_with_payload)(void *self, struct capn_call *call,
                                    const struct payload_tap_factory_create_with_payload_params_reader *params,
                                    struct payload_tap_factory_create_with_payload_results_builder *results);
    const struct tap_factory_server *tap_factory;
};
MUST_CHECK status_t payload_tap_factory_dispatch(const struct payload_tap_factory_server *server, void *self,
                                                 uint16_t method_id, struct capn_call *call);

/* interface TapReader */

/* What was recorded, and nothing else. */
#define TAP_READER_INTERFACE_ID UINT64_C(0xdd0da34b1efe56d7)
extern const struct capn_interface tap_reader_interface;
enum tap_reader_method {
    TAP_READER_METHOD_READ = 0,
    TAP_READER_METHOD_POLL = 1,
};

/* What a server of TapReader implements; NULL members answer unimplemented. */
struct tap_reader_server {
    /*
     * Takes whole records, the oldest first, at most maxBytes (0 means 16,384, at least 1,152, at most 32,768). Answers
     * when
     * there is one, or with none when no process has the tap any more. records: struct tap_record of abi/tap.h, one
     * after the
     * other. lost: how many were dropped since the tap was made, because the buffer was full; a record says how many
     * right
     * before it. running: processes that have the tap and have not ended. One read at a time (overloaded beyond);
     * FINISH
     * cancels it, and then nothing is lost.
     */
    status_t (*read)(void *self, struct capn_call *call, const struct tap_reader_read_params_reader *params,
                     struct tap_reader_read_results_builder *results);
    /* The same at once, perhaps with no records. */
    status_t (*poll)(void *self, struct capn_call *call, const struct tap_reader_poll_params_reader *params,
                     struct tap_reader_poll_results_builder *results);
};
MUST_CHECK status_t tap_reader_dispatch(const struct tap_reader_server *server, void *self, uint16_t method_id,
                                        struct capn_call *call);

/* interface RingTap */

/*
 * A tap: what ProcessSpawner.spawn takes. One tap may be given to many processes. It records while somebody holds it;
 * with the last hold its buffer goes, and the processes run on unobserved.
 */
#define RING_TAP_INTERFACE_ID UINT64_C(0xa0152348b73a2307)
extern const struct capn_interface ring_tap_interface;
enum ring_tap_method {
    RING_TAP_METHOD_INFO = 0,
    RING_TAP_METHOD_READ = 0x1000,
    RING_TAP_METHOD_POLL = 0x1001,
};

/* What a server of RingTap implements; NULL members answer unimplemented. */
struct ring_tap_server {
    /* payloadBytes 0: no bytes of messages. */
    status_t (*info)(void *self, struct capn_call *call, const struct ring_tap_info_params_reader *params,
                     struct ring_tap_info_results_builder *results);
    const struct tap_reader_server *tap_reader;
};
MUST_CHECK status_t ring_tap_dispatch(const struct ring_tap_server *server, void *self, uint16_t method_id,
                                      struct capn_call *call);

#ifndef CAPN_NO_CLIENT

typedef struct {
    cap_id_t id;
} tap_factory_t;
typedef struct {
    cap_id_t id;
} payload_tap_factory_t;
typedef struct {
    cap_id_t id;
} tap_reader_t;
typedef struct {
    cap_id_t id;
} ring_tap_t;

/* Calls to TapFactory. */

/*
 * bufferBytes: of records that were not read yet; 0 means 65,536, at most 1,048,576, rounded up to a power of two and
 * to
 * 4,096. Each hold on the tap is charged that many frames (overloaded when the holder has none left).
 */
MUST_CHECK static inline status_t tap_factory_create_begin_sized(struct capn_request *request, struct rt *rt,
                                                                 tap_factory_t cap,
                                                                 struct tap_factory_create_params_builder *params,
                                                                 size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, TAP_FACTORY_METHOD_CREATE, 24 + params_extra,
                                         24 + results_extra);
    if (status)
        return status;
    status = tap_factory_create_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t tap_factory_create_begin(struct capn_request *request, struct rt *rt,
                                                           tap_factory_t cap,
                                                           struct tap_factory_create_params_builder *params)
{
    return tap_factory_create_begin_sized(request, rt, cap, params, 0, 0);
}
MUST_CHECK static inline status_t tap_factory_create_results(struct capn_request *request,
                                                             struct tap_factory_create_results_reader *results)
{
    return tap_factory_create_results_read_root(&request->results, results);
}
static inline ring_tap_t tap_factory_create_promise(struct capn_request *request)
{
    return (ring_tap_t){ capn_request_promise(request, 0) };
}
MUST_CHECK status_t tap_factory_create(struct rt *rt, tap_factory_t cap, uint32_t buffer_bytes, ring_tap_t *tap_out);

/* Calls to PayloadTapFactory. */

/* payloadBytes: of one message at most, 1 to 1,024; what is longer is cut. */
MUST_CHECK static inline status_t payload_tap_factory_create_with_payload_begin_sized(
    struct capn_request *request, struct rt *rt, payload_tap_factory_t cap,
    struct payload_tap_factory_create_with_payload_params_builder *params, size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, PAYLOAD_TAP_FACTORY_METHOD_CREATE_WITH_PAYLOAD,
                                         24 + params_extra, 24 + results_extra);
    if (status)
        return status;
    status = payload_tap_factory_create_with_payload_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t payload_tap_factory_create_with_payload_begin(
    struct capn_request *request, struct rt *rt, payload_tap_factory_t cap,
    struct payload_tap_factory_create_with_payload_params_builder *params)
{
    return payload_tap_factory_create_with_payload_begin_sized(request, rt, cap, params, 0, 0);
}
MUST_CHECK static inline status_t payload_tap_factory_create_with_payload_results(
    struct capn_request *request, struct payload_tap_factory_create_with_payload_results_reader *results)
{
    return payload_tap_factory_create_with_payload_results_read_root(&request->results, results);
}
static inline ring_tap_t payload_tap_factory_create_with_payload_promise(struct capn_request *request)
{
    return (ring_tap_t){ capn_request_promise(request, 0) };
}
MUST_CHECK status_t payload_tap_factory_create_with_payload(struct rt *rt, payload_tap_factory_t cap,
                                                            uint32_t buffer_bytes, uint32_t payload_bytes,
                                                            ring_tap_t *tap_out);
/*
 * bufferBytes: of records that were not read yet; 0 means 65,536, at most 1,048,576, rounded up to a power of two and
 * to
 * 4,096. Each hold on the tap is charged that many frames (overloaded when the holder has none left).
 */
MUST_CHECK static inline status_t payload_tap_factory_create_begin_sized(
    struct capn_request *request, struct rt *rt, payload_tap_factory_t cap,
    struct tap_factory_create_params_builder *params, size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, PAYLOAD_TAP_FACTORY_METHOD_CREATE, 24 + params_extra,
                                         24 + results_extra);
    if (status)
        return status;
    status = tap_factory_create_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t payload_tap_factory_create_begin(struct capn_request *request, struct rt *rt,
                                                                   payload_tap_factory_t cap,
                                                                   struct tap_factory_create_params_builder *params)
{
    return payload_tap_factory_create_begin_sized(request, rt, cap, params, 0, 0);
}
MUST_CHECK static inline status_t payload_tap_factory_create_results(struct capn_request *request,
                                                                     struct tap_factory_create_results_reader *results)
{
    return tap_factory_create_results_read_root(&request->results, results);
}
static inline ring_tap_t payload_tap_factory_create_promise(struct capn_request *request)
{
    return (ring_tap_t){ capn_request_promise(request, 0) };
}
MUST_CHECK status_t payload_tap_factory_create(struct rt *rt, payload_tap_factory_t cap, uint32_t buffer_bytes,
                                               ring_tap_t *tap_out);

/* Calls to TapReader. */

/*
 * Takes whole records, the oldest first, at most maxBytes (0 means 16,384, at least 1,152, at most 32,768). Answers
 * when
 * there is one, or with none when no process has the tap any more. records: struct tap_record of abi/tap.h, one after
 * the
 * other. lost: how many were dropped since the tap was made, because the buffer was full; a record says how many right
 * before it. running: processes that have the tap and have not ended. One read at a time (overloaded beyond); FINISH
 * cancels it, and then nothing is lost.
 */
MUST_CHECK static inline status_t tap_reader_read_begin_sized(struct capn_request *request, struct rt *rt,
                                                              tap_reader_t cap,
                                                              struct tap_reader_read_params_builder *params,
                                                              size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, TAP_READER_METHOD_READ, 24 + params_extra,
                                         40 + results_extra);
    if (status)
        return status;
    status = tap_reader_read_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t tap_reader_read_begin(struct capn_request *request, struct rt *rt, tap_reader_t cap,
                                                        struct tap_reader_read_params_builder *params)
{
    return tap_reader_read_begin_sized(request, rt, cap, params, 0, CAPN_EXTRA_BYTES);
}
MUST_CHECK static inline status_t tap_reader_read_results(struct capn_request *request,
                                                          struct tap_reader_read_results_reader *results)
{
    return tap_reader_read_results_read_root(&request->results, results);
}
/* The same at once, perhaps with no records. */
MUST_CHECK static inline status_t tap_reader_poll_begin_sized(struct capn_request *request, struct rt *rt,
                                                              tap_reader_t cap,
                                                              struct tap_reader_poll_params_builder *params,
                                                              size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, TAP_READER_METHOD_POLL, 24 + params_extra,
                                         40 + results_extra);
    if (status)
        return status;
    status = tap_reader_poll_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t tap_reader_poll_begin(struct capn_request *request, struct rt *rt, tap_reader_t cap,
                                                        struct tap_reader_poll_params_builder *params)
{
    return tap_reader_poll_begin_sized(request, rt, cap, params, 0, CAPN_EXTRA_BYTES);
}
MUST_CHECK static inline status_t tap_reader_poll_results(struct capn_request *request,
                                                          struct tap_reader_poll_results_reader *results)
{
    return tap_reader_poll_results_read_root(&request->results, results);
}

/* Calls to RingTap. */

/* payloadBytes 0: no bytes of messages. */
MUST_CHECK static inline status_t ring_tap_info_begin_sized(struct capn_request *request, struct rt *rt, ring_tap_t cap,
                                                            struct ring_tap_info_params_builder *params,
                                                            size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, RING_TAP_METHOD_INFO, 0 + params_extra,
                                         40 + results_extra);
    if (status)
        return status;
    status = ring_tap_info_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t ring_tap_info_begin(struct capn_request *request, struct rt *rt, ring_tap_t cap,
                                                      struct ring_tap_info_params_builder *params)
{
    return ring_tap_info_begin_sized(request, rt, cap, params, 0, 0);
}
MUST_CHECK static inline status_t ring_tap_info_results(struct capn_request *request,
                                                        struct ring_tap_info_results_reader *results)
{
    return ring_tap_info_results_read_root(&request->results, results);
}
MUST_CHECK status_t ring_tap_info(struct rt *rt, ring_tap_t cap, uint32_t *buffer_bytes_out,
                                  uint32_t *payload_bytes_out, uint32_t *running_out, uint64_t *lost_out);
/*
 * Takes whole records, the oldest first, at most maxBytes (0 means 16,384, at least 1,152, at most 32,768). Answers
 * when
 * there is one, or with none when no process has the tap any more. records: struct tap_record of abi/tap.h, one after
 * the
 * other. lost: how many were dropped since the tap was made, because the buffer was full; a record says how many right
 * before it. running: processes that have the tap and have not ended. One read at a time (overloaded beyond); FINISH
 * cancels it, and then nothing is lost.
 */
MUST_CHECK static inline status_t ring_tap_read_begin_sized(struct capn_request *request, struct rt *rt, ring_tap_t cap,
                                                            struct tap_reader_read_params_builder *params,
                                                            size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, RING_TAP_METHOD_READ, 24 + params_extra,
                                         40 + results_extra);
    if (status)
        return status;
    status = tap_reader_read_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t ring_tap_read_begin(struct capn_request *request, struct rt *rt, ring_tap_t cap,
                                                      struct tap_reader_read_params_builder *params)
{
    return ring_tap_read_begin_sized(request, rt, cap, params, 0, CAPN_EXTRA_BYTES);
}
MUST_CHECK static inline status_t ring_tap_read_results(struct capn_request *request,
                                                        struct tap_reader_read_results_reader *results)
{
    return tap_reader_read_results_read_root(&request->results, results);
}
/* The same at once, perhaps with no records. */
MUST_CHECK static inline status_t ring_tap_poll_begin_sized(struct capn_request *request, struct rt *rt, ring_tap_t cap,
                                                            struct tap_reader_poll_params_builder *params,
                                                            size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, RING_TAP_METHOD_POLL, 24 + params_extra,
                                         40 + results_extra);
    if (status)
        return status;
    status = tap_reader_poll_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t ring_tap_poll_begin(struct capn_request *request, struct rt *rt, ring_tap_t cap,
                                                      struct tap_reader_poll_params_builder *params)
{
    return ring_tap_poll_begin_sized(request, rt, cap, params, 0, CAPN_EXTRA_BYTES);
}
MUST_CHECK static inline status_t ring_tap_poll_results(struct capn_request *request,
                                                        struct tap_reader_poll_results_reader *results)
{
    return tap_reader_poll_results_read_root(&request->results, results);
}

#endif
