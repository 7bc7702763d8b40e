/* SPDX-License-Identifier: MIT */
/* Made by capnpc-capos from process.capnp; do not edit. */
#include "process.capnp.h"

/* interface ProcessSpawner */

static const char *const process_spawner_method_names[] = {
    "spawn",
    "binaries",
    "fix",
};

const struct capn_interface process_spawner_interface = {
    .id = PROCESS_SPAWNER_INTERFACE_ID,
    .name = "ProcessSpawner",
    .method_count = 3,
    .transfer_mode = 0,
    .method_names = process_spawner_method_names,
};

CAPN_NO_STACK_PROTECTOR
static status_t process_spawner_spawn_serve(const struct process_spawner_server *server, void *self,
                                            struct capn_call *call)
{
    struct process_spawner_spawn_params_reader params;
    struct process_spawner_spawn_results_builder results;
    status_t status;

    if (!server->spawn)
        return STATUS_UNIMPLEMENTED;
    status = process_spawner_spawn_params_read_root(&call->params, &params);
    if (status)
        return status;
    status = process_spawner_spawn_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->spawn(self, call, &params, &results);
}

CAPN_NO_STACK_PROTECTOR
static status_t process_spawner_binaries_serve(const struct process_spawner_server *server, void *self,
                                               struct capn_call *call)
{
    struct process_spawner_binaries_params_reader params;
    struct process_spawner_binaries_results_builder results;
    status_t status;

    if (!server->binaries)
        return STATUS_UNIMPLEMENTED;
    status = process_spawner_binaries_params_read_root(&call->params, &params);
    if (status)
        return status;
    status = process_spawner_binaries_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->binaries(self, call, &params, &results);
}

CAPN_NO_STACK_PROTECTOR
static status_t process_spawner_fix_serve(const struct process_spawner_server *server, void *self,
                                          struct capn_call *call)
{
    struct process_spawner_fix_params_reader params;
    struct process_spawner_fix_results_builder results;
    status_t status;

    if (!server->fix)
        return STATUS_UNIMPLEMENTED;
    status = process_spawner_fix_params_read_root(&call->params, &params);
    if (status)
        return status;
    status = process_spawner_fix_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->fix(self, call, &params, &results);
}

status_t process_spawner_dispatch(const struct process_spawner_server *server, void *self, uint16_t method_id,
                                  struct capn_call *call)
{
    static status_t (*const serve[])(const struct process_spawner_server *, void *, struct capn_call *) = {
        process_spawner_spawn_serve,
        process_spawner_binaries_serve,
        process_spawner_fix_serve,
    };

    if (method_id < sizeof(serve) / sizeof(serve[0]))
        return serve[method_id](server, self, call);
    return STATUS_UNIMPLEMENTED;
}

/* interface ProcessObserver */

static const char *const process_observer_method_names[] = {
    "wait",
    "info",
    "notify",
};

const struct capn_interface process_observer_interface = {
    .id = PROCESS_OBSERVER_INTERFACE_ID,
    .name = "ProcessObserver",
    .method_count = 3,
    .transfer_mode = 2,
    .method_names = process_observer_method_names,
};

CAPN_NO_STACK_PROTECTOR
static status_t process_observer_wait_serve(const struct process_observer_server *server, void *self,
                                            struct capn_call *call)
{
    struct process_observer_wait_params_reader params = { { .message = &call->params } };
    struct process_observer_wait_results_builder results;
    status_t status;

    if (!server->wait)
        return STATUS_UNIMPLEMENTED;
    status = process_observer_wait_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->wait(self, call, &params, &results);
}

CAPN_NO_STACK_PROTECTOR
static status_t process_observer_info_serve(const struct process_observer_server *server, void *self,
                                            struct capn_call *call)
{
    struct process_observer_info_params_reader params = { { .message = &call->params } };
    struct process_observer_info_results_builder results;
    status_t status;

    if (!server->info)
        return STATUS_UNIMPLEMENTED;
    status = process_observer_info_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->info(self, call, &params, &results);
}

CAPN_NO_STACK_PROTECTOR
static status_t process_observer_notify_serve(const struct process_observer_server *server, void *self,
                                              struct capn_call *call)
{
    struct process_observer_notify_params_reader params;
    struct process_observer_notify_results_builder results;
    status_t status;

    if (!server->notify)
        return STATUS_UNIMPLEMENTED;
    status = process_observer_notify_params_read_root(&call->params, &params);
    if (status)
        return status;
    status = process_observer_notify_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->notify(self, call, &params, &results);
}

