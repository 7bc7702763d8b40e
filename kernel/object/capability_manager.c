/* SPDX-License-Identifier: MIT */
/* CapabilityManager: the caller's own table, narrowing, lending, and what its children were granted. */
#include "object/singletons.h"

#include "base/string.h"
#include "capability.capnp.h"
#include "core/atomic.h"
#include "ipc/kernel_call.h"
#include "ipc/session.h"
#include "object/grant.h"
#include "object/listing.h"
#include "object/package.h"
#include "ring/revoker.h"
#include "sched/spawn.h"

/* The largest entry. The schema says how many bytes it has. */
#define ENTRY_WORDS (CAPABILITY_INFO_DATA_WORDS + CAPABILITY_INFO_POINTERS + LISTING_TEXT_WORDS(OBJECT_KIND_NAME_BYTES) + \
                     LISTING_TEXT_WORDS(CAPSET_NAME_BYTES))
_Static_assert(ENTRY_WORDS * 8 == 104, "CapabilityManager.list");

struct holds {
    struct process *process;            /* whose table it is */
    bool granted_only;
    uint32_t count, room;               /* of the first walk */
    struct listing page;
};

static struct capn_text text_of(const char *text)
{
    return (struct capn_text){ text, (uint32_t)strlen(text) };
}

/* Under which name a process finds a hold. */
static struct capn_text name_of(const struct process *process, cap_id_t id)
{
    for (uint32_t i = 0; process->capset && i < process->capset->count; i++) {
        if (process->capset->entries[i].cap_id == id)
            return text_of(process->capset->entries[i].name);
    }
    return text_of("");
}

static bool is_listed(const struct holds *holds, const struct cap_hold *hold)
{
    return !holds->granted_only || hold->origin == CAP_ORIGIN_SPAWN_GRANT;
}

static bool count_one(void *context, cap_id_t id, const struct cap_hold *hold)
{
    struct holds *holds = context;

    (void)id;
    holds->count += is_listed(holds, hold);
    return holds->count < holds->room;
}

static bool list_one(void *context, cap_id_t id, const struct cap_hold *hold)
{
    struct holds *holds = context;
    struct listing *page = &holds->page;
    const struct object *object = hold->object;
    struct capability_info_builder info;

    if (!is_listed(holds, hold))
        return true;
    if (listing_full(page, id & CAP_ID_INDEX_MASK))
        return false;
    page->status = capability_info_list_at(&page->list, page->index++, &info);
    if (page->status != STATUS_OK)
        return false;
    capability_info_set_id(&info, id);
    capability_info_set_interface_id(&info, hold->interface_id);
    capability_info_set_transfer_mode(&info, hold->transfer_mode);
    capability_info_set_live(&info, object_hold_live(hold));
    capability_info_set_scope(&info, hold->transfer_scope);
    capability_info_set_disclosure(&info, (uint32_t)hold->disclosure_scope);
    capability_info_set_lent(&info, hold->revoker != NULL);
    page->status = capability_info_set_kind(&info, text_of(object->kind->name));
    if (page->status == STATUS_OK)
        page->status = capability_info_set_name(&info, name_of(holds->process, id));
    return page->status == STATUS_OK;
}

/* One page of the holds from a slot on; holds->page.status says how it went. list and granted have the same results, and the generated
 * types differ only in name. The table of a process that is on its way out is being taken apart, and counts as empty. */
static status_t list_holds(struct holds *holds, uint32_t from, struct capability_manager_list_results_builder *results)
{
    struct cap_table *table = &holds->process->table;
    uint32_t next;

    holds->room = listing_room(results->b.builder, ENTRY_WORDS);
    spin_lock(&holds->process->lock);
    if (!holds->process->exiting)
        cap_table_for_each(table, from, count_one, holds);
    holds->page.status = capability_manager_list_results_init_capabilities(results, holds->count, &holds->page.list);
    if (holds->page.status == STATUS_OK && holds->count != 0)
        cap_table_for_each(table, from, list_one, holds);
    spin_unlock(&holds->process->lock);
    next = listing_finish(&holds->page);
    capability_manager_list_results_set_more(results, next != 0);
    capability_manager_list_results_set_next(results, next);
    return holds->page.status;
}

static status_t manager_list(void *self, struct capn_call *capn, const struct capability_manager_list_params_reader *params,
                             struct capability_manager_list_results_builder *results)
{
    struct holds holds = { .process = kernel_call_of(capn)->process };

    (void)self;
    return list_holds(&holds, capability_manager_list_params_get_from_slot(params), results);
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
        status = revoker_too_deep(capn);
    }
    hold_put(&hold);
    return status;
}

/* --- children ------------------------------------------------------------------------------------------------------- */

/* The process behind a ProcessHandle in the params, with a reference. A ProcessObserver only watches. */
static status_t find_child(struct kernel_call *call, status_t status, uint32_t index, struct process **child)
{
    struct cap_hold hold;

    if (status == STATUS_OK)
        status = kernel_call_param_owned(call, index, &hold);
    if (status != STATUS_OK)
        return status;
    if (((struct object *)hold.object)->kind != &process_kind || hold.interface_id != PROCESS_HANDLE_INTERFACE_ID) {
        hold_put(&hold);
        return capn_call_fail(&call->capn, STATUS_INVALID_ARGUMENT, "child: not the ProcessHandle of a child");
    }
    /* Handles cannot be lent: no revoker to keep. */
    *child = container_of((struct object *)hold.object, struct process, object);
    return STATUS_OK;
}

/* What the caller of grant is told. */
struct grant_answer {
    struct kernel_call *call;
    struct capability_manager_grant_results_builder *results;
};

static status_t deliver_id(void *context, cap_id_t id)
{
    struct grant_answer *answer = context;

    capability_manager_grant_results_set_id(answer->results, id);
    return kernel_call_send(answer->call);
}

