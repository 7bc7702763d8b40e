/* SPDX-License-Identifier: MIT */
/*
 * The debug tap (docs/tracing.md): records of what threads submit and what is posted to them. Two takers: the kernel's log, for
 * the whole system from boot (trace/tap_log.h), and a RingTap, for the processes that its holder spawned with it
 * (object/ring_tap.h). A process has at most one RingTap, from before its first instruction to its end.
 *
 * Off, it costs a call nothing but one compare for each completion: a tapped thread is one without direct opcodes
 * (sched/thread.h), which is what the dispatcher compares with anyway. Everything else is out of line here.
 *
 * Recording never blocks and allocates nothing. What does not fit into a taker's buffer is dropped and counted. Records are
 * handed on by a kernel thread (trace/tap_worker.c) some milliseconds later.
 */
#pragma once

#include "abi/capset.h"
#include "base/lock.h"
#include "trace/tap_buffer.h"

struct answer;
struct process;
struct submission;
struct thread;

/* A taker of records. */
struct tap {
    struct spinlock lock;               /* guards buffer; nothing is taken inside */
    struct tap_buffer buffer;           /* no bytes: closed, nothing is recorded */
    uint32_t payload_bytes;             /* of a message in one record at most; 0: no messages, only what is said of them */
    uint32_t running;                   /* atomic: processes that have it and have not ended */
    bool whole_system;                  /* may name the peers of a call; anybody is tapped */
    bool awaited;                       /* somebody wants to hear of the next record soon */
    struct object *owner;               /* that it is part of; NULL: static */
};

/* The whole system's, into the log. Closed when it was not asked for at boot. */
extern struct tap tap_log;

/* Taps a process that was not started. Takes a reference to the tap's owner until the process ends. */
void tap_attach(struct process *process, struct tap *tap);

/* Makes the worker look soon. Any context, no lock of a thread or a CPU held (trace/tap_worker.c). */
void tap_worker_wake(void);
/* Starts the worker. Boot. */
void tap_worker_init(void);
