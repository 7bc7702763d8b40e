/* SPDX-License-Identifier: MIT */
/* Made by capnpc-capos from bench.capnp; do not edit. capnp/README.md says what is what. */
#pragma once

#include "capnp/builder.h"
#include "capnp/call.h"
#include "capnp/message.h"

struct exchange_pass_params_reader {
    struct capn_struct s;
};
struct exchange_pass_params_builder {
    struct capn_struct_builder b;
};
#define EXCHANGE_PASS_PARAMS_DATA_WORDS 0u
#define EXCHANGE_PASS_PARAMS_POINTERS 1u
#define EXCHANGE_PASS_PARAMS_BYTES 24u

struct exchange_pass_results_reader {
    struct capn_struct s;
};
struct exchange_pass_results_builder {
    struct capn_struct_builder b;
};
#define EXCHANGE_PASS_RESULTS_DATA_WORDS 0u
#define EXCHANGE_PASS_RESULTS_POINTERS 1u
#define EXCHANGE_PASS_RESULTS_BYTES 24u

struct exchange_carry_params_reader {
    struct capn_struct s;
};
struct exchange_carry_params_builder {
    struct capn_struct_builder b;
};
#define EXCHANGE_CARRY_PARAMS_DATA_WORDS 0u
#define EXCHANGE_CARRY_PARAMS_POINTERS 2u
#define EXCHANGE_CARRY_PARAMS_BYTES 32u

struct exchange_carry_results_reader {
    struct capn_struct s;
};
struct exchange_carry_results_builder {
    struct capn_struct_builder b;
};
#define EXCHANGE_CARRY_RESULTS_DATA_WORDS 0u
#define EXCHANGE_CARRY_RESULTS_POINTERS 2u
#define EXCHANGE_CARRY_RESULTS_BYTES 32u

/* Exchange.pass$Params */

