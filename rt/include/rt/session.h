/* SPDX-License-Identifier: MIT */
/*
 * Sessions of callers, on both sides of a call. docs/sessions.md says what they are; reading and ending sessions is
 * session.capnp.h.
 */
#pragma once

#include "rt/loop.h"
#include "session.capnp.h"

/* By which a server knows its caller's session. */
struct rt_caller {
    uint64_t reference[2];              /* through this endpoint only */
    uint64_t epoch;
    uint32_t disclosed;                 /* fields that Endpoint.caller tells (SESSION_DISCLOSE_...) */
};

/* Whose the call is that is being served. */
static inline struct rt_caller rt_call_caller(const struct capn_call *call)
{
    const struct endpoint_message *message = rt_call_message(call);

    return (struct rt_caller){ { message->session_reference[0], message->session_reference[1] }, message->session_epoch,
                               (uint32_t)message->disclosed };
}

static inline bool rt_caller_same(const struct rt_caller *a, const struct rt_caller *b)
{
    return a->reference[0] == b->reference[0] && a->reference[1] == b->reference[1];
}

/* Before a request is sent: the server may have these fields of our subject (SESSION_DISCLOSE_...), as far as the facet lets
 * them pass. It does so for each time that the request is sent. */
static inline void rt_request_disclose(struct capn_request *request, uint32_t fields)
{
    request->disclosure = (uint8_t)fields;
}