static status_t explain_grant(struct capn_call *capn, status_t status, const struct process *child, const struct process *blame)
{
    char reason[96];

    switch (status) {
    case STATUS_GONE:
        return capn_call_fail(capn, status, "child: process %u has ended", child->pid);
    case STATUS_ALREADY_EXISTS:
        return capn_call_fail(capn, status, "name: the child has a capability of that name");
    case STATUS_TABLE_FULL:
        return capn_call_fail(capn, STATUS_QUOTA_EXCEEDED, "child: the limit of CapSet names (%u) or of its table is reached",
                              CAPSET_MAX_ENTRIES);
    case STATUS_QUOTA_EXCEEDED:
        return capn_call_fail(capn, status, "%s: %s", blame == child ? "child" : "caller",
                              process_refusal(blame, reason, sizeof(reason)));
    case STATUS_OUT_OF_RANGE:
        return revoker_too_deep(capn);
    default:
        return status;
    }
}

static status_t manager_grant(void *self, struct capn_call *capn, const struct capability_manager_grant_params_reader *params,
                              struct capability_manager_grant_results_builder *results)
{
    struct kernel_call *call = kernel_call_of(capn);
    struct grant_answer answer = { call, results };
    struct grant_request request = { .granter = call->process, .deliver = deliver_id, .context = &answer };
    struct process *child;
    struct cap_hold hold;
    struct capn_text name;
    uint32_t index;
    status_t status = capability_manager_grant_params_get_child(params, &index);

    (void)self;
    status = find_child(call, status, index, &child);
    if (status != STATUS_OK)
        return status;
    status = capability_manager_grant_params_get_name(params, &name);
    if (status == STATUS_OK && !capset_name_valid(name.data, name.len))
        status = capn_call_fail(capn, STATUS_INVALID_ARGUMENT, "name: 1 to 31 of a-z 0-9 _ - .");
    if (status == STATUS_OK)
        status = capability_manager_grant_params_get_capability(params, &index);
    if (status == STATUS_OK)
        status = kernel_call_take(call, index, &hold);
    /* A child that ended has no session any more; grant_to_child says so. */
    if (status == STATUS_OK && !atomic_load_relaxed(&child->exiting) &&
        hold.transfer_scope < session_scope_needed(call->process, child)) {
        hold_put(&hold);
        status = STATUS_TRANSFER_SCOPE;
    }
    if (status != STATUS_OK)
        goto put_child;
    request.child = child;
    request.hold = &hold;
    request.name = name.data;
    request.name_len = name.len;
    status = grant_to_child(&request);
    if (status != STATUS_OK)
        status = explain_grant(capn, status, child, request.blame);
    hold_put(&hold);
put_child:
    object_put(&child->object);
    return status;
}

static status_t manager_revoke(void *self, struct capn_call *capn, const struct capability_manager_revoke_params_reader *params,
                               struct capability_manager_revoke_results_builder *results)
{
    cap_id_t id = capability_manager_revoke_params_get_id(params);
    struct kernel_call *call = kernel_call_of(capn);
    struct process *child;
    uint32_t index, calls;
    status_t status = capability_manager_revoke_params_get_child(params, &index);

    (void)self;
    status = find_child(call, status, index, &child);
    if (status != STATUS_OK)
        return status;
    status = grant_revoke(child, id, &calls);
    if (status == STATUS_OK)
        capability_manager_revoke_results_set_calls(results, calls);
    else
        status = capn_call_fail(capn, status, "id: the child has nothing that was granted as 0x%x", id);
    object_put(&child->object);
    return status;
}

static status_t manager_granted(void *self, struct capn_call *capn, const struct capability_manager_granted_params_reader *params,
                                struct capability_manager_granted_results_builder *results)
{
    struct capability_manager_list_results_builder list_results = { results->b };
    struct holds holds = { .granted_only = true };
    struct kernel_call *call = kernel_call_of(capn);
    uint32_t index;
    status_t status = capability_manager_granted_params_get_child(params, &index);

    (void)self;
    status = find_child(call, status, index, &holds.process);
    if (status != STATUS_OK)
        return status;
    status = list_holds(&holds, capability_manager_granted_params_get_from_slot(params), &list_results);
    object_put(&holds.process->object);
    return status;
}

static status_t manager_restrict(void *self, struct capn_call *capn, const struct capability_manager_restrict_params_reader *params,
                                 struct capability_manager_restrict_results_builder *results)
{
    struct kernel_call *call = kernel_call_of(capn);
    uint32_t scope = capability_manager_restrict_params_get_scope(params), index;
    struct cap_hold hold;
    status_t status = capability_manager_restrict_params_get_capability(params, &index);

    (void)self;
    if (status == STATUS_OK)
        status = kernel_call_param_owned(call, index, &hold);
    if (status != STATUS_OK)
        return status;
    if (hold.transfer_mode == CAP_TRANSFER_MOVE) {
        status = STATUS_TRANSFER_NOT_SUPPORTED; /* as for narrow */
    } else {
        struct cap_hold restricted = hold;

        if (scope < restricted.transfer_scope)
            restricted.transfer_scope = (uint8_t)scope;
        restricted.disclosure_scope &= capability_manager_restrict_params_get_disclosure(params);
        status = kernel_call_add_capability(call, &restricted, &index);
    }
    hold_put(&hold);
    return status == STATUS_OK ? capability_manager_restrict_results_set_restricted(results, index) : status;
}

static const struct capability_manager_server server = {
    .restrict_ = manager_restrict,
    .list = manager_list,
    .narrow = manager_narrow,
    .lend = manager_lend,
    .grant = manager_grant,
    .revoke = manager_revoke,
    .granted = manager_granted,
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
