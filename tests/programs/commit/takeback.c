/* SPDX-License-Identifier: MIT */
/*
 * A parent takes back what its child was granted when it was started, while the child does its best to keep it: it hides it in a call that
 * moves it and fails, or is just about to use it. Whatever the moment, the child has it no more when the parent is told so, and nothing that
 * went through it is under way.
 */
#include "commit.h"

#define GRANT_NAME "target"
#define LARGE_BYTES 60000u

/* The id of that name in the child's table. */
static cap_id_t find_granted(struct kit *kit, process_handle_t child, const char *name)
{
    struct capability_manager_granted_params_builder params;
    struct capability_manager_granted_results_reader results;
    struct capn_request request;
    struct capn_list list = { 0 };
    cap_id_t id = CAP_ID_INVALID;
    uint32_t index;
    status_t status = capability_manager_granted_begin_sized(&request, kit->rt, kit->capabilities, &params, 0, 16384);

    if (status == STATUS_OK)
        status = capn_request_add_capability(&request, child.id, CAP_TRANSFER_COPY, &index);
    if (status == STATUS_OK)
        status = capability_manager_granted_params_set_child(&params, index);
    if (status == STATUS_OK)
        status = capn_request_call(&request);
    if (status == STATUS_OK)
        status = capability_manager_granted_results(&request, &results);
    if (status == STATUS_OK)
        status = capability_manager_granted_results_get_capabilities(&results, &list);
    for (uint32_t i = 0; status == STATUS_OK && i < list.count; i++) {
        struct capability_info_reader info;
        struct capn_text text;

        if (capability_info_list_get(&list, i, &info) == STATUS_OK && capability_info_get_name(&info, &text) == STATUS_OK &&
            text.len == strlen(name) && memcmp(text.data, name, text.len) == 0)
            id = capability_info_get_id(&info);
    }
    capn_request_end(&request);
    return id;
}

static void end_child(struct kit *kit, process_handle_t child)
{
    struct kit_exit ended;

    kit_expect(kit, "kill", process_handle_kill(kit->rt, child), STATUS_OK);
    kit_expect(kit, "wait", kit_wait(kit, child, &ended), STATUS_OK);
    rt_drop(kit->rt, child.id);
    kit_expect(kit, "releases", rt_flush_releases(kit->rt), STATUS_OK);
}

/* --- hidden in a call ----------------------------------------------------------------------------------------------- */

/* The child moves it on to children of its own, over and over, in spawns that fail. */
static void take_hidden(struct kit *kit, struct kit_random *random)
{
    const struct kit_grant grants[] = { { GRANT_NAME, KIT_GRANT_COPY, kit->null.id, 0 }, { "spawner", KIT_GRANT_COPY, kit->spawner.id, 0 } };
    const struct kit_child child = { .name = "hide-granted", .binary = "deed", .grants = grants, .grant_count = 2 };
    process_handle_t handle;
    int64_t ended;
    cap_id_t id;

    kit_expect(kit, "child", kit_spawn(kit, &child, &handle, NULL), STATUS_OK);
    do
        id = find_granted(kit, handle, GRANT_NAME);
    while (id == CAP_ID_INVALID); /* it is hidden already */
    commit_spin(kit_random_below(random, 100000));
    ended = kit_revoke_from(kit, handle.id, id);
    kit_check(kit, ended >= 0, "what the child has was not taken back: %ld", (long)ended);
    end_child(kit, handle);
}

static void test_hidden(struct kit *kit)
{
    struct kit_random random = { .state = 17 };
    uint64_t end_ns = kit_after(kit, PART_NS);

    do
        take_hidden(kit, &random);
    while (commit_now(kit->rt, kit->timer) < end_ns);
}

/* --- about to be used ------------------------------------------------------------------------------------------------ */

#define TARGETS 30u
#define METHOD_TARGET 16u               /* and its number */
#define METHOD_LARGE 2u
#define METHOD_END 9u
#define TRIES 2000u

struct worker {
    struct used *test;
    _Alignas(4096) uint64_t memory[(LARGE_BYTES + 4096) / 8];
};

struct used {
    struct kit *kit;
    endpoint_t endpoint;
    cap_id_t facet;
    uint32_t stop;                      /* atomic, as are the next two */
    int32_t taken;                      /* targets up to this one were taken back: calls through them are not answered */
    int32_t seen;                       /* the target that the child called last */
    uint32_t wrong;
    struct worker workers[4];
};

