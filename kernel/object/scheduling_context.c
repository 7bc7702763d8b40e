/* SPDX-License-Identifier: MIT */
/* SchedulingContext: parameters checked against the control that gives them, binding, looking. See scheduling_context.h. */
#include "object/scheduling_context.h"

#include "arch/time.h"
#include "ipc/kernel_call.h"
#include "mem/slab.h"
#include "object/thread_handle.h"
#include "sched/process.h"

#define PPM 1000000u

static struct slab_cache context_cache;
static struct object_kind scheduling_context_kind;

static struct scheduling_context *of_object(struct object *object)
{
    return container_of(object, struct scheduling_context, object);
}

struct scheduling_context *scheduling_context_of(const struct cap_hold *hold)
{
    struct object *object = hold->object;

    return object->kind == &scheduling_context_kind ? of_object(object) : NULL;
}

/* --- parameters --------------------------------------------------------------------------------------------------- */

struct parameters {
    uint64_t budget_ns, period_ns;
    struct scheduler_share share;
    uint32_t cpu_mask;
    uint8_t priority;
};

static status_t check_time(struct capn_call *call, uint64_t budget_ns, uint64_t period_ns)
{
    if (period_ns < SCHEDULING_BUDGET_MIN_NS || period_ns > SCHEDULING_PERIOD_MAX_NS)
        return capn_call_fail(call, STATUS_INVALID_ARGUMENT, "periodNs: %lu, expected %lu to %lu", period_ns, SCHEDULING_BUDGET_MIN_NS,
                              SCHEDULING_PERIOD_MAX_NS);
    if (budget_ns < SCHEDULING_BUDGET_MIN_NS || budget_ns > period_ns)
        return capn_call_fail(call, STATUS_INVALID_ARGUMENT, "budgetNs: %lu, expected %lu to periodNs", budget_ns,
                              SCHEDULING_BUDGET_MIN_NS);
    return STATUS_OK;
}

static status_t read_parameters(struct capn_call *call, const struct scheduler_control *control,
                                const struct scheduling_parameters_reader *reader, struct parameters *out)
{
    uint64_t budget_ns = scheduling_parameters_get_budget_ns(reader), period_ns = scheduling_parameters_get_period_ns(reader);
    uint64_t mask = scheduling_parameters_get_cpu_mask(reader);
    uint8_t priority = scheduling_parameters_get_priority(reader);
    status_t status = check_time(call, budget_ns, period_ns);

    if (status != STATUS_OK)
        return status;
    if (priority > control->max_priority)
        return capn_call_fail(call, STATUS_INVALID_ARGUMENT, "priority: %u, expected 0 to %u", priority, control->max_priority);
    if (mask & ~(uint64_t)control->cpu_mask)
        return capn_call_fail(call, STATUS_INVALID_ARGUMENT, "cpuMask: %lx has CPUs that are not in the control's, %x", mask,
                              control->cpu_mask);
    *out = (struct parameters){ .budget_ns = budget_ns, .period_ns = period_ns, .priority = priority,
                                .cpu_mask = mask != 0 ? (uint32_t)mask : control->cpu_mask };
    /* Up to the default it takes nothing from anybody who takes his turn. Rounded up. */
    if (priority > SCHEDULING_PRIORITY_DEFAULT)
        out->share = (struct scheduler_share){ (budget_ns * PPM + period_ns - 1) / period_ns, out->cpu_mask };
    return STATUS_OK;
}

static status_t refuse_share(struct capn_call *call, const struct parameters *parameters)
{
    return capn_call_fail(call, STATUS_QUOTA_EXCEEDED, "%lu millionths of a CPU are more than is left of the control's share, or of that CPU",
                          parameters->share.ppm);
}

static status_t make(struct scheduler_control *control, struct process *payer, struct scheduling_context **out)
{
    struct scheduling_context *context;
    status_t status = process_charge(payer, LEDGER_SCHEDULING, 1);

    if (status != STATUS_OK)
        return status;
    if (!context_cache.name)
        slab_cache_init(&context_cache, "scheduling_context", sizeof(struct scheduling_context));
    context = slab_alloc(&context_cache);
    if (!context) {
        process_release(payer, LEDGER_SCHEDULING, 1);
        return STATUS_NO_MEMORY;
    }
    object_init(&context->object, &scheduling_context_kind);
    spin_init(&context->lock, LOCK_CONTEXT);
    object_get(&payer->object);
    object_get(&control->object);
    context->payer = payer;
    context->control = control;
    *out = context;
    return STATUS_OK;
}

