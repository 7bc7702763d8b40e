/* SPDX-License-Identifier: MIT */
/*
 * The event loop that every service is: endpoints that it serves, requests of its own that are in flight, and the
 * lifecycle hooks. One loop a process.
 *
 *   static status_t echo_say(void *self, struct capn_call *call, const struct echo_say_params_reader *params,
 *                            struct echo_say_results_builder *results) { ... }
 *   static const struct echo_server server = { .say = echo_say };
 *   ...
 *   rt_loop_init(&loop, rt);
 *   rt_loop_serve(&loop, &endpoint, cap, echo_dispatch_any, &server, self);
 *   return rt_loop_run(&loop);
 *
 * A method may answer later: it calls rt_call_detach, keeps the rt_reply and returns STATUS_PENDING.
 */
#pragma once

#include "rt/rt.h"

/* How many requests may be watched at a time; fewer while other calls are in flight. */
#define RT_WATCH_MAX 24u

struct rt_loop;

/* <interface>_dispatch with its server table as void *. */
typedef status_t (*rt_dispatch_fn)(const void *server, void *self, uint16_t method_id, struct capn_call *call);

/* One endpoint that the loop serves. Members are the loop's. */
struct rt_endpoint {
    struct rt_endpoint *next;
    struct rt_loop *loop;
    cap_id_t cap;
    rt_dispatch_fn dispatch;
    const void *server;
    void *self;
    void (*cancelled)(void *self, uint64_t call_id); /* may be NULL; set before rt_loop_serve, which keeps it */
    uint8_t *memory;            /* of buffer and the first reply */
    uint8_t *reply_memory;      /* of a reply that had to grow, or NULL */
    uint8_t *buffer;            /* of the armed RECV */
    uint32_t buffer_bytes;
    uint32_t reply_room;        /* the longest result that fits beside a full set of transfer descriptors */
    uint8_t *reply;             /* results are built here; grows to what callers have room for */
    uint64_t return_head;       /* what every RETURN's submission begins with */
    uint64_t receive[4];        /* how every RECV's submission begins; the rest is zero */
    struct rt_endpoint *ready_next; /* a message is in buffer and waits for the loop */
    int32_t received;           /* of the completion: bytes or a status */
    uint16_t received_caps;
    uint64_t answered;          /* the call that its last RETURN was for */
    uint64_t moved_by;          /* the call with whose answer the capabilities left that are named at moved, in the reply */
    const struct cap_transfer_descriptor *moved;
    uint32_t moved_count;
};

/* A request of ours whose answer the loop hands to a callback. Members are the loop's. */
struct rt_watch {
    struct rt_watch *next;
    struct rt_watch *ready_next;
    struct rt_loop *loop;
    struct capn_request *request;
    void (*done)(void *context, struct capn_request *request, status_t status);
    void *context;
};

struct rt_loop {
    struct rt *rt;
    struct rt_endpoint *endpoints;
    struct rt_watch *watches;
    bool stopping;
    int exit_code;
    /* Lifecycle hooks, all optional. */
    void (*idle)(void *context);        /* before the loop waits: flush what was gathered */
    void *context;
};

/* What a detached call needs to be answered. Movable, copyable; answered or dropped exactly once. */
struct rt_reply {
    struct rt *rt;
    cap_id_t endpoint;
    uint64_t call_id;           /* as cancelled() names it */
    uint32_t result_bytes;      /* the caller's room */
    struct capn_builder results;
    struct rt_buffer *buffer;   /* NULL: none yet */
    uint16_t transfer_count;
    struct cap_transfer_descriptor transfers[TRANSFER_MAX_DESCRIPTORS];
};

void rt_loop_init(struct rt_loop *loop, struct rt *rt);
/* Starts to serve endpoint capability cap. endpoint is zeroed but for `cancelled`, and stays where it is. buffer_bytes:
 * largest message with header (0: 8,192). STATUS_NO_MEMORY, STATUS_OVERLOADED (too many unanswered). */
MUST_CHECK status_t rt_loop_serve(struct rt_loop *loop, struct rt_endpoint *endpoint, cap_id_t cap, rt_dispatch_fn dispatch,
                                  const void *server, void *self, uint32_t buffer_bytes);
