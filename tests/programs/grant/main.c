/* SPDX-License-Identifier: MIT */
/* Grants to running children, used and taken back. */
#include "grant_test.h"

#define SETTLE_NS 100000000ull

struct child start_child(struct test *test, const char *deed, const struct kit_grant *more, struct kit_limits limits)
{
    struct kit_grant grants[3] = { { "serve", KIT_GRANT_ENDPOINT, 0, ECHO_INTERFACE_ID },
                                   { "timer", KIT_GRANT_COPY, test->kit.timer.id, 0 } };
    struct kit_child model = { .name = deed, .binary = "deed", .grants = grants, .grant_count = 2, .limits = limits };
    struct child child;
    status_t status;

    if (more)
        grants[model.grant_count++] = *more;
    status = kit_spawn(&test->kit, &model, &child.handle, &child.echo.id);
    if (status < 0)
        rt_panic(test->kit.rt, "no child: %s (%s)", capn_status_text(status), rt_last_reason(test->kit.rt));
    return child;
}

void end_child(struct test *test, struct child *child)
{
    struct kit_exit exit;

    kit_expect(&test->kit, "kill", process_handle_kill(test->kit.rt, child->handle), STATUS_OK);
    kit_expect(&test->kit, "wait", kit_wait(&test->kit, child->handle, &exit), STATUS_OK);
    rt_drop(test->kit.rt, child->handle.id);
    rt_drop(test->kit.rt, child->echo.id);
    kit_expect(&test->kit, "flush", rt_flush_releases(test->kit.rt), STATUS_OK);
}

void begin_use(struct test *test, const struct child *child, char letter, struct capn_request *request)
{
    struct echo_say_params_builder params = { 0 };

    kit_expect(&test->kit, "begin", echo_say_begin(request, test->kit.rt, child->echo, &params), STATUS_OK);
    kit_expect(&test->kit, "text", echo_say_params_set_text(&params, (struct capn_text){ &letter, 1 }), STATUS_OK);
    kit_expect(&test->kit, "submit", capn_request_submit(request), STATUS_OK);
}

status_t end_use(struct test *test, struct capn_request *request)
{
    status_t status = capn_request_wait(request, kit_after(&test->kit, 10000000000ull));

    capn_request_end(request);
    return status;
}

status_t use(struct test *test, const struct child *child, char letter)
{
    struct capn_request request;

    begin_use(test, child, letter, &request);
    return end_use(test, &request);
}

void expect_reason(struct test *test, const char *what, const char *reason)
{
    const char *last = rt_last_reason(test->kit.rt);

    kit_check(&test->kit, strlen(last) == strlen(reason) && memcmp(last, reason, strlen(reason)) == 0, "%s: \"%s\", expected \"%s\"",
              what, last, reason);
}

uint32_t count_granted(struct test *test, const struct child *child, const char *name, cap_id_t *id)
{
    struct capability_manager_granted_params_builder params;
    struct capability_manager_granted_results_reader results;
    struct capn_request request;
    struct capn_list list = { 0 };
    uint32_t index;
    status_t status = capability_manager_granted_begin_sized(&request, test->kit.rt, test->kit.capabilities, &params, 0, 16384);

    *id = CAP_ID_INVALID;
    if (status == STATUS_OK)
        status = capn_request_add_capability(&request, child->handle.id, CAP_TRANSFER_COPY, &index);
    if (status == STATUS_OK)
        status = capability_manager_granted_params_set_child(&params, index);
    if (status == STATUS_OK)
        status = capn_request_call(&request);
    if (status == STATUS_OK)
        status = capability_manager_granted_results(&request, &results);
    if (status == STATUS_OK)
        status = capability_manager_granted_results_get_capabilities(&results, &list);
    kit_expect(&test->kit, "granted", status, STATUS_OK);
    for (uint32_t i = 0; status == STATUS_OK && i < list.count; i++) {
        struct capability_info_reader info;
        struct capn_text text;

        if (capability_info_list_get(&list, i, &info) == STATUS_OK && capability_info_get_name(&info, &text) == STATUS_OK &&
            text.len == strlen(name) && memcmp(text.data, name, text.len) == 0)
            *id = capability_info_get_id(&info);
    }
    capn_request_end(&request);
    return list.count;
}

