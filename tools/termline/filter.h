/* SPDX-License-Identifier: MIT */
/* What happens to the bytes between standard input and output and the line. Pure: bytes in, bytes into buffers. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define BUFFER_BYTES 65536u

/* bytes[at..end) is what waits to be written. */
struct buffer {
    size_t at, end;
    uint8_t bytes[BUFFER_BYTES];
};

struct filter {
    bool script;                /* else a person types */
    bool plain;                 /* no carriage returns before newlines in the output */
    bool ready;                 /* the terminal has said that it takes input */
    bool ended;                 /* standard input is at its end */
    bool leave;                 /* Ctrl-A X was typed */
    bool prefix;                /* Ctrl-A was typed and the key after it was not */
    bool returned;              /* a carriage return that may be left out waits for the next byte */
    uint8_t last;               /* byte of the script */
    struct buffer held;         /* for the line, once it is ready */
    struct buffer urgent;       /* for the line at once: keys of QEMU's multiplexer */
    struct buffer output;       /* for standard output */
};

/* Bytes that a call of filter_input or filter_output may bring now, without an overflow. */
size_t filter_input_room(const struct filter *filter);
size_t filter_output_room(const struct filter *filter);
/* What was typed, or a piece of the script. */
void filter_input(struct filter *filter, const uint8_t *bytes, size_t count);
/* Standard input is at its end. Once. */
void filter_input_end(struct filter *filter);
/* What the machine wrote. */
void filter_output(struct filter *filter, const uint8_t *bytes, size_t count);
/* What can be written to the line now; NULL: nothing. */
struct buffer *filter_line(struct filter *filter);
