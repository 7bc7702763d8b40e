/* SPDX-License-Identifier: MIT */
/* Made by capnpc-capos from thread.capnp; do not edit. */
#include "thread.capnp.h"

/* interface ThreadSpawner */

static const char *const thread_spawner_method_names[] = {
    "create",
};

const struct capn_interface thread_spawner_interface = {
    .id = THREAD_SPAWNER_INTERFACE_ID,
    .name = "ThreadSpawner",
    .method_count = 1,
    .transfer_mode = 2,
    .method_names = thread_spawner_method_names,
};

CAPN_NO_STACK_PROTECTOR
static status_t thread_spawner_create_serve(const struct thread_spawner_server *server, void *self,
                                            struct capn_call *call)
{
    struct thread_spawner_create_params_reader params;
    struct thread_spawner_create_results_builder results;
    status_t status;

    if (!server->create)
        return STATUS_UNIMPLEMENTED;
    status = thread_spawner_create_params_read_root(&call->params, &params);
    if (status)
        return status;
    status = thread_spawner_create_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->create(self, call, &params, &results);
}

status_t thread_spawner_dispatch(const struct thread_spawner_server *server, void *self, uint16_t method_id,
                                 struct capn_call *call)
{
    static status_t (*const serve[])(const struct thread_spawner_server *, void *, struct capn_call *) = {
        thread_spawner_create_serve,
    };

    if (method_id < sizeof(serve) / sizeof(serve[0]))
        return serve[method_id](server, self, call);
    return STATUS_UNIMPLEMENTED;
}

/* interface ThreadHandle */

static const char *const thread_handle_method_names[] = {
    "join",
    "exitCode",
    "info",
};

const struct capn_interface thread_handle_interface = {
    .id = THREAD_HANDLE_INTERFACE_ID,
    .name = "ThreadHandle",
    .method_count = 3,
    .transfer_mode = 2,
    .method_names = thread_handle_method_names,
};

CAPN_NO_STACK_PROTECTOR
static status_t thread_handle_join_serve(const struct thread_handle_server *server, void *self, struct capn_call *call)
{
    struct thread_handle_join_params_reader params = { { .message = &call->params } };
    struct thread_handle_join_results_builder results;
    status_t status;

    if (!server->join)
        return STATUS_UNIMPLEMENTED;
    status = thread_handle_join_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->join(self, call, &params, &results);
}

CAPN_NO_STACK_PROTECTOR
static status_t thread_handle_exit_code_serve(const struct thread_handle_server *server, void *self,
                                              struct capn_call *call)
{
    struct thread_handle_exit_code_params_reader params = { { .message = &call->params } };
    struct thread_handle_exit_code_results_builder results;
    status_t status;

    if (!server->exit_code)
        return STATUS_UNIMPLEMENTED;
    status = thread_handle_exit_code_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->exit_code(self, call, &params, &results);
}

CAPN_NO_STACK_PROTECTOR
static status_t thread_handle_info_serve(const struct thread_handle_server *server, void *self, struct capn_call *call)
{
    struct thread_handle_info_params_reader params = { { .message = &call->params } };
    struct thread_handle_info_results_builder results;
    status_t status;

    if (!server->info)
        return STATUS_UNIMPLEMENTED;
    status = thread_handle_info_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->info(self, call, &params, &results);
}

status_t thread_handle_dispatch(const struct thread_handle_server *server, void *self, uint16_t method_id,
                                struct capn_call *call)
{
    static status_t (*const serve[])(const struct thread_handle_server *, void *, struct capn_call *) = {
        thread_handle_join_serve,
        thread_handle_exit_code_serve,
        thread_handle_info_serve,
    };

    if (method_id < sizeof(serve) / sizeof(serve[0]))
        return serve[method_id](server, self, call);
    return STATUS_UNIMPLEMENTED;
}

/* interface ParkSpace */

const struct capn_interface park_space_interface = {
    .id = PARK_SPACE_INTERFACE_ID,
    .name = "ParkSpace",
    .method_count = 0,
    .transfer_mode = 2,
};

