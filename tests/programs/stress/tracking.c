/* SPDX-License-Identifier: MIT */
/* Every operation has a slot from its submission to its completion, which must come once and be one that is documented. */
#include "actor.h"

#define BIT(status) (1u << -(status))
#define SENT_AT_ONCE 10u
#define QUIET_NUMBER 0xffffffffull

/* docs/ring-abi.md, "Which mistake gets which error". What needs a reason of ours is checked beside. */
static const uint32_t usual[OPERATION_KINDS] = {
    [OPERATION_CALL] = BIT(STATUS_INVALID_CAP) | BIT(STATUS_STALE_CAP) | BIT(STATUS_RESULT_TOO_LARGE) |
                       BIT(STATUS_APPLICATION_EXCEPTION) | BIT(STATUS_APPLICATION_EXCEPTION_TRUNCATED) |
                       BIT(STATUS_TRANSFER_ABORTED),
    [OPERATION_RECEIVE] = BIT(STATUS_INVALID_CAP) | BIT(STATUS_STALE_CAP) | BIT(STATUS_WRONG_INTERFACE) | BIT(STATUS_DISCONNECTED),
    [OPERATION_RETURN] = BIT(STATUS_INVALID_CAP) | BIT(STATUS_STALE_CAP) | BIT(STATUS_WRONG_INTERFACE) | BIT(STATUS_INVALID_CALL) |
                         BIT(STATUS_RESULT_TOO_LARGE),
    [OPERATION_FINISH] = BIT(STATUS_INVALID_ANSWER),
    [OPERATION_RELEASE] = BIT(STATUS_INVALID_CAP) | BIT(STATUS_STALE_CAP),
    [OPERATION_WAIT] = BIT(STATUS_INVALID_CAP) | BIT(STATUS_STALE_CAP) | BIT(STATUS_APPLICATION_EXCEPTION),
    [OPERATION_SYNC] = BIT(STATUS_INVALID_CAP) | BIT(STATUS_STALE_CAP) | BIT(STATUS_APPLICATION_EXCEPTION),
};

#define OF_TRANSFERS (BIT(STATUS_INVALID_TRANSFER_DESCRIPTOR) | BIT(STATUS_TRANSFER_NOT_SUPPORTED) | BIT(STATUS_TRANSFER_ABORTED) | \
                      BIT(STATUS_TRANSFER_SCOPE) | \
                      BIT(STATUS_INVALID_CAP) | BIT(STATUS_STALE_CAP) | BIT(STATUS_DISCONNECTED))

/* A word that goes, or that was never there; a space that was released, moved, revoked, or is that of another object. */
#define OF_LOOSE_WORDS (BIT(STATUS_INVALID_BUFFER) | BIT(STATUS_INVALID_CAP) | BIT(STATUS_STALE_CAP) | BIT(STATUS_WRONG_INTERFACE) | \
                        BIT(STATUS_DISCONNECTED) | BIT(STATUS_OVERLOADED))

static bool documented(const struct operation *operation, int32_t result)
{
    uint32_t may = usual[operation->kind];

    if (result >= 0)
        return true;
    if (operation->loose)
        may |= operation->kind == OPERATION_PARK || operation->kind == OPERATION_UNPARK ? OF_LOOSE_WORDS : BIT(STATUS_INVALID_BUFFER);
    if (operation->finishing)
        may |= BIT(STATUS_CANCELLED);
    if (operation->transfers)
        may |= OF_TRANSFERS;
    /* Fails as what it waited for did, whatever that was. */
    if (operation->dependent)
        may |= OF_TRANSFERS | BIT(STATUS_INVALID_ANSWER) | BIT(STATUS_CANCELLED) | BIT(STATUS_INVALID_BUFFER);
    return result > STATUS_TRANSPORT_LAST && (may & BIT(result));
}

void actor_check(struct actor *actor, bool right, const char *format, ...)
{
    char line[200];
    va_list arguments;

    if (right)
        return;
    va_start(arguments, format);
    (void)rt_format_va(line, sizeof(line), format, arguments);
    va_end(arguments);
    rt_log(actor->kit.rt, "WRONG: %s", line);
    rt_exit(actor->kit.rt, -1);
}

struct operation *operation_begin(struct actor *actor, enum operation_kind kind, bool spare)
{
    uint32_t most = spare ? OPEN_MAX : OPEN_MAX - OPEN_SPARE;

    for (uint32_t i = 0; i < most; i++) {
        struct operation *operation = &actor->operations[i];

        if (operation->kind != OPERATION_NONE)
            continue;
        *operation = (struct operation){
            .kind = kind, .number = ++actor->next_number, .params = actor->buffers[i][0],
            .result = actor->buffers[i][1],
            .params_room = BUFFER_BYTES, .result_room = BUFFER_BYTES
        };
        actor->open++;
        return operation;
    }
    return NULL;
}

