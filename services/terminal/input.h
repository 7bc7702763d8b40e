/* SPDX-License-Identifier: MIT */
/*
 * What was typed, and the one reader who gets it. A read of the serial line is always in flight; bytes wait here
 * (type-ahead) until somebody reads. Beyond the bound they are dropped with a bell.
 */
#pragma once

#include "discipline.h"
#include "output.h"

#define INPUT_TYPE_AHEAD_BYTES 4096u
#define INPUT_READ_BYTES 1024u
#define INPUT_MAX_RAW_BYTES 1024u

enum input_reader { INPUT_NOBODY, INPUT_RAW, INPUT_LINE };

struct input {
    struct rt *rt;
    struct rt_loop *loop;
    serial_port_t serial;
    struct output *output;
    struct capn_request request;
    struct rt_watch watch;
    struct queue typed;
    enum input_reader reader;
    struct rt_reply reply;              /* to the reader */
    uint32_t raw_bytes;                 /* that a raw reader wants at most */
    struct discipline line;
    bool session_known;
    uint64_t session[2];                /* of the last reader */
};

/* Starts to read the line. */
MUST_CHECK status_t input_init(struct input *input, struct rt *rt, struct rt_loop *loop, serial_port_t serial,
                               struct output *output);
/* Make the caller the reader and return STATUS_PENDING, or fail. */
MUST_CHECK status_t input_read_raw(struct input *input, struct capn_call *call, uint32_t max_bytes);
MUST_CHECK status_t input_read_line(struct input *input, struct capn_call *call, struct capn_text prompt,
                                    uint32_t max_bytes, bool hidden);
/* Moves typed bytes to the reader, as far as there is room for echo. */
void input_process(struct input *input);
/* If that call is the reader's: it is gone, and so is everything that was typed. */
void input_cancel(struct input *input, uint64_t call_id);
