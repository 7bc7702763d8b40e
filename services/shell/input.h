/* SPDX-License-Identifier: MIT */
/*
 * Keys from the terminal, raw. What is typed ahead stays with the terminal: the shell reads only while it wants keys, and a read
 * brings nothing from behind the end of a line. So a command that reads the terminal, or a child that was given it, finds what was
 * typed for it. While a command runs the shell waits for ^C only (TerminalSession.awaitInterrupt), which takes nothing else.
 */
#pragma once

#include "rt/loop.h"
#include "terminal.capnp.h"

#define INPUT_BYTES 1024u       /* the most that TerminalSession.readRaw gives */

/* What the input asks of the shell. */
struct input_owner {
    /* Another process reads the terminal, and goes on: called once, until we read again. */
    void (*busy)(void *context);
    /* Takes the terminal back from all that were given it. False: that cannot be. */
    bool (*take_back)(void *context);
    void *context;
};

struct input {
    struct rt *rt;
    struct rt_loop *loop;
    terminal_session_t terminal;
    struct input_owner owner;

    bool reading;               /* a readRaw is in flight; not over the end of a command that did not fail */
    status_t status;            /* of the last one */
    struct capn_request read;
    struct rt_watch read_watch;
    uint32_t at, len;           /* bytes[at, len) are to be given out; the others are zero */
    uint8_t bytes[INPUT_BYTES];

    uint32_t presses;           /* what the awaitInterrupt that is in flight waits for; 0: there is none */
    bool interrupted;           /* it was answered, and no wait has looked at that */
    bool deaf;                  /* it failed: this command goes without ^C */
    bool refused;               /* just now, because others have as many as there can be */
    bool unrefused;             /* for that the terminal was taken back, once for a command */
    bool reclaim;               /* ^C was typed since the last key: who reads now loses the terminal */
    struct capn_request interrupt;
    struct rt_watch interrupt_watch;

    struct rt_watch await_watch;        /* of the request that input_await waits for; until that is ended */
};

void input_init(struct input *input, struct rt *rt, struct rt_loop *loop, terminal_session_t terminal, const struct input_owner *owner);
/* Whether input_get would give a byte without waiting. */
static inline bool input_at_hand(const struct input *input)
{
    return input->at < input->len;
}
/* Waits for one byte. While another process reads the terminal it tries again from time to time, and ^C typed twice takes the terminal
 * back; a terminal that is gone ends the shell. */
uint8_t input_get(struct input *input);

/*
 * Sends request and waits for its answer (the return value). One that is there at once, as of kernel objects, wins over ^C. ^C calls interrupted once each time; true from it gives the wait up with
 * STATUS_CANCELLED and the caller ends the request. alone: nothing else is meant to read the terminal meanwhile. Not alone: ^C is a
 * key for what reads, and only the second of two in a row calls interrupted.
 */
MUST_CHECK status_t input_await(struct input *input, struct capn_request *request, bool alone,
                                bool (*interrupted)(void *context), void *context);
/* For interrupted, when it returns false: that ^C counts for the next wait. */
void input_keep_interrupt(struct input *input);
/* Reads single keys while it waits, and is given up with the first of the wanted keys (a string), which is typed then; other keys are
 * lost. While another process reads, ^C typed twice is such a key. */
MUST_CHECK status_t input_await_key(struct input *input, struct capn_request *request, const char *wanted, char *typed);
/* The command is over: from here on ^C is a key again. Before the prompt is shown. */
void input_command_over(struct input *input);
