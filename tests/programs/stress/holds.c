/* SPDX-License-Identifier: MIT */
/* What an actor holds, as far as it knows, and the steps that make, narrow, lend, cut and release. */
#include "actor.h"

#include "demo.capnp.h"

/* What every step needs. A record that was read from a page which a sibling lets the kernel write may name it, as anything else. */
static bool is_vital(const struct actor *actor, cap_id_t id)
{
    const cap_id_t vital[] = { actor->serve,           actor->manager.id,     actor->kit.timer.id,     actor->kit.thread.id,
                               actor->kit.threads.id,  actor->kit.park.id,    actor->kit.memory.id,    actor->kit.console.id,
                               actor->kit.frames.id,   actor->kit.endpoints.id };

    for (uint32_t i = 0; i < sizeof(vital) / sizeof(vital[0]); i++) {
        if (vital[i] == id)
            return true;
    }
    return false;
}

void hold_note(struct actor *actor, cap_id_t id, uint64_t interface_id)
{
    if (is_vital(actor, id))
        return;
    if (actor->cap_count == CAPS_MAX)
        release_hold(actor, actor->caps[below(actor, CAPS_MAX)].id);
    if (actor->cap_count < CAPS_MAX)
        actor->caps[actor->cap_count++] = (struct held_cap){ id, interface_id };
}

void hold_forget(struct actor *actor, cap_id_t id)
{
    for (uint32_t i = 0; i < actor->cap_count; i++) {
        if (actor->caps[i].id == id) {
            actor->caps[i] = actor->caps[--actor->cap_count];
            return;
        }
    }
}

cap_id_t hold_pick(struct actor *actor, uint64_t interface_id)
{
    uint32_t start = actor->cap_count ? below(actor, actor->cap_count) : 0;

    for (uint32_t i = 0; i < actor->cap_count; i++) {
        const struct held_cap *held = &actor->caps[(start + i) % actor->cap_count];

        if (interface_id == 0 || held->interface_id == interface_id)
            return held->id;
    }
    return CAP_ID_INVALID;
}

cap_id_t hold_pick_target(struct actor *actor)
{
    uint32_t start = actor->cap_count ? below(actor, actor->cap_count) : 0;

    if (below(actor, 4) == 0)
        return hold_pick(actor, 0);
    for (uint32_t i = 0; i < actor->cap_count; i++) {
        const struct held_cap *held = &actor->caps[(start + i) % actor->cap_count];

        if (held->interface_id - ACTOR_INTERFACE_BASE <= ACTOR_SERIAL_NONE || (held->interface_id == ECHO_INTERFACE_ID && below(actor, 2)))
            return held->id;
    }
    return hold_pick(actor, 0);
}

uint64_t hold_interface(const struct actor *actor, cap_id_t id)
{
    for (uint32_t i = 0; i < actor->cap_count; i++) {
        if (actor->caps[i].id == id)
            return actor->caps[i].interface_id;
    }
    return 0;
}

void hold_note_records(struct actor *actor, const uint8_t *buffer, int32_t payload, uint32_t count)
{
    const uint8_t *at = buffer + (((uint32_t)payload + 7) & ~7u);

    for (uint32_t i = 0; i < count; i++) {
        struct cap_result_record record;

        /* Taken once: the page may be shared with somebody who writes. */
        if (!memory_readable(actor, at + i * sizeof(record), sizeof(record)))
            return;
        memcpy(&record, at + i * sizeof(record), sizeof(record));
        hold_note(actor, record.cap_id, record.interface_id);
    }
}

void release_hold(struct actor *actor, cap_id_t id)
{
    struct operation *operation;

    hold_forget(actor, id);
    if (below(actor, 2) == 0)
        quiet_submit(actor, (struct cap_sqe){ .opcode = CAP_OP_RELEASE, .cap_id = id });
    else if ((operation = operation_begin(actor, OPERATION_RELEASE, true)))
        operation_submit(actor, operation, (struct cap_sqe){ .opcode = CAP_OP_RELEASE, .cap_id = id });
}

