/* SPDX-License-Identifier: MIT */
/*
 * What was typed, the one reader who gets it, and those who wait for ^C. A read of the serial line is always in flight, except while
 * there is no room for more of a script; bytes wait in `typed`, whose rules they follow, until a call reads them.
 */
#pragma once

#include "discipline.h"
#include "interrupts.h"
#include "output.h"
#include "script.h"
#include "typed.h"

#define INPUT_READ_BYTES 1024u
#define INPUT_MAX_PROMPT_BYTES 256u
#define INPUT_MAX_RAW_BYTES 1024u

enum input_reader { INPUT_NOBODY, INPUT_RAW, INPUT_LINE };

struct input {
    struct rt *rt;
    struct rt_loop *loop;
    serial_port_t serial;
    struct output *output;
    bool in_flight;                     /* the read of the line */
    struct capn_request request;
    struct rt_watch watch;
    struct script script;
    struct typed typed;
    bool full_unsaid;                   /* bytes are dropped, and there was no room to say so */
    struct interrupts interrupts;
    enum input_reader reader;
    struct rt_reply reply;              /* to the reader */
    uint32_t raw_bytes;                 /* that a raw reader wants at most */
    uint32_t prompt_len;                /* of a line reader's prompt that is not shown yet */
    char prompt[INPUT_MAX_PROMPT_BYTES];
    struct discipline line;
    bool session_known;
    uint64_t session[2];                /* of the last reader */
};

/* Starts to read the line, and tells the other end that it may send. */
MUST_CHECK status_t input_init(struct input *input, struct rt *rt, struct rt_loop *loop, serial_port_t serial,
                               struct output *output);
/* Make the caller the reader and return STATUS_PENDING, or fail. prompt: at most INPUT_MAX_PROMPT_BYTES. */
MUST_CHECK status_t input_read_raw(struct input *input, struct capn_call *call, uint32_t max_bytes);
MUST_CHECK status_t input_read_line(struct input *input, struct capn_call *call, struct capn_text prompt,
                                    uint32_t max_bytes, bool hidden);
/* Makes the caller wait for ^C and returns STATUS_PENDING, or fails. */
MUST_CHECK status_t input_await_interrupt(struct input *input, struct capn_call *call, uint32_t presses);
/* Moves typed bytes to the reader, as far as there is room for echo, and a ^C that nothing reads to those who wait for it. */
void input_process(struct input *input);
/*
 * If that call is the reader's: it is gone, and so is everything that was typed, unless it is a script. If it waits for ^C: it is
 * forgotten.
 */
void input_cancel(struct input *input, uint64_t call_id);
