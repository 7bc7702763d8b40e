/* SPDX-License-Identifier: MIT */
/*
 * The init of systems/hostile.capnp: runs every program of the boot package whose name begins with `test-`, one after the
 * other, and compares the Inspector's totals before and after each. Exits with 0 when all ended well and nothing leaked.
 */
#include "kit.h"

#include "session.capnp.h"

#define PREFIX "test-"
#define NAMES_BYTES 1024u
#define PROGRAMS_MAX 64u
/* The tables that map kernel stacks stay at their greatest number. Programs compare for themselves, exactly. */
#define FRAME_SLACK 16u

struct programs {
    uint32_t count;
    char names[PROGRAMS_MAX][CAPSET_NAME_BYTES];
};

static bool is_test(struct capn_text name)
{
    return name.len > sizeof(PREFIX) - 1 && name.len < CAPSET_NAME_BYTES && memcmp(name.data, PREFIX, sizeof(PREFIX) - 1) == 0;
}

static status_t read_names(const struct process_spawner_binaries_results_reader *results, struct programs *programs)
{
    struct capn_list names;
    status_t status = process_spawner_binaries_results_get_names(results, &names);

    for (uint32_t i = 0; status == STATUS_OK && i < names.count && programs->count < PROGRAMS_MAX; i++) {
        struct capn_text name;

        status = capn_list_get_text(&names, i, &name);
        if (status == STATUS_OK && is_test(name))
            memcpy(programs->names[programs->count++], name.data, name.len + 1);
    }
    return status;
}

static status_t list_page(struct kit *kit, struct programs *programs, uint32_t *next)
{
    struct process_spawner_binaries_params_builder params;
    struct process_spawner_binaries_results_reader results;
    struct capn_request request;
    status_t status = process_spawner_binaries_begin_sized(&request, kit->rt, kit->spawner, &params, 0, NAMES_BYTES);

    if (status < 0)
        return status;
    process_spawner_binaries_params_set_from(&params, *next);
    status = capn_request_call(&request);
    if (status == STATUS_OK)
        status = process_spawner_binaries_results(&request, &results);
    if (status == STATUS_OK)
        status = read_names(&results, programs);
    if (status == STATUS_OK)
        *next = process_spawner_binaries_results_get_next(&results);
    capn_request_end(&request);
    return status;
}

static status_t list_programs(struct kit *kit, struct programs *programs)
{
    uint32_t next = 0;
    status_t status;

    do {
        status = list_page(kit, programs, &next);
    } while (status == STATUS_OK && next != 0);
    return status;
}

/* Of the real-time clock, for programs that want interrupts. */
static cap_id_t rtc_ports, rtc_line;
static cap_id_t taps;
/* What makes sessions. */
static cap_id_t sessions;
/* What makes scheduling contexts. */
static cap_id_t scheduler;

/* Children are charged to their parents too: who starts large ones needs as much. */
static struct kit_limits limits_of(const char *name)
{
    static const struct {
        const char *name;
        struct kit_limits limits;
    } own[] = {
        { "test-limits", { .queued_calls = 8, .log_bytes = 8192 } },
        { "test-spawn", { .virtual_pages = UINT32_MAX } },
        { "test-pages", { .processes = 128, .frame_pages = 32768, .cap_slots = 1024 } },
        { "test-seen", { .frame_pages = 32768, .threads = 400, .cap_slots = 1024 } },
        { "test-exhaust", { .frame_pages = UINT32_MAX, .virtual_pages = UINT32_MAX } },
    };

    for (size_t i = 0; i < sizeof(own) / sizeof(own[0]); i++) {
        if (strlen(name) == strlen(own[i].name) && memcmp(name, own[i].name, strlen(name)) == 0)
            return own[i].limits;
    }
    return (struct kit_limits){ 0 };
}

