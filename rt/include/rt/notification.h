/* SPDX-License-Identifier: MIT */
/*
 * Signals without an answer: what a program that signals and then waits needs is one entry into the kernel, not two.
 * docs/notifications.md says what notifications are; the typed clients (notification.capnp.h) do all that is not here.
 */
#pragma once

#include "rt/rt.h"

/* A notification that we may signal, or wait for. The hold may expose all of it or one side. */
struct rt_notification {
    cap_id_t cap;
    bool narrowed;              /* to NotificationSignal or NotificationWait */
};

/* Queues a signal, which goes out with the next entry into the kernel: the next call or wait. Nobody hears of a failure: a
 * notification that is gone has no waiter. bits 0 does nothing. */
void rt_signal(struct rt *rt, struct rt_notification notification, uint64_t bits);
/* Sends what is queued now. */
void rt_signal_flush(struct rt *rt);
/* Waits for bits and takes them. Queued signals go out with it. STATUS_TIMED_OUT, or the errors of NotificationWait.wait. */
MUST_CHECK status_t rt_notification_wait(struct rt *rt, struct rt_notification notification, uint64_t deadline_ns, uint64_t *bits);
