/* SPDX-License-Identifier: MIT */
/* CapabilityManager: the caller's own table, narrowing, and lending. */
#include "object/singletons.h"

#include "boot/package.h"
#include "cap/kernel_call.h"
#include "capability.capnp.h"
#include "mem/string.h"
#include "object/revoker.h"

#define LIST_MAX 512u

struct listing {
    struct capn_list_builder list;
    uint32_t skip;                      /* holds before the first one that is shown */
    uint32_t index;
    status_t status;
};

static bool list_one(void *context, cap_id_t id, const struct cap_hold *hold)
{
    struct listing *listing = context;
    const struct object *object = hold->object;
    struct capability_info_builder info;

    if (listing->skip != 0) {
        listing->skip--;
        return true;
    }
    if (listing->index == listing->list.count)
        return false;
    listing->status = capability_info_list_at(&listing->list, listing->index++, &info);
    if (listing->status != STATUS_OK)
        return false;
    capability_info_set_id(&info, id);
    capability_info_set_interface_id(&info, hold->interface_id);
    capability_info_set_transfer_mode(&info, hold->transfer_mode);
    capability_info_set_live(&info, object_hold_live(hold));
    capability_info_set_lent(&info, hold->revoker != NULL);
    listing->status = capability_info_set_kind(&info, (struct capn_text){ object->kind->name,
                                                                           (uint32_t)strlen(object->kind->name) });
    return listing->status == STATUS_OK;
}

static status_t manager_list(void *self, struct capn_call *capn, const struct capability_manager_list_params_reader *params,
                             struct capability_manager_list_results_builder *results)
{
    struct process *process = kernel_call_of(capn)->process;
    struct listing listing = { .skip = capability_manager_list_params_get_offset(params), .status = STATUS_OK };
    uint32_t left;
    status_t status;

    (void)self;
    spin_lock(&process->lock);
    left = process->table.live_count > listing.skip ? process->table.live_count - listing.skip : 0;
    capability_manager_list_results_set_more(results, left > LIST_MAX);
    status = capability_manager_list_results_init_capabilities(results, left < LIST_MAX ? left : LIST_MAX, &listing.list);
    if (status == STATUS_OK) {
        cap_table_for_each(&process->table, list_one, &listing);
        status = listing.status;
    }
    spin_unlock(&process->lock);
    return status;
}

/* Whether what a hold exposes is declared to extend the interface. */
static bool exposes(const struct cap_hold *hold, uint64_t interface_id)
{
    const struct capn_interface *own = ((const struct object *)hold->object)->kind->interface;

    if (hold->interface_id == interface_id)
        return true;
    if (hold->interface_id == own->id)
        return capn_interface_extends(own, interface_id);
    return package_interface_extends(hold->interface_id, interface_id);
}

static status_t manager_narrow(void *self, struct capn_call *capn, const struct capability_manager_narrow_params_reader *params,
                               struct capability_manager_narrow_results_builder *results)
{
    struct kernel_call *call = kernel_call_of(capn);
    uint64_t interface_id = capability_manager_narrow_params_get_interface_id(params);
    struct cap_hold hold;
    uint32_t index;
    status_t status = capability_manager_narrow_params_get_capability(params, &index);

    (void)self;
    if (status == STATUS_OK)
        status = kernel_call_param_owned(call, index, &hold);
    if (status != STATUS_OK)
        return status;
    if (hold.transfer_mode == CAP_TRANSFER_MOVE) {
        hold_put(&hold);
        return STATUS_TRANSFER_NOT_SUPPORTED; /* whoever gets it by a move may rely on having the only one */
    }
    if (exposes(&hold, interface_id)) {
        struct cap_hold narrowed = hold;

        narrowed.interface_id = interface_id;
        status = kernel_call_add_capability(call, &narrowed, &index);
    } else {
        status = capn_call_fail(capn, STATUS_INVALID_ARGUMENT, "interfaceId: not a superclass of what the capability exposes");
    }
    hold_put(&hold);
    return status == STATUS_OK ? capability_manager_narrow_results_set_narrowed(results, index) : status;
}

/* Facet and revoker into the caller's table and the results. */
static status_t add_pair(struct kernel_call *call, const struct cap_hold *hold, struct revoker *revoker,
                         struct capability_manager_lend_results_builder *results)
{
    struct cap_hold facet = *hold;
    struct cap_hold handle = object_make_hold(&revoker->object, CAP_ORIGIN_RESULT);
    uint32_t index;
    status_t status;

    facet.revoker = revoker;
    status = kernel_call_add_capability(call, &facet, &index);
    if (status == STATUS_OK)
        status = capability_manager_lend_results_set_facet(results, index);
    if (status == STATUS_OK)
        status = kernel_call_add_capability(call, &handle, &index);
    return status == STATUS_OK ? capability_manager_lend_results_set_revoker(results, index) : status;
}

static status_t manager_lend(void *self, struct capn_call *capn, const struct capability_manager_lend_params_reader *params,
                             struct capability_manager_lend_results_builder *results)
{
    struct kernel_call *call = kernel_call_of(capn);
    struct revoker *revoker;
    struct cap_hold hold;
    uint32_t index;
    status_t status = capability_manager_lend_params_get_capability(params, &index);

    (void)self;
    if (status == STATUS_OK)
        status = kernel_call_param_owned(call, index, &hold);
    if (status != STATUS_OK)
        return status;
    status = STATUS_TRANSFER_NOT_SUPPORTED;
    if (hold.transfer_mode != CAP_TRANSFER_NONE)
        status = revoker_create(hold.revoker, &revoker);
    if (status == STATUS_OK) {
        status = add_pair(call, &hold, revoker, results);
        object_put(&revoker->object);
    } else if (status == STATUS_OUT_OF_RANGE) {
        status = capn_call_fail(capn, status, "capability: was lent %u times already", REVOKER_MAX_DEPTH);
    }
    hold_put(&hold);
    return status;
}

static const struct capability_manager_server server = {
    .list = manager_list,
    .narrow = manager_narrow,
    .lend = manager_lend,
};

static status_t dispatch(struct object *object, uint16_t method_id, struct kernel_call *call)
{
    return capability_manager_dispatch(&server, object, method_id, &call->capn);
}

struct object_kind capability_manager_kind = {
    .name = "capability manager",
    .interface = &capability_manager_interface,
    .dispatch = dispatch,
    .destroy = object_destroy_static,
};