/* A child with everything that test programs may want. */
static status_t run_child(struct kit *kit, const char *name, const char *binary, struct kit_exit *exit)
{
    const struct kit_grant grants[] = {
        { "console", KIT_GRANT_COPY, kit->console.id, 0 },   { "timer", KIT_GRANT_COPY, kit->timer.id, 0 },
        { "null", KIT_GRANT_COPY, kit->null.id, 0 },         { "inspector", KIT_GRANT_COPY, kit->inspector.id, 0 },
        { "spawner", KIT_GRANT_COPY, kit->spawner.id, 0 },   { "memory", KIT_GRANT_MEMORY, 0, 0 },
        { "thread", KIT_GRANT_THREAD, 0, 0 },                { "frames", KIT_GRANT_FRAMES, 0, 0 },
        { "endpoints", KIT_GRANT_ENDPOINTS, 0, 0 },            { "capabilities", KIT_GRANT_CAPABILITIES, 0, 0 },
        { "launcher", KIT_GRANT_COPY, kit->launcher.id, 0 },
        { "sessions", KIT_GRANT_COPY, sessions, 0 },         { "session", KIT_GRANT_SESSION, 0, 0 },
        { "threads", KIT_GRANT_THREADS, 0, 0 },              { "park", KIT_GRANT_PARK, 0, 0 },
        { "rtc-ports", KIT_GRANT_COPY, rtc_ports, 0 },        { "rtc-line", KIT_GRANT_COPY, rtc_line, 0 },
        { "taps", KIT_GRANT_COPY, taps, 0 },                  { "scheduler", KIT_GRANT_COPY, scheduler, 0 },
    };
    struct kit_child child = { .name = name, .binary = binary, .grants = grants,
                               .grant_count = sizeof(grants) / sizeof(grants[0]), .limits = limits_of(name) };

    return kit_run(kit, &child, exit);
}

static void run_program(struct kit *kit, const char *name)
{
    struct kit_exit exit = { 0 };
    struct kit_totals before;
    status_t status = kit_totals_read(kit, &before);

    if (status == STATUS_OK)
        status = run_child(kit, name, name, &exit);
    kit_check(kit, status == STATUS_OK, "%s does not run: %s (%s)", name, capn_status_text(status), rt_last_reason(kit->rt));
    if (status < 0)
        return;
    kit_check(kit, exit.kind == EXIT_KIND_EXITED && exit.code == 0, "%s ended with kind %u, code %ld %s", name, exit.kind,
              (long)exit.code, exit.detail);
    kit_totals_compare(kit, name, &before);
}

/* The kernel makes its first slabs when they are first needed, and keeps them. */
static void warm_up(struct kit *kit)
{
    struct kit_exit exit = { 0 };
    status_t status = run_child(kit, "warm-up", "null-exit", &exit);

    kit_check(kit, status == STATUS_OK && exit.code == 0, "null-exit: %s", capn_status_text(status));
}

int main(struct rt *rt)
{
    static struct programs programs;
    static struct kit kit;
    status_t status;

    kit_open(&kit, rt);
    kit.frame_slack = FRAME_SLACK;
    kit_expect(&kit, "rtc-ports", rt_find(rt, "rtc-ports", IO_PORTS_INTERFACE_ID, &rtc_ports), STATUS_OK);
    kit_expect(&kit, "rtc-line", rt_find(rt, "rtc-line", INTERRUPT_INTERFACE_ID, &rtc_line), STATUS_OK);
    kit_expect(&kit, "taps", rt_find(rt, "taps", 0, &taps), STATUS_OK);
    kit_expect(&kit, "sessions", rt_find(rt, "sessions", SESSION_FACTORY_INTERFACE_ID, &sessions), STATUS_OK);
    kit_expect(&kit, "scheduler", rt_find(rt, "scheduler", SCHEDULER_CONTROL_INTERFACE_ID, &scheduler), STATUS_OK);
    status = list_programs(&kit, &programs);
    kit_check(&kit, status == STATUS_OK && programs.count != 0, "no test programs: %s", capn_status_text(status));
    warm_up(&kit);
    for (uint32_t i = 0; i < programs.count; i++)
        run_program(&kit, programs.names[i]);
    rt_log(rt, "%u programs, %s", programs.count, kit.wrong ? "FAILED" : "all went well and nothing leaked");
    return kit.wrong ? 1 : 0;
}
