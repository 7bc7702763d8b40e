/* SPDX-License-Identifier: MIT */
/* Waiting, killing, letting go; and as many children as one may have. */
#include "spawn_test.h"

#define CHILDREN_MAX 80u

static void kill_in_every_state(struct kit *kit)
{
    static const char *const deeds[] = { "spin", "enter-for-ever", "block", "block-until", "sleep-for-ever", "hoard" };
    const struct kit_grant grants[] = { { "timer", KIT_GRANT_COPY, kit->timer.id, 0 },
                                        { "serve", KIT_GRANT_ENDPOINT, 0, TEST_INTERFACE_ID } };

    for (size_t i = 0; i < COUNT(deeds); i++) {
        for (uint32_t sleep = 0; sleep < 2; sleep++) {
            process_handle_t child = must_spawn(kit, deeds[i], grants, COUNT(grants), NULL);
            struct kit_exit exit = { 0 };

            /* Once before it ran at all, once in the middle of its deed. */
            if (sleep)
                kit_expect(kit, "sleep", timer_sleep(kit->rt, kit->timer, 5 * MS), STATUS_OK);
            kit_expect(kit, "kill", process_handle_kill(kit->rt, child), STATUS_OK);
            kit_expect(kit, "kill twice", process_handle_kill(kit->rt, child), STATUS_OK);
            kit_expect(kit, "wait", kit_wait(kit, child, &exit), STATUS_OK);
            kit_check(kit, exit.kind == EXIT_KIND_KILLED && exit.detail[0] != '\0', "%s: kind %u, \"%s\"", deeds[i], exit.kind,
                      exit.detail);
            kit_expect(kit, "kill after the end", process_handle_kill(kit->rt, child), STATUS_OK);
            exit = (struct kit_exit){ 0 };
            kit_expect(kit, "wait again", kit_wait(kit, child, &exit), STATUS_OK);
            kit_expect(kit, "the same end", exit.kind, EXIT_KIND_KILLED);
            rt_drop(kit->rt, child.id);
        }
    }
}

static void two_waiters(struct kit *kit)
{
    process_handle_t child = must_spawn(kit, "block", NULL, 0, NULL);
    struct cap_sqe sqe = { .opcode = CAP_OP_CALL, .method_id = PROCESS_HANDLE_METHOD_WAIT, .cap_id = child.id };
    uint8_t results[256] __attribute__((aligned(8)));
    struct cap_cqe cqe;
    uint64_t id;

    sqe.result_addr = (uintptr_t)results;
    sqe.result_len = sizeof(results);
    sqe.user_data = 0x80;
    id = rt_raw_submit(kit->rt, &sqe);
    kit_expect(kit, "a first waiter", rt_raw_enter(0, 0), 0);
    sqe.user_data = 0;
    kit_refused(kit, "a second waiter", sqe, STATUS_APPLICATION_EXCEPTION);
    /* The first may give up, and then the next may wait. */
    sqe = (struct cap_sqe){ .opcode = CAP_OP_FINISH, .dep = id, .user_data = 0x88 };
    rt_raw_submit(kit->rt, &sqe);
    kit_expect(kit, "the first gives up", rt_raw_enter(2, TIME_FOREVER), 2);
    kit_expect(kit, "two completions", kit_drain(kit), 2);
    sqe = (struct cap_sqe){
        .opcode = CAP_OP_CALL, .method_id = PROCESS_HANDLE_METHOD_WAIT, .cap_id = child.id, .user_data = 0x90
    };
    rt_raw_submit(kit->rt, &sqe);
    sqe = (struct cap_sqe){
        .opcode = CAP_OP_CALL, .method_id = PROCESS_HANDLE_METHOD_KILL, .cap_id = child.id, .user_data = 0x98
    };
    rt_raw_submit(kit->rt, &sqe);
    /* The handle goes while its own wait is under way. */
    sqe = (struct cap_sqe){ .opcode = CAP_OP_RELEASE, .cap_id = child.id, .user_data = 0xa0 };
    rt_raw_submit(kit->rt, &sqe);
    kit_expect(kit, "wait, kill, release", rt_raw_enter(3, TIME_FOREVER), 3);
    while (rt_raw_take(kit->rt, &cqe)) {
        int32_t expected = cqe.user_data == 0x90 ? STATUS_RESULT_TOO_LARGE : STATUS_OK;

        kit_expect(kit, "wait without room, kill, release", cqe.result, expected);
    }
}