/* Granted, used, taken back, granted again under the same name. */
static void test_use(struct test *test)
{
    struct child child = start_child(test, "use-granted", NULL, (struct kit_limits){ 0 });
    struct kit *kit = &test->kit;
    cap_id_t id, again, listed;

    kit_expect(kit, "use before", use(test, &child, 'n'), STATUS_FAILED);
    for (int round = 0; round < 3; round++) {
        kit_expect(kit, "grant", kit_grant_to(&test->kit, child.handle.id, kit->null.id, CAP_TRANSFER_COPY, "extra", &id), STATUS_OK);
        kit_expect(kit, "grants", count_granted(test, &child, "extra", &listed), 3 + round);
        kit_expect(kit, "its id", listed, id);
        kit_expect(kit, "use", use(test, &child, 'n'), STATUS_OK);
        kit_expect(kit, "the name twice", kit_grant_to(&test->kit, child.handle.id, kit->timer.id, CAP_TRANSFER_COPY, "extra", &again),
                   STATUS_FAILED);
        kit_expect(kit, "revoke", kit_revoke_from(&test->kit, child.handle.id, id), 0);
        kit_expect(kit, "use after", use(test, &child, 'n'), STATUS_GONE);
        kit_expect(kit, "revoke twice", kit_revoke_from(&test->kit, child.handle.id, id), 0);
        kit_expect(kit, "the granter's own", null_cap_null(kit->rt, kit->null), STATUS_OK);
    }
    end_child(test, &child);
}

/* In the middle of each kind of wait. revoke says how many it ended. */
static void test_in_flight(struct test *test, bool at_spawn, bool revocable)
{
    struct kit *kit = &test->kit;
    struct child server = start_child(test, "hoard", NULL, (struct kit_limits){ 0 });
    const struct {
        char letter;
        cap_id_t cap;
    } waits[] = { { 't', kit->timer.id }, { 's', server.echo.id } };

    for (size_t i = 0; i < sizeof(waits) / sizeof(waits[0]); i++) {
        struct kit_grant extra = { "extra", revocable ? KIT_GRANT_REVOCABLE : KIT_GRANT_COPY, waits[i].cap, 0 };
        struct child child = start_child(test, "use-granted", at_spawn ? &extra : NULL, (struct kit_limits){ 0 });
        struct capn_request request;
        cap_id_t id;

        if (at_spawn)
            (void)count_granted(test, &child, "extra", &id);
        else
            kit_expect(kit, "grant", kit_grant_to(&test->kit, child.handle.id, waits[i].cap, CAP_TRANSFER_COPY, "extra", &id), STATUS_OK);
        begin_use(test, &child, waits[i].letter, &request);
        kit_expect(kit, "still waiting", capn_request_wait(&request, kit_after(kit, SETTLE_NS)), STATUS_TIMED_OUT);
        kit_expect(kit, "revoke", kit_revoke_from(&test->kit, child.handle.id, id), 1);
        kit_expect(kit, "the wait", end_use(test, &request), STATUS_GONE);
        kit_expect(kit, "use after", use(test, &child, waits[i].letter), STATUS_GONE);
        end_child(test, &child);
    }
    end_child(test, &server);
}

/* What the child made of it, and passed on: dies with a grant, and with a revocable one of spawn, also after the child's end. */
static void test_derived(struct test *test)
{
    struct kit *kit = &test->kit;

    for (int how = 0; how < 4; how++) {
        bool at_spawn = how & 1, child_ends = how & 2;
        struct kit_grant extra = { "extra", KIT_GRANT_REVOCABLE, kit->null.id, 0 };
        struct child child = start_child(test, "use-granted", at_spawn ? &extra : NULL, (struct kit_limits){ 0 });
        struct kit_exit exit;
        cap_id_t id, copy = CAP_ID_INVALID;

        if (at_spawn)
            (void)count_granted(test, &child, "extra", &id);
        else
            kit_expect(kit, "grant", kit_grant_to(&test->kit, child.handle.id, kit->null.id, CAP_TRANSFER_COPY, "extra", &id), STATUS_OK);
        kit_expect(kit, "a copy of it", echo_give(kit->rt, child.echo, &copy), STATUS_OK);
        kit_expect(kit, "use of the copy", null_cap_null(kit->rt, (null_cap_t){ copy }), STATUS_OK);
        if (child_ends) {
            kit_expect(kit, "kill", process_handle_kill(kit->rt, child.handle), STATUS_OK);
            kit_expect(kit, "wait", kit_wait(kit, child.handle, &exit), STATUS_OK);
        }
        kit_expect(kit, "revoke", kit_revoke_from(&test->kit, child.handle.id, id), 0);
        kit_expect(kit, "the copy", null_cap_null(kit->rt, (null_cap_t){ copy }), STATUS_GONE);
        rt_drop(kit->rt, copy);
        end_child(test, &child);
    }
}

