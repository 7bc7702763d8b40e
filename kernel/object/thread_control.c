/* SPDX-License-Identifier: MIT */
/* ThreadControl: the calling thread: its FS base, its end, its turn. */
#include "object/singletons.h"

#include "arch/thread.h"
#include "ipc/kernel_call.h"
#include "process.capnp.h"
#include "sched/cpu.h"
#include "sched/process.h"

static status_t control_get_fs(void *self, struct capn_call *call,
                               const struct thread_control_get_fs_base_params_reader *params,
                               struct thread_control_get_fs_base_results_builder *results)
{
    (void)self;
    (void)params;
    thread_control_get_fs_base_results_set_address(results, arch_get_fs_base(&kernel_call_of(call)->thread->arch));
    return STATUS_OK;
}

static status_t control_set_fs(void *self, struct capn_call *call,
                               const struct thread_control_set_fs_base_params_reader *params,
                               struct thread_control_set_fs_base_results_builder *results)
{
    uint64_t address = thread_control_set_fs_base_params_get_address(params);

    (void)self;
    (void)results;
    if (address >= USER_MAX)
        return capn_call_fail(call, STATUS_OUT_OF_RANGE, "address: %lx is not a user address", address);
    arch_set_fs_base(&kernel_call_of(call)->thread->arch, address);
    return STATUS_OK;
}

/* The thread leaves from here, in the middle of its call: what the dispatcher would give back later is given back now. */
static status_t control_exit(void *self, struct capn_call *call, const struct thread_control_exit_thread_params_reader *params,
                             struct thread_control_exit_thread_results_builder *results)
{
    int64_t code = thread_control_exit_thread_params_get_code(params);

    (void)self;
    (void)results;
    hold_put(kernel_call_of(call)->hold);
    process_end_thread(code);
}

/* The answer is posted first: whoever runs meanwhile runs before the thread sees it. */
static status_t control_yield(void *self, struct capn_call *call, const struct thread_control_yield_params_reader *params,
                              struct thread_control_yield_results_builder *results)
{
    (void)self;
    (void)call;
    (void)params;
    (void)results;
    cpu_current()->need_reschedule = true;
    return STATUS_OK;
}

static const struct thread_control_server server = {
    .get_fs_base = control_get_fs,
    .set_fs_base = control_set_fs,
    .exit_thread = control_exit,
    .yield = control_yield,
};

static status_t dispatch(struct object *object, uint16_t method_id, struct kernel_call *call)
{
    return thread_control_dispatch(&server, object, method_id, &call->capn);
}

struct object_kind thread_control_kind = {
    .name = "thread control",
    .interface = &thread_control_interface,
    .dispatch = dispatch,
    .destroy = object_destroy_static,
};
