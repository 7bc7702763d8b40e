/* SPDX-License-Identifier: MIT */
/* Made by capnpc-capos from notification.capnp; do not edit. capnp/README.md says what is what. */
#pragma once

#include "capnp/builder.h"
#include "capnp/call.h"
#include "capnp/message.h"

struct notification_signal_signal_params_reader {
    struct capn_struct s;
};
struct notification_signal_signal_params_builder {
    struct capn_struct_builder b;
};
#define NOTIFICATION_SIGNAL_SIGNAL_PARAMS_DATA_WORDS 1u
#define NOTIFICATION_SIGNAL_SIGNAL_PARAMS_POINTERS 0u
#define NOTIFICATION_SIGNAL_SIGNAL_PARAMS_BYTES 24u

struct notification_signal_signal_results_reader {
    struct capn_struct s;
};
struct notification_signal_signal_results_builder {
    struct capn_struct_builder b;
};
#define NOTIFICATION_SIGNAL_SIGNAL_RESULTS_DATA_WORDS 0u
#define NOTIFICATION_SIGNAL_SIGNAL_RESULTS_POINTERS 0u
#define NOTIFICATION_SIGNAL_SIGNAL_RESULTS_BYTES 0u

struct notification_wait_wait_params_reader {
    struct capn_struct s;
};
struct notification_wait_wait_params_builder {
    struct capn_struct_builder b;
};
#define NOTIFICATION_WAIT_WAIT_PARAMS_DATA_WORDS 0u
#define NOTIFICATION_WAIT_WAIT_PARAMS_POINTERS 0u
#define NOTIFICATION_WAIT_WAIT_PARAMS_BYTES 0u

struct notification_wait_wait_results_reader {
    struct capn_struct s;
};
struct notification_wait_wait_results_builder {
    struct capn_struct_builder b;
};
#define NOTIFICATION_WAIT_WAIT_RESULTS_DATA_WORDS 1u
#define NOTIFICATION_WAIT_WAIT_RESULTS_POINTERS 0u
#define NOTIFICATION_WAIT_WAIT_RESULTS_BYTES 24u

struct notification_wait_poll_params_reader {
    struct capn_struct s;
};
struct notification_wait_poll_params_builder {
    struct capn_struct_builder b;
};
#define NOTIFICATION_WAIT_POLL_PARAMS_DATA_WORDS 0u
#define NOTIFICATION_WAIT_POLL_PARAMS_POINTERS 0u
#define NOTIFICATION_WAIT_POLL_PARAMS_BYTES 0u

struct notification_wait_poll_results_reader {
    struct capn_struct s;
};
struct notification_wait_poll_results_builder {
    struct capn_struct_builder b;
};
#define NOTIFICATION_WAIT_POLL_RESULTS_DATA_WORDS 1u
#define NOTIFICATION_WAIT_POLL_RESULTS_POINTERS 0u
#define NOTIFICATION_WAIT_POLL_RESULTS_BYTES 24u

/* NotificationSignal.signal$Params */

MUST_CHECK static inline status_t notification_signal_signal_params_read_root(
    struct capn_message *message, struct notification_signal_signal_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t notification_signal_signal_params_build_root(
    struct capn_builder *builder, struct notification_signal_signal_params_builder *out)
{
    return capn_builder_root(builder, 1, 0, &out->b);
}
static inline uint64_t notification_signal_signal_params_get_bits(
    const struct notification_signal_signal_params_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 0, 8);
}
static inline void notification_signal_signal_params_set_bits(
    const struct notification_signal_signal_params_builder *builder, uint64_t value)
{
    capn_set_u64(&builder->b, 0, (uint64_t)value);
}

/* NotificationSignal.signal$Results */

