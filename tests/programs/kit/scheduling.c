/* SPDX-License-Identifier: MIT */
/* Scheduling contexts. See kit.h. */
#include "kit.h"

static void fill(const struct scheduling_parameters_builder *builder, const struct kit_time *time)
{
    scheduling_parameters_set_budget_ns(builder, time->budget_ns);
    scheduling_parameters_set_period_ns(builder, time->period_ns);
    scheduling_parameters_set_priority(builder, time->priority);
    scheduling_parameters_set_cpu_mask(builder, time->cpu_mask);
}

status_t kit_context_create(struct kit *kit, scheduler_control_t control, const struct kit_time *time, scheduling_context_t *out)
{
    struct scheduler_control_create_params_builder params;
    struct scheduler_control_create_results_reader results;
    struct scheduling_parameters_builder parameters;
    struct capn_request request;
    uint32_t index;
    status_t status = scheduler_control_create_begin(&request, kit->rt, control, &params);

    out->id = CAP_ID_INVALID;
    if (status < 0)
        return status;
    status = scheduler_control_create_params_init_parameters(&params, &parameters);
    if (status == STATUS_OK)
        fill(&parameters, time);
    if (status == STATUS_OK)
        status = capn_request_call(&request);
    if (status == STATUS_OK)
        status = scheduler_control_create_results(&request, &results);
    if (status == STATUS_OK)
        status = scheduler_control_create_results_get_context(&results, &index);
    if (status == STATUS_OK)
        status = capn_request_take_capability(&request, index, SCHEDULING_CONTEXT_INTERFACE_ID, &out->id);
    capn_request_end(&request);
    return status;
}

status_t kit_context_configure(struct kit *kit, scheduler_control_t control, cap_id_t context, const struct kit_time *time)
{
    struct scheduler_control_configure_params_builder params;
    struct scheduling_parameters_builder parameters;
    struct capn_request request;
    uint32_t index;
    status_t status = scheduler_control_configure_begin(&request, kit->rt, control, &params);

    if (status < 0)
        return status;
    status = capn_request_add_capability(&request, context, CAP_TRANSFER_COPY, &index);
    if (status == STATUS_OK)
        status = scheduler_control_configure_params_set_context(&params, index);
    if (status == STATUS_OK)
        status = scheduler_control_configure_params_init_parameters(&params, &parameters);
    if (status == STATUS_OK)
        fill(&parameters, time);
    if (status == STATUS_OK)
        status = capn_request_call(&request);
    capn_request_end(&request);
    return status;
}

status_t kit_context_state(struct kit *kit, scheduling_context_t context, struct kit_time_state *out)
{
    struct scheduling_view_state_params_builder params;
    struct scheduling_view_state_results_reader results;
    struct scheduling_state_reader state;
    struct capn_request request;
    status_t status = scheduling_context_state_begin(&request, kit->rt, context, &params);

    if (status < 0)
        return status;
    status = capn_request_call(&request);
    if (status == STATUS_OK)
        status = scheduling_context_state_results(&request, &results);
    if (status == STATUS_OK)
        status = scheduling_view_state_results_get_state(&results, &state);
    if (status == STATUS_OK) {
        *out = (struct kit_time_state){
            .used_ns = scheduling_state_get_used_ns(&state),
            .remaining_ns = scheduling_state_get_remaining_ns(&state),
            .postponements = scheduling_state_get_postponements(&state),
            .loans = scheduling_state_get_loans(&state),
            .depth = scheduling_state_get_depth(&state),
            .bound = scheduling_state_get_bound(&state),
            .waiting = scheduling_state_get_waiting(&state),
        };
    }
    capn_request_end(&request);
    return status;
}