status_t park_space_dispatch(const struct park_space_server *server, void *self, uint16_t method_id,
                             struct capn_call *call)
{
    (void)server, (void)self, (void)method_id, (void)call;
    return STATUS_UNIMPLEMENTED;
}

/* interface SharedParkSpace */

const struct capn_interface shared_park_space_interface = {
    .id = SHARED_PARK_SPACE_INTERFACE_ID,
    .name = "SharedParkSpace",
    .method_count = 0,
    .transfer_mode = 0,
};

status_t shared_park_space_dispatch(const struct shared_park_space_server *server, void *self, uint16_t method_id,
                                    struct capn_call *call)
{
    (void)server, (void)self, (void)method_id, (void)call;
    return STATUS_UNIMPLEMENTED;
}

#ifndef CAPN_NO_CLIENT

status_t thread_spawner_create(struct rt *rt, thread_spawner_t cap, uint64_t entry, uint64_t stack_top, uint64_t arg,
                               uint64_t fs_base, uint64_t flags, thread_handle_t *handle_out)
{
    struct capn_request request;
    struct thread_spawner_create_params_builder params;
    struct thread_spawner_create_results_reader results;
    uint32_t transfer;
    status_t status = thread_spawner_create_begin_sized(&request, rt, cap, &params, 0, 0);

    if (status)
        return status;
    thread_spawner_create_params_set_entry(&params, entry);
    thread_spawner_create_params_set_stack_top(&params, stack_top);
    thread_spawner_create_params_set_arg(&params, arg);
    thread_spawner_create_params_set_fs_base(&params, fs_base);
    thread_spawner_create_params_set_flags(&params, flags);
    status = capn_request_call(&request);
    if (status)
        goto end;
    status = thread_spawner_create_results_read_root(&request.results, &results);
    if (status)
        goto end;
    status = thread_spawner_create_results_get_handle(&results, &transfer);
    if (status)
        goto end;
    status = capn_request_take_capability(&request, transfer, THREAD_HANDLE_INTERFACE_ID, &handle_out->id);
end:
    capn_request_end(&request);
    return status;
}

status_t thread_handle_join(struct rt *rt, thread_handle_t cap, int64_t *exit_code_out)
{
    struct capn_request request;
    struct thread_handle_join_params_builder params;
    struct thread_handle_join_results_reader results;
    status_t status = thread_handle_join_begin_sized(&request, rt, cap, &params, 0, 0);

    if (status)
        return status;
    status = capn_request_call(&request);
    if (status)
        goto end;
    status = thread_handle_join_results_read_root(&request.results, &results);
    if (status)
        goto end;
    *exit_code_out = thread_handle_join_results_get_exit_code(&results);
end:
    capn_request_end(&request);
    return status;
}

status_t thread_handle_exit_code(struct rt *rt, thread_handle_t cap, bool *exited_out, int64_t *exit_code_out)
{
    struct capn_request request;
    struct thread_handle_exit_code_params_builder params;
    struct thread_handle_exit_code_results_reader results;
    status_t status = thread_handle_exit_code_begin_sized(&request, rt, cap, &params, 0, 0);

    if (status)
        return status;
    status = capn_request_call(&request);
    if (status)
        goto end;
    status = thread_handle_exit_code_results_read_root(&request.results, &results);
    if (status)
        goto end;
    *exited_out = thread_handle_exit_code_results_get_exited(&results);
    *exit_code_out = thread_handle_exit_code_results_get_exit_code(&results);
end:
    capn_request_end(&request);
    return status;
}

status_t thread_handle_info(struct rt *rt, thread_handle_t cap, uint32_t *id_out)
{
    struct capn_request request;
    struct thread_handle_info_params_builder params;
    struct thread_handle_info_results_reader results;
    status_t status = thread_handle_info_begin_sized(&request, rt, cap, &params, 0, 0);

    if (status)
        return status;
    status = capn_request_call(&request);
    if (status)
        goto end;
    status = thread_handle_info_results_read_root(&request.results, &results);
    if (status)
        goto end;
    *id_out = thread_handle_info_results_get_id(&results);
end:
    capn_request_end(&request);
    return status;
}

#endif