MUST_CHECK static inline status_t notification_signal_signal_results_read_root(
    struct capn_message *message, struct notification_signal_signal_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t notification_signal_signal_results_build_root(
    struct capn_builder *builder, struct notification_signal_signal_results_builder *out)
{
    return capn_builder_root(builder, 0, 0, &out->b);
}

/* NotificationWait.wait$Params */

MUST_CHECK static inline status_t notification_wait_wait_params_read_root(
    struct capn_message *message, struct notification_wait_wait_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t notification_wait_wait_params_build_root(
    struct capn_builder *builder, struct notification_wait_wait_params_builder *out)
{
    return capn_builder_root(builder, 0, 0, &out->b);
}

/* NotificationWait.wait$Results */

MUST_CHECK static inline status_t notification_wait_wait_results_read_root(
    struct capn_message *message, struct notification_wait_wait_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t notification_wait_wait_results_build_root(
    struct capn_builder *builder, struct notification_wait_wait_results_builder *out)
{
    return capn_builder_root(builder, 1, 0, &out->b);
}
static inline uint64_t notification_wait_wait_results_get_bits(
    const struct notification_wait_wait_results_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 0, 8);
}
static inline void notification_wait_wait_results_set_bits(const struct notification_wait_wait_results_builder *builder,
                                                           uint64_t value)
{
    capn_set_u64(&builder->b, 0, (uint64_t)value);
}

/* NotificationWait.poll$Params */

MUST_CHECK static inline status_t notification_wait_poll_params_read_root(
    struct capn_message *message, struct notification_wait_poll_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t notification_wait_poll_params_build_root(
    struct capn_builder *builder, struct notification_wait_poll_params_builder *out)
{
    return capn_builder_root(builder, 0, 0, &out->b);
}

/* NotificationWait.poll$Results */

MUST_CHECK static inline status_t notification_wait_poll_results_read_root(
    struct capn_message *message, struct notification_wait_poll_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t notification_wait_poll_results_build_root(
    struct capn_builder *builder, struct notification_wait_poll_results_builder *out)
{
    return capn_builder_root(builder, 1, 0, &out->b);
}
static inline uint64_t notification_wait_poll_results_get_bits(
    const struct notification_wait_poll_results_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 0, 8);
}
static inline void notification_wait_poll_results_set_bits(const struct notification_wait_poll_results_builder *builder,
                                                           uint64_t value)
{
    capn_set_u64(&builder->b, 0, (uint64_t)value);
}

/* interface NotificationSignal */

/* Setting bits, and nothing else. */
#define NOTIFICATION_SIGNAL_INTERFACE_ID UINT64_C(0xa672dc0292a798d9)
extern const struct capn_interface notification_signal_interface;
enum notification_signal_method {
    NOTIFICATION_SIGNAL_METHOD_SIGNAL = 0,
};

/* What a server of NotificationSignal implements; NULL members answer unimplemented. */
struct notification_signal_server {
    /* They are ORed to those that wait already. No bits is no error, and wakes nobody. */
    status_t (*signal)(void *self, struct capn_call *call,
                       const struct notification_signal_signal_params_reader *params,
                       struct notification_signal_signal_results_builder *results);
};
MUST_CHECK status_t notification_signal_dispatch(const struct notification_signal_server *server, void *self,
                                                 uint16_t method_id, struct capn_call *call);

/* interface NotificationWait */

/* Taking the bits, and nothing else. */
#define NOTIFICATION_WAIT_INTERFACE_ID UINT64_C(0x8096d059fd7eef23)
extern const struct capn_interface notification_wait_interface;
enum notification_wait_method {
    NOTIFICATION_WAIT_METHOD_WAIT = 0,
    NOTIFICATION_WAIT_METHOD_POLL = 1,
};

/* What a server of NotificationWait implements; NULL members answer unimplemented. */
struct notification_wait_server {
    /*
     * Answers when a bit is set, with all that are, and clears them. One waiter at a time (overloaded beyond). FINISH
     * cancels it, and then no bit is lost.
     */
    status_t (*wait)(void *self, struct capn_call *call, const struct notification_wait_wait_params_reader *params,
                     struct notification_wait_wait_results_builder *results);
    /* The bits that are set now, perhaps none, and clears them. */
    status_t (*poll)(void *self, struct capn_call *call, const struct notification_wait_poll_params_reader *params,
                     struct notification_wait_poll_results_builder *results);
};
MUST_CHECK status_t notification_wait_dispatch(const struct notification_wait_server *server, void *self,
                                               uint16_t method_id, struct capn_call *call);

/* interface Notification */

/*
 * Both sides. CapabilityManager.narrow makes a hold for one of them. EndpointFactory.createNotification makes it;
 * timers,
 * the ends of processes and interrupts can be bound to it, 64 at a time at most (overloaded beyond). It lives while
 * there
 * is a hold on it or a waiter; with it go the bindings.
 */
#define NOTIFICATION_INTERFACE_ID UINT64_C(0xac50a4dab5ba6b94)
extern const struct capn_interface notification_interface;
enum notification_method {
    NOTIFICATION_METHOD_SIGNAL = 0x1000,
    NOTIFICATION_METHOD_WAIT = 0x2000,
    NOTIFICATION_METHOD_POLL = 0x2001,
};

/* What a server of Notification implements; NULL members answer unimplemented. */
struct notification_server {
    const struct notification_signal_server *notification_signal;
    const struct notification_wait_server *notification_wait;
};
MUST_CHECK status_t notification_dispatch(const struct notification_server *server, void *self, uint16_t method_id,
                                          struct capn_call *call);

#ifndef CAPN_NO_CLIENT

typedef struct {
    cap_id_t id;
} notification_signal_t;
typedef struct {
    cap_id_t id;
} notification_wait_t;
typedef struct {
    cap_id_t id;
} notification_t;

/* Calls to NotificationSignal. */

/* They are ORed to those that wait already. No bits is no error, and wakes nobody. */
MUST_CHECK static inline status_t notification_signal_signal_begin_sized(
    struct capn_request *request, struct rt *rt, notification_signal_t cap,
    struct notification_signal_signal_params_builder *params, size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, NOTIFICATION_SIGNAL_METHOD_SIGNAL, 24 + params_extra,
                                         0 + results_extra);
    if (status)
        return status;
    status = notification_signal_signal_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t notification_signal_signal_begin(
    struct capn_request *request, struct rt *rt, notification_signal_t cap,
    struct notification_signal_signal_params_builder *params)
{
    return notification_signal_signal_begin_sized(request, rt, cap, params, 0, 0);
}
MUST_CHECK static inline status_t notification_signal_signal_results(
    struct capn_request *request, struct notification_signal_signal_results_reader *results)
{
    return notification_signal_signal_results_read_root(&request->results, results);
}
MUST_CHECK status_t notification_signal_signal(struct rt *rt, notification_signal_t cap, uint64_t bits);

/* Calls to NotificationWait. */

/*
 * Answers when a bit is set, with all that are, and clears them. One waiter at a time (overloaded beyond). FINISH
 * cancels it, and then no bit is lost.
 */
MUST_CHECK static inline status_t notification_wait_wait_begin_sized(
    struct capn_request *request, struct rt *rt, notification_wait_t cap,
    struct notification_wait_wait_params_builder *params, size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, NOTIFICATION_WAIT_METHOD_WAIT, 0 + params_extra,
                                         24 + results_extra);
    if (status)
        return status;
    status = notification_wait_wait_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t notification_wait_wait_begin(struct capn_request *request, struct rt *rt,
                                                               notification_wait_t cap,
                                                               struct notification_wait_wait_params_builder *params)
{
    return notification_wait_wait_begin_sized(request, rt, cap, params, 0, 0);
}
MUST_CHECK static inline status_t notification_wait_wait_results(struct capn_request *request,
                                                                 struct notification_wait_wait_results_reader *results)
{
    return notification_wait_wait_results_read_root(&request->results, results);
}
MUST_CHECK status_t notification_wait_wait(struct rt *rt, notification_wait_t cap, uint64_t *bits_out);
/* The bits that are set now, perhaps none, and clears them. */
MUST_CHECK static inline status_t notification_wait_poll_begin_sized(
    struct capn_request *request, struct rt *rt, notification_wait_t cap,
    struct notification_wait_poll_params_builder *params, size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, NOTIFICATION_WAIT_METHOD_POLL, 0 + params_extra,
                                         24 + results_extra);
    if (status)
        return status;
    status = notification_wait_poll_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t notification_wait_poll_begin(struct capn_request *request, struct rt *rt,
                                                               notification_wait_t cap,
                                                               struct notification_wait_poll_params_builder *params)
{
    return notification_wait_poll_begin_sized(request, rt, cap, params, 0, 0);
}
MUST_CHECK static inline status_t notification_wait_poll_results(struct capn_request *request,
                                                                 struct notification_wait_poll_results_reader *results)
{
    return notification_wait_poll_results_read_root(&request->results, results);
}
MUST_CHECK status_t notification_wait_poll(struct rt *rt, notification_wait_t cap, uint64_t *bits_out);

/* Calls to Notification. */

/* They are ORed to those that wait already. No bits is no error, and wakes nobody. */
MUST_CHECK static inline status_t notification_signal_begin_sized(
    struct capn_request *request, struct rt *rt, notification_t cap,
    struct notification_signal_signal_params_builder *params, size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, NOTIFICATION_METHOD_SIGNAL, 24 + params_extra,
                                         0 + results_extra);
    if (status)
        return status;
    status = notification_signal_signal_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t notification_signal_begin(struct capn_request *request, struct rt *rt,
                                                            notification_t cap,
                                                            struct notification_signal_signal_params_builder *params)
{
    return notification_signal_begin_sized(request, rt, cap, params, 0, 0);
}
MUST_CHECK static inline status_t notification_signal_results(struct capn_request *request,
                                                              struct notification_signal_signal_results_reader *results)
{
    return notification_signal_signal_results_read_root(&request->results, results);
}
MUST_CHECK status_t notification_signal(struct rt *rt, notification_t cap, uint64_t bits);
/*
 * Answers when a bit is set, with all that are, and clears them. One waiter at a time (overloaded beyond). FINISH
 * cancels it, and then no bit is lost.
 */
MUST_CHECK static inline status_t notification_wait_begin_sized(struct capn_request *request, struct rt *rt,
                                                                notification_t cap,
                                                                struct notification_wait_wait_params_builder *params,
                                                                size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, NOTIFICATION_METHOD_WAIT, 0 + params_extra,
                                         24 + results_extra);
    if (status)
        return status;
    status = notification_wait_wait_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t notification_wait_begin(struct capn_request *request, struct rt *rt,
                                                          notification_t cap,
                                                          struct notification_wait_wait_params_builder *params)
{
    return notification_wait_begin_sized(request, rt, cap, params, 0, 0);
}
MUST_CHECK static inline status_t notification_wait_results(struct capn_request *request,
                                                            struct notification_wait_wait_results_reader *results)
{
    return notification_wait_wait_results_read_root(&request->results, results);
}
MUST_CHECK status_t notification_wait(struct rt *rt, notification_t cap, uint64_t *bits_out);
/* The bits that are set now, perhaps none, and clears them. */
MUST_CHECK static inline status_t notification_poll_begin_sized(struct capn_request *request, struct rt *rt,
                                                                notification_t cap,
                                                                struct notification_wait_poll_params_builder *params,
                                                                size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, NOTIFICATION_METHOD_POLL, 0 + params_extra,
                                         24 + results_extra);
    if (status)
        return status;
    status = notification_wait_poll_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t notification_poll_begin(struct capn_request *request, struct rt *rt,
                                                          notification_t cap,
                                                          struct notification_wait_poll_params_builder *params)
{
    return notification_poll_begin_sized(request, rt, cap, params, 0, 0);
}
MUST_CHECK static inline status_t notification_poll_results(struct capn_request *request,
                                                            struct notification_wait_poll_results_reader *results)
{
    return notification_wait_poll_results_read_root(&request->results, results);
}
MUST_CHECK status_t notification_poll(struct rt *rt, notification_t cap, uint64_t *bits_out);

#endif
