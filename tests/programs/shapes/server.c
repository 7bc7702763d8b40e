/* SPDX-License-Identifier: MIT */
/* Answers as it is told, right or wrong; when the wrong answer is refused, with the status of that. */
#include "shapes.h"

enum { TAG_RECEIVE = 8, TAG_RETURN = 16, TAG_NOP = 24 };

#define FALLBACK_BYTES 8u

struct server {
    struct kit *kit;
    cap_id_t endpoint, gift;
    uint64_t payload;           /* of answers */
    uint64_t messages[2];       /* receive buffers */
    uint32_t at;                /* the armed one */
    uint64_t call_id;           /* that the last RETURN was for */
    uint64_t *status;           /* the fallback's payload */
    cap_id_t moved;             /* what that RETURN was to move; CAP_ID_INVALID */
};

static void submit(struct server *server, struct cap_sqe sqe)
{
    (void)rt_raw_submit(server->kit->rt, &sqe);
}

static void arm(struct server *server)
{
    submit(server, (struct cap_sqe){ .opcode = CAP_OP_RECV, .cap_id = server->endpoint, .user_data = TAG_RECEIVE,
                                     .addr = server->messages[server->at], .len = PAGE_SIZE });
}

/* Of the params without their first word, which says which way to go. */
static uint64_t checksum(const struct endpoint_message *message)
{
    const uint8_t *bytes = (const uint8_t *)(message + 1);
    uint64_t sum = message->method_id + ((uint64_t)message->result_len << 16) + ((uint64_t)message->cap_count << 48);

    for (uint32_t i = 8; i < message->params_len; i++)
        sum = sum * 31 + bytes[i];
    return sum;
}

static void release(struct server *server, cap_id_t cap)
{
    submit(server, (struct cap_sqe){ .opcode = CAP_OP_RELEASE, .flags = CAP_SQE_QUIET, .cap_id = cap });
}

static void nop(struct server *server)
{
    submit(server, (struct cap_sqe){ .opcode = CAP_OP_NOP, .flags = CAP_SQE_QUIET, .user_data = TAG_NOP });
}

/* What a call brought along goes at once, but for what goes back. */
static void release_records(struct server *server, const struct endpoint_message *message, bool move)
{
    const struct cap_result_record *records =
        (const void *)((const uint8_t *)message + sizeof(*message) + ((message->params_len + 7u) & ~7u));

    server->moved = CAP_ID_INVALID;
    for (uint32_t i = 0; i < message->cap_count; i++) {
        if (i == 0 && move)
            server->moved = records[i].cap_id;
        else
            release(server, records[i].cap_id);
    }
}

/* Payload and descriptors, as far as there is memory. */
static void write_payload(struct server *server, const struct order *order)
{
    uint64_t *words = (uint64_t *)(uintptr_t)server->payload;
    uint64_t end = order->offset + ((order->len + 7) & ~7ull);

    for (uint32_t i = 0; i < 2 * PAGE_SIZE / 8; i++)
        words[i] = order->fill + i;
    for (uint32_t i = 0; i < order->capabilities && end + 8 <= 2 * PAGE_SIZE; i++, end += 8) {
        struct cap_transfer_descriptor gift = { .cap_id = server->gift, .mode = CAP_TRANSFER_COPY };

        if (i == 0 && server->moved != CAP_ID_INVALID)
            gift = (struct cap_transfer_descriptor){ .cap_id = server->moved, .mode = CAP_TRANSFER_MOVE };
        memcpy((uint8_t *)words + end, &gift, sizeof(gift));
    }
}

static void answer(struct server *server, const struct endpoint_message *message)
{
    struct order order = { 0 };

    memcpy(&order, message + 1, message->params_len < sizeof(order) ? message->params_len : sizeof(order));
    order.fill += checksum(message);
    release_records(server, message, order.move && order.capabilities != 0 && !(order.flags & CAP_SQE_EXCEPTION));
    write_payload(server, &order);
    server->call_id = message->call_id;
    if (order.way == SERVER_NOP_BEFORE)
        nop(server);
    submit(server, (struct cap_sqe){ .opcode = CAP_OP_RETURN, .flags = (uint8_t)(CAP_SQE_QUIET | order.flags),
                                     .cap_id = server->endpoint, .user_data = TAG_RETURN,
                                     .call_id = message->call_id + order.wrong_call, .addr = server->payload + order.offset,
                                     .len = (uint32_t)order.len, .xfer_count = (uint16_t)order.capabilities });
    if (order.other_buffer)
        server->at ^= 1;
    if (order.way == SERVER_NOP_BETWEEN)
        nop(server);
    arm(server);
    if (order.way == SERVER_ENTERS_TWICE)
        (void)rt_raw_enter(0, 0);
}

/* Unless the call is over, its caller hears why the answer was none. */
static void answer_again(struct server *server, int32_t status)
{
    *server->status = (uint64_t)(int64_t)status;
    if (server->moved != CAP_ID_INVALID)
        release(server, server->moved);
    submit(server, (struct cap_sqe){ .opcode = CAP_OP_RETURN, .flags = CAP_SQE_QUIET, .cap_id = server->endpoint,
                                     .call_id = server->call_id, .addr = (uintptr_t)server->status, .len = FALLBACK_BYTES });
}

int shapes_serve(struct kit *kit)
{
    struct server server = { .kit = kit };
    struct cap_cqe cqe;

    if (rt_find(kit->rt, "served", 0, &server.endpoint) < 0 || rt_find(kit->rt, "gift", 0, &server.gift) < 0)
        return 2;
    server.payload = shapes_map(kit);
    server.messages[0] = shapes_map(kit);
    server.messages[1] = server.messages[0] + PAGE_SIZE;
    server.status = (uint64_t *)(uintptr_t)shapes_map(kit);
    arm(&server);
    for (;;) {
        (void)rt_raw_enter(1, TIME_FOREVER);
        while (rt_raw_take(kit->rt, &cqe)) {
            if (cqe.user_data == TAG_RETURN)
                answer_again(&server, cqe.result);
            else if (cqe.user_data == TAG_RECEIVE && cqe.result < 0)
                return 3;
            else if (cqe.user_data == TAG_RECEIVE)
                answer(&server, (const struct endpoint_message *)(uintptr_t)server.messages[server.at]);
        }
    }
}
