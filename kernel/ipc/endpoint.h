/* SPDX-License-Identifier: MIT */
/*
 * Endpoints: where calls of one process meet the receives of another. One object, two kinds of hold:
 *
 *   ENDPOINT_OWNER   interface Endpoint; may RECV and RETURN, and be called for facets. Never transferred.
 *   ENDPOINT_CLIENT  any interface id; may only CALL.
 *
 * A call's way:  queued --a receive is there--> in flight (a slot, whose number is the call id) --RETURN--> answered
 * The caller's end or FINISH takes it out anywhere; in flight, the server is told by a message with
 * ENDPOINT_MESSAGE_CANCELLED. The last owner hold's end closes the endpoint: every call fails `disconnected`.
 *
 * endpoint->lock guards everything in it. Nothing is allocated: queue entries are the answers of the threads involved.
 */
#pragma once

#include "ipc/session_reference.h"
#include "ring/submission.h"

enum endpoint_facet { ENDPOINT_OWNER = 0, ENDPOINT_CLIENT = 1 };

#define ENDPOINT_SLOTS 64u              /* calls in flight */
#define ENDPOINT_MAX_QUEUED 128u        /* calls that wait, and the bytes of their parameters */
#define ENDPOINT_MAX_QUEUED_BYTES 262144u
#define ENDPOINT_MAX_RECEIVERS 64u

struct endpoint_slot {
    struct answer *answer;              /* NULL: free, or cancelled and not yet told */
    uint32_t generation;                /* half of the call id */
    uint8_t next;                       /* free list, or list of cancelled calls */
    bool cancelled;
};

struct endpoint {
    struct object object;
    struct spinlock lock;
    struct process *payer;              /* whose ledger has the endpoint; one reference */
    uint64_t scope_id;                  /* of the references by which callers' sessions are known here; never used again */
    uint32_t owner_holds;               /* atomic */
    bool closed;
    uint16_t queued_count, receiver_count, in_flight_count;
    uint32_t queued_bytes;
    uint8_t first_free;                 /* slot index or ENDPOINT_NO_SLOT */
    uint8_t first_cancelled, last_cancelled;
    struct list_node queued;            /* answers of callers */
    struct list_node receivers;         /* answers of servers */
    struct endpoint_slot slots[ENDPOINT_SLOTS];
    struct session_reference references[ENDPOINT_REFERENCES];
};

#define ENDPOINT_NO_SLOT 0xffu

extern struct object_kind endpoint_kind;

/* Charged to payer until destroyed. STATUS_QUOTA_EXCEEDED, STATUS_NO_MEMORY. One reference, the caller's. */
MUST_CHECK status_t endpoint_create(struct process *payer, struct endpoint **out);
/* Holds on an endpoint, without taking references. */
struct cap_hold endpoint_owner_hold(struct endpoint *endpoint, enum cap_origin origin);
struct cap_hold endpoint_client_hold(struct endpoint *endpoint, uint64_t interface_id, enum cap_origin origin);
/* Of a facet that its server makes: how far it goes and what callers may disclose through it. */
void endpoint_limit_facet(struct cap_hold *facet, uint32_t scope, uint32_t disclosure);
/* A CALL through a client hold (ipc/ipc.c). */
void endpoint_forward(struct object *object, const struct cap_hold *hold, struct answer *call, const struct cap_sqe *sqe);
/* Takes all calls that are queued or in flight off the endpoint, for the caller to complete; returns how many. The server is told
 * of the latter. endpoint->lock is held (ipc/ipc.c). */
#define ENDPOINT_MAX_CALLS (ENDPOINT_MAX_QUEUED + ENDPOINT_SLOTS)
uint32_t endpoint_take_calls_locked(struct endpoint *endpoint, struct answer *calls[ENDPOINT_MAX_CALLS]);
/* Fails everything that waits here (ipc/ipc.c). */
void endpoint_close(struct endpoint *endpoint);
/* What an unfinished answer is, as far as endpoints know (ipc/ipc.c): for reports. */
enum endpoint_wait { ENDPOINT_WAIT_NONE, ENDPOINT_WAIT_QUEUED, ENDPOINT_WAIT_IN_FLIGHT, ENDPOINT_WAIT_RECEIVE };
enum endpoint_wait endpoint_wait_of(const struct answer *answer);
