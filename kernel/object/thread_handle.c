/* SPDX-License-Identifier: MIT */
/* ThreadHandle: how a thread of the own process ended, once. See thread_handle.h. */
#include "object/thread_handle.h"

#include "ipc/kernel_call.h"
#include "mem/slab.h"
#include "sched/process.h"
#include "sched/upcall.h"
#include "thread.capnp.h"

struct thread_handle {
    struct object object;
    struct process *process;            /* outlives it: no hold on it ever leaves its table */
    struct thread *thread;              /* NULL when it has ended */
    uint32_t id;
    bool charged;                       /* the ledger counts the thread for this record */
    bool joined;
    int64_t code;
    struct answer *waiter;
};

static struct slab_cache handle_cache;

struct object *thread_handle_object(struct thread_handle *handle)
{
    return &handle->object;
}

static struct thread_handle *of_object(struct object *object)
{
    return container_of(object, struct thread_handle, object);
}

uint32_t thread_handle_thread_id(struct object *object)
{
    return of_object(object)->id;
}

static void uncharge_locked(struct thread_handle *handle)
{
    lock_assert_held(&handle->process->lock);
    if (handle->charged)
        process_release(handle->process, LEDGER_THREADS, 1);
    handle->charged = false;
}

static bool cancel_join(struct answer *answer, struct object *object, uint64_t id)
{
    struct thread_handle *handle = of_object(object);
    bool taken;

    spin_lock(&handle->process->lock);
    taken = handle->waiter == answer && answer->id == id;
    if (taken)
        handle->waiter = NULL;
    spin_unlock(&handle->process->lock);
    return taken;
}

static status_t join_locked(struct thread_handle *handle, struct capn_call *capn, struct thread_handle_join_results_builder *results)
{
    struct kernel_call *call = kernel_call_of(capn);
    status_t status;

    lock_assert_held(&handle->process->lock);
    if (handle->joined || handle->waiter)
        return capn_call_fail(capn, STATUS_FAILED, "the thread was joined, or somebody waits to join it");
    if (handle->thread == call->thread)
        return capn_call_fail(capn, STATUS_FAILED, "a thread cannot join itself");
    if (handle->thread) {
        handle->waiter = kernel_call_defer(call, &handle->object, cancel_join);
        return STATUS_PENDING;
    }
    thread_handle_join_results_set_exit_code(results, handle->code);
    status = kernel_call_commit(call);
    if (status != STATUS_OK)
        return status;
    handle->joined = true;
    uncharge_locked(handle);
    return STATUS_OK;
}

static status_t handle_join(void *self, struct capn_call *call, const struct thread_handle_join_params_reader *params,
                            struct thread_handle_join_results_builder *results)
{
    struct thread_handle *handle = self;
    status_t status;

    (void)params;
    spin_lock(&handle->process->lock);
    status = join_locked(handle, call, results);
    spin_unlock(&handle->process->lock);
    return status;
}

static status_t handle_exit_code(void *self, struct capn_call *call, const struct thread_handle_exit_code_params_reader *params,
                                 struct thread_handle_exit_code_results_builder *results)
{
    struct thread_handle *handle = self;

    (void)call;
    (void)params;
    spin_lock(&handle->process->lock);
    thread_handle_exit_code_results_set_exited(results, handle->thread == NULL);
    thread_handle_exit_code_results_set_exit_code(results, handle->code);
    spin_unlock(&handle->process->lock);
    return STATUS_OK;
}

static status_t handle_info(void *self, struct capn_call *call, const struct thread_handle_info_params_reader *params,
                            struct thread_handle_info_results_builder *results)
{
    (void)call;
    (void)params;
    thread_handle_info_results_set_id(results, ((struct thread_handle *)self)->id);
    return STATUS_OK;
}

static const struct thread_handle_server server = { .join = handle_join, .exit_code = handle_exit_code, .info = handle_info };

static status_t dispatch(struct object *object, uint16_t method_id, struct kernel_call *call)
{
    return thread_handle_dispatch(&server, of_object(object), method_id, &call->capn);
}

static void destroy(struct object *object)
{
    struct thread_handle *handle = of_object(object);

    spin_lock(&handle->process->lock);
    uncharge_locked(handle);
    spin_unlock(&handle->process->lock);
    slab_free(&handle_cache, handle);
}

static struct object_kind thread_handle_kind = {
    .name = "thread",
    .interface = &thread_handle_interface,
    .dispatch = dispatch,
    .destroy = destroy,
    .waits_for = WAIT_REASON_JOIN,
};

bool thread_handle_is(const struct object *object)
{
    return object->kind == &thread_handle_kind;
}

status_t thread_handle_create(struct thread *thread, struct thread_handle **out)
{
    struct thread_handle *handle;

    if (!handle_cache.name)
        slab_cache_init(&handle_cache, "thread_handle", sizeof(struct thread_handle));
    handle = slab_alloc(&handle_cache);
    if (!handle)
        return STATUS_NO_MEMORY;
    object_init(&handle->object, &thread_handle_kind);
    handle->process = thread->process;
    handle->thread = thread;
    handle->id = thread->id;
    handle->charged = true;
    *out = handle;
    return STATUS_OK;
}

void thread_handle_abandon(struct thread_handle *handle)
{
    handle->charged = false;
    object_put(&handle->object);
}

/* The one message that a waiting join gets. False: its buffer is gone, and it was told that. */
static bool answer_join(struct answer *waiter, int64_t code)
{
    struct thread_handle_join_results_builder results;
    struct capn_builder builder;
    uint64_t message[8];
    size_t bytes;

    capn_builder_init(&builder, message, sizeof(message));
    if (thread_handle_join_results_build_root(&builder, &results) != STATUS_OK)
        panic("the results of a join do not fit");
    thread_handle_join_results_set_exit_code(&results, code);
    if (capn_builder_finish(&builder, &bytes) != STATUS_OK)
        panic("the results of a join do not fit");
    return answer_complete_message(waiter, message, bytes);
}

void thread_handle_ended(struct thread_handle *handle, int64_t code)
{
    struct answer *waiter;

    spin_lock(&handle->process->lock);
    kernel_assert(handle->thread && !handle->joined);
    handle->thread = NULL;
    handle->code = code;
    waiter = handle->waiter;
    handle->waiter = NULL;
    if (waiter) {
        handle->joined = true;
        uncharge_locked(handle);
    }
    spin_unlock(&handle->process->lock);
    if (waiter && !answer_join(waiter, code)) {
        /* It did not learn the code: another join may. */
        spin_lock(&handle->process->lock);
        handle->joined = false;
        spin_unlock(&handle->process->lock);
    }
    object_put(&handle->object);
}

void thread_handle_put(struct thread_handle *handle)
{
    object_put(&handle->object);
}