/* Submits request (begun, params filled) and calls done, from rt_loop_run, when it was answered; done ends the request
 * or watches it again (transfers are not repeated). Ending the request earlier cancels it and forgets the watch; so does
 * waiting for it first and then ending it. watch lives until done or end. STATUS_OVERLOADED: too many unanswered. */
MUST_CHECK status_t rt_loop_watch(struct rt_loop *loop, struct rt_watch *watch, struct capn_request *request,
                                  void (*done)(void *context, struct capn_request *request, status_t status), void *context);
/* Serves until rt_loop_stop; returns its code. An endpoint that is disconnected stops being served; when nothing is left
 * that could ever happen, returns 0. */
int rt_loop_run(struct rt_loop *loop);
void rt_loop_stop(struct rt_loop *loop, int exit_code);

/* How the loop's record of a call begins. */
struct rt_call_start {
    struct capn_call call;
    const struct rt_endpoint *endpoint;
};
/* Header of the message that is being served: caller's session reference and so on. */
static inline const struct endpoint_message *rt_call_message(const struct capn_call *call)
{
    const struct rt_call_start *start = (const struct rt_call_start *)(const void *)call;
    return (const struct endpoint_message *)(const void *)start->endpoint->buffer;
}

/* The generator's dispatch functions become rt_dispatch_fn without a cast through a wrapper that RT_DISPATCH(echo) defines as
 * echo_dispatch_any. The caller's facet may expose only a superclass; the wrapper then translates its method numbers, and a
 * facet of something else finds no method. */
#define RT_DISPATCH(interface) \
    static __attribute__((noinline, cold)) status_t interface##_dispatch_facet(const void *server_, void *self_, \
                                                                               uint16_t method_id_, struct capn_call *call_) \
    { \
        status_t status_ = capn_interface_method(&interface##_interface, rt_call_message(call_)->interface_id, &method_id_); \
        return status_ < 0 ? status_ : interface##_dispatch(server_, self_, method_id_, call_); \
    } \
    static status_t interface##_dispatch_any(const void *server_, void *self_, uint16_t method_id_, struct capn_call *call_) \
    { \
        if (rt_call_message(call_)->interface_id != interface##_interface.id) \
            return interface##_dispatch_facet(server_, self_, method_id_, call_); \
        return interface##_dispatch(server_, self_, method_id_, call_); \
    }

/* --- inside a method ---------------------------------------------------------------------------------------------- */

/* Takes capability `index` of the params, once; the server then owns one reference. STATUS_NOT_FOUND, STATUS_WRONG_INTERFACE. */
MUST_CHECK status_t rt_call_take_capability(struct capn_call *call, uint32_t index, uint64_t interface_id, cap_id_t *out);
/* Sends a hold of ours with the result; index goes into the results' capability field. A copy leaves the method's own
 * reference alone: it may drop it at once. A move takes the reference over, whether the call then succeeds or not. */
MUST_CHECK status_t rt_call_add_capability(struct capn_call *call, cap_id_t cap, enum cap_transfer_mode mode, uint32_t *index);
/* To answer later. The method then returns STATUS_PENDING and must not use params or results any more. */
void rt_call_detach(struct capn_call *call, struct rt_reply *reply);

/* Opens reply->results with room for `bytes` (allocated). STATUS_NO_MEMORY. */
MUST_CHECK status_t rt_reply_begin(struct rt_reply *reply, size_t bytes);
/* For passwords: what was built since begin is overwritten in our memory once it was sent. Call it after begin. */
void rt_reply_mark_secret(struct rt_reply *reply);
MUST_CHECK status_t rt_reply_add_capability(struct rt_reply *reply, cap_id_t cap, enum cap_transfer_mode mode, uint32_t *index);
/* Sends what was built (or an empty result when begin was not called) and ends the reply. A caller that is gone meanwhile
 * is not an error. */
void rt_reply_send(struct rt_reply *reply);
/* Answers with an exception and ends the reply. reason may be NULL. */
void rt_reply_fail(struct rt_reply *reply, status_t status, const char *reason);
/* Forgets a reply whose call was cancelled. */
void rt_reply_drop(struct rt_reply *reply);
