/* SPDX-License-Identifier: MIT */
/* The Notification object. See notification.h; bindings are in notification_binding.c. */
#include "object/notification.h"

#include "ipc/kernel_call.h"
#include "mem/slab.h"
#include "notification.capnp.h"
#include "process.capnp.h"

static struct slab_cache notification_cache;

/* Answers the waiter. Its answer record is ours alone now. False: its buffer is gone, and it was told that. */
static bool answer_wait(struct answer *answer, uint64_t bits)
{
    uint64_t message[8];
    struct capn_builder builder;
    struct notification_wait_wait_results_builder results;
    size_t bytes;

    capn_builder_init(&builder, message, sizeof(message));
    if (notification_wait_wait_results_build_root(&builder, &results) != STATUS_OK)
        panic("the answer of a notification does not fit");
    notification_wait_wait_results_set_bits(&results, bits);
    if (capn_builder_finish(&builder, &bytes) != STATUS_OK)
        panic("the answer of a notification does not fit");
    return answer_complete_message(answer, message, bytes);
}

void notification_signal(struct notification *notification, uint64_t bits)
{
    struct answer *waiter;

    if (bits == 0)
        return;
    /* Once, and again for each waiter that took its buffer away: it does not take the bits along. */
    do {
        spin_lock(&notification->lock);
        debug_assert(!notification->waiter || notification->bits == 0); /* never both */
        bits |= notification->bits;
        waiter = notification->waiter;
        notification->waiter = NULL;
        notification->bits = waiter ? 0 : bits;
        spin_unlock(&notification->lock);
    } while (waiter && !answer_wait(waiter, bits));
}

static status_t signal_method(void *self, struct capn_call *call, const struct notification_signal_signal_params_reader *params,
                              struct notification_signal_signal_results_builder *results)
{
    (void)call;
    (void)results;
    notification_signal(self, notification_signal_signal_params_get_bits(params));
    return STATUS_OK;
}

static bool cancel_wait(struct answer *answer, struct object *object, uint64_t id)
{
    struct notification *notification = container_of(object, struct notification, object);
    bool taken;

    spin_lock(&notification->lock);
    taken = notification->waiter == answer && answer->id == id;
    if (taken)
        notification->waiter = NULL;
    spin_unlock(&notification->lock);
    return taken;
}

static status_t wait_method(void *self, struct capn_call *call, const struct notification_wait_wait_params_reader *params,
                            struct notification_wait_wait_results_builder *results)
{
    struct notification *notification = self;
    status_t status = STATUS_OK;

    (void)params;
    spin_lock(&notification->lock);
    if (notification->bits != 0) {
        /* Bits and a waiter are never there together. An answer that cannot arrive must not lose them. */
        notification_wait_wait_results_set_bits(results, notification->bits);
        status = kernel_call_commit(kernel_call_of(call));
        if (status == STATUS_OK)
            notification->bits = 0;
    } else if (notification->waiter) {
        status = capn_call_fail(call, STATUS_BUSY, "somebody waits for this notification already");
    } else {
        notification->waiter = kernel_call_defer(kernel_call_of(call), &notification->object, cancel_wait);
        status = STATUS_PENDING;
    }
    spin_unlock(&notification->lock);
    return status;
}

static status_t poll_method(void *self, struct capn_call *call, const struct notification_wait_poll_params_reader *params,
                            struct notification_wait_poll_results_builder *results)
{
    struct notification *notification = self;
    status_t status;

    (void)params;
    spin_lock(&notification->lock);
    notification_wait_poll_results_set_bits(results, notification->bits);
    status = kernel_call_commit(kernel_call_of(call));
    if (status == STATUS_OK)
        notification->bits = 0;
    spin_unlock(&notification->lock);
    return status;
}

static const struct notification_signal_server signal_server = { .signal = signal_method };
static const struct notification_wait_server wait_server = { .wait = wait_method, .poll = poll_method };
static const struct notification_server server = { .notification_signal = &signal_server, .notification_wait = &wait_server };

static status_t dispatch(struct object *object, uint16_t method_id, struct kernel_call *call)
{
    return notification_dispatch(&server, container_of(object, struct notification, object), method_id, &call->capn);
}

static void destroy(struct object *object)
{
    struct notification *notification = container_of(object, struct notification, object);
    struct process *payer = notification->payer;

    notification_unbind_all(notification);
    slab_free(&notification_cache, notification);
    process_release_payer(payer, LEDGER_NOTIFICATIONS);
}

struct object_kind notification_kind = {
    .transfer_scope = CAP_SCOPE_CROSS_SESSION,  /* what its maker does with it carries nobody else's authority */
    .name = "notification",
    .interface = &notification_interface,
    .dispatch = dispatch,
    .destroy = destroy,
    .waits_for = WAIT_REASON_NOTIFICATION,
};

status_t notification_create(struct process *payer, struct notification **out)
{
    struct notification *notification;
    status_t status = process_charge(payer, LEDGER_NOTIFICATIONS, 1);

    if (status != STATUS_OK)
        return status;
    object_get(&payer->object);
    if (!notification_cache.name)
        slab_cache_init(&notification_cache, "notification", sizeof(struct notification));
    notification = slab_alloc(&notification_cache);
    if (!notification) {
        process_release_payer(payer, LEDGER_NOTIFICATIONS);
        return STATUS_NO_MEMORY;
    }
    object_init(&notification->object, &notification_kind);
    spin_init(&notification->lock, LOCK_NOTIFICATION);
    notification->payer = payer;
    list_init(&notification->bindings);
    *out = notification;
    return STATUS_OK;
}
