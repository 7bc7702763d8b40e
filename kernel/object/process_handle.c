/* SPDX-License-Identifier: MIT */
/* ProcessHandle: waiting for a process, ending it, asking about it. */
#include "base/string.h"
#include "core/atomic.h"
#include "ipc/kernel_call.h"
#include "object/grant.h"
#include "object/notification.h"
#include "process.capnp.h"
#include "sched/process_priv.h"
#include "sched/upcall.h"

static struct process *of_object(struct object *object)
{
    return container_of(object, struct process, object);
}

static status_t fill_exit(const struct process *process, struct process_observer_wait_results_builder *results)
{
    struct capn_text detail = { process->exit_detail, (uint32_t)strlen(process->exit_detail) };
    struct process_exit_builder exit;
    status_t status = process_observer_wait_results_init_exit(results, &exit);

    if (status != STATUS_OK)
        return status;
    process_exit_set_kind(&exit, process->exit_kind);
    process_exit_set_code(&exit, process->exit_code);
    return process_exit_set_detail(&exit, detail);
}

static bool cancel_wait(struct answer *answer, struct object *object, uint64_t id)
{
    struct process *process = of_object(object);
    bool taken;

    spin_lock(&process->lock);
    taken = process->exit_waiter == answer && answer->id == id;
    if (taken)
        process->exit_waiter = NULL;
    spin_unlock(&process->lock);
    return taken;
}

static status_t handle_wait(void *self, struct capn_call *call, const struct process_observer_wait_params_reader *params,
                            struct process_observer_wait_results_builder *results)
{
    struct process *process = self;
    status_t status = STATUS_PENDING;

    (void)params;
    spin_lock(&process->lock);
    if (process->ended)
        status = fill_exit(process, results);
    else if (process->exit_waiter)
        status = capn_call_fail(call, STATUS_BUSY, "somebody waits for this process already");
    else
        process->exit_waiter = kernel_call_defer(kernel_call_of(call), &process->object, cancel_wait);
    spin_unlock(&process->lock);
    return status;
}

/* The end looks for a binding after it marked the process as ended: one of the two sees the other. */
static status_t handle_notify(void *self, struct capn_call *call, const struct process_observer_notify_params_reader *params,
                              struct process_observer_notify_results_builder *results)
{
    struct process *process = self;
    uint32_t index;
    bool ended;
    status_t status = process_observer_notify_params_get_signal(params, &index);

    (void)results;
    if (status == STATUS_OK)
        status = notification_bind(kernel_call_of(call), index, process_observer_notify_params_get_bits(params),
                                   &process->exit_binding);
    if (status != STATUS_OK)
        return status;
    spin_lock(&process->lock);
    ended = process->ended;
    spin_unlock(&process->lock);
    if (ended)
        (void)notification_fire(&process->exit_binding, false);
    return STATUS_OK;
}

static status_t handle_kill(void *self, struct capn_call *call, const struct process_handle_kill_params_reader *params,
                            struct process_handle_kill_results_builder *results)
{
    (void)call;
    (void)params;
    (void)results;
    process_end(self, EXIT_KIND_KILLED, 0, "killed through its handle");
    return STATUS_OK;
}

static status_t handle_info(void *self, struct capn_call *call, const struct process_observer_info_params_reader *params,
                            struct process_observer_info_results_builder *results)
{
    struct process *process = self;

    (void)call;
    (void)params;
    process_observer_info_results_set_pid(results, process->pid);
    process_observer_info_results_set_running(results, !process->exiting);
    return process_observer_info_results_set_name(results,
                                                (struct capn_text){ process->name, (uint32_t)strlen(process->name) });
}

static const struct process_observer_server observer_server = { .wait = handle_wait, .info = handle_info,
                                                              .notify = handle_notify };
static const struct process_handle_server server = { .kill = handle_kill, .process_observer = &observer_server };

static status_t dispatch(struct object *object, uint16_t method_id, struct kernel_call *call)
{
    return process_handle_dispatch(&server, of_object(object), method_id, &call->capn);
}

static bool is_handle(const struct cap_hold *hold)
{
    return hold->interface_id == PROCESS_HANDLE_INTERFACE_ID;
}

static void hold_added(struct object *object, const struct cap_hold *hold)
{
    if (is_handle(hold))
        atomic_add_relaxed(&of_object(object)->handle_holds, 1);
}

/* Without a handle nobody can revoke what was granted. */
static void hold_dropped(struct object *object, const struct cap_hold *hold)
{
    /* Pairs with itself: the last handle sees what was granted through the others. */
    if (is_handle(hold) && atomic_sub_acq_rel(&of_object(object)->handle_holds, 1) == 0)
        grants_forget(of_object(object));
}

struct object_kind process_kind = {
    .name = "process",
    .interface = &process_handle_interface,
    .dispatch = dispatch,
    .destroy = process_free,
    .hold_added = hold_added,
    .hold_dropped = hold_dropped,
    .waits_for = WAIT_REASON_PROCESS_END,
};

void process_handle_ended(struct process *process)
{
    uint64_t message[48];
    struct capn_builder builder;
    struct process_observer_wait_results_builder results;
    struct answer *waiter;
    size_t bytes;

    spin_lock(&process->lock);
    process->ended = true;
    waiter = process->exit_waiter;
    process->exit_waiter = NULL;
    spin_unlock(&process->lock);
    (void)notification_fire(&process->exit_binding, false);
    if (!waiter)
        return;
    capn_builder_init(&builder, message, sizeof(message));
    if (process_observer_wait_results_build_root(&builder, &results) != STATUS_OK || fill_exit(process, &results) != STATUS_OK ||
        capn_builder_finish(&builder, &bytes) != STATUS_OK)
        panic("an exit report does not fit");
    answer_complete_message(waiter, message, bytes);
}
