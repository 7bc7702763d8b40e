/* SPDX-License-Identifier: MIT */
/* Waiting on words: those of the crew, words in pages that go, and words of memory objects, which other processes see, too. */
#include "core/atomic.h"
#include "crew.h"

#define PARK_NS 1000000u

/* Where to wait, and through what. */
struct place {
    cap_id_t space;
    uint32_t *word;
    bool loose;                         /* word or space may go while somebody waits */
};

/* A mapping of ours and any shared space: most of the time of another object, and refused. */
static bool pick_shared(struct actor *actor, struct place *place)
{
    const struct mapping *mapping = &actor->mappings[below(actor, MAPPINGS_MAX)];
    cap_id_t space = hold_pick(actor, SHARED_PARK_SPACE_INTERFACE_ID);

    if (space == CAP_ID_INVALID || mapping->address == 0)
        return false;
    *place = (struct place){ space, (uint32_t *)(uintptr_t)(mapping->address + 8ull * below(actor, 4)), true };
    return true;
}

static struct place pick_place(struct actor *actor)
{
    struct place place = { actor->kit.park.id, &actor->crew->words[below(actor, CREW_WORDS)], false };
    uint32_t room;

    switch (below(actor, 4)) {
    case 0:
        place.word = (uint32_t *)(void *)memory_loose(actor, &room);
        place.loose = true;
        break;
    case 1:
        (void)pick_shared(actor, &place);
        break;
    default:
        break;
    }
    return place;
}

static uint32_t value_of(const struct actor *actor, const struct place *place)
{
    return memory_readable(actor, (const uint8_t *)place->word, 4) ? atomic_load_acquire(place->word) : 0;
}

static bool park(struct actor *actor, const struct place *place, uint32_t expected, uint64_t deadline_ns)
{
    struct operation *operation = operation_begin(actor, OPERATION_PARK, false);

    if (!operation)
        return false;
    operation->loose = place->loose;
    operation_submit(actor, operation, (struct cap_sqe){ .opcode = CAP_OP_PARK, .cap_id = place->space, .addr = (uintptr_t)place->word,
                                                         .len = expected, .dep = deadline_ns });
    return true;
}

/* False: it has too much under way. */
static bool unpark(struct actor *actor, const struct place *place, uint32_t count)
{
    struct operation *operation = operation_begin(actor, OPERATION_UNPARK, true);

    if (!operation)
        return false;
    operation->loose = place->loose;
    operation_submit(actor, operation, (struct cap_sqe){ .opcode = CAP_OP_UNPARK, .cap_id = place->space,
                                                         .addr = (uintptr_t)place->word, .len = count });
    return true;
}

void unpark_word(struct actor *actor, uint32_t *word, uint32_t count)
{
    /* The last slots are for what is answered at once: they are free again soon. */
    while (!unpark(actor, &(struct place){ actor->kit.park.id, word, false }, count))
        actor_enter(actor, 0, 0);
    actor_enter(actor, 0, 0);
}

void park_word(struct actor *actor, uint32_t *word, uint32_t expected, uint64_t ns)
{
    uint64_t now = 0;

    if (ns != TIME_FOREVER)
        (void)kernel_call(actor, actor->kit.timer.id, TIMER_METHOD_NOW, NULL, 0, CAP_ID_INVALID, &now);
    if (!park(actor, &(struct place){ actor->kit.park.id, word, false }, expected, ns == TIME_FOREVER ? ns : now + ns))
        return;
    actor_enter(actor, ns == TIME_FOREVER ? 1 : 0, TIME_FOREVER);
    while (ns != TIME_FOREVER && parks_open(actor))
        actor_enter(actor, 1, TIME_FOREVER);
}

bool parks_open(const struct actor *actor)
{
    for (uint32_t i = 0; i < OPEN_MAX; i++) {
        if (actor->operations[i].kind == OPERATION_PARK)
            return true;
    }
    return false;
}

/* --- steps ------------------------------------------------------------------------------------------------------------------- */

static void park_some(struct actor *actor)
{
    struct place place = pick_place(actor);
    uint64_t deadline_ns = TIME_FOREVER, now = 0;

    if (below(actor, 3) != 0 && kernel_call(actor, actor->kit.timer.id, TIMER_METHOD_NOW, NULL, 0, CAP_ID_INVALID, &now) >= 0)
        deadline_ns = now + below(actor, PARK_NS);
    (void)park(actor, &place, value_of(actor, &place) + (below(actor, 8) == 0), deadline_ns);
}

/* With the word changed before, or not. */
static void unpark_some(struct actor *actor)
{
    struct place place = pick_place(actor);

    if (below(actor, 2) && memory_writable(actor, (const uint8_t *)place.word, 4))
        atomic_add_full(place.word, 1);
    (void)unpark(actor, &place, below(actor, 3) ? 1 : UINT32_MAX);
}

static void make_space(struct actor *actor)
{
    cap_id_t memory = hold_pick(actor, MEMORY_OBJECT_INTERFACE_ID);

    if (memory != CAP_ID_INVALID)
        (void)kernel_call(actor, memory, MEMORY_OBJECT_METHOD_PARK_SPACE, NULL, 0, CAP_ID_INVALID, NULL);
}

const struct step word_steps[] = { { 5, park_some }, { 6, unpark_some }, { 2, make_space }, { 0, NULL } };
