/* SPDX-License-Identifier: MIT */
/* Granting to children and taking back. See grant.h. */
#include "object/grant.h"

#include "base/string.h"
#include "core/atomic.h"
#include "ipc/endpoint.h"
#include "kernel.capnp.h"
#include "mem/slab.h"
#include "ring/answer.h"
#include "ring/revoker.h"
#include "sched/process_priv.h"
#include "sched/scheduler.h"
#include "sched/spawn.h"
#include "sched/upcall.h"

struct grant {
    struct list_node link;              /* in child->grants, guarded by the child's lock */
    struct process *granter;            /* pays; has a hold on the child's handle, or the record would have been forgotten */
    struct revoker *revoker;            /* one reference */
    cap_id_t id;                        /* in the child's table */
};

static struct slab_cache grant_cache;

/* What the holds that were taken away are on. Not counted as an object. */
static struct object_kind revoked_kind = { .name = "revoked", .interface = &null_cap_interface, .destroy = object_destroy_static };
static struct object revoked = { .kind = &revoked_kind, .references = 1, .epoch = 1 };

/* --- records -------------------------------------------------------------------------------------------------------- */

status_t grant_begin(struct process *granter, struct cap_hold *hold, struct grant **out)
{
    struct grant *grant;
    status_t status = process_charge(granter, LEDGER_CAP_SLOTS, 1);

    if (status != STATUS_OK)
        return status;
    if (!grant_cache.name)
        slab_cache_init(&grant_cache, "grant", sizeof(struct grant));
    grant = slab_alloc(&grant_cache);
    if (!grant) {
        process_release(granter, LEDGER_CAP_SLOTS, 1);
        return STATUS_NO_MEMORY;
    }
    status = revoker_create(hold->revoker, &grant->revoker);
    if (status != STATUS_OK) {
        slab_free(&grant_cache, grant);
        process_release(granter, LEDGER_CAP_SLOTS, 1);
        return status;
    }
    grant->granter = granter;
    hold->revoker = grant->revoker;
    *out = grant;
    return STATUS_OK;
}

void grant_commit(struct grant *grant, struct process *child, cap_id_t id)
{
    grant->id = id;
    list_append(&child->grants, &grant->link);
}

void grant_abort(struct grant *grant)
{
    process_release(grant->granter, LEDGER_CAP_SLOTS, 1);
    object_put(&grant->revoker->object);
    slab_free(&grant_cache, grant);
}

void grants_forget(struct process *child)
{
    for (;;) {
        struct list_node *node;

        spin_lock(&child->lock);
        node = list_take_first(&child->grants);
        spin_unlock(&child->lock);
        if (!node)
            return;
        grant_abort(container_of(node, struct grant, link));
    }
}

/* The record of an id, off its list; NULL. */
static struct grant *take_grant(struct process *child, cap_id_t id)
{
    struct grant *found = NULL;

    spin_lock(&child->lock);
    /* As many as the granter has slots, at most. */
    for (struct list_node *node = child->grants.next; node != &child->grants; node = node->next) {
        struct grant *grant = container_of(node, struct grant, link);

        if (grant->id != id)
            continue;
        list_remove(&grant->link);
        found = grant;
        break;
    }
    spin_unlock(&child->lock);
    return found;
}

/* --- granting ------------------------------------------------------------------------------------------------------- */

/* One that a call of the child hides may come back. */
static bool holds_live_locked(struct process *process, cap_id_t id)
{
    struct cap_hold *hold;

    lock_assert_held(&process->lock);
    return cap_table_find(&process->table, id, &hold) == STATUS_OK && hold->object != &revoked;
}

/* The CapSet entry for a name: one that had the name before, a fresh one, or one whose capability is gone. */
static status_t find_entry_locked(struct process *child, const char *name, uint32_t name_len, struct capset_entry **out)
{
    struct capset_page *capset = child->capset;
    struct capset_entry *dead = NULL;

    lock_assert_held(&child->lock);
    for (uint32_t i = 0; i < capset->count; i++) {
        struct capset_entry *entry = &capset->entries[i];
        bool live = holds_live_locked(child, entry->cap_id);

        if (strlen(entry->name) == name_len && memcmp(entry->name, name, name_len) == 0) {
            *out = entry;
            return live ? STATUS_ALREADY_EXISTS : STATUS_OK;
        }
        if (!live && !dead)
            dead = entry;
    }
    if (capset->count < CAPSET_MAX_ENTRIES)
        dead = &capset->entries[capset->count];
    *out = dead;
    return dead ? STATUS_OK : STATUS_TABLE_FULL;
}

/* The child may be looking at it: abi/capset.h says how. */
static void write_entry(struct capset_page *capset, struct capset_entry *entry, const char *name, uint32_t name_len,
                        const struct cap_hold *hold, cap_id_t id)
{
    uint32_t index = (uint32_t)(entry - capset->entries);

    /* A seqlock, odd while it is written. The fence and the release at the end pair with those of rt_find (rt/src/process.c). */
    atomic_store_relaxed(&capset->sequence, capset->sequence + 1);
    atomic_fence_release();
    memset(entry, 0, sizeof(*entry));
    memcpy(entry->name, name, name_len);
    entry->cap_id = id;
    entry->transfer_mode = hold->transfer_mode;
    entry->interface_id = hold->interface_id;
    if (index == capset->count)
        capset->count++;
    atomic_store_release(&capset->sequence, capset->sequence + 1);
}

