/* SPDX-License-Identifier: MIT */
/* Capabilities that travel between processes which have no room for them, or die on the way. */
#include "spawn_test.h"

/* Of a server that can take three: its endpoint has the fourth slot. */
#define FEW_SLOTS 4u
#define MANY_GRANTS 60u

static uint64_t buffer[64] __attribute__((aligned(512)));

static endpoint_t make_endpoint(struct kit *kit)
{
    endpoint_t endpoint = { CAP_ID_INVALID };

    if (endpoint_factory_create(kit->rt, kit->endpoints, &endpoint) < 0)
        rt_panic(kit->rt, "no endpoint");
    return endpoint;
}

static cap_id_t make_facet(struct kit *kit, endpoint_t endpoint)
{
    cap_id_t facet = CAP_ID_INVALID;

    if (endpoint_client(kit->rt, endpoint, TEST_INTERFACE_ID, &facet) < 0)
        rt_panic(kit->rt, "no facet");
    return facet;
}

/* Wrong for a facet, but only once it was found. */
static bool still_held(struct kit *kit, cap_id_t cap)
{
    return kit_do(kit, (struct cap_sqe){ .opcode = CAP_OP_RECV, .cap_id = cap }).result == STATUS_WRONG_INTERFACE;
}

/* A call that sends `count` copies of cap; how it is answered, or 1 when it is not within a moment: then it was received, and is ended. */
static int32_t send_copies(struct kit *kit, cap_id_t target, cap_id_t cap, enum cap_transfer_mode mode, uint32_t count)
{
    struct cap_transfer_descriptor descriptors[8];
    struct cap_sqe call = { .opcode = CAP_OP_CALL, .cap_id = target, .addr = (uintptr_t)descriptors, .xfer_count = (uint16_t)count,
                            .user_data = 8 };
    struct cap_sqe finish = { .opcode = CAP_OP_FINISH, .user_data = 16 };
    uint64_t deadline = kit_after(kit, 20 * MS);
    struct cap_cqe cqe = { 0 };

    for (uint32_t i = 0; i < count; i++)
        descriptors[i] = (struct cap_transfer_descriptor){ .cap_id = cap, .mode = (uint8_t)mode };
    finish.dep = rt_raw_submit(kit->rt, &call);
    if (rt_raw_enter(1, deadline) >= 0 && rt_raw_take(kit->rt, &cqe))
        return cqe.result;
    rt_raw_submit(kit->rt, &finish);
    (void)rt_raw_enter(2, TIME_FOREVER);
    (void)kit_drain(kit);
    return 1;
}

/* A server with few slots: a message with more than it can take is the caller's failure, and the next one comes through. */
static void server_without_slots(struct kit *kit)
{
    const struct kit_grant serve[] = { { "serve", KIT_GRANT_ENDPOINT, 0, TEST_INTERFACE_ID } };
    struct kit_child child = { .name = "hoard", .binary = "deed", .grants = serve, .grant_count = 1, .limits = { .cap_slots = FEW_SLOTS } };
    endpoint_t endpoint = make_endpoint(kit);
    cap_id_t gift = make_facet(kit, endpoint), target = CAP_ID_INVALID;
    process_handle_t server = { CAP_ID_INVALID };

    kit_expect(kit, "a server with few slots", kit_spawn(kit, &child, &server, &target), STATUS_OK);
    kit_expect(kit, "more than it can take", send_copies(kit, target, gift, CAP_TRANSFER_COPY, FEW_SLOTS), STATUS_TRANSFER_ABORTED);
    kit_expect(kit, "two", send_copies(kit, target, gift, CAP_TRANSFER_COPY, 2), 1);
    kit_expect(kit, "two more", send_copies(kit, target, gift, CAP_TRANSFER_COPY, 2), STATUS_TRANSFER_ABORTED);
    kit_expect(kit, "one more", send_copies(kit, target, gift, CAP_TRANSFER_COPY, 1), 1);
    kit_expect(kit, "a move when it is full", send_copies(kit, target, gift, CAP_TRANSFER_MOVE, 1), STATUS_TRANSFER_ABORTED);
    kit_check(kit, still_held(kit, gift), "what was not taken is gone");
    kit_expect(kit, "nothing", send_copies(kit, target, gift, CAP_TRANSFER_COPY, 0), 1);
    end_child(kit, server);
    rt_drop(kit->rt, target);
    rt_drop(kit->rt, gift);
    rt_drop(kit->rt, endpoint.id);
}

static bool is_unknown(int32_t result)
{
    return result == STATUS_INVALID_CAP || result == STATUS_STALE_CAP;
}

