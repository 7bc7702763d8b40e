/* SPDX-License-Identifier: MIT */
/* The Endpoint and EndpointFactory objects. Messages are in ipc/ipc.c. */
#include "ipc/endpoint.h"

#include "core/atomic.h"
#include "ipc/kernel_call.h"
#include "kernel.capnp.h"
#include "mem/slab.h"
#include "object/endpoint_factory.h"
#include "object/notification.h"

static struct slab_cache endpoint_cache;
static uint64_t last_scope_id;          /* atomic */

static status_t endpoint_client(void *self, struct capn_call *capn, const struct endpoint_client_params_reader *params,
                                struct endpoint_client_results_builder *results)
{
    struct kernel_call *call = kernel_call_of(capn);
    uint64_t interface_id = endpoint_client_params_get_interface_id(params);
    struct cap_hold hold;
    uint32_t index;
    status_t status;

    if (interface_id == 0 || interface_id == ENDPOINT_INTERFACE_ID)
        return capn_call_fail(capn, STATUS_INVALID_ARGUMENT, "interfaceId: a client facet exposes the service's interface");
    hold = endpoint_client_hold(self, interface_id, CAP_ORIGIN_RESULT);
    status = kernel_call_add_capability(call, &hold, &index);
    return status == STATUS_OK ? endpoint_client_results_set_facet(results, index) : status;
}

void endpoint_limit_facet(struct cap_hold *facet, uint32_t scope, uint32_t disclosure)
{
    facet->transfer_scope = (uint8_t)(scope <= CAP_SCOPE_CROSS_SESSION ? scope : CAP_SCOPE_SAME_SESSION);
    facet->disclosure_scope = disclosure & SESSION_DISCLOSE_ALL;
}

static status_t endpoint_client_for(void *self, struct capn_call *capn, const struct endpoint_client_for_params_reader *params,
                                    struct endpoint_client_for_results_builder *results)
{
    struct kernel_call *call = kernel_call_of(capn);
    uint64_t interface_id = endpoint_client_for_params_get_interface_id(params);
    struct cap_hold hold;
    uint32_t index;
    status_t status;

    if (interface_id == 0 || interface_id == ENDPOINT_INTERFACE_ID)
        return capn_call_fail(capn, STATUS_INVALID_ARGUMENT, "interfaceId: a client facet exposes the service's interface");
    hold = endpoint_client_hold(self, interface_id, CAP_ORIGIN_RESULT);
    endpoint_limit_facet(&hold, endpoint_client_for_params_get_scope(params), endpoint_client_for_params_get_disclosure(params));
    status = kernel_call_add_capability(call, &hold, &index);
    return status == STATUS_OK ? endpoint_client_for_results_set_facet(results, index) : status;
}

/* What a call in flight says of its caller. endpoint->lock is held: the call, and so its process, stays. */
static status_t tell_caller_locked(struct endpoint *endpoint, const struct answer *call, struct caller_session_builder *caller)
{
    const struct session *session = call->thread->process->session;
    const struct session_reference *reference = session_reference_find(endpoint->references, endpoint->scope_id, session);
    struct session_subject_builder subject;
    status_t status = caller_session_set_reference(caller, (struct capn_data){ (const uint8_t *)reference->words,
                                                                              sizeof(reference->words) });

    lock_assert_held(&endpoint->lock);
    caller_session_set_epoch(caller, session->epoch);
    caller_session_set_live(caller, session_live(session));
    caller_session_set_disclosed(caller, call->call.disclosure);
    if (status == STATUS_OK)
        status = caller_session_init_subject(caller, &subject);
    return status == STATUS_OK ? session_write_subject(session, call->call.disclosure, &subject) : status;
}

static status_t endpoint_caller(void *self, struct capn_call *capn, const struct endpoint_caller_params_reader *params,
                                struct endpoint_caller_results_builder *results)
{
    uint64_t call_id = endpoint_caller_params_get_call_id(params);
    uint32_t index = (uint32_t)call_id - 1;
    struct endpoint *endpoint = self;
    struct caller_session_builder caller;
    status_t status = endpoint_caller_results_init_caller(results, &caller);