static void apply(struct scheduling_context *context, const struct parameters *parameters)
{
    context->share_ppm = parameters->share.ppm;
    context->share_mask = parameters->share.cpu_mask;
    context_set(context, parameters->budget_ns, parameters->period_ns, parameters->priority, parameters->cpu_mask);
}

status_t scheduling_context_create(struct capn_call *call, struct scheduler_control *control, struct process *payer,
                                   const struct scheduling_parameters_reader *reader, struct scheduling_context **out)
{
    const struct scheduler_share nothing = { 0 };
    struct parameters parameters;
    status_t status = read_parameters(call, control, reader, &parameters);

    if (status != STATUS_OK)
        return status;
    if (scheduler_share_exchange(control, &nothing, &parameters.share) != STATUS_OK)
        return refuse_share(call, &parameters);
    status = make(control, payer, out);
    if (status != STATUS_OK) {
        scheduler_share_return(control, &parameters.share);
        return status;
    }
    apply(*out, &parameters);
    return STATUS_OK;
}

status_t scheduling_context_configure(struct capn_call *call, struct scheduler_control *control, struct scheduling_context *context,
                                      const struct scheduling_parameters_reader *reader)
{
    struct scheduler_share former;
    struct parameters parameters;
    status_t status;

    if (context->control != control)
        return capn_call_fail(call, STATUS_INVALID_ARGUMENT, "context: was made by another control");
    status = read_parameters(call, control, reader, &parameters);
    if (status != STATUS_OK)
        return status;
    /* Share and parameters in one step: another CPU may be here for the same context. */
    spin_lock(&scheduler_shares_lock);
    former = (struct scheduler_share){ context->share_ppm, context->share_mask };
    status = scheduler_share_exchange_locked(control, &former, &parameters.share);
    if (status == STATUS_OK)
        apply(context, &parameters);
    spin_unlock(&scheduler_shares_lock);
    return status == STATUS_OK ? STATUS_OK : refuse_share(call, &parameters);
}

/* --- methods ------------------------------------------------------------------------------------------------------- */

static status_t explain_bind(struct capn_call *call, status_t status)
{
    if (status == STATUS_BUSY)
        return capn_call_fail(call, status, "the context or the thread is bound already");
    if (status == STATUS_GONE)
        return capn_call_fail(call, status, "the thread has ended");
    return status;
}

static status_t bind_caller(void *self, struct capn_call *call, const struct scheduling_context_bind_caller_params_reader *params,
                            struct scheduling_context_bind_caller_results_builder *results)
{
    (void)params;
    (void)results;
    return explain_bind(call, context_bind(self, kernel_call_of(call)->thread));
}

/* One thread of a process, which is kept meanwhile. */
static status_t bind_pinned(struct scheduling_context *context, struct thread *thread)
{
    status_t status;

    if (!thread)
        return STATUS_GONE;
    status = context_bind(context, thread);
    process_unpin_thread(thread);
    return status;
}

static status_t bind_thread(void *self, struct capn_call *call, const struct scheduling_context_bind_thread_params_reader *params,
                            struct scheduling_context_bind_thread_results_builder *results)
{
    struct cap_hold hold;
    uint32_t index;
    status_t status = scheduling_context_bind_thread_params_get_thread(params, &index);

    (void)results;
    if (status == STATUS_OK)
        status = kernel_call_param_owned(kernel_call_of(call), index, &hold);
    if (status != STATUS_OK)
        return status;
    if (!thread_handle_is(hold.object))
        status = capn_call_fail(call, STATUS_INVALID_ARGUMENT, "thread: is no thread's handle");
    else
        status = explain_bind(call, bind_pinned(self, process_pin_thread_id(kernel_call_of(call)->process,
                                                                            thread_handle_thread_id(hold.object))));
    hold_put(&hold);
    return status;
}

static status_t bind_process(void *self, struct capn_call *call, const struct scheduling_context_bind_process_params_reader *params,
                             struct scheduling_context_bind_process_results_builder *results)
{
    struct cap_hold hold;
    uint32_t index;
    status_t status = scheduling_context_bind_process_params_get_process(params, &index);

