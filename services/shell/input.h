/* SPDX-License-Identifier: MIT */
/*
 * Bytes from the terminal, raw. One readRaw is in flight at most; it may stay in flight while a command runs, which is
 * how ^C is seen. What is typed meanwhile is kept for the next line.
 */
#pragma once

#include "rt/loop.h"
#include "terminal.capnp.h"

#define INPUT_BYTES 1024u       /* a power of two */

struct input {
    struct rt *rt;
    struct rt_loop *loop;
    terminal_session_t terminal;
    bool in_flight;
    status_t status;            /* of the last read */
    struct capn_request request;
    struct rt_watch watch;
    struct rt_watch await_watch;        /* of the request that input_await waits for; until that is ended */
    uint32_t head, tail;        /* free-running */
    uint8_t bytes[INPUT_BYTES];
};

void input_init(struct input *input, struct rt *rt, struct rt_loop *loop, terminal_session_t terminal);
/* Waits for one byte. While somebody else reads the terminal it tries again from time to time; a terminal that is gone
 * ends the shell. */
uint8_t input_get(struct input *input);
/* Cancels the read in flight: somebody else shall read now. The terminal forgets what was typed and not delivered. */
void input_release(struct input *input);

/*
 * Sends request and waits for its answer (the return value). With may_interrupt the terminal is read meanwhile, and ^C
 * calls interrupted once each time; true from it gives the wait up with STATUS_CANCELLED and the caller ends the
 * request.
 */
MUST_CHECK status_t input_await(struct input *input, struct capn_request *request, bool may_interrupt,
                                bool (*interrupted)(void *context), void *context);
/* The same, but given up with the first of the wanted keys (a string), which is typed then; other keys are lost. */
MUST_CHECK status_t input_await_key(struct input *input, struct capn_request *request, const char *wanted, char *typed);