/* The child's lock is held until the end, so that it sees all of it or nothing. */
static status_t grant_locked(struct grant_request *request, struct grant *grant, const struct cap_hold *granted)
{
    struct process *child = request->child;
    struct capset_entry *entry;
    status_t status;
    cap_id_t id;

    /* The page goes with the address space; who is on the way out gets nothing more. */
    if (child->exiting || !child->capset)
        return STATUS_GONE;
    /* The last handle goes first, then what was granted is forgotten under this lock (hold_dropped in process_handle.c): a record that came
     * after that would charge the granter for ever. */
    if (atomic_load_relaxed(&child->handle_holds) == 0)
        return STATUS_STALE_CAP;
    status = find_entry_locked(child, request->name, request->name_len, &entry);
    if (status == STATUS_OK)
        status = process_reserve_hold_locked(child, granted, &id);
    if (status != STATUS_OK)
        return status;
    status = request->deliver(request->context, id);
    if (status != STATUS_OK) {
        process_cancel_hold_locked(child, granted, id);
        return status;
    }
    process_fill_hold_locked(child, granted, id);
    write_entry(child->capset, entry, request->name, request->name_len, granted, id);
    grant_commit(grant, child, id);
    return STATUS_OK;
}

status_t grant_to_child(struct grant_request *request)
{
    struct cap_hold granted = *request->hold;
    struct grant *grant;
    status_t status = grant_begin(request->granter, &granted, &grant);

    request->blame = request->granter;
    if (status != STATUS_OK)
        return status;
    request->blame = request->child;
    granted.origin = CAP_ORIGIN_SPAWN_GRANT;
    spin_lock(&request->child->lock);
    status = grant_locked(request, grant, &granted);
    spin_unlock(&request->child->lock);
    if (status != STATUS_OK)
        grant_abort(grant);
    return status;
}

/* --- taking back ---------------------------------------------------------------------------------------------------- */

/*
 * The hold behind an id becomes a tombstone; *old has its references. Also one that a call of the child hides at this moment, because it
 * moves it on: the call has a copy with references of its own, and shows or drops whatever is in the slot then. If it were left out, a
 * child could keep what it has by moving it over and over in calls that fail.
 */
static bool bury(struct process *child, cap_id_t id, struct cap_hold *old)
{
    struct cap_hold *hold;
    bool buried;

    spin_lock(&child->lock);
    buried = !child->exiting && cap_table_find(&child->table, id, &hold) == STATUS_OK &&
             hold->origin == CAP_ORIGIN_SPAWN_GRANT;
    if (buried) {
        *old = *hold;
        *hold = (struct cap_hold){ .object = &revoked, .interface_id = old->interface_id, .transfer_mode = old->transfer_mode,
                                   .origin = CAP_ORIGIN_SPAWN_GRANT };
        hold_get(hold);
        process_release_holds(child, 0, ((struct object *)old->object)->charge_frames);
    }
    spin_unlock(&child->lock);
    return buried;
}

/* An operation of the child that went through that capability and has no answer yet. */
static bool find_call(struct thread *thread, cap_id_t id, const struct object *object, uint64_t *call)
{
    bool found = false;

    spin_lock(&thread->lock);
    for (uint32_t used = ~thread->answers_free; used != 0 && !found; used &= used - 1) {
        const struct answer *answer = &thread->answers[__builtin_ctz(used)];

        /* The object first: pairs with submission_defer. */
        found = atomic_load_acquire(&answer->object) == object && answer->cap_id == id &&
                endpoint_wait_of(answer) != ENDPOINT_WAIT_RECEIVE;
        *call = answer->id;
    }
    spin_unlock(&thread->lock);
    return found;
}

static uint32_t end_thread_calls(struct thread *thread, cap_id_t id, const struct object *object)
{
    uint32_t count = 0;
    uint64_t call;

    /* Nobody makes new ones through a tombstone, and a thread has RING_CQ_ENTRIES at most. */
    while (find_call(thread, id, object, &call)) {
        struct answer *answer = answer_claim(thread, call);

        if (!answer)
            continue;
        answer_fail(answer, STATUS_GONE, "the capability was revoked");
        count++;
    }
    return count;
}

static uint32_t end_calls(struct process *child, cap_id_t id, const struct object *object)
{
    struct thread *thread;
    uint32_t count = 0;
    int64_t last = -1;

    while ((thread = process_pin_thread(child, last))) {
        last = thread->id;
        count += end_thread_calls(thread, id, object);
        process_unpin_thread(thread);
    }
    return count;
}

status_t grant_revoke(struct process *child, cap_id_t id, uint32_t *calls)
{
    struct grant *grant = take_grant(child, id);
    struct cap_hold old;
    bool buried = bury(child, id, &old);

    *calls = 0;
    if (grant) {
        *calls = revoker_cut(grant->revoker);
        grant_abort(grant);
    }
    if (buried) {
        struct object *object = old.object;

        /* Who found the hold before may be about to make a call of it, on another CPU: then it is there to be ended. */
        scheduler_wait_for_entries();
        *calls += end_calls(child, id, object);
        if (object->kind->hold_dropped)
            object->kind->hold_dropped(object, &old);
        hold_put(&old);
    }
    return grant || buried ? STATUS_OK : STATUS_NOT_FOUND;
}
