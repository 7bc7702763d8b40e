/* SPDX-License-Identifier: MIT */
/* Endpoint.revokeFacets: every facet dies at once, with the calls that wait; the endpoint itself goes on. */
#include "grant_test.h"

#define CALLS 3u
#define TOKEN(n) ((uint64_t)(n) << 3)

static status_t ping(struct test *test, cap_id_t facet)
{
    return echo_ping(test->kit.rt, (echo_t){ facet });
}

/* Nobody receives: a call would wait. So what is refused at once is refused for the facet's sake. */
static void expect_dead(struct test *test, const char *what, cap_id_t facet)
{
    kit_expect(&test->kit, what, ping(test, facet), STATUS_GONE);
    expect_reason(test, what, "the capability was revoked");
}

/* Facets in this process and in a child, plain, lent and granted on; and queued calls through them. */
static void queued_calls(struct test *test, endpoint_t endpoint)
{
    struct child child = start_child(test, "use-granted", NULL, (struct kit_limits){ 0 });
    struct kit *kit = &test->kit;
    struct capn_request requests[CALLS], waiting;
    cap_id_t facets[2], fresh, id, copy;
    uint32_t calls = 0;

    for (uint32_t i = 0; i < 2; i++)
        kit_expect(kit, "facet", endpoint_client(kit->rt, endpoint, ECHO_INTERFACE_ID, &facets[i]), STATUS_OK);
    kit_expect(kit, "grant", kit_grant_to(&test->kit, child.handle.id, facets[0], CAP_TRANSFER_COPY, "extra", &id), STATUS_OK);
    kit_expect(kit, "a copy back", echo_give(kit->rt, child.echo, &copy), STATUS_OK);
    for (uint32_t i = 0; i < CALLS; i++) {
        kit_expect(kit, "begin", capn_request_begin(&requests[i], kit->rt, facets[i % 2], ECHO_METHOD_PING, 16, 256), STATUS_OK);
        kit_expect(kit, "submit", capn_request_submit(&requests[i]), STATUS_OK);
    }
    begin_use(test, &child, 's', &waiting);
    kit_expect(kit, "all wait", capn_request_wait(&waiting, kit_after(kit, 20000000)), STATUS_TIMED_OUT);
    kit_expect(kit, "revoke", endpoint_revoke_facets(kit->rt, endpoint, &calls), STATUS_OK);
    kit_expect(kit, "calls that it ended", calls, CALLS + 1);
    for (uint32_t i = 0; i < CALLS; i++) {
        kit_expect(kit, "a queued call", capn_request_wait(&requests[i], TIME_FOREVER), STATUS_GONE);
        capn_request_end(&requests[i]);
    }
    kit_expect(kit, "the child's call", end_use(test, &waiting), STATUS_GONE);
    expect_dead(test, "a facet", facets[0]);
    expect_dead(test, "another", facets[1]);
    expect_dead(test, "a copy", copy);
    kit_expect(kit, "the child's facet", use(test, &child, 's'), STATUS_GONE);
    kit_expect(kit, "granting a dead facet", kit_grant_to(&test->kit, child.handle.id, facets[1], CAP_TRANSFER_COPY, "more", &id),
               STATUS_DISCONNECTED);
    kit_expect(kit, "again", endpoint_revoke_facets(kit->rt, endpoint, &calls), STATUS_OK);
    kit_expect(kit, "nothing to end", calls, 0);
    kit_expect(kit, "a new facet", endpoint_client(kit->rt, endpoint, ECHO_INTERFACE_ID, &fresh), STATUS_OK);
    for (uint32_t i = 0; i < 2; i++)
        rt_drop(kit->rt, facets[i]);
    rt_drop(kit->rt, copy);
    rt_drop(kit->rt, fresh);
    end_child(test, &child);
}

static uint64_t take(struct kit *kit, struct cap_cqe *cqe)
{
    (void)rt_raw_enter(1, TIME_FOREVER); /* no other call meanwhile: its client would take our completions */
    return rt_raw_take(kit->rt, cqe) ? cqe->user_data : 0;
}

