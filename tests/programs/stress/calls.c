/* SPDX-License-Identifier: MIT */
/* Calls, receives, answers, FINISH: the steps, and what their completions bring. */
#include "actor.h"

#define RECEIVES_MAX 3u
/* What was given away is made anew. */
#define HOLDS_MIN 4u
/* Fewer bytes than any length of memory that is asked for. */
#define SCRAMBLED_WORDS 8u

static uint32_t count_kind(const struct actor *actor, enum operation_kind kind)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < OPEN_MAX; i++)
        count += actor->operations[i].kind == kind;
    return count;
}

/* Params and result now and then where they may vanish. */
static void loosen(struct actor *actor, struct operation *operation)
{
    if (below(actor, 8) != 0)
        return;
    operation->loose = true;
    if (below(actor, 2))
        operation->params = memory_loose(actor, &operation->params_room);
    if (below(actor, 2))
        operation->result = memory_loose(actor, &operation->result_room);
}

/* A facet of somebody whose serial is smaller than ours. */
static bool is_older(const struct actor *actor, cap_id_t cap)
{
    uint64_t interface_id = hold_interface(actor, cap);

    return interface_id > ACTOR_INTERFACE_BASE && interface_id < ACTOR_INTERFACE_BASE + actor->plan.serial;
}

static void scramble(struct actor *actor, uint8_t *params)
{
    uint64_t *words = (uint64_t *)(void *)params;

    for (uint32_t i = 0; i < SCRAMBLED_WORDS; i++)
        words[i] = kit_random_next(&actor->random);
}

static void call(struct actor *actor)
{
    struct operation *operation;
    cap_id_t cap;
    uint32_t len, transfers = 0;
    struct operation copy;
    struct cap_sqe sqe;

    for (uint32_t i = actor->cap_count; i < HOLDS_MIN; i++)
        make_facet(actor);
    if (!(operation = operation_begin(actor, OPERATION_CALL, false)))
        return;
    cap = hold_pick_target(actor);
    if (below(actor, 50) == 0)
        cap = (cap_id_t)kit_random_next(&actor->random);
    loosen(actor, operation);
    len = below(actor, 8) ? below(actor, 300) : below(actor, operation->params_room - 64);
    operation->patient = is_older(actor, cap);
    operation->target = cap;
    if (memory_writable(actor, operation->params, len + 64)) {
        /* What the other side finds is a small message, or anything: but not what an earlier call said, which to a kernel object may
         * mean something. */
        if (below(actor, 3))
            len = put_message(operation->params, &(uint64_t){ below(actor, 4) }, 1, below(actor, 2));
        else
            scramble(actor, operation->params);
        transfers = put_descriptors(actor, operation->params, len);
    }
    operation->transfers = true;        /* whatever lies there may be read as descriptors */
    sqe = (struct cap_sqe){ .opcode = CAP_OP_CALL, .cap_id = cap, .method_id = (uint16_t)below(actor, 9),
                            .addr = (uintptr_t)operation->params, .len = len, .result_addr = (uintptr_t)operation->result,
                            .result_len = below(actor, 8) ? BUFFER_BYTES / 2 : below(actor, operation->result_room),
                            .xfer_count = (uint16_t)transfers };
    promise_maybe(actor, operation, &sqe);
    copy = *operation;
    copy.answer_id = operation_submit(actor, operation, sqe);
    promise_note(actor, &copy);
}

static void receive(struct actor *actor)
{
    cap_id_t endpoint = below(actor, 6) ? actor->serve : hold_pick(actor, ENDPOINT_INTERFACE_ID);
    struct operation *operation;

    if (count_kind(actor, OPERATION_RECEIVE) >= RECEIVES_MAX || !(operation = operation_begin(actor, OPERATION_RECEIVE, false)))
        return;
    loosen(actor, operation);
    operation->target = endpoint;
    operation_submit(actor, operation, (struct cap_sqe){ .opcode = CAP_OP_RECV, .cap_id = endpoint,
                     .addr = (uintptr_t)operation->result, .len = below(actor, 8) ? operation->result_room : 64 + below(actor, operation->result_room - 64) });
}

static void answer(struct actor *actor)
{
    struct operation *operation;
    struct received_call received;
    uint32_t at, len;
    struct cap_sqe sqe;

    if (actor->call_count == 0 || !(operation = operation_begin(actor, OPERATION_RETURN, false)))
        return;
    at = below(actor, actor->call_count);
    received = actor->calls[at];
    /* Answered twice once in a while; or by a call that was never made. */
    if (below(actor, 10) != 0)
        actor->calls[at] = actor->calls[--actor->call_count];
    if (below(actor, 30) == 0)
        received.id ^= 1ull << below(actor, 64);
    loosen(actor, operation);
    len = below(actor, 8) ? below(actor, 200) : below(actor, operation->params_room - 64);
    sqe = (struct cap_sqe){ .opcode = CAP_OP_RETURN, .cap_id = received.endpoint, .call_id = received.id,
                            .addr = (uintptr_t)operation->params, .len = len,
                            .flags = below(actor, 6) ? 0 : CAP_SQE_EXCEPTION };
    if (!(sqe.flags & CAP_SQE_EXCEPTION) && memory_writable(actor, operation->params, len + 64))
        sqe.xfer_count = (uint16_t)put_descriptors(actor, operation->params, len);
    operation->transfers = true;
    operation_submit(actor, operation, sqe);
}

