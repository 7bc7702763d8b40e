/* SPDX-License-Identifier: MIT */
/* Notifications: alone, and back and forth with another process (tests/bench/peer). */
#include "bench.h"

#include "notification.capnp.h"
#include "rt/notification.h"

#define BOTH_WAYS 2u

static struct rt_notification there, back;

static struct rt_notification make(struct bench *bench)
{
    notification_t made;

    if (endpoint_factory_create_notification(bench->rt, bench->endpoints, &made) != STATUS_OK)
        rt_panic(bench->rt, "no notification: %s", rt_last_reason(bench->rt));
    return (struct rt_notification){ .cap = made.id };
}

static status_t grant(struct capn_request *request, struct capn_list_builder *grants, uint32_t at, const char *name, cap_id_t cap)
{
    struct cap_grant_source_builder source;
    struct cap_grant_builder builder;
    uint32_t index;
    status_t status = cap_grant_list_at(grants, at, &builder);

    if (status == STATUS_OK)
        status = cap_grant_set_name(&builder, (struct capn_text){ name, (uint32_t)strlen(name) });
    if (status == STATUS_OK)
        status = capn_request_add_capability(request, cap, CAP_TRANSFER_COPY, &index);
    if (status < 0)
        return status;
    source = cap_grant_get_source_builder(&builder);
    return cap_grant_source_set_capability(&source, index);
}

process_handle_t bench_start_peer(struct bench *bench, cap_id_t from, cap_id_t to)
{
    struct process_spawner_spawn_params_builder params;
    struct process_spawner_spawn_results_reader spawned;
    struct capn_list_builder grants;
    struct capn_request request;
    process_handle_t handle;
    uint32_t index;

    if (process_spawner_spawn_begin(&request, bench->rt, bench->spawner, &params) != STATUS_OK ||
        process_spawner_spawn_params_set_name(&params, CAPN_TEXT("peer")) != STATUS_OK ||
        process_spawner_spawn_params_set_binary_name(&params, CAPN_TEXT("bench-peer")) != STATUS_OK ||
        process_spawner_spawn_params_init_grants(&params, 2, &grants) != STATUS_OK ||
        grant(&request, &grants, 0, "there", from) != STATUS_OK ||
        grant(&request, &grants, 1, "back", to) != STATUS_OK || capn_request_call(&request) != STATUS_OK ||
        process_spawner_spawn_results(&request, &spawned) != STATUS_OK ||
        process_spawner_spawn_results_get_handle(&spawned, &index) != STATUS_OK ||
        capn_request_take_capability(&request, index, PROCESS_HANDLE_INTERFACE_ID, &handle.id) != STATUS_OK)
        rt_panic(bench->rt, "no peer: %s", rt_last_reason(bench->rt));
    capn_request_end(&request);
    return handle;
}

static void signal_alone(struct bench *bench)
{
    if (notification_signal(bench->rt, (notification_t){ there.cap }, 2) != STATUS_OK)
        rt_panic(bench->rt, "Notification.signal is wrong");
}

/* Both ways are the same: a signal and a wait in one entry, and the other side runs. */
static void signal_and_wait(struct bench *bench)
{
    uint64_t bits;

    rt_signal(bench->rt, there, 1);
    if (rt_notification_wait(bench->rt, back, TIME_FOREVER, &bits) != STATUS_OK || bits != 1)
        rt_panic(bench->rt, "the notification that comes back is wrong");
}

void bench_notifications(struct bench *bench)
{
    process_handle_t peer;
    uint64_t bits;

    there = make(bench);
    back = make(bench);
    bench_run(bench, "notification_signal_kernel", 512, 1, signal_alone);
    if (notification_poll(bench->rt, (notification_t){ there.cap }, &bits) != STATUS_OK || bits != 2)
        rt_panic(bench->rt, "Notification.poll is wrong");
    peer = bench_start_peer(bench, there.cap, back.cap);
    bench_run(bench, "notification_signal_to_waiter", 512, BOTH_WAYS, signal_and_wait);
    if (process_handle_kill(bench->rt, peer) != STATUS_OK)
        rt_panic(bench->rt, "the peer does not end");
    rt_drop(bench->rt, peer.id);
    rt_drop(bench->rt, there.cap);
    rt_drop(bench->rt, back.cap);
}