static int64_t serve(struct rt *rt, void *argument)
{
    struct worker *worker = argument;
    struct used *test = worker->test;
    const struct endpoint_message *header = (const void *)worker->memory;
    const struct cap_sqe receive = { .opcode = CAP_OP_RECV, .user_data = 8, .cap_id = test->endpoint.id,
                                     .addr = (uintptr_t)worker->memory, .len = sizeof(worker->memory) };
    struct cap_cqe cqe;
    int32_t target;

    do {
        (void)rt_raw_submit(rt, &receive);
        do
            (void)rt_raw_enter(1, TIME_FOREVER);
        while (!rt_raw_take(rt, &cqe) || cqe.user_data != 8); /* an answer may come too late */
        if (cqe.result < (int32_t)sizeof(*header))
            return 1;
        target = (int32_t)header->method_id - (int32_t)METHOD_TARGET;
        if (header->flags & ENDPOINT_MESSAGE_CANCELLED)
            continue;
        if (target >= 0) {
            if (target <= atomic_load_acquire(&test->taken))
                continue;
            atomic_store_release(&test->seen, target);
        }
        (void)rt_raw_submit(rt, &(struct cap_sqe){ .opcode = CAP_OP_RETURN, .flags = CAP_SQE_QUIET, .user_data = 16,
                                                   .cap_id = test->endpoint.id, .call_id = header->call_id });
    } while (header->method_id != METHOD_END);
    (void)rt_raw_enter(0, 0);
    return 0;
}

/* Keeps the endpoint busy: who calls it waits a while for its turn, on the way from finding the capability to being under way. */
static int64_t crowd(struct rt *rt, void *argument)
{
    struct worker *worker = argument;
    struct used *test = worker->test;

    while (!atomic_load_acquire(&test->stop)) {
        if (commit_do(rt, (struct cap_sqe){ .opcode = CAP_OP_CALL, .method_id = METHOD_LARGE, .cap_id = test->facet,
                                            .addr = (uintptr_t)worker->memory, .len = LARGE_BYTES }).result < 0)
            test->wrong++;
    }
    return 0;
}

static void wait_for_call(struct used *test, int32_t target)
{
    uint32_t tries = 0;

    while (atomic_load_acquire(&test->seen) < target && tries++ < TRIES) {
        if (timer_sleep(test->kit->rt, test->kit->timer, 100000 * (tries / 100)) < 0)
            test->wrong++;
    }
    kit_check(test->kit, tries < TRIES, "a call through what was taken back is under way");
}

/* One child, which uses one capability after the other until it has none any more. */
static void take_each(struct used *test, struct kit_random *random)
{
    struct kit_grant grants[TARGETS];
    char names[TARGETS][4];
    const struct kit_child child = { .name = "call-each", .binary = "deed", .grants = grants, .grant_count = TARGETS };
    struct kit *kit = test->kit;
    process_handle_t handle;
    cap_id_t ids[TARGETS];

    for (uint32_t i = 0; i < TARGETS; i++) {
        const char name[4] = { 't', (char)('0' + i / 10), (char)('0' + i % 10), 0 };

        memcpy(names[i], name, sizeof(name));
        grants[i] = (struct kit_grant){ names[i], KIT_GRANT_COPY, test->facet, 0 };
    }
    test->taken = test->seen = -1;
    kit_expect(kit, "child", kit_spawn(kit, &child, &handle, NULL), STATUS_OK);
    for (uint32_t i = 0; i < TARGETS; i++)
        ids[i] = find_granted(kit, handle, names[i]);
    for (int32_t i = 0; i + 1 < (int32_t)TARGETS && kit->wrong == 0; i++) {
        wait_for_call(test, i);
        commit_spin(kit_random_below(random, 2000));
        kit_expect(kit, "revoke", kit_revoke_from(kit, handle.id, ids[i]) >= 0, 1);
        atomic_store_release(&test->taken, i);
        wait_for_call(test, i + 1);
    }
    end_child(kit, handle);
}

static void test_used(struct kit *kit)
{
    static struct used test;
    struct kit_random random = { .state = 19 };
    uint64_t end_ns = kit_after(kit, PART_NS);
    struct rt_thread *threads[4];

    test = (struct used){ .kit = kit };
    kit_expect(kit, "endpoint", endpoint_factory_create(kit->rt, kit->endpoints, &test.endpoint), STATUS_OK);
    kit_expect(kit, "facet", endpoint_client(kit->rt, test.endpoint, TEST_INTERFACE_ID, &test.facet), STATUS_OK);
    for (uint32_t i = 0; i < 4; i++) {
        test.workers[i].test = &test;
        threads[i] = commit_start(kit, i < 2 ? serve : crowd, &test.workers[i]);
    }
    do
        take_each(&test, &random);
    while (commit_now(kit->rt, kit->timer) < end_ns && kit->wrong == 0);
    atomic_store_release(&test.stop, 1);
    commit_join(kit, threads[2]);
    commit_join(kit, threads[3]);
    for (uint32_t i = 0; i < 2; i++)
        (void)commit_do(kit->rt, (struct cap_sqe){ .opcode = CAP_OP_CALL, .method_id = METHOD_END, .cap_id = test.facet });
    commit_join(kit, threads[0]);
    commit_join(kit, threads[1]);
    kit_check(kit, test.wrong == 0, "%u of what must go well did not", test.wrong);
    rt_drop(kit->rt, test.facet);
    rt_drop(kit->rt, test.endpoint.id);
    kit_expect(kit, "releases", rt_flush_releases(kit->rt), STATUS_OK);
}

void test_takeback(struct kit *kit)
{
    test_hidden(kit);
    test_used(kit);
}
