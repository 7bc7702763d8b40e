/* SPDX-License-Identifier: MIT */
/*
 * The reference by which an endpoint knows its caller's session. Making one costs a hash, so an endpoint keeps those of the
 * last sessions that called: a small table, in which a session's place follows from its number. Sessions that share a place
 * take it from each other, which costs time and nothing else.
 *
 * endpoint->lock guards the table.
 */
#pragma once

#include "abi/compiler.h"
#include "ipc/session.h"

#define ENDPOINT_REFERENCES 16u         /* a power of two */

struct session_reference {
    uint64_t number;                    /* of the session; 0: empty */
    uint64_t words[2];
};

/* Makes the reference of a session in the scope that scope_id names, into its place. */
void session_reference_make(struct session_reference *place, uint64_t scope_id, const struct session *session);

static inline uint32_t session_reference_offset(uint64_t number)
{
    return (uint32_t)(number % ENDPOINT_REFERENCES * sizeof(struct session_reference));
}

/* The session's reference in a scope whose table that is. Five instructions when it is there. */
static inline const struct session_reference *session_reference_find(struct session_reference *table, uint64_t scope_id,
                                                                     const struct session *session)
{
    struct session_reference *place = (struct session_reference *)(void *)((char *)table + session->reference_offset);

    if (unlikely(place->number != session->number))
        session_reference_make(place, scope_id, session);
    return place;
}
