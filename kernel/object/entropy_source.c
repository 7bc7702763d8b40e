/* SPDX-License-Identifier: MIT */
/* EntropySource: the kernel's random generator (base/entropy.c) for processes. */
#include "object/singletons.h"

#include "base/entropy.h"
#include "ipc/kernel_call.h"
#include "kernel.capnp.h"

static status_t source_fill(void *self, struct capn_call *call, const struct entropy_source_fill_params_reader *params,
                            struct entropy_source_fill_results_builder *results)
{
    uint32_t count = entropy_source_fill_params_get_bytes(params);
    uint8_t *data;
    status_t status;

    (void)self;
    if (count == 0 || count > ENTROPY_FILL_MAX_BYTES)
        return capn_call_fail(call, STATUS_INVALID_ARGUMENT, "bytes: %u, expected 1 to %u", count, ENTROPY_FILL_MAX_BYTES);
    status = entropy_source_fill_results_init_data(results, count, &data);
    if (status == STATUS_OK)
        status = entropy_fill(data, count);
    if (status == STATUS_NOT_SUPPORTED)
        return capn_call_fail(call, status, "this machine has no hardware randomness");
    return status;
}

static const struct entropy_source_server server = { .fill = source_fill };

static status_t dispatch(struct object *object, uint16_t method_id, struct kernel_call *call)
{
    return entropy_source_dispatch(&server, object, method_id, &call->capn);
}

struct object_kind entropy_source_kind = {
    .name = "entropy source",
    .interface = &entropy_source_interface,
    .dispatch = dispatch,
    .destroy = object_destroy_static,
};
