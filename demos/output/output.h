/* SPDX-License-Identifier: MIT */
/*
 * Where a demo prints: the terminal it was given, else the kernel log, else nowhere. Lines are cut at 500 bytes.
 */
#pragma once

#include "rt/rt.h"

struct output {
    struct rt *rt;
    cap_id_t terminal;          /* TerminalSession named `terminal`, or CAP_ID_INVALID */
    cap_id_t console;           /* Console named `console`, or CAP_ID_INVALID */
};

void output_open(struct output *output, struct rt *rt);
/* Prints one line, without a newline in format. A line that cannot be printed is lost. */
__attribute__((format(printf, 2, 3))) void output_line(struct output *output, const char *format, ...);