/* A plain grant of spawn takes the child's hold only. */
static void test_plain(struct test *test)
{
    struct kit *kit = &test->kit;
    struct kit_grant extra = { "extra", KIT_GRANT_COPY, kit->null.id, 0 };
    struct child child = start_child(test, "use-granted", &extra, (struct kit_limits){ 0 });
    cap_id_t id, copy = CAP_ID_INVALID;

    kit_expect(kit, "a copy of it", echo_give(kit->rt, child.echo, &copy), STATUS_OK);
    (void)count_granted(test, &child, "extra", &id);
    kit_expect(kit, "revoke", kit_revoke_from(&test->kit, child.handle.id, id), 0);
    kit_expect(kit, "use after", use(test, &child, 'n'), STATUS_GONE);
    kit_expect(kit, "passing it on after", echo_give(kit->rt, child.echo, &extra.cap), STATUS_TRANSFER_ABORTED);
    kit_expect(kit, "the copy", null_cap_null(kit->rt, (null_cap_t){ copy }), STATUS_OK);
    rt_drop(kit->rt, copy);
    /* Its endpoint too: the service is closed then. */
    (void)count_granted(test, &child, "serve", &id);
    kit_expect(kit, "revoke its endpoint", kit_revoke_from(&test->kit, child.handle.id, id), 0);
    kit_expect(kit, "a call to it", echo_ping(kit->rt, child.echo), STATUS_GONE);
    end_child(test, &child);
}

/* A memory object: frames are the child's while it has it, the mapping stays. */
static void test_memory(struct test *test)
{
    struct kit *kit = &test->kit;
    struct child child = start_child(test, "use-granted", NULL, (struct kit_limits){ 0 });
    memory_object_t memory = { CAP_ID_INVALID };
    cap_id_t id;

    kit_expect(kit, "memory", frame_allocator_alloc_frame(kit->rt, kit->frames, &memory), STATUS_OK);
    kit_expect(kit, "grant by move", kit_grant_to(&test->kit, child.handle.id, memory.id, CAP_TRANSFER_MOVE, "extra", &id), STATUS_OK);
    kit_expect(kit, "what was moved", memory_object_unmap(kit->rt, memory, 0, PAGE_SIZE), STATUS_STALE_CAP);
    kit_expect(kit, "use", use(test, &child, 'm'), STATUS_OK);
    kit_expect(kit, "revoke", kit_revoke_from(&test->kit, child.handle.id, id), 0);
    kit_expect(kit, "use after", use(test, &child, 'm'), STATUS_GONE);
    end_child(test, &child);
}

int main(struct rt *rt)
{
    static struct test test;
    struct kit_totals before;

    kit_open(&test.kit, rt);
    test_use(&test); /* makes slabs that stay */
    kit_expect(&test.kit, "totals", kit_totals_read(&test.kit, &before), STATUS_OK);
    test_use(&test);
    test_in_flight(&test, false, true);
    test_in_flight(&test, true, true);
    test_in_flight(&test, true, false);
    test_derived(&test);
    test_plain(&test);
    test_memory(&test);
    test_refusals(&test);
    test_facets(&test);
    kit_expect(&test.kit, "flush", rt_flush_releases(rt), STATUS_OK);
    test.kit.frame_slack = 4;
    kit_totals_compare(&test.kit, "granting", &before);
    return kit_close(&test.kit);
}
