/* SPDX-License-Identifier: MIT */
/* The object around a scheduling context (sched/context.h): making it within a control's share, and its methods. */
#pragma once

#include "object/scheduler_control.h"
#include "sched/context.h"
#include "scheduling.capnp.h"

/* Makes one, paid for by payer and taken out of the control's share; one reference, the caller's. STATUS_INVALID_ARGUMENT and
 * STATUS_QUOTA_EXCEEDED with the reason, STATUS_NO_MEMORY. */
MUST_CHECK status_t scheduling_context_create(struct capn_call *call, struct scheduler_control *control, struct process *payer,
                                              const struct scheduling_parameters_reader *parameters, struct scheduling_context **out);
/* Other parameters for one that the control made. The same errors. */
MUST_CHECK status_t scheduling_context_configure(struct capn_call *call, struct scheduler_control *control,
                                                 struct scheduling_context *context,
                                                 const struct scheduling_parameters_reader *parameters);
/* The context behind a hold; NULL: it is something else. */
struct scheduling_context *scheduling_context_of(const struct cap_hold *hold);
