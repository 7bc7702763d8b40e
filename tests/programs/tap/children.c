/* SPDX-License-Identifier: MIT */
/* What a tap shows of children: everything it may, nothing else, and what happens when it is full or its holder goes. */
#include "tap_test.h"

/* The same child under a tap without payload, one with, and one with a little. */
static void test_payload(struct tap_test *test, uint32_t payload_bytes)
{
    const struct kit_grant grants[] = { { "null", KIT_GRANT_COPY, test->kit.null.id, 0 },
                                        { "memory", KIT_GRANT_MEMORY, 0, 0 } };
    ring_tap_t tap = tap_make(test, 0, payload_bytes);
    struct seen seen = { 0 };
    uint32_t expected = payload_bytes >= 24 ? 2 * CALLS : 0;

    tap_end_child(test, tap_spawn(test, "calls", grants, 2, tap, NULL));
    tap_read_all(test, tap, &seen);
    kit_check(&test->kit, seen.processes == 1 && seen.grants == 2 && seen.exits == 1, "%u starts, %u grants, %u ends",
              seen.processes, seen.grants, seen.exits);
    kit_check(&test->kit, seen.submissions == seen.completions && seen.submissions >= CALLS, "%u submissions, %u completions",
              seen.submissions, seen.completions);
    kit_check(&test->kit, seen.secrets == expected, "the secret is seen %u times, not %u", seen.secrets, expected);
    kit_check(&test->kit, (seen.payloads != 0) == (payload_bytes != 0), "%u payloads", seen.payloads);
    kit_check(&test->kit, seen.lost == 0 && seen.gaps == 0, "%lu lost, %lu gaps", seen.lost, seen.gaps);
    tap_drop(test, tap.id);
}

/* More records than the smallest buffer takes, and nobody reads until the end. */
static void test_full(struct tap_test *test)
{
    const struct kit_grant grants[] = { { "null", KIT_GRANT_COPY, test->kit.null.id, 0 } };
    ring_tap_t tap = tap_make(test, 4096, 1024);
    struct seen seen = { 0 };
    uint32_t records;

    tap_end_child(test, tap_spawn(test, "flood", grants, 1, tap, NULL));
    tap_read_all(test, tap, &seen);
    records = seen.submissions + seen.completions + seen.processes + seen.grants + seen.exits;
    kit_check(&test->kit, records >= 16 && records <= 32, "%u records from 4,096 bytes", records);
    kit_check(&test->kit, seen.lost + records >= 2 * FLOOD + 3 && seen.lost + records < 2 * FLOOD + 100,
              "%lu lost and %u kept of %u calls", seen.lost, records, FLOOD);
    /* It goes on with what comes next, which says how many are missing. */
    tap_end_child(test, tap_spawn(test, "flood", grants, 1, tap, NULL));
    tap_read_all(test, tap, &seen);
    kit_check(&test->kit, seen.lost_in_records > FLOOD && seen.processes == 2, "%lu said to be lost", seen.lost_in_records);
    tap_drop(test, tap.id);
}

/* The holder drops it while the child runs; and a holder ends while its child runs. */
static void test_holder_goes(struct tap_test *test)
{
    const struct kit_grant timer[] = { { "timer", KIT_GRANT_COPY, test->kit.timer.id, 0 } };
    const struct kit_grant all[] = {
        { "taps", KIT_GRANT_COPY, test->taps.id, 0 },       { "spawner", KIT_GRANT_COPY, test->kit.spawner.id, 0 },
        { "timer", KIT_GRANT_COPY, test->kit.timer.id, 0 }, { "console", KIT_GRANT_COPY, test->kit.console.id, 0 },
        { "memory", KIT_GRANT_MEMORY, 0, 0 },
    };
    ring_tap_t tap = tap_make(test, 0, 64);
    process_handle_t child = tap_spawn(test, "sleep", timer, 1, tap, NULL);
    struct kit_child holder = { .name = "holder", .binary = "test-tap", .grants = all, .grant_count = 5 };
    struct kit_exit exit = { 0 };

    tap_drop(test, tap.id);
    tap_end_child(test, child);
    kit_expect(&test->kit, "a holder that ends", kit_run(&test->kit, &holder, &exit), STATUS_OK);
    kit_check(&test->kit, exit.kind == EXIT_KIND_EXITED && exit.code == 0, "the holder: kind %u, code %ld", exit.kind, (long)exit.code);
    /* Its child still sleeps; the totals at the end wait for it. */
}

/* A server and its client: who called is told only to a tap that both have. */
static void test_peers(struct tap_test *test, bool same)
{
    const struct kit_grant serve[] = { { "serve", KIT_GRANT_ENDPOINT, 0, SERVICE_INTERFACE_ID } };
    ring_tap_t server_tap = tap_make(test, 0, 0), client_tap = tap_make(test, 0, 0);
    cap_id_t facet = CAP_ID_INVALID;
    process_handle_t server = tap_spawn(test, "serve", serve, 1, server_tap, &facet);
    const struct kit_grant call[] = { { "service", KIT_GRANT_COPY, facet, 0 } };
    process_handle_t client = tap_spawn(test, "client", call, 1, same ? server_tap : client_tap, NULL);
    struct seen of_server = { 0 }, of_client = { 0 };

    tap_end_child(test, client);
    tap_end_child(test, server);
    tap_read_all(test, server_tap, &of_server);
    tap_read_all(test, client_tap, &of_client);
    kit_check(&test->kit, of_server.messages == 1 && of_client.messages == 0, "%u messages", of_server.messages);
    kit_check(&test->kit, of_server.peers == (same ? 1 : 0) && of_client.peers == 0, "%u peers, %s tap", of_server.peers,
              same ? "the same" : "another");
    tap_drop(test, facet);
    tap_drop(test, server_tap.id);
    tap_drop(test, client_tap.id);
}

void test_children(struct tap_test *test)
{
    test_payload(test, 0);
    test_payload(test, 1024);
    test_payload(test, 8);
    test_full(test);
    test_holder_goes(test);
    test_peers(test, false);
    test_peers(test, true);
}
