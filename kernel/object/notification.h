/* SPDX-License-Identifier: MIT */
/*
 * Notifications: 64 bits, one waiter, and what is bound to set bits later: a timer, the end of a process, an interrupt.
 *
 * A binding belongs to its notification and to its source, and whichever ends first ends it: it keeps no reference on either.
 * It remembers the two holds that it was made through, and does nothing once one of them was revoked. Who made it pays for it.
 * One lock guards all bindings (notification_binding.c); a source keeps a pointer to its binding and passes that pointer's place.
 */
#pragma once

#include "sched/process.h"

#define NOTIFICATION_MAX_BINDINGS 64u

struct kernel_call;
struct notification_binding;

struct notification {
    struct object object;
    struct spinlock lock;               /* guards bits and waiter */
    uint64_t bits;
    struct answer *waiter;
    struct process *payer;              /* whose ledger has the notification; one reference */
    struct list_node bindings;          /* guarded by the bindings' lock, as is the count */
    uint32_t binding_count;
};

extern struct object_kind notification_kind;

/* Charged to payer until destroyed. STATUS_QUOTA_EXCEEDED, STATUS_NO_MEMORY. One reference, the caller's. */
MUST_CHECK status_t notification_create(struct process *payer, struct notification **out);
/* ORs bits and answers the waiter. Any context, interrupts too; bounded, allocates nothing. No lock may be held, and the
 * caller has a reference. */
void notification_signal(struct notification *notification, uint64_t bits);

/* --- bindings ------------------------------------------------------------------------------------------------------ */

/*
 * Binds a source that the call goes to. `index` is the capability in its params that names the notification. *place is the
 * source's pointer, and the source takes it out when it goes. An older binding through a revoked hold gives way.
 * STATUS_BUSY (bound already, or NOTIFICATION_MAX_BINDINGS), STATUS_QUOTA_EXCEEDED, STATUS_INVALID_ARGUMENT (no bits, or no
 * capability that may signal), each with its reason in the call; STATUS_NO_MEMORY; errors of capabilities.
 */
MUST_CHECK status_t notification_bind(struct kernel_call *call, uint32_t index, uint64_t bits,
                                      struct notification_binding **place);
/* The same for a time; places are not needed, since one hardware timer is the source of all. */
MUST_CHECK status_t notification_bind_time(struct kernel_call *call, uint32_t index, uint64_t bits, uint64_t deadline_ns);
/* Whether there is a binding that could set bits. */
bool notification_bound(struct notification_binding **place);
/* The source fired: sets the bits, if there is a binding. False when there is none any more. Any context. */
bool notification_fire(struct notification_binding **place, bool keep);
/* Ends the binding, if there is one. */
void notification_unbind(struct notification_binding **place);
/* Fires one binding whose time has come by now; false when there is none (sched/timers.c). */
/* The notification is being destroyed (notification.c). */
void notification_unbind_all(struct notification *notification);
