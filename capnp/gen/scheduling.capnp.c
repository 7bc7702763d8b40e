/* SPDX-License-Identifier: MIT */
/* Made by capnpc-capos from scheduling.capnp; do not edit. */
#include "scheduling.capnp.h"

/* interface SchedulerControl */

static const char *const scheduler_control_method_names[] = {
    "create",
    "configure",
    "narrow",
    "info",
};

const struct capn_interface scheduler_control_interface = {
    .id = SCHEDULER_CONTROL_INTERFACE_ID,
    .name = "SchedulerControl",
    .method_count = 4,
    .transfer_mode = 0,
    .method_names = scheduler_control_method_names,
};

CAPN_NO_STACK_PROTECTOR
static status_t scheduler_control_create_serve(const struct scheduler_control_server *server, void *self,
                                               struct capn_call *call)
{
    struct scheduler_control_create_params_reader params;
    struct scheduler_control_create_results_builder results;
    status_t status;

    if (!server->create)
        return STATUS_UNIMPLEMENTED;
    status = scheduler_control_create_params_read_root(&call->params, &params);
    if (status)
        return status;
    status = scheduler_control_create_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->create(self, call, &params, &results);
}

CAPN_NO_STACK_PROTECTOR
static status_t scheduler_control_configure_serve(const struct scheduler_control_server *server, void *self,
                                                  struct capn_call *call)
{
    struct scheduler_control_configure_params_reader params;
    struct scheduler_control_configure_results_builder results;
    status_t status;

    if (!server->configure)
        return STATUS_UNIMPLEMENTED;
    status = scheduler_control_configure_params_read_root(&call->params, &params);
    if (status)
        return status;
    status = scheduler_control_configure_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->configure(self, call, &params, &results);
}

CAPN_NO_STACK_PROTECTOR
static status_t scheduler_control_narrow_serve(const struct scheduler_control_server *server, void *self,
                                               struct capn_call *call)
{
    struct scheduler_control_narrow_params_reader params;
    struct scheduler_control_narrow_results_builder results;
    status_t status;

    if (!server->narrow)
        return STATUS_UNIMPLEMENTED;
    status = scheduler_control_narrow_params_read_root(&call->params, &params);
    if (status)
        return status;
    status = scheduler_control_narrow_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->narrow(self, call, &params, &results);
}

CAPN_NO_STACK_PROTECTOR
static status_t scheduler_control_info_serve(const struct scheduler_control_server *server, void *self,
                                             struct capn_call *call)
{
    struct scheduler_control_info_params_reader params = { { .message = &call->params } };
    struct scheduler_control_info_results_builder results;
    status_t status;

    if (!server->info)
        return STATUS_UNIMPLEMENTED;
    status = scheduler_control_info_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->info(self, call, &params, &results);
}

status_t scheduler_control_dispatch(const struct scheduler_control_server *server, void *self, uint16_t method_id,
                                    struct capn_call *call)
{
    static status_t (*const serve[])(const struct scheduler_control_server *, void *, struct capn_call *) = {
        scheduler_control_create_serve,
        scheduler_control_configure_serve,
        scheduler_control_narrow_serve,
        scheduler_control_info_serve,
    };

    if (method_id < sizeof(serve) / sizeof(serve[0]))
        return serve[method_id](server, self, call);
    return STATUS_UNIMPLEMENTED;
}

/* interface SchedulingView */

static const char *const scheduling_view_method_names[] = {
    "state",
};

const struct capn_interface scheduling_view_interface = {
    .id = SCHEDULING_VIEW_INTERFACE_ID,
    .name = "SchedulingView",
    .method_count = 1,
    .transfer_mode = 0,
    .method_names = scheduling_view_method_names,
};

CAPN_NO_STACK_PROTECTOR
static status_t scheduling_view_state_serve(const struct scheduling_view_server *server, void *self,
                                            struct capn_call *call)
{
    struct scheduling_view_state_params_reader params = { { .message = &call->params } };
    struct scheduling_view_state_results_builder results;
    status_t status;

