/* SPDX-License-Identifier: MIT */
/*
 * Output to the terminal, gathered into writes of up to OUT_BYTES. What was put is seen after out_flush at the latest.
 * A terminal that is gone ends the shell.
 */
#pragma once

#include "capnp/writer.h"
#include "rt/rt.h"
#include "terminal.capnp.h"

#define OUT_BYTES 2048u

struct out {
    struct rt *rt;
    terminal_session_t terminal;
    uint32_t used;
    char bytes[OUT_BYTES];
};

void out_init(struct out *out, struct rt *rt, terminal_session_t terminal);
/* out is a struct out *, so that this serves as a callback. Raw bytes. */
void out_put(void *out, const char *bytes, uint32_t len);
void out_text(struct out *out, const char *text);
/* From elsewhere: control characters become `?`, so that no string can play with the terminal. */
void out_foreign(struct out *out, struct capn_text text);
/* At most 256 bytes; cut. */
__attribute__((format(printf, 2, 3))) void out_format(struct out *out, const char *format, ...);
void out_flush(struct out *out);
/* A writer for printing values; control characters become `?`. */
struct capn_writer out_writer(struct out *out);
