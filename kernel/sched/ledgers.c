/* SPDX-License-Identifier: MIT */
/* Charging processes, and how their ledgers hang together. See ledgers.h. */
#include "sched/ledgers.h"

#include "arch/time.h"
#include "core/atomic.h"
#include "sched/process.h"

struct spinlock ledgers_lock = SPINLOCK(LOCK_LEDGERS);

status_t process_charge(struct process *process, enum ledger_resource resource, uint64_t amount)
{
    status_t status;

    spin_lock(&ledgers_lock);
    status = ledger_charge(&process->ledger, resource, amount);
    spin_unlock(&ledgers_lock);
    return status;
}

void process_release(struct process *process, enum ledger_resource resource, uint64_t amount)
{
    spin_lock(&ledgers_lock);
    ledger_release(&process->ledger, resource, amount);
    spin_unlock(&ledgers_lock);
}

status_t process_charge_holds(struct process *process, uint64_t slots, uint64_t frames)
{
    status_t status;

    spin_lock(&ledgers_lock);
    status = ledger_charge(&process->ledger, LEDGER_CAP_SLOTS, slots);
    if (status == STATUS_OK && frames != 0) {
        status = ledger_charge(&process->ledger, LEDGER_FRAMES, frames);
        if (status != STATUS_OK)
            ledger_release(&process->ledger, LEDGER_CAP_SLOTS, slots);
    }
    spin_unlock(&ledgers_lock);
    return status;
}

void process_release_holds(struct process *process, uint64_t slots, uint64_t frames)
{
    if ((slots | frames) == 0)
        return;
    spin_lock(&ledgers_lock);
    ledger_release(&process->ledger, LEDGER_CAP_SLOTS, slots);
    if (frames != 0)
        ledger_release(&process->ledger, LEDGER_FRAMES, frames);
    spin_unlock(&ledgers_lock);
}

/* How fast log bytes drain: the whole limit in this time. */
#define LOG_DRAIN_SECONDS 4u
#define NS_PER_SECOND 1000000000ull

/* What the log's part of one ledger lost since it was last looked at. Time that is worth less than a byte is kept for later. */
static void drain_log_locked(struct process *process, uint64_t now_ns)
{
    struct ledger *ledger = &process->ledger;
    uint64_t limit = ledger->limit[LEDGER_LOG_BYTES] < UINT32_MAX ? ledger->limit[LEDGER_LOG_BYTES] : UINT32_MAX;
    uint64_t rate = limit / LOG_DRAIN_SECONDS + 1;
    uint64_t elapsed = now_ns - process->log_drained_ns;
    uint64_t bytes;

    lock_assert_held(&ledgers_lock);
    if (elapsed >= LOG_DRAIN_SECONDS * NS_PER_SECOND) {
        process->log_drained_ns = now_ns;
        ledger_drain(ledger, LEDGER_LOG_BYTES, UINT64_MAX);
        return;
    }
    bytes = elapsed * rate / NS_PER_SECOND;
    process->log_drained_ns += bytes * NS_PER_SECOND / rate;
    ledger_drain(ledger, LEDGER_LOG_BYTES, bytes);
}

status_t process_charge_log(struct process *process, uint64_t bytes)
{
    uint64_t now_ns = clock_now_ns();
    status_t status;

    spin_lock(&ledgers_lock);
    for (struct process *at = process; at; at = at->parent)
        drain_log_locked(at, now_ns);
    status = ledger_charge(&process->ledger, LEDGER_LOG_BYTES, bytes);
    process->ledger.own[LEDGER_LOG_BYTES] = 0; /* nobody will release it */
    spin_unlock(&ledgers_lock);
    return status;
}

void process_read_ledger(struct process *process, struct ledger *copy)
{
    spin_lock(&ledgers_lock);
    drain_log_locked(process, clock_now_ns());
    *copy = process->ledger;
    spin_unlock(&ledgers_lock);
    copy->own[LEDGER_LOG_BYTES] = copy->used[LEDGER_LOG_BYTES];
    copy->used[LEDGER_QUEUED_CALLS] = atomic_load_relaxed(&process->queued_calls);
    copy->own[LEDGER_QUEUED_CALLS] = copy->used[LEDGER_QUEUED_CALLS];
}

void process_blame_child(struct process *parent, const struct process *child)
{
    if (child->ledger.refused == LEDGER_RESOURCE_COUNT)
        return;
    parent->ledger.refused = child->ledger.refused;
    parent->ledger.refused_limit = child->ledger.refused_limit;
}

const char *process_refusal(const struct process *process, char *out, size_t bytes)
{
    kformat(out, bytes, "the limit of %s (%lu) is reached", ledger_resource_name(process->ledger.refused),
            process->ledger.refused_limit);
    return out;
}

