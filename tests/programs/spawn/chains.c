/* SPDX-License-Identifier: MIT */
/* Calls on answers that are still to come, between processes of which some end in the middle, or give what is taken back. */
#include "spawn_test.h"

#include "capability.capnp.h"
#include "errors.capnp.h"

#define LENGTH 3u
#define RESULT_BYTES 256u
#define CALL_TAG(i) (0x100u + (i) * 8u)

static uint64_t message[512] __attribute__((aligned(4096)));
static uint64_t results[LENGTH][RESULT_BYTES / 8];

/* A chain that we sent: each call on the capability of the one before, and how they ended. */
struct chain {
    struct kit *kit;
    uint64_t ids[LENGTH];
    struct cap_cqe ends[LENGTH];
    uint32_t ended;                     /* of LENGTH */
};

static void chain_send(struct chain *chain, struct kit *kit, cap_id_t target)
{
    struct cap_sqe call = { .opcode = CAP_OP_CALL, .flags = CAP_SQE_KEEP, .cap_id = target, .result_len = RESULT_BYTES };

    *chain = (struct chain){ .kit = kit };
    for (uint32_t i = 0; i < LENGTH; i++) {
        call.result_addr = (uintptr_t)results[i];
        call.user_data = CALL_TAG(i);
        chain->ids[i] = call.dep = rt_raw_submit(kit->rt, &call);
        call.flags = CAP_SQE_KEEP | CAP_SQE_PIPELINE;
        call.cap_id = 0;
    }
}

/* Waits until so many have ended. Nothing else of ours is unfinished. */
static void chain_wait(struct chain *chain, uint32_t count)
{
    struct cap_cqe cqe;

    while (chain->ended < count && rt_raw_enter(1, TIME_FOREVER) >= 0) {
        while (rt_raw_take(chain->kit->rt, &cqe)) {
            uint64_t i = (cqe.user_data - CALL_TAG(0)) / 8;

            if (i >= LENGTH)
                continue;
            chain->ends[i] = cqe;
            chain->ended++;
        }
    }
}

static void expect_capability(struct chain *chain, const char *what, uint32_t i)
{
    kit_check(chain->kit, chain->ends[i].result == 0 && chain->ends[i].cap_count == 1, "%s, call %u: %d with %u capabilities", what,
              i, chain->ends[i].result, chain->ends[i].cap_count);
}

/* The call ended with this sentence, whoever it was said to first. */
static void expect_gone(struct chain *chain, const char *what, uint32_t i, const char *sentence)
{
    struct cap_exception_reader exception;
    struct capn_message opened;
    struct capn_text reason = { "", 0 };
    bool right = false;

    if (chain->ends[i].result == STATUS_APPLICATION_EXCEPTION && chain->ends[i].aux <= RESULT_BYTES &&
        capn_message_open(&opened, results[i], (size_t)chain->ends[i].aux, NULL) == STATUS_OK &&
        cap_exception_read_root(&opened, &exception) == STATUS_OK &&
        cap_exception_get_reason(&exception, &reason) == STATUS_OK)
        right = cap_exception_get_type(&exception) == EXCEPTION_TYPE_DISCONNECTED && reason.len == strlen(sentence) &&
                memcmp(reason.data, sentence, reason.len) == 0;
    kit_check(chain->kit, right, "%s, call %u: %d, \"%s\"", what, i, chain->ends[i].result, reason.data);
}

/* Gives back what came, and has all forgotten. */
static void chain_end(struct chain *chain)
{
    for (uint32_t i = 0; i < LENGTH; i++) {
        const struct cap_result_record *record = (const struct cap_result_record *)(const void *)results[i];

        if (chain->ends[i].result == 0 && chain->ends[i].cap_count == 1)
            kit_refused(chain->kit, "RELEASE of what came",
                        (struct cap_sqe){ .opcode = CAP_OP_RELEASE, .cap_id = record->cap_id }, STATUS_OK);
        kit_refused(chain->kit, "FINISH", (struct cap_sqe){ .opcode = CAP_OP_FINISH, .dep = chain->ids[i] }, STATUS_OK);
    }
}

/* --- clients that end ----------------------------------------------------------------------------------------------- */

static endpoint_t make_endpoint(struct kit *kit)
{
    endpoint_t endpoint;

    if (endpoint_factory_create(kit->rt, kit->endpoints, &endpoint) < 0)
        rt_panic(kit->rt, "no endpoint");
    return endpoint;
}

static struct cap_sqe receive_of(endpoint_t endpoint)
{
    return (struct cap_sqe){ .opcode = CAP_OP_RECV, .cap_id = endpoint.id, .addr = (uintptr_t)message, .len = sizeof(message) };
}

