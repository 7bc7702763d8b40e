/* SPDX-License-Identifier: MIT */
/* Gives back each capability that it gets. */
#include "rt/loop.h"

#include "bench.capnp.h"
#include "kernel.capnp.h"

/* *index: what the params say, then what the results say. */
static status_t give_back(struct rt *rt, struct capn_call *call, status_t status, uint32_t *index)
{
    cap_id_t cap;

    if (status == STATUS_OK)
        status = rt_call_take_capability(call, *index, 0, &cap);
    if (status < 0)
        return capn_call_fail(call, status, "a capability is needed");
    status = rt_call_add_capability(call, cap, CAP_TRANSFER_COPY, index);
    /* Ours goes with the next entry, after the RETURN that copies it. */
    rt_drop(rt, cap);
    return status;
}

static status_t on_pass(void *self, struct capn_call *call, const struct exchange_pass_params_reader *params,
                        struct exchange_pass_results_builder *results)
{
    uint32_t index;
    status_t status = give_back(self, call, exchange_pass_params_get_capability(params, &index), &index);

    return status < 0 ? status : exchange_pass_results_set_capability(results, index);
}

static status_t on_carry(void *self, struct capn_call *call, const struct exchange_carry_params_reader *params,
                         struct exchange_carry_results_builder *results)
{
    struct capn_data data;
    uint32_t index;
    status_t status = give_back(self, call, exchange_carry_params_get_capability(params, &index), &index);

    if (status == STATUS_OK)
        status = exchange_carry_results_set_capability(results, index);
    if (status == STATUS_OK)
        status = exchange_carry_params_get_data(params, &data);
    return status < 0 ? status : exchange_carry_results_set_data(results, data);
}

static const struct exchange_server server = { .pass = on_pass, .carry = on_carry };
RT_DISPATCH(exchange)

int main(struct rt *rt)
{
    static struct rt_endpoint endpoint;
    struct rt_loop loop;
    cap_id_t cap;

    if (rt_find(rt, "exchange", ENDPOINT_INTERFACE_ID, &cap) < 0)
        return 1;
    rt_loop_init(&loop, rt);
    if (rt_loop_serve(&loop, &endpoint, cap, exchange_dispatch_any, &server, rt, 0) < 0)
        return 1;
    return rt_loop_run(&loop);
}
