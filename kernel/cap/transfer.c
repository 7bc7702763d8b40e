/* SPDX-License-Identifier: MIT */
/* The kernel's side of core/transfer.h: both tables locked, quotas charged, references counted. See cap/transfer.h. */
#include "cap/transfer.h"

#include "core/transfer.h"
#include "object/session.h"
#include "sched/process_priv.h"

static void lock_both(struct process *a, struct process *b)
{
    struct process *first = a < b ? a : b;
    struct process *second = a < b ? b : a;

    spin_lock(&first->lock);
    if (second != first)
        spin_lock(&second->lock);
}

static void unlock_both(struct process *a, struct process *b)
{
    spin_unlock(&a->lock);
    if (b != a)
        spin_unlock(&b->lock);
}

static uint64_t plan_frames(const struct transfer_plan *plan, bool moves_only)
{
    uint64_t frames = 0;

    for (uint32_t i = 0; i < plan->count; i++) {
        if (!moves_only || plan->mode[i] == CAP_TRANSFER_MOVE)
            frames += ((const struct object *)plan->holds[i].object)->charge_frames;
    }
    return frames;
}

static uint64_t plan_moves(const struct transfer_plan *plan)
{
    uint64_t moves = 0;

    for (uint32_t i = 0; i < plan->count; i++)
        moves += plan->mode[i] == CAP_TRANSFER_MOVE;
    return moves;
}

static bool plan_live(const struct transfer_plan *plan)
{
    for (uint32_t i = 0; i < plan->count; i++) {
        if (!object_hold_live(&plan->holds[i]))
            return false;
    }
    return true;
}

/* A copy adds a hold; a move changes whose it is. Before the commit, which empties the plan. */
static void settle(struct process *from, const struct transfer_plan *plan)
{
    for (uint32_t i = 0; i < plan->count; i++) {
        struct object *object = plan->holds[i].object;

        if (plan->mode[i] == CAP_TRANSFER_MOVE)
            continue;
        hold_get(&plan->holds[i]);
        if (object->kind->hold_added)
            object->kind->hold_added(object, &plan->holds[i]);
    }
    process_release_holds(from, plan_moves(plan), plan_frames(plan, true));
}

/* The usual transfer: one copy. Nothing has to be locked, planned or undone; the rules and their order are those of the plan. */
static status_t copy_one_locked(struct process *from, const struct cap_transfer_descriptor *descriptor, struct process *to,
                                struct cap_result_record *record)
{
    struct cap_hold hold;
    status_t status = transfer_check(descriptor, 1);

    if (status == STATUS_OK)
        status = transfer_snapshot(&from->table, descriptor->cap_id, CAP_TRANSFER_COPY, session_scope_needed(from, to), &hold);
    if (status != STATUS_OK)
        return status;
    if (!object_hold_live(&hold))
        return STATUS_DISCONNECTED;
    if (process_insert_hold_locked(to, &hold, &record->cap_id) != STATUS_OK)
        return STATUS_TRANSFER_ABORTED;
    record->transfer_mode = hold.transfer_mode;
    record->reserved[0] = record->reserved[1] = record->reserved[2] = 0;
    record->interface_id = hold.interface_id;
    return STATUS_OK;
}

status_t transfer_capabilities(struct process *from, struct user_buffer *source, uint32_t offset, uint32_t count,
                               struct process *to, struct cap_result_record *records)
{
    struct cap_transfer_descriptor descriptors[TRANSFER_MAX_DESCRIPTORS];
    struct transfer_plan plan;
    status_t status = user_buffer_read(source, offset, descriptors, count * (uint32_t)sizeof(descriptors[0]));

    if (status != STATUS_OK)
        return status;
    lock_both(from, to);
    status = STATUS_DISCONNECTED;
    if (!session_live(from->session) || !session_live(to->session))
        goto unlock;
    if (count == 1 && descriptors[0].mode == CAP_TRANSFER_COPY) {
        status = copy_one_locked(from, &descriptors[0], to, records);
        goto unlock;
    }
    status = transfer_prepare(&plan, &from->table, descriptors, count, session_scope_needed(from, to));
    if (status != STATUS_OK)
        goto unlock;
    status = STATUS_DISCONNECTED;
    if (!plan_live(&plan))
        goto abort_plan;
    status = STATUS_TRANSFER_ABORTED;
    if (process_charge_holds(to, plan.count, plan_frames(&plan, false)) != STATUS_OK)
        goto abort_plan;
    if (process_grow_table_locked(to, count) != STATUS_OK || transfer_reserve(&plan, &to->table) != STATUS_OK)
        goto release_charge;
    settle(from, &plan);
    transfer_commit(&plan, &from->table, &to->table, records);
    unlock_both(from, to);
    return STATUS_OK;

release_charge:
    process_release_holds(to, plan.count, plan_frames(&plan, false));
abort_plan:
    transfer_abort(&plan, &from->table, &to->table);
unlock:
    unlock_both(from, to);
    return status;
}