status_t process_observer_dispatch(const struct process_observer_server *server, void *self, uint16_t method_id,
                                   struct capn_call *call)
{
    static status_t (*const serve[])(const struct process_observer_server *, void *, struct capn_call *) = {
        process_observer_wait_serve,
        process_observer_info_serve,
        process_observer_notify_serve,
    };

    if (method_id < sizeof(serve) / sizeof(serve[0]))
        return serve[method_id](server, self, call);
    return STATUS_UNIMPLEMENTED;
}

/* interface ProcessHandle */

static const char *const process_handle_method_names[] = {
    "kill",
};

static const struct capn_interface *const process_handle_ancestors[] = {
    &process_observer_interface,
};

const struct capn_interface process_handle_interface = {
    .id = PROCESS_HANDLE_INTERFACE_ID,
    .name = "ProcessHandle",
    .method_count = 1,
    .transfer_mode = 2,
    .method_names = process_handle_method_names,
    .ancestors = process_handle_ancestors,
    .ancestor_count = 1,
};

CAPN_NO_STACK_PROTECTOR
static status_t process_handle_kill_serve(const struct process_handle_server *server, void *self,
                                          struct capn_call *call)
{
    struct process_handle_kill_params_reader params = { { .message = &call->params } };
    struct process_handle_kill_results_builder results;
    status_t status;

    if (!server->kill)
        return STATUS_UNIMPLEMENTED;
    status = process_handle_kill_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->kill(self, call, &params, &results);
}

status_t process_handle_dispatch(const struct process_handle_server *server, void *self, uint16_t method_id,
                                 struct capn_call *call)
{
    static status_t (*const serve[])(const struct process_handle_server *, void *, struct capn_call *) = {
        process_handle_kill_serve,
    };

    if (method_id < sizeof(serve) / sizeof(serve[0]))
        return serve[method_id](server, self, call);
    if (CAPN_METHOD_ANCESTOR(method_id) == 1 && server->process_observer)
        return process_observer_dispatch(server->process_observer, self, CAPN_METHOD_ORDINAL(method_id), call);
    return STATUS_UNIMPLEMENTED;
}

/* interface ThreadControl */

static const char *const thread_control_method_names[] = {
    "getFsBase",
    "setFsBase",
    "exitThread",
    "yield",
};

const struct capn_interface thread_control_interface = {
    .id = THREAD_CONTROL_INTERFACE_ID,
    .name = "ThreadControl",
    .method_count = 4,
    .transfer_mode = 2,
    .method_names = thread_control_method_names,
};

CAPN_NO_STACK_PROTECTOR
static status_t thread_control_get_fs_base_serve(const struct thread_control_server *server, void *self,
                                                 struct capn_call *call)
{
    struct thread_control_get_fs_base_params_reader params = { { .message = &call->params } };
    struct thread_control_get_fs_base_results_builder results;
    status_t status;

    if (!server->get_fs_base)
        return STATUS_UNIMPLEMENTED;
    status = thread_control_get_fs_base_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->get_fs_base(self, call, &params, &results);
}

CAPN_NO_STACK_PROTECTOR
static status_t thread_control_set_fs_base_serve(const struct thread_control_server *server, void *self,
                                                 struct capn_call *call)
{
    struct thread_control_set_fs_base_params_reader params;
    struct thread_control_set_fs_base_results_builder results;
    status_t status;

    if (!server->set_fs_base)
        return STATUS_UNIMPLEMENTED;
    status = thread_control_set_fs_base_params_read_root(&call->params, &params);
    if (status)
        return status;
    status = thread_control_set_fs_base_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->set_fs_base(self, call, &params, &results);
}

CAPN_NO_STACK_PROTECTOR
static status_t thread_control_exit_thread_serve(const struct thread_control_server *server, void *self,
                                                 struct capn_call *call)
{
    struct thread_control_exit_thread_params_reader params;
    struct thread_control_exit_thread_results_builder results;
    status_t status;

    if (!server->exit_thread)
        return STATUS_UNIMPLEMENTED;
    status = thread_control_exit_thread_params_read_root(&call->params, &params);
    if (status)
        return status;
    status = thread_control_exit_thread_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->exit_thread(self, call, &params, &results);
}

CAPN_NO_STACK_PROTECTOR
static status_t thread_control_yield_serve(const struct thread_control_server *server, void *self,
                                           struct capn_call *call)
{
    struct thread_control_yield_params_reader params = { { .message = &call->params } };
    struct thread_control_yield_results_builder results;
    status_t status;

    if (!server->yield)
        return STATUS_UNIMPLEMENTED;
    status = thread_control_yield_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->yield(self, call, &params, &results);
}

