/* SPDX-License-Identifier: MIT */
/* Many processes at once: who gets the processor, whose registers are whose, and how a bomb ends. */
#include "spawn_test.h"

#define BOMB_LIMIT 40u
#define LIMIT 64u                       /* of children, when nobody says anything else */

/* The processor time of a process on the page that begins at *from, which becomes the next one's begin. 0: it is not there. */
static uint64_t cpu_time_on_page(struct kit *kit, const char *name, uint32_t *from)
{
    struct inspector_processes_params_builder params;
    struct inspector_processes_results_reader results;
    struct capn_request request;
    struct capn_list list;
    uint64_t time = 0;

    if (inspector_processes_begin_sized(&request, kit->rt, kit->inspector, &params, 0, 8192) < 0)
        return 0;
    inspector_processes_params_set_from_pid(&params, *from);
    *from = 0;
    if (capn_request_call(&request) == STATUS_OK && inspector_processes_results(&request, &results) == STATUS_OK &&
        inspector_processes_results_get_processes(&results, &list) == STATUS_OK) {
        *from = inspector_processes_results_get_next(&results);
        for (uint32_t i = 0; i < list.count; i++) {
            struct process_info_reader info;
            struct capn_text text;

            if (process_info_list_get(&list, i, &info) == STATUS_OK && process_info_get_name(&info, &text) == STATUS_OK &&
                text.len == strlen(name) && memcmp(text.data, name, text.len) == 0)
                time = process_info_get_cpu_time_ns(&info);
        }
    }
    capn_request_end(&request);
    return time;
}

/* The processor time of a child so far. */
static uint64_t cpu_time(struct kit *kit, const char *name)
{
    uint32_t from = 0;
    uint64_t time;

    do {
        time = cpu_time_on_page(kit, name, &from);
    } while (time == 0 && from != 0);
    return time;
}

/* Two that hand the processor to each other all the time must not keep it from a third. */
static void hand_off_is_fair(struct kit *kit)
{
    const struct kit_grant serve[] = { { "serve", KIT_GRANT_ENDPOINT, 0, TEST_INTERFACE_ID } };
    struct kit_grant target[] = { { "target", KIT_GRANT_MOVE, CAP_ID_INVALID, 0 } };
    process_handle_t pong, ping, spin, busy;
    uint64_t start, spun, handed;
    cap_id_t facet = CAP_ID_INVALID;

    pong = must_spawn(kit, "pong", serve, 1, &facet);
    target[0].cap = facet;
    ping = must_spawn(kit, "ping", target, 1, NULL);
    spin = must_spawn(kit, "spin", NULL, 0, NULL);
    busy = must_spawn(kit, "enter-for-ever", NULL, 0, NULL);
    start = kit_after(kit, 0);
    kit_expect(kit, "sleep", timer_sleep(kit->rt, kit->timer, 400 * MS), STATUS_OK);
    spun = cpu_time(kit, "spin");
    handed = cpu_time(kit, "ping") + cpu_time(kit, "pong");
    kit_check(kit, spun > (kit_after(kit, 0) - start) / 8, "one that spins got %lu of %lu ns", (unsigned long)spun,
              (unsigned long)(kit_after(kit, 0) - start));
    kit_check(kit, handed > (kit_after(kit, 0) - start) / 8, "two that call each other got %lu of %lu ns",
              (unsigned long)handed, (unsigned long)(kit_after(kit, 0) - start));
    end_child(kit, ping);
    end_child(kit, pong);
    end_child(kit, spin);
    end_child(kit, busy);
    rt_drop(kit->rt, facet);
}

static void registers_are_private(struct kit *kit)
{
    const struct kit_grant grants[] = { { "timer", KIT_GRANT_COPY, kit->timer.id, 0 } };
    process_handle_t children[4];

    for (size_t i = 0; i < COUNT(children); i++)
        children[i] = must_spawn(kit, "sum-floats", grants, 1, NULL);
    for (size_t i = 0; i < COUNT(children); i++) {
        struct kit_exit exit = { 0 };

        kit_expect(kit, "wait", kit_wait(kit, children[i], &exit), STATUS_OK);
        kit_expect(kit, "sums that stay the same", exit.code, 7);
        rt_drop(kit->rt, children[i].id);
    }
}

