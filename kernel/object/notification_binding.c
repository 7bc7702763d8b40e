/* SPDX-License-Identifier: MIT */
/*
 * What is bound to notifications. See notification.h.
 *
 * bindings_lock guards the lists of bindings, the sources' pointers and the alarms' ties to bindings. Firing takes a binding out
 * (or takes a reference on its notification) under the lock and signals after it.
 */
#include "object/notification.h"
#include "sched/upcall.h"

#include "abi/limits.h"
#include "arch/time.h"
#include "ipc/kernel_call.h"
#include "mem/slab.h"
#include "notification.capnp.h"
#include "ring/revoker.h"
#include "sched/timers.h"

struct notification_binding {
    struct list_node link;              /* in notification->bindings */
    struct notification *notification;  /* no reference: its end takes the binding out */
    struct process *payer;              /* one reference */
    struct cap_hold signal, source;     /* as they were used: references on their revokers only */
    uint64_t bits;
    struct notification_binding **place; /* the source's pointer; NULL: alarm is the source */
    struct scheduler_alarm alarm;
};

static struct slab_cache binding_cache;
static struct spinlock bindings_lock = SPINLOCK(LOCK_BINDINGS);

static void get_revoker(const struct cap_hold *hold)
{
    if (hold->revoker)
        object_get(&((struct revoker *)hold->revoker)->object);
}

static void put_revoker(const struct cap_hold *hold)
{
    if (hold->revoker)
        object_put(&((struct revoker *)hold->revoker)->object);
}

static bool live(const struct notification_binding *binding)
{
    return object_hold_live(&binding->signal) && object_hold_live(&binding->source);
}

/* Out of both sides. It must be freed without the lock. */
static void detach_locked(struct notification_binding *binding)
{
    lock_assert_held(&bindings_lock);
    list_remove(&binding->link);
    binding->notification->binding_count--;
    if (binding->place)
        *binding->place = NULL;
    else
        scheduler_cancel_alarm(&binding->alarm);
}

static void binding_free(struct notification_binding *binding)
{
    if (!binding)
        return;
    put_revoker(&binding->signal);
    put_revoker(&binding->source);
    process_release_payer(binding->payer, LEDGER_NOTIFICATIONS);
    slab_free(&binding_cache, binding);
}

/* --- making them --------------------------------------------------------------------------------------------------- */

static status_t make_locked(struct kernel_call *call, const struct cap_hold *signal, uint64_t bits,
                            struct notification_binding **out)
{
    struct notification *notification = container_of((struct object *)signal->object, struct notification, object);
    struct process *payer = call->process;
    struct notification_binding *binding;
    status_t status;

    lock_assert_held(&bindings_lock);
    if (notification->binding_count == NOTIFICATION_MAX_BINDINGS)
        return capn_call_fail(&call->capn, STATUS_BUSY, "signal: %u sources are bound to it already", NOTIFICATION_MAX_BINDINGS);
    status = process_charge(payer, LEDGER_NOTIFICATIONS, 1);
    if (status != STATUS_OK)
        return status;
    object_get(&payer->object);
    if (!binding_cache.name)
        slab_cache_init(&binding_cache, "notification_binding", sizeof(struct notification_binding));
    binding = slab_alloc(&binding_cache);
    if (!binding) {
        process_release_payer(payer, LEDGER_NOTIFICATIONS);
        return STATUS_NO_MEMORY;
    }
    binding->notification = notification;
    binding->payer = payer;
    binding->signal = *signal;
    binding->source = *call->hold;
    get_revoker(&binding->signal);
    get_revoker(&binding->source);
    binding->bits = bits;
    list_append(&notification->bindings, &binding->link);
    notification->binding_count++;
    *out = binding;
    return STATUS_OK;
}

/* The hold of params capability `index`, with references, if it may signal. */
static status_t find_signal(struct kernel_call *call, uint32_t index, uint64_t bits, struct cap_hold *signal)
{
    status_t status;

    if (bits == 0)
        return capn_call_fail(&call->capn, STATUS_INVALID_ARGUMENT, "bits: 0, expected at least one");
    status = kernel_call_param_owned(call, index, signal);
    if (status != STATUS_OK)
        return status;
    if (((struct object *)signal->object)->kind == &notification_kind &&
        (signal->interface_id == NOTIFICATION_INTERFACE_ID || signal->interface_id == NOTIFICATION_SIGNAL_INTERFACE_ID))
        return STATUS_OK;
    hold_put(signal);
    return capn_call_fail(&call->capn, STATUS_INVALID_ARGUMENT, "signal: not a notification that may be signalled");
}

status_t notification_bind(struct kernel_call *call, uint32_t index, uint64_t bits, struct notification_binding **place)
{
    struct notification_binding *made, *dead = NULL;
    struct cap_hold signal;
    status_t status = find_signal(call, index, bits, &signal);

    if (status != STATUS_OK)
        return status;
    spin_lock(&bindings_lock);
    if (*place && live(*place)) {
        status = capn_call_fail(&call->capn, STATUS_BUSY, "a notification is bound to it already");
    } else {
        dead = *place;
        if (dead)
            detach_locked(dead);
        status = make_locked(call, &signal, bits, &made);
    }
    if (status == STATUS_OK) {
        made->place = place;
        *place = made;
    }
    spin_unlock(&bindings_lock);
    binding_free(dead);
    hold_put(&signal);
    return status;
}

