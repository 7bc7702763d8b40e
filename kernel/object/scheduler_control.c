/* SPDX-License-Identifier: MIT */
/* SchedulerControl: who may have how much CPU time, and how urgently. See scheduler_control.h. */
#include "object/scheduler_control.h"

#include "ipc/kernel_call.h"
#include "mem/slab.h"
#include "object/scheduling_context.h"
#include "sched/process.h"

/* What the first control can give away of each CPU. */
#define FIRST_SHARE_PPM 950000u
/* A control goes with the last one below it, one inside the other. */
#define DEPTH_MAX 8u

struct spinlock scheduler_shares_lock = SPINLOCK(LOCK_SCHEDULER_CONTROL);
/* By CPU: of contexts that may run nowhere else. */
static uint64_t pinned_ppm[CPU_MAX];
static struct scheduler_control first;
static struct slab_cache control_cache;
static struct object_kind scheduler_control_kind;

static struct scheduler_control *of_object(struct object *object)
{
    return container_of(object, struct scheduler_control, object);
}

void scheduler_control_init(void)
{
    object_init(&first.object, &scheduler_control_kind); /* the reference that it keeps for ever */
    first.max_priority = SCHEDULING_PRIORITIES - 1;
    first.cpu_mask = cpu_count == 32 ? UINT32_MAX : (1u << cpu_count) - 1;
    first.share_ppm = (uint64_t)cpu_count * FIRST_SHARE_PPM;
}

struct object *scheduler_control_first(void)
{
    object_get(&first.object);
    return &first.object;
}

/* The only CPU of a mask; CPU_MAX: there are several. */
static uint32_t only_cpu(uint32_t cpu_mask)
{
    return cpu_mask != 0 && (cpu_mask & (cpu_mask - 1)) == 0 ? (uint32_t)__builtin_ctz(cpu_mask) : CPU_MAX;
}

status_t scheduler_share_exchange_locked(struct scheduler_control *control, const struct scheduler_share *former,
                                         const struct scheduler_share *wanted)
{
    uint32_t from = only_cpu(former->cpu_mask), to = only_cpu(wanted->cpu_mask);
    uint64_t there = to < CPU_MAX ? pinned_ppm[to] - (from == to ? former->ppm : 0) : 0;

    lock_assert_held(&scheduler_shares_lock);
    if (wanted->ppm > control->share_ppm - control->used_ppm + former->ppm ||
        (to < CPU_MAX && wanted->ppm > 0 && there + wanted->ppm > FIRST_SHARE_PPM))
        return STATUS_QUOTA_EXCEEDED;
    control->used_ppm += wanted->ppm - former->ppm;
    if (from < CPU_MAX)
        pinned_ppm[from] -= former->ppm;
    if (to < CPU_MAX)
        pinned_ppm[to] += wanted->ppm;
    return STATUS_OK;
}

status_t scheduler_share_exchange(struct scheduler_control *control, const struct scheduler_share *former,
                                  const struct scheduler_share *wanted)
{
    status_t status;

    spin_lock(&scheduler_shares_lock);
    status = scheduler_share_exchange_locked(control, former, wanted);
    spin_unlock(&scheduler_shares_lock);
    return status;
}

void scheduler_share_return(struct scheduler_control *control, const struct scheduler_share *share)
{
    const struct scheduler_share nothing = { 0 };

    if (scheduler_share_exchange(control, share, &nothing) != STATUS_OK)
        panic("a share of CPU time cannot be given back");
}

static status_t control_create(void *self, struct capn_call *capn, const struct scheduler_control_create_params_reader *params,
                               struct scheduler_control_create_results_builder *results)
{
    struct kernel_call *call = kernel_call_of(capn);
    struct scheduling_parameters_reader parameters;
    struct scheduling_context *context;
    struct cap_hold hold;
    uint32_t index;
    status_t status = scheduler_control_create_params_get_parameters(params, &parameters);

    if (status == STATUS_OK)
        status = scheduling_context_create(capn, self, call->process, &parameters, &context);
    if (status != STATUS_OK)
        return status;
    hold = object_make_hold(&context->object, CAP_ORIGIN_RESULT);
    status = kernel_call_add_capability(call, &hold, &index);
    object_put(&context->object);
    return status == STATUS_OK ? scheduler_control_create_results_set_context(results, index) : status;
}

static status_t control_configure(void *self, struct capn_call *capn, const struct scheduler_control_configure_params_reader *params,
                                  struct scheduler_control_configure_results_builder *results)
{
    struct scheduling_parameters_reader parameters;
    struct scheduling_context *context;
    struct cap_hold hold;
    uint32_t index;
    status_t status = scheduler_control_configure_params_get_parameters(params, &parameters);

    (void)results;
    if (status == STATUS_OK)
        status = scheduler_control_configure_params_get_context(params, &index);
    if (status == STATUS_OK)
        status = kernel_call_param_owned(kernel_call_of(capn), index, &hold);
    if (status != STATUS_OK)
        return status;
    context = scheduling_context_of(&hold);
    if (!context || hold.interface_id != SCHEDULING_CONTEXT_INTERFACE_ID)
        status = capn_call_fail(capn, STATUS_INVALID_ARGUMENT, "context: is no scheduling context");
    else
        status = scheduling_context_configure(capn, self, context, &parameters);
    hold_put(&hold);
    return status;
}