status_t thread_control_dispatch(const struct thread_control_server *server, void *self, uint16_t method_id,
                                 struct capn_call *call)
{
    static status_t (*const serve[])(const struct thread_control_server *, void *, struct capn_call *) = {
        thread_control_get_fs_base_serve,
        thread_control_set_fs_base_serve,
        thread_control_exit_thread_serve,
        thread_control_yield_serve,
    };

    if (method_id < sizeof(serve) / sizeof(serve[0]))
        return serve[method_id](server, self, call);
    return STATUS_UNIMPLEMENTED;
}

/* interface Inspector */

static const char *const inspector_method_names[] = {
    "processes",
    "memory",
    "ledger",
    "totals",
    "cpu",
    "threads",
};

const struct capn_interface inspector_interface = {
    .id = INSPECTOR_INTERFACE_ID,
    .name = "Inspector",
    .method_count = 6,
    .transfer_mode = 0,
    .method_names = inspector_method_names,
};

CAPN_NO_STACK_PROTECTOR
static status_t inspector_processes_serve(const struct inspector_server *server, void *self, struct capn_call *call)
{
    struct inspector_processes_params_reader params;
    struct inspector_processes_results_builder results;
    status_t status;

    if (!server->processes)
        return STATUS_UNIMPLEMENTED;
    status = inspector_processes_params_read_root(&call->params, &params);
    if (status)
        return status;
    status = inspector_processes_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->processes(self, call, &params, &results);
}

CAPN_NO_STACK_PROTECTOR
static status_t inspector_memory_serve(const struct inspector_server *server, void *self, struct capn_call *call)
{
    struct inspector_memory_params_reader params = { { .message = &call->params } };
    struct inspector_memory_results_builder results;
    status_t status;

    if (!server->memory)
        return STATUS_UNIMPLEMENTED;
    status = inspector_memory_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->memory(self, call, &params, &results);
}

CAPN_NO_STACK_PROTECTOR
static status_t inspector_ledger_serve(const struct inspector_server *server, void *self, struct capn_call *call)
{
    struct inspector_ledger_params_reader params;
    struct inspector_ledger_results_builder results;
    status_t status;

    if (!server->ledger)
        return STATUS_UNIMPLEMENTED;
    status = inspector_ledger_params_read_root(&call->params, &params);
    if (status)
        return status;
    status = inspector_ledger_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->ledger(self, call, &params, &results);
}

CAPN_NO_STACK_PROTECTOR
static status_t inspector_totals_serve(const struct inspector_server *server, void *self, struct capn_call *call)
{
    struct inspector_totals_params_reader params = { { .message = &call->params } };
    struct inspector_totals_results_builder results;
    status_t status;

    if (!server->totals)
        return STATUS_UNIMPLEMENTED;
    status = inspector_totals_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->totals(self, call, &params, &results);
}

CAPN_NO_STACK_PROTECTOR
static status_t inspector_cpu_serve(const struct inspector_server *server, void *self, struct capn_call *call)
{
    struct inspector_cpu_params_reader params;
    struct inspector_cpu_results_builder results;
    status_t status;

    if (!server->cpu)
        return STATUS_UNIMPLEMENTED;
    status = inspector_cpu_params_read_root(&call->params, &params);
    if (status)
        return status;
    status = inspector_cpu_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->cpu(self, call, &params, &results);
}

CAPN_NO_STACK_PROTECTOR
static status_t inspector_threads_serve(const struct inspector_server *server, void *self, struct capn_call *call)
{
    struct inspector_threads_params_reader params;
    struct inspector_threads_results_builder results;
    status_t status;

    if (!server->threads)
        return STATUS_UNIMPLEMENTED;
    status = inspector_threads_params_read_root(&call->params, &params);
    if (status)
        return status;
    status = inspector_threads_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->threads(self, call, &params, &results);
}

status_t inspector_dispatch(const struct inspector_server *server, void *self, uint16_t method_id,
                            struct capn_call *call)
{
    static status_t (*const serve[])(const struct inspector_server *, void *, struct capn_call *) = {
        inspector_processes_serve,
        inspector_memory_serve,
        inspector_ledger_serve,
        inspector_totals_serve,
        inspector_cpu_serve,
        inspector_threads_serve,
    };

    if (method_id < sizeof(serve) / sizeof(serve[0]))
        return serve[method_id](server, self, call);
    return STATUS_UNIMPLEMENTED;
}

#ifndef CAPN_NO_CLIENT

status_t process_spawner_fix(struct rt *rt, process_spawner_t cap, selectable_session_t session,
                             struct capn_text profile, process_spawner_t *launcher_out)
{
    struct capn_request request;
    struct process_spawner_fix_params_builder params;
    struct process_spawner_fix_results_reader results;
    uint32_t transfer;
    status_t status = process_spawner_fix_begin_sized(&request, rt, cap, &params, (size_t)profile.len + 8, 0);

