/* SPDX-License-Identifier: MIT */
#include "capnp_loopback.h"

#include <stdlib.h>
#include <string.h>

status_t capn_request_begin_usual(struct capn_request *request, struct rt *rt, uint64_t head)
{
    return capn_request_begin_sized(request, rt, head, CAPN_USUAL_PARAMS_BYTES, CAPN_USUAL_RESULTS_BYTES);
}

status_t capn_request_begin_sized(struct capn_request *request, struct rt *rt, uint64_t head, size_t params_bytes,
                                  size_t results_bytes)
{
    memset(request, 0, sizeof(*request));
    request->rt = rt;
    request->cap_id = (cap_id_t)(head >> 32);
    request->method_id = (uint16_t)(head >> 16);
    request->params_capacity = (uint32_t)params_bytes;
    request->results_capacity = (uint32_t)results_bytes;
    request->buffer = malloc(params_bytes + results_bytes + 8);
    /* Exactly what was asked for, so that a stub that asks for too little fails here. */
    capn_builder_init(&request->params, request->buffer, params_bytes);
    rt->params_capacity = params_bytes;
    rt->begun++;
    return STATUS_OK;
}

status_t capn_request_add_capability(struct capn_request *request, cap_id_t cap, enum cap_transfer_mode mode,
                                     uint32_t *index)
{
    *index = request->transfer_count++;
    request->transfers[*index] = (struct cap_transfer_descriptor){ .cap_id = cap, .mode = (uint8_t)mode };
    return STATUS_OK;
}

status_t capn_request_call(struct capn_request *request)
{
    struct rt *rt = request->rt;
    struct capn_call call = { .reason = "" };
    uint64_t results[64];
    size_t len;
    status_t status = capn_builder_finish(&request->params, &len);

    if (!status)
        status = capn_message_open(&call.params, request->buffer, len, NULL);
    if (status)
        return status;
    capn_builder_init(&call.results, results, sizeof(results));
    rt->cap_id = request->cap_id;
    rt->method_id = request->method_id;
    status = rt->dispatch(rt->self, request->method_id, &call);
    memcpy(rt->reason, call.reason, sizeof(rt->reason));
    if (!status)
        status = capn_builder_finish(&call.results, &len);
    if (status)
        return status;
    if (len > request->results_capacity)
        return STATUS_RESULT_TOO_LARGE;
    free(request->buffer);
    request->buffer = malloc(len + 8);
    memcpy(request->buffer, results, len);
    memcpy(request->result_caps, rt->result_caps, sizeof(rt->result_caps));
    request->result_cap_count = rt->result_cap_count;
    return capn_message_open(&request->results, request->buffer, len, NULL);
}

status_t capn_request_take_capability(struct capn_request *request, uint32_t index, uint64_t interface_id,
                                      cap_id_t *out)
{
    if (index >= request->result_cap_count)
        return STATUS_NOT_FOUND;
    if (interface_id && request->result_caps[index].interface_id != interface_id)
        return STATUS_WRONG_INTERFACE;
    *out = request->result_caps[index].cap_id;
    return STATUS_OK;
}

/* Not a promise that could be called: what a helper asked for. */
cap_id_t capn_request_promise(struct capn_request *request, uint32_t ordinal)
{
    (void)request;
    return 1000 + ordinal;
}

void capn_request_end(struct capn_request *request)
{
    free(request->buffer);
    request->rt->ended++;
}
