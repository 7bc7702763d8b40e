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