/* An id that is good in another process names nothing here. */
static void foreign_id(struct kit *kit)
{
    static char names[MANY_GRANTS][8];
    struct kit_grant grants[MANY_GRANTS];
    endpoint_t endpoint = make_endpoint(kit);
    cap_id_t highest = make_facet(kit, endpoint), foreign = highest + 8;
    const struct kit_grant serve[] = { { "serve", KIT_GRANT_ENDPOINT, 0, TEST_INTERFACE_ID } };
    cap_id_t target = CAP_ID_INVALID;
    process_handle_t child, server = must_spawn(kit, "hoard", serve, 1, &target);

    for (uint32_t i = 0; i < MANY_GRANTS; i++) {
        (void)rt_format(names[i], sizeof(names[i]), "g%u", i);
        grants[i] = (struct kit_grant){ names[i], i == 0 ? KIT_GRANT_COPY : KIT_GRANT_INDEX, kit->null.id, 0 };
    }
    child = must_spawn(kit, "block", grants, MANY_GRANTS, NULL);
    /* Its slots are numbered as ours are, and it has more of them in use. */
    kit_check(kit, (foreign & CAP_ID_INDEX_MASK) < MANY_GRANTS, "id %x is not one of the child's", foreign);
    /* Which of the two it is depends on whether a slot of ours had this number once. */
    kit_check(kit, is_unknown(kit_do(kit, (struct cap_sqe){ .opcode = CAP_OP_CALL, .cap_id = foreign }).result), "a call through it");
    kit_check(kit, is_unknown(kit_do(kit, (struct cap_sqe){ .opcode = CAP_OP_RELEASE, .cap_id = foreign }).result), "releasing it");
    kit_check(kit, is_unknown(send_copies(kit, target, foreign, CAP_TRANSFER_COPY, 1)), "sending it along");
    kit_check(kit, is_unknown(send_copies(kit, target, foreign, CAP_TRANSFER_MOVE, 1)), "giving it away");
    end_child(kit, child);
    end_child(kit, server);
    rt_drop(kit->rt, target);
    rt_drop(kit->rt, highest);
    rt_drop(kit->rt, endpoint.id);
}

/* The client dies while its gift waits in our queue, and once more when we have it. */
static void giver_dies(struct kit *kit, bool received)
{
    const struct endpoint_message *message = (const struct endpoint_message *)buffer;
    endpoint_t endpoint = make_endpoint(kit), other = make_endpoint(kit);
    struct kit_grant grants[] = { { "target", KIT_GRANT_CLIENT_OF, endpoint.id, TEST_INTERFACE_ID },
                                  { "gift", KIT_GRANT_CLIENT_OF, other.id, TEST_INTERFACE_ID } };
    struct cap_sqe receive = { .opcode = CAP_OP_RECV, .cap_id = endpoint.id, .addr = (uintptr_t)buffer, .len = sizeof(buffer) };
    process_handle_t child = must_spawn(kit, "call-and-move", grants, COUNT(grants), NULL);
    uint32_t queued = 0, receivers = 0, in_flight = 0;
    struct cap_result_record record = { .cap_id = CAP_ID_INVALID };
    struct cap_cqe cqe;

    for (uint32_t tries = 0; queued == 0 && tries < 1000; tries++) {
        kit_expect(kit, "sleep", timer_sleep(kit->rt, kit->timer, 1 * MS), STATUS_OK);
        kit_expect(kit, "info", endpoint_info(kit->rt, endpoint, &queued, &receivers, &in_flight), STATUS_OK);
    }
    kit_expect(kit, "its call waits", queued, 1);
    if (received) {
        cqe = kit_do(kit, receive);
        kit_check(kit, cqe.result == sizeof(*message) && cqe.cap_count == 1, "a call of %d bytes with %u gifts", cqe.result, cqe.cap_count);
        memcpy(&record, buffer + sizeof(*message) / 8, sizeof(record));
    }
    end_child(kit, child);
    if (received) {
        struct cap_sqe back = { .opcode = CAP_OP_RETURN, .cap_id = endpoint.id, .call_id = message->call_id, .addr = (uintptr_t)buffer,
                                .xfer_count = 1 };

        memcpy(buffer, &(struct cap_transfer_descriptor){ .cap_id = record.cap_id, .mode = CAP_TRANSFER_MOVE }, 8);
        kit_refused(kit, "giving it back to the dead", back, STATUS_INVALID_CALL);
        kit_check(kit, still_held(kit, record.cap_id), "what was given to the dead is gone");
        cqe = kit_do(kit, receive);
        kit_check(kit, message->flags == ENDPOINT_MESSAGE_CANCELLED, "told with flags %x", message->flags);
        kit_refused(kit, "release", (struct cap_sqe){ .opcode = CAP_OP_RELEASE, .cap_id = record.cap_id }, STATUS_OK);
    }
    kit_expect(kit, "info", endpoint_info(kit->rt, endpoint, &queued, &receivers, &in_flight), STATUS_OK);
    kit_expect(kit, "calls left", queued + in_flight, 0);
    rt_drop(kit->rt, endpoint.id);
    rt_drop(kit->rt, other.id);
}

/* The server dies before it takes our gift, which stays ours; or with it, and then it is nobody's. */
static void taker_dies(struct kit *kit, const char *deed, bool taken)
{
    const struct kit_grant serve[] = { { "serve", KIT_GRANT_ENDPOINT, 0, TEST_INTERFACE_ID } };
    endpoint_t endpoint = make_endpoint(kit);
    cap_id_t gift = make_facet(kit, endpoint), target = CAP_ID_INVALID;
    process_handle_t server = must_spawn(kit, deed, serve, COUNT(serve), &target);

    kit_expect(kit, "the call", send_copies(kit, target, gift, CAP_TRANSFER_MOVE, 1), 1);
    end_child(kit, server);
    kit_check(kit, still_held(kit, gift) == !taken, "a gift to %s is %s", deed, taken ? "still here" : "gone");
    rt_drop(kit->rt, gift);
    rt_drop(kit->rt, target);
    rt_drop(kit->rt, endpoint.id);
}

void test_transfers(struct kit *kit)
{
    server_without_slots(kit);
    foreign_id(kit);
    giver_dies(kit, false);
    giver_dies(kit, true);
    taker_dies(kit, "block", false);
    taker_dies(kit, "hoard", true);
}
