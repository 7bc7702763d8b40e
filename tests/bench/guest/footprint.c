/* SPDX-License-Identifier: MIT */
/* How much memory the machine has less for each process, capability and notification more. */
#include "bench.h"

#include "notification.capnp.h"

#define PROCESSES 64u
#define CAPABILITIES 8192u
#define NOTIFICATIONS 2048u
#define SETTLE_NS 20000000u

static cap_id_t made[CAPABILITIES];

uint64_t bench_free_bytes(struct bench *bench)
{
    struct inspector_memory_params_builder params;
    struct inspector_memory_results_reader results;
    struct memory_info_reader memory;
    struct capn_request request;
    uint64_t bytes;

    /* What ended is taken down behind our back: not before we sleep is it all free. */
    if (timer_sleep(bench->rt, bench->timer, SETTLE_NS) != STATUS_OK)
        rt_panic(bench->rt, "Timer.sleep: %s", rt_last_reason(bench->rt));
    if (inspector_memory_begin(&request, bench->rt, bench->inspector, &params) != STATUS_OK ||
        capn_request_call(&request) != STATUS_OK || inspector_memory_results(&request, &results) != STATUS_OK ||
        inspector_memory_results_get_memory(&results, &memory) != STATUS_OK)
        rt_panic(bench->rt, "Inspector.memory: %s", rt_last_reason(bench->rt));
    bytes = memory_info_get_free_bytes(&memory);
    capn_request_end(&request);
    return bytes;
}

static void drop_all(struct bench *bench, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        rt_drop(bench->rt, made[i]);
    if (rt_flush_releases(bench->rt) != STATUS_OK)
        rt_panic(bench->rt, "holds are not released");
}

/* How many are made first is one more: what only the first needs is not in the number. */
static void measure(struct bench *bench, const char *name, uint32_t count, cap_id_t (*make)(struct bench *bench),
                    void (*end)(struct bench *bench, cap_id_t cap))
{
    cap_id_t first = make(bench);
    uint64_t before = bench_free_bytes(bench), after;

    for (uint32_t i = 0; i < count; i++)
        made[i] = make(bench);
    after = bench_free_bytes(bench);
    bench_report(bench, name, (before - after) / count);
    for (uint32_t i = 0; i < count && end; i++)
        end(bench, made[i]);
    if (end)
        end(bench, first);
    rt_drop(bench->rt, first);
    drop_all(bench, count);
}

cap_id_t bench_copy_hold(struct bench *bench)
{
    struct capability_manager_narrow_params_builder params;
    struct capability_manager_narrow_results_reader results;
    struct capn_request request;
    uint32_t index;
    cap_id_t copy;

    if (capability_manager_narrow_begin(&request, bench->rt, bench->capabilities, &params) != STATUS_OK ||
        capn_request_add_capability(&request, bench->null.id, CAP_TRANSFER_COPY, &index) != STATUS_OK ||
        capability_manager_narrow_params_set_capability(&params, index) != STATUS_OK)
        rt_panic(bench->rt, "CapabilityManager.narrow does not begin");
    capability_manager_narrow_params_set_interface_id(&params, NULL_CAP_INTERFACE_ID);
    if (capn_request_call(&request) != STATUS_OK || capability_manager_narrow_results(&request, &results) != STATUS_OK ||
        capability_manager_narrow_results_get_narrowed(&results, &index) != STATUS_OK ||
        capn_request_take_capability(&request, index, NULL_CAP_INTERFACE_ID, &copy) != STATUS_OK)
        rt_panic(bench->rt, "CapabilityManager.narrow: %s", rt_last_reason(bench->rt));
    capn_request_end(&request);
    return copy;
}

static cap_id_t make_notification(struct bench *bench)
{
    notification_t notification;

    if (endpoint_factory_create_notification(bench->rt, bench->endpoints, &notification) != STATUS_OK)
        rt_panic(bench->rt, "no notification: %s", rt_last_reason(bench->rt));
    return notification.id;
}

/* Waits for a notification that nobody else waits for, and that it alone holds. */
static cap_id_t start_waiting(struct bench *bench)
{
    cap_id_t notification = make_notification(bench);
    cap_id_t process = bench_start_peer(bench, notification, notification).id;

    rt_drop(bench->rt, notification);
    return process;
}

static void end_waiting(struct bench *bench, cap_id_t cap)
{
    if (process_handle_kill(bench->rt, (process_handle_t){ cap }) != STATUS_OK)
        rt_panic(bench->rt, "a process does not end");
}

void bench_footprint(struct bench *bench)
{
    measure(bench, "process_bytes", PROCESSES, start_waiting, end_waiting);
    measure(bench, "capability_bytes", CAPABILITIES, bench_copy_hold, NULL);
    measure(bench, "notification_bytes", NOTIFICATIONS, make_notification, NULL);
}
