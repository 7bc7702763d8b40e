/* SPDX-License-Identifier: MIT */
/* Made by capnpc-capos from tap.capnp; do not edit. */
#include "tap.capnp.h"

/* interface TapFactory */

static const char *const tap_factory_method_names[] = {
    "create",
};

const struct capn_interface tap_factory_interface = {
    .id = TAP_FACTORY_INTERFACE_ID,
    .name = "TapFactory",
    .method_count = 1,
    .transfer_mode = 0,
    .method_names = tap_factory_method_names,
};

CAPN_NO_STACK_PROTECTOR
static status_t tap_factory_create_serve(const struct tap_factory_server *server, void *self, struct capn_call *call)
{
    struct tap_factory_create_params_reader params;
    struct tap_factory_create_results_builder results;
    status_t status;

    if (!server->create)
        return STATUS_UNIMPLEMENTED;
    status = tap_factory_create_params_read_root(&call->params, &params);
    if (status)
        return status;
    status = tap_factory_create_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->create(self, call, &params, &results);
}

status_t tap_factory_dispatch(const struct tap_factory_server *server, void *self, uint16_t method_id,
                              struct capn_call *call)
{
    static status_t (*const serve[])(const struct tap_factory_server *, void *, struct capn_call *) = {
        tap_factory_create_serve,
    };

    if (method_id < sizeof(serve) / sizeof(serve[0]))
        return serve[method_id](server, self, call);
    return STATUS_UNIMPLEMENTED;
}

/* interface PayloadTapFactory */

static const char *const payload_tap_factory_method_names[] = {
    "createWithPayload",
};

static const struct capn_interface *const payload_tap_factory_ancestors[] = {
    &tap_factory_interface,
};

const struct capn_interface payload_tap_factory_interface = {
    .id = PAYLOAD_TAP_FACTORY_INTERFACE_ID,
    .name = "PayloadTapFactory",
    .method_count = 1,
    .transfer_mode = 0,
    .method_names = payload_tap_factory_method_names,
    .ancestors = payload_tap_factory_ancestors,
    .ancestor_count = 1,
};

CAPN_NO_STACK_PROTECTOR
static status_t payload_tap_factory_create_with_payload_serve(const struct payload_tap_factory_server *server,
                                                              void *self, struct capn_call *call)
{
    struct payload_tap_factory_create_with_payload_params_reader params;
    struct payload_tap_factory_create_with_payload_results_builder results;
    status_t status;

    if (!server->create_with_payload)
        return STATUS_UNIMPLEMENTED;
    status = payload_tap_factory_create_with_payload_params_read_root(&call->params, &params);
    if (status)
        return status;
    status = payload_tap_factory_create_with_payload_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->create_with_payload(self, call, &params, &results);
}

status_t payload_tap_factory_dispatch(const struct payload_tap_factory_server *server, void *self, uint16_t method_id,
                                      struct capn_call *call)
{
    static status_t (*const serve[])(const struct payload_tap_factory_server *, void *, struct capn_call *) = {
        payload_tap_factory_create_with_payload_serve,
    };

    if (method_id < sizeof(serve) / sizeof(serve[0]))
        return serve[method_id](server, self, call);
    if (CAPN_METHOD_ANCESTOR(method_id) == 1 && server->tap_factory)
        return tap_factory_dispatch(server->tap_factory, self, CAPN_METHOD_ORDINAL(method_id), call);
    return STATUS_UNIMPLEMENTED;
}

/* interface TapReader */

static const char *const tap_reader_method_names[] = {
    "read",
    "poll",
};

const struct capn_interface tap_reader_interface = {
    .id = TAP_READER_INTERFACE_ID,
    .name = "TapReader",
    .method_count = 2,
    .transfer_mode = 0,
    .method_names = tap_reader_method_names,
};

CAPN_NO_STACK_PROTECTOR
static status_t tap_reader_read_serve(const struct tap_reader_server *server, void *self, struct capn_call *call)
{
    struct tap_reader_read_params_reader params;
    struct tap_reader_read_results_builder results;
    status_t status;

    if (!server->read)
        return STATUS_UNIMPLEMENTED;
    status = tap_reader_read_params_read_root(&call->params, &params);
    if (status)
        return status;
    status = tap_reader_read_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->read(self, call, &params, &results);
}

CAPN_NO_STACK_PROTECTOR
static status_t tap_reader_poll_serve(const struct tap_reader_server *server, void *self, struct capn_call *call)
{
    struct tap_reader_poll_params_reader params;
    struct tap_reader_poll_results_builder results;
    status_t status;

    if (!server->poll)
        return STATUS_UNIMPLEMENTED;
    status = tap_reader_poll_params_read_root(&call->params, &params);
    if (status)
        return status;
    status = tap_reader_poll_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->poll(self, call, &params, &results);
}

status_t tap_reader_dispatch(const struct tap_reader_server *server, void *self, uint16_t method_id,
                             struct capn_call *call)
{
    static status_t (*const serve[])(const struct tap_reader_server *, void *, struct capn_call *) = {
        tap_reader_read_serve,
        tap_reader_poll_serve,
    };

    if (method_id < sizeof(serve) / sizeof(serve[0]))
        return serve[method_id](server, self, call);
    return STATUS_UNIMPLEMENTED;
}

/* interface RingTap */

static const char *const ring_tap_method_names[] = {
    "info",
};

static const struct capn_interface *const ring_tap_ancestors[] = {
    &tap_reader_interface,
};