    if (status != STATUS_OK)
        return status;
    spin_lock(&endpoint->lock);
    if (index < ENDPOINT_SLOTS && endpoint->slots[index].generation == call_id >> 32 && endpoint->slots[index].answer)
        status = tell_caller_locked(endpoint, endpoint->slots[index].answer, &caller);
    else
        status = capn_call_fail(capn, STATUS_NOT_FOUND, "callId: no call that is in flight here");
    spin_unlock(&endpoint->lock);
    return status;
}

static status_t endpoint_info(void *self, struct capn_call *call, const struct endpoint_info_params_reader *params,
                              struct endpoint_info_results_builder *results)
{
    struct endpoint *endpoint = self;

    (void)call;
    (void)params;
    endpoint_info_results_set_queued(results, endpoint->queued_count);
    endpoint_info_results_set_receivers(results, endpoint->receiver_count);
    endpoint_info_results_set_in_flight(results, endpoint->in_flight_count);
    return STATUS_OK;
}

/* The hold that the call goes through is of the new epoch; all others stay behind. Calls look at the epoch again under the
 * endpoint's lock, so none is on its way when this is done. */
static uint32_t raise_epoch(struct kernel_call *call, struct endpoint *endpoint, struct answer *calls[ENDPOINT_MAX_CALLS])
{
    struct process *process = call->process;
    struct cap_hold *hold;
    uint32_t count;

    spin_lock(&endpoint->lock);
    spin_lock(&process->lock);
    atomic_add_relaxed(&endpoint->object.epoch, 1);
    if (cap_table_lookup(&process->table, call->submission->sqe.cap_id, &hold) == STATUS_OK && hold->object == &endpoint->object)
        hold->epoch = endpoint->object.epoch;
    spin_unlock(&process->lock);
    count = endpoint_take_calls_locked(endpoint, calls);
    spin_unlock(&endpoint->lock);
    return count;
}

static status_t endpoint_revoke_facets(void *self, struct capn_call *capn, const struct endpoint_revoke_facets_params_reader *params,
                                       struct endpoint_revoke_facets_results_builder *results)
{
    struct endpoint *endpoint = self;
    status_t status = kernel_call_check_room(kernel_call_of(capn));
    struct answer *calls[ENDPOINT_MAX_CALLS];
    uint32_t count;

    (void)params;
    if (status != STATUS_OK)
        return status;
    /* An epoch is never used twice, or what was revoked would come back. */
    if (endpoint->object.epoch == UINT32_MAX)
        return capn_call_fail(capn, STATUS_OUT_OF_RANGE, "this endpoint was revoked %u times already", UINT32_MAX - 1);
    count = raise_epoch(kernel_call_of(capn), endpoint, calls);
    for (uint32_t i = 0; i < count; i++)
        answer_fail(calls[i], STATUS_GONE, "the capability was revoked");
    endpoint_revoke_facets_results_set_calls(results, count);
    return STATUS_OK;
}

static const struct endpoint_server server = { .client = endpoint_client, .client_for = endpoint_client_for, .caller = endpoint_caller, .info = endpoint_info,
                                               .revoke_facets = endpoint_revoke_facets };

static status_t dispatch(struct object *object, uint16_t method_id, struct kernel_call *call)
{
    return endpoint_dispatch(&server, object, method_id, &call->capn);
}

/* A closed endpoint may be kept by its clients, but its maker no longer pays for it. */
static void stop_charging(struct endpoint *endpoint)
{
    struct process *payer = endpoint->payer;

    endpoint->payer = NULL;
    if (payer)
        process_release_payer(payer, LEDGER_ENDPOINTS);
}

static void destroy(struct object *object)
{
    struct endpoint *endpoint = container_of(object, struct endpoint, object);

    stop_charging(endpoint);
    slab_free(&endpoint_cache, endpoint);
}

static void hold_added(struct object *object, const struct cap_hold *hold)
{
    struct endpoint *endpoint = container_of(object, struct endpoint, object);

    if (hold->facet == ENDPOINT_OWNER)
        atomic_add_relaxed(&endpoint->owner_holds, 1);
}

static void hold_dropped(struct object *object, const struct cap_hold *hold)
{
    struct endpoint *endpoint = container_of(object, struct endpoint, object);

    /* Pairs with itself: the last owner sees what the others did. */
    if (hold->facet == ENDPOINT_OWNER && atomic_sub_acq_rel(&endpoint->owner_holds, 1) == 0) {
        endpoint_close(endpoint);
        stop_charging(endpoint);
    }
}

