/* SPDX-License-Identifier: MIT */
/* Promises: answers that are kept, calls on what they will bring, and dropping them at any time. */
#include "actor.h"

static uint64_t pick_kept(struct actor *actor)
{
    /* Mostly the youngest, which has not been answered yet. */
    return actor->kept[below(actor, 4) ? actor->kept_count - 1 : below(actor, actor->kept_count)];
}

void promise_maybe(struct actor *actor, struct operation *operation, struct cap_sqe *sqe)
{
    if (actor->kept_count != 0 && below(actor, 4) == 0) {
        sqe->flags |= CAP_SQE_PIPELINE;
        sqe->cap_id = 0;
        sqe->dep = below(actor, 20) ? pick_kept(actor) : kit_random_next(&actor->random);
        sqe->field = below(actor, 4) ? 0 : (uint16_t)below(actor, 3);
        operation->dependent = true;
        operation->patient = false;
    }
    if (below(actor, 4) == 0) {
        sqe->flags |= CAP_SQE_KEEP;
        operation->kept = true;
    }
}

void promise_note(struct actor *actor, const struct operation *operation)
{
    /* More are tried than may be: those are refused, and FINISH then finds nothing. */
    if (operation->kept && actor->kept_count < RING_KEPT_ANSWERS)
        actor->kept[actor->kept_count++] = operation->answer_id;
}

/* With calls that wait for it, or after it was answered, or dropped already. */
static void drop(struct actor *actor)
{
    struct operation *operation;
    uint32_t at;

    if (actor->kept_count == 0 || !(operation = operation_begin(actor, OPERATION_FINISH, true)))
        return;
    at = below(actor, actor->kept_count);
    operation->target = OPEN_MAX;
    for (uint32_t i = 0; i < OPEN_MAX; i++) {
        struct operation *target = &actor->operations[i];

        if (target->kind == OPERATION_CALL && target->answer_id == actor->kept[at])
            target->finishing = true;
    }
    operation_submit(actor, operation, (struct cap_sqe){ .opcode = CAP_OP_FINISH, .dep = actor->kept[at] });
    if (below(actor, 8) != 0)
        actor->kept[at] = actor->kept[--actor->kept_count];
}

const struct step promise_steps[] = { { 5, drop }, { 0, NULL } };