    if (!server->state)
        return STATUS_UNIMPLEMENTED;
    status = scheduling_view_state_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->state(self, call, &params, &results);
}

status_t scheduling_view_dispatch(const struct scheduling_view_server *server, void *self, uint16_t method_id,
                                  struct capn_call *call)
{
    static status_t (*const serve[])(const struct scheduling_view_server *, void *, struct capn_call *) = {
        scheduling_view_state_serve,
    };

    if (method_id < sizeof(serve) / sizeof(serve[0]))
        return serve[method_id](server, self, call);
    return STATUS_UNIMPLEMENTED;
}

/* interface SchedulingContext */

static const char *const scheduling_context_method_names[] = {
    "bindCaller",
    "bindThread",
    "bindProcess",
    "unbind",
};

static const struct capn_interface *const scheduling_context_ancestors[] = {
    &scheduling_view_interface,
};

const struct capn_interface scheduling_context_interface = {
    .id = SCHEDULING_CONTEXT_INTERFACE_ID,
    .name = "SchedulingContext",
    .method_count = 4,
    .transfer_mode = 0,
    .method_names = scheduling_context_method_names,
    .ancestors = scheduling_context_ancestors,
    .ancestor_count = 1,
};

CAPN_NO_STACK_PROTECTOR
static status_t scheduling_context_bind_caller_serve(const struct scheduling_context_server *server, void *self,
                                                     struct capn_call *call)
{
    struct scheduling_context_bind_caller_params_reader params = { { .message = &call->params } };
    struct scheduling_context_bind_caller_results_builder results;
    status_t status;

    if (!server->bind_caller)
        return STATUS_UNIMPLEMENTED;
    status = scheduling_context_bind_caller_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->bind_caller(self, call, &params, &results);
}

CAPN_NO_STACK_PROTECTOR
static status_t scheduling_context_bind_thread_serve(const struct scheduling_context_server *server, void *self,
                                                     struct capn_call *call)
{
    struct scheduling_context_bind_thread_params_reader params;
    struct scheduling_context_bind_thread_results_builder results;
    status_t status;

    if (!server->bind_thread)
        return STATUS_UNIMPLEMENTED;
    status = scheduling_context_bind_thread_params_read_root(&call->params, &params);
    if (status)
        return status;
    status = scheduling_context_bind_thread_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->bind_thread(self, call, &params, &results);
}

CAPN_NO_STACK_PROTECTOR
static status_t scheduling_context_bind_process_serve(const struct scheduling_context_server *server, void *self,
                                                      struct capn_call *call)
{
    struct scheduling_context_bind_process_params_reader params;
    struct scheduling_context_bind_process_results_builder results;
    status_t status;

    if (!server->bind_process)
        return STATUS_UNIMPLEMENTED;
    status = scheduling_context_bind_process_params_read_root(&call->params, &params);
    if (status)
        return status;
    status = scheduling_context_bind_process_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->bind_process(self, call, &params, &results);
}

CAPN_NO_STACK_PROTECTOR
static status_t scheduling_context_unbind_serve(const struct scheduling_context_server *server, void *self,
                                                struct capn_call *call)
{
    struct scheduling_context_unbind_params_reader params = { { .message = &call->params } };
    struct scheduling_context_unbind_results_builder results;
    status_t status;

    if (!server->unbind)
        return STATUS_UNIMPLEMENTED;
    status = scheduling_context_unbind_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->unbind(self, call, &params, &results);
}

status_t scheduling_context_dispatch(const struct scheduling_context_server *server, void *self, uint16_t method_id,
                                     struct capn_call *call)
{
    static status_t (*const serve[])(const struct scheduling_context_server *, void *, struct capn_call *) = {
        scheduling_context_bind_caller_serve,
        scheduling_context_bind_thread_serve,
        scheduling_context_bind_process_serve,
        scheduling_context_unbind_serve,
    };

