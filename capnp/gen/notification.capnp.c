/* SPDX-License-Identifier: MIT */
/* Made by capnpc-capos from notification.capnp; do not edit. */
#include "notification.capnp.h"

/* interface NotificationSignal */

static const char *const notification_signal_method_names[] = {
    "signal",
};

const struct capn_interface notification_signal_interface = {
    .id = NOTIFICATION_SIGNAL_INTERFACE_ID,
    .name = "NotificationSignal",
    .method_count = 1,
    .transfer_mode = 0,
    .method_names = notification_signal_method_names,
};

CAPN_NO_STACK_PROTECTOR
static status_t notification_signal_signal_serve(const struct notification_signal_server *server, void *self,
                                                 struct capn_call *call)
{
    struct notification_signal_signal_params_reader params;
    struct notification_signal_signal_results_builder results;
    status_t status;

    if (!server->signal)
        return STATUS_UNIMPLEMENTED;
    status = notification_signal_signal_params_read_root(&call->params, &params);
    if (status)
        return status;
    status = notification_signal_signal_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->signal(self, call, &params, &results);
}

status_t notification_signal_dispatch(const struct notification_signal_server *server, void *self, uint16_t method_id,
                                      struct capn_call *call)
{
    static status_t (*const serve[])(const struct notification_signal_server *, void *, struct capn_call *) = {
        notification_signal_signal_serve,
    };

    if (method_id < sizeof(serve) / sizeof(serve[0]))
        return serve[method_id](server, self, call);
    return STATUS_UNIMPLEMENTED;
}

/* interface NotificationWait */

static const char *const notification_wait_method_names[] = {
    "wait",
    "poll",
};

const struct capn_interface notification_wait_interface = {
    .id = NOTIFICATION_WAIT_INTERFACE_ID,
    .name = "NotificationWait",
    .method_count = 2,
    .transfer_mode = 0,
    .method_names = notification_wait_method_names,
};

CAPN_NO_STACK_PROTECTOR
static status_t notification_wait_wait_serve(const struct notification_wait_server *server, void *self,
                                             struct capn_call *call)
{
    struct notification_wait_wait_params_reader params = { { .message = &call->params } };
    struct notification_wait_wait_results_builder results;
    status_t status;

    if (!server->wait)
        return STATUS_UNIMPLEMENTED;
    status = notification_wait_wait_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->wait(self, call, &params, &results);
}

CAPN_NO_STACK_PROTECTOR
static status_t notification_wait_poll_serve(const struct notification_wait_server *server, void *self,
                                             struct capn_call *call)
{
    struct notification_wait_poll_params_reader params = { { .message = &call->params } };
    struct notification_wait_poll_results_builder results;
    status_t status;

    if (!server->poll)
        return STATUS_UNIMPLEMENTED;
    status = notification_wait_poll_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->poll(self, call, &params, &results);
}

status_t notification_wait_dispatch(const struct notification_wait_server *server, void *self, uint16_t method_id,
                                    struct capn_call *call)
{
    static status_t (*const serve[])(const struct notification_wait_server *, void *, struct capn_call *) = {
        notification_wait_wait_serve,
        notification_wait_poll_serve,
    };

    if (method_id < sizeof(serve) / sizeof(serve[0]))
        return serve[method_id](server, self, call);
    return STATUS_UNIMPLEMENTED;
}

/* interface Notification */

static const struct capn_interface *const notification_ancestors[] = {
    &notification_signal_interface,
    &notification_wait_interface,
};

const struct capn_interface notification_interface = {
    .id = NOTIFICATION_INTERFACE_ID,
    .name = "Notification",
    .method_count = 0,
    .transfer_mode = 0,
    .ancestors = notification_ancestors,
    .ancestor_count = 2,
};

