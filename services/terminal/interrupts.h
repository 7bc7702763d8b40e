/* SPDX-License-Identifier: MIT */
/* The calls that wait for ^C: awaitInterrupt. They are no readers, and several may wait. */
#pragma once

#include "rt/loop.h"
#include "typed.h"

#define INTERRUPT_MAX_WAITERS 8u

struct interrupt_waiter {
    uint32_t presses;           /* 1, 2; 0: none */
    struct rt_reply reply;
};

struct interrupts {
    struct interrupt_waiter waiters[INTERRUPT_MAX_WAITERS];
};

/* Makes the caller wait and returns STATUS_PENDING, or fails. The caller of this looks next. */
MUST_CHECK status_t interrupts_wait(struct interrupts *interrupts, struct capn_call *call, uint32_t presses);
/* Answers those who wait for so many presses or fewer, if they were typed. presses 1: only while nothing reads. */
void interrupts_look(struct interrupts *interrupts, struct typed *typed, uint32_t presses);
/* If that call waits here: its caller is gone. */
void interrupts_cancel(struct interrupts *interrupts, uint64_t call_id);