/* --- the tree ------------------------------------------------------------------------------------------------------- */

static uint32_t depth_of(const struct process *process)
{
    uint32_t depth = 0;

    for (; process; process = process->parent)
        depth++;
    return depth;
}

status_t ledgers_add(struct process *process, struct process *parent, const uint64_t limits[LEDGER_RESOURCE_COUNT])
{
    status_t status = STATUS_OK;

    list_init(&process->children);
    list_init(&process->sibling);
    spin_lock(&ledgers_lock);
    if (depth_of(parent) >= LEDGER_MAX_DEPTH)
        status = STATUS_OUT_OF_RANGE;
    else if (parent)
        status = ledger_charge(&parent->ledger, LEDGER_PROCESSES, 1);
    if (status == STATUS_OK) {
        ledger_init(&process->ledger, parent ? &parent->ledger : NULL, limits);
        process->parent = parent;
        process->parent_pid = parent ? parent->pid : 0;
    }
    if (status == STATUS_OK && parent) {
        object_get(&parent->object);
        list_append(&parent->children, &process->sibling);
    }
    spin_unlock(&ledgers_lock);
    return status;
}

/* Children that live are charged to who started them; all else a process gave back, or somebody still has it. */
static bool charged_beside_children_locked(const struct process *process)
{
    lock_assert_held(&ledgers_lock);
    for (uint32_t i = 0; i < LEDGER_RESOURCE_COUNT; i++) {
        if (i != LEDGER_PROCESSES && process->ledger.own[i] != 0)
            return true;
    }
    return false;
}

/* The only child takes the place of its parent, which ended. Its reference to the parent becomes one to the grandparent. */
static void move_up_locked(struct process *process, struct process *child)
{
    struct process *parent = process->parent;

    lock_assert_held(&ledgers_lock);
    child->parent = parent;
    child->ledger.parent = process->ledger.parent;
    list_remove(&child->sibling);
    if (parent) {
        object_get(&parent->object);
        list_append(&parent->children, &child->sibling);
        parent->ledger.own[LEDGER_PROCESSES] += process->ledger.own[LEDGER_PROCESSES];
    }
    process->ledger.own[LEDGER_PROCESSES] = 0;
}

/*
 * Takes a process that ended out of the tree, if it has nothing to do there any more. Returns its parent, which lost a child, with
 * the reference that the process had; NULL when there is nothing more to do. *freed: a reference to the process is to be put.
 */
static struct process *leave_locked(struct process *process, bool *freed)
{
    struct process *parent = process->parent;

    lock_assert_held(&ledgers_lock);
    *freed = false;
    if (!process->ledger_ended || !parent || charged_beside_children_locked(process))
        return NULL;
    if (!list_empty(&process->children)) {
        struct list_node *first = process->children.next;

        if (first->next != &process->children)
            return NULL;
        move_up_locked(process, container_of(first, struct process, sibling));
        *freed = true;
    }
    list_remove(&process->sibling);
    process->parent = NULL;
    process->ledger.parent = NULL;
    return parent;
}

/* From a process that may have become superfluous up to the first that has not. Has a reference to it, which is given up. */
static void leave_upwards(struct process *process)
{
    /* LEDGER_MAX_DEPTH steps at most. */
    while (process) {
        struct process *parent;
        bool freed;

        spin_lock(&ledgers_lock);
        parent = leave_locked(process, &freed);
        spin_unlock(&ledgers_lock);
        if (freed)
            object_put(&process->object);
        object_put(&process->object);
        process = parent;
    }
}

void process_release_payer(struct process *payer, enum ledger_resource resource)
{
    spin_lock(&ledgers_lock);
    ledger_release(&payer->ledger, resource, 1);
    spin_unlock(&ledgers_lock);
    leave_upwards(payer);
}

void ledgers_end(struct process *process)
{
    for (uint32_t i = 0; i < LEDGER_RESOURCE_COUNT; i++) {
        bool outlives = i == LEDGER_PROCESSES || i == LEDGER_NOTIFICATIONS || i == LEDGER_SESSIONS || i == LEDGER_SCHEDULING;

        /* Children, notifications and so on may outlive who paid for them. */
        if (!outlives && process->ledger.own[i] != 0)
            panic("process %u (%s) ended with %lu %s still charged", process->pid, process->name, process->ledger.own[i],
                  ledger_resource_name(i));
    }
    spin_lock(&ledgers_lock);
    process->ledger_ended = true;
    if (process->parent)
        ledger_release(&process->parent->ledger, LEDGER_PROCESSES, 1);
    spin_unlock(&ledgers_lock);
    object_get(&process->object);
    leave_upwards(process);
}