/* A while as a service should be: a receive armed, and what comes is answered. */
static void serve(struct actor *actor)
{
    for (uint32_t turns = 2 + below(actor, 10); turns != 0; turns--) {
        receive(actor);
        await_any(actor);
        while (actor->call_count != 0 && below(actor, 8) != 0)
            answer(actor);
    }
}

static void finish(struct actor *actor)
{
    struct operation *target = &actor->operations[below(actor, OPEN_MAX)], *operation;

    if (target->kind == OPERATION_NONE || target->kind == OPERATION_FINISH || target->finishing ||
        !(operation = operation_begin(actor, OPERATION_FINISH, true)))
        return;
    target->finishing = true;
    operation->target = (uint32_t)(target - actor->operations);
    operation->target_number = target->number;
    operation_submit(actor, operation, (struct cap_sqe){ .opcode = CAP_OP_FINISH, .dep = target->answer_id });
}

/* --- completions ----------------------------------------------------------------------------------------------------------- */

static void received(struct actor *actor, const struct operation *operation, const struct cap_cqe *cqe)
{
    struct endpoint_message message;

    if (cqe->result < 0)
        return;
    actor_check(actor, cqe->result >= (int32_t)sizeof(message), "a message of %d bytes", cqe->result);
    hold_note_records(actor, operation->result, cqe->result, cqe->flags & CAP_CQE_RESULT_CAPS ? cqe->cap_count : 0);
    if (!memory_readable(actor, operation->result, sizeof(message)))
        return;
    memcpy(&message, operation->result, sizeof(message));
    if (message.flags & ENDPOINT_MESSAGE_CANCELLED)
        return;
    if (actor->call_count < CALLS_MAX)
        actor->calls[actor->call_count++] = (struct received_call){ (cap_id_t)operation->target, message.call_id };
}

/* The end of what it named: FINISH went well exactly when that was cancelled; or it was kept, and is not any more. A dependent is
 * also cancelled with what it waits for. */
static void finished(struct actor *actor, const struct operation *operation, const struct cap_cqe *cqe)
{
    uint32_t at = operation->target;
    const struct operation *target = &actor->operations[at < OPEN_MAX ? at : 0];
    bool over = at >= OPEN_MAX || target->kind == OPERATION_NONE || target->number != operation->target_number;

    actor_check(actor, over, "FINISH was answered (%d) before what it ends", cqe->result);
    if (at >= OPEN_MAX || actor->last[at].number != operation->target_number || actor->last[at].kept)
        return;
    actor_check(actor, cqe->result != STATUS_OK || actor->ended[at] == STATUS_CANCELLED, "FINISH went well, but its target: %d",
                actor->ended[at]);
    actor_check(actor, cqe->result == STATUS_OK || actor->ended[at] != STATUS_CANCELLED || actor->last[at].dependent,
                "FINISH: %d, but its target was cancelled", cqe->result);
}

/* A hold that was moved, released or cut is forgotten when it is noticed, and one that only fails is released some day. */
static void called(struct actor *actor, const struct operation *operation, const struct cap_cqe *cqe)
{
    if (cqe->flags & CAP_CQE_RESULT_CAPS)
        hold_note_records(actor, operation->result, cqe->result, cqe->cap_count);
    if (cqe->result == STATUS_INVALID_CAP || cqe->result == STATUS_STALE_CAP)
        hold_forget(actor, operation->target);
    else if (cqe->result == STATUS_APPLICATION_EXCEPTION && below(actor, 6) == 0)
        release_hold(actor, operation->target);
}

void operation_ended(struct actor *actor, struct operation *operation, const struct cap_cqe *cqe)
{
    if (operation->kind == OPERATION_RECEIVE)
        received(actor, operation, cqe);
    else if (operation->kind == OPERATION_FINISH)
        finished(actor, operation, cqe);
    else if (operation->kind == OPERATION_CALL)
        called(actor, operation, cqe);
    else if (cqe->flags & CAP_CQE_RESULT_CAPS)
        hold_note_records(actor, operation->result, cqe->result, cqe->cap_count);
    if (operation->kind == OPERATION_SYNC)
        actor->sync = *cqe;
}

const struct step call_steps[] = {
    { 24, call }, { 8, receive }, { 8, answer }, { 10, serve }, { 3, finish }, { 0, NULL },
};
