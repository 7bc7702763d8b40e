/* SPDX-License-Identifier: MIT */
/* The parts of this test. */
#pragma once

#include "capability.capnp.h"
#include "kit.h"
#include "notification.capnp.h"

#define HOUR_NS 3600000000000ull
#define SECOND_NS 1000000000ull

struct notify {
    struct kit kit;
    capability_manager_t manager;
    io_ports_t rtc_ports;
    interrupt_t rtc_line;
};

/* A fresh notification; its creation counts as an attempt. */
notification_t notify_make(struct notify *test);
/* The signalling side of it, not narrowed: for methods that want one. */
static inline notification_signal_t notify_signal_side(notification_t notification)
{
    return (notification_signal_t){ notification.id };
}
/* Drops it for good. */
void notify_drop(struct notify *test, cap_id_t cap);
/* Attempt: polling it gives these bits. */
void notify_expect_bits(struct notify *test, const char *what, notification_t notification, uint64_t bits);
/* Attempt: a wait of at most one second gives these bits. */
void notify_await_bits(struct notify *test, const char *what, notification_t notification, uint64_t bits);
/* A facet of cap that can be cut, and what cuts it. */
revoker_t notify_lend(struct notify *test, cap_id_t cap, cap_id_t *facet);
/* Cuts it and drops both. */
void notify_cut(struct notify *test, revoker_t revoker, cap_id_t facet);

void test_bits(struct notify *test);
void test_times(struct notify *test);
void test_ends(struct notify *test);
void test_lines(struct notify *test);
void test_buffers(struct notify *test);
void test_peer(struct notify *test);
