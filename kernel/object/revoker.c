/* SPDX-License-Identifier: MIT */
/* The Revoker object: who holds one may cut what was lent or granted through it. What that does is in ring/revoker.c. */
#include "ring/revoker.h"

#include "capability.capnp.h"
#include "ipc/kernel_call.h"

status_t revoker_too_deep(struct capn_call *call)
{
    return capn_call_fail(call, STATUS_OUT_OF_RANGE, "capability: was lent %u times already", REVOKER_MAX_DEPTH);
}

/* Holds of a revoker answer `disconnected` from the moment it is marked; then what is under way below it is ended. */
static status_t revoker_revoke_method(void *self, struct capn_call *call, const struct revoker_revoke_params_reader *params,
                                      struct revoker_revoke_results_builder *results)
{
    (void)call;
    (void)params;
    revoker_revoke_results_set_calls(results, revoker_cut(self));
    return STATUS_OK;
}

static status_t revoker_info_method(void *self, struct capn_call *call, const struct revoker_info_params_reader *params,
                                    struct revoker_info_results_builder *results)
{
    (void)call;
    (void)params;
    revoker_info_results_set_revoked(results, !revoker_live(self));
    return STATUS_OK;
}

static const struct revoker_server server = { .revoke = revoker_revoke_method, .info = revoker_info_method };

static status_t dispatch(struct object *object, uint16_t method_id, struct kernel_call *call)
{
    return revoker_dispatch(&server, container_of(object, struct revoker, object), method_id, &call->capn);
}

struct object_kind revoker_kind = {
    .name = "revoker",
    .interface = &revoker_interface,
    .dispatch = dispatch,
    .destroy = revoker_destroy,
};
