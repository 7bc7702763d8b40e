/* SPDX-License-Identifier: MIT */
/* The kernel's side of core/transfer.h: both tables locked, quotas charged, references counted. See ipc/transfer.h. */
#include "ipc/transfer.h"

#include "core/transfer.h"
#include "ipc/session.h"
#include "sched/process_priv.h"

void transfer_lock(struct process *a, struct process *b)
{
    struct process *first = a < b ? a : b;
    struct process *second = a < b ? b : a;

    spin_lock(&first->lock);
    if (second != first)
        spin_lock(&second->lock);
}

void transfer_unlock(struct process *a, struct process *b)
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

/* After the commit: a copy adds a hold; a move changes whose it is. */
static void settle_locked(struct process *from, const struct transfer_plan *plan)
{
    lock_assert_held(&from->lock);
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

status_t transfer_one_begin_locked(struct transfer_one *one, struct process *from, struct cap_transfer_descriptor descriptor,
                                   struct process *to)
{
    const struct object *object;
    status_t status = STATUS_INVALID_TRANSFER_DESCRIPTOR;

    lock_assert_held(&from->lock);
    if (!session_live(from->session) || !session_live(to->session))
        return STATUS_DISCONNECTED;
    if (descriptor.mode <= CAP_TRANSFER_MOVE && (descriptor.reserved[0] | descriptor.reserved[1] | descriptor.reserved[2]) == 0)
        status = transfer_snapshot(&from->table, descriptor.cap_id, descriptor.mode, session_scope_needed(from, to), &one->hold);
    if (status != STATUS_OK)
        return status;
    if (!object_hold_live(&one->hold))
        return STATUS_DISCONNECTED;
    object = one->hold.object;
    one->source = descriptor.cap_id;
    one->move = descriptor.mode == CAP_TRANSFER_MOVE;
    if (process_charge_holds(to, 1, object->charge_frames) != STATUS_OK)
        return STATUS_TRANSFER_ABORTED;
    if (to->table.free_count == 0 && process_grow_table_locked(to, 1) != STATUS_OK) {
        process_release_holds(to, 1, object->charge_frames);
        return STATUS_TRANSFER_ABORTED;
    }
    return STATUS_OK;
}

void transfer_one_place_locked(const struct transfer_one *one, struct process *to, struct cap_result_record *record)
{
    cap_id_t id; /* not in the record, which may be in the receiver's memory: the table reads it back */

    lock_assert_held(&to->lock);
    if (cap_table_insert(&to->table, &one->hold, &id) != STATUS_OK)
        panic("a slot that was there is gone");
    *record = (struct cap_result_record){ .cap_id = id, .transfer_mode = one->hold.transfer_mode,
                                          .interface_id = one->hold.interface_id };
}

void transfer_one_settle_locked(const struct transfer_one *one, struct process *from)
{
    struct object *object = one->hold.object;

    lock_assert_held(&from->lock);
    if (one->move) {
        /* Whose it is changes: references stay. */
        if (cap_table_remove(&from->table, one->source, NULL) != STATUS_OK)
            panic("a hold that was there is gone");
        process_release_holds(from, 1, object->charge_frames);
        return;
    }
    hold_get(&one->hold);
    if (object->kind->hold_added)
        object->kind->hold_added(object, &one->hold);
}

void transfer_one_abort_locked(const struct transfer_one *one, struct process *to)
{
    lock_assert_held(&to->lock);
    process_release_holds(to, 1, ((const struct object *)one->hold.object)->charge_frames);
}

/* Locates the records in the receiver's buffer: the last fallible step. */
static status_t pin_records(struct transfer_target *target, uint32_t count, struct user_pin *pin)
{
    status_t status = user_buffer_pin(target->buffer, target->offset, count * (uint32_t)sizeof(target->records[0]), pin);

    target->failed = status != STATUS_OK;
    return status;
}

/* The usual transfer. Nothing has to be planned or undone. */
static status_t transfer_single(struct process *from, struct cap_transfer_descriptor descriptor, struct process *to,
                                struct transfer_target *target)
{
    struct transfer_one one;
    struct user_pin pin;
    status_t status;

    transfer_lock(from, to);
    status = transfer_one_begin_locked(&one, from, descriptor, to);
    if (status != STATUS_OK)
        goto unlock;
    status = pin_records(target, 1, &pin);
    if (status != STATUS_OK) {
        transfer_one_abort_locked(&one, to);
        goto unlock;
    }
    transfer_one_place_locked(&one, to, &target->records[0]);
    user_pin_write(&pin, target->records);
    transfer_one_settle_locked(&one, from);
unlock:
    transfer_unlock(from, to);
    return status;
}

/* Quota and slots of the receiver. On failure the plan must be aborted. */
static status_t reserve_locked(struct transfer_plan *plan, struct process *to)
{
    lock_assert_held(&to->lock);
    if (process_charge_holds(to, plan->count, plan_frames(plan, false)) != STATUS_OK)
        return STATUS_TRANSFER_ABORTED;
    if (process_grow_table_locked(to, plan->count) == STATUS_OK && transfer_reserve(plan, &to->table) == STATUS_OK)
        return STATUS_OK;
    process_release_holds(to, plan->count, plan_frames(plan, false));
    return STATUS_TRANSFER_ABORTED;
}

status_t transfer_capabilities(struct process *from, struct user_buffer *source, uint32_t offset, uint32_t count,
                               struct process *to, struct transfer_target *target)
{
    struct cap_transfer_descriptor descriptors[TRANSFER_MAX_DESCRIPTORS];
    struct transfer_plan plan;
    struct user_pin pin;
    status_t status = user_buffer_read(source, offset, descriptors, count * (uint32_t)sizeof(descriptors[0]));

    target->failed = false;
    if (status != STATUS_OK)
        return status;
    if (count == 1)
        return transfer_single(from, descriptors[0], to, target);
    transfer_lock(from, to);
    status = STATUS_DISCONNECTED;
    if (!session_live(from->session) || !session_live(to->session))
        goto unlock;
    status = transfer_prepare(&plan, &from->table, descriptors, count, session_scope_needed(from, to));
    if (status != STATUS_OK)
        goto unlock;
    status = plan_live(&plan) ? reserve_locked(&plan, to) : STATUS_DISCONNECTED;
    if (status != STATUS_OK)
        goto abort_plan;
    status = pin_records(target, count, &pin);
    if (status != STATUS_OK)
        goto release_charge;
    transfer_commit(&plan, &from->table, &to->table, target->records);
    user_pin_write(&pin, target->records);
    settle_locked(from, &plan);
    goto unlock;

release_charge:
    process_release_holds(to, plan.count, plan_frames(&plan, false));
abort_plan:
    transfer_abort(&plan, &from->table, &to->table);
unlock:
    transfer_unlock(from, to);
    return status;
}
