/* SPDX-License-Identifier: MIT */
/*
 * Transfers. Decode everything, then commit: prepare and reserve may fail and leave no trace, commit cannot fail.
 * A source that moves is locked (invisible) in between, a destination is reserved (invisible), so both tables stay
 * consistent if their owners release the tables' locks between the steps.
 */
#include "core/transfer.h"

#include <stddef.h>

static status_t descriptor_check(const struct cap_transfer_descriptor *descriptors, uint32_t index)
{
    const struct cap_transfer_descriptor *one = &descriptors[index];

    if (one->mode != CAP_TRANSFER_COPY && one->mode != CAP_TRANSFER_MOVE)
        return STATUS_INVALID_TRANSFER_DESCRIPTOR;
    if (one->reserved[0] || one->reserved[1] || one->reserved[2])
        return STATUS_INVALID_TRANSFER_DESCRIPTOR;
    /* A moved source may be named once; two copies of one source are two holds. */
    for (uint32_t i = 0; i < index; i++) {
        if (descriptors[i].cap_id == one->cap_id &&
            (descriptors[i].mode == CAP_TRANSFER_MOVE || one->mode == CAP_TRANSFER_MOVE))
            return STATUS_INVALID_TRANSFER_DESCRIPTOR;
    }
    return STATUS_OK;
}

status_t transfer_snapshot(struct cap_table *from, cap_id_t id, uint8_t mode, enum cap_transfer_scope needed,
                           struct cap_hold *snapshot)
{
    struct cap_hold *hold;
    status_t status = cap_table_lookup(from, id, &hold);

    if (status != STATUS_OK)
        return status;
    if (hold->transfer_mode == CAP_TRANSFER_NONE)
        return STATUS_TRANSFER_NOT_SUPPORTED;
    if (hold->transfer_mode == CAP_TRANSFER_MOVE && mode == CAP_TRANSFER_COPY)
        return STATUS_TRANSFER_NOT_SUPPORTED;
    if (hold->transfer_scope < needed)
        return STATUS_TRANSFER_SCOPE;
    *snapshot = *hold;
    snapshot->origin = CAP_ORIGIN_TRANSFER;
    return STATUS_OK;
}

static void sources_unlock(struct transfer_plan *plan, struct cap_table *from)
{
    while (plan->count > 0) {
        plan->count--;
        if (plan->mode[plan->count] == CAP_TRANSFER_MOVE)
            cap_table_unlock(from, plan->source[plan->count]);
    }
}

/* In reverse order, which puts the free list back as it was. */
static void destinations_cancel(struct transfer_plan *plan, struct cap_table *to)
{
    while (plan->reserved > 0) {
        plan->reserved--;
        cap_table_cancel(to, plan->destination[plan->reserved]);
    }
}

status_t transfer_check(const struct cap_transfer_descriptor *descriptors, uint32_t count)
{
    if (count > TRANSFER_MAX_DESCRIPTORS)
        return STATUS_INVALID_TRANSFER_DESCRIPTOR;
    for (uint32_t i = 0; i < count; i++) {
        status_t status = descriptor_check(descriptors, i);

        if (status != STATUS_OK)
            return status;
    }
    return STATUS_OK;
}

status_t transfer_prepare(struct transfer_plan *plan, struct cap_table *from,
                          const struct cap_transfer_descriptor *descriptors, uint32_t count,
                          enum cap_transfer_scope needed)
{
    status_t status;

    plan->count = 0;
    plan->reserved = 0;
    status = transfer_check(descriptors, count);
    if (status != STATUS_OK)
        return status;
    for (uint32_t i = 0; i < count; i++) {
        status = transfer_snapshot(from, descriptors[i].cap_id, descriptors[i].mode, needed, &plan->holds[i]);
        if (status == STATUS_OK && descriptors[i].mode == CAP_TRANSFER_MOVE)
            status = cap_table_lock(from, descriptors[i].cap_id);
        if (status != STATUS_OK)
            goto unlock_sources;
        plan->source[i] = descriptors[i].cap_id;
        plan->mode[i] = descriptors[i].mode;
        plan->count++;
    }
    return STATUS_OK;

unlock_sources:
    sources_unlock(plan, from);
    return status;
}

status_t transfer_reserve(struct transfer_plan *plan, struct cap_table *to)
{
    while (plan->reserved < plan->count) {
        status_t status = cap_table_reserve(to, &plan->destination[plan->reserved]);

        if (status != STATUS_OK) {
            destinations_cancel(plan, to);
            return status;
        }
        plan->reserved++;
    }
    return STATUS_OK;
}

/* Cannot fail: prepare locked the source, and nothing but its transfer ends a locked slot. */
static void source_end(struct cap_table *from, cap_id_t id)
{
    status_t status = cap_table_remove(from, id, NULL);

    (void)status;
}

void transfer_commit(const struct transfer_plan *plan, struct cap_table *from, struct cap_table *to,
                     struct cap_result_record *records)
{
    for (uint32_t i = 0; i < plan->count; i++) {
        const struct cap_hold *hold = &plan->holds[i];

        if (plan->mode[i] == CAP_TRANSFER_MOVE)
            source_end(from, plan->source[i]);
        cap_table_fill(to, plan->destination[i], hold);
        if (records)
            records[i] = (struct cap_result_record){
                .cap_id = plan->destination[i],
                .transfer_mode = hold->transfer_mode,
                .interface_id = hold->interface_id,
            };
    }
}

void transfer_abort(struct transfer_plan *plan, struct cap_table *from, struct cap_table *to)
{
    destinations_cancel(plan, to);
    sources_unlock(plan, from);
}
