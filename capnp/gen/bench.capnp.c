/* SPDX-License-Identifier: MIT */
/* Made by capnpc-capos from bench.capnp; do not edit. */
#include "bench.capnp.h"

/* interface Exchange */

static const char *const exchange_method_names[] = {
    "pass",
    "carry",
};

const struct capn_interface exchange_interface = {
    .id = EXCHANGE_INTERFACE_ID,
    .name = "Exchange",
    .method_count = 2,
    .transfer_mode = 0,
    .method_names = exchange_method_names,
};

CAPN_NO_STACK_PROTECTOR
static status_t exchange_pass_serve(const struct exchange_server *server, void *self, struct capn_call *call)
{
    struct exchange_pass_params_reader params;
    struct exchange_pass_results_builder results;
    status_t status;

    if (!server->pass)
        return STATUS_UNIMPLEMENTED;
    status = exchange_pass_params_read_root(&call->params, &params);
    if (status)
        return status;
    status = exchange_pass_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->pass(self, call, &params, &results);
}

CAPN_NO_STACK_PROTECTOR
static status_t exchange_carry_serve(const struct exchange_server *server, void *self, struct capn_call *call)
{
    struct exchange_carry_params_reader params;
    struct exchange_carry_results_builder results;
    status_t status;

    if (!server->carry)
        return STATUS_UNIMPLEMENTED;
    status = exchange_carry_params_read_root(&call->params, &params);
    if (status)
        return status;
    status = exchange_carry_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->carry(self, call, &params, &results);
}

status_t exchange_dispatch(const struct exchange_server *server, void *self, uint16_t method_id, struct capn_call *call)
{
    static status_t (*const serve[])(const struct exchange_server *, void *, struct capn_call *) = {
        exchange_pass_serve,
        exchange_carry_serve,
    };

    if (method_id < sizeof(serve) / sizeof(serve[0]))
        return serve[method_id](server, self, call);
    return STATUS_UNIMPLEMENTED;
}

#ifndef CAPN_NO_CLIENT

status_t exchange_pass(struct rt *rt, exchange_t cap, cap_id_t capability, cap_id_t *capability_out)
{
    struct capn_request request;
    struct exchange_pass_params_builder params;
    struct exchange_pass_results_reader results;
    uint32_t transfer;
    status_t status = exchange_pass_begin_sized(&request, rt, cap, &params, 0, 0);

    if (status)
        return status;
    status = capn_request_add_capability(&request, capability, CAP_TRANSFER_COPY, &transfer);
    if (status)
        goto end;
    status = exchange_pass_params_set_capability(&params, transfer);
    if (status)
        goto end;
    status = capn_request_call(&request);
    if (status)
        goto end;
    status = exchange_pass_results_read_root(&request.results, &results);
    if (status)
        goto end;
    status = exchange_pass_results_get_capability(&results, &transfer);
    if (status)
        goto end;
    status = capn_request_take_capability(&request, transfer, 0, capability_out);
end:
    capn_request_end(&request);
    return status;
}

#endif
