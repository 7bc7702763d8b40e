/* SPDX-License-Identifier: MIT */
/*
 * A call to a kernel object moves a capability away, or makes one, while a sibling thread releases and moves whatever id it can think of.
 * A capability that moves is in one place; one that is made belongs to its caller from the completion on and not before.
 */
#include "commit.h"
#include "core/atomic.h"

#define GRANT_NAME "gift"

struct moves {
    struct kit *kit;
    process_handle_t child;
    cap_id_t at_risk;                   /* what the sibling releases, atomic; CAP_ID_INVALID: nothing */
    uint32_t stop;
    uint32_t released, granted, spawned, neither, wrong;
};

static int64_t steal(struct rt *rt, void *argument)
{
    struct moves *test = argument;
    struct kit_random random = { .state = 11 };

    while (!atomic_load_acquire(&test->stop)) {
        cap_id_t id = atomic_load_acquire(&test->at_risk);
        int32_t result;

        if (id == CAP_ID_INVALID)
            continue;
        commit_spin(kit_random_below(&random, 3000));
        result = commit_do(rt, (struct cap_sqe){ .opcode = CAP_OP_RELEASE, .cap_id = id }).result;
        test->released += result == STATUS_OK;
        test->wrong += result != STATUS_OK && result != STATUS_STALE_CAP && result != STATUS_INVALID_CAP;
        atomic_store_release(&test->at_risk, CAP_ID_INVALID);
    }
    return 0;
}

static void wait_for_thief(struct moves *test)
{
    while (atomic_load_acquire(&test->at_risk) != CAP_ID_INVALID)
        ;
}

/* Grants with a move to a child that waits for nothing in particular: either the grant happened and the id is gone from here, or the
 * sibling was first and the child has nothing. */
static void grant_one(struct moves *test, endpoint_t endpoint)
{
    struct kit *kit = test->kit;
    uint32_t released = test->released;
    cap_id_t id = commit_facet(kit->rt, endpoint.id), granted = CAP_ID_INVALID;
    status_t status;

    atomic_store_release(&test->at_risk, id);
    status = kit_grant_to(kit, test->child.id, id, CAP_TRANSFER_MOVE, GRANT_NAME, &granted);
    wait_for_thief(test);
    if (status == STATUS_OK) {
        test->granted++;
        kit_check(kit, test->released == released, "a capability was moved to a child and released here as well");
        kit_expect(kit, "revoke", kit_revoke_from(kit, test->child.id, granted), 0);
    } else {
        test->neither++;
        kit_check(kit, (status == STATUS_INVALID_CAP || status == STATUS_STALE_CAP) && test->released == released + 1,
                  "a grant ended with %d, and %u were released", status, test->released - released);
    }
}

/* The same with a spawn. */
static void spawn_one(struct moves *test, endpoint_t endpoint)
{
    struct kit *kit = test->kit;
    uint32_t released = test->released;
    cap_id_t id = commit_facet(kit->rt, endpoint.id);
    struct kit_exit ended;
    status_t status;

    atomic_store_release(&test->at_risk, id);
    status = kit_run(kit, &(struct kit_child){ .name = "moved", .binary = "null-exit", .grant_count = 1,
                                               .grants = &(struct kit_grant){ .name = "null", .kind = KIT_GRANT_MOVE, .cap = id } },
                     &ended);
    wait_for_thief(test);
    if (status == STATUS_OK) {
        test->spawned++;
        kit_check(kit, test->released == released, "a capability was moved to a new child and released here as well");
    } else {
        test->neither++;
        kit_check(kit, (status == STATUS_INVALID_CAP || status == STATUS_STALE_CAP) && test->released == released + 1,
                  "a spawn ended with %d, and %u were released", status, test->released - released);
    }
}

/* Releases the ids that the next results of the process will most probably have. */
static int64_t guess(struct rt *rt, void *argument)
{
    struct moves *test = argument;

    while (!atomic_load_acquire(&test->stop)) {
        cap_id_t id = atomic_load_acquire(&test->at_risk);

        if (id != CAP_ID_INVALID)
            test->released += commit_do(rt, (struct cap_sqe){ .opcode = CAP_OP_RELEASE, .cap_id = id }).result == STATUS_OK;
    }
    return 0;
}

