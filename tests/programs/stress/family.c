/* SPDX-License-Identifier: MIT */
/* Actors that actors start, and what is done to them. */
#include "actor.h"

#define CHILDREN_MAX 3u

/* Before anything raw is under way. They outlive us or not, as it happens; none of them hangs. */
void start_children(struct actor *actor)
{
    const struct kit *kit = &actor->kit;
    const struct kit_grant grants[] = {
        { "console", KIT_GRANT_COPY, kit->console.id, 0 }, { "timer", KIT_GRANT_COPY, kit->timer.id, 0 },
        { "memory", KIT_GRANT_MEMORY, 0, 0 },               { "frames", KIT_GRANT_FRAMES, 0, 0 },
        { "endpoints", KIT_GRANT_ENDPOINTS, 0, 0 },         { "capabilities", KIT_GRANT_CAPABILITIES, 0, 0 },
        { "thread", KIT_GRANT_THREAD, 0, 0 },               { "threads", KIT_GRANT_THREADS, 0, 0 },
        { "park", KIT_GRANT_PARK, 0, 0 },
        { "serve", KIT_GRANT_ENDPOINT, 0, ACTOR_INTERFACE_BASE + ACTOR_SERIAL_NONE },
        { "peer0", KIT_GRANT_CLIENT_OF, actor->serve, ACTOR_INTERFACE_BASE + ACTOR_SERIAL_NONE },
    };

    for (uint32_t i = 0; i < CHILDREN_MAX; i++) {
        struct kit_child child = { .binary = "stress", .grants = grants, .grant_count = sizeof(grants) / sizeof(grants[0]) };
        uint64_t seed = kit_random_next(&actor->random);
        cap_id_t facet = CAP_ID_INVALID;
        char name[PROCESS_NAME_BYTES];
        process_handle_t handle;
        status_t status;

        if (actor_ending_of(seed) == ACTOR_HANGS)
            continue;
        (void)rt_format(name, sizeof(name), ACTOR_NAME_FORMAT, ACTOR_SERIAL_NONE, seed);
        child.name = name;
        status = kit_spawn(&actor->kit, &child, &handle, &facet);
        /* Its session may be over. */
        actor_check(actor, status == STATUS_OK || status == STATUS_OVERLOADED || status == STATUS_GONE, "spawn: %s",
                    capn_status_text(status));
        if (status != STATUS_OK)
            continue;
        hold_note(actor, facet, ACTOR_INTERFACE_BASE + ACTOR_SERIAL_NONE);
        hold_note(actor, handle.id, PROCESS_HANDLE_INTERFACE_ID);
    }
}

/* --- steps --------------------------------------------------------------------------------------------------------------- */

static void kill_child(struct actor *actor)
{
    cap_id_t child = hold_pick(actor, PROCESS_HANDLE_INTERFACE_ID);

    if (child != CAP_ID_INVALID && below(actor, 4) == 0)
        (void)kernel_call(actor, child, PROCESS_HANDLE_METHOD_KILL, NULL, 0, CAP_ID_INVALID, NULL);
}

static void await_child(struct actor *actor)
{
    cap_id_t child = hold_pick(actor, PROCESS_HANDLE_INTERFACE_ID);

    if (child != CAP_ID_INVALID)
        wait_for(actor, child, PROCESS_HANDLE_METHOD_WAIT, NULL, 0);
}

static void bind_child(struct actor *actor)
{
    cap_id_t child = hold_pick(actor, PROCESS_HANDLE_INTERFACE_ID), bell = hold_pick(actor, NOTIFICATION_INTERFACE_ID);
    uint64_t bits = 1ull << below(actor, 64);

    if (child != CAP_ID_INVALID && bell != CAP_ID_INVALID)
        (void)kernel_call(actor, child, PROCESS_HANDLE_METHOD_NOTIFY, &bits, 1, bell, NULL);
}

const struct step child_steps[] = { { 2, kill_child }, { 2, await_child }, { 2, bind_child }, { 0, NULL } };
