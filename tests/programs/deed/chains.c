/* SPDX-License-Identifier: MIT */
/* The two ends of calls on answers that are still to come: clients that leave in the middle, servers that give and leave. */
#include "deed.h"

#define TEST_INTERFACE_ID 0xf00dull
#define RESULT_BYTES 256u

static uint64_t message[512] __attribute__((aligned(4096)));
static uint64_t results[RING_KEPT_ANSWERS][RESULT_BYTES / 8];

/* As many kept answers as there may be, each named by the next call. */
static status_t send_chain(struct kit *kit)
{
    struct cap_sqe call = { .opcode = CAP_OP_CALL, .flags = CAP_SQE_KEEP, .result_len = RESULT_BYTES, .user_data = 8 };
    status_t status = rt_find(kit->rt, "target", 0, &call.cap_id);

    if (status < 0)
        return status;
    for (uint32_t i = 0; i < RING_KEPT_ANSWERS; i++) {
        call.result_addr = (uintptr_t)results[i];
        call.dep = rt_raw_submit(kit->rt, &call);
        call.flags = CAP_SQE_KEEP | CAP_SQE_PIPELINE;
        call.cap_id = 0;
    }
    return STATUS_OK;
}

static int chain_and_wait(struct kit *kit)
{
    if (send_chain(kit) < 0)
        return 1;
    (void)rt_raw_enter(RING_CQ_ENTRIES, TIME_FOREVER);
    return 0;
}

static int chain_and_exit(struct kit *kit)
{
    if (send_chain(kit) < 0)
        return 1;
    (void)rt_raw_enter(0, 0);
    return 7;
}

/* Answers so many calls with `given`, or with a client of its own endpoint; takes one more, and ends with 7. */
static int serve(struct kit *kit, uint32_t count)
{
    const struct endpoint_message *header = (const struct endpoint_message *)message;
    struct cap_sqe receive = { .opcode = CAP_OP_RECV, .addr = (uintptr_t)message, .len = sizeof(message), .user_data = 8 };
    struct cap_sqe answer = { .opcode = CAP_OP_RETURN, .flags = CAP_SQE_QUIET, .xfer_count = 1, .user_data = 16 };
    struct cap_transfer_descriptor given = { .mode = CAP_TRANSFER_COPY };
    struct cap_cqe cqe;

    if (rt_find(kit->rt, "serve", ENDPOINT_INTERFACE_ID, &receive.cap_id) < 0)
        return 1;
    if (rt_find(kit->rt, "given", 0, &given.cap_id) < 0 &&
        endpoint_client(kit->rt, (endpoint_t){ receive.cap_id }, TEST_INTERFACE_ID, &given.cap_id) < 0)
        return 1;
    answer.cap_id = receive.cap_id;
    answer.addr = (uintptr_t)&given;
    for (uint32_t answered = 0;; answered++) {
        rt_raw_submit(kit->rt, &receive);
        do {
            (void)rt_raw_enter(1, TIME_FOREVER);
        } while (!rt_raw_take(kit->rt, &cqe) || cqe.user_data != 8);
        if (answered >= count)
            return 7;
        answer.call_id = header->call_id;
        if (!(header->flags & ENDPOINT_MESSAGE_CANCELLED))
            rt_raw_submit(kit->rt, &answer);
    }
}

static int give(struct kit *kit)
{
    return serve(kit, UINT32_MAX);
}

static int give_once(struct kit *kit)
{
    return serve(kit, 1);
}

const struct deed chain_deeds[] = {
    { "chain-and-wait", chain_and_wait },
    { "chain-and-exit", chain_and_exit },
    { "give", give },
    { "give-once", give_once },
    { NULL, NULL },
};
