/* SPDX-License-Identifier: MIT */
/* More calls than an endpoint keeps: queue, calls in flight, and what remains when all callers are killed. */
#include "spawn_test.h"

/* As in docs/ring-abi.md. */
#define QUEUE_MAX 128u
#define IN_FLIGHT_MAX 64u
#define CALLERS 6u

static uint64_t buffer[64] __attribute__((aligned(512)));

struct counts {
    uint32_t queued, receivers, in_flight;
};

static struct counts count(struct kit *kit, endpoint_t endpoint)
{
    struct counts counts = { 0 };

    kit_expect(kit, "info", endpoint_info(kit->rt, endpoint, &counts.queued, &counts.receivers, &counts.in_flight), STATUS_OK);
    return counts;
}

/* Receives as often as messages are there; returns how many had this flag. */
static uint32_t receive_all(struct kit *kit, endpoint_t endpoint, uint16_t flag, uint32_t most)
{
    struct cap_sqe receive = { .opcode = CAP_OP_RECV, .cap_id = endpoint.id, .addr = (uintptr_t)buffer, .len = sizeof(buffer),
                               .user_data = 8 };
    struct cap_sqe finish = { .opcode = CAP_OP_FINISH, .user_data = 16 };
    uint32_t received = 0;
    struct cap_cqe cqe;

    while (received < most) {
        finish.dep = rt_raw_submit(kit->rt, &receive);
        if (rt_raw_enter(1, 0) != 1 || !rt_raw_take(kit->rt, &cqe))
            break;
        received += cqe.result >= 0 && (((const struct endpoint_message *)buffer)->flags & flag);
    }
    if (received < most) {
        rt_raw_submit(kit->rt, &finish);
        kit_expect(kit, "the last receive is cancelled", rt_raw_enter(2, TIME_FOREVER), 2);
        (void)kit_drain(kit);
    }
    return received;
}

void test_queues(struct kit *kit)
{
    struct kit_grant grant = { "target", KIT_GRANT_CLIENT_OF, CAP_ID_INVALID, TEST_INTERFACE_ID };
    process_handle_t callers[CALLERS];
    endpoint_t endpoint;
    struct counts counts;
    uint32_t received;

    if (endpoint_factory_create(kit->rt, kit->endpoints, &endpoint) < 0)
        rt_panic(kit->rt, "no endpoint");
    grant.cap = endpoint.id;
    for (uint32_t i = 0; i < CALLERS; i++)
        callers[i] = must_spawn(kit, "call-and-wait", &grant, 1, NULL);
    kit_expect(kit, "sleep", timer_sleep(kit->rt, kit->timer, 50 * MS), STATUS_OK);
    counts = count(kit, endpoint);
    kit_check(kit, counts.queued == QUEUE_MAX && counts.in_flight == 0, "%u queued, %u in flight", counts.queued,
              counts.in_flight);
    received = receive_all(kit, endpoint, ENDPOINT_MESSAGE_SESSION_LIVE, 1000);
    counts = count(kit, endpoint);
    kit_check(kit, received == IN_FLIGHT_MAX && counts.in_flight == IN_FLIGHT_MAX && counts.queued == QUEUE_MAX - IN_FLIGHT_MAX,
              "%u received, %u queued, %u in flight", received, counts.queued, counts.in_flight);
    for (uint32_t i = 0; i < CALLERS; i++)
        end_child(kit, callers[i]);
    counts = count(kit, endpoint);
    kit_check(kit, counts.queued == 0 && counts.in_flight == IN_FLIGHT_MAX, "%u queued, %u in flight", counts.queued,
              counts.in_flight);
    received = receive_all(kit, endpoint, ENDPOINT_MESSAGE_CANCELLED, 1000);
    counts = count(kit, endpoint);
    kit_check(kit, received == IN_FLIGHT_MAX && counts.in_flight == 0, "%u told, %u in flight", received, counts.in_flight);
    rt_drop(kit->rt, endpoint.id);
}