    if (status)
        return status;
    status = capn_request_add_capability(&request, session.id, CAP_TRANSFER_COPY, &transfer);
    if (status)
        goto end;
    status = process_spawner_fix_params_set_session(&params, transfer);
    if (status)
        goto end;
    status = process_spawner_fix_params_set_profile(&params, profile);
    if (status)
        goto end;
    status = capn_request_call(&request);
    if (status)
        goto end;
    status = process_spawner_fix_results_read_root(&request.results, &results);
    if (status)
        goto end;
    status = process_spawner_fix_results_get_launcher(&results, &transfer);
    if (status)
        goto end;
    status = capn_request_take_capability(&request, transfer, PROCESS_SPAWNER_INTERFACE_ID, &launcher_out->id);
end:
    capn_request_end(&request);
    return status;
}

status_t process_observer_notify(struct rt *rt, process_observer_t cap, notification_signal_t signal, uint64_t bits)
{
    struct capn_request request;
    struct process_observer_notify_params_builder params;
    uint32_t transfer;
    status_t status = process_observer_notify_begin_sized(&request, rt, cap, &params, 0, 0);

    if (status)
        return status;
    status = capn_request_add_capability(&request, signal.id, CAP_TRANSFER_COPY, &transfer);
    if (status)
        goto end;
    status = process_observer_notify_params_set_signal(&params, transfer);
    if (status)
        goto end;
    process_observer_notify_params_set_bits(&params, bits);
    status = capn_request_call(&request);
end:
    capn_request_end(&request);
    return status;
}

status_t process_handle_kill(struct rt *rt, process_handle_t cap)
{
    struct capn_request request;
    struct process_handle_kill_params_builder params;
    status_t status = process_handle_kill_begin_sized(&request, rt, cap, &params, 0, 0);

    if (status)
        return status;
    status = capn_request_call(&request);
    capn_request_end(&request);
    return status;
}

status_t process_handle_notify(struct rt *rt, process_handle_t cap, notification_signal_t signal, uint64_t bits)
{
    struct capn_request request;
    struct process_observer_notify_params_builder params;
    uint32_t transfer;
    status_t status = process_handle_notify_begin_sized(&request, rt, cap, &params, 0, 0);

    if (status)
        return status;
    status = capn_request_add_capability(&request, signal.id, CAP_TRANSFER_COPY, &transfer);
    if (status)
        goto end;
    status = process_observer_notify_params_set_signal(&params, transfer);
    if (status)
        goto end;
    process_observer_notify_params_set_bits(&params, bits);
    status = capn_request_call(&request);
end:
    capn_request_end(&request);
    return status;
}

status_t thread_control_get_fs_base(struct rt *rt, thread_control_t cap, uint64_t *address_out)
{
    struct capn_request request;
    struct thread_control_get_fs_base_params_builder params;
    struct thread_control_get_fs_base_results_reader results;
    status_t status = thread_control_get_fs_base_begin_sized(&request, rt, cap, &params, 0, 0);

    if (status)
        return status;
    status = capn_request_call(&request);
    if (status)
        goto end;
    status = thread_control_get_fs_base_results_read_root(&request.results, &results);
    if (status)
        goto end;
    *address_out = thread_control_get_fs_base_results_get_address(&results);
end:
    capn_request_end(&request);
    return status;
}

status_t thread_control_set_fs_base(struct rt *rt, thread_control_t cap, uint64_t address)
{
    struct capn_request request;
    struct thread_control_set_fs_base_params_builder params;
    status_t status = thread_control_set_fs_base_begin_sized(&request, rt, cap, &params, 0, 0);

    if (status)
        return status;
    thread_control_set_fs_base_params_set_address(&params, address);
    status = capn_request_call(&request);
    capn_request_end(&request);
    return status;
}

status_t thread_control_exit_thread(struct rt *rt, thread_control_t cap, int64_t code)
{
    struct capn_request request;
    struct thread_control_exit_thread_params_builder params;
    status_t status = thread_control_exit_thread_begin_sized(&request, rt, cap, &params, 0, 0);

    if (status)
        return status;
    thread_control_exit_thread_params_set_code(&params, code);
    status = capn_request_call(&request);
    capn_request_end(&request);
    return status;
}

status_t thread_control_yield(struct rt *rt, thread_control_t cap)
{
    struct capn_request request;
    struct thread_control_yield_params_builder params;
    status_t status = thread_control_yield_begin_sized(&request, rt, cap, &params, 0, 0);

    if (status)
        return status;
    status = capn_request_call(&request);
    capn_request_end(&request);
    return status;
}

#endif
