/* SPDX-License-Identifier: MIT */
/* Timer: the monotonic clock, sleeping, and times that set bits. */
#include "object/singletons.h"
#include "ring/deadlines.h"

#include "arch/time.h"
#include "ipc/kernel_call.h"
#include "kernel.capnp.h"
#include "object/notification.h"
#include "process.capnp.h"
#include "sched/scheduler.h"

static status_t timer_read(void *self, struct capn_call *call, const struct monotonic_clock_now_params_reader *params,
                           struct monotonic_clock_now_results_builder *results)
{
    (void)self;
    (void)call;
    (void)params;
    monotonic_clock_now_results_set_ns(results, clock_now_ns());
    return STATUS_OK;
}

static status_t timer_wait(void *self, struct capn_call *capn, const struct timer_sleep_params_reader *params,
                           struct timer_sleep_results_builder *results)
{
    uint64_t ns = timer_sleep_params_get_ns(params);
    uint64_t now = clock_now_ns();
    uint64_t deadline = ns < TIME_FOREVER - now ? now + ns : TIME_FOREVER - 1;

    (void)results;
    if (ns == 0)
        return STATUS_OK;
    answer_add_sleep(kernel_call_defer(kernel_call_of(capn), self, answer_cancel_sleep), deadline);
    return STATUS_PENDING;
}

static status_t timer_bind(void *self, struct capn_call *call, const struct timer_notify_params_reader *params,
                           struct timer_notify_results_builder *results)
{
    uint32_t index;
    status_t status = timer_notify_params_get_signal(params, &index);

    (void)self;
    (void)results;
    return status != STATUS_OK ? status
                               : notification_bind_time(kernel_call_of(call), index, timer_notify_params_get_bits(params),
                                                        timer_notify_params_get_deadline_ns(params));
}

static const struct monotonic_clock_server clock_server = { .now = timer_read };
static const struct timer_server server = { .sleep = timer_wait, .notify = timer_bind, .monotonic_clock = &clock_server };

static status_t dispatch(struct object *object, uint16_t method_id, struct kernel_call *call)
{
    return timer_dispatch(&server, object, method_id, &call->capn);
}

struct object_kind timer_kind = {
    .name = "timer",
    .interface = &timer_interface,
    .dispatch = dispatch,
    .destroy = object_destroy_static,
    .waits_for = WAIT_REASON_SLEEP,
};