static status_t check_narrow(struct capn_call *capn, const struct scheduler_control *control, uint8_t priority, uint64_t mask)
{
    if (priority > control->max_priority)
        return capn_call_fail(capn, STATUS_INVALID_ARGUMENT, "maxPriority: %u is above this control's, %u", priority,
                              control->max_priority);
    if (mask & ~(uint64_t)control->cpu_mask)
        return capn_call_fail(capn, STATUS_INVALID_ARGUMENT, "cpuMask: %lx has CPUs that are not in this control's, %x", mask,
                              control->cpu_mask);
    if (control->depth == DEPTH_MAX)
        return capn_call_fail(capn, STATUS_INVALID_ARGUMENT, "this control was narrowed %u times, and cannot be again", DEPTH_MAX);
    return STATUS_OK;
}

/* A control below another, whose share was reserved already. */
static status_t make_below(struct scheduler_control *parent, struct process *payer, struct scheduler_control **out)
{
    struct scheduler_control *control;
    status_t status = process_charge(payer, LEDGER_SCHEDULING, 1);

    if (status != STATUS_OK)
        return status;
    if (!control_cache.name)
        slab_cache_init(&control_cache, "scheduler_control", sizeof(struct scheduler_control));
    control = slab_alloc(&control_cache);
    if (!control) {
        process_release(payer, LEDGER_SCHEDULING, 1);
        return STATUS_NO_MEMORY;
    }
    object_init(&control->object, &scheduler_control_kind);
    object_get(&payer->object);
    object_get(&parent->object);
    control->payer = payer;
    control->parent = parent;
    control->depth = parent->depth + 1;
    *out = control;
    return STATUS_OK;
}

static status_t control_narrow(void *self, struct capn_call *capn, const struct scheduler_control_narrow_params_reader *params,
                               struct scheduler_control_narrow_results_builder *results)
{
    uint8_t priority = scheduler_control_narrow_params_get_max_priority(params);
    uint64_t mask = scheduler_control_narrow_params_get_cpu_mask(params);
    uint32_t share_ppm = scheduler_control_narrow_params_get_share_ppm(params);
    const struct scheduler_share nothing = { 0 }, share = { .ppm = share_ppm }; /* where is for those who get of it */
    struct scheduler_control *parent = self, *control;
    struct kernel_call *call = kernel_call_of(capn);
    struct cap_hold hold;
    uint32_t index;
    status_t status = check_narrow(capn, parent, priority, mask);

    if (status != STATUS_OK)
        return status;
    if (scheduler_share_exchange(parent, &nothing, &share) != STATUS_OK)
        return capn_call_fail(capn, STATUS_QUOTA_EXCEEDED, "sharePpm: %u is more than is left of this control's", share_ppm);
    status = make_below(parent, call->process, &control);
    if (status != STATUS_OK) {
        scheduler_share_return(parent, &share);
        return status;
    }
    control->max_priority = priority;
    control->cpu_mask = mask != 0 ? (uint32_t)mask : parent->cpu_mask;
    control->share_ppm = share_ppm;
    hold = object_make_hold(&control->object, CAP_ORIGIN_RESULT);
    status = kernel_call_add_capability(call, &hold, &index);
    object_put(&control->object);
    return status == STATUS_OK ? scheduler_control_narrow_results_set_control(results, index) : status;
}

static status_t control_info(void *self, struct capn_call *capn, const struct scheduler_control_info_params_reader *params,
                             struct scheduler_control_info_results_builder *results)
{
    struct scheduler_control *control = self;
    struct scheduler_info_builder info;
    status_t status = scheduler_control_info_results_init_info(results, &info);

    (void)capn;
    (void)params;
    if (status != STATUS_OK)
        return status;
    scheduler_info_set_cpus(&info, cpu_count);
    scheduler_info_set_cpu_mask(&info, control->cpu_mask);
    scheduler_info_set_max_priority(&info, control->max_priority);
    scheduler_info_set_default_priority(&info, SCHEDULING_PRIORITY_DEFAULT);
    scheduler_info_set_share_ppm(&info, (uint32_t)control->share_ppm);
    spin_lock(&scheduler_shares_lock);
    scheduler_info_set_used_ppm(&info, (uint32_t)control->used_ppm);
    spin_unlock(&scheduler_shares_lock);
    return STATUS_OK;
}

static const struct scheduler_control_server server = { .create = control_create, .configure = control_configure,
                                                        .narrow = control_narrow, .info = control_info };

static status_t dispatch(struct object *object, uint16_t method_id, struct kernel_call *call)
{
    return scheduler_control_dispatch(&server, of_object(object), method_id, &call->capn);
}

/* Never the first one's. */
static void destroy(struct object *object)
{
    struct scheduler_control *control = of_object(object), *parent = control->parent;
    const struct scheduler_share share = { .ppm = control->share_ppm };
    struct process *payer = control->payer;

    scheduler_share_return(parent, &share);
    slab_free(&control_cache, control);
    process_release_payer(payer, LEDGER_SCHEDULING);
    object_put(&parent->object);
}

static struct object_kind scheduler_control_kind = {
    .name = "scheduler control",
    .interface = &scheduler_control_interface,
    .dispatch = dispatch,
    .destroy = destroy,
};