uint64_t operation_submit(struct actor *actor, struct operation *operation, struct cap_sqe sqe)
{
    uint64_t id;

    sqe.user_data = (uint64_t)operation->number << 16 | (uint64_t)(operation - actor->operations) << 3;
    operation->answer_id = id = rt_raw_submit(actor->kit.rt, &sqe);
    if (++actor->unsent >= SENT_AT_ONCE || below(actor, 3) != 0)
        actor_enter(actor, 0, 0);
    return id;
}

void quiet_submit(struct actor *actor, struct cap_sqe sqe)
{
    sqe.user_data = QUIET_NUMBER << 16;
    sqe.flags |= CAP_SQE_QUIET;
    (void)rt_raw_submit(actor->kit.rt, &sqe);
    if (++actor->unsent >= SENT_AT_ONCE || below(actor, 3) != 0)
        actor_enter(actor, 0, 0);
}

static bool take_quiet(struct actor *actor, const struct cap_cqe *cqe)
{
    const uint32_t may = BIT(STATUS_INVALID_CAP) | BIT(STATUS_STALE_CAP) | BIT(STATUS_INVALID_CALL) | BIT(STATUS_WRONG_INTERFACE);

    if (cqe->user_data != QUIET_NUMBER << 16)
        return false;
    actor_check(actor, cqe->result < 0 && (may & BIT(cqe->result)), "a quiet operation: %d", cqe->result);
    return true;
}

static void take(struct actor *actor, const struct cap_cqe *cqe)
{
    uint64_t index = cqe->user_data >> 3 & 0x1fff;
    struct operation *operation = index < OPEN_MAX ? &actor->operations[index] : NULL;
    struct operation copy;

    if (take_quiet(actor, cqe))
        return;
    actor_check(actor, operation && operation->kind != OPERATION_NONE && operation->number == cqe->user_data >> 16,
              "a completion for %lx, which is not under way: %d", cqe->user_data, cqe->result);
    if (!operation || operation->kind == OPERATION_NONE)
        return;
    actor_check(actor, documented(operation, cqe->result), "operation kind %u%s%s%s: %d", operation->kind,
              operation->loose ? ", loose" : "", operation->finishing ? ", finished" : "", operation->transfers ? ", transfers" : "",
              cqe->result);
    copy = *operation;
    actor->last[index] = *operation;
    actor->ended[index] = cqe->result;
    operation->kind = OPERATION_NONE;
    actor->open--;
    actor->done++;
    operation_ended(actor, &copy, cqe);
}

void actor_enter(struct actor *actor, uint32_t minimum, uint64_t deadline_ns)
{
    struct cap_cqe cqe;
    int64_t entered = rt_raw_enter(minimum, deadline_ns);

    actor_check(actor, entered >= 0 || entered == STATUS_TIMED_OUT, "cap_enter: %ld", (long)entered);
    actor->unsent = 0;
    while (rt_raw_take(actor->kit.rt, &cqe))
        take(actor, &cqe);
}

uint32_t put_message(uint8_t *buffer, const uint64_t *data, uint32_t words, uint32_t caps)
{
    uint64_t *to = (uint64_t *)(void *)buffer;

    if (words + caps == 0)
        return 0;
    to[0] = (uint64_t)(words + caps + 1) << 32;
    to[1] = (uint64_t)words << 32 | (uint64_t)caps << 48;
    if (words != 0)
        memcpy(to + 2, data, words * sizeof(*data));
    for (uint32_t i = 0; i < caps; i++)
        to[2 + words + i] = 3 | (uint64_t)i << 32;
    return (words + caps + 2) * (uint32_t)sizeof(*to);
}

int32_t kernel_call(struct actor *actor, cap_id_t cap, uint16_t method_id, const uint64_t *data, uint32_t words, cap_id_t sent,
                    uint64_t *out)
{
    struct operation *operation = operation_begin(actor, OPERATION_SYNC, true);
    uint32_t number, len, cap_count = sent != CAP_ID_INVALID;
    uint8_t *result;
    int32_t status;

    if (!operation)
        return STATUS_OVERLOADED;
    number = operation->number;
    result = operation->result;
    len = put_message(operation->params, data, words, cap_count);
    if (cap_count != 0)
        *(struct cap_transfer_descriptor *)(void *)(operation->params + len) = (struct cap_transfer_descriptor){ .cap_id = sent };
    operation->transfers = cap_count != 0;
    operation_submit(actor, operation, (struct cap_sqe){
        .opcode = CAP_OP_CALL, .cap_id = cap, .method_id = method_id, .addr = (uintptr_t)operation->params, .len = len,
        .result_addr = (uintptr_t)result, .result_len = BUFFER_BYTES, .xfer_count = (uint16_t)cap_count });
    while (operation->kind == OPERATION_SYNC && operation->number == number)
        actor_enter(actor, 1, TIME_FOREVER);
    status = actor->sync.result;
    if (out && status >= 24)
        *out = ((const uint64_t *)(const void *)result)[2];
    return status;
}