/* --- times --------------------------------------------------------------------------------------------------------- */

/* The alarm that the same process set for the same bits through the same holds. */
static struct notification_binding *find_alarm(const struct kernel_call *call, const struct cap_hold *signal, uint64_t bits)
{
    struct notification *notification = container_of((struct object *)signal->object, struct notification, object);

    for (struct list_node *node = notification->bindings.next; node != &notification->bindings; node = node->next) {
        struct notification_binding *binding = container_of(node, struct notification_binding, link);

        if (!binding->place && binding->bits == bits && binding->payer == call->process &&
            binding->signal.revoker == signal->revoker && binding->source.revoker == call->hold->revoker)
            return binding;
    }
    return NULL;
}

/* *gone: what must be freed. */
static status_t set_alarm_locked(struct kernel_call *call, const struct cap_hold *signal, uint64_t bits, uint64_t deadline_ns,
                                 bool due, struct notification_binding **gone)
{
    struct notification_binding *binding = find_alarm(call, signal, bits);
    status_t status = STATUS_OK;

    lock_assert_held(&bindings_lock);
    if (due || deadline_ns == TIME_FOREVER) {
        if (binding)
            detach_locked(binding);
        *gone = binding;
        return STATUS_OK;
    }
    if (binding)
        scheduler_cancel_alarm(&binding->alarm);
    else
        status = make_locked(call, signal, bits, &binding);
    if (status == STATUS_OK)
        scheduler_add_alarm(&binding->alarm, deadline_ns);
    return status;
}

status_t notification_bind_time(struct kernel_call *call, uint32_t index, uint64_t bits, uint64_t deadline_ns)
{
    struct notification_binding *gone = NULL;
    bool due = deadline_ns <= clock_now_ns();
    struct cap_hold signal;
    status_t status = find_signal(call, index, bits, &signal);

    if (status != STATUS_OK)
        return status;
    spin_lock(&bindings_lock);
    status = set_alarm_locked(call, &signal, bits, deadline_ns, due, &gone);
    spin_unlock(&bindings_lock);
    binding_free(gone);
    if (due)
        notification_signal(container_of((struct object *)signal.object, struct notification, object), bits);
    hold_put(&signal);
    return status;
}

/* --- firing and ending them ---------------------------------------------------------------------------------------- */

/* What firing is to do once the lock is let go: the notification has a reference, or is NULL. */
static struct notification *target_locked(const struct notification_binding *binding)
{
    lock_assert_held(&bindings_lock);
    return live(binding) && object_try_get(&binding->notification->object) ? binding->notification : NULL;
}

static void signal_and_put(struct notification *notification, uint64_t bits)
{
    if (!notification)
        return;
    notification_signal(notification, bits);
    object_put(&notification->object);
}

bool notification_bound(struct notification_binding **place)
{
    bool bound;

    spin_lock(&bindings_lock);
    bound = *place && live(*place);
    spin_unlock(&bindings_lock);
    return bound;
}

bool notification_fire(struct notification_binding **place, bool keep)
{
    struct notification *notification = NULL;
    struct notification_binding *binding;
    uint64_t bits = 0;

    spin_lock(&bindings_lock);
    binding = *place;
    if (binding) {
        notification = target_locked(binding);
        bits = binding->bits;
        keep = keep && notification;
        if (!keep)
            detach_locked(binding);
    }
    spin_unlock(&bindings_lock);
    if (binding && !keep)
        binding_free(binding);
    if (!notification)
        return false;
    signal_and_put(notification, bits);
    return true;
}

void notification_unbind(struct notification_binding **place)
{
    struct notification_binding *binding;

    spin_lock(&bindings_lock);
    binding = *place;
    if (binding)
        detach_locked(binding);
    spin_unlock(&bindings_lock);
    binding_free(binding);
}

bool notification_fire_due(uint64_t now_ns)
{
    struct notification *notification = NULL;
    struct notification_binding *binding = NULL;
    struct scheduler_alarm *alarm;

    spin_lock(&bindings_lock);
    alarm = scheduler_take_alarm(SCHEDULER_ALARM_NOTIFICATION, now_ns);
    if (alarm) {
        binding = container_of(alarm, struct notification_binding, alarm);
        notification = target_locked(binding);
        detach_locked(binding);
    }
    spin_unlock(&bindings_lock);
    if (!binding)
        return false;
    signal_and_put(notification, binding->bits);
    binding_free(binding);
    return true;
}

void notification_unbind_all(struct notification *notification)
{
    /* NOTIFICATION_MAX_BINDINGS at most; nobody can add one to a notification without references. */
    for (;;) {
        struct notification_binding *binding = NULL;

        spin_lock(&bindings_lock);
        if (!list_empty(&notification->bindings)) {
            binding = container_of(notification->bindings.next, struct notification_binding, link);
            detach_locked(binding);
        }
        spin_unlock(&bindings_lock);
        if (!binding)
            return;
        binding_free(binding);
    }
}
