/* SPDX-License-Identifier: MIT */
/*
 * Diagnostics of submissions that make no sense: a line in the kernel log for each of the first REFUSAL_LINES a second with the same
 * opcode and error of a process, then one line a second that says how many more there were. What a process keeps for this is
 * fixed, and REFUSAL_LINES_ALL lines a second is the most that all of them together get: nobody floods the log in this way.
 */
#pragma once

#include "abi/status.h"

#define REFUSAL_LINES 4u
#define REFUSAL_LINES_ALL 64u
#define REFUSAL_KEYS 8u

struct process;
struct submission;

/* Of one process; zeroed at first. Guarded by refusal.c's lock. */
struct refusals {
    uint64_t window_ns;         /* when the second began */
    uint32_t suppressed;        /* in it, without a line */
    int16_t last_status;        /* of those */
    uint8_t last_opcode;
    uint8_t key_count;
    struct {
        int16_t status;
        uint8_t opcode;
        uint8_t lines;
    } keys[REFUSAL_KEYS];       /* seen in it; more than that many count as suppressed */
};

/* A submission was refused with a transport error. Any lock but the log's may be held. */
void submission_refused(const struct submission *submission, status_t status);
/* The process has ended: what is still to be said about it. */
void refusals_flush(struct process *process);
