/* SPDX-License-Identifier: MIT */
/*
 * A call to a kernel object while its method runs: what a method in kernel/object/ may ask for. Messages are in the
 * CPU's scratch memory; the method must copy what it wants to keep. A method returns
 *
 *   STATUS_OK        results are complete and are sent
 *   STATUS_PENDING   it called kernel_call_defer, and what it waits for completes the answer
 *   negative         a CapException goes out; nothing happened: result capabilities are gone, moved ones are where they were
 *
 * The commit point of a call is kernel_call_commit: the results are in the caller's buffer, its result capabilities appear in its
 * table and what it moved away leaves it, all together. Until then no other thread of the caller sees either. The dispatcher commits
 * after a method that returned STATUS_OK. A method whose effect cannot be undone calls it itself, as its last step that can fail, and
 * then carries out the effect by functions that return void.
 */
#pragma once

#include "ring/submission.h"

struct kernel_call {
    struct capn_call capn;              /* first: methods get a pointer to it */
    const struct submission *submission;
    struct process *process;            /* the caller */
    struct thread *thread;
    const struct cap_hold *hold;
    struct user_buffer result;
    bool sent, committed;               /* the results are in the caller's buffer; and all else happened as well */
    uint16_t result_cap_count;
    uint32_t result_bytes;              /* of the payload, once committed */
    uint32_t moving;                    /* bit set: descriptors whose holds are hidden because they move away */
    struct cap_transfer_descriptor descriptors[TRANSFER_MAX_DESCRIPTORS]; /* as sent, checked by themselves */
    struct cap_result_record records[TRANSFER_MAX_DESCRIPTORS];
};

static inline struct kernel_call *kernel_call_of(struct capn_call *call)
{
    return container_of(call, struct kernel_call, capn);
}

/*
 * The hold that capability `index` of the params names, for giving it on: checked to be live and to allow the descriptor's mode. The
 * caller gets its references (hold_put). One that moves is hidden from now on, and leaves the caller's table at the commit point; it
 * can be taken once. STATUS_INVALID_ARGUMENT, transfer and capability errors (transport class).
 */
MUST_CHECK status_t kernel_call_take(struct kernel_call *call, uint32_t index, struct cap_hold *hold);

/* The same without the rules of transfer: the caller only proves that it holds it. */
MUST_CHECK status_t kernel_call_param_owned(struct kernel_call *call, uint32_t index, struct cap_hold *hold);

/* Puts a hold into the caller's table, hidden until the commit point; index is for the results' capability field. The hold's object
 * reference stays the method's own. STATUS_TABLE_FULL, _QUOTA_EXCEEDED, _NO_MEMORY, _RESULT_TOO_LARGE. */
MUST_CHECK status_t kernel_call_add_capability(struct kernel_call *call, const struct cap_hold *hold, uint32_t *index);

/* The answer of a call that completes later. It waits on object; cancel takes it off there. Under the lock that cancel takes, or
 * with the structure such that cancel finds nothing there yet. */
struct answer *kernel_call_defer(struct kernel_call *call, struct object *object, answer_cancel_t *cancel);

/*
 * The commit point (see above). The results are complete. A method may hold locks above LOCK_PROCESS; when it added or takes
 * capabilities, it must hold none.
 * STATUS_RESULT_TOO_LARGE, STATUS_INVALID_BUFFER (the caller's page is gone): nothing happened, and the method must undo its part and
 * return the status. After STATUS_OK it must return STATUS_OK.
 */
MUST_CHECK status_t kernel_call_commit(struct kernel_call *call);
/*
 * What of the commit can fail, and nothing else: for a method whose own commit point lies under a lock that the rest must not be done
 * with. Errors as above. After STATUS_OK it commits its part and returns STATUS_OK, and the dispatcher does the rest, which cannot fail.
 * Any lock may be held.
 */
MUST_CHECK status_t kernel_call_send(struct kernel_call *call);
/* Whether the results as they are now fit into the caller's buffer, which may be gone all the same. For a method that learns a part of its
 * results by what it does, cannot undo that, and tells of nothing that could be lost. STATUS_RESULT_TOO_LARGE. */
MUST_CHECK status_t kernel_call_check_room(const struct kernel_call *call);
/* Removes the capabilities that were added, before the commit point; the dispatcher does it for every failed call as well. For a method
 * that must be rid of them earlier. */
void kernel_call_drop_results(struct kernel_call *call);
