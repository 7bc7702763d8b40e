/* SPDX-License-Identifier: MIT */
/* NullCap: a call that does nothing, to measure calls with. */
#include "object/singletons.h"

#include "ipc/kernel_call.h"
#include "kernel.capnp.h"

static status_t null_nothing(void *self, struct capn_call *call, const struct null_cap_null_params_reader *params,
                             struct null_cap_null_results_builder *results)
{
    (void)self;
    (void)call;
    (void)params;
    (void)results;
    return STATUS_OK;
}

static status_t null_echo(void *self, struct capn_call *call, const struct null_cap_echo_params_reader *params,
                          struct null_cap_echo_results_builder *results)
{
    (void)self;
    (void)call;
    null_cap_echo_results_set_value(results, null_cap_echo_params_get_value(params));
    return STATUS_OK;
}

static const struct null_cap_server server = { .null = null_nothing, .echo = null_echo };

static status_t dispatch(struct object *object, uint16_t method_id, struct kernel_call *call)
{
    return null_cap_dispatch(&server, object, method_id, &call->capn);
}

struct object_kind null_cap_kind = {
    .name = "null",
    .interface = &null_cap_interface,
    .dispatch = dispatch,
    .destroy = object_destroy_static,
};