const struct capn_interface ring_tap_interface = {
    .id = RING_TAP_INTERFACE_ID,
    .name = "RingTap",
    .method_count = 1,
    .transfer_mode = 0,
    .method_names = ring_tap_method_names,
    .ancestors = ring_tap_ancestors,
    .ancestor_count = 1,
};

CAPN_NO_STACK_PROTECTOR
static status_t ring_tap_info_serve(const struct ring_tap_server *server, void *self, struct capn_call *call)
{
    struct ring_tap_info_params_reader params = { { .message = &call->params } };
    struct ring_tap_info_results_builder results;
    status_t status;

    if (!server->info)
        return STATUS_UNIMPLEMENTED;
    status = ring_tap_info_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->info(self, call, &params, &results);
}

status_t ring_tap_dispatch(const struct ring_tap_server *server, void *self, uint16_t method_id, struct capn_call *call)
{
    static status_t (*const serve[])(const struct ring_tap_server *, void *, struct capn_call *) = {
        ring_tap_info_serve,
    };

    if (method_id < sizeof(serve) / sizeof(serve[0]))
        return serve[method_id](server, self, call);
    if (CAPN_METHOD_ANCESTOR(method_id) == 1 && server->tap_reader)
        return tap_reader_dispatch(server->tap_reader, self, CAPN_METHOD_ORDINAL(method_id), call);
    return STATUS_UNIMPLEMENTED;
}

#ifndef CAPN_NO_CLIENT

status_t tap_factory_create(struct rt *rt, tap_factory_t cap, uint32_t buffer_bytes, ring_tap_t *tap_out)
{
    struct capn_request request;
    struct tap_factory_create_params_builder params;
    struct tap_factory_create_results_reader results;
    uint32_t transfer;
    status_t status = tap_factory_create_begin_sized(&request, rt, cap, &params, 0, 0);

    if (status)
        return status;
    tap_factory_create_params_set_buffer_bytes(&params, buffer_bytes);
    status = capn_request_call(&request);
    if (status)
        goto end;
    status = tap_factory_create_results_read_root(&request.results, &results);
    if (status)
        goto end;
    status = tap_factory_create_results_get_tap(&results, &transfer);
    if (status)
        goto end;
    status = capn_request_take_capability(&request, transfer, RING_TAP_INTERFACE_ID, &tap_out->id);
end:
    capn_request_end(&request);
    return status;
}

status_t payload_tap_factory_create_with_payload(struct rt *rt, payload_tap_factory_t cap, uint32_t buffer_bytes,
                                                 uint32_t payload_bytes, ring_tap_t *tap_out)
{
    struct capn_request request;
    struct payload_tap_factory_create_with_payload_params_builder params;
    struct payload_tap_factory_create_with_payload_results_reader results;
    uint32_t transfer;
    status_t status = payload_tap_factory_create_with_payload_begin_sized(&request, rt, cap, &params, 0, 0);

    if (status)
        return status;
    payload_tap_factory_create_with_payload_params_set_buffer_bytes(&params, buffer_bytes);
    payload_tap_factory_create_with_payload_params_set_payload_bytes(&params, payload_bytes);
    status = capn_request_call(&request);
    if (status)
        goto end;
    status = payload_tap_factory_create_with_payload_results_read_root(&request.results, &results);
    if (status)
        goto end;
    status = payload_tap_factory_create_with_payload_results_get_tap(&results, &transfer);
    if (status)
        goto end;
    status = capn_request_take_capability(&request, transfer, RING_TAP_INTERFACE_ID, &tap_out->id);
end:
    capn_request_end(&request);
    return status;
}

status_t payload_tap_factory_create(struct rt *rt, payload_tap_factory_t cap, uint32_t buffer_bytes,
                                    ring_tap_t *tap_out)
{
    struct capn_request request;
    struct tap_factory_create_params_builder params;
    struct tap_factory_create_results_reader results;
    uint32_t transfer;
    status_t status = payload_tap_factory_create_begin_sized(&request, rt, cap, &params, 0, 0);

    if (status)
        return status;
    tap_factory_create_params_set_buffer_bytes(&params, buffer_bytes);
    status = capn_request_call(&request);
    if (status)
        goto end;
    status = tap_factory_create_results_read_root(&request.results, &results);
    if (status)
        goto end;
    status = tap_factory_create_results_get_tap(&results, &transfer);
    if (status)
        goto end;
    status = capn_request_take_capability(&request, transfer, RING_TAP_INTERFACE_ID, &tap_out->id);
end:
    capn_request_end(&request);
    return status;
}

status_t ring_tap_info(struct rt *rt, ring_tap_t cap, uint32_t *buffer_bytes_out, uint32_t *payload_bytes_out,
                       uint32_t *running_out, uint64_t *lost_out)
{
    struct capn_request request;
    struct ring_tap_info_params_builder params;
    struct ring_tap_info_results_reader results;
    status_t status = ring_tap_info_begin_sized(&request, rt, cap, &params, 0, 0);

    if (status)
        return status;
    status = capn_request_call(&request);
    if (status)
        goto end;
    status = ring_tap_info_results_read_root(&request.results, &results);
    if (status)
        goto end;
    *buffer_bytes_out = ring_tap_info_results_get_buffer_bytes(&results);
    *payload_bytes_out = ring_tap_info_results_get_payload_bytes(&results);
    *running_out = ring_tap_info_results_get_running(&results);
    *lost_out = ring_tap_info_results_get_lost(&results);
end:
    capn_request_end(&request);
    return status;
}

#endif