/* Processes that make processes until memory or the ledgers say no. All of them end, and all of it comes back. */
static void bomb(struct kit *kit)
{
    const struct kit_grant grants[] = { { "timer", KIT_GRANT_COPY, kit->timer.id, 0 },
                                        { "spawner", KIT_GRANT_COPY, kit->spawner.id, 0 } };
    struct kit_child child = { .name = "bomb-2", .binary = "deed", .grants = grants, .grant_count = 2,
                               .limits = { .processes = BOMB_LIMIT } };
    struct kit_totals totals = { 0 }, before = { 0 };
    struct kit_exit exit = { 0 };

    kit_expect(kit, "totals", kit_totals_read(kit, &before), STATUS_OK);
    kit_expect(kit, "a bomb", kit_run(kit, &child, &exit), STATUS_OK);
    kit_check(kit, exit.kind == EXIT_KIND_EXITED && (exit.code == 7 || exit.code == 1), "kind %u, code %ld", exit.kind,
              (long)exit.code);
    for (int i = 0; i < 200 && kit_totals_read(kit, &totals) == STATUS_OK && totals.processes > before.processes; i++)
        kit_expect(kit, "sleep", timer_sleep(kit->rt, kit->timer, 20 * MS), STATUS_OK);
    kit_expect(kit, "processes left", totals.processes, before.processes);
}

/* As many children as the ledger allows, and what the refusal says. One that ended and was waited for makes room. */
static void limit_of_processes(struct kit *kit)
{
    static const char expected[] = "the limit of processes (64) is reached";
    const struct kit_child child = { .name = "block", .binary = "deed" };
    process_handle_t children[LIMIT + 1];
    const char *reason;
    uint32_t count = 0;
    status_t status = STATUS_OK;

    for (int round = 0; round < 2; round++) {
        while (count <= LIMIT && (status = kit_spawn(kit, &child, &children[count], NULL)) == STATUS_OK)
            count++;
        reason = rt_last_reason(kit->rt);
        kit_expect(kit, "a child too many", status, STATUS_OVERLOADED);
        kit_check(kit, strlen(reason) == strlen(expected) && memcmp(reason, expected, strlen(reason)) == 0, "a child too many: \"%s\"",
                  reason);
        kit_expect(kit, "children at once", count, LIMIT);
        if (round == 0 && count != 0)
            end_child(kit, children[--count]);
    }
    while (count > 0)
        end_child(kit, children[--count]);
}

/* A child may be given more addresses than anybody could walk through page by page. */
static void huge_reservation(struct kit *kit)
{
    const struct kit_grant grants[] = { { "memory", KIT_GRANT_MEMORY, 0, 0 } };
    struct kit_child child = { .name = "sparse", .binary = "deed", .grants = grants, .grant_count = 1,
                               .limits = { .virtual_pages = UINT32_MAX } };
    struct kit_exit exit = { 0 };
    uint64_t start = kit_after(kit, 0);

    kit_expect(kit, "a child with 16 TiB of addresses", kit_run(kit, &child, &exit), STATUS_OK);
    kit_expect(kit, "its code", exit.code, 7);
    kit_check(kit, kit_after(kit, 0) - start < 2000 * MS, "it kept the machine for %lu ms",
              (unsigned long)((kit_after(kit, 0) - start) / MS));
}

void test_many(struct kit *kit)
{
    huge_reservation(kit);
    /* What maps the kernel stacks of so many stays, and serves the next. */
    kit->frame_slack = 16;
    hand_off_is_fair(kit);
    registers_are_private(kit);
    bomb(kit);
    limit_of_processes(kit);
}
