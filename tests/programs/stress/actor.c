/* SPDX-License-Identifier: MIT */
/* The life of an actor. */
#include "actor.h"

#define STEPS_MIN 40u
#define STEPS_MORE 600u

static const struct step *const tables[] = { call_steps, child_steps, crew_steps, hand_steps, hold_steps, memory_steps, promise_steps,
                                             wait_steps, word_steps };
static uint32_t total;                  /* of the weights */

static void count_weights(void)
{
    for (size_t i = 0; i < sizeof(tables) / sizeof(tables[0]); i++) {
        for (const struct step *at = tables[i]; at->run; at++)
            total += at->weight;
    }
}

void actor_step(struct actor *actor)
{
    uint32_t pick = below(actor, total);

    for (size_t i = 0; i < sizeof(tables) / sizeof(tables[0]); i++) {
        for (const struct step *at = tables[i]; at->run; at++) {
            if (pick < at->weight) {
                at->run(actor);
                return;
            }
            pick -= at->weight;
        }
    }
}

static bool hex(const char *text, uint32_t digits, uint64_t *out)
{
    *out = 0;
    for (uint32_t i = 0; i < digits; i++) {
        char c = text[i];

        if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f')))
            return false;
        *out = *out << 4 | (uint64_t)(c <= '9' ? c - '0' : c - 'a' + 10);
    }
    return true;
}

static bool read_plan(struct actor *actor)
{
    const char *name = rt_process_name(actor->kit.rt);
    const size_t prefix = sizeof(ACTOR_NAME_PREFIX) - 1;
    uint64_t serial;

    if (strlen(name) != prefix + 6 + 1 + 16 || !hex(name + prefix, 6, &serial) || !hex(name + prefix + 7, 16, &actor->plan.seed))
        return false;
    actor->plan.serial = (uint32_t)serial;
    actor->plan.ending = actor_ending_of(actor->plan.seed);
    return true;
}

void actor_live(struct actor *actor)
{
    for (actor->steps = STEPS_MIN + below(actor, STEPS_MORE); actor->steps != 0; actor->steps--)
        actor_step(actor);
}

int actor_main(struct rt *rt)
{
    static uint8_t buffers[OPEN_MAX][2][BUFFER_BYTES] __attribute__((aligned(4096)));
    static struct actor actor = { .buffers = buffers };
    cap_id_t id;

    kit_open(&actor.kit, rt);
    if (!read_plan(&actor) || rt_find(rt, "serve", ENDPOINT_INTERFACE_ID, &actor.serve) < 0 ||
        rt_find(rt, "capabilities", CAPABILITY_MANAGER_INTERFACE_ID, &actor.manager.id) < 0)
        rt_panic(rt, "not started by the driver");
    actor.random = (struct kit_random){ actor.plan.seed };
    (void)kit_random_next(&actor.random);       /* the ending */
    memory_open(&actor);
    look_for_grants(&actor);
    if (rt_find(rt, "null", NULL_CAP_INTERFACE_ID, &id) == STATUS_OK)
        hold_note(&actor, id, NULL_CAP_INTERFACE_ID);
    if (actor.kit.spawner.id != CAP_ID_INVALID)
        start_children(&actor);
    count_weights();
    crew_start(&actor);
    actor_live(&actor);
    return actor_end(&actor);
}
