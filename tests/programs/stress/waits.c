/* SPDX-License-Identifier: MIT */
/* Waiting: for whatever comes, for a time, for bits, for a server that is older; and what wakes others. */
#include "actor.h"

#define LONG_NS 1000000000ull

void wait_for(struct actor *actor, cap_id_t cap, uint16_t method_id, const uint64_t *data, uint32_t words)
{
    struct operation *operation = operation_begin(actor, OPERATION_WAIT, false);
    uint32_t len;

    if (!operation)
        return;
    len = put_message(operation->params, data, words, 0);
    operation_submit(actor, operation, (struct cap_sqe){
        .opcode = CAP_OP_CALL, .cap_id = cap, .method_id = method_id, .addr = (uintptr_t)operation->params, .len = len,
        .result_addr = (uintptr_t)operation->result, .result_len = BUFFER_BYTES });
}

static void sleep_some(struct actor *actor)
{
    uint64_t ns = below(actor, 4) ? below(actor, 1000000) : LONG_NS * 1000;

    wait_for(actor, actor->kit.timer.id, TIMER_METHOD_SLEEP, &ns, 1);
}

static void await_bits(struct actor *actor)
{
    cap_id_t cap = hold_pick(actor, NOTIFICATION_INTERFACE_ID);

    if (cap != CAP_ID_INVALID)
        wait_for(actor, cap, NOTIFICATION_METHOD_WAIT, NULL, 0);
}

static void signal(struct actor *actor)
{
    cap_id_t cap = hold_pick(actor, NOTIFICATION_INTERFACE_ID);
    uint64_t bits = 1ull << below(actor, 64);

    if (cap != CAP_ID_INVALID)
        (void)kernel_call(actor, cap, NOTIFICATION_METHOD_SIGNAL, &bits, 1, CAP_ID_INVALID, NULL);
}

static void poll(struct actor *actor)
{
    cap_id_t cap = hold_pick(actor, NOTIFICATION_INTERFACE_ID);

    if (cap != CAP_ID_INVALID)
        (void)kernel_call(actor, cap, NOTIFICATION_METHOD_POLL, NULL, 0, CAP_ID_INVALID, NULL);
}

static void bind_timer(struct actor *actor)
{
    cap_id_t cap = hold_pick(actor, NOTIFICATION_INTERFACE_ID);
    uint64_t words[2] = { 0, 1ull << below(actor, 64) };

    if (cap == CAP_ID_INVALID || kernel_call(actor, actor->kit.timer.id, TIMER_METHOD_NOW, NULL, 0, CAP_ID_INVALID, &words[0]) < 0)
        return;
    words[0] += below(actor, 3) ? below(actor, 1000000) : LONG_NS * 1000;
    (void)kernel_call(actor, actor->kit.timer.id, TIMER_METHOD_NOTIFY, words, 2, cap, NULL);
}

void await_any(struct actor *actor)
{
    uint64_t now = 0;

    (void)kernel_call(actor, actor->kit.timer.id, TIMER_METHOD_NOW, NULL, 0, CAP_ID_INVALID, &now);
    actor_enter(actor, 1, now + below(actor, 300000));
}

static bool calls_patiently(const struct actor *actor)
{
    for (uint32_t i = 0; i < OPEN_MAX; i++) {
        if (actor->operations[i].kind == OPERATION_CALL && actor->operations[i].patient)
            return true;
    }
    return false;
}

/*
 * Without a deadline, until every call to somebody older is answered: by its server, or by its server's end, which comes
 * because everybody's life is short and nobody waits like this for the younger. An answer that never comes is a lost one, and
 * this actor the one that the driver finds waiting.
 */
static void await_older(struct actor *actor)
{
    if (actor->plan.serial == ACTOR_SERIAL_NONE)
        return;
    while (calls_patiently(actor))
        actor_enter(actor, 1, TIME_FOREVER);
}

const struct step wait_steps[] = {
    { 3, sleep_some }, { 3, await_bits }, { 3, signal }, { 1, poll }, { 2, bind_timer }, { 8, await_any }, { 1, await_older },
    { 0, NULL },
};