static void let_go(struct kit *kit)
{
    const struct kit_grant all[] = { { "timer", KIT_GRANT_COPY, kit->timer.id, 0 },
                                     { "spawner", KIT_GRANT_COPY, kit->spawner.id, 0 },
                                     { "memory", KIT_GRANT_MEMORY, 0, 0 } };
    struct kit_child child = { .name = "leave-children", .binary = "deed", .grants = all, .grant_count = COUNT(all) };
    struct kit_ledger used = { .processes = 1 };
    struct kit_exit exit = { 0 };
    process_handle_t nap = must_spawn(kit, "nap", all, 1, NULL);

    rt_drop(kit->rt, nap.id);
    kit_expect(kit, "release", rt_flush_releases(kit->rt), STATUS_OK);
    kit_expect(kit, "a parent that ends before its children", kit_run(kit, &child, &exit), STATUS_OK);
    kit_expect(kit, "its code", exit.code, 7);
    /* Nobody can wait for what was let go, but it ends, and then we no longer pay for it. */
    for (uint32_t tries = 0; used.processes != 0 && tries < 1000; tries++) {
        kit_expect(kit, "sleep", timer_sleep(kit->rt, kit->timer, 10 * MS), STATUS_OK);
        kit_expect(kit, "ledger", kit_ledger_read(kit, rt_pid(kit->rt), &used), STATUS_OK);
    }
    kit_expect(kit, "children let go", (int64_t)used.processes, 0);
}

/* Children until the ledger says no; and again when they are gone. */
static void too_many_children(struct kit *kit)
{
    static process_handle_t children[CHILDREN_MAX];
    struct kit_child child = { .name = "block", .binary = "deed" };

    for (int round = 0; round < 2; round++) {
        status_t status = STATUS_OK;
        uint32_t count = 0;

        while (count < CHILDREN_MAX) {
            status = kit_spawn(kit, &child, &children[count], NULL);
            if (status != STATUS_OK)
                break;
            count++;
        }
        kit_check(kit, status == STATUS_OVERLOADED && count == 64, "%u children, then %d", count, status);
        while (count > 0)
            end_child(kit, children[--count]);
        kit_expect(kit, "releases", rt_flush_releases(kit->rt), STATUS_OK);
    }
}

/* Endpoints and slots until the ledger says no. */
static void too_many_endpoints(struct kit *kit)
{
    static cap_id_t facets[300];
    endpoint_t endpoints[40];

    for (int round = 0; round < 2; round++) {
        status_t status = STATUS_OK;
        uint32_t count = 0, facet_count = 0;

        while (count < COUNT(endpoints)) {
            status = endpoint_factory_create(kit->rt, kit->endpoints, &endpoints[count]);
            if (status != STATUS_OK)
                break;
            count++;
        }
        kit_check(kit, status == STATUS_OVERLOADED && count == 32, "%u endpoints, then %d", count, status);
        while (facet_count < COUNT(facets)) {
            status = endpoint_client(kit->rt, endpoints[0], TEST_INTERFACE_ID, &facets[facet_count]);
            if (status != STATUS_OK)
                break;
            facet_count++;
        }
        kit_check(kit, status == STATUS_OVERLOADED && facet_count > 200 && facet_count < 256, "%u facets, then %d", facet_count,
                  status);
        while (facet_count > 0)
            rt_drop(kit->rt, facets[--facet_count]);
        while (count > 0)
            rt_drop(kit->rt, endpoints[--count].id);
        kit_expect(kit, "releases", rt_flush_releases(kit->rt), STATUS_OK);
    }
}

void test_life(struct kit *kit)
{
    kill_in_every_state(kit);
    two_waiters(kit);
    let_go(kit);
    too_many_children(kit);
    too_many_endpoints(kit);
}
