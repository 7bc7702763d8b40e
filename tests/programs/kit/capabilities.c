/* SPDX-License-Identifier: MIT */
/* Narrowing and lending, step by step: the generated stubs check no interface, or do not exist. See kit.h. */
#include "kit.h"

status_t kit_narrow(struct kit *kit, cap_id_t cap, uint64_t interface_id, cap_id_t *out)
{
    struct capability_manager_narrow_params_builder params;
    struct capability_manager_narrow_results_reader results;
    struct capn_request request;
    uint32_t index;
    status_t status = capability_manager_narrow_begin(&request, kit->rt, kit->capabilities, &params);

    if (status < 0)
        return status;
    capability_manager_narrow_params_set_interface_id(&params, interface_id);
    status = capn_request_add_capability(&request, cap, CAP_TRANSFER_COPY, &index);
    if (status == STATUS_OK)
        status = capability_manager_narrow_params_set_capability(&params, index);
    if (status == STATUS_OK)
        status = capn_request_call(&request);
    if (status == STATUS_OK)
        status = capability_manager_narrow_results(&request, &results);
    if (status == STATUS_OK)
        status = capability_manager_narrow_results_get_narrowed(&results, &index);
    if (status == STATUS_OK)
        status = capn_request_take_capability(&request, index, interface_id, out);
    capn_request_end(&request);
    return status;
}

status_t kit_lend(struct kit *kit, cap_id_t cap, cap_id_t *facet, revoker_t *revoker)
{
    struct capability_manager_lend_params_builder params;
    struct capability_manager_lend_results_reader results;
    struct capn_request request;
    uint32_t index, revoker_index;
    status_t status = capability_manager_lend_begin(&request, kit->rt, kit->capabilities, &params);

    if (status < 0)
        return status;
    status = capn_request_add_capability(&request, cap, CAP_TRANSFER_COPY, &index);
    if (status == STATUS_OK)
        status = capability_manager_lend_params_set_capability(&params, index);
    if (status == STATUS_OK)
        status = capn_request_call(&request);
    if (status == STATUS_OK)
        status = capability_manager_lend_results(&request, &results);
    if (status == STATUS_OK)
        status = capability_manager_lend_results_get_facet(&results, &index);
    if (status == STATUS_OK)
        status = capability_manager_lend_results_get_revoker(&results, &revoker_index);
    if (status == STATUS_OK)
        status = capn_request_take_capability(&request, index, 0, facet);
    if (status == STATUS_OK)
        status = capn_request_take_capability(&request, revoker_index, REVOKER_INTERFACE_ID, &revoker->id);
    capn_request_end(&request);
    return status;
}

status_t kit_grant_to(struct kit *kit, cap_id_t child, cap_id_t cap, enum cap_transfer_mode mode, const char *name, cap_id_t *id)
{
    struct capability_manager_grant_params_builder params;
    struct capability_manager_grant_results_reader results;
    struct capn_request request;
    uint32_t index;
    status_t status = capability_manager_grant_begin(&request, kit->rt, kit->capabilities, &params);

    if (status < 0)
        return status;
    status = capn_request_add_capability(&request, child, CAP_TRANSFER_COPY, &index);
    if (status == STATUS_OK)
        status = capability_manager_grant_params_set_child(&params, index);
    if (status == STATUS_OK)
        status = capn_request_add_capability(&request, cap, mode, &index);
    if (status == STATUS_OK)
        status = capability_manager_grant_params_set_capability(&params, index);
    if (status == STATUS_OK)
        status = capability_manager_grant_params_set_name(&params, (struct capn_text){ name, (uint32_t)strlen(name) });
    if (status == STATUS_OK)
        status = capn_request_call(&request);
    if (status == STATUS_OK)
        status = capability_manager_grant_results(&request, &results);
    if (status == STATUS_OK)
        *id = capability_manager_grant_results_get_id(&results);
    capn_request_end(&request);
    return status;
}

int64_t kit_revoke_from(struct kit *kit, cap_id_t child, cap_id_t id)
{
    struct capability_manager_revoke_params_builder params;
    struct capability_manager_revoke_results_reader results;
    struct capn_request request;
    int64_t calls = 0;
    uint32_t index;
    status_t status = capability_manager_revoke_begin(&request, kit->rt, kit->capabilities, &params);

    if (status < 0)
        return status;
    capability_manager_revoke_params_set_id(&params, id);
    status = capn_request_add_capability(&request, child, CAP_TRANSFER_COPY, &index);
    if (status == STATUS_OK)
        status = capability_manager_revoke_params_set_child(&params, index);
    if (status == STATUS_OK)
        status = capn_request_call(&request);
    if (status == STATUS_OK)
        status = capability_manager_revoke_results(&request, &results);
    if (status == STATUS_OK)
        calls = capability_manager_revoke_results_get_calls(&results);
    capn_request_end(&request);
    return status < 0 ? status : calls;
}
