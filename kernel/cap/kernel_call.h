/* SPDX-License-Identifier: MIT */
/*
 * A call to a kernel object while its method runs: what a method in kernel/object/ may ask for. Messages are in the
 * CPU's scratch memory; the method must copy what it wants to keep. A method returns
 *
 *   STATUS_OK        results are complete and are sent
 *   STATUS_PENDING   it called kernel_call_defer and somebody will complete the answer
 *   negative         a CapException goes out; capabilities that were added are taken back
 */
#pragma once

#include "cap/submission.h"

struct kernel_call {
    struct capn_call capn;              /* first: methods get a pointer to it */
    const struct submission *submission;
    struct process *process;            /* the caller */
    struct thread *thread;
    const struct cap_hold *hold;
    struct user_buffer result;
    uint16_t result_cap_count;
    struct cap_transfer_descriptor descriptors[TRANSFER_MAX_DESCRIPTORS]; /* as sent, checked by themselves */
    struct cap_result_record records[TRANSFER_MAX_DESCRIPTORS];
};

static inline struct kernel_call *kernel_call_of(struct capn_call *call)
{
    return container_of(call, struct kernel_call, capn);
}

/*
 * The hold that capability `index` of the params names: checked to be live and to allow the descriptor's mode. The
 * caller gets its references (hold_put). STATUS_INVALID_ARGUMENT, transfer and capability errors (transport class).
 */
MUST_CHECK status_t kernel_call_param(struct kernel_call *call, uint32_t index, struct cap_hold *hold, cap_id_t *source,
                                      enum cap_transfer_mode *mode);

/* The same without the rules of transfer: the caller only proves that it holds it. */
MUST_CHECK status_t kernel_call_param_owned(struct kernel_call *call, uint32_t index, struct cap_hold *hold);

/* Puts a hold into the caller's table; index is for the results' capability field. The hold's object reference stays
 * the method's own. STATUS_TABLE_FULL, _QUOTA_EXCEEDED, _NO_MEMORY, _RESULT_TOO_LARGE. */
MUST_CHECK status_t kernel_call_add_capability(struct kernel_call *call, const struct cap_hold *hold, uint32_t *index);

/* The answer of a call that completes later. It waits on object; cancel takes it off there. Under the lock that cancel takes, or
 * with the structure such that cancel finds nothing there yet. */
struct answer *kernel_call_defer(struct kernel_call *call, struct object *object, answer_cancel_t *cancel);

/* Whether the results as they are now will fit into the caller's buffer: to ask before a step that cannot be undone.
 * STATUS_RESULT_TOO_LARGE. */
MUST_CHECK status_t kernel_call_check_results(const struct kernel_call *call);
/* Removes the capabilities that were added; done by the dispatcher for every failed call as well. */
void kernel_call_take_back(struct kernel_call *call);