static uint64_t receive(struct kit *kit, endpoint_t endpoint, const char *what, uint16_t flags)
{
    const struct endpoint_message *header = (const struct endpoint_message *)message;
    struct cap_cqe cqe = kit_do(kit, receive_of(endpoint));

    kit_check(kit, cqe.result == sizeof(*header) && (header->flags & ENDPOINT_MESSAGE_CANCELLED) == flags, "%s: %d, flags %x", what,
              cqe.result, header->flags);
    return header->call_id;
}

static void expect_nothing_left(struct kit *kit, endpoint_t endpoint)
{
    uint32_t queued = 0, receivers = 0, in_flight = 0;

    kit_expect(kit, "info", endpoint_info(kit->rt, endpoint, &queued, &receivers, &in_flight), STATUS_OK);
    kit_expect(kit, "calls left", queued + receivers + in_flight, 0);
}

/* Killed when we have answered so many of its calls and work on the next: we are told of that one, and hear no more. */
static void client_is_killed(struct kit *kit, uint32_t answered)
{
    struct kit_grant grant = { "target", KIT_GRANT_CLIENT_OF, CAP_ID_INVALID, TEST_INTERFACE_ID };
    struct cap_transfer_descriptor given = { .mode = CAP_TRANSFER_COPY };
    endpoint_t endpoint = make_endpoint(kit);
    process_handle_t child;
    uint64_t call_id;

    grant.cap = endpoint.id;
    kit_expect(kit, "client", endpoint_client(kit->rt, endpoint, TEST_INTERFACE_ID, &given.cap_id), STATUS_OK);
    child = must_spawn(kit, "chain-and-wait", &grant, 1, NULL);
    for (uint32_t i = 0; i < answered; i++) {
        call_id = receive(kit, endpoint, "the next of the chain", 0);
        kit_refused(kit, "RETURN with a capability",
                    (struct cap_sqe){ .opcode = CAP_OP_RETURN, .cap_id = endpoint.id, .call_id = call_id,
                                      .addr = (uintptr_t)&given, .xfer_count = 1 }, STATUS_OK);
    }
    call_id = receive(kit, endpoint, "the call that it dies of", 0);
    end_child(kit, child);
    kit_expect(kit, "the call that is given up", (int64_t)receive(kit, endpoint, "after the client's end", ENDPOINT_MESSAGE_CANCELLED),
               (int64_t)call_id);
    kit_refused(kit, "RETURN to the dead",
                (struct cap_sqe){ .opcode = CAP_OP_RETURN, .cap_id = endpoint.id, .call_id = call_id }, STATUS_INVALID_CALL);
    expect_nothing_left(kit, endpoint);
    rt_drop(kit->rt, given.cap_id);
    rt_drop(kit->rt, endpoint.id);
}

/* Ends by itself, with all of it sent and none of it received. */
static void client_exits(struct kit *kit)
{
    struct kit_grant grant = { "target", KIT_GRANT_CLIENT_OF, CAP_ID_INVALID, TEST_INTERFACE_ID };
    endpoint_t endpoint = make_endpoint(kit);
    struct kit_exit exit = { 0 };
    process_handle_t child;

    grant.cap = endpoint.id;
    child = must_spawn(kit, "chain-and-exit", &grant, 1, NULL);
    kit_expect(kit, "wait", kit_wait(kit, child, &exit), STATUS_OK);
    kit_expect(kit, "its code", exit.code, 7);
    expect_nothing_left(kit, endpoint);
    rt_drop(kit->rt, child.id);
    rt_drop(kit->rt, endpoint.id);
}

/* --- servers that end ----------------------------------------------------------------------------------------------- */

static process_handle_t start_server(struct kit *kit, const char *deed, cap_id_t given, cap_id_t *facet)
{
    const struct kit_grant grants[] = { { "serve", KIT_GRANT_ENDPOINT, 0, TEST_INTERFACE_ID }, { "given", KIT_GRANT_COPY, given, 0 } };

    *facet = CAP_ID_INVALID;
    return must_spawn(kit, deed, grants, given == CAP_ID_INVALID ? 1 : 2, facet);
}

/* It answers the first call and goes with the second in its hands: the third hears the same. */
static void server_dies(struct kit *kit)
{
    cap_id_t facet;
    process_handle_t server = start_server(kit, "give-once", CAP_ID_INVALID, &facet);
    struct kit_exit exit = { 0 };
    struct chain chain;

    chain_send(&chain, kit, facet);
    chain_wait(&chain, LENGTH);
    expect_capability(&chain, "a server that dies", 0);
    expect_gone(&chain, "a server that dies", 1, "the service ended before it answered");
    expect_gone(&chain, "a server that dies", 2, "the service ended before it answered");
    chain_end(&chain);
    kit_expect(kit, "wait", kit_wait(kit, server, &exit), STATUS_OK);
    kit_expect(kit, "its code", exit.code, 7);
    rt_drop(kit->rt, server.id);
    rt_drop(kit->rt, facet);
}

