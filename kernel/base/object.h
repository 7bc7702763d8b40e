/* SPDX-License-Identifier: MIT */
/*
 * The header of every kernel object, and what a kind of object is.
 *
 * An object lives while references to it exist: each hold in a table is one, and so is each structure that waits on it.
 * The last object_put destroys it through kind->destroy, under no lock but an endpoint's (a call that ends may drop the last
 * reference to its revoker). Each hold remembers the object's epoch; holds with an older one answer `disconnected`. Endpoints raise
 * theirs (Endpoint.revokeFacets); what is lent or granted is taken back through revokers (ring/revoker.h, grant.h).
 *
 * Adding a kind: one file in kernel/object/ with a struct that begins with struct object, the server table of its
 * interface, and one struct object_kind.
 */
#pragma once

#include <stdint.h>

#include "abi/compiler.h"
#include "base/log.h"
#include "capnp/call.h"
#include "core/atomic.h"
#include "core/cap_table.h"

struct answer;
struct kernel_call;
struct object;
struct process;
struct shared_words;

/* Whether a capability for an object of that kind is what PARK and UNPARK need. */
enum object_parks { PARKS_NOT, PARKS_PRIVATE, PARKS_SHARED };

#define OBJECT_KIND_NAME_BYTES 32u              /* with the terminating zero */

struct object_kind {
    char name[OBJECT_KIND_NAME_BYTES];          /* for reports */
    const struct capn_interface *interface;     /* of a hold on the object itself */
    /* One method call, already decoded as far as the message goes; <interface>_dispatch with the object's server table. */
    status_t (*dispatch)(struct object *object, uint16_t method_id, struct kernel_call *call);
    /* Last reference gone; frees the memory. No lock is held. */
    void (*destroy)(struct object *object);
    /* Optional. A hold with this facet was taken out of a table (release, move, exit). No lock is held. */
    void (*hold_dropped)(struct object *object, const struct cap_hold *hold);
    /* Optional. A hold was put into a table. The table's lock is held. */
    void (*hold_added)(struct object *object, const struct cap_hold *hold);
    /* Optional. Takes over CALLs through holds whose facet is not 0: endpoints. `call` waits on the object, with nothing else set;
     * it is completed or queued. The SQE's sizes were checked. Any thread may be running: the call's own is call->thread. */
    void (*forward)(struct object *object, const struct cap_hold *hold, struct answer *call, const struct cap_sqe *sqe);

    /* Of a kind with PARKS_SHARED: the memory whose words PARK and UNPARK through it are about (ring/park.h). */
    struct shared_words *(*shared_words)(struct object *object);

    uint8_t parks;                              /* enum object_parks */
    uint8_t transfer_scope;                     /* enum cap_transfer_scope of a fresh hold */
    uint8_t waits_for;                          /* enum wait_reason: what an unfinished call waits for here, for reports */

    /* Statistics, kept by object_init and object_put. */
    uint64_t live;
    struct object_kind *next;
    bool listed;
};

struct object {
    struct object_kind *kind;
    uint32_t references;
    uint32_t epoch;
    uint32_t charge_frames;     /* what each hold on it costs its holder in frames */
    uint32_t unused;
};

/* One reference, the caller's. */
void object_init(struct object *object, struct object_kind *kind);
static inline void object_get(struct object *object)
{
    uint32_t count = atomic_add_relaxed(&object->references, 1);

    (void)count;
    debug_assert(count > 1); /* the caller had one, or a lock that keeps one */
}
/* A reference on an object that may be on its way out, under a lock that its destroy takes: false then. */
static inline bool object_try_get(struct object *object)
{
    uint32_t count = atomic_load_relaxed(&object->references);

    while (count != 0) {
        if (atomic_compare_exchange_relaxed(&object->references, &count, count + 1))
            return true;
    }
    return false;
}
void object_destroy(struct object *object);
/* May destroy the object: no lock may be held. Pairs with itself: the last one sees what all others did with the object. */
static inline __attribute__((always_inline)) void object_put(struct object *object)
{
    debug_assert(object->references != 0);
    if (unlikely(atomic_sub_acq_rel(&object->references, 1) == 0))
        object_destroy(object);
}
/*
 * Raised by endpoint_revoke (object/endpoint.c) under the endpoint's lock. Without that lock: a hint, and the look that counts is repeated
 * under the lock before a call is queued or delivered.
 */
static inline uint32_t object_epoch(const struct object *object)
{
    return atomic_load_relaxed(&object->epoch);
}
/* Whether a hold still means this object as it was when the hold was made, and nobody took it back. */
bool object_lent_hold_live(const struct cap_hold *hold);
static inline bool object_hold_live(const struct cap_hold *hold)
{
    if (unlikely(hold->revoker != NULL))
        return object_lent_hold_live(hold);
    return object_epoch(hold->object) == hold->epoch;
}
/* References of a hold, or of a copy of one: on its object and, when it was lent, on its revoker. hold_put may destroy
 * both: no lock may be held. */
void hold_lent_get(const struct cap_hold *hold);
void hold_lent_put(const struct cap_hold *hold);
static inline void hold_get(const struct cap_hold *hold)
{
    object_get(hold->object);
    if (unlikely(hold->revoker != NULL))
        hold_lent_get(hold);
}
static inline void hold_put(const struct cap_hold *hold)
{
    object_put(hold->object);
    if (unlikely(hold->revoker != NULL))
        hold_lent_put(hold);
}
/* A hold on object through its own interface, facet 0, in the mode of its interface. Does not take a reference. */
struct cap_hold object_make_hold(struct object *object, enum cap_origin origin);
/* All kinds that have had an object, linked through next. */
struct object_kind *object_first_kind(void);
/* Live objects of all kinds. */
uint64_t object_total(void);
/* destroy of the objects that exist once and for ever. */
void object_destroy_static(struct object *object);