/* A result that cannot be delivered, since its buffer is read-only by then: its id was never anybody's. */
static void test_guesses(struct kit *kit)
{
    static struct moves test;
    static _Alignas(4096) uint64_t words[512];
    uint64_t end_ns = kit_after(kit, PART_NS / 3);
    struct cap_sqe create = { .opcode = CAP_OP_CALL, .method_id = ENDPOINT_FACTORY_METHOD_CREATE, .cap_id = kit->endpoints.id,
                              .addr = (uintptr_t)words, .result_addr = (uintptr_t)words, .result_len = 8 };
    struct rt_thread *thread;
    endpoint_t endpoint;
    uint32_t tries = 0;

    test = (struct moves){ .kit = kit, .at_risk = CAP_ID_INVALID };
    thread = commit_start(kit, guess, &test);
    /* The slot that is free now is the one that is taken next, in its next generation. */
    kit_expect(kit, "endpoint", endpoint_factory_create(kit->rt, kit->endpoints, &endpoint), STATUS_OK);
    rt_drop(kit->rt, endpoint.id);
    kit_expect(kit, "releases", rt_flush_releases(kit->rt), STATUS_OK);
    atomic_store_release(&test.at_risk, endpoint.id + (1u << CAP_ID_INDEX_BITS));
    do {
        int32_t result = commit_do(kit->rt, create).result;

        tries++;
        kit_check(kit, result == STATUS_RESULT_TOO_LARGE, "a result without room for its record: %d", result);
    } while (commit_now(kit->rt, kit->timer) < end_ns);
    atomic_store_release(&test.stop, 1);
    commit_join(kit, thread);
    kit_check(kit, test.released == 0, "%u of %u results were released before they were delivered", test.released, tries);
}

/* A child of its own for some grants: each that is revoked leaves a slot behind in it. */
static void grant_some(struct moves *test, endpoint_t endpoint)
{
    /* It serves, and is never called: it only has to be there. */
    const struct kit_grant serve = { "serve", KIT_GRANT_ENDPOINT, 0, TEST_INTERFACE_ID };
    const struct kit_child child = { .name = "use-granted", .binary = "deed", .grants = &serve, .grant_count = 1 };
    struct kit *kit = test->kit;
    cap_id_t served = CAP_ID_INVALID;
    struct kit_exit ended;

    kit_expect(kit, "child", kit_spawn(kit, &child, &test->child, &served), STATUS_OK);
    for (uint32_t i = 0; i < 32; i++)
        grant_one(test, endpoint);
    kit_expect(kit, "kill", process_handle_kill(kit->rt, test->child), STATUS_OK);
    kit_expect(kit, "wait", kit_wait(kit, test->child, &ended), STATUS_OK);
    rt_drop(kit->rt, test->child.id);
    rt_drop(kit->rt, served);
    kit_expect(kit, "releases", rt_flush_releases(kit->rt), STATUS_OK);
}

void test_moves(struct kit *kit)
{
    static struct moves test;
    uint64_t end_ns = kit_after(kit, PART_NS);
    struct rt_thread *thief;
    endpoint_t endpoint;

    test = (struct moves){ .kit = kit, .at_risk = CAP_ID_INVALID };
    kit_expect(kit, "endpoint", endpoint_factory_create(kit->rt, kit->endpoints, &endpoint), STATUS_OK);
    thief = commit_start(kit, steal, &test);
    while (commit_now(kit->rt, kit->timer) < end_ns) {
        grant_some(&test, endpoint);
        for (uint32_t i = 0; i < 8; i++)
            spawn_one(&test, endpoint);
    }
    atomic_store_release(&test.stop, 1);
    commit_join(kit, thief);
    kit_check(kit, test.wrong == 0, "%u of what must go well did not", test.wrong);
    kit_check(kit, test.granted + test.spawned + test.neither > 20, "only %u grants and %u spawns", test.granted, test.spawned);
    rt_drop(kit->rt, endpoint.id);
    kit_expect(kit, "releases", rt_flush_releases(kit->rt), STATUS_OK);
    test_guesses(kit);
}