struct object_kind endpoint_kind = {
    .name = "endpoint",
    .interface = &endpoint_interface,
    .dispatch = dispatch,
    .destroy = destroy,
    .hold_added = hold_added,
    .hold_dropped = hold_dropped,
    .forward = endpoint_forward,
};

status_t endpoint_create(struct process *payer, struct endpoint **out)
{
    struct endpoint *endpoint;
    status_t status = process_charge(payer, LEDGER_ENDPOINTS, 1);

    if (status != STATUS_OK)
        return status;
    object_get(&payer->object);
    if (!endpoint_cache.name)
        slab_cache_init(&endpoint_cache, "endpoint", sizeof(struct endpoint));
    endpoint = slab_alloc(&endpoint_cache);
    if (!endpoint) {
        process_release_payer(payer, LEDGER_ENDPOINTS);
        return STATUS_NO_MEMORY;
    }
    object_init(&endpoint->object, &endpoint_kind);
    spin_init(&endpoint->lock, LOCK_ENDPOINT);
    endpoint->payer = payer;
    endpoint->scope_id = atomic_add_relaxed(&last_scope_id, 1);
    list_init(&endpoint->queued);
    list_init(&endpoint->receivers);
    endpoint->first_cancelled = ENDPOINT_NO_SLOT;
    for (uint32_t i = 0; i < ENDPOINT_SLOTS; i++) {
        endpoint->slots[i].generation = 1;
        endpoint->slots[i].next = i + 1 < ENDPOINT_SLOTS ? (uint8_t)(i + 1) : ENDPOINT_NO_SLOT;
    }
    *out = endpoint;
    return STATUS_OK;
}

struct cap_hold endpoint_owner_hold(struct endpoint *endpoint, enum cap_origin origin)
{
    return object_make_hold(&endpoint->object, origin);
}

struct cap_hold endpoint_client_hold(struct endpoint *endpoint, uint64_t interface_id, enum cap_origin origin)
{
    struct cap_hold hold = object_make_hold(&endpoint->object, origin);

    hold.interface_id = interface_id;
    hold.facet = ENDPOINT_CLIENT;
    hold.transfer_mode = CAP_TRANSFER_COPY;
    return hold;
}

/* --- EndpointFactory ---------------------------------------------------------------------------------------------- */

static status_t factory_create(void *self, struct capn_call *capn, const struct endpoint_factory_create_params_reader *params,
                               struct endpoint_factory_create_results_builder *results)
{
    struct kernel_call *call = kernel_call_of(capn);
    struct endpoint *endpoint;
    struct cap_hold hold;
    uint32_t index;
    status_t status;

    (void)self;
    (void)params;
    status = endpoint_create(call->process, &endpoint);
    if (status != STATUS_OK)
        return status;
    hold = endpoint_owner_hold(endpoint, CAP_ORIGIN_RESULT);
    status = kernel_call_add_capability(call, &hold, &index);
    object_put(&endpoint->object);
    return status == STATUS_OK ? endpoint_factory_create_results_set_endpoint(results, index) : status;
}

static status_t factory_notification(void *self, struct capn_call *capn,
                                     const struct endpoint_factory_create_notification_params_reader *params,
                                     struct endpoint_factory_create_notification_results_builder *results)
{
    struct kernel_call *call = kernel_call_of(capn);
    struct notification *notification;
    struct cap_hold hold;
    uint32_t index;
    status_t status = notification_create(call->process, &notification);

    (void)self;
    (void)params;
    if (status != STATUS_OK)
        return status;
    hold = object_make_hold(&notification->object, CAP_ORIGIN_RESULT);
    status = kernel_call_add_capability(call, &hold, &index);
    object_put(&notification->object);
    return status == STATUS_OK ? endpoint_factory_create_notification_results_set_notification(results, index) : status;
}

static const struct endpoint_factory_server factory_server = {
    .create = factory_create,
    .create_notification = factory_notification,
};

static status_t factory_dispatch(struct object *object, uint16_t method_id, struct kernel_call *call)
{
    return endpoint_factory_dispatch(&factory_server, object, method_id, &call->capn);
}

struct object_kind endpoint_factory_kind = {
    .name = "endpoint factory",
    .interface = &endpoint_factory_interface,
    .dispatch = factory_dispatch,
    .destroy = object_destroy_static,
};
