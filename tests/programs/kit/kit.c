/* SPDX-License-Identifier: MIT */
/* Counting attempts and comparing totals. See kit.h. */
#include "kit.h"

#define LINE_BYTES 300
/* A process that was waited for may still hold a page or two while the reaper is at work. */
#define SETTLE_TRIES 20u
#define SETTLE_NS 5000000ull
#define SMP_FRAME_SLACK 8u
/* Beyond that many lines only the count says more. */
#define WRONG_SHOWN 40u

static cap_id_t find(struct rt *rt, const char *name, uint64_t interface_id)
{
    cap_id_t id;

    return rt_find(rt, name, interface_id, &id) == STATUS_OK ? id : CAP_ID_INVALID;
}

/* How many the page from *next on has. */
static status_t count_cpus(struct kit *kit, uint32_t *count, uint32_t *next)
{
    struct inspector_cpu_params_builder params;
    struct inspector_cpu_results_reader results;
    struct capn_request request;
    struct capn_list cpus = { 0 };
    status_t status = inspector_cpu_begin(&request, kit->rt, kit->inspector, &params);

    if (status < 0)
        return status;
    inspector_cpu_params_set_from_id(&params, *next);
    status = capn_request_call(&request);
    if (status == STATUS_OK)
        status = inspector_cpu_results(&request, &results);
    if (status == STATUS_OK)
        status = inspector_cpu_results_get_cpus(&results, &cpus);
    if (status == STATUS_OK)
        *next = inspector_cpu_results_get_next(&results);
    capn_request_end(&request);
    *count += cpus.count;
    return status;
}

uint32_t kit_cpus(struct kit *kit)
{
    uint32_t count = 0, next = 0;
    status_t status;

    do {
        status = count_cpus(kit, &count, &next);
    } while (status == STATUS_OK && next != 0);
    return status == STATUS_OK ? count : 1;
}

/* With more than one CPU a child may run before its parent has come to wait for it: totals would differ by that wait. And slabs
 * may fall to pieces in a way that keeps a page or two, because processes overlap that come one after the other on one CPU. */
static void settle(struct kit *kit)
{
    struct kit_totals totals = { 0 };

    if (kit->inspector.id == CAP_ID_INVALID || kit->timer.id == CAP_ID_INVALID || kit_cpus(kit) == 1)
        return;
    kit->frame_slack = SMP_FRAME_SLACK;
    for (uint32_t i = 0; i < SETTLE_TRIES; i++) {
        if (kit_totals_read(kit, &totals) != STATUS_OK || totals.answers != 0 || timer_sleep(kit->rt, kit->timer, SETTLE_NS) < 0)
            break;
    }
}

void kit_open(struct kit *kit, struct rt *rt)
{
    *kit = (struct kit){
        .rt = rt,
        .console.id = find(rt, "console", CONSOLE_INTERFACE_ID),
        .timer.id = find(rt, "timer", TIMER_INTERFACE_ID),
        .null.id = find(rt, "null", NULL_CAP_INTERFACE_ID),
        .inspector.id = find(rt, "inspector", INSPECTOR_INTERFACE_ID),
        .spawner.id = find(rt, "spawner", PROCESS_SPAWNER_INTERFACE_ID),
        .launcher.id = find(rt, "launcher", PROCESS_SPAWNER_INTERFACE_ID),
        .memory.id = find(rt, "memory", VIRTUAL_MEMORY_INTERFACE_ID),
        .frames.id = find(rt, "frames", FRAME_ALLOCATOR_INTERFACE_ID),
        .thread.id = find(rt, "thread", THREAD_CONTROL_INTERFACE_ID),
        .threads.id = find(rt, "threads", THREAD_SPAWNER_INTERFACE_ID),
        .park.id = find(rt, "park", PARK_SPACE_INTERFACE_ID),
        .capabilities.id = find(rt, "capabilities", CAPABILITY_MANAGER_INTERFACE_ID),
        .endpoints.id = find(rt, "endpoints", ENDPOINT_FACTORY_INTERFACE_ID),
    };
    settle(kit);
    /* Whoever started us waits for our end by now, or its wait would come up in the totals one day. */
    if (kit->timer.id != CAP_ID_INVALID)
        kit_expect(kit, "sleep", timer_sleep(rt, kit->timer, 1000000), STATUS_OK);
}

void kit_check(struct kit *kit, bool right, const char *format, ...)
{
    char line[LINE_BYTES];
    va_list arguments;

    kit->attempts++;
    if (right)
        return;
    if (kit->wrong++ >= WRONG_SHOWN)
        return;
    va_start(arguments, format);
    (void)rt_format_va(line, sizeof(line), format, arguments);
    va_end(arguments);
    rt_log(kit->rt, "WRONG: %s", line);
}

void kit_expect(struct kit *kit, const char *what, int64_t got, int64_t expected)
{
    kit_check(kit, got == expected, "%s: got %ld, expected %ld", what, (long)got, (long)expected);
}

int kit_close(struct kit *kit)
{
    if (kit->wrong == 0)
        rt_log(kit->rt, "%u attempts, all refused as documented", kit->attempts);
    else
        rt_log(kit->rt, "%u of %u attempts went wrong", kit->wrong, kit->attempts);
    return kit->wrong ? 1 : 0;
}

status_t kit_totals_read(struct kit *kit, struct kit_totals *totals)
{
    struct inspector_totals_params_builder params;
    struct inspector_totals_results_reader results;
    struct system_totals_reader reader;
    struct capn_request request;
    status_t status = inspector_totals_begin(&request, kit->rt, kit->inspector, &params);

    if (status < 0)
        return status;
    status = capn_request_call(&request);
    if (status == STATUS_OK)
        status = inspector_totals_results(&request, &results);
    if (status == STATUS_OK)
        status = inspector_totals_results_get_totals(&results, &reader);
    if (status == STATUS_OK)
        *totals = (struct kit_totals){
            .free_frames = system_totals_get_free_frames(&reader),
            .objects = system_totals_get_objects(&reader),
            .cap_slots = system_totals_get_cap_slots(&reader),
            .answers = system_totals_get_answers(&reader),
            .processes = system_totals_get_processes(&reader),
            .threads = system_totals_get_threads(&reader),
        };
    capn_request_end(&request);
    return status;
}

static bool same(const struct kit_totals *a, const struct kit_totals *b, uint32_t slack)
{
    uint64_t apart = a->free_frames > b->free_frames ? a->free_frames - b->free_frames : b->free_frames - a->free_frames;

    return apart <= slack && a->objects == b->objects && a->cap_slots == b->cap_slots &&
           a->answers == b->answers && a->processes == b->processes && a->threads == b->threads;
}

void kit_totals_compare(struct kit *kit, const char *what, const struct kit_totals *before)
{
    struct kit_totals after = { 0 };

    if (rt_flush_releases(kit->rt) < 0)
        return;
    for (uint32_t i = 0; i < SETTLE_TRIES; i++) {
        if (kit_totals_read(kit, &after) == STATUS_OK && same(&after, before, kit->frame_slack))
            break;
        if (timer_sleep(kit->rt, kit->timer, SETTLE_NS) < 0)
            break;
    }
    kit_check(kit, same(&after, before, kit->frame_slack),
              "%s: free frames %lu -> %lu, objects %lu -> %lu, capability slots %lu -> %lu, answers %lu -> %lu, processes %u "
              "-> %u, threads %u -> %u",
              what, before->free_frames, after.free_frames, before->objects, after.objects, before->cap_slots, after.cap_slots,
              before->answers, after.answers, before->processes, after.processes, before->threads, after.threads);
}
