/* SPDX-License-Identifier: MIT */
/* ThreadSpawner: threads in the caller's own process. Everything is made and told before the thread may run. */
#include "object/singletons.h"

#include "ipc/kernel_call.h"
#include "object/thread_handle.h"
#include "sched/process.h"
#include "thread.capnp.h"

#define STACK_ALIGNMENT 16u

/* Where the new thread begins, with every field checked. */
static status_t read_entry(struct capn_call *capn, const struct thread_spawner_create_params_reader *params,
                           struct arch_user_entry *entry)
{
    uint64_t ip = thread_spawner_create_params_get_entry(params);
    uint64_t sp = thread_spawner_create_params_get_stack_top(params);

    if (ip < USER_MIN || ip >= USER_MAX)
        return capn_call_fail(capn, STATUS_INVALID_ARGUMENT, "entry: %lx is not a user address", ip);
    if (sp <= USER_MIN || sp > USER_MAX || sp % STACK_ALIGNMENT != 0)
        return capn_call_fail(capn, STATUS_INVALID_ARGUMENT, "stackTop: %lx is not a user address, or no multiple of %u", sp,
                              STACK_ALIGNMENT);
    if (thread_spawner_create_params_get_fs_base(params) >= USER_MAX)
        return capn_call_fail(capn, STATUS_INVALID_ARGUMENT, "fsBase: %lx is not a user address",
                              thread_spawner_create_params_get_fs_base(params));
    if (thread_spawner_create_params_get_flags(params) != 0)
        return capn_call_fail(capn, STATUS_INVALID_ARGUMENT, "flags: %lx, expected 0",
                              thread_spawner_create_params_get_flags(params));
    *entry = (struct arch_user_entry){ .ip = ip, .sp = sp, .rdi = thread_spawner_create_params_get_arg(params) };
    return STATUS_OK;
}

/* The new thread's first registers (schema/thread.capnp). */
static void set_entry(struct thread *thread, struct arch_user_entry *entry, uint64_t fs_base)
{
    entry->rsi = thread->id;
    entry->rdx = thread->process->pid;
    entry->rcx = USER_RING_BASE + (uint64_t)thread->ring_slot * PAGE_SIZE;
    entry->r8 = USER_CAPSET_ADDRESS;
    thread->arch.fs_base = fs_base;
    arch_thread_init_user(&thread->arch, entry);
}

/* The caller's hold on the handle, in its results; and the commit. */
static status_t add_handle(struct kernel_call *call, struct thread_handle *handle,
                           struct thread_spawner_create_results_builder *results)
{
    struct cap_hold hold = object_make_hold(thread_handle_object(handle), CAP_ORIGIN_RESULT);
    uint32_t index;
    status_t status = kernel_call_add_capability(call, &hold, &index);

    if (status == STATUS_OK)
        status = thread_spawner_create_results_set_handle(results, index);
    return status == STATUS_OK ? kernel_call_commit(call) : status;
}

/* After the commit. When the process is ending the thread never runs, and no other thread of it will look at the handle. */
static void start_or_abandon(struct process *process, struct thread *thread, struct thread_handle *handle)
{
    if (process_start_thread(process, thread) == STATUS_OK)
        return;
    thread->handle = NULL;
    thread_handle_abandon(handle);
    process_unmake_thread(process, thread);
}

static status_t start(struct kernel_call *call, struct thread *thread, struct thread_spawner_create_results_builder *results)
{
    struct thread_handle *handle;
    status_t status = thread_handle_create(thread, &handle);

    if (status != STATUS_OK)
        return status;
    thread->handle = handle;
    status = add_handle(call, handle, results);
    if (status != STATUS_OK) {
        kernel_call_drop_results(call);
        thread->handle = NULL;
        thread_handle_abandon(handle);
        return status;
    }
    start_or_abandon(call->process, thread, handle);
    return STATUS_OK;
}

static status_t spawner_create(void *self, struct capn_call *capn, const struct thread_spawner_create_params_reader *params,
                               struct thread_spawner_create_results_builder *results)
{
    struct kernel_call *call = kernel_call_of(capn);
    struct arch_user_entry entry;
    struct thread *thread;
    status_t status = read_entry(capn, params, &entry);

    (void)self;
    if (status != STATUS_OK)
        return status;
    status = process_make_thread(call->process, &thread);
    if (status != STATUS_OK)
        return status;
    set_entry(thread, &entry, thread_spawner_create_params_get_fs_base(params));
    status = start(call, thread, results);
    if (status != STATUS_OK)
        process_unmake_thread(call->process, thread);
    return status;
}

static const struct thread_spawner_server server = { .create = spawner_create };

static status_t dispatch(struct object *object, uint16_t method_id, struct kernel_call *call)
{
    return thread_spawner_dispatch(&server, object, method_id, &call->capn);
}

struct object_kind thread_spawner_kind = {
    .name = "thread spawner",
    .interface = &thread_spawner_interface,
    .dispatch = dispatch,
    .destroy = object_destroy_static,
};