    if (method_id < sizeof(serve) / sizeof(serve[0]))
        return serve[method_id](server, self, call);
    if (CAPN_METHOD_ANCESTOR(method_id) == 1 && server->scheduling_view)
        return scheduling_view_dispatch(server->scheduling_view, self, CAPN_METHOD_ORDINAL(method_id), call);
    return STATUS_UNIMPLEMENTED;
}

#ifndef CAPN_NO_CLIENT

status_t scheduler_control_narrow(struct rt *rt, scheduler_control_t cap, uint8_t max_priority, uint64_t cpu_mask,
                                  uint32_t share_ppm, scheduler_control_t *control_out)
{
    struct capn_request request;
    struct scheduler_control_narrow_params_builder params;
    struct scheduler_control_narrow_results_reader results;
    uint32_t transfer;
    status_t status = scheduler_control_narrow_begin_sized(&request, rt, cap, &params, 0, 0);

    if (status)
        return status;
    scheduler_control_narrow_params_set_max_priority(&params, max_priority);
    scheduler_control_narrow_params_set_cpu_mask(&params, cpu_mask);
    scheduler_control_narrow_params_set_share_ppm(&params, share_ppm);
    status = capn_request_call(&request);
    if (status)
        goto end;
    status = scheduler_control_narrow_results_read_root(&request.results, &results);
    if (status)
        goto end;
    status = scheduler_control_narrow_results_get_control(&results, &transfer);
    if (status)
        goto end;
    status = capn_request_take_capability(&request, transfer, SCHEDULER_CONTROL_INTERFACE_ID, &control_out->id);
end:
    capn_request_end(&request);
    return status;
}

status_t scheduling_context_bind_caller(struct rt *rt, scheduling_context_t cap)
{
    struct capn_request request;
    struct scheduling_context_bind_caller_params_builder params;
    status_t status = scheduling_context_bind_caller_begin_sized(&request, rt, cap, &params, 0, 0);

    if (status)
        return status;
    status = capn_request_call(&request);
    capn_request_end(&request);
    return status;
}

status_t scheduling_context_bind_thread(struct rt *rt, scheduling_context_t cap, thread_handle_t thread)
{
    struct capn_request request;
    struct scheduling_context_bind_thread_params_builder params;
    uint32_t transfer;
    status_t status = scheduling_context_bind_thread_begin_sized(&request, rt, cap, &params, 0, 0);

    if (status)
        return status;
    status = capn_request_add_capability(&request, thread.id, CAP_TRANSFER_COPY, &transfer);
    if (status)
        goto end;
    status = scheduling_context_bind_thread_params_set_thread(&params, transfer);
    if (status)
        goto end;
    status = capn_request_call(&request);
end:
    capn_request_end(&request);
    return status;
}

status_t scheduling_context_bind_process(struct rt *rt, scheduling_context_t cap, process_handle_t process)
{
    struct capn_request request;
    struct scheduling_context_bind_process_params_builder params;
    uint32_t transfer;
    status_t status = scheduling_context_bind_process_begin_sized(&request, rt, cap, &params, 0, 0);

    if (status)
        return status;
    status = capn_request_add_capability(&request, process.id, CAP_TRANSFER_COPY, &transfer);
    if (status)
        goto end;
    status = scheduling_context_bind_process_params_set_process(&params, transfer);
    if (status)
        goto end;
    status = capn_request_call(&request);
end:
    capn_request_end(&request);
    return status;
}

status_t scheduling_context_unbind(struct rt *rt, scheduling_context_t cap)
{
    struct capn_request request;
    struct scheduling_context_unbind_params_builder params;
    status_t status = scheduling_context_unbind_begin_sized(&request, rt, cap, &params, 0, 0);

    if (status)
        return status;
    status = capn_request_call(&request);
    capn_request_end(&request);
    return status;
}

#endif