    (void)results;
    if (status == STATUS_OK)
        status = kernel_call_param_owned(kernel_call_of(call), index, &hold);
    if (status != STATUS_OK)
        return status;
    if (((struct object *)hold.object)->kind != &process_kind || hold.interface_id != PROCESS_HANDLE_INTERFACE_ID)
        status = capn_call_fail(call, STATUS_INVALID_ARGUMENT, "process: is no process's handle");
    else
        status = explain_bind(call, bind_pinned(self, process_pin_thread_id(container_of(hold.object, struct process, object), 0)));
    hold_put(&hold);
    return status;
}

static status_t unbind(void *self, struct capn_call *call, const struct scheduling_context_unbind_params_reader *params,
                       struct scheduling_context_unbind_results_builder *results)
{
    (void)call;
    (void)params;
    (void)results;
    context_unbind(self);
    return STATUS_OK;
}

static void fill_state_locked(struct scheduling_context *context, struct scheduling_state_builder *state,
                              struct scheduling_parameters_builder *parameters)
{
    uint64_t now_ns = clock_now_ns();
    uint64_t ready_at_ns = context->unlimited ? now_ns : budget_ready_at(&context->budget);

    lock_assert_held(&context->lock);
    scheduling_parameters_set_budget_ns(parameters, context->budget.budget_ns);
    scheduling_parameters_set_period_ns(parameters, context->budget.period_ns);
    scheduling_parameters_set_priority(parameters, context->priority);
    scheduling_parameters_set_cpu_mask(parameters, context->cpu_mask);
    scheduling_state_set_bound(state, context->depth != 0);
    scheduling_state_set_depth(state, context->depth > 1 ? context->depth - 1 : 0);
    scheduling_state_set_waiting(state, context->depth != 0 && context->waiting + 1 == 1u << context->depth);
    scheduling_state_set_used_ns(state, context->used_ns);
    scheduling_state_set_remaining_ns(state, context->unlimited ? context->budget.budget_ns :
                                      ready_at_ns <= now_ns ? context->budget.refills[context->budget.first].amount_ns : 0);
    scheduling_state_set_ready_at_ns(state, ready_at_ns);
    scheduling_state_set_postponements(state, context->postponements);
    scheduling_state_set_loans(state, context->loans);
}

static status_t view_state(void *self, struct capn_call *call, const struct scheduling_view_state_params_reader *params,
                           struct scheduling_view_state_results_builder *results)
{
    struct scheduling_parameters_builder parameters;
    struct scheduling_context *context = self;
    struct scheduling_state_builder state;
    status_t status = scheduling_view_state_results_init_state(results, &state);

    (void)call;
    (void)params;
    if (status == STATUS_OK)
        status = scheduling_state_init_parameters(&state, &parameters);
    if (status != STATUS_OK)
        return status;
    context_charge(); /* what was used up to now by the caller */
    spin_lock(&context->lock);
    fill_state_locked(context, &state, &parameters);
    spin_unlock(&context->lock);
    return STATUS_OK;
}

static const struct scheduling_view_server view_server = { .state = view_state };
static const struct scheduling_context_server server = { .bind_caller = bind_caller, .bind_thread = bind_thread,
                                                         .bind_process = bind_process, .unbind = unbind,
                                                         .scheduling_view = &view_server };

static status_t dispatch(struct object *object, uint16_t method_id, struct kernel_call *call)
{
    return scheduling_context_dispatch(&server, of_object(object), method_id, &call->capn);
}

/* It is bound to nobody: a thread that it is bound to has a reference. */
static void destroy(struct object *object)
{
    struct scheduling_context *context = of_object(object);
    const struct scheduler_share share = { context->share_ppm, context->share_mask };
    struct scheduler_control *control = context->control;
    struct process *payer = context->payer;

    scheduler_share_return(control, &share);
    slab_free(&context_cache, context);
    process_release_payer(payer, LEDGER_SCHEDULING);
    object_put(&control->object);
}

static struct object_kind scheduling_context_kind = {
    .name = "scheduling context",
    .interface = &scheduling_context_interface,
    .dispatch = dispatch,
    .destroy = destroy,
};