uint32_t put_descriptors(struct actor *actor, uint8_t *params, uint32_t len)
{
    uint32_t count = below(actor, 3) ? below(actor, DESCRIPTORS_MAX) + 1 : 0;
    uint8_t *at = params + ((len + 7) & ~7u);

    for (uint32_t i = 0; i < count; i++) {
        struct cap_transfer_descriptor descriptor = { .cap_id = hold_pick(actor, 0), .mode = below(actor, 4) ? CAP_TRANSFER_COPY : CAP_TRANSFER_MOVE };

        /* Now and then one that cannot be: made up, not for others, or badly formed. */
        switch (below(actor, 40)) {
        case 0: descriptor.cap_id = (cap_id_t)kit_random_next(&actor->random); break;
        case 1: descriptor.cap_id = actor->serve; break;
        case 2: descriptor.cap_id = actor->manager.id; break;
        case 3: descriptor.mode = (uint8_t)below(actor, 256); break;
        case 4: descriptor.reserved[below(actor, 3)] = 1; break;
        default: break;
        }
        memcpy(at + i * sizeof(descriptor), &descriptor, sizeof(descriptor));
    }
    return count;
}

/* --- steps --------------------------------------------------------------------------------------------------------------- */

void make_facet(struct actor *actor)
{
    uint64_t interface_id = ACTOR_INTERFACE_BASE + actor->plan.serial;
    cap_id_t endpoint = hold_pick(actor, ENDPOINT_INTERFACE_ID);

    if (endpoint == CAP_ID_INVALID || below(actor, 2))
        endpoint = actor->serve;
    (void)kernel_call(actor, endpoint, ENDPOINT_METHOD_CLIENT, &interface_id, 1, CAP_ID_INVALID, NULL);
}

static void make_object(struct actor *actor)
{
    static const uint16_t methods[] = { ENDPOINT_FACTORY_METHOD_CREATE, ENDPOINT_FACTORY_METHOD_CREATE_NOTIFICATION,
                                        ENDPOINT_FACTORY_METHOD_CREATE_NOTIFICATION };

    (void)kernel_call(actor, actor->kit.endpoints.id, methods[below(actor, 3)], NULL, 0, CAP_ID_INVALID, NULL);
}

static void lend(struct actor *actor)
{
    cap_id_t cap = hold_pick(actor, 0);

    (void)kernel_call(actor, actor->manager.id, CAPABILITY_MANAGER_METHOD_LEND, NULL, 0, cap, NULL);
}

static void narrow(struct actor *actor)
{
    static const uint64_t to[] = { NOTIFICATION_SIGNAL_INTERFACE_ID, NOTIFICATION_WAIT_INTERFACE_ID, MONOTONIC_CLOCK_INTERFACE_ID,
                                   TIMER_INTERFACE_ID, MEMORY_VIEW_INTERFACE_ID };
    static const uint64_t of[] = { NOTIFICATION_INTERFACE_ID, MEMORY_OBJECT_INTERFACE_ID, 0 };
    cap_id_t cap = hold_pick(actor, of[below(actor, 3)]);
    uint64_t interface_id = below(actor, 3) ? to[below(actor, 5)] : hold_interface(actor, cap);

    (void)kernel_call(actor, actor->manager.id, CAPABILITY_MANAGER_METHOD_NARROW, &interface_id, 1, cap, NULL);
}

static void revoke(struct actor *actor)
{
    cap_id_t cap = hold_pick(actor, REVOKER_INTERFACE_ID);

    if (cap != CAP_ID_INVALID)
        (void)kernel_call(actor, cap, REVOKER_METHOD_REVOKE, NULL, 0, CAP_ID_INVALID, NULL);
}

static void release(struct actor *actor)
{
    cap_id_t cap = hold_pick(actor, 0);

    if (cap != CAP_ID_INVALID)
        release_hold(actor, cap);
}

/* Everybody else's holds on one of our endpoints end, the driver's too. */
static void revoke_facets(struct actor *actor)
{
    cap_id_t endpoint = hold_pick(actor, ENDPOINT_INTERFACE_ID);

    if (endpoint == CAP_ID_INVALID || below(actor, 8) == 0)
        endpoint = actor->serve;
    (void)kernel_call(actor, endpoint, ENDPOINT_METHOD_REVOKE_FACETS, NULL, 0, CAP_ID_INVALID, NULL);
}

/* What the driver granted meanwhile, or at the start. */
void look_for_grants(struct actor *actor)
{
    for (uint32_t i = 0; i < rt_capset_count(actor->kit.rt); i++) {
        const struct capset_entry *entry = rt_capset_entry(actor->kit.rt, i);
        cap_id_t id = entry->cap_id;

        if (entry->name[0] == 'p' && entry->name[1] == 'e' && hold_interface(actor, id) == 0)
            hold_note(actor, id, entry->interface_id);
    }
}

const struct step hold_steps[] = {
    { 1, revoke_facets }, { 1, look_for_grants }, { 5, make_facet }, { 2, make_object }, { 5, lend }, { 3, narrow }, { 3, revoke }, { 6, release }, { 0, NULL },
};
