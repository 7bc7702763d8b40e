/* SPDX-License-Identifier: MIT */
/* What calls, spawning and alarms cost while there are many processes that wait, and many alarms. */
#include "scaling.h"

#include "notification.capnp.h"

#define PROCESSES 1000u
#define ALARMS 1000u
#define ALARMS_EACH 60u                 /* of one notification; the kernel takes 64 */
#define FAR_NS 1000000000000ull         /* none of them fires while we measure */

static cap_id_t make_notification(struct bench *bench)
{
    notification_t made;

    if (endpoint_factory_create_notification(bench->rt, bench->endpoints, &made) != STATUS_OK)
        rt_panic(bench->rt, "no notification: %s", rt_last_reason(bench->rt));
    return made.id;
}

static void ping(struct bench *bench)
{
    if (echo_ping(bench->rt, bench->echo) != STATUS_OK)
        rt_panic(bench->rt, "Echo.ping is wrong: %s", rt_last_reason(bench->rt));
}

/* ---- processes, each of which waits for a notification of its own ---- */

static process_handle_t processes[PROCESSES];
static cap_id_t signals[PROCESSES];

static void more_processes(struct bench *bench, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to; i++) {
        signals[i] = make_notification(bench);
        processes[i] = bench_start_peer(bench, signals[i], signals[i]);
        /* A call lets it run until it waits. */
        ping(bench);
    }
}

static void end_processes(struct bench *bench, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        if (process_handle_kill(bench->rt, processes[i]) != STATUS_OK)
            rt_panic(bench->rt, "a process does not end");
        rt_drop(bench->rt, processes[i].id);
        rt_drop(bench->rt, signals[i]);
    }
}

void scale_processes(struct bench *bench)
{
    static const struct scale_operation operations[] = { { "call", 64, ping }, { "spawn_wait", 16, bench_spawn_and_wait }, { 0 } };
    static const struct scale_subject subject = { "processes", { 10, 100, PROCESSES }, more_processes, operations, end_processes };

    scale_run(bench, &subject);
}

/* ---- alarms ---- */

static cap_id_t alarms[ALARMS / ALARMS_EACH + 1];
static uint64_t start_ns;

static void set_alarm(struct bench *bench, cap_id_t signal, uint64_t deadline_ns, uint64_t bits)
{
    if (timer_notify(bench->rt, bench->timer, deadline_ns, (notification_signal_t){ signal }, bits) != STATUS_OK)
        rt_panic(bench->rt, "Timer.notify: %s", rt_last_reason(bench->rt));
}

static void more_alarms(struct bench *bench, uint32_t from, uint32_t to)
{
    if (from == 0 && timer_now(bench->rt, bench->timer, &start_ns) != STATUS_OK)
        rt_panic(bench->rt, "Timer.now is wrong");
    for (uint32_t i = from; i < to; i++) {
        if (i % ALARMS_EACH == 0)
            alarms[i / ALARMS_EACH] = make_notification(bench);
        /* Not in order, as alarms are not. */
        set_alarm(bench, alarms[i / ALARMS_EACH], start_ns + FAR_NS + (uint64_t)i * 7919 % ALARMS * 1000000, 1ull << i % ALARMS_EACH);
    }
}

/* In the middle of the others, and away again. */
static void set_and_cancel(struct bench *bench)
{
    set_alarm(bench, alarms[0], start_ns + FAR_NS + ALARMS / 2 * 1000000ull + 1, 1ull << 63);
    set_alarm(bench, alarms[0], TIME_FOREVER, 1ull << 63);
}

static void drop_alarms(struct bench *bench, uint32_t count)
{
    for (uint32_t i = 0; i * ALARMS_EACH < count; i++)
        rt_drop(bench->rt, alarms[i]);
    if (rt_flush_releases(bench->rt) != STATUS_OK)
        rt_panic(bench->rt, "notifications are not released");
}

void scale_timers(struct bench *bench)
{
    static const struct scale_operation operations[] = { { "set_cancel", 64, set_and_cancel }, { "call", 64, ping }, { 0 } };
    static const struct scale_subject subject = { "alarms", { 10, 100, ALARMS }, more_alarms, operations, drop_alarms };

    scale_run(bench, &subject);
}