MUST_CHECK static inline status_t exchange_pass_params_read_root(struct capn_message *message,
                                                                 struct exchange_pass_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t exchange_pass_params_build_root(struct capn_builder *builder,
                                                                  struct exchange_pass_params_builder *out)
{
    return capn_builder_root(builder, 0, 1, &out->b);
}
MUST_CHECK static inline status_t exchange_pass_params_get_capability(const struct exchange_pass_params_reader *reader,
                                                                      uint32_t *index)
{
    return capn_get_capability(&reader->s, 0, index);
}
MUST_CHECK static inline status_t exchange_pass_params_set_capability(
    const struct exchange_pass_params_builder *builder, uint32_t index)
{
    return capn_set_capability(&builder->b, 0, index);
}
static inline bool exchange_pass_params_has_capability(const struct exchange_pass_params_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}

/* Exchange.pass$Results */

MUST_CHECK static inline status_t exchange_pass_results_read_root(struct capn_message *message,
                                                                  struct exchange_pass_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t exchange_pass_results_build_root(struct capn_builder *builder,
                                                                   struct exchange_pass_results_builder *out)
{
    return capn_builder_root(builder, 0, 1, &out->b);
}
MUST_CHECK static inline status_t exchange_pass_results_get_capability(
    const struct exchange_pass_results_reader *reader, uint32_t *index)
{
    return capn_get_capability(&reader->s, 0, index);
}
MUST_CHECK static inline status_t exchange_pass_results_set_capability(
    const struct exchange_pass_results_builder *builder, uint32_t index)
{
    return capn_set_capability(&builder->b, 0, index);
}
static inline bool exchange_pass_results_has_capability(const struct exchange_pass_results_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}

/* Exchange.carry$Params */

MUST_CHECK static inline status_t exchange_carry_params_read_root(struct capn_message *message,
                                                                  struct exchange_carry_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t exchange_carry_params_build_root(struct capn_builder *builder,
                                                                   struct exchange_carry_params_builder *out)
{
    return capn_builder_root(builder, 0, 2, &out->b);
}
MUST_CHECK static inline status_t exchange_carry_params_get_capability(
    const struct exchange_carry_params_reader *reader, uint32_t *index)
{
    return capn_get_capability(&reader->s, 0, index);
}
MUST_CHECK static inline status_t exchange_carry_params_set_capability(
    const struct exchange_carry_params_builder *builder, uint32_t index)
{
    return capn_set_capability(&builder->b, 0, index);
}
static inline bool exchange_carry_params_has_capability(const struct exchange_carry_params_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}
MUST_CHECK static inline status_t exchange_carry_params_get_data(const struct exchange_carry_params_reader *reader,
                                                                 struct capn_data *out)
{
    return capn_get_data(&reader->s, 1, out);
}
MUST_CHECK static inline status_t exchange_carry_params_set_data(const struct exchange_carry_params_builder *builder,
                                                                 struct capn_data value)
{
    return capn_set_data(&builder->b, 1, value);
}
MUST_CHECK static inline status_t exchange_carry_params_init_data(const struct exchange_carry_params_builder *builder,
                                                                  uint32_t len, uint8_t **out)
{
    return capn_init_data(&builder->b, 1, len, out);
}
MUST_CHECK static inline status_t exchange_carry_params_truncate_data(
    const struct exchange_carry_params_builder *builder, uint32_t len)
{
    return capn_truncate_data(&builder->b, 1, len);
}
static inline bool exchange_carry_params_has_data(const struct exchange_carry_params_reader *reader)
{
    return capn_has_pointer(&reader->s, 1);
}

/* Exchange.carry$Results */

MUST_CHECK static inline status_t exchange_carry_results_read_root(struct capn_message *message,
                                                                   struct exchange_carry_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t exchange_carry_results_build_root(struct capn_builder *builder,
                                                                    struct exchange_carry_results_builder *out)
{
    return capn_builder_root(builder, 0, 2, &out->b);
}
MUST_CHECK static inline status_t exchange_carry_results_get_capability(
    const struct exchange_carry_results_reader *reader, uint32_t *index)
{
    return capn_get_capability(&reader->s, 0, index);
}
MUST_CHECK static inline status_t exchange_carry_results_set_capability(
    const struct exchange_carry_results_builder *builder, uint32_t index)
{
    return capn_set_capability(&builder->b, 0, index);
}
static inline bool exchange_carry_results_has_capability(const struct exchange_carry_results_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}
MUST_CHECK static inline status_t exchange_carry_results_get_data(const struct exchange_carry_results_reader *reader,
                                                                  struct capn_data *out)
{
    return capn_get_data(&reader->s, 1, out);
}
MUST_CHECK static inline status_t exchange_carry_results_set_data(const struct exchange_carry_results_builder *builder,
                                                                  struct capn_data value)
{
    return capn_set_data(&builder->b, 1, value);
}
MUST_CHECK static inline status_t exchange_carry_results_init_data(const struct exchange_carry_results_builder *builder,
                                                                   uint32_t len, uint8_t **out)
{
    return capn_init_data(&builder->b, 1, len, out);
}
MUST_CHECK static inline status_t exchange_carry_results_truncate_data(
    const struct exchange_carry_results_builder *builder, uint32_t len)
{
    return capn_truncate_data(&builder->b, 1, len);
}
static inline bool exchange_carry_results_has_data(const struct exchange_carry_results_reader *reader)
{
    return capn_has_pointer(&reader->s, 1);
}

/* interface Exchange */

/* tests/bench/exchange serves it. */
#define EXCHANGE_INTERFACE_ID UINT64_C(0x928805a2259759ed)
extern const struct capn_interface exchange_interface;
enum exchange_method {
    EXCHANGE_METHOD_PASS = 0,
    EXCHANGE_METHOD_CARRY = 1,
};

/* What a server of Exchange implements; NULL members answer unimplemented. */
struct exchange_server {
    /* Gives back a copy of what it gets, and keeps nothing. */
    status_t (*pass)(void *self, struct capn_call *call, const struct exchange_pass_params_reader *params,
                     struct exchange_pass_results_builder *results);
    /* The same with bytes beside it. */
    status_t (*carry)(void *self, struct capn_call *call, const struct exchange_carry_params_reader *params,
                      struct exchange_carry_results_builder *results);
};
MUST_CHECK status_t exchange_dispatch(const struct exchange_server *server, void *self, uint16_t method_id,
                                      struct capn_call *call);

#ifndef CAPN_NO_CLIENT

typedef struct {
    cap_id_t id;
} exchange_t;

/* Calls to Exchange. */

/* Gives back a copy of what it gets, and keeps nothing. */
MUST_CHECK static inline status_t exchange_pass_begin_sized(struct capn_request *request, struct rt *rt, exchange_t cap,
                                                            struct exchange_pass_params_builder *params,
                                                            size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, EXCHANGE_METHOD_PASS, 24 + params_extra,
                                         24 + results_extra);
    if (status)
        return status;
    status = exchange_pass_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t exchange_pass_begin(struct capn_request *request, struct rt *rt, exchange_t cap,
                                                      struct exchange_pass_params_builder *params)
{
    return exchange_pass_begin_sized(request, rt, cap, params, 0, 0);
}
MUST_CHECK static inline status_t exchange_pass_results(struct capn_request *request,
                                                        struct exchange_pass_results_reader *results)
{
    return exchange_pass_results_read_root(&request->results, results);
}
static inline cap_id_t exchange_pass_promise(struct capn_request *request)
{
    return capn_request_promise(request, 0);
}
MUST_CHECK status_t exchange_pass(struct rt *rt, exchange_t cap, cap_id_t capability, cap_id_t *capability_out);
/* The same with bytes beside it. */
MUST_CHECK static inline status_t exchange_carry_begin_sized(struct capn_request *request, struct rt *rt,
                                                             exchange_t cap,
                                                             struct exchange_carry_params_builder *params,
                                                             size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, EXCHANGE_METHOD_CARRY, 32 + params_extra,
                                         32 + results_extra);
    if (status)
        return status;
    status = exchange_carry_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t exchange_carry_begin(struct capn_request *request, struct rt *rt, exchange_t cap,
                                                       struct exchange_carry_params_builder *params)
{
    return exchange_carry_begin_sized(request, rt, cap, params, CAPN_EXTRA_BYTES, CAPN_EXTRA_BYTES);
}
MUST_CHECK static inline status_t exchange_carry_results(struct capn_request *request,
                                                         struct exchange_carry_results_reader *results)
{
    return exchange_carry_results_read_root(&request->results, results);
}
static inline cap_id_t exchange_carry_promise(struct capn_request *request)
{
    return capn_request_promise(request, 0);
}

#endif
