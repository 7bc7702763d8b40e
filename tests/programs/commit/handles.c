/* SPDX-License-Identifier: MIT */
/*
 * A parent grants to its child while a sibling thread gives up the child's handle, without which nothing can be taken back; and it starts
 * a child while a sibling kills whatever it can think of. The parent pays for what it can take back, and for nothing else; a child that
 * was killed before it ran ends like any other.
 */
#include "commit.h"

/* At least, also on a host that has no time for this. */
#define ROUNDS 20u

struct handles {
    struct kit *kit;
    cap_id_t at_risk;                   /* the handle that the sibling takes, atomic; CAP_ID_INVALID: nothing */
    uint32_t stop;
    uint32_t wrong, rounds;
};

static int64_t release(struct rt *rt, void *argument)
{
    struct handles *test = argument;
    struct kit_random random = { .state = 13 };

    while (!atomic_load_acquire(&test->stop)) {
        cap_id_t id = atomic_load_acquire(&test->at_risk);

        if (id == CAP_ID_INVALID)
            continue;
        commit_spin(kit_random_below(&random, 3000));
        if (commit_do(rt, (struct cap_sqe){ .opcode = CAP_OP_RELEASE, .cap_id = id }).result != STATUS_OK)
            test->wrong++;
        atomic_store_release(&test->at_risk, CAP_ID_INVALID);
    }
    return 0;
}

/* The child serves one call, and ends with it: that is what is left when its handle is gone. */
static void grant_one(struct handles *test)
{
    const struct kit_grant serve = { "serve", KIT_GRANT_ENDPOINT, 0, TEST_INTERFACE_ID };
    const struct kit_child child = { .name = "take-and-exit", .binary = "deed", .grants = &serve, .grant_count = 1 };
    struct kit_ledger before = { 0 }, after = { 0 };
    cap_id_t served = CAP_ID_INVALID, granted;
    struct kit *kit = test->kit;
    process_handle_t handle;
    status_t status;
    uint64_t kept;

    kit_expect(kit, "ledger", kit_ledger_read(kit, rt_pid(kit->rt), &before), STATUS_OK);
    kit_expect(kit, "child", kit_spawn(kit, &child, &handle, &served), STATUS_OK);
    atomic_store_release(&test->at_risk, handle.id);
    status = kit_grant_to(kit, handle.id, kit->null.id, CAP_TRANSFER_COPY, "gift", &granted);
    while (atomic_load_acquire(&test->at_risk) != CAP_ID_INVALID)
        ;
    test->rounds++;
    kit_check(kit, status == STATUS_OK || status == STATUS_INVALID_CAP || status == STATUS_STALE_CAP, "a grant ended with %d", status);
    kit_expect(kit, "ledger", kit_ledger_read(kit, rt_pid(kit->rt), &after), STATUS_OK);
    /* What is new: the facet of its endpoint, and, in the child's table, the endpoint and what was granted. */
    kept = before.cap_slots + 2 + (status == STATUS_OK);
    kit_check(kit, after.cap_slots == kept, "%ld capability slots are charged for a grant that nobody can take back",
              (long)(after.cap_slots - kept));
    (void)commit_do(kit->rt, (struct cap_sqe){ .opcode = CAP_OP_CALL, .cap_id = served });
    rt_drop(kit->rt, served);
    kit_expect(kit, "releases", rt_flush_releases(kit->rt), STATUS_OK);
}

/* --- killed at its start ---------------------------------------------------------------------------------------------- */

/* Kills whatever the next handle of the process will most probably be. */
static int64_t kill_guessed(struct rt *rt, void *argument)
{
    struct handles *test = argument;
    struct cap_sqe kill = { .opcode = CAP_OP_CALL, .method_id = PROCESS_HANDLE_METHOD_KILL };
    static _Alignas(64) uint64_t words[16];

    kill.addr = kill.result_addr = (uintptr_t)words;
    kill.result_len = 64;
    while (!atomic_load_acquire(&test->stop)) {
        kill.cap_id = atomic_load_acquire(&test->at_risk);
        if (kill.cap_id != CAP_ID_INVALID)
            (void)commit_do(rt, kill);
    }
    return 0;
}

static void start_one(struct handles *test)
{
    const struct kit_child child = { .name = "null-exit", .binary = "null-exit" };
    struct kit *kit = test->kit;
    process_handle_t handle;
    struct kit_exit exit;

    kit_expect(kit, "child", kit_spawn(kit, &child, &handle, NULL), STATUS_OK);
    kit_expect(kit, "wait", kit_wait(kit, handle, &exit), STATUS_OK);
    kit_check(kit, exit.kind == EXIT_KIND_EXITED || exit.kind == EXIT_KIND_KILLED, "a child ended with kind %u", exit.kind);
    test->rounds++;
    rt_drop(kit->rt, handle.id);
    kit_expect(kit, "releases", rt_flush_releases(kit->rt), STATUS_OK);
    atomic_store_release(&test->at_risk, handle.id + (1u << CAP_ID_INDEX_BITS));
}

static void test_starts(struct kit *kit)
{
    static struct handles test;
    uint64_t end_ns = kit_after(kit, PART_NS / 2);
    struct rt_thread *thread;

    test = (struct handles){ .kit = kit, .at_risk = CAP_ID_INVALID };
    thread = commit_start(kit, kill_guessed, &test);
    while (commit_now(kit->rt, kit->timer) < end_ns || test.rounds < ROUNDS)
        start_one(&test);
    atomic_store_release(&test.stop, 1);
    commit_join(kit, thread);
}

void test_handles(struct kit *kit)
{
    static struct handles test;
    uint64_t end_ns = kit_after(kit, PART_NS);
    struct rt_thread *thread;

    test = (struct handles){ .kit = kit, .at_risk = CAP_ID_INVALID };
    thread = commit_start(kit, release, &test);
    while (commit_now(kit->rt, kit->timer) < end_ns || test.rounds < ROUNDS)
        grant_one(&test);
    atomic_store_release(&test.stop, 1);
    commit_join(kit, thread);
    kit_check(kit, test.wrong == 0, "%u of what must go well did not", test.wrong);
    test_starts(kit);
}