/* In the server's hands: it is told, its RETURN finds nothing, and a receive that was armed stays. */
static void call_in_flight(struct test *test, endpoint_t endpoint)
{
    struct kit *kit = &test->kit;
    static uint8_t buffer[256] __attribute__((aligned(8)));
    const struct endpoint_message *message = (const struct endpoint_message *)buffer;
    struct cap_sqe receive = { .opcode = CAP_OP_RECV, .user_data = TOKEN(2), .addr = (uint64_t)(uintptr_t)buffer,
                               .len = sizeof(buffer), .cap_id = endpoint.id };
    struct capn_request request;
    uint32_t calls = 0;
    struct cap_cqe cqe;
    uint64_t call_id;
    cap_id_t facet;

    kit_expect(kit, "facet", endpoint_client(kit->rt, endpoint, ECHO_INTERFACE_ID, &facet), STATUS_OK);
    kit_expect(kit, "begin", capn_request_begin(&request, kit->rt, facet, ECHO_METHOD_PING, 16, 256), STATUS_OK);
    kit_expect(kit, "submit", capn_request_submit(&request), STATUS_OK);
    (void)rt_raw_submit(kit->rt, &receive);
    kit_expect(kit, "the server gets the call", (int64_t)take(kit, &cqe), TOKEN(2));
    call_id = message->call_id;
    kit_expect(kit, "revoke", endpoint_revoke_facets(kit->rt, endpoint, &calls), STATUS_OK);
    kit_expect(kit, "calls that it ended", calls, 1);
    kit_expect(kit, "the call", capn_request_wait(&request, TIME_FOREVER), STATUS_GONE);
    capn_request_end(&request);
    (void)rt_raw_submit(kit->rt, &receive);
    kit_expect(kit, "the server is told", (int64_t)take(kit, &cqe), TOKEN(2));
    kit_check(kit, message->flags == ENDPOINT_MESSAGE_CANCELLED && message->call_id == call_id, "not the cancelled message");
    kit_refused(kit, "RETURN to it", (struct cap_sqe){ .opcode = CAP_OP_RETURN, .cap_id = endpoint.id, .call_id = call_id },
                STATUS_INVALID_CALL);
    rt_drop(kit->rt, facet);
}

/* Other holds of the server on its own endpoint are behind as well; what the call went through is the root. */
static void other_owners(struct test *test, endpoint_t endpoint)
{
    static uint8_t buffer[256] __attribute__((aligned(8)));
    struct kit *kit = &test->kit;
    uint32_t calls;
    cap_id_t other;

    kit_expect(kit, "narrow", kit_narrow(kit, endpoint.id, ENDPOINT_INTERFACE_ID, &other), STATUS_OK);
    kit_expect(kit, "revoke", endpoint_revoke_facets(kit->rt, endpoint, &calls), STATUS_OK);
    kit_expect(kit, "revoke through the other", endpoint_revoke_facets(kit->rt, (endpoint_t){ other }, &calls), STATUS_GONE);
    kit_refused(kit, "RECV through the other", (struct cap_sqe){ .opcode = CAP_OP_RECV, .cap_id = other, .len = sizeof(buffer),
                                                                  .addr = (uint64_t)(uintptr_t)buffer }, STATUS_DISCONNECTED);
    rt_drop(kit->rt, other);
}

void test_facets(struct test *test)
{
    struct kit *kit = &test->kit;
    endpoint_t endpoint;
    uint32_t calls;
    cap_id_t facet;

    kit_expect(kit, "endpoint", endpoint_factory_create(kit->rt, kit->endpoints, &endpoint), STATUS_OK);
    queued_calls(test, endpoint);
    call_in_flight(test, endpoint);
    other_owners(test, endpoint);
    /* A client cannot. */
    kit_expect(kit, "facet", endpoint_client(kit->rt, endpoint, ECHO_INTERFACE_ID, &facet), STATUS_OK);
    rt_drop(kit->rt, endpoint.id);
    kit_expect(kit, "flush", rt_flush_releases(kit->rt), STATUS_OK);
    kit_expect(kit, "revoke by a client", endpoint_revoke_facets(kit->rt, (endpoint_t){ facet }, &calls), STATUS_GONE);
    rt_drop(kit->rt, facet);
}
