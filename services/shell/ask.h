/* SPDX-License-Identifier: MIT */
/*
 * The calls that a command makes. Whatever serves a capability of ours may be a process that never answers, so none of them is waited
 * for without looking for ^C.
 *
 * An answer that is there wins over ^C, so that what an answered call has made is never lost. The ^C then counts for the next wait.
 */
#pragma once

#include "input.h"

enum ask_how {
    ASK_ALONE,                  /* nothing else is meant to read the terminal */
    ASK_BESIDE_READER,          /* a process may read the terminal that we read: ^C is one of its keys, and the second in a row is ours */
    ASK_AT_ONCE,                /* only an answer that is there at once (else STATUS_TIMED_OUT): for Tab, which takes no other keys */
};

/* Sends a begun request and waits for its answer: the status of the call, or STATUS_CANCELLED when ^C gave it up. The caller ends the
 * request. */
MUST_CHECK status_t ask(struct input *input, enum ask_how how, struct capn_request *request);
/* The same, where ^C calls interrupted and gives up only if that returns true. */
MUST_CHECK status_t ask_until(struct input *input, enum ask_how how, struct capn_request *request, bool (*interrupted)(void *context),
                              void *context);