status_t notification_dispatch(const struct notification_server *server, void *self, uint16_t method_id,
                               struct capn_call *call)
{
    (void)server, (void)self, (void)method_id, (void)call;
    if (CAPN_METHOD_ANCESTOR(method_id) == 1 && server->notification_signal)
        return notification_signal_dispatch(server->notification_signal, self, CAPN_METHOD_ORDINAL(method_id), call);
    if (CAPN_METHOD_ANCESTOR(method_id) == 2 && server->notification_wait)
        return notification_wait_dispatch(server->notification_wait, self, CAPN_METHOD_ORDINAL(method_id), call);
    return STATUS_UNIMPLEMENTED;
}

#ifndef CAPN_NO_CLIENT

status_t notification_signal_signal(struct rt *rt, notification_signal_t cap, uint64_t bits)
{
    struct capn_request request;
    struct notification_signal_signal_params_builder params;
    status_t status = notification_signal_signal_begin_sized(&request, rt, cap, &params, 0, 0);

    if (status)
        return status;
    notification_signal_signal_params_set_bits(&params, bits);
    status = capn_request_call(&request);
    capn_request_end(&request);
    return status;
}

status_t notification_wait_wait(struct rt *rt, notification_wait_t cap, uint64_t *bits_out)
{
    struct capn_request request;
    struct notification_wait_wait_params_builder params;
    struct notification_wait_wait_results_reader results;
    status_t status = notification_wait_wait_begin_sized(&request, rt, cap, &params, 0, 0);

    if (status)
        return status;
    status = capn_request_call(&request);
    if (status)
        goto end;
    status = notification_wait_wait_results_read_root(&request.results, &results);
    if (status)
        goto end;
    *bits_out = notification_wait_wait_results_get_bits(&results);
end:
    capn_request_end(&request);
    return status;
}

status_t notification_wait_poll(struct rt *rt, notification_wait_t cap, uint64_t *bits_out)
{
    struct capn_request request;
    struct notification_wait_poll_params_builder params;
    struct notification_wait_poll_results_reader results;
    status_t status = notification_wait_poll_begin_sized(&request, rt, cap, &params, 0, 0);

    if (status)
        return status;
    status = capn_request_call(&request);
    if (status)
        goto end;
    status = notification_wait_poll_results_read_root(&request.results, &results);
    if (status)
        goto end;
    *bits_out = notification_wait_poll_results_get_bits(&results);
end:
    capn_request_end(&request);
    return status;
}

status_t notification_signal(struct rt *rt, notification_t cap, uint64_t bits)
{
    struct capn_request request;
    struct notification_signal_signal_params_builder params;
    status_t status = notification_signal_begin_sized(&request, rt, cap, &params, 0, 0);

    if (status)
        return status;
    notification_signal_signal_params_set_bits(&params, bits);
    status = capn_request_call(&request);
    capn_request_end(&request);
    return status;
}

status_t notification_wait(struct rt *rt, notification_t cap, uint64_t *bits_out)
{
    struct capn_request request;
    struct notification_wait_wait_params_builder params;
    struct notification_wait_wait_results_reader results;
    status_t status = notification_wait_begin_sized(&request, rt, cap, &params, 0, 0);

    if (status)
        return status;
    status = capn_request_call(&request);
    if (status)
        goto end;
    status = notification_wait_wait_results_read_root(&request.results, &results);
    if (status)
        goto end;
    *bits_out = notification_wait_wait_results_get_bits(&results);
end:
    capn_request_end(&request);
    return status;
}

status_t notification_poll(struct rt *rt, notification_t cap, uint64_t *bits_out)
{
    struct capn_request request;
    struct notification_wait_poll_params_builder params;
    struct notification_wait_poll_results_reader results;
    status_t status = notification_poll_begin_sized(&request, rt, cap, &params, 0, 0);

    if (status)
        return status;
    status = capn_request_call(&request);
    if (status)
        goto end;
    status = notification_wait_poll_results_read_root(&request.results, &results);
    if (status)
        goto end;
    *bits_out = notification_wait_poll_results_get_bits(&results);
end:
    capn_request_end(&request);
    return status;
}

#endif