/* The first answers with a capability of another: the chain goes on there, in whatever process that is. */
static void third_service(struct kit *kit, const char *deed, const char *second_end)
{
    cap_id_t first, second;
    process_handle_t other = start_server(kit, deed, CAP_ID_INVALID, &second);
    process_handle_t server = start_server(kit, "give", second, &first);
    struct chain chain;

    chain_send(&chain, kit, first);
    chain_wait(&chain, LENGTH);
    expect_capability(&chain, "from the first service", 0);
    expect_capability(&chain, "from the second", 1);
    if (second_end)
        expect_gone(&chain, "from the second", 2, second_end);
    else
        expect_capability(&chain, "from the second", 2);
    chain_end(&chain);
    end_child(kit, server);
    if (!second_end)
        kit_expect(kit, "kill", process_handle_kill(kit->rt, other), STATUS_OK);
    rt_drop(kit->rt, other.id);
    rt_drop(kit->rt, first);
    rt_drop(kit->rt, second);
}

/* Nobody there any more when the capability comes. */
static void dead_target(struct kit *kit)
{
    endpoint_t gone = make_endpoint(kit);
    process_handle_t server;
    cap_id_t target, facet;
    struct chain chain;

    kit_expect(kit, "client", endpoint_client(kit->rt, gone, TEST_INTERFACE_ID, &target), STATUS_OK);
    server = start_server(kit, "give", target, &facet);
    rt_drop(kit->rt, gone.id);
    kit_expect(kit, "flush", rt_flush_releases(kit->rt), STATUS_OK);
    chain_send(&chain, kit, facet);
    chain_wait(&chain, LENGTH);
    expect_capability(&chain, "a client of nobody", 0);
    kit_expect(kit, "a call on a client of nobody", chain.ends[1].result, STATUS_APPLICATION_EXCEPTION);
    kit_expect(kit, "and the next", chain.ends[2].result, STATUS_APPLICATION_EXCEPTION);
    chain_end(&chain);
    end_child(kit, server);
    rt_drop(kit->rt, target);
    rt_drop(kit->rt, facet);
}

/* --- taken back ----------------------------------------------------------------------------------------------------- */

/* What a server gives was lent to it, and is taken back with one call under way through it and one behind that. */
static void taken_back(struct kit *kit)
{
    struct cap_sqe late = { .opcode = CAP_OP_CALL, .flags = CAP_SQE_PIPELINE, .result_addr = (uintptr_t)results[1],
                            .result_len = RESULT_BYTES };
    endpoint_t endpoint = make_endpoint(kit);
    cap_id_t client = CAP_ID_INVALID, lent = CAP_ID_INVALID, facet;
    revoker_t revoker = { CAP_ID_INVALID };
    process_handle_t server;
    struct chain chain;

    kit_expect(kit, "client", endpoint_client(kit->rt, endpoint, TEST_INTERFACE_ID, &client), STATUS_OK);
    kit_expect(kit, "lend", kit_lend(kit, client, &lent, &revoker), STATUS_OK);
    server = start_server(kit, "give", lent, &facet);
    chain_send(&chain, kit, facet);
    chain_wait(&chain, 1);
    expect_capability(&chain, "what was lent", 0);
    /* The second waits for us. Not a typed call, which would take the chain's completions. */
    rt_raw_submit(kit->rt, &(struct cap_sqe){ .opcode = CAP_OP_CALL, .flags = CAP_SQE_QUIET, .method_id = REVOKER_METHOD_REVOKE,
                                              .cap_id = revoker.id, .result_addr = (uintptr_t)message, .result_len = RESULT_BYTES,
                                              .user_data = 8 });
    chain_wait(&chain, LENGTH);
    expect_gone(&chain, "what was taken back", 1, "the capability was revoked");
    expect_gone(&chain, "what was taken back", 2, "the capability was revoked");
    late.dep = chain.ids[0];
    memset(results[1], 0, RESULT_BYTES);
    chain.ends[1] = kit_do(kit, late);
    expect_gone(&chain, "a call after that", 1, "the capability was revoked");
    chain_end(&chain);
    end_child(kit, server);
    expect_nothing_left(kit, endpoint);
    rt_drop(kit->rt, revoker.id);
    rt_drop(kit->rt, lent);
    rt_drop(kit->rt, client);
    rt_drop(kit->rt, facet);
    rt_drop(kit->rt, endpoint.id);
}

/* The frame of kept answers stays with our thread: made before anything is counted. So do the slabs that this makes. */
void chains_warm_up(struct kit *kit)
{
    struct chain chain;

    chain_send(&chain, kit, kit->null.id);
    chain_wait(&chain, LENGTH);
    chain_end(&chain);
    taken_back(kit);
}

void test_chains(struct kit *kit)
{
    client_is_killed(kit, 0);
    client_is_killed(kit, 1);
    client_is_killed(kit, 5);
    client_exits(kit);
    server_dies(kit);
    third_service(kit, "give", NULL);
    third_service(kit, "give-once", "the service ended before it answered");
    dead_target(kit);
    taken_back(kit);
}
